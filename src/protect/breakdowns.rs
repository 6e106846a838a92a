//! Broken-down figures, as released.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::by_group::{self, Table};
use super::groups::{Hidden, Kept, choose};
use super::release::{ReleasedTally, ReleasedValue, Sealed, in_words, value_of};
use super::{Publishable, Refused, is_open, told};
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
        let mut asked: BTreeMap<&SplitBy, (&Split, &Measure)> = BTreeMap::new();
        for split in splits {
            let Some(measure) = catalogue.get(&split.by.measure) else { continue };
            if self.profile != Profile::Internal && split.by.breakdown.is_internal() {
                return Err(Refused::Breakdown(split.by.breakdown.name(), self.profile));
            }
            asked.insert(&split.by, (split, measure));
        }
        let mut published =
            if self.is_open() { BTreeMap::new() } else { self.published(&asked, catalogue, reported)? };
        self.breakdowns = asked
            .into_iter()
            .map(|(by, (split, measure))| {
                let (groups, without) = match (&split.groups, published.remove(by)) {
                    (Err(why), _) => (Vec::new(), Some(why.words())),
                    (Ok(groups), None) => {
                        (groups.iter().map(|group| shown(group, measure, true)).collect(), None)
                    }
                    (Ok(_), Some(Err(why))) => (Vec::new(), Some(why.to_owned())),
                    (Ok(_), Some(Ok(groups))) => (released(&groups, measure), None),
                };
                ReleasedBreakdown {
                    measure: measure.id.clone(),
                    period: by.period,
                    window: measure.rows.basis.window(by.period),
                    basis: measure.rows.basis,
                    form: measure.form.name(),
                    version: measure.version(),
                    breakdown: by.breakdown,
                    whom: split.whom,
                    groups,
                    without,
                    sealed: Sealed,
                }
            })
            .collect();
        Ok(self)
    }

    fn is_open(&self) -> bool {
        is_open(self.profile, self.policy)
    }

    /// The groups of every published breakdown, or why there are none: words that do not tell which of the rules it was.
    fn published<'a>(
        &self,
        asked: &BTreeMap<&'a SplitBy, (&'a Split, &'a Measure)>,
        catalogue: &'a Catalogue,
        reported: Option<&Reported>,
    ) -> Result<BTreeMap<&'a SplitBy, Result<Groups, &'static str>>, Refused> {
        let k = i64::from(self.policy.k());
        let mut all = BTreeMap::new();
        let mut tables = Vec::new();
        let mut places = Vec::new();
        for (by, (split, measure)) in asked {
            let Ok(groups) = &split.groups else { continue };
            let table = match self.why_not(by, measure, asked) {
                Some(why) => Err(why),
                None => self.table(by, (split, measure), groups)?.ok_or(NOT_SHOWN),
            };
            match table.and_then(|table| told::as_told(table, reported).ok_or(NOT_SHOWN)) {
                Ok(table) => {
                    tables.push(table);
                    places.push(*by);
                }
                Err(why) => {
                    all.insert(*by, Err(why));
                }
            }
        }
        let told = told::tables(reported, &tables, (asked, catalogue));
        tables.extend(told);
        by_group::hold_together(&mut tables, k).map_err(Refused::Unprotected)?;
        for (by, table) in places.into_iter().zip(tables) {
            all.insert(by, if table.shows_somebody() { Ok(table.groups) } else { Err(NOT_SHOWN) });
        }
        Ok(all)
    }

    /// Why a published figure is not broken down, whatever its groups are.
    fn why_not(
        &self,
        by: &SplitBy,
        measure: &Measure,
        asked: &BTreeMap<&SplitBy, (&Split, &Measure)>,
    ) -> Option<&'static str> {
        let whole = self.figure(&measure.id, by.period);
        let is_shown = whole.is_some_and(|whole| whole.value.is_some() && !whole.confidential);
        let basis = measure.rows.basis;
        let window = basis.window(by.period);
        // One window of a measure alone: two could be held against each other.
        let longer = asked.keys().any(|other| {
            let its = basis.window(other.period);
            other.measure == by.measure
                && other.breakdown == by.breakdown
                && other.period != by.period
                && its != window
                && (its.since, Reverse(its.until)) < (window.since, Reverse(window.until))
        });
        if longer {
            return Some("stands with the longer period");
        }
        let twin_is_hidden = by.breakdown.twins().iter().any(|twin| {
            self.figures()
                .any(|one| one.measure == *twin && one.window.until == window.until && one.confidential)
        });
        (!is_shown || twin_is_hidden).then_some(NOT_SHOWN)
    }

    /// The table of a figure that is shown, with what its own counts hide; `None` where nothing of it can be shown.
    fn table<'a>(
        &self,
        by: &SplitBy,
        (split, measure): (&Split, &'a Measure),
        groups: &[SplitGroup],
    ) -> Result<Option<Table<'a>>, Refused> {
        let is_sensitive = measure.sensitive || by.breakdown.is_sensitive();
        let coarse = by.breakdown.coarse(split.whom);
        let kept = choose(groups, coarse, is_sensitive, i64::from(self.policy.k()))
            .map_err(|fault| Refused::Unprotected(vec![format!("{}: {fault}", measure.id)]))?;
        let whole = self.figure(&measure.id, by.period).and_then(|whole| plain(whole.value.as_ref()?));
        Ok(match kept {
            Kept::Nothing => None,
            Kept::Groups(groups) => Some(Table {
                measure,
                breakdown: by.breakdown,
                period: by.period,
                window: measure.rows.basis.window(by.period),
                whole,
                groups,
                is_told: false,
            }),
        })
    }
}

/// Groups, and whether each is hidden.
type Groups = Vec<(SplitGroup, Hidden)>;

/// Why a measure is not broken down; the same whatever the reason is.
const NOT_SHOWN: &str = "not shown, so that nobody can be recognised";

/// The counts of a released value that groups can make up.
fn plain(value: &ReleasedValue) -> Option<Value> {
    match value {
        ReleasedValue::Share { met, of } => Some(Value::Share { met: *met, of: *of }),
        ReleasedValue::Count { count, .. } => Some(Value::Count { count: *count, rate: None }),
        ReleasedValue::Middle { .. } | ReleasedValue::Parts { .. } => None,
    }
}

fn released(groups: &[(SplitGroup, Hidden)], measure: &Measure) -> Vec<ReleasedGroup> {
    let one = |(group, hidden): &(SplitGroup, Hidden)| match hidden {
        Hidden::No => shown(group, measure, false),
        Hidden::Answer | Hidden::Number => hidden_group(group),
    };
    groups.iter().map(one).collect()
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
