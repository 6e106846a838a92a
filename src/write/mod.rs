//! The writers: a pack becomes files.
//!
//! Takes a [`Pack`](crate::pack::Pack) and gives the bytes of a PDF or a workbook, and writes a set of files whole
//! or not at all. Decides nothing about figures.
