//! What goes where: the pack's sheets and the writer's own, before any cell is written.

use std::collections::{BTreeMap, BTreeSet};

use super::XlsxError;
use super::key::key;
use super::lines::{LINES, Lines};
use crate::chart::Chart;
use crate::pack::{About, Align, Anchor, Book, Cell, Mark, NumberKind, Sheet, SheetBody, SheetChart, Table};
use crate::quantity::Symbol;

/// Name of the sheet with links to all others.
pub(super) const CONTENTS: &str = "Contents";

/// A sheet, ready to be written.
pub(super) struct Planned<'a> {
    pub(super) name: String,
    pub(super) title: String,
    /// Sentences between the title and the table; the link back to the contents stands before them.
    pub(super) notes: Vec<String>,
    pub(super) table_name: String,
    /// What the table shows, for readers who hear it.
    pub(super) caption: String,
    pub(super) columns: Vec<Head>,
    pub(super) rows: Vec<Vec<Content>>,
    pub(super) charts: Vec<Graph<'a>>,
}

/// A column's header.
pub(super) struct Head {
    pub(super) header: String,
    pub(super) align: Align,
}

/// A cell, its links resolved.
#[derive(Default)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) number: Option<(f64, NumberKind)>,
    pub(super) mark: Option<Mark>,
    /// The sheet its words lead to.
    pub(super) link: Option<String>,
    /// The rows of the sheet of lines that its small trend is drawn over.
    pub(super) trend: Option<Run>,
}

impl Content {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Rows of the sheet of lines, counted from 0 in its table, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
}

/// A chart and where its numbers are.
pub(super) struct Graph<'a> {
    pub(super) chart: &'a Chart,
    pub(super) series: Vec<Strand>,
    pub(super) target: Option<Run>,
}

/// Where a series is.
pub(super) enum Strand {
    /// In a row of the sheet's own table.
    Row { row: usize, first_column: usize, last_column: usize },
    /// On the sheet of lines.
    Lines(Run),
}

impl Planned<'_> {
    /// The row of the sheet that holds the table's header, counted from 0: after title, link and notes.
    pub(super) fn header_row(&self) -> usize {
        1 + usize::from(self.name != CONTENTS) + self.notes.len()
    }
}

/// Lays out every sheet: the cover, the contents, the pack's sheets, and the numbers that are only drawn.
pub(super) fn plan<'a>(about: &'a About, book: &'a Book) -> Result<Vec<Planned<'a>>, XlsxError> {
    unique_names(book)?;
    let places: BTreeMap<&Anchor, &str> = book
        .sheets
        .iter()
        .filter_map(|sheet| sheet.anchor.as_ref().map(|anchor| (anchor, sheet.name.as_str())))
        .collect();
    let mut lines = Lines::new(&book.trend_periods);
    let mut planned = Vec::new();
    for sheet in &book.sheets {
        planned.push(match &sheet.body {
            SheetBody::Cover(facts) => cover(sheet, facts),
            SheetBody::Table { name, table, charts } => {
                table_sheet(sheet, name, table, charts, &places, &mut lines)?
            }
        });
    }
    planned.extend(lines.planned());
    let has_cover = book.sheets.first().is_some_and(|sheet| matches!(sheet.body, SheetBody::Cover(_)));
    let contents = contents(about, &planned);
    planned.insert(usize::from(has_cover), contents);
    Ok(planned)
}

fn unique_names(book: &Book) -> Result<(), XlsxError> {
    let mut seen = BTreeSet::from([CONTENTS.to_lowercase(), LINES.to_lowercase()]);
    book.sheets.iter().try_for_each(|sheet| {
        if seen.insert(sheet.name.to_lowercase()) {
            Ok(())
        } else {
            Err(XlsxError::SheetTwice(sheet.name.clone()))
        }
    })
}

fn cover<'a>(sheet: &Sheet, facts: &[(String, String)]) -> Planned<'a> {
    Planned {
        name: sheet.name.clone(),
        title: sheet.title.clone(),
        notes: [sheet.notes.as_slice(), &["This sheet contains one table.".to_owned()]].concat(),
        table_name: "table_of_facts".to_owned(),
        caption: "Facts about this workbook".to_owned(),
        columns: vec![head("Fact"), head("Detail")],
        rows: or_nothing(
            facts.iter().map(|(label, value)| vec![Content::text(label), Content::text(value)]).collect(),
            2,
        ),
        charts: Vec::new(),
    }
}

fn contents<'a>(about: &About, others: &[Planned<'_>]) -> Planned<'a> {
    let rows = others
        .iter()
        .map(|sheet| {
            let link = Content { link: Some(sheet.name.clone()), ..Content::text(&sheet.name) };
            vec![link, Content::text(&sheet.title)]
        })
        .collect();
    Planned {
        name: CONTENTS.to_owned(),
        title: format!("Contents of the {} workbook", about.title),
        notes: vec!["This sheet contains one table, with a link to every other sheet.".to_owned()],
        table_name: "table_of_contents".to_owned(),
        caption: "Sheets of this workbook".to_owned(),
        columns: vec![head("Sheet"), head("What it shows")],
        rows: or_nothing(rows, 2),
        charts: Vec::new(),
    }
}

fn table_sheet<'a>(
    sheet: &Sheet,
    name: &str,
    table: &Table,
    charts: &'a [SheetChart],
    places: &BTreeMap<&Anchor, &str>,
    lines: &mut Lines<'_>,
) -> Result<Planned<'a>, XlsxError> {
    checked(sheet, table)?;
    let trends = TrendColumns::of(table);
    let columns = trends.heads(table);
    // A header that the writer adds can meet one that is there.
    checked_headers(sheet, columns.iter().map(|column| column.header.as_str()))?;
    let mut rows = Vec::new();
    for row in &table.rows {
        let mut cells = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let link = cell.link.as_ref().and_then(|anchor| places.get(anchor));
            let link = link.filter(|to| **to != sheet.name).map(|to| (*to).to_owned());
            let trend = if cell.trend.is_empty() {
                None
            } else {
                let of = format!("{}, {}", row.cells[0].text, table.columns[at].header);
                Some(lines.trend(&sheet.name, &of, &cell.trend, kind_of(cell, &row.cells))?)
            };
            let beside = trends.beside.contains(&at);
            cells.push(Content {
                text: cell.text.clone(),
                number: cell.number,
                mark: cell.mark,
                link,
                trend: trend.filter(|_| !beside),
            });
            if beside {
                cells.push(Content { trend, ..Content::default() });
            }
        }
        rows.push(cells);
    }
    let charts = charts
        .iter()
        .map(|chart| graph(sheet, table, chart, &trends, lines))
        .collect::<Result<Vec<_>, _>>()?;
    let rows = or_nothing(rows, columns.len());
    let notes = notes(sheet, table, &rows, &trends, &charts);
    Ok(Planned {
        name: sheet.name.clone(),
        title: sheet.title.clone(),
        notes,
        table_name: name.to_owned(),
        caption: table.caption.clone(),
        rows,
        columns,
        charts,
    })
}

/// An Excel table has at least one row: one that says there is none.
fn or_nothing(rows: Vec<Vec<Content>>, columns: usize) -> Vec<Vec<Content>> {
    if !rows.is_empty() {
        return rows;
    }
    let none = |at| Content::text(if at == 0 { "None" } else { Symbol::NotApplicable.code() });
    vec![(0..columns).map(none).collect()]
}

fn head(header: &str) -> Head {
    Head { header: header.to_owned(), align: Align::Start }
}

fn checked(sheet: &Sheet, table: &Table) -> Result<(), XlsxError> {
    let columns = table.columns.len();
    let widths = std::iter::once(columns.max(1)).chain(table.rows.iter().map(|row| row.cells.len()));
    for (row, cells) in widths.enumerate() {
        if cells != columns {
            return Err(XlsxError::RowWidth { sheet: sheet.name.clone(), row, cells, columns });
        }
    }
    for (at, row) in table.rows.iter().enumerate() {
        let numbers = row.cells.iter().flat_map(|cell| {
            cell.number.map(|(value, _)| value).into_iter().chain(cell.trend.iter().flatten().copied())
        });
        if numbers.into_iter().any(|value| !value.is_finite()) {
            return Err(XlsxError::NotFinite { sheet: sheet.name.clone(), row: at + 1 });
        }
    }
    checked_headers(sheet, table.columns.iter().map(|column| column.header.as_str()))
}

fn checked_headers<'h>(sheet: &Sheet, headers: impl Iterator<Item = &'h str>) -> Result<(), XlsxError> {
    let mut seen = BTreeSet::new();
    for header in headers {
        if header.trim().is_empty() || !seen.insert(header.to_lowercase()) {
            return Err(XlsxError::Header { sheet: sheet.name.clone(), header: header.to_owned() });
        }
    }
    Ok(())
}

/// How the numbers of a trend are stored: as the cell's own number, or the first one of its row.
fn kind_of(cell: &Cell, row: &[Cell]) -> NumberKind {
    let first = cell.number.or_else(|| row.iter().find_map(|other| other.number));
    first.map_or(NumberKind::Decimal { decimals: 2 }, |(_, kind)| kind)
}

/// Columns with small trends. Excel draws a trend behind the words of its own cell, where neither can be read: a
/// column that has both gets a second one beside it for the drawings.
struct TrendColumns {
    alone: Vec<usize>,
    beside: BTreeSet<usize>,
}

impl TrendColumns {
    fn of(table: &Table) -> Self {
        let (mut alone, mut beside) = (Vec::new(), BTreeSet::new());
        for at in 0..table.columns.len() {
            let mut cells = table.rows.iter().map(|row| &row.cells[at]).filter(|cell| !cell.trend.is_empty());
            if cells.clone().any(|cell| !cell.text.is_empty() || cell.number.is_some()) {
                beside.insert(at);
            } else if cells.next().is_some() {
                alone.push(at);
            }
        }
        Self { alone, beside }
    }

    fn heads(&self, table: &Table) -> Vec<Head> {
        let mut heads = Vec::new();
        for (at, column) in table.columns.iter().enumerate() {
            heads.push(Head { header: column.header.clone(), align: column.align });
            if self.beside.contains(&at) {
                heads.push(head(&Self::header(&column.header)));
            }
        }
        heads
    }

    fn header(words: &str) -> String {
        format!("{words}, drawn")
    }

    /// Where a column of the pack's table stands in the sheet's.
    fn shifted(&self, column: usize) -> usize {
        column + self.beside.range(..column).count()
    }

    /// Headers of the columns that hold only drawings.
    fn drawn(&self, table: &Table) -> Vec<String> {
        let alone = self.alone.iter().map(|at| table.columns[*at].header.clone());
        alone.chain(self.beside.iter().map(|at| Self::header(&table.columns[*at].header))).collect()
    }
}

fn notes(
    sheet: &Sheet,
    table: &Table,
    rows: &[Vec<Content>],
    trends: &TrendColumns,
    charts: &[Graph<'_>],
) -> Vec<String> {
    let mut notes = sheet.notes.clone();
    notes.push(match charts.len() {
        0 => "This sheet contains one table.".to_owned(),
        1 => "This sheet contains one table, and one chart below it.".to_owned(),
        number => format!("This sheet contains one table, and {number} charts below it."),
    });
    notes.extend(table.notes.iter().cloned());
    for header in trends.drawn(table) {
        notes.push(format!(
            "The column \"{header}\" holds small drawings and no words; their numbers are on the sheet {LINES}."
        ));
    }
    for Graph { chart, .. } in charts {
        notes.extend(chart.note.iter().map(|note| format!("Chart \"{}\": {note}", chart.title)));
    }
    let provisional = |graph: &Graph<'_>| {
        graph.chart.series.iter().flat_map(|series| &series.points).any(|point| point.provisional)
    };
    if charts.iter().any(provisional) {
        notes.push("In the charts hollow points and bars are provisional: they may still change.".to_owned());
    }
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    notes.extend(key(rows, &notes));
    if cells().any(|cell| cell.text.is_empty() && cell.number.is_none() && cell.trend.is_empty()) {
        notes.push("Empty cells have no value.".to_owned());
    }
    notes
}

fn graph<'a>(
    sheet: &Sheet,
    table: &Table,
    placed: &'a SheetChart,
    trends: &TrendColumns,
    lines: &mut Lines<'_>,
) -> Result<Graph<'a>, XlsxError> {
    let SheetChart { chart, rows, first_column, last_column } = placed;
    let misfit = || XlsxError::ChartRange { sheet: sheet.name.clone(), chart: chart.id.clone() };
    let even = chart.series.iter().all(|series| series.points.len() == chart.periods.len());
    if !even || chart.periods.is_empty() || !(rows.is_empty() || rows.len() == chart.series.len()) {
        return Err(misfit());
    }
    let mut strands = Vec::new();
    for (at, series) in chart.series.iter().enumerate() {
        let own = match rows.get(at) {
            None => false,
            Some(row) => {
                let cells = table.rows.get(*row).and_then(|row| row.cells.get(*first_column..=*last_column));
                let cells = cells.filter(|cells| cells.len() == series.points.len()).ok_or_else(misfit)?;
                let differing = cells
                    .iter()
                    .zip(&series.points)
                    .position(|(cell, point)| cell.number.map(|(value, _)| value) != point.value);
                if let Some(period) = differing {
                    return Err(XlsxError::ChartDiffers {
                        sheet: sheet.name.clone(),
                        chart: chart.id.clone(),
                        period: chart.periods[period].clone(),
                    });
                }
                // Excel draws words such as [c] as 0, and only an empty cell as a gap; a column of drawings between
                // would be one point too many.
                let plain = cells.iter().all(|cell| cell.number.is_some() || cell.text.is_empty());
                plain && trends.beside.range(*first_column..*last_column).next().is_none()
            }
        };
        strands.push(match rows.get(at).filter(|_| own) {
            Some(row) => Strand::Row {
                row: *row,
                first_column: trends.shifted(*first_column),
                last_column: trends.shifted(*last_column),
            },
            None => Strand::Lines(lines.series(&sheet.name, chart, series)),
        });
    }
    let target = chart.target.as_ref().map(|target| lines.target(&sheet.name, chart, target));
    Ok(Graph { chart, series: strands, target })
}
