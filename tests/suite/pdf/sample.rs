//! Packs made by hand, with every kind of block.

use boardpack::calendar::{Date, Period};
use boardpack::chart::{
    Benchmark, Chart, ChartKind, ControlChart, Point, Scale, Series, StripChart, TargetLine, ValueUnit,
};
use boardpack::pack::{
    About, Align, Anchor, Block, Book, Cell, Column, Cover, Inline, Lettering, Level, Mark, NumberKind, Pack,
    Prose, Row, Table,
};
use boardpack::spc::{self, Rules, Xmr};
use boardpack::statistics::Direction;
use chrono::Days;

/// A pack of these blocks after no cover.
pub(super) fn pack(document: Vec<Block>) -> Pack {
    let about = About {
        pages: None,
        id: "corporate-parenting-board".to_owned(),
        title: "Corporate Parenting Board report".to_owned(),
        council: "London Borough of Bromley".to_owned(),
        period: Period::Quarter { year: 2018, quarter: 4 },
        period_words: "January to March 2019 (2018-19 Q4)".to_owned(),
        as_at: Date::from_ymd_opt(2019, 3, 31).expect("a day"),
        marking: Some("OFFICIAL-SENSITIVE".to_owned()),
        example: Some("Example data: no real child".to_owned()),
        source: "Source: children's social care case records, snapshot as at 31 March 2019".to_owned(),
        lettering: Lettering::Standard,
    };
    Pack { about, document, book: Book::default() }
}

pub(super) fn heading(level: Level, text: &str, anchor: &str) -> Block {
    Block::Heading { level, text: text.to_owned(), anchor: Anchor(anchor.to_owned()) }
}

fn column(header: &str, align: Align, weight: u32) -> Column {
    Column { header: header.to_owned(), align, weight }
}

/// A table of so many rows.
pub(super) fn table(rows: usize) -> Table {
    let row = |index: usize| {
        let (done, due) = (index % 7 + 3, index % 7 + 4);
        let name = match index % 5 {
            0 => format!("Child {index}: placed with own parents, with a plan to return home by the summer"),
            _ => format!("Child {index}"),
        };
        let share = 100 * done / due;
        let mut status = Cell::text(if share > 85 { "On target" } else { "Close" });
        status.mark = Some(if share > 85 { Mark::OnTarget } else { Mark::Close });
        Row {
            cells: vec![
                Cell::text(name),
                Cell::number(done.to_string(), 1.0, NumberKind::Count),
                Cell::number(format!("{share}%"), 0.5, NumberKind::Percent { decimals: 0 }),
                status,
            ],
        }
    };
    Table {
        caption: "Visits by child".to_owned(),
        columns: vec![
            column("Child", Align::Start, 4),
            column("Numerator", Align::End, 1),
            column("Share", Align::End, 1),
            column("Status", Align::Start, 2),
        ],
        rows: (1..=rows).map(row).collect(),
        notes: vec!["[c] is suppressed to protect a child from being recognised.".to_owned()],
    }
}

pub(super) fn quarters(count: usize) -> Vec<String> {
    Period::Quarter { year: 2018, quarter: 4 }
        .history(u32::try_from(count).expect("few"))
        .into_iter()
        .map(Period::short)
        .collect()
}

fn percent(value: f64) -> Point {
    Point { value: Some(value), shown: format!("{:.0}%", value * 100.0), provisional: false, range: None }
}

fn wave(seed: usize, index: usize, low: f64, high: f64) -> f64 {
    let mixed = (seed * 7919 + index * 104_729 + seed * index * 31) % 1000;
    low + (high - low) * f64::from(u32::try_from(mixed).expect("small")) / 1000.0
}

fn finished(mut chart: Chart, zero: bool) -> Chart {
    let values = chart.series.iter().flat_map(|series| &series.points).filter_map(|point| point.value);
    chart.scale = match chart.kind {
        ChartKind::StackedShare => Scale { low: 0.0, high: 1.0, step: 0.2 },
        _ => Scale::nice(
            values.chain(chart.target.as_ref().map(|target| target.value)),
            chart.unit,
            zero || chart.kind == ChartKind::Bars,
        ),
    };
    if chart.scale.is_cut() {
        chart.note = Some("The axis does not start at 0.".to_owned());
    }
    chart.alt = chart.describe(None, &[]);
    chart
}

fn bare(id: &str, title: &str, kind: ChartKind, unit: ValueUnit, series: Vec<Series>) -> Chart {
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        kind,
        unit,
        scale: Scale { low: 0.0, high: 1.0, step: 0.2 },
        periods: quarters(series.first().map_or(0, |series| series.points.len())),
        series,
        target: None,
        breaks: Vec::new(),
        benchmarks: Vec::new(),
        note: None,
        alt: String::new(),
    }
}

pub(super) fn line(seed: usize, title: &str) -> Chart {
    let mut points: Vec<Point> = (0..13).map(|i| percent(wave(seed, i, 0.84, 0.97))).collect();
    points[4] = Point { value: None, shown: "[c]".to_owned(), provisional: false, range: None };
    points[12].provisional = true;
    let series = Series { name: "Bromley".to_owned(), points };
    let mut chart = bare(&format!("L{seed}"), title, ChartKind::Line, ValueUnit::Percent, vec![series]);
    chart.target = Some(TargetLine { value: 1.0, label: "Target 100%".to_owned() });
    finished(chart, false)
}

pub(super) fn two_lines(seed: usize, title: &str) -> Chart {
    let points =
        |offset: usize, low, high| (0..13).map(|i| percent(wave(seed + offset, i, low, high))).collect();
    let series = vec![
        Series { name: "Bromley".to_owned(), points: points(0, 0.55, 0.7) },
        Series { name: "Statistical neighbours".to_owned(), points: points(3, 0.6, 0.66) },
    ];
    finished(bare(&format!("T{seed}"), title, ChartKind::Line, ValueUnit::Percent, series), true)
}

pub(super) fn bars(seed: usize, title: &str) -> Chart {
    let points = (0..13)
        .map(|i| {
            let value = wave(seed, i, 0.0, 24.0).round();
            Point { value: Some(value), shown: format!("{value:.0}"), provisional: i == 12, range: None }
        })
        .collect();
    let series = Series { name: "Children".to_owned(), points };
    finished(bare(&format!("B{seed}"), title, ChartKind::Bars, ValueUnit::Count, vec![series]), true)
}

pub(super) fn stacked(seed: usize, title: &str) -> Chart {
    let names = [
        "Foster care with relatives or friends",
        "Foster care with others",
        "Children's homes and semi-independent living",
        "Placed with own parents",
        "Placed for adoption",
        "Other",
    ];
    let shares = [0.16, 0.55, 0.14, 0.08, 0.04, 0.03];
    let series = names
        .iter()
        .zip(shares)
        .enumerate()
        .map(|(number, (name, share))| {
            let points = (0..9)
                .map(|i| {
                    let moved = (wave(seed, i, -0.02, 0.02) * 1000.0).round() / 1000.0;
                    percent(match number {
                        0 => share + moved,
                        1 => share - moved,
                        _ => share,
                    })
                })
                .collect();
            Series { name: (*name).to_owned(), points }
        })
        .collect();
    finished(bare(&format!("S{seed}"), title, ChartKind::StackedShare, ValueUnit::Percent, series), true)
}

fn scorecard() -> Table {
    let names = [
        ("Visits to children looked after on time", "273 of 296", "92%", "100%", Mark::Close, "Close"),
        ("Reviews held on time", "121 of 126", "96%", "95%", Mark::OnTarget, "On target"),
        ("Health assessments in the last 12 months", "201 of 222", "91%", "95%", Mark::Close, "Close"),
        ("Dental checks in the last 12 months", "158 of 222", "71%", "90%", Mark::OffTarget, "Off target"),
        (
            "Personal education plans reviewed in the term",
            "188 of 190",
            "99%",
            "95%",
            Mark::OnTarget,
            "On target",
        ),
        ("Three or more placements in a year", "31 of 296", "10%", "9%", Mark::Close, "Close"),
        ("Same placement for two years or more", "64 of 92", "70%", "68%", Mark::OnTarget, "On target"),
        ("Placed more than 20 miles from home", "52 of 296", "18%", "16%", Mark::Close, "Close"),
        ("Care leavers aged 19 to 21 in touch", "118 of 124", "95%", "95%", Mark::OnTarget, "On target"),
        (
            "Care leavers in education, employment or training",
            "71 of 124",
            "57%",
            "60%",
            Mark::Close,
            "Close",
        ),
        ("Care leavers in suitable accommodation", "109 of 124", "88%", "90%", Mark::Close, "Close"),
        ("Pathway plans up to date", "96 of 124", "77%", "95%", Mark::OffTarget, "Off target"),
    ];
    let rows = names
        .iter()
        .enumerate()
        .map(|(index, (name, count, share, target, mark, words))| {
            let mut status = Cell::text(*words);
            status.mark = Some(*mark);
            let mut first = Cell::text(*name);
            if index < 3 {
                first = first.linked(Anchor(["visits", "reviews", "health"][index].to_owned()));
            }
            Row {
                cells: vec![
                    first,
                    Cell::text(*count),
                    Cell::number(*share, 0.9, NumberKind::Percent { decimals: 0 }),
                    Cell::text(*target),
                    status,
                    Cell::text(if index % 3 == 0 { "Up 3 points" } else { "No clear change" }),
                ],
            }
        })
        .collect();
    Table {
        caption: "Twelve measures of the Corporate Parenting Strategy, January to March 2019".to_owned(),
        columns: vec![
            column("Measure", Align::Start, 6),
            column("Children", Align::End, 2),
            column("Latest", Align::End, 1),
            column("Target", Align::End, 1),
            column("Status", Align::Start, 2),
            column("Change on last quarter", Align::Start, 2),
        ],
        rows,
        notes: vec![
            "Status compares the latest value with the target; \"Close\" is within 5 percentage points."
                .to_owned(),
        ],
    }
}

fn history(chart: &Chart) -> Table {
    let rows = chart
        .periods
        .iter()
        .enumerate()
        .rev()
        .take(5)
        .map(|(index, period)| {
            let mut cells = vec![Cell::text(period.as_str())];
            cells.extend(chart.series.iter().map(|series| Cell::text(series.points[index].shown.as_str())));
            Row { cells }
        })
        .collect();
    let mut columns = vec![column("Quarter", Align::Start, 2)];
    columns.extend(chart.series.iter().map(|series| column(&series.name, Align::End, 1)));
    Table { caption: format!("{}: the last five quarters", chart.title), columns, rows, notes: Vec::new() }
}

/// A measure: heading, words, chart and numbers, on one page.
pub(super) fn measure(title: &str, anchor: &str, chart: Chart) -> Block {
    let numbers = history(&chart);
    Block::Together(vec![
        heading(Level::Two, title, anchor),
        Block::Paragraph {
            prose: Prose::Body,
            text: vec![
                Inline::Text("The latest value is ".to_owned()),
                Inline::Strong("92% (273 of 296 children)".to_owned()),
                Inline::Text(
                    ", which is below the target of 100% and about the same as in the same quarter last year. \
                     Twenty-three children were not seen on time; sixteen of them live more than 20 miles away. See "
                        .to_owned(),
                ),
                Inline::Link { text: "how visits are counted".to_owned(), to: Anchor("definitions".to_owned()) },
                Inline::Text(".".to_owned()),
            ],
        },
        Block::Chart(chart),
        Block::Table(numbers),
    ])
}

fn opening() -> Vec<Block> {
    vec![
        Block::Cover(Cover {
            purpose: "For councillors and officers of the Corporate Parenting Board: how well the council is doing \
                      as the parent of its children looked after and care leavers, what changed this quarter, and \
                      what is being done where it falls short."
                .to_owned(),
            facts: vec![
                ("Period".to_owned(), "January to March 2019 (2018-19 Q4)".to_owned()),
                ("Data as at".to_owned(), "31 March 2019".to_owned()),
                ("Children looked after".to_owned(), "296, and 124 care leavers aged 19 to 21".to_owned()),
                ("Owner".to_owned(), "Head of Service, Children Looked After and Care Leavers".to_owned()),
                (
                    "Small numbers".to_owned(),
                    "Counts below 6 are suppressed, shown as [c], so that no child can be recognised".to_owned(),
                ),
            ],
        }),
        Block::Contents { title: "Contents".to_owned(), depth: Level::Two },
        heading(Level::One, "At a glance", "glance"),
        Block::text(
            Prose::Lead,
            "Five of twelve measures are on target, five are close and two are off target: dental checks and \
             pathway plans.",
        ),
        Block::Table(scorecard()),
        heading(Level::Two, "What changed this quarter", "changed"),
        Block::text(Prose::Body, "Three things moved by more than would be expected from chance alone:"),
        Block::List(vec![
            vec![
                Inline::Strong("Reviews on time".to_owned()),
                Inline::Text(" rose to 96%, the highest in three years, after a second reviewing officer joined in January.".to_owned()),
            ],
            vec![Inline::Text("Dental checks fell for the third quarter running; access to NHS dentists is the reason most often recorded.".to_owned())],
            vec![
                Inline::Text("Pathway plans up to date fell to 77%; see ".to_owned()),
                Inline::Link { text: "what we are doing about it".to_owned(), to: Anchor("actions".to_owned()) },
                Inline::Text(".".to_owned()),
            ],
        ]),
        heading(Level::Three, "Words used here", "words"),
        Block::Paragraph {
            prose: Prose::Body,
            text: vec![
                Inline::Text("Definitions follow the Department for Education's guide; the guide is at ".to_owned()),
                Inline::Web {
                    text: "Children looked after return: guide for local authorities, collection year 2018 to 2019".to_owned(),
                    url: "https://www.gov.uk/guidance/children-looked-after-return".to_owned(),
                },
                Inline::Text(".".to_owned()),
            ],
        },
        Block::text(Prose::Note, "Percentages are rounded to whole numbers and may not add up to 100%."),
    ]
}

fn closing() -> Vec<Block> {
    let action = |index: usize| Row {
        cells: vec![
            Cell::text(format!("A{index}")),
            Cell::text(
                "Personal advisers to review every pathway plan older than six months with the young person, starting \
                 with those who turn 18 in the next quarter, and to record what the young person said about it in \
                 their own words",
            ),
            Cell::text("Team Manager, Leaving Care"),
            Cell::text("30 June 2019"),
            Cell::text(if index.is_multiple_of(2) {
                "Under way"
            } else {
                "Not started; waits for the new case system"
            }),
        ],
    };
    let actions = Table {
        caption: "Actions of the Service Improvement Plan".to_owned(),
        columns: vec![
            column("Ref", Align::Start, 1),
            column("What", Align::Start, 6),
            column("Owner", Align::Start, 2),
            column("Due", Align::Start, 2),
            column("Status", Align::Start, 3),
        ],
        rows: (1..=9).map(action).collect(),
        notes: Vec::new(),
    };
    vec![
        heading(Level::One, "Actions", "actions"),
        Block::text(Prose::Lead, "Nine actions are open; two are overdue."),
        Block::Table(actions),
        heading(Level::One, "Definitions", "definitions"),
        Block::text(
            Prose::Body,
            "A visit is on time if it took place within the interval that the care plan sets. ".repeat(6),
        ),
        Block::Table(table(60)),
    ]
}

/// A pack with every kind of block.
pub(super) fn board() -> Pack {
    let mut blocks = opening();
    blocks.push(heading(Level::One, "Safe and seen", "safe"));
    blocks.push(measure(
        "Visits to children looked after",
        "visits",
        line(1, "Children looked after visited on time"),
    ));
    blocks.push(measure(
        "Reviews",
        "reviews",
        two_lines(2, "Reviews held on time, Bromley and its statistical neighbours"),
    ));
    blocks.push(heading(Level::One, "Healthy", "healthy"));
    blocks.push(measure("Health assessments", "health", line(4, "Health assessments in the last 12 months")));
    blocks.push(measure(
        "Missing from care",
        "missing",
        bars(5, "Children missing from care in the quarter"),
    ));
    blocks.push(heading(Level::One, "A stable home", "home"));
    blocks.push(measure(
        "Where children live",
        "live",
        stacked(6, "Children looked after by where they live"),
    ));
    blocks.extend(closing());
    pack(blocks)
}

/// The same with thirty charts.
pub(super) fn long_board() -> Pack {
    let mut blocks = opening();
    blocks.push(heading(Level::One, "Safe and seen", "safe"));
    for (index, anchor) in ["visits", "reviews", "health"].into_iter().enumerate() {
        blocks.push(measure(&format!("Measure {anchor}"), anchor, line(index, "Visited on time")));
    }
    for seed in 3..34 {
        if seed % 10 == 0 {
            blocks.push(heading(Level::One, &format!("Priority {}", seed / 10), &format!("priority-{seed}")));
        }
        let chart = match seed % 4 {
            0 => line(seed, "Visited on time"),
            1 => two_lines(seed, "Bromley and its statistical neighbours"),
            2 => bars(seed, "Children missing in the quarter"),
            _ => stacked(seed, "Children looked after by where they live"),
        };
        blocks.push(measure(&format!("Measure {seed} of the strategy"), &format!("measure-{seed}"), chart));
    }
    blocks.extend(closing());
    pack(blocks)
}

/// Charts with one point, none, many, names that are long, values at the same height.
pub(super) fn gallery() -> Pack {
    let short = |mut chart: Chart, count: usize| {
        let from = chart.periods.len() - count;
        chart.periods.drain(..from);
        for series in &mut chart.series {
            series.points.drain(..from);
        }
        finished(chart, true)
    };
    let mut even = line(7, "Latest value and target at one height");
    let latest = even.series[0].points[12].value.expect("a value");
    even.target =
        Some(TargetLine { value: latest, label: "Target 90%, set by the board in 2017".to_owned() });
    let mut late = line(8, "The last two quarters are suppressed");
    for point in late.series[0].points.iter_mut().skip(11) {
        *point = Point { value: None, shown: "[c]".to_owned(), provisional: false, range: None };
    }
    let mut months = bars(9, "Months: missing episodes");
    months.periods = (0..24_i32)
        .map(|i| {
            Period::Month { year: 2017 + (i + 3) / 12, month: ((i + 3) % 12 + 1).cast_unsigned() }.short()
        })
        .collect();
    months.series[0].points = (0..24)
        .map(|i| {
            let value = wave(9, i, 0.0, 9.0).round();
            Point { value: Some(value), shown: format!("{value:.0}"), provisional: i > 21, range: None }
        })
        .collect();
    months.target = Some(TargetLine { value: 4.0, label: "No more than 4".to_owned() });
    let mut pairs = two_lines(10, "Two sets of bars");
    pairs.kind = ChartKind::Bars;
    let mut six = stacked(11, "Six lines");
    six.kind = ChartKind::Line;
    let mut hollow = stacked(12, "Shares, the last quarter provisional");
    for series in &mut hollow.series {
        series.points[8].provisional = true;
    }
    let mut large = bars(13, "Large counts");
    for point in &mut large.series[0].points {
        point.value = point.value.map(|value| value * 517.0);
        point.shown = point.value.map_or(String::new(), |value| format!("{value:.0}"));
    }
    let mut nothing = line(14, "Nothing could be published");
    for point in &mut nothing.series[0].points {
        point.value = None;
    }
    let charts = vec![
        even,
        late,
        months,
        pairs,
        six,
        hollow,
        large,
        nothing,
        short(line(15, "One quarter"), 1),
        short(two_lines(16, "Two quarters"), 2),
        short(bars(17, "Five quarters"), 5),
        short(stacked(18, "One quarter in parts"), 1),
    ];
    let mut blocks = vec![heading(Level::One, "Charts at their limits", "charts")];
    blocks.extend(charts.into_iter().map(|chart| Block::Chart(finished(chart, false))));
    blocks.extend([3, 15, 48].into_iter().map(|months| Block::ControlChart(control(months))));
    blocks.extend([0, 1, 9].into_iter().map(|events| Block::StripChart(strip(events))));
    pack(blocks)
}

/// So many placements that ended in an emergency over two years, some of them on one day.
fn strip(events: usize) -> StripChart {
    let period = |quarter| Period::Quarter { year: 2017, quarter };
    let (first, last) = (period(1).first_day(), Period::Year { year: 2018 }.last_day());
    let day = |index: usize| first + Days::new((index as u64 / 2 * 131) % 700);
    let strip = spc::EventStrip::new(first, last, (0..events).map(day)).expect("a strip");
    let title = format!("Homes that ended in an emergency, {events}");
    StripChart::of(&strip, &format!("strip-{events}"), &title)
}

/// Initial assessments in time over so many months: one missing, a step up after the thirtieth that was rebased.
fn control(months: i32) -> ControlChart {
    let month = |index: i32| Period::Month {
        year: 2015 + (index + 3) / 12,
        month: ((index + 3) % 12 + 1).cast_unsigned(),
    };
    let value = |index: i32| {
        let step = if index < 30 { 0.0 } else { 14.0 };
        (index != 9).then(|| (wave(19, index.unsigned_abs() as usize, 66.0, 82.0) + step).round())
    };
    let series = spc::Series::new((0..months).map(|index| (month(index).first_day(), value(index))))
        .expect("a series");
    let rules = Rules {
        direction: Direction::Increase,
        target: Some(95.0),
        rebase: if months > 30 { vec![month(30).first_day()] } else { Vec::new() },
        ..Rules::default()
    };
    let title = format!("Initial health assessments in time, {months} months");
    let mut chart = ControlChart::of(&Xmr::new(&series, &rules), &format!("control-{months}"), &title, 0);
    let yearly =
        (0..months).step_by(12).map(|index| (index.unsigned_abs() as usize, 84.0 + f64::from(index) / 12.0));
    chart.benchmarks.push(Benchmark { label: "England (yearly)".to_owned(), points: yearly.collect() });
    if let Some(point) = chart.points.last_mut() {
        point.provisional = true;
    }
    chart.alt = chart.describe();
    chart
}
