//! The sheet for numbers that are drawn but stand in no table: small trends, targets, series with gaps.

use super::XlsxError;
use super::key::key;
use super::plan::{Content, Head, Planned, Run};
use crate::chart::{Chart, Series, TargetLine, ValueUnit};
use crate::pack::{Align, NumberKind};

/// Name of the sheet.
pub(super) const LINES: &str = "Numbers behind drawings";

/// Column of the period, counted from 0.
pub(super) const PERIOD_COLUMN: usize = 2;

/// Column of the value, counted from 0.
pub(super) const VALUE_COLUMN: usize = 3;

/// Collects the numbers: one row a point, so that every drawing is over a run of one column.
pub(super) struct Lines<'a> {
    trend_periods: &'a [String],
    rows: Vec<Vec<Content>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(trend_periods: &'a [String]) -> Self {
        Self { trend_periods, rows: Vec::new() }
    }

    /// Takes in a cell's trend; it ends with the last of the book's periods.
    pub(super) fn trend(
        &mut self,
        sheet: &str,
        of: &str,
        points: &[Option<f64>],
        kind: NumberKind,
    ) -> Result<Run, XlsxError> {
        let periods: Vec<String> = if self.trend_periods.is_empty() {
            (1..=points.len()).map(|point| format!("Point {point} of {}", points.len())).collect()
        } else {
            let first =
                self.trend_periods.len().checked_sub(points.len()).ok_or_else(|| XlsxError::Trend {
                    sheet: sheet.to_owned(),
                    points: points.len(),
                    periods: self.trend_periods.len(),
                })?;
            self.trend_periods[first..].to_vec()
        };
        let points = periods.into_iter().zip(points).map(|(period, value)| {
            let state = if value.is_some() { "Shown" } else { "No value" };
            (period, *value, state.to_owned())
        });
        Ok(self.run(sheet, of, kind, points))
    }

    /// Takes in a chart's series.
    pub(super) fn series(&mut self, sheet: &str, chart: &Chart, series: &Series) -> Run {
        let points = chart.periods.iter().zip(&series.points).map(|(period, point)| {
            let state = match (point.value, point.provisional) {
                (None, _) if point.shown.is_empty() => "No value".to_owned(),
                (None, _) => format!("No value: {}", point.shown),
                (Some(_), true) => "Provisional".to_owned(),
                (Some(_), false) => "Shown".to_owned(),
            };
            (period.clone(), point.value, state)
        });
        let line = if series.name == chart.title {
            series.name.clone()
        } else {
            format!("{}: {}", chart.title, series.name)
        };
        self.run(sheet, &line, kind(chart.unit), points)
    }

    /// Takes in a chart's target: the same height at every period.
    pub(super) fn target(&mut self, sheet: &str, chart: &Chart, target: &TargetLine) -> Run {
        let points =
            chart.periods.iter().map(|period| (period.clone(), Some(target.value), "Target".to_owned()));
        self.run(sheet, &format!("{}: {}", chart.title, target.label), kind(chart.unit), points)
    }

    fn run(
        &mut self,
        sheet: &str,
        line: &str,
        kind: NumberKind,
        points: impl Iterator<Item = (String, Option<f64>, String)>,
    ) -> Run {
        let first = self.rows.len();
        for (period, value, state) in points {
            let number = Content { number: value.map(|value| (value, kind)), ..Content::default() };
            let words = [sheet, line, &period].map(Content::text);
            self.rows.push(words.into_iter().chain([number, Content::text(state)]).collect());
        }
        Run { first, last: self.rows.len().saturating_sub(1) }
    }

    /// The sheet, where there is anything to hold.
    pub(super) fn planned<'p>(self) -> Option<Planned<'p>> {
        if self.rows.is_empty() {
            return None;
        }
        let mut notes = vec![
            "The drawings on other sheets are drawn over these numbers: one row a point.".to_owned(),
            "A value is empty where a drawing has a gap; the last column says why.".to_owned(),
            "This sheet contains one table.".to_owned(),
        ];
        notes.extend(key(&self.rows, &notes));
        let column = |header: &str, align| Head { header: header.to_owned(), align };
        Some(Planned {
            name: LINES.to_owned(),
            title: "Numbers behind small trend lines, targets and charts".to_owned(),
            notes,
            table_name: "table_of_drawn_numbers".to_owned(),
            caption: "Numbers that are drawn on other sheets".to_owned(),
            columns: vec![
                column("Sheet", Align::Start),
                column("Line", Align::Start),
                column("Period", Align::Start),
                column("Value", Align::End),
                column("State of the value", Align::Start),
            ],
            rows: self.rows,
            charts: Vec::new(),
        })
    }
}

fn kind(unit: ValueUnit) -> NumberKind {
    match unit {
        ValueUnit::Percent => NumberKind::Percent { decimals: 0 },
        ValueUnit::Count => NumberKind::Count,
        ValueUnit::Number => NumberKind::Decimal { decimals: 1 },
    }
}
