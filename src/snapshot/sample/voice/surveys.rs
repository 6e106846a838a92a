//! Two surveys of children looked after and two of care leavers.

use crate::snapshot::{Question as QuestionRow, SurveyResponse, SurveyWave, Tables};

use super::super::child::Child;
use super::super::day::{Day, age, date, ymd};
use super::super::draw::Draw;
use super::is_care_leaver;
use super::questions::{CHILDREN, LEAVERS, Question};

/// A survey to draw: who is asked, first and last day, how many in a thousand respond, first or second of its kind.
struct Wave {
    id: &'static str,
    audience: &'static str,
    opened: Day,
    closed: Day,
    respond: usize,
    round: usize,
}

fn waves() -> [Wave; 4] {
    let wave =
        |id, audience, opened, closed, respond, round| Wave { id, audience, opened, closed, respond, round };
    let (children, leavers) = ("children-looked-after", "care-leavers");
    [
        wave("children-2017", children, ymd(2017, 10, 2), ymd(2017, 11, 17), 512, 0),
        wave("leavers-2018", leavers, ymd(2018, 2, 5), ymd(2018, 3, 16), 437, 0),
        wave("children-2018", children, ymd(2018, 10, 1), ymd(2018, 11, 16), 548, 1),
        wave("leavers-2019", leavers, ymd(2019, 1, 21), ymd(2019, 3, 1), 461, 1),
    ]
}

/// Writes the waves, the questions and the answers of one copy of the council.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, copy: u32, children: &[Child]) {
    for wave in waves() {
        let of_children = wave.audience == "children-looked-after";
        let invited = children
            .iter()
            .filter(|child| {
                if of_children {
                    child.in_care(wave.opened).is_some() && age(child.born, wave.opened) >= 8
                } else {
                    is_care_leaver(child, wave.opened)
                }
            })
            .count();
        let asked = i64::try_from(invited).unwrap_or(0);
        match tables.voice.survey_waves.iter_mut().find(|row| row.id == wave.id) {
            // One survey for all copies of the council, or the latest would be one copy's.
            Some(row) => row.invited += asked,
            None => tables.voice.survey_waves.push(SurveyWave {
                id: wave.id.to_owned(),
                audience: wave.audience.to_owned(),
                opened: date(wave.opened),
                closed: Some(date(wave.closed)),
                invited: asked,
            }),
        }
        let questions: &[Question] = if of_children { &CHILDREN } else { &LEAVERS };
        for number in 1..=invited * wave.respond / 1000 {
            respondent(tables, draw, &wave, &format!("{copy}-{number:03}"), questions);
        }
    }
    if copy == 0 {
        for question in CHILDREN.iter().chain(&LEAVERS) {
            tables.voice.questions.push(question_row(question));
        }
    }
}

fn question_row(question: &Question) -> QuestionRow {
    let mut answers = [question.scale.good, question.scale.others].concat();
    answers.push("prefer-not-to-say");
    if question.not_for > 0 {
        answers.push("not-applicable");
    }
    QuestionRow {
        id: format!("{}-1", question.name),
        question: question.name.to_owned(),
        wording_version: 1,
        wording: question.wording.to_owned(),
        answers: answers.join(","),
    }
}

/// One respondent's answers: those in good spirits answer well to most questions, others to few.
fn respondent(tables: &mut Tables, draw: &mut Draw, wave: &Wave, key: &str, questions: &[Question]) {
    let spirits = draw.below(241);
    let age_band = if draw.chance(20) {
        None
    } else if wave.audience == "care-leavers" {
        Some(draw.pick(&[(24, "16-17"), (52, "18-20"), (24, "21-24")]))
    } else {
        Some(draw.pick(&[(25, "8-11"), (47, "12-15"), (28, "16-17")]))
    };
    let mut before = None;
    for question in questions {
        let level = question.good.get(wave.round).copied().unwrap_or(0);
        // Who did not say yes to the first question is not asked the second.
        if level == 0 || question.follows && before != Some("yes") {
            continue;
        }
        let answer = answer(draw, question, level, spirits);
        before = answer;
        tables.voice.survey_responses.push(SurveyResponse {
            id: format!("{}-{key}-{}", wave.id, question.name),
            wave: wave.id.to_owned(),
            respondent: key.to_owned(),
            question: format!("{}-1", question.name),
            answer: answer.map(str::to_owned),
            age_band: age_band.map(str::to_owned),
        });
    }
}

fn answer(draw: &mut Draw, question: &Question, level: usize, spirits: usize) -> Option<&'static str> {
    if draw.chance(question.not_for) {
        return Some("not-applicable");
    }
    match draw.below(1000) {
        0..14 => None,
        14..38 => Some("prefer-not-to-say"),
        _ if draw.chance((level + spirits).saturating_sub(120)) => draw.choose(question.scale.good),
        _ => draw.choose(question.scale.others),
    }
}
