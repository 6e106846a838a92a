//! Event strips: one mark an event along the days, for what is too rare to count by period.

use chrono::{Datelike, Days, Months};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::PathElement;
use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

use super::DrawError;
use super::axis::number;
use super::marker::{Shape, Swatch, sized};
use super::palette::{AXIS, GOOD, GRID, INK};
use super::pen::{LINE, Pen};
use super::time_axis::TimeAxis;
use crate::calendar::{Date, long_date};
use crate::spc::EventStrip;

const SIZE: f64 = 8.8;
/// From the strip to the words on its right, and the width of those as a share of the whole.
const ASIDE: f64 = 13.0;
const WORDS: f64 = 0.2;
/// Half the size of a mark where there is room, and the distance between marks in sizes.
const MARK: f64 = 3.2;
const APART: f64 = 2.2;

/// A strip of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripChart {
    /// Unique in the pack, from the measure's id.
    pub id: String,
    /// What it shows, in words; printed above it.
    pub title: String,
    /// The events and the days that they were counted over.
    pub strip: EventStrip,
    /// Written beside it: "80 days since the last".
    pub label: String,
    /// Alternative text, made from the same events.
    pub alt: String,
}

impl StripChart {
    /// A chart of a strip, with its words. It shows the days of events: for those who may see them.
    pub fn of(strip: &EventStrip, id: &str, title: &str) -> Self {
        let days = |number: i64| if number == 1 { "1 day".to_owned() } else { format!("{number} days") };
        let label = strip
            .since()
            .map_or_else(|| "No event".to_owned(), |since| format!("{} since the last", days(since)));
        let mut alt = format!(
            "Event strip, {}, {} to {}.",
            title.trim_end_matches('.'),
            long_date(strip.first()),
            long_date(strip.last())
        );
        match strip.events() {
            0 => {}
            1 => alt += " 1 event.",
            events => alt += &format!(" {events} events."),
        }
        if let Some(longest) = strip.longest() {
            alt += &format!(" Longest time between two: {}.", days(longest));
        }
        alt += &format!(" {label}.");
        Self { id: id.to_owned(), title: title.to_owned(), strip: strip.clone(), label, alt }
    }
}

/// Draws a strip on an area; `per_point` is the number of backend units in a point of type. Events that would cover
/// one another stand above each other.
///
/// # Errors
///
/// An area without room for a mark an event, and what the backend refuses.
pub fn draw_strip<B: DrawingBackend>(
    chart: &StripChart,
    area: &DrawingArea<B, Shift>,
    per_point: f64,
) -> Result<(), DrawError<B::ErrorType>>
where
    B::ErrorType: 'static,
{
    let pen = Pen { area, per_point };
    let (width, height) = area.dim_in_pixel();
    let (width, height) = (f64::from(width) / per_point, f64::from(height) / per_point);
    let starts = months(&chart.strip);
    let right = width * WORDS + ASIDE;
    // An event of the first day keeps its whole mark.
    let left = MARK + 0.8;
    let slot = (width - left - right) / number(starts.len().max(1));
    let periods: Vec<String> = starts.iter().map(|start| start.format("%b %Y").to_string()).collect();
    let axis = TimeAxis { size: SIZE, width, slot };
    let bottom = height - axis.height(&pen, &periods);

    let line = |places: [(f64, f64); 2], style| {
        area.draw(&PathElement::new(places.map(|(x, y)| (pen.units(x), pen.units(y))).to_vec(), style))
    };
    line([(left, bottom), (width - right, bottom)], pen.line(AXIS, 0.8))?;
    // The years, which the eye looks for first.
    for (index, _) in starts.iter().enumerate().filter(|(index, start)| *index > 0 && start.month() == 1) {
        let x = left + number(index) * slot;
        line([(x, 0.0), (x, bottom)], pen.line(GRID, 0.6))?;
    }
    axis.draw(&pen, &periods, |index| (left + (index + 0.5) * slot, bottom))?;

    let places: Vec<f64> =
        places(&chart.strip, &starts).into_iter().map(|month| left + month * slot).collect();
    // Smaller marks where larger ones would stand too high.
    let (half, levels) = [1.0, 0.8, 0.6, 0.45]
        .into_iter()
        .map(|part| (MARK * part, levels(&places, MARK * part * APART)))
        .find(|(half, levels)| {
            let most = levels.iter().max().map_or(0, |most| most + 1);
            number(most) * half * APART + half <= bottom
        })
        .ok_or(DrawError::Crowded)?;
    for (x, level) in places.iter().zip(levels) {
        let y = bottom - half * 1.6 - number(level) * half * APART;
        let mark = Swatch { colour: GOOD, shape: Shape::Circle };
        sized(&pen, mark, half, (pen.units(*x), pen.units(y)), false)?;
    }

    let style = pen.style(SIZE, FontStyle::Bold, INK);
    let lines = pen.wrapped(&chart.label, SIZE * 1.1, width * WORDS)?;
    let mut y = bottom - SIZE * LINE * (number(lines.len()) - 0.5);
    for words in lines {
        pen.words(&words, (width - right + ASIDE, y), HPos::Left, &style)?;
        y += SIZE * LINE;
    }
    Ok(())
}

/// The first days of the strip's months.
fn months(strip: &EventStrip) -> Vec<Date> {
    let mut all = Vec::new();
    let mut next = strip.first().with_day(1);
    while let Some(start) = next.filter(|start| *start <= strip.last()) {
        all.push(start);
        next = start.checked_add_months(Months::new(1));
    }
    all
}

/// Where each event is, in months from the first day of the first.
fn places(strip: &EventStrip, starts: &[Date]) -> Vec<f64> {
    let mut all = Vec::new();
    for day in strip.days() {
        let month = starts.partition_point(|start| *start <= day.date).saturating_sub(1);
        let length = starts
            .get(month)
            .and_then(|start| start.checked_add_months(Months::new(1)))
            .and_then(|next| next.checked_sub_days(Days::new(1)))
            .map_or(31, |last| last.day());
        let place = number(month) + (f64::from(day.date.day()) - 0.5) / f64::from(length);
        all.extend(std::iter::repeat_n(place, day.events));
    }
    all
}

/// How high each mark stands so that none covers another: the lowest level whose last mark is far enough away.
fn levels(places: &[f64], apart: f64) -> Vec<usize> {
    let mut last: Vec<f64> = Vec::new();
    places
        .iter()
        .map(|place| {
            let free = last.iter().position(|other| place - other >= apart);
            let level = free.unwrap_or(last.len());
            match last.get_mut(level) {
                Some(other) => *other = *place,
                None => last.push(*place),
            }
            level
        })
        .collect()
}
