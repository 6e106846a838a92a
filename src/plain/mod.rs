//! Plain words: a share as "about 3 in 4", and a lint with figures for texts that young people read.
//!
//! Takes numbers and texts; gives words and faults. It knows no measure, no page and no file: whoever asks says where a
//! text stands. A leaf.

mod lint;
mod portion;
mod syllables;
mod vocabulary;

pub use lint::{Fault, HARDEST_GRADE, MOST_WORDS, Passage, Report, lint};
pub use portion::{FEWEST, FEWEST_ANSWERS, Portion, portion};
pub use syllables::syllables;
pub use vocabulary::{AVOIDED, FAMILIAR};
