//! Which numbers of measures hang together by what their files say.
//!
//! Facts of the definitions, which any reader of the dictionary knows: they are used to protect published figures and, by
//! another way, to audit them.

use super::{Form, Guards, Measure, NoRecord, Sql, Unit};

/// Populations of one day that lie within another.
pub const WITHIN: [(&str, &str); 5] = [
    ("brothers_and_sisters", "children_looked_after"),
    ("care_leavers_18_24", "care_leavers_16_24"),
    ("children_looked_after_12_months", "children_looked_after"),
    ("children_of_learning_age", "children_looked_after"),
    ("children_of_school_age", "children_looked_after"),
];

/// The largest population that one lies within: itself where there is none.
pub fn outermost(of: &str) -> &str {
    WITHIN.iter().find(|(inner, _)| *inner == of).map_or(of, |(_, outer)| outermost(outer))
}

/// Counts that lie within another one of the same day or days, none within another: `met` or `not met` of a share, `all`
/// that were judged, or a part of a whole by its name.
pub const COUNTED_WITHIN: [(&[&str], &str); 12] = [
    (&["care-leavers-in-custody/met"], "where-care-leavers-live/Custody"),
    (&["care-leavers-in-custody/met"], "suitable-accommodation/not met"),
    (
        &["where-care-leavers-live/Custody", "where-care-leavers-live/No fixed home"],
        "suitable-accommodation/not met",
    ),
    (&["where-care-leavers-live/Emergency or bed and breakfast"], "emergency-accommodation/all"),
    (&["case-audit-grades/Outstanding", "case-audit-grades/Good"], "case-audits-good-or-better/met"),
    (
        &["apprenticeships/met", "further-education/met", "higher-education/met"],
        "education-employment-training/met",
    ),
    (&["higher-education-19-21/met"], "education-employment-training-19-21/met"),
    (&["left-care-to-permanent-home/met", "returned-home/met"], "left-care-to-permanent-home/all"),
    (&["placed-over-20-miles/met"], "placed-outside-borough/met"),
    (&["staying-put/met"], "where-care-leavers-live/Staying put with former foster carers"),
    (&["young-people-16-17-in-education-training-work/met"], "in-education-or-work/met"),
    (&["young-people-16-17-in-education-training-work/all"], "in-education-or-work/all"),
];

/// Who there is on a day, who came, and who went: a population of states, and the rows of two others by their dates, as
/// [`counted`] has them.
pub const STOCKS: [(&str, [&str; 2]); 1] =
    [("children_looked_after", ["children_started by started_on", "children_ceased by ceased_on"])];

/// A population whose years are school years: the department's figure of a year is not that of the year to its 31 March.
pub const SCHOOL_YEARS: &str = "year_11_finishers";

/// What is counted of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Rows met.
    Met,
    /// Rows judged and not met.
    Not,
    /// Rows judged, or the number itself where none are.
    All,
    /// Those of a part of a whole, by its place.
    Part(usize),
}

/// The kind of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberKind {
    /// All rows.
    Rows,
    /// All people, each once in a window.
    People,
    /// Rows that were judged.
    Judged,
    /// Rows met.
    Met,
    /// Rows not met.
    NotMet,
    /// Rows of a part.
    Part,
}

/// What a number counts: equal for the numbers of two measures that count the same in the same days. `None` where no other
/// measure can count it.
pub fn key(measure: &Measure, what: Counted) -> Option<(String, NumberKind)> {
    let is_once = measure.rows.one_per_person.is_some();
    let is_dated = measure.rows.dated_by.is_some();
    let of = counted(measure);
    let judged = |sql: &str| with_params(format!("{of} judged by {}", plain(sql)), measure);
    Some(match (&measure.form, what) {
        // A guard can look at another of the person's rows in another window, and so can a share.
        (Form::Count { unit, .. }, Counted::All) if is_once || (*unit == Unit::People && is_dated) => {
            if measure.guards != Guards::default() {
                return None;
            }
            (of, NumberKind::People)
        }
        _ if is_once => return None,
        (Form::Count { .. }, Counted::All) => (of, NumberKind::Rows),
        (Form::Share(share), Counted::All) if is_of_all(measure, share) => (of, NumberKind::Rows),
        (Form::Share(share), Counted::All) => (judged(&share.met.value), NumberKind::Judged),
        (Form::Share(share), Counted::Met) => (judged(&share.met.value), NumberKind::Met),
        (Form::Share(share), Counted::Not) => (judged(&share.met.value), NumberKind::NotMet),
        (Form::Parts { category, groups, .. }, Counted::Part(place)) => {
            let codes = groups.get(place)?.codes.join(" ");
            (format!("{} as {codes}", judged(&category.value)), NumberKind::Part)
        }
        (Form::Parts { category, .. }, Counted::All) => (judged(&category.value), NumberKind::Judged),
        (Form::Mean { value } | Form::Median { value }, Counted::All) => {
            (judged(&value.value), NumberKind::Judged)
        }
        _ => return None,
    })
}

/// Whether every row of a share is judged: then its denominator is their number.
fn is_of_all(measure: &Measure, share: &super::Share) -> bool {
    let leaves_missing =
        !share.count_missing && (share.no_record == NoRecord::Missing || measure.guards.missing.is_some());
    let more = share.count_not_known && measure.guards.not_known.is_some();
    !leaves_missing && !more
}

/// Whether the denominator of a measure, or its number, is that of all its rows, whatever is recorded of them.
pub fn is_of_all_rows(measure: &Measure) -> bool {
    let guards = &measure.guards;
    let leaves_out = [&guards.not_applicable, &guards.not_due].into_iter().any(Option::is_some);
    let judges = match &measure.form {
        Form::Count { .. } => guards.not_known.is_none() && guards.missing.is_none(),
        Form::Share(share) => {
            (share.count_missing || (share.no_record != NoRecord::Missing && guards.missing.is_none()))
                && (share.count_not_known || guards.not_known.is_none())
        }
        _ => false,
    };
    measure.rows.only.is_none() && !leaves_out && judges
}

/// Whether the figures of a measure add up over time: each row is counted by its own day, whatever the window.
pub fn adds_up(measure: &Measure) -> bool {
    let form = match &measure.form {
        Form::Share(share) => share.met.value.clone(),
        Form::Parts { category, .. } => category.value.clone(),
        Form::Mean { value } | Form::Median { value } => value.value.clone(),
        Form::Count { .. } | Form::Ratio { .. } => String::new(),
    };
    let text = counted(measure) + &form;
    measure.rows.dated_by.is_some() && !text.contains("row.until") && !text.contains("row.since")
}

/// The rows that a measure looks at, as its file says it: equal for two measures of the same rows. The values of the
/// parameters named in it are part of it.
pub fn counted(measure: &Measure) -> String {
    let rows = &measure.rows;
    let guards = &measure.guards;
    let mut text = rows.of.value.clone();
    if let Some(dated) = &rows.dated_by {
        text += &format!(" by {}", dated.value);
    }
    let all: [(&str, &Option<Sql>); 5] = [
        ("where", &rows.only),
        ("without", &guards.not_applicable),
        ("not due", &guards.not_due),
        ("not known", &guards.not_known),
        ("missing", &guards.missing),
    ];
    for (word, sql) in all {
        if let Some(sql) = sql {
            text += &format!(" {word} {}", plain(&sql.value));
        }
    }
    with_params(text, measure)
}

/// A text of SQL with the values of the parameters that it names.
fn with_params(mut text: String, measure: &Measure) -> String {
    for param in &measure.params {
        if text.contains(&format!(":{}", param.name.value)) {
            text += &format!(" with {} {}", param.name.value, param.value);
        }
    }
    text
}

/// SQL with single spaces.
fn plain(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
