//! Bank accounts, savings, the Setting Up Home Allowance and rent.

use super::super::day::{Day, date, ymd};
use super::super::draw::Draw;
use super::homes::Held;
use super::{Leaver, day_of, story_ends};
use crate::calendar::add_months;
use crate::snapshot::{FinanceFlag, GrantPayment, RentMonth, Tables};

/// Pounds of the allowance, from the council's strategy ("up to £2500").
const ALLOWANCE: i64 = 2500;

pub(super) fn write(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>, tenancies: &[Held]) {
    flags(tables, draw, leaver);
    if let Some(first) = tenancies.first() {
        allowance(tables, draw, leaver, first.start);
    }
    rent(tables, draw, leaver, tenancies);
}

fn flags(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let (mut account, saves) = (draw.chance(900), draw.chance(520));
    let days = leaver.days(draw, leaver.turns(18) - 20, 200, 330);
    for (number, day) in (1..).zip(days.into_iter().filter(|day| leaver.supported(*day))) {
        account = account || draw.chance(300);
        tables.leavers.finance_flags.push(FinanceFlag {
            id: format!("{}-F{number}", leaver.id),
            person: leaver.id.to_owned(),
            recorded_on: date(day),
            bank_account: (!draw.chance(15)).then_some(account),
            savings: (!draw.chance(40)).then_some(saves || draw.chance(40)),
        });
    }
}

/// One to three payments from about the day of moving in; in most cases they come to the whole.
fn allowance(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>, moved_in: Day) {
    if draw.chance(50) {
        return;
    }
    let payments = draw.pick(&[(45_usize, 1_i64), (35, 2), (20, 3)]);
    let whole = draw.chance(if moved_in < ymd(2018, 4, 1) { 640 } else { 740 });
    let mut released =
        if draw.chance(700) { moved_in - draw.between(1, 25) } else { moved_in + draw.between(3, 60) };
    for number in 1..=payments {
        let share = ALLOWANCE / payments;
        let last = number == payments;
        if last && !whole && payments > 1 {
            break;
        }
        let paid = if last { ALLOWANCE - share * (payments - 1) } else { share };
        let paid = if payments == 1 && !whole { paid * 6 / 10 } else { paid };
        if released > story_ends() {
            break;
        }
        tables.leavers.grant_payments.push(GrantPayment {
            id: format!("{}-G{number}", leaver.id),
            person: leaver.id.to_owned(),
            kind: "SETTING-UP-HOME".to_owned(),
            released_on: (number > 1 || !draw.chance(25)).then(|| date(released)),
            paid,
            entitlement: (!draw.chance(10)).then_some(ALLOWANCE),
        });
        released += draw.between(20, 120);
    }
}

/// Arrears are likely in the first months, while benefits are awaited, and once there they tend to last.
fn rent(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>, tenancies: &[Held]) {
    let mut number = 0;
    for held in tenancies {
        let mut owed = false;
        let mut month = date(held.start);
        month = chrono::Datelike::with_day(&month, 1).unwrap_or(month);
        let until = held.end.unwrap_or(story_ends() + 1).min(story_ends() + 1);
        for nth in 0.. {
            let Some(next) = add_months(month, 1) else { break };
            let last = day_of(next) - 1;
            if last >= until || last > story_ends() {
                break;
            }
            owed = draw.chance(match (owed, nth) {
                (true, _) => 520,
                (false, 0 | 1) => 210,
                (false, _) => 32,
            });
            if last >= ymd(2014, 4, 1) && !draw.chance(8) {
                number += 1;
                tables.leavers.rent_months.push(RentMonth {
                    id: format!("{}-R{number}", leaver.id),
                    person: leaver.id.to_owned(),
                    month,
                    in_arrears: (!draw.chance(12)).then_some(owed),
                });
            }
            month = next;
        }
    }
}
