//! Yearly outcomes (SSDA903 OC2) of children looked after for twelve months, to the published shares.

use crate::snapshot::YearOutcome;

use super::child::Child;
use super::day::{date, year_end, year_start};
use super::draw::Draw;
use super::published::{HEALTH, Health};

/// A row before it has a person's id: the child, then the row.
pub(super) type Rows = Vec<(usize, YearOutcome)>;

/// Draws the outcomes at each 31 March from 2013 to 2019.
pub(super) fn health(draw: &mut Draw, children: &[Child]) -> Rows {
    let bent: Vec<usize> = children.iter().map(|_| 1 + draw.below(8)).collect();
    let temper: Vec<i32> = children.iter().map(|_| draw.between(0, 12) + draw.between(0, 11)).collect();
    HEALTH.iter().flat_map(|year| one_year(draw, children, &bent, &temper, year)).collect()
}

fn one_year(draw: &mut Draw, children: &[Child], bent: &[usize], temper: &[i32], year: &Health) -> Rows {
    let (first, last) = (year_start(year.ending), year_end(year.ending));
    let cohort: Vec<usize> = (0..children.len())
        .filter(|i| children[*i].in_care(last).is_some_and(|spell| spell.start <= first))
        .collect();
    let age = |i: usize| children[i].age_at_end(year.ending);
    let everyone: Vec<(usize, usize)> = cohort.iter().map(|i| (1, *i)).collect();
    // Teenagers miss their checks more often.
    let taking_part: Vec<(usize, usize)> =
        cohort.iter().map(|i| (if age(*i) >= 15 { 3 } else { 8 }, *i)).collect();
    let older = |from: i32| -> Vec<(usize, usize)> {
        cohort.iter().map(|i| (if age(*i) >= from { bent[*i] * bent[*i] } else { 0 }, *i)).collect()
    };
    let assessed = flags(draw, children.len(), &taking_part, year.health_assessment, 1);
    let dental = flags(draw, children.len(), &taking_part, year.dental_check, 1);
    let immunised = flags(draw, children.len(), &everyone, year.immunisations, 1);
    let misuse = flags(draw, children.len(), &older(12), year.substance_misuse, 1);
    let convicted = flags(draw, children.len(), &older(10), year.convicted, 2);
    let small: Vec<(usize, usize)> = cohort.iter().filter(|i| age(**i) < 5).map(|i| (1, *i)).collect();
    let developed = flags(draw, children.len(), &small, 85, 0);
    let scores = scores(draw, &cohort, &age, temper, year.score_tenths);

    cohort
        .iter()
        .zip(scores)
        .map(|(i, score)| {
            let helped = (misuse[*i] == Some(true)).then(|| draw.chance(560));
            let row = YearOutcome {
                id: format!("{}", year.ending),
                person: String::new(),
                year_end: date(last),
                health_assessment: assessed[*i],
                development_check: developed[*i].filter(|_| age(*i) < 5),
                immunisations: immunised[*i],
                dental_check: dental[*i],
                substance_misuse: misuse[*i],
                intervention_received: helped,
                intervention_offered: helped.filter(|helped| !helped).map(|_| draw.chance(800)),
                convicted: convicted[*i],
                sdq_score: score.ok().map(i64::from),
                sdq_reason: score.err().flatten().map(str::to_owned),
            };
            (*i, row)
        })
        .collect()
}

/// Yes for the published per cent of children, whether or not those without an answer are counted; `unknown` have none.
fn flags(
    draw: &mut Draw,
    children: usize,
    candidates: &[(usize, usize)],
    per_cent: usize,
    unknown: usize,
) -> Vec<Option<bool>> {
    let all = candidates.len();
    let rounds = |yes: usize, of: usize| of > 0 && (200 * yes + of) / (2 * of) == per_cent;
    let best = |unknown: usize| (0..=all).find(|yes| rounds(*yes, all) && rounds(*yes, all - unknown));
    let (yes, unknown) = match best(unknown.min(all)) {
        Some(yes) => (yes, unknown.min(all)),
        None => ((all * per_cent + 50) / 100, 0),
    };
    let mut flags = vec![Some(false); children];
    for i in draw.draw(candidates, yes) {
        flags[i] = Some(true);
    }
    let no: Vec<(usize, usize)> =
        candidates.iter().filter(|(_, i)| flags[*i] == Some(false)).map(|(_, i)| (1, *i)).collect();
    for i in draw.draw(&no, unknown) {
        flags[i] = None;
    }
    flags
}

/// Scores of children aged 4 to 16; those from 5 on have the published mean, to a tenth. Without a score: the reason.
fn scores(
    draw: &mut Draw,
    cohort: &[usize],
    age: &impl Fn(usize) -> i32,
    temper: &[i32],
    tenths: usize,
) -> Vec<Result<i32, Option<&'static str>>> {
    let mut scores: Vec<Result<i32, Option<&'static str>>> = cohort
        .iter()
        .map(|i| match age(*i) {
            4..=16 if draw.chance(850) => Ok(temper[*i] + draw.between(0, 6)),
            4..=16 if draw.chance(900) => {
                Err(Some(draw.pick(&[(30, "SDQ2"), (18, "SDQ3"), (32, "SDQ4"), (20, "SDQ5")])))
            }
            17 if draw.chance(300) => Err(Some("SDQ1")),
            _ => Err(None),
        })
        .collect();
    let counted: Vec<usize> =
        (0..cohort.len()).filter(|at| age(cohort[*at]) >= 5 && scores[*at].is_ok()).collect();
    let wanted = i32::try_from((tenths * counted.len() + 5) / 10).unwrap_or(0);
    let mut sum: i32 = counted.iter().filter_map(|at| scores[*at].ok()).sum();
    for _ in 0..100_000 {
        if sum == wanted {
            break;
        }
        let step = if sum < wanted { 1 } else { -1 };
        if let Some(Ok(score)) = draw.choose(&counted).and_then(|at| scores.get_mut(at))
            && (0..=36).contains(&(*score + step))
        {
            *score += step;
            sum += step;
        }
    }
    scores
}
