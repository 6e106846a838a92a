//! Which piece stands on which page, and where.

use super::super::PdfError;
use super::super::style::{BODY_HEIGHT, BOTTOM, TOP};
use super::piece::{Piece, Start};

/// White above a section that starts in the middle of a page, and below its rule.
const SECTION_GAP: (f32, f32) = (30.0, 16.0);
/// How loosely pages are filled, tried in this order: what all white is multiplied by, and whether a section may start
/// low on a page.
const TRIES: [(f32, bool); 8] = [
    (1.0, false),
    (0.9, false),
    (0.8, false),
    (0.7, false),
    (1.1, false),
    (0.9, true),
    (0.8, true),
    (0.7, true),
];
/// A page with less on it than this share would look forgotten.
const NEARLY_EMPTY: f32 = 0.25;

/// A piece on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) page: usize,
    /// Its top, from the page's upper edge.
    pub(super) y: f32,
    /// The head of its table goes above it.
    pub(super) with_head: bool,
    /// A rule above it, at this height.
    pub(super) rule: Option<f32>,
}

/// Places the pieces; tries a little less white between them where a page would be nearly empty, or where there would be
/// more pages than the pack is meant to have; then also lets sections start low on a page.
///
/// # Errors
///
/// A piece that is taller than a page.
pub(super) fn paginate(pieces: &[Piece], most: Option<u32>) -> Result<Vec<Place>, PdfError> {
    let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let mut best: Option<((usize, f32), Vec<Place>)> = None;
    for (factor, low) in TRIES {
        let places = Pages::new(pieces, factor, low).run()?;
        let emptiest = emptiest(pieces, &places);
        let over = places.last().map_or(0, |last| last.page + 1).saturating_sub(most);
        if emptiest >= NEARLY_EMPTY && over == 0 {
            return Ok(places);
        }
        let better = |(least, share): &(usize, f32)| over < *least || over == *least && emptiest > *share;
        if best.as_ref().is_none_or(|(known, _)| better(known)) {
            best = Some(((over, emptiest), places));
        }
    }
    Ok(best.map(|(_, places)| places).unwrap_or_default())
}

/// The share of the emptiest page that is filled.
fn emptiest(pieces: &[Piece], places: &[Place]) -> f32 {
    let mut depths: Vec<f32> = Vec::new();
    for (piece, place) in pieces.iter().zip(places) {
        while depths.len() <= place.page {
            depths.push(0.0);
        }
        if let Some(depth) = depths.get_mut(place.page) {
            *depth = depth.max(place.y + piece.height - TOP);
        }
    }
    depths.into_iter().map(|depth| depth / BODY_HEIGHT).fold(1.0, f32::min)
}

struct Pages<'a> {
    pieces: &'a [Piece],
    /// All white between pieces is multiplied by this.
    factor: f32,
    /// Sections may start low on a page.
    low: bool,
    page: usize,
    /// Where the next piece goes.
    y: f32,
    fresh: bool,
    places: Vec<Place>,
}

impl<'a> Pages<'a> {
    fn new(pieces: &'a [Piece], factor: f32, low: bool) -> Self {
        Self { pieces, factor, low, page: 0, y: TOP, fresh: true, places: Vec::with_capacity(pieces.len()) }
    }

    fn run(mut self) -> Result<Vec<Place>, PdfError> {
        let mut index = 0;
        while let Some(piece) = self.pieces.get(index) {
            let rule = self.start(piece, index);
            let group_end = self.group_end(index);
            let end = if self.fits(index, group_end) {
                group_end
            } else {
                let whole = self.height(index, group_end, true);
                // A group moves to a new page whole, unless that leaves this one nearly empty.
                if whole <= BODY_HEIGHT && !self.fresh && self.y - TOP > BODY_HEIGHT * 0.3 {
                    self.turn();
                    group_end
                } else {
                    let end = self.kept_end(index);
                    if !self.fits(index, end) && !self.fresh {
                        self.turn();
                    }
                    end
                }
            };
            let mut rule = rule.filter(|_| !self.fresh);
            while index < end {
                self.place(index, rule.take())?;
                index += 1;
            }
        }
        Ok(self.places)
    }

    /// Heeds where a piece asks to stand; the height of the rule above it, if it gets one.
    fn start(&mut self, piece: &Piece, index: usize) -> Option<f32> {
        match piece.start {
            Start::Flow => None,
            Start::Page => {
                self.turn_if_used();
                None
            }
            Start::Section { room, least } => {
                let room = if self.low { least } else { room };
                if self.fresh {
                    return None;
                }
                let (above, below) = (SECTION_GAP.0 * self.factor, SECTION_GAP.1 * self.factor);
                let end = self.group_end(index);
                let needed = above + below + self.height(index, end, true).min(BODY_HEIGHT * 0.6);
                if BOTTOM - self.y < BODY_HEIGHT * room || BOTTOM - self.y < needed {
                    self.turn();
                    return None;
                }
                let rule = self.y + above;
                self.y = rule + below;
                Some(rule)
            }
        }
    }

    /// One past the pieces that have to be on one page with this one: its group, and what it is kept with.
    fn group_end(&self, index: usize) -> usize {
        let mut end = self.kept_end(index);
        loop {
            let group = self.pieces.get(end - 1).and_then(|piece| piece.group);
            let mut grown = end;
            while group.is_some() && self.pieces.get(grown).is_some_and(|piece| piece.group == group) {
                grown += 1;
            }
            grown = self.kept_end(grown - 1);
            if grown == end {
                return end;
            }
            end = grown;
        }
    }

    fn kept_end(&self, index: usize) -> usize {
        let mut end = index;
        while self.pieces.get(end).is_some_and(|piece| piece.keep) && end + 1 < self.pieces.len() {
            end += 1;
        }
        end + 1
    }

    fn height(&self, start: usize, end: usize, at_top: bool) -> f32 {
        let pieces = self.pieces.get(start..end).unwrap_or_default();
        let all: f32 = pieces.iter().map(|piece| piece.before * self.factor + piece.height).sum();
        let Some(first) = pieces.first().filter(|_| at_top) else { return all };
        all - first.before * self.factor + first.head.as_ref().map_or(0.0, |head| head.height)
    }

    fn fits(&self, start: usize, end: usize) -> bool {
        self.y + self.height(start, end, self.fresh) <= BOTTOM + 0.01
    }

    fn turn_if_used(&mut self) {
        if !self.fresh {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.page += 1;
        self.y = TOP;
        self.fresh = true;
    }

    fn place(&mut self, index: usize, rule: Option<f32>) -> Result<(), PdfError> {
        let Some(piece) = self.pieces.get(index) else { return Ok(()) };
        if !self.fits(index, index + 1) {
            self.turn_if_used();
            if !self.fits(index, index + 1) {
                return Err(PdfError::TooTall(piece.name.to_string()));
            }
        }
        let mut with_head = false;
        if self.fresh {
            if let Some(head) = &piece.head {
                self.y += head.height;
                with_head = true;
            }
        } else if rule.is_none() {
            self.y += piece.before * self.factor;
        }
        self.places.push(Place { page: self.page, y: self.y, with_head, rule });
        self.y += piece.height;
        self.fresh = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    fn piece(height: f32) -> Piece {
        Piece::new(&Rc::from("a piece"), 10.0, height, Vec::new())
    }

    #[test]
    fn a_heading_goes_with_what_follows_it() {
        let mut pieces = vec![piece(BODY_HEIGHT - 60.0), piece(30.0), piece(40.0)];
        pieces[1].keep = true;
        let places = paginate(&pieces, None).expect("fits");
        assert_eq!(places.iter().map(|place| place.page).collect::<Vec<_>>(), [0, 1, 1]);
    }

    #[test]
    fn a_group_stays_whole_where_it_fits_on_a_page() {
        let mut pieces = vec![piece(BODY_HEIGHT * 0.5), piece(200.0), piece(200.0)];
        pieces[1].group = Some(1);
        pieces[2].group = Some(1);
        let places = paginate(&pieces, None).expect("fits");
        assert_eq!(places.iter().map(|place| place.page).collect::<Vec<_>>(), [0, 1, 1]);
    }

    #[test]
    fn a_group_taller_than_a_page_is_split() {
        let mut pieces = vec![piece(BODY_HEIGHT * 0.6), piece(BODY_HEIGHT * 0.6)];
        for piece in &mut pieces {
            piece.group = Some(1);
        }
        let places = paginate(&pieces, None).expect("fits");
        assert_eq!(places.iter().map(|place| place.page).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_is_taller_than_a_page_is_refused_by_name() {
        let error = paginate(&[piece(BODY_HEIGHT + 1.0)], None).expect_err("too tall");
        assert_eq!(error.to_string(), "\"a piece\" does not fit on one page and cannot be split");
    }

    #[test]
    fn a_section_turns_the_page_only_where_little_is_left() {
        let section = |room| {
            let mut piece = piece(30.0);
            piece.start = Start::Section { room, least: 0.2 };
            piece
        };
        let early = paginate(&[piece(BODY_HEIGHT * 0.5), section(1.0 / 3.0)], None).expect("fits");
        assert_eq!((early[1].page, early[1].rule.is_some()), (0, true));
        let late =
            paginate(&[piece(BODY_HEIGHT * 0.7), section(1.0 / 3.0), piece(300.0)], None).expect("fits");
        assert_eq!((late[1].page, late[1].rule), (1, None));
    }

    #[test]
    fn a_section_starts_low_on_a_page_where_that_keeps_to_the_pages_that_are_meant() {
        let mut second = piece(30.0);
        second.start = Start::Section { room: 1.0 / 3.0, least: 0.2 };
        let pieces = [piece(BODY_HEIGHT * 0.668), second, piece(BODY_HEIGHT * 0.21)];
        let pages = |most| paginate(&pieces, most).expect("fits")[2].page + 1;
        assert_eq!((pages(None), pages(Some(2)), pages(Some(1))), (2, 2, 1));
    }
}
