//! Measures by groups of children and young people: tables for reading, and every group in the workbook.

use super::figures::{column, number_kind};
use super::inputs::{Inputs, definition_anchor, opening};
use super::{Align, Anchor, Block, Cell, Level, NumberKind, Prose, Row, Table};
use crate::breakdown::{Breakdown, Whom};
use crate::calendar::long_date;
use crate::kpi::Measure;
use crate::protect::{ReleasedBreakdown, ReleasedGroup, ReleasedValue};
use crate::template::{BlockSpec, Profile};

/// Groups that fit beside each other; of more, each has a row.
const MOST_COLUMNS: usize = 3;

/// Measures that fit beside each other where groups are rows.
const MEASURES_ABREAST: usize = 5;

/// A measure with its groups.
type Broken<'a> = (&'a Measure, &'a ReleasedBreakdown);

/// The tables of a block, by breakdown and then by whose measures they are.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let anchor = format!("breakdown-{}", super::section::slug(&spec.title));
    let mut blocks = opening(spec, &anchor);
    let day = long_date(inputs.plan.period.last_day());
    let small = if inputs.figures.profile() == Profile::Internal {
        "Groups of five or fewer have no percentage, and differences between small groups are mostly chance."
    } else {
        "[c]: not shown, so that nobody can be recognised; it is not always the group itself that is small."
    };
    blocks.push(Block::text(
        Prose::Body,
        format!(
            "Each group is the one that a child or young person was in on {day}, also where a figure speaks of what happened before. No status is given for a group: it has no target of its own. {small}"
        ),
    ));
    for by in &spec.by {
        let mut tables =
            Whom::ALL.into_iter().flat_map(|whom| tables(inputs, spec, *by, whom)).map(Block::Table);
        let Some(first) = tables.next() else { continue };
        let heading = Block::Heading {
            level: Level::Two,
            text: by.title().to_owned(),
            anchor: Anchor(format!("{anchor}-{}", by.name())),
        };
        blocks.push(Block::Together(vec![heading, Block::text(Prose::Note, by.definition()), first]));
        blocks.extend(tables.map(|table| Block::Together(vec![table])));
    }
    blocks
}

/// The tables of a breakdown for the measures of children looked after or of care leavers.
fn tables(inputs: &Inputs<'_>, spec: &BlockSpec, by: Breakdown, whom: Whom) -> Vec<Table> {
    let all: Vec<Broken<'_>> = inputs
        .measures(|measure| spec.select.takes(measure) && by.takes(measure) && Whom::of(measure) == whom)
        .into_iter()
        .filter_map(|measure| Some((measure, inputs.figures.breakdown(&measure.id, inputs.plan.period, by)?)))
        .collect();
    let (shown, without): (Vec<Broken<'_>>, Vec<Broken<'_>>) =
        all.into_iter().partition(|(_, one)| !one.groups.is_empty());
    let mut tables: Vec<Table> = Vec::new();
    // Where groups are taken together to protect somebody, not every measure has the same ones.
    let mut rest = shown;
    while let Some((_, first)) = rest.first() {
        let names = |one: &ReleasedBreakdown| -> Vec<String> {
            one.groups.iter().map(|group| group.code.clone()).collect()
        };
        let alike = names(first);
        let (own, others) = rest.into_iter().partition(|(_, one)| names(one) == alike);
        rest = others;
        let caption = format!("{}: {}", by.title(), whom.words());
        tables.extend(of_alike(inputs, &caption, &own));
    }
    if tables.is_empty() {
        let rows = without
            .iter()
            .map(|(measure, one)| Row {
                cells: vec![
                    Cell::text(&measure.short).linked(definition_anchor(measure)),
                    Cell::text(one.without.as_deref().unwrap_or_default()),
                ],
            })
            .collect::<Vec<_>>();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = vec![column("Measure", Align::Start, 40), column("By group", Align::Start, 40)];
        let caption = format!("{}: {}", by.title(), whom.words());
        return vec![Table { caption, columns, rows, notes: Vec::new() }];
    }
    if let Some(last) = tables.last_mut() {
        last.notes.extend(not_broken_down(&without));
    }
    tables
}

/// Which measures are not broken down, and why: a sentence a reason.
fn not_broken_down(without: &[Broken<'_>]) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (measure, one) in without {
        let why = one.without.as_deref().unwrap_or_default();
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, measures)) => measures.push(&measure.short),
            None => reasons.push((why, vec![&measure.short])),
        }
    }
    reasons
        .into_iter()
        .map(|(why, measures)| format!("Not by group ({why}): {}.", measures.join("; ")))
        .collect()
}

/// Tables of measures that have the same groups.
fn of_alike(inputs: &Inputs<'_>, caption: &str, broken: &[Broken<'_>]) -> Vec<Table> {
    let Some((_, first)) = broken.first() else { return Vec::new() };
    let whole = |measure: &Measure| {
        Cell::text(inputs.now(measure).map_or("[x]", |figure| match &figure.value {
            Some(ReleasedValue::Count { .. }) => figure.short.as_str(),
            _ => figure.long.as_str(),
        }))
    };
    if first.groups.len() <= MOST_COLUMNS {
        let mut columns = vec![column("Measure", Align::Start, 26), column("All", Align::End, 13)];
        columns.extend(first.groups.iter().map(|group| column(&group.name, Align::End, 12)));
        let rows = broken
            .iter()
            .map(|(measure, one)| {
                let name = Cell::text(&measure.short).linked(definition_anchor(measure));
                let mut cells = vec![name, whole(measure)];
                cells.extend(one.groups.iter().map(cell));
                Row { cells }
            })
            .collect();
        return vec![Table { caption: caption.to_owned(), columns, rows, notes: Vec::new() }];
    }
    let parts: Vec<&[Broken<'_>]> = broken.chunks(MEASURES_ABREAST).collect();
    parts
        .iter()
        .enumerate()
        .map(|(n, part)| {
            let mut columns = vec![column("Group", Align::Start, 24)];
            columns.extend(part.iter().map(|(measure, _)| column(&measure.short, Align::End, 15)));
            let all =
                std::iter::once(Cell::text("All")).chain(part.iter().map(|(measure, _)| whole(measure)));
            let mut rows = vec![Row { cells: all.collect() }];
            rows.extend(first.groups.iter().enumerate().map(|(at, group)| {
                Row {
                    cells: std::iter::once(Cell::text(&group.name))
                        .chain(
                            part.iter().map(|(_, one)| one.groups.get(at).map_or_else(Cell::default, cell)),
                        )
                        .collect(),
                }
            }));
            let caption = if parts.len() == 1 {
                caption.to_owned()
            } else {
                format!("{caption} ({} of {})", n + 1, parts.len())
            };
            Table { caption, columns, rows, notes: Vec::new() }
        })
        .collect()
}

/// A group's figure with its numbers.
fn cell(group: &ReleasedGroup) -> Cell {
    Cell::text(&group.long)
}

/// Every group of every breakdown in the pack, for the workbook; `None` where there is none.
pub(super) fn table(inputs: &Inputs<'_>) -> Option<Table> {
    let mut rows = Vec::new();
    for by in &inputs.plan.breakdowns {
        let Some(measure) = inputs.catalogue.get(&by.measure) else { continue };
        let Some(one) = inputs.figures.breakdown(&by.measure, by.period, by.breakdown) else { continue };
        let row = |group: &str, numbers: [Cell; 3], shown: &str| {
            let [numerator, denominator, value] = numbers;
            Row {
                cells: vec![
                    Cell::text(&measure.title),
                    Cell::text(by.breakdown.title()),
                    Cell::text(group),
                    numerator,
                    denominator,
                    value,
                    Cell::text(shown),
                ],
            }
        };
        if let Some(why) = &one.without {
            rows.push(row("[z]", [(); 3].map(|()| Cell::text("[z]")), why));
        }
        for group in &one.groups {
            rows.push(row(&group.name, numbers(group, measure), &group.long));
        }
    }
    let columns = vec![
        column("Measure", Align::Start, 40),
        column("By", Align::Start, 20),
        column("Group", Align::Start, 28),
        column("Numerator", Align::End, 10),
        column("Denominator", Align::End, 10),
        column("Value", Align::End, 10),
        column("As printed", Align::Start, 24),
    ];
    let day = long_date(inputs.plan.period.last_day());
    let mut notes =
        vec![format!("Each group is the one that somebody was in on {day}, \u{201c}the day\u{201d}.")];
    for (_, by) in Breakdown::ALL {
        if inputs.plan.breakdowns.iter().any(|one| one.breakdown == by) {
            notes.push(format!("{}: {}", by.title(), by.definition()));
        }
    }
    (!rows.is_empty()).then(|| Table { caption: "Breakdowns".to_owned(), columns, rows, notes })
}

/// Numerator, denominator and value of a group.
fn numbers(group: &ReleasedGroup, measure: &Measure) -> [Cell; 3] {
    let none = || Cell::text(if group.confidential { "[c]" } else { "[z]" });
    match &group.value {
        Some(ReleasedValue::Share { met, of }) => {
            let value = crate::quantity::Share::new(*met, *of).and_then(crate::quantity::Share::ratio);
            let kind = NumberKind::Percent { decimals: 0 };
            [
                Cell::count(*met),
                Cell::count(*of),
                value.map_or_else(none, |value| Cell::number(&group.short, value.as_f64(), kind)),
            ]
        }
        Some(ReleasedValue::Count { count, .. }) => [Cell::count(*count), none(), Cell::count(*count)],
        Some(ReleasedValue::Middle { exact, of }) => {
            [none(), Cell::count(*of), Cell::number(&group.short, exact.as_f64(), number_kind(measure))]
        }
        Some(ReleasedValue::Parts { .. }) | None => [none(), none(), none()],
    }
}
