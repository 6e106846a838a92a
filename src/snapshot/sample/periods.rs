//! Periods of care: who is looked after when, year by year, to the published totals.
//!
//! Each year first says how many children leave and why, then draws who, then fills up with children who start.
//! What has to be exact holds by construction: the stock is last year's, less those who ceased, plus those who
//! started; the ages 15 to 17 are filled to the number of care leavers that the later years need.

use std::collections::BTreeMap;

use super::child::{Child, Spell, TURNED_18};
use super::day::{Day, birthday, year_end, year_start, ymd};
use super::draw::{Draw, at_a_boundary};
use super::leaving::{self, Leaving};
use super::published::{self, Year};
use super::timing;

/// The children so far.
pub(super) struct Periods {
    pub(super) draw: Draw,
    pub(super) children: Vec<Child>,
    birth_months: BTreeMap<i32, Vec<usize>>,
}

/// A year's days on which periods of care start and end, not yet given to a child.
struct Days {
    starts: Vec<Day>,
    ends: Vec<Day>,
}

/// Children of all years from 2012 on with their periods of care.
pub(super) fn children(draw: Draw) -> Vec<Child> {
    let mut periods = Periods { draw, children: Vec::new(), birth_months: BTreeMap::new() };
    periods.first_stock();
    for year in &published::YEARS {
        periods.run(year);
    }
    periods.children
}

impl Periods {
    /// The children looked after on 31 March 2012, with the day they came: some have been here since 2005.
    fn first_stock(&mut self) {
        let today = year_end(2012);
        for (age, count) in (0_i32..).zip(published::FIRST_STOCK) {
            let teen = usize::try_from(age - 14).ok();
            let asylum = teen.and_then(|at| published::FIRST_ASYLUM.get(at)).copied().unwrap_or(0);
            for number in 0..count {
                let asylum = number < asylum;
                let born = self.birth(2030 - age, |_| true);
                let longest = if asylum { 700 } else { (today - born - 2).max(1) };
                let share = self.draw.below(100);
                let days = match share {
                    0..31 => self.draw.between(4, 360),
                    31..58 => self.draw.between(361, 930),
                    _ => 900 + self.draw.small(3000),
                };
                let days = if days < longest { days } else { self.draw.between(1, longest) };
                let mut start = today - days;
                while at_a_boundary(start) && start > born {
                    start -= 1;
                }
                // Everyone aged 17 here has to have been in care for 13 weeks by the 18th birthday.
                let start = if age == 17 { start.min(birthday(born, 18) - 100) } else { start };
                self.add(asylum, 2030 - age, born, start);
            }
        }
    }

    fn add(&mut self, asylum: bool, turn_18_in: i32, born: Day, start: Day) -> usize {
        let spells = vec![Spell { start, end: None, code: "" }];
        self.children.push(Child { asylum, turn_18_in, born, spells });
        self.children.len() - 1
    }

    /// A day of birth for a child who turns 18 in a financial year; months are dealt like cards, to spread birthdays.
    fn birth(&mut self, turn_18_in: i32, fits: impl Fn(Day) -> bool) -> Day {
        let year = turn_18_in - 18;
        let mut born = ymd(year, 3, 27);
        for _ in 0..36 {
            let deck = self.birth_months.entry(turn_18_in).or_default();
            if deck.is_empty() {
                deck.extend(0..12);
                self.draw.shuffle(deck);
            }
            let month = u32::try_from(deck.pop().unwrap_or(0)).unwrap_or(0);
            let in_year = if month < 9 { year - 1 } else { year };
            let day = ymd(in_year, (month + 3) % 12 + 1, 3) + self.draw.between(0, 24);
            if fits(day) {
                return day;
            }
            born = born.max(day);
        }
        if fits(born) { born } else { ymd(year, 3, 27) }
    }

    /// Children looked after now, by index.
    pub(super) fn stock(&self) -> Vec<usize> {
        (0..self.children.len()).filter(|i| self.children[*i].open().is_some()).collect()
    }

    /// Children looked after now who turn 18 in a year.
    fn stock_turning(&self, turn_18_in: i32, asylum: bool) -> usize {
        self.children
            .iter()
            .filter(|c| c.turn_18_in == turn_18_in && c.asylum == asylum && c.open().is_some())
            .count()
    }

    /// Young people of a year who have left and are entitled all the same.
    fn entitled_outside(&self, turn_18_in: i32) -> usize {
        self.children
            .iter()
            .filter(|c| c.turn_18_in == turn_18_in && c.open().is_none())
            .filter(|c| c.entitled(birthday(c.born, 18)))
            .count()
    }

    fn run(&mut self, year: &Year) {
        let ending = year.ending;
        let newly_entitled = published::entitled(ending).saturating_sub(
            self.stock_turning(ending, false)
                + self.stock_turning(ending, true)
                + self.entitled_outside(ending),
        );
        let mut leaving = Leaving::plan(self, year, newly_entitled);

        let fixed: Vec<Day> =
            leaving.turned_18.iter().map(|i| birthday(self.children[*i].born, 18)).collect();
        // After 31 January 2018 as many more start than cease as the published stock grows by.
        let late_ends = (ending == 2018).then_some(16);
        let late_starts = late_ends.map(|ends| ends + year.looked_after - published::JANUARY_2018.0);
        let starts = year.started + year.started_twice;
        let mut days = Days {
            starts: timing::days(&mut self.draw, ending, starts, late_starts, &[]),
            ends: timing::days(&mut self.draw, ending, year.ceased, late_ends, &fixed),
        };
        for (child, end) in leaving.turned_18.iter().zip(&fixed) {
            self.close(*child, *end, TURNED_18);
        }
        self.start_and_turn_18(ending, newly_entitled, &mut days);
        self.start_twice(year, &mut leaving, &mut days);
        self.start_and_leave(year, &mut leaving, &mut days);
        self.leave(ending, &leaving, &mut days);
        self.start_and_stay(year, days.starts);
    }

    fn close(&mut self, child: usize, end: Day, code: &'static str) {
        if let Some(spell) = self.children[child].spells.last_mut() {
            spell.end = Some(end);
            spell.code = code;
        }
    }

    /// Young people who come at 17, early enough to be entitled, and turn 18 before the year is out.
    fn start_and_turn_18(&mut self, ending: i32, count: usize, days: &mut Days) {
        let (first, last) = (year_start(ending), year_end(ending));
        for number in 0..count {
            let end = self.draw.take(&mut days.ends, first + 125, last - 3);
            let start = self.draw.take(&mut days.starts, first, end - 100);
            let born = birthday(end, -18);
            let child = self.add(number % 2 == 0, ending, born, start);
            self.close(child, end, TURNED_18);
        }
    }

    /// Children who start, go home, and start again in the same year.
    fn start_twice(&mut self, year: &Year, leaving: &mut Leaving, days: &mut Days) {
        let (first, last) = (year_start(year.ending), year_end(year.ending));
        for _ in 0..year.started_twice {
            let end = self.draw.take(&mut days.ends, first + 60, last - 60);
            let start = self.draw.take(&mut days.starts, first, end - 4);
            let again = self.draw.take(&mut days.starts, end + 7, last);
            let turn_18_in = year.ending + 18 - self.draw.between(4, 12);
            let born = self.birth(turn_18_in, |_| true);
            let child = self.add(false, turn_18_in, born, start);
            let code = leaving.home_codes.pop().unwrap_or("E4A");
            self.close(child, end, code);
            self.children[child].spells.push(Spell { start: again, end: None, code: "" });
        }
    }

    /// Short stays: children who start and cease in the same year.
    fn start_and_leave(&mut self, year: &Year, leaving: &mut Leaving, days: &mut Days) {
        let ending = year.ending;
        let (first, last) = (year_start(ending), year_end(ending));
        for number in 0..leaving.short_home + leaving.short_other {
            // Two of the other short stays are of asylum-seeking children, over before February.
            let asylum = number >= leaving.short_home && number < leaving.short_home + 2;
            let end = self.draw.take(&mut days.ends, first + 40, if asylum { first + 290 } else { last });
            let longest = if asylum { 75 } else { 28 + self.draw.small(260) };
            let any = days.starts.iter().any(|start| (end - longest..=end - 2).contains(start));
            let low = if any { end - longest } else { first };
            let start = self.draw.take(&mut days.starts, low, end - 2);
            let age = if asylum { 17 } else { leaving::age_of_short_stay(&mut self.draw) };
            // Short of 13 weeks, so that a short stay entitles nobody.
            let age = if end - start > 78 { age % 13 } else { age };
            let turn_18_in = ending + 18 - age;
            let born = self.born_before(turn_18_in, ending, start);
            let child = self.add(asylum, turn_18_in, born, start);
            let code = if number < leaving.short_home {
                leaving.home_codes.pop().unwrap_or("E4A")
            } else if asylum {
                self.draw.pick(&[(2, "E3"), (1, "E15")])
            } else {
                leaving::other_code(&mut self.draw, age, true)
            };
            self.close(child, end, code);
        }
    }

    /// Those of the stock who cease for another reason than their 18th birthday.
    fn leave(&mut self, ending: i32, leaving: &Leaving, days: &mut Days) {
        let (first, last) = (year_start(ending), year_end(ending));
        for (child, code) in &leaving.others {
            let (start, born) = self.children[*child]
                .open()
                .map_or((first, first), |spell| (spell.start, self.children[*child].born));
            let (low, high) = match *code {
                "E11" | "E12" => (start + 280, start + 870),
                _ if self.children[*child].turn_18_in == ending => (first, birthday(born, 18) - 5),
                _ => (first, last),
            };
            let end = self.draw.take(&mut days.ends, low.max(first), high.min(last));
            self.close(*child, end, code);
        }
    }

    /// Those who start and stay: asylum-seeking children by age, the ages 15 to 17 to their numbers, then the rest.
    fn start_and_stay(&mut self, year: &Year, mut starts: Vec<Day>) {
        let ending = year.ending;
        let mut asylum: Vec<i32> = Vec::new();
        let mut home: Vec<i32> = Vec::new();
        for (age, wanted) in (14_i32..).zip(year.asylum) {
            let turn_18_in = ending + 18 - age;
            let missing = wanted.saturating_sub(self.stock_turning(turn_18_in, true));
            asylum.extend(std::iter::repeat_n(turn_18_in, missing));
        }
        for age in [17, 16, 15] {
            let turn_18_in = ending + 18 - age;
            let wanted = self.wanted_at(age, year);
            let missing = wanted.saturating_sub(self.stock_turning(turn_18_in, false));
            home.extend(std::iter::repeat_n(turn_18_in, missing));
        }
        home.truncate(starts.len().saturating_sub(asylum.len()));
        while home.len() + asylum.len() < starts.len() {
            home.push(ending + 18 - leaving::age_of_stay(&mut self.draw));
        }

        self.draw.shuffle(&mut starts);
        self.draw.shuffle(&mut asylum);
        self.draw.shuffle(&mut home);
        if ending == 2018 {
            self.order_for_january(&mut starts, asylum.len(), year.asylum.iter().sum());
        }
        for (number, start) in starts.into_iter().enumerate() {
            if let Some(turn_18_in) = asylum.get(number).copied() {
                let born = self.born_before(turn_18_in, ending, start);
                self.add(true, turn_18_in, born, start);
            } else if let Some(turn_18_in) = home.get(number - asylum.len()).copied() {
                match self.returning(turn_18_in, ending) {
                    Some(child) => self.children[child].spells.push(Spell { start, end: None, code: "" }),
                    None => {
                        let born = self.born_before(turn_18_in, ending, start);
                        self.add(false, turn_18_in, born, start);
                    }
                }
            }
        }
    }

    /// How many local children of an age the stock needs, so that as many as published are entitled at 18.
    fn wanted_at(&self, age: i32, year: &Year) -> usize {
        let turn_18_in = year.ending + 18 - age;
        let asylum_at_17 = published::year(turn_18_in - 1).map_or(28, |year| year.asylum[3]);
        // Four come in the year of their 18th birthday, some in each year before.
        let later = match age {
            17 => 4,
            16 => 8,
            _ => 18,
        };
        published::entitled(turn_18_in)
            .saturating_sub(self.entitled_outside(turn_18_in) + asylum_at_17 + later)
    }

    /// Orders the days so that asylum-seeking children, who get the first ones, number as published in January 2018.
    fn order_for_january(&self, starts: &mut [Day], asylum: usize, at_end: usize) {
        let (stock, later) = (published::JANUARY_2018.1, ymd(2018, 2, 1));
        let left_later = self
            .children
            .iter()
            .filter(|c| c.asylum)
            .flat_map(|c| &c.spells)
            .filter(|spell| spell.end.is_some_and(|end| end >= later && end <= year_end(2018)))
            .count();
        let wanted = (at_end + left_later).saturating_sub(stock);
        let mut now = starts.iter().take(asylum).filter(|day| **day >= later).count();
        for i in 0..asylum.min(starts.len()) {
            let is_late = starts[i] >= later;
            if (now > wanted && is_late) || (now < wanted && !is_late) {
                let swap = (asylum..starts.len()).find(|j| (starts[*j] >= later) != is_late);
                if let Some(j) = swap {
                    starts.swap(i, j);
                    now = if is_late { now - 1 } else { now + 1 };
                }
            }
        }
    }

    /// A day of birth that fits a start: born by then, and at 17 early enough to be entitled at 18.
    fn born_before(&mut self, turn_18_in: i32, ending: i32, start: Day) -> Day {
        match ending + 18 - turn_18_in {
            0 => {
                let first = year_start(ending) + 1;
                let newborn = self.draw.chance(450);
                let low = if newborn { (start - 9).max(first) } else { first };
                let born = self.draw.between(low, start.max(low));
                if at_a_boundary(born) { born - 1 } else { born }
            }
            17 => self.birth(turn_18_in, |born| birthday(born, 18) >= start + 100),
            _ => self.birth(turn_18_in, |_| true),
        }
    }

    /// Now and then a child who went home in an earlier year and comes back.
    fn returning(&mut self, turn_18_in: i32, ending: i32) -> Option<usize> {
        if turn_18_in < ending + 4 || !self.draw.chance(140) {
            return None;
        }
        let first = year_start(ending);
        self.children.iter().position(|c| {
            c.turn_18_in == turn_18_in
                && !c.asylum
                && c.spells.last().is_some_and(|spell| {
                    matches!(spell.code, "E4A" | "E4B") && spell.end.is_some_and(|end| end < first)
                })
        })
    }
}
