//! Alternative text, from the same values that are drawn.

use super::{Chart, ChartKind, Series};

impl Chart {
    /// What the chart shows, for those who hear it: kind, title, span, latest values, target, gaps.
    ///
    /// `latest` are the latest value's own words where they say more than its label, such as
    /// "92% (273 of 296), up 3 percentage points"; `remarks` are whole sentences added at the end.
    pub fn describe(&self, latest: Option<&str>, remarks: &[&str]) -> String {
        let kind = match self.kind {
            ChartKind::Line => "Line chart",
            ChartKind::Bars => "Bar chart",
            ChartKind::Dots => "Dots with their 95% intervals",
            ChartKind::StackedShare => "Stacked bar chart",
        };
        let mut words = format!("{kind}, {}", self.title.trim_end_matches('.'));
        if let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) {
            words += &if first == last { format!(", {first}") } else { format!(", {first} to {last}") };
        }
        words.push('.');
        match latest {
            Some(latest) => words += &format!(" Latest {}.", latest.trim_end_matches('.')),
            None => {
                let latest: Vec<String> =
                    self.series.iter().filter_map(|series| self.latest(series)).collect();
                if !latest.is_empty() {
                    words += &format!(" Latest {}.", latest.join(", "));
                }
            }
        }
        if let Some(target) = &self.target {
            words += &format!(" {}.", target.label.trim_end_matches('.'));
        }
        if !self.benchmarks.is_empty() {
            let names: Vec<&str> = self.benchmarks.iter().map(|one| one.label.as_str()).collect();
            words += &format!(" {}, a point a year.", names.join(", "));
        }
        let gaps: Vec<&str> = self
            .periods
            .iter()
            .enumerate()
            .filter(|(index, _)| {
                self.series.iter().all(|s| s.points.get(*index).is_none_or(|p| p.value.is_none()))
            })
            .map(|(_, period)| period.as_str())
            .collect();
        if !gaps.is_empty() {
            words += &format!(" No figure for {}.", gaps.join(", "));
        }
        let breaks: Vec<&str> =
            self.breaks.iter().filter_map(|at| self.periods.get(*at)).map(String::as_str).collect();
        if !breaks.is_empty() {
            words += &format!(" A break in the series: not comparable before {}.", breaks.join(", "));
        }
        if self.series.iter().flat_map(|series| &series.points).any(|point| point.provisional) {
            words += " Provisional values are drawn hollow.";
        }
        for remark in remarks {
            words += &format!(" {}.", remark.trim_end_matches('.'));
        }
        words
    }

    /// The last value of a series in words; with its period where that is not the chart's last.
    fn latest(&self, series: &Series) -> Option<String> {
        let (index, point) =
            series.points.iter().enumerate().rev().find(|(_, point)| point.value.is_some())?;
        let mut words = if self.series.len() > 1 {
            format!("{} {}", series.name, point.shown)
        } else {
            point.shown.clone()
        };
        if index + 1 < self.periods.len()
            && let Some(period) = self.periods.get(index)
        {
            words += &format!(" in {period}");
        }
        Some(words)
    }
}
