//! Periods within periods: which of those shown add up to which.

use crate::calendar::Period;

/// A period shown, and those shown that lie in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch {
    /// The longer period.
    pub(super) whole: Period,
    /// The longest shown ones in it, none within another, in the order of their days.
    pub(super) parts: Vec<Period>,
    /// Name of what is left of it besides; `None` when the parts are all of it.
    pub(super) rest: Option<String>,
}

/// The periods of a list that hold others of it. A period stands in the list once or several times alike.
pub(super) fn branches(shown: &[Period]) -> Vec<Branch> {
    let mut all: Vec<Period> = shown.to_vec();
    all.sort();
    all.dedup();
    let holds = |whole: Period, part: Period| {
        whole != part && whole.first_day() <= part.first_day() && part.last_day() <= whole.last_day()
    };
    all.iter()
        .filter_map(|&whole| {
            let inside: Vec<Period> = all.iter().copied().filter(|&part| holds(whole, part)).collect();
            let mut parts: Vec<Period> = inside
                .iter()
                .copied()
                .filter(|&part| !inside.iter().any(|&other| holds(other, part)))
                .collect();
            parts.sort_by_key(|part| part.first_day());
            let months: u32 = parts.iter().map(|part| part.months()).sum();
            let rest = (months < whole.months()).then(|| format!("rest of {whole}"));
            (!parts.is_empty()).then_some(Branch { whole, parts, rest })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Branch, branches};
    use crate::calendar::Period;

    fn periods(names: &[&str]) -> Vec<Period> {
        names.iter().map(|name| name.parse().expect("a period")).collect()
    }

    #[test]
    fn a_year_is_its_half_years_and_what_is_left_has_a_name() {
        let shown = periods(&["2018-19", "2018-19-H1", "2018-19-H2", "2018-19-Q3", "2017-18-H2"]);
        let expected = [
            Branch { whole: shown[2], parts: vec![shown[3]], rest: Some("rest of 2018-19-H2".to_owned()) },
            Branch { whole: shown[0], parts: vec![shown[1], shown[2]], rest: None },
        ];
        assert_eq!(branches(&shown), expected);
        assert_eq!(branches(&shown[3..]), []);
    }
}
