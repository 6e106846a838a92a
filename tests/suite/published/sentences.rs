//! No sentence of a published pack tells of a few children besides: agreed exceptions, rows left out, who answered.

use boardpack::assess::{Grounds, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::{Period, parse_iso};
use boardpack::compute::{Figure, Measured, Wave};
use boardpack::diagnostic::Source;
use boardpack::kpi::{Catalogue, facts};
use boardpack::pack::{Block, Pack, Prose, SheetBody, Table};
use boardpack::protect::{Publishable, Released, protect};
use boardpack::target::{self, Targets};
use boardpack::template::Profile;
use boardpack::workspace::Workspace;
use pretty_assertions::assert_eq;

use super::figure;
use super::packs::all_words;

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '%'))
}

/// The form in which a number from 1 to 5 may stand between the words before and after it; `None` where it may be one of
/// children.
fn form(before: &[&str], after: &[&str]) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let last = before.last().copied().unwrap_or_default();
    match after {
        [month, ..] if MONTHS.contains(month) => return Some("a day"),
        ["percentage", "points", ..] => return Some("a tolerance"),
        ["to", "5", "are", "not", "shown", ..] | ["are", "not", "shown", ..] => {
            return Some("the rule itself");
        }
        ["below", "13", "months", ..] => return Some("the rule for limits"),
        ["not", "started", ..] => return Some("a count of promises"),
        ["or", "fewer", "without", ..] => return Some("the words for nearly all"),
        ["more" | "fewer", ..] => return Some("a difference of two shown numbers, or of one and its target"),
        ["comparison" | "comparisons" | "measures" | "periods", ..] => {
            return Some("a number of measures, of their tests or of periods");
        }
        ["of", "them", "show" | "shows", ..] => return Some("a number of tests"),
        _ => {}
    }
    match (before, last) {
        // A share of 100% in the tidy data: its counts stand in columns of their own.
        (_, "value") => Some("a share of everyone"),
        (_, "definition") => Some("the version of a definition"),
        (_, "priority" | "Priority") => Some("a priority of a strategy"),
        (_, "rank" | "quartile") => Some("a place among councils"),
        ([.., "would", "show", "up"], "to") | ([.., "show", "up", "to"], _) => Some("a number of tests"),
        ([.., "at"], "most" | "least") | ([.., "at", "most" | "least"], _) => Some("a target"),
        _ => None,
    }
}

/// Every number from 1 to 5 in a text that stands in no form in which it may, with the words around it. What the files of
/// measures and templates say themselves (`labels`, longest first) is no figure.
fn few(text: &str, labels: &[String]) -> Vec<String> {
    let is_few = |word: &&str| matches!(bare(word), "1" | "2" | "3" | "4" | "5");
    if !text.split_whitespace().any(|word| is_few(&word)) {
        return Vec::new();
    }
    let mut text = text.to_owned();
    for label in labels {
        if text.contains(label.as_str()) {
            text = text.replace(label.as_str(), "…");
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain: Vec<&str> = words.iter().map(|word| bare(word)).collect();
    (0..words.len())
        .filter(|&at| is_few(&words[at]) && form(&plain[..at], &plain[at + 1..]).is_none())
        .map(|at| words[at.saturating_sub(6)..words.len().min(at + 7)].join(" "))
        .collect()
}

/// What measures and templates say themselves, longest first.
fn labels(workspace: &Workspace) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for measure in workspace.catalogue.measures() {
        labels.extend(
            [&measure.title, &measure.short, &measure.question, &measure.numerator].map(Clone::clone),
        );
        labels.extend(measure.denominator.clone());
        labels.extend(facts(measure).into_iter().map(|(_, words)| words.trim_end_matches('.').to_owned()));
    }
    for template in &workspace.templates {
        labels.extend([template.title.clone(), template.purpose.clone()]);
        for block in &template.blocks {
            labels.push(block.title.clone());
            labels.extend(block.lead.clone());
        }
    }
    labels.retain(|label| label.chars().any(|c| c.is_ascii_digit()));
    labels.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    labels.dedup();
    labels
}

/// All that a reader of a pack meets, but for the tables that count measures and promises.
fn read(pack: &Pack) -> Vec<String> {
    let counts_measures = |block: &Block| match block {
        Block::Table(table) => {
            table.caption == "Measures by priority and status"
                || table.caption.to_lowercase().ends_with("states of the promises, by priority")
        }
        _ => false,
    };
    let mut pack = pack.clone();
    pack.document =
        pack.document.iter().flat_map(Block::leaves).filter(|one| !counts_measures(one)).cloned().collect();
    pack.book.sheets.retain(
        |sheet| !matches!(&sheet.body, SheetBody::Table { name, .. } if name == "status_by_priority"),
    );
    let tables = pack.document.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let sheets = pack.book.sheets.iter_mut().filter_map(|sheet| match &mut sheet.body {
        SheetBody::Table { table, .. } => Some(table),
        SheetBody::Cover(_) => None,
    });
    // A cell is read with the heading of its column.
    for table in tables.chain(sheets) {
        let Table { columns, rows, .. } = table;
        for row in rows {
            for (cell, column) in row.cells.iter_mut().zip(&*columns) {
                cell.text = format!("{}: {}", column.header, cell.text);
            }
        }
    }
    all_words(&pack)
}

#[test]
fn no_number_of_a_few_children_stands_in_the_examples_published_packs() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bromley");
    let workspace =
        Workspace::read(Some(folder.as_ref())).unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let labels = labels(&workspace);
    let packs = crate::pack::other_packs();
    assert_eq!(packs.len(), 2, "a pack for partners and one for the public");
    let found = |pack: &Pack| -> Vec<String> {
        let texts = read(pack);
        assert!(texts.len() > 1_000, "{}: only {} texts", pack.about.id, texts.len());
        texts.iter().flat_map(|text| few(text, &labels)).collect()
    };
    for pack in packs {
        assert_eq!(found(pack), Vec::<String>::new(), "{}", pack.about.id);
    }
    // What was printed once, and what might be, is found where it stands.
    for leak in [
        "72 children without: the strategy's target is 100%, and only 5 are agreed until 30 June 2019.",
        "Nothing is recorded of 2 audits, left out of it.",
        "Of 60 invited to the survey, 57 responded and 3 did not.",
        "3 children without",
        "4",
    ] {
        let mut pack = packs[0].clone();
        pack.document.push(Block::text(Prose::Body, leak.to_owned()));
        assert_eq!(found(&pack).len(), 1, "{leak}");
    }
}

/// Released figures of the council's public packs, with what it has decided.
fn published(figures: Vec<Figure>, decided: &str, profile: Profile) -> Publishable {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let (targets, faults): (Targets, _) =
        target::read_all(&Source::new("targets.toml", decided.to_owned()), &catalogue);
    assert!(faults.is_empty(), "{}", faults.render(false));
    let asked: Vec<(String, Vec<Period>)> =
        figures.iter().map(|one| (one.measure.clone(), vec![one.period])).collect();
    let measured: Measured = figures
        .into_iter()
        .flat_map(|one| {
            let before = Figure { period: one.period.same_last_year(), value: None, ..one.clone() };
            [before, one]
        })
        .collect();
    let grounds = Grounds {
        catalogue: &catalogue,
        targets: &targets,
        benchmarks: Benchmarks::default(),
        on: parse_iso("2019-03-31").expect("a day"),
        asked: &asked,
    };
    protect(&assess_on(&measured, &grounds), &[], &catalogue, profile).expect("safe figures")
}

fn one(id: &str, pair: (u64, u64)) -> Figure {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    figure(catalogue.get(id).expect("a measure"), super::quarter(), pair)
}

fn reason(figures: &Publishable, id: &str) -> String {
    let figure = figures.figure(id, super::quarter()).expect("a figure");
    figure.judgement.as_ref().expect("judged").standing.reason.clone()
}

#[test]
fn agreed_cases_and_what_the_council_wrote_of_them_stay_with_its_managers() {
    let decided = |cases: u64, reason: &str| {
        format!(
            "[[exception]]\nmeasure = \"life-story-record\"\ncases = {cases}\nfrom = 2018-10-01\nuntil = 2019-06-30\n\
             reason = \"{reason}\"\nagreed_by = \"the Director\"\n"
        )
    };
    let said = |cases: u64, words: &str, profile: Profile| {
        reason(
            &published(vec![one("life-story-record", (60, 20))], &decided(cases, words), profile),
            "life-story-record",
        )
    };
    let start = "20 children without";
    assert_eq!(
        said(5, "five records wait abroad", Profile::Internal),
        format!(
            "{start}: the strategy's target is 100%, and only 5 are agreed until 30 June 2019 by the Director: five records wait abroad. Nothing is recorded of 2 children, left out of it."
        )
    );
    assert_eq!(
        said(5, "five records wait abroad", Profile::Public),
        format!(
            "{start}: the strategy's target is 100%, and fewer are agreed until 30 June 2019 by the Director."
        )
    );
    assert_eq!(
        said(12, "records wait abroad", Profile::Partners),
        format!(
            "{start}: the strategy's target is 100%, and only 12 are agreed until 30 June 2019 by the Director: records wait abroad."
        )
    );
    assert_eq!(
        said(25, "2 courts are late", Profile::Public),
        format!("{start}, within the 25 agreed until 30 June 2019 by the Director.")
    );
}

#[test]
fn rows_left_out_of_a_duty_are_not_counted_in_public() {
    // Two missing beside those counted.
    let figures = |profile: Profile| published(vec![one("life-story-record", (40, 20))], "", profile);
    let (inside, outside) = (
        reason(&figures(Profile::Internal), "life-story-record"),
        reason(&figures(Profile::Public), "life-story-record"),
    );
    assert_eq!(outside, "20 children without: the strategy's target is 100%.");
    assert_eq!(inside, format!("{outside} Nothing is recorded of 2 children, left out of it."));
}

#[test]
fn a_survey_that_left_a_few_silent_says_of_no_question_how_many_were_asked() {
    let wave =
        |invited: u64| Wave { closed: parse_iso("2019-03-01").expect("a day"), invited, responded: 80 };
    let answers = |invited: u64, profile: Profile| {
        // All 80 answered the first question, and 60 the second.
        let questions = [("feel-safe-and-secure", (60, 20)), ("survey-listened-to", (45, 15))];
        let figures = questions.map(|(id, pair)| Figure { wave: Some(wave(invited)), ..one(id, pair) });
        let decided = "[target.survey-listened-to]\nset_by = \"the board\"\nby_year = { 2018-19 = 80 }\n";
        published(figures.to_vec(), decided, profile)
    };
    let said = |invited: u64, profile: Profile| {
        let figures = answers(invited, profile);
        let released: &Released = figures.figure("survey-listened-to", super::quarter()).expect("a figure");
        let sure = released.judgement.as_ref().expect("judged").standing.sureness.is_some();
        (
            released.days.clone(),
            released.who_answered.clone(),
            released.margin.is_some(),
            sure,
            reason(&figures, "survey-listened-to"),
        )
    };
    let open = (
        "survey to 1 March 2019: 80 of 200 responded".to_owned(),
        Some("Of 200 invited to the survey that closed on 1 March 2019, 80 (40%) responded and 60 answered this question. If those who did not answer think alike, the share of all invited lies between 65% and 83% (95% interval).".to_owned()),
        true,
        true,
        "45 of 60 (75%) against at least 80% (the board, for 2018-19): off target, but borderline (95% interval 65% to 83%). 3 more young people would meet the target.".to_owned(),
    );
    assert_eq!(said(200, Profile::Public), open);
    assert_eq!(said(83, Profile::Internal).0, "survey to 1 March 2019: 80 of 83 responded");
    assert_eq!(
        said(83, Profile::Public),
        (
            "survey to 1 March 2019".to_owned(),
            Some("At least half of those invited responded.".to_owned()),
            false,
            false,
            "45 of 60 (75%) against at least 80% (the board, for 2018-19): off target. 3 more young people would meet the target.".to_owned(),
        )
    );
}
