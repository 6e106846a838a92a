//! Faulty tables of `tests/cases/tables` and the exact words for them. `BLESS=1` writes the words anew; read what changed
//! before it is committed.

use std::path::Path;

use boardpack::diagnostic::{Diagnostics, Source};
use boardpack::disclosure::file;
use proptest::prelude::*;

fn faults(name: &str, text: &str) -> Option<Diagnostics> {
    file::read(Source::new(name, text), 5).err()
}

#[test]
fn every_fault_is_told_with_its_place_and_what_to_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/tables");
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .expect("the cases")
        .map(|entry| entry.expect("a case").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 12, "only {} cases", paths.len());
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = std::fs::read_to_string(&path).expect("a case");
        let faults = faults(&name, &text).unwrap_or_else(|| panic!("{name} has no fault"));
        for fault in faults.to_json().as_array().expect("a list") {
            assert!(fault["hint"].is_string() && fault["line"].is_u64(), "{name}: {fault:#}");
            assert!(!fault["message"].as_str().expect("words").starts_with(char::is_uppercase), "{fault:#}");
        }
        let found = faults.render(false);
        let golden = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&golden, &found).expect("a golden");
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        pretty_assertions::assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_table_with_remarks_of_its_own_is_no_fault() {
    let text = r#"{"id": "x", "description": "by hand", "source": "synthetic", "note": 1, "rows": ["a"], "cols": ["b"], "values": [[0]]}"#;
    assert_eq!(faults("remarks.json", text), None);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}:,\"a-c0-9. -]{0,60}") {
        let _ = faults("any.json", &text);
    }

    #[test]
    fn a_sound_table_cut_or_changed_anywhere_is_read_or_refused(at in 0..300_usize, put in "[\\[\\]{}:,\"x0-9-]{0,3}") {
        let sound = r#"{"rows": ["a", "b"], "cols": ["p"], "values": [[3], [9]], "totals_published": "both", "primary": ["a|p"], "identities": [{"coef": {"a": 1}, "lo": 0, "hi": 1.5}], "true_values": {"a": 1}, "variable_bounds": {"a": [0, null]}, "published": []}"#;
        let at = at.min(sound.len());
        let _ = faults("cut.json", &sound[..at]);
        let _ = faults("changed.json", &format!("{}{put}{}", &sound[..at], &sound[at..]));
        let _ = faults("linear.json", &format!("{{\"kind\": \"linear\", {}{put}{}", &sound[1..at.max(1)], &sound[at.max(1)..]));
    }
}
