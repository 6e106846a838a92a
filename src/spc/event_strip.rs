//! Rare events, one by one: when they were and how long between them.

use crate::calendar::Date;

/// Events of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventDay {
    /// The day.
    pub date: Date,
    /// How many; at least 1.
    pub events: usize,
}

/// Events over a stretch of days, for what happens less than twice a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventStrip {
    first: Date,
    last: Date,
    dates: Vec<Date>,
}

impl EventStrip {
    /// The events from the first day to the last, both included; others are left out. `None` when the days are the
    /// wrong way round.
    pub fn new(first: Date, last: Date, events: impl IntoIterator<Item = Date>) -> Option<Self> {
        if first > last {
            return None;
        }
        let mut dates: Vec<Date> = events.into_iter().filter(|date| (first..=last).contains(date)).collect();
        dates.sort_unstable();
        Some(Self { first, last, dates })
    }

    /// The first day of the strip.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day of the strip.
    pub fn last(&self) -> Date {
        self.last
    }

    /// How many events.
    pub fn events(&self) -> usize {
        self.dates.len()
    }

    /// The days with events, in order.
    pub fn days(&self) -> Vec<EventDay> {
        let same = self.dates.chunk_by(|one, other| one == other);
        same.filter_map(|day| Some(EventDay { date: *day.first()?, events: day.len() })).collect()
    }

    /// Days from each event to the next, in order; 0 for two of one day.
    pub fn between(&self) -> Vec<i64> {
        self.dates.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect()
    }

    /// Days from the last event to the last day; `None` without an event.
    pub fn since(&self) -> Option<i64> {
        self.dates.last().map(|date| (self.last - *date).num_days())
    }

    /// The longest time without an event between two events, in days; `None` with fewer than two.
    pub fn longest(&self) -> Option<i64> {
        self.between().into_iter().max()
    }
}
