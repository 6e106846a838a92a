//! Databases that hold what no snapshot holds.

use super::{changed, open, refusals};

#[test]
fn a_view() {
    assert_eq!(
        refusals(changed("CREATE VIEW adults AS SELECT * FROM ssd_person")),
        ["snapshot::object: holds the view `adults`"]
    );
}

#[test]
fn a_view_in_place_of_a_table() {
    let sql = "ALTER TABLE ref_population RENAME TO was; CREATE VIEW ref_population AS SELECT * FROM was";
    assert_eq!(
        refusals(changed(sql)),
        [
            "snapshot::object: holds the view `ref_population`",
            "snapshot::unknown-table: table `was` is not in the contract",
        ]
    );
}

#[test]
fn a_trigger() {
    let sql = "CREATE TRIGGER quietly AFTER INSERT ON ssd_person BEGIN DELETE FROM ssd_person; END";
    assert_eq!(refusals(changed(sql)), ["snapshot::object: holds the trigger `quietly`"]);
}

#[test]
fn a_virtual_table() {
    let found = refusals(changed("CREATE VIRTUAL TABLE words USING fts5(text)"));
    assert!(found.contains(&"snapshot::object: holds the virtual table `words`".to_owned()), "{found:#?}");
}

#[test]
fn a_table_that_the_contract_does_not_name() {
    assert_eq!(
        refusals(changed("CREATE TABLE ssd_persons (name TEXT)")),
        ["snapshot::unknown-table: table `ssd_persons` is not in the contract"]
    );
}

#[test]
fn a_column_that_the_contract_does_not_name() {
    assert_eq!(
        refusals(changed("ALTER TABLE ssd_person ADD COLUMN pers_upn TEXT")),
        ["snapshot::unknown-column ssd_person pers_upn: the column is not in the contract"]
    );
}

#[test]
fn a_column_that_is_not_there() {
    assert_eq!(
        refusals(changed("ALTER TABLE ssd_person DROP COLUMN pers_ethnicity")),
        ["snapshot::missing-column ssd_person pers_ethnicity: the column is missing"]
    );
}

#[test]
fn a_misspelt_column_is_told_with_the_right_name() {
    let faults =
        open(changed("ALTER TABLE ssd_person RENAME COLUMN pers_dob TO pers_bod")).expect_err("a refusal");
    let hints: Vec<&str> = faults.iter().filter_map(|one| one.hint.as_deref()).collect();
    assert_eq!(hints, ["it holds: date of birth", "did you mean `pers_dob`?"]);
}

#[test]
fn a_generated_column() {
    let sql = "ALTER TABLE ssd_person DROP COLUMN pers_ethnicity;
        ALTER TABLE ssd_person ADD COLUMN pers_ethnicity TEXT GENERATED ALWAYS AS ('WBRI') VIRTUAL";
    assert_eq!(
        refusals(changed(sql)),
        ["snapshot::object ssd_person pers_ethnicity: the column is generated"]
    );
}

#[test]
fn a_table_without_row_numbers() {
    let sql = "DROP TABLE ref_population;
        CREATE TABLE ref_population (popu_year INTEGER PRIMARY KEY, popu_children INTEGER, popu_source TEXT)
        WITHOUT ROWID";
    assert_eq!(
        refusals(changed(sql)),
        ["snapshot::object ref_population: the table has no row numbers (WITHOUT ROWID)"]
    );
}

#[test]
fn everything_wrong_is_told_at_once() {
    let sql = "CREATE VIEW adults AS SELECT * FROM ssd_person;
        ALTER TABLE ssd_person ADD COLUMN pers_name TEXT;
        ALTER TABLE ref_population DROP COLUMN popu_source;
        UPDATE ssd_cla_reviews SET clar_cla_review_date = 'soon' WHERE rowid = 1";
    let codes: Vec<String> = refusals(changed(sql))
        .iter()
        .filter_map(|one| one.split([' ', ':']).next().map(|_| one.clone()))
        .collect();
    assert_eq!(codes.len(), 4, "{codes:#?}");
}

#[test]
fn an_index_of_somebody_elses_does_no_harm_whatever_its_name() {
    let bytes = changed(
        "CREATE INDEX episode ON ssd_person (pers_dob); CREATE INDEX review_person ON ssd_person (pers_sex);
         CREATE INDEX \"a \"\" b\" ON ssd_person (pers_ethnicity)",
    );
    let snapshot = open(bytes).unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let image = boardpack::snapshot::Image::build(&snapshot, &[snapshot.meta().as_at].into());
    assert!(image.is_ok(), "{:?}", image.err());
}

#[test]
fn a_table_that_is_left_out_is_not_collected() {
    let snapshot =
        open(changed("DROP TABLE ssd_missing")).unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    assert!(!snapshot.is_collected("ssd_missing"));
}

#[test]
fn a_table_that_others_point_to_is_missed() {
    let found = refusals(changed("DROP TABLE ssd_cla_placement"));
    assert!(
        found.iter().all(|one| one.ends_with(" must be in ssd_cla_placement.clap_cla_placement_id")),
        "{found:#?}"
    );
    assert!(!found.is_empty());
}
