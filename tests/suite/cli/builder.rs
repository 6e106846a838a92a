//! Runs the binary in a folder of its own and compares everything that it says and leaves.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use boardpack::snapshot::sample::Options;
use pretty_assertions::assert_eq;
use tempfile::TempDir;

use super::small_pack::SmallPack;

/// The example council's snapshot as at 31 March 2019, made once a run of the tests; messages show it as SAMPLE.
pub(super) fn sample() -> &'static Path {
    static SAMPLE: OnceLock<PathBuf> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-2019-03-31.sqlite");
        let (tables, meta) = crate::sample::example(Options::default().as_at);
        tables.write(meta, &path).expect("a snapshot");
        path
    })
}

/// A workspace whose one pack is small, so that building it is quick; messages show it as SMALL.
pub(super) fn small() -> &'static Path {
    static SMALL: OnceLock<PathBuf> = OnceLock::new();
    SMALL.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("small-workspace");
        std::fs::create_dir_all(path.join("report-templates")).expect("a folder");
        std::fs::write(path.join("boardpack.toml"), "").expect("a file");
        std::fs::write(path.join("report-templates/smt.toml"), SMALL_PACK.toml()).expect("a file");
        path
    })
}

const SMALL_PACK: SmallPack<'_> = SmallPack {
    profile: "internal",
    period: "quarter",
    history: 5,
    blocks: &[
        r#"kind = "cover""#,
        r#"
kind = "section"
title = "Who we look after"
select = { context = true, tier = ["core"] }
chart = ["core"]
"#,
    ],
};

/// What is expected of an output.
enum Expected {
    Exactly(String),
    Anything,
}

/// A run of the binary that is being put together. It is expected to succeed and to say nothing.
pub(crate) struct Case {
    folder: TempDir,
    arguments: Vec<OsString>,
    environment: Vec<(&'static str, &'static str)>,
    exit: i32,
    stdout: Expected,
    stderr: Expected,
}

/// What a run left behind.
pub(crate) struct Outcome {
    folder: TempDir,
    /// Standard output, paths normalised.
    pub(crate) stdout: String,
    /// Standard error, paths normalised.
    pub(crate) stderr: String,
}

impl Case {
    pub(crate) fn new() -> Self {
        Self::at(tempfile::tempdir().expect("a folder"))
    }

    fn at(folder: TempDir) -> Self {
        Self {
            folder,
            arguments: Vec::new(),
            environment: Vec::new(),
            exit: 0,
            stdout: Expected::Exactly(String::new()),
            stderr: Expected::Exactly(String::new()),
        }
    }

    /// Adds arguments; `SAMPLE` stands for the example snapshot, `SMALL` for the small workspace.
    pub(crate) fn args<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|one| match one {
            "SAMPLE" => sample().into(),
            "SMALL" => small().into(),
            other => other.into(),
        }));
        self
    }

    /// Puts a file into the folder.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
        self
    }

    /// Puts an empty folder into the folder.
    pub(crate) fn folder(self, path: &str) -> Self {
        std::fs::create_dir_all(self.folder.path().join(path)).expect("a folder");
        self
    }

    pub(crate) fn env(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }

    pub(crate) fn exit(mut self, code: i32) -> Self {
        self.exit = code;
        self
    }

    pub(crate) fn stdout(mut self, text: impl Into<String>) -> Self {
        self.stdout = Expected::Exactly(text.into());
        self
    }

    pub(crate) fn stderr(mut self, text: impl Into<String>) -> Self {
        self.stderr = Expected::Exactly(text.into());
        self
    }

    pub(crate) fn any_stdout(mut self) -> Self {
        self.stdout = Expected::Anything;
        self
    }

    pub(crate) fn any_stderr(mut self) -> Self {
        self.stderr = Expected::Anything;
        self
    }

    /// Where the run will take place.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the binary. Whatever it is asked for, it does not panic, adds no colours where there is no terminal, and
    /// leaves every file as it was when it fails.
    pub(crate) fn run(self) -> Outcome {
        let before = tree(self.folder.path());
        let output = Command::new(env!("CARGO_BIN_EXE_boardpack"))
            .args(&self.arguments)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
            .envs(self.environment.iter().copied())
            .stdin(Stdio::null())
            .output()
            .expect("the binary");
        let folder = self.folder.path().to_str().expect("a path in UTF-8");
        let read = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .expect("text in UTF-8")
                .replace(sample().to_str().expect("a path in UTF-8"), "SAMPLE")
                .replace(small().to_str().expect("a path in UTF-8"), "SMALL")
                .replace(folder, "FOLDER")
        };
        let (stdout, stderr) = (read(output.stdout), read(output.stderr));
        let asked = format!("boardpack {:?}", self.arguments);
        assert!(!stderr.contains("panicked"), "{asked}\n{stderr}");
        assert!(
            !stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'),
            "colours: {asked}\n{stdout}{stderr}"
        );
        assert_eq!(output.status.code(), Some(self.exit), "{asked}\n{stdout}{stderr}");
        for (what, said, expected) in [("out", &stdout, &self.stdout), ("err", &stderr, &self.stderr)] {
            if let Expected::Exactly(expected) = expected {
                assert_eq!(said, expected, "std{what} of {asked}");
            }
        }
        if self.exit != 0 {
            let after = tree(self.folder.path());
            let names =
                |files: &BTreeMap<PathBuf, Option<Vec<u8>>>| files.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&after), names(&before), "what {asked} left behind");
            assert!(after == before, "{asked} failed and changed a file");
        }
        Outcome { folder: self.folder, stdout, stderr }
    }
}

impl Outcome {
    /// Another run in the same folder.
    pub(crate) fn then(self) -> Case {
        Case::at(self.folder)
    }

    /// The bytes of a file in the folder.
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every file and folder, with what the files hold.
    pub(crate) fn tree(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        tree(self.folder.path())
    }

    /// Names of every file, without folders.
    pub(crate) fn files(&self) -> Vec<String> {
        let files = self.tree().into_iter().filter(|(_, bytes)| bytes.is_some());
        files.map(|(path, _)| path.to_str().expect("a path in UTF-8").to_owned()).collect()
    }
}

/// Every file and folder below a folder, by its path from there, with what the files hold.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    fn add(root: &Path, folder: &Path, all: &mut BTreeMap<PathBuf, Option<Vec<u8>>>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("a path below").to_owned();
            if path.is_dir() {
                add(root, &path, all);
                all.insert(name, None);
            } else {
                all.insert(name, Some(std::fs::read(&path).expect("a file")));
            }
        }
    }
    let mut all = BTreeMap::new();
    add(folder, folder, &mut all);
    all
}
