//! The ledger: what was published stays as it was, and who changes it is found out.

mod audit;
mod command;
mod record;

use std::path::Path;

use boardpack::write::FileSet;
use serde_json::json;

/// A row of released data: measure, period, category, numerator, denominator, as shown, version of the definition.
pub(crate) type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str, i64);

/// Writes a folder of packs as a build does: tidy data, a page that only stands for one, and the manifest.
pub(crate) fn packs(folder: &Path, quarter: &str, packs: &[(&str, &str, &[Row<'_>])]) {
    let mut set = FileSet::new();
    for (id, _, rows) in packs {
        set = set.with(format!("{id}.csv"), tidy(rows)).with(format!("{id}.pdf"), format!("The pack {id}."));
    }
    let profiles: serde_json::Map<String, serde_json::Value> =
        packs.iter().map(|(id, profile, _)| ((*id).to_owned(), json!(profile))).collect();
    let inputs = json!({
        "program": "0.1.0",
        "period": quarter,
        "snapshot": { "as_at": last_day(quarter).to_string(), "source": "made up" },
        "packs": packs.iter().map(|(id, ..)| id).collect::<Vec<_>>(),
        "profiles": profiles,
        "k": 5,
    });
    set.write(folder, &inputs).expect("a folder of packs");
}

/// The last day of a period.
fn last_day(period: &str) -> boardpack::calendar::Date {
    period.parse::<boardpack::calendar::Period>().expect("a period").last_day()
}

/// Tidy data with the columns of a build.
fn tidy(rows: &[Row<'_>]) -> String {
    let mut text = "measure,period,from,to,basis,form,breakdown,group,category,numerator,denominator,value,shown,met,not_met,missing,not_known,not_due,not_applicable,availability,definition,status,target,since_last_year\r\n".to_owned();
    for (measure, period, category, numerator, denominator, shown, definition) in rows {
        let days: boardpack::calendar::Period = period.parse().expect("a period");
        let (value, availability) = match (numerator.parse::<f64>(), denominator.parse::<f64>()) {
            (Ok(met), Ok(of)) => ((met / of).to_string(), "available"),
            (Ok(met), Err(_)) => (met.to_string(), "available"),
            _ => (String::new(), "confidential"),
        };
        let form = if denominator.is_empty() && !shown.starts_with('[') { "count" } else { "share" };
        text += &format!(
            "{measure},{period},{},{},in-period,{form},,,{category},{numerator},{denominator},{value},\"{shown}\",,,,,,,{availability},{definition},,,\r\n",
            days.first_day(),
            days.last_day()
        );
    }
    text
}

/// Two measures of a quarter, one of them hidden.
pub(crate) const ROWS: [Row<'_>; 3] = [
    ("dental-check", "2018-19-Q1", "", "180", "210", "180 of 210, 86%", 1),
    ("dental-check", "2018-19-Q2", "", "190", "215", "190 of 215, 88%", 1),
    ("looked-after-pregnant", "2018-19-Q2", "", "", "", "[c]", 1),
];
