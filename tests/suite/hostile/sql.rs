//! Measures whose SQL would do more than read, or never end.

use std::collections::BTreeSet;

use boardpack::compute::{compute, verify};
use boardpack::diagnostic::Source;
use boardpack::kpi::{Catalogue, MeasureFile};
use boardpack::snapshot::{Image, Snapshot};

/// A measure of children looked after with one expression.
fn catalogue(met: &str) -> Catalogue {
    let text = include_str!("../../cases/errors/measure.toml").replace("\"1 = 1\"", &format!("'''{met}'''"));
    let file = MeasureFile {
        strategy: "children-looked-after".to_owned(),
        id: "hostile".to_owned(),
        source: Source::new("hostile.toml", text),
    };
    Catalogue::read(&[file]).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

fn image() -> Image {
    let snapshot =
        Snapshot::from_bytes(super::small(), "small").unwrap_or_else(|f| panic!("{}", f.render(false)));
    Image::build(&snapshot, &BTreeSet::from([snapshot.meta().as_at])).expect("an image")
}

/// Computes the measure for the snapshot's last quarter; gives what went wrong.
fn run(met: &str) -> Result<(), String> {
    let period = "2018-19-Q4".parse().expect("a period");
    compute(&catalogue(met), &[("hostile", vec![period])], &image())
        .map(|_| ())
        .map_err(|error| error.message)
}

/// Neither `check` nor a run lets the expression through.
fn refused(met: &str) {
    let faults = verify(&catalogue(met)).expect("an empty image");
    assert!(faults.has_errors(), "check says nothing of {met}");
    let error = run(met).expect_err(met);
    assert!(!error.is_empty());
}

#[test]
fn the_measure_itself_is_fine() {
    let faults = verify(&catalogue("1 = 1")).expect("an empty image");
    assert!(faults.is_empty(), "{}", faults.render(false));
    assert_eq!(run("1 = 1"), Ok(()));
}

#[test]
fn statements_that_write_or_reach_out() {
    for met in [
        "1) FROM wanted; ATTACH 'other.sqlite' AS other; --",
        "1); INSERT INTO ssd_person VALUES ('X', NULL, NULL, NULL); --",
        "1); DROP TABLE ssd_person; --",
        "1); PRAGMA query_only = 0; --",
        "1); VACUUM INTO 'copy.sqlite'; --",
        "INSERT INTO ssd_person VALUES ('X', NULL, NULL, NULL)",
        "(DELETE FROM ssd_person RETURNING 1)",
        "ATTACH 'other.sqlite' AS other",
        "PRAGMA query_only = 0",
    ] {
        refused(met);
    }
}

#[test]
fn functions_that_reach_out_or_differ_from_run_to_run() {
    for met in [
        "load_extension('evil')",
        "random() > 0",
        "hex(randomblob(4)) > 'A'",
        "readfile('/etc/passwd') IS NOT NULL",
        "writefile('x', 'y')",
        "fts3_tokenizer('simple') IS NULL",
        "sqlite_version() = '3'",
        "sqlite_compileoption_get(1) IS NULL",
        "zeroblob(1000000000) IS NULL",
    ] {
        refused(met);
    }
}

#[test]
fn tables_of_the_database_itself() {
    for met in [
        "EXISTS (SELECT 1 FROM sqlite_schema)",
        "EXISTS (SELECT 1 FROM sqlite_master)",
        "EXISTS (SELECT 1 FROM sqlite_temp_schema)",
        "EXISTS (SELECT 1 FROM pragma_table_info('ssd_person'))",
        "EXISTS (SELECT 1 FROM pragma_database_list)",
    ] {
        refused(met);
    }
}

#[test]
fn what_ends_the_brackets_around_an_expression() {
    for met in ["1) --", "1) /*", "1) AS judged FROM wanted AS row --", "1, 2", "1;"] {
        let faults = verify(&catalogue(met)).expect("an empty image");
        assert!(faults.has_errors(), "check lets {met} through");
    }
}

#[test]
#[ignore = "the budget of steps takes most of a minute in a debug build"]
fn a_statement_that_never_ends_is_stopped() {
    // The budget is a number of steps, so that it is the same on every machine; this takes a while.
    let endless =
        "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n) = 1";
    let start = std::time::Instant::now();
    let error = run(endless).expect_err("it never ends");
    assert!(error.starts_with("runs too long"), "{error}");
    assert!(start.elapsed().as_secs() < 300, "it took {:?}", start.elapsed());
}

#[test]
fn a_result_too_large_is_stopped() {
    let error = run("length(replace(printf('%.15000000c', 'a'), 'a', 'abc')) > 0").expect_err("too large");
    assert!(error.contains("too big"), "{error}");
}

#[test]
fn an_expression_too_deep_is_a_fault() {
    let deep = format!("{}1{}", "(1 + ".repeat(300), ")".repeat(300));
    refused(&deep);
    let long = vec!["1"; 60_000].join(" + ");
    refused(&long);
}

#[test]
fn days_far_away_give_null_and_no_panic() {
    for met in [
        "add_months(row.until, 9223372036854775807) IS NULL",
        "add_days(row.until, -9223372036854775808) IS NULL",
        "add_days(row.until, 2147483647) IS NULL",
        "add_months('9999-12-31', 12) IS NOT 1",
        "add_working_days(row.until, 2147483647) IS NULL",
        "working_days('0000-01-01', '9999-12-31') IS NULL",
        "age('9999-12-31', '0000-01-01') IS NULL",
        "birthday('2004-02-29', 2147483647) IS NULL",
        "add_months(x'00', 1) IS NULL",
        "add_months('2019-02-30', 1) IS NULL",
        "add_months(CAST(x'FF' AS TEXT), 1.5) IS NULL",
    ] {
        assert_eq!(run(met), Ok(()), "{met}");
    }
}

#[test]
fn what_is_neither_1_nor_0_is_named_with_its_row() {
    for (met, said) in [("2", "2"), ("'yes'", "`yes`"), ("0.5", "0.5"), ("x'00'", "a blob")] {
        let error = run(met).expect_err("a value that no share has");
        assert!(error.starts_with(&format!("`met` gave {said} for row ")), "{error}");
        assert!(error.ends_with(": it must be 1, 0 or NULL"), "{error}");
    }
}
