//! A table with rows, columns and totals.

use super::system::{Cell, Identity, Level, System};

/// Which totals stand beside a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Totals {
    /// Of rows, of columns, and of all.
    Both,
    /// Of rows alone.
    Rows,
    /// Of columns alone.
    Columns,
    /// None.
    None,
}

/// The label of a total, which no row and no column may have.
pub const TOTAL: &str = "Total";

/// A table of counts by two groupings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoWay {
    /// Labels of the rows, each once.
    pub rows: Vec<String>,
    /// Labels of the columns, each once.
    pub columns: Vec<String>,
    /// Counts, a list for each row.
    pub counts: Vec<Vec<i64>>,
    /// Which totals stand beside it.
    pub totals: Totals,
}

impl TwoWay {
    /// Its cells and totals, named "row|column", "row|Total", "Total|column" and "Total|Total", with the sums between them.
    /// The total of all is there only beside totals of both kinds.
    pub fn system(&self) -> System {
        let mut system = System::default();
        let mut add = |name: String, value: i64, level: Level| {
            system.cells.push(Cell::new(name, value, level));
            system.cells.len() - 1
        };
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for (row, counts) in self.rows.iter().zip(&self.counts) {
            let cells = self.columns.iter().zip(counts);
            rows.push(
                cells
                    .map(|(column, count)| add(format!("{row}|{column}"), *count, Level::Breakdown))
                    .collect(),
            );
        }
        let row_totals: Vec<usize> = match self.totals {
            Totals::Both | Totals::Rows => self
                .rows
                .iter()
                .zip(&self.counts)
                .map(|(row, counts)| add(format!("{row}|{TOTAL}"), counts.iter().sum(), Level::Subtotal))
                .collect(),
            Totals::Columns | Totals::None => Vec::new(),
        };
        let column_totals: Vec<usize> = match self.totals {
            Totals::Both | Totals::Columns => self
                .columns
                .iter()
                .enumerate()
                .map(|(at, column)| {
                    let sum = self.counts.iter().filter_map(|counts| counts.get(at)).sum();
                    add(format!("{TOTAL}|{column}"), sum, Level::Subtotal)
                })
                .collect(),
            Totals::Rows | Totals::None => Vec::new(),
        };
        let all = (self.totals == Totals::Both)
            .then(|| add(format!("{TOTAL}|{TOTAL}"), self.counts.iter().flatten().sum(), Level::Total));
        for (cells, total) in rows.iter().zip(&row_totals) {
            system.identities.push(Identity::parts(cells.iter().copied(), *total));
        }
        for (at, total) in column_totals.iter().enumerate() {
            let cells = rows.iter().filter_map(|cells| cells.get(at).copied());
            system.identities.push(Identity::parts(cells, *total));
        }
        if let Some(all) = all {
            system.identities.push(Identity::parts(row_totals, all));
            system.identities.push(Identity::parts(column_totals, all));
        }
        system
    }
}
