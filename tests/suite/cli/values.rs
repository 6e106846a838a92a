//! `boardpack values`.

use std::collections::BTreeMap;

use boardpack::snapshot::Snapshot;
use serde_json::{Value, json};

use super::{Case, sample};

const HEADER: &str = "measure,period,from,to,basis,form,breakdown,group,category,numerator,denominator,value,shown,met,not_met,missing,not_known,not_due,not_applicable,availability,definition,status,target,since_last_year";

fn values(measure: &str, period: &str, format: &str) -> Case {
    Case::new().args([
        "values",
        "--snapshot",
        "SAMPLE",
        "--measure",
        measure,
        "--period",
        period,
        "--format",
        format,
    ])
}

/// What stands below a table, and is said aside where data alone is printed.
const FROM: &str = "From SAMPLE, as at 31 March 2019.\n";

/// The same, printed as data.
fn data(measure: &str, period: &str, format: &str) -> Case {
    values(measure, period, format).stderr(FROM)
}

#[test]
fn a_table_for_the_screen() {
    values("three-or-more-placements", "2018-19-Q4", "table")
        .stdout(format!(
            " measure                   period      category  numerator  denominator  missing  shown
 three-or-more-placements  2018-19-Q4  -                33          348        0  33 of 348, 9%

{FROM}"
        ))
        .run();
}

#[test]
fn comma_separated_values() {
    data("three-or-more-placements", "2018-19-Q4", "csv")
        .stdout(format!(
            "{HEADER}\r\nthree-or-more-placements,2018-19-Q4,2018-04-01,2019-03-31,rolling-12-months,share,,,,33,348,0.094828,\"33 of 348, 9%\",33,315,0,0,0,0,available,1,not-clear,a decrease,no-clear-change\r\n"
        ))
        .run();
}

#[test]
fn json_with_the_same_keys_and_the_snapshots_fingerprint() {
    let outcome = data("three-or-more-placements", "2018-19-Q4", "json").any_stdout().run();
    let found: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let sha256 = Snapshot::open(sample()).expect("a snapshot").sha256().to_owned();
    let expected = json!({
        "format": 1,
        "snapshot": { "as_at": "2019-03-31", "sha256": sha256 },
        "figures": [{
            "measure": "three-or-more-placements", "period": "2018-19-Q4", "from": "2018-04-01",
            "to": "2019-03-31", "basis": "rolling-12-months", "form": "share", "breakdown": "", "group": "",
            "category": "", "numerator": 33.0, "denominator": 348.0, "value": 0.094828,
            "shown": "33 of 348, 9%", "met": 33, "not_met": 315, "missing": 0, "not_known": 0, "not_due": 0,
            "not_applicable": 0, "availability": "available", "definition": 1,
            "status": "not-clear", "target": "a decrease", "since_last_year": "no-clear-change",
        }],
    });
    // 33 and 33.0 are the same number, and JSON does not tell them apart.
    let numbers = |value: &Value| value.to_string().replace(".0,", ",").replace(".0}", "}");
    assert_eq!(numbers(&found), numbers(&expected));
    let figure = found["figures"][0].as_object().expect("a figure");
    let mut columns: Vec<&str> = HEADER.split(',').collect();
    columns.sort_unstable();
    assert_eq!(figure.keys().collect::<Vec<_>>(), columns);
}

#[test]
fn every_measure_has_a_row_whether_it_has_a_figure_or_not() {
    let list = Case::new().args(["list"]).any_stdout().run().stdout;
    let ids: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    // The quarter ends in December: figures of the year have none, and say so.
    let case =
        Case::new().args(["values", "--snapshot", "SAMPLE", "--period", "2018-19-Q3", "--format", "csv"]);
    let csv = case.any_stdout().stderr(FROM).run().stdout;
    for id in ids.iter().take_while(|id| id.parse::<u32>().is_err()) {
        assert!(csv.contains(&format!("\n{id},")), "{id} is left out");
    }
    assert!(csv.contains(",once-a-year,"));
}

/// The rows of a measure in several periods, by period.
fn rows(measure: &str, periods: &[&str]) -> BTreeMap<String, String> {
    let more = periods.iter().skip(1).flat_map(|period| ["--period", period]);
    let csv = values(measure, periods[0], "csv").args(more).any_stdout().stderr(FROM).run().stdout;
    let period = |row: &str| row.split(',').nth(1).expect("a period").to_owned();
    csv.lines().skip(1).map(|row| (period(row), row.to_owned())).collect()
}

#[test]
fn a_month_a_half_year_and_a_year() {
    let periods = [
        ("2019-03", "2019-03-01", "2019-03-31"),
        ("2018-19-H1", "2018-04-01", "2018-09-30"),
        ("2018-19-H2", "2018-10-01", "2019-03-31"),
        ("2018-19", "2018-04-01", "2019-03-31"),
    ];
    let rows = rows("children-started", &periods.map(|(period, ..)| period));
    for (period, from, to) in periods {
        let row = &rows[period];
        assert!(row.starts_with(&format!("children-started,{period},{from},{to},in-period,count,")), "{row}");
        assert!(row.contains(",available,"), "{row}");
    }
    // DfE's figure for the year: each child once.
    assert_eq!(rows["2018-19"].split(',').nth(12), Some("182"));
}

#[test]
fn halves_make_a_year_and_quarters_make_halves() {
    let rows = rows("placement-moves", &["2018-19", "2018-19-H1", "2018-19-H2", "2018-19-Q3", "2018-19-Q4"]);
    let count = |period: &str| -> u32 {
        rows[period].split(',').nth(9).expect("a numerator").parse().expect("a number")
    };
    assert_eq!(count("2018-19"), count("2018-19-H1") + count("2018-19-H2"));
    assert_eq!(count("2018-19-H2"), count("2018-19-Q3") + count("2018-19-Q4"));
}

#[test]
fn several_periods_at_once() {
    let case = data("children-looked-after-number", "2018-19-Q4", "csv").args(["--period", "2017-18-Q4"]);
    let csv = case.any_stdout().run().stdout;
    let shown: Vec<(&str, &str)> = csv
        .lines()
        .skip(1)
        .map(|row| row.split(',').collect::<Vec<_>>())
        .map(|row| (row[1], row[9]))
        .collect();
    assert_eq!(shown, [("2017-18-Q4", "310"), ("2018-19-Q4", "348")]);
}

#[test]
fn a_misspelt_measure_is_wrong_use() {
    values("three-or-more-placement", "2018-19-Q4", "table")
        .exit(2)
        .stderr(
            "error: no measure `three-or-more-placement`\n  help: did you mean `three-or-more-placements`?\n",
        )
        .run();
    values("tea", "2018-19-Q4", "table")
        .exit(2)
        .stderr("error: no measure `tea`\n  help: `boardpack list` names the measures\n")
        .run();
}

#[test]
fn published_profiles_see_what_their_packs_show_and_no_more() {
    // As the Corporate Parenting Board's pack has it, whatever is asked for beside it.
    let outcome = Case::new()
        .args(["values", "--snapshot", "SAMPLE", "--profile", "public", "--period", "2018-19-H2"])
        .args(["--measure", "suspensions", "--format", "csv"])
        .any_stdout()
        .stderr(FROM)
        .run();
    let pack = super::super::pack::other_packs();
    let rows: Vec<_> = pack
        .iter()
        .flat_map(|pack| super::super::pack::sheet_rows(pack, "Tidy data"))
        .filter(|row| row["measure"] == "suspensions" && row["period"] == "2018-19-H2")
        .collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert!(outcome.stdout.contains(&format!(",{},", row["shown"])), "{row:?}\n{}", outcome.stdout);
    }
    Case::new()
        .args(["values", "--snapshot", "SAMPLE", "--profile", "public", "--period", "2018-19-Q4"])
        .exit(2)
        .stderr(
            "error: no published pack of 2018-19-Q4 speaks of 2018-19-Q4\n  help: they speak of 2015-16-H2, 2016-17-H1, \
             2016-17-H2, 2017-18-H1, 2017-18-H2, 2018-19-H1, 2018-19-H2, 2017-18, 2018-19\n",
        )
        .run();
}

#[test]
fn other_profiles_see_no_count_of_a_few_children() {
    for profile in ["partners", "public"] {
        let outcome = Case::new()
            .args(["values", "--snapshot", "SAMPLE", "--profile", profile, "--format", "csv"])
            .any_stdout()
            .stderr(FROM)
            .run();
        let mut hidden = 0;
        let mut reader = csv::Reader::from_reader(outcome.stdout.as_bytes());
        let header = reader.headers().expect("a header").clone();
        for row in reader.records() {
            let row = row.expect("a row");
            let field = |name: &str| &row[header.iter().position(|one| one == name).expect("a column")];
            hidden += usize::from(field("availability") == "confidential");
            for name in ["numerator", "denominator", "met", "not_met", "missing", "not_known", "not_due"] {
                assert!(!["1", "2", "3", "4", "5"].contains(&field(name)), "{name}: {row:?}");
            }
        }
        assert!(hidden > 0, "the sample has figures of a few children");
    }
}
