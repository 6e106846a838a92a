//! Texts about figures: what they may hold, and what is read of them.

use boardpack::calendar::Period;
use boardpack::commentary::{Form, NoteFile, Part, Passage, Piece, SignedFigure, When, read_all, sign};
use boardpack::diagnostic::Source;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::{CATALOGUE, read};

const WHOLE: &str = "## What needs to happen

- First [the plan](https://example.org/plan).
- Then

  the rest.

## what is working well

Visits are *nearly* all made: {{seen-on-time.short}} and
{{ seen-on-time@2018-19-Q3.status }}; {{seen-on-time@previous}}, {{seen-on-time@last-year.change}}.
";

#[test]
fn a_text_is_read_part_by_part_in_the_order_of_printing() {
    let (commentary, faults) = read("CLA-1", WHOLE);
    assert!(faults.is_empty(), "{}", faults.render(false));
    let note = commentary.notes().next().expect("a text");
    let parts: Vec<Part> = note.parts.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts, [Part::WorkingWell, Part::NeedsToHappen]);
    let figures: Vec<(When, Form)> = note.placeholders().map(|one| (one.when, one.form)).collect();
    let third: Period = "2018-19-Q3".parse().expect("a period");
    assert_eq!(
        figures,
        [
            (When::Now, Form::Short),
            (When::In(third), Form::Status),
            (When::Previous, Form::Long),
            (When::LastYear, Form::Change),
        ]
    );
    for placeholder in note.placeholders() {
        let written = &note.source.text[placeholder.span.clone()];
        assert!(written.starts_with("{{") && written.ends_with("}}"), "{written}");
    }
    let Passage::Points(points) = &note.parts[1].1[0] else { panic!("a list") };
    assert_eq!(points.len(), 2);
    assert!(matches!(&points[0].pieces[1], Piece::Web { url, .. } if url == "https://example.org/plan"));
    let words: String = points[1]
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text, _) => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(words.trim_end(), "Then the rest.");
    let strong: Vec<_> = note
        .words()
        .flat_map(|words| &words.pieces)
        .filter(|one| matches!(one, Piece::Strong(text, _) if text == "nearly"))
        .collect();
    assert_eq!(strong.len(), 1);
}

#[test]
fn a_draft_is_shown_nowhere_and_need_not_say_who_wrote_it() {
    let text = "+++\nabout = \"CLA-1\"\ndraft = true\n+++\n\n## What needs to happen\n";
    let file = NoteFile { folder: "2018-19-Q4".to_owned(), source: Source::new("a.md", text) };
    let (commentary, faults) = read_all(&[file], &CATALOGUE, &["smt"]);
    assert!(faults.is_empty(), "{}", faults.render(false));
    assert!(!commentary.notes().next().expect("a text").is_for("smt"));
}

#[test]
fn words_of_young_people_need_a_sign_off() {
    let body = "## What is working well\n\n> They call me back.\n";
    let (_, faults) = read("CLA-6", body);
    let codes: Vec<&str> = faults.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["commentary::quotation"]);
    let text = format!(
        "+++\nabout = \"CLA-6\"\nauthor = \"A\"\ndate = 2019-04-12\nsign_off = \"Participation Manager, 3 April 2019\"\n+++\n\n{body}"
    );
    let file = NoteFile { folder: "2018-19-Q4".to_owned(), source: Source::new("a.md", text) };
    let (commentary, faults) = read_all(&[file], &CATALOGUE, &[]);
    assert!(faults.is_empty(), "{}", faults.render(false));
    let note = commentary.notes().next().expect("a text");
    assert!(matches!(note.parts[0].1[..], [Passage::Quotation(_)]));
}

#[test]
fn signing_keeps_everything_else_as_it_is_and_signing_again_changes_nothing() {
    let before = "+++\r\n# A remark.\nabout = \"CLA-1\"   # here too\nfigures = { \"a@2017-18-Q4\" = { internal = \"old\" } }\nexample = true\n+++\n\nText +++ \n";
    let figure = SignedFigure { internal: Some("33 of \"348\", 9%".to_owned()), published: None };
    let figures = [("seen-on-time@2018-19-Q4".to_owned(), figure)].into();
    let once = sign(before, &figures).expect("TOML");
    assert_eq!(
        once,
        "+++\r\n# A remark.\nabout = \"CLA-1\"   # here too\nexample = true\n\n[figures]\n\"seen-on-time@2018-19-Q4\" = { internal = '33 of \"348\", 9%' }\n+++\n\nText +++ \n"
    );
    assert_eq!(sign(&once, &figures).expect("TOML"), once);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(
        text in prop_oneof![
            any::<String>(),
            r"(\+\+\+\n)?(about = .CLA-1.\n)?(\+\+\+\n)?((## What needs to happen|#|>|- |1\. |\{\{|\}\}|seen-on-time|@|\.|\*|_|`|<b>|!\[|\]\(|&amp;|\\|\n|\n\n|two girls|  )){0,40}",
        ],
        front in any::<bool>(),
    ) {
        let text = if front { format!("+++\nabout = \"CLA-1\"\nauthor = \"A\"\ndate = 2019-04-12\n+++\n{text}") } else { text };
        let file = NoteFile { folder: "2018-19-Q4".to_owned(), source: Source::new("a.md", text) };
        let (commentary, faults) = read_all(&[file], &CATALOGUE, &["smt"]);
        faults.render(false);
        faults.to_json();
        for note in commentary.notes() {
            for placeholder in note.placeholders() {
                prop_assert!(note.source.text.get(placeholder.span.clone()).is_some());
            }
        }
    }
}
