//! Returns that cannot be used, and the words for it.

use std::path::PathBuf;

use pretty_assertions::assert_eq;

use super::{Desk, EPISODES, import, said};

const EXPECTED: &str = "give a folder that holds one year's SSDA903 return as CSV files (episodes, header, reviews, OC2, OC3, UASC, missing), known by their columns";

#[test]
fn no_such_folder_a_file_and_an_empty_folder() {
    let faults = import(&[PathBuf::from("no-such-folder")], "2018-03-31").expect_err("no folder");
    assert_eq!(
        said(&faults),
        format!("error import::not-found\n  no-such-folder: there is no such folder\n  help: {EXPECTED}\n")
    );
    let mut desk = Desk::new().quiet("2017");
    desk.returns[0].push("episodes.csv");
    assert_eq!(
        desk.faults("2018-03-31"),
        format!(
            "error import::not-a-folder\n  2017/episodes.csv: a return is a folder, this is a file\n  help: {EXPECTED}\n"
        )
    );
    let desk = Desk::new().file("2017", "readme.txt", "no data");
    assert_eq!(
        desk.faults("2018-03-31"),
        format!("error import::empty-folder\n  2017: the folder holds no CSV file\n  help: {EXPECTED}\n")
    );
}

#[test]
fn no_return_at_all() {
    let faults = import(&[], "2018-03-31").expect_err("no return");
    assert_eq!(
        said(&faults),
        "error import::no-returns\n  no return given\n  help: name one folder for each year's return\n"
    );
}

#[test]
fn faults_of_several_folders_are_all_named() {
    let desk = Desk::new().file("2017", "a.txt", "").file("2018", "a.txt", "");
    assert_eq!(desk.faults("2018-03-31").matches("import::empty-folder").count(), 2);
}

#[test]
fn an_episodes_file_that_lacks_a_column_is_named_with_it() {
    let desk = Desk::new()
        .file("2017", "care.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,REC\n1,01/05/2017,S,C2,N1,U4,\n")
        .file("2017", "header.csv", "CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2005,WBRI\n");
    assert_eq!(
        desk.faults("2018-03-31"),
        "error import::no-episodes\n  2017: no episodes file in the return (found: header); one file is not recognised, not read: nearest to the episodes file, but without the column DEC\n  help: the episodes file is known by the columns CHILD, DECOM, RNE, LS, PLACE, DEC, REC\n\
         warning import::unrecognised-file\n  2017/care.csv: not recognised, not read: nearest to the episodes file, but without the column DEC\n  help: a file is known as episodes by CHILD, DECOM, RNE, LS, PLACE, DEC, REC\n"
    );
}

#[test]
fn two_files_of_a_kind_are_named() {
    let desk = Desk::new().quiet("2017").file("2017", "more.csv", &format!("{EPISODES}\n"));
    assert_eq!(
        desk.faults("2018-03-31"),
        "error import::two-of-a-kind\n  2017/more.csv: two episodes files in one return: 2017/episodes.csv and 2017/more.csv\n  help: keep one of them in the folder, or give each year's return a folder of its own\n"
    );
}

#[test]
fn nothing_to_read_names_the_rows_refused() {
    let desk = Desk::new().episodes("2017", &["1,31/02/2018,S,C2,N1,U4,PR1,,,,,,"]);
    assert_eq!(
        desk.faults("2018-03-31"),
        "error import::no-rows\n  2017/episodes.csv: no row of the episodes file can be read: 1 refused\n  help: a return holds every episode open at any time in its year; dates are dd/mm/yyyy or yyyy-mm-dd\n\
         error import::row-refused\n  2017/episodes.csv:2: child 1: DECOM `31/02/2018` is not a date\n"
    );
    let desk = Desk::new().episodes("2017", &[]);
    assert!(
        desk.faults("2018-03-31")
            .starts_with("error import::no-rows\n  2017/episodes.csv: the episodes file holds no row\n")
    );
}

#[test]
fn a_unicode_text_file_is_refused_with_what_to_do() {
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(EPISODES.bytes().flat_map(|byte| [byte, 0])).collect();
    let desk = Desk::new().bytes("2017", "episodes.csv", &utf16);
    assert!(desk.faults("2018-03-31").starts_with(
        "error import::utf-16\n  2017/episodes.csv: the file is UTF-16 (\"Unicode text\"), not CSV\n  help: save it again as \"CSV UTF-8 (comma delimited)\"\n"
    ));
}

#[test]
fn a_year_after_the_path_that_is_none() {
    let mut desk = Desk::new().quiet("return");
    desk.returns[0].as_mut_os_string().push("@2018");
    assert_eq!(
        desk.faults("2018-03-31"),
        "error import::year-not-read\n  return@2018: `2018` after the @ is not a return's year\n  help: write the financial year, such as `return@2017-18`\n"
    );
}

#[test]
fn files_that_are_not_imported_are_named() {
    let desk = Desk::new()
        .quiet("2017")
        .file("2017", "ad1.csv", "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE\n")
        .file("2017", "perm.csv", "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n")
        .file("2017", "placed.csv", "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n")
        .file("2017", "rev.csv", "CHILD,DOB,REVIEW_CODE\n")
        .file("2017", "staff.csv", "NAME,GRADE\nx,y\n")
        .file("2017", "sw.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n")
        .file("2017", "void.csv", "");
    let imported = desk.import("2018-03-31");
    assert_eq!(
        desk.warnings(&imported),
        [
            "import::not-imported: recognised as AD1, no measure reads it yet, not imported",
            "import::not-imported: recognised as previous permanence, no measure reads it yet, not imported",
            "import::not-imported: recognised as placed for adoption, no measure reads it yet, not imported",
            "import::unrecognised-file: not recognised, not read: nearest to the reviews file, but without the column REVIEW",
            "import::unrecognised-file: not recognised, not read: no SSDA903 file has such columns",
            "import::not-imported: recognised as social worker, no measure reads it yet, not imported",
            "import::unrecognised-file: the file is empty, not read",
            "import::no-header-file: no header file: dates of birth, sex and ethnicity are not in it",
        ]
    );
}
