//! The example council: made-up children whose counts are the published ones.
//!
//! Takes a seed, an as-at day and a scale; gives the rows of a snapshot. Nobody in it is a real child, and nothing
//! is copied from one: every history is drawn at random. It never reads a clock, a file or the order of a hash
//! table: the same options give the same rows.
//!
//! # Exact, whatever the seed (times the scale)
//! From DfE's Local Authority Interactive Tool, London Borough of Bromley (Contains public sector information
//! licensed under the Open Government Licence v3.0), for the years to 31 March 2016, 2017, 2018 and 2019:
//! - looked after 286, 289, 310, 348; started 151, 179, 161, 182 and ceased 135, 176, 148, 147, each child once a
//!   year. Eight children start twice in 2017-18 and three in 2018-19, or the totals would not reconcile;
//! - adopted 15, 20, 14, 18; special guardianship 15, 25, 11, 21; returned home 29% and 28% of those who ceased in
//!   2017-18 and 2018-19;
//! - unaccompanied asylum-seeking children 20, 16, 24, 50;
//! - three or more placements 30, 45, 35, 33; long stays with the same carer 51 of 76 in 2018 and 47 of 82 in 2019;
//!   over 20 miles away and outside the borough 20, 16, 22, 16%;
//! - care leavers aged 19 to 21: 165, 150, 153, 149, active 42, 46, 46, 45%, in higher education 6, 7, 11% from
//!   2017, suitably housed 70, 74, 75, 81%, not in touch 13, 16, 16, 13%;
//! - of children looked after for 12 months: substance misuse 7, 7, 13, 12%, convicted 4, 4, 9, 4%, average score
//!   14.1, 13.7, 16.7, 13.4; from 2018 health assessments 95, 91%, dental checks 88, 91%, immunisations 96, 87%;
//! - missing 9, 13, 14, 14% and away without authorisation 9, 11, 7, 9% of children looked after in the year;
//! - from the council's strategies: 296 looked after at 31 January 2018, of whom 20 asylum-seeking; 59% boys.
//!
//! # Faults, on purpose
//! Few, and never in the way of the figures above: two children without ethnicity; about one in a hundred homes
//! without a distance (three in ten for asylum-seeking children, who have no home to measure from), a few of these
//! without knowing whether they are outside the borough; about one change reason in eighty missing; ten or so
//! same-day moves (a placement of no length); one missing answer in health assessments, dental checks, immunisations
//! and substance misuse a year and two in convictions; some missing scores without a reason; one participation code
//! in 120 missing; two children missing on the last day who have not come back.
//!
//! What workers, carers, schools and clinics recorded is at plausible levels, not published ones; its faults are listed
//! in `looked_after`.
//!
//! # An earlier as-at day
//! The story is always drawn to its end and then cut, so two snapshots of one seed tell one story. Everything is
//! there from 1 April 2012, outcomes of the year from 31 March 2013 and care leavers' birthdays from April 2015; the care
//! leavers' forum starts in 2016, the surveys in October 2017 and the agencies' list in 2018.
//! there from 1 April 2012 (so are workers, visits, checks and school), outcomes of the year from 31 March 2013 and care leavers' birthdays from April 2015.

mod care;
mod care_leavers;
mod child;
mod cut;
mod day;
mod draw;
mod episodes;
mod health;
mod home;
mod leavers;
mod leaving;
mod legal;
mod looked_after;
mod missing;
mod moves;
mod people;
mod periods;
mod published;
mod reviews;
mod short_breaks;
mod timing;
mod voice;

use self::child::Child;
use self::day::{birthday, date, ymd};
use self::draw::{Draw, Purpose};
use super::{ImmigrationStatus, Meta, Person, Population, Tables};
use crate::calendar::Date;

/// The seed when none is asked for.
pub const DEFAULT_SEED: u64 = 305;

/// What to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Start of the draws; the same seed tells the same story. Every seed has the few faults that the module's page
    /// lists.
    pub seed: u64,
    /// Last day that the data describe, its evening: 31 March 2016 to 31 March 2019.
    pub as_at: Date,
    /// How many councils' worth of children, each drawn by itself; every count is that many times the published one.
    pub scale: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: DEFAULT_SEED, as_at: as_at_range().1, scale: 1 }
    }
}

/// Options for which there is no calibration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfRange {
    /// The as-at day is before or after the published figures.
    #[error(
        "there is no example for {as_at}: choose a day from {} to {}, until there is calibration for others",
        as_at_range().0,
        as_at_range().1
    )]
    AsAt {
        /// The day asked for.
        as_at: Date,
    },
    /// The scale is 0 or above [`MAX_SCALE`].
    #[error("a scale of {scale} makes no example: choose 1 to {MAX_SCALE}")]
    Scale {
        /// The scale asked for.
        scale: u32,
    },
}

/// Largest scale: about 300,000 children looked after.
pub const MAX_SCALE: u32 = 1000;

/// First and last as-at day, both included.
pub fn as_at_range() -> (Date, Date) {
    (date(ymd(2016, 3, 31)), date(ymd(2019, 3, 31)))
}

/// Draws the example council.
///
/// # Errors
/// When the as-at day is outside [`as_at_range`] or the scale outside 1 to [`MAX_SCALE`].
pub fn generate(options: &Options) -> Result<(Tables, Meta), OutOfRange> {
    let (first, last) = as_at_range();
    if !(first..=last).contains(&options.as_at) {
        return Err(OutOfRange::AsAt { as_at: options.as_at });
    }
    if !(1..=MAX_SCALE).contains(&options.scale) {
        return Err(OutOfRange::Scale { scale: options.scale });
    }
    let mut tables = Tables::default();
    let mut person = 0;
    for copy in 0..options.scale {
        one_council(&mut tables, options.seed, copy, &mut person);
    }
    tables.populations = populations(options.scale);
    tables.leavers.services = leavers::services();
    // Everything is drawn over the whole history before anything is cut, so that two days of one seed tell one story.
    looked_after::write(&mut tables, options.seed, options.scale);
    cut::cut(&mut tables, options.as_at);
    voice::cut(&mut tables, options.as_at);
    looked_after::cut(&mut tables, options.as_at);
    Ok((tables, meta(options)))
}

fn meta(options: &Options) -> Meta {
    Meta {
        as_at: options.as_at,
        full_history_from: date(ymd(2012, 4, 1)),
        whole_care_periods: true,
        council: "London Borough of Bromley".to_owned(),
        la_code: Some("305".to_owned()),
        ons_code: Some("E09000006".to_owned()),
        source: format!("Example data made by boardpack sample, seed {}: no real child", options.seed),
        extracted_at: Some(options.as_at),
        synthetic: true,
    }
}

fn populations(scale: u32) -> Vec<Population> {
    published::POPULATION
        .iter()
        .map(|(year, children)| Population {
            year: i64::from(*year),
            children: children * i64::from(scale),
            source: "example value in line with DfE's published rates of 40, 39, 42 and 47 per 10,000"
                .to_owned(),
        })
        .collect()
}

/// A child of either sort, to be numbered by the day of coming.
enum Someone {
    LookedAfter(usize),
    ShortBreaks(usize),
}

/// Draws one copy of the council and writes its rows; `person` is the last number given so far.
fn one_council(tables: &mut Tables, seed: u64, copy: u32, person: &mut usize) {
    let stream = |purpose| Draw::new(seed, copy, purpose);
    let children = periods::children(stream(Purpose::Periods));
    let moves = moves::moves(&mut stream(Purpose::Moves), &children);
    let place = usize::try_from(copy).unwrap_or(0);
    let all_care = care::care(&mut stream(Purpose::Homes), place, &children, &moves);
    let traits = people::traits(&mut stream(Purpose::People), &children);
    let breaks = short_breaks::short_breaks(&mut stream(Purpose::ShortBreaks));

    let mut order: Vec<(i32, Someone)> = Vec::with_capacity(children.len() + breaks.len());
    for (i, child) in children.iter().enumerate() {
        order.push((child.spells.first().map_or(0, |spell| spell.start), Someone::LookedAfter(i)));
    }
    for (i, child) in breaks.iter().enumerate() {
        order.push((child.first, Someone::ShortBreaks(i)));
    }
    order.sort_by_key(|(start, _)| *start);

    let mut ids = vec![String::new(); children.len()];
    let (mut rows, mut reviews) = (stream(Purpose::Care), stream(Purpose::Reviews));
    for (_, someone) in order {
        *person += 1;
        let id = format!("EX-{person:05}");
        match someone {
            Someone::ShortBreaks(i) => short_breaks::write(tables, &id, &breaks[i]),
            Someone::LookedAfter(i) => {
                write_person(tables, &id, &children[i], &traits[i]);
                let mut numbers = episodes::Numbers::default();
                for care in &all_care[i] {
                    episodes::write(tables, &mut rows, &id, traits[i].need, &mut numbers, care);
                }
                reviews::write(tables, &mut reviews, &id, &children[i]);
                ids[i] = id;
            }
        }
    }

    // Reasons for leaving at 18 were open until the last home was known: care leavers' homes follow from them.
    let mut settled = children;
    for (child, periods) in settled.iter_mut().zip(&all_care) {
        for (spell, care) in child.spells.iter_mut().zip(periods) {
            spell.code = care.code;
        }
    }
    for (number, (i, mut row)) in (1..).zip(missing::missing(&mut stream(Purpose::Missing), &settled)) {
        row.id = format!("{}-M{number}", ids[i]);
        row.person.clone_from(&ids[i]);
        tables.missing_episodes.push(row);
    }
    for (i, mut row) in health::health(&mut stream(Purpose::Health), &settled) {
        row.id = format!("{}-H{}", ids[i], row.id);
        row.person.clone_from(&ids[i]);
        tables.year_outcomes.push(row);
    }
    for (i, mut row) in care_leavers::care_leavers(&mut stream(Purpose::CareLeavers), &settled) {
        row.id = format!("{}-C{}", ids[i], row.observed.format("%Y"));
        row.person.clone_from(&ids[i]);
        tables.care_leaver_statuses.push(row);
    }
    // What follows draws from streams of its own and changes no row above.
    let people: Vec<leavers::Someone<'_>> = (ids.iter().zip(&settled).zip(&traits))
        .map(|((id, child), traits)| leavers::Someone { id, child, male: traits.male })
        .collect();
    leavers::write(tables, &mut stream(Purpose::LeaversLives), &people);
    voice::write(tables, stream, copy, &settled, &ids);
}

fn write_person(tables: &mut Tables, id: &str, child: &Child, traits: &people::Traits) {
    tables.persons.push(Person {
        id: id.to_owned(),
        sex: Some(if traits.male { "M" } else { "F" }.to_owned()),
        ethnicity: traits.ethnicity.map(str::to_owned),
        born: Some(date(child.born)),
    });
    if child.asylum {
        tables.immigration_statuses.push(ImmigrationStatus {
            id: format!("{id}-I1"),
            person: id.to_owned(),
            status: "UASC".to_owned(),
            start: child.spells.first().map(|spell| date(spell.start)),
            end: Some(date(birthday(child.born, 18))),
        });
    }
}
