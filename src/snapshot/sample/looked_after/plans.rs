//! Plans for permanence, the youth offending service, and talks after a child was missing.

use chrono::TimeDelta;

use super::super::day::{age, birthday, date};
use super::super::draw::Draw;
use super::Life;
use crate::snapshot::{CarePlan, ReturnInterview, Tables, YouthJustice};

/// Writes the plans of a child, and the times with the youth offending service.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let mut number = 0;
    for (start, end) in &life.spells {
        let days = match draw.below(100) {
            0..90 => draw.between(15, 95),
            90..97 => draw.between(110, 260),
            _ => continue,
        };
        let mut from = start + days;
        let mut changes = draw.pick(&[(50, 0), (38, 1), (12, 2)]);
        while end.is_none_or(|end| from < end) {
            let until = (changes > 0).then(|| from + draw.between(160, 620));
            changes -= 1;
            number += 1;
            let plan = plan(draw, age(life.born, from), life.asylum);
            let closed = until.filter(|day| end.is_none_or(|end| *day < end));
            tables.workers.care_plans.push(CarePlan {
                id: format!("{}-N{number}", life.id),
                person: life.id.clone(),
                start: date(from),
                end: closed.or(*end).map(date),
                plan: plan.map(str::to_owned),
            });
            let Some(next) = closed else { break };
            from = next;
        }
    }
    youth_justice(tables, draw, life);
}

/// What the plan is; once in a while it is recorded before it is agreed.
fn plan(draw: &mut Draw, years: i32, asylum: bool) -> Option<&'static str> {
    if draw.chance(15) {
        return None;
    }
    Some(match years {
        _ if asylum => draw.pick(&[(70, "SUPPLIV"), (30, "LTFOST18")]),
        ..=3 => draw.pick(&[(40, "ADOPTION"), (25, "LTRELFR"), (20, "RETURN6M"), (15, "RETURNEV")]),
        4..=11 => draw.pick(&[
            (50, "LTFOST18"),
            (22, "LTRELFR"),
            (14, "RETURN6M"),
            (9, "RETURNEV"),
            (5, "ADOPTION"),
        ]),
        12..=15 => draw.pick(&[
            (50, "LTFOST18"),
            (14, "LTRELFR"),
            (14, "RESPLMT"),
            (14, "RETURN6M"),
            (8, "REMAINSUP"),
        ]),
        _ => draw.pick(&[(60, "SUPPLIV"), (20, "LTFOST18"), (10, "RETURN1M"), (10, "OTHERPLN")]),
    })
}

fn youth_justice(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let mut number = 0;
    for told in life.told() {
        let from = told.start.max(birthday(life.born, 13));
        // The longer in care as a teenager, the likelier.
        let days = usize::try_from((told.end - from).clamp(0, 900)).unwrap_or(0);
        let often = if life.male { 620 } else { 260 } * days / 900;
        if days < 20 || !draw.chance(often) {
            continue;
        }
        let mut start = draw.between(from, told.end - 10);
        for _ in 0..draw.pick(&[(70, 1), (22, 2), (8, 3)]) {
            if start >= told.end {
                break;
            }
            number += 1;
            let end = start + draw.between(90, 390);
            tables.workers.youth_justice.push(YouthJustice {
                id: format!("{}-Y{number}", life.id),
                person: life.id.clone(),
                kind: draw
                    .pick(&[
                        (30, Some("OUT_OF_COURT")),
                        (34, Some("REFERRAL")),
                        (24, Some("REHABILITATION")),
                        (4, Some("CUSTODY")),
                        (6, Some("PREVENTION")),
                        (2, None),
                    ])
                    .map(str::to_owned),
                start: date(start),
                end: Some(date(end)),
            });
            start = end + draw.between(10, 300);
        }
    }
}

/// Writes a talk for each return after which one was offered: most within three days, some later, some declined.
pub(super) fn return_interviews(tables: &mut Tables, draw: &mut Draw) {
    let mut rows = Vec::new();
    for row in tables.missing_episodes.iter().filter(|row| row.kind == "M") {
        let Some(back) = row.end.filter(|_| row.interview_offered.as_deref() == Some("Y")) else { continue };
        let after = |days: i32| back.checked_add_signed(TimeDelta::days(days.into()));
        let held = match draw.below(100) {
            0..76 => draw.between(0, 3),
            _ => draw.between(4, 15),
        };
        let (soon, recorded) = (draw.between(0, 2).min(held), !draw.chance(25));
        let accepted = row.interview_accepted.as_deref() == Some("Y");
        rows.push(ReturnInterview {
            id: format!("{}-RI", row.id),
            missing: row.id.clone(),
            offered: after(soon).filter(|_| recorded),
            held: after(held).filter(|_| accepted),
            declined: Some(if accepted { "N" } else { "Y" }.to_owned()),
        });
    }
    tables.workers.return_interviews.extend(rows);
}
