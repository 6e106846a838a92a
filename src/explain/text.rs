//! An explanation for reading on the screen.

use comfy_table::{CellAlignment, Table, presets};

use super::{Explanation, Run, day_words};
use crate::pack::TidyRow;
use crate::quantity::count;

pub(super) fn text(one: &Explanation) -> String {
    let mut text = format!("{}\n{}\n\n{}, {}\n", one.title, one.figure, one.shown, one.days);
    for words in &one.remarks {
        text += &format!("{words}\n");
    }
    if one.snapshot.synthetic {
        text += "Example data: no real child\n";
    }
    text += &format!("Snapshot as at {}, SHA-256 {}\n", day_words(&one.snapshot.as_at), one.snapshot.sha256);

    heading(&mut text, "Words");
    entry(&mut text, "Question", &one.question);
    for fact in &one.facts {
        entry(&mut text, fact.label, &fact.words);
    }
    entry(&mut text, "Plain words", &one.young);

    heading(&mut text, "Lines of the strategies that it answers");
    for line in &one.lines {
        text += &format!("  {:<8}  \u{201c}{}\u{201d}\n", line.reference, line.text);
        text += &format!("  {:<8}  {}, {}\n", "", line.strategy, line.priority);
    }
    if one.lines.is_empty() {
        text += "  None: it is there for context\n";
    }

    heading(&mut text, "The figure");
    let head = ["period", "category", "numerator", "denominator", "shown"];
    text += &table(&head, &[2, 3], one.figures.iter().map(figure));

    heading(&mut text, "What is said of it");
    let widest = one.judged.iter().map(|fact| fact.label.len()).max().unwrap_or(0);
    for fact in &one.judged {
        text += &format!("  {:<widest$}  {}\n", fact.label, fact.words);
    }

    heading(&mut text, "Rows by state");
    text += &table(
        &["state", "rows"],
        &[1],
        one.states.iter().map(|state| vec![state_words(one, state.state).to_owned(), count(state.rows)]),
    );

    heading(&mut text, "Tables behind it");
    text += &table(
        &["table", "kind", "rows"],
        &[2],
        one.tables.iter().map(|one| vec![one.table.clone(), one.kind.to_owned(), count(one.rows)]),
    );

    heading(&mut text, "Parameters");
    for param in &one.params {
        text += &format!("  :{} = {}  {}\n", param.name, param.value, param.words);
    }
    if one.params.is_empty() {
        text += "  None\n";
    }

    heading(&mut text, "History");
    if one.history.is_empty() {
        text += "  None: a group is shown for the period alone\n";
    } else {
        text += &table(&head, &[2, 3], one.history.iter().map(figure));
    }

    heading(&mut text, "SQL as run");
    match &one.run {
        Some(run) => statements(&mut text, one, run),
        None => text += "  None: there is no figure for any of these periods\n",
    }
    text
}

/// Only a share can be met: other forms count their rows.
fn state_words(one: &Explanation, state: &'static str) -> &'static str {
    let share = one.figures.first().is_some_and(|figure| figure.form == "share");
    if state == "met" && !share { "counted" } else { state }
}

fn heading(text: &mut String, words: &str) {
    *text += &format!("\n{words}\n");
}

fn entry(text: &mut String, label: &str, words: &str) {
    *text += &format!("  {label:<12}  {words}\n");
}

fn figure(row: &TidyRow) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let words = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    vec![
        row.period.clone(),
        words(&row.category),
        number(row.numerator),
        number(row.denominator),
        row.shown.clone(),
    ]
}

/// A plain table; `numbers` are the places of the columns set flush right.
fn table(head: &[&str], numbers: &[usize], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(head);
    table.add_rows(rows);
    for column in numbers {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string().lines().map(|line| format!(" {}\n", line.trim_end())).collect()
}

fn statements(text: &mut String, one: &Explanation, run: &Run) {
    let window = run.windows.iter().find(|window| window.period == one.period);
    if let Some(window) = window {
        *text += &format!(
            "  One statement answers all the periods; {} is window n = {}, {} to {}.\n",
            one.period, window.n, window.since, window.until
        );
    }
    *text += "  guard is a state decided before the row is judged; judged is what the measure gives for the row.\n\n";
    *text += &format!("{};\n", run.rows);
    if let Some(base) = &run.base {
        *text += &format!("\n  Twice the base of the rate:\n\n{base};\n");
    }
    if let Some(groups) = run.groups {
        *text += &format!(
            "\n  The group of each person on the evening of :day, the last of the window; who is in no other is of the last:\n\n{};\n",
            groups.trim_end()
        );
    }
    if let Some(wave) = &run.wave {
        *text += &format!("\n  The survey that each window takes:\n\n{wave};\n");
    }
}
