//! A small workbook by hand: every kind of cell and chart once.

use boardpack::calendar::{Date, Period};
use boardpack::chart::{Chart, ChartKind, Point, Scale, Series, TargetLine, ValueUnit};
use boardpack::pack::{
    About, Align, Anchor, Book, Cell, Column, Lettering, Mark, NumberKind, Pack, Row, Sheet, SheetBody,
    SheetChart, Table,
};

const PERCENT: NumberKind = NumberKind::Percent { decimals: 0 };

/// Shares of reviews on time; the last is 273 of 296.
const REVIEWS: [f64; 13] =
    [0.81, 0.83, 0.8, 0.84, 0.86, 0.85, 0.88, 0.87, 0.9, 0.89, 0.91, 0.9, 273.0 / 296.0];
const VISITS: [f64; 13] = [0.97, 0.96, 0.98, 0.95, 0.96, 0.94, 0.95, 0.93, 0.94, 0.92, 0.93, 0.91, 0.9];
const MOVES: [f64; 13] = [31.0, 28.0, 35.0, 30.0, 26.0, 24.0, 29.0, 27.0, 22.0, 25.0, 21.0, 19.0, 23.0];
const FOSTER: [f64; 13] = [0.7, 0.71, 0.7, 0.69, 0.7, 0.68, 0.69, 0.68, 0.67, 0.66, 0.66, 0.65, 0.65];
const KINSHIP: [f64; 13] = [0.1, 0.1, 0.11, 0.12, 0.11, 0.13, 0.13, 0.14, 0.15, 0.15, 0.16, 0.17, 0.17];

pub(super) fn example() -> Pack {
    let quarters = Period::Quarter { year: 2018, quarter: 4 }.history(13);
    Pack {
        about: About {
            pages: None,
            id: "smt".to_owned(),
            title: "Senior Management Team pack".to_owned(),
            council: "Exampleshire County Council".to_owned(),
            period: Period::Quarter { year: 2018, quarter: 4 },
            period_words: "January to March 2019 (2018-19 Q4)".to_owned(),
            as_at: Date::from_ymd_opt(2019, 3, 31).expect("a day"),
            marking: Some("OFFICIAL-SENSITIVE".to_owned()),
            example: Some("Example data: no real child".to_owned()),
            source: "Source: snapshot as at 31 March 2019".to_owned(),
            lettering: Lettering::Standard,
        },
        document: Vec::new(),
        book: Book {
            sheets: vec![cover(), scorecard(), priority(), tidy()],
            trend_periods: quarters.iter().map(|period| period.short()).collect(),
        },
    }
}

fn cover() -> Sheet {
    let facts = [
        ("Council", "Exampleshire County Council"),
        ("Period", "January to March 2019 (2018-19 Q4)"),
        ("Data as at", "31 March 2019"),
        ("Marking", "OFFICIAL-SENSITIVE"),
        ("Who made it", "Performance and data team, performance@example.gov.uk"),
    ];
    Sheet {
        name: "Cover".to_owned(),
        title: "Senior Management Team pack, January to March 2019".to_owned(),
        notes: vec![
            "Example data: no real child.".to_owned(),
            "Figures behind the quarterly pack for children looked after and care leavers.".to_owned(),
        ],
        anchor: None,
        body: SheetBody::Cover(facts.map(|(label, value)| (label.to_owned(), value.to_owned())).into()),
    }
}

fn scorecard() -> Sheet {
    let marked = |text: &str, mark| Cell { mark: Some(mark), ..Cell::text(text) };
    let drawn = |text: &str, values: &[f64]| Cell {
        trend: values.iter().copied().map(Some).collect(),
        ..Cell::text(text)
    };
    let home = Anchor("priority-home".to_owned());
    let rows = vec![
        vec![
            Cell::text("Reviews held on time").linked(home.clone()),
            Cell::number("92%", 273.0 / 296.0, PERCENT),
            Cell::text("273 of 296"),
            Cell::number("95%", 0.95, PERCENT),
            marked("Close", Mark::Close),
            drawn("Better than a year ago", &REVIEWS),
        ],
        vec![
            Cell::text("Children visited within the time that was agreed in the plan").linked(home.clone()),
            Cell::number("90%", 0.9, PERCENT),
            Cell::text("267 of 296"),
            Cell::number("98%", 0.98, PERCENT),
            marked("Off target", Mark::OffTarget),
            drawn("Worse than a year ago", &VISITS),
        ],
        vec![
            Cell::text("Moves between homes").linked(home),
            Cell::number("23", 23.0, NumberKind::Count),
            Cell::text("23 moves"),
            Cell::number("25", 25.0, NumberKind::Count),
            marked("On target", Mark::OnTarget),
            drawn("No clear change", &MOVES[5..]),
        ],
        vec![
            Cell::text("Missing from home, return interview offered"),
            Cell::text("[c]"),
            Cell::text("[c]"),
            Cell::number("100%", 1.0, PERCENT),
            Cell::text("Too few to say"),
            Cell::text("Too few to say"),
        ],
    ];
    let columns =
        [("Measure", Align::Start), ("Latest value", Align::End), ("Children counted", Align::Start)]
            .into_iter()
            .chain([("Target", Align::End), ("Status", Align::Start), ("Trend", Align::Start)]);
    Sheet {
        name: "Scorecard".to_owned(),
        title: "Scorecard: every measure in the pack, January to March 2019".to_owned(),
        notes: vec!["Status compares the unrounded value with the target.".to_owned()],
        anchor: None,
        body: SheetBody::Table {
            name: "scorecard".to_owned(),
            table: Table {
                caption: "Latest value, target and status of every measure".to_owned(),
                columns: columns.map(|(header, align)| column(header, align)).collect(),
                rows: rows.into_iter().map(|cells| Row { cells }).collect(),
                notes: Vec::new(),
            },
            charts: Vec::new(),
        },
    }
}

fn priority() -> Sheet {
    let gap = |at: usize| at == 4;
    let hidden: Vec<Cell> = VISITS
        .iter()
        .enumerate()
        .map(|(at, value)| if gap(at) { Cell::text("[c]") } else { Cell::number("", *value, PERCENT) })
        .collect();
    let rows = vec![
        cell_row("Reviews held on time", &numbers(&REVIEWS, PERCENT)),
        cell_row("Children visited in time", &hidden),
        cell_row("Moves between homes", &numbers(&MOVES, NumberKind::Count)),
        cell_row("Lives with foster carers", &numbers(&FOSTER, PERCENT)),
        cell_row("Lives with family or friends", &numbers(&KINSHIP, PERCENT)),
        cell_row("Lives elsewhere", &numbers(&elsewhere(), PERCENT)),
    ];
    let placed =
        |chart, rows: &[usize]| SheetChart { chart, rows: rows.to_vec(), first_column: 1, last_column: 13 };
    let mut reviews = line_chart("reviews", "Reviews held on time", &REVIEWS.map(Some));
    reviews.target = Some(TargetLine { value: 0.95, label: "Target 95%".to_owned() });
    reviews.series[0].points[12].provisional = true;
    let mut visits = line_chart("visits", "Children visited in time", &VISITS.map(Some));
    visits.series[0].points[4] =
        Point { value: None, shown: "[c]".to_owned(), provisional: false, range: None };
    let mut moves = line_chart("moves", "Moves between homes in the quarter", &MOVES.map(Some));
    moves.kind = ChartKind::Bars;
    moves.unit = ValueUnit::Count;
    moves.series = vec![series("Moves between homes", &MOVES.map(Some), ValueUnit::Count)];
    moves.scale = Scale { low: 0.0, high: 40.0, step: 10.0 };
    moves.alt = "Bar chart, Moves between homes, 2015-16 Q4 to 2018-19 Q4. Latest 23.".to_owned();
    moves.note = None;
    moves.target = Some(TargetLine { value: 25.0, label: "No more than 25".to_owned() });
    let mut homes = line_chart("homes", "Where children live", &FOSTER.map(Some));
    homes.kind = ChartKind::StackedShare;
    homes.alt =
        "Stacked share of where children live. Latest: foster carers 65%, family or friends 17%.".to_owned();
    homes.note = None;
    homes.series.push(series("Lives with family or friends", &KINSHIP.map(Some), ValueUnit::Percent));
    homes.series.push(series("Lives elsewhere", &elsewhere().map(Some), ValueUnit::Percent));
    homes.series[0].name = "Lives with foster carers".to_owned();
    let mut two = line_chart("two", "Foster carers, and family or friends", &FOSTER.map(Some));
    two.scale = Scale { low: 0.0, high: 1.0, step: 0.2 };
    two.note = None;
    two.series[0].name = "Foster carers".to_owned();
    two.series.push(series("Family or friends", &KINSHIP.map(Some), ValueUnit::Percent));
    sheet(
        "A home that is right",
        measure_table(rows, 13),
        vec![
            placed(reviews, &[0]),
            placed(visits, &[1]),
            placed(moves, &[2]),
            placed(homes, &[3, 4, 5]),
            placed(two, &[3, 4]),
        ],
    )
}

fn elsewhere() -> [f64; 13] {
    std::array::from_fn(|at| 1.0 - FOSTER[at] - KINSHIP[at])
}

fn tidy() -> Sheet {
    let mut rows: Vec<Row> = Period::Quarter { year: 2018, quarter: 4 }
        .history(13)
        .iter()
        .zip(REVIEWS)
        .map(|(period, value)| Row {
            cells: vec![
                Cell::text("Reviews held on time"),
                Cell::text(period.to_string()),
                Cell::text("All children"),
                Cell::number("", value, NumberKind::Decimal { decimals: 4 }),
            ],
        })
        .collect();
    rows.push(Row {
        cells: vec![
            Cell::text("=1+1"),
            Cell::text("+44 is not a sum"),
            Cell::text("@home"),
            Cell::number("-3", -3.0, NumberKind::Count),
        ],
    });
    let headers =
        [("measure", Align::Start), ("period", Align::Start), ("group", Align::Start), ("value", Align::End)];
    let table = Table {
        caption: "Every figure, one a row".to_owned(),
        columns: headers.map(|(header, align)| column(header, align)).into(),
        rows,
        notes: Vec::new(),
    };
    let body = SheetBody::Table { name: "tidy_data".to_owned(), table, charts: Vec::new() };
    Sheet {
        name: "Tidy data".to_owned(),
        title: "Tidy data: one row for each measure, period and group".to_owned(),
        notes: Vec::new(),
        anchor: None,
        body,
    }
}

/// A sheet of one table and its charts, at the anchor of the scorecard's links.
pub(super) fn sheet(name: &str, table: Table, charts: Vec<SheetChart>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        title: format!("Priority: {name}"),
        notes: vec![
            "Each row is a measure, each column a quarter. Shares are percentages of children looked after."
                .to_owned(),
        ],
        anchor: Some(Anchor("priority-home".to_owned())),
        body: SheetBody::Table { name: name.to_lowercase().replace(' ', "_"), table, charts },
    }
}

/// Measures down, the last quarters across.
pub(super) fn measure_table(rows: Vec<Row>, quarters: u32) -> Table {
    let periods = Period::Quarter { year: 2018, quarter: 4 }.history(quarters);
    let periods = periods.iter().map(|period| column(&period.short(), Align::End));
    Table {
        caption: "Measures over time".to_owned(),
        columns: [column("Measure", Align::Start)].into_iter().chain(periods).collect(),
        rows,
        notes: Vec::new(),
    }
}

pub(super) fn cell_row(name: &str, cells: &[Cell]) -> Row {
    Row { cells: [Cell::text(name)].into_iter().chain(cells.iter().cloned()).collect() }
}

pub(super) fn line_chart(id: &str, title: &str, values: &[Option<f64>]) -> Chart {
    let periods =
        Period::Quarter { year: 2018, quarter: 4 }.history(u32::try_from(values.len()).expect("few"));
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        kind: ChartKind::Line,
        unit: ValueUnit::Percent,
        scale: Scale { low: 0.7, high: 1.0, step: 0.05 },
        periods: periods.iter().map(|period| period.short()).collect(),
        series: vec![series(title, values, ValueUnit::Percent)],
        target: None,
        breaks: Vec::new(),
        benchmarks: Vec::new(),
        note: Some("The axis does not start at 0.".to_owned()),
        alt: format!("Line chart, {title}, 2015-16 Q4 to 2018-19 Q4."),
    }
}

fn series(name: &str, values: &[Option<f64>], unit: ValueUnit) -> Series {
    let shown = |value: f64| match unit {
        ValueUnit::Percent => format!("{:.0}%", value * 100.0),
        ValueUnit::Count | ValueUnit::Number => value.to_string(),
    };
    let point = |value: &Option<f64>| Point {
        value: *value,
        shown: value.map(shown).unwrap_or_default(),
        provisional: false,
        range: None,
    };
    Series { name: name.to_owned(), points: values.iter().map(point).collect() }
}

fn numbers(values: &[f64], kind: NumberKind) -> Vec<Cell> {
    values.iter().map(|value| Cell::number("", *value, kind)).collect()
}

fn column(header: &str, align: Align) -> Column {
    Column { header: header.to_owned(), align, weight: 1 }
}
