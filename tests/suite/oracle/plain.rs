//! A second engine: every measure by plain loops over the rows of a snapshot.
//!
//! Written from the words of the measure files and of the definitions, not from their SQL, and without the derived
//! tables. Slow and obvious on purpose. Only whether a figure is there at all reads the file's list of tables.

use boardpack::calendar::{Date, Period};
use boardpack::compute::{State, Value};
use boardpack::snapshot::{Meta, Tables};

use super::child::{Child, children};
use super::days::{Days, first_of_months, months};
use super::{birthdays, events, homes, states, yearly};

/// A snapshot with its children put together.
pub(super) struct Council<'a> {
    pub(super) tables: &'a Tables,
    pub(super) meta: &'a Meta,
    pub(super) children: Vec<Child<'a>>,
}

/// What a measure says of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) value: Value,
    /// Every row: the person and the state.
    pub(super) rows: Vec<(String, State)>,
}

impl Answer {
    /// A share: met of met, not met and whatever else the words count in.
    pub(super) fn share(rows: Vec<(String, State)>, also_counted: &[State]) -> Self {
        let (mut met, mut of) = (0, 0);
        for (_, state) in &rows {
            if *state == State::Met {
                met += 1;
            }
            if matches!(state, State::Met | State::NotMet) || also_counted.contains(state) {
                of += 1;
            }
        }
        Self { value: Value::Share { met, of }, rows }
    }

    /// A number, each row once.
    pub(super) fn count(rows: Vec<String>, rate: Option<boardpack::compute::Rate>) -> Self {
        let value = Value::Count { count: rows.len() as u64, rate };
        Self { value, rows: rows.into_iter().map(|person| (person, State::Met)).collect() }
    }
}

/// 1 is met, 0 not met, nothing recorded missing.
pub(super) fn judged(met: Option<bool>) -> State {
    match met {
        Some(true) => State::Met,
        Some(false) => State::NotMet,
        None => State::Missing,
    }
}

/// Which days a measure speaks of, and how far back the rows must go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// The evening of the last day; the rows of so many months before it are read too.
    AsAt(i32),
    /// The period; the rows of so many months before it are read too.
    InPeriod(i32),
    /// The 12 months to the last day.
    TwelveMonths,
}

/// A measure in plain Rust.
pub(super) struct Plain {
    pub(super) id: &'static str,
    basis: Basis,
    /// At 31 March only.
    yearly: bool,
    /// Needs open periods of care from their first day.
    whole_care_periods: bool,
    answer: fn(&Council<'_>, Days) -> Answer,
}

const fn plain(id: &'static str, basis: Basis, answer: fn(&Council<'_>, Days) -> Answer) -> Plain {
    Plain { id, basis, yearly: false, whole_care_periods: false, answer }
}

const fn yearly(id: &'static str, answer: fn(&Council<'_>, Days) -> Answer) -> Plain {
    Plain { id, basis: Basis::AsAt(12), yearly: true, whole_care_periods: false, answer }
}

/// Every measure that this engine knows.
pub(super) const MEASURES: [Plain; 31] = [
    plain("children-looked-after-number", Basis::AsAt(0), states::children_looked_after_number),
    plain("children-looked-after-rate", Basis::AsAt(0), states::children_looked_after_rate),
    plain(
        "unaccompanied-asylum-seeking-children",
        Basis::AsAt(0),
        states::unaccompanied_asylum_seeking_children,
    ),
    plain("on-final-order", Basis::AsAt(0), states::on_final_order),
    plain("living-in-permanent-home", Basis::AsAt(0), states::living_in_permanent_home),
    plain("in-house-foster-homes", Basis::AsAt(0), states::in_house_foster_homes),
    plain("placed-outside-borough", Basis::AsAt(0), states::placed_outside_borough),
    plain("placed-over-20-miles", Basis::AsAt(0), states::placed_over_20_miles),
    plain("three-or-more-placements", Basis::TwelveMonths, homes::three_or_more_placements),
    plain("long-term-placement-stability", Basis::AsAt(30), homes::long_term_placement_stability),
    Plain {
        whole_care_periods: true,
        ..plain("placements-to-date", Basis::AsAt(0), homes::placements_to_date)
    },
    plain("placement-moves", Basis::InPeriod(0), homes::placement_moves),
    plain("unplanned-moves", Basis::InPeriod(0), homes::unplanned_moves),
    plain("children-started", Basis::InPeriod(0), events::children_started),
    plain("children-ceased", Basis::InPeriod(0), events::children_ceased),
    plain("left-care-to-permanent-home", Basis::InPeriod(0), events::left_care_to_permanent_home),
    plain("returned-home", Basis::InPeriod(0), events::returned_home),
    plain("missing-episodes", Basis::InPeriod(0), events::missing_episodes),
    plain("return-interview-offered", Basis::InPeriod(0), events::return_interview_offered),
    plain("reviews-on-time", Basis::InPeriod(6), events::reviews_on_time),
    plain("participation-in-reviews", Basis::InPeriod(0), events::participation_in_reviews),
    yearly("annual-health-assessment", yearly::annual_health_assessment),
    yearly("dental-check", yearly::dental_check),
    yearly("immunisations-up-to-date", yearly::immunisations_up_to_date),
    yearly("development-assessment", yearly::development_assessment),
    yearly("looked-after-drugs-alcohol", yearly::looked_after_drugs_alcohol),
    yearly("sdq-average-score", yearly::sdq_average_score),
    plain("care-leavers-in-touch-19-21", Basis::TwelveMonths, birthdays::care_leavers_in_touch_19_21),
    plain(
        "education-employment-training-19-21",
        Basis::TwelveMonths,
        birthdays::education_employment_training_19_21,
    ),
    plain("higher-education-19-21", Basis::TwelveMonths, birthdays::higher_education_19_21),
    plain("suitable-accommodation-19-21", Basis::TwelveMonths, birthdays::suitable_accommodation_19_21),
];

impl<'a> Council<'a> {
    pub(super) fn new(tables: &'a Tables, meta: &'a Meta) -> Self {
        Self { tables, meta, children: children(tables) }
    }

    /// The answer; `None` where there is none: a table that the measure reads is empty, the period ends after the
    /// snapshot, the rows do not go back far enough, or the day is not 31 March.
    pub(super) fn answer(&self, plain: &Plain, period: Period, reads: &[String]) -> Option<Answer> {
        let (first, last) = (period.first_day(), period.last_day());
        let (first, read_from) = match plain.basis {
            Basis::AsAt(0) => (last, last),
            Basis::AsAt(back) => (last, first_of_months(last, back)),
            Basis::InPeriod(back) => (first, months(first, -back)),
            Basis::TwelveMonths => (first_of_months(last, 12), first_of_months(last, 12)),
        };
        let there = reads.iter().all(|name| holds(self.tables, name))
            && last <= self.meta.as_at
            && self.meta.full_history_from <= read_from
            && (!plain.yearly || last.to_string().ends_with("-03-31"))
            && (!plain.whole_care_periods || self.meta.whole_care_periods);
        there.then(|| (plain.answer)(self, Days { first, last }))
    }

    pub(super) fn looked_after(&self, day: Date) -> usize {
        self.children.iter().filter(|child| child.looked_after(day).is_some()).count()
    }
}

/// Whether a table, or one of its columns, holds anything.
fn holds(tables: &Tables, name: &str) -> bool {
    let t = tables;
    match name {
        "ssd_person" => !t.persons.is_empty(),
        "ssd_cla_episodes" => !t.episodes.is_empty(),
        "ssd_legal_status" => !t.legal_statuses.is_empty(),
        "ssd_immigration_status" => !t.immigration_statuses.is_empty(),
        "ssd_cla_placement" => !t.placements.is_empty(),
        "ssd_cla_placement.clap_cla_placement_provider" => {
            t.placements.iter().any(|row| row.provider.is_some())
        }
        "ssd_cla_placement.clap_cla_placement_distance" => {
            t.placements.iter().any(|row| row.distance.is_some())
        }
        "ssd_cla_placement.clap_cla_placement_change_reason" => {
            t.placements.iter().any(|row| row.change_reason.is_some())
        }
        "ext_placement_geo.plge_outside_borough" => {
            t.placement_places.iter().any(|row| row.outside_borough.is_some())
        }
        "ssd_cla_reviews" => !t.reviews.is_empty(),
        "ssd_cla_reviews.clar_cla_review_participation" => {
            t.reviews.iter().any(|row| row.participation.is_some())
        }
        "ssd_missing" => !t.missing_episodes.is_empty(),
        "ssd_missing.miss_missing_rhi_offered" => {
            t.missing_episodes.iter().any(|row| row.interview_offered.is_some())
        }
        "ext_oc2_outcome.oc2_health_assessment" => {
            t.year_outcomes.iter().any(|row| row.health_assessment.is_some())
        }
        "ext_oc2_outcome.oc2_development_check" => {
            t.year_outcomes.iter().any(|row| row.development_check.is_some())
        }
        "ext_oc2_outcome.oc2_immunisations" => t.year_outcomes.iter().any(|row| row.immunisations.is_some()),
        "ext_oc2_outcome.oc2_dental_check" => t.year_outcomes.iter().any(|row| row.dental_check.is_some()),
        "ext_oc2_outcome.oc2_substance_misuse" => {
            t.year_outcomes.iter().any(|row| row.substance_misuse.is_some())
        }
        "ext_oc2_outcome.oc2_sdq_score" => t.year_outcomes.iter().any(|row| row.sdq_score.is_some()),
        "ext_care_leaver_status" => !t.care_leaver_statuses.is_empty(),
        "ref_population" => !t.populations.is_empty(),
        other => panic!("a measure reads {other}: say here when it holds anything"),
    }
}
