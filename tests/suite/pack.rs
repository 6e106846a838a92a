//! The example council's pack: its figures against plain SQL, its structure, its files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use boardpack::assess::{Grounds, Status, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::{Basis, Period, parse_iso};
use boardpack::chart::ChartKind;
use boardpack::commentary::review;
use boardpack::compute::{Measured, compute, days_needed, split};
use boardpack::due::{FallingDue, falling_due};
use boardpack::kpi::Catalogue;
use boardpack::pack::{
    Block, Inputs, Level, Pack, Provenance, SheetBody, Table, TidyRow, Words, assemble, tidy_rows,
};
use boardpack::plan::{Plan, with_comparisons};
use boardpack::protect::{Publishable, cases, protect};
use boardpack::snapshot::{Image, Snapshot, Tables, sample};
use boardpack::template::Profile;
use boardpack::workspace::Workspace;
use boardpack::write::{pdf::pdf, xlsx};
use pretty_assertions::assert_eq;
use rusqlite::Connection;

use crate::documents::documents;

/// The example council's workspace.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bromley");

/// The example council's snapshot and the Senior Management Team's pack for its last quarter, made once.
pub(crate) fn example() -> &'static (Vec<u8>, Pack) {
    &made().pair
}

/// The example council's other packs of the same quarter.
pub(crate) fn other_packs() -> &'static [Pack] {
    &made().others
}

/// The handout of the open meeting of the example's last year, and its rows of tidy data.
pub(crate) fn handout() -> &'static (Pack, Vec<TidyRow>) {
    &made().handout
}

/// The example council's packs of the quarter to September 2018, made once.
pub(crate) fn packs_of_september() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| {
        let packs = packs_of(&made().pair.0, &made().workspace, "2018-19-Q2").packs;
        packs.into_iter().map(|(pack, _)| pack).collect()
    })
}

/// The example council's packs, and all that they were made from.
pub(crate) struct Made {
    /// The snapshot's bytes, and the Senior Management Team's pack.
    pub(crate) pair: (Vec<u8>, Pack),
    pub(crate) others: Vec<Pack>,
    handout: (Pack, Vec<TidyRow>),
    /// What the council's own managers would be told of the example's texts, on the figures of that pack.
    said_of_texts: Vec<String>,
    pub(crate) tables: &'static Tables,
    pub(crate) workspace: Workspace,
    pub(crate) image: Image,
    pub(crate) measured: Measured,
    /// Released to the internal profile.
    pub(crate) figures: Publishable,
    pub(crate) due: FallingDue,
}

/// The same, made once.
pub(crate) fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let (tables, meta) = super::sample::example(sample::Options::default().as_at);
        let bytes = tables.to_bytes(meta).expect("rows that keep the contract");
        let workspace = Workspace::read(Some(Path::new(EXAMPLE)))
            .unwrap_or_else(|faults| panic!("{}", faults.render(false)));
        let PacksOf { mut packs, said_of_texts, image, measured, figures, due } =
            packs_of(&bytes, &workspace, "2018-19-Q4");
        let mut take = |id: &str| {
            let at = packs.iter().position(|(pack, _)| pack.about.id == id);
            packs.remove(at.unwrap_or_else(|| panic!("no pack {id}")))
        };
        let (smt, handout) = (take("smt").0, take("lincc-open-meeting"));
        let others = packs.into_iter().map(|(pack, _)| pack).collect();
        let pair = (bytes, smt);
        Made { pair, others, handout, said_of_texts, tables, workspace, image, measured, figures, due }
    })
}

/// The packs of a quarter with their rows of tidy data, and what they were made from.
struct PacksOf {
    packs: Vec<(Pack, Vec<TidyRow>)>,
    said_of_texts: Vec<String>,
    image: Image,
    measured: Measured,
    figures: Publishable,
    due: FallingDue,
}

fn packs_of(bytes: &[u8], workspace: &Workspace, quarter: &str) -> PacksOf {
    let snapshot = Snapshot::from_bytes(bytes.to_vec(), "example.sqlite").expect("a sound snapshot");
    let meta = snapshot.meta();
    let quarter: Period = quarter.parse().expect("a period");
    let due_now = workspace.templates.iter().filter(|template| template.calendar.is_due(quarter));
    let plan = Plan::new(due_now, &workspace.catalogue, quarter);
    let asked = plan.figures();
    let all = with_comparisons(&asked, &workspace.catalogue, &workspace.targets);
    let mut days: BTreeSet<_> =
        all.iter().flat_map(|(id, periods)| days_needed(workspace.catalogue.get(id), periods)).collect();
    days.insert(meta.as_at);
    let image = Image::build(&snapshot, &days).expect("an image");
    let wanted: Vec<(&str, Vec<Period>)> = all.iter().map(|(id, all)| (id.as_str(), all.clone())).collect();
    let measured = compute(&workspace.catalogue, &wanted, &image).expect("figures");
    let mut released: BTreeMap<&str, Publishable> = BTreeMap::new();
    for pack in &plan.packs {
        let profile = pack.template.profile;
        released.entry(profile.name()).or_insert_with(|| {
            let grounds = Grounds {
                catalogue: &workspace.catalogue,
                targets: &workspace.targets,
                benchmarks: Benchmarks::of(Some(&meta.council)),
                on: meta.as_at,
                asked: &plan.figures_with(profile),
            };
            let assessed = assess_on(&measured, &grounds);
            let figures =
                protect(&assessed, image.findings(), &workspace.catalogue, profile).expect("safe figures");
            let by = plan.breakdowns_with(profile);
            let splits = split(&workspace.catalogue, &measured, &by, &image).expect("groups");
            figures.with_breakdowns(&splits, &workspace.catalogue, None).expect("safe groups")
        });
    }
    let provenance = Provenance {
        council: meta.council.clone(),
        as_at: meta.as_at,
        source: meta.source.clone(),
        synthetic: meta.synthetic,
    };
    let due = falling_due(&image, &workspace.catalogue).expect("duties");
    let (mut packs, mut said_of_texts) = (Vec::new(), Vec::new());
    for pack in &plan.packs {
        let internal = pack.template.profile == Profile::Internal;
        let figures = &released[pack.template.profile.name()];
        let wanted: Vec<(String, Period)> = pack.exceptions.iter().map(|id| (id.clone(), quarter)).collect();
        let cases = internal
            .then(|| cases(figures, &measured, &wanted, &due, None, &workspace.catalogue).expect("internal"));
        let inputs = Inputs {
            plan: pack,
            catalogue: &workspace.catalogue,
            figures,
            provenance: &provenance,
            words: Words {
                commitments: workspace.commitments.as_ref(),
                actions: workspace.actions.as_ref(),
                commentary: workspace.commentary.of(quarter),
            },
            cases: cases.as_ref(),
            meeting: workspace.meeting.as_ref(),
        };
        if internal {
            let said = inputs.words.commentary.iter().flat_map(|note| review(note, &inputs.told()));
            said_of_texts = said.map(|one| one.message).collect();
        }
        let rows = tidy_rows(figures, |measure, period| pack.shows(measure, period));
        packs.push((assemble(&inputs), rows));
    }
    let figures = released.remove(Profile::Internal.name()).expect("an internal pack");
    PacksOf { packs, said_of_texts, image, measured, figures, due }
}

/// Every table of the document.
pub(crate) fn tables(pack: &Pack) -> Vec<&Table> {
    pack.leaves()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
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
    tables(pack)
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
fn the_examples_texts_were_signed_on_the_figures_of_its_pack() {
    let (_, pack) = example();
    assert_eq!(pack.about.id, "smt");
    assert_eq!(&made().said_of_texts, &Vec::<String>::new());
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
    // What names a measure in each section: the first cells of its tables and its headings.
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut section = "";
    for block in pack.leaves() {
        match block {
            Block::Heading { level: Level::One, text, .. } => section = text,
            Block::Heading { text, .. } => {
                named.entry(section).or_default().insert(text);
            }
            Block::Table(table) => {
                let names = table.rows.iter().map(|row| row.cells[0].text.as_str());
                named.entry(section).or_default().extend(names);
            }
            _ => {}
        }
    }
    for measure in catalogue.measures() {
        for priority in measure.priorities() {
            let title = format!("{}: {}", priority.reference(), priority.title);
            let here = &named[title.as_str()];
            let stands = here.contains(measure.short.as_str()) || here.contains(measure.title.as_str());
            assert!(stands, "{} is not under {}", measure.id, priority.reference());
        }
    }
}

#[test]
fn a_figure_is_the_same_wherever_it_stands() {
    let (_, pack) = example();
    let names: BTreeSet<&str> = tables(pack)
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
fn every_page_says_that_no_child_is_real() {
    let (_, pack) = example();
    assert_eq!(pack.about.example.as_deref(), Some("Example data: no real child"));
    assert_eq!(pack.about.marking.as_deref(), Some("OFFICIAL-SENSITIVE"));
}

#[test]
fn the_same_pack_gives_the_same_files_again() {
    // That two builds of one snapshot are the same, the test of the demo shows; these files are the second of their run,
    // and nothing in them may be counted on from the first.
    let one = documents().iter().find(|one| one.id() == "smt").expect("the pack");
    let (_, pack) = example();
    assert!(one.pdf() == pdf(pack).expect("a PDF").bytes);
    assert!(one.workbook() == xlsx(pack).expect("a workbook"));
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
pub(crate) fn sheet_rows(pack: &Pack, name: &str) -> Vec<BTreeMap<String, String>> {
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
    let counted = count_again(pack);
    let measures = Catalogue::built_in().expect("the built-in files").len();
    assert!(counted >= measures, "every measure stands in a row");
    for pack in other_packs() {
        count_again(pack);
    }
}

/// Counts the measures of each row and status at a glance again, from the pack's own tidy data; how many in all. A pack
/// without that table has nothing to count.
pub(crate) fn count_again(pack: &Pack) -> usize {
    let catalogue = Catalogue::built_in().expect("the built-in files");
    let period = pack.about.period.to_string();
    let statuses: BTreeMap<String, String> = sheet_rows(pack, "Tidy data")
        .into_iter()
        // A group has no status.
        .filter(|row| row["period"] == period && row["breakdown"] == "[z]")
        .map(|row| (row["measure"].clone(), row["status"].clone()))
        .collect();
    let tables = tables(pack);
    let Some(glance) = tables.iter().find(|table| table.caption == "Measures by priority and status") else {
        return 0;
    };
    let mut all = 0;
    for row in &glance.rows {
        let label = &row.cells[0].text;
        let stands = |measure: &boardpack::kpi::Measure| match label.split_once(':') {
            Some((reference, _)) => measure.priorities().iter().any(|one| one.reference() == reference),
            None => measure.priorities().is_empty(),
        };
        let here: Vec<&str> = catalogue
            .measures()
            .filter(|one| stands(one))
            .filter_map(|one| statuses.get(&one.id).map(String::as_str))
            .collect();
        let mut named: BTreeSet<&str> = BTreeSet::from(["Priority"]);
        for (cell, column) in row.cells.iter().zip(&glance.columns).skip(1) {
            let status = Status::ALL.iter().find(|status| status.word() == column.header);
            let counted = match (status, column.header.as_str()) {
                (Some(status), _) => here.iter().filter(|one| **one == status.name()).count(),
                // A symbol in its place.
                (None, "Not shown") => here.iter().filter(|one| one.starts_with('[')).count(),
                (None, "Measures") => here.len(),
                (None, other) => panic!("`{other}` is no status"),
            };
            assert_eq!(cell.text, counted.to_string(), "{}, {label}, {}", pack.about.id, column.header);
            named.insert(&column.header);
            all += if column.header == "Measures" { counted } else { 0 };
        }
        // A status that no measure has gets no column.
        let had = |status: &Status| statuses.values().any(|one| one == status.name());
        assert!(Status::ALL.iter().all(|status| !had(status) || named.contains(status.word())), "{named:?}");
    }
    all
}

#[test]
fn every_figure_stands_beside_the_period_before_and_a_year_ago() {
    let (_, pack) = example();
    let row = &sheet_rows(pack, "Scorecard")[0];
    let columns = ["Q4 2018-19", "Q3 2018-19", "Q4 2017-18", "Change in a year", "Change in a period"];
    for column in columns.into_iter().chain(["Change since the strategy began"]) {
        assert!(row.contains_key(column), "{column}: {row:?}");
    }
}

#[test]
fn months_are_watched_of_what_happens_in_a_period_alone() {
    let (_, pack) = example();
    let catalogue = Catalogue::built_in().expect("the built-in files");
    let watched: BTreeSet<String> =
        sheet_rows(pack, "Months").into_iter().map(|row| row["Measure"].clone()).collect();
    assert!(watched.len() > 10, "{watched:?}");
    for measure in catalogue.measures().filter(|one| watched.contains(&one.title)) {
        assert_eq!(measure.rows.basis, Basis::InPeriod, "{}", measure.id);
    }
}

#[test]
fn a_status_is_the_same_wherever_it_stands_and_has_its_reason() {
    let (_, pack) = example();
    let reasons = sheet_rows(pack, "Reasons");
    for row in sheet_rows(pack, "Scorecard") {
        let first = reasons.iter().find(|one| one["Measure"] == row["Measure"]).expect("a reason");
        assert_eq!(first["What is said"], row["Status"], "{}", row["Measure"]);
        assert!(first["In sentences"].ends_with('.'), "{}", first["In sentences"]);
        for table in tables(pack) {
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

/// The line, bar and band charts of the document.
fn charts(pack: &Pack) -> Vec<&boardpack::chart::Chart> {
    pack.leaves()
        .filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
        .collect()
}

#[test]
fn others_stand_on_the_chart_at_the_ends_of_their_years() {
    let (_, pack) = example();
    let charts = charts(pack);
    let of = |id: &str| *charts.iter().find(|chart| chart.id == id).expect("a chart");
    // Published by March 2019: 2016, 2017 and 2018, of which each stands at a year's last quarter.
    let chart = of("placed-over-20-miles");
    for one in &chart.benchmarks {
        let at: Vec<&str> = one.points.iter().map(|(index, _)| chart.periods[*index].as_str()).collect();
        assert_eq!(at, ["Q4 2015-16", "Q4 2016-17", "Q4 2017-18"]);
    }
    let labels: Vec<&str> = chart.benchmarks.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["England 15% (2018)", "Neighbours' mean 22.3% (2018)", "London 19% (2018)"]);
    let england = &chart.benchmarks[0].points;
    assert!((england[2].1 - 0.15).abs() < 1e-9, "{england:?}");
    let said = "England 15% (2018), Neighbours' mean 22.3% (2018), London 19% (2018), a point a year.";
    assert!(chart.alt.contains(said), "{}", chart.alt);
    // No like figure is published of life story records.
    assert_eq!(of("life-story-record").benchmarks, Vec::new());
}

#[test]
fn a_count_of_the_year_so_far_is_drawn_as_bars_that_start_anew() {
    let (_, pack) = example();
    let chart = *charts(pack).iter().find(|chart| chart.id == "suspensions").expect("a chart");
    assert_eq!(chart.kind, ChartKind::Bars, "a line would fall each September");
    assert_eq!(chart.title, "Number of suspensions (it starts anew each 1 September)");
    assert!(chart.alt.ends_with(" It starts anew each 1 September."), "{}", chart.alt);
    let sheets = pack.book.sheets.iter().filter_map(|sheet| match &sheet.body {
        SheetBody::Table { charts, .. } => Some((sheet, charts)),
        SheetBody::Cover(_) => None,
    });
    let native: Vec<_> =
        sheets.filter(|(_, charts)| charts.iter().any(|one| one.chart.id == "suspensions")).collect();
    assert!(!native.is_empty());
    for (sheet, charts) in native {
        assert!(charts.iter().all(|one| one.chart.id != "suspensions" || one.chart.kind == ChartKind::Bars));
        let note = "Suspensions from school (fixed-period exclusions): starts anew each 1 September.";
        assert!(sheet.notes.iter().any(|one| one == note), "{:?}", sheet.notes);
    }
}

#[test]
fn a_break_in_a_series_is_marked_where_its_figures_stand() {
    let (_, pack) = example();
    let chart = *charts(pack).iter().find(|chart| chart.id == "allocated-personal-adviser").expect("a chart");
    let starts: Vec<&str> = chart.breaks.iter().map(|at| chart.periods[*at].as_str()).collect();
    assert_eq!(starts, ["Q1 2018-19"]);
    assert!(chart.title.contains("break before Q1 2018-19"), "{}", chart.title);
    assert!(chart.alt.contains("A break in the series: not comparable before Q1 2018-19."), "{}", chart.alt);
    // What has not changed has no mark.
    let others = charts(pack).into_iter().filter(|chart| chart.id == "placed-over-20-miles");
    assert!(others.into_iter().all(|chart| chart.breaks.is_empty()));
    for table in tables(pack).iter().filter(|table| table.caption.ends_with(": the numbers")) {
        let marked = table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text.ends_with(" [b]"));
        let told =
            table.notes.iter().any(|note| note.starts_with("[b]: a break in the series on 1 April 2018."));
        assert_eq!(marked, told, "{}: {:?}", table.caption, table.notes);
    }
    let card = "in Q1 2018-19 [b], 220 (86%) in Q4 2017-18. [b]: A break on 1 April 2018, before which figures do not compare: since the Children and Social Work Act 2017";
    assert!(
        pack.leaves().any(|block| format!("{block:?}").contains(card)),
        "no card has the mark and its key"
    );
    let symbols = tables(pack).into_iter().find(|table| table.caption == "Symbols in place of a figure");
    let symbols = symbols.expect("the symbols");
    assert!(symbols.rows.iter().any(|row| row.cells[0].text == "[b]"), "the symbols leave it out");
    let changes: Vec<String> = sheet_rows(pack, "Tidy data")
        .into_iter()
        .filter(|row| row["measure"] == "allocated-personal-adviser" && row["period"] == "2018-19-Q4")
        .map(|row| row["since_last_year"].clone())
        .collect();
    assert!(changes.iter().any(|change| change == "not-comparable"), "{changes:?}");
    let (handout, _) = handout();
    let words = "We cannot compare this with last year. It has been counted in a new way since April 2018.";
    let said = handout.leaves().any(|block| format!("{block:?}").contains(words));
    assert!(said, "the handout says nothing of the break");
}

#[test]
fn headlines_short_of_their_targets_come_first_and_hidden_ones_last() {
    for pack in std::iter::once(&example().1).chain(other_packs()) {
        let tables = tables(pack);
        let Some(table) = tables.iter().find(|table| table.caption.starts_with("Headline measures")) else {
            continue;
        };
        let at = table.columns.iter().position(|column| column.header == "Status").expect("a column");
        let statuses: Vec<&str> = table.rows.iter().map(|row| row.cells[at].text.as_str()).collect();
        let order = [
            "Off target",
            "Close",
            "On target",
            "Not clear",
            "Not tested",
            "Too few",
            "No target",
            "Not collected",
            "No figure",
        ];
        let ranks: Vec<usize> = statuses
            .iter()
            .map(|one| order.iter().position(|word| word == one).unwrap_or(order.len()))
            .collect();
        assert!(ranks.is_sorted(), "{}: {statuses:?}", pack.about.id);
    }
}

#[test]
fn packs_for_others_name_no_table_of_the_snapshot() {
    let named = |words: &str| {
        words
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|one| ["ssd_", "ext_", "ref_"].iter().any(|start| one.starts_with(start)))
    };
    for pack in other_packs().iter().chain([&handout().0]) {
        for block in pack.leaves() {
            let words = format!("{block:?}");
            // A definition says what it reads.
            assert!(!named(&words) || words.contains("Reads: "), "{}: {words}", pack.about.id);
        }
    }
}

#[test]
fn each_survey_is_one_dot_with_its_range() {
    let (_, pack) = example();
    let chart = *charts(pack).iter().find(|chart| chart.id == "survey-trusted-adult").expect("a chart");
    assert_eq!(chart.kind, ChartKind::Dots);
    let shown: Vec<(&str, &str)> = chart
        .periods
        .iter()
        .zip(&chart.series[0].points)
        .filter(|(_, point)| point.value.is_some())
        .map(|(period, point)| (period.as_str(), point.shown.as_str()))
        .collect();
    assert_eq!(shown, [("Q4 2017-18", "79%"), ("Q4 2018-19", "78%")], "two surveys, whatever the quarters");
    for point in chart.series[0].points.iter().filter(|point| point.value.is_some()) {
        let (lower, upper) = point.range.expect("a range");
        assert!(point.value.is_some_and(|value| lower < value && value < upper), "{point:?}");
    }
    assert!(chart.alt.ends_with(" The latest value's 95% interval: 72% to 83%."), "{}", chart.alt);
}

#[test]
fn rare_events_stand_on_their_days_with_their_numbers_beside_them() {
    let (bytes, pack) = example();
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("written");
    let snapshot = Connection::open(file.path()).expect("the snapshot");
    let place = pack
        .document
        .iter()
        .find_map(|block| match block {
            Block::Together(inner) if inner.iter().any(|one| matches!(one, Block::StripChart(_))) => {
                Some(inner)
            }
            _ => None,
        })
        .expect("a measure of rare events");
    assert!(matches!(&place[0], Block::Heading { text, .. } if text == "Tenancies that broke down"));
    assert!(matches!(place.last(), Some(Block::Table(table)) if table.caption.starts_with("Tenancies")));
    let strips: Vec<&boardpack::chart::StripChart> = place
        .iter()
        .filter_map(|block| match block {
            Block::StripChart(chart) => Some(chart),
            Block::Chart(_) | Block::ControlChart(_) => panic!("its days stand instead"),
            _ => None,
        })
        .collect();
    let [strip] = strips[..] else { panic!("{} strips", strips.len()) };

    // Ended within the 39 months, unplanned, while a care leaver.
    let mut query = snapshot
        .prepare(
            "SELECT tena_end FROM ext_tenancy WHERE tena_end BETWEEN '2016-01-01' AND '2019-03-31'
               AND tena_end_reason <> 'PLANNED' ORDER BY tena_end",
        )
        .expect("plain SQL");
    let expected: Vec<String> =
        query.query_map([], |row| row.get(0)).expect("rows").map(|day| day.expect("a day")).collect();
    let found: Vec<String> = strip
        .strip
        .days()
        .into_iter()
        .flat_map(|day| std::iter::repeat_n(day.date.to_string(), day.events))
        .collect();
    assert_eq!(found, expected);
    let days: Vec<_> = expected.iter().map(|day| parse_iso(day).expect("a day")).collect();
    let longest = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).max().expect("two");
    let since = (parse_iso("2019-03-31").expect("a day") - days[days.len() - 1]).num_days();
    assert_eq!(
        strip.alt,
        format!(
            "Event strip, Tenancies that broke down, 1 January 2016 to 31 March 2019. {} events. Longest time between two: {longest} days. {since} days since the last.",
            expected.len(),
        )
    );
    // The months on the sheet beside it hold as many.
    let rows = sheet_rows(pack, "Months");
    let months = rows.iter().filter(|row| row["Measure"] == "Tenancies that broke down");
    let sum: f64 = months.map(|row| row["Value, a share in percent"].parse::<f64>().expect("a number")).sum();
    assert!((sum - f64::from(u32::try_from(expected.len()).expect("few"))).abs() < 1e-9, "{sum}");
    let page = documents()[0].page();
    assert!(page.contains(&strip.alt), "the web page tells it too");
}
