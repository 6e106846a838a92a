//! Sets of files, and tidy data.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use boardpack::pack::TidyRow;
use boardpack::write::{FileSet, FileSetError, MANIFEST, csv};
use serde_json::{Value, json};

/// Every file and folder under a folder, with what it holds.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(tree(&path));
            all.insert(path, None);
        } else {
            let bytes = fs::read(&path).expect("a file");
            all.insert(path, Some(bytes));
        }
    }
    all
}

fn two() -> FileSet {
    FileSet::new().with("pack.pdf", "new pdf").with("data/tidy.csv", "new csv")
}

#[test]
fn a_set_makes_its_folders_and_a_manifest() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("out/2018-19-Q4");
    two().write(&folder, &json!({"as_at": "2019-03-31"})).expect("written");
    assert_eq!(fs::read(folder.join("pack.pdf")).expect("there"), b"new pdf");
    assert_eq!(fs::read(folder.join("data/tidy.csv")).expect("there"), b"new csv");
    assert_eq!(tree(&folder).len(), 4, "nothing but the files, one folder and the manifest");
    let manifest: Value =
        serde_json::from_slice(&fs::read(folder.join(MANIFEST)).expect("there")).expect("JSON");
    let expected = json!({
        "format": 1,
        "inputs": {"as_at": "2019-03-31"},
        "files": [
            {"path": "data/tidy.csv", "bytes": 7,
             "sha256": "60375ec7b40359189603ab7d0e271114257f60bcaf6d8eb4f3edd487da572d11"},
            {"path": "pack.pdf", "bytes": 7,
             "sha256": "cc7ad3518ee9ef5c30184f03dc9fa74428337901e015f76ba0c693320d980371"},
        ],
    });
    assert_eq!(manifest, expected);
}

#[test]
fn the_same_set_is_written_again_over_itself() {
    let root = tempfile::tempdir().expect("a folder");
    two().write(root.path(), &Value::Null).expect("written");
    let first = tree(root.path());
    two().write(root.path(), &Value::Null).expect("written again");
    assert_eq!(tree(root.path()), first);
}

#[test]
fn a_set_that_cannot_be_placed_leaves_the_folder_as_it_was() {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("pack.pdf"), "old pdf").expect("written");
    fs::write(root.path().join("other.txt"), "somebody else's").expect("written");
    // A folder in the place of the last file.
    fs::create_dir(root.path().join(MANIFEST)).expect("made");
    let before = tree(root.path());
    let error = two().write(root.path(), &Value::Null).expect_err("a folder is in the way");
    assert!(matches!(error, FileSetError::NotAFile(_)), "{error}");
    assert_eq!(error.path(), root.path().join(MANIFEST));
    assert_eq!(tree(root.path()), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_too_long_for_the_disk_leaves_nothing_and_puts_back_what_was_replaced() {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("pack.pdf"), "old pdf").expect("written");
    let before = tree(root.path());
    let set = two().with("new/first.csv", "a").with("x".repeat(300), "b");
    let error = set.write(root.path(), &Value::Null).expect_err("the name is too long");
    assert!(matches!(error, FileSetError::Io { .. }), "{error}");
    assert_eq!(tree(root.path()), before, "the old file is back, the new folders and files are gone");
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let root = tempfile::tempdir().expect("a folder");
    let file = root.path().join("out");
    fs::write(&file, "a file").expect("written");
    let error = two().write(&file, &Value::Null).expect_err("not a folder");
    assert!(matches!(error, FileSetError::NotAFolder(_)), "{error}");
    assert!(error.to_string().contains("is a file, not a folder"), "{error}");
    let below = two().write(&file.join("deeper"), &Value::Null).expect_err("not a folder");
    assert_eq!(below.path(), file);
    assert_eq!(fs::read(&file).expect("still there"), b"a file");
}

#[test]
fn paths_stay_inside_the_folder_and_names_are_unique() {
    let root = tempfile::tempdir().expect("a folder");
    for path in ["../out.pdf", "/tmp/out.pdf", "a/../../b", "", "./a"] {
        let error = FileSet::new().with(path, "x").write(root.path(), &Value::Null).expect_err(path);
        assert!(matches!(error, FileSetError::Outside(_)), "{path}: {error}");
    }
    for path in [MANIFEST, "Pack.PDF"] {
        let error = two().with(path, "x").write(root.path(), &Value::Null).expect_err(path);
        assert!(matches!(error, FileSetError::Twice(_)), "{path}: {error}");
    }
    assert!(tree(root.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn colleagues_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("plain"), "").expect("written");
    two().write(root.path(), &Value::Null).expect("written");
    let mode = |name: &str| fs::metadata(root.path().join(name)).expect(name).permissions().mode();
    assert_eq!(mode("pack.pdf"), mode("plain"));
}

/// The lines of a tidy row with this category, value and words.
fn tidy(category: &str, value: Option<f64>, shown: &str) -> String {
    let row = TidyRow {
        measure: "seen-on-time".to_owned(),
        period: "2018-19-Q4".to_owned(),
        from: "2019-03-31".to_owned(),
        to: "2019-03-31".to_owned(),
        basis: "as-at",
        form: "share",
        breakdown: String::new(),
        group: String::new(),
        category: category.to_owned(),
        numerator: Some(273.0),
        denominator: Some(332.5),
        value,
        shown: shown.to_owned(),
        met: Some(273),
        not_met: Some(23),
        missing: Some(0),
        not_known: Some(0),
        not_due: Some(0),
        not_applicable: Some(1),
        availability: "available",
        definition: 1,
        status: "close",
        target: "at least 95%".to_owned(),
        since_last_year: "no-clear-change",
    };
    String::from_utf8(csv(&[row]).expect("rows")).expect("UTF-8")
}

#[test]
fn tidy_data_are_plain_lines_with_numbers_unrounded() {
    let lines = tidy("", Some(0.922_297), "273 of 296, 92%");
    assert_eq!(
        lines,
        "measure,period,from,to,basis,form,breakdown,group,category,numerator,denominator,value,shown,met,not_met,\
         missing,not_known,not_due,not_applicable,availability,definition,status,target,since_last_year\r\n\
         seen-on-time,2018-19-Q4,2019-03-31,2019-03-31,as-at,share,,,,273,332.5,0.922297,\"273 of 296, 92%\",273,23,0,0,0,1,available,1,close,at least 95%,no-clear-change\r\n"
    );
    assert!(tidy("", None, "[x]").contains(",332.5,,[x],"));
}

#[test]
fn words_that_look_like_formulas_get_an_apostrophe_and_numbers_do_not() {
    let cases = [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-1+2", "'-1+2"),
        ("- none", "'- none"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-3", "-3"),
        ("-0.25", "-0.25"),
        ("+3", "'+3"),
        ("-", "'-"),
        ("2018-19-Q4", "2018-19-Q4"),
    ];
    for (words, written) in cases {
        assert!(tidy(words, None, "").contains(&format!(",,,{written},273,")), "{words}");
    }
}
