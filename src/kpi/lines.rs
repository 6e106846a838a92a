//! The 100 lines of the two strategies, word for word, and their priorities.

use std::sync::LazyLock;

/// One of the two strategies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Strategy {
    /// Folder of its measures: `children-looked-after`.
    pub id: &'static str,
    /// Prefix of its references: `CLA`.
    pub prefix: &'static str,
    /// Its title.
    pub title: &'static str,
}

/// Both strategies.
pub const STRATEGIES: [Strategy; 2] = [
    Strategy {
        id: "children-looked-after",
        prefix: "CLA",
        title: "Children Looked After Strategy 2018 to 2020",
    },
    Strategy { id: "care-leavers", prefix: "CL", title: "Care Leavers Strategy 2017 to 2019" },
];

/// A priority of a strategy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Priority {
    /// Its strategy.
    pub strategy: Strategy,
    /// Its number in it.
    pub number: u32,
    /// Its title in the strategy's own words.
    pub title: &'static str,
}

impl Priority {
    /// Written `CLA-1`.
    pub fn reference(&self) -> String {
        format!("{}-{}", self.strategy.prefix, self.number)
    }
}

/// A line by which a strategy says progress will be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Written `CLA-1.3`.
    pub reference: &'static str,
    /// Its priority.
    pub priority: Priority,
    /// Whether the strategy calls it qualitative.
    pub qualitative: bool,
    /// Word for word.
    pub text: &'static str,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    include_str!("strategy-lines.tsv")
        .lines()
        .skip(1)
        .filter_map(|row| {
            let mut fields = row.split('\t');
            let reference = fields.next()?;
            let strategy = fields.next()?;
            let strategy = STRATEGIES.into_iter().find(|one| one.id == strategy)?;
            let number = fields.next()?.parse().ok()?;
            let title = fields.next()?;
            let qualitative = fields.next()? == "qualitative";
            let text = fields.next()?;
            let priority = Priority { strategy, number, title };
            Some(Line { reference, priority, qualitative, text })
        })
        .collect()
});

/// All lines, in the strategies' order.
pub fn lines() -> &'static [Line] {
    &LINES
}

/// The line of a reference.
pub fn line(reference: &str) -> Option<&'static Line> {
    LINES.iter().find(|line| line.reference == reference)
}

static PRIORITIES: LazyLock<Vec<Priority>> = LazyLock::new(|| {
    let mut all: Vec<Priority> = Vec::new();
    for line in lines() {
        if !all.contains(&line.priority) {
            all.push(line.priority.clone());
        }
    }
    all
});

/// All priorities, in the strategies' order.
pub fn priorities() -> &'static [Priority] {
    &PRIORITIES
}
