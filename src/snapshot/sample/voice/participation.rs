//! The Living in Care Council, the care leavers' forum and consultations: who came, whom they met, what they asked for.

use crate::snapshot::{Participation, ParticipationEvent, ParticipationRating, ParticipationRequest, Tables};

use super::super::child::Child;
use super::super::day::{Day, age, birthday, date, ymd};
use super::super::draw::Draw;
use super::{is_care_leaver, story};

const ASKED_FOR: [&str; 14] = [
    "Photographs and first names of social workers before the first visit",
    "Family time at weekends",
    "Reviews that are not held at school",
    "A card with the numbers of everyone who works with us",
    "Free swimming and gym",
    "Longer opening of the drop-in",
    "Letters in plain words",
    "A say in choosing new social workers",
    "Help with bus fares to LinCC",
    "Sleepovers without weeks of forms",
    "A laptop for college",
    "Notes of what was agreed after each visit",
    "A celebration evening every year",
    "Storage for our things when we move",
];

const REASONS: [&str; 3] = [
    "The money is not there this year",
    "The law does not allow it",
    "Schools decide this, and have said no",
];

/// A time in which a child is a member of the Living in Care Council.
struct Member {
    child: usize,
    from: Day,
    to: Day,
}

/// An event to write.
struct Event {
    day: Day,
    forum: &'static str,
    consultation: bool,
    /// Senior officers, elected members, partner agencies.
    met: [bool; 3],
    who: Vec<usize>,
}

/// Writes the events of one copy of the council.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, copy: u32, children: &[Child], ids: &[String]) {
    let members = members(draw, children);
    let mut events = lincc(draw, children, &members);
    events.extend(leavers_forum(draw, children));
    events.sort_by_key(|event| event.day);
    let mut requests = 0;
    for (number, event) in events.iter().enumerate() {
        let id = format!("PE{copy}-{:04}", number + 1);
        write_event(tables, draw, &id, event, ids);
        if event.forum == "lincc" {
            let leaders = event.met.contains(&true);
            let asked = if leaders { 1 + draw.below(3) } else { usize::from(draw.chance(90)) };
            for _ in 0..asked {
                requests += 1;
                let row = request(draw, &id, event.day, format!("PR{copy}-{requests:04}"));
                tables.voice.participation_requests.push(row);
            }
        }
    }
}

/// One child in five who is in care at 8 or over joins at some time, for half a year to two and a half.
fn members(draw: &mut Draw, children: &[Child]) -> Vec<Member> {
    let mut members = Vec::new();
    for (number, child) in children.iter().enumerate() {
        let joins = draw.chance(200);
        let (share, days) = (draw.below(80), draw.between(180, 900));
        let Some(spell) = child.spells.last().filter(|_| joins) else { continue };
        let first = spell.start.max(birthday(child.born, 8)) + 30;
        let last = spell.end.unwrap_or(story().1).max(first);
        // Some stay on as care leavers, until 21.
        let from = first + (last - first) * i32::try_from(share).unwrap_or(0) / 100;
        if first < spell.end.unwrap_or(Day::MAX) {
            members.push(Member { child: number, from, to: (from + days).min(birthday(child.born, 21)) });
        }
    }
    members
}

/// Meetings every other Tuesday but in August and at Christmas, with three activities a year for all.
fn lincc(draw: &mut Draw, children: &[Child], members: &[Member]) -> Vec<Event> {
    use chrono::Datelike;
    let (first, last) = story();
    let mut events = Vec::new();
    // 3 April 2012 was a Tuesday.
    for day in (first + 2..=last).step_by(14) {
        let on = date(day);
        if on.month() == 8 || on.month() == 12 && on.day() > 20 || on.month() == 1 && on.day() < 4 {
            continue;
        }
        let leaders = draw.chance(if day < ymd(2018, 4, 1) { 190 } else { 340 });
        let met = match draw.below(100) {
            _ if !leaders => [false; 3],
            0..38 => [true, false, false],
            38..58 => [true, true, false],
            58..76 => [false, true, false],
            76..92 => [false, false, true],
            _ => [true, true, true],
        };
        let who = members
            .iter()
            .filter(|member| {
                let child = &children[member.child];
                member.from <= day
                    && day < member.to
                    && (child.in_care(day).is_some() || is_care_leaver(child, day))
                    && draw.chance(480)
            })
            .map(|member| member.child)
            .collect();
        events.push(Event { day, forum: "lincc", consultation: leaders || draw.chance(120), met, who });
    }
    for year in 2012..=2019 {
        for day in [ymd(year, 2, 20), ymd(year, 7, 28), ymd(year, 12, 15)] {
            if (first..=last).contains(&day) {
                let who = (0..children.len())
                    .filter(|i| children[*i].in_care(day).is_some() && age(children[*i].born, day) >= 6)
                    .filter(|_| draw.chance(42))
                    .collect();
                events.push(Event { day, forum: "lincc", consultation: false, met: [false; 3], who });
            }
        }
    }
    events
}

/// A care leavers' forum every other month from 2016, and a consultation over some days each winter.
fn leavers_forum(draw: &mut Draw, children: &[Child]) -> Vec<Event> {
    let bent: Vec<usize> = children.iter().map(|_| draw.pick(&[(62, 4), (26, 40), (12, 190)])).collect();
    let mut days: Vec<(Day, bool, usize)> = Vec::new();
    for year in 2016..=2019 {
        days.extend((1..=11).step_by(2).map(|month| (ymd(year, month, 12), draw.chance(350), 1)));
        days.extend([6, 8, 13, 20, 27].map(|day| (ymd(year, 2, day), true, 2)));
    }
    let (first, last) = story();
    days.into_iter()
        .filter(|(day, ..)| (first..=last).contains(day))
        .map(|(day, consultation, pull)| {
            let who = (0..children.len())
                .filter(|i| is_care_leaver(&children[*i], day) && draw.chance(bent[*i] * pull))
                .collect();
            let met = [draw.chance(300), draw.chance(150), draw.chance(150)];
            Event { day, forum: "care-leavers", consultation, met, who }
        })
        .collect()
}

fn write_event(tables: &mut Tables, draw: &mut Draw, id: &str, event: &Event, ids: &[String]) {
    let rows = &mut tables.voice;
    let [met_officers, met_councillors, met_partners] = event.met;
    rows.participation_events.push(ParticipationEvent {
        id: id.to_owned(),
        held: date(event.day),
        forum: event.forum.to_owned(),
        consultation: event.consultation,
        met_officers,
        met_councillors,
        met_partners,
    });
    for (number, child) in event.who.iter().enumerate() {
        rows.participations.push(Participation {
            id: format!("{id}-{:02}", number + 1),
            event: id.to_owned(),
            person: ids[*child].clone(),
        });
    }
    if event.met.contains(&true) {
        for number in 1..=event.who.len() {
            if draw.chance(820) {
                let rating = draw.pick(&[(3, 1), (8, 2), (24, 3), (40, 4), (25, 5)]);
                rows.participation_ratings.push(ParticipationRating {
                    id: format!("{id}-R{number:02}"),
                    event: id.to_owned(),
                    rating: (!draw.chance(30)).then_some(rating),
                });
            }
        }
    }
}

/// What becomes of a request: done, refused with a reason, agreed and not done, or never heard of again.
fn request(draw: &mut Draw, event: &str, made: Day, id: String) -> ParticipationRequest {
    let agreed = made + draw.between(7, 60);
    let done = agreed + draw.between(14, 160);
    let told = made + draw.between(14, 100);
    let (agreed, done, told, reason) = match draw.below(100) {
        0..52 => (Some(agreed), Some(done), draw.chance(700).then_some(done + 14), None),
        52..72 => (None, None, Some(told), draw.choose(&REASONS)),
        72..90 => (Some(agreed), None, None, None),
        _ => (None, None, None, None),
    };
    ParticipationRequest {
        id,
        event: event.to_owned(),
        made: date(made),
        what: draw.choose(&ASKED_FOR).unwrap_or_default().to_owned(),
        agreed: agreed.map(date),
        done: done.map(date),
        told: told.map(date),
        reason_not_done: reason.map(str::to_owned),
    }
}
