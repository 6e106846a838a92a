//! Measures over different days: what one shows of a time must not give away what another hides of it.

use boardpack::assess::{Assessed, assess};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::Period;
use boardpack::compute::{Figure, Measured, Rate, Tally, Value};
use boardpack::diagnostic::Source;
use boardpack::disclosure::{Attacker, Cell, Identity, Level, System, audit};
use boardpack::kpi::{Catalogue, MeasureFile, built_in_files};
use boardpack::protect::{Earlier, Publishable, protect, protect_after};
use boardpack::template::Profile;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::figure;

fn period(name: &str) -> Period {
    name.parse().expect("a period")
}

fn built_in() -> Catalogue {
    Catalogue::built_in().expect("the built-in measures")
}

/// Counts of measures in periods; nothing is missing.
fn counts(catalogue: &Catalogue, of: &[(&str, &str, u64)]) -> Vec<Figure> {
    let count = |(id, name, count): &(&str, &str, u64)| Figure {
        tally: Tally { met: *count, ..Tally::default() },
        ..figure(catalogue.get(id).expect("a measure"), period(name), (*count, 0))
    };
    of.iter().map(count).collect()
}

/// A share of a measure in a period; of `missing` nothing is recorded.
fn share(catalogue: &Catalogue, (id, name): (&str, &str), (met, not): (u64, u64), missing: u64) -> Figure {
    let tally = Tally { met, not_met: not, missing, ..Tally::default() };
    Figure { tally, ..figure(catalogue.get(id).expect("a measure"), period(name), (met, not)) }
}

fn judged(catalogue: &Catalogue, figures: Vec<Figure>) -> Assessed {
    let measured: Measured = figures.into_iter().collect();
    assess(&measured, catalogue)
}

fn released(catalogue: &Catalogue, figures: Vec<Figure>) -> Publishable {
    protect(&judged(catalogue, figures), &[], catalogue, Profile::Public).expect("safe figures")
}

/// The figures as printed.
fn shown<const N: usize>(figures: &Publishable, of: [(&str, &str); N]) -> [String; N] {
    of.map(|(id, name)| figures.figure(id, period(name)).expect("a figure").long.clone())
}

#[test]
fn who_ceased_does_not_follow_from_who_started_and_how_many_there_are() {
    let catalogue = built_in();
    let of = |ceased: u64| {
        let figures = counts(
            &catalogue,
            &[
                ("children-looked-after-number", "2018-19-Q3", 300),
                ("children-looked-after-number", "2018-19-Q4", 330 - ceased),
                ("children-started", "2018-19-Q4", 30),
                ("children-ceased", "2018-19-Q4", ceased),
            ],
        );
        let of = [
            ("children-looked-after-number", "2018-19-Q3"),
            ("children-looked-after-number", "2018-19-Q4"),
            ("children-started", "2018-19-Q4"),
            ("children-ceased", "2018-19-Q4"),
        ];
        shown(&released(&catalogue, figures), of)
    };
    assert_eq!(of(12), ["300", "318", "30", "12"]);
    // The headline stays; who started goes with who ceased.
    assert_eq!(of(3), ["300", "327", "[c]", "[c]"]);
}

#[test]
fn two_quarters_between_known_days_are_as_good_as_a_half_year() {
    let catalogue = built_in();
    let figures = counts(
        &catalogue,
        &[
            ("children-looked-after-number", "2018-19-Q2", 300),
            ("children-looked-after-number", "2018-19-Q4", 300 + 30 - 3 + 20 - 12),
            ("children-started", "2018-19-Q3", 30),
            ("children-ceased", "2018-19-Q3", 3),
            ("children-started", "2018-19-Q4", 20),
            ("children-ceased", "2018-19-Q4", 12),
        ],
    );
    let of = [
        ("children-started", "2018-19-Q3"),
        ("children-ceased", "2018-19-Q3"),
        ("children-started", "2018-19-Q4"),
        ("children-ceased", "2018-19-Q4"),
    ];
    let shown = shown(&released(&catalogue, figures), of);
    assert_eq!(shown[1], "[c]");
    assert_eq!(shown.iter().filter(|one| *one == "[c]").count(), 2, "one more is enough: {shown:?}");
}

/// The built-in measures and one of the council's own: the moves of 12 months.
fn with_moves_of_a_year() -> Catalogue {
    let mut files = built_in_files();
    let own = files.iter().find(|file| file.id == "placement-moves").expect("a measure").clone();
    let text = own
        .source
        .text
        .replace("basis = \"in-period\"", "basis = \"rolling-12-months\"")
        .replace("title = \"", "title = \"In 12 months: ")
        .replace("short = \"Moves", "short = \"12 months' moves");
    let id = "moves-of-a-year".to_owned();
    files.push(MeasureFile { id, source: Source::new("moves-of-a-year.toml", text), ..own });
    Catalogue::read_all(&files).0
}

#[test]
fn twelve_months_under_another_name_do_not_give_a_quarter_away() {
    let catalogue = with_moves_of_a_year();
    let quarters = ["2018-19-Q1", "2018-19-Q2", "2018-19-Q3", "2018-19-Q4"];
    let of = |last: u64| {
        let mut of = vec![
            ("placement-moves", quarters[0], 20),
            ("placement-moves", quarters[1], 21),
            ("placement-moves", quarters[2], 22),
            ("placement-moves", quarters[3], last),
            ("moves-of-a-year", quarters[3], 63 + last),
        ];
        of.rotate_left(2);
        let figures = released(&catalogue, counts(&catalogue, &of));
        let mut all = Vec::from(shown(&figures, quarters.map(|one| ("placement-moves", one))));
        all.extend(shown(&figures, [("moves-of-a-year", quarters[3])]));
        all
    };
    assert_eq!(of(12), ["20", "21", "22", "12", "75"]);
    let hidden = of(3);
    assert_eq!(hidden[3], "[c]");
    assert_eq!(hidden.iter().filter(|one| *one == "[c]").count(), 2, "one more is enough: {hidden:?}");
    assert_eq!(hidden[4], "66", "a quarter goes before the year");
}

#[test]
fn the_year_so_far_does_not_tell_of_a_few_since_the_last_quarter() {
    let catalogue = built_in();
    let of = |later: u64| {
        let figures = counts(
            &catalogue,
            &[("suspensions", "2018-19-Q3", 30), ("suspensions", "2018-19-Q4", 30 + later)],
        );
        shown(&released(&catalogue, figures), [("suspensions", "2018-19-Q3"), ("suspensions", "2018-19-Q4")])
    };
    assert_eq!(of(0), ["30", "30"]);
    assert_eq!(of(6), ["30", "36"]);
    assert!(of(3).contains(&"[c]".to_owned()), "{:?}", of(3));
}

#[test]
fn of_those_who_left_a_few_without_a_reason_are_not_told() {
    let catalogue = built_in();
    let of = |missing: u64| {
        let mut figures = counts(&catalogue, &[("children-ceased", "2018-19-Q4", 40)]);
        let id = ("left-care-to-permanent-home", "2018-19-Q4");
        figures.push(share(&catalogue, id, (10, 30 - missing), missing));
        shown(&released(&catalogue, figures), [("children-ceased", "2018-19-Q4"), id])
    };
    assert_eq!(of(0), ["40", "10 of 40, 25%"]);
    assert_eq!(of(8), ["40", "10 of 32, 31%"]);
    assert_eq!(of(3), ["40", "[c]"]);
}

#[test]
fn the_base_of_a_rate_does_not_tell_how_few_there_were() {
    let catalogue = built_in();
    let of = |before: u64| {
        let mut figures = counts(
            &catalogue,
            &[
                ("children-looked-after-number", "2018-19-Q3", before),
                ("children-looked-after-number", "2018-19-Q4", 20),
                ("placement-moves", "2018-19-Q4", 8),
            ],
        );
        let rate = Rate { numerator: 8, base_halves: before + 20, multiply: 100 };
        figures[2].value = Some(Value::Count { count: 8, rate: Some(rate) });
        let of = [
            ("children-looked-after-number", "2018-19-Q3"),
            ("children-looked-after-number", "2018-19-Q4"),
            ("placement-moves", "2018-19-Q4"),
        ];
        shown(&released(&catalogue, figures), of)
    };
    assert_eq!(of(12), ["12", "20", "8; 50.0 for every 100 children looked after"]);
    assert_eq!(of(4), ["[c]", "20", "[c]"]);
}

#[test]
fn a_number_is_not_hidden_in_one_measure_and_shown_beside_its_rate_in_another() {
    let catalogue = built_in();
    let mut figures = counts(
        &catalogue,
        &[
            ("children-looked-after-number", "2018-19-Q4", 5),
            ("children-looked-after-rate", "2018-19-Q4", 5),
            ("children-looked-after-number", "2018-19-Q3", 40),
        ],
    );
    let rate = Rate { numerator: 5, base_halves: 140_000, multiply: 10_000 };
    figures[1].value = Some(Value::Count { count: 5, rate: Some(rate) });
    let of = [("children-looked-after-number", "2018-19-Q4"), ("children-looked-after-rate", "2018-19-Q4")];
    assert_eq!(shown(&released(&catalogue, figures), of), ["[c]", "[c]"]);
}

/// Released beside what the department publishes of Bromley.
fn released_in_bromley(catalogue: &Catalogue, figures: Vec<Figure>) -> Publishable {
    let benchmarks = Benchmarks::of(Some("London Borough of Bromley"));
    let earlier = Earlier { benchmarks, ..Earlier::default() };
    protect_after(&judged(catalogue, figures), &[], catalogue, Profile::Public, &earlier)
        .expect("safe figures")
}

#[test]
fn what_the_department_publishes_narrows_what_a_pack_hides() {
    let catalogue = built_in();
    // The department has 9% for 31 March 2019: of 45 judged that is 4, and of 40 it is nobody's 4.
    let figures = |of: u64, beside: bool| {
        let mut figures = vec![share(&catalogue, ("three-or-more-placements", "2018-19-Q4"), (4, of - 4), 0)];
        if beside {
            figures.extend(counts(&catalogue, &[("children-looked-after-number", "2018-19-Q4", of)]));
        }
        figures
    };
    let left_out = |figures: Vec<Figure>| released_in_bromley(&catalogue, figures).notes().len();
    assert_eq!(left_out(figures(45, false)), 0);
    assert_eq!(left_out(figures(40, false)), 1, "10% is not 9%");
    assert_eq!(left_out(vec![share(&catalogue, ("seen-on-time", "2018-19-Q4"), (4, 38), 0)]), 0);
    // A figure that is shown needs no protection, whatever the department says.
    assert_eq!(left_out(vec![share(&catalogue, ("three-or-more-placements", "2018-19-Q4"), (20, 38), 0)]), 0);
    let notes = released_in_bromley(&catalogue, figures(40, false)).notes().to_vec();
    assert_eq!(
        notes,
        [
            "the department's figure for three-or-more-placements@2018-19-Q4 does not fit the council's counts, or tells them: it is left out of the protection"
        ]
    );
    let of = [("children-looked-after-number", "2018-19-Q4"), ("three-or-more-placements", "2018-19-Q4")];
    // The number of children would make the department's 9% a 4: it is hidden with the figure.
    assert_eq!(shown(&released_in_bromley(&catalogue, figures(45, true)), of), ["[c]", "[c]"]);
    assert_eq!(shown(&released(&catalogue, figures(45, true)), of), ["45", "[c]"]);
}

/// Quarters of a year, its halves and itself.
const PERIODS: [(&str, std::ops::Range<usize>); 7] = [
    ("2018-19-Q1", 0..1),
    ("2018-19-Q2", 1..2),
    ("2018-19-Q3", 2..3),
    ("2018-19-Q4", 3..4),
    ("2018-19-H1", 0..2),
    ("2018-19-H2", 2..4),
    ("2018-19", 0..4),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_knows_that_nobody_came_or_left_twice_finds_nobody(
        at_first in 40_i64..60,
        came in prop::collection::vec(0_i64..14, 4),
        went in prop::collection::vec(0_i64..10, 4),
        left_out in prop::collection::vec(any::<bool>(), 21),
    ) {
        let catalogue = built_in();
        let ids = ["children-looked-after-number", "children-started", "children-ceased"];
        let mut figures = Vec::new();
        let mut cells: Vec<(usize, usize, i64)> = Vec::new();
        for (which, (name, quarters)) in PERIODS.iter().enumerate() {
            let sum = |of: &[i64]| of[quarters.clone()].iter().sum::<i64>();
            let there = at_first + came[..quarters.end].iter().sum::<i64>() - went[..quarters.end].iter().sum::<i64>();
            for (of, count) in [there, sum(&came), sum(&went)].into_iter().enumerate() {
                if !left_out[which * 3 + of] {
                    cells.push((which, of, count));
                    figures.extend(counts(&catalogue, &[(ids[of], name, u64::try_from(count).expect("a count"))]));
                }
            }
        }
        let released = released(&catalogue, figures);
        // The reader's own sums: three numbers a quarter, chained; every figure is made of them.
        let mut system = System::default();
        let mut hidden = Vec::new();
        let mut put = |system: &mut System, value: i64, is_hidden: bool| {
            system.cells.push(Cell::new(format!("{}", system.cells.len()), value, Level::Breakdown));
            hidden.push(is_hidden);
            system.cells.len() - 1
        };
        let flows: Vec<[usize; 2]> = (0..4)
            .map(|at| [came[at], went[at]].map(|value| put(&mut system, value, true)))
            .collect();
        let stocks: Vec<usize> = (0..5).map(|_| put(&mut system, 0, true)).collect();
        for (at, [came, went]) in flows.iter().enumerate() {
            let terms = vec![(stocks[at], 1), (*came, 1), (*went, -1), (stocks[at + 1], -1)];
            system.identities.push(Identity::equal(terms, 0));
        }
        let own: Vec<usize> = cells
            .iter()
            .map(|(which, of, count)| {
                let (name, quarters) = &PERIODS[*which];
                let is_hidden = released.figure(ids[*of], period(name)).is_none_or(|one| one.value.is_none());
                let cell = put(&mut system, *count, is_hidden);
                // A quarter of nobody goes with the rest of its days.
                system.cells[cell].hidden_zero = *count == 0;
                let parts: Vec<usize> = match of {
                    0 => vec![stocks[quarters.end]],
                    of => quarters.clone().map(|at| flows[at][of - 1]).collect(),
                };
                system.identities.push(Identity::parts(parts, cell));
                cell
            })
            .collect();
        for cell in flows.iter().flatten().chain(&stocks) {
            system.cells[*cell].hidden_zero = true;
        }
        let intervals = audit(&system, &hidden, Attacker::Rule).expect("counts that fit");
        for (&cell, (which, of, count)) in own.iter().zip(&cells) {
            if let Some(open) = intervals[cell] {
                // That nobody came is no secret; that it is hidden is for the days around it.
                let wanted = if (1..=5).contains(count) { 3 } else { 1 + i64::from(*count > 0) };
                prop_assert!(open.values(wanted) >= wanted, "{} in {}: {open:?}", ids[*of], PERIODS[*which].0);
            }
        }
    }
}
