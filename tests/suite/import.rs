//! Import of SSDA903 returns.

use std::path::{Path, PathBuf};

use boardpack::calendar::{Date, parse_iso};
use boardpack::diagnostic::Diagnostics;
use boardpack::snapshot::import::{Action, Detail, Imported, Options, Repair, Rule, ssda903};
use pretty_assertions::assert_eq;

/// Data from elsewhere, or nothing with a word about it.
fn shared_data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    eprintln!("not checked: {} is not here", data.display());
    None
}

fn day(text: &str) -> Date {
    parse_iso(text).expect("a day")
}

fn import(returns: &[PathBuf], as_at: &str) -> Result<Imported, Diagnostics> {
    ssda903(returns, &Options::as_at(day(as_at)), &|_| {})
}

#[test]
fn sample_returns_show_text() {
    let Some(data) = shared_data() else { return };
    let all: Vec<PathBuf> = (2017..=2021).map(|y| data.join("ssda903").join(y.to_string())).collect();
    let t = std::time::Instant::now();
    let got = import(&all, "2022-03-31").unwrap_or_else(|e| panic!("{}", e.render(false)));
    eprintln!("{:?}", t.elapsed());
    println!("{}", got.warnings.render(false));
    println!("{}", got.text(Detail::Rows));
    let options = Options { la: Some("barking and dagenham".into()), ..Options::as_at(day("2022-03-31")) };
    let got = ssda903(&[data.join("ssda903-bad-histories")], &options, &|_| {})
        .unwrap_or_else(|e| panic!("{}", e.render(false)));
    println!("{}", got.warnings.render(false));
    println!("{}", got.text(Detail::Rows));
    let _: Option<(Action, Repair, Rule)> = None;
}
