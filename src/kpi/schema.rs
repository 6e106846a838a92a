//! What a measure file may hold, with the words that explain each field.

use serde_json::Value;

use super::lines::{Priority, lines, priorities};
use super::measure::{Collected, Display, Keep, NoRecord, PerDay, Polarity, TargetKind, Tier, Unit};
use crate::calendar::Basis;
use crate::shape::{Field, Kind, Shape, field, one_of, words};

/// The JSON Schema of a measure file.
pub fn schema() -> Value {
    shape().document(
        "A measure of boardpack",
        "One measure: its words, its rows and one form. The file's name is its id. kpis/README.md tells how to write one.",
    )
}

/// The fields of a measure file.
pub fn shape() -> Shape {
    let references = lines().iter().map(|line| line.reference.to_owned()).collect();
    let priorities = priorities().iter().map(Priority::reference).collect();
    let mut fields = vec![
        words("title", "What the measure is called."),
        words("short", "A short title for narrow tables and charts, at most 40 characters, no other measure's."),
        words("young", "The title in a young person's words: at most 14 of them, no jargon."),
        field(
            "answers",
            Kind::SomeOf(references),
            "The strategies' lines that it answers, as [\"CLA-1.3\"]; [] for a measure that is there for context.",
        )
        .required(),
        field(
            "beside",
            Kind::SomeOf(priorities),
            "Priorities under which a context measure also stands, as [\"CLA-6\"].",
        ),
        words("question", "The question that it answers, in one sentence."),
        words("numerator", "What is counted, in words."),
        field("denominator", Kind::Text, "What it is out of, in words; left out for a plain count."),
        words("noun", "What the rows are called, in the plural: children, reviews, moves."),
        one_of("tier", &Tier::ALL, "How prominent it is: core has a chart, standard stands in the tables, detail in the definition and the workbook.").required(),
        field("rows", Kind::Table(rows()), "Which rows the measure looks at.").required(),
        one_of("polarity", &Polarity::ALL, "Which way is better.").required(),
        field("target", Kind::Table(target()), "The target that a strategy sets."),
        field("benchmark", Kind::Text, "Code of the comparator that the Department for Education publishes."),
        one_of("display", &Display::ALL, "What is printed first, the others beside it.")
            .limit("default", "share"),
        field("sensitive", Kind::Boolean, "Whether zero and everyone are hidden too in small groups.")
            .limit("default", false),
        words("owner", "The role that answers for the measure."),
        field(
            "tables",
            Kind::Texts,
            "Tables of the snapshot, or columns as \"table.column\", that it cannot do without; where one holds nothing the measure is \"not collected\".",
        )
        .required()
        .limit("minItems", 1),
        one_of("collected", &Collected::ALL, "How often the data are collected; year: at 31 March only.")
            .limit("default", "always"),
        field("looks_back", Kind::Text, "What the expressions read before the window, as \"12 months\".")
            .limit("pattern", "^[0-9]+ months$"),
        field(
            "whole_care_periods",
            Kind::Boolean,
            "Whether it needs open periods of care from their first day.",
        )
        .limit("default", false),
        field(
            "params",
            Kind::Map(Box::new(Kind::Table(Shape::of([
                field("value", Kind::Scalar, "The value, bound in the SQL as :name; a workspace can set another.")
                    .required(),
                words("words", "What the parameter decides."),
            ])))),
            "Parameters by name: whatever in the definition is uncertain.",
        ),
        field("notes", Kind::Texts, "Notes for the reader of the definition, a sentence or two each."),
        field("pledge", Kind::Texts, "Promises of the pledge that it speaks to, \"1\" to \"26\"."),
        field("principles", Kind::Texts, "Corporate parenting principles that it speaks to, \"a\" to \"g\"."),
        field("change", Kind::Tables(change()), "Versions of the definition, the last one in force.")
            .required()
            .limit("minItems", 1),
        field(
            "break",
            Kind::Tables(Shape::of([
                field("on", Kind::Date, "The first day of what is new.").required(),
                words("words", "What is new, as a part of a sentence without a full stop."),
            ])),
            "Breaks in the series: figures before such a day and from it on are not compared.",
        ),
        field("example", Kind::Tables(example()), "Worked examples: few rows in, the figure that must come out."),
    ];
    let forms = forms();
    let exactly_one = forms.iter().map(|form| form.name).collect();
    fields.extend(forms);
    Shape { fields, exactly_one, ..Shape::default() }
}

fn sql(name: &'static str, text: &str) -> Field {
    field(name, Kind::Text, format!("SQL over row: {text}"))
}

fn rows() -> Shape {
    Shape::of([
        words("of", "Name of a population; `boardpack list --tables` lists them."),
        one_of("basis", &Basis::ALL, "Which days a figure speaks of.").required(),
        field(
            "dated_by",
            Kind::Text,
            "The population's day that puts a row into a period; none for a population of states.",
        ),
        sql("where", "only rows for which this holds."),
        one_of("one_per_person", &Keep::ALL, "Which row stands for a person who has several in a window."),
    ])
}

fn target() -> Shape {
    Shape::of([
        one_of(
            "kind",
            &TargetKind::ALL,
            "Where it comes from: the line itself, a promise elsewhere in the strategy, or a direction.",
        )
        .required(),
        words("quote", "The strategy's sentence, word for word."),
        field("percent", Kind::Integer, "In percent, where it is a number."),
    ])
}

fn change() -> Shape {
    Shape::of([
        field("version", Kind::Integer, "1, 2, 3 and so on.").required().limit("minimum", 1),
        field("on", Kind::Date, "The day from which it holds.").required(),
        words("words", "What changed."),
    ])
}

/// The forms; a file has exactly one.
fn forms() -> Vec<Field> {
    let form = |name, fields: Vec<Field>, words: &str| {
        field(name, Kind::Table(Shape::of(guards(name).into_iter().chain(fields))), words)
    };
    let value = || words("value", "SQL over row: a whole number, or NULL for missing.");
    vec![
        form("share", share(), "Rows met of rows judged."),
        form("count", count(), "A number, and a rate beside it."),
        form("ratio", ratio(), "A share that is summed over rows: sessions attended of sessions possible."),
        form("mean", vec![value()], "The mean of a whole-number value."),
        form("median", vec![value()], "The median of a whole-number value."),
        form("parts", parts(), "Parts of a whole."),
    ]
}

/// Conditions tried in this order before a row is judged.
fn guards(form: &str) -> Vec<Field> {
    let mut guards = vec![
        sql("not_applicable", "1 where the question does not arise."),
        sql("not_due", "1 where it is too early to say."),
        sql("missing", "1 where nothing is recorded."),
    ];
    // Among parts it is a list of codes.
    if form != "parts" {
        guards.push(sql("not_known", "1 where somebody looked and could not say."));
    }
    guards
}

fn share() -> Vec<Field> {
    let counted = ["missing", "not-known"].map(str::to_owned).to_vec();
    vec![
        words("met", "SQL over row: 1 met, 0 not met, NULL missing."),
        one_of(
            "no_record",
            &NoRecord::ALL,
            "What becomes of a row without a record: EXISTS never gives NULL.",
        )
        .required(),
        field(
            "in_denominator",
            Kind::SomeOf(counted),
            "States that count in the denominator beside met and not met.",
        ),
    ]
}

fn count() -> Vec<Field> {
    let mut per = Shape::of([
        field("multiply", Kind::Integer, "For every how many: 100.").required().limit("minimum", 1),
        words("words", "The base in words: \"for every 100 children looked after\"."),
        field("of", Kind::Text, "Name of a population of states whose rows are the base."),
        sql("value", "the base as a number, from row.since and row.until."),
        one_of(
            "day",
            &PerDay::ALL,
            "When the base is counted: at the window's end, or the mean of its first and last evening.",
        )
        .limit("default", "end"),
    ]);
    per.exactly_one = vec!["of", "value"];
    vec![
        one_of("unit", &Unit::ALL, "What is counted: rows, or different people.").required(),
        field("per", Kind::Table(per), "The rate beside the number."),
    ]
}

fn ratio() -> Vec<Field> {
    vec![
        words("numerator", "SQL over row: a whole number from 0 to the denominator, or NULL for missing."),
        words("denominator", "SQL over row: a whole number, or NULL for missing."),
    ]
}

fn parts() -> Vec<Field> {
    vec![
        words("category", "SQL over row: a code, or NULL for missing."),
        field(
            "groups",
            Kind::Map(Box::new(Kind::Texts)),
            "The parts in order, each with its codes, as { \"Foster home\" = [\"U1\", \"U2\"] }; a code in none is a fault.",
        )
        .required(),
        field("not_known", Kind::Texts, "Codes that mean that it is not known."),
    ]
}

fn example() -> Shape {
    let child = Shape::of([
        words("id", "A letter or a word."),
        field("born", Kind::Date, "Date of birth; left out where it is not known."),
        field(
            "care",
            Kind::Texts,
            "Episodes of care, as \"S 2018-01-10..2018-06-01:E4A C2 U6@home1/PR1\": reason, first day, first day after it with the reason it ceased, legal status, placement with place and provider.",
        ),
    ]);
    let expect = Shape::of([
        words(
            "figure",
            "The figure: \"1 of 2\", \"3\", \"3 per 332.5\", \"27 / 2\", \"1 home: 2, 2 homes: 0\".",
        ),
        field(
            "states",
            Kind::Map(Box::new(Kind::Text)),
            "The state of each person or row named, as { A = \"met\" }.",
        ),
    ]);
    Shape::of([
        words("words", "What the example shows."),
        words("period", "The figure's period, as 2018-19-Q4."),
        field("children", Kind::Tables(child), "Children and their care."),
        field(
            "rows",
            Kind::Map(Box::new(Kind::Rows)),
            "Rows of any table of the contract: its columns with their values; a key left out is numbered.",
        ),
        field("expect", Kind::Table(expect), "What must come out.").required(),
    ])
}
