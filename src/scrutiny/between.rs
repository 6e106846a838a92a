//! The sums that hold between the rows of several measures, or of one over days that overlap.
//!
//! Built as a reader builds them, from running totals: what happened up to a day is a number of its own, and a figure is
//! the difference of two. The number of a population on a day less what came and more what went before it is one number
//! for all days, as long as nobody came or went twice; the reader takes that for granted, and likewise that nobody is in
//! two quarters, and drops it where the rows say otherwise.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;

use super::sums::{Kind, Sums};
use crate::benchmark::Benchmarks;
use crate::calendar::{Basis, Date, Window};
use crate::disclosure::Identity;
use crate::kpi::kin::{self, COUNTED_WITHIN, Counted, NumberKind, STOCKS};
use crate::kpi::{Form, Guards, Measure, Per, PerDay};
use crate::written::WrittenRow;

/// A number of a row, in the cell of all sums.
struct Known<'a> {
    measure: &'a Measure,
    /// Of whom: "sex=female"; empty for the whole.
    group: String,
    window: Window,
    what: Counted,
    cell: usize,
}

/// A sum, and what is said of it where the rows do not keep it.
pub(super) struct Link {
    /// The sum.
    pub(super) identity: Identity,
    /// What it is of.
    pub(super) of: String,
    /// Whether it says nothing without the others of its name: numerator and complement of the same rows.
    pub(super) is_part: bool,
}

/// Every sum between rows, put over the numbers of all measures; `rows` with their measures and what their numbers are
/// called.
pub(super) fn links(
    sums: &mut Sums,
    rows: &[(&Measure, &[&WrittenRow])],
    benchmarks: Benchmarks,
) -> Vec<Link> {
    let known = known(sums, rows);
    let mut links = Links { sums, all: Vec::new() };
    links.same(&known);
    let totals = links.over_time(&known);
    links.stocks(&known, &totals);
    links.left(&known);
    links.within(&known);
    for (measure, rows) in rows {
        links.bases(&known, measure, rows);
        links.elsewhere(measure, rows, benchmarks);
    }
    links.all
}

/// The numbers of rows that speak of a whole, by what they count.
fn known<'a>(sums: &Sums, rows: &[(&'a Measure, &[&WrittenRow])]) -> Vec<Known<'a>> {
    let mut all = Vec::new();
    for (measure, rows) in rows {
        for row in rows.iter().filter(|row| row.form != "rate") {
            let group = match row.breakdown.as_str() {
                "" => String::new(),
                by => format!("{by}={}", row.group),
            };
            let window = Window { since: row.from, until: row.to };
            let numbers: Vec<(Counted, Option<usize>)> = match (row.form.as_str(), &measure.form) {
                ("count", _) => vec![(Counted::All, sums.place(row, Kind::Met))],
                ("share", _) => vec![
                    (Counted::Met, sums.place(row, Kind::Met)),
                    (Counted::Not, sums.place(row, Kind::NotMet)),
                    (Counted::All, sums.place(row, Kind::All)),
                ],
                ("parts", Form::Parts { groups, .. }) => {
                    let place = groups.iter().position(|group| group.name == row.category);
                    place
                        .map(|place| (Counted::Part(place), sums.place(row, Kind::Met)))
                        .into_iter()
                        .collect()
                }
                _ => Vec::new(),
            };
            let cells = numbers.into_iter().filter_map(|(what, cell)| Some((what, cell?)));
            all.extend(cells.map(|(what, cell)| Known { measure, group: group.clone(), window, what, cell }));
        }
    }
    all
}

/// What is counted, and of whom.
type Of = (String, String);

/// What happened up to the evening before each day; `None` for the first, before which nothing is counted.
type Total = BTreeMap<Date, Option<usize>>;

struct Links<'s> {
    sums: &'s mut Sums,
    all: Vec<Link>,
}

fn next(day: Date) -> Date {
    day.succ_opt().unwrap_or(day)
}

fn is_state(measure: &Measure) -> bool {
    measure.rows.dated_by.is_none()
}

/// The days that tell figures of the same rows: of people on a day that day alone.
fn days(known: &Known<'_>) -> Window {
    let since = if is_state(known.measure) { known.window.until } else { known.window.since };
    Window { since, ..known.window }
}

impl Links<'_> {
    fn push(&mut self, terms: Vec<(usize, i64)>, value: i64, of: &str) {
        self.range(terms, (Some(value), Some(value)), of);
    }

    fn range(&mut self, terms: Vec<(usize, i64)>, (low, high): (Option<i64>, Option<i64>), of: &str) {
        self.all.push(Link { identity: Identity { terms, low, high }, of: of.to_owned(), is_part: false });
    }

    /// One of the sums of running totals, which stay or go together.
    fn total(&mut self, terms: Vec<(usize, i64)>, of: &str) {
        let identity = Identity::equal(terms, 0);
        self.all.push(Link { identity, of: of.to_owned(), is_part: true });
    }

    /// What two measures count alike is one number.
    fn same(&mut self, known: &[Known<'_>]) {
        let mut alike: BTreeMap<(String, NumberKind, Window, &str), BTreeSet<usize>> = BTreeMap::new();
        for one in known {
            if let Some((of, kind)) = kin::key(one.measure, one.what) {
                alike.entry((of, kind, days(one), &one.group)).or_default().insert(one.cell);
            }
        }
        for ((of, kind, ..), cells) in alike {
            let cells: Vec<usize> = cells.into_iter().collect();
            // The denominator of a hidden share that another row shows is hidden from nobody.
            if kind == NumberKind::Rows && cells.iter().any(|&cell| !self.sums.hidden[cell]) {
                cells.iter().for_each(|&cell| self.sums.known_elsewhere(cell));
            }
            for two in cells.windows(2) {
                self.push(vec![(two[0], 1), (two[1], -1)], 0, &of);
            }
        }
    }

    /// A figure of events is the difference of two running totals, which never fall.
    fn over_time(&mut self, known: &[Known<'_>]) -> BTreeMap<Of, Total> {
        let is_of_its_days = |one: &&Known<'_>| {
            kin::adds_up(one.measure)
                && !matches!(one.measure.rows.basis, Basis::AsAt | Basis::Term | Basis::Survey)
        };
        let mut counts: BTreeMap<(Of, NumberKind), BTreeMap<Window, usize>> = BTreeMap::new();
        for one in known.iter().filter(is_of_its_days) {
            if let Some((of, kind)) = kin::key(one.measure, one.what) {
                counts.entry(((of, one.group.clone()), kind)).or_default().insert(one.window, one.cell);
            }
        }
        let mut totals = BTreeMap::new();
        for ((of, kind), windows) in &counts {
            let mut ends: BTreeSet<Date> =
                windows.keys().flat_map(|window| [window.since, next(window.until)]).collect();
            ends.extend(stock_cuts(known, of));
            if ends.len() < 3 && !is_flow(&of.0) {
                continue;
            }
            let total = self.running(of, &format!("{kind:?}"), &ends);
            for (window, &cell) in windows {
                let ends = [next(window.until), window.since].map(|end| total.get(&end).copied().flatten());
                let mut terms = vec![(cell, -1)];
                terms.extend(ends.into_iter().zip([1, -1]).filter_map(|(end, sign)| Some((end?, sign))));
                self.total(terms, &of.0);
            }
            if [NumberKind::People, NumberKind::Rows].contains(kind) {
                totals.insert(of.clone(), total);
            }
        }
        totals
    }

    /// A running total at some days, and what is added between each two of them.
    fn running(&mut self, (of, group): &Of, kind: &str, ends: &BTreeSet<Date>) -> Total {
        let mut total = Total::new();
        let mut last: Option<(Date, Option<usize>)> = None;
        for &end in ends {
            let cell = last.map(|_| self.sums.reckoned(format!("{of} {group}, {kind} before {end}")));
            if let (Some((since, before)), Some(cell)) = (last, cell) {
                let between = self.sums.unseen(format!("{of} {group}, {since} to the day before {end}"));
                let mut terms = vec![(cell, 1), (between, -1)];
                terms.extend(before.map(|before| (before, -1)));
                self.total(terms, of);
            }
            total.insert(end, cell);
            last = Some((end, cell));
        }
        total
    }

    /// Who is there less who came and more who went is the same on every day. Of the two, one that no row tells follows
    /// from the other.
    fn stocks(&mut self, known: &[Known<'_>], totals: &BTreeMap<Of, Total>) {
        let groups: BTreeSet<&String> = totals.keys().map(|(_, group)| group).collect();
        for ((stock, flows), group) in
            STOCKS.iter().flat_map(|one| groups.iter().map(move |group| (one, *group)))
        {
            let [came, went] = flows.map(|of| (of.to_owned(), group.clone()));
            let (came, went) = match (totals.get(&came), totals.get(&went)) {
                (None, None) => continue,
                (Some(came), Some(went)) => (came.clone(), went.clone()),
                (Some(told), None) => {
                    (told.clone(), self.running(&went, "untold", &told.keys().copied().collect()))
                }
                (None, Some(told)) => {
                    (self.running(&came, "untold", &told.keys().copied().collect()), told.clone())
                }
            };
            let first = self.sums.reckoned(format!("{stock} {group} before all"));
            for (day, cell) in stock_days(known, stock, group) {
                let (Some(came), Some(went)) = (came.get(&next(day)), went.get(&next(day))) else { continue };
                let mut terms = vec![(cell, 1), (first, -1)];
                terms.extend(came.map(|came| (came, -1)));
                terms.extend(went.map(|went| (went, 1)));
                self.push(terms, 0, stock);
            }
        }
    }

    /// Those of all whom a share does not judge; and those whom one share judges and another of the same rows does not,
    /// where both are shown and they are a few.
    fn left(&mut self, known: &[Known<'_>]) {
        type Rows<'r> = (&'r str, Option<&'r String>, bool, Window, &'r str);
        let mut alike: BTreeMap<Rows<'_>, Vec<&Known<'_>>> = BTreeMap::new();
        for one in known.iter().filter(|one| one.what == Counted::All) {
            let rows = &one.measure.rows;
            let dated_by = rows.dated_by.as_ref().map(|sql| &sql.value);
            let key =
                (rows.of.value.as_str(), dated_by, rows.one_per_person.is_some(), days(one), &*one.group);
            alike.entry(key).or_default().push(one);
        }
        for (more, fewer) in alike
            .values()
            .flat_map(|all| all.iter().flat_map(move |more| all.iter().map(move |fewer| (more, fewer))))
        {
            let shown = [more.cell, fewer.cell]
                .map(|cell| (!self.sums.hidden[cell]).then(|| self.sums.system.cells[cell].value));
            // Answers to two questions are not of the same rows, though they stand in one table.
            let only = |one: &Known<'_>| one.measure.rows.only.as_ref().map(|sql| sql.value.clone());
            let is_few = matches!(shown, [Some(more), Some(fewer)] if (1..=9).contains(&(more - fewer)))
                && only(more) == only(fewer);
            let is_part = is_number(more) && fewer.measure.rows.only.is_none();
            if more.cell != fewer.cell && (is_part || is_few) {
                let ids = [&more.measure.id, &fewer.measure.id];
                let left = self.sums.unseen(format!("{} not in {} {}", ids[0], ids[1], fewer.group));
                self.push(vec![(more.cell, 1), (fewer.cell, -1), (left, -1)], 0, &fewer.measure.id);
            }
        }
    }

    /// Counts that lie within others.
    fn within(&mut self, known: &[Known<'_>]) {
        let mut by_name: BTreeMap<(Window, &str), BTreeMap<String, usize>> = BTreeMap::new();
        for one in known {
            let what = match (one.what, &one.measure.form) {
                (Counted::Met, _) => "met",
                (Counted::Not, _) => "not met",
                (Counted::All, _) => "all",
                (Counted::Part(place), Form::Parts { groups, .. }) => {
                    groups.get(place).map_or("", |group| group.name.as_str())
                }
                _ => continue,
            };
            let cells = by_name.entry((days(one), &one.group)).or_default();
            cells.insert(format!("{}/{what}", one.measure.id), one.cell);
        }
        for (((days, group), cells), (parts, whole)) in
            by_name.iter().flat_map(|one| COUNTED_WITHIN.map(|within| (one, within)))
        {
            let Some(&cell) = cells.get(whole) else { continue };
            let parts: Vec<usize> = parts.iter().filter_map(|part| cells.get(*part).copied()).collect();
            if !parts.is_empty() {
                let left = self.sums.unseen(format!("{whole} {group} on {}, the rest", days.until));
                let terms = parts.into_iter().chain([left]).map(|part| (part, 1)).chain([(cell, -1)]);
                self.push(terms.collect(), 0, whole);
            }
        }
    }

    /// The base of a rate is printed: the number of a population on a day, or of two days together.
    fn bases(&mut self, known: &[Known<'_>], measure: &Measure, rows: &[&WrittenRow]) {
        let Form::Count { per: Some(Per::Population { of, day, .. }), .. } = &measure.form else { return };
        let stock = stock_days(known, &of.value, "");
        for row in rows.iter().filter(|row| row.form == "rate") {
            let Some(base) = row.denominator.as_deref().and_then(twice) else { continue };
            let first = match day {
                PerDay::End => row.to,
                PerDay::Average => row.from.pred_opt().unwrap_or(row.from),
            };
            let ends: Vec<usize> = [first, row.to].iter().filter_map(|day| stock.get(day).copied()).collect();
            match ends[..] {
                [one, other] if one == other => self.push(vec![(one, 2)], base, &measure.id),
                [one, other] => self.push(vec![(one, 1), (other, 1)], base, &measure.id),
                [one] => self.range(vec![(one, 1)], (None, Some(base)), &measure.id),
                _ => {}
            }
        }
    }

    /// What the department publishes of the council itself, for shares that are hidden.
    fn elsewhere(&mut self, measure: &Measure, rows: &[&WrittenRow], benchmarks: Benchmarks) {
        let Some(code) = measure.benchmark.as_deref() else { return };
        let is_yearly = matches!(measure.rows.basis, Basis::AsAt | Basis::Rolling12Months | Basis::Cohort)
            && measure.rows.of.value != kin::SCHOOL_YEARS;
        let years = benchmarks.years(code, Date::MAX);
        for row in rows.iter().filter(|row| is_yearly && row.form == "share" && row.breakdown.is_empty()) {
            let own = years.iter().find(|one| one.year == row.to.year()).and_then(|one| one.own);
            let Some(own) = own.filter(|_| (row.to.month(), row.to.day()) == (3, 31) && row.is_hidden())
            else {
                continue;
            };
            let [Some(met), Some(all)] = [Kind::Met, Kind::All].map(|kind| self.sums.place(row, kind)) else {
                continue;
            };
            let Ok(shown) = i64::try_from(own.value.units()) else { continue };
            let scale = 200 * 10_i64.pow(u32::from(own.value.decimals().min(4)));
            let of = format!("the department's figure for {}@{}", row.measure, row.period);
            self.range(vec![(met, scale), (all, 1 - 2 * shown)], (Some(0), None), &of);
            self.range(vec![(met, scale), (all, -1 - 2 * shown)], (None, Some(-1)), &of);
        }
    }
}

/// Whether a number is that of all rows of its population.
fn is_number(known: &Known<'_>) -> bool {
    let measure = known.measure;
    known.what == Counted::All
        && measure.rows.only.is_none()
        && measure.guards == Guards::default()
        && matches!(measure.form, Form::Count { .. })
}

/// The number of a population, or of a group of it, on each day that a row tells it.
fn stock_days(known: &[Known<'_>], of: &str, group: &str) -> BTreeMap<Date, usize> {
    let is_stock = |one: &&Known<'_>| {
        is_number(one)
            && one.group == group
            && one.measure.rows.basis == Basis::AsAt
            && one.measure.rows.of.value == of
    };
    known.iter().filter(is_stock).map(|one| (one.window.until, one.cell)).collect()
}

fn is_flow(of: &str) -> bool {
    STOCKS.iter().any(|(_, flows)| flows.contains(&of))
}

/// The days after those of which the number of a population is told, for what changes it, and the ends of its figures.
fn stock_cuts(known: &[Known<'_>], (of, group): &Of) -> BTreeSet<Date> {
    let mut cuts = BTreeSet::new();
    for (stock, _) in STOCKS.iter().filter(|(_, flows)| flows.contains(&of.as_str())) {
        cuts.extend(stock_days(known, stock, group).into_keys().map(next));
        // Nothing before the first day of any: both totals start there.
        let flows = known.iter().filter(|one| one.group == *group && is_flow(&kin::counted(one.measure)));
        cuts.extend(flows.flat_map(|one| [one.window.since, next(one.window.until)]));
    }
    cuts
}

/// Twice a base that may end in a half.
fn twice(text: &str) -> Option<i64> {
    match text.split_once('.') {
        None => text.parse::<i64>().ok()?.checked_mul(2),
        Some((whole, "5")) => whole.parse::<i64>().ok()?.checked_mul(2)?.checked_add(1),
        Some((whole, rest)) if rest.bytes().all(|byte| byte == b'0') => {
            whole.parse::<i64>().ok()?.checked_mul(2)
        }
        Some(_) => None,
    }
}
