//! What a pack's document says, step by step, as its tags have to say it.

use boardpack::pack::{Block, Inline, Level, Pack, Picture, Table};

use super::reading::{Step, spoken_words, tidy};

/// Words of a pack as [`super::reading::Read::words`] gives them.
pub(super) fn words_of(pack: &Pack) -> Vec<String> {
    spoken_words(steps_of(pack))
}

/// The steps of a pack without the elements that only hold others: sections, groups of rows, the list of contents.
pub(super) fn steps_of(pack: &Pack) -> Vec<Step> {
    let mut steps = Steps(Vec::new());
    for block in pack.leaves() {
        steps.block(pack, block);
    }
    steps.0
}

/// The steps of a file that [`steps_of`] knows of.
pub(super) fn told(steps: Vec<Step>) -> Vec<(String, String)> {
    const HOLDERS: [&str; 6] = ["Document", "Sect", "THead", "TBody", "TOC", "TOCI"];
    let told = steps.into_iter().filter(|step| !HOLDERS.contains(&step.role.as_str()));
    told.map(|step| (step.role, step.words)).collect()
}

struct Steps(Vec<Step>);

impl Steps {
    /// A step; without words it is none, but for a cell.
    fn say(&mut self, role: &str, words: &str) {
        let words = tidy(words);
        if !words.is_empty() || role.starts_with('T') {
            self.0.push(Step { role: role.to_owned(), words, depth: 0, page: None });
        }
    }

    fn open(&mut self, role: &str) {
        self.0.push(Step { role: role.to_owned(), words: String::new(), depth: 0, page: None });
    }

    fn block(&mut self, pack: &Pack, block: &Block) {
        match block {
            Block::Cover(cover) => {
                let about = &pack.about;
                self.say("P", about.marking.as_deref().unwrap_or_default());
                self.say("P", &about.council);
                self.say("H1", &about.title);
                self.say("P", &about.period_words);
                self.say("P", &cover.purpose);
                self.open("L");
                for (label, value) in &cover.facts {
                    self.open("LI");
                    self.say("Lbl", label);
                    self.say("LBody", value);
                }
                self.say("P", about.example.as_deref().unwrap_or_default());
            }
            Block::Contents { title, depth } => {
                self.say("H1", title);
                for block in pack.leaves() {
                    if let Block::Heading { level, text, .. } = block
                        && level <= depth
                    {
                        self.say("Reference", text);
                    }
                }
            }
            Block::Heading { level, text, .. } => match level {
                Level::One => self.say("H1", text),
                Level::Two => self.say("H2", text),
                Level::Three => self.say("H3", text),
            },
            Block::Paragraph { text, .. } => self.say("P", &inlines(text)),
            Block::List(points) => {
                self.open("L");
                for point in points {
                    self.open("LI");
                    self.say("Lbl", "\u{2022}");
                    self.say("LBody", &inlines(point));
                }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.figure(&chart.title, &chart.alt, chart.note.as_deref()),
            Block::StripChart(chart) => self.figure(&chart.title, &chart.alt, None),
            Block::ControlChart(chart) => self.figure(&chart.title, &chart.alt, chart.note.as_deref()),
            Block::Illustrated(illustrated) => {
                if let Picture::Pictogram(pictogram) = &illustrated.picture {
                    self.say("Figure", &pictogram.alt);
                }
                illustrated.words.iter().for_each(|(_, text)| self.say("P", &inlines(text)));
            }
            Block::Writing { .. } | Block::NewPage | Block::Together(_) | Block::Beside { .. } => {}
        }
    }

    fn table(&mut self, table: &Table) {
        self.open("Table");
        self.say("Caption", &table.caption);
        self.open("TR");
        table.columns.iter().for_each(|column| self.say("TH Column", &column.header));
        for row in &table.rows {
            self.open("TR");
            for (at, cell) in row.cells.iter().enumerate() {
                self.say(if at == 0 { "TH Row" } else { "TD" }, &cell.text);
            }
        }
        table.notes.iter().for_each(|note| self.say("P", note));
    }

    fn figure(&mut self, title: &str, alt: &str, note: Option<&str>) {
        self.say("P", title);
        self.say("Figure", alt);
        self.say("P", note.unwrap_or_default());
    }
}

fn inlines(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Link { text, .. }
            | Inline::Web { text, .. } => text.as_str(),
        })
        .collect()
}
