//! A figure that stands in two packs is the same figure: in the four packs of the example's year and the three of its
//! half-year, printed or in their data.

use std::collections::BTreeMap;

use boardpack::calendar::Period;
use boardpack::kpi::Catalogue;
use boardpack::pack::Pack;

use super::pack::{example, handout, other_packs, packs_of_september, sheet_rows, tables};

/// The seven packs, made from one snapshot.
fn packs() -> Vec<&'static Pack> {
    let year = [&example().1, &handout().0].into_iter().chain(other_packs());
    year.chain(packs_of_september()).collect()
}

/// A row of tidy data: cells by column.
type Row = BTreeMap<String, String>;

/// What a row speaks of, whichever the period of its pack: two that have this in common are one figure.
fn key(row: &Row) -> String {
    let parts = ["measure", "from", "to", "form", "breakdown", "group", "category"];
    parts.map(|column| row[column].as_str()).join(" ")
}

/// What a row shows of it, and what is said of it; `None` where nothing is said.
fn shown(row: &Row) -> Option<[&str; 5]> {
    let number = row["value"].parse::<f64>().is_ok();
    number.then(|| {
        ["shown", "numerator", "denominator", "value", "definition"].map(|column| row[column].as_str())
    })
}

#[test]
fn whatever_two_packs_show_they_show_alike() {
    let packs = packs();
    let names: Vec<String> =
        packs.iter().map(|pack| format!("{} {}", pack.about.id, pack.about.period)).collect();
    assert_eq!(
        names,
        [
            "smt 2018-19-Q4",
            "lincc-open-meeting 2018-19",
            "childrens-executive-board 2018-19-H2",
            "corporate-parenting-board 2018-19-H2",
            "childrens-executive-board 2018-19-H1",
            "corporate-parenting-board 2018-19-H1",
            "smt 2018-19-Q2"
        ]
    );
    let mut first: BTreeMap<String, (usize, Row)> = BTreeMap::new();
    // Pairs compared, by the two packs.
    let mut compared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut differences = Vec::new();
    for (at, pack) in packs.iter().enumerate() {
        for row in sheet_rows(pack, "Tidy data") {
            if shown(&row).is_none() {
                continue;
            }
            let (before, other) = first.entry(key(&row)).or_insert_with(|| (at, row.clone()));
            if *before == at {
                continue;
            }
            *compared.entry((*before, at)).or_default() += 1;
            if shown(&row) != shown(other) {
                differences.push(format!("{}: {other:?}\n{}: {row:?}", names[*before], names[at]));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    // The first pack shows all measures in the quarters of three years: what others show in the same days is among it.
    for (at, name) in names.iter().enumerate().skip(1) {
        assert!(compared.get(&(0, at)).is_some_and(|pairs| *pairs >= 20), "{name}: {compared:?}");
    }
}

#[test]
fn what_is_said_of_a_figure_is_the_same_in_every_pack_that_says_it() {
    let mut first: BTreeMap<String, (usize, Row)> = BTreeMap::new();
    let mut compared = 0;
    for (at, pack) in packs().into_iter().enumerate() {
        let period = pack.about.period.to_string();
        for row in sheet_rows(pack, "Tidy data").into_iter().filter(|row| row["period"] == period) {
            // Of the same days of two periods one was compared with a half-year before, the other with a quarter: the
            // status and the target speak of the days alone.
            let said = |row: &Row| ["status", "target"].map(|column| row[column].clone());
            if said(&row).iter().any(|words| words.starts_with('[')) {
                continue;
            }
            let (before, other) = first.entry(key(&row)).or_insert_with(|| (at, row.clone()));
            if *before != at {
                compared += 1;
                assert_eq!(said(&row), said(other), "{} in {}", key(&row), pack.about.id);
            }
        }
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn what_a_page_prints_now_is_what_its_data_say() {
    let catalogue = Catalogue::built_in().expect("the built-in files");
    let mut printed = BTreeMap::new();
    for pack in packs() {
        let data: Vec<Row> = sheet_rows(pack, "Tidy data");
        for table in
            tables(pack).into_iter().filter(|one| one.columns.get(1).is_some_and(|two| two.header == "Now"))
        {
            // A pack of a half-year has a table of the year that ends with it.
            let year = Period::Year { year: pack.about.period.financial_year() };
            let period = if table.caption == "The whole year" { year } else { pack.about.period }.to_string();
            for line in &table.rows {
                let (name, now) = (&line.cells[0].text, &line.cells[1].text);
                let measure = catalogue
                    .measures()
                    .find(|one| one.short == *name || one.title == *name)
                    .unwrap_or_else(|| panic!("`{name}` is no measure"));
                let is_its = |row: &&Row| {
                    row["measure"] == measure.id && row["period"] == period && row["breakdown"] == "[z]"
                };
                let own = || data.iter().filter(is_its);
                let said = |row: &Row| match row["form"].as_str() {
                    "parts" => row["denominator"].clone(),
                    _ => row["shown"].clone(),
                };
                assert!(
                    own().any(|row| said(row) == *now),
                    "{}, {}: {name}, {now}; {:?}",
                    pack.about.id,
                    table.caption,
                    own().collect::<Vec<_>>()
                );
                *printed.entry((pack.about.id.clone(), period.clone())).or_insert(0) += 1;
            }
        }
    }
    assert!(printed.len() >= 6 && printed.values().sum::<usize>() > 400, "{printed:?}");
}
