//! Charts on a backend that only writes down what it is asked to draw.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use boardpack::chart::{
    Benchmark, Chart, ChartKind, DrawError, Point, Scale, Series, TargetLine, ValueUnit, draw,
};
use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

/// Backend units in a point.
const UNITS: f64 = 20.0;

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Text { words: String, left: f64, top: f64, right: f64, bottom: f64 },
    Path { points: Vec<(i32, i32)>, colour: (u8, u8, u8) },
    Rect { from: (i32, i32), to: (i32, i32), colour: (u8, u8, u8), filled: bool },
    Circle { filled: bool, colour: (u8, u8, u8) },
    Polygon,
}

#[derive(Default, Clone)]
struct Recorder {
    shapes: Rc<RefCell<Vec<Shape>>>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Every letter half as wide as high, bold ones a little more.
fn size_of<T: BackendTextStyle>(words: &str, style: &T) -> (f64, f64) {
    let letters = f64::from(u32::try_from(words.chars().count()).expect("short"));
    (letters * style.size() * 0.52, style.size())
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (477 * 20, 165 * 20)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        panic!("a chart is lines and words, not dots")
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let colour = style.color().rgb;
        self.shapes.borrow_mut().push(Shape::Rect { from, to, colour, filled: fill });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let path = Shape::Path { points: path.into_iter().collect(), colour: style.color().rgb };
        self.shapes.borrow_mut().push(path);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, _: BackendCoord, _: u32, style: &S, fill: bool) -> Drawn {
        self.shapes.borrow_mut().push(Shape::Circle { filled: fill, colour: style.color().rgb });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, _: I, _: &S) -> Drawn {
        self.shapes.borrow_mut().push(Shape::Polygon);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, words: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let (width, height) = size_of(words, style);
        let left = match style.anchor().h_pos {
            HPos::Left => f64::from(x),
            HPos::Center => f64::from(x) - width / 2.0,
            HPos::Right => f64::from(x) - width,
        };
        let top = match style.anchor().v_pos {
            VPos::Top => f64::from(y),
            VPos::Center => f64::from(y) - height / 2.0,
            VPos::Bottom => f64::from(y) - height,
        };
        let (right, bottom) = (left + width, top + height);
        self.shapes.borrow_mut().push(Shape::Text { words: words.to_owned(), left, top, right, bottom });
        Ok(())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes are small and positive"
    )]
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        words: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let (width, height) = size_of(words, style);
        Ok((width.ceil() as u32, height.ceil() as u32))
    }
}

fn drawn(chart: &Chart) -> Result<Vec<Shape>, DrawError<Infallible>> {
    let recorder = Recorder::default();
    let shapes = Rc::clone(&recorder.shapes);
    draw(chart, &recorder.into_drawing_area(), UNITS)?;
    Ok(shapes.take())
}

fn words(shapes: &[Shape]) -> Vec<&str> {
    shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { words, .. } => Some(words.as_str()),
            _ => None,
        })
        .collect()
}

fn quarters(count: usize) -> Vec<String> {
    (0..count)
        .map(|i| (2016 + i.div_ceil(4), (i + 3) % 4 + 1))
        .map(|(year, quarter)| format!("Q{quarter} {}-{:02}", year - 1, year % 100))
        .collect()
}

fn point(value: Option<f64>) -> Point {
    let shown = value.map_or("[c]".to_owned(), |value| format!("{:.0}%", value * 100.0));
    Point { value, shown, provisional: false, range: None }
}

fn chart(kind: ChartKind, series: Vec<Series>) -> Chart {
    let periods = quarters(series.first().map_or(0, |series| series.points.len()));
    let scale = Scale { low: 0.0, high: 1.0, step: 0.25 };
    let (id, title) = ("M1".to_owned(), "Children visited on time".to_owned());
    let unit = ValueUnit::Percent;
    Chart {
        id,
        title,
        kind,
        unit,
        scale,
        periods,
        series,
        target: None,
        breaks: Vec::new(),
        benchmarks: Vec::new(),
        note: None,
        alt: String::new(),
    }
}

fn series(name: &str, values: &[Option<f64>]) -> Series {
    Series { name: name.to_owned(), points: values.iter().copied().map(point).collect() }
}

#[test]
fn a_line_is_broken_where_a_value_is_missing() {
    let values = [Some(0.5), Some(0.6), None, Some(0.7), Some(0.8), Some(0.9)];
    let shapes = drawn(&chart(ChartKind::Line, vec![series("Bromley", &values)])).expect("draws");
    let blue = (0x12, 0x43, 0x6D);
    let lines: Vec<usize> = shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Path { points, colour } if *colour == blue => Some(points.len()),
            _ => None,
        })
        .collect();
    assert_eq!(lines, [2, 3]);
    let markers = shapes.iter().filter(|shape| matches!(shape, Shape::Circle { .. })).count();
    assert_eq!(markers, 5);
}

#[test]
fn a_provisional_point_is_hollow() {
    let mut chart = chart(ChartKind::Line, vec![series("Bromley", &[Some(0.5), Some(0.6)])]);
    chart.series[0].points[1].provisional = true;
    let shapes = drawn(&chart).expect("draws");
    let circles: Vec<(bool, (u8, u8, u8))> = shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Circle { filled, colour } => Some((*filled, *colour)),
            _ => None,
        })
        .collect();
    let blue = (0x12, 0x43, 0x6D);
    assert_eq!(circles, [(true, blue), (true, (255, 255, 255)), (false, blue)]);
}

#[test]
fn the_last_value_and_the_target_are_named_and_the_title_is_not_drawn() {
    let mut chart = chart(ChartKind::Line, vec![series("Bromley", &[Some(0.5), Some(0.92)])]);
    chart.target = Some(TargetLine { value: 0.95, label: "Target 95%".to_owned() });
    let shapes = drawn(&chart).expect("draws");
    let words = words(&shapes);
    for expected in ["92%", "Target 95%", "0%", "25%", "50%", "75%", "100%", "Q4 2015-16", "Q1 2016-17"] {
        assert!(words.contains(&expected), "{expected}: {words:?}");
    }
    assert!(!words.iter().any(|words| words.contains("visited")), "{words:?}");
}

#[test]
fn a_last_value_that_is_not_the_last_periods_says_whose_it_is() {
    let chart = chart(ChartKind::Line, vec![series("Bromley", &[Some(0.5), Some(0.92), None])]);
    let shapes = drawn(&chart).expect("draws");
    assert!(words(&shapes).join(" ").contains("92% (Q1 2016-17)"), "{:?}", words(&shapes));
}

#[test]
fn bars_stand_on_nought() {
    let mut chart = chart(ChartKind::Bars, vec![series("Moves", &[Some(3.0), Some(0.0), None, Some(7.0)])]);
    chart.unit = ValueUnit::Count;
    chart.scale = Scale::nice([3.0, 7.0], ValueUnit::Count, true);
    let shapes = drawn(&chart).expect("draws");
    let feet: Vec<i32> = shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Rect { from, to, filled: true, .. } => Some(from.1.max(to.1)),
            _ => None,
        })
        .collect();
    assert_eq!(feet.len(), 2);
    assert_eq!(feet[0], feet[1]);
    chart.scale.low = 2.0;
    assert!(matches!(drawn(&chart), Err(DrawError::CutBars(_))));
}

#[test]
fn a_value_outside_the_axis_is_refused() {
    let mut chart = chart(ChartKind::Line, vec![series("Bromley", &[Some(0.5), Some(0.6)])]);
    chart.scale.high = 0.55;
    let error = drawn(&chart).expect_err("refused");
    assert_eq!(error.to_string(), "0.6 lies outside the axis from 0 to 0.55");
}

#[test]
fn others_points_are_named_and_refused_where_they_do_not_fit() {
    let mut own = chart(ChartKind::Line, vec![series("Visited", &[Some(0.5), Some(0.6), Some(0.7)])]);
    own.benchmarks = vec![Benchmark { label: "England 69% (2018)".to_owned(), points: vec![(1, 0.69)] }];
    let shapes = drawn(&own).expect("a drawing");
    assert!(words(&shapes).contains(&"England 69% (2018)"), "{:?}", words(&shapes));
    let with = |kind, points| Chart {
        kind,
        benchmarks: vec![Benchmark { label: "England".to_owned(), points }],
        ..own.clone()
    };
    assert!(matches!(drawn(&with(ChartKind::Line, vec![(1, 1.2)])), Err(DrawError::OutsideScale { .. })));
    assert!(matches!(drawn(&with(ChartKind::Line, vec![(3, 0.5)])), Err(DrawError::Uneven { .. })));
    assert!(matches!(drawn(&with(ChartKind::Bars, vec![(1, 0.5)])), Err(DrawError::Uneven { .. })));
    // A fourth could not be told from the others in grey.
    let line = |name: &str| Benchmark { label: name.to_owned(), points: vec![(0, 0.4), (2, 0.5)] };
    own.benchmarks = ["England", "Neighbours' mean", "London"].map(line).to_vec();
    let shapes = drawn(&own).expect("a drawing");
    for name in ["England", "Neighbours' mean", "London"] {
        assert!(words(&shapes).contains(&name), "{:?}", words(&shapes));
    }
    let hollow = |shapes: &[Shape]| shapes.iter().filter(|shape| matches!(shape, Shape::Polygon)).count();
    assert_eq!(hollow(&shapes), 9, "two points and a key for each of three");
    assert!(own.describe(None, &[]).contains(" England, Neighbours' mean, London, a point a year."));
    own.benchmarks.push(line("Elsewhere"));
    assert!(matches!(drawn(&own), Err(DrawError::TooManySeries(4))));
}

#[test]
fn surveys_are_dots_with_their_ranges_on_no_line() {
    let mut surveys = chart(ChartKind::Dots, vec![series("Safe", &[Some(0.8), None, Some(0.78)])]);
    let paths = |chart: &Chart| -> Vec<Vec<(i32, i32)>> {
        let shapes = drawn(chart).expect("a drawing");
        let path = |shape: Shape| match shape {
            Shape::Path { points, colour: (0x12, 0x43, 0x6D) } => Some(points),
            _ => None,
        };
        shapes.into_iter().filter_map(path).collect()
    };
    assert_eq!(paths(&surveys), Vec::<Vec<(i32, i32)>>::new(), "no line joins two surveys");
    surveys.series[0].points[0].range = Some((0.7, 0.9));
    surveys.series[0].points[2].range = Some((0.7, 0.85));
    let drawn_paths = paths(&surveys);
    assert_eq!(drawn_paths.len(), 6, "a bar and two ends for each: {drawn_paths:?}");
    assert!(drawn_paths.iter().all(|path| path[0].0 == path[1].0 || path[0].1 == path[1].1));
    // A range without a value to stand around is not drawn; one beyond the axis is refused.
    surveys.series[0].points[2].value = None;
    assert_eq!(paths(&surveys).len(), 3);
    surveys.series[0].points[0].range = Some((0.7, 1.1));
    assert!(matches!(drawn(&surveys), Err(DrawError::OutsideScale { .. })));
    let words = surveys.describe(None, &[]);
    assert!(words.starts_with("Dots with their 95% intervals, Children visited on time,"), "{words}");
}

#[test]
fn a_series_with_a_point_too_few_is_refused() {
    let mut chart = chart(ChartKind::Line, vec![series("Bromley", &[Some(0.5), Some(0.6)])]);
    chart.periods.push("Q1 2019-20".to_owned());
    let error = drawn(&chart).expect_err("refused");
    assert_eq!(error.to_string(), "the series \"Bromley\" has 2 points over 3 periods");
}

#[test]
fn scales_have_round_numbers() {
    let scale = |values: &[f64], unit, zero| {
        let scale = Scale::nice(values.iter().copied(), unit, zero);
        (scale.low, scale.high, scale.step)
    };
    assert_eq!(scale(&[0.92, 0.88, 1.0], ValueUnit::Percent, true), (0.0, 1.0, 0.2));
    assert_eq!(scale(&[3.0, 7.0], ValueUnit::Count, true), (0.0, 8.0, 2.0));
    assert_eq!(scale(&[0.0], ValueUnit::Count, true), (0.0, 2.0, 1.0));
    assert_eq!(scale(&[], ValueUnit::Count, true), (0.0, 4.0, 1.0));
    assert_eq!(scale(&[310.0, 342.0], ValueUnit::Count, false), (300.0, 350.0, 10.0));
    assert_eq!(scale(&[14.2, 15.1], ValueUnit::Number, false), (13.5, 15.5, 0.5));
    let cut = Scale::nice([0.91, 0.97, 1.0], ValueUnit::Percent, false);
    assert!(cut.is_cut() && cut.high == 1.0, "{cut:?}");
}

#[test]
fn alternative_text_is_made_from_the_values() {
    let values = [Some(0.5), None, Some(0.92)];
    let mut chart = chart(ChartKind::Line, vec![series("Bromley", &values)]);
    chart.target = Some(TargetLine { value: 1.0, label: "Target 100%".to_owned() });
    assert_eq!(
        chart.describe(Some("92% (273 of 296), up 3 percentage points"), &["No clear change over two years"]),
        "Line chart, Children visited on time, Q4 2015-16 to Q2 2016-17. \
         Latest 92% (273 of 296), up 3 percentage points. Target 100%. No figure for Q1 2016-17. \
         No clear change over two years."
    );
    assert!(chart.describe(None, &[]).contains("Latest 92%."));
}

/// Words of a few lengths, with spaces.
fn name() -> impl Strategy<Value = String> {
    prop::collection::vec("[A-Za-z]{2,11}", 1..6).prop_map(|words| words.join(" "))
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let kinds = prop_oneof![
        Just(ChartKind::Line),
        Just(ChartKind::Bars),
        Just(ChartKind::Dots),
        Just(ChartKind::StackedShare)
    ];
    (kinds, 1..=6_usize, 1..=16_usize, prop::option::of(0.0..=1.0), 0..=3_usize)
        .prop_flat_map(|(kind, series, periods, target, others)| {
            let values = prop::collection::vec(prop::option::weighted(0.85, 0.0..=1.0_f64), periods);
            let series = prop::collection::vec((name(), values), series);
            let others = if kind == ChartKind::Line { others } else { 0 };
            let points = prop::collection::vec((0..periods, 0.0..=1.0_f64), 1..4);
            (Just(kind), series, Just(target), prop::collection::vec((name(), points), others))
        })
        .prop_map(|(kind, all, target, others)| {
            let parts = f64::from(u32::try_from(all.len()).expect("few"));
            let share = if kind == ChartKind::StackedShare { parts } else { 1.0 };
            let scaled = |values: Vec<Option<f64>>| -> Vec<Option<f64>> {
                values.into_iter().map(|value| value.map(|value| value / share)).collect()
            };
            let all = all.into_iter().map(|(name, values)| series(&name, &scaled(values))).collect();
            let mut chart = chart(kind, all);
            chart.target =
                target.map(|value| TargetLine { value, label: format!("Target {:.0}%", value * 100.0) });
            let others = others.into_iter().map(|(label, points)| Benchmark { label, points });
            chart.benchmarks = others.collect();
            chart
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// As low as a page of two measures has them, and as full as a pack makes them.
    #[test]
    fn one_line_with_a_target_and_all_others_has_room_on_a_page(
        values in prop::collection::vec(prop::option::weighted(0.8, 0.0..=1.0_f64), 2..14),
        target in 0.0..=1.0_f64,
        heights in prop::array::uniform3(0.0..=1.0_f64),
    ) {
        let mut chart = chart(ChartKind::Line, vec![series("Bromley", &values)]);
        chart.target = Some(TargetLine { value: target, label: "Target at least 92.5%".to_owned() });
        let labels = ["England 100% (2018)", "Neighbours' mean 99.8% (2018)", "London 100% (2018)"];
        let line = |(label, height): (&str, f64)| Benchmark { label: label.to_owned(), points: vec![(0, height)] };
        chart.benchmarks = labels.into_iter().zip(heights).map(line).collect();
        let recorder = Recorder::default();
        let shapes = Rc::clone(&recorder.shapes);
        let page = recorder.into_drawing_area().shrink((0, 0), (477 * 20, 100 * 20));
        let result = draw(&chart, &page, UNITS).map_err(|error| error.to_string());
        prop_assert_eq!(result, Ok(()));
        for name in labels {
            prop_assert!(words(&shapes.borrow()).contains(&name), "{} wraps", name);
        }
    }

    #[test]
    fn labels_never_cover_each_other_and_are_never_clipped(chart in any_chart()) {
        let shapes = match drawn(&chart) {
            Ok(shapes) => shapes,
            Err(DrawError::Crowded) => return Ok(()),
            Err(other) => panic!("{other}"),
        };
        let boxes: Vec<(&str, f64, f64, f64, f64)> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { words, left, top, right, bottom } => Some((words.as_str(), *left, *top, *right, *bottom)),
                _ => None,
            })
            .collect();
        for (i, a) in boxes.iter().enumerate() {
            prop_assert!(a.1 >= -1.0 && a.2 >= -1.0, "{a:?} is clipped");
            prop_assert!(a.3 <= 477.0 * UNITS + 1.0 && a.4 <= 165.0 * UNITS + 1.0, "{a:?} is clipped");
            for b in boxes.iter().skip(i + 1) {
                let apart = a.3 <= b.1 + 2.0 || b.3 <= a.1 + 2.0 || a.4 <= b.2 + 2.0 || b.4 <= a.2 + 2.0;
                prop_assert!(apart, "{a:?} covers {b:?}");
            }
        }
    }
}
