//! The list of files that a command wrote.

use std::path::{Path, PathBuf};

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its size in bytes.
    pub(super) size: usize,
    /// Its pages, and how many its template allows; `None` for what has no pages.
    pub(super) pages: Option<(usize, Option<u32>)>,
}

impl Listed {
    /// A file without pages.
    pub(super) fn new(path: PathBuf, size: usize) -> Self {
        Self { path, size, pages: None }
    }

    fn line(&self) -> String {
        let pages = match self.pages {
            None => String::new(),
            Some((pages, None)) => format!("  ({pages} pages)"),
            Some((pages, Some(most))) => format!("  ({pages} pages of at most {most})"),
        };
        format!("{:>9}  {}{pages}\n", size_words(self.size), self.path.display())
    }

    /// That it has more pages than its template allows; `None` where it has not.
    pub(super) fn too_long(&self) -> Option<String> {
        let (pages, Some(most)) = self.pages? else { return None };
        let name = self.path.file_name().map(Path::new)?.display();
        (pages > usize::try_from(most).unwrap_or(usize::MAX)).then(|| {
            format!("{name} has {pages} pages, and its template means to have at most {most}: leave measures or details out, or raise `pages`")
        })
    }
}

/// A line a file.
pub(super) fn listing(files: &[Listed]) -> String {
    files.iter().map(Listed::line).collect()
}

fn size_words(bytes: usize) -> String {
    if bytes < 1_000 { format!("{bytes} B") } else { format!("{} kB", bytes.div_ceil(1_000)) }
}
