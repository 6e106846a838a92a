//! Small snapshots at random, their days crowded around the ends of quarters and years.

mod care;

use boardpack::calendar::Date;
use boardpack::snapshot::{
    CareLeaverStatus, ImmigrationStatus, LastSeen, Meta, MissingEpisode, Person, Population, Review, Tables,
    YearOutcome,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use self::care::{Step, move_on, step};
use super::days::{birthday, plus, ymd};
use super::story::Story;

/// A small snapshot: up to 12 children.
pub(super) fn stories() -> impl Strategy<Value = Story> {
    let meta = (
        prop_oneof![
            6 => Just(ymd(2019, 3, 31)),
            1 => Just(ymd(2019, 3, 30)),
            1 => Just(ymd(2019, 4, 1)),
            1 => Just(ymd(2018, 12, 31)),
            3 => Just(ymd(2020, 3, 31)),
        ],
        prop_oneof![
            6 => Just(ymd(2012, 4, 1)),
            4 => select(vec![
                ymd(2016, 10, 1),
                ymd(2016, 10, 2),
                ymd(2017, 4, 1),
                ymd(2018, 3, 1),
                ymd(2018, 4, 1),
                ymd(2018, 4, 2),
                ymd(2018, 7, 1),
            ]),
        ],
        prop::bool::weighted(0.9),
    );
    (meta, vec(child(), 1..=12), option::weighted(0.9, 1_i64..90_000)).prop_map(
        |((as_at, full_history_from, whole_care_periods), children, population)| {
            let mut tables = Tables::default();
            for (number, child) in children.iter().enumerate() {
                child.write(&mut tables, &format!("c{number}"));
            }
            for year in [2017, 2018] {
                tables.populations.extend(population.map(|children| Population {
                    year,
                    children: children + year,
                    source: "made up".to_owned(),
                }));
            }
            let meta = Meta {
                as_at,
                full_history_from,
                whole_care_periods,
                council: "Example".to_owned(),
                la_code: None,
                ons_code: None,
                source: "made up at random".to_owned(),
                extracted_at: None,
                synthetic: true,
            };
            Story { tables, meta }
        },
    )
}

/// A day, as a rule at the end of a quarter or at a day on which something is 12, 24 or 30 months old then.
fn day() -> impl Strategy<Value = Date> {
    let anchor = || {
        select(vec![
            ymd(2019, 3, 31),
            ymd(2018, 12, 31),
            ymd(2018, 4, 1),
            ymd(2019, 1, 1),
            ymd(2018, 9, 30),
            ymd(2018, 1, 1),
            ymd(2017, 4, 1),
            ymd(2016, 10, 1),
            ymd(2020, 2, 29),
        ])
    };
    prop_oneof![
        5 => (anchor(), -1_i64..=1).prop_map(|(day, days)| plus(day, days)),
        3 => (anchor(), -60_i64..=60).prop_map(|(day, days)| plus(day, days)),
        2 => (0_i64..1900).prop_map(|days| plus(ymd(2015, 1, 1), days)),
    ]
}

fn code(codes: &[&'static str]) -> impl Strategy<Value = &'static str> + use<> {
    select(codes.to_vec())
}

fn maybe(codes: &[&'static str]) -> impl Strategy<Value = Option<&'static str>> + use<> {
    option::weighted(0.85, code(codes))
}

/// A day that hangs on the child's care.
#[derive(Debug, Clone)]
enum When {
    On(Date),
    AfterStart(i64),
    AfterEnd(i64),
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        3 => day().prop_map(When::On),
        3 => prop_oneof![-2_i64..=2, 20_i64..=40, 80_i64..=330].prop_map(When::AfterStart),
        1 => (-1_i64..=1).prop_map(When::AfterEnd),
    ]
}

#[derive(Debug, Clone)]
struct Child {
    born: Option<Date>,
    first: Date,
    started: bool,
    steps: Vec<Step>,
    not_seen_again: bool,
    reviews: Vec<(When, Option<&'static str>, Option<&'static str>)>,
    missing: Vec<(When, Option<i64>, &'static str, Option<&'static str>)>,
    years: [Option<Year>; 2],
    immigration: Vec<(&'static str, Option<Date>, Option<i64>)>,
    leaver: Vec<Leaver>,
}

/// A year's outcomes: health, development, immunisations, teeth, substances; and the score.
type Year = ([Option<bool>; 5], Option<i64>);

#[derive(Debug, Clone)]
struct Leaver {
    turned: i32,
    days_after: i64,
    in_touch: Option<&'static str>,
    activity: Option<&'static str>,
    accommodation: Option<&'static str>,
    suitable: Option<bool>,
}

/// A date of birth: as a rule so that a birthday that matters falls close to the end of a quarter.
fn born() -> impl Strategy<Value = Option<Date>> {
    let birthday_at = (day(), select(vec![10, 11, 9, 18, 16, 5, 4, 17, 19, 20, 21, 22]))
        .prop_map(|(day, years)| Some(birthday(day, -years)));
    let leap = select(vec![2000, 2004, 1996, 2012, 1999, 2016])
        .prop_map(|year| Date::from_ymd_opt(year, 2, 29).or(Date::from_ymd_opt(year, 2, 28)));
    let any_day = (0_i64..8000).prop_map(|days| Some(plus(ymd(1997, 1, 1), days)));
    prop_oneof![6 => birthday_at, 3 => any_day, 2 => leap, 1 => Just(None)]
}

fn child() -> impl Strategy<Value = Child> {
    let years = || {
        option::weighted(
            0.7,
            ([0; 5].map(|_| option::weighted(0.8, any::<bool>())), option::weighted(0.8, 0_i64..=40)),
        )
    };
    let leaver = (
        19..=21,
        prop_oneof![4 => Just(0_i64), 3 => -3_i64..=3, 2 => select(vec![-30_i64, 30]), 2 => -95_i64..=35],
        maybe(&["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"]),
        maybe(&["F1", "P1", "F2", "P5", "G4", "G6", "0"]),
        maybe(&["U", "Z", "X", "S", "G", "R", "0", "W"]),
        option::weighted(0.8, any::<bool>()),
    )
        .prop_map(|(turned, days_after, in_touch, activity, accommodation, suitable)| Leaver {
            turned,
            days_after,
            in_touch,
            activity,
            accommodation,
            suitable,
        });
    // Half of the children come into care long enough ago to be asked about long stays.
    let long_ago = (select(vec![ymd(2016, 10, 1), ymd(2016, 7, 1), ymd(2015, 6, 15)]), -2_i64..=2)
        .prop_map(|(day, days)| plus(day, days));
    let care = (
        prop_oneof![day(), long_ago],
        prop::bool::weighted(0.85),
        prop_oneof![3 => vec(step(), 0..=5), 1 => vec(move_on(), 2..=4)],
        prop::bool::weighted(0.05),
    );
    let events = (
        vec(
            (
                when(),
                prop_oneof![3 => Just(None), 1 => Just(Some("N")), 1 => Just(Some("Y"))],
                maybe(&["PN1", "PN0", "PN4", "PN6", "PN7"]),
            ),
            0..=5,
        ),
        vec((when(), option::weighted(0.8, 0_i64..30), code(&["M", "M", "A"]), maybe(&["Y", "N"])), 0..=2),
        [years(), years()],
        vec(
            (code(&["UASC", "OTHER"]), option::weighted(0.8, day()), option::weighted(0.5, 0_i64..800)),
            0..=1,
        ),
        vec(leaver, 0..=3),
    );
    (born(), care, events).prop_map(
        |(born, (first, started, steps, not_seen_again), (reviews, missing, years, immigration, leaver))| {
            Child {
                born,
                first,
                started,
                steps,
                not_seen_again,
                reviews,
                missing,
                years,
                immigration,
                leaver,
            }
        },
    )
}

impl Child {
    fn write(&self, tables: &mut Tables, id: &str) {
        tables.persons.push(Person { id: id.to_owned(), sex: None, ethnicity: None, born: self.born });
        let episodes = care::write(tables, id, self.first, self.started, &self.steps);
        if self.not_seen_again {
            let last = episodes.iter().map(|(start, _)| *start).max().unwrap_or(self.first);
            let until = [2016, 2017, 2018, 2019, 2020, 2021].map(|year| ymd(year, 3, 31));
            if let Some(until) = until.into_iter().find(|until| *until >= last) {
                tables.last_seen.push(LastSeen {
                    person: id.to_owned(),
                    until,
                    source: "made up".to_owned(),
                });
            }
        }
        let on = |when: &When| match when {
            When::On(day) => *day,
            When::AfterStart(days) => plus(episodes.first().map_or(self.first, |(start, _)| *start), *days),
            When::AfterEnd(days) => {
                plus(episodes.iter().filter_map(|(_, end)| *end).max().unwrap_or(self.first), *days)
            }
        };
        let text = |code: &Option<&'static str>| code.map(str::to_owned);
        for (number, (when, cancelled, participation)) in self.reviews.iter().enumerate() {
            tables.reviews.push(Review {
                id: format!("{id}-r{number}"),
                person: id.to_owned(),
                held: on(when),
                cancelled: text(cancelled),
                participation: text(participation),
            });
        }
        for (number, (when, length, kind, offered)) in self.missing.iter().enumerate() {
            let start = on(when);
            tables.missing_episodes.push(MissingEpisode {
                id: format!("{id}-m{number}"),
                person: id.to_owned(),
                start,
                kind: (*kind).to_owned(),
                end: length.map(|days| plus(start, days)),
                interview_offered: text(offered),
                interview_accepted: None,
            });
        }
        for (year, outcome) in [2018, 2019].into_iter().zip(&self.years) {
            let Some(([health, development, immunisations, teeth, substances], sdq_score)) = *outcome else {
                continue;
            };
            tables.year_outcomes.push(YearOutcome {
                id: format!("{id}-{year}"),
                person: id.to_owned(),
                year_end: ymd(year, 3, 31),
                health_assessment: health,
                development_check: development,
                immunisations,
                dental_check: teeth,
                substance_misuse: substances,
                intervention_received: None,
                intervention_offered: None,
                convicted: None,
                sdq_score,
                sdq_reason: None,
            });
        }
        for (number, (status, start, length)) in self.immigration.iter().enumerate() {
            tables.immigration_statuses.push(ImmigrationStatus {
                id: format!("{id}-i{number}"),
                person: id.to_owned(),
                status: (*status).to_owned(),
                start: *start,
                end: length.map(|days| plus(start.unwrap_or(self.first), days)),
            });
        }
        for (number, one) in self.leaver.iter().enumerate() {
            let Some(born) = self.born else { continue };
            tables.care_leaver_statuses.push(CareLeaverStatus {
                id: format!("{id}-s{number}"),
                person: id.to_owned(),
                observed: plus(birthday(born, one.turned), one.days_after),
                in_touch: text(&one.in_touch),
                activity: text(&one.activity),
                accommodation: text(&one.accommodation),
                suitable: one.suitable,
            });
        }
    }
}
