//! Published figures to stand beside a council's own: statistical neighbours, London, England, year by year.
//!
//! Takes the Department for Education's figures, compiled into the program; gives those of a measure that were public on a
//! day. It compares nothing: which figures are alike enough is decided where a figure is judged.
//!
//! Contains public sector information licensed under the Open Government Licence v3.0.

use crate::calendar::{Date, parse_iso};
use crate::quantity::Decimal;

static PUBLISHED: &str = include_str!("published.csv");

/// The council whose neighbours and ranks are known.
const COUNCIL: &str = "London Borough of Bromley";

/// What a page says of where the figures come from.
pub const ATTRIBUTION: &str = "Department for Education, Local Authority Interactive Tool, edition of 2025, with the department's later revisions. Contains public sector information licensed under the Open Government Licence v3.0.";

/// The statistical neighbours of the London Borough of Bromley, nearest first: the department's list of 2025.
pub const NEIGHBOURS: [&str; 10] = [
    "Hertfordshire",
    "Trafford",
    "Buckinghamshire",
    "West Berkshire",
    "Bracknell Forest",
    "Oxfordshire",
    "Hampshire",
    "Windsor and Maidenhead",
    "Solihull",
    "Surrey",
];

/// The council's own published figure and where it stood among all councils.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The figure as published.
    pub value: Decimal,
    /// Its rank, 1 the best by polarity, ties sharing the best; `None` where neither high nor low is better.
    pub rank: Option<(u32, u32)>,
    /// A to D, A the best; `None` where there is no rank.
    pub quartile: Option<char>,
}

/// The statistical neighbours' figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbours {
    /// Their mean.
    pub mean: Decimal,
    /// Their median.
    pub median: Decimal,
    /// How many of the ten have a figure.
    pub number: u32,
}

/// What was published for a measure and a year; percentages are in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The year that ended on 31 March of it.
    pub year: i32,
    /// England.
    pub england: Option<Decimal>,
    /// London; `None` for a council elsewhere.
    pub london: Option<Decimal>,
    /// The neighbours; `None` where none is known.
    pub neighbours: Option<Neighbours>,
    /// The council itself; `None` where nothing of it is carried.
    pub own: Option<Standing>,
    /// A day on which it was public with certainty.
    pub published_by: Date,
}

/// The published figures that a council can stand beside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Benchmarks {
    own: bool,
    london: bool,
}

impl Benchmarks {
    /// Those of a council, by its name: England's for every council, London's for London boroughs, and neighbours and
    /// ranks where they are carried.
    pub fn of(council: Option<&str>) -> Self {
        let council = council.unwrap_or_default();
        Self { own: council == COUNCIL, london: council.starts_with("London Borough") }
    }

    /// Whether statistical neighbours are known.
    pub fn has_neighbours(self) -> bool {
        self.own
    }

    /// Every year of a code that was public on a day, oldest first; none for an unknown code.
    pub fn years(self, code: &str, on: Date) -> Vec<Published> {
        PUBLISHED
            .lines()
            .filter(|row| !row.starts_with('#'))
            .filter_map(|row| row.strip_prefix(code)?.strip_prefix(','))
            .filter_map(|rest| self.row(rest))
            .filter(|one| one.published_by <= on)
            .collect()
    }

    /// The latest year of a code that was public on a day.
    pub fn latest(self, code: &str, on: Date) -> Option<Published> {
        self.years(code, on).pop()
    }

    /// A row without its code.
    fn row(self, rest: &str) -> Option<Published> {
        let mut cells = rest.split(',');
        let mut next = || cells.next().unwrap_or_default();
        let year = next().parse().ok()?;
        let own: Option<Decimal> = next().parse().ok();
        let (mean, median, number) = (next().parse().ok(), next().parse().ok(), next().parse().ok());
        let (london, england) = (next().parse().ok(), next().parse().ok());
        let rank = next().parse().ok().zip(next().parse().ok());
        let quartile = next().chars().next();
        let published_by = parse_iso(next())?;
        let neighbours = mean
            .zip(median)
            .zip(number)
            .filter(|_| self.own)
            .map(|((mean, median), number)| Neighbours { mean, median, number });
        Some(Published {
            year,
            england,
            london: london.filter(|_| self.london),
            neighbours,
            own: own.filter(|_| self.own).map(|value| Standing { value, rank, quartile }),
            published_by,
        })
    }
}

/// A published number as printed, to one decimal at most, half up.
pub fn shown(number: Decimal, percent: bool) -> String {
    let words = match number.as_ratio() {
        Some(ratio) if number.decimals() > 1 => ratio.round_half_up(1).to_string(),
        _ => number.to_string(),
    };
    if percent { format!("{words}%") } else { words }
}

/// Whether figures of a code are carried.
pub fn is_known(code: &str) -> bool {
    PUBLISHED.lines().any(|row| row.strip_prefix(code).is_some_and(|rest| rest.starts_with(',')))
}
