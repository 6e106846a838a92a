//! A pack as one page of HTML: the same document as the PDF, for every screen and for printing.
//!
//! Takes a [`Pack`](crate::pack::Pack) and gives a page that holds all it needs: its style, its face and its charts as
//! drawings with real words. It has no script, loads nothing and sends nothing. What a reader of the PDF is told by a
//! mark, a bookmark or a heading, the reader of the page is told too.

mod blocks;
mod error;
mod page;

pub use error::HtmlError;
pub use page::html;
