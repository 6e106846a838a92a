//! What was reported of a measure in a period.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ledger, Publication};
use crate::calendar::{Date, Period, Window};
use crate::template::Profile;
use crate::written::{WrittenRow, shows_all};

/// A figure as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedFigure {
    /// Number of the publication.
    pub publication: i64,
    /// Its day.
    pub on: Date,
    /// Whether it stands; `false` when a correction has replaced the publication.
    pub stands: bool,
    /// Its rows as they were shown: one, or one for each part of a whole, or a count and the rate beside it.
    pub rows: Vec<WrittenRow>,
}

/// Groups by code, as they were printed.
type Shown = BTreeMap<String, String>;

/// What was reported to an audience: whole measures figure by figure, and the groups of what was broken down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reported {
    figures: BTreeMap<String, BTreeMap<Period, Vec<ReportedFigure>>>,
    /// By measure and breakdown: what each publication said of some days.
    groups: BTreeMap<(String, String), BTreeMap<(i64, Window), Shown>>,
}

impl Reported {
    /// What everybody of a profile has seen: the internal one has its own packs; what was published to partners or to all
    /// is taken together, since who reads one may read the other. Packs that partners had with every figure in them, under
    /// an agreement to share, are not published: what they show is no constant for anybody else.
    pub fn to(profile: Profile, ledger: &Ledger) -> Self {
        let internal = profile == Profile::Internal;
        Self::of(ledger, |one| {
            (one.profile == Profile::Internal) == internal && (internal || !shows_all(&one.figures))
        })
    }

    /// What those have seen who see every figure of a profile's packs.
    pub fn seen_by(profile: Profile, ledger: &Ledger) -> Self {
        let internal = profile == Profile::Internal;
        Self::of(ledger, |one| (one.profile == Profile::Internal) == internal)
    }

    fn of(ledger: &Ledger, takes: impl Fn(&Publication) -> bool) -> Self {
        let mut all = Self::default();
        for one in ledger.publications() {
            if !takes(one) {
                continue;
            }
            for row in one.figures.iter().filter(|row| !row.breakdown.is_empty()) {
                let days = Window { since: row.from, until: row.to };
                let groups = all.groups.entry((row.measure.clone(), row.breakdown.clone())).or_default();
                let shown = groups.entry((one.number, days)).or_default();
                shown.insert(row.group.clone(), row.shown.clone());
            }
            for row in one.figures.iter().filter(|row| row.breakdown.is_empty()) {
                let versions =
                    all.figures.entry(row.measure.clone()).or_default().entry(row.period).or_default();
                match versions.last_mut() {
                    Some(last) if last.publication == one.number => last.rows.push(row.clone()),
                    _ => versions.push(ReportedFigure {
                        publication: one.number,
                        on: one.on,
                        stands: ledger.replaced_by(one.number).is_none(),
                        rows: vec![row.clone()],
                    }),
                }
            }
        }
        all
    }

    /// The groups of a measure as they were printed, by code, in every publication that broke it down, with its days.
    pub fn groups(&self, measure: &str, breakdown: &str) -> impl Iterator<Item = (Window, &Shown)> {
        let of = self.groups.get(&(measure.to_owned(), breakdown.to_owned()));
        of.into_iter().flatten().map(|((_, days), groups)| (*days, groups))
    }

    /// Every version of a figure that was published, those replaced too, first to last; empty when there is none.
    pub fn versions(&self, measure: &str, period: Period) -> &[ReportedFigure] {
        self.figures.get(measure).and_then(|periods| periods.get(&period)).map_or(&[], Vec::as_slice)
    }

    /// The versions of a figure of just these days, under whatever period: of a state or of 12 months the last quarter of
    /// a year and the year have one figure. Those of the period that was published last; empty when there is none.
    pub fn versions_of_days(&self, measure: &str, days: Window) -> &[ReportedFigure] {
        let speaks_of_them = |one: &ReportedFigure| {
            one.rows.first().is_some_and(|row| (row.from, row.to) == (days.since, days.until))
        };
        let periods = self.figures.get(measure).into_iter().flat_map(BTreeMap::values);
        periods
            .filter(|versions| versions.iter().any(speaks_of_them))
            .max_by_key(|versions| versions.last().map(|last| last.publication))
            .map_or(&[], Vec::as_slice)
    }

    /// The figure as it was first reported, in a publication that stands.
    pub fn first(&self, measure: &str, period: Period) -> Option<&ReportedFigure> {
        self.versions(measure, period).iter().find(|one| one.stands)
    }

    /// Adds to figures asked for every period of their measures that was reported and had ended by a day: what readers
    /// have is protected together with what they get. A later one would change what is compared with what.
    pub fn add_periods(&self, asked: &mut [(String, Vec<Period>)], until: Date) {
        for (measure, periods) in asked {
            let known = self.figures.get(measure).into_iter().flat_map(BTreeMap::keys).copied();
            let known = known.filter(|period| period.last_day() <= until);
            let all: BTreeSet<Period> = periods.iter().copied().chain(known).collect();
            *periods = all.into_iter().collect();
        }
    }
}
