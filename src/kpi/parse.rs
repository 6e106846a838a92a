//! From a measure file's fields to a [`Measure`], noting every fault on the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::example::{Care, Example, ExampleChild, ExampleRow, Expected};
use super::lines::{self, STRATEGIES, Strategy};
use super::measure::{
    Break, Change, Collected, Display, Form, Group, Guards, Keep, Measure, NoRecord, Param, Per, PerDay,
    Polarity, Rows, Share, Sql, StrategyTarget, TargetKind, Tier, Unit,
};
use crate::calendar::{Basis, Period};
use crate::diagnostic::{Diagnostics, Source, nearest};
use crate::fields::{Asked, Fields, FileReader, Located};

/// Reads one measure file of a strategy's folder; its id is the file's name.
pub(super) fn measure(id: &str, strategy: Strategy, source: &Arc<Source>) -> (Option<Measure>, Diagnostics) {
    FileReader::new(Arc::clone(source)).read(|fields| read_measure(id, strategy, fields))
}

/// Every field that reading a measure file asks for: what the file's schema must tell of.
pub fn asked(source: &Arc<Source>) -> Asked {
    FileReader::new(Arc::clone(source)).asked(|fields| read_measure("", STRATEGIES[0], fields))
}

fn read_measure(id: &str, strategy: Strategy, fields: &Fields<'_>) -> Option<Measure> {
    // Every field is read before any missing one ends the work, so that all faults are told.
    let title = words(fields, "title", "what the measure is called");
    let short = words(fields, "short", "a short title for narrow tables");
    let young = words(fields, "young", "the title in a young person's words");
    let answers = references(fields);
    let beside = priorities(fields);
    let question = words(fields, "question", "the question that it answers, in one sentence");
    let numerator = words(fields, "numerator", "what is counted, in words");
    let denominator = fields.text("denominator").map(|text| text.value);
    let noun = words(fields, "noun", "what the rows are called: children, reviews, moves");
    let tier = fields.required_one_of("tier", &Tier::ALL).map(|tier| tier.value);
    let rows = rows(fields);
    let polarity = fields.required_one_of("polarity", &Polarity::ALL).map(|polarity| polarity.value);
    let target = target(fields);
    let benchmark = fields.text("benchmark").map(|text| text.value);
    let display = fields.one_of("display", &Display::ALL).map_or_else(Display::default, |d| d.value);
    let sensitive = fields.boolean("sensitive").unwrap_or(false);
    let owner = words(fields, "owner", "the role that answers for the measure");
    let tables = fields.texts("tables");
    if tables.is_empty() && !fields.is_no_list("tables") {
        fields
            .fault("kpi::tables", fields.span().start..fields.span().start, "`tables` names no table")
            .hint("list the tables that the measure cannot do without");
    }
    let collected = fields.one_of("collected", &Collected::ALL).map_or_else(Collected::default, |c| c.value);
    let looks_back_months = months(fields, "looks_back");
    let whole_care_periods = fields.boolean("whole_care_periods").unwrap_or(false);
    let params = params(fields);
    let notes = fields.texts("notes").into_iter().map(|note| note.value).collect();
    let pledge = fields.texts("pledge").into_iter().filter_map(|p| pledge(fields, &p)).collect();
    let principles = fields.texts("principles").into_iter().map(|letter| letter.value).collect();
    let changes = changes(fields);
    let breaks = breaks(fields);
    let form = form(fields);
    let examples = fields.tables("example").iter().filter_map(example).collect();
    let (guards, form) = form?;
    // Words that are missing are faults already; the rest of the file can still be checked.
    Some(Measure {
        id: id.to_owned(),
        strategy,
        title: title.unwrap_or_default(),
        short: short.unwrap_or_default(),
        young: young.unwrap_or_default(),
        answers,
        beside,
        question: question.unwrap_or_default(),
        numerator: numerator.unwrap_or_default(),
        denominator,
        noun: noun.unwrap_or_default(),
        tier: tier.unwrap_or(Tier::Detail),
        rows: rows?,
        guards,
        form,
        polarity: polarity.unwrap_or(Polarity::Neutral),
        target,
        benchmark,
        display,
        sensitive,
        owner: owner.unwrap_or_default(),
        tables,
        collected,
        looks_back_months,
        whole_care_periods,
        params,
        rules: Vec::new(),
        notes,
        pledge,
        principles,
        changes,
        breaks,
        examples,
        source: Arc::clone(fields.file().source()),
    })
}

fn words(fields: &Fields<'_>, key: &str, expected: &str) -> Option<String> {
    fields.required_text(key, expected).map(|text| text.value)
}

fn references(fields: &Fields<'_>) -> Vec<Located<String>> {
    if !fields.has("answers") {
        fields.fault("kpi::answers", fields.span().start..fields.span().start, "`answers` is missing").hint(
            "list the strategies' lines it answers, as answers = [\"CLA-1.3\"]; [] for a context measure",
        );
    }
    let answers = fields.texts("answers");
    for answer in &answers {
        if lines::line(&answer.value).is_none() {
            let known = lines::lines().iter().map(|line| line.reference);
            let hint = match nearest(&answer.value, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "references run from CLA-1.1 to CL-7.Q1".to_owned(),
            };
            fields
                .fault("kpi::unknown-line", answer.span.clone(), format!("no line `{}`", answer.value))
                .hint(hint);
        }
    }
    answers
}

fn priorities(fields: &Fields<'_>) -> Vec<Located<String>> {
    let known: Vec<String> = lines::priorities().iter().map(lines::Priority::reference).collect();
    let beside = fields.texts("beside");
    for one in &beside {
        if !known.contains(&one.value) {
            fields
                .fault("kpi::unknown-priority", one.span.clone(), format!("no priority `{}`", one.value))
                .hint(format!("one of {}", known.join(", ")));
        }
    }
    beside
}

fn pledge(fields: &Fields<'_>, promise: &Located<String>) -> Option<i64> {
    let number = promise.value.parse().ok().filter(|number| (1..=26).contains(number));
    if number.is_none() {
        fields
            .fault("kpi::pledge", promise.span.clone(), format!("no promise `{}`", promise.value))
            .hint("the pledge has promises \"1\" to \"26\"");
    }
    number
}

fn rows(fields: &Fields<'_>) -> Option<Rows> {
    let rows = fields.required_table(
        "rows",
        "which rows the measure looks at, as { of = \"children_looked_after\", basis = \"as-at\" }",
    )?;
    let of = rows.required_text("of", "the name of a population");
    let basis = rows.required_one_of("basis", &Basis::ALL);
    let read = Rows {
        dated_by: rows.text("dated_by"),
        only: rows.text("where"),
        one_per_person: rows.one_of("one_per_person", &Keep::ALL).map(|keep| keep.value),
        basis: basis?.value,
        of: of?,
    };
    rows.refuse_unknown();
    Some(read)
}

fn target(fields: &Fields<'_>) -> Option<StrategyTarget> {
    let target = fields.table("target")?;
    let kind = target.required_one_of("kind", &TargetKind::ALL);
    let quote = words(&target, "quote", "the strategy's sentence");
    let percent = target.integer("percent").map(|number| number.value);
    target.refuse_unknown();
    Some(StrategyTarget { kind: kind?.value, quote: quote?, percent })
}

fn months(fields: &Fields<'_>, key: &str) -> u32 {
    let Some(text) = fields.text(key) else { return 0 };
    let number = text.value.strip_suffix(" months").and_then(|number| number.parse().ok());
    if number.is_none() {
        fields
            .fault("kpi::months", text.span, format!("`{key}` cannot be `{}`", text.value))
            .hint("write a number of months, as \"30 months\"");
    }
    number.unwrap_or(0)
}

fn params(fields: &Fields<'_>) -> Vec<Param> {
    let Some(table) = fields.table("params") else { return Vec::new() };
    let mut params = Vec::new();
    for name in table.keys() {
        let Some(param) = table.table(&name.value) else { continue };
        if !param.has("value") {
            param
                .fault("kpi::param", param.span(), format!("parameter `{}` has no value", name.value))
                .hint("write { value = 25, words = \"what it decides\" }");
        }
        let value = param.scalar("value");
        let words = words(&param, "words", "what the parameter decides");
        param.refuse_unknown();
        if let (Some(value), Some(words)) = (value, words) {
            params.push(Param { name, value: value.value, words });
        }
    }
    params
}

fn changes(fields: &Fields<'_>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for change in fields.tables("change") {
        let version = change.integer("version");
        let on = change.required_date("on", "the day from which it holds, as 2018-04-01");
        let words = words(&change, "words", "what changed");
        change.refuse_unknown();
        let expected = changes.last().map_or(1, |last| last.version + 1);
        match (version, on, words) {
            (Some(version), Some(on), Some(words)) if version.value == expected => {
                changes.push(Change { version: version.value, on: on.value, words });
            }
            (Some(version), ..) if version.value != expected => {
                change
                    .fault("kpi::version", version.span, format!("version {} is out of order", version.value))
                    .hint(format!("versions count up from 1: this one is {expected}"));
            }
            (version, ..) => {
                if version.is_none() && !change.has("version") {
                    change
                        .fault("kpi::change", change.span(), "the change has no version")
                        .hint(format!("write version = {expected}"));
                }
            }
        }
    }
    if !fields.has("change") {
        fields
            .fault("kpi::change", fields.span().start..fields.span().start, "there is no [[change]]")
            .hint("say since when the definition holds: [[change]] with version = 1, on and words");
    }
    changes
}

fn breaks(fields: &Fields<'_>) -> Vec<Break> {
    let mut breaks: Vec<Break> = Vec::new();
    for one in fields.tables("break") {
        let on = one.required_date("on", "the first day of what is new, as 2018-04-01");
        let words = words(&one, "words", "what is new, as a part of a sentence");
        one.refuse_unknown();
        let (Some(on), Some(words)) = (on, words) else { continue };
        if breaks.iter().any(|other| other.on == on.value) {
            one.fault("kpi::break", on.span, format!("there is a break on {} already", on.value))
                .hint("say in one [[break]] all that is new on a day");
            continue;
        }
        breaks.push(Break { on: on.value, words: words.trim_end_matches('.').to_owned() });
    }
    breaks.sort_by_key(|one| one.on);
    breaks
}

const FORMS: [&str; 6] = ["share", "count", "ratio", "mean", "median", "parts"];

fn form(fields: &Fields<'_>) -> Option<(Guards, Form)> {
    let present: Vec<&str> = FORMS.into_iter().filter(|form| fields.has(form)).collect();
    let [name] = present[..] else {
        let message = match &present[..] {
            [] => "the measure has no form".to_owned(),
            several => format!("the measure has several forms: {}", several.join(", ")),
        };
        fields
            .fault("kpi::form", fields.span().start..fields.span().start, message)
            .hint("give it exactly one of [share], [count], [ratio], [mean], [median], [parts]");
        return None;
    };
    let table = fields.table(name)?;
    let guards = Guards {
        not_applicable: table.text("not_applicable"),
        not_due: table.text("not_due"),
        not_known: if name == "parts" { None } else { table.text("not_known") },
        missing: table.text("missing"),
    };
    let form = match name {
        "share" => share(&table).map(Form::Share),
        "count" => {
            let unit = table.required_one_of("unit", &Unit::ALL);
            let per = per(&table);
            unit.map(|unit| Form::Count { unit: unit.value, per })
        }
        "ratio" => {
            let (numerator, denominator) = (sql(&table, "numerator"), sql(&table, "denominator"));
            numerator.zip(denominator).map(|(numerator, denominator)| Form::Ratio { numerator, denominator })
        }
        "mean" => sql(&table, "value").map(|value| Form::Mean { value }),
        "median" => sql(&table, "value").map(|value| Form::Median { value }),
        _ => parts(&table),
    };
    table.refuse_unknown();
    form.map(|form| (guards, form))
}

fn sql(table: &Fields<'_>, key: &str) -> Option<Sql> {
    table.required_text(key, "an SQL expression over `row`")
}

fn share(table: &Fields<'_>) -> Option<Share> {
    let met = sql(table, "met");
    let no_record = table.required_one_of("no_record", &NoRecord::ALL);
    let (mut count_missing, mut count_not_known) = (false, false);
    for state in table.texts("in_denominator") {
        match state.value.as_str() {
            "missing" => count_missing = true,
            "not-known" => count_not_known = true,
            other => {
                table
                    .fault("kpi::denominator", state.span, format!("`in_denominator` cannot name `{other}`"))
                    .hint("met and not met are always in it; it can name \"missing\" and \"not-known\"");
            }
        }
    }
    Some(Share { met: met?, no_record: no_record?.value, count_missing, count_not_known })
}

fn per(table: &Fields<'_>) -> Option<Per> {
    let per = table.table("per")?;
    let multiply = per.integer("multiply");
    let words = words(&per, "words", "the base of the rate in words");
    let of = per.text("of");
    let value = per.text("value");
    let day = per.one_of("day", &PerDay::ALL).map_or(PerDay::End, |day| day.value);
    per.refuse_unknown();
    let multiply = match multiply {
        Some(number) if number.value > 0 => number.value,
        _ => {
            per.fault("kpi::per", per.span(), "the rate needs `multiply`, above 0")
                .hint("for every how many: multiply = 100");
            return None;
        }
    };
    match (of, value) {
        (Some(of), None) => Some(Per::Population { of, day, multiply, words: words? }),
        (None, Some(sql)) => Some(Per::Value { sql, multiply, words: words? }),
        _ => {
            per.fault("kpi::per", per.span(), "the rate needs either `of` or `value`")
                .hint("`of` names a population; `value` is an SQL expression");
            None
        }
    }
}

fn parts(table: &Fields<'_>) -> Option<Form> {
    let category = sql(table, "category");
    let not_known = table.texts("not_known").into_iter().map(|code| code.value).collect();
    let list = table
        .required_table("groups", "the parts and their codes, as { \"Independent living\" = [\"U\"] }")?;
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for name in list.keys() {
        let mut codes = Vec::new();
        for code in list.texts(&name.value) {
            if !seen.insert(code.value.clone()) {
                list.fault("kpi::groups", code.span, format!("code `{}` is in two parts", code.value))
                    .hint("each code belongs to one part");
            }
            codes.push(code.value);
        }
        groups.push(Group { name: name.value, codes });
    }
    Some(Form::Parts { category: category?, groups, not_known })
}

fn example(fields: &Fields<'_>) -> Option<Example> {
    let words = words(fields, "words", "what the example shows");
    let period = fields.required_text("period", "a period such as 2018-19-Q4");
    let period = period.and_then(|text| match text.value.parse::<Period>() {
        Ok(period) => Some(period),
        Err(error) => {
            fields.fault("kpi::period", text.span, error.to_string()).hint("for example 2018-19-Q4");
            None
        }
    });
    let children = fields.tables("children").iter().filter_map(example_child).collect();
    let mut rows = Vec::new();
    if let Some(tables) = fields.table("rows") {
        for table in tables.keys() {
            for row in tables.tables(&table.value) {
                let values = row
                    .keys()
                    .into_iter()
                    .filter_map(|column| row.scalar(&column.value).map(|value| (column, value.value)))
                    .collect();
                rows.push(ExampleRow { table: table.clone(), values });
            }
        }
    }
    let expected =
        fields.required_table("expect", "what must come out: figure and states").and_then(|expect| {
            let figure = expect.required_text("figure", "the figure: \"1 of 2\", \"3\", \"27 / 2\"");
            let mut states = Vec::new();
            if let Some(table) = expect.table("states") {
                for row in table.keys() {
                    if let Some(state) = table.text(&row.value) {
                        states.push((row, state));
                    }
                }
            }
            expect.refuse_unknown();
            Some(Expected { figure: figure?, states })
        });
    fields.refuse_unknown();
    Some(Example { words: words?, period: period?, children, rows, expected: expected?, span: fields.span() })
}

fn example_child(fields: &Fields<'_>) -> Option<ExampleChild> {
    let id = fields.required_text("id", "a letter or a word")?;
    let born = fields.date("born").map(|day| day.value);
    let mut care = Vec::new();
    for text in fields.texts("care") {
        match Care::parse(&text.value) {
            Some(one) => care.push(one),
            None => fields
                .fault("kpi::care", text.span, format!("`{}` is not an episode of care", text.value))
                .hint("write `S 2018-01-10..2018-06-01:E4A C2 U6@home1/PR1`: reason, first day, first day after it with the reason it ceased, legal status, placement with place and provider"),
        }
    }
    fields.refuse_unknown();
    Some(ExampleChild { id: id.value, born, care })
}
