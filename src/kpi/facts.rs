//! What a definition says of a measure, label by label: for packs, the dictionary and explanations alike.

use super::{Form, Measure};
use crate::calendar::long_date;

/// What a definition says, label by label.
pub fn facts(measure: &Measure) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Counts", measure.numerator.clone())];
    if let Some(denominator) = &measure.denominator {
        facts.push(("Out of", denominator.clone()));
    }
    facts.push(("Time", measure.rows.basis.meaning().to_owned()));
    facts.push(("Better", measure.polarity.words().to_owned()));
    if let Form::Share(share) = &measure.form {
        let mut words = share.no_record.words().to_owned();
        if share.count_missing {
            words += "; missing rows are in the denominator";
        }
        if share.count_not_known {
            words += "; rows not known are in the denominator";
        }
        facts.push(("Records", words));
    }
    if let Some(target) = &measure.target {
        facts.push(("Target", format!("\u{201c}{}\u{201d} ({})", target.quote, target.kind.words())));
    }
    if !measure.answers.is_empty() {
        let answers: Vec<&str> = measure.answers.iter().map(|answer| answer.value.as_str()).collect();
        facts.push(("Answers", answers.join(", ")));
    }
    for param in &measure.params {
        facts.push(("Parameter", format!("{} = {}: {}", param.name.value, param.value, param.words)));
    }
    for (rule, value) in &measure.rules {
        facts.push(("Rule", format!("{} = {value}: {}", rule.name(), rule.words())));
    }
    for note in &measure.notes {
        facts.push(("Note", note.clone()));
    }
    for one in &measure.breaks {
        let (on, words) = (long_date(one.on), &one.words);
        facts.push(("Break", format!("on {on}: {words}. Figures before it and from it on do not compare.")));
    }
    facts.push(("Owner", measure.owner.clone()));
    let tables: Vec<&str> = measure.tables.iter().map(|table| table.value.as_str()).collect();
    facts.push(("Reads", tables.join(", ")));
    if let Some(change) = measure.changes.last() {
        facts.push((
            "Definition",
            format!("version {} since {}; id {}", change.version, long_date(change.on), measure.id),
        ));
    }
    facts
}
