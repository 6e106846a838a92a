//! The contract, read from `contract.sql`: the only source of tables, columns and what they may hold.

use std::sync::LazyLock;

/// The text that makes an empty snapshot.
pub const SQL: &str = include_str!("contract.sql");

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text: words, codes, dates.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
}

/// A column of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractColumn {
    /// Name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null.
    pub required: bool,
    /// Whether it is the table's key.
    pub key: bool,
    /// The condition on its values.
    pub check: Option<&'static str>,
    /// Table and column that its values must be in.
    pub references: Option<(&'static str, &'static str)>,
    /// What it means.
    pub words: &'static str,
}

impl ContractColumn {
    /// What the condition on its values asks for, in words: "must be one of M, F, U".
    pub fn expectation(&self) -> Option<String> {
        let check = self.check?;
        if check.contains("date(") {
            return Some(match check.split_once(" LIKE '____-") {
                Some((_, day)) => {
                    format!("must be a day written YYYY-MM-DD that ends in {}", day.trim_end_matches('\''))
                }
                None => "must be a day written YYYY-MM-DD".to_owned(),
            });
        }
        if let Some((_, codes)) = check.split_once(" IN ") {
            return Some(format!("must be one of {}", codes.trim_matches(['(', ')']).replace('\'', "")));
        }
        let rule = check.trim_start_matches(self.name).trim();
        if let Some((least, most)) = rule.strip_prefix("BETWEEN ").and_then(|range| range.split_once(" AND "))
        {
            return Some(format!("must be from {least} to {most}"));
        }
        Some(match rule.split_once(' ') {
            Some(("=", value)) => format!("must be {value}"),
            Some((">", value)) => format!("must be above {value}"),
            Some((">=", value)) => format!("must be {value} or more"),
            Some(("<>", "''")) => "must not be empty".to_owned(),
            _ => format!("must keep the rule {}", check.replace(self.name, "value")),
        })
    }
}

/// A table of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractTable {
    /// Name.
    pub name: &'static str,
    /// What a row is.
    pub words: &'static str,
    /// Columns in order.
    pub columns: Vec<ContractColumn>,
}

static TABLES: LazyLock<Vec<ContractTable>> = LazyLock::new(parse);

/// The contract's tables, in order.
pub fn tables() -> &'static [ContractTable] {
    &TABLES
}

/// The column that has a condition, told by the condition's text.
pub fn column_with_check(check: &str) -> Option<&'static ContractColumn> {
    TABLES.iter().flat_map(|table| &table.columns).find(|column| column.check == Some(check))
}

/// The table of a name.
pub fn table(name: &str) -> Option<&'static ContractTable> {
    TABLES.iter().find(|table| table.name == name)
}

fn parse() -> Vec<ContractTable> {
    let mut tables: Vec<ContractTable> = Vec::new();
    let mut words = "";
    let mut inside = false;
    for line in SQL.lines() {
        if let Some(comment) = line.strip_prefix("-- ") {
            words = comment;
        } else if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            let name = rest.trim_end_matches(" (");
            tables.push(ContractTable { name, words, columns: Vec::new() });
            inside = true;
        } else if line.starts_with(')') {
            inside = false;
        } else if inside
            && let Some(table) = tables.last_mut()
            && let Some(column) = column(line.trim())
        {
            table.columns.push(column);
        }
    }
    tables
}

fn column(line: &'static str) -> Option<ContractColumn> {
    let (definition, words) = line.split_once(" -- ")?;
    let definition = definition.trim_end_matches(',');
    let (name, rest) = definition.split_once(' ')?;
    let kind = match rest.split(' ').next()? {
        "INTEGER" => Kind::Integer,
        "REAL" => Kind::Real,
        _ => Kind::Text,
    };
    let references = rest.split_once("REFERENCES ").and_then(|(_, target)| {
        let (table, column) = target.split_once(" (")?;
        Some((table, column.split(')').next()?))
    });
    Some(ContractColumn {
        name,
        kind,
        required: rest.contains("NOT NULL"),
        key: rest.contains("PRIMARY KEY"),
        check: rest.split_once("CHECK (").and_then(|(_, after)| balanced(after)),
        references,
        words,
    })
}

/// The text up to the bracket that closes the one just opened.
fn balanced(text: &str) -> Option<&str> {
    let mut depth = 1;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[..at]);
        }
    }
    None
}
