//! The two axes: heights with grid lines of our choice, and words along time, horizontal and never crowded.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};

/// An axis whose grid lines are given: plotters would choose its own.
pub(super) struct Ruled {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<f64>,
}

impl Ranged for Ruled {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    #[expect(clippy::cast_possible_truncation, reason = "a page is some ten thousand units wide")]
    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        let share = (value - self.low) / (self.high - self.low);
        (f64::from(start) + share * f64::from(end - start)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

/// A label of the time axis: its middle, counted in points of the series, and its words.
pub(super) type Tick = (f64, String);

/// One or two rows of labels.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TimeLabels {
    /// Directly under the axis.
    pub(super) upper: Vec<Tick>,
    /// Under those: what several of them share, such as the financial year.
    pub(super) lower: Vec<Tick>,
    /// Between two of those: where a year ends.
    pub(super) ends: Vec<f64>,
}

/// Chooses labels for periods that are `slot` wide each. Whole names where they fit; else names of two words are
/// split, "Q4" above and "2018-19" once under its quarters; and what still is crowded is thinned from the last on.
pub(super) fn time_labels(periods: &[String], slot: f64, width: impl Fn(&str) -> f64) -> TimeLabels {
    let gap = 4.0;
    let widest = |words: &mut dyn Iterator<Item = &str>| words.map(&width).fold(0.0, f64::max);
    if widest(&mut periods.iter().map(String::as_str)) + gap <= slot {
        return TimeLabels { upper: thinned(periods.iter().map(String::as_str), 1), ..TimeLabels::default() };
    }
    let split: Option<Vec<(&str, &str)>> = periods
        .iter()
        .map(|period| period.split_once(' ').filter(|(_, shared)| !shared.contains(' ')))
        .collect();
    let Some(split) = split else {
        let stride = stride(widest(&mut periods.iter().map(String::as_str)) + gap, slot);
        return TimeLabels {
            upper: thinned(periods.iter().map(String::as_str), stride),
            ..TimeLabels::default()
        };
    };
    let stride = stride(widest(&mut split.iter().map(|(own, _)| *own)) + gap, slot);
    let upper = thinned(split.iter().map(|(own, _)| *own), stride);

    let mut groups: Vec<(usize, usize, &str)> = Vec::new();
    for (index, (_, shared)) in split.iter().enumerate() {
        match groups.last_mut() {
            Some((_, last, name)) if name == shared => *last = index,
            _ => groups.push((index, index, shared)),
        }
    }
    let ends = groups.iter().skip(1).map(|(first, ..)| number(*first) - 0.5).collect();
    // Whole years first: where two would touch, the shorter stretch of time goes without.
    groups.sort_by_key(|(first, last, _)| (std::cmp::Reverse(last - first), std::cmp::Reverse(*first)));
    let mut lower: Vec<Tick> = Vec::new();
    for (first, last, name) in groups {
        let half = |words: &str| width(words) / 2.0;
        let mut middle = (number(first) + number(last)) / 2.0;
        // The name of a stretch at either end that is shorter than its name goes outwards, not over its neighbour.
        let beyond = (half(name) + 3.0) / slot - (number(last - first) + 1.0) / 2.0;
        if beyond > 0.0 && periods.len() > last - first + 1 {
            middle += if first == 0 {
                -beyond
            } else if last + 1 == periods.len() {
                beyond
            } else {
                0.0
            };
        }
        let clear = |(other, words): &Tick| (other - middle).abs() * slot >= half(words) + half(name) + gap;
        if lower.iter().all(clear) {
            lower.push((middle, name.to_owned()));
        }
    }
    lower.sort_by(|a, b| a.0.total_cmp(&b.0));
    TimeLabels { upper, lower, ends }
}

fn stride(needed: f64, slot: f64) -> usize {
    let mut stride = 1;
    while number(stride) * slot < needed && stride < 1000 {
        stride += 1;
    }
    stride
}

/// Every so many, so that the last, the period reported on, is always named.
fn thinned<'a>(words: impl ExactSizeIterator<Item = &'a str>, stride: usize) -> Vec<Tick> {
    let count = words.len();
    words
        .enumerate()
        .filter(|(index, _)| (count - 1 - index).is_multiple_of(stride))
        .map(|(index, words)| (number(index), words.to_owned()))
        .collect()
}

/// A position as a length.
#[expect(clippy::cast_precision_loss, reason = "a chart has few points")]
pub(super) fn number(index: usize) -> f64 {
    index as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarters(count: usize) -> Vec<String> {
        (0..count)
            .map(|i| format!("Q{} 20{}-{}", (i + 3) % 4 + 1, 15 + i.div_ceil(4), 16 + i.div_ceil(4)))
            .collect()
    }

    fn width(words: &str) -> f64 {
        5.0 * number(words.len())
    }

    #[test]
    fn thirteen_quarters_are_all_named_and_each_year_once() {
        let labels = time_labels(&quarters(13), 28.0, width);
        assert_eq!(labels.upper.len(), 13);
        let years: Vec<&str> = labels.lower.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(years, ["2015-16", "2016-17", "2017-18", "2018-19"]);
        assert_eq!(labels.lower.last().map(|(middle, _)| *middle), Some(10.5));
    }

    #[test]
    fn five_quarters_keep_their_whole_names() {
        let labels = time_labels(&quarters(5), 80.0, width);
        assert_eq!(labels.upper.first().map(|(_, words)| words.as_str()), Some("Q4 2015-16"));
        assert!(labels.lower.is_empty());
    }

    #[test]
    fn crowded_labels_are_thinned_from_the_last() {
        let labels = time_labels(&quarters(40), 9.0, width);
        assert_eq!(labels.upper.last().map(|(middle, _)| *middle), Some(39.0));
        assert!(labels.upper.windows(2).all(|pair| (pair[1].0 - pair[0].0) * 9.0 >= 14.0));
    }
}
