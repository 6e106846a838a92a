//! What the Department for Education publishes of the council itself: known to every reader, whatever a pack hides.
//!
//! A percentage of the department's bounds the numerator that a pack hides, a rate the number. It counts by its own rules
//! and day; one that the council's counts do not keep says nothing of them: it is dropped, and said so. So is one that by
//! itself leaves fewer than three numbers open, since no pack can hide what is public. Used are those of states, of 12
//! months and of cohorts that end with 31 March, of every year that the program carries, public on the pack's day or
//! later: who reads a pack may keep it. Averages bound no count, and the figures of Year 11 are of school years.

use chrono::Datelike as _;

use super::web::{Entry, Web, What};
use crate::benchmark::Benchmarks;
use crate::calendar::{Basis, Date};
use crate::compute::Value;
use crate::disclosure::{Standing, VALUES};
use crate::kpi::kin::SCHOOL_YEARS;
use crate::quantity::Decimal;

/// Adds what the department has published; gives a line for each hidden figure that it does not fit, or that it tells.
pub(super) fn link(
    web: &mut Web,
    entries: &[Entry<'_>],
    left: &[usize],
    benchmarks: Benchmarks,
) -> Vec<String> {
    let mut said = Vec::new();
    for &at in left.iter().filter(|&&at| !entries[at].is_shown()) {
        let entry = &entries[at];
        let Some(published) = published(entry, benchmarks) else { continue };
        let name = format!("{}@{}", entry.measure.id, entry.figure.period);
        if !add(web, at, entry, published) {
            said.push(format!(
                "the department's figure for {name} does not fit the council's counts, or tells them: it is left out of the protection"
            ));
        }
    }
    said.sort();
    said.dedup();
    said
}

/// The department's figure of the same measure and days.
fn published(entry: &Entry<'_>, benchmarks: Benchmarks) -> Option<Decimal> {
    let rows = &entry.measure.rows;
    let until = entry.figure.window.until;
    let is_yearly = matches!(rows.basis, Basis::AsAt | Basis::Rolling12Months | Basis::Cohort)
        && (until.month(), until.day()) == (3, 31)
        && rows.of.value != SCHOOL_YEARS;
    let code = entry.measure.benchmark.as_deref().filter(|_| is_yearly)?;
    let years = benchmarks.years(code, Date::MAX);
    years.iter().find(|one| one.year == until.year())?.own.map(|own| own.value)
}

/// Whether the sums are kept and were added.
fn add(web: &mut Web, at: usize, entry: &Entry<'_>, published: Decimal) -> bool {
    let (Ok(shown), Some(all)) = (i64::try_from(published.units()), web.cell(at, What::All)) else {
        return true;
    };
    let tenths = 10_i64.pow(u32::from(published.decimals().min(4)));
    match &entry.figure.value {
        Some(Value::Share { met, of }) => {
            let Some(numerator) = web.cell(at, What::Met) else { return true };
            // (2 shown - 1) of <= 200 * tenths * met < (2 shown + 1) of, in whole numbers.
            let scale = 200 * tenths;
            let is_kept =
                |met: i64, of: i64| scale * met >= (2 * shown - 1) * of && scale * met < (2 * shown + 1) * of;
            let (met, of) = (signed(*met), signed(*of));
            let is_known = web.standing[all] == Standing::Published;
            let open = (0..=of).filter(|met| is_kept(*met, of)).count();
            let is_told = is_known && i64::try_from(open).is_ok_and(|open| open < VALUES);
            if !is_kept(met, of) || is_told {
                return false;
            }
            web.sum(vec![(numerator, scale), (all, 1 - 2 * shown)], Some(0), None)
                && web.sum(vec![(numerator, scale), (all, -1 - 2 * shown)], None, Some(-1))
        }
        Some(Value::Count { count, rate: Some(rate) }) => {
            // The same of a rate for every so many of a number that is public.
            let scale = 4 * tenths * signed(rate.multiply);
            let halves = signed(rate.base_halves);
            let (low, high) = ((2 * shown - 1) * halves, (2 * shown + 1) * halves);
            let fits = |count: i64| (low..high).contains(&(scale * count));
            let few = (0..).map_while(|step| {
                let above = fits(signed(*count) + step);
                let below = step > 0 && fits(signed(*count) - step);
                (above || below).then_some(i64::from(above) + i64::from(below))
            });
            fits(signed(*count))
                && few.take(3).sum::<i64>() >= VALUES
                && web.sum(vec![(all, scale)], Some(low), Some(high - 1))
        }
        _ => true,
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
