//! Care leavers between their birthdays: as many as the strategy says, and nothing later than the as-at day.

use std::collections::BTreeSet;

use boardpack::calendar::Date;
use boardpack::snapshot::{contract, records_in};
use rusqlite::Connection;

use super::counting::*;

#[test]
fn every_table_of_the_contract_has_words_of_its_own_for_readers() {
    let mut seen = BTreeSet::new();
    for table in contract::tables() {
        let words = records_in(table.name);
        assert!(words != "other records" && seen.insert(words), "{}: {words}", table.name);
    }
    assert_eq!(records_in("ssd_missing.miss_missing_rhi_offered"), "records of children missing or away");
    assert_eq!(records_in("my_own"), "other records");
}

#[test]
fn the_council_is_responsible_for_186_care_leavers_in_may_2017() {
    let on = day(2017, 5, 15);
    for seed in SEEDS {
        let tables = whole(seed);
        let held = |start: Date, end: Option<Date>| start <= on && end.is_none_or(|end| end > on);
        let mut counted = BTreeSet::new();
        for period in tables.leavers.periods.iter().filter(|row| held(row.start, row.end)) {
            let person = tables.persons.iter().find(|row| row.id == period.person).expect("a person");
            let age = years_old(person.born.expect("a date of birth"), on);
            let supported = tables.leavers.supports.iter().any(|row| {
                row.person == period.person && row.reason == "EDUCATION" && held(row.start, row.end)
            });
            if (18..=20).contains(&age) || (21..=24).contains(&age) && supported {
                counted.insert(period.person.as_str());
            }
        }
        assert_eq!(counted.len(), 186, "seed {seed}");
    }
}

#[test]
fn spells_of_eligibility_of_one_young_person_do_not_overlap() {
    for seed in SEEDS {
        let mut spells = whole(seed).leavers.periods.clone();
        spells.sort_by(|a, b| (&a.person, a.start).cmp(&(&b.person, b.start)));
        for pair in spells.windows(2).filter(|pair| pair[0].person == pair[1].person) {
            assert_eq!(pair[0].end, Some(pair[1].start), "seed {seed}: {pair:?}");
        }
    }
}

#[test]
fn no_day_of_any_table_lies_after_the_as_at_day() {
    for as_at in [day(2016, 3, 31), day(2017, 12, 31), day(2019, 3, 31)] {
        let (tables, meta) = sample(SEEDS[1], as_at);
        let mut connection = Connection::open_in_memory().expect("memory");
        let bytes = tables.to_bytes(meta).expect("rows that keep the contract");
        connection
            .deserialize_read_exact(rusqlite::MAIN_DB, &bytes[..], bytes.len(), true)
            .expect("a snapshot");
        // Reference tables know what is to come: term days are fixed a year ahead.
        for table in contract::tables().iter().filter(|table| !table.name.starts_with("ref_")) {
            for column in
                table.columns.iter().filter(|one| one.check.is_some_and(|check| check.contains("IS date(")))
            {
                let sql = format!("SELECT max({}) FROM {}", column.name, table.name);
                let last: Option<String> = connection.query_row(&sql, [], |row| row.get(0)).expect("a day");
                assert!(last.is_none_or(|last| last <= as_at.to_string()), "{}.{}", table.name, column.name);
            }
        }
    }
}

#[test]
fn every_table_of_care_leavers_is_filled() {
    for as_at in [day(2016, 3, 31), day(2019, 3, 31)] {
        let (tables, _) = sample(SEEDS[0], as_at);
        for (table, rows) in tables.leavers.row_counts() {
            assert!(rows > 0, "{table} is empty at {as_at}");
        }
    }
}
