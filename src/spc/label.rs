//! What a point shows: four rules, one label.

use serde::{Serialize, Serializer};

use crate::statistics::Direction;

/// So many values in a row make a trend or a shift.
const RUN: usize = 7;

/// Upwards or downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Above the mean, or rising.
    High,
    /// Below the mean, or falling.
    Low,
}

/// Why a point is more than ordinary variation; the first that holds, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Beyond a limit.
    Outside(Side),
    /// One of 7 or more values that each rise, or each fall.
    Trend(Side),
    /// Beyond two thirds of a limit, with one more of three neighbours, all three on one side of the mean.
    TwoOfThree(Side),
    /// One of 7 or more values on one side of the mean.
    Shift(Side),
    /// None of these; a period without a value has no other label.
    CommonCause,
}

/// What a label means where one way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variation {
    /// Ordinary variation.
    CommonCause,
    /// A signal in the better direction.
    Improvement,
    /// A signal in the worse direction.
    Concern,
    /// A signal upwards, where neither way is better.
    NeutralHigh,
    /// A signal downwards, where neither way is better.
    NeutralLow,
}

impl Side {
    fn of(sign: i8) -> Option<Self> {
        match sign {
            1.. => Some(Self::High),
            0 => None,
            _ => Some(Self::Low),
        }
    }
}

impl Label {
    /// Which way it points; `None` for ordinary variation.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Outside(side) | Self::Trend(side) | Self::TwoOfThree(side) | Self::Shift(side) => {
                Some(side)
            }
            Self::CommonCause => None,
        }
    }

    /// The name that NHSRplotthedots gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outside(Side::High) => "Above UCL",
            Self::Outside(Side::Low) => "Below LCL",
            Self::Trend(Side::High) => "7 Point Trend (Increasing)",
            Self::Trend(Side::Low) => "7 Point Trend (Decreasing)",
            Self::TwoOfThree(Side::High) => "2 in 3 Above CL",
            Self::TwoOfThree(Side::Low) => "2 in 3 Below CL",
            Self::Shift(Side::High) => "7 Points Above CL",
            Self::Shift(Side::Low) => "7 Points Below CL",
            Self::CommonCause => "Common Cause",
        }
    }

    /// In plain words, to follow "the latest value is".
    pub fn words(self) -> &'static str {
        match self {
            Self::Outside(Side::High) => "above the upper limit",
            Self::Outside(Side::Low) => "below the lower limit",
            Self::Trend(Side::High) => "one of 7 or more that rise in a row",
            Self::Trend(Side::Low) => "one of 7 or more that fall in a row",
            Self::TwoOfThree(Side::High) => "one of 2 in 3 near the upper limit",
            Self::TwoOfThree(Side::Low) => "one of 2 in 3 near the lower limit",
            Self::Shift(Side::High) => "one of 7 or more in a row above the mean",
            Self::Shift(Side::Low) => "one of 7 or more in a row below the mean",
            Self::CommonCause => "within ordinary variation",
        }
    }

    /// What it means where this direction is better.
    pub fn variation(self, direction: Direction) -> Variation {
        match (self.side(), direction) {
            (None, _) => Variation::CommonCause,
            (Some(Side::High), Direction::Increase) | (Some(Side::Low), Direction::Decrease) => {
                Variation::Improvement
            }
            (Some(Side::High), Direction::Decrease) | (Some(Side::Low), Direction::Increase) => {
                Variation::Concern
            }
            (Some(Side::High), Direction::Neutral) => Variation::NeutralHigh,
            (Some(Side::Low), Direction::Neutral) => Variation::NeutralLow,
        }
    }
}

impl Variation {
    /// The name that NHSRplotthedots gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::CommonCause => "common_cause",
            Self::Improvement => "special_cause_improvement",
            Self::Concern => "special_cause_concern",
            Self::NeutralHigh => "special_cause_neutral_high",
            Self::NeutralLow => "special_cause_neutral_low",
        }
    }

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::CommonCause => "ordinary variation",
            Self::Improvement => "signal of improvement",
            Self::Concern => "signal of concern",
            Self::NeutralHigh => "signal upwards",
            Self::NeutralLow => "signal downwards",
        }
    }
}

impl Serialize for Label {
    /// By [`Label::name`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Variation {
    /// By [`Variation::name`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) value: f64,
    /// -1 below the mean, 0 on it, 1 above.
    pub(super) side: i8,
    pub(super) outside: bool,
    pub(super) close: bool,
}

/// Labels neighbouring points of one group, none of them missing.
pub(super) fn label(marks: &[Mark]) -> Vec<Label> {
    let trend = part_of(marks, RUN, |run| {
        let step = |pair: &[Mark]| pair[1].value.total_cmp(&pair[0].value);
        let first = step(&run[..2]);
        first.is_ne() && run.windows(2).all(|pair| step(pair) == first)
    });
    let shift =
        part_of(marks, RUN, |run| run[0].side != 0 && run.iter().all(|mark| mark.side == run[0].side));
    let near = part_of(marks, 3, |three| {
        let one_side = three[0].side != 0 && three.iter().all(|mark| mark.side == three[0].side);
        one_side && three.iter().filter(|mark| mark.close).count() >= 2
    });
    let own = |index: usize| marks.get(index).and_then(|mark| Side::of(mark.side));
    (0..marks.len())
        .map(|index| {
            let mark = &marks[index];
            let outside = mark.outside.then(|| own(index)).flatten().map(Label::Outside);
            let trend = trend[index].then(|| direction(marks, &trend, index)).flatten().map(Label::Trend);
            let near = (near[index] && mark.close).then(|| own(index)).flatten().map(Label::TwoOfThree);
            let shift = shift[index].then(|| own(index)).flatten().map(Label::Shift);
            outside.or(trend).or(near).or(shift).unwrap_or(Label::CommonCause)
        })
        .collect()
}

/// Which points belong to a window of so many that satisfies a rule.
fn part_of(marks: &[Mark], length: usize, rule: impl Fn(&[Mark]) -> bool) -> Vec<bool> {
    let mut part = vec![false; marks.len()];
    for (start, window) in marks.windows(length).enumerate() {
        if rule(window) {
            part.iter_mut().skip(start).take(length).for_each(|flag| *flag = true);
        }
    }
    part
}

/// Which way a point of a trend goes: as its step in, and where the next point is of a trend too, as its step out. A
/// turning point so belongs to what follows. A step out that is a tie is no direction.
fn direction(marks: &[Mark], trend: &[bool], index: usize) -> Option<Side> {
    let step = |from: Option<usize>, to: usize| {
        let (from, to) = (marks.get(from?)?.value, marks.get(to)?.value);
        if to > from {
            Some(Side::High)
        } else if to < from {
            Some(Side::Low)
        } else {
            None
        }
    };
    let out = trend.get(index + 1).is_some_and(|next| *next).then(|| step(Some(index), index + 1)).flatten();
    out.or_else(|| step(index.checked_sub(1), index))
}
