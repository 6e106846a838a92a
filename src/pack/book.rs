//! The workbook of a pack: scorecard, a sheet for each section, data quality, definitions, tidy data.

use super::figures::{column, number_cell, unit_words};
use super::inputs::{Inputs, empty_book, facts, measure_anchor};
use super::section::priority_anchor;
use super::trend::{chart, part_point, starts_anew};
use super::{
    Align, Anchor, Book, Cell, Row, Sheet, SheetBody, SheetChart, Table, actions, breakdown, commentary,
    commitments, definitions, due_soon, exceptions, glance, handout, judged, quality, restated, tidy,
    what_changed,
};
use crate::kpi::{Form, Measure, Tier, priorities};
use crate::protect::ReleasedValue;
use crate::template::{BlockKind, BlockSpec};

pub(super) fn book(inputs: &Inputs<'_>) -> Book {
    if inputs.plan.template.is_handout() {
        return handout::book(inputs);
    }
    let mut book = empty_book(inputs);
    book.sheets.push(Sheet {
        name: "Cover".to_owned(),
        title: format!("{}: {}", inputs.provenance.council, inputs.plan.template.title),
        notes: Vec::new(),
        anchor: None,
        body: SheetBody::Cover(
            std::iter::once(("Purpose".to_owned(), inputs.plan.template.purpose.clone()))
                .chain(facts(inputs))
                .collect(),
        ),
    });
    book.sheets.push(scorecard(inputs));
    book.sheets.push(Sheet::of_table(
        "Status by priority",
        "Measures by priority and status",
        "status_by_priority",
        glance::statuses(inputs),
    ));
    book.sheets.push(Sheet::of_table(
        "Reasons",
        "What is said of every measure, and why",
        "reasons",
        reasons(inputs),
    ));
    if restated::any(inputs) {
        let words = "Figures that have moved since they were reported";
        book.sheets.push(Sheet::of_table("Restated", words, "restated", restated::table(inputs)));
    }
    let months = judged::months_table(inputs);
    if !months.rows.is_empty() {
        book.sheets.push(Sheet::of_table(
            "Months",
            "Months of what happens in a period, with their limits",
            "months",
            months,
        ));
    }
    for spec in &inputs.plan.template.blocks {
        match spec.kind {
            BlockKind::WhatChanged => book.sheets.push(Sheet::of_table(
                &sheet_name(&spec.title),
                "Changes that a test found, each in a sentence",
                "what_changed",
                what_changed::table(inputs, spec),
            )),
            BlockKind::Section => {
                let measures = inputs.measures(|measure| spec.select.takes(measure));
                book.sheets.push(section(inputs, spec, &spec.title, &spec.title, None, &measures));
            }
            BlockKind::PrioritySections => {
                for priority in
                    priorities().iter().filter(|one| Some(one.strategy.id) == spec.strategy.as_deref())
                {
                    let measures = inputs.measures(|measure| {
                        spec.select.takes(measure) && measure.priorities().contains(&priority)
                    });
                    if measures.is_empty() {
                        continue;
                    }
                    let name = format!("{} {}", priority.reference(), priority.title);
                    let title = format!("{}: {}", priority.reference(), priority.title);
                    let anchor = Some(priority_anchor(priority));
                    book.sheets.push(section(inputs, spec, &name, &title, anchor, &measures));
                }
            }
            _ => {}
        }
    }
    book.sheets.extend(written(inputs));
    let lists = [
        (
            "Breakdowns",
            "Measures by groups of children and young people",
            "breakdowns",
            breakdown::table(inputs),
        ),
        (
            "Exceptions",
            "Who is behind the measures short of their target",
            "exceptions",
            exceptions::table(inputs),
        ),
        (
            "Falling due",
            "Duties open on the snapshot\u{2019}s day, by the day they are due",
            "falling_due",
            due_soon::table(inputs),
        ),
    ];
    for (name, title, table_name, table) in lists {
        book.sheets.extend(table.map(|table| Sheet::of_table(name, title, table_name, table)));
    }
    book.sheets.push(Sheet::of_table(
        "Not calculated",
        "Measures without a figure, and why",
        "without",
        quality::without(inputs),
    ));
    // What is missing and what was found is counted for those alone who see every figure.
    if inputs.figures.hidden_to().is_none() {
        book.sheets.push(Sheet::of_table(
            "Missing data",
            "Missing and not known behind the figures",
            "missing",
            quality::gaps(inputs, |_| true),
        ));
        book.sheets.push(Sheet::of_table(
            "Checks on the data",
            "What was looked for in the snapshot",
            "checks",
            quality::findings(inputs),
        ));
    }
    book.sheets.push(Sheet::of_table(
        "Definitions",
        "How every measure is counted",
        "definitions",
        definitions::table(inputs),
    ));
    let mut rows = tidy::tidy_rows(inputs.figures, |measure, period| inputs.plan.shows(measure, period));
    rows.extend(tidy::tidy_breakdowns(inputs.figures, |one| inputs.plan.breakdowns.contains(one)));
    book.sheets.push(Sheet::of_table(
        "Tidy data",
        "Every figure, one a row",
        "tidy_data",
        tidy::table(&rows, inputs.catalogue),
    ));
    book
}

/// What people have written, as far as the template asks for it: promises, commentary, actions.
fn written(inputs: &Inputs<'_>) -> Vec<Sheet> {
    let template = inputs.plan.template;
    let specs: Vec<&BlockSpec> =
        template.blocks.iter().filter(|spec| spec.kind == BlockKind::Commitments).collect();
    let promises = commitments::table(inputs, &specs);
    let texts = commentary::table(inputs);
    let doing = template.has(BlockSpec::shows_actions).then(|| actions::sheet(inputs)).flatten();
    [
        ("Promises", "What the strategies promise to do, and how far each promise is", "promises", promises),
        ("Commentary", "What is written about the figures", "commentary", texts),
        ("Actions", "What is being done, by whom and by when", "actions", doing),
    ]
    .into_iter()
    .filter_map(|(name, title, table_name, table)| Some(Sheet::of_table(name, title, table_name, table?)))
    .collect()
}

/// What is said of every measure, a sentence a row.
fn reasons(inputs: &Inputs<'_>) -> Table {
    let rows = inputs
        .measures(|_| true)
        .into_iter()
        .filter_map(|measure| Some((measure, inputs.now(measure)?.judgement.as_ref()?)))
        .flat_map(|(measure, judgement)| {
            judgement.sentences().into_iter().map(|(label, words)| Row {
                cells: vec![Cell::text(&measure.title), Cell::text(label), Cell::text(words)],
            })
        })
        .collect();
    Table {
        caption: "Reasons".to_owned(),
        columns: vec![
            column("Measure", Align::Start, 40),
            column("What is said", Align::Start, 22),
            column("In sentences", Align::Start, 100),
        ],
        rows,
        notes: Vec::new(),
    }
}

/// Every measure on one sheet: now, before, a year ago, and its trend.
fn scorecard(inputs: &Inputs<'_>) -> Sheet {
    let period = inputs.plan.period;
    let (before, last_year) = (period.previous(), period.same_last_year());
    let rows = inputs
        .measures(|_| true)
        .into_iter()
        .map(|measure| {
            let now = inputs.now(measure);
            let places: Vec<String> =
                measure.priorities().into_iter().map(crate::kpi::Priority::reference).collect();
            let mut trend = Cell::text(trend_words(inputs, measure));
            trend.trend = inputs
                .plan
                .history
                .iter()
                .map(|period| inputs.at(measure, *period).and_then(|figure| figure.height(measure.display)))
                .collect();
            if trend.trend.iter().flatten().count() < 2 {
                trend.trend.clear();
            }
            Row {
                cells: vec![
                    Cell::text(&measure.title).linked(measure_anchor(measure)),
                    Cell::text(if places.is_empty() { "Context".to_owned() } else { places.join(", ") }),
                    Cell::text(tier_words(measure)),
                    Cell::text(unit_words(measure)),
                    number_cell(now, measure),
                    Cell::text(now.map_or("[x]", |figure| &figure.long)),
                    number_cell(inputs.at(measure, before), measure),
                    number_cell(inputs.at(measure, last_year), measure),
                    judged::target(now),
                    judged::status(now),
                    judged::distance(now),
                    judged::since_last_year(now),
                    judged::since_previous(now),
                    judged::since_baseline(now),
                    judged::england(now).unwrap_or_else(|| Cell::text("none")),
                    trend,
                    Cell::text(super::figures::days(inputs, measure)),
                ],
            }
        })
        .collect();
    let mut table = Table {
        caption: "Scorecard".to_owned(),
        columns: vec![
            column("Measure", Align::Start, 40),
            column("Priority", Align::Start, 12),
            column("Tier", Align::Start, 10),
            column("Unit", Align::Start, 14),
            column(period.short(), Align::End, 12),
            column(format!("{} in numbers", period.short()), Align::Start, 24),
            column(before.short(), Align::End, 12),
            column(last_year.short(), Align::End, 12),
            column("Target", Align::Start, 14),
            column("Status", Align::Start, 14),
            column("Way to the target", Align::Start, 26),
            column("Change in a year", Align::Start, 16),
            column("Change in a period", Align::Start, 16),
            column("Change since the strategy began", Align::Start, 16),
            column("England", Align::Start, 14),
            column("Trend", Align::Start, 24),
            column("Days it speaks of", Align::Start, 24),
        ],
        rows,
        notes: Vec::new(),
    };
    // The year before is the year a year ago: it stands once.
    let twice = table.columns.windows(2).position(|two| two[0].header == two[1].header);
    if let Some(at) = twice {
        table.columns.remove(at);
        table.rows.iter_mut().for_each(|row| drop(row.cells.remove(at)));
    }
    Sheet {
        name: "Scorecard".to_owned(),
        title: "Scorecard: every measure".to_owned(),
        notes: vec![
            "Each figure stands beside the period before and the same period last year. A change is claimed only where a test finds one; the reasons stand on the sheet of reasons.".to_owned(),
        ],
        anchor: None,
        body: SheetBody::Table { name: "scorecard".to_owned(), table, charts: Vec::new() },
    }
}

fn tier_words(measure: &Measure) -> &'static str {
    Tier::ALL.iter().find(|(_, tier)| *tier == measure.tier).map_or("", |(name, _)| name)
}

/// The trend in words: first and last figure shown.
fn trend_words(inputs: &Inputs<'_>, measure: &Measure) -> String {
    let shown: Vec<_> = inputs
        .plan
        .history
        .iter()
        .filter_map(|period| inputs.at(measure, *period))
        .filter(|figure| figure.height(measure.display).is_some())
        .collect();
    match (shown.first(), shown.last()) {
        (Some(first), Some(last)) if first.period != last.period => {
            format!("{} in {}, {} in {}", first.short, first.period.short(), last.short, last.period.short())
        }
        _ => "[z]".to_owned(),
    }
}

/// Whether a measure has a chart in the workbook: every headline and every distribution, and what has one on the page.
fn has_room(spec: &BlockSpec, measure: &Measure) -> bool {
    measure.tier == Tier::Core
        || matches!(measure.form, Form::Parts { .. })
        || super::section::wants_chart(spec, measure)
}

/// A section's figures over the whole history, one measure a row, one period a column, and the charts over them.
fn section(
    inputs: &Inputs<'_>,
    spec: &BlockSpec,
    name: &str,
    title: &str,
    anchor: Option<Anchor>,
    measures: &[&Measure],
) -> Sheet {
    let history = &inputs.plan.history;
    let mut rows = Vec::new();
    let mut charts = Vec::new();
    for measure in measures {
        let first_row = rows.len();
        match &measure.form {
            Form::Parts { groups, .. } => {
                for (at, group) in groups.iter().enumerate() {
                    let mut cells = vec![
                        Cell::text(format!("{}: {}", measure.title, group.name)),
                        Cell::text(unit_words(measure)),
                    ];
                    cells.extend(history.iter().map(|period| part_cell(inputs, measure, *period, at)));
                    rows.push(Row { cells });
                }
            }
            _ => {
                let mut cells = vec![Cell::text(&measure.title), Cell::text(unit_words(measure))];
                cells.extend(history.iter().map(|period| number_cell(inputs.at(measure, *period), measure)));
                rows.push(Row { cells });
            }
        }
        // A chart of the workbook shows its rows; one whose smallest parts are taken together has no rows of its own.
        if has_room(spec, measure)
            && let Some(chart) = chart(inputs, measure)
            && chart.series.len() == rows.len() - first_row
        {
            charts.push(SheetChart {
                chart,
                rows: (first_row..rows.len()).collect(),
                first_column: 2,
                last_column: 1 + history.len(),
            });
        }
    }
    let mut notes = vec![
        "Shares are kept as exact fractions and shown as percentages; the counts behind them stand on the sheet of tidy data.".to_owned(),
    ];
    for measure in measures {
        notes.extend(starts_anew(measure).map(|words| format!("{}: {words}.", measure.title)));
    }
    let mut columns = vec![column("Measure", Align::Start, 40), column("Unit", Align::Start, 12)];
    columns.extend(history.iter().map(|period| column(period.short(), Align::End, 10)));
    let table = Table { caption: title.to_owned(), columns, rows, notes: Vec::new() };
    if restated::any(inputs) {
        notes.push("Every figure is the one now known; those that have moved since they were reported stand on the sheet Restated.".to_owned());
    }
    Sheet {
        name: sheet_name(name),
        title: format!("{title}: figures over time"),
        notes,
        anchor,
        body: SheetBody::Table { name: table_name(name), table, charts },
    }
}

fn part_cell(inputs: &Inputs<'_>, measure: &Measure, period: crate::calendar::Period, at: usize) -> Cell {
    let point = part_point(inputs.at(measure, period), at);
    match point.value {
        Some(value) => Cell::number(point.shown, value, super::figures::number_kind(measure)),
        None => Cell::text(inputs.at(measure, period).map_or("[x]", |figure| match &figure.value {
            // The parts that are not hidden are printed, but one gap leaves no bar to draw.
            Some(ReleasedValue::Parts { parts, .. }) if figure.confidential => {
                parts.get(at).map_or("[c]", |part| part.shown.as_str())
            }
            Some(ReleasedValue::Parts { .. }) => "[z]",
            _ => figure.short.as_str(),
        })),
    }
}

/// At most 31 characters, without those that a tab cannot hold.
fn sheet_name(name: &str) -> String {
    let clean: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
    if clean.chars().count() <= 31 {
        return clean;
    }
    let cut: String = clean.chars().take(31).collect();
    cut.rsplit_once(' ').map_or(cut.clone(), |(words, _)| words.trim_end_matches([',', ' ', '-']).to_owned())
}

fn table_name(name: &str) -> String {
    super::section::slug(name).replace('-', "_")
}
