//! Health, care leavers and missing children.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::calendar::Date;
use boardpack::snapshot::CareLeaverStatus;

use super::counting::*;

#[test]
fn health_outcomes_are_the_published_ones() {
    for seed in SEEDS {
        let tables = whole(seed);
        let children = children(tables);
        let by_id: BTreeMap<&str, &Child<'_>> = children.iter().map(|child| (child.id, child)).collect();
        let published = [
            (2016, [None, None, None, Some(7), Some(4)], 141),
            (2017, [None, None, None, Some(7), Some(4)], 137),
            (2018, [Some(95), Some(88), Some(96), Some(13), Some(9)], 167),
            (2019, [Some(91), Some(91), Some(87), Some(12), Some(4)], 134),
        ];
        for (ending, shares, tenths) in published {
            let (from, to) = year(ending);
            let rows: Vec<_> = tables.year_outcomes.iter().filter(|row| row.year_end == to).collect();
            let cohort: BTreeSet<&str> =
                children.iter().filter(|child| child.continuously(from, to)).map(|child| child.id).collect();
            assert_eq!(rows.iter().map(|row| row.person.as_str()).collect::<BTreeSet<_>>(), cohort);
            assert_eq!(rows.len(), cohort.len());
            let flags = [
                rows.iter().map(|row| row.health_assessment).collect::<Vec<_>>(),
                rows.iter().map(|row| row.dental_check).collect(),
                rows.iter().map(|row| row.immunisations).collect(),
                rows.iter().map(|row| row.substance_misuse).collect(),
                rows.iter().map(|row| row.convicted).collect(),
            ];
            for (flag, share) in flags.iter().zip(shares) {
                let (yes, known) =
                    (flag.iter().filter(|f| **f == Some(true)).count(), flag.iter().flatten().count());
                if let Some(share) = share {
                    assert_eq!(
                        per_cent(yes, rows.len()),
                        share,
                        "seed {seed}, {ending}: {yes} of {}",
                        rows.len()
                    );
                    assert_eq!(per_cent(yes, known), share, "seed {seed}, {ending}: {yes} of {known}");
                }
            }
            let aged = |row: &str| years_old(by_id[row].born, to);
            let scores: Vec<i64> = rows
                .iter()
                .filter(|row| (5..=16).contains(&aged(&row.person)))
                .filter_map(|row| row.sdq_score)
                .collect();
            let (sum, number) = (scores.iter().sum::<i64>(), i64::try_from(scores.len()).expect("few"));
            assert_eq!((20 * sum + number) / (2 * number), tenths, "seed {seed}, {ending}");
            assert!(rows.iter().all(|row| row.sdq_score.is_none() || (4..=16).contains(&aged(&row.person))));
            let small: Vec<_> = rows.iter().filter_map(|row| row.development_check).collect();
            assert!(rows.iter().all(|row| row.development_check.is_some() == (aged(&row.person) < 5)));
            let checked = per_cent(small.iter().filter(|yes| **yes).count(), small.len());
            assert!((65..=100).contains(&checked), "seed {seed}, {ending}: {checked}% of {}", small.len());
        }
    }
}

#[test]
fn care_leavers_are_the_published_ones() {
    for seed in SEEDS {
        let tables = whole(seed);
        let children = children(tables);
        let published = [
            (2016, 165, [42, 70, 13]),
            (2017, 150, [46, 74, 16]),
            (2018, 153, [46, 75, 16]),
            (2019, 149, [45, 81, 13]),
        ];
        for (ending, number, [active, suitable, lost]) in published {
            let (from, to) = year(ending);
            let mut due: BTreeSet<(&str, Date)> = BTreeSet::new();
            for child in &children {
                for age in 19..=21 {
                    let birthday = child.birthday(age);
                    if (from..=to).contains(&birthday) && child.entitled(child.birthday(18)) {
                        due.insert((child.id, birthday));
                    }
                }
            }
            let rows: Vec<&CareLeaverStatus> = tables
                .care_leaver_statuses
                .iter()
                .filter(|row| due.contains(&(row.person.as_str(), row.observed)))
                .collect();
            assert_eq!((due.len(), rows.len()), (number, number), "seed {seed}, {ending}");
            let doing = |codes: &[&str]| {
                rows.iter().filter(|row| codes.contains(&row.activity.as_deref().unwrap_or("0"))).count()
            };
            let share = |part: usize| per_cent(part, rows.len());
            let label = format!("seed {seed}, {ending}");
            assert_eq!(share(doing(&["F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5"])), active, "{label}");
            let (higher, neither) = (share(doing(&["F1", "P1"])), share(doing(&["G4", "G5", "G6"])));
            match ending {
                2017 => assert_eq!((higher, neither), (6, 33), "{label}"),
                2018 => assert_eq!((higher, neither), (7, 35), "{label}"),
                2019 => assert_eq!((higher, neither), (11, 39), "{label}"),
                _ => {}
            }
            let good = rows.iter().filter(|row| row.suitable == Some(true)).count();
            let here =
                rows.iter().filter(|row| !matches!(row.accommodation.as_deref(), Some("G" | "H" | "R")));
            assert_eq!(per_cent(good, here.count()), suitable, "{label}");
            assert_eq!(share(good), suitable, "{label}");
            let out = rows.iter().filter(|row| row.in_touch.as_deref() == Some("NO")).count();
            assert_eq!(share(out), lost, "{label}");
        }
        for row in &tables.care_leaver_statuses {
            let home = row.accommodation.as_deref();
            assert!(!matches!(home, Some("S" | "X")) || row.suitable == Some(false), "{row:?}");
            let child = children.iter().find(|child| child.id == row.person).expect("a person");
            let age = years_old(child.born, row.observed);
            // What lies between birthdays is told apart by its id, and is never on one.
            assert_eq!(row.observed == child.birthday(age), !row.id.contains("-O"), "{row:?}");
            assert!(age > 17 || home != Some("Z"), "staying put starts at 18");
        }
    }
}

#[test]
fn children_go_missing_as_often_as_published() {
    for seed in SEEDS {
        let tables = whole(seed);
        let children = children(tables);
        for (ending, missing, away) in [(2016, 9, 9), (2017, 13, 11), (2018, 14, 7), (2019, 14, 9)] {
            let (from, to) = year(ending);
            let in_care: BTreeSet<&str> = children
                .iter()
                .filter(|child| {
                    child
                        .episodes
                        .iter()
                        .any(|e| !e.short_break() && e.start <= to && e.end.is_none_or(|end| end > from))
                })
                .map(|child| child.id)
                .collect();
            let rows: Vec<_> = tables
                .missing_episodes
                .iter()
                .filter(|row| row.start <= to && row.end.is_none_or(|end| end >= from))
                .collect();
            let share = |kind: &str| {
                let who: BTreeSet<&str> =
                    rows.iter().filter(|row| row.kind == kind).map(|row| row.person.as_str()).collect();
                per_cent(who.intersection(&in_care).count(), in_care.len())
            };
            assert_eq!((share("M"), share("A")), (missing, away), "seed {seed}, {ending}");
            let mut often: BTreeMap<&str, usize> = BTreeMap::new();
            for row in rows.iter().filter(|row| row.kind == "M") {
                *often.entry(&row.person).or_default() += 1;
            }
            let mut numbers: Vec<usize> = often.into_values().collect();
            numbers.sort_unstable();
            let top: usize = numbers.iter().rev().take(numbers.len().div_ceil(5)).sum();
            assert!(top * 5 > 2 * numbers.iter().sum::<usize>(), "few children make many of the episodes");
        }
        let open = tables.missing_episodes.iter().filter(|row| row.end.is_none()).count();
        assert!((1..=5).contains(&open), "seed {seed}: {open} not back yet");
        let offered: Vec<bool> = tables
            .missing_episodes
            .iter()
            .filter_map(|row| row.interview_offered.as_deref())
            .map(|y| y == "Y")
            .collect();
        let yes = offered.iter().filter(|yes| **yes).count();
        assert!((85..=91).contains(&per_cent(yes, offered.len())), "{yes} of {}", offered.len());
        let taken =
            tables.missing_episodes.iter().filter(|row| row.interview_accepted.as_deref() == Some("Y"));
        assert!((55..=65).contains(&per_cent(taken.count(), yes)));
        for row in &tables.missing_episodes {
            let child = children.iter().find(|child| child.id == row.person).expect("a person");
            assert!(child.now(row.start).is_some(), "{}: missing on {}, not in care", row.person, row.start);
        }
    }
}
