//! The files of the example council's four packs, each made once for all tests that read it.

use std::process::Command;
use std::sync::{LazyLock, OnceLock};

use boardpack::pack::Pack;
use boardpack::write::{html, pdf::pdf, xlsx};

use crate::pack::{example, handout, other_packs};

/// A pack and its files.
pub(crate) struct Document {
    pub(crate) pack: &'static Pack,
    pdf: OnceLock<Vec<u8>>,
    page: OnceLock<String>,
    workbook: OnceLock<Vec<u8>>,
}

impl Document {
    /// The id of the pack: `smt`.
    pub(crate) fn id(&self) -> &str {
        &self.pack.about.id
    }

    pub(crate) fn pdf(&self) -> &[u8] {
        self.pdf.get_or_init(|| pdf(self.pack).expect("a PDF").bytes)
    }

    pub(crate) fn page(&self) -> &str {
        self.page.get_or_init(|| String::from_utf8(html(self.pack).expect("a page")).expect("text in UTF-8"))
    }

    pub(crate) fn workbook(&self) -> &[u8] {
        self.workbook.get_or_init(|| xlsx(self.pack).expect("a workbook"))
    }
}

/// The Senior Management Team's pack, those of the two boards, and the handout.
pub(crate) fn documents() -> &'static [Document] {
    static ALL: LazyLock<Vec<Document>> = LazyLock::new(|| {
        let packs = [&example().1].into_iter().chain(other_packs()).chain([&handout().0]);
        packs
            .map(|pack| Document {
                pack,
                pdf: OnceLock::new(),
                page: OnceLock::new(),
                workbook: OnceLock::new(),
            })
            .collect()
    });
    &ALL
}

#[test]
fn the_example_has_four_packs() {
    let ids: Vec<&str> = documents().iter().map(Document::id).collect();
    assert_eq!(ids, ["smt", "childrens-executive-board", "corporate-parenting-board", "lincc-open-meeting"]);
}

/// What a program of the system prints; `None`, said aloud, where it is not installed.
pub(crate) fn printed_by(program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
            Some(output.stdout)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: {program} is not installed");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}
