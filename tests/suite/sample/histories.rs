//! Periods of care: that they reconcile, keep the rules, and look like those of a council.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::calendar::{Date, working_days_between};
use boardpack::snapshot::sample::DEFAULT_SEED;

use super::counting::*;

#[test]
fn stock_and_flow_of_periods_of_care_reconcile_day_by_day() {
    let tables = whole(DEFAULT_SEED);
    let children = children(tables);
    let mut change: BTreeMap<Date, i64> = BTreeMap::new();
    for child in &children {
        for e in child.episodes.iter().filter(|e| !e.short_break()) {
            if e.reason == "S" {
                *change.entry(e.start).or_default() += 1;
            }
            if let Some(end) = e.end.filter(|_| e.end_reason != Some("X1")) {
                *change.entry(end).or_default() -= 1;
            }
        }
    }
    let first = day(2012, 3, 31);
    let mut stock: i64 = change.range(..=first).map(|(_, change)| change).sum();
    assert_eq!(stock, 262);
    for today in first.iter_days().skip(1).take_while(|today| *today <= day(2019, 3, 31)) {
        stock += change.get(&today).copied().unwrap_or(0);
        let counted = children.iter().filter(|child| child.now(today).is_some()).count();
        assert_eq!(i64::try_from(counted), Ok(stock), "{today}");
    }
}

#[test]
fn children_start_and_cease_all_year_round() {
    let tables = whole(DEFAULT_SEED);
    let children = children(tables);
    let mut first = day(2015, 4, 1);
    let (mut summer, mut all) = (0, 0);
    while first < day(2019, 4, 1) {
        let last = months(first, 1).pred_opt().expect("a day");
        let stock = looked_after(&children, first).len();
        let start: usize = children.iter().map(|child| child.started(first, last)).sum();
        let end: usize = children.iter().map(|child| child.ceased(first, last).len()).sum();
        for (what, number) in [("start", start), ("cease", end)] {
            let share = 1000 * number / stock;
            assert!((10..65).contains(&share), "{number} of {stock} {what} in the month from {first}");
        }
        if matches!(first.format("%m").to_string().as_str(), "06" | "07" | "08") {
            summer += start;
        }
        all += start;
        first = months(first, 1);
    }
    assert!(summer * 4 > all, "{summer} of {all} start in summer");
}

#[test]
fn histories_keep_the_rules_of_a_period_of_care() {
    for seed in SEEDS {
        let tables = whole(seed);
        for child in children(tables) {
            let mut open = false;
            let mut before: Option<&Episode<'_>> = None;
            for e in &child.episodes {
                let (id, start) = (child.id, e.start);
                assert!(e.start >= child.born, "{id} {start}: before birth");
                assert!(e.end.is_none_or(|end| end >= e.start), "{id} {start}: ends before it starts");
                assert!(e.end.is_none_or(|end| end <= child.birthday(18)), "{id} {start}: at 18");
                assert_eq!(e.end.is_none(), e.end_reason.is_none(), "{id} {start}");
                assert_eq!(e.reason == "S", !open, "{id} {start}: one period after the other");
                if let Some(before) = before {
                    if open {
                        assert_eq!(before.end, Some(e.start), "{id} {start}: a gap");
                        let moved = before.home.id != e.home.id;
                        assert_eq!(moved, matches!(e.reason, "P" | "B" | "T" | "U"), "{id} {start}");
                        let court = before.legal != e.legal;
                        assert_eq!(court, matches!(e.reason, "L" | "B" | "U"), "{id} {start}");
                    } else {
                        assert!(before.end.is_some_and(|end| end < e.start), "{id} {start}: overlaps");
                    }
                }
                assert!(
                    e.home.start <= e.start
                        && (e.home.end == e.end
                            || e.home.end.is_none_or(|end| e.end.is_some_and(|day| day <= end))),
                    "{id} {start}: outside its placement"
                );
                if e.place.outside_borough == Some(false) {
                    assert!(e.home.distance.is_none_or(|miles| miles <= 20.0), "{id} {start}");
                }
                open = e.end_reason == Some("X1");
                before = Some(e);
            }
            assert!(!open, "{}: X1 and no episode after it", child.id);
            // An open child is not yet 18.
            let is_open = child.episodes.iter().any(|e| e.end.is_none());
            assert!(!is_open || child.birthday(18) > day(2019, 3, 31), "{}: looked after at 18", child.id);
        }
    }
}

#[test]
fn every_kind_of_history_is_there() {
    let tables = whole(DEFAULT_SEED);
    let children = children(tables);
    let episodes = || children.iter().flat_map(|child| &child.episodes);
    let reasons: BTreeSet<&str> = episodes().map(|e| e.reason).collect();
    assert_eq!(reasons, BTreeSet::from(["B", "L", "P", "S", "T", "U"]));
    for kind in ["U1", "U3", "U4", "U5", "U6", "A5", "A6", "H5", "K1", "K2", "P1", "P2", "R5", "T1", "T3"] {
        assert!(episodes().any(|e| e.home.kind == kind), "no placement {kind}");
    }
    assert!(!episodes().any(|e| e.home.kind == "K3"), "supported accommodation is registered from 2023 only");
    for code in ["V2", "C1", "C2", "E1", "V3", "V4", "L1", "L2", "J1"] {
        assert!(episodes().any(|e| e.legal == code), "no legal status {code}");
    }
    for code in ["E11", "E12", "E4A", "E4B", "E5", "E6", "E17", "E13", "E41", "E45", "E46", "E43"] {
        assert!(episodes().any(|e| e.end_reason == Some(code)), "nobody ceased with {code}");
    }
    assert!(children.iter().any(|c| c.since(day(2018, 3, 31)).is_some_and(|since| since < day(2008, 1, 1))));
    let short = |today: Date| episodes().filter(|e| e.short_break() && e.holds(today)).count();
    for today in [day(2016, 3, 31), day(2017, 9, 30), day(2019, 3, 31)] {
        assert!((11..=18).contains(&short(today)), "{} short breaks on {today}", short(today));
    }
    for ending in 2016..=2019 {
        let (_, to) = year(ending);
        let now: Vec<&Episode<'_>> = children.iter().filter_map(|child| child.now(to)).collect();
        let foster: Vec<_> = now.iter().filter(|e| e.home.kind.starts_with('U')).collect();
        let own = foster.iter().filter(|e| e.home.provider.as_deref() == Some("PR1")).count();
        assert!(
            (44..=62).contains(&per_cent(own, foster.len())),
            "own foster homes {own} of {}",
            foster.len()
        );
        assert!((65..=82).contains(&per_cent(foster.len(), now.len())), "foster homes {}", foster.len());
        assert!(now.iter().any(|e| e.home.kind.starts_with('A')), "nobody placed for adoption");
        assert!(now.iter().all(|e| !e.temporary()));
    }
}

#[test]
fn most_reviews_are_on_time() {
    let tables = whole(DEFAULT_SEED);
    let children = children(tables);
    let (mut on_time, mut all, mut views, mut older) = (0, 0, 0, 0);
    for child in &children {
        let mut held: Vec<Date> = tables
            .reviews
            .iter()
            .filter(|row| row.person == child.id && row.cancelled.as_deref() != Some("Y"))
            .map(|row| row.held)
            .collect();
        held.sort_unstable();
        for row in tables.reviews.iter().filter(|row| row.person == child.id) {
            assert!(child.now(row.held).is_some(), "{}: reviewed on {}, not in care", child.id, row.held);
            let Some(code) = row.participation.as_deref() else { continue };
            assert_eq!(code == "PN0", years_old(child.born, row.held) < 4, "{}", row.id);
            if code != "PN0" {
                older += 1;
                views += usize::from(!matches!(code, "PN4" | "PN7"));
            }
        }
        for start in
            child.episodes.iter().filter(|e| e.reason == "S" && e.start >= day(2015, 4, 1)).map(|e| e.start)
        {
            let mine: Vec<Date> = held.iter().copied().filter(|day| *day >= start).take(3).collect();
            if let Some(first) = mine.first() {
                all += 1;
                on_time += usize::from(working_days_between(start, *first).is_ok_and(|days| days <= 21));
            }
            for (pair, limit) in mine.windows(2).zip([3, 6]) {
                all += 1;
                on_time += usize::from(pair[1] <= months(pair[0], limit));
            }
        }
    }
    assert!((90..=96).contains(&per_cent(on_time, all)), "{on_time} of {all} reviews on time");
    assert!((84..=95).contains(&per_cent(views, older)), "{views} of {older} gave their views");
    let cancelled = tables.reviews.iter().filter(|row| row.cancelled.is_some()).count();
    assert!((1..=4).contains(&per_cent(cancelled, tables.reviews.len())), "{cancelled} cancelled");
}

#[test]
fn quarters_between_the_year_ends_are_in_line_with_them() {
    // Moves drawn year by year must not show as a season in a count over any twelve months.
    let tables = whole(DEFAULT_SEED);
    let children = children(tables);
    for quarter in 0..13 {
        let to = months(day(2016, 4, 1), 3 * quarter).pred_opt().expect("a day");
        let from = months(to.succ_opt().expect("a day"), -12);
        let stock = looked_after(&children, to);
        let many = stock.iter().filter(|child| child.placements(from, to) >= 3).count();
        assert!((24..=50).contains(&many), "{many} with three or more placements by {to}");
        let now = stock.iter().filter_map(|child| child.now(to));
        let away = now.filter(|e| e.home.distance.is_some_and(|miles| miles > 20.0)).count();
        assert!((13..=25).contains(&per_cent(away, stock.len())), "{away} far away on {to}");
        let boys = stock.iter().filter(|child| child.male).count();
        assert!((55..=63).contains(&per_cent(boys, stock.len())), "{boys} boys on {to}");
    }
}
