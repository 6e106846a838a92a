//! Which figures are hidden for themselves.

/// Means and medians of fewer are hidden.
const FEWEST_OF_A_MEAN: i64 = 10;

/// Answers of fewer people are hidden.
const FEWEST_RESPONDENTS: i64 = 10;

/// In smaller groups "everyone" tells as much as a small count, where the measure is sensitive.
const SMALL_GROUP: i64 = 20;

/// A figure, as counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// A number of children.
    Count(i64),
    /// A share: a pair of counts.
    Share {
        /// Children of whom it holds.
        met: i64,
        /// All children judged.
        of: i64,
    },
    /// A mean or a median.
    Middle {
        /// How many children it is taken over.
        of: i64,
    },
    /// A share of the answers to a survey.
    Answers {
        /// People who gave the answer.
        met: i64,
        /// People who answered the question.
        of: i64,
        /// People of the group who answered the survey.
        respondents: i64,
    },
}

/// What else matters of a measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Zero and "everyone" tell something too: custody, health, drugs and the like.
    pub sensitive: bool,
    /// A standard that all children should get: a few without are said in words, not hidden.
    pub minimum_standard: bool,
}

/// What becomes of a figure for its own counts' sake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It can be shown, as far as it goes by itself.
    Shown,
    /// It is hidden: of a share numerator, complement and percentage alike.
    Hidden,
    /// "Nearly all: k or fewer without": numerator and percentage are hidden, the words are shown.
    NearlyAll,
}

impl Figure {
    /// The verdict under the rule that hides counts from 1 to `k`. A share of nobody is shown: it says nothing of anybody.
    ///
    /// Source: the disclosure rules of the handbook, with thresholds as in DfE's releases about children looked after.
    pub fn verdict(self, marks: Marks, k: i64) -> Verdict {
        let small = |count: i64| (i64::from(!marks.sensitive)..=k).contains(&count);
        match self {
            Self::Count(count) if small(count) => Verdict::Hidden,
            Self::Middle { of } if of < FEWEST_OF_A_MEAN => Verdict::Hidden,
            Self::Answers { respondents, .. } if respondents < FEWEST_RESPONDENTS => Verdict::Hidden,
            Self::Share { met, of } | Self::Answers { met, of, .. } => share(met, of, marks, k),
            Self::Count(_) | Self::Middle { .. } => Verdict::Shown,
        }
    }
}

fn share(met: i64, of: i64, marks: Marks, k: i64) -> Verdict {
    let small = |count: i64| (1..=k).contains(&count);
    let without = of - met;
    if of <= 0 {
        Verdict::Shown
    } else if marks.sensitive {
        let everyone = without == 0 && of < SMALL_GROUP;
        if small(met) || small(without) || small(of) || met == 0 || everyone {
            Verdict::Hidden
        } else {
            Verdict::Shown
        }
    } else if small(met) || small(of) {
        Verdict::Hidden
    } else if small(without) {
        if marks.minimum_standard { Verdict::NearlyAll } else { Verdict::Hidden }
    } else {
        Verdict::Shown
    }
}
