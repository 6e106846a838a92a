//! Figures judged: status, change, comparators, months, each with the sentence that says why.

use boardpack::assess::{AssessedFigure, Grounds, Status, Sureness, assess_on, singular};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::{Basis, Date, Period, parse_iso};
use boardpack::compute::{Availability, Figure, Measured, Outcome, Part, State, Tally, Value, Wave};
use boardpack::diagnostic::Source;
use boardpack::kpi::{Catalogue, Form};
use boardpack::target::{self, Targets};
use chrono::Datelike;
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use std::sync::OnceLock;

/// Targets of every kind.
const TARGETS: &str = r#"
[target.reviews-on-time]
set_by = "Board, March 2018"
tolerance = 5
by_year = { 2018-19 = 92.5 }

[target.placed-over-20-miles]
set_by = "Board, March 2018"
tolerance = 5
by_year = { 2018-19 = 7.5 }

[target.sdq-average-score]
set_by = "Board"
tolerance = 1
by_year = { 2018-19 = 13.5 }

[target.school-attendance]
set_by = "Board"
by_year = { 2018-19 = 95 }

[target.feel-safe-and-secure]
set_by = "Board"
by_year = { 2018-19 = 80 }

[target.missing-episodes]
set_by = "Board"
tolerance = 2
per = "quarter"
by_year = { 2018-19 = 10 }

[target.placement-moves]
set_by = "Board"
per = "year"
by_year = { 2018-19 = 110 }

[target.suspensions]
set_by = "Board"
per = "year"
by_year = { 2018-19 = 20 }

[[exception]]
measure = "life-story-record"
cases = 3
from = 2018-10-01
until = 2019-06-30
reason = "Papers from abroad."
agreed_by = "the Director"

[[exception]]
measure = "dental-check"
target = 90
from = 2018-10-01
until = 2019-06-30
reason = "The dentist moved"
agreed_by = "the Board"

[[rebase]]
measure = "reviews-on-time"
on = 2017-12-01
reason = "A new form"
decided_by = "Head of Service"
"#;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::built_in().expect("the built-in files"))
}

fn targets() -> &'static Targets {
    static TARGETS_READ: OnceLock<Targets> = OnceLock::new();
    TARGETS_READ.get_or_init(|| {
        let (targets, faults) = target::read_all(&Source::new("targets.toml", TARGETS), catalogue());
        faults.or(targets).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
    })
}

fn day(text: &str) -> Date {
    parse_iso(text).expect("a day")
}

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// A figure of a measure in a period.
fn figure(measure: &str, quarter: Period, value: Value) -> Figure {
    let measure = catalogue().get(measure).expect("a measure");
    let tally = match &value {
        Value::Share { met, of } => Tally { met: *met, not_met: of - met, ..Tally::default() },
        other => Tally { met: other.of(), ..Tally::default() },
    };
    Figure {
        measure: measure.id.clone(),
        period: quarter,
        window: measure.rows.basis.window(quarter),
        availability: Availability::Available,
        value: Some(value),
        tally,
        wave: None,
        version: 1,
    }
}

fn share(measure: &str, quarter: &str, met: u64, of: u64) -> Figure {
    figure(measure, period(quarter), Value::Share { met, of })
}

fn number(measure: &str, quarter: &str, count: u64) -> Figure {
    figure(measure, period(quarter), Value::Count { count, rate: None })
}

/// The latest of these figures of one measure, judged; a year ago was nothing, where none is given.
fn judged(figures: Vec<Figure>) -> AssessedFigure {
    judged_by(figures, day("2019-03-31"))
}

fn judged_by(mut figures: Vec<Figure>, on: Date) -> AssessedFigure {
    let now = figures.first().expect("a figure").clone();
    let year_ago = now.period.same_last_year();
    if !figures.iter().any(|one| one.period == year_ago) {
        figures.push(Figure {
            period: year_ago,
            value: None,
            availability: Availability::HistoryStarts(day("2018-04-01")),
            ..now.clone()
        });
    }
    let measured: Measured = figures.into_iter().collect();
    let asked = [(now.measure.clone(), vec![now.period])];
    let grounds = Grounds {
        catalogue: catalogue(),
        targets: targets(),
        benchmarks: Benchmarks::of(Some("London Borough of Bromley")),
        on,
        asked: &asked,
    };
    assess_on(&measured, &grounds).figure(&now.measure, now.period).expect("a figure").clone()
}

fn status(figures: Vec<Figure>) -> (Status, String) {
    let standing = judged(figures).judgement.expect("judged").standing;
    (standing.status, standing.reason)
}

#[test]
fn a_status_says_why_in_a_sentence() {
    let q4 = "2018-19-Q4";
    let cases: [(Figure, Status, &str); 17] = [
        (
            share("reviews-on-time", q4, 200, 209),
            Status::OnTarget,
            "200 of 209 (96%) against at least 92.5% (Board, March 2018, for 2018-19): on target, but borderline (95% interval 92% to 98%).",
        ),
        (
            share("reviews-on-time", q4, 190, 209),
            Status::Close,
            "190 of 209 (91%) against at least 92.5% (Board, March 2018, for 2018-19): close, within 5 percentage points, but borderline (95% interval 86% to 94%). 4 more reviews would meet the target.",
        ),
        (
            share("reviews-on-time", q4, 150, 209),
            Status::OffTarget,
            "150 of 209 (72%) against at least 92.5% (Board, March 2018, for 2018-19): clearly off target (95% interval 65% to 77%). 44 more reviews would meet the target.",
        ),
        (
            share("placed-over-20-miles", q4, 27, 348),
            Status::Close,
            "27 of 348 (8%) against at most 7.5% (Board, March 2018, for 2018-19): close, within 5 percentage points, but borderline (95% interval 5% to 11%). 1 fewer child would meet the target.",
        ),
        (
            share("reviews-on-time", q4, 12, 13),
            Status::TooFew,
            "12 of 13 (92%): 13 reviews are too few for a status, which needs 20.",
        ),
        (
            share("allocated-social-worker", q4, 346, 348),
            Status::OffTarget,
            "2 children without: the strategy's target is 100%.",
        ),
        (
            share("allocated-social-worker", q4, 4, 5),
            Status::OffTarget,
            "1 child without: the strategy's target is 100%.",
        ),
        (
            share("allocated-social-worker", q4, 348, 348),
            Status::OnTarget,
            "All 348 children: none is without.",
        ),
        (
            share("life-story-record", q4, 345, 348),
            Status::OnTarget,
            "3 children without, within the 3 agreed until 30 June 2019 by the Director: Papers from abroad.",
        ),
        (
            share("life-story-record", q4, 344, 348),
            Status::OffTarget,
            "4 children without: the strategy's target is 100%, and only 3 are agreed until 30 June 2019 by the Director: Papers from abroad.",
        ),
        (
            share("dental-check", q4, 178, 196),
            Status::OnTarget,
            "178 of 196 (91%) against at least 90% (agreed until 30 June 2019 by the Board: The dentist moved): on target, but borderline (95% interval 86% to 94%).",
        ),
        (
            share("living-in-permanent-home", q4, 91, 348),
            Status::NoTarget,
            "The strategies state no target for it, and the council has set none for 2018-19.",
        ),
        (
            number("children-started", q4, 40),
            Status::NoTarget,
            "Neither higher nor lower is better: it carries no status.",
        ),
        (
            figure("sdq-average-score", period(q4), Value::Mean { sum: 1_600, of: 116 }),
            Status::Close,
            "13.8 against at most 13.5 (Board, for 2018-19): close, within 1.",
        ),
        (
            number("missing-episodes", q4, 13),
            Status::OffTarget,
            "13 against at most 10 (Board, for a quarter of 2018-19): off target. 3 fewer missing episodes would meet the target.",
        ),
        (share("allocated-social-worker", q4, 0, 0), Status::NoFigure, "There were no children in scope."),
        (
            share("placement-moves", q4, 0, 1),
            Status::NotTested,
            "The strategy asks for a decrease. No figure for Q4 2017-18: history starts 1 April 2018.",
        ),
    ];
    for (figure, expected, words) in cases {
        let id = figure.measure.clone();
        assert_eq!(status(vec![figure]), (expected, words.to_owned()), "{id}");
    }
}

#[test]
fn a_count_is_held_against_a_number_for_its_own_length_of_time_only() {
    let moves = |period: &str, count: u64| status(vec![number("placement-moves", period, count)]);
    let (status_of_year, words) = moves("2018-19", 206);
    assert_eq!(status_of_year, Status::OffTarget);
    assert_eq!(
        words,
        "206 against at most 110 (Board, for 2018-19): off target. 96 fewer moves would meet the target."
    );
    for (period, count) in [("2019-03", 15), ("2018-19-Q4", 44), ("2018-19-H2", 103)] {
        let (status, words) = moves(period, count);
        assert_eq!(status, Status::NotTested, "{period}: {words}");
        assert!(words.starts_with("The strategy asks for a decrease."), "{period}: {words}");
        assert!(!words.contains("110"), "{period}: {words}");
    }
    // Without a direction beside it there is no target in the other periods, and the reason is said.
    let (year, words) = status(vec![number("missing-episodes", "2018-19", 30)]);
    assert_eq!(
        (year, words.as_str()),
        (
            Status::NoTarget,
            "The council's target is for a whole quarter: the figure of a year is not held against it."
        )
    );
}

#[test]
fn a_year_so_far_is_held_against_a_years_number_when_it_is_whole() {
    let (so_far, words) = status(vec![number("suspensions", "2018-19-Q4", 12)]);
    assert_eq!(
        (so_far, words.as_str()),
        (Status::NoTarget, "The council's target is for a whole year: a year so far is not held against it.")
    );
    let (whole, words) = status(vec![number("suspensions", "2018-19-Q2", 25)]);
    assert_eq!(whole, Status::OffTarget);
    assert!(words.starts_with("25 against at most 20 (Board, for 2018-19): off target."), "{words}");
}

#[test]
fn an_agreed_exception_ends_on_its_last_day() {
    let (after, words) = status(vec![share("life-story-record", "2019-20-Q2", 345, 348)]);
    assert_eq!(
        (after, words.as_str()),
        (Status::OffTarget, "3 children without: the strategy's target is 100%.")
    );
}

#[test]
fn an_agreed_exception_begins_on_its_first_day() {
    let (before, words) = status(vec![share("life-story-record", "2018-19-Q2", 345, 348)]);
    assert_eq!(
        (before, words.as_str()),
        (Status::OffTarget, "3 children without: the strategy's target is 100%.")
    );
    let (within, _) = status(vec![share("life-story-record", "2018-19-Q3", 345, 348)]);
    assert_eq!(within, Status::OnTarget);
}

#[test]
fn rounding_hides_no_side_of_a_target() {
    // 92.4974% rounds to 92% and to 92.5%.
    let (status, words) = status(vec![share("reviews-on-time", "2018-19-Q4", 1_849, 1_999)]);
    assert_eq!(status, Status::Close);
    assert!(words.starts_with("1,849 of 1,999 (92.496%)"), "{words}");
    assert!(words.contains("1 more review would meet the target"), "{words}");
}

#[test]
fn without_a_figure_the_reason_is_why() {
    let none = |availability: Availability| Figure {
        value: None,
        tally: Tally::default(),
        availability,
        ..share("reviews-on-time", "2018-19-Q4", 1, 1)
    };
    assert_eq!(
        status(vec![none(Availability::NotCollected(vec!["ssd_cla_visits".to_owned()]))]),
        (Status::NotCollected, "Not collected: records of visits.".to_owned())
    );
    assert_eq!(
        status(vec![none(Availability::OnceAYear)]),
        (Status::NoFigure, "Collected once a year.".to_owned())
    );
}

#[test]
fn a_survey_needs_answers_and_is_sure_by_how_many_were_asked() {
    let of = |met: u64, of: u64, invited: u64| Figure {
        wave: Some(Wave { closed: day("2018-11-16"), invited, responded: of }),
        ..share("feel-safe-and-secure", "2018-19-Q4", met, of)
    };
    assert_eq!(
        status(vec![of(20, 24, 60)]),
        (
            Status::TooFew,
            "20 of 24 (83%): too few answered for a status, which needs 30 answers and 30% of those invited."
                .to_owned()
        )
    );
    let everyone = judged(vec![of(33, 40, 40)]).judgement.expect("judged").standing;
    assert_eq!(
        everyone.sureness,
        Some(Sureness::Clearly),
        "all who were invited answered: {}",
        everyone.reason
    );
    let half = judged(vec![of(33, 40, 80)]).judgement.expect("judged").standing;
    assert_eq!(half.sureness, Some(Sureness::Borderline), "{}", half.reason);
}

#[test]
fn a_change_is_claimed_only_where_a_test_finds_one() {
    let q4 = "2018-19-Q4";
    let a_year = |now: Figure, before: Figure| judged(vec![now, before]).judgement.expect("judged").last_year;
    let cases = [
        (
            a_year(
                share("placed-over-20-miles", q4, 62, 348),
                share("placed-over-20-miles", "2017-18-Q4", 36, 310),
            ),
            "Worse",
            "Worse than in Q4 2017-18: 62 of 348 (18%) now, 36 of 310 (12%) then.",
        ),
        (
            a_year(share("reviews-on-time", q4, 195, 209), share("reviews-on-time", "2017-18-Q4", 180, 200)),
            "No clear change",
            "No clear change since Q4 2017-18: 195 of 209 (93%) now, 180 of 200 (90%) then.",
        ),
        (
            a_year(number("placement-moves", q4, 25), number("placement-moves", "2017-18-Q4", 60)),
            "Better",
            "Better than in Q4 2017-18: 25 now, 60 then.",
        ),
        (
            a_year(number("children-started", q4, 90), number("children-started", "2017-18-Q4", 40)),
            "Higher",
            "Higher than in Q4 2017-18: 90 now, 40 then.",
        ),
        (
            a_year(number("complaints", q4, 30), number("complaints", "2017-18-Q4", 10)),
            "Not tested",
            "30 now, 10 in Q4 2017-18, 20 more; not tested, for mostly the same complaints stand in both.",
        ),
        (
            a_year(share("reviews-on-time", q4, 2, 10), share("reviews-on-time", "2017-18-Q4", 180, 200)),
            "Not tested",
            "2 of 10 (20%) now, 180 of 200 (90%) in Q4 2017-18; not tested, for fewer than 20 reviews are too few.",
        ),
        (
            a_year(number("missing-episodes", q4, 0), number("missing-episodes", "2017-18-Q4", 0)),
            "No clear change",
            "No clear change since Q4 2017-18: 0 now, 0 then.",
        ),
    ];
    for (change, word, reason) in cases {
        assert_eq!((change.word(), change.reason.as_str()), (word, reason));
    }
    // Care leavers were counted otherwise before April 2018: 86% and 79% say nothing of each other.
    let across = a_year(
        share("allocated-personal-adviser", q4, 241, 304),
        share("allocated-personal-adviser", "2017-18-Q4", 220, 255),
    );
    assert_eq!((across.word(), across.name(), across.verdict), ("Not comparable", "not-comparable", None));
    assert_eq!(
        across.reason,
        "241 of 304 (79%) now, 220 of 255 (86%) in Q4 2017-18; not comparable with before 1 April 2018: since the Children and Social Work Act 2017 took effect young people aged 21 to 24 are supported if they ask, before only in education or training."
    );
    let since = a_year(
        share("allocated-personal-adviser", "2019-20-Q1", 241, 304),
        share("allocated-personal-adviser", "2018-19-Q1", 280, 304),
    );
    assert_eq!(since.word(), "Worse", "both since the break: {}", since.reason);
    let previous =
        |now: Figure, before: Figure| judged(vec![now, before]).judgement.expect("judged").previous;
    let states = previous(
        share("placed-over-20-miles", q4, 90, 348),
        share("placed-over-20-miles", "2018-19-Q3", 30, 340),
    );
    assert_eq!(
        states.reason,
        "90 of 348 (26%) now, 30 of 340 (9%) in Q3 2018-19; not tested, for mostly the same children stand in both."
    );
    let events = previous(number("placement-moves", q4, 25), number("placement-moves", "2018-19-Q3", 60));
    assert_eq!(events.word(), "Better");
}

#[test]
fn a_direction_is_judged_by_the_change_in_a_year() {
    let moves = |now: u64, before: u64| {
        status(vec![
            number("placement-moves", "2018-19-Q4", now),
            number("placement-moves", "2017-18-Q4", before),
        ])
    };
    assert_eq!(
        moves(25, 60),
        (
            Status::OnTarget,
            "The strategy asks for a decrease. Better than in Q4 2017-18: 25 now, 60 then.".to_owned()
        )
    );
    assert_eq!(moves(60, 25).0, Status::OffTarget);
    assert_eq!(moves(44, 58).0, Status::NotClear);
}

#[test]
fn the_baseline_is_the_strategys_own() {
    let now = |quarter: &str, before: &str, measure: &str| {
        let judged = judged(vec![share(measure, quarter, 50, 100), share(measure, before, 20, 100)]);
        judged.judgement.expect("judged").baseline.map(|change| (change.before.to_string(), change.word()))
    };
    let found = |period: &str, word| Some((period.to_owned(), word));
    // The end of the children's year 2017-18; of the care leavers' 2016-17; for events the same quarter of it.
    assert_eq!(now("2019-20-Q2", "2017-18-Q4", "living-in-permanent-home"), found("2017-18-Q4", "Better"));
    assert_eq!(now("2018-19-Q4", "2016-17-Q4", "health-summary-issued"), found("2016-17-Q4", "Better"));
    assert_eq!(
        now("2018-19-Q4", "2016-17-Q4", "suitable-accommodation"),
        found("2016-17-Q4", "Not comparable")
    );
    assert_eq!(now("2019-20-Q2", "2017-18-Q2", "participation-in-reviews"), found("2017-18-Q2", "Better"));
    assert_eq!(now("2017-18-Q4", "2016-17-Q4", "living-in-permanent-home"), None);
}

/// A value of a measure's form, of a hundred or so.
fn value_of(form: &Form, number: u64) -> Value {
    match form {
        Form::Share(_) | Form::Ratio { .. } => Value::Share { met: number, of: 100 },
        Form::Count { .. } => Value::Count { count: number, rate: None },
        Form::Mean { .. } => Value::Mean { sum: 1_000 + i64::try_from(number).expect("few"), of: 100 },
        Form::Median { .. } => Value::Median { twice: i64::try_from(number).expect("few"), of: 100 },
        Form::Parts { groups, .. } => {
            let part = |at: usize| if at == 0 { number } else { 0 };
            let part = |(at, group): (usize, &boardpack::kpi::Group)| Part {
                name: group.name.clone(),
                count: part(at),
            };
            Value::Parts { parts: groups.iter().enumerate().map(part).collect(), of: number }
        }
    }
}

#[test]
fn every_measure_with_history_stands_beside_where_its_strategy_began() {
    let now = period("2018-19-Q4");
    for measure in catalogue().measures() {
        let start = targets().baseline(measure, now);
        let at = |when: Period, number: u64| {
            let figure = figure(&measure.id, when, value_of(&measure.form, number));
            let wave = Wave { closed: figure.window.until, invited: 100, responded: 100 };
            Figure { wave: (measure.rows.basis == Basis::Survey).then_some(wave), ..figure }
        };
        let judgement = judged(vec![at(now, 80), at(start, 40)]).judgement.expect("judged");
        let baseline = judgement.baseline.as_ref().unwrap_or_else(|| panic!("{}", measure.id));
        assert_eq!(baseline.before, start, "{}", measure.id);
        let both = baseline.reason.contains(" now, ");
        assert!(both && baseline.reason.ends_with('.'), "{}: {}", measure.id, baseline.reason);
        // Claimed by a test, or the sentence says why there is none.
        let why =
            ["; not tested", "; not comparable with before"].iter().any(|why| baseline.reason.contains(why));
        assert_eq!(baseline.verdict.is_none(), why, "{}: {}", measure.id, baseline.reason);
        let said = judgement.sentences().iter().any(|(_, words)| words.ends_with(&baseline.reason));
        assert!(said, "{}: {:?}", measure.id, judgement.sentences());
    }
}

#[test]
fn the_same_quarter_last_year_stands_beside_the_quarter_before() {
    let judgement = judged(vec![
        share("reviews-on-time", "2018-19-Q4", 195, 209),
        share("reviews-on-time", "2018-19-Q3", 150, 205),
        share("reviews-on-time", "2017-18-Q4", 180, 200),
    ])
    .judgement
    .expect("judged");
    let said = judgement.sentences();
    let said: Vec<(&str, &str)> = said.iter().map(|(label, words)| (*label, words.as_str())).collect();
    assert_eq!(
        said[1..],
        [
            (
                "A year ago, where the strategy began",
                "No clear change since Q4 2017-18: 195 of 209 (93%) now, 180 of 200 (90%) then."
            ),
            ("The period before", "Better than in Q3 2018-19: 195 of 209 (93%) now, 150 of 205 (73%) then."),
        ]
    );
    // What was not tested is left to the history where there is little room, but what was is said there too.
    assert_eq!(judgement.brief(), judgement.sentences());
}

#[test]
fn comparators_are_those_public_on_the_day_and_counted_alike() {
    let of =
        |figure: Figure, on: &str| judged_by(vec![figure], day(on)).judgement.expect("judged").comparators;
    let placements =
        of(share("three-or-more-placements", "2018-19-Q4", 60, 348), "2019-03-31").expect("some");
    assert_eq!(
        placements.sentence,
        "Year to 31 March 2018: England 11%, London 11%, statistical neighbours 10.7% (mean) and 10.5% (median) of 10; this figure is worse than England. The council's own published figure was 11%, rank 67 of 145 councils (quartile B, A is the best)."
    );
    let like = of(share("three-or-more-placements", "2018-19-Q4", 33, 348), "2019-03-31").expect("some");
    assert!(like.sentence.contains("; this figure is similar to England."), "{}", like.sentence);
    let later = of(share("three-or-more-placements", "2018-19-Q4", 33, 348), "2020-01-01").expect("some");
    assert_eq!(later.year, 2019);
    let midyear = of(share("three-or-more-placements", "2018-19-Q2", 33, 348), "2018-09-30").expect("some");
    assert_eq!(midyear.year, 2017);
    assert!(
        midyear.sentence.ends_with(" Theirs are figures of a year that ends on 31 March, this one is not.")
    );
    // Rows left out for want of a record make the two unlike.
    let mut drugs = share("looked-after-drugs-alcohol", "2018-19-Q4", 60, 190);
    assert!(of(drugs.clone(), "2019-03-31").expect("some").beside.is_some());
    drugs.tally.missing = 6;
    assert_eq!(of(drugs, "2019-03-31").expect("some").beside, None);
    assert_eq!(of(share("reviews-on-time", "2018-19-Q4", 33, 348), "2019-03-31"), None);
}

/// The quarter and the months under it.
fn with_months(measure: &str, months: &[u64], of: Option<u64>) -> Vec<Figure> {
    let value = |count: u64| match of {
        Some(of) => Value::Share { met: count, of },
        None => Value::Count { count, rate: None },
    };
    let last = period("2019-03");
    let periods = last.history(u32::try_from(months.len()).expect("few"));
    let quarter = match of {
        Some(of) => share(measure, "2018-19-Q4", months.iter().rev().take(3).sum(), 3 * of),
        None => number(measure, "2018-19-Q4", months.iter().rev().take(3).sum()),
    };
    let months = periods.into_iter().zip(months).map(|(month, count)| figure(measure, month, value(*count)));
    std::iter::once(quarter).chain(months).collect()
}

#[test]
fn months_qualify_the_status() {
    let said =
        |figures: Vec<Figure>| judged(figures).judgement.expect("judged").variation.map(|one| one.sentence);
    let steady = [45, 47, 43, 46, 44, 45, 47, 46, 43, 45, 44, 46, 45, 43, 47, 45];
    assert_eq!(
        said(with_months("reviews-on-time", &steady, Some(70))).as_deref(),
        Some(
            "Off target, but ordinary variation over the 16 months to March 2019; the target will not be met as things are."
        )
    );
    // Four months before the new form would have pulled the mean down and made a shift of the rest.
    let with_old: Vec<u64> = [20, 22, 21, 20].into_iter().chain(steady).collect();
    assert_eq!(
        said(with_months("reviews-on-time", &with_old, Some(70))).as_deref(),
        Some(
            "Off target, but ordinary variation over the 20 months to March 2019; the target will not be met as things are. Limits anew from 1 December 2017: A new form (Head of Service)."
        )
    );
    let mut fallen = [68, 67, 69, 68, 68, 69, 67, 68, 69, 68, 67, 68, 69, 68, 67, 68];
    fallen[15] = 60;
    let words = said(with_months("reviews-on-time", &fallen, Some(70))).expect("months");
    assert!(
        words.starts_with("On target, but a signal of concern: over the 16 months to March 2019 the latest value is below the lower limit"),
        "{words}"
    );
    assert_eq!(
        said(with_months("reviews-on-time", &steady[..10], Some(70))).as_deref(),
        Some(
            "Fewer than 13 values in the 10 months to March 2019: limits are on trial, and no signal is claimed."
        )
    );
    assert_eq!(
        said(with_months("reviews-on-time", &[5; 16], Some(7))).as_deref(),
        Some("No limits over the 16 months to March 2019, for the median denominator is below 10.")
    );
    let rare = [0, 1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0];
    assert_eq!(
        said(with_months("lincc-meetings-with-leaders", &rare, None)).as_deref(),
        Some(
            "5 meetings in the 16 months to March 2019, in 4 of them, the last in January 2019: too few for limits."
        )
    );
    // A state repeats its rows from month to month: no chart of months.
    assert_eq!(said(with_months("placed-over-20-miles", &steady, Some(70))), None);
}

/// Months of a count, with a row an event: its day of the month and its person.
fn with_days(measure: &str, months: &[&[(u32, &str)]]) -> AssessedFigure {
    let counts: Vec<u64> = months.iter().map(|events| events.len() as u64).collect();
    let figures = with_months(measure, &counts, None);
    let year_ago = number(measure, "2017-18-Q4", 0);
    let measured: Measured = figures
        .into_iter()
        .chain([year_ago])
        .enumerate()
        .map(|(at, figure)| {
            let start = figure.period.first_day();
            let rows = at.checked_sub(1).and_then(|month| months.get(month)).into_iter().flat_map(|one| *one);
            let rows = rows.enumerate().map(|(row, (day, person))| Outcome {
                row: row.to_string(),
                person: Some((*person).to_owned()),
                state: State::Met,
                value: None,
                of: None,
                group: None,
                day: Date::from_ymd_opt(start.year(), start.month(), *day),
            });
            (figure, rows.collect())
        })
        .collect();
    let asked = [(measure.to_owned(), vec![period("2018-19-Q4")])];
    let grounds = Grounds {
        catalogue: catalogue(),
        targets: targets(),
        benchmarks: Benchmarks::default(),
        on: day("2019-03-31"),
        asked: &asked,
    };
    assess_on(&measured, &grounds).figure(measure, period("2018-19-Q4")).expect("a figure").clone()
}

#[test]
fn rare_events_keep_their_days_and_frequent_ones_do_not() {
    let strip = |months: &[&[(u32, &str)]]| {
        let variation = with_days("tenancy-breakdowns", months).judgement.expect("judged").variation;
        variation.expect("months").events
    };
    let none: &[(u32, &str)] = &[];
    let rare = strip(&[none, &[(30, "A"), (2, "B")], none, none, &[(15, "A")], none]).expect("a strip");
    assert_eq!((rare.first(), rare.last()), (day("2018-10-01"), day("2019-03-31")));
    let days: Vec<(String, usize)> =
        rare.days().iter().map(|one| (one.date.to_string(), one.events)).collect();
    let found = |text: &str| (text.to_owned(), 1);
    assert_eq!(days, ["2018-11-02", "2018-11-30", "2019-02-15"].map(found));
    // Nothing to draw, and limits instead of days from two a month on.
    assert_eq!(strip(&[none; 6]), None);
    let often: &[(u32, &str)] = &[(3, "A"), (9, "B")];
    assert_eq!(strip(&[often; 6]), None);
    // A row without its day would leave the strip one event short.
    assert_eq!(strip(&[none, &[(31, "A")], none, none, none, none]), None, "30 days has November");
}

#[test]
fn one_of_every_noun_has_a_name() {
    let mut all: Vec<(String, String)> =
        catalogue().measures().map(|one| (one.noun.clone(), singular(&one.noun))).collect();
    all.sort();
    all.dedup();
    let words: Vec<String> = all.iter().map(|(many, one)| format!("{many}: {one}")).collect();
    assert_eq!(
        words,
        [
            "advisers: adviser",
            "agencies: agency",
            "audits: audit",
            "care leavers: care leaver",
            "children: child",
            "children and young people: child or young person",
            "complaints: complaint",
            "compliments: compliment",
            "fostering households: fostering household",
            "meetings: meeting",
            "missing episodes: missing episode",
            "moves: move",
            "permanent exclusions: permanent exclusion",
            "ratings: rating",
            "requests: request",
            "reviews: review",
            "school sessions: school session",
            "staff: member of staff",
            "suspensions: suspension",
            "tenancies: tenancy",
            "visits: visit",
            "young people: young person",
        ]
    );
}

/// Higher is better from 92.5%; lower is better to 7.5%: the mirror of it.
const HIGHER: &str = "reviews-on-time";
const LOWER: &str = "placed-over-20-miles";

fn standing_of(measure: &str, met: u64, of: u64) -> boardpack::assess::Standing {
    judged(vec![share(measure, "2018-19-Q4", met, of)]).judgement.expect("judged").standing
}

/// How good a status is.
fn rank(status: Status) -> u8 {
    match status {
        Status::OnTarget => 2,
        Status::Close => 1,
        Status::OffTarget => 0,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_better_value_never_has_a_worse_status(of in 20_u64..3_000, a in 0_u64..=1_000, b in 0_u64..=1_000) {
        let (low, high) = (of * a.min(b) / 1_000, of * a.max(b) / 1_000);
        prop_assert!(rank(standing_of(HIGHER, low, of).status) <= rank(standing_of(HIGHER, high, of).status));
        prop_assert!(rank(standing_of(LOWER, low, of).status) >= rank(standing_of(LOWER, high, of).status));
    }

    #[test]
    fn the_mirror_of_a_figure_has_the_same_status_and_the_same_way_to_go(of in 20_u64..3_000, permille in 0_u64..=1_000) {
        let met = of * permille / 1_000;
        let (one, other) = (standing_of(HIGHER, met, of), standing_of(LOWER, of - met, of));
        prop_assert_eq!((one.status, one.sureness), (other.status, other.sureness));
        let people = |words: Option<String>| words.map(|words| words.split(' ').next().expect("a word").to_owned());
        prop_assert_eq!(people(one.distance), people(other.distance));
    }

    #[test]
    fn the_mirror_of_two_figures_has_the_same_change(
        of in 20_u64..600, now in 0_u64..=1_000, of_before in 20_u64..600, before in 0_u64..=1_000,
    ) {
        let (met, met_before) = (of * now / 1_000, of_before * before / 1_000);
        let verdict = |measure: &str, (met, of): (u64, u64), (met_before, of_before): (u64, u64)| {
            let figures = vec![
                share(measure, "2018-19-Q4", met, of),
                share(measure, "2017-18-Q4", met_before, of_before),
            ];
            judged(figures).judgement.expect("judged").last_year.verdict
        };
        let one = verdict(HIGHER, (met, of), (met_before, of_before));
        prop_assert!(one.is_some());
        prop_assert_eq!(one, verdict(LOWER, (of - met, of), (of_before - met_before, of_before)));
    }

    #[test]
    fn a_status_is_decided_on_the_exact_fraction(of in 20_u64..5_000, near in -40_i64..40) {
        // Around the target and around the edge of the tolerance, where rounding would tell another story.
        for tenths in [925_u64, 875] {
            let Some(met) = (of * tenths / 1_000).checked_add_signed(near).filter(|met| *met <= of) else { continue };
            let expected = if met * 1_000 >= 925 * of {
                Status::OnTarget
            } else if met * 1_000 >= 875 * of {
                Status::Close
            } else {
                Status::OffTarget
            };
            prop_assert_eq!(standing_of(HIGHER, met, of).status, expected);
        }
    }

    #[test]
    fn the_way_to_the_target_leads_there_and_no_further_than_needed(of in 20_u64..3_000, permille in 0_u64..=1_000) {
        let met = of * permille / 1_000;
        let Some(words) = standing_of(HIGHER, met, of).distance else { return Ok(()) };
        let more: u64 = words.split(' ').next().expect("a word").replace(',', "").parse().expect("a number");
        prop_assert_eq!(standing_of(HIGHER, met + more, of).status, Status::OnTarget);
        prop_assert_ne!(standing_of(HIGHER, met + more - 1, of).status, Status::OnTarget);
    }

    #[test]
    fn below_20_only_a_duty_has_a_status_and_nothing_a_change(of in 1_u64..20, permille in 0_u64..=1_000) {
        let met = of * permille / 1_000;
        for measure in catalogue().measures().filter(|one| matches!(one.form, Form::Share(_))) {
            let figures = vec![
                share(&measure.id, "2018-19-Q4", met, of),
                share(&measure.id, "2018-19-Q3", of, of),
                share(&measure.id, "2017-18-Q4", of - met, 200),
            ];
            let judgement = judged(figures).judgement.expect("judged");
            let duty = measure.target.as_ref().is_some_and(|target| target.percent == Some(100));
            let status = judgement.standing.status;
            if duty && measure.id != "dental-check" {
                prop_assert!(matches!(status, Status::OnTarget | Status::OffTarget), "{} {status:?}", measure.id);
            } else {
                prop_assert!(matches!(status, Status::TooFew | Status::NoTarget), "{} {status:?}", measure.id);
            }
            prop_assert!(!judgement.previous.is_clear() && !judgement.last_year.is_clear(), "{}", measure.id);
        }
    }
}
