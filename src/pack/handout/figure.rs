//! A released figure in a young person's words.

use super::super::inputs::Inputs;
use crate::calendar::{Basis, Date, long_date};
use crate::chart::{Figures, Pictogram};
use crate::kpi::{Form, Measure, Unit};
use crate::plain::{FEWEST, FEWEST_ANSWERS, portion};
use crate::protect::{NEARLY_ALL, Released, ReleasedValue};
use crate::quantity::{Ratio, count};

/// What stands in place of a hidden figure, whatever it is.
pub(super) const HIDDEN: &str = "We cannot show this number, because it could tell you about one person.";
/// What stands in place of a figure that could not be worked out.
pub(super) const UNKNOWN: &str = "We could not find this out this year.";

/// What is told of a figure.
pub(super) struct Told {
    /// The number in words, a sentence: "About 3 in 4 of the 115 who answered."
    pub(super) number: String,
    /// Sentences beside it: the days it speaks of, and the change since last year where one was tested.
    pub(super) beside: Vec<String>,
    /// The share as figures.
    pub(super) picture: Option<Pictogram>,
}

/// Tells the figure of a measure in the year reported on.
pub(super) fn told(inputs: &Inputs<'_>, measure: &Measure) -> Told {
    let alone = |number: &str| Told { number: number.to_owned(), beside: Vec::new(), picture: None };
    let Some(figure) = inputs.now(measure) else { return alone(UNKNOWN) };
    let Some(value) = &figure.value else {
        // Nothing here depends on the value: only on what was hidden of it.
        return if !figure.confidential {
            alone(UNKNOWN)
        } else if figure.short == NEARLY_ALL {
            Told { beside: days(figure).into_iter().collect(), ..alone("Nearly all of them.") }
        } else {
            alone(HIDDEN)
        };
    };
    let mut told = match value {
        ReleasedValue::Share { met, of } => share(measure, *met, *of),
        ReleasedValue::Count { count: number, .. } => Told { number: counted(measure, *number), ..alone("") },
        ReleasedValue::Middle { exact, of } if *of >= FEWEST => {
            Told { number: format!("About {} on average.", exact.round_half_up(0)), ..alone("") }
        }
        ReleasedValue::Middle { .. } => alone("We asked too few people to give a number."),
        ReleasedValue::Parts { parts, of } => Told {
            number: parts
                .iter()
                .map(|part| match part.count.and_then(|number| portion(number, *of, FEWEST)) {
                    Some(share) => format!("{}: {}.", part.name, share.words),
                    None => format!("{}: we cannot show this.", part.name),
                })
                .collect::<Vec<_>>()
                .join(" "),
            ..alone("")
        },
    };
    told.beside.extend(days(figure));
    told.beside.extend(change(inputs, measure, figure));
    told
}

fn share(measure: &Measure, met: u64, of: u64) -> Told {
    let survey = measure.rows.basis == Basis::Survey;
    let fewest = if survey { FEWEST_ANSWERS } else { FEWEST };
    let Some(share) = portion(met, of, fewest) else {
        return Told { number: "There was nobody to ask.".to_owned(), beside: Vec::new(), picture: None };
    };
    let fraction = share.words.contains(char::is_numeric);
    let whom = match (survey, of >= fewest) {
        (true, true) => format!(" of the {} who answered", count(of)),
        (true, false) => " of those who answered".to_owned(),
        (false, _) if fraction => String::new(),
        (false, _) => " of them".to_owned(),
    };
    let people = ["children", "people", "leavers", "advisers", "staff", "carers"];
    let figures =
        if people.iter().any(|one| measure.noun.ends_with(one)) { Figures::People } else { Figures::Dots };
    Told {
        number: format!("{}{whom}.", capital(&share.words)),
        beside: Vec::new(),
        picture: share.picture.map(|(filled, of)| Pictogram::new(filled, of, figures)),
    }
}

/// A number of people or of other things; a few people in words only.
fn counted(measure: &Measure, number: u64) -> String {
    let people = matches!(measure.form, Form::Count { unit: Unit::People, .. });
    match number {
        0 => "None.".to_owned(),
        few if people && few < FEWEST => format!("Fewer than {FEWEST}."),
        many => format!("{}.", count(many)),
    }
}

/// The days that a figure speaks of, as a sentence; of a survey the number says that people answered.
fn days(figure: &Released) -> Option<String> {
    let month = |day: Date| day.format("%B %Y").to_string();
    match figure.basis {
        Basis::AsAt => Some(format!("On {}.", long_date(figure.window.until))),
        Basis::Survey => None,
        Basis::Term => Some("In the last school term.".to_owned()),
        _ => Some(format!("From {} to {}.", month(figure.window.since), month(figure.window.until))),
    }
}

/// How it compares with last year, where that was tested.
fn change(inputs: &Inputs<'_>, measure: &Measure, now: &Released) -> Option<String> {
    let judgement = now.judgement.as_ref()?;
    let words = match judgement.last_year.name() {
        "better" => "This is better than last year.",
        "worse" => "This is not as good as last year.",
        "higher" => "This is more than last year.",
        "lower" => "This is less than last year.",
        "no-clear-change" => {
            let before = inputs.at(measure, judgement.last_year.before);
            if before.is_some_and(|before| alike(now, before)) {
                "This is about the same as last year."
            } else {
                "We are not sure if this has changed since last year."
            }
        }
        _ => {
            let since = judgement.last_year.broken?.format("%B %Y");
            return Some(format!(
                "We cannot compare this with last year. It has been counted in a new way since {since}."
            ));
        }
    };
    Some(words.to_owned())
}

/// Whether two shares are at most 2.5 points apart: no more than "about" leaves open.
fn alike(now: &Released, before: &Released) -> bool {
    let share = |figure: &Released| match figure.value {
        Some(ReleasedValue::Share { met, of }) => {
            Ratio::new(i64::try_from(met).ok()?, i64::try_from(of).ok()?).map(Ratio::as_f64)
        }
        _ => None,
    };
    share(now).zip(share(before)).is_some_and(|(now, before)| (now - before).abs() <= 0.025)
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::Catalogue;

    fn measure(id: &str) -> Measure {
        Catalogue::built_in().expect("the built-in measures").get(id).expect("a measure").clone()
    }

    #[test]
    fn a_share_of_answers_names_who_answered_and_of_a_few_it_is_words_only() {
        let survey = measure("survey-listened-to");
        let told = |met, of| {
            let told = share(&survey, met, of);
            (told.number, told.picture.is_some())
        };
        assert_eq!(told(85, 115), ("About 3 in 4 of the 115 who answered.".to_owned(), true));
        assert_eq!(told(115, 115), ("All of the 115 who answered.".to_owned(), true));
        assert_eq!(told(18, 27), ("Most of those who answered.".to_owned(), false));
        assert_eq!(told(29, 29), ("All of those who answered.".to_owned(), false));
    }

    #[test]
    fn a_share_of_a_few_children_is_words_only() {
        let own = measure("dental-check");
        let told = |met, of| share(&own, met, of).number;
        assert_eq!(told(178, 196), "About 9 in 10.");
        assert_eq!(told(196, 196), "All of them.");
        assert_eq!(told(0, 196), "None of them.");
        assert_eq!(told(12, 19), "Most of them.");
        assert_eq!(told(0, 0), "There was nobody to ask.");
    }

    #[test]
    fn reviews_are_no_people_in_a_picture() {
        let figures = |id: &str| share(&measure(id), 3, 40).picture.map(|picture| picture.figures);
        assert_eq!(figures("reviews-on-time"), Some(Figures::Dots));
        assert_eq!(figures("social-worker-changes"), Some(Figures::People));
    }

    #[test]
    fn a_few_people_are_not_counted_out_but_meetings_are() {
        let people = measure("children-ceased");
        assert_eq!(
            [0, 6, 19, 20, 1_234].map(|number| counted(&people, number)),
            ["None.", "Fewer than 20.", "Fewer than 20.", "20.", "1,234."]
        );
        assert_eq!(counted(&measure("lincc-meetings-with-leaders"), 12), "12.");
    }
}
