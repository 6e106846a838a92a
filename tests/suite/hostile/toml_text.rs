//! Any text in place of a measure file, a template or boardpack.toml: faults, never a panic.

use boardpack::compute::verify;
use boardpack::diagnostic::Source;
use boardpack::kpi::{Catalogue, MeasureFile, built_in_files};
use boardpack::template::{self, TemplateFile};
use boardpack::workspace::Workspace;
use proptest::prelude::*;

/// Reads a text as a measure file and as a template, and draws whatever is said of it.
fn survives(text: &str) {
    let source = Source::new("it.toml", text);
    let file = MeasureFile {
        strategy: "children-looked-after".to_owned(),
        id: "it".to_owned(),
        source: source.clone(),
    };
    let (catalogue, faults) = Catalogue::read_all(&[file]);
    assert!(faults.render(false).len() >= faults.len());
    faults.to_json();
    let (_, faults) = template::read_all(&[TemplateFile { id: "it".to_owned(), source }], &catalogue);
    faults.render(false);
    faults.to_json();
    if !catalogue.is_empty() {
        verify(&catalogue).expect("an empty image").render(false);
    }
}

/// A place in a text where it can be cut.
fn boundary(text: &str, index: prop::sample::Index) -> usize {
    (0..=index.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The text of a built-in measure file.
fn measure_file() -> impl Strategy<Value = String> {
    any::<prop::sample::Index>().prop_map(|which| {
        let files = built_in_files();
        which.get(&files).source.text.clone()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn text_that_looks_like_toml(text in r#"([a-z_.]{0,8}( = |=|\.)?["'\[\]{},#0-9\n\r\t =]{0,6}(rows|share|title|params|example|block|select)?){0,30}"#) {
        survives(&text);
    }

    #[test]
    fn a_measure_file_cut_short(text in measure_file(), at in any::<prop::sample::Index>()) {
        survives(&text[..boundary(&text, at)]);
    }

    #[test]
    fn a_measure_file_with_a_piece_exchanged(
        text in measure_file(),
        ends in any::<[prop::sample::Index; 2]>(),
        piece in prop_oneof![
            any::<String>(),
            Just("\"\"\"".to_owned()),
            Just("[[example]]\n".to_owned()),
            Just("\u{feff}".to_owned()),
            Just("\0".to_owned()),
            Just("= { a = [ 1, \n".to_owned()),
            Just("9999999999999999999999".to_owned()),
            Just("2019-02-30".to_owned()),
            Just("1e400".to_owned()),
            Just("-0x1".to_owned()),
        ],
    ) {
        let (one, other) = (boundary(&text, ends[0]), boundary(&text, ends[1]));
        let (start, end) = (one.min(other), one.max(other));
        let end = (0..=end.min(start + 40)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start).max(start);
        survives(&format!("{}{piece}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn a_measure_file_without_a_line(text in measure_file(), which in any::<prop::sample::Index>()) {
        let lines: Vec<&str> = text.lines().collect();
        let without = which.index(lines.len());
        let rest: Vec<&str> =
            lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
        survives(&rest.join("\n"));
    }

    #[test]
    fn any_bytes_as_boardpack_toml(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("boardpack.toml"), bytes).expect("a file");
        let (_, faults) = Workspace::read_all(Some(folder.path()));
        faults.render(false);
    }
}

#[test]
fn tables_in_tables_without_end_are_a_fault_and_no_overflow() {
    // Far more than the stack of a test holds, were each a call.
    survives(&format!("a = {}{}", "[".repeat(8_000), "]".repeat(8_000)));
    survives(&format!("a = {}", "{ a = ".repeat(8_000)));
    survives(&vec!["a"; 8_000].join("."));
}
