//! Exact figures and how they are shown.

use boardpack::quantity::{
    Caution, Decimal, Mean, Rate, Ratio, Share, Symbol, bounds, count, percent, percentage_near,
    percentage_of,
};
use proptest::prelude::*;

fn ratio(numerator: i64, denominator: i64) -> Ratio {
    Ratio::new(numerator, denominator).expect("a denominator above zero")
}

fn rounded(numerator: i64, denominator: i64, decimals: u8) -> String {
    ratio(numerator, denominator).round_half_up(decimals).to_string()
}

#[test]
fn a_ratio_needs_a_denominator_above_zero() {
    assert!(Ratio::new(1, 0).is_none());
    assert!(Ratio::new(1, -2).is_none());
    assert_eq!(ratio(2, 4), ratio(1, 2));
    assert!(ratio(1, 3) < ratio(334, 1000));
    assert_eq!(ratio(2, 4).numerator(), 2);
}

#[test]
fn halves_round_up_where_floating_point_and_bankers_rounding_do_not() {
    assert_eq!(rounded(1, 2, 0), "1");
    assert_eq!(rounded(5, 2, 0), "3");
    assert_eq!(rounded(1005, 1000, 2), "1.01");
    assert_eq!(rounded(285, 1000, 2), "0.29");
    assert_eq!(rounded(1, 8, 2), "0.13");
    assert_eq!(rounded(-1, 8, 2), "-0.12");
    assert_eq!(rounded(-5, 2, 0), "-2");
    assert_eq!(rounded(-1, 3, 1), "-0.3");
    assert_eq!(rounded(1, 3, 200), "0.333333333333333333");
}

#[test]
fn decimals_print_with_commas_and_read_back() {
    assert_eq!(Decimal::new(123_456, 1).to_string(), "12,345.6");
    assert_eq!(Decimal::new(-1_000, 0).to_string(), "-1,000");
    assert_eq!(Decimal::new(5, 2).to_string(), "0.05");
    assert_eq!(count(1_234_567), "1,234,567");
    for text in ["92", "92.50", "1,234.5", "-0.5", "1234"] {
        let read: Decimal = text.parse().expect(text);
        assert_eq!(read.to_string().replace(',', ""), text.replace(',', ""));
    }
    for text in
        ["", "-", ".", "5.", ".5", "1,23", "1234,567", "+1", "1e3", "9 2", "92%", "--1", ",123", "1.5.2"]
    {
        assert!(text.parse::<Decimal>().is_err(), "{text} was read");
    }
    assert_eq!("92.5".parse::<Decimal>().expect("a number").as_ratio(), Ratio::new(185, 2));
}

#[test]
fn the_size_of_the_denominator_decides_how_a_share_is_shown() {
    let cases = [
        (0, 0, "no children in scope", "no children in scope", Caution::NoPercentage),
        (3, 4, "3 of 4", "3 of 4", Caution::NoPercentage),
        (5, 5, "5 of 5", "5 of 5", Caution::NoPercentage),
        (3, 6, "3 of 6 (50%)", "3 of 6 (50%)", Caution::NoVerdict),
        (5, 12, "5 of 12 (42%)", "5 of 12 (42%)", Caution::NoVerdict),
        (19, 19, "19 of 19 (100%)", "19 of 19 (100%)", Caution::NoVerdict),
        (10, 20, "10 of 20, 50%", "50%", Caution::Interval),
        (49, 49, "49 of 49, 100%", "100%", Caution::Interval),
        (273, 296, "273 of 296, 92%", "92%", Caution::None),
        (295, 296, "295 of 296, >99%", ">99%", Caution::None),
        (1, 999, "1 of 999, <1%", "<1%", Caution::None),
        (0, 999, "0 of 999, 0%", "0%", Caution::None),
        (526, 1_000, "526 of 1,000, 52.6%", "52.6%", Caution::None),
        (2_999, 3_000, "2,999 of 3,000, >99.9%", ">99.9%", Caution::None),
        (1, 3_000, "1 of 3,000, <0.1%", "<0.1%", Caution::None),
        (0, 3_000, "0 of 3,000, 0%", "0%", Caution::None),
        (3_000, 3_000, "3,000 of 3,000, 100%", "100%", Caution::None),
        (1_000, 2_000, "1,000 of 2,000, 50.0%", "50.0%", Caution::None),
    ];
    for (met, of, long, short, caution) in cases {
        let shown = Share::new(met, of).expect("not more than all").shown("children");
        assert_eq!((shown.long.as_str(), shown.short.as_str(), shown.caution), (long, short, caution));
    }
    assert_eq!(Share::new(0, 0).expect("a share").shown("reviews").long, "no reviews in scope");
    assert!(Share::new(5, 4).is_none());
    assert_eq!(percent(0, 0), None);
    assert_eq!(percent(2, 1), None);
}

#[test]
fn bounds_are_given_above_five_percent_missing_only() {
    assert_eq!(bounds(90, 5, 5), None);
    assert_eq!(bounds(0, 0, 0), None);
    assert_eq!(bounds(89, 5, 6), Some((ratio(89, 100), ratio(95, 100))));
    assert_eq!(bounds(0, 0, 3), Some((ratio(0, 1), ratio(1, 1))));
    assert_eq!(bounds(u64::MAX, 1, 1), None);
}

#[test]
fn no_end_of_a_range_is_called_all_or_none_without_being_it() {
    let of = |numerator, denominator| percentage_of(ratio(numerator, denominator), 0);
    assert_eq!(of(498, 500), ">99%");
    assert_eq!(of(2, 500), "<1%");
    assert_eq!(
        (of(0, 500), of(500, 500), of(25, 1000)),
        ("0%".to_owned(), "100%".to_owned(), "3%".to_owned())
    );
    assert_eq!(percentage_of(ratio(9_999, 10_000), 1), ">99.9%");
    for (end, words) in [
        (0.0, "0%"),
        (0.004, "<1%"),
        (0.005, "1%"),
        (0.424, "42%"),
        (0.994, "99%"),
        (0.996, ">99%"),
        (1.0, "100%"),
    ] {
        assert_eq!(percentage_near(end), words, "{end}");
    }
}

#[test]
fn means_have_one_decimal_and_rates_none() {
    let mean = Mean::new(725, 1, 10).expect("ten values");
    assert_eq!((mean.shown(), mean.ratio(), mean.number()), ("7.3".to_owned(), ratio(29, 4), 10));
    assert!(Mean::new(5, 0, 0).is_none());
    assert!(Mean::new(5, 30, 1).is_none());
    let rate = Rate::new(296, 74_000).expect("a population");
    assert_eq!((rate.shown(), rate.ratio()), ("40".to_owned(), ratio(40, 1)));
    assert!(Rate::new(1, 0).is_none());
}

#[test]
fn every_symbol_has_a_code_and_a_meaning_of_its_own() {
    for symbol in Symbol::ALL {
        assert_eq!(Symbol::from_code(symbol.code()), Some(symbol));
        assert!(!symbol.meaning().is_empty());
        assert_eq!(Symbol::ALL.iter().filter(|other| other.meaning() == symbol.meaning()).count(), 1);
    }
    assert_eq!(Symbol::from_code("c"), None);
}

/// Half up by hand: long division in decimal digits, then one carried digit.
fn by_long_division(numerator: u64, denominator: u64, decimals: u32) -> i128 {
    let (mut digits, mut rest) = (i128::from(numerator / denominator), numerator % denominator);
    for _ in 0..decimals {
        let next = u128::from(rest) * 10;
        digits = digits * 10 + i128::try_from(next / u128::from(denominator)).expect("a digit");
        rest = u64::try_from(next % u128::from(denominator)).expect("less than the denominator");
    }
    digits + i128::from(u128::from(rest) * 2 >= u128::from(denominator))
}

/// The number in a percentage, for order: "<1%" below 1, ">99%" above 99.
fn height(percentage: &str) -> f64 {
    let number: f64 = percentage.trim_matches(['<', '>', '%']).parse().expect("a percentage");
    match percentage.as_bytes().first() {
        Some(b'<') => number - 0.01,
        Some(b'>') => number + 0.01,
        _ => number,
    }
}

proptest! {
    #[test]
    fn rounding_equals_long_division(n in 0..i64::MAX, d in 1..i64::MAX, decimals in 0_u8..6) {
        let expected = by_long_division(n.unsigned_abs(), d.unsigned_abs(), u32::from(decimals));
        prop_assert_eq!(ratio(n, d).round_half_up(decimals).units(), expected);
    }

    #[test]
    fn rounding_is_within_half_a_unit_for_any_sign(n in any::<i64>(), d in 1..i64::MAX, decimals in 0_u8..9) {
        let units = ratio(n, d).round_half_up(decimals).units();
        let twice_off = 2 * (units * i128::from(d) - i128::from(n) * 10_i128.pow(u32::from(decimals)));
        prop_assert!(-i128::from(d) < twice_off && twice_off <= i128::from(d));
    }

    #[test]
    fn order_is_that_of_the_exact_values(a in -999_i64..999, b in 1_i64..99, c in -999_i64..999, d in 1_i64..99) {
        prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), (a * d).cmp(&(c * b)));
    }

    #[test]
    fn times_is_exact(n in -1_000_000_i64..1_000_000, d in 1_i64..1_000_000, factor in -10_000_i64..10_000) {
        prop_assert_eq!(ratio(n, d).times(factor), ratio(n * factor, d));
    }

    #[test]
    fn all_is_said_only_of_all_and_none_only_of_none(of in 1_u64..5_000, part in 0.0..=1.0_f64) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let met = ((of as f64 * part) as u64).min(of);
        let shown = percent(met, of).expect("a denominator");
        prop_assert_eq!(shown == "100%" || shown == "100.0%", met == of);
        prop_assert_eq!(shown == "0%" || shown == "0.0%", met == 0);
    }

    #[test]
    fn one_more_met_never_shows_less(of in 1_u64..3_000, start in 0_u64..3_000) {
        let met = start % of;
        let (less, more) = (percent(met, of).expect("some"), percent(met + 1, of).expect("some"));
        prop_assert!(height(&less) <= height(&more), "{} then {}", less, more);
    }

    #[test]
    fn decimals_survive_print_and_read(units in any::<i64>(), decimals in 0_u8..=18) {
        let number = Decimal::new(i128::from(units), decimals);
        prop_assert_eq!(number.to_string().parse::<Decimal>(), Ok(number));
    }
}
