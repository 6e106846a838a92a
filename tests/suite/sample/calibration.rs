//! The published figures of stock and flow, and the population behind the rates.

use boardpack::snapshot::Tables;
use boardpack::snapshot::sample::DEFAULT_SEED;

use super::counting::*;

/// Every published count of stock and flow, at a scale.
fn check_counts(tables: &Tables, scale: usize, label: &str) {
    let children = children(tables);
    let published = [
        (2016, [286, 151, 135, 15, 15, 20, 30, 20]),
        (2017, [289, 179, 176, 20, 25, 16, 45, 16]),
        (2018, [310, 161, 148, 14, 11, 24, 35, 22]),
        (2019, [348, 182, 147, 18, 21, 50, 33, 16]),
    ];
    for (ending, [number, started, ceased, adopted, guardianship, seeking, moved, far]) in published {
        let (from, to) = year(ending);
        let stock = looked_after(&children, to);
        let label = format!("{label}, {ending}");
        assert_eq!(stock.len(), number * scale, "looked after, {label}");
        let start = children.iter().filter(|child| child.started(from, to) > 0).count();
        assert_eq!(start, started * scale, "started, {label}");
        let last: Vec<&str> =
            children.iter().filter_map(|child| child.ceased(from, to).last().copied()).collect();
        assert_eq!(last.len(), ceased * scale, "ceased, {label}");
        let because = |codes: &[&str]| last.iter().filter(|code| codes.contains(code)).count();
        assert_eq!(because(&["E11", "E12"]), adopted * scale, "adopted, {label}");
        let guardians = because(&["E43", "E44", "E45", "E46", "E47", "E48"]);
        assert_eq!(guardians, guardianship * scale, "special guardianship, {label}");
        let (planned, unplanned) = (because(&["E4A"]), because(&["E4B"]));
        let shares = [planned, unplanned, planned + unplanned].map(|n| per_cent(n, last.len()));
        match ending {
            2018 => assert_eq!(shares, [20, 9, 29], "returned home, {label}"),
            2019 => assert_eq!(shares, [23, 5, 28], "returned home, {label}"),
            _ => assert!((25..=35).contains(&shares[2]), "returned home {shares:?}, {label}"),
        }
        assert_eq!(asylum(tables, &stock, to), seeking * scale, "asylum-seeking, {label}");
        let many = stock.iter().filter(|child| child.placements(from, to) >= 3).count();
        assert_eq!(many, moved * scale, "three or more placements, {label}");
        let away = stock
            .iter()
            .filter_map(|child| child.now(to))
            .filter(|e| e.place.outside_borough == Some(true) && e.home.distance.is_some_and(|d| d > 20.0))
            .count();
        assert_eq!(per_cent(away, stock.len()), far, "far away, {label}");
        let boys = stock.iter().filter(|child| child.male).count();
        assert_eq!(per_cent(boys, stock.len()), 59, "boys, {label}");
        if ending == 2018 {
            assert_eq!(boys, 183 * scale, "boys, {label}");
        }
    }
    let january = looked_after(&children, day(2018, 1, 31));
    assert_eq!(january.len(), 296 * scale, "January 2018, {label}");
    assert_eq!(
        asylum(tables, &january, day(2018, 1, 31)),
        20 * scale,
        "asylum-seeking, January 2018, {label}"
    );

    for (ending, stable, of) in [(2018, 51, 76), (2019, 47, 82)] {
        let (_, to) = year(ending);
        let long: Vec<&Child<'_>> = looked_after(&children, to)
            .into_iter()
            .filter(|child| years_old(child.born, to) < 16)
            .filter(|child| child.since(to).is_some_and(|since| since <= months(to, -30)))
            .collect();
        assert_eq!(long.len(), of * scale, "long stays, {label}, {ending}");
        let settled = long.iter().filter(|c| c.carer_since(to).is_some_and(|since| since <= months(to, -24)));
        assert_eq!(settled.count(), stable * scale, "stable, {label}, {ending}");
        let adopting = |child: &&&Child<'_>| child.now(to).is_some_and(|e| e.home.kind.starts_with('A'));
        assert_eq!(long.iter().filter(adopting).count(), 0, "no long stay is placed for adoption, {label}");
    }
}

#[test]
fn every_seed_meets_the_published_counts() {
    for seed in SEEDS {
        check_counts(whole(seed), 1, &format!("seed {seed}"));
    }
}

#[test]
fn a_scale_multiplies_every_count() {
    let (tables, _) = drawn(7, day(2019, 3, 31), 3);
    check_counts(&tables, 3, "scale 3");
    assert_eq!(tables.populations.first().map(|row| row.children), Some(216_000));
}

#[test]
fn some_children_start_twice_a_year() {
    let tables = whole(DEFAULT_SEED);
    let children = children(tables);
    for (ending, twice) in [(2016, 0), (2017, 0), (2018, 8), (2019, 3)] {
        let (from, to) = year(ending);
        let again: usize = children.iter().map(|child| child.started(from, to).saturating_sub(1)).sum();
        assert_eq!(again, twice, "{ending}");
        let ends: usize = children.iter().map(|child| child.ceased(from, to).len().saturating_sub(1)).sum();
        assert_eq!(ends, 0, "{ending}");
    }
}

#[test]
fn the_population_gives_the_published_rates() {
    let tables = whole(DEFAULT_SEED);
    let published = [(2015, 286, 40), (2016, 289, 39), (2017, 310, 42), (2018, 348, 47)];
    for (row, (year, number, rate)) in tables.populations.iter().zip(published) {
        let children = usize::try_from(row.children).expect("many");
        assert_eq!((row.year, (20_000 * number + children) / (2 * children)), (year, rate));
    }
    assert_eq!(tables.populations.len(), 4);
}
