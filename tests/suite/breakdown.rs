//! Figures by groups of children and young people: plain loops beside the SQL, sums that hold, and what is published.

mod published;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use boardpack::breakdown::{Breakdown, Groups, SplitBy, Whom};
use boardpack::calendar::{Date, LeapBirthday, Period, age, parse_iso};
use boardpack::compute::{NoSplit, Split, Tally, Value, membership_on, split};
use boardpack::snapshot::Tables;
use pretty_assertions::assert_eq;

use super::cli::Case;
use super::pack::{Made, made};

fn quarter() -> Period {
    "2018-19-Q4".parse().expect("a period")
}

/// Every figure of the quarter by everything that it can be broken down by.
fn splits() -> &'static [Split] {
    static SPLITS: LazyLock<Vec<Split>> = LazyLock::new(|| every_split(made()));
    &SPLITS
}

fn every_split(made: &Made) -> Vec<Split> {
    let wanted: Vec<SplitBy> = made
        .workspace
        .catalogue
        .measures()
        .flat_map(|measure| {
            Breakdown::ALL.into_iter().filter(|(_, by)| by.takes(measure)).map(|(_, by)| SplitBy {
                measure: measure.id.clone(),
                period: quarter(),
                breakdown: by,
            })
        })
        .collect();
    split(&made.workspace.catalogue, &made.measured, &wanted, &made.image).expect("groups")
}

#[test]
fn the_groups_add_up_to_the_figure_whatever_it_is() {
    let made = made();
    let (mut checked, mut without) = (0, 0);
    for one in splits() {
        let by = &one.by;
        let whole = made.measured.figure(&by.measure, by.period).expect("measured");
        let groups = match &one.groups {
            Ok(groups) => groups,
            Err(NoSplit::NotOfPeople) => {
                without += 1;
                continue;
            }
            Err(why) => panic!("{by:?}: {}", why.words()),
        };
        let sum = |part: fn(&Tally) -> u64| groups.iter().map(|group| part(&group.tally)).sum::<u64>();
        assert_eq!(
            Tally {
                met: sum(|one| one.met),
                not_met: sum(|one| one.not_met),
                missing: sum(|one| one.missing),
                not_known: sum(|one| one.not_known),
                not_due: sum(|one| one.not_due),
                not_applicable: sum(|one| one.not_applicable),
            },
            whole.tally,
            "{by:?}"
        );
        let pair = |value: &Value| match value {
            Value::Share { met, of } => (*met, *of),
            Value::Count { count, .. } => (*count, 0),
            Value::Mean { sum, of } => (sum.unsigned_abs(), *of),
            Value::Median { of, .. } | Value::Parts { of, .. } => (0, *of),
        };
        let (met, of) =
            groups.iter().map(|group| pair(&group.value)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        assert_eq!((met, of), pair(whole.value.as_ref().expect("a value")), "{by:?}");
        checked += 1;
    }
    assert!(checked > 700 && without > 50, "{checked} broken down, {without} not of people");
}

/// The open spell of a list on a day.
fn is_open(start: Date, end: Option<Date>, day: Date) -> bool {
    start <= day && end.is_none_or(|end| end > day)
}

/// The group of a person by plain loops over the snapshot's rows; `None`: the last of all.
fn group_of(tables: &Tables, by: Breakdown, whom: Whom, person: &str, day: Date) -> Option<String> {
    let own = tables.persons.iter().find(|one| one.id == person)?;
    let code = |code: &str| Some(code.to_owned());
    let placement = || {
        let mut open: Vec<_> = tables
            .episodes
            .iter()
            .filter(|one| one.person == person && is_open(one.start, one.end, day))
            .filter(|one| {
                let legal = one.legal_status.as_ref();
                let status = tables.legal_statuses.iter().find(|status| Some(&status.id) == legal);
                !status.is_some_and(|status| matches!(status.code.as_str(), "V3" | "V4"))
            })
            .collect();
        open.sort_by_key(|one| (one.start, one.end.unwrap_or(Date::MAX), one.id.clone()));
        open.last().map(|one| tables.placements.iter().find(|home| Some(&home.id) == one.placement.as_ref()))
    };
    match by {
        Breakdown::Age => {
            let years = age(own.born?, day, LeapBirthday::default())?;
            code(match (whom, years) {
                (Whom::Children, 0) => "under-1",
                (Whom::Children, 1..=4) => "1-to-4",
                (Whom::Children, 5..=9) => "5-to-9",
                (Whom::Children, 10..=15) => "10-to-15",
                (Whom::Children, _) => "16-and-over",
                (Whom::CareLeavers, ..=17) => "under-18",
                (Whom::CareLeavers, 18..=20) => "18-to-20",
                (Whom::CareLeavers, _) => "21-and-over",
            })
        }
        Breakdown::Sex => match own.sex.as_deref() {
            Some("F") => code("female"),
            Some("M") => code("male"),
            _ => None,
        },
        Breakdown::Ethnicity => match own.ethnicity.as_deref()? {
            "WBRI" | "WIRI" | "WOTH" | "WIRT" | "WROM" => code("white"),
            "MWBC" | "MWBA" | "MWAS" | "MOTH" => code("mixed"),
            "AIND" | "APKN" | "ABAN" | "AOTH" | "CHNE" => code("asian"),
            "BCRB" | "BAFR" | "BOTH" => code("black"),
            "OOTH" => code("other"),
            _ => None,
        },
        Breakdown::AsylumSeeking => {
            let adult = own.born.and_then(|born| born.checked_add_months(chrono::Months::new(18 * 12)));
            let mut spells =
                tables.immigration_statuses.iter().filter(|one| one.person == person && one.status == "UASC");
            spells
                .any(|one| {
                    one.start.is_none_or(|start| start <= day)
                        && one.end.is_none_or(|end| end > day || adult.is_some_and(|adult| end >= adult))
                })
                .then(|| "yes".to_owned())
        }
        Breakdown::Disability => {
            let codes: Vec<&str> = tables
                .workers
                .disabilities
                .iter()
                .filter(|one| one.person == person)
                .map(|one| one.code.as_str())
                .collect();
            let one = codes.iter().any(|code| *code != "NONE");
            if codes.is_empty() { None } else { code(if one { "yes" } else { "no" }) }
        }
        Breakdown::YouthJustice => {
            let mut spells = tables.workers.youth_justice.iter().filter(|one| one.person == person);
            spells.any(|one| is_open(one.start, one.end, day)).then(|| "yes".to_owned())
        }
        Breakdown::YoungParents => {
            let mut spells = tables.wellbeing.parent_statuses.iter().filter(|one| one.person == person);
            spells
                .any(|one| one.status == "PARENT" && is_open(one.start, one.end, day))
                .then(|| "yes".to_owned())
        }
        Breakdown::Placement => code(match placement() {
            None => "left",
            Some(home) => match home?.kind.as_str() {
                "U1" | "U2" | "U3" => "relative-or-friend",
                "U4" | "U5" | "U6" => "foster",
                "K1" | "K2" | "R1" | "R2" | "R3" | "R5" | "S1" => "childrens-home",
                "H5" | "K3" | "P2" => "semi-independent",
                "P1" => "parents",
                "A3" | "A4" | "A5" | "A6" => "adoption",
                _ => "other",
            },
        }),
        Breakdown::Provider => code(match placement() {
            None => "left",
            Some(home) => match home?.provider.as_deref()? {
                "PR0" => "parents",
                "PR1" => "own",
                "PR2" => "other-council",
                "PR3" => "other-public",
                "PR4" => "private",
                _ => "voluntary",
            },
        }),
        Breakdown::Team => {
            let role = if whom == Whom::Children { "SW" } else { "PA" };
            let mut open: Vec<_> = tables
                .workers
                .involvements
                .iter()
                .filter(|one| one.person == person && one.role == role && is_open(one.start, one.end, day))
                .collect();
            open.sort_by_key(|one| (one.start, one.id.clone()));
            let last = open.last()?;
            let department = || {
                let worker = last.professional.as_ref()?;
                tables.workers.professionals.iter().find(|one| one.id == *worker)?.team.clone()
            };
            Some(last.team.clone().or_else(department)?.to_lowercase().replace(' ', "-"))
        }
    }
}

#[test]
fn plain_loops_put_everybody_into_the_same_group() {
    let made = made();
    let day = parse_iso("2019-03-31").expect("a day");
    for (measure, whom) in [
        ("children-looked-after-number", Whom::Children),
        ("pathway-plan-reviewed-on-time", Whom::CareLeavers),
        // They began to be looked after in the quarter: some have left by its end.
        ("children-started", Whom::Children),
    ] {
        let people: Vec<&str> = made
            .measured
            .outcomes(measure, quarter())
            .iter()
            .map(|one| one.person.as_deref().expect("a person"))
            .collect();
        assert!(people.len() > 20, "{measure}: {}", people.len());
        for (name, by) in Breakdown::ALL {
            let members = membership_on(by, whom, day, &made.image).expect("groups");
            let last = match by.groups(whom) {
                Groups::Fixed(groups) => groups.last().expect("groups").code,
                Groups::Named(last) => last.code,
            };
            let mut found: BTreeMap<&str, usize> = BTreeMap::new();
            for person in &people {
                let group = &members.groups()[members.of(person)].0;
                let plain = group_of(made.tables, by, whom, person, day).unwrap_or_else(|| last.to_owned());
                assert_eq!(*group, plain, "{person} by {name} in {measure}");
                *found.entry(group).or_default() += 1;
            }
            // On that day no child looked after is a parent, and few began to be looked after.
            let may_be_one = by == Breakdown::YoungParents || measure == "children-started";
            assert!(found.len() > 1 || may_be_one, "{measure} by {name}: {found:?}");
        }
    }
}

#[test]
fn groups_of_the_example_are_the_published_numbers_and_those_of_the_measures() {
    let made = made();
    let all = splits();
    let group = |measure: &str, by: Breakdown, code: &str| {
        let one =
            all.iter().find(|one| one.by.measure == measure && one.by.breakdown == by).expect("a split");
        let groups = one.groups.as_ref().expect("groups");
        groups.iter().find(|group| group.code == code).map(|group| group.tally.met).expect("a group")
    };
    let children = "children-looked-after-number";
    let number = |measure: &str| made.measured.figure(measure, quarter()).expect("a figure").tally.met;
    // Bromley at 31 March 2019: 59% of children looked after were male.
    assert_eq!(100 * group(children, Breakdown::Sex, "male") / number(children), 58, "205 of 348");
    assert_eq!(
        group(children, Breakdown::AsylumSeeking, "yes"),
        number("unaccompanied-asylum-seeking-children")
    );
    assert_eq!(group(children, Breakdown::YouthJustice, "yes"), number("known-to-youth-offending-service"));
    assert_eq!(group(children, Breakdown::YoungParents, "yes"), number("looked-after-parents"));
    assert_eq!(group("care-leavers-number", Breakdown::YoungParents, "yes"), number("care-leaver-parents"));
}

#[test]
fn a_table_without_rows_is_named_and_answers_to_surveys_have_no_groups() {
    let no = NoSplit::NotCollected(vec!["ssd_disability".to_owned()]);
    assert_eq!(no.words(), "not collected: needs ssd_disability");
    let catalogue = &made().workspace.catalogue;
    for (_, by) in Breakdown::ALL {
        assert!(!by.takes(catalogue.get("survey-listened-to").expect("a measure")));
        assert!(!by.takes(catalogue.get("placements-to-date").expect("a measure")), "it has parts already");
    }
}

#[test]
fn values_by_group_stand_under_the_whole() {
    Case::new()
        .args(["values", "--snapshot", "SAMPLE", "--measure", "three-or-more-placements"])
        .args(["--period", "2018-19-Q4", "--breakdown", "sex"])
        .stdout(
            " measure                   period      breakdown  group         category  numerator  denominator  missing  shown
 three-or-more-placements  2018-19-Q4  -          -             -                33          348        0  33 of 348, 9%
 three-or-more-placements  2018-19-Q4  sex        female        -                15          143        0  15 of 143, 10%
 three-or-more-placements  2018-19-Q4  sex        male          -                18          205        0  18 of 205, 9%
 three-or-more-placements  2018-19-Q4  sex        not-recorded  -                 0            0        0  nobody

From SAMPLE, as at 31 March 2019.
",
        )
        .run();
}

#[test]
fn team_and_provider_are_for_the_internal_profile_alone() {
    for name in ["team", "provider"] {
        Case::new()
            .args(["values", "--snapshot", "SAMPLE", "--measure", "three-or-more-placements"])
            .args(["--period", "2018-19-Q4", "--breakdown", name, "--profile", "partners"])
            .exit(4)
            .stderr(format!(
                "error: the breakdown by {name} is for the internal profile alone, not for partners\n"
            ))
            .run();
    }
}
