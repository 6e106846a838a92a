//! What was reported of a measure in a period.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ledger, Publication};
use crate::breakdown::{Breakdown, SplitBy};
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

/// The groups of a measure as a publication showed them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedGroups {
    /// Number of the publication.
    pub publication: i64,
    /// Id of the measure.
    pub measure: String,
    /// By what.
    pub breakdown: Breakdown,
    /// Period.
    pub period: Period,
    /// The days they speak of.
    pub window: Window,
    /// A row a group.
    pub rows: Vec<WrittenRow>,
}

/// What was reported to an audience: whole measures figure by figure, and the groups of what was broken down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reported {
    figures: BTreeMap<String, BTreeMap<Period, Vec<ReportedFigure>>>,
    groups: Vec<ReportedGroups>,
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
            all.groups.extend(groups(one));
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

    /// Every breakdown that was published, first to last.
    pub fn groups(&self) -> &[ReportedGroups] {
        &self.groups
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

    /// Adds to breakdowns asked for those that were reported of periods ended by a day: what was hidden there is protected
    /// together with what readers get. In their order, each once.
    pub fn add_breakdowns(&self, asked: &mut Vec<SplitBy>, until: Date) {
        let known = self.groups.iter().filter(|one| one.period.last_day() <= until).map(|one| SplitBy {
            measure: one.measure.clone(),
            period: one.period,
            breakdown: one.breakdown,
        });
        asked.extend(known);
        asked.sort();
        asked.dedup();
    }
}

/// The breakdowns of a publication.
fn groups(publication: &Publication) -> Vec<ReportedGroups> {
    let mut all: BTreeMap<(SplitBy, Window), Vec<WrittenRow>> = BTreeMap::new();
    for row in &publication.figures {
        // A breakdown that this program does not know is none of a pack's.
        let Some(breakdown) = Breakdown::named(&row.breakdown) else { continue };
        let by = SplitBy { measure: row.measure.clone(), period: row.period, breakdown };
        all.entry((by, Window { since: row.from, until: row.to })).or_default().push(row.clone());
    }
    all.into_iter()
        .map(|((by, window), rows)| ReportedGroups {
            publication: publication.number,
            measure: by.measure,
            breakdown: by.breakdown,
            period: by.period,
            window,
            rows,
        })
        .collect()
}
