//! No count from 1 to 5 stands anywhere in a published pack.

use boardpack::pack::{Block, Cell, Inline, NumberKind, Pack, SheetBody, Table, tidy_rows};
use boardpack::plan::Plan;
use boardpack::protect::ReleasedValue;
use boardpack::template::Profile;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::{MEASURES, measured, packs, pairs, public, quarter, quarters, released};
use crate::pack::count_again;

/// Whether words hold "n of" with n from 1 to 5, or "of n" with n from 1 to 5 children.
pub(super) fn speaks_of_few(words: &str) -> bool {
    let words: Vec<&str> = words
        .split(|c: char| !(c.is_alphanumeric() || c == '%' || c == ',' || c == '.'))
        .filter(|word| !word.is_empty())
        .collect();
    let few = |word: &str| matches!(word.trim_end_matches(['.', ',']), "1" | "2" | "3" | "4" | "5");
    words.windows(3).any(|three| {
        three[1] == "of"
            && (few(three[0]) && three[2].starts_with(|c: char| c.is_ascii_digit())
                || three[0].starts_with(|c: char| c.is_ascii_digit()) && few(three[2]))
    })
}

/// All words that a reader meets.
fn words(blocks: &[Block], all: &mut Vec<String>) {
    for block in blocks.iter().flat_map(Block::leaves) {
        match block {
            Block::Paragraph { text, .. } => all.push(Inline::plain(text)),
            Block::List(points) => all.extend(points.iter().map(|point| Inline::plain(point))),
            Block::Table(table) => {
                all.extend(cells(table).map(|cell| cell.text.clone()));
                all.extend(table.notes.iter().cloned());
            }
            Block::Chart(chart) => {
                all.push(chart.alt.clone());
                let points = chart.series.iter().flat_map(|one| &one.points);
                all.extend(points.map(|point| point.shown.clone()));
            }
            Block::Illustrated(one) => all.extend(one.words.iter().map(|(_, text)| Inline::plain(text))),
            Block::ControlChart(_) | Block::StripChart(_) => panic!("months and events are not published"),
            Block::Cover(_)
            | Block::Contents { .. }
            | Block::Heading { .. }
            | Block::Together(_)
            | Block::Beside { .. }
            | Block::Writing { .. }
            | Block::NewPage => {}
        }
    }
}

fn cells(table: &Table) -> impl Iterator<Item = &Cell> {
    table.rows.iter().flat_map(|row| &row.cells)
}

pub(super) fn all_words(pack: &Pack) -> Vec<String> {
    let mut all = Vec::new();
    words(&pack.document, &mut all);
    for sheet in &pack.book.sheets {
        if let SheetBody::Table { table, charts, .. } = &sheet.body {
            all.extend(cells(table).map(|cell| cell.text.clone()));
            all.extend(charts.iter().map(|chart| chart.chart.alt.clone()));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_count_of_a_few_children_stands_in_any(pairs in pairs()) {
        let (catalogue, templates) = public();
        let plan = Plan::new(&templates, &catalogue, quarter());
        let figures = released(&catalogue, &plan, &measured(&catalogue, &plan, &pairs));
        for figure in figures.figures() {
            prop_assert!(figure.tally.is_none() && figure.bounds.is_none(), "{}", figure.id());
            match &figure.value {
                None => prop_assert!(figure.judgement.is_none() && figure.confidential, "{}", figure.id()),
                Some(ReleasedValue::Share { met, of }) => {
                    for count in [*met, *of, of - met] {
                        prop_assert!(!(1..=5).contains(&count), "{}: {}", figure.id(), figure.long);
                    }
                }
                Some(ReleasedValue::Count { count, .. }) => {
                    prop_assert!(!(1..=5).contains(count), "{}: {}", figure.id(), figure.long);
                }
                Some(ReleasedValue::Parts { parts, of }) => {
                    let counts = parts.iter().filter_map(|part| part.count).chain([*of]);
                    prop_assert!(!counts.into_iter().any(|count| (1..=5).contains(&count)), "{}", figure.id());
                }
                Some(ReleasedValue::Middle { .. }) => prop_assert!(false, "no mean was given"),
            }
        }
        for row in tidy_rows(&figures, |_, _| true) {
            for count in [row.numerator, row.denominator].into_iter().flatten() {
                prop_assert!(!(1.0..=5.0).contains(&count), "{row:?}");
            }
            let counts = [row.met, row.not_met, row.missing, row.not_known, row.not_due, row.not_applicable];
            prop_assert_eq!(counts, [None; 6]);
        }
        for pack in packs(&catalogue, &plan, &figures) {
            // One of the measures is care leavers' own, whose priorities these packs leave out.
            prop_assert_eq!(count_again(&pack), MEASURES.len() - 1);
            for words in all_words(&pack) {
                prop_assert!(!speaks_of_few(&words), "{}", words);
            }
            // Numbers behind cells: counts of measures may be small, those of children may not.
            for sheet in &pack.book.sheets {
                let SheetBody::Table { name, table, .. } = &sheet.body else { continue };
                if name == "status_by_priority" || name == "definitions" {
                    continue;
                }
                for (at, cell) in table.rows.iter().flat_map(|row| row.cells.iter().enumerate()) {
                    if let Some((value, NumberKind::Count)) = cell.number
                        && table.columns[at].header != "definition"
                    {
                        prop_assert!(!(1.0..=5.0).contains(&value), "{name}: {cell:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_hidden_figure_keeps_its_place_with_a_symbol_and_its_target() {
    let (catalogue, templates) = public();
    let plan = Plan::new(&templates, &catalogue, quarter());
    let mut pairs = vec![vec![(60, 20); 20]; MEASURES.len()];
    let last = quarters().len() - 1;
    let of = |id: &str| MEASURES.iter().position(|one| *one == id).expect("of the list");
    pairs[of("allocated-social-worker")][last] = (300, 4);
    pairs[of("unaccompanied-asylum-seeking-children")][last] = (3, 300);
    pairs[of("reviews-on-time")][last] = (40, 3);
    let figures = released(&catalogue, &plan, &measured(&catalogue, &plan, &pairs));
    let shown = |id: &str, period: &str| {
        let figure = figures.figure(id, period.parse().expect("a period")).expect("a figure");
        (figure.long.clone(), figure.target.clone(), figure.availability)
    };
    assert_eq!(
        shown("allocated-social-worker", "2018-19-Q4"),
        ("nearly all: 5 or fewer without".to_owned(), Some("100%".to_owned()), "confidential")
    );
    let uasc = shown("unaccompanied-asylum-seeking-children", "2018-19-Q4");
    assert_eq!((uasc.0.as_str(), uasc.2), ("[c]", "confidential"));
    // The half-year would give the quarter away: another quarter of it goes too, and the half-year and year stay.
    let reviews = ["2018-19-Q4", "2018-19-Q3", "2018-19-Q2", "2018-19-H2", "2018-19"]
        .map(|period| shown("reviews-on-time", period).0);
    assert_eq!(reviews, ["[c]", "[c]", "60 of 80, 75%", "100 of 123, 81%", "220 of 283, 78%"]);
    assert_eq!(figures.profile(), Profile::Public);
}

#[test]
fn the_scorecard_of_a_yearly_pack_has_the_year_before_once() {
    let (catalogue, templates) = public();
    let plan = Plan::new(&templates, &catalogue, quarter());
    let figures =
        released(&catalogue, &plan, &measured(&catalogue, &plan, &vec![vec![(60, 20); 20]; MEASURES.len()]));
    for pack in packs(&catalogue, &plan, &figures) {
        boardpack::write::xlsx(&pack).expect("a workbook");
        let sheets = pack.book.sheets.iter().filter(|sheet| sheet.name == "Scorecard");
        let headers: Vec<Vec<&str>> = sheets
            .filter_map(|sheet| match &sheet.body {
                SheetBody::Table { table, .. } => Some(table),
                _ => None,
            })
            .map(|table| table.columns[4..8].iter().map(|column| column.header.as_str()).collect())
            .collect();
        if pack.about.period.to_string() == "2018-19" {
            assert_eq!(headers, [["2018-19", "2018-19 in numbers", "2017-18", "Target"]]);
        }
    }
}
