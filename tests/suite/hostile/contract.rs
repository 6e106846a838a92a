//! Rows that break the contract: each is named with table, column, row and value.

use super::{changed, open, refusals, with_bare_table};

#[test]
fn wrong_types() {
    let found = refusals(with_bare_table(
        "ssd_cla_placement",
        "UPDATE ssd_cla_placement SET clap_cla_placement_distance = 'far' WHERE rowid = 1;
         UPDATE ssd_cla_placement SET clap_cla_placement_provider = x'5052' WHERE rowid = 3;
         UPDATE ssd_cla_placement SET clap_cla_placement_start_date = x'00' WHERE rowid = 4",
    ));
    let row = |number: usize| format!("`{}`", placement(number));
    assert_eq!(
        found,
        [
            format!(
                "snapshot::type ssd_cla_placement clap_cla_placement_start_date {}: a blob must be text",
                row(4)
            ),
            format!(
                "snapshot::type ssd_cla_placement clap_cla_placement_provider {}: a blob must be text",
                row(3)
            ),
            format!(
                "snapshot::type ssd_cla_placement clap_cla_placement_distance {}: `far` must be a number",
                row(1)
            ),
        ]
    );
}

/// The id of the small snapshot's nth placement.
fn placement(number: usize) -> String {
    super::few_children().0.placements[number - 1].id.clone()
}

#[test]
fn days_that_are_none() {
    for day in [
        "2003-02-29",
        "2003-2-1",
        "01/02/2003",
        "2003-02-01 00:00:00",
        "",
        " 2003-02-01",
        "-003-02-01",
        "-4003-02-01",
        "now",
    ] {
        let found = refusals(changed(&format!("UPDATE ssd_person SET pers_dob = '{day}' WHERE rowid = 1")));
        assert_eq!(
            found,
            [format!(
                "snapshot::value ssd_person pers_dob `EX-00001`: `{day}` must be a day written YYYY-MM-DD"
            )]
        );
    }
}

#[test]
fn a_year_end_that_is_another_day() {
    let found = refusals(changed("UPDATE ext_oc2_outcome SET oc2_year_end = '2019-03-30' WHERE rowid = 1"));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].ends_with("`2019-03-30` must be a day written YYYY-MM-DD that ends in 03-31"),
        "{found:#?}"
    );
}

#[test]
fn codes_that_nobody_knows() {
    let found = refusals(changed(
        "UPDATE ssd_cla_episodes SET clae_cla_episode_ceased_reason = 'E99' WHERE rowid = 1;
         UPDATE ssd_cla_episodes SET clae_cla_primary_need_code = 'n1' WHERE rowid = 2;
         UPDATE ext_oc2_outcome SET oc2_convicted = 2 WHERE rowid = 1;
         UPDATE ext_oc2_outcome SET oc2_sdq_score = 41 WHERE rowid = 2;
         UPDATE ref_population SET popu_children = -1 WHERE rowid = 2018",
    ));
    assert_eq!(found.len(), 5, "{found:#?}");
    assert!(found[0].contains("`n1` must be one of N1, N2, N3, N4, N5, N6, N7, N8"), "{}", found[0]);
    assert!(found[1].contains("`E99` must be one of X1, E11, "), "{}", found[1]);
    assert!(found[2].ends_with("2 must be one of 0, 1"), "{}", found[2]);
    assert!(found[3].ends_with("41 must be from 0 to 40"), "{}", found[3]);
    assert!(found[4].ends_with("popu_children 2018: -1 must be above 0"), "{}", found[4]);
}

#[test]
fn null_where_something_must_be() {
    let found = refusals(with_bare_table(
        "ssd_cla_episodes",
        "UPDATE ssd_cla_episodes SET clae_cla_episode_start_date = NULL WHERE rowid = 1",
    ));
    let id = super::few_children().0.episodes[0].id.clone();
    assert_eq!(
        found,
        [format!("snapshot::null ssd_cla_episodes clae_cla_episode_start_date `{id}`: must not be null")]
    );
}

#[test]
fn references_to_nobody() {
    let found = refusals(changed(
        "UPDATE ssd_cla_reviews SET clar_person_id = 'NOBODY' WHERE rowid = 1;
         UPDATE ssd_cla_episodes SET clae_cla_placement_id = 'NOWHERE' WHERE rowid = 1",
    ));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].ends_with("`NOWHERE` must be in ssd_cla_placement.clap_cla_placement_id"),
        "{}",
        found[0]
    );
    assert!(found[1].ends_with("`NOBODY` must be in ssd_person.pers_person_id"), "{}", found[1]);
}

#[test]
fn a_key_twice_where_the_table_has_no_primary_key() {
    let found =
        refusals(with_bare_table("ssd_person", "INSERT INTO ssd_person SELECT * FROM ssd_person LIMIT 1"));
    assert_eq!(
        found,
        [
            "snapshot::key ssd_person pers_person_id 1: `EX-00001` must be unique",
            "snapshot::key ssd_person pers_person_id 13: `EX-00001` must be unique",
        ]
    );
}

#[test]
fn a_key_that_is_null_where_the_table_has_no_primary_key() {
    let found = refusals(with_bare_table(
        "ssd_missing",
        "UPDATE ssd_missing SET miss_table_id = NULL WHERE rowid = 1",
    ));
    assert_eq!(found, ["snapshot::null ssd_missing miss_table_id 1: must not be null"]);
}

#[test]
fn bare_tables_with_right_rows_are_fine() {
    for table in ["ssd_person", "ssd_cla_episodes", "ext_placement_geo", "snapshot_meta"] {
        if let Err(faults) = open(with_bare_table(table, "")) {
            panic!("{table}\n{}", faults.render(false));
        }
    }
}

#[test]
fn two_rows_that_say_what_the_file_is() {
    let found = refusals(with_bare_table(
        "snapshot_meta",
        "INSERT INTO snapshot_meta SELECT * FROM snapshot_meta; UPDATE snapshot_meta SET meta_row = rowid",
    ));
    assert_eq!(found, ["snapshot::value snapshot_meta meta_row 2: 2 must be 1"]);
}

#[test]
fn versions_that_are_none() {
    for (version, message) in [
        ("0", "snapshot::earlier-version: has schema version 0; this program reads version 2"),
        ("-1", "snapshot::earlier-version: has schema version -1; this program reads version 2"),
        ("NULL", "snapshot::not-ours: has no table snapshot_meta with one row"),
        ("'one'", "snapshot::not-ours: has no table snapshot_meta with one row"),
    ] {
        let bytes = with_bare_table(
            "snapshot_meta",
            &format!("UPDATE snapshot_meta SET meta_schema_version = {version}"),
        );
        assert_eq!(refusals(bytes), [message]);
    }
}

#[test]
fn a_long_value_is_shown_by_its_beginning() {
    let found = refusals(changed(
        "UPDATE ssd_person SET pers_sex = printf('%.1000c', 'M') || char(10) WHERE rowid = 1",
    ));
    assert_eq!(
        found,
        [format!(
            "snapshot::value ssd_person pers_sex `EX-00001`: `{}…` must be one of M, F, U",
            "M".repeat(60)
        )]
    );
}

#[test]
fn thousands_of_faults_of_one_column_are_counted() {
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
        INSERT INTO ssd_person SELECT 'P' || i, 'X', NULL, NULL FROM n";
    let found = refusals(changed(sql));
    assert_eq!(found.len(), 1001);
    assert_eq!(found[1000], "snapshot::value ssd_person pers_sex: 500 more rows: must be one of M, F, U");
}
