//! A picture and what is said of it, side by side.

use super::super::PdfError;
use super::super::style::WIDTH;
use super::piece::Piece;
use super::{Builder, named};
use crate::pack::{About, Block};

/// White between the two columns.
const GUTTER: f32 = 20.0;
/// The picture's part of the rest.
const PICTURE: f32 = 0.52;
/// White above both.
const ABOVE: f32 = 4.0;

impl Builder<'_> {
    /// Sets a picture and its words as one piece, since what stands side by side is never split.
    pub(super) fn beside(&mut self, about: &About, picture: &Block, words: &[Block]) -> Result<(), PdfError> {
        let room = WIDTH - GUTTER;
        let mut piece = Piece::new(&named("a picture with words beside it"), ABOVE, 0.0, Vec::new());
        let left = self.column(about, std::slice::from_ref(picture), room * PICTURE)?;
        if let Some(first) = left.first() {
            piece.name = first.name.clone();
        }
        stack(&mut piece, left, 0.0);
        let right = self.column(about, words, room * (1.0 - PICTURE))?;
        stack(&mut piece, right, room * PICTURE + GUTTER);
        self.push(vec![piece]);
        Ok(())
    }

    /// The pieces of blocks in a column of their own.
    fn column(&mut self, about: &About, blocks: &[Block], width: f32) -> Result<Vec<Piece>, PdfError> {
        let outside = (std::mem::take(&mut self.pieces), std::mem::replace(&mut self.width, width));
        let set = self.blocks(about, blocks);
        let pieces = std::mem::replace(&mut self.pieces, outside.0);
        self.width = outside.1;
        set.map(|()| pieces)
    }
}

/// Puts the pieces of a column one below another into the piece of both.
fn stack(piece: &mut Piece, column: Vec<Piece>, right: f32) {
    let mut down = 0.0;
    for (number, one) in column.into_iter().enumerate() {
        if number > 0 {
            down += one.before;
        }
        let indent = one.left - piece.left;
        piece.fragments.extend(one.fragments.into_iter().map(|part| part.moved(right + indent, down)));
        down += one.height;
    }
    piece.height = piece.height.max(down);
}
