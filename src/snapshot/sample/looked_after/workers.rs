//! Social workers, reviewing officers and young people's advisers, and for whom they were responsible.

use super::super::day::{Day, birthday, date};
use super::super::draw::Draw;
use super::{Life, first_day, horizon};
use crate::snapshot::{Involvement, Professional, Tables};

/// Social workers, reviewing officers and advisers of one council.
const POOLS: [(&str, usize); 3] = [("SW", 32), ("IRO", 6), ("PA", 14)];

const TEAMS: [&str; 3] = ["Children looked after 1", "Children looked after 2", "Children looked after 3"];

/// Writes the workers: some part-time, a few without hours recorded.
pub(super) fn staff(tables: &mut Tables, scale: usize) {
    for (role, size) in POOLS {
        for n in 0..size * scale {
            tables.workers.professionals.push(Professional {
                id: worker(role, n),
                role: Some(role.to_owned()),
                team: Some(team(role, n).to_owned()),
                fte_hundredths: match n % 14 {
                    3 => Some(60),
                    8 => Some(80),
                    11 if n > 14 => None,
                    _ => Some(100),
                },
            });
        }
    }
}

fn worker(role: &str, n: usize) -> String {
    format!("{role}-{:03}", n + 1)
}

fn team(role: &str, n: usize) -> &'static str {
    match role {
        "PA" => "Leaving care",
        "IRO" => "Reviewing officers",
        _ => TEAMS[n % TEAMS.len()],
    }
}

/// Writes who was responsible for a child: social workers and reviewing officers while looked after, an adviser once
/// entitled to a care leaver's support and at least 16, to the 21st or the 25th birthday.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life, scale: usize) {
    let mut rows = Rows { tables, life, number: 0, scale };
    for (start, end) in life.spells.clone() {
        let to = end.unwrap_or(horizon());
        if to <= first_day() {
            continue;
        }
        // Workers of long ago are as they were at the beginning of the history, or a little before.
        let from = start.max(first_day() - 200);
        rows.social_workers(draw, from, to, end);
        let met = from + draw.between(1, 9);
        rows.chain(draw, "IRO", met, (to, end), (500, 1500));
    }
    if let Some(entitled) = life.entitled_on() {
        let from = entitled.max(birthday(life.born, 16)) + draw.small(150);
        // The duty runs to 21, and to 25 for those who ask for it.
        let last = if draw.chance(400) { birthday(life.born, 25) } else { birthday(life.born, 21) };
        if last > first_day() && from < last && draw.chance(955) {
            let end = (last < horizon()).then_some(last);
            rows.chain(draw, "PA", from, (last.min(horizon()), end), (350, 1100));
        }
    }
}

struct Rows<'a> {
    tables: &'a mut Tables,
    life: &'a Life,
    number: usize,
    scale: usize,
}

impl Rows<'_> {
    /// One social worker after the other; at times a duty desk, or nobody for some days.
    fn social_workers(&mut self, draw: &mut Draw, from: Day, to: Day, left: Option<Day>) {
        let mut start = if draw.chance(70) { from + draw.between(2, 12) } else { from };
        let mut before = usize::MAX;
        let mut reason = None;
        while start < to {
            if draw.chance(25) {
                let end = start + draw.between(8, 45);
                self.push("SW", None, start, (end < to).then_some(end).or(left), None);
                start = end;
                continue;
            }
            let length = if draw.chance(500) { draw.between(40, 220) } else { draw.between(220, 900) };
            let end = start + length;
            let who = self.another(draw, "SW", before);
            self.push("SW", Some(who), start, (end < to).then_some(end).or(left), reason);
            before = who;
            start = end + if draw.chance(60) { draw.between(2, 20) } else { 0 };
            reason = draw.pick(&[
                (40, Some("LEFTRL")),
                (20, Some("MANAGE")),
                (14, Some("TSPROC")),
                (8, Some("ORGRST")),
                (6, Some("ABSENC")),
                (2, Some("CHCHAN")),
                (2, Some("PCCHAN")),
                (5, Some("OTHERS")),
                (3, None),
            ]);
        }
    }

    /// One worker after the other without a gap.
    fn chain(
        &mut self,
        draw: &mut Draw,
        role: &'static str,
        from: Day,
        (to, left): (Day, Option<Day>),
        (shortest, longest): (i32, i32),
    ) {
        let (mut start, mut before) = (from, usize::MAX);
        while start < to {
            let end = start + draw.between(shortest, longest);
            let who = self.another(draw, role, before);
            let reason = (before != usize::MAX).then_some("LEFTRL");
            self.push(role, Some(who), start, (end < to).then_some(end).or(left), reason);
            before = who;
            start = end;
        }
    }

    fn another(&self, draw: &mut Draw, role: &str, before: usize) -> usize {
        let size = POOLS.iter().find(|(one, _)| *one == role).map_or(1, |(_, size)| size * self.scale);
        let who = draw.below(size);
        if who == before { (who + 1) % size } else { who }
    }

    fn push(
        &mut self,
        role: &str,
        who: Option<usize>,
        start: Day,
        end: Option<Day>,
        reason: Option<&'static str>,
    ) {
        self.number += 1;
        self.tables.workers.involvements.push(Involvement {
            id: format!("{}-W{}", self.life.id, self.number),
            professional: who.map(|who| worker(role, who)),
            role: role.to_owned(),
            team: Some(who.map_or("Duty desk", |who| team(role, who)).to_owned()),
            start: date(start),
            end: end.map(date),
            change_reason: reason.map(str::to_owned),
            person: self.life.id.clone(),
        });
    }
}
