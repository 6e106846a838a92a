//! Definitions, generated from the measure files.

use super::detail::has_chart;
use super::figures::column;
use super::history::marks_a_break;
use super::inputs::{Inputs, definition_anchor, opening};
use super::{Align, Anchor, Block, Cell, Inline, Level, Prose, Row, Table, restated};
use crate::benchmark::{ATTRIBUTION, NEIGHBOURS};
use crate::disclosure::Partners;
use crate::kpi::{Measure, facts, priorities};
use crate::quantity::{Symbol, count};
use crate::template::{BlockKind, BlockSpec, Detail, Profile};

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "definitions");
    blocks.push(Block::Heading {
        level: Level::Two,
        text: "Symbols".to_owned(),
        anchor: Anchor("symbols".to_owned()),
    });
    blocks.push(Block::Table(symbols(inputs)));
    blocks.extend(how_judged(inputs));
    if spec.brief {
        blocks.push(Block::Table(brief(inputs, spec)));
    } else {
        blocks.extend(whole(inputs, spec));
    }
    let elsewhere = inputs.measures(|measure| !spec.select.takes(measure)).len() as u64;
    if elsewhere > 0 && !spec.brief {
        blocks.push(Block::text(
            Prose::Body,
            format!(
                "The definitions of the other {} measures stand in this pack's workbook, on the sheet of definitions.",
                count(elsewhere)
            ),
        ));
    }
    blocks
}

/// Every field of each definition, under headings that others lead to.
fn whole(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let context = inputs.measures(|measure| spec.select.takes(measure) && measure.priorities().is_empty());
    let mut blocks = group("Who we look after", "definitions-context", &context);
    for priority in priorities() {
        // A measure that serves several priorities is defined once, under the first of them.
        let measures = inputs.measures(|measure| {
            spec.select.takes(measure) && measure.priorities().first() == Some(&priority)
        });
        let title = format!("{}: {}", priority.reference(), priority.title);
        let anchor = format!("definitions-{}", priority.reference().to_lowercase());
        blocks.extend(group(&title, &anchor, &measures));
    }
    blocks
}

/// What each measure counts, out of what, a row a measure.
fn brief(inputs: &Inputs<'_>, spec: &BlockSpec) -> Table {
    let rows = inputs
        .measures(|measure| spec.select.takes(measure))
        .into_iter()
        .map(|measure| Row {
            cells: vec![
                Cell::text(&measure.short),
                Cell::text(&measure.numerator),
                Cell::text(measure.denominator.as_deref().unwrap_or("[z]")),
            ],
        })
        .collect();
    Table {
        caption: "What is counted".to_owned(),
        columns: vec![
            column("Measure", Align::Start, 24),
            column("Counts", Align::Start, 40),
            column("Out of", Align::Start, 36),
        ],
        rows,
        notes: vec![
            "The whole definitions, with the strategies' own words, parameters and notes, stand in this pack's workbook.".to_owned(),
        ],
    }
}

/// How status, change, months and comparators come about.
fn how_judged(inputs: &Inputs<'_>) -> Vec<Block> {
    let mut points = vec![
        (
            "Status",
            "A figure is held against the strategy's own number, else against the council's for the year, unrounded: on target, close (short of it within the tolerance), off target. A duty of 100% allows no exception but agreed ones, whatever the numbers. Where the strategy asks for a direction, the change in a year decides; not tested: nothing tests it. A number for a year is held against the figure of a year only. Below 20, and in a survey with fewer than 30 answers or under 30% response, there is no status.",
        ),
        (
            "Clearly or borderline",
            "Whether the target lies outside or inside the figure's 95% interval (Wilson's; for surveys with the correction for a finite number invited).",
        ),
        (
            "Change",
            "Three states, better, worse or no clear change, from the 95% interval of the difference of two shares (Newcombe's) or of the ratio of two counts of events over their days (exact, conditional Poisson). Shares of a state or of 12 months are compared a year apart only, for a quarter apart mostly the same children stand in both. Means, sessions and counts of the same children are not tested, and figures on two sides of a break in the series, as where the law changed who is counted, are not compared. No clear change does not mean no change.",
        ),
        (
            "Month by month",
            "For events only: the months under the quarters on an XmR chart, by the rules of NHS England's Making Data Count. A signal is a month beyond the limits, seven on one side of the mean, seven that rise or fall in a row, or two of three near a limit. Shares need a median of 10 a month, counts a mean of 2; below 13 months no signal is claimed.",
        ),
    ];
    let comparators = format!(
        "The latest published by the time of the pack, for the year shown, and only for measures counted alike. Better or worse than England: its figure lies outside this figure's 95% interval. Statistical neighbours are those of the department's list of 2025 ({}), whichever list held at the time. Source: {ATTRIBUTION}",
        NEIGHBOURS.join(", ")
    );
    points.push(("Elsewhere", comparators.as_str()));
    if inputs.figures.profile() != Profile::Internal {
        points.push((
            "Late records",
            "A figure stands as it was first published. What is recorded late is added once nobody can be found in the difference; the figure is then marked as revised, with what was reported beside it.",
        ));
    }
    let list = points
        .into_iter()
        .map(|(label, words)| vec![Inline::Strong(format!("{label}: ")), Inline::Text(words.to_owned())])
        .collect();
    vec![
        Block::Heading {
            level: Level::Two,
            text: "How figures are judged".to_owned(),
            anchor: Anchor("how-judged".to_owned()),
        },
        Block::List(list),
    ]
}

/// The definitions of a group of measures under a heading of their own.
fn group(title: &str, anchor: &str, measures: &[&Measure]) -> Vec<Block> {
    if measures.is_empty() {
        return Vec::new();
    }
    let mut blocks =
        vec![Block::Heading { level: Level::Two, text: title.to_owned(), anchor: Anchor(anchor.to_owned()) }];
    for measure in measures {
        blocks.push(Block::Heading {
            level: Level::Three,
            text: measure.title.clone(),
            anchor: definition_anchor(measure),
        });
        let mut text = vec![Inline::Text(format!("{} ", measure.question))];
        for (label, words) in facts(measure) {
            text.push(Inline::Strong(format!("{label}: ")));
            text.push(Inline::Text(format!("{}. ", words.trim_end_matches('.'))));
        }
        blocks.push(Block::Paragraph { prose: Prose::Note, text });
    }
    blocks
}

/// The symbols that a pack of this version can print.
fn symbols(inputs: &Inputs<'_>) -> Table {
    let confidential = inputs.figures.hidden_to().map(|_| Symbol::Confidential);
    let marked = |block: &BlockSpec, measure: &Measure| {
        matches!(block.kind, BlockKind::Section | BlockKind::PrioritySections)
            && has_chart(inputs, block, measure)
            && marks_a_break(inputs, measure, block.detail == Detail::Cards)
    };
    let broken = inputs.plan.template.blocks.iter().any(|block| {
        !inputs.measures(|measure| block.select.takes(measure) && marked(block, measure)).is_empty()
    });
    let rows = broken
        .then_some(Symbol::Break)
        .into_iter()
        .chain(confidential)
        .chain(restated::any(inputs).then_some(Symbol::Revised))
        .chain([Symbol::NotAvailable, Symbol::NotApplicable])
        .map(|symbol| Row { cells: vec![Cell::text(symbol.code()), Cell::text(symbol.meaning())] })
        .collect();
    let mut notes = vec![
        "Percentages are rounded half up from the exact numbers. Below 6 no percentage is shown; from 6 to 19 it stands in brackets.".to_owned(),
    ];
    notes.extend(protection(inputs));
    Table {
        caption: "Symbols in place of a figure".to_owned(),
        columns: vec![column("Symbol", Align::Start, 12), column("Meaning", Align::Start, 88)],
        rows,
        notes,
    }
}

/// By which decision of the council figures are hidden or, for partner agencies, not; `None` in packs for its own managers.
fn protection(inputs: &Inputs<'_>) -> Option<String> {
    match (inputs.figures.hidden_to(), inputs.figures.policy().partners) {
        (Some(k), Partners::Suppressed) => Some(format!(
            "Counts from 1 to {k} are not shown, to partner agencies or to the public."
        )),
        (Some(k), Partners::Open) => Some(format!(
            "Counts from 1 to {k} are not shown; partner agencies see every figure, under an agreement to share."
        )),
        (None, _) if inputs.figures.profile() != Profile::Internal => Some(
            "Every figure is shown, under the council's agreement to share with its partner agencies: not to be passed on.".to_owned(),
        ),
        (None, _) => None,
    }
}

/// Definitions as a table, for the workbook.
pub(super) fn table(inputs: &Inputs<'_>) -> Table {
    let mut measures = inputs.measures(|_| true);
    measures.sort_by(|a, b| a.title.cmp(&b.title));
    let rows = measures
        .into_iter()
        .map(|measure| {
            let rest: Vec<String> = facts(measure)
                .into_iter()
                .skip_while(|(label, _)| matches!(*label, "Counts" | "Out of"))
                .map(|(label, words)| format!("{label}: {words}"))
                .collect();
            Row {
                cells: vec![
                    Cell::text(&measure.title),
                    Cell::text(&measure.id),
                    Cell::text(&measure.question),
                    Cell::text(&measure.numerator),
                    Cell::text(measure.denominator.clone().unwrap_or_else(|| "[z]".to_owned())),
                    Cell::text(rest.join(". ")),
                ],
            }
        })
        .collect();
    let start = |header: &str, weight| column(header, Align::Start, weight);
    Table {
        caption: "Definitions".to_owned(),
        columns: vec![
            start("Measure", 30),
            start("Id", 20),
            start("Question", 30),
            start("Counts", 30),
            start("Out of", 30),
            start("More", 60),
        ],
        rows,
        notes: Vec::new(),
    }
}
