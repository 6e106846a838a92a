//! Broken-down figures, as released.

use std::collections::BTreeMap;

use super::groups::{Hidden, Kept, choose};
use super::release::{ReleasedTally, ReleasedValue, Sealed, in_words, value_of};
use super::{Publishable, Refused, is_open};
use crate::breakdown::{Breakdown, SplitBy, Whom};
use crate::calendar::{Basis, Period, Window};
use crate::compute::{Split, SplitGroup, Value};
use crate::kpi::{Catalogue, Measure};
use crate::ledger::Reported;
use crate::quantity::Symbol;
use crate::template::Profile;

/// A group of a broken-down figure, as released.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleasedGroup {
    /// Its name in figure ids and tidy data.
    pub code: String,
    /// Its name on a page.
    pub name: String,
    /// The value; `None` when it is hidden.
    pub value: Option<ReleasedValue>,
    /// As printed: "33 of 348, 9%"; a symbol where it is hidden.
    pub long: String,
    /// As printed in a narrow cell.
    pub short: String,
    /// Rows by state; `None` for published packs.
    pub tally: Option<ReleasedTally>,
    /// Whether it is hidden.
    pub confidential: bool,
}

/// A figure broken down; without a status and without history, so that periods cannot be held against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleasedBreakdown {
    /// Id of the measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// The days it speaks of.
    pub window: Window,
    /// Time basis.
    pub basis: Basis,
    /// Word for the form of the figure.
    pub form: &'static str,
    /// Version of the definition.
    pub version: i64,
    /// By what.
    pub breakdown: Breakdown,
    /// Whose measure it is.
    pub whom: Whom,
    /// The groups in their order; none where it is not broken down.
    pub groups: Vec<ReleasedGroup>,
    /// Why it is not broken down, in words.
    pub without: Option<String>,
    /// Out of reach for every other module.
    sealed: Sealed,
}

impl ReleasedBreakdown {
    /// Name of a group's figure: `seen-on-time@2018-19-Q4/sex=female`.
    pub fn id(&self, group: &ReleasedGroup) -> String {
        format!("{}@{}/{}={}", self.measure, self.period, self.breakdown.name(), group.code)
    }
}

impl Publishable {
    /// The figure of a measure in a period, broken down.
    pub fn breakdown(&self, measure: &str, period: Period, by: Breakdown) -> Option<&ReleasedBreakdown> {
        self.breakdowns
            .iter()
            .find(|one| one.measure == measure && one.period == period && one.breakdown == by)
    }

    /// All broken-down figures, in the order of measure, period and breakdown.
    pub fn breakdowns(&self) -> &[ReleasedBreakdown] {
        &self.breakdowns
    }

    /// Adds broken-down figures: the internal profile sees all groups; of published packs those groups are hidden that
    /// would tell of a few children, together with the figures that stand in these packs. All breakdowns of a set are
    /// given at once, with what readers have of earlier packs: what could be subtracted from it is not broken down again.
    ///
    /// # Errors
    /// When a breakdown by team or provider is asked for by another profile than the internal one, or the audit of a
    /// choice has no answer.
    pub fn with_breakdowns(
        mut self,
        splits: &[Split],
        catalogue: &Catalogue,
        reported: Option<&Reported>,
    ) -> Result<Self, Refused> {
        let mut all: BTreeMap<&SplitBy, ReleasedBreakdown> = BTreeMap::new();
        for split in splits {
            let Some(measure) = catalogue.get(&split.by.measure) else { continue };
            if self.profile != Profile::Internal && split.by.breakdown.is_internal() {
                return Err(Refused::Breakdown(split.by.breakdown.name(), self.profile));
            }
            let (groups, without) = match &split.groups {
                Err(why) => (Vec::new(), Some(why.words())),
                Ok(groups) if is_open(self.profile, self.policy) => {
                    (groups.iter().map(|group| shown(group, measure, true)).collect(), None)
                }
                Ok(groups) => {
                    let (groups, without) = self.published(split, groups, measure, splits)?;
                    if reported.is_some_and(|reported| is_told(reported, split, measure, &groups)) {
                        (Vec::new(), not_shown())
                    } else {
                        (groups, without)
                    }
                }
            };
            let version = measure.version();
            all.insert(
                &split.by,
                ReleasedBreakdown {
                    measure: measure.id.clone(),
                    period: split.by.period,
                    window: measure.rows.basis.window(split.by.period),
                    basis: measure.rows.basis,
                    form: measure.form.name(),
                    version,
                    breakdown: split.by.breakdown,
                    whom: split.whom,
                    groups,
                    without,
                    sealed: Sealed,
                },
            );
        }
        self.breakdowns = all.into_values().collect();
        Ok(self)
    }

    /// The groups of a published breakdown, or why there are none: words that do not tell which of the rules it was.
    fn published(
        &self,
        split: &Split,
        groups: &[SplitGroup],
        measure: &Measure,
        splits: &[Split],
    ) -> Result<(Vec<ReleasedGroup>, Option<String>), Refused> {
        let by = &split.by;
        let whole = self.figure(&measure.id, by.period);
        let is_shown = whole.is_some_and(|whole| whole.value.is_some() && !whole.confidential);
        let basis = measure.rows.basis;
        let window = basis.window(by.period);
        // One window of a measure alone: two could be held against each other.
        let longer = splits.iter().any(|other| {
            let its = basis.window(other.by.period);
            other.by.measure == by.measure
                && other.by.breakdown == by.breakdown
                && other.by.period != by.period
                && its != window
                && (its.since, std::cmp::Reverse(its.until)) < (window.since, std::cmp::Reverse(window.until))
        });
        if longer {
            return Ok((Vec::new(), Some("stands with the longer period".to_owned())));
        }
        let twin_is_hidden = by.breakdown.twins().iter().any(|twin| {
            self.figures()
                .any(|one| one.measure == *twin && one.window.until == window.until && one.confidential)
        });
        if !is_shown || twin_is_hidden {
            return Ok((Vec::new(), not_shown()));
        }
        let marks = measure.sensitive || by.breakdown.is_sensitive();
        let kept = choose(groups, by.breakdown.coarse(split.whom), marks, i64::from(self.policy.k()))
            .map_err(|fault| Refused::Unprotected(vec![format!("{}: {fault}", measure.id)]))?;
        Ok(match kept {
            Kept::Nothing => (Vec::new(), not_shown()),
            Kept::Groups(groups) => (
                groups
                    .iter()
                    .map(|(group, hidden)| match hidden {
                        Hidden::No => shown(group, measure, false),
                        Hidden::Yes => hidden_group(group),
                    })
                    .collect(),
                None,
            ),
        })
    }
}

/// Why a measure is not broken down; the same whatever the reason is.
fn not_shown() -> Option<String> {
    Some("not shown, so that nobody can be recognised".to_owned())
}

/// Whether groups that readers have already could be subtracted from these: the same days told otherwise, which late
/// records do, or days that lie within the others. Of people on a day only that day counts.
fn is_told(reported: &Reported, split: &Split, measure: &Measure, groups: &[ReleasedGroup]) -> bool {
    let of_a_day = |days: Window| match measure.rows.dated_by {
        None => Window { since: days.until, until: days.until },
        Some(_) => days,
    };
    let days = of_a_day(measure.rows.basis.window(split.by.period));
    let now: BTreeMap<&str, &str> =
        groups.iter().map(|group| (group.code.as_str(), group.long.as_str())).collect();
    reported.groups(&measure.id, split.by.breakdown.name()).any(|(other, then)| {
        let other = of_a_day(other);
        let holds = |whole: Window, part: Window| whole.since <= part.since && part.until <= whole.until;
        if other == days {
            !then
                .iter()
                .map(|(code, words)| (code.as_str(), words.as_str()))
                .eq(now.iter().map(|(a, b)| (*a, *b)))
        } else {
            holds(days, other) || holds(other, days)
        }
    })
}

/// A group with its value.
fn shown(group: &SplitGroup, measure: &Measure, with_states: bool) -> ReleasedGroup {
    let value = value_of(&group.value, measure);
    let nobody = match &group.value {
        Value::Share { of, .. } | Value::Mean { of, .. } | Value::Median { of, .. } => *of == 0,
        Value::Count { .. } | Value::Parts { .. } => false,
    };
    let (long, short) = match &value {
        Some(_) if nobody => ("nobody".to_owned(), Symbol::NotApplicable.to_string()),
        Some(value) => in_words(value, measure),
        None => ("nobody".to_owned(), Symbol::NotApplicable.to_string()),
    };
    let tally = group.tally;
    ReleasedGroup {
        code: group.code.clone(),
        name: group.name.clone(),
        value,
        long,
        short,
        tally: with_states.then_some(ReleasedTally {
            met: tally.met,
            not_met: tally.not_met,
            missing: tally.missing,
            not_known: tally.not_known,
            not_due: tally.not_due,
            not_applicable: tally.not_applicable,
        }),
        confidential: false,
    }
}

/// A group of which nothing is told.
fn hidden_group(group: &SplitGroup) -> ReleasedGroup {
    let symbol = Symbol::Confidential.code();
    ReleasedGroup {
        code: group.code.clone(),
        name: group.name.clone(),
        value: None,
        long: symbol.to_owned(),
        short: symbol.to_owned(),
        tally: None,
        confidential: true,
    }
}
