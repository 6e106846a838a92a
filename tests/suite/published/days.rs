//! No day of an event leaves the council.

use boardpack::assess::{Grounds, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::{Period, parse_iso};
use boardpack::compute::{Figure, Measured, Outcome, State};
use boardpack::disclosure::{Partners, Policy};
use boardpack::pack::Block;
use boardpack::plan::Plan;
use boardpack::protect::{protect, protect_by};
use boardpack::target::Targets;
use boardpack::template::Profile;

use super::{figure, packs, public, quarter, quarters};

const RARE: &str = "missing-episodes";

/// Six events in every quarter, enough to be published, and too few a month for limits: 1, 2 and 3.
fn events(measure: &boardpack::kpi::Measure) -> Measured {
    let last = Period::Month { year: 2019, month: 3 };
    let months = last.history(39).into_iter().enumerate().map(|(at, month)| (month, [1, 2, 2][at % 3]));
    let longer = quarters().into_iter().chain(quarter().same_last_year().history(8)).map(|one| (one, 6));
    let halves = ["2018-19-H2", "2018-19-H1", "2017-18-H2", "2017-18-H1", "2016-17-H2", "2016-17-H1"];
    let years = ["2018-19", "2017-18", "2016-17", "2015-16", "2014-15"];
    let named = halves.into_iter().map(|one| (one, 12)).chain(years.into_iter().map(|one| (one, 24)));
    let named = named.map(|(name, count)| (name.parse::<Period>().expect("a period"), count));
    months
        .chain(longer)
        .chain(named)
        .map(|(period, count): (Period, u64)| {
            let figure: Figure = figure(measure, period, (count, 0));
            let row = |at: u64| Outcome {
                row: at.to_string(),
                person: Some(format!("child {at}")),
                state: State::Met,
                value: None,
                of: None,
                group: None,
                day: Some(period.first_day()),
            };
            (figure, (0..count).map(row).collect::<Vec<Outcome>>())
        })
        .collect()
}

fn strips(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::StripChart(_) => 1,
            Block::Together(inner) => strips(inner),
            _ => 0,
        })
        .sum()
}

#[test]
fn days_of_events_are_for_the_internal_profile_alone() {
    let (catalogue, templates) = public();
    let plan = Plan::new(&templates, &catalogue, quarter());
    let measured = events(catalogue.get(RARE).expect("a measure"));
    let asked: Vec<(String, Vec<Period>)> = plan.figures().into_iter().filter(|(id, _)| id == RARE).collect();
    let grounds = Grounds {
        catalogue: &catalogue,
        targets: &Targets::default(),
        benchmarks: Benchmarks::default(),
        on: parse_iso("2019-03-31").expect("a day"),
        asked: &asked,
    };
    let assessed = assess_on(&measured, &grounds);
    let drawn = |profile: Profile| {
        let figures = protect(&assessed, &[], &catalogue, profile).expect("figures that are safe");
        let with_days = figures
            .figures()
            .filter(|one| one.judgement.as_ref().is_some_and(|judgement| judgement.variation.is_some()))
            .count();
        let shown = figures.figures().filter(|one| one.value.is_some()).count();
        let packs = packs(&catalogue, &plan, &figures);
        (shown > 0, with_days > 0, packs.iter().map(|pack| strips(&pack.document)).sum::<usize>() > 0)
    };
    assert_eq!(drawn(Profile::Internal), (true, true, true), "the same figures have days to show");
    for (name, profile) in Profile::ALL.into_iter().filter(|(_, one)| *one != Profile::Internal) {
        assert_eq!(drawn(profile), (true, false, false), "{name}");
    }
    let open = Policy::new(5, Partners::Open).expect("a policy");
    let figures =
        protect_by(&assessed, &[], &catalogue, (Profile::Partners, open)).expect("figures that are safe");
    let said: Vec<_> = figures
        .figures()
        .filter_map(|one| one.judgement.as_ref()?.variation.as_ref())
        .map(|variation| (variation.months.is_empty(), variation.events.is_none()))
        .collect();
    assert!(!said.is_empty() && said.iter().all(|one| *one == (false, true)), "months, and no day: {said:?}");
}
