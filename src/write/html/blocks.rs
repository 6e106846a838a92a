//! The document's blocks as elements.

use std::collections::BTreeSet;

use super::HtmlError;
use super::page::headings;
use crate::chart::{Chart, ControlChart, StripChart};
use crate::markup::Markup;
use crate::pack::{About, Align, Anchor, Block, Cell, Cover, Inline, Level, Mark, Picture, Prose, Table};
use crate::write::svg::{self, Look};

/// Size of a chart in its own points; the page stretches it to its column.
const LOOK: Look = Look { width: 520, height: 170, alone: false };

/// The document being written.
pub(super) struct Body<'a> {
    about: &'a About,
    anchors: &'a BTreeSet<Anchor>,
    document: &'a [Block],
    charts: usize,
}

impl<'a> Body<'a> {
    pub(super) fn new(about: &'a About, anchors: &'a BTreeSet<Anchor>, document: &'a [Block]) -> Self {
        Self { about, anchors, document, charts: 0 }
    }

    /// Writes blocks; each heading of level one opens a section.
    pub(super) fn write(&mut self, page: &mut Markup, blocks: &[Block]) -> Result<(), HtmlError> {
        let starts = |block: &Block| matches!(block, Block::Heading { level: Level::One, .. });
        let mut rest = blocks;
        while let Some(first) = rest.first() {
            let end = rest.iter().skip(1).position(starts).map_or(rest.len(), |at| at + 1);
            let (section, after) = rest.split_at(end);
            if let Block::Heading { level: Level::One, anchor, .. } = first {
                inside(page, "section", &[("aria-labelledby", &anchor.0)], |page| self.all(page, section))?;
            } else {
                self.all(page, section)?;
            }
            rest = after;
        }
        Ok(())
    }

    fn all(&mut self, page: &mut Markup, blocks: &[Block]) -> Result<(), HtmlError> {
        blocks.iter().try_for_each(|block| self.block(page, block))
    }

    fn block(&mut self, page: &mut Markup, block: &Block) -> Result<(), HtmlError> {
        match block {
            Block::Cover(cover) => self.cover(page, cover),
            Block::Contents { title, depth } => self.contents(page, title, *depth),
            Block::Heading { level, text, anchor } => {
                page.words(element_of(*level), &[("id", &anchor.0)], text);
            }
            Block::Paragraph { prose, text } => self.paragraph(page, *prose, text)?,
            Block::List(points) => inside(page, "ul", &[], |page| {
                points.iter().try_for_each(|point| inside(page, "li", &[], |page| self.words(page, point)))
            })?,
            Block::Table(table) => self.table(page, table)?,
            Block::Chart(chart) => {
                let one = Chart { id: self.chart_id(&chart.id), ..chart.clone() };
                figure(page, &chart.title, chart.note.as_deref(), &svg::chart(&one, LOOK)?);
            }
            Block::ControlChart(chart) => {
                let one = ControlChart { id: self.chart_id(&chart.id), ..chart.clone() };
                figure(page, &chart.title, chart.note.as_deref(), &svg::control_chart(&one, LOOK)?);
            }
            Block::StripChart(chart) => {
                let one = StripChart { id: self.chart_id(&chart.id), ..chart.clone() };
                figure(page, &chart.title, None, &svg::strip_chart(&one, LOOK)?);
            }
            Block::Beside { picture, words } => inside(page, "div", &[("class", "beside")], |page| {
                self.block(page, picture)?;
                inside(page, "div", &[("class", "words")], |page| self.all(page, words))
            })?,
            Block::Illustrated(beside) => {
                let picture = match &beside.picture {
                    Picture::Icon(icon) => svg::icon(*icon)?,
                    Picture::Pictogram(pictogram) => svg::pictogram(pictogram)?,
                };
                inside(page, "div", &[("class", "illustrated")], |page| {
                    page.element("div", &[("class", "picture")], |page| page.raw(&picture));
                    inside(page, "div", &[("class", "words")], |page| {
                        beside.words.iter().try_for_each(|(prose, text)| self.paragraph(page, *prose, text))
                    })
                })?;
            }
            // Room for a pen on paper; a reader at a screen has nothing to hear there.
            Block::Writing { lines } => {
                page.element("div", &[("class", "writing"), ("aria-hidden", "true")], |page| {
                    (0..*lines).for_each(|_| page.element("div", &[], |_| {}));
                });
            }
            Block::NewPage => page.element("div", &[("class", "new-page")], |_| {}),
            Block::Together(blocks) => {
                inside(page, "div", &[("class", "together")], |page| self.all(page, blocks))?;
            }
        }
        Ok(())
    }

    fn paragraph(&self, page: &mut Markup, prose: Prose, text: &[Inline]) -> Result<(), HtmlError> {
        let class: &[(&str, &str)] = match prose {
            Prose::Body => &[],
            Prose::Lead => &[("class", "lead")],
            Prose::Note => &[("class", "note")],
        };
        inside(page, "p", class, |page| self.words(page, text))
    }

    /// A chart may stand twice in a pack; ids may not.
    fn chart_id(&mut self, id: &str) -> String {
        self.charts += 1;
        format!("chart-{}-{id}", self.charts)
    }

    fn cover(&self, page: &mut Markup, cover: &Cover) {
        page.element("div", &[("class", "cover")], |page| {
            page.words("h1", &[], &self.about.title);
            page.words("p", &[("class", "period")], &self.about.period_words);
            page.words("p", &[("class", "lead")], &cover.purpose);
            page.element("dl", &[], |page| {
                for (label, value) in &cover.facts {
                    page.words("dt", &[], label);
                    page.words("dd", &[], value);
                }
            });
        });
    }

    fn contents(&self, page: &mut Markup, title: &str, depth: Level) {
        let mut found = Vec::new();
        headings(self.document, &mut found);
        found.retain(|(level, ..)| *level <= depth);
        page.element("nav", &[("aria-labelledby", "contents")], |page| {
            page.words("h2", &[("id", "contents")], title);
            page.element("ul", &[], |page| {
                let mut rest = found.as_slice();
                while let Some((first, after)) = rest.split_first() {
                    let below = after.iter().take_while(|(level, ..)| *level != Level::One).count();
                    let (own, next) = after.split_at(below);
                    page.element("li", &[], |page| {
                        entry(page, first);
                        if !own.is_empty() {
                            page.element("ul", &[], |page| {
                                for one in own {
                                    page.element("li", &[], |page| entry(page, one));
                                }
                            });
                        }
                    });
                    rest = next;
                }
            });
        });
    }

    fn words(&self, page: &mut Markup, words: &[Inline]) -> Result<(), HtmlError> {
        for one in words {
            match one {
                Inline::Text(text) => page.text(text),
                Inline::Strong(text) => page.words("strong", &[], text),
                Inline::Link { text, to } => self.link(page, text, to)?,
                Inline::Web { text, url } => page.words("a", &[("href", url)], text),
            }
        }
        Ok(())
    }

    fn link(&self, page: &mut Markup, text: &str, to: &Anchor) -> Result<(), HtmlError> {
        if !self.anchors.contains(to) {
            return Err(HtmlError::Link { text: text.to_owned(), to: to.0.clone() });
        }
        page.words("a", &[("href", &format!("#{}", to.0))], text);
        Ok(())
    }

    /// A table that scrolls by itself on a narrow screen, by keyboard too.
    fn table(&self, page: &mut Markup, table: &Table) -> Result<(), HtmlError> {
        let around = [
            ("class", "scroll"),
            ("role", "group"),
            ("aria-label", table.caption.as_str()),
            ("tabindex", "0"),
        ];
        let class = |align: Align| if align == Align::End { "end" } else { "start" };
        inside(page, "div", &around, |page| {
            inside(page, "table", &[], |page| {
                page.words("caption", &[], &table.caption);
                page.element("thead", &[], |page| {
                    page.element("tr", &[], |page| {
                        for column in &table.columns {
                            let attributes = [("scope", "col"), ("class", class(column.align))];
                            page.words("th", &attributes, &column.header);
                        }
                    });
                });
                inside(page, "tbody", &[], |page| {
                    table.rows.iter().try_for_each(|row| {
                        inside(page, "tr", &[], |page| {
                            row.cells.iter().zip(&table.columns).enumerate().try_for_each(
                                |(n, (cell, column))| {
                                    let class = ("class", class(column.align));
                                    if n == 0 {
                                        inside(page, "th", &[("scope", "row"), class], |page| {
                                            self.cell(page, cell)
                                        })
                                    } else {
                                        inside(page, "td", &[class], |page| self.cell(page, cell))
                                    }
                                },
                            )
                        })
                    })
                })
            })
        })?;
        for note in &table.notes {
            page.words("p", &[("class", "note")], note);
        }
        Ok(())
    }

    fn cell(&self, page: &mut Markup, cell: &Cell) -> Result<(), HtmlError> {
        if let Some(mark) = cell.mark {
            page.raw(shape(mark));
        }
        match &cell.link {
            Some(to) => self.link(page, &cell.text, to)?,
            None => page.text(&cell.text),
        }
        Ok(())
    }
}

/// An element whose inside may fail.
fn inside(
    page: &mut Markup,
    name: &str,
    attributes: &[(&str, &str)],
    write: impl FnOnce(&mut Markup) -> Result<(), HtmlError>,
) -> Result<(), HtmlError> {
    let mut result = Ok(());
    page.element(name, attributes, |page| result = write(page));
    result
}

/// The pack's title is the page's heading, so each heading of the document is one level lower.
fn element_of(level: Level) -> &'static str {
    match level {
        Level::One => "h2",
        Level::Two => "h3",
        Level::Three => "h4",
    }
}

fn entry(page: &mut Markup, (_, text, anchor): &(Level, &str, &Anchor)) {
    page.words("a", &[("href", &format!("#{}", anchor.0))], text);
}

fn figure(page: &mut Markup, title: &str, note: Option<&str>, drawing: &str) {
    page.element("figure", &[], |page| {
        page.words("figcaption", &[], title);
        page.raw(drawing);
        if let Some(note) = note {
            page.words("p", &[("class", "note")], note);
        }
    });
}

/// The shape of a mark; the word beside it says the same.
fn shape(mark: Mark) -> &'static str {
    match mark {
        Mark::OnTarget => {
            "<svg class=\"mark\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><circle cx=\"5\" cy=\"5\" r=\"4\" fill=\"#12436d\"/></svg>"
        }
        Mark::Close => {
            "<svg class=\"mark\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><path d=\"M5 0.8 L9.4 9 H0.6 Z\" fill=\"#f46a25\"/></svg>"
        }
        Mark::OffTarget => {
            "<svg class=\"mark\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect x=\"1\" y=\"1\" width=\"8\" height=\"8\" fill=\"#801650\"/></svg>"
        }
    }
}
