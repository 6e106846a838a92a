//! Case audits, agencies that sign up, complaints and compliments.

use crate::snapshot::{AgencySignup, CaseAudit, Complaint, Tables};

use super::super::day::{Day, date, ymd};
use super::super::draw::Draw;
use super::story;

/// Agencies by kind, not by the name of a real one, with the day asked.
const AGENCIES: [(&str, i32, u32); 13] = [
    ("Health commissioner", 2018, 2),
    ("Community health provider", 2018, 2),
    ("Mental health trust", 2018, 2),
    ("Acute hospital trust", 2018, 2),
    ("Police", 2018, 2),
    ("Probation service", 2018, 2),
    ("Jobcentre", 2018, 2),
    ("College", 2018, 2),
    ("Secondary schools partnership", 2018, 2),
    ("Largest housing association", 2018, 2),
    ("Voluntary sector forum", 2018, 2),
    ("Second housing association", 2018, 10),
    ("Chamber of commerce", 2018, 10),
];

/// Writes the audits, agencies and complaints of one copy of the council.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, copy: u32) {
    audits(tables, draw, copy);
    for (number, (name, year, month)) in AGENCIES.iter().enumerate() {
        let asked = ymd(*year, *month, 12);
        let signs = draw.chance(760);
        tables.voice.agency_signups.push(AgencySignup {
            id: format!("AG{copy}-{:02}", number + 1),
            agency: (*name).to_owned(),
            asked: date(asked),
            signed: signs.then(|| date(asked + draw.between(20, 330))).filter(|day| *day <= date(story().1)),
        });
    }
    complaints(tables, draw, copy);
}

/// Three to six audits a month from April 2012; fewer than half good at first, two in three at the end.
fn audits(tables: &mut Tables, draw: &mut Draw, copy: u32) {
    let (first, last) = story();
    let mut number = 0;
    for month in 0..84 {
        let start = first + month * (last - first) / 84;
        for _ in 0..3 + draw.below(4) {
            number += 1;
            let day = start + draw.between(0, 27);
            let good = 400 + usize::try_from(month).unwrap_or(0) * 3;
            let grade = match draw.below(1000) {
                0..20 => None,
                _ if draw.chance(good) => Some(draw.pick(&[(12, "outstanding"), (88, "good")])),
                _ => Some(draw.pick(&[(82, "requires-improvement"), (18, "inadequate")])),
            };
            tables.voice.case_audits.push(CaseAudit {
                id: format!("CA{copy}-{number:04}"),
                audited: date(day.min(last)),
                theme: draw.pick(&[(30, "assessment"), (40, "plan"), (30, "review")]).to_owned(),
                grade: grade.map(str::to_owned),
            });
        }
    }
}

/// About thirty complaints and twenty compliments a year.
fn complaints(tables: &mut Tables, draw: &mut Draw, copy: u32) {
    let (first, last) = story();
    let mut rows: Vec<(Day, &str)> = (0..210).map(|_| (draw.between(first, last), "complaint")).collect();
    rows.extend((0..140).map(|_| (draw.between(first, last), "compliment")));
    rows.sort_unstable();
    for (number, (day, kind)) in rows.into_iter().enumerate() {
        let complaint = kind == "complaint";
        let from = draw.pick(&[
            (26, "child"),
            (34, "care-leaver"),
            (22, "for-child"),
            (12, "for-care-leaver"),
            (6, "other"),
        ]);
        let stage = draw.pick(&[(90, 1), (8, 2), (2, 3)]);
        // Ten working days at the first stage, and often longer.
        let days = if stage == 1 { 4 + draw.small(30) } else { draw.between(30, 130) };
        let upheld = draw.pick(&[(24, "yes"), (36, "partly"), (40, "no")]);
        let recorded = !draw.chance(25);
        tables.voice.complaints.push(Complaint {
            id: format!("CC{copy}-{:04}", number + 1),
            received: date(day),
            kind: kind.to_owned(),
            from: from.to_owned(),
            stage: (complaint && recorded).then_some(stage),
            answered: complaint.then(|| date(day + days)),
            upheld: complaint.then(|| upheld.to_owned()),
        });
    }
}
