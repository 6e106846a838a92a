//! Texts, promises and actions in packs: the same text with the figures that each reader may see.

use std::sync::LazyLock;

use boardpack::assess::{Grounds, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::parse_iso;
use boardpack::commentary::{Commentary, NoteFile, read_all, review, sign};
use boardpack::commentary::{SignedFor, Told, figure_words};
use boardpack::diagnostic::Source;
use boardpack::kpi::Catalogue;
use boardpack::pack::{Block, Inline, Inputs, Pack, Provenance, SheetBody, Words, assemble, uncommented};
use boardpack::plan::Plan;
use boardpack::protect::{Publishable, protect};
use boardpack::target::Targets;
use boardpack::template::{Profile, Template, TemplateFile, read};
use boardpack::{action, commitment};
use pretty_assertions::assert_eq;

use super::{MEASURES, measured, quarter, quarters};

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::built_in().expect("the built-in measures"));

/// Two packs of one shape: for the council's own managers, and for anybody.
static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let ids = MEASURES.map(|id| format!("\"{id}\"")).join(", ");
    let files = ["internal", "public"].map(|profile| TemplateFile {
        id: profile.to_owned(),
        source: Source::new(
            format!("{profile}.toml"),
            format!(
                "title = \"Pack\"\naudience = \"A\"\npurpose = \"P\"\nprofile = \"{profile}\"\ncalendar = \"every-quarter\"\n\
                 period = \"quarter\"\nhistory = 5\n\n[[block]]\nkind = \"commitments\"\ntitle = \"Promises\"\n\n\
                 [[block]]\nkind = \"priority-sections\"\nstrategy = \"children-looked-after\"\n\
                 select = {{ id = [{ids}] }}\ncommentary = true\nactions = true\n\n\
                 [[block]]\nkind = \"commentary\"\ntitle = \"In words\"\n\n[[block]]\nkind = \"actions\"\ntitle = \"Actions\"\n"
            ),
        ),
    });
    read(&files, &CATALOGUE).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
});

const TEXT: &str = "+++
about = \"CLA-1\"
author = \"Head of Service\"
date = 2019-04-12
+++

## What is working well

Reviews: {{reviews-on-time}}. {{reviews-on-time.change}}.

## What are we worried about

- A social worker of their own: {{allocated-social-worker}}, {{allocated-social-worker.status}}.
- Alone in the country: {{unaccompanied-asylum-seeking-children.short}}, {{unaccompanied-asylum-seeking-children.change}}.
";

fn commentary(text: &str) -> Commentary {
    let file = NoteFile { folder: quarter().to_string(), source: Source::new("CLA-1.md", text) };
    let (commentary, faults) = read_all(&[file], &CATALOGUE, &["internal", "public"]);
    assert!(faults.is_empty(), "{}", faults.render(false));
    commentary
}

fn plan() -> Plan<'static> {
    // No section of the packs has the measure: a text speaks of it.
    Plan::new(TEMPLATES.iter(), &CATALOGUE, quarter())
        .speaking_of(|_| vec!["unaccompanied-asylum-seeking-children".to_owned()])
}

/// Figures in which a few children are without a social worker and a few are alone; `reviews` of the last quarter.
fn figures(profile: Profile, reviews: (u64, u64)) -> Publishable {
    let plan = plan();
    let mut pairs = vec![vec![(60, 20); 20]; MEASURES.len()];
    let last = quarters().len() - 1;
    let of = |id: &str| MEASURES.iter().position(|one| *one == id).expect("of the list");
    pairs[of("reviews-on-time")][last] = reviews;
    pairs[of("allocated-social-worker")][last] = (300, 4);
    pairs[of("unaccompanied-asylum-seeking-children")][last] = (3, 300);
    let asked = plan.figures_with(profile);
    let grounds = Grounds {
        catalogue: &CATALOGUE,
        targets: &Targets::default(),
        benchmarks: Benchmarks::default(),
        on: parse_iso("2019-03-31").expect("a day"),
        asked: &asked,
    };
    let assessed = assess_on(&measured(&CATALOGUE, &plan, &pairs), &grounds);
    protect(&assessed, &[], &CATALOGUE, profile).expect("figures that are safe")
}

fn pack<T>(profile: Profile, figures: &Publishable, words: Words<'_>, with: impl Fn(&Inputs<'_>) -> T) -> T {
    let provenance = Provenance {
        council: "Example".to_owned(),
        as_at: parse_iso("2019-03-31").expect("a day"),
        source: "made up".to_owned(),
        synthetic: true,
    };
    let plan = plan();
    let pack = plan.packs.iter().find(|pack| pack.template.profile == profile).expect("a pack");
    with(&Inputs {
        plan: pack,
        catalogue: &CATALOGUE,
        figures,
        provenance: &provenance,
        words,
        cases: None,
        meeting: None,
    })
}

/// The words of headings, paragraphs and points in reading order, from the first heading that ends so.
fn said_after(pack: &Pack, heading: &str) -> Vec<String> {
    let from = |block: &Block| matches!(block, Block::Heading { text, .. } if text == heading);
    pack.document
        .iter()
        .skip_while(|block| !from(block))
        .take_while(|block| !matches!(block, Block::Table(_)))
        .flat_map(|block| match block {
            Block::Heading { text, .. } => vec![format!("# {text}")],
            Block::Paragraph { text, .. } => vec![Inline::plain(text)],
            Block::List(points) => points.iter().map(|point| format!("- {}", Inline::plain(point))).collect(),
            _ => Vec::new(),
        })
        .collect()
}

#[test]
fn one_text_serves_the_internal_and_the_published_pack() {
    let commentary = commentary(TEXT);
    let words = Words { commentary: commentary.of(quarter()), ..Words::default() };
    let said = [Profile::Internal, Profile::Public].map(|profile| {
        let figures = figures(profile, (60, 20));
        pack(profile, &figures, words, |inputs| {
            said_after(&assemble(inputs), "Safe and nurtured: commentary")
        })
    });
    let start = [
        "# Safe and nurtured: commentary",
        "Head of Service, 12 April 2019.",
        "# What is working well",
        "Reviews: 60 of 80, 75%. No clear change since Q4 2017-18: 60 of 80 (75%) now, 60 of 80 (75%) then.",
        "# What are we worried about",
    ];
    for said in &said {
        assert_eq!(said[..5], start);
    }
    assert_eq!(
        said[0][5..7],
        [
            "- A social worker of their own: 300 of 304, 99%, off target.",
            "- Alone in the country: 3, Lower than in Q4 2017-18: 3 of 303 (1%) now, 60 of 80 (75%) then."
        ]
    );
    assert_eq!(
        said[1][5..7],
        [
            "- A social worker of their own: nearly all (5 or fewer without), not shown [c].",
            "- Alone in the country: a number not shown [c], The change is not shown [c]."
        ]
    );
}

#[test]
fn a_paragraph_whose_figures_moved_is_named_and_marked_for_managers_alone() {
    // Signed on the figures of one day, read on those of a later one.
    let unsigned = commentary(TEXT);
    let mut signed = std::collections::BTreeMap::<String, boardpack::commentary::SignedFigure>::new();
    for (profile, readers) in
        [(Profile::Internal, SignedFor::Internal), (Profile::Public, SignedFor::Published)]
    {
        let figures = figures(profile, (60, 20));
        for id in ["reviews-on-time", "allocated-social-worker", "unaccompanied-asylum-seeking-children"] {
            let figure = figures.figure(id, quarter()).expect("a figure");
            signed.entry(figure.id()).or_default().set(readers, figure_words(figure));
        }
    }
    let note = &unsigned.of(quarter())[0];
    let commentary = commentary(&sign(&note.source.text, &signed).expect("TOML"));
    let words = Words { commentary: commentary.of(quarter()), ..Words::default() };
    let told = |profile: Profile, reviews: (u64, u64)| {
        let figures = figures(profile, reviews);
        pack(profile, &figures, words, |inputs| {
            let faults = review(&inputs.words.commentary[0], &inputs.told());
            let messages: Vec<String> = faults.iter().map(|one| one.message.clone()).collect();
            (messages, said_after(&assemble(inputs), "Safe and nurtured: commentary"))
        })
    };
    for profile in [Profile::Internal, Profile::Public] {
        assert_eq!(told(profile, (60, 20)).0, Vec::<String>::new(), "nothing moved");
    }
    let (messages, said) = told(Profile::Internal, (70, 20));
    assert_eq!(
        messages,
        [
            "`reviews-on-time@2018-19-Q4` was `60 of 80, 75%; no target` when this was written and is now `70 of 90, 78%; no target`"
        ]
    );
    assert_eq!(
        said[4],
        "Written when “Reviews on time” in 2018-19-Q4 was 60 of 80, 75%; no target; it is now 70 of 90, 78%; no target."
    );
    let (messages, said) = told(Profile::Public, (60, 3));
    assert_eq!(
        messages,
        [
            "`reviews-on-time@2018-19-Q4` was `60 of 80, 75%; no target` when this was written and is hidden in the published packs"
        ]
    );
    assert!(!said.iter().any(|words| words.contains("Written when")), "{said:?}");
}

#[test]
fn what_is_off_target_and_spoken_of_nowhere_is_told() {
    let figures = figures(Profile::Internal, (60, 20));
    let silent = |words: Words<'_>| -> Vec<String> {
        pack(Profile::Internal, &figures, words, |inputs| {
            uncommented(inputs).into_iter().map(|measure| measure.id.clone()).collect()
        })
    };
    let none = silent(Words::default());
    assert!(none.contains(&"allocated-social-worker".to_owned()), "{none:?}");
    let commentary = commentary(TEXT);
    let words = Words { commentary: commentary.of(quarter()), ..Words::default() };
    let some = silent(words);
    assert!(!some.contains(&"allocated-social-worker".to_owned()), "{some:?}");
    let said = pack(Profile::Internal, &figures, Words::default(), |inputs| {
        said_after(&assemble(inputs), "Safe and nurtured: commentary")
    });
    assert_eq!(
        said[1],
        "No commentary provided on this measure, which is off target: Children with an allocated social worker."
    );
}

#[test]
fn a_figure_that_a_pack_does_not_have_is_a_fault() {
    let commentary = commentary(
        &TEXT.replace("{{reviews-on-time}}", "{{reviews-on-time@2015-16-Q1}} and {{savings-at-18}}"),
    );
    let words = Words { commentary: commentary.of(quarter()), ..Words::default() };
    let figures = figures(Profile::Public, (60, 20));
    pack(Profile::Public, &figures, words, |inputs| {
        let told: Told<'_> = inputs.told();
        let faults = review(&words.commentary[0], &told);
        let found: Vec<(String, Option<String>)> = faults
            .iter()
            .filter(|one| one.code == "commentary::no-figure")
            .map(|one| (one.message.clone(), one.hint.clone()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "the pack public does not show 2015-16-Q1".to_owned(),
                    Some(
                        "the pack public shows 2017-18-Q4 to 2018-19-Q4: one of them; `@previous` and `@last-year` fit every pack"
                            .to_owned()
                    )
                ),
                (
                    "the pack public has no figure savings-at-18@2018-19-Q4".to_owned(),
                    Some("leave it out, or name the packs that show this text with `packs = […]`".to_owned())
                ),
            ]
        );
    });
}

#[test]
fn promises_and_actions_have_their_tables_and_sheets() {
    let promises = "as_at = 2019-03-31
example = true
[[commitment]]
reference = \"CLA-1.W4\"
promise = \"Every child has an allocated social worker\"
owner = \"Head of Service\"
due = 2019-03-01
status = \"on-track\"
measures = [\"allocated-social-worker\", \"savings-at-18\"]
[[commitment]]
reference = \"CLA-2.W1\"
promise = \"Records are kept\"
owner = \"Head of Service\"
due = 2019-06-01
status = \"at-risk\"
evidence = \"An audit\"
";
    let actions = "[[action]]
measures = [\"reviews-on-time\"]
what = \"Book early\"
owner = \"Manager\"
raised = 2018-08-01
due = 2018-12-31
status = \"open\"
effect = \"Reviews in time\"
[[action]]
measures = [\"placement-moves\"]
what = \"Call carers\"
owner = \"Manager\"
raised = 2019-01-10
due = 2019-02-28
status = \"done\"
closed = 2019-02-20
effect = \"Fewer moves\"
plan = \"SIP 3\"
";
    let commitments = commitment::read_all(&Source::new("c.toml", promises), &CATALOGUE).0.expect("promises");
    let actions = action::read_all(&Source::new("a.toml", actions), &CATALOGUE).0;
    let words = Words { commitments: Some(&commitments), actions: Some(&actions), commentary: &[] };
    let figures = figures(Profile::Public, (60, 20));
    let pack = pack(Profile::Public, &figures, words, assemble);
    let rows = |caption: &str| -> Vec<Vec<String>> {
        pack.document
            .iter()
            .find_map(|block| match block {
                Block::Table(table) if table.caption == caption => Some(
                    table
                        .rows
                        .iter()
                        .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
                        .collect(),
                ),
                _ => None,
            })
            .unwrap_or_else(|| panic!("no table `{caption}`"))
    };
    assert_eq!(
        rows("Safe and nurtured: how far each promise is"),
        [[
            "CLA-1.W4",
            "Every child has an allocated social worker",
            "Head of Service; 1 March 2019",
            "On track, but overdue",
            "None noted",
            "Allocated social worker: [c]; Savings at 18",
        ]]
    );
    assert_eq!(
        rows("Example states of the promises, by priority").last().expect("a row"),
        &["All", "2", "0", "1", "1", "0", "0", "1"]
    );
    assert_eq!(
        rows("Safe and nurtured: what is being done"),
        [
            [
                "Book early",
                "Manager; 31 December 2018",
                "Open, overdue",
                "Reviews in time",
                "Reviews on time: No target",
                "none"
            ],
            [
                "Call carers",
                "Manager; 28 February 2019",
                "Done on 20 February 2019",
                "Fewer moves",
                "Moves to a different home: Not clear",
                "SIP 3"
            ],
        ]
    );
    for (name, expected) in [("Promises", 2), ("Actions", 2)] {
        let sheet = pack.book.sheets.iter().find(|sheet| sheet.name == name).expect("a sheet");
        let SheetBody::Table { table, .. } = &sheet.body else { panic!("a table") };
        assert_eq!(table.rows.len(), expected, "{name}");
    }
    // The one that was raised two quarters ago and is overdue stands first, in the workbook too.
    let carried = pack.leaves().any(|block| match block {
        Block::Table(table) => {
            table.notes.iter().any(|note| note.contains("Carried forward from an earlier period: 1."))
        }
        _ => false,
    });
    assert!(carried, "the pack says how many were carried forward");
    let sheet = pack.book.sheets.iter().find(|sheet| sheet.name == "Actions").expect("a sheet");
    let SheetBody::Table { table, .. } = &sheet.body else { panic!("a table") };
    let first: Vec<&str> = table.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(first[..5], ["Book early", "Manager", "1 August 2018", "31 December 2018", "Open, overdue"]);
}
