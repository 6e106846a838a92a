//! Numbers of things and values of figures, as a sentence has them.

use crate::compute::{Figure, Value};
use crate::kpi::Measure;
use crate::quantity::{Caution, Mean, Ratio, Share, count};

/// So many of a noun given in the plural: "1 child", "6 children".
pub(super) fn things(number: u64, plural: &str) -> String {
    if number == 1 { format!("1 {}", singular(plural)) } else { format!("{} {plural}", count(number)) }
}

/// One of a noun given in the plural; of several words the last one carries the number.
pub fn singular(plural: &str) -> String {
    match plural {
        "staff" => return "member of staff".to_owned(),
        "children and young people" => return "child or young person".to_owned(),
        _ => {}
    }
    let (before, last) = plural.rsplit_once(' ').map_or(("", plural), |(before, last)| (before, last));
    let one = match last {
        "children" => "child".to_owned(),
        "people" => "person".to_owned(),
        "staff" => "member of staff".to_owned(),
        _ => match (last.strip_suffix("ies"), last.strip_suffix('s')) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) => stem.to_owned(),
            (None, None) => last.to_owned(),
        },
    };
    if before.is_empty() { one } else { format!("{before} {one}") }
}

/// A figure in a sentence: "33 of 348 (9%)", "34", "13.4"; `None` where it has no value.
pub(super) fn value(figure: &Figure, measure: &Measure) -> Option<String> {
    Some(match figure.value.as_ref()? {
        Value::Share { met, of } => {
            let share = Share::new(*met, *of)?;
            let counts = format!("{} of {}", count(*met), count(*of));
            match share.percentage() {
                None => format!("no {} in scope", measure.noun),
                Some(_) if share.caution() == Caution::NoPercentage => counts,
                Some(percentage) => format!("{counts} ({percentage})"),
            }
        }
        Value::Count { count: number, .. } => count(*number),
        Value::Mean { sum, of } => Mean::new(*sum, 0, *of)?.shown(),
        Value::Median { twice, .. } => Ratio::new(*twice, 2)?.round_half_up(1).to_string(),
        Value::Parts { of, .. } => count(*of),
    })
}

/// How a count moved: "3 more", "2 fewer", "as many".
pub(super) fn moved(now: u64, before: u64) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("{} more", count(now - before)),
        std::cmp::Ordering::Less => format!("{} fewer", count(before - now)),
        std::cmp::Ordering::Equal => "as many".to_owned(),
    }
}

/// A sentence's first letter in capitals.
pub(super) fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
