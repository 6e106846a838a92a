//! Groups in published packs: what a reader who adds up can find out, and what other hidden counts would show.

use boardpack::assess::{Grounds, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::breakdown::{Breakdown, SplitBy, Whom};
use boardpack::calendar::{Period, parse_iso};
use boardpack::compute::{Availability, Figure, Measured, NoSplit, Split, SplitGroup, Tally, Value};
use boardpack::diagnostic::Source;
use boardpack::disclosure::class;
use boardpack::kpi::{Catalogue, Form};
use boardpack::ledger::Reported;
use boardpack::pack::{Inputs, Provenance, Table, assemble, tidy_breakdowns, tidy_rows};
use boardpack::plan::Plan;
use boardpack::protect::{Publishable, Refused, ReleasedValue, protect};
use boardpack::scrutiny::scrutinise;
use boardpack::target::Targets;
use boardpack::template::{Profile, TemplateFile};
use proptest::prelude::*;

use super::quarter;

/// A measure of all children, so that the numbers in groups are printed beside the shares.
const NUMBER: &str = "children-looked-after-number";
const SHARE: &str = "three-or-more-placements";

/// For how many of a group it holds, and for how many not.
type Pair = (u64, u64);

fn catalogue() -> Catalogue {
    Catalogue::built_in().expect("the built-in measures")
}

fn value(catalogue: &Catalogue, id: &str, (met, not): Pair) -> Value {
    match catalogue.get(id).expect("a measure").form {
        Form::Count { .. } => Value::Count { count: met + not, rate: None },
        _ => Value::Share { met, of: met + not },
    }
}

/// Figures of measures, the sums of their groups.
fn released(catalogue: &Catalogue, profile: Profile, of: &[(&str, Period, Vec<Pair>)]) -> Publishable {
    let figures: Measured = of
        .iter()
        .map(|(id, period, pairs)| {
            let measure = catalogue.get(id).expect("a measure");
            let (met, not) = pairs.iter().fold((0, 0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
            Figure {
                measure: (*id).to_owned(),
                period: *period,
                window: measure.rows.basis.window(*period),
                availability: Availability::Available,
                value: Some(value(catalogue, id, (met, not))),
                tally: Tally { met, not_met: not, ..Tally::default() },
                wave: None,
                version: 1,
            }
        })
        .collect();
    let mut asked: Vec<(String, Vec<Period>)> = Vec::new();
    for (id, period, _) in of {
        match asked.iter_mut().find(|(known, _)| known == id) {
            Some((_, periods)) => periods.push(*period),
            None => asked.push(((*id).to_owned(), vec![*period])),
        }
    }
    let grounds = Grounds {
        catalogue,
        targets: &Targets::default(),
        benchmarks: Benchmarks::default(),
        on: parse_iso("2019-03-31").expect("a day"),
        asked: &asked,
    };
    protect(&assess_on(&figures, &grounds), &[], catalogue, profile).expect("figures that are safe")
}

/// The same broken down.
fn by_groups(
    catalogue: &Catalogue,
    profile: Profile,
    by: Breakdown,
    of: &[(&str, Period, Vec<Pair>)],
) -> Result<Publishable, Refused> {
    by_groups_after(catalogue, (profile, None), by, of)
}

/// The same, where readers have what was reported.
fn by_groups_after(
    catalogue: &Catalogue,
    (profile, reported): (Profile, Option<&Reported>),
    by: Breakdown,
    of: &[(&str, Period, Vec<Pair>)],
) -> Result<Publishable, Refused> {
    let splits: Vec<Split> = of
        .iter()
        .map(|(id, period, pairs)| {
            let whom = Whom::of(catalogue.get(id).expect("a measure"));
            let boardpack::breakdown::Groups::Fixed(groups) = by.groups(whom) else {
                panic!("groups of the data");
            };
            assert_eq!(groups.len(), pairs.len());
            let groups = groups
                .iter()
                .zip(pairs)
                .map(|(group, pair)| SplitGroup {
                    code: group.code.to_owned(),
                    name: group.name.to_owned(),
                    tally: Tally { met: pair.0, not_met: pair.1, ..Tally::default() },
                    value: value(catalogue, id, *pair),
                })
                .collect();
            let by = SplitBy { measure: (*id).to_owned(), period: *period, breakdown: by };
            Split { by, whom, groups: Ok(groups) }
        })
        .collect();
    released(catalogue, profile, of).with_breakdowns(&splits, catalogue, reported)
}

/// What is printed for each group; `None` where nothing is.
fn printed(figures: &Publishable, id: &str, by: Breakdown) -> Vec<(String, String)> {
    let one = figures.breakdown(id, quarter(), by).expect("asked for");
    one.groups.iter().map(|group| (group.code.clone(), group.long.clone())).collect()
}

fn texts(list: &[(String, String)]) -> Vec<&str> {
    list.iter().map(|(_, text)| text.as_str()).collect()
}

/// What readers have once public packs with these groups were published one after the other.
fn reported(by: Breakdown, publications: &[Vec<(&str, Period, Vec<Pair>)>]) -> Reported {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reported = Reported::default();
    for (number, (of, quarter)) in publications.iter().zip(quarter().history(4)).enumerate() {
        let figures = by_groups(catalogue_once(), Profile::Public, by, of).expect("safe");
        let mut rows = tidy_rows(&figures, |_, _| true);
        rows.extend(tidy_breakdowns(&figures, |_| true));
        let packs = [("public", Profile::Public, rows)];
        let on = format!("2019-05-{:02}", number + 1);
        let (_, ledger) = crate::published::restated::record(folder.path(), quarter, &packs, &on);
        reported = Reported::to(Profile::Public, &ledger);
    }
    reported
}

/// The groups of a measure that are told after these were published.
fn told(then: &(&str, Period, Vec<Pair>), now: &(&str, Period, Vec<Pair>)) -> Vec<String> {
    let reported = reported(Breakdown::Sex, &[vec![then.clone()]]);
    let catalogue = catalogue();
    let now_is = (Profile::Public, Some(&reported));
    let figures =
        by_groups_after(&catalogue, now_is, Breakdown::Sex, std::slice::from_ref(now)).expect("safe");
    let one = figures.breakdown(now.0, now.1, Breakdown::Sex).expect("asked for");
    assert_eq!(one.groups.is_empty(), one.without.is_some());
    one.groups.iter().map(|group| group.long.clone()).collect()
}

#[test]
fn groups_from_which_earlier_ones_could_be_subtracted_are_not_told() {
    const EVENTS: &str = "initial-health-assessment";
    let period = |text: &str| text.parse::<Period>().expect("a period");
    let (autumn, half) = (period("2018-19-Q3"), period("2018-19-H2"));
    // Female, male, not recorded. The half-year less the autumn leaves 2 girls seen late in the winter.
    let in_autumn = vec![(20, 10), (25, 12), (0, 0)];
    let in_half = vec![(41, 12), (50, 26), (0, 0)];
    let whole = ["41 of 53, 77%", "50 of 76, 66%", "nobody"];
    assert_eq!(
        told(&(SHARE, half, in_half.clone()), &(EVENTS, half, in_half.clone())),
        whole,
        "of another measure"
    );
    assert!(told(&(EVENTS, autumn, in_autumn.clone()), &(EVENTS, half, in_half.clone())).is_empty());
    assert!(told(&(EVENTS, half, in_half.clone()), &(EVENTS, autumn, in_autumn.clone())).is_empty());
    // The same days: as they were told, or not at all once one girl more is known.
    assert_eq!(told(&(EVENTS, half, in_half.clone()), &(EVENTS, half, in_half.clone())), whole);
    let late = vec![(42, 12), (50, 26), (0, 0)];
    assert!(told(&(EVENTS, half, in_half.clone()), &(EVENTS, half, late)).is_empty());
    // Days that do not meet, and people on two days.
    assert_eq!(
        told(&(EVENTS, period("2018-19-H1"), in_autumn.clone()), &(EVENTS, half, in_half.clone())),
        whole
    );
    assert_eq!(told(&(SHARE, autumn, in_autumn), &(SHARE, half, in_half)), whole);
}

/// The groups by sex of each measure now, once readers have those of earlier publications; empty where there are none.
fn by_sex_after(
    then: &[Vec<(&str, Period, Vec<Pair>)>],
    now: &[(&str, Period, Vec<Pair>)],
) -> Vec<Vec<String>> {
    let reported = reported(Breakdown::Sex, then);
    let is = (Profile::Public, Some(&reported));
    let figures = by_groups_after(catalogue_once(), is, Breakdown::Sex, now).expect("safe");
    let groups = |(id, period, _): &(&str, Period, Vec<Pair>)| {
        let one = figures.breakdown(id, *period, Breakdown::Sex).expect("asked for");
        one.groups.iter().map(|group| group.long.clone()).collect()
    };
    now.iter().map(groups).collect()
}

#[test]
fn two_measures_of_the_same_children_do_not_tell_of_a_few_between_them() {
    const OTHER: &str = "allocated-social-worker";
    let all = (SHARE, quarter(), vec![(20, 60), (20, 70), (0, 0)]);
    // Of 80 girls 3 are left out, of 90 boys 7: as a whole no few, in a group a few.
    let but_a_few = (OTHER, quarter(), vec![(60, 17), (60, 23), (0, 0)]);
    let shown = by_sex_after(&[], &[all.clone(), but_a_few.clone()]);
    assert_eq!(shown.iter().filter(|groups| !groups.is_empty()).count(), 1, "{shown:?}");
    let but_more = (OTHER, quarter(), vec![(60, 13), (60, 23), (0, 0)]);
    assert_eq!(
        by_sex_after(&[], &[all.clone(), but_more]),
        [["20 of 80, 25%", "20 of 90, 22%", "nobody"], ["60 of 73, 82%", "60 of 83, 72%", "nobody"]]
    );
    // The same in the pack of a later day, of records that have come in since.
    assert_eq!(by_sex_after(&[vec![all]], &[but_a_few]), [Vec::<String>::new()]);
}

#[test]
fn groups_of_twelve_months_told_year_by_year_do_not_leave_a_few_days() {
    const EVENTS: &str = "health-summary-issued";
    let period = |text: &str| text.parse::<Period>().expect("a period");
    // No young woman turned 18 in the first year, so 10 did in the second half of the year and a half: of 13 in the last
    // year 3 did in its second half.
    let then = [
        vec![(EVENTS, period("2017-18-Q4"), vec![(0, 0), (30, 20), (0, 0)])],
        vec![(EVENTS, period("2018-19-Q2"), vec![(10, 0), (31, 22), (0, 0)])],
    ];
    let now = |women: u64| [(EVENTS, quarter(), vec![(women, 0), (33, 24), (0, 0)])];
    assert_eq!(by_sex_after(&then, &now(13)), [Vec::<String>::new()]);
    assert_eq!(by_sex_after(&then, &now(16)), [["16 of 16 (100%)", "33 of 57, 58%", "nobody"]]);
}

#[test]
fn who_left_care_does_not_follow_from_groups_of_two_days_and_those_who_came() {
    let autumn: Period = "2018-19-Q3".parse().expect("a period");
    let then = [vec![(NUMBER, autumn, vec![(100, 0), (100, 0), (0, 0)])]];
    let now = |girls: u64| {
        [
            (NUMBER, quarter(), vec![(girls, 0), (110, 0), (0, 0)]),
            ("children-started", quarter(), vec![(10, 0), (30, 0), (0, 0)]),
        ]
    };
    // 100 girls and 10 who came: where 107 are there 3 left, where 102 are there 8.
    let shown = by_sex_after(&then, &now(107));
    assert_eq!(shown.iter().filter(|groups| !groups.is_empty()).count(), 1, "{shown:?}");
    assert_eq!(by_sex_after(&then, &now(102)), [["102", "110", "0"], ["10", "30", "0"]]);
}

#[test]
fn the_audit_adds_up_groups_of_several_measures_and_days() {
    let autumn: Period = "2018-19-Q3".parse().expect("a period");
    let groups = |counts: [u64; 6]| counts.map(|count| (count, 0)).to_vec();
    // 30 Asian children and 8 who came: of 35 in March follows that 3 left, which is hidden.
    let there = |asian: u64, period: Period| (NUMBER, period, groups([asian, 40, 40, 180, 20, 0]));
    let came = ("children-started", quarter(), groups([8, 9, 10, 30, 7, 0]));
    let left = ("children-ceased", quarter(), groups([3, 8, 12, 30, 9, 0]));
    let found = |of: &[(&str, Period, Vec<Pair>)]| {
        let rows = of.iter().flat_map(|one| {
            let alone = std::slice::from_ref(one);
            let figures = by_groups(catalogue_once(), Profile::Public, Breakdown::Ethnicity, alone)
                .expect("safe alone");
            let mut rows = tidy_rows(&figures, |_, _| true);
            rows.extend(tidy_breakdowns(&figures, |_| true));
            rows
        });
        let folder = tempfile::tempdir().expect("a folder");
        let packs = [("public", Profile::Public, rows.collect())];
        let (written, ledger) =
            crate::published::restated::record(folder.path(), quarter(), &packs, "2019-05-01");
        let known = (catalogue_once(), Benchmarks::default());
        scrutinise(&[written], Some(&ledger), known, None).failures
    };
    assert_eq!(found(&[there(35, quarter()), came.clone(), left.clone()]), []);
    let failures = found(&[there(30, autumn), there(35, quarter()), came, left]);
    let words = "can be worked out exactly".to_owned();
    let name = |group: &str| format!("children-ceased@2018-19-Q4/ethnicity={group}, numerator");
    assert_eq!(failures, [(name("asian"), words.clone()), (name("black"), words)]);
}

#[test]
fn a_small_group_takes_another_with_it_and_its_numbers_go_everywhere() {
    let catalogue = catalogue();
    // Asian, Black, mixed, White, other, not recorded: 3 are of another group.
    let share = vec![(7, 23), (9, 31), (8, 40), (30, 160), (1, 2), (0, 0)];
    let of = [(SHARE, quarter(), share.clone()), (NUMBER, quarter(), share)];
    let figures = by_groups(&catalogue, Profile::Public, Breakdown::Ethnicity, &of).expect("safe");
    // The smallest class, then the first in order: Asian goes with the other group.
    assert_eq!(
        texts(&printed(&figures, SHARE, Breakdown::Ethnicity)),
        ["[c]", "9 of 40, 23%", "8 of 48, 17%", "30 of 190, 16%", "[c]", "nobody"]
    );
    assert_eq!(
        texts(&printed(&figures, NUMBER, Breakdown::Ethnicity)),
        ["[c]", "40", "48", "190", "[c]", "0"],
        "the numbers in the groups are those of the shares"
    );
    let internal = by_groups(&catalogue, Profile::Internal, Breakdown::Ethnicity, &of).expect("all");
    assert_eq!(texts(&printed(&internal, SHARE, Breakdown::Ethnicity))[4], "1 of 3");
}

#[test]
fn a_small_number_in_a_large_group_hides_what_would_give_it_away() {
    let catalogue = catalogue();
    let of = [(SHARE, quarter(), vec![(3, 60), (20, 70), (0, 0)])];
    let figures = by_groups(&catalogue, Profile::Public, Breakdown::Sex, &of).expect("safe");
    let one = figures.breakdown(SHARE, quarter(), Breakdown::Sex).expect("asked for");
    // Of two groups nothing is left: the table is left out, and does not say which of them it was.
    assert_eq!(
        (one.groups.len(), one.without.as_deref()),
        (0, Some("not shown, so that nobody can be recognised"))
    );
}

#[test]
fn groups_of_a_hidden_figure_are_hidden_and_so_is_what_counts_the_same_people() {
    let catalogue = catalogue();
    let of = [(SHARE, quarter(), vec![(2, 60), (2, 70), (0, 0)])];
    let figures = by_groups(&catalogue, Profile::Public, Breakdown::Sex, &of).expect("safe");
    assert!(figures.breakdown(SHARE, quarter(), Breakdown::Sex).expect("asked for").groups.is_empty());

    // 30 asylum-seeking children of 330 would be shown, but the measure that counts them is hidden, for its complement.
    let twin = "unaccompanied-asylum-seeking-children";
    let of = [(NUMBER, quarter(), vec![(30, 0), (300, 0)]), (twin, quarter(), vec![(30, 0), (0, 4)])];
    let figures = by_groups(&catalogue, Profile::Public, Breakdown::AsylumSeeking, &of).expect("safe");
    assert!(
        figures.breakdown(NUMBER, quarter(), Breakdown::AsylumSeeking).expect("asked for").groups.is_empty()
    );
    let alone = [(NUMBER, quarter(), vec![(30, 0), (300, 0)])];
    let figures = by_groups(&catalogue, Profile::Public, Breakdown::AsylumSeeking, &alone).expect("safe");
    assert_eq!(texts(&printed(&figures, NUMBER, Breakdown::AsylumSeeking)), ["30", "300"]);
}

#[test]
fn of_several_periods_that_share_days_the_longest_alone_is_broken_down() {
    let catalogue = catalogue();
    let flow = "initial-health-assessment";
    let year: Period = "2018-19".parse().expect("a period");
    let pairs = vec![(40, 30), (50, 30), (0, 0)];
    let of = [(flow, quarter(), vec![(20, 10), (20, 10), (0, 0)]), (flow, year, pairs)];
    let figures = by_groups(&catalogue, Profile::Partners, Breakdown::Sex, &of).expect("safe");
    let short = figures.breakdown(flow, quarter(), Breakdown::Sex).expect("asked for");
    assert_eq!((short.groups.len(), short.without.as_deref()), (0, Some("stands with the longer period")));
    assert_eq!(figures.breakdown(flow, year, Breakdown::Sex).expect("asked for").groups.len(), 3);
}

#[test]
fn team_and_provider_never_leave_the_internal_profile() {
    let catalogue = catalogue();
    for (profile, by) in [(Profile::Public, Breakdown::Team), (Profile::Partners, Breakdown::Provider)] {
        let by = SplitBy { measure: SHARE.to_owned(), period: quarter(), breakdown: by };
        let split = Split { by, whom: Whom::Children, groups: Err(NoSplit::NoFigure) };
        let figures = released(&catalogue, profile, &[(SHARE, quarter(), vec![(20, 60)])]);
        assert!(matches!(figures.with_breakdowns(&[split], &catalogue, None), Err(Refused::Breakdown(..))));
    }
}

#[test]
fn a_public_pack_prints_the_groups_that_are_left_and_its_data_say_no_more() {
    let catalogue = catalogue();
    let text = format!(
        "title = \"Pack\"\naudience = \"Members\"\npurpose = \"How children are doing.\"\nprofile = \"public\"\n\
         calendar = \"every-quarter\"\nperiod = \"quarter\"\nhistory = 1\n\n[[block]]\nkind = \"breakdown\"\n\
         title = \"For whom\"\nby = [\"ethnicity\"]\nselect = {{ id = [\"{SHARE}\", \"{NUMBER}\"] }}\n"
    );
    let file = TemplateFile { id: "public".to_owned(), source: Source::new("public.toml", text) };
    let templates = boardpack::template::read(&[file], &catalogue).expect("a sound template");
    let plan = Plan::new(&templates, &catalogue, quarter());
    let wanted: Vec<String> = plan
        .breakdowns_with(Profile::Public)
        .iter()
        .map(|by| format!("{}@{}", by.measure, by.period))
        .collect();
    assert_eq!(wanted, [format!("{NUMBER}@2018-19-Q4"), format!("{SHARE}@2018-19-Q4")]);
    assert!(plan.breakdowns_with(Profile::Internal).is_empty());

    let pairs = vec![(7, 23), (9, 31), (8, 40), (30, 160), (1, 2), (0, 0)];
    let of = [(SHARE, quarter(), pairs.clone()), (NUMBER, quarter(), pairs)];
    let figures = by_groups(&catalogue, Profile::Public, Breakdown::Ethnicity, &of).expect("safe");
    let provenance = Provenance {
        council: "Example".to_owned(),
        as_at: parse_iso("2019-03-31").expect("a day"),
        source: "made up".to_owned(),
        synthetic: true,
    };
    let pack = assemble(&Inputs {
        plan: &plan.packs[0],
        catalogue: &catalogue,
        figures: &figures,
        provenance: &provenance,
        words: boardpack::pack::Words::default(),
        meeting: None,
        cases: None,
    });
    let tables = super::super::pack::tables(&pack);
    let is_it = |table: &&&Table| table.caption == "Ethnic group: children looked after";
    let table = tables.iter().find(is_it).expect("the table");
    let headers: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(headers, ["Group", "Three or more placements", "Children looked after"]);
    let rows: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(rows[0], ["All", "55 of 311, 18%", "311"]);
    assert_eq!(rows[1], ["Asian or Asian British", "[c]", "[c]"]);
    assert_eq!(rows[4], ["White", "30 of 190, 16%", "190"]);
    for row in boardpack::pack::tidy_breakdowns(&figures, |_| true) {
        assert_eq!(row.numerator.is_none(), row.shown == "[c]", "{row:?}");
        assert_eq!(row.availability == "confidential", row.shown == "[c]", "{row:?}");
        assert!(row.met.is_none() && row.status.is_empty() && row.breakdown == "ethnicity");
    }
}

/// Counts, small ones often.
fn count(most: u64) -> impl Strategy<Value = u64> {
    prop_oneof![2 => Just(0_u64), 3 => 1_u64..=5, 3 => 6_u64..=most]
}

fn pairs(groups: usize, most: u64) -> impl Strategy<Value = Vec<Pair>> {
    prop::collection::vec((count(most), count(most)), groups)
}

/// Every way to share out a sum over so many places.
fn ways(sum: u64, places: usize) -> Vec<Vec<u64>> {
    match places {
        0 if sum == 0 => vec![Vec::new()],
        0 => Vec::new(),
        _ => (0..=sum)
            .flat_map(|first| {
                ways(sum - first, places - 1)
                    .into_iter()
                    .map(move |rest| std::iter::once(first).chain(rest).collect())
            })
            .collect(),
    }
}

/// The values that a reader must think possible of each hidden group's met, not met and all, by trying every table: the
/// figure itself is known, groups shown are known, and the number in a group where it is printed.
fn possible(
    pairs: &[Pair],
    share_hidden: &[bool],
    number_hidden: &[bool],
) -> Vec<[std::collections::BTreeSet<u64>; 3]> {
    let hidden: Vec<usize> = (0..pairs.len()).filter(|&at| share_hidden[at]).collect();
    let sum = |part: fn(&Pair) -> u64| hidden.iter().map(|&at| part(&pairs[at])).sum::<u64>();
    let mut found = vec![<[std::collections::BTreeSet<u64>; 3]>::default(); pairs.len()];
    for met in ways(sum(|pair| pair.0), hidden.len()) {
        for not in ways(sum(|pair| pair.1), hidden.len()) {
            let fits = hidden.iter().enumerate().all(|(n, &at)| {
                let all = met[n] + not[n];
                // A zero would be printed.
                if number_hidden[at] { all > 0 } else { all == pairs[at].0 + pairs[at].1 }
            });
            if fits {
                for (n, &at) in hidden.iter().enumerate() {
                    found[at][0].insert(met[n]);
                    found[at][1].insert(not[n]);
                    found[at][2].insert(met[n] + not[n]);
                }
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_small_count_keeps_three_values_for_a_reader_who_tries_every_table(pairs in pairs(3, 14)) {
        let catalogue = catalogue_once();
        let of = [(SHARE, quarter(), pairs.clone()), (NUMBER, quarter(), pairs.clone())];
        let figures = by_groups(catalogue, Profile::Public, Breakdown::Sex, &of).expect("an answer");
        let hidden = |id: &str| {
            let one = figures.breakdown(id, quarter(), Breakdown::Sex).expect("asked for");
            one.groups.iter().map(|group| group.confidential).collect::<Vec<bool>>()
        };
        let (share, number) = (hidden(SHARE), hidden(NUMBER));
        for (id, hidden) in [(SHARE, &share), (NUMBER, &number)] {
            let groups = &figures.breakdown(id, quarter(), Breakdown::Sex).expect("asked for").groups;
            for ((group, pair), hidden) in groups.iter().zip(&pairs).zip(hidden) {
                let small = |count: u64| (1..=5).contains(&count);
                if !hidden {
                    match group.value {
                        Some(ReleasedValue::Share { met, of }) => {
                            prop_assert!(!small(met) && !small(of) && !small(of - met), "{pairs:?}");
                            prop_assert_eq!((met, of), (pair.0, pair.0 + pair.1));
                        }
                        Some(ReleasedValue::Count { count, .. }) => {
                            prop_assert!(!small(count), "{pairs:?}");
                        }
                        _ => prop_assert!(false, "a group without a value"),
                    }
                }
            }
        }
        if !share.is_empty() {
            // Where the numbers are left out altogether a reader knows less.
            let number = if number.is_empty() { vec![true; share.len()] } else { number };
            let found = possible(&pairs, &share, &number);
            for (at, pair) in pairs.iter().enumerate().filter(|(at, _)| share[*at]) {
                for (count, values) in [pair.0, pair.1, pair.0 + pair.1].into_iter().zip(&found[at]) {
                    if (1..=5).contains(&count) {
                        prop_assert!(values.len() >= 3, "{pairs:?}: group {at}: {count} of {values:?}");
                    }
                }
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn other_hidden_counts_of_the_same_classes_change_nothing(
        pairs in pairs(6, 70),
        moves in prop::collection::vec((0..6_usize, 0..6_usize, -4..=4_i64, -4..=4_i64), 60),
    ) {
        let catalogue = catalogue_once();
        let figures = |pairs: &[Pair]| {
            let of = [(SHARE, quarter(), pairs.to_vec()), (NUMBER, quarter(), pairs.to_vec())];
            by_groups(catalogue, Profile::Public, Breakdown::Ethnicity, &of).expect("an answer")
        };
        let before = figures(&pairs);
        let one = before.breakdown(SHARE, quarter(), Breakdown::Ethnicity).expect("asked for");
        prop_assume!(one.groups.len() == 6 && one.groups.iter().any(|group| group.confidential));
        let of = |count: u64| class(i64::try_from(count).expect("small"), 5);
        let classes = |pairs: &[Pair]| -> Vec<[u8; 3]> {
            pairs.iter().map(|(met, not)| [of(*met), of(*not), of(met + not)]).collect()
        };
        let number = before.breakdown(NUMBER, quarter(), Breakdown::Ethnicity).expect("asked for");
        let mut now = pairs.clone();
        for (first, second, met, not) in moves {
            // Between two groups that are hidden; the number in a group moves only where it is hidden too.
            let free = |at: usize| one.groups[at].confidential;
            let whole = number.groups.get(first).is_none_or(|group| group.confidential)
                && number.groups.get(second).is_none_or(|group| group.confidential);
            let not = if whole { not } else { -met };
            if first == second || !free(first) || !free(second) {
                continue;
            }
            let mut next = now.clone();
            let moved = |pair: Pair, sign: i64| {
                Some((pair.0.checked_add_signed(sign * met)?, pair.1.checked_add_signed(sign * not)?))
            };
            let (Some(a), Some(b)) = (moved(next[first], 1), moved(next[second], -1)) else { continue };
            (next[first], next[second]) = (a, b);
            if classes(&next) == classes(&pairs) {
                now = next;
            }
        }
        prop_assume!(now != pairs);
        let after = figures(&now);
        prop_assert_eq!(before.breakdowns(), after.breakdowns());
    }
}

fn catalogue_once() -> &'static Catalogue {
    static CATALOGUE: std::sync::LazyLock<Catalogue> = std::sync::LazyLock::new(catalogue);
    &CATALOGUE
}

/// Headline measures of the example, of children looked after and of care leavers.
const HEADLINES: [&str; 6] = [
    NUMBER,
    SHARE,
    "seen-on-time",
    "placed-over-20-miles",
    "education-employment-training",
    "pathway-plan-reviewed-on-time",
];

#[test]
fn every_grouping_stands_in_a_published_pack_that_asks_for_it() {
    let made = super::super::pack::made();
    let catalogue = &made.workspace.catalogue;
    let equality = Breakdown::ALL.into_iter().filter(|(_, by)| !by.is_internal());
    let names: Vec<String> = equality.clone().map(|(name, _)| format!("\"{name}\"")).collect();
    assert_eq!(names.len(), 8);
    let ids = HEADLINES.map(|id| format!("\"{id}\"")).join(", ");
    let text = format!(
        "title = \"Pack\"\naudience = \"Members\"\npurpose = \"How children are doing.\"\nprofile = \"public\"\n\
         calendar = \"every-quarter\"\nperiod = \"quarter\"\nhistory = 1\n\n[[block]]\nkind = \"breakdown\"\n\
         title = \"For whom\"\nby = [{}]\nselect = {{ id = [{ids}] }}\n",
        names.join(", ")
    );
    let file = TemplateFile { id: "public".to_owned(), source: Source::new("public.toml", text) };
    let templates = boardpack::template::read(&[file], catalogue).expect("a sound template");
    let plan = Plan::new(&templates, catalogue, quarter());
    let asked = plan.figures_with(Profile::Public);
    let meta = made.image.meta();
    let grounds = Grounds {
        catalogue,
        targets: &made.workspace.targets,
        benchmarks: Benchmarks::default(),
        on: meta.as_at,
        asked: &asked,
    };
    let measured: Measured = asked
        .iter()
        .flat_map(|(id, periods)| periods.iter().map(move |period| (id, *period)))
        .filter_map(|(id, period)| made.measured.figure(id, period).cloned())
        .collect();
    let released = protect(&assess_on(&measured, &grounds), &[], catalogue, Profile::Public).expect("safe");
    let by = plan.breakdowns_with(Profile::Public);
    let splits = boardpack::compute::split(catalogue, &made.measured, &by, &made.image).expect("groups");
    let figures = released.with_breakdowns(&splits, catalogue, None).expect("safe groups");
    let pack = assemble(&Inputs {
        plan: &plan.packs[0],
        catalogue,
        figures: &figures,
        provenance: &Provenance {
            council: meta.council.clone(),
            as_at: meta.as_at,
            source: meta.source.clone(),
            synthetic: true,
        },
        words: boardpack::pack::Words::default(),
        meeting: None,
        cases: None,
    });
    let tables = super::super::pack::tables(&pack);
    for (name, breakdown) in equality {
        for whom in Whom::ALL.into_iter().filter(|whom| breakdown.suits(*whom)) {
            let caption = format!("{}: {}", breakdown.title(), whom.words());
            let table = tables
                .iter()
                .find(|table| table.caption.starts_with(&caption))
                .unwrap_or_else(|| panic!("no table `{caption}`"));
            assert!(!table.rows.is_empty(), "{caption}");
        }
        let shown =
            figures.breakdowns().iter().filter(|one| one.breakdown == breakdown && !one.groups.is_empty());
        assert!(shown.count() > 0, "{name}: every measure is left out");
    }
    let rows = boardpack::pack::tidy_breakdowns(&figures, |_| true);
    assert!(rows.iter().any(|row| row.shown == "[c]"), "the example has small groups");
    for row in rows {
        let few = |count: Option<f64>| count.is_some_and(|count| (1.0..=5.0).contains(&count));
        assert!(!few(row.numerator) && !few(row.denominator), "{row:?}");
        assert!(!few(row.denominator.zip(row.numerator).map(|(of, met)| of - met)), "{row:?}");
    }
}
