//! Excel's own charts.

use rust_xlsxwriter::{
    Chart as Native, ChartDataLabel, ChartDataLabelPosition, ChartEmptyCells, ChartFont, ChartFormat,
    ChartLayout, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPoint,
    ChartRange, ChartSeries, ChartSolidFill, ChartType, Color, ObjectMovement,
};

use super::XlsxError;
use super::lines::{LINES, PERIOD_COLUMN, VALUE_COLUMN};
use super::look::{FONT, INK, PALETTE, RULE};
use super::plan::{Graph, Planned, Run, Strand};
use super::sheet::{column, row};
use crate::chart::{Chart, ChartKind, Series, ValueUnit};

/// Most names of periods that fit along the axis.
const MOST_NAMES: usize = 16;

/// Longest name, in characters, that a line carries at its last point.
const LONGEST_NAME: usize = 20;

/// Words inside a bar, and the inside of what is provisional.
const WHITE: u32 = 0x00FF_FFFF;

/// Marker shapes, so that lines differ without their colour.
const MARKERS: [ChartMarkerType; 6] = [
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
    ChartMarkerType::Triangle,
    ChartMarkerType::Diamond,
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
];

/// A chart over its cells: `lines_row` is the header's row on the sheet of lines.
pub(super) fn native(graph: &Graph<'_>, sheet: &Planned<'_>, lines_row: usize) -> Result<Native, XlsxError> {
    let chart = graph.chart;
    let mut native = Native::new(match chart.kind {
        ChartKind::Line | ChartKind::Dots => ChartType::Line,
        ChartKind::Bars => ChartType::Column,
        ChartKind::StackedShare => ChartType::ColumnPercentStacked,
    });
    for (at, (series, strand)) in chart.series.iter().zip(&graph.series).enumerate() {
        let (periods, values) = match strand {
            Strand::Row { row: down, first_column, last_column } => {
                let header = sheet.header_row();
                let across = |down: usize| range(&sheet.name, (down, *first_column), (down, *last_column));
                (across(header)?, across(header + 1 + down)?)
            }
            Strand::Lines(run) => on_lines(*run, lines_row)?,
        };
        let drawn = native.add_series();
        drawn.set_categories(&periods).set_values(&values).set_name(series.name.as_str());
        styled(drawn, chart, series, at);
    }
    if let (Some(run), Some(target)) = (graph.target, &chart.target) {
        let (periods, values) = on_lines(run, lines_row)?;
        // Dark on white, and orange where it crosses dark bars: 3 to 1 against both.
        let colour = if over_white(chart) { INK } else { PALETTE[1] };
        let mut dashed = ChartSeries::new();
        dashed.set_categories(&periods).set_values(&values).set_name(target.label.as_str());
        dashed
            .set_format(ChartFormat::new().set_line(line(colour, 2.0).set_dash_type(ChartLineDashType::Dash)))
            .set_marker(ChartMarker::new().set_none());
        if over_white(chart) && labelled_directly(chart) {
            // Named at its first point, away from the latest value's label.
            label_one(&mut dashed, chart, 0, &target.label, (ChartDataLabelPosition::Above, INK));
        }
        if over_white(chart) {
            native.push_series(&dashed);
        } else {
            let mut over = Native::new_line();
            over.push_series(&dashed);
            native.combine(&over);
        }
    }
    axes(&mut native, chart);
    native.title().set_name(chart.title.as_str()).set_font(font(14).set_bold());
    // Over bars the name of a target could not be read: there the legend has it.
    if labelled_directly(chart) && (over_white(chart) || chart.target.is_none()) {
        native.legend().set_hidden();
        if chart.series.len() > 1 {
            // Room on the right for the names of the lines.
            let room = ChartLayout::new().set_offset(0.1, 0.15).set_dimensions(0.7, 0.6);
            native.plot_area().set_layout(&room);
        }
    } else {
        native.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(11));
    }
    native
        .show_empty_cells_as(ChartEmptyCells::Gaps)
        .set_name(format!("Chart {}", chart.id))
        .set_alt_text(short(&chart.alt))
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    Ok(native)
}

/// Whether a target's line lies on white, not over bars.
fn over_white(chart: &Chart) -> bool {
    matches!(chart.kind, ChartKind::Line | ChartKind::Dots)
}

/// One line or two with short names carry their own labels; one set of bars needs no name.
fn labelled_directly(chart: &Chart) -> bool {
    match chart.kind {
        ChartKind::Line | ChartKind::Dots => match chart.series.as_slice() {
            [] | [_] => true,
            [_, _] => chart.series.iter().all(|series| series.name.chars().count() <= LONGEST_NAME),
            _ => false,
        },
        ChartKind::Bars => chart.series.len() <= 1,
        ChartKind::StackedShare => false,
    }
}

fn styled(drawn: &mut ChartSeries, chart: &Chart, series: &Series, at: usize) {
    let colour = PALETTE[at % PALETTE.len()];
    match chart.kind {
        ChartKind::Line | ChartKind::Dots => {
            let mut marker = ChartMarker::new();
            marker.set_type(MARKERS[at % MARKERS.len()]).set_size(7).set_format(&mut solid(colour));
            let mut format = ChartFormat::new();
            if chart.kind == ChartKind::Dots {
                format.set_no_line();
            } else {
                format.set_line(&line(colour, 2.25));
            }
            drawn.set_format(&mut format).set_marker(&marker);
        }
        ChartKind::Bars => {
            drawn.set_format(&mut solid(colour)).set_gap(60);
        }
        ChartKind::StackedShare => {
            drawn.set_format(ChartFormat::new().set_solid_fill(&fill(colour)).set_border(&line(WHITE, 0.75)));
            drawn.set_gap(40);
        }
    }
    if chart.kind != ChartKind::StackedShare && series.points.iter().any(|point| point.provisional) {
        let hollow = || {
            let mut point = ChartPoint::new();
            point = point
                .set_format(ChartFormat::new().set_solid_fill(&fill(WHITE)).set_border(&line(colour, 1.75)));
            point
        };
        let points: Vec<ChartPoint> = series
            .points
            .iter()
            .map(|point| if point.provisional { hollow() } else { ChartPoint::default() })
            .collect();
        drawn.set_points(&points);
    }
    if labelled_directly(chart) {
        label_last(drawn, chart, series);
    }
}

/// Writes the latest value beside its point, with the line's name where there are two.
fn label_last(drawn: &mut ChartSeries, chart: &Chart, series: &Series) {
    let Some(last) = series.points.iter().rposition(|point| point.value.is_some()) else { return };
    let words = if chart.series.len() > 1 {
        format!("{}, {}", series.name, series.points[last].shown)
    } else {
        series.points[last].shown.clone()
    };
    let value = series.points[last].value.unwrap_or_default();
    // Away from a target's line: under it on a line chart, at the foot of a bar that is tall enough.
    let under = chart.target.as_ref().is_some_and(|target| value < target.value);
    let tall = value - chart.scale.low > 0.15 * (chart.scale.high - chart.scale.low);
    let label = match chart.kind {
        ChartKind::Bars if chart.target.is_some() && tall && !series.points[last].provisional => {
            (ChartDataLabelPosition::InsideBase, WHITE)
        }
        ChartKind::Bars => (ChartDataLabelPosition::OutsideEnd, INK),
        ChartKind::Line | ChartKind::Dots if chart.series.len() > 1 => (ChartDataLabelPosition::Right, INK),
        ChartKind::Line | ChartKind::Dots if under => (ChartDataLabelPosition::Below, INK),
        ChartKind::Line | ChartKind::Dots | ChartKind::StackedShare => (ChartDataLabelPosition::Above, INK),
    };
    label_one(drawn, chart, last, &words, label);
}

/// Writes words beside one point, in place of its value, and nothing beside the others. The words are the pack's own,
/// since Excel would round 99.6% to 100%.
fn label_one(
    drawn: &mut ChartSeries,
    chart: &Chart,
    at: usize,
    words: &str,
    (position, colour): (ChartDataLabelPosition, u32),
) {
    let bold = || {
        let mut bold = font(11);
        bold.set_bold().set_color(Color::RGB(colour));
        bold
    };
    let mut labels = vec![ChartDataLabel::new().set_hidden().to_custom(); chart.periods.len()];
    let mut label = ChartDataLabel::new();
    label.set_value(words).set_font(&bold()).set_position(position);
    if let Some(one) = labels.get_mut(at) {
        *one = label.to_custom();
    }
    let mut shown = ChartDataLabel::new();
    shown.show_value().set_position(position).set_font(&bold());
    drawn.set_data_label(&shown).set_custom_data_labels(&labels);
}

fn axes(native: &mut Native, chart: &Chart) {
    let (words, format) = match (chart.unit, chart.kind) {
        (ValueUnit::Percent, _) | (_, ChartKind::StackedShare) => ("Percentage", "0%"),
        (ValueUnit::Count, _) => ("Number", "#,##0"),
        (ValueUnit::Number, _) => ("Value", "#,##0.0"),
    };
    let axis_line = line(INK, 1.0);
    let values = native.y_axis();
    values.set_name(words).set_name_font(&font(11)).set_font(&font(11)).set_num_format(format);
    values.set_major_gridlines(true).set_major_gridlines_line(&line(RULE, 0.75));
    values.set_format(ChartFormat::new().set_no_line());
    match chart.kind {
        ChartKind::StackedShare => values.set_min(0).set_max(1).set_major_unit(0.2),
        ChartKind::Line | ChartKind::Bars | ChartKind::Dots => {
            values.set_min(chart.scale.low).set_max(chart.scale.high).set_major_unit(chart.scale.step)
        }
    };
    let periods = native.x_axis();
    periods.set_name("Period").set_name_font(&font(11)).set_font(&font(11));
    periods.set_format(ChartFormat::new().set_line(&axis_line)).set_text_axis(true);
    let narrow = over_white(chart) && chart.series.len() == 2 && labelled_directly(chart);
    let every = chart.periods.len().div_ceil(if narrow { MOST_NAMES / 2 } else { MOST_NAMES });
    if every > 1 {
        periods.set_label_interval(u16::try_from(every).unwrap_or(u16::MAX));
    }
}

fn on_lines(run: Run, lines_row: usize) -> Result<(ChartRange, ChartRange), XlsxError> {
    let (first, last) = (lines_row + 1 + run.first, lines_row + 1 + run.last);
    let down = |across: usize| range(LINES, (first, across), (last, across));
    Ok((down(PERIOD_COLUMN)?, down(VALUE_COLUMN)?))
}

fn range(sheet: &str, first: (usize, usize), last: (usize, usize)) -> Result<ChartRange, XlsxError> {
    Ok(ChartRange::new_from_range(sheet, row(first.0)?, column(first.1)?, row(last.0)?, column(last.1)?))
}

fn line(colour: u32, width: f64) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(colour)).set_width(width);
    line
}

fn fill(colour: u32) -> ChartSolidFill {
    let mut fill = ChartSolidFill::new();
    fill.set_color(Color::RGB(colour));
    fill
}

fn solid(colour: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(&fill(colour)).set_border(&line(colour, 1.0));
    format
}

fn font(size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size).set_color(Color::RGB(INK)).unset_bold();
    font
}

/// The most letters that Excel takes for alternative text.
const LONGEST_ALT: usize = 255;

/// Alternative text cut to what Excel takes: whole sentences where one fits, else whole words. The chart's cells hold
/// every number, so that nothing is told here alone.
fn short(alt: &str) -> String {
    if alt.chars().count() <= LONGEST_ALT {
        return alt.to_owned();
    }
    let cut: String = alt.chars().take(LONGEST_ALT).collect();
    match (cut.rfind(". "), cut.rfind(' ')) {
        (Some(at), _) => cut[..=at].to_owned(),
        (None, Some(at)) => cut[..at].to_owned(),
        (None, None) => cut,
    }
}
