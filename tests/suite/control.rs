//! Control charts: what is drawn, said and written of a judged series, as SVG.

use boardpack::calendar::Date;
use boardpack::chart::{
    Benchmark, Chart, ChartKind, ControlChart, Point, Ruler, Scale, Series as Line, StripChart, ValueUnit,
};
use boardpack::spc::{EventStrip, Rules, Series, Stage, Variation, Xmr};
use boardpack::statistics::Direction;
use boardpack::write::svg::{Look, chart, control_chart, strip_chart};
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use roxmltree::{Document, Node};

const LOOK: Look = Look { width: 480, height: 200, alone: true };
const PART: Look = Look { alone: false, ..LOOK };

/// The `index`-th month from April 2017.
fn month(index: usize) -> Date {
    let index = u32::try_from(index).expect("few") + 3;
    Date::from_ymd_opt(2017 + (index / 12).cast_signed(), index % 12 + 1, 1).expect("a month")
}

fn monthly(values: &[Option<f64>]) -> Series {
    Series::new(values.iter().enumerate().map(|(index, value)| (month(index), *value))).expect("a series")
}

/// Sixteen months of reviews in time, rebased after the twelfth, of which one is missing and one is far above.
fn example() -> ControlChart {
    let values = [80, 82, 79, 81, 80, 82, 80, 79, 81, 80, 82, 99, 90, 91, 90, 92, 90, 91, 92, 91, 90];
    let mut values: Vec<Option<f64>> = values.iter().map(|value| Some(f64::from(*value))).collect();
    values[4] = None;
    let rules = Rules {
        direction: Direction::Increase,
        target: Some(95.0),
        rebase: vec![month(12)],
        ..Rules::default()
    };
    let mut chart = ControlChart::of(&Xmr::new(&monthly(&values), &rules), "KPI-1", "Reviews in time", 0);
    chart
        .benchmarks
        .push(Benchmark { label: "England 88 (2018)".to_owned(), points: vec![(0, 86.0), (11, 88.0)] });
    chart.points[20].provisional = true;
    chart.alt = chart.describe();
    chart
}

/// Leaves a picture to look at, where one is asked for as for the PDFs.
fn look(name: &str, text: &str) {
    if std::env::var_os("BOARDPACK_LOOK").is_some() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/looked-at");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(name), text).expect("a file");
    }
}

fn words<'a>(document: &'a Document<'_>) -> Vec<&'a str> {
    document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect()
}

fn coloured<'a, 'i>(
    document: &'a Document<'i>,
    name: &'a str,
    fill: &'a str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    document.descendants().filter(move |node| node.has_tag_name(name) && node.attribute("fill") == Some(fill))
}

#[test]
fn the_words_of_a_control_chart_come_from_its_values() {
    assert_eq!(
        example().alt,
        "Control chart, Reviews in time, Apr 2017 to Dec 2018. Latest 90 in Dec 2018. Upper trial limit 87.3, \
         mean 82.3, lower trial limit 77.3. Rebased Apr 2018: upper trial limit 94.1, mean 90.8, \
         lower trial limit 87.5. Target 95. England 88 (2018). 1 signal of improvement. No value for Aug 2017. \
         Provisional values are drawn hollow."
    );
}

#[test]
fn an_svg_is_an_image_with_a_name_and_real_words() {
    let text = control_chart(&example(), LOOK).expect("an SVG");
    look("control.svg", &text);
    let document = Document::parse(&text).expect("XML");
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    assert_eq!(root.attribute("aria-labelledby"), Some("KPI-1-title KPI-1-desc"));
    let named = |tag: &str| root.children().find(|node| node.has_tag_name(tag)).expect("an element");
    assert_eq!(
        (named("title").attribute("id"), named("title").text()),
        (Some("KPI-1-title"), Some("Reviews in time"))
    );
    assert_eq!(named("desc").attribute("id"), Some("KPI-1-desc"));
    assert_eq!(named("desc").text(), Some(example().alt.as_str()));
    let words = words(&document);
    let wanted = [
        "Reviews in time",
        "Signal of improvement",
        "Rebased Apr 2018",
        "90",
        "Mean 90.8",
        "Target 95",
        "England 88 (2018)",
        "The axis does not start at 0.",
    ];
    for wanted in wanted {
        assert!(words.contains(&wanted), "{wanted} is not in {words:?}");
    }
    let known = ["svg", "title", "desc", "rect", "text", "g", "polyline", "circle", "polygon"];
    assert!(
        document.descendants().filter(Node::is_element).all(|node| known.contains(&node.tag_name().name()))
    );
    assert_eq!(text, control_chart(&example(), LOOK).expect("an SVG"));
}

#[test]
fn inside_a_page_an_svg_has_no_heading() {
    let text = control_chart(&example(), PART).expect("an SVG");
    let document = Document::parse(&text).expect("XML");
    assert!(!words(&document).contains(&"Reviews in time"));
    assert!(document.descendants().all(|node| !node.has_tag_name("rect")));
}

#[test]
fn signals_differ_by_shape_and_provisional_points_are_hollow() {
    let text = control_chart(&example(), LOOK).expect("an SVG");
    let document = Document::parse(&text).expect("XML");
    // England's yearly points.
    assert_eq!(coloured(&document, "polygon", "#28a197").count(), 2);
    // A diamond among the values and one in the key.
    let diamonds: Vec<usize> = coloured(&document, "polygon", "#12436d")
        .map(|node| node.attribute("points").map_or(0, |points| points.split(' ').count()))
        .collect();
    assert_eq!(diamonds, [4, 4]);
    let ordinary = coloured(&document, "circle", "#3d3d3d").count();
    let hollow = coloured(&document, "circle", "#ffffff").count();
    // 21 months, one of them missing, one a signal, one provisional.
    assert_eq!((ordinary, hollow), (18, 1));
    // A decrease that is better turns the same signal into a square of another colour.
    let worse = Rules { direction: Direction::Decrease, ..Rules::default() };
    let values: Vec<Option<f64>> =
        (0..15).map(|index| Some(if index == 9 { 50.0 } else { f64::from(index % 2) })).collect();
    let chart = ControlChart::of(&Xmr::new(&monthly(&values), &worse), "x", "x", 0);
    let text = control_chart(&chart, LOOK).expect("an SVG");
    let document = Document::parse(&text).expect("XML");
    assert_eq!(coloured(&document, "polygon", "#f46a25").count(), 2);
}

#[test]
fn full_limits_are_solid_and_trial_limits_dashed() {
    let lines = |count: usize| {
        let values: Vec<Option<f64>> =
            (0..count).map(|index| Some([3.0, 7.0, 5.0, 6.0][index % 4])).collect();
        let chart = ControlChart::of(&Xmr::new(&monthly(&values), &Rules::default()), "x", "x", 0);
        let text = control_chart(&chart, PART).expect("an SVG");
        let document = Document::parse(&text).expect("XML");
        let limit = |node: &Node<'_, '_>| {
            node.attribute("stroke-width") == Some("0.8") && node.attribute("stroke") == Some("#4a5057")
        };
        (
            document.descendants().filter(limit).count(),
            words(&document).iter().any(|words| words.contains("limit")),
        )
    };
    assert_eq!(lines(7), (0, false));
    let (dashes, named) = lines(12);
    assert!(dashes > 40 && named, "{dashes}");
    assert_eq!(lines(13), (2, true));
}

#[test]
fn text_of_a_title_cannot_break_the_markup() {
    let mut chart = example();
    chart.title = "\u{1}<script>\"&'".to_owned();
    chart.id = "a\" onload=\"b".to_owned();
    let text = control_chart(&chart, LOOK).expect("an SVG");
    let document = Document::parse(&text).expect("XML");
    let root = document.root_element();
    assert_eq!(root.attribute("onload"), None);
    let title = root.children().find(|node| node.has_tag_name("title")).expect("a title");
    assert_eq!(title.text(), Some("\u{FFFD}<script>\"&'"));
}

#[test]
fn a_chart_that_cannot_be_drawn_truthfully_is_refused() {
    let mut chart = example();
    chart.points[0].value = Some(1000.0);
    let fault = control_chart(&chart, LOOK).expect_err("outside");
    assert_eq!(fault.to_string(), "the chart \"Reviews in time\": 1000 lies outside the axis from 75 to 100");
    chart.points.pop();
    let fault = control_chart(&chart, LOOK).expect_err("uneven");
    assert!(fault.to_string().ends_with("has 20 points over 21 periods"), "{fault}");
}

#[test]
fn the_charts_of_packs_are_written_as_svg_too() {
    let points = [0.8, 0.85, 0.9].map(|value| Point {
        value: Some(value),
        shown: format!("{value}"),
        provisional: false,
        range: None,
    });
    let line = Chart {
        id: "KPI-2".to_owned(),
        title: "Health assessments in time".to_owned(),
        kind: ChartKind::Line,
        unit: ValueUnit::Percent,
        scale: Scale::nice([0.8, 0.9], ValueUnit::Percent, false),
        periods: ["Q1 2018-19", "Q2 2018-19", "Q3 2018-19"].map(str::to_owned).to_vec(),
        series: vec![Line { name: "In time".to_owned(), points: points.to_vec() }],
        target: None,
        breaks: Vec::new(),
        benchmarks: Vec::new(),
        note: None,
        alt: "Line chart.".to_owned(),
    };
    let text = chart(&line, PART).expect("an SVG");
    let document = Document::parse(&text).expect("XML");
    assert!(words(&document).contains(&"Q3 2018-19"));
    assert_eq!(coloured(&document, "circle", "#12436d").count(), 3);
}

#[test]
fn a_ruler_holds_its_values_between_round_numbers() {
    let ticks = |values: &[f64]| {
        let ruler = Ruler::nice(values.iter().copied());
        ruler.ticks.into_iter().map(|(_, words)| words).collect::<Vec<_>>()
    };
    assert_eq!(ticks(&[0.0, 11_594.8]), ["0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000"]);
    assert_eq!(ticks(&[0.0012, 0.0031]), ["0.000", "0.001", "0.002", "0.003", "0.004"]);
    assert_eq!(ticks(&[-0.7, 10.0]), ["\u{2212}2", "0", "2", "4", "6", "8", "10"]);
    assert_eq!(ticks(&[]), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    assert!(Ruler::nice([70.0]).is_cut() && !Ruler::nice([0.0]).is_cut());
}

fn strip(events: &[(i32, u32, u32)]) -> StripChart {
    let day = |(year, month, day): (i32, u32, u32)| Date::from_ymd_opt(year, month, day).expect("a day");
    let events = events.iter().map(|event| day(*event));
    let strip = EventStrip::new(day((2017, 4, 1)), day((2019, 3, 31)), events).expect("a strip");
    StripChart::of(&strip, "KPI-3", "Children missing for a week or more")
}

#[test]
fn an_event_strip_shows_each_event_and_the_time_between() {
    let chart = strip(&[(2017, 6, 1), (2017, 6, 1), (2018, 9, 15), (2019, 1, 10)]);
    assert_eq!(
        chart.alt,
        "Event strip, Children missing for a week or more, 1 April 2017 to 31 March 2019. 4 events. \
         Longest time between two: 471 days. 80 days since the last."
    );
    look("strip.svg", &strip_chart(&chart, Look { height: 70, ..LOOK }).expect("an SVG"));
    let text = strip_chart(&chart, Look { height: 100, ..PART }).expect("an SVG");
    let document = Document::parse(&text).expect("XML");
    let dots: Vec<(&str, &str)> = coloured(&document, "circle", "#12436d")
        .filter_map(|node| Some((node.attribute("cx")?, node.attribute("cy")?)))
        .collect();
    assert_eq!(dots.len(), 4);
    // Two of one day stand above each other.
    assert!(dots[0].0 == dots[1].0 && dots[0].1 != dots[1].1, "{dots:?}");
    assert!(dots[1].1 != dots[2].1 && dots[0].1 == dots[2].1 && dots[2].1 == dots[3].1, "{dots:?}");
    let words = words(&document);
    assert!(words.contains(&"80 days since the") && words.contains(&"last"), "{words:?}");
}

#[test]
fn an_event_strip_without_events_says_so() {
    let chart = strip(&[]);
    assert!(chart.alt.ends_with(" No event."), "{}", chart.alt);
    let text = strip_chart(&chart, PART).expect("an SVG");
    let document = Document::parse(&text).expect("XML");
    assert_eq!(coloured(&document, "circle", "#12436d").count(), 0);
    assert!(words(&document).contains(&"No event"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_event_covers_another(events in prop::collection::vec((2017..=2019_i32, 1..=12_u32, 1..=28_u32), 0..40)) {
        let chart = strip(&events);
        let text = strip_chart(&chart, Look { height: 120, ..PART }).expect("an SVG");
        let document = Document::parse(&text).expect("XML");
        let number = |node: &Node<'_, '_>, name: &str| node.attribute(name).and_then(|at| at.parse::<f64>().ok());
        let dots: Vec<(f64, f64, f64)> = coloured(&document, "circle", "#12436d")
            .filter_map(|node| Some((number(&node, "cx")?, number(&node, "cy")?, number(&node, "r")?)))
            .collect();
        let inside = events.iter().filter(|event| (2017, 4, 1) <= **event && **event <= (2019, 3, 31)).count();
        prop_assert_eq!(dots.len(), inside);
        for (index, (x, y, r)) in dots.iter().enumerate() {
            prop_assert!(*y - r >= -0.1 && *y + r <= 120.0 && *x - r >= -0.1);
            for (other_x, other_y, _) in &dots[..index] {
                prop_assert!((x - other_x).hypot(y - other_y) >= 2.0 * r - 0.11, "{dots:?}");
            }
        }
    }

    #[test]
    fn any_series_is_drawn_inside_its_picture(
        values in prop::collection::vec(prop::option::weighted(0.95, -1e4..1e6_f64), 1..90),
        scale in prop::sample::select(vec![1e-6, 1.0, 1e6]),
        rebase in prop::collection::vec(0_usize..90, 0..4),
        target in prop::option::of(-1e4..1e6_f64),
    ) {
        let values: Vec<Option<f64>> = values.iter().map(|value| value.map(|value| value * scale)).collect();
        let rules = Rules {
            direction: Direction::Increase,
            target: target.map(|target| target * scale),
            rebase: rebase.iter().map(|index| month(*index)).collect(),
            ..Rules::default()
        };
        let xmr = Xmr::new(&monthly(&values), &rules);
        let chart = ControlChart::of(&xmr, "x", "Any series", 2);
        prop_assert!(chart.ruler.ticks.len() >= 3 && chart.ruler.ticks.len() <= 9, "{:?}", chart.ruler);
        for (point, judged) in chart.points.iter().zip(xmr.points()) {
            let stage = xmr.groups()[judged.group].stage;
            prop_assert!(point.signal == Variation::CommonCause || stage != Stage::Dots);
        }
        let text = control_chart(&chart, PART).expect("an SVG");
        let document = Document::parse(&text).expect("XML");
        let inside = |number: &str, most: f64| {
            number.parse::<f64>().is_ok_and(|number| (-0.1..=most + 0.1).contains(&number))
        };
        for node in document.descendants() {
            for (name, most) in [("x", 480.0), ("cx", 480.0), ("y", 200.0), ("cy", 200.0)] {
                prop_assert!(node.attribute(name).is_none_or(|at| inside(at, most)), "{node:?}");
            }
            for pair in node.attribute("points").unwrap_or("").split_whitespace() {
                let (x, y) = pair.split_once(',').expect("a pair");
                prop_assert!(inside(x, 480.0) && inside(y, 200.0), "{node:?}");
            }
        }
    }
}
