//! `boardpack spc`: a dated series in; a table or JSON out.

use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::Value;

use super::Case;

/// Cases whose results in the package are faults; the right answers are in the module `spc` of these tests.
const PACKAGE_FAULTS: [&str; 2] = ["k06_constant", "k09_one_point"];

const SERIES: &str = "\
date,value
2018-04-01,80
2018-05-01,82
2018-06-01,79
2018-07-01,81
2018-08-01,80
2018-09-01,
2018-10-01,82
2018-11-01,80
2018-12-01,79
2019-01-01,81
2019-02-01,80
2019-03-01,82
2019-04-01,79
2019-05-01,78
2019-06-01,95
";

#[test]
fn a_table_gives_limits_signals_and_verdict() {
    Case::new()
        .file("series.csv", SERIES)
        .args(["spc", "series.csv", "--direction", "increase", "--target", "90"])
        .stdout(
            "\
2018-04-01 to 2019-06-01: mean 81.3, limits 76.4 to 86.1 (14 values)

date          value  what it shows
2018-04-01       80
2018-05-01       82
2018-06-01       79
2018-07-01       81
2018-08-01       80
2018-09-01  missing
2018-10-01       82
2018-11-01       80
2018-12-01       79
2019-01-01       81
2019-02-01       80
2019-03-01       82
2019-04-01       79
2019-05-01       78
2019-06-01       95  signal of improvement: above the upper limit

Variation: signal of improvement: the latest value, of 2019-06-01, is above the upper limit.
Assurance: target 90: the target will not be met as things are.
",
        )
        .run();
}

#[test]
fn too_few_values_get_no_verdict() {
    Case::new()
        .file("series.csv", SERIES)
        .args(["spc", "series.csv", "--rebase", "2019-01-15", "--rebase", "2018-04-01"])
        .stdout(
            "\
2018-04-01 to 2019-01-01: mean 80.4, limits 75.5 to 85.4 (9 values: trial limits, which each further value will move)
2019-02-01 to 2019-06-01: mean 82.8 (5 values: too few for limits)

date          value  what it shows
2018-04-01       80
2018-05-01       82
2018-06-01       79
2018-07-01       81
2018-08-01       80
2018-09-01  missing
2018-10-01       82
2018-11-01       80
2018-12-01       79
2019-01-01       81
2019-02-01       80
2019-03-01       82
2019-04-01       79
2019-05-01       78
2019-06-01       95

Variation: no verdict on fewer than 8 values.
",
        )
        .run();
}

/// Compares every field of the case with what was printed; what was printed may have more.
fn assert_same(found: &Value, wanted: &Value, what: &str) {
    match (found, wanted) {
        (Value::Number(found), Value::Number(wanted)) => {
            let (found, wanted) = (found.as_f64().expect("a number"), wanted.as_f64().expect("a number"));
            assert!((found - wanted).abs() <= 1e-9, "{what}: {found}, not {wanted}");
        }
        (Value::Object(_), Value::Object(wanted)) => {
            for (key, wanted) in wanted {
                assert_same(&found[key], wanted, &format!("{what}.{key}"));
            }
        }
        (Value::Array(found), Value::Array(wanted)) => {
            assert_eq!(found.len(), wanted.len(), "{what}");
            for (index, (found, wanted)) in found.iter().zip(wanted).enumerate() {
                assert_same(found, wanted, &format!("{what}[{index}]"));
            }
        }
        _ => assert_eq!(found, wanted, "{what}"),
    }
}

#[test]
fn the_json_of_every_case_is_the_packages() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/spc/xmr-cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    for case in &cases {
        let id = case["id"].as_str().expect("an id");
        if PACKAGE_FAULTS.contains(&id) {
            continue;
        }
        let rows = case["input"].as_array().expect("a list").iter().map(|row| {
            let value = if row["value"].is_null() { String::new() } else { row["value"].to_string() };
            format!("{},{value}\n", row["date"].as_str().expect("a date"))
        });
        let file = "date,value\n".to_owned() + &rows.collect::<String>();
        let params = &case["params"];
        let mut arguments =
            vec!["spc".to_owned(), "series.csv".to_owned(), "--format".to_owned(), "json".to_owned()];
        let mut option = |name: &str, value: &Value| {
            if let Some(words) =
                value.as_str().map(str::to_owned).or_else(|| value.as_f64().map(|x| x.to_string()))
            {
                arguments.extend([name.to_owned(), words]);
            }
        };
        option("--direction", &params["improvement_direction"]);
        option("--target", &params["target"]);
        option("--rebase", &params["rebase"]);
        option("--fix-after", &params["fix_after_n_points"]);
        if params["screen_outliers"] == false {
            arguments.push("--no-screening".to_owned());
        }
        let case_run = Case::new().file("series.csv", file).args(arguments.iter().map(String::as_str));
        let outcome = case_run.any_stdout().any_stderr().run();
        let found: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        assert_same(&found["points"], &case["points"], &format!("{id} points"));
        assert_same(&found["summary"], &case["summary"], &format!("{id} summary"));
    }
}

#[test]
fn json_says_what_it_rests_on() {
    let file = "date,value\n2019-01-01,0.5\n2019-02-01,\n";
    Case::new()
        .file("series.csv", file)
        .args([
            "spc",
            "series.csv",
            "--format",
            "json",
            "--target",
            "-1.5",
            "--fix-after",
            "6",
            "--no-screening",
        ])
        .stdout(
            r#"{
  "format": 1,
  "params": {
    "improvement_direction": "neutral",
    "target": -1.5,
    "rebase": [],
    "fix_after_n_points": 6,
    "screen_outliers": false
  },
  "points": [
    {
      "date": "2019-01-01",
      "value": 0.5,
      "rebase_group": 0,
      "mean": 0.5,
      "lpl": null,
      "upl": null,
      "outside_limits": false,
      "relative_to_mean": 0,
      "close_to_limits": false,
      "special_cause_type": "Common Cause",
      "special_cause_flag": false,
      "point_type": "common_cause",
      "short_group_warning": true,
      "limits": "dots"
    },
    {
      "date": "2019-02-01",
      "value": null,
      "rebase_group": 0,
      "mean": 0.5,
      "lpl": null,
      "upl": null,
      "outside_limits": null,
      "relative_to_mean": null,
      "close_to_limits": null,
      "special_cause_type": "Common Cause",
      "special_cause_flag": false,
      "point_type": "common_cause",
      "short_group_warning": true,
      "limits": "dots"
    }
  ],
  "summary": {
    "variation_type": null,
    "assurance_type": null,
    "n_common_cause": 2,
    "n_improvement": 0,
    "n_concern": 0,
    "n_neutral": 0,
    "limits": "dots",
    "icons_shown": false,
    "constant": false
  }
}
"#,
        )
        .run();
}

#[test]
fn a_chart_has_the_files_name_for_a_title() {
    let case = Case::new().file("reviews in time.csv", SERIES);
    let outcome = case.args(["spc", "reviews in time.csv", "--format", "svg"]).any_stdout().run();
    let document = roxmltree::Document::parse(&outcome.stdout).expect("XML");
    let words = |tag: &'static str| {
        let node = document.descendants().find(|node| node.has_tag_name(tag));
        node.and_then(|node| node.text()).expect("words")
    };
    assert_eq!(words("title"), "reviews in time");
    assert_eq!(
        words("desc"),
        "Control chart, reviews in time, Apr 2018 to Jun 2019. Latest 95 in Jun 2019, a signal upwards. \
         Upper limit 86.1, mean 81.3, lower limit 76.4. 1 signal upwards. No value for Sep 2018."
    );
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let file = "Value,Date,\n5,2019-01-01\n82%,31/13/2019,\n\"1,234\",2019-02-30\ninf,2019-05-01\n1e999,2019-06-01,\n\
                NA,\n6,2019-01-01,,\n9,2019-08-01,well\n7\n";
    let outcome = Case::new().file("series.csv", file).args(["spc", "series.csv"]).exit(1).any_stderr().run();
    assert_eq!(
        outcome.stderr,
        "\
error[series::date]: `31/13/2019` is not a date
 --> series.csv:3:5
  |
3 | 82%,31/13/2019,
  |     ^^^^^^^^^^ expected a day such as 2019-03-31
  |
  = help: write the day as 2019-03-31, or as a spreadsheet saves it: 31/03/2019

error[series::value]: `82%` is not a plain number
 --> series.csv:3:1
  |
3 | 82%,31/13/2019,
  | ^^^ expected a number such as 82 or 79.5
  |
  = help: leave the percent sign out

error[series::date]: `2019-02-30` is not a date
 --> series.csv:4:9
  |
4 | \"1,234\",2019-02-30
  |         ^^^^^^^^^^ expected a day such as 2019-03-31
  |
  = help: write the day as 2019-03-31, or as a spreadsheet saves it: 31/03/2019

error[series::value]: `1,234` is not a plain number
 --> series.csv:4:1
  |
4 | \"1,234\",2019-02-30
  | ^^^^^^^ expected a number such as 82 or 79.5
  |
  = help: leave the commas between thousands out

error[series::value]: `inf` is not a finite number
 --> series.csv:5:1
  |
5 | inf,2019-05-01
  | ^^^ expected a number such as 82 or 79.5
  |
  = help: leave the cell empty where a period has no value

error[series::value]: 1e999 is too large to reckon with
 --> series.csv:6:1
  |
6 | 1e999,2019-06-01,
  | ^^^^^ expected a number such as 82 or 79.5
  |
  = help: values lie between -1e15 and 1e15: write them in a larger unit

error[series::date]: no date
 --> series.csv:7:4
  |
7 | NA,
  |    ^ expected a day such as 2019-03-31
  |
  = help: write the day as 2019-03-31, or as a spreadsheet saves it: 31/03/2019

error[series::value]: `NA` is not a number
 --> series.csv:7:1
  |
7 | NA,
  | ^^ expected a number such as 82 or 79.5
  |
  = help: leave the cell empty where a period has no value

error[series::same-date]: 2019-01-01 stands twice, first on line 2
 --> series.csv:8:3
  |
8 | 6,2019-01-01,,
  |   ^^^^^^^^^^ again
  |
  = help: a period has one row: leave one of the two out

error[series::row]: 3 cells where a date and a value are due
 --> series.csv:9:1
  |
9 | 9,2019-08-01,well
  | ^^^^^^^^^^^^^^^^^ this row
  |
  = help: the value may be empty, but keeps its comma; a number has no commas of its own

error[series::row]: 1 cell where a date and a value are due
  --> series.csv:10:1
   |
10 | 7
   | ^ this row
   |
   = help: the value may be empty, but keeps its comma; a number has no commas of its own

11 faults found
"
    );
}

#[test]
fn a_day_that_stands_twice_is_told_beside_the_faults_of_its_rows() {
    let file = "date,value\n2019-01-31,82%\n2019-02-28,5\n2019-01-31,6\n28/02/2019,n/a\n2019-03-31,1,234\n2019-03-31,7\n";
    let outcome = Case::new().file("series.csv", file).args(["spc", "series.csv"]).exit(1).any_stderr().run();
    assert_eq!(
        outcome.stderr,
        "\
error[series::value]: `82%` is not a plain number
 --> series.csv:2:12
  |
2 | 2019-01-31,82%
  |            ^^^ expected a number such as 82 or 79.5
  |
  = help: leave the percent sign out

error[series::same-date]: 2019-01-31 stands twice, first on line 2
 --> series.csv:4:1
  |
4 | 2019-01-31,6
  | ^^^^^^^^^^ again
  |
  = help: a period has one row: leave one of the two out

error[series::value]: `n/a` is not a number
 --> series.csv:5:12
  |
5 | 28/02/2019,n/a
  |            ^^^ expected a number such as 82 or 79.5
  |
  = help: leave the cell empty where a period has no value

error[series::same-date]: 2019-02-28 stands twice, first on line 3
 --> series.csv:5:1
  |
5 | 28/02/2019,n/a
  | ^^^^^^^^^^ again
  |
  = help: a period has one row: leave one of the two out

error[series::row]: 3 cells where a date and a value are due
 --> series.csv:6:1
  |
6 | 2019-03-31,1,234
  | ^^^^^^^^^^^^^^^^ this row
  |
  = help: the value may be empty, but keeps its comma; a number has no commas of its own

error[series::same-date]: 2019-03-31 stands twice, first on line 6
 --> series.csv:7:1
  |
7 | 2019-03-31,7
  | ^^^^^^^^^^ again
  |
  = help: a period has one row: leave one of the two out

6 faults found
"
    );
}

#[test]
fn a_file_of_another_shape_says_what_is_expected() {
    for (file, expected) in [
        (
            "date, valeu,notes\r\n2019-01-01,5,x\r\n",
            "\
error[series::unknown-column]: unknown column `valeu`
 --> series.csv:1:7
  |
1 | date, valeu,notes
  |       ^^^^^ not `date`, not `value`
  |
  = help: did you mean `value`?

error[series::unknown-column]: unknown column `notes`
 --> series.csv:1:13
  |
1 | date, valeu,notes
  |             ^^^^^ not `date`, not `value`
  |
  = help: call it `value` if it is that, else leave it out: the columns are date and value

2 faults found
",
        ),
        (
            "date;value\n2019-01-01;5\n",
            "\
error[series::unknown-column]: unknown column `date;value`
 --> series.csv:1:1
  |
1 | date;value
  | ^^^^^^^^^^ not `date`, not `value`
  |
  = help: separate the columns by commas: `date,value`

1 fault found
",
        ),
        (
            "date,date\n2019-01-01,5\n",
            "\
error[series::same-column]: the column `date` stands twice
 --> series.csv:1:6
  |
1 | date,date
  |      ^^^^ again
  |
  = help: leave one of the two out

error[series::missing-column]: no column `value`
 --> series.csv:1:1
  |
1 | date,date
  | ^^^^^^^^^ not here
  |
  = help: the first line names the columns: `date,value`

2 faults found
",
        ),
        (
            "month,value\n2019-01-01,5\n",
            "\
error[series::unknown-column]: unknown column `month`
 --> series.csv:1:1
  |
1 | month,value
  | ^^^^^ not `date`, not `value`
  |
  = help: call it `date` if it is that, else leave it out: the columns are date and value

1 fault found
",
        ),
        (
            "",
            "\
error[series::empty]: the file is empty
 |
 = at series.csv
 = help: the first line is `date,value`, and each line below it a period

1 fault found
",
        ),
        (
            "date,value\n",
            "\
error[series::no-values]: no row below the header
 |
 = at series.csv
 = help: each line below `date,value` is a period, such as 2019-03-01,82

1 fault found
",
        ),
        (
            "date,value\n2019-01-01,\n",
            "\
error[series::no-values]: no row has a value
 |
 = at series.csv
 = help: each line below `date,value` is a period, such as 2019-03-01,82

1 fault found
",
        ),
    ] {
        let outcome =
            Case::new().file("series.csv", file).args(["spc", "series.csv"]).exit(1).any_stderr().run();
        assert_eq!(outcome.stderr, expected);
    }
}

#[test]
fn rows_in_another_order_are_put_in_order_and_said_so() {
    let mut rows: Vec<&str> = SERIES.lines().skip(1).collect();
    rows.reverse();
    let file = format!("\u{feff}date,value\n{}\n", rows.join("\n"));
    let outcome = Case::new()
        .file("series.csv", SERIES)
        .file("newest.csv", file)
        .args(["spc", "series.csv"])
        .any_stdout()
        .run();
    let in_order = outcome.stdout.clone();
    outcome
        .then()
        .args(["spc", "newest.csv"])
        .stdout(in_order)
        .stderr(
            "\
warning[series::order]: the rows are not in the order of their dates
 --> newest.csv:3:1
  |
3 | 2019-05-01,78
  | ^^^^^^^^^^ earlier than a row above
  |
  = help: they were put in order

",
        )
        .run();
}

#[test]
fn a_rebase_after_the_end_is_wrong_use() {
    Case::new()
        .file("series.csv", SERIES)
        .args(["spc", "series.csv", "--rebase", "2019-06-02"])
        .exit(2)
        .stderr(
            "error: --rebase 2019-06-02: the series ends on 2019-06-01
  help: a rebase starts a new mean and new limits at a period of the series
",
        )
        .run();
    let options = [["--rebase", "June 2018"], ["--target", "inf"], ["--target", "95%"], ["--fix-after", "0"]];
    for option in options {
        let case = Case::new().file("series.csv", SERIES).args(["spc", "series.csv"]).args(option);
        let outcome = case.exit(2).any_stderr().run();
        assert!(
            outcome.stderr.starts_with(&format!("error: invalid value '{}' for '{} <", option[1], option[0]))
        );
    }
}

#[test]
fn counts_of_rare_events_are_warned_of() {
    let file = "date,value\n2019-01-01,0\n2019-02-01,1\n2019-03-01,3\n";
    Case::new()
        .file("series.csv", file)
        .args(["spc", "series.csv"])
        .any_stdout()
        .stderr(
            "warning[spc::rare]: there are fewer than 2 events a period on average
 |
 = help: the limits mean little if these are counts: look at the days between events instead

",
        )
        .run();
    // Shares are no counts.
    let shares = "date,value\n2019-01-01,0.5\n2019-02-01,1\n";
    Case::new().file("series.csv", shares).args(["spc", "series.csv"]).any_stdout().run();
}

#[test]
fn a_file_that_is_not_there_cannot_be_read() {
    let outcome = Case::new().args(["spc", "none.csv"]).exit(5).any_stderr().run();
    assert!(outcome.stderr.starts_with("error: the file none.csv cannot be read: "), "{}", outcome.stderr);
    let latin = b"date,value\n2019-01-01,5 \xA3\n";
    Case::new()
        .file("series.csv", latin)
        .args(["spc", "series.csv"])
        .exit(1)
        .stderr(
            "error[series::encoding]: the file is not UTF-8 text
 |
 = at series.csv
 = help: save it as \"CSV UTF-8 (comma delimited)\"

1 fault found
",
        )
        .run();
}

#[test]
fn days_are_read_as_a_spreadsheet_in_britain_saves_them() {
    let table = |file: &str| {
        Case::new().file("series.csv", file).args(["spc", "series.csv"]).any_stdout().run().stdout
    };
    let iso = table("date,value\n2018-04-01,82\n2018-05-01,80\n2018-06-01,79.5\n");
    assert_eq!(table("date,value\r\n01/04/2018,82\r\n1/5/2018,80\r\n01/06/2018,79.5\r\n"), iso);
}
