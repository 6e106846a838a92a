//! The only door to publication.
//!
//! Takes [`Assessed`] figures and a profile; gives [`Publishable`], the only figures that a pack, a chart, a workbook or
//! a table on the screen can be made from. Everything that depends on a value is made here, its words included, so that
//! nothing downstream can say more than is released. The internal profile releases all. Of the figures of published packs
//! those are hidden that speak of a few children, and those from which they could be worked out: over all figures given at
//! once, of every measure, in every period, whole and by groups, with what was published before and what the department
//! publishes of the council. Whoever protects a set of packs gives the figures of them all, and partners and the public
//! have one set ([`Publishable::also_for`]). What lies behind a figure, its people and tables, has a door of its own, which
//! opens to the internal profile alone.
//!
//! What it does not look at:
//!
//! - who moves from one group of a breakdown to another between two days: sums over days of groups are held where the
//!   numbers keep them, and left out where they do not;
//! - links between counts that only the SQL of a council's own measures makes, where neither its rows nor what it asks of
//!   them are another's word for word: those of the built-in measures are listed in [`kin`](crate::kpi::kin);
//! - people on two days: that most are the same is no number, and no bound is taken from it;
//! - the sums behind averages of windows that overlap: of these averages the numbers of values are held, no more;
//! - what the department does not publish in the program's table of figures.
//!
//! No other module can make a `Publishable`:
//!
//! ```compile_fail,E0451
//! use boardpack::protect::Publishable;
//! use boardpack::template::Profile;
//! fn smuggled(released: &Publishable) -> Publishable {
//!     Publishable { profile: Profile::Public, ..released.clone() }
//! }
//! ```
//!
//! ```compile_fail,E0451
//! use boardpack::protect::Released;
//! fn smuggled(released: &Released) -> Released {
//!     Released { long: "3 children".to_owned(), ..released.clone() }
//! }
//! ```
//!
//! ```compile_fail,E0451
//! let smuggled = boardpack::protect::PeopleList { outcomes: Vec::new() };
//! ```

mod as_published;
mod behind;
mod breakdowns;
mod by_group;
mod cases;
mod elsewhere;
mod groups;
mod links;
mod over_time;
mod publish;
mod reader;
mod release;
mod reported;
mod restated;
mod said;
mod same_people;
mod together;
mod told;
mod told_otherwise;
mod tree;
mod web;

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::Assessed;
use crate::calendar::Period;
use crate::disclosure::{Partners, Policy};
use crate::kpi::Catalogue;
use crate::snapshot::Finding;
use crate::template::Profile;

pub use crate::assess::{Beside, Change, Comparators, Judgement, Standing, Status, Sureness, Variation};
pub use as_published::as_published;
pub use behind::{PeopleList, ReleasedOutcome, TableList, people, tables};
pub use breakdowns::{ReleasedBreakdown, ReleasedGroup};
pub use cases::{Case, Cases, DueCase, cases};
pub use publish::{CONFIDENTIAL, NEARLY_ALL};
pub use release::{Released, ReleasedPart, ReleasedRate, ReleasedTally, ReleasedValue};
pub use reported::Earlier;
pub use restated::{Reason, Restated};

/// Why something was not released.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// What lies behind figures is for the council's own managers.
    #[error("what lies behind a figure, its people and its tables, is for the internal profile alone, not for {}", .0.name())]
    Behind(Profile),
    /// A breakdown by the council's own organisation.
    #[error("the breakdown by {0} is for the internal profile alone, not for {name}", name = .1.name())]
    Breakdown(&'static str, Profile),
    /// Figures that cannot be protected; a line each, without its counts.
    #[error("the figures cannot be protected, so nothing is written: {}", .0.join("; "))]
    Unprotected(Vec<String>),
}

/// Figures that a profile may see; only this module can make one.
#[derive(Debug, Clone)]
pub struct Publishable {
    figures: BTreeMap<String, BTreeMap<Period, Released>>,
    breakdowns: Vec<ReleasedBreakdown>,
    findings: Vec<ReleasedFinding>,
    notes: Vec<String>,
    withdrawn: BTreeSet<(String, Period)>,
    profile: Profile,
    policy: Policy,
}

/// Something found in the data that cannot be right, as released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedFinding {
    /// What was looked for.
    pub words: String,
    /// What it does to the figures.
    pub effect: String,
    /// How many rows.
    pub count: u64,
}

impl Publishable {
    /// The figure of a measure in a period.
    pub fn figure(&self, measure: &str, period: Period) -> Option<&Released> {
        self.figures.get(measure)?.get(&period)
    }

    /// All figures, by measure and period.
    pub fn figures(&self) -> impl Iterator<Item = &Released> {
        self.figures.values().flat_map(BTreeMap::values)
    }

    /// What was looked for in the data, with how many rows showed it.
    pub fn findings(&self) -> &[ReleasedFinding] {
        &self.findings
    }

    /// For whoever builds the packs, never in them: the department's figures that the protection leaves out.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Figures that were published, have moved since, and are hidden here for the sake of others, by measure and period.
    /// Readers have them: they may stand as they were instead ([`Earlier::stand`]).
    pub fn withdrawn(&self) -> &BTreeSet<(String, Period)> {
        &self.withdrawn
    }

    /// The profile they are released to.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// The same figures for another profile that sees what this one sees; `None` where it sees more or less.
    #[must_use]
    pub fn also_for(&self, profile: Profile) -> Option<Self> {
        let shut = |profile| !is_open(profile, self.policy);
        (shut(profile) && shut(self.profile)).then(|| Self { profile, ..self.clone() })
    }

    /// What the council has decided of its published packs.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Counts from 1 to this are hidden, both included; `None` where nothing is.
    pub fn hidden_to(&self) -> Option<u8> {
        (!is_open(self.profile, self.policy)).then(|| self.policy.k())
    }
}

/// Whether a profile sees every figure.
pub fn is_open(profile: Profile, policy: Policy) -> bool {
    profile == Profile::Internal || (profile == Profile::Partners && policy.partners == Partners::Open)
}

/// Releases figures to a profile by the usual [`Policy`], as [`protect_by`] does.
///
/// # Errors
/// When figures cannot be protected.
pub fn protect(
    assessed: &Assessed,
    findings: &[Finding],
    catalogue: &Catalogue,
    profile: Profile,
) -> Result<Publishable, Refused> {
    protect_by(assessed, findings, catalogue, (profile, Policy::default()))
}

/// The same by the policy of a council.
///
/// # Errors
/// When figures cannot be protected.
pub fn protect_by(
    assessed: &Assessed,
    findings: &[Finding],
    catalogue: &Catalogue,
    (profile, policy): (Profile, Policy),
) -> Result<Publishable, Refused> {
    protect_after(assessed, findings, catalogue, profile, &Earlier { policy, ..Earlier::default() })
}

/// Releases figures to a profile: for published packs the figures of all of them, so that none can be worked out from
/// another pack's. What was found in the data is released to those alone who see every figure; the days of rare events
/// to the internal profile alone. Beside what was published before, what readers have is a constant, what was hidden stays
/// hidden, and a figure that has moved since says so where nobody can be found in the difference.
///
/// # Errors
/// When figures cannot be protected.
pub fn protect_after(
    assessed: &Assessed,
    findings: &[Finding],
    catalogue: &Catalogue,
    profile: Profile,
    earlier: &Earlier<'_>,
) -> Result<Publishable, Refused> {
    let policy = earlier.policy;
    if !is_open(profile, policy) {
        let published =
            publish::publish(assessed.figures(), catalogue, earlier).map_err(Refused::Unprotected)?;
        let publish::Published { figures, notes, withdrawn } = published;
        let (breakdowns, findings) = (Vec::new(), Vec::new());
        return Ok(Publishable { figures, breakdowns, findings, notes, withdrawn, profile, policy });
    }
    let mut figures: BTreeMap<String, BTreeMap<Period, Released>> = BTreeMap::new();
    for one in assessed.figures() {
        if let Some(measure) = catalogue.get(&one.figure.measure) {
            let restated = restated::restated(one, measure, earlier);
            let mut released = Released { restated, ..release::release(one, measure) };
            if profile == Profile::Internal {
                with_tables(&mut released, one.figure.availability.lacking());
            } else {
                without_days(&mut released);
            }
            figures.entry(measure.id.clone()).or_default().insert(one.figure.period, released);
        }
    }
    let findings = findings
        .iter()
        .map(|one| ReleasedFinding {
            words: one.words.to_owned(),
            effect: one.effect.to_owned(),
            count: one.count,
        })
        .collect();
    let (breakdowns, notes, withdrawn) = (Vec::new(), Vec::new(), BTreeSet::new());
    Ok(Publishable { figures, breakdowns, findings, notes, withdrawn, profile, policy })
}

/// Adds the names of the tables that a figure lacks, for those who keep them.
fn with_tables(released: &mut Released, lacking: &[String]) {
    if !lacking.is_empty() {
        released.long += &format!(" ({})", lacking.join(", "));
    }
}

/// Takes the days of rare events out of a figure: each may point at a child.
fn without_days(released: &mut Released) {
    if let Some(variation) = released.judgement.as_mut().and_then(|one| one.variation.as_mut()) {
        variation.events = None;
    }
}
