//! What people write about the figures: what is working well, what they are worried about, what needs to happen.
//!
//! Takes the texts of a workspace's `commentary/PERIOD/*.md`; gives [`Commentary`], whose every placeholder names a
//! measure that is known, or every fault in the texts. A figure stands in a text only as a placeholder, and a pack prints
//! what is released to its readers: one text serves the internal and the published pack. Each text records the figures as
//! they were when it was signed, so that a paragraph that no longer fits is found.
//!
//! It computes nothing and sees no figure that is not released.

mod body;
mod front;
mod lint;
mod model;
mod phrases;
mod placeholder;
mod read;
mod review;
mod signature;
mod skeleton;
mod told;

pub use front::{asked, shape};
pub use lint::{Certainty, SmallNumber, small_numbers, small_numbers_in};
pub use model::{About, Commentary, Note, Part, Passage, Piece, Words};
pub use placeholder::{Form, Placeholder, When};
pub use read::{NoteFile, read_all};
pub use review::review;
pub use signature::{Moved, SignedFigure, SignedFor, moved, sign};
pub use skeleton::{Skeleton, skeletons};
pub use told::{Told, figure_words};
