//! The example council's pack: its figures against plain SQL, its structure, its files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use boardpack::assess::{Grounds, Status, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::Period;
use boardpack::compute::{compute, days_needed};
use boardpack::kpi::Catalogue;
use boardpack::pack::{Block, Inputs, Pack, Provenance, SheetBody, Table, TidyRow, assemble, tidy_rows};
use boardpack::plan::{Plan, with_comparisons};
use boardpack::protect::{Publishable, protect};
use boardpack::snapshot::{Image, Snapshot, sample};
use boardpack::template::Profile;
use boardpack::workspace::Workspace;
use boardpack::write::{pdf::pdf, xlsx};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pretty_assertions::assert_eq;
use rusqlite::Connection;

/// The example council's workspace.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bromley");

/// The example council's packs for its last quarter.
struct Made {
    /// The snapshot, and the Senior Management Team's pack.
    smt: (Vec<u8>, Pack),
    /// The handout of the open meeting, and its rows of tidy data.
    handout: (Pack, Vec<TidyRow>),
}

/// The packs, made once.
fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(make)
}

/// The example council's snapshot and the Senior Management Team's pack for its last quarter.
pub(crate) fn example() -> &'static (Vec<u8>, Pack) {
    &made().smt
}

/// The handout of the open meeting of the example's last year, and its rows of tidy data.
pub(crate) fn handout() -> &'static (Pack, Vec<TidyRow>) {
    &made().handout
}

fn make() -> Made {
    let (tables, meta) = sample::generate(&sample::Options::default()).expect("the example council");
    let bytes = tables.to_bytes(&meta).expect("rows that keep the contract");
    let snapshot = Snapshot::from_bytes(bytes.clone(), "example.sqlite").expect("a sound snapshot");
    let workspace =
        Workspace::read(Some(Path::new(EXAMPLE))).unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let quarter: Period = "2018-19-Q4".parse().expect("a period");
    let plan = Plan::new(&workspace.templates, &workspace.catalogue, quarter);
    let asked = plan.figures();
    let all = with_comparisons(&asked, &workspace.catalogue, &workspace.targets);
    let days =
        all.iter().flat_map(|(id, periods)| days_needed(workspace.catalogue.get(id), periods)).collect();
    let image = Image::build(&snapshot, &days).expect("an image");
    let wanted: Vec<(&str, Vec<Period>)> = all.iter().map(|(id, all)| (id.as_str(), all.clone())).collect();
    let measured = compute(&workspace.catalogue, &wanted, &image).expect("figures");
    let released = |profile| {
        let grounds = Grounds {
            catalogue: &workspace.catalogue,
            targets: &workspace.targets,
            benchmarks: Benchmarks::of(Some(&meta.council)),
            on: meta.as_at,
            asked: &plan.figures_with(profile),
        };
        let assessed = assess_on(&measured, &grounds);
        protect(&assessed, image.findings(), &workspace.catalogue, profile).expect("figures that are safe")
    };
    let provenance = Provenance {
        council: meta.council.clone(),
        as_at: meta.as_at,
        source: meta.source.clone(),
        synthetic: meta.synthetic,
    };
    let pack = |id: &str, figures: &Publishable| {
        let inputs = Inputs {
            plan: plan.packs.iter().find(|pack| pack.template.id == id).expect("a pack of this id"),
            catalogue: &workspace.catalogue,
            figures,
            provenance: &provenance,
            meeting: workspace.meeting.as_ref(),
        };
        assemble(&inputs)
    };
    let public = released(Profile::Public);
    Made {
        smt: (bytes, pack("smt", &released(Profile::Internal))),
        handout: (pack("lincc-open-meeting", &public), tidy_rows(&public, |_, _| true)),
    }
}

/// Every table of the document, those inside kept-together blocks too.
fn tables(blocks: &[Block]) -> Vec<&Table> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table(table) => vec![table],
            Block::Together(inner) => tables(inner),
            _ => Vec::new(),
        })
        .collect()
}

/// What the pack prints under "Now" for a measure, everywhere it stands.
fn printed(pack: &Pack, id: &str) -> BTreeSet<String> {
    let catalogue = Catalogue::built_in().expect("the built-in files");
    printed_beside(pack, &catalogue.get(id).expect("a measure").short)
}

/// The same, by the name in the table.
fn printed_beside(pack: &Pack, name: &str) -> BTreeSet<String> {
    tables(&pack.document)
        .into_iter()
        .filter(|table| table.columns.get(1).is_some_and(|column| column.header == "Now"))
        .flat_map(|table| &table.rows)
        .filter(|row| row.cells[0].text == name)
        .map(|row| row.cells[1].text.clone())
        .collect()
}

fn numbers(snapshot: &Connection, sql: &str) -> (u64, u64) {
    snapshot
        .query_row(sql, [], |row| {
            Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs()))
        })
        .expect("plain SQL")
}

#[test]
fn figures_of_the_pack_are_those_of_plain_sql() {
    let (bytes, pack) = example();
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("written");
    let snapshot = Connection::open(file.path()).expect("the snapshot");

    // Looked after on the evening of 31 March 2019: an episode open over it that is no short break, and not yet 18.
    let (looked_after, _) = numbers(
        &snapshot,
        "SELECT count(DISTINCT clae_person_id), 0 FROM ssd_cla_episodes
         JOIN ssd_legal_status ON lega_legal_status_id = clae_legal_status_id
         JOIN ssd_person ON pers_person_id = clae_person_id
         WHERE clae_cla_episode_start_date <= '2019-03-31'
           AND coalesce(clae_cla_episode_ceased_date, '9999') > '2019-03-31'
           AND lega_legal_status NOT IN ('V3', 'V4') AND pers_dob > '2001-03-31'",
    );
    assert_eq!(looked_after, 348, "the published number");
    assert_eq!(printed(pack, "children-looked-after-number"), BTreeSet::from(["348".to_owned()]));

    // Left care in the quarter, once each by the last time, to adoption, special guardianship or an order.
    let (permanent, ceased) = numbers(
        &snapshot,
        "SELECT sum(reason IN ('E11', 'E12', 'E41', 'E43', 'E44', 'E45', 'E46', 'E47', 'E48')), count(*) FROM (
           SELECT clae_cla_episode_ceased_reason AS reason, max(clae_cla_episode_ceased_date)
           FROM ssd_cla_episodes JOIN ssd_legal_status ON lega_legal_status_id = clae_legal_status_id
           WHERE clae_cla_episode_ceased_date BETWEEN '2019-01-01' AND '2019-03-31'
             AND clae_cla_episode_ceased_reason <> 'X1' AND lega_legal_status NOT IN ('V3', 'V4')
           GROUP BY clae_person_id)",
    );
    let percent = (200 * permanent + ceased) / (2 * ceased);
    assert_eq!(
        printed(pack, "left-care-to-permanent-home"),
        BTreeSet::from([format!("{permanent} of {ceased}, {percent}%")])
    );

    // Care leavers with a 19th, 20th or 21st birthday in the year, by what the return says of that day.
    let (active, cohort) = numbers(
        &snapshot,
        "SELECT sum(coalesce(cles_activity IN ('F1', 'F2', 'F3', 'F4', 'F5', 'P1', 'P2', 'P3', 'P4', 'P5'), 0)), count(*)
         FROM ext_care_leaver_status JOIN ssd_person ON pers_person_id = cles_person_id
         WHERE cles_observed_on BETWEEN '2018-04-01' AND '2019-03-31'
           AND substr(cles_observed_on, 6) = CASE WHEN substr(pers_dob, 6) = '02-29' THEN '03-01' ELSE substr(pers_dob, 6) END
           AND substr(cles_observed_on, 1, 4) - substr(pers_dob, 1, 4) BETWEEN 19 AND 21
           AND coalesce(cles_in_touch, '') NOT IN ('DIED', 'RHOM')",
    );
    assert_eq!((active, cohort), (67, 149), "the published numbers");
    assert_eq!(
        printed(pack, "education-employment-training-19-21"),
        BTreeSet::from(["67 of 149, 45%".to_owned()])
    );
}

#[test]
fn every_measure_stands_under_every_priority_it_serves() {
    let (_, pack) = example();
    let catalogue = Catalogue::built_in().expect("the built-in files");
    for measure in catalogue.measures() {
        let tables = tables(&pack.document);
        for priority in measure.priorities() {
            let caption = format!("{}: figures", priority.title);
            let stands = tables
                .iter()
                .filter(|table| table.caption == caption)
                .any(|table| table.rows.iter().any(|row| row.cells[0].text == measure.short));
            assert!(stands, "{} is not under {}", measure.id, priority.reference());
        }
    }
}

#[test]
fn a_figure_is_the_same_wherever_it_stands() {
    let (_, pack) = example();
    let names: BTreeSet<&str> = tables(&pack.document)
        .into_iter()
        .filter(|table| table.columns.get(1).is_some_and(|column| column.header == "Now"))
        .flat_map(|table| table.rows.iter().map(|row| row.cells[0].text.as_str()))
        .collect();
    assert!(names.len() > 25, "{} measures", names.len());
    for name in names {
        assert_eq!(printed_beside(pack, name).len(), 1, "{name}");
    }
}

#[test]
fn the_pdf_meets_pdf_ua_1_and_every_page_says_that_no_child_is_real() {
    let (_, pack) = example();
    let bytes = pdf(pack).expect("a PDF");
    let result = validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(ValidationProfile::PdfUa1))
        .expect("a PDF that can be read");
    assert!(result.is_compliant, "{:?}", result.failures);
    assert_eq!(pack.about.example.as_deref(), Some("Example data: no real child"));
    assert_eq!(pack.about.marking.as_deref(), Some("OFFICIAL-SENSITIVE"));
}

#[test]
fn the_same_snapshot_gives_the_same_files() {
    let (one, other) = (&example().1, make().smt.1);
    assert!(pdf(one).expect("a PDF") == pdf(&other).expect("a PDF"));
    assert!(xlsx(one).expect("a workbook") == xlsx(&other).expect("a workbook"));
}

#[test]
fn the_workbook_has_a_scorecard_a_sheet_for_each_priority_with_measures_and_tidy_data() {
    let (_, pack) = example();
    let names: Vec<&str> = pack.book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(
        names[..7],
        [
            "Cover",
            "Scorecard",
            "Status by priority",
            "Reasons",
            "Months",
            "What changed",
            "Who we look after"
        ]
    );
    assert!(names.iter().any(|name| name.starts_with("CLA-1 ")), "{names:?}");
    assert!(names.contains(&"Tidy data") && names.contains(&"Definitions"), "{names:?}");
    let charts: usize = pack
        .book
        .sheets
        .iter()
        .map(|sheet| match &sheet.body {
            SheetBody::Table { charts, .. } => charts.len(),
            SheetBody::Cover(_) => 0,
        })
        .sum();
    assert!(charts >= 7, "{charts} charts");
}

/// The rows of a sheet of the pack's workbook: each cell by its column.
fn sheet_rows(pack: &Pack, name: &str) -> Vec<BTreeMap<String, String>> {
    let sheet = pack.book.sheets.iter().find(|sheet| sheet.name == name).expect("the sheet");
    let SheetBody::Table { table, .. } = &sheet.body else { panic!("{name} has no table") };
    let header = |at: usize| table.columns[at].header.clone();
    let row = |row: &boardpack::pack::Row| {
        row.cells.iter().enumerate().map(|(at, cell)| (header(at), cell.text.clone())).collect()
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn the_counts_at_a_glance_are_those_of_the_tidy_data() {
    let (_, pack) = example();
    let catalogue = Catalogue::built_in().expect("the built-in files");
    let mut statuses: BTreeMap<String, String> = BTreeMap::new();
    for row in sheet_rows(pack, "Tidy data") {
        if row["period"] == "2018-19-Q4" {
            statuses.insert(row["measure"].clone(), row["status"].clone());
        }
    }
    assert_eq!(statuses.len(), catalogue.len());
    let glance = tables(&pack.document)
        .into_iter()
        .find(|table| table.caption == "Measures by priority and status")
        .expect("the table");
    let mut some = 0;
    for row in &glance.rows {
        let stands = |measure: &boardpack::kpi::Measure| match row.cells[0].text.split_once(':') {
            Some((reference, _)) => measure.priorities().iter().any(|one| one.reference() == reference),
            None => measure.priorities().is_empty(),
        };
        let here: Vec<&str> =
            catalogue.measures().filter(|one| stands(one)).map(|one| statuses[&one.id].as_str()).collect();
        for (at, status) in Status::ALL.iter().enumerate() {
            assert_eq!(glance.columns[at + 1].header, status.word());
            let counted = here.iter().filter(|one| **one == status.name()).count();
            assert_eq!(
                row.cells[at + 1].text,
                counted.to_string(),
                "{} {}",
                row.cells[0].text,
                status.word()
            );
            some += counted;
        }
        assert_eq!(row.cells[Status::ALL.len() + 1].text, here.len().to_string());
    }
    assert!(some >= catalogue.len(), "every measure stands in a row");
}

#[test]
fn a_status_is_the_same_wherever_it_stands_and_has_its_reason() {
    let (_, pack) = example();
    let reasons = sheet_rows(pack, "Reasons");
    for row in sheet_rows(pack, "Scorecard") {
        let first = reasons.iter().find(|one| one["Measure"] == row["Measure"]).expect("a reason");
        assert_eq!(first["What is said"], row["Status"], "{}", row["Measure"]);
        assert!(first["In sentences"].ends_with('.'), "{}", first["In sentences"]);
        for table in tables(&pack.document) {
            let Some(at) = table.columns.iter().position(|column| column.header == "Status") else {
                continue;
            };
            for other in table.rows.iter().filter(|other| other.cells[0].text == row["Measure"]) {
                assert_eq!(other.cells[at].text, row["Status"], "{}", table.caption);
            }
        }
    }
}

#[test]
fn what_changed_names_only_what_a_test_found() {
    let (_, pack) = example();
    let changes = sheet_rows(pack, "What changed");
    assert!(!changes.is_empty());
    for row in &changes {
        assert!(["Better", "Worse", "Higher", "Lower"].contains(&row["Change"].as_str()), "{row:?}");
        assert!(row["In a sentence"].starts_with(&row["Change"]), "{row:?}");
    }
    // Unaccompanied children: 24 of 310 a year ago, 50 of 348 now; Newcombe's interval of the difference is 1.9 to 11.4
    // percentage points.
    let row = changes.iter().find(|row| {
        row["In a sentence"] == "Higher than in Q4 2017-18: 50 of 348 (14%) now, 24 of 310 (8%) then."
    });
    assert!(row.is_some(), "{changes:?}");
}

#[test]
fn england_stands_on_the_chart_at_the_ends_of_its_years() {
    let (_, pack) = example();
    fn charts(blocks: &[Block]) -> Vec<&boardpack::chart::Chart> {
        blocks
            .iter()
            .flat_map(|block| match block {
                Block::Chart(chart) => vec![chart],
                Block::Together(inner) => charts(inner),
                _ => Vec::new(),
            })
            .collect()
    }
    let charts = charts(&pack.document);
    let of = |id: &str| *charts.iter().find(|chart| chart.id == id).expect("a chart");
    // Published by March 2019: 2016, 2017 and 2018, of which each stands at a year's last quarter.
    let chart = of("placed-over-20-miles");
    let england = chart.benchmark.as_ref().expect("England's figures");
    let at: Vec<&str> = england.points.iter().map(|(index, _)| chart.periods[*index].as_str()).collect();
    assert_eq!(at, ["Q4 2015-16", "Q4 2016-17", "Q4 2017-18"]);
    assert_eq!(england.label, "England 15% (2018)");
    assert!((england.points[2].1 - 0.15).abs() < 1e-9, "{:?}", england.points);
    assert!(chart.alt.contains("England 15% (2018), a point a year."), "{}", chart.alt);
    // No like figure is published of whom children trust.
    assert_eq!(of("has-trusted-adult").benchmark, None);
}
