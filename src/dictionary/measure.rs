//! A measure's entry in the dictionary.

use std::collections::BTreeMap;

use super::content::{line_place, measure_place, quoted};
use super::model::{Inline, Line, Part, code, heading, place, plain};
use crate::calendar::{Date, long_date};
use crate::compute::expressions;
use crate::kpi::{
    Care, Collected, Example, ExampleRow, Form, Keep, Measure, Per, PerDay, Tier, Unit, facts, line,
};

pub(super) fn measure_parts(measure: &Measure) -> Vec<Part> {
    let mut parts = vec![
        place(3, measure.title.clone(), measure_place(measure)),
        Part::Paragraph(plain(measure.question.clone())),
        Part::Facts(words(measure)),
    ];
    parts.extend(answered(measure));
    parts.extend(sql(measure));
    parts.extend(params(measure));
    parts.push(heading(4, "Tables it cannot do without"));
    parts.push(Part::List(measure.tables.iter().map(|one| code(one.value.clone())).collect()));
    parts.extend(changes(measure));
    parts.extend(examples(measure));
    parts
}

fn table(caption: &str, head: &[&str], rows: Vec<Vec<Line>>) -> Part {
    Part::Table {
        caption: caption.to_owned(),
        head: head.iter().map(|&name| name.to_owned()).collect(),
        rows,
    }
}

fn words(measure: &Measure) -> Vec<(String, Line)> {
    let mut words: Vec<(String, Line)> = Vec::new();
    let mut say = |label: &str, line: Line| words.push((label.to_owned(), line));
    say("Id", code(measure.id.clone()));
    say("Short title", plain(measure.short.clone()));
    say("Plain words", plain(measure.young.clone()));
    let tier = Tier::ALL.iter().find(|(_, tier)| *tier == measure.tier).map_or("", |(name, _)| name);
    say("Prominence", plain(tier));
    say("Form", plain(measure.form.name()));
    say("Rows", plain(measure.noun.clone()));
    for (label, text) in facts(measure) {
        // These have parts of their own.
        if !matches!(label, "Parameter" | "Reads" | "Answers" | "Definition") {
            say(label, plain(text));
        }
    }
    if let Some(benchmark) = &measure.benchmark {
        say("Comparator", code(benchmark.clone()));
    }
    if measure.collected == Collected::Year {
        say("Collected", plain("once a year, at 31 March"));
    }
    if measure.sensitive {
        say("Sensitive", plain("zero and everyone are hidden too in small groups"));
    }
    if measure.looks_back_months > 0 {
        say("Looks back", plain(format!("{} months before the window", measure.looks_back_months)));
    }
    if measure.whole_care_periods {
        say("Care", plain("needs open periods of care from their first day"));
    }
    if !measure.pledge.is_empty() {
        let promises: Vec<String> = measure.pledge.iter().map(ToString::to_string).collect();
        say("Pledge", plain(format!("promises {}", promises.join(", "))));
    }
    if !measure.principles.is_empty() {
        say("Corporate parenting principles", plain(measure.principles.join(", ")));
    }
    words
}

fn answered(measure: &Measure) -> Vec<Part> {
    let mut parts = vec![heading(4, "Lines of the strategies that it answers")];
    let lines: Vec<Vec<Line>> = measure
        .answers
        .iter()
        .filter_map(|answer| line(&answer.value))
        .map(|line| {
            let priority = format!("{} {}", line.priority.reference(), line.priority.title);
            let to = line_place(line.reference);
            let reference = vec![Inline::Link { to, text: line.reference.to_owned() }];
            vec![reference, plain(line.priority.strategy.title), plain(priority), quoted(line.text)]
        })
        .collect();
    parts.push(if lines.is_empty() {
        Part::Paragraph(plain("None: it is there for context."))
    } else {
        let head = ["Reference", "Strategy", "Priority", "Line, word for word"];
        table(&format!("Lines that {} answers", measure.id), &head, lines)
    });
    parts
}

fn sql(measure: &Measure) -> Vec<Part> {
    let rows = &measure.rows;
    let mut from = vec![Inline::Text("Rows of ".to_owned()), Inline::Code(rows.of.value.clone())];
    from.push(Inline::Text(format!(", {}", rows.basis.meaning())));
    if let Some(day) = &rows.dated_by {
        from.push(Inline::Text(", dated by ".to_owned()));
        from.push(Inline::Code(day.value.clone()));
    }
    if let Some(keep) = rows.one_per_person {
        let which = if keep == Keep::First { "first" } else { "last" };
        from.push(Inline::Text(format!(", of each person the {which}")));
    }
    from.push(Inline::Text(".".to_owned()));
    let mut parts = vec![heading(4, "SQL"), Part::Paragraph(from)];
    for (field, expression) in expressions(measure) {
        parts.push(Part::Sql { label: field.to_owned(), text: expression.value.trim().to_owned() });
    }
    if let Form::Count { unit, per } = &measure.form {
        let counted =
            if *unit == Unit::People { "Different people are counted." } else { "Rows are counted." };
        parts.push(Part::Paragraph(plain(counted)));
        match per {
            Some(Per::Population { of, day, multiply, words }) => {
                let when = match day {
                    PerDay::End => "at the end of the last day",
                    PerDay::Average => "on average of the evening before the first day and that of the last",
                };
                parts.push(Part::Paragraph(vec![
                    Inline::Text(format!("Rate {words}: for every {multiply} of ")),
                    Inline::Code(of.value.clone()),
                    Inline::Text(format!(" {when}.")),
                ]));
            }
            Some(Per::Value { sql, multiply, words }) => {
                parts.push(Part::Paragraph(plain(format!("Rate {words}: for every {multiply} of"))));
                parts.push(Part::Sql { label: "per.value".to_owned(), text: sql.value.trim().to_owned() });
            }
            None => {}
        }
    }
    if let Form::Parts { groups, not_known, .. } = &measure.form {
        let mut rows: Vec<Vec<Line>> = groups
            .iter()
            .map(|group| vec![plain(group.name.clone()), code(group.codes.join(", "))])
            .collect();
        if !not_known.is_empty() {
            rows.push(vec![plain("Not known"), code(not_known.join(", "))]);
        }
        parts.push(table("Parts and their codes", &["Part", "Codes"], rows));
    }
    parts
}

fn params(measure: &Measure) -> Vec<Part> {
    if measure.params.is_empty() {
        return Vec::new();
    }
    let rows = measure
        .params
        .iter()
        .map(|one| {
            let name = code(format!(":{}", one.name.value));
            vec![name, plain(one.value.to_string()), plain(one.words.clone())]
        })
        .collect();
    vec![heading(4, "Parameters"), table("Parameters in force", &["Name", "Value", "What it decides"], rows)]
}

fn changes(measure: &Measure) -> Vec<Part> {
    let rows = measure
        .changes
        .iter()
        .map(|one| vec![plain(one.version.to_string()), plain(long_date(one.on)), plain(one.words.clone())])
        .collect();
    let head = ["Version", "Holds from", "What changed"];
    vec![heading(4, "Changes of the definition"), table("Versions", &head, rows)]
}

fn examples(measure: &Measure) -> Vec<Part> {
    let mut parts = vec![heading(4, "Worked examples")];
    if measure.examples.is_empty() {
        parts.push(Part::Paragraph(plain("None.")));
    }
    for (n, one) in measure.examples.iter().enumerate() {
        parts.push(heading(5, format!("Example {}, {}", n + 1, one.period)));
        parts.push(Part::Paragraph(plain(one.words.clone())));
        parts.extend(example(one));
    }
    parts
}

fn example(one: &Example) -> Vec<Part> {
    let mut parts = Vec::new();
    if !one.children.is_empty() {
        let mut rows = Vec::new();
        for child in &one.children {
            let mut head = vec![plain(child.id.clone()), day(child.born, "not recorded")];
            if child.care.is_empty() {
                head.extend((0..7).map(|_| plain("-")));
                rows.push(head);
                continue;
            }
            for care in &child.care {
                rows.push(head.iter().cloned().chain(episode(care)).collect());
            }
        }
        let head = [
            "Child",
            "Born",
            "In care from",
            "Until (not included)",
            "Reason in",
            "Reason out",
            "Legal status",
            "Placement",
            "Home and provider",
        ];
        parts.push(table("Children and their care", &head, rows));
    }
    let mut tables: BTreeMap<&str, (Vec<&str>, Vec<&ExampleRow>)> = BTreeMap::new();
    for row in &one.rows {
        let (columns, rows) = tables.entry(&row.table.value).or_default();
        for (column, _) in &row.values {
            if !columns.contains(&column.value.as_str()) {
                columns.push(&column.value);
            }
        }
        rows.push(row);
    }
    for (name, (columns, rows)) in tables {
        let rows = rows
            .into_iter()
            .map(|row| {
                let cell = |column: &&str| {
                    let value = row.values.iter().find(|(name, _)| name.value == **column);
                    plain(value.map_or_else(|| "-".to_owned(), |(_, value)| value.to_string()))
                };
                columns.iter().map(cell).collect()
            })
            .collect();
        parts.push(table(&format!("Rows of {name}"), &columns, rows));
    }
    parts.push(Part::Facts(vec![("The figure".to_owned(), plain(one.expected.figure.value.clone()))]));
    if !one.expected.states.is_empty() {
        let rows = one
            .expected
            .states
            .iter()
            .map(|(row, state)| vec![plain(row.value.clone()), plain(state.value.clone())])
            .collect();
        parts.push(table("State of each row", &["Row", "State"], rows));
    }
    parts
}

fn day(day: Option<Date>, otherwise: &str) -> Line {
    plain(day.map_or_else(|| otherwise.to_owned(), long_date))
}

fn episode(care: &Care) -> [Line; 7] {
    let reasons: Vec<&str> =
        [&care.end_reason, &care.change_reason].into_iter().flatten().map(String::as_str).collect();
    let home: Vec<&str> = [&care.place, &care.provider].into_iter().flatten().map(String::as_str).collect();
    let or_dash = |words: String| plain(if words.is_empty() { "-".to_owned() } else { words });
    [
        day(Some(care.start), ""),
        day(care.end, "still open"),
        plain(care.reason.clone()),
        or_dash(reasons.join(", ")),
        plain(care.legal_status.clone()),
        plain(care.placement.clone()),
        or_dash(home.join(", ")),
    ]
}
