//! The handout of the open meeting: its words, its figures, its pictures.

use std::collections::BTreeMap;
use std::path::Path;

use boardpack::chart::{Figures, Pictogram};
use boardpack::kpi::Catalogue;
use boardpack::pack::{Block, Inline, Pack, Picture, Prose, Row, SheetBody, TidyRow, passages};
use boardpack::plain::{HARDEST_GRADE, Passage, lint};
use boardpack::template::{self, BlockKind, Template};
use boardpack::workspace::Workspace;
use boardpack::write::html;
use pretty_assertions::assert_eq;
use roxmltree::{Document, ParsingOptions};

use crate::pack::handout;

const HIDDEN: &str = "We cannot show this number, because it could tell you about one person.";

fn built_in() -> Template {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let templates = template::read(&template::built_in_files(), &catalogue).expect("the built-in templates");
    templates.into_iter().find(|one| one.id == "lincc-open-meeting").expect("the handout")
}

/// Rows of a sheet of the workbook.
fn sheet<'p>(pack: &'p Pack, name: &str) -> &'p [Row] {
    let sheet = pack.book.sheets.iter().find(|sheet| sheet.name == name).expect("the sheet");
    match &sheet.body {
        SheetBody::Table { table, .. } => &table.rows,
        SheetBody::Cover(_) => panic!("{name} is the cover"),
    }
}

#[test]
fn every_sentence_is_plain_and_the_whole_is_read_with_ease() {
    let (pack, _) = handout();
    let template = built_in();
    let explained = template.explained();
    let report = lint(&passages(&pack.document), &explained);
    let list: Vec<String> =
        report.faults.iter().map(|(place, fault)| format!("under \"{place}\": {fault}")).collect();
    eprintln!("handout: {}", report.figures());
    assert!(list.is_empty(), "{}\n{}", report.figures(), list.join("\n"));
    assert!(report.grade() <= HARDEST_GRADE, "{}", report.figures());
    assert!(report.sentences > 150, "{}", report.figures());
    // No part of it is much harder than the whole.
    let mut parts: BTreeMap<&str, Vec<Passage>> = BTreeMap::new();
    let all = passages(&pack.document);
    for passage in &all {
        parts.entry(&passage.place).or_default().push(passage.clone());
    }
    for (place, passages) in parts.iter().filter(|(_, passages)| passages.len() > 3) {
        let report = lint(passages, &explained);
        assert!(report.grade() <= HARDEST_GRADE + 2.0, "{place}: {}", report.figures());
    }
}

#[test]
fn the_young_persons_words_of_every_measure_are_plain() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let passages: Vec<Passage> = catalogue
        .measures()
        .map(|measure| Passage { place: measure.id.clone(), words: measure.young.clone() })
        .collect();
    assert!(passages.len() > 150);
    let explained = [
        "Care to Independence",
        "LinCC",
        "GCSE",
        "corporate parents",
        "independent",
        "adviser",
        "responsible",
        "exploiting",
        "vaccinations",
        "emergency",
        "assessments",
        "apprenticeship",
    ];
    let report = lint(&passages, &explained);
    let list: Vec<String> = report.faults.iter().map(|(place, fault)| format!("{place}: {fault}")).collect();
    assert!(list.is_empty(), "{}\n{}", report.figures(), list.join("\n"));
}

/// The share that words mean, by the words alone: "About 3 in 4 of the 115 who answered."
fn meant(words: &str) -> Option<f64> {
    let words: Vec<&str> = words.trim_end_matches('.').split(' ').collect();
    let at = words.iter().position(|word| *word == "in")?;
    Some(words.get(at - 1)?.parse::<f64>().ok()? / words.get(at + 1)?.parse::<f64>().ok()?)
}

#[test]
fn every_number_in_words_is_the_figure_of_the_tidy_data() {
    let (pack, rows) = handout();
    let rows: BTreeMap<String, &TidyRow> = rows
        .iter()
        .filter(|row| row.category.is_empty())
        .map(|row| (format!("{}@{}", row.measure, row.period), row))
        .collect();
    let (mut fractions, mut hidden) = (0, 0);
    for row in sheet(pack, "How we are doing") {
        let cell = |at: usize| row.cells[at].text.as_str();
        let (words, numbers, figure) = (cell(2), cell(4), cell(5));
        let tidy = rows.get(figure).unwrap_or_else(|| panic!("{figure} is in no row of tidy data"));
        assert_eq!(numbers, tidy.shown, "{figure}");
        assert!(figure.ends_with("@2018-19"), "{figure} is no figure of the year");
        let Some((met, of)) = tidy.numerator.zip(tidy.denominator) else {
            assert_eq!((words, tidy.shown.as_str()), (HIDDEN, "[c]"), "{figure}");
            hidden += 1;
            continue;
        };
        let share = meant(words).unwrap_or_else(|| panic!("{figure}: {words}"));
        let within = if words.contains(" in 100") { 0.005 } else { 0.025 };
        assert!((share - met / of).abs() <= within + 1e-9, "{figure}: {words} for {met} of {of}");
        if tidy.basis == "survey" {
            assert!(words.ends_with(&format!(" of the {of} who answered.")), "{figure}: {words}");
        }
        fractions += 1;
    }
    assert!(fractions > 20 && hidden > 0, "{fractions} fractions, {hidden} hidden");
}

#[test]
fn a_change_is_told_only_where_one_was_tested() {
    let (pack, rows) = handout();
    let row = |figure: &str| {
        let (measure, period) = figure.split_once('@').expect("an id");
        rows.iter()
            .find(|row| row.measure == measure && row.period == period && row.category.is_empty())
            .unwrap_or_else(|| panic!("{figure} is in no row of tidy data"))
    };
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for cells in sheet(pack, "How we are doing").iter().map(|row| &row.cells) {
        let (beside, figure) = (cells[3].text.as_str(), cells[5].text.as_str());
        let now = row(figure);
        *told.entry(now.since_last_year).or_default() += 1;
        let expected = match now.since_last_year {
            "better" => Some("This is better than last year."),
            "worse" => Some("This is not as good as last year."),
            "higher" => Some("This is more than last year."),
            "lower" => Some("This is less than last year."),
            "no-clear-change" => {
                let before = row(&figure.replace("2018-19", "2017-18"));
                let share = |row: &TidyRow| row.numerator.expect("shown") / row.denominator.expect("shown");
                Some(if (share(now) - share(before)).abs() <= 0.025 {
                    "This is about the same as last year."
                } else {
                    "We are not sure if this has changed since last year."
                })
            }
            "not-comparable" => Some(
                "We cannot compare this with last year. It has been counted in a new way since April 2018.",
            ),
            _ => None,
        };
        match expected {
            Some(words) => assert!(beside.ends_with(words), "{figure}: {beside}"),
            None => assert!(!beside.contains("last year"), "{figure}: {beside}"),
        }
    }
    let kinds: Vec<&str> = told.keys().copied().collect();
    assert!(
        ["better", "no-clear-change", "not-comparable"].iter().all(|kind| kinds.contains(kind)),
        "{told:?}"
    );
}

/// Every picture with its words.
fn besides(blocks: &[Block]) -> Vec<(&Picture, Vec<(Prose, String)>)> {
    let words = |text: &[Inline]| -> String {
        text.iter()
            .map(|one| match one {
                Inline::Text(text) | Inline::Strong(text) => text.as_str(),
                Inline::Link { .. } | Inline::Web { .. } => panic!("a link in the handout"),
            })
            .collect()
    };
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Illustrated(beside) => {
                vec![(
                    &beside.picture,
                    beside.words.iter().map(|(prose, text)| (*prose, words(text))).collect(),
                )]
            }
            Block::Together(inner) => besides(inner),
            _ => Vec::new(),
        })
        .collect()
}

#[test]
fn the_page_says_what_the_workbook_says_and_pictures_show_what_the_words_say() {
    let (pack, _) = handout();
    let of_book: Vec<&str> =
        sheet(pack, "How we are doing").iter().map(|row| row.cells[2].text.as_str()).collect();
    let mut of_page = Vec::new();
    for (picture, words) in besides(&pack.document) {
        let Some((_, number)) = words.iter().find(|(prose, _)| *prose == Prose::Lead) else { continue };
        of_page.push(number.clone());
        match picture {
            Picture::Pictogram(pictogram) => {
                let shown = f64::from(pictogram.filled) / f64::from(pictogram.of);
                let meant = meant(number).expect("a fraction");
                assert!((shown - meant).abs() < 1e-9, "{number}: {}", pictogram.alt);
            }
            Picture::Icon(_) => assert_eq!(number, HIDDEN),
        }
    }
    assert_eq!(of_page, of_book);
}

#[test]
fn every_topic_and_promise_stands_in_it_and_the_ten_statements_have_their_measures() {
    let (pack, _) = handout();
    let template = built_in();
    let headings: Vec<String> = passages(&pack.document)
        .into_iter()
        .filter(|passage| passage.place == passage.words)
        .map(|passage| passage.words)
        .collect();
    for topic in template.topics() {
        let heading = format!("{}: {}", topic.voice.words(), topic.said);
        assert!(headings.contains(&heading), "{heading}");
        assert!(!topic.measures.is_empty(), "{heading} has no measure");
    }
    let statements: Vec<&String> = template
        .topics()
        .flat_map(|topic| &topic.measures)
        .filter(|id| id.starts_with("survey-social-worker-"))
        .collect();
    assert_eq!(statements.len(), 10, "{statements:?}");
    // Each promise of the pledge has a measure or is said to have none.
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let block = template.blocks.iter().find(|block| block.kind == BlockKind::NotMeasured).expect("a block");
    let unmeasured: Vec<i64> = (1..=26)
        .filter(|number| !catalogue.measures().any(|measure| measure.pledge.contains(number)))
        .collect();
    let told: Vec<i64> = block.spoken.promises.iter().map(|promise| promise.number).collect();
    assert_eq!(told, unmeasured);
    for promise in &block.spoken.promises {
        assert!(sheet(pack, "Not measured").iter().any(|row| row.cells[1].text == promise.words));
    }
}

#[test]
fn invented_texts_say_so_and_a_pack_of_another_year_leaves_them_out() {
    let (pack, _) = handout();
    let all: Vec<String> = passages(&pack.document).into_iter().map(|passage| passage.words).collect();
    let said = |label: &str| all.iter().filter(|words| words.starts_with(label)).count();
    assert!(said("What we will do (example): ") > 10 && said("You asked (example): ") > 1);
    assert_eq!(said("What we will do: ") + said("You asked: "), 0);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bromley");
    let (workspace, faults) = Workspace::read_all(Some(&folder));
    assert!(faults.is_empty(), "{}", faults.render(false));
    assert_eq!(workspace.meeting.expect("texts").year, 2018);
}

#[test]
fn the_web_page_reads_pictograms_out_and_icons_not() {
    let (pack, _) = handout();
    let page = String::from_utf8(html(pack).expect("a page")).expect("text in UTF-8");
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&page, options).expect("HTML that is well-formed XML");
    let (mut read, mut silent) = (0, 0);
    for drawing in document.root().descendants().filter(|node| node.tag_name().name() == "svg") {
        match (drawing.attribute("role"), drawing.attribute("aria-hidden")) {
            (Some("img"), None) => {
                assert!(drawing.attribute("aria-label").is_some_and(|alt| alt.starts_with("Picture: ")));
                read += 1;
            }
            (None, Some("true")) => silent += 1,
            other => panic!("{other:?}"),
        }
    }
    let pictograms = besides(&pack.document)
        .iter()
        .filter(|(picture, _)| matches!(picture, Picture::Pictogram(_)))
        .count();
    assert_eq!(read, pictograms);
    assert!(silent > 0);
    assert!(page.contains("class=\"large\""));
}

#[test]
fn a_pictogram_says_in_words_what_it_shows() {
    assert_eq!(Pictogram::new(3, 4, Figures::People).alt, "Picture: 3 of 4 people are filled in.");
    assert_eq!(Pictogram::new(64, 100, Figures::People).alt, "Picture: 64 of 100 dots are filled in.");
    let (one, two) =
        (Pictogram::new(1, 5, Figures::People).size(), Pictogram::new(1, 10, Figures::People).size());
    assert!((two.0 - one.0).abs() < 1e-9 && (two.1 - 2.0 * one.1).abs() < 1e-9, "two rows of five");
}
