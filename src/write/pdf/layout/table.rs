//! Tables: a tinted head that is repeated, horizontal rules only, rows that are never split.

use std::rc::Rc;

use super::super::PdfError;
use super::super::canvas::Item;
use super::super::fonts::{FaceId, Figures};
use super::super::style::{BLUE, INK, ORANGE, TINT, TextStyle, WIDTH, WINE};
use super::super::tags::{ElementId, Extra, Role, Scope};
use super::super::text::{Shaped, Span};
use super::columns::{Wish, balance, share};
use super::piece::{Fragment, Head, Piece, hairline};
use super::prose::link_span;
use super::{Builder, Lead, Owner, line_fragments, named};
use crate::pack::{Align, Cell, Inline, Mark, Table};

/// White left and right of a cell's words.
const PAD_X: f32 = 5.0;
/// White above and below.
const PAD_Y: f32 = 3.0;
/// Width up to which a cell, a date or a status, stays on one line if it can.
const SHORT: f32 = 66.0;

/// Lines that a header takes at most, if its column need not be wider than a short cell for it.
const HEAD_LINES: usize = 2;

/// Lines that a cell with a mark takes at most.
const STATUS_LINES: usize = 2;

/// From this number of columns on a table starts at a smaller size.
const WIDE: usize = 5;
/// How many sizes are left out then.
const MANY: usize = 2;

fn cell_style(size: f32) -> TextStyle {
    TextStyle { face: FaceId::Regular, size, leading: (size * 1.36 * 2.0).round() / 2.0, colour: INK }
}

fn head_style(size: f32) -> TextStyle {
    TextStyle { face: FaceId::Bold, ..cell_style(size) }
}

/// Room that a mark takes before the words.
fn mark_room(cell: &Cell, size: f32) -> f32 {
    if cell.mark.is_some() { size * 1.25 } else { 0.0 }
}

/// A table's words, shaped at one size.
struct Sized {
    size: f32,
    head: Vec<Shaped>,
    rows: Vec<Vec<Shaped>>,
    widths: Vec<f32>,
    /// All columns together.
    width: f32,
}

impl Builder<'_> {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), PdfError> {
        for row in &table.rows {
            if row.cells.len() != table.columns.len() {
                return Err(PdfError::UnevenTable {
                    caption: table.caption.clone(),
                    cells: row.cells.len(),
                    columns: table.columns.len(),
                });
            }
        }
        let element = self.tree.add(self.section(), Role::Table);
        let name = named(&table.caption);
        let caption = self.tree.add(element, Role::Caption);
        let mut caption = self.lines_of(
            self.style.caption,
            12.0,
            &[Inline::Text(table.caption.clone())],
            caption,
            (super::super::style::MARGIN, self.width),
        )?;
        for piece in &mut caption {
            piece.keep = true;
        }
        self.push(caption);

        let sized = self.sized(table)?;
        let head = self.head(table, &sized, element, &name);
        let repeated = Rc::new(Head {
            height: head.height,
            items: head.fragments.iter().flat_map(|fragment| fragment.items.clone()).collect(),
        });
        let mut pieces = vec![head];
        let body = self.tree.add(element, Role::TBody);
        for (index, (row, shaped)) in table.rows.iter().zip(&sized.rows).enumerate() {
            let mut piece = self.row(table, &row.cells, shaped, &sized, body)?;
            piece.name = Rc::clone(&name);
            // The first row stands under the head itself.
            piece.head = (index > 0).then(|| Rc::clone(&repeated));
            // No row alone at the end of the table on a new page, none alone under its first head.
            let count = table.rows.len();
            piece.keep = (count > 2 && index == 0) || (count > 1 && index + 2 == count);
            pieces.push(piece);
        }
        if let (Some(last), false) = (pieces.last_mut(), table.notes.is_empty()) {
            last.keep = true;
        }
        self.push(pieces);
        let count = table.notes.len();
        for (index, note) in table.notes.iter().enumerate() {
            let note_element = self.tree.add(self.section(), Role::P);
            let measure = (super::super::style::MARGIN, self.prose_width());
            let before = if index == 0 { 5.0 } else { 2.0 };
            let mut notes =
                self.lines_of(self.style.note, before, &[Inline::Text(note.clone())], note_element, measure)?;
            // Small print is read as one: its last line alone over a page would be lost.
            let lines = notes.len();
            for (line, piece) in notes.iter_mut().enumerate() {
                piece.keep = line + 1 < lines || index + 1 < count;
            }
            self.push(notes);
        }
        Ok(())
    }

    /// Shapes all cells at the first size at which every word fits its column.
    fn sized(&self, table: &Table) -> Result<Sized, PdfError> {
        let mut last = None;
        // Many columns in a larger type wrap every row: the eye follows one line better than three.
        let first = if table.columns.len() >= WIDE { MANY } else { 0 };
        for size in self.style.tables.into_iter().skip(first) {
            let mut head = Vec::new();
            for column in &table.columns {
                head.push(Shaped::plain(self.fonts, head_style(size), Figures::Tabular, &column.header)?);
            }
            let mut rows = Vec::new();
            for row in &table.rows {
                let mut cells = Vec::new();
                for cell in &row.cells {
                    let style = cell_style(size);
                    let span = if cell.link.is_some() {
                        link_span(&cell.text, style)
                    } else {
                        Span::plain(&cell.text, style)
                    };
                    cells.push(Shaped::new(self.fonts, style, Figures::Tabular, &[span])?);
                }
                rows.push(cells);
            }
            let mut wishes = wishes(table, size, &head, &rows, SHORT);
            let width = table_width(&wishes, self.width);
            let mut widths = share(&wishes, width);
            // Short cells on one line are worth less than names that can be read.
            for short in [SHORT * 0.8, SHORT * 0.65, 0.0] {
                if widths.as_ref().is_some_and(|widths| !is_cramped(&wishes, widths)) {
                    break;
                }
                wishes = self::wishes(table, size, &head, &rows, short);
                widths = share(&wishes, width);
            }
            let fits = widths.is_some();
            let widths = widths.map(|widths| {
                let mut cells: Vec<Vec<(&Shaped, f32)>> =
                    vec![head.iter().map(|words| (words, 2.0 * PAD_X)).collect()];
                for (row, shaped) in table.rows.iter().zip(&rows) {
                    let room = |(words, cell)| (words, 2.0 * PAD_X + mark_room(cell, size));
                    cells.push(shaped.iter().zip(&row.cells).map(room).collect());
                }
                balance(widths, &wishes, &cells)
            });
            let widths = widths.unwrap_or_else(|| {
                // Not even the smallest size fits the longest words: they are broken, in proportion.
                let all: f32 = wishes.iter().map(|wish| wish.least).sum();
                wishes.iter().map(|wish| wish.least * width / all).collect()
            });
            last = Some(Sized { size, head, rows, widths, width });
            if fits {
                break;
            }
        }
        last.ok_or_else(|| PdfError::Library("a table has no size".to_owned()))
    }

    fn head(&mut self, table: &Table, sized: &Sized, element: ElementId, name: &Rc<str>) -> Piece {
        let group = self.tree.add(element, Role::THead);
        let row = self.tree.add(group, Role::Tr);
        let leading = head_style(sized.size).leading;
        let lines: Vec<_> = sized
            .head
            .iter()
            .zip(&sized.widths)
            .map(|(words, width)| words.lines(width - 2.0 * PAD_X))
            .collect();
        let height = tallest(lines.iter().map(Vec::len), leading);
        let mut fragments = vec![Fragment::artifact(vec![Item::Rect {
            x: 0.0,
            y: 0.0,
            width: sized.width,
            height,
            fill: TINT,
        }])];
        let mut x = 0.0;
        for (((column, words), lines), width) in
            table.columns.iter().zip(&sized.head).zip(&lines).zip(&sized.widths)
        {
            let extra = Extra { scope: Some(Scope::Column), ..Extra::default() };
            let cell = self.tree.add_with(row, Role::Th, extra);
            // Headers stand on the rule below them.
            let mut top = height - PAD_Y - leading * count(lines.len());
            // An empty header still is a cell.
            fragments.push(Fragment::of(cell, Vec::new()));
            for line in lines {
                let at = start(column.align, x, *width, line.width, 0.0);
                fragments.extend(line_fragments(words, line, at, top, &[Owner::plain(cell)]));
                top += leading;
            }
            x += width;
        }
        fragments.push(Fragment::artifact(vec![hairline(height, sized.width)]));
        let mut piece = Piece::new(name, 5.0, height, fragments);
        piece.keep = !table.rows.is_empty();
        piece
    }

    fn row(
        &mut self,
        table: &Table,
        cells: &[Cell],
        shaped: &[Shaped],
        sized: &Sized,
        body: ElementId,
    ) -> Result<Piece, PdfError> {
        let row = self.tree.add(body, Role::Tr);
        let leading = cell_style(sized.size).leading;
        let lines: Vec<_> = shaped
            .iter()
            .zip(cells)
            .zip(&sized.widths)
            .map(|((words, cell), width)| words.lines(width - 2.0 * PAD_X - mark_room(cell, sized.size)))
            .collect();
        let height = tallest(lines.iter().map(Vec::len), leading);
        let mut fragments = Vec::new();
        let mut x = 0.0;
        let columns = table.columns.iter().zip(cells).zip(shaped).zip(&lines).zip(&sized.widths);
        for (index, ((((column, cell), words), lines), width)) in columns.enumerate() {
            let header = Extra { scope: Some(Scope::Row), ..Extra::default() };
            let element = if index == 0 {
                self.tree.add_with(row, Role::Th, header)
            } else {
                self.tree.add(row, Role::Td)
            };
            fragments.push(Fragment::of(element, Vec::new()));
            let owner = match &cell.link {
                Some(to) => {
                    let (element, link) = self.link(element, &cell.text, Lead::Heading(to.clone()))?;
                    Owner { element, link: Some(link) }
                }
                None => Owner::plain(element),
            };
            let room = mark_room(cell, sized.size);
            let mut top = PAD_Y;
            for (number, line) in lines.iter().enumerate() {
                let at = start(column.align, x, *width, line.width, room);
                if let (0, Some(mark)) = (number, cell.mark) {
                    let middle = top + leading * 0.5;
                    fragments.push(Fragment::artifact(vec![drawn(mark, (at - room, middle), sized.size)]));
                }
                fragments.extend(line_fragments(words, line, at, top, &[owner]));
                top += leading;
            }
            x += width;
        }
        fragments.push(Fragment::artifact(vec![hairline(height, sized.width)]));
        Ok(Piece::new(&named(""), 0.0, height, fragments))
    }
}

/// The whole width, unless so few and narrow columns stand in it that the eye would lose its row on the way.
fn table_width(wishes: &[Wish], column: f32) -> f32 {
    let asked: f32 = wishes.iter().map(|wish| wish.most + 40.0).sum();
    asked.clamp(column.min(WIDTH * 0.45), column)
}

/// What each column asks for; cells up to `short` are asked for unbroken.
fn wishes(table: &Table, size: f32, head: &[Shaped], rows: &[Vec<Shaped>], short: f32) -> Vec<Wish> {
    table
        .columns
        .iter()
        .zip(head)
        .enumerate()
        .map(|(index, (column, header))| {
            let header = header.narrowest(HEAD_LINES).min(header.widest_word().max(SHORT));
            let (mut least, mut most) = (header, header);
            for (row, shaped) in table.rows.iter().zip(rows) {
                let (Some(cell), Some(words)) = (row.cells.get(index), shaped.get(index)) else { continue };
                let room = mark_room(cell, size);
                // A number is never wrapped, whatever spaces are in it; words wrap at spaces.
                let whole = words.natural_width();
                let unbroken = whole < short || (column.align == Align::End && whole < 90.0);
                let word = match (unbroken, cell.mark) {
                    (true, _) => whole,
                    // A status is looked for down its column: no tower of single words.
                    (false, Some(_)) => words.narrowest(STATUS_LINES),
                    (false, None) => words.widest_word(),
                };
                least = least.max(word + room);
                most = most.max(words.natural_width() + room);
            }
            // A hair more than the words, so that rounding never wraps what fits.
            let pad = 2.0 * PAD_X + 0.1;
            Wish { least: least + pad, most: most + pad, weight: weight(column.weight) }
        })
        .collect()
}

/// Whether the first column, which names the rows, has far less than its share and wraps for it.
fn is_cramped(wishes: &[Wish], widths: &[f32]) -> bool {
    let (Some(wish), Some(first)) = (wishes.first(), widths.first()) else { return false };
    let weights: f32 = wishes.iter().map(|wish| wish.weight).sum();
    let part = widths.iter().sum::<f32>() * wish.weight / weights.max(0.001);
    *first < wish.most && *first < part * 0.75
}

#[expect(clippy::cast_precision_loss, reason = "weights are small")]
fn weight(weight: u32) -> f32 {
    weight as f32
}

#[expect(clippy::cast_precision_loss, reason = "a cell has few lines")]
fn count(lines: usize) -> f32 {
    lines as f32
}

fn tallest(lines: impl Iterator<Item = usize>, leading: f32) -> f32 {
    count(lines.max().unwrap_or(0).max(1)) * leading + 2.0 * PAD_Y
}

/// Where a line of a cell starts; `room` is kept for a mark before it.
fn start(align: Align, x: f32, width: f32, line: f32, room: f32) -> f32 {
    match align {
        Align::Start => x + PAD_X + room,
        Align::End => x + width - PAD_X - line,
    }
}

/// A mark, its left edge and its middle at a place; its shape alone tells it, so it survives grey printing.
fn drawn(mark: Mark, (x, y): (f32, f32), size: f32) -> Item {
    let r = size * 0.38;
    let (left, middle, right) = (x + 0.5, x + 0.5 + r, x + 0.5 + 2.0 * r);
    match mark {
        Mark::OnTarget => Item::circle((middle, y), r, Some(BLUE), None),
        Mark::Close => Item::polygon(&[(left, y + r * 0.9), (right, y + r * 0.9), (middle, y - r)], ORANGE),
        Mark::OffTarget => {
            let s = r * 0.9;
            Item::polygon(
                &[(middle - s, y - s), (middle + s, y - s), (middle + s, y + s), (middle - s, y + s)],
                WINE,
            )
        }
    }
}
