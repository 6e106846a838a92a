//! Intervals and comparisons: against published examples, and against plainer sums.

use std::path::Path;

use boardpack::quantity::Share;
use boardpack::statistics::{Comparison, Direction, Events, Interval, Verdict, count, survey, wilson};
use proptest::prelude::*;

fn share(met: u64, of: u64) -> Share {
    Share::new(met, of).expect("no more than all")
}

fn close(one: f64, other: f64, within: f64) -> bool {
    (one - other).abs() <= within || one == other
}

#[track_caller]
fn assert_interval(interval: Interval, lower: f64, upper: f64, within: f64) {
    let (low, high) = (interval.lower(), interval.upper());
    assert!(
        close(low, lower, within) && close(high, upper, within),
        "{low} to {high}, not {lower} to {upper}"
    );
}

/// Where a rising function reaches a height: 100 halvings.
fn halve(mut low: f64, mut high: f64, height: f64, rising: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if rising(middle) < height { low = middle } else { high = middle }
    }
    low
}

/// The chance of `count` or fewer Poisson events, term by term.
fn poisson(count: u64, expected: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..=count {
        term *= expected / k as f64;
        sum += term;
    }
    sum * (-expected).exp()
}

/// The chance of `met` or more of `all`, term by term; in logarithms, since single terms are as small as 1e-300.
fn so_many_or_more(met: u64, all: u64, share: f64) -> f64 {
    let mut factorials = vec![0.0];
    for k in 1..=all {
        factorials.push(factorials[factorials.len() - 1] + (k as f64).ln());
    }
    let factorial = |n: u64| factorials[usize::try_from(n).expect("few")];
    let term = |k: u64| {
        let ways = factorial(all) - factorial(k) - factorial(all - k);
        (ways + k as f64 * share.ln() + (all - k) as f64 * (-share).ln_1p()).exp()
    };
    (met..=all).map(term).sum()
}

/// Computed from PHEindicatormethods' formulas for this project.
#[test]
fn wilson_intervals_are_those_of_the_public_health_methods() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/spc/wilson-intervals.csv");
    let Ok(mut rows) = csv::Reader::from_path(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let mut checked = 0;
    for row in rows.records() {
        let row = row.expect("a row");
        let number = |at: usize| row[at].parse::<f64>().expect("a number");
        let whole = |at: usize| row[at].parse::<u64>().expect("a whole number");
        assert!(close(number(2), 0.95, 1e-12));
        let interval = wilson(share(whole(0), whole(1))).expect("not a share of nothing");
        assert_interval(interval, number(3), number(4), 1e-9);
        checked += 1;
    }
    assert!(checked >= 144, "{checked} intervals");
}

#[test]
fn a_share_of_nothing_has_no_interval() {
    assert_eq!(wilson(share(0, 0)), None);
    assert_eq!(survey(share(0, 0), 10), None);
    assert_eq!(Comparison::of_shares(share(1, 2), share(0, 0)), None);
}

/// Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10.
#[test]
fn differences_of_shares_are_those_of_newcombes_table() {
    let table = [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ];
    for ((met, of), (met_before, of_before), lower, upper) in table {
        let one = Comparison::of_shares(share(met, of), share(met_before, of_before)).expect("two shares");
        assert_interval(one.interval(), lower, upper, 0.000_05);
    }
}

/// Garwood (1936), as every table of exact Poisson limits has them; four decimals.
#[test]
fn counts_below_ten_have_the_exact_interval() {
    let table = [
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (2, 0.2422, 7.2247),
        (3, 0.6187, 8.7673),
        (5, 1.6235, 11.6683),
        (9, 4.1154, 17.0848),
    ];
    for (events, lower, upper) in table {
        assert_interval(count(events), lower, upper, 0.000_05);
    }
}

/// By hand, from the formula of the technical guide: 100 x (1 - 1/900 - z/30)^3 and 101 x (1 - 1/909 + z/(3 x 10.0499))^3.
/// The lower limit stands in the tests of Public Health England's Python package PHEstatmethods too.
#[test]
fn counts_from_ten_have_byars_interval() {
    assert_interval(count(100), 81.362_105_490_527_88, 121.627_937_579, 1e-9);
    assert_interval(count(10), 4.787_4, 18.391_5, 0.000_05);
}

/// The technical guide's claim: Byar's is within 0.2% of the exact limits from 10 on. At 10 itself the lower limit is
/// 0.2% off, and nowhere more.
#[test]
fn byars_interval_is_near_the_exact_one() {
    for events in 10..200 {
        let interval = count(events);
        let top = 2.0 * events as f64 + 20.0;
        let lower = halve(0.0, top, 0.025, |expected| 1.0 - poisson(events - 1, expected));
        let upper = halve(0.0, top, 0.975, |expected| 1.0 - poisson(events, expected));
        assert!(close(interval.lower() / lower, 1.0, 0.0025), "{events}: {} {lower}", interval.lower());
        assert!(close(interval.upper() / upper, 1.0, 0.0025), "{events}: {} {upper}", interval.upper());
    }
}

#[test]
fn exact_intervals_are_those_of_plain_sums() {
    for events in 0..10 {
        let interval = count(events);
        if events > 0 {
            let lower = halve(0.0, 60.0, 0.025, |expected| 1.0 - poisson(events - 1, expected));
            assert!(close(interval.lower(), lower, 1e-9), "{events}: {} {lower}", interval.lower());
        }
        let upper = halve(0.0, 60.0, 0.975, |expected| 1.0 - poisson(events, expected));
        assert!(close(interval.upper(), upper, 1e-9), "{events}: {} {upper}", interval.upper());
    }
}

/// R's help page of poisson.test: `poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878))` prints a rate ratio of
/// 1.971488 with the interval 0.8584264 to 4.2772659.
#[test]
fn rates_of_events_compare_as_r_compares_them() {
    let now = Events::new(11).over(800.0).expect("above zero");
    let before = Events::new(21).over(3011.0).expect("above zero");
    let ratio = Comparison::of_counts(now, before).expect("events");
    assert!(close(ratio.estimate(), 1.971_488, 5e-7), "{}", ratio.estimate());
    assert_interval(ratio.interval(), 0.858_426_4, 4.277_265_9, 5e-8);
    assert_eq!(ratio.verdict(Direction::Decrease), Verdict::NoClearChange);
}

#[test]
fn no_event_on_either_side_compares_with_nothing() {
    assert_eq!(Comparison::of_counts(Events::new(0), Events::new(0)), None);
    let first = Comparison::of_counts(Events::new(4), Events::new(0)).expect("events");
    assert!(first.estimate().is_infinite() && first.interval().upper().is_infinite());
    // Four after none may still be chance; eight may not.
    assert_eq!(first.verdict(Direction::Decrease), Verdict::NoClearChange);
    let many = Comparison::of_counts(Events::new(8), Events::new(0)).expect("events");
    assert_eq!(many.verdict(Direction::Decrease), Verdict::Worse);
    assert_eq!(Events::new(1).over(0.0), None);
    assert_eq!(Events::new(1).over(f64::NAN), None);
}

/// By hand: 24 of 60 answered, so the squared deviate shrinks to 36/59 of 3.8415, 2.3439, and Wilson's limits are
/// (40 + 2.3439 -/+ 6.0619) / (2 x 26.3439).
#[test]
fn a_survey_of_most_is_surer_than_a_sample() {
    let answers = share(20, 24);
    let asked_of_60 = survey(answers, 60).expect("answers");
    assert_interval(asked_of_60, 0.688_6, 0.918_7, 0.000_05);
    let plain = wilson(answers).expect("answers");
    assert!(plain.lower() < asked_of_60.lower() && asked_of_60.upper() < plain.upper());
    assert_interval(survey(answers, 24).expect("answers"), 20.0 / 24.0, 20.0 / 24.0, 1e-12);
    assert_eq!(survey(answers, 23), None);
    assert!(close(asked_of_60.margin(20.0 / 24.0), 20.0 / 24.0 - asked_of_60.lower(), 1e-15));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ratios_of_counts_are_those_of_plain_binomial_sums(now in 0_u64..60, before in 0_u64..60) {
        prop_assume!(now + before > 0);
        let ratio = Comparison::of_counts(Events::new(now), Events::new(before)).expect("events");
        let all = now + before;
        if now > 0 {
            let share = halve(0.0, 1.0, 0.025, |share| so_many_or_more(now, all, share));
            prop_assert!(close(ratio.interval().lower() / (share / (1.0 - share)), 1.0, 1e-8));
        } else {
            prop_assert_eq!(ratio.interval().lower(), 0.0);
        }
        if before > 0 {
            let share = halve(0.0, 1.0, 0.975, |share| so_many_or_more(now + 1, all, share));
            prop_assert!(close(ratio.interval().upper() / (share / (1.0 - share)), 1.0, 1e-8));
        } else {
            prop_assert!(ratio.interval().upper().is_infinite());
        }
    }

    #[test]
    fn large_counts_compare_as_their_logarithms_do(now in 2_000_u64..2_000_000, before in 2_000_u64..2_000_000) {
        // Far from the edges the exact interval is near exp(ln(a/b) ± z sqrt(1/a + 1/b)).
        let ratio = Comparison::of_counts(Events::new(now), Events::new(before)).expect("events");
        let (a, b) = (now as f64, before as f64);
        let reach = 1.959_964 * (1.0 / a + 1.0 / b).sqrt();
        prop_assert!(close(ratio.interval().lower() / ((a / b).ln() - reach).exp(), 1.0, 0.001));
        prop_assert!(close(ratio.interval().upper() / ((a / b).ln() + reach).exp(), 1.0, 0.001));
    }

    #[test]
    fn an_interval_holds_its_estimate(met in 0_u64..400, more in 0_u64..400, met_before in 0_u64..400, more_before in 0_u64..400) {
        let (now, before) = (share(met, met + more), share(met_before, met_before + more_before));
        if let Some(interval) = wilson(now) {
            prop_assert!(interval.contains(met as f64 / (met + more) as f64));
            prop_assert!(interval.lower() >= 0.0 && interval.upper() <= 1.0);
            let all = survey(now, met + more + 7).expect("answers");
            prop_assert!(interval.lower() <= all.lower() && all.upper() <= interval.upper());
        }
        if let Some(difference) = Comparison::of_shares(now, before) {
            prop_assert!(difference.interval().contains(difference.estimate()));
            prop_assert!(difference.interval().lower() >= -1.0 && difference.interval().upper() <= 1.0);
        }
        let interval = count(met);
        prop_assert!(interval.contains(met as f64));
    }

    #[test]
    fn a_comparison_turned_round_gives_the_opposite_verdict(a in 0_u64..60, b in 0_u64..60, c in 1_u64..60, d in 0_u64..60) {
        let opposite = |verdict: Verdict| match verdict {
            Verdict::Better => Verdict::Worse,
            Verdict::Worse => Verdict::Better,
            Verdict::Higher => Verdict::Lower,
            Verdict::Lower => Verdict::Higher,
            Verdict::NoClearChange => Verdict::NoClearChange,
        };
        let shares = (share(a, a + b + 1), share(c, c + d));
        let pairs = [
            (Comparison::of_shares(shares.0, shares.1), Comparison::of_shares(shares.1, shares.0)),
            (
                Comparison::of_counts(Events::new(a), Events::new(c)),
                Comparison::of_counts(Events::new(c), Events::new(a)),
            ),
        ];
        for (there, back) in pairs {
            let (there, back) = (there.expect("figures"), back.expect("figures"));
            for direction in [Direction::Increase, Direction::Decrease, Direction::Neutral] {
                prop_assert_eq!(there.verdict(direction), opposite(back.verdict(direction)));
            }
            prop_assert_eq!(there.verdict(Direction::Increase), opposite(there.verdict(Direction::Decrease)));
        }
    }

    #[test]
    fn more_met_never_looks_worse(met in 0_u64..60, of in 60_u64..90, before in 0_u64..80) {
        let rank = |met| match Comparison::of_shares(share(met, of), share(before, 80)).expect("shares").verdict(Direction::Increase) {
            Verdict::Worse => 0,
            Verdict::NoClearChange => 1,
            Verdict::Better => 2,
            Verdict::Higher | Verdict::Lower => 3,
        };
        prop_assert!(rank(met) <= rank(met + 1));
    }
}
