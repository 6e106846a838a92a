//! From the fields of `targets.toml` to [`Targets`], noting every fault on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{Agreed, Exception, LocalTarget, Rebase, Targets};
use crate::calendar::{Basis, Date, Length, Period};
use crate::diagnostic::{Diagnostics, Source};
use crate::fields::{Fields, FileReader, Located};
use crate::kpi::{Catalogue, Form, Measure, Polarity, STRATEGIES};
use crate::quantity::Decimal;

/// Name of the file in a workspace.
pub const FILE_NAME: &str = "targets.toml";

/// Reads a file of targets: what is whole in it, and every fault of the rest.
pub fn read_all(source: &Arc<Source>, catalogue: &Catalogue) -> (Targets, Diagnostics) {
    FileReader::new(Arc::clone(source)).read(|fields| read(fields, catalogue))
}

fn read(fields: &Fields<'_>, catalogue: &Catalogue) -> Targets {
    let mut targets = Targets::default();
    if let Some(table) = fields.table("target") {
        for id in table.keys() {
            let Some(one) = table.table(&id.value) else { continue };
            let measure = known(fields, &id, catalogue);
            let measure = measure.filter(|measure| may_have_target(fields, &id, measure));
            let local = local_target(&one, measure);
            one.refuse_unknown();
            if let (Some(_), Some(local)) = (measure, local) {
                targets.local.insert(id.value, local);
            }
        }
    }
    for one in fields.tables("exception") {
        targets.exceptions.extend(exception(&one, catalogue));
        one.refuse_unknown();
    }
    for one in fields.tables("rebase") {
        let Some(rebase) = rebase(&one, catalogue) else { continue };
        if targets.rebases.iter().any(|other| (&other.measure, other.on) == (&rebase.measure, rebase.on)) {
            one.fault(
                "target::rebase",
                one.span(),
                format!("`{}` is rebased twice on one day", rebase.measure),
            )
            .hint("leave one of them out");
        }
        targets.rebases.push(rebase);
    }
    targets.rebases.sort_by(|a, b| (&a.measure, a.on).cmp(&(&b.measure, b.on)));
    if let Some(table) = fields.table("baseline") {
        for strategy in STRATEGIES {
            if let Some(year) = table.text(strategy.id).and_then(|text| financial_year(&table, &text)) {
                targets.baselines.insert(strategy.id, year);
            }
        }
        table.refuse_unknown();
    }
    targets
}

/// The measure of an id; an unknown one is a fault with the nearest known name.
fn known<'c>(fields: &Fields<'_>, id: &Located<String>, catalogue: &'c Catalogue) -> Option<&'c Measure> {
    let found = catalogue.get(&id.value);
    // A file with faults of its own has told them.
    if found.is_none() && !catalogue.names().any(|name| name == id.value) {
        let hint = match catalogue.nearest(&id.value) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`boardpack list` names the measures".to_owned(),
        };
        fields
            .fault("target::unknown-measure", id.span.clone(), format!("no measure `{}`", id.value))
            .hint(hint);
    }
    found
}

/// Whether a council can set a number for a measure; why not is a fault.
fn may_have_target(fields: &Fields<'_>, id: &Located<String>, measure: &Measure) -> bool {
    let (why, hint) = if measure.polarity == Polarity::Neutral {
        ("neither higher nor lower is better in it", "leave it out: a neutral measure carries no status")
    } else if matches!(measure.form, Form::Parts { .. }) {
        ("it has parts and no single number", "leave it out, or write a measure of the part that is meant")
    } else if measure.target.as_ref().is_some_and(|target| target.percent.is_some()) {
        (
            "the strategy sets it",
            "leave it out; where less was agreed for a time, add [[exception]] with a reason and an end",
        )
    } else {
        return true;
    };
    fields
        .fault(
            "target::not-for-this",
            id.span.clone(),
            format!("`{}` can have no local target: {why}", id.value),
        )
        .hint(hint);
    false
}

fn local_target(one: &Fields<'_>, measure: Option<&Measure>) -> Option<LocalTarget> {
    let set_by = one.required_text("set_by", "who set the target: a board and its date");
    let tolerance = one.number("tolerance").and_then(|number| decimal(one, &number, "tolerance"));
    let per = per(one, measure, "target");
    let years = one.required_table("by_year", "a number for each financial year, as { 2018-19 = 92 }")?;
    let mut by_year = BTreeMap::new();
    for key in years.keys() {
        let year = financial_year(&years, &key);
        let value = years.number(&key.value).and_then(|number| {
            let value = decimal(&years, &number, &key.value)?;
            measure.is_none_or(|measure| fits(&years, &number, value, measure)).then_some(value)
        });
        if let (Some(year), Some(value)) = (year, value) {
            by_year.insert(year, value);
        }
    }
    let none = years.keys().is_empty();
    if none {
        years
            .fault("target::no-year", years.span(), "`by_year` names no year")
            .hint("a number for each financial year, as { 2018-19 = 92 }");
    }
    let tolerance = tolerance.unwrap_or(Decimal::new(0, 0));
    Some(LocalTarget { by_year, tolerance, per: per.ok()?, set_by: set_by?.value })
}

/// A fault that is noted already.
struct Noted;

/// The length of time that a number is for: a count of what happens must say it, what happens in a period may, and
/// nothing else has one.
fn per(one: &Fields<'_>, measure: Option<&Measure>, what: &str) -> Result<Option<Length>, Noted> {
    let given = one.one_of("per", &Length::ALL);
    let Some(measure) = measure else { return Ok(given.map(|length| length.value)) };
    let (id, basis) = (&measure.id, measure.rows.basis);
    let year_so_far = basis != Basis::InPeriod;
    let (span, message, hint) = match given {
        None if one.has("per") => return Err(Noted),
        None if basis.gathers() && matches!(measure.form, Form::Count { .. }) => (
            one.span(),
            format!("`{id}` counts what happens: its {what} must say in how long a time"),
            if year_so_far {
                "add per = \"year\": it counts over a year so far, and the whole year is held against it"
            } else {
                "add per = \"month\", \"quarter\", \"half-year\" or \"year\": only figures of that length are held against it"
            },
        ),
        Some(length) if !basis.gathers() => (
            length.span,
            format!("`{id}` is the same for a month and a year: {}", basis.meaning()),
            "leave `per` out",
        ),
        Some(length) if year_so_far && length.value != Length::Year => (
            length.span,
            format!("`{id}` counts over a year so far, not over a {}", length.value.name()),
            "write per = \"year\": the whole year is held against it",
        ),
        given => return Ok(given.map(|length| length.value)),
    };
    one.fault("target::per", span, message).hint(hint);
    Err(Noted)
}

/// A number that is not below zero.
fn decimal(fields: &Fields<'_>, number: &Located<String>, name: &str) -> Option<Decimal> {
    let value: Option<Decimal> = number.value.parse().ok();
    let sound = value.filter(|value| value.units() >= 0 && value.as_ratio().is_some());
    if sound.is_none() {
        fields
            .fault("target::number", number.span.clone(), format!("`{name}` cannot be {}", number.value))
            .hint("a number from 0 up, as 92 or 92.5");
    }
    sound
}

/// A share's target is a percentage.
fn fits(fields: &Fields<'_>, number: &Located<String>, value: Decimal, measure: &Measure) -> bool {
    let share = matches!(measure.form, Form::Share(_) | Form::Ratio { .. });
    let above = value.as_f64() > 100.0;
    if share && above {
        fields
            .fault("target::number", number.span.clone(), format!("{} is more than 100%", number.value))
            .hint(format!("`{}` is a share: its target is in percent, from 0 to 100", measure.id));
    }
    !(share && above)
}

/// The calendar year in which a financial year, written 2018-19, starts.
fn financial_year(fields: &Fields<'_>, text: &Located<String>) -> Option<i32> {
    if let Ok(Period::Year { year }) = text.value.parse() {
        return Some(year);
    }
    fields
        .fault("target::year", text.span.clone(), format!("`{}` is not a financial year", text.value))
        .hint("write it as 2018-19");
    None
}

fn exception(one: &Fields<'_>, catalogue: &Catalogue) -> Option<Exception> {
    let id = one.required_text("measure", "the measure's id");
    let measure = id.as_ref().and_then(|id| known(one, id, catalogue));
    let from = required_date(one, "from", "the first day on which it holds");
    let until = required_date(one, "until", "the last day on which it holds");
    let reason = one.required_text("reason", "why it was agreed");
    let agreed_by = one.required_text("agreed_by", "who agreed it");
    let cases = one.integer("cases");
    let value = one.number("target");
    if let (Some(from), Some(until)) = (&from, &until)
        && until.value < from.value
    {
        one.fault("target::exception", until.span.clone(), "the exception ends before it begins")
            .hint(format!("a day from {} on", from.value));
    }
    let per = if value.is_some() { per(one, measure, "exception") } else { Ok(None) };
    let agreed = match (&cases, &value) {
        (Some(cases), None) => {
            let duty = measure.is_none_or(Measure::is_duty);
            let count = u64::try_from(cases.value).ok().filter(|count| *count > 0);
            if !duty {
                one.fault(
                    "target::exception",
                    cases.span.clone(),
                    "`cases` are agreed only for a duty of 100%",
                )
                .hint("write `target`: the value that stands in for the target");
            } else if count.is_none() {
                one.fault(
                    "target::exception",
                    cases.span.clone(),
                    format!("`cases` cannot be {}", cases.value),
                )
                .hint("how many may be without: 1 or more");
            }
            count.filter(|_| duty).map(Agreed::Cases)
        }
        (None, Some(number)) => decimal(one, number, "target")
            .filter(|value| measure.is_none_or(|measure| fits(one, number, *value, measure)))
            .map(Agreed::Value),
        _ => {
            one.fault(
                "target::exception",
                one.span(),
                "the exception must say `cases` or `target`, and one of them",
            )
            .hint("cases = how many may be without, or target = the value that stands in for the target");
            None
        }
    };
    Some(Exception {
        measure: measure?.id.clone(),
        from: from?.value,
        until: until?.value,
        agreed: agreed?,
        per: per.ok()?,
        reason: reason?.value,
        agreed_by: agreed_by?.value,
    })
}

fn rebase(one: &Fields<'_>, catalogue: &Catalogue) -> Option<Rebase> {
    let id = one.required_text("measure", "the measure's id");
    let measure = id.as_ref().and_then(|id| known(one, id, catalogue));
    let on = required_date(one, "on", "the first day of the new series");
    let reason = one.required_text("reason", "why the limits are worked out anew");
    let decided_by = one.required_text("decided_by", "who decided it");
    one.refuse_unknown();
    if let (Some(id), Some(measure)) = (&id, measure)
        && measure.rows.basis != Basis::InPeriod
    {
        one.fault(
            "target::rebase",
            id.span.clone(),
            format!("`{}` has no limits to work out anew", id.value),
        )
        .hint("only measures of events in a period have them");
        return None;
    }
    Some(Rebase {
        measure: measure?.id.clone(),
        on: on?.value,
        reason: reason?.value,
        decided_by: decided_by?.value,
    })
}

fn required_date(one: &Fields<'_>, key: &str, expected: &str) -> Option<Located<Date>> {
    if !one.has(key) {
        // As a missing text: the fault says what to add.
        one.required_text(key, &format!("{expected}, as 2019-03-31"));
        return None;
    }
    one.date(key)
}
