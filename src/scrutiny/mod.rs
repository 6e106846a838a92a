//! Published packs as an attacker sees them: what their released data give away of what they hide.
//!
//! Takes the tidy data of written packs and of the ledger's publications, what the definitions say to everybody (which
//! measures count events whose periods add up, which numbers hang together, which are sensitive), and what the department
//! publishes of the council. Builds the sums anew from the rows, of wholes and of groups, by no way of
//! [`protect`](crate::protect), and works out the interval of every hidden number; gives the [`Findings`]. It has
//! no snapshot: whatever it finds, any reader can find.
//!
//! The attacker knows the rule: a hidden count or part is 1 or more, unless the measure is sensitive; of a hidden share
//! the numerator or the complement can be 0, for a share of a few is hidden whole.

mod between;
mod evidence;
mod sums;

use crate::benchmark::Benchmarks;
use crate::disclosure::{Attacker, Fault, Identity, Interval, VALUES, audit};
use crate::kpi::Catalogue;
use crate::ledger::Ledger;
use crate::template::Profile;
use crate::written::WrittenPacks;
use between::Link;
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
    (catalogue, benchmarks): (&Catalogue, Benchmarks),
    k: Option<i64>,
) -> Findings {
    let told = packs.iter().map(|one| one.k);
    let kept =
        ledger.into_iter().flat_map(Ledger::publications).filter(|one| one.profile != Profile::Internal);
    let k = k.or_else(|| told.chain(kept.map(|one| one.k)).max()).unwrap_or_default();
    let mut findings = Findings { k, ..Findings::default() };
    let evidence = Evidence::of(packs, ledger, &mut findings);
    findings.figures = evidence.figures();
    let mut sums = Sums::default();
    let mut own: Vec<(String, Vec<Identity>)> = Vec::new();
    let mut rows = Vec::new();
    for (id, of) in evidence.measures() {
        let measure = catalogue.get(id);
        own.push((id.clone(), sums.append(id, Sums::of(of, measure, k))));
        rows.extend(measure.map(|measure| (measure, of)));
    }
    let between = between::links(&mut sums, &rows, benchmarks);
    match intervals(&mut sums, own, &between, &mut findings.notes) {
        Ok(intervals) => judge(&sums, &intervals, &mut findings),
        Err(fault) => findings.failures.push(("the packs".to_owned(), format!("cannot be audited: {fault}"))),
    }
    findings.failures.sort();
    findings.failures.dedup();
    findings.notes.sort();
    findings
}

/// What is left open of every number, by all sums that fit together. Where not all do, what is known is put together
/// again, sum by sum, and those that do not fit are left out and noted: the rest is audited without them.
fn intervals(
    sums: &mut Sums,
    own: Vec<(String, Vec<Identity>)>,
    between: &[Link],
    notes: &mut Vec<(String, String)>,
) -> Result<Vec<Option<Interval>>, Fault> {
    let all = own.iter().flat_map(|(_, own)| own).chain(between.iter().map(|link| &link.identity));
    sums.system.identities = all.cloned().collect();
    match audit(&sums.system, &sums.hidden, Attacker::Rule) {
        Err(Fault::Contradiction) => {}
        found => return found,
    }
    // That a hidden count is no zero is not so where all of some days are hidden.
    for (cell, alone) in sums.system.cells.iter_mut().zip(&sums.alone) {
        cell.hidden_zero |= *alone;
    }
    match audit(&sums.system, &sums.hidden, Attacker::Rule) {
        Err(Fault::Contradiction) => {}
        found => return found,
    }
    sums.system.identities.clear();
    let moved =
        "some rows have moved since others were published, and do not fit them: left out is the sum of";
    for (id, own) in own {
        if sums.takes(own.clone())? {
            continue;
        }
        // Numerator, complement and denominator of the same rows stay or go together.
        let rows = |one: &Identity| -> Vec<String> {
            let names = one.terms.iter().map(|(cell, _)| sums.system.cells[*cell].name.as_str());
            names.map(|name| name.split(", ").next().unwrap_or_default().to_owned()).collect()
        };
        let named: Vec<(Vec<String>, Identity)> = own.into_iter().map(|one| (rows(&one), one)).collect();
        for group in named.chunk_by(|one, other| one.0 == other.0) {
            if !sums.takes(group.iter().map(|(_, one)| one.clone()).collect())? {
                notes.push((id.clone(), format!("{moved} {}", group[0].0.join("; "))));
            }
        }
    }
    for group in between.chunk_by(|one, other| (&one.of, one.is_part) == (&other.of, other.is_part)) {
        if sums.takes(group.iter().map(|link| link.identity.clone()).collect())? {
            continue;
        }
        for Link { identity, of, is_part } in group {
            if *is_part || !sums.takes(vec![identity.clone()])? {
                notes.push((of.clone(), "does not fit the rows beside it, and is left out".to_owned()));
            }
        }
    }
    notes.dedup();
    audit(&sums.system, &sums.hidden, Attacker::Rule)
}

/// Holds the intervals of all numbers against the hard bar.
fn judge(sums: &Sums, intervals: &[Option<Interval>], findings: &mut Findings) {
    let k = findings.k;
    let cells = sums.system.cells.iter().zip(&sums.numbers).zip(&sums.alone);
    for (((cell, number), alone), interval) in cells.zip(intervals) {
        let Some(interval) = *interval else { continue };
        let within = |range: std::ops::RangeInclusive<i64>| {
            interval.low >= *range.start() && interval.high.is_some_and(|high| high <= *range.end())
        };
        if *number == Number::Reckoned {
            continue;
        }
        if *number == Number::Unseen {
            if interval.is_exact() && (1..=k).contains(&interval.low) {
                let why = "a count of a few children is the difference of figures that are shown";
                findings.notes.push((cell.name.clone(), why.to_owned()));
            }
            continue;
        }
        findings.hidden += 1;
        if *alone && interval.is_exact() && interval.low == 0 {
            // That there was nobody is no secret; it went with the days around it.
            continue;
        }
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
