//! Groups of broken-down figures that are published: other hidden groups give the same folder.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use boardpack::breakdown::{Breakdown, Coarse, Whom};
use boardpack::compute::{Split, SplitGroup, Value, split};
use boardpack::diagnostic::Source;
use boardpack::disclosure::class;
use boardpack::kpi::kin::COUNTED_WITHIN;
use boardpack::protect::{Publishable, ReleasedBreakdown};
use boardpack::template::{Template, TemplateFile};

use super::every_pack::assert_alike;
use super::moves::Dice;
use crate::pack::made;
use crate::published::example::{PackSet, workspace};

/// A public pack of the quarter in which measures of both strategies stand by groups.
const PACK: &str = r#"
title = "For whom"
audience = "Members"
purpose = "Whether what the council does reaches all children and young people alike."
profile = "public"
calendar = "every-quarter"
period = "quarter"
history = 5

[[block]]
kind = "cover"

[[block]]
kind = "section"
title = "Figures"
select = { tier = ["core", "standard"] }

[[block]]
kind = "breakdown"
title = "For whom"
by = ["age", "sex", "ethnicity", "disability"]
select = { tier = ["core"] }
"#;

fn template() -> Template {
    let file = TemplateFile { id: "for-whom".to_owned(), source: Source::new("for-whom.toml", PACK) };
    let read = boardpack::template::read(&[file], &workspace().catalogue);
    read.unwrap_or_else(|faults| panic!("{}", faults.render(false))).remove(0)
}

/// Met, not met and all of a group; of a number all are met.
fn counts(value: &Value) -> Option<[i64; 3]> {
    let signed = |count: u64| i64::try_from(count).expect("few");
    match value {
        Value::Share { met, of } => Some([signed(*met), signed(of - met), signed(*of)]),
        Value::Count { count, .. } => Some([signed(*count), 0, signed(*count)]),
        _ => None,
    }
}

/// What a choice may look at of counts.
fn classes(counts: [i64; 3], k: u8) -> [i64; 4] {
    let [met, not, all] = counts.map(|one| if one < 0 { -1 } else { i64::from(class(one, i64::from(k))) });
    [met, not, all, i64::from(counts[2] < 20)]
}

/// The groups of a figure as they are now, by place.
struct Groups<'s> {
    split: &'s Split,
    groups: &'s [SplitGroup],
    coarse: &'static [Coarse],
    first: Vec<[i64; 3]>,
    now: Vec<[i64; 3]>,
    /// Sets of places whose counts are shown.
    shown: Vec<Vec<usize>>,
    /// Places of which no count is.
    hidden: BTreeSet<usize>,
}

impl<'s> Groups<'s> {
    /// `None` for a figure that is not broken down, is an average, or would have to move with another.
    fn of(split: &'s Split, released: &ReleasedBreakdown) -> Option<Self> {
        let groups = split.groups.as_ref().ok().filter(|_| !is_bound(&split.by.measure))?;
        let first: Vec<[i64; 3]> = groups.iter().map(|group| counts(&group.value)).collect::<Option<_>>()?;
        let coarse = split.by.breakdown.coarse(split.whom);
        let places = |code: &str| -> Vec<usize> {
            let coarse = coarse.iter().find(|one| one.code == code && released.groups.len() == coarse.len());
            let is_of = |group: &SplitGroup| match coarse {
                Some(coarse) => coarse.of.contains(&group.code.as_str()),
                None => group.code == code,
            };
            (0..groups.len()).filter(|&at| is_of(&groups[at])).collect()
        };
        let shown = released.groups.iter().filter(|one| !one.confidential).map(|one| places(&one.code));
        let shown: Vec<Vec<usize>> = shown.collect();
        let seen: BTreeSet<usize> = shown.iter().filter(|one| one.len() == 1).flatten().copied().collect();
        let hidden = (0..groups.len()).filter(|at| !seen.contains(at)).collect();
        Some(Self { split, groups, coarse, now: first.clone(), first, shown, hidden })
    }

    fn sum(&self, counts: &[[i64; 3]], places: impl Iterator<Item = usize>) -> [i64; 3] {
        places.fold([0; 3], |sum, at| [0, 1, 2].map(|what| sum[what] + counts[at][what]))
    }

    /// Whether the groups are as good as the first for whoever sees those that are shown.
    fn keeps(&self, k: u8) -> bool {
        let all = || 0..self.first.len();
        let of = |one: &Coarse| {
            let of = one.of;
            all().filter(move |&at| of.contains(&self.groups[at].code.as_str()))
        };
        self.sum(&self.now, all()) == self.sum(&self.first, all())
            && all().all(|at| classes(self.now[at], k) == classes(self.first[at], k))
            && self.coarse.iter().all(|one| {
                classes(self.sum(&self.now, of(one)), k) == classes(self.sum(&self.first, of(one)), k)
            })
            && self.shown.iter().all(|places| {
                self.sum(&self.now, places.iter().copied()) == self.sum(&self.first, places.iter().copied())
            })
    }

    fn split(&self) -> Split {
        let unsigned = |count: i64| u64::try_from(count).expect("no fewer than none");
        let group = |(group, counts): (&SplitGroup, &[i64; 3])| {
            let [met, not, all] = counts.map(unsigned);
            let value = match &group.value {
                Value::Share { .. } => Value::Share { met, of: all },
                _ => Value::Count { count: met, rate: None },
            };
            let mut tally = group.tally;
            let is_share = matches!(value, Value::Share { .. });
            (tally.met, tally.not_met) = (met, if is_share { not } else { tally.not_met });
            SplitGroup { value, tally, ..group.clone() }
        };
        Split { groups: Ok(self.groups.iter().zip(&self.now).map(group).collect()), ..self.split.clone() }
    }
}

/// What is left between each two figures of the same people, group by group and in the groups taken together: its size
/// class, and which of the two has more.
fn between(groups: &[&Groups<'_>], now: bool, k: u8) -> Vec<(u8, Ordering)> {
    let sizes = |one: &Groups<'_>| -> Vec<i64> {
        let counts = if now { &one.now } else { &one.first };
        let coarse = one.coarse.iter().map(|coarse| {
            let is_its = |at: &usize| coarse.of.contains(&one.groups[*at].code.as_str());
            one.sum(counts, (0..counts.len()).filter(is_its))[2]
        });
        counts.iter().map(|counts| counts[2]).chain(coarse).collect()
    };
    let all: Vec<Vec<i64>> = groups.iter().map(|one| sizes(one)).collect();
    let pairs =
        all.iter().enumerate().flat_map(|(at, one)| all[at + 1..].iter().map(move |other| (one, other)));
    pairs
        .flat_map(|(one, other)| one.iter().zip(other))
        .map(|(one, other)| (class((one - other).abs(), i64::from(k)), one.cmp(other)))
        .collect()
}

/// Whether a measure's counts lie within another's or hold them, or change who there is: they would have to move together.
fn is_bound(measure: &str) -> bool {
    let of = |name: &str| name.split('/').next() == Some(measure);
    COUNTED_WITHIN.iter().any(|(parts, whole)| parts.iter().any(|part| of(part)) || of(whole))
        || ["children-started", "children-ceased"].contains(&measure)
}

/// Figures of which everybody knows that they are of the same people.
type People = (String, Whom, boardpack::calendar::Window, Breakdown);

fn people(split: &Split) -> People {
    let measure = workspace().catalogue.get(&split.by.measure).expect("a measure");
    let window = measure.rows.basis.window(split.by.period);
    (measure.rows.of.value.clone(), split.whom, window, split.by.breakdown)
}

/// Other hidden groups; how many groups are hidden, and how many of them moved.
fn other(splits: &[Split], figures: &Publishable, k: u8, seed: u64) -> (Vec<Split>, usize, usize) {
    let mut dice = Dice(seed);
    let mut all: Vec<Result<Groups<'_>, Split>> = splits
        .iter()
        .map(|one| {
            let by = &one.by;
            let released = figures.breakdown(&by.measure, by.period, by.breakdown).expect("asked for");
            Groups::of(one, released).ok_or_else(|| one.clone())
        })
        .collect();
    let mut alike: BTreeMap<People, Vec<usize>> = BTreeMap::new();
    for (at, one) in all.iter().enumerate() {
        if let Ok(groups) = one {
            alike.entry(people(groups.split)).or_default().push(at);
        }
    }
    for members in alike.values() {
        for _ in 0..60 * members.len() {
            // Another of the same number answers otherwise; or one of them is of another group, in every figure.
            let one = members[dice.below(members.len())];
            let number = all[one].as_ref().map_or(0, |one| one.first.len());
            let (from, to) = (dice.below(number), dice.below(number));
            let moves = if dice.below(3) > 0 { vec![one] } else { members.clone() };
            let is_exchange = moves.len() == 1 && dice.below(4) > 0;
            let before: Vec<Vec<[i64; 3]>> = members
                .iter()
                .map(|&at| all[at].as_ref().map_or(Vec::new(), |one| one.now.clone()))
                .collect();
            let by = i64::try_from(1 + dice.below(4)).expect("small");
            let sizes = |one: &Groups<'_>| (one.now[from][2], one.now[to][2]);
            let size = all[one].as_ref().map(sizes).unwrap_or_default();
            for &at in &moves {
                let Ok(groups) = &mut all[at] else { continue };
                let is_share = matches!(groups.groups[from].value, Value::Share { .. });
                if is_exchange && is_share {
                    groups.now[from] = plus(groups.now[from], [by, -by, 0]);
                    groups.now[to] = plus(groups.now[to], [-by, by, 0]);
                } else if sizes(groups) == size {
                    let one = if is_share && dice.below(2) == 0 { [0, by, by] } else { [by, 0, by] };
                    groups.now[from] = plus(groups.now[from], one.map(|count: i64| -count));
                    groups.now[to] = plus(groups.now[to], one);
                }
            }
            let own: Vec<&Groups<'_>> = members.iter().filter_map(|&at| all[at].as_ref().ok()).collect();
            if !own.iter().all(|one| one.keeps(k)) || between(&own, true, k) != between(&own, false, k) {
                for (&at, before) in members.iter().zip(before) {
                    if let Ok(groups) = &mut all[at] {
                        groups.now = before;
                    }
                }
            }
        }
    }
    let (mut hidden, mut moved) = (0, 0);
    for groups in all.iter().flatten() {
        hidden += groups.hidden.len();
        moved += groups.hidden.iter().filter(|&&at| groups.now[at] != groups.first[at]).count();
    }
    let splits = all.into_iter().map(|one| one.map_or_else(|same| same, |groups| groups.split())).collect();
    (splits, hidden, moved)
}

fn plus(one: [i64; 3], two: [i64; 3]) -> [i64; 3] {
    [0, 1, 2].map(|what| one[what] + two[what])
}

fn splits(set: &PackSet<'_>) -> Vec<Split> {
    let wanted: Vec<_> = set.plan.packs.iter().flat_map(|pack| pack.breakdowns.clone()).collect();
    split(&workspace().catalogue, &made().measured, &wanted, &made().image).expect("groups")
}

#[test]
fn other_hidden_groups_give_the_same_folder() {
    let template = template();
    let set = PackSet::of([&template], workspace().disclosure);
    let (measured, splits) = (set.measured(), splits(&set));
    let figures = set.released(&measured, &splits);
    let (swapped, hidden, moved) = other(&splits, &figures, set.policy.k(), 1);
    assert!(hidden >= 80 && moved >= 30, "{moved} of {hidden} hidden groups moved");
    let again = set.released(&measured, &swapped);
    assert_alike(&figures, &again, 1);
    let (packs, others) = (set.packs(&figures), set.packs(&again));
    assert!(packs == others);
    assert!(set.folder(&packs, "the hash of a snapshot") == set.folder(&others, "the hash of another"));
}
