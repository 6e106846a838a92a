//! What a reader of all packs has in hand: every row once, and where two packs or two days differ.

use std::collections::BTreeMap;

use super::Findings;
use crate::ledger::Ledger;
use crate::template::Profile;
use crate::written::{RowKey, WrittenPacks, WrittenRow, shows_all};

/// A row, and where it stands: "board in packs/2018-19-Q4", "publication 3".
struct Seen<'a> {
    row: &'a WrittenRow,
    place: String,
    /// Which folder of packs it is from: those of one were built together; `None` for the ledger's.
    built: Option<usize>,
}

/// Every row that was released, by measure: the latest where several packs have it; shown where any shows it.
pub(super) struct Evidence<'a> {
    measures: BTreeMap<String, Vec<&'a WrittenRow>>,
}

impl<'a> Evidence<'a> {
    /// Gathers the rows of published packs, and finds those that differ.
    pub(super) fn of(packs: &'a [WrittenPacks], ledger: Option<&'a Ledger>, findings: &mut Findings) -> Self {
        let mut seen: BTreeMap<RowKey, Vec<Seen<'a>>> = BTreeMap::new();
        let mut look = |rows: &'a [WrittenRow], place: String, built: Option<usize>| {
            findings.packs += 1;
            for row in rows {
                seen.entry(row.key()).or_default().push(Seen { row, place: place.clone(), built });
            }
        };
        for one in ledger.into_iter().flat_map(Ledger::publications) {
            if one.profile != Profile::Internal && !shows_all(&one.figures) {
                look(&one.figures, format!("publication {}", one.number), None);
            }
        }
        for (number, folder) in packs.iter().enumerate() {
            for pack in
                folder.packs.iter().filter(|pack| pack.profile != Profile::Internal && !shows_all(&pack.rows))
            {
                look(&pack.rows, format!("{} in {}", pack.id, folder.folder.display()), Some(number));
            }
        }
        let mut measures: BTreeMap<String, Vec<&'a WrittenRow>> = BTreeMap::new();
        for (key, versions) in seen {
            compare(&key, &versions, findings);
            // What was shown once is known, whatever hides it now; the latest version is the one that is true now.
            let best = versions.iter().rfind(|one| one.row.value.is_some()).or(versions.last());
            if let Some(best) = best {
                measures.entry(key.measure).or_default().push(best.row);
            }
        }
        Self { measures }
    }

    /// How many rows.
    pub(super) fn figures(&self) -> usize {
        self.measures.values().map(Vec::len).sum()
    }

    /// The rows of each measure, in the order of what they speak of.
    pub(super) fn measures(&self) -> impl Iterator<Item = (&String, &[&'a WrittenRow])> {
        self.measures.iter().map(|(id, rows)| (id, rows.as_slice()))
    }
}

/// A row's name: `reviews-on-time@2018-19-Q4/sex=Female (part)`.
pub(super) fn name(key: &RowKey) -> String {
    let [breakdown, group, category] = &key.part;
    let mut name = format!("{}@{}", key.measure, key.period);
    if !breakdown.is_empty() {
        name += &format!("/{breakdown}={group}");
    }
    if !category.is_empty() {
        name += &format!(" ({category})");
    }
    name
}

/// The versions of a row: packs built together have one; one that was published before may have moved by none or by
/// more than k, and may not be hidden in one place and shown in another.
fn compare(key: &RowKey, versions: &[Seen<'_>], findings: &mut Findings) {
    let (k, failures, notes) = (findings.k, &mut findings.failures, &mut findings.notes);
    for (at, one) in versions.iter().enumerate() {
        for other in &versions[at + 1..] {
            let mut fails = |why: String| failures.push((name(key), why));
            let (a, b) = (one.row, other.row);
            let together = one.built.is_some() && one.built == other.built;
            match (a.value.is_some(), b.value.is_some()) {
                (true, true) if together && !alike(a, b) => {
                    fails(format!("is not the same in {} and {}", one.place, other.place));
                }
                (true, true) if moved(a, b).into_iter().any(|by| (1..=k).contains(&by.abs())) => {
                    fails(format!("has moved by a few children between {} and {}", one.place, other.place));
                }
                (true, false) if b.is_hidden() && together => {
                    fails(format!("is shown in {} and hidden in {}", one.place, other.place));
                }
                (false, true) if a.is_hidden() => {
                    fails(format!("is hidden in {} and shown in {}", one.place, other.place));
                }
                (true, false) if b.is_hidden() => {
                    let note = format!("is hidden in vain in {}: {} shows it", other.place, one.place);
                    notes.push((name(key), note));
                }
                _ => {}
            }
        }
    }
}

fn alike(a: &WrittenRow, b: &WrittenRow) -> bool {
    (&a.numerator, &a.denominator, &a.value, a.definition)
        == (&b.numerator, &b.denominator, &b.value, b.definition)
}

/// By how much numerator, denominator and complement have moved.
fn moved(a: &WrittenRow, b: &WrittenRow) -> Vec<i64> {
    let difference = |one: Option<i64>, other: Option<i64>| Some(other? - one?);
    let met = difference(a.numerator(), b.numerator());
    let of = difference(a.denominator(), b.denominator());
    let complement = met.zip(of).map(|(met, of)| of - met);
    [met, of, complement].into_iter().flatten().collect()
}
