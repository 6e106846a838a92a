//! Periods within periods: which make up which.

use chrono::Datelike as _;

use super::{Period, Window};

/// Every sum by which periods of a list make up others of it: a longer one, and all that it consists of.
///
/// By halves, by quarters and by months, each as soon as one of these is in the list: the others of the same length are
/// then in the sum though nothing is known of them. And by the longest in the list that lie within it, of whatever
/// lengths, where these are all of it.
pub fn sums(periods: &[Period]) -> Vec<(Period, Vec<Period>)> {
    let mut all = periods.to_vec();
    all.sort();
    all.dedup();
    let mut sums = Vec::new();
    for &whole in &all {
        let mut of: Vec<Vec<Period>> = divisions(whole)
            .into_iter()
            .filter(|parts| parts.iter().any(|part| all.binary_search(part).is_ok()))
            .collect();
        let longest = longest_within(whole, &all);
        let months: u32 = longest.iter().map(|part| part.months()).sum();
        if months == whole.months() && !of.contains(&longest) {
            of.push(longest);
        }
        sums.extend(of.into_iter().map(|parts| (whole, parts)));
    }
    sums
}

/// The quarters that days consist of, the last first; `None` where they begin or end within one.
pub fn quarters(days: Window) -> Option<Vec<Period>> {
    let last = Period::quarter_of(days.until);
    let mut all = vec![last];
    while all.last().is_some_and(|one| one.first_day() > days.since) {
        all.extend(all.last().map(|one| one.previous()));
    }
    let first = all.last()?;
    (first.first_day() == days.since && last.last_day() == days.until).then_some(all)
}

/// The halves, quarters and months of a period, in the order of their days; those that are shorter than it.
fn divisions(whole: Period) -> Vec<Vec<Period>> {
    let last = whole.last_day();
    let quarter = Period::quarter_of(last);
    let half = Period::Half {
        year: quarter.financial_year(),
        half: if matches!(quarter, Period::Quarter { quarter: 1 | 2, .. }) { 1 } else { 2 },
    };
    let month = Period::Month { year: last.year(), month: last.month() };
    [half, quarter, month]
        .into_iter()
        .filter(|part| part.months() < whole.months())
        .map(|part| part.history(whole.months() / part.months()))
        .collect()
}

/// The longest of a list that lie within a period, none within another, in the order of their days.
fn longest_within(whole: Period, all: &[Period]) -> Vec<Period> {
    let holds = |one: Period, other: Period| {
        one != other && one.first_day() <= other.first_day() && other.last_day() <= one.last_day()
    };
    let inside: Vec<Period> = all.iter().copied().filter(|&one| holds(whole, one)).collect();
    let mut longest: Vec<Period> =
        inside.iter().copied().filter(|&one| !inside.iter().any(|&other| holds(other, one))).collect();
    longest.sort_by_key(|one| one.first_day());
    longest
}

#[cfg(test)]
mod tests {
    use super::{Period, sums};

    #[test]
    fn a_year_is_its_halves_its_quarters_and_what_is_known_of_both() {
        let period = |name: &str| -> Period { name.parse().expect("a period") };
        let known = ["2018-19", "2018-19-H1", "2018-19-Q3", "2018-19-Q4", "2017-18"].map(period);
        let words: Vec<String> = sums(&known)
            .iter()
            .map(|(whole, parts)| {
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                format!("{whole} = {}", parts.join(" + "))
            })
            .collect();
        assert_eq!(
            words,
            [
                "2018-19 = 2018-19-H1 + 2018-19-H2",
                "2018-19 = 2018-19-Q1 + 2018-19-Q2 + 2018-19-Q3 + 2018-19-Q4",
                "2018-19 = 2018-19-H1 + 2018-19-Q3 + 2018-19-Q4",
            ]
        );
    }
}
