//! The JSON Schemas of the files that users write: they tell of every field that is read, and of no other.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use boardpack::diagnostic::Source;
use boardpack::fields::{Ask, Asked};
use boardpack::shape::{Kind, Shape};
use boardpack::{action, commentary, commitment, kpi, meeting, template, workspace};
use serde_json::{Value, json};
use toml::Table;

/// Every field of a measure but its form.
const MEASURE: &str = r#"
title = "Title"
short = "Short"
young = "Young"
answers = ["CLA-1.3"]
beside = ["CLA-6"]
question = "Question?"
numerator = "Numerator"
denominator = "Denominator"
noun = "children"
tier = "core"
rows = { of = "missing_episodes", basis = "in-period", dated_by = "started_on", where = "1", one_per_person = "last" }
polarity = "lower"
target = { kind = "line", quote = "A promise", percent = 100 }
benchmark = "Code"
display = "number"
sensitive = true
owner = "Owner"
tables = ["ssd_person"]
collected = "year"
looks_back = "12 months"
whole_care_periods = true
params = { most = { value = 25, words = "The most" } }
notes = ["A note."]
pledge = ["4"]
principles = ["a"]

[[break]]
on = 2018-04-01
words = "What is new"

[[change]]
version = 1
on = 2018-04-01
words = "First definition"

[[example]]
words = "An example"
period = "2018-19-Q4"
children = [{ id = "A", born = 2008-05-01, care = ["S 2018-05-01.. C2 U6@home"] }]
rows.ssd_missing = [{ miss_person_id = "A", miss_missing_episode_type = "M" }]
expect = { figure = "1 of 1", states = { A = "met" } }
"#;

/// Every form, and both bases of a rate.
const FORMS: [&str; 7] = [
    r#"share = { met = "1", no_record = "missing", in_denominator = ["missing"], not_applicable = "0", not_due = "0", not_known = "0", missing = "0" }"#,
    r#"count = { unit = "rows", not_due = "0", per = { of = "children_looked_after", day = "average", multiply = 100, words = "for every 100" } }"#,
    r#"count = { unit = "people", per = { value = "1", multiply = 100, words = "for every 100" } }"#,
    r#"ratio = { numerator = "1", denominator = "2", not_due = "0", not_known = "0", missing = "0" }"#,
    r#"mean = { value = "1", missing = "0" }"#,
    r#"median = { value = "1", not_known = "0" }"#,
    r#"parts = { category = "1", groups = { "One" = ["1"], "More. Two" = ["2"] }, not_known = ["0"], not_applicable = "0" }"#,
];

const TEMPLATE: &str = r#"
title = "Title"
audience = "Audience"
purpose = "Purpose"
profile = "internal"
calendar = "q4"
period = "year"
history = 5
type = "large"

[materiality]
points = 2
count = 3

[[block]]
kind = "section"
title = "Section"
lead = "Lead"
commentary = true
actions = true
attention = true
chart = ["core"]
select = { tier = ["core"], priority = ["CLA-1"], line = ["CLA-1.3"], context = true }

[[block]]
kind = "priority-sections"
strategy = "care-leavers"

[[block]]
kind = "breakdown"
title = "Groups"
by = ["age", "team"]

[[block]]
kind = "you-said-we-did"
title = "Topics"
topic = [{ id = "home", from = "you-said", said = "A safe home.", theme = "home", measure = [] }]

[[block]]
kind = "not-measured"
title = "Not measured"
promise = [{ number = 2, words = "A promise." }]

[[block]]
kind = "words"
title = "Words"
word = [{ word = "Survey", means = "Questions." }]

[[block]]
kind = "questions"
title = "Questions"
question = ["What?"]
lines = 3
"#;

const MEETING: &str = r#"
year = "2018-19"
example = true

[[asked]]
asked = "Can we?"
happened = "Yes."

[[will]]
topic = "home"
words = "We will."
"#;

const WORKSPACE: &str = r#"
council = "Council"
paths = { kpis = "kpis", report-templates = "report-templates", snapshots = "snapshots", packs = "packs", key = "key.csv" }
disclosure = { k = 6, partners = "open" }
rules = { visit_days_after_move = 7, visit_days_between = 42, birthday_months_before = 3, birthday_months_after = 1 }
params.sdq-average-score = { from_age = 4, word = "x", share = 0.5 }
calendar = { smt = "every-quarter" }
"#;

const COMMITMENTS: &str = r#"
as_at = 2019-03-31
example = true

[[commitment]]
reference = "CLA-1.W3"
promise = "We will listen"
owner = "Head of Service"
due = 2019-03-31
status = "on-track"
evidence = "A list"
measures = ["seen-on-time"]
"#;

const ACTIONS: &str = r#"
example = true

[[action]]
measures = ["seen-on-time"]
what = "Look at the list"
owner = "Head of Service"
raised = 2019-01-10
due = 2019-03-31
status = "done"
closed = 2019-02-01
effect = "Visits are made in time"
plan = "SIP 1"
"#;

const FRONT_MATTER: &str = r#"
about = "CLA-1"
author = "Head of Service"
date = 2019-04-12
packs = ["smt"]
example = true
draft = true
sign_off = "Participation Manager, 3 April 2019"

[figures."seen-on-time@2018-19-Q4"]
internal = "337 of 348, 97%"
published = "337 of 348, 97%"
"#;

static BUILT_IN: LazyLock<kpi::Catalogue> =
    LazyLock::new(|| kpi::Catalogue::built_in().expect("the built-in measures"));

/// What is held against what: a shape, its schema, the texts of whole files, and the reader's verdict on a text.
struct Format {
    name: &'static str,
    shape: Shape,
    schema: Value,
    texts: Vec<String>,
    asked: fn(&Arc<Source>) -> Asked,
    is_read: fn(&str) -> bool,
}

fn formats() -> [Format; 7] {
    [
        Format {
            name: "measure",
            shape: kpi::shape(),
            schema: kpi::schema(),
            texts: FORMS.iter().map(|form| format!("{form}\n{MEASURE}")).collect(),
            asked: kpi::asked,
            is_read: |text| {
                let (strategy, id) = ("care-leavers".to_owned(), "a".to_owned());
                let file = kpi::MeasureFile { strategy, id, source: Source::new("a.toml", text) };
                kpi::Catalogue::read(&[file]).is_ok()
            },
        },
        Format {
            name: "template",
            shape: template::shape(),
            schema: template::schema(),
            texts: vec![TEMPLATE.to_owned()],
            asked: template::asked,
            is_read: |text| {
                let file = template::TemplateFile { id: "a".to_owned(), source: Source::new("a.toml", text) };
                template::read(&[file], &kpi::Catalogue::default()).is_ok()
            },
        },
        Format {
            name: "open meeting",
            shape: meeting::shape(),
            schema: meeting::schema(),
            texts: vec![MEETING.to_owned()],
            asked: meeting::asked,
            is_read: |text| {
                let source = Source::new(meeting::FILE_NAME, text);
                let (_, faults) = meeting::read_all(&source, &["home"], &[]);
                // Which topics there are no schema can know.
                let json = faults.to_json();
                let unknown = ["meeting::unknown-topic", "meeting::not-plain"];
                json.as_array()
                    .expect("a list")
                    .iter()
                    .all(|one| one["code"].as_str().is_some_and(|code| unknown.contains(&code)))
            },
        },
        Format {
            name: "workspace",
            shape: workspace::shape(),
            schema: workspace::schema(),
            texts: vec![WORKSPACE.to_owned()],
            asked: workspace::asked,
            is_read: |text| {
                let folder = tempfile::tempdir().expect("a folder");
                std::fs::write(folder.path().join(workspace::FILE_NAME), text).expect("written");
                let (_, faults) = workspace::Workspace::read_all(Some(folder.path()));
                // That a measure has no such parameter no schema can know.
                let json = faults.to_json();
                json.as_array().expect("a list").iter().all(|one| one["code"] == "workspace::unknown-param")
            },
        },
        Format {
            name: "commitments",
            shape: commitment::shape(),
            schema: commitment::schema(),
            texts: vec![COMMITMENTS.to_owned()],
            asked: commitment::asked,
            is_read: |text| commitment::read_all(&Source::new("a.toml", text), &BUILT_IN).1.is_empty(),
        },
        Format {
            name: "actions",
            shape: action::shape(),
            schema: action::schema(),
            texts: vec![ACTIONS.to_owned()],
            asked: action::asked,
            is_read: |text| action::read_all(&Source::new("a.toml", text), &BUILT_IN).1.is_empty(),
        },
        Format {
            name: "front matter",
            shape: commentary::shape(),
            schema: commentary::shape().document("A text", "About figures."),
            texts: vec![FRONT_MATTER.to_owned()],
            asked: commentary::asked,
            is_read: |text| {
                let text = format!("+++\n{text}+++\n\n## What needs to happen\n\nMore.\n");
                let source = Source::new("a.md", text);
                let file = commentary::NoteFile { folder: "2018-19-Q4".to_owned(), source };
                commentary::read_all(&[file], &BUILT_IN, &["smt"]).1.is_empty()
            },
        },
    ]
}

/// TOML as an editor hands it to the schema: days are texts.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect())
        }
    }
}

fn faults(schema: &Value, text: &str) -> Vec<String> {
    let table: Table = text.parse().expect("TOML");
    let validator = jsonschema::draft7::new(schema).expect("a schema");
    let json = as_json(&toml::Value::Table(table));
    validator.iter_errors(&json).map(|fault| format!("{} at {}", fault, fault.instance_path())).collect()
}

#[test]
fn the_schemas_are_schemas() {
    for format in formats() {
        assert!(jsonschema::meta::is_valid(&format.schema), "{}", format.name);
    }
}

#[test]
fn every_built_in_file_keeps_its_schema() {
    let measures = kpi::built_in_files().into_iter().map(|file| (kpi::schema(), file.source));
    let templates = template::built_in_files().into_iter().map(|file| (template::schema(), file.source));
    let example = Source::new("boardpack.toml", include_str!("../../examples/bromley/boardpack.toml"));
    let promises = Source::new("commitments.toml", include_str!("../../examples/bromley/commitments.toml"));
    let actions = Source::new("actions.toml", include_str!("../../examples/bromley/actions.toml"));
    let examples =
        [(workspace::schema(), example), (commitment::schema(), promises), (action::schema(), actions)];
    for (schema, source) in measures.chain(templates).chain(examples) {
        assert_eq!(faults(&schema, &source.text), Vec::<String>::new(), "{}", source.name);
    }
}

#[test]
fn every_field_that_is_read_is_in_the_schema_and_the_other_way_round() {
    for format in formats() {
        let mut read: BTreeSet<Vec<&str>> = BTreeSet::new();
        for text in &format.texts {
            for (path, asks) in (format.asked)(&Source::new("a.toml", text.clone())) {
                let at = format!("{} {}", format.name, path.join("."));
                let found = format.shape.find(&path).unwrap_or_else(|| panic!("{at}: not in the schema"));
                for ask in &asks {
                    assert!(
                        agrees(ask, found.kind, found.required),
                        "{at}: read as {ask:?}, told as {found:?}"
                    );
                }
                read.insert(found.names);
            }
        }
        for path in format.shape.paths() {
            assert!(read.contains(&path), "{} {}: in the schema, but not read", format.name, path.join("."));
        }
    }
}

fn agrees(ask: &Ask, kind: &Kind, required: bool) -> bool {
    match (ask, kind) {
        (Ask::Required, _) => required,
        (Ask::OneOf(read), Kind::OneOf(told)) => read == told,
        (Ask::Text, Kind::Text | Kind::OneOf(_))
        | (Ask::Texts, Kind::Texts | Kind::SomeOf(_))
        | (Ask::Integer, Kind::Integer)
        | (Ask::Boolean, Kind::Boolean)
        | (Ask::Date, Kind::Date)
        | (Ask::Scalar, Kind::Scalar)
        | (Ask::Table, Kind::Table(_) | Kind::Map(_))
        | (Ask::Tables, Kind::Tables(_) | Kind::Rows) => true,
        _ => false,
    }
}

/// Every file that differs from `whole` in one place: a field left out, of another type, empty, or one too many.
fn spoilt(whole: &toml::Value) -> Vec<(String, toml::Value)> {
    let mut all = Vec::new();
    match whole {
        toml::Value::Table(table) => {
            let mut more = table.clone();
            more.insert("one_too_many".to_owned(), toml::Value::Integer(1));
            all.push(("with one_too_many".to_owned(), toml::Value::Table(more)));
            for (key, value) in table {
                let mut less = table.clone();
                less.remove(key);
                all.push((format!("without {key}"), toml::Value::Table(less)));
                let other = |what: &str, value: toml::Value| {
                    let mut other = table.clone();
                    other.insert(key.clone(), value);
                    (format!("{key}{what}"), toml::Value::Table(other))
                };
                let wrong = match value {
                    toml::Value::Integer(_) => toml::Value::Array(Vec::new()),
                    _ => toml::Value::Integer(7),
                };
                all.push(other(" of another type", wrong));
                if value.is_str() {
                    all.push(other(" empty", toml::Value::String(String::new())));
                }
                for (place, inside) in spoilt(value) {
                    all.push(other(&format!(": {place}"), inside));
                }
            }
        }
        toml::Value::Array(items) => {
            for (n, item) in items.iter().enumerate().filter(|(_, item)| item.is_table()) {
                for (place, inside) in spoilt(item) {
                    let mut other = items.clone();
                    other[n] = inside;
                    all.push((place, toml::Value::Array(other)));
                }
            }
        }
        _ => {}
    }
    all
}

#[test]
fn a_spoilt_file_is_refused_by_the_schema_exactly_where_the_reader_refuses_it() {
    for format in formats() {
        let validator = jsonschema::draft7::new(&format.schema).expect("a schema");
        for text in &format.texts {
            let whole = toml::Value::Table(text.parse().expect("TOML"));
            assert!((format.is_read)(text), "{}", format.name);
            assert_eq!(faults(&format.schema, text), Vec::<String>::new(), "{}", format.name);
            for (place, file) in spoilt(&whole) {
                let text = toml::to_string(&file).expect("TOML");
                let (read, told) = ((format.is_read)(&text), validator.is_valid(&as_json(&file)));
                assert_eq!(
                    told, read,
                    "{}, {place}: the schema and the reader differ on\n{text}",
                    format.name
                );
            }
        }
    }
}

#[test]
fn the_schemas_beside_the_files_are_current() {
    for (path, schema) in [
        ("kpis/measure.schema.json", kpi::schema()),
        ("report-templates/template.schema.json", template::schema()),
        ("examples/commitments.schema.json", commitment::schema()),
        ("examples/actions.schema.json", action::schema()),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = format!("{schema:#}\n");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &text).expect(path);
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(written == text, "{path} is not what the fields say: BLESS=1 cargo test writes it anew");
    }
}

#[test]
fn every_field_is_explained_in_a_sentence() {
    for format in formats() {
        for path in format.shape.paths() {
            let explained = explained(&format.shape, &path);
            assert!(explained, "{} {}", format.name, path.join("."));
        }
    }
}

fn explained(shape: &Shape, path: &[&str]) -> bool {
    let Some((first, rest)) = path.split_first() else { return true };
    let field = shape.fields.iter().find(|field| field.name == *first).expect("a field");
    let ends = field.words.ends_with(['.', '?']);
    let below = match &field.kind {
        Kind::Table(inside) | Kind::Tables(inside) => explained(inside, rest),
        _ => true,
    };
    ends && below
}
