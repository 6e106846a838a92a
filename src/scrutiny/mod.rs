//! Published packs as an attacker sees them: what their released data give away of what they hide.
//!
//! Takes the tidy data of written packs and of the ledger's publications, and what the definitions say to everybody:
//! which measures count events whose periods add up, and which are sensitive. Builds the sums anew from the rows, by no
//! way of [`protect`](crate::protect), and works out the interval of every hidden number; gives the [`Findings`]. It has
//! no snapshot: whatever it finds, any reader can find.
//!
//! The attacker knows the rule: a hidden count or part is 1 or more, unless the measure is sensitive; of a hidden share
//! the numerator or the complement can be 0, for a share of a few is hidden whole.

mod evidence;
mod sums;

use crate::disclosure::{Attacker, Fault, Interval, VALUES, audit};
use crate::kpi::Catalogue;
use crate::ledger::Ledger;
use crate::template::Profile;
use crate::written::WrittenPacks;
use evidence::Evidence;
use sums::{Number, Sums};

/// What the packs give away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Packs and publications looked at; internal ones are not.
    pub packs: usize,
    /// Rows of released data looked at, each figure once.
    pub figures: usize,
    /// Counts from 1 to this are hidden.
    pub k: i64,
    /// Numbers that are hidden.
    pub hidden: usize,
    /// The hidden number that is known best, with its interval; `None` where none is hidden.
    pub narrowest: Option<(String, Interval)>,
    /// Numbers for which the hard bar fails, by name and why; none of their values.
    pub failures: Vec<(String, String)>,
    /// What is worth a look and is no failure.
    pub notes: Vec<(String, String)>,
}

/// Looks at packs and a ledger together; `k` overrides what the manifests say.
pub fn scrutinise(
    packs: &[WrittenPacks],
    ledger: Option<&Ledger>,
    catalogue: &Catalogue,
    k: Option<i64>,
) -> Findings {
    let told = packs.iter().map(|one| one.k);
    let kept =
        ledger.into_iter().flat_map(Ledger::publications).filter(|one| one.profile != Profile::Internal);
    let k = k.or_else(|| told.chain(kept.map(|one| one.k)).max()).unwrap_or_default();
    let mut findings = Findings { k, ..Findings::default() };
    let evidence = Evidence::of(packs, ledger, &mut findings);
    findings.figures = evidence.figures();
    for (id, rows) in evidence.measures() {
        let sums = Sums::of(rows, catalogue.get(id), k);
        match audit(&sums.system, &sums.hidden, Attacker::Rule) {
            Ok(intervals) => judge(&sums, &intervals, &mut findings),
            Err(Fault::Contradiction) => findings.notes.push((
                id.clone(),
                "the rows do not fit together: some have moved since others were published".to_owned(),
            )),
            Err(fault) => findings.failures.push((id.clone(), format!("cannot be audited: {fault}"))),
        }
    }
    findings.failures.sort();
    findings.failures.dedup();
    findings.notes.sort();
    findings
}

/// Holds the intervals of a measure against the hard bar.
fn judge(sums: &Sums, intervals: &[Option<Interval>], findings: &mut Findings) {
    let k = findings.k;
    for ((cell, number), interval) in sums.system.cells.iter().zip(&sums.numbers).zip(intervals) {
        let Some(interval) = *interval else { continue };
        let within = |range: std::ops::RangeInclusive<i64>| {
            interval.low >= *range.start() && interval.high.is_some_and(|high| high <= *range.end())
        };
        if *number == Number::Unseen {
            if interval.is_exact() && (1..=k).contains(&interval.low) {
                let why = "a count of a few children is the difference of figures that are shown";
                findings.notes.push((cell.name.clone(), why.to_owned()));
            }
            continue;
        }
        findings.hidden += 1;
        let values = interval.values(i64::MAX);
        let best = findings.narrowest.as_ref();
        if best.is_none_or(|(_, best)| values < best.values(i64::MAX)) {
            findings.narrowest = Some((cell.name.clone(), interval));
        }
        let why = if interval.is_exact() {
            "can be worked out exactly"
        } else if cell.sensitive && within(0..=k) && !interval.covers(&(0..=k)) {
            "is sensitive, and not every count up to k is open"
        } else if within(1..=k) && values < VALUES {
            "is a count of a few children with fewer than 3 possible values"
        } else {
            continue;
        };
        findings.failures.push((cell.name.clone(), why.to_owned()));
    }
}
