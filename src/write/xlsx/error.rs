//! Why a workbook is not written.

/// What in a pack no workbook can hold, or would hold against its rules.
#[derive(Debug, thiserror::Error)]
pub enum XlsxError {
    /// Names on tabs are unique, whatever their capitals, and two are the writer's own.
    #[error("two sheets are named `{0}`: every sheet needs a name of its own")]
    SheetTwice(String),
    /// A header is blank, or stands over two columns.
    #[error("sheet `{sheet}`: the header `{header}` is blank or stands over two columns")]
    Header {
        /// The sheet.
        sheet: String,
        /// The header.
        header: String,
    },
    /// A table without columns, or a row with more or fewer cells than there are columns.
    #[error("sheet `{sheet}`: row {row} has {cells} cells, the table {columns} columns")]
    RowWidth {
        /// The sheet.
        sheet: String,
        /// The row, counted from 1; 0 is the header.
        row: usize,
        /// Its cells.
        cells: usize,
        /// The table's columns.
        columns: usize,
    },
    /// A number that is none.
    #[error("sheet `{sheet}`: row {row} holds a number that is infinite or none")]
    NotFinite {
        /// The sheet.
        sheet: String,
        /// The row, counted from 1.
        row: usize,
    },
    /// A cell's trend has more points than the book has names of periods.
    #[error("sheet `{sheet}`: a trend has {points} points, the book names {periods} periods")]
    Trend {
        /// The sheet.
        sheet: String,
        /// Points of the trend.
        points: usize,
        /// Periods named.
        periods: usize,
    },
    /// A chart's rows or columns are not in the table, or there are more or fewer of them than series or periods.
    #[error("sheet `{sheet}`: the chart `{chart}` does not fit the cells that it names")]
    ChartRange {
        /// The sheet.
        sheet: String,
        /// The chart's id.
        chart: String,
    },
    /// A chart and the cells it is drawn over say different things.
    #[error("sheet `{sheet}`: the chart `{chart}` differs from its cell for {period}")]
    ChartDiffers {
        /// The sheet.
        sheet: String,
        /// The chart's id.
        chart: String,
        /// The period.
        period: String,
    },
    /// What the library says: a name or text that Excel does not take.
    #[error("cannot write the workbook: {0}")]
    Library(#[from] rust_xlsxwriter::XlsxError),
}
