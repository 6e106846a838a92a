//! The files of a return, kind by kind: from cells to typed rows.

use std::collections::BTreeMap;

use super::super::cell;
use super::super::repair::{Action, Repair, Rule};
use super::super::sheet::Sheet;
use super::kind::Kind;
use super::reader::{Reader, Refused, Row};
use super::rows::{AsylumRow, Child, EpisodeRow, LeaverRow, MissingRow, OutcomeRow, ReviewRow, Rows};

/// Reads every file of a folder that becomes rows of the snapshot; `by_year` believes YEAR columns.
pub(super) fn read(sheets: &BTreeMap<Kind, Sheet>, by_year: bool, repairs: &mut Vec<Repair>) -> Rows {
    let mut rows = Rows::default();
    for (kind, sheet) in sheets {
        let mut reader = Reader::new(sheet, by_year, repairs);
        let mut others = Vec::new();
        match kind {
            Kind::Header => rows.headers = reader.rows(header),
            Kind::Episodes => {
                rows.episodes = reader.rows(|reader, row| {
                    let episode = episode(reader, row)?;
                    others.push(child(row));
                    Ok(episode)
                });
            }
            Kind::Reviews => rows.reviews = reader.rows(with_birth(review, &mut others)),
            Kind::Oc2 => rows.outcomes = reader.rows(with_birth(outcome, &mut others)),
            Kind::Oc3 => {
                rows.leavers = reader.rows(|reader, row| {
                    let leaver = leaver(reader, row);
                    others.push(Child { born: leaver.born, ..child(row) });
                    Ok(leaver)
                });
            }
            Kind::Uasc => {
                rows.asylum = reader.rows(|reader, row| {
                    let ceased = reader.date(row, "DUC");
                    let born = reader.date(row, "DOB");
                    others.push(Child { born, sex: sex(reader, row), ..child(row) });
                    Ok(AsylumRow { at: row.at.clone(), child: row.child.clone(), ceased })
                });
            }
            Kind::Missing => rows.missing = reader.rows(with_birth(missing, &mut others)),
            _ => {}
        }
        rows.others.append(&mut others);
    }
    rows
}

/// Reads a row, and what it says of the child's birth.
fn with_birth<'a, 'o, T>(
    read: impl Fn(&mut Reader<'a>, &Row<'a>) -> Result<T, Refused> + 'o,
    others: &'o mut Vec<Child>,
) -> impl FnMut(&mut Reader<'a>, &Row<'a>) -> Result<T, Refused> + 'o {
    move |reader, row| {
        let value = read(reader, row)?;
        others.push(Child { born: reader.date(row, "DOB"), ..child(row) });
        Ok(value)
    }
}

/// The child of a row, of whom nothing else is known yet.
fn child(row: &Row<'_>) -> Child {
    Child { at: row.at.clone(), id: row.child.clone(), sex: None, born: None, ethnicity: None }
}

/// M, F or U; 1 and 2 are the codes of returns up to 2023-24.
fn sex<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> Option<String> {
    let text = reader.text(row, "SEX")?;
    let code = match cell::without_point_zero(text) {
        "1" => "M",
        "2" => "F",
        _ => return reader.code(row, "SEX", "pers_sex"),
    };
    Some(code.to_owned())
}

fn header<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> Result<Child, Refused> {
    Ok(Child {
        sex: sex(reader, row),
        born: reader.date(row, "DOB"),
        ethnicity: reader.code(row, "ETHNIC", "pers_ethnicity"),
        ..child(row)
    })
}

fn episode<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> Result<EpisodeRow, Refused> {
    // Each is read before any is given up, so that all the faults of a row are named at once.
    let start = reader.needed_date(row, "DECOM");
    let end = reader.date_or_refuse(row, "DEC");
    let start_reason = reader.needed_code(row, "RNE", "clae_cla_episode_start_reason");
    let legal_status = reader.needed_code(row, "LS", "lega_legal_status");
    let kind = reader.needed_code(row, "PLACE", "clap_cla_placement_type");
    let (start, end, start_reason) = (start?, end?, start_reason?);
    let (legal_status, kind) = (legal_status?, kind?);
    if let Some(end) = end {
        if end < start {
            let words = format!("starts {start}, ends {end}");
            reader.say(row, Rule::EndBeforeStart, Action::Refused, words);
            return Err(Refused);
        }
        if end == start {
            reader.say(row, Rule::ZeroLength, Action::Kept, format!("on {start}"));
        }
    }
    let reason = reader.code(row, "REC", "clae_cla_episode_ceased_reason");
    let end_reason = match (end, reason) {
        (None, Some(reason)) => {
            let words = format!("REC {reason}, DEC blank");
            reader.say(row, Rule::ReasonWithoutEnd, Action::Changed, words);
            None
        }
        (Some(end), None) => {
            let words = format!("DEC {end}, REC blank or unknown");
            reader.say(row, Rule::EndWithoutReason, Action::Kept, words);
            None
        }
        (_, reason) => reason,
    };
    Ok(EpisodeRow {
        at: row.at.clone(),
        child: row.child.clone(),
        start,
        end,
        start_reason,
        end_reason,
        legal_status,
        need: reader.code(row, "CIN", "clae_cla_primary_need_code"),
        kind,
        provider: reader.code(row, "PLACE_PROVIDER", "clap_cla_placement_provider"),
        change_reason: reader.code(row, "REASON_PLACE_CHANGE", "clap_cla_placement_change_reason"),
        urn: reader.text(row, "URN").map(|urn| cell::without_point_zero(urn).to_uppercase()),
        postcode: reader.text(row, "PL_POST").and_then(postcode),
    })
}

/// A postcode as it can be compared: without spaces, in upper case.
fn postcode(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    (!plain.is_empty()).then(|| plain.to_uppercase())
}

fn review<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> Result<ReviewRow, Refused> {
    Ok(ReviewRow {
        at: row.at.clone(),
        child: row.child.clone(),
        held: reader.needed_date(row, "REVIEW")?,
        participation: reader.code(row, "REVIEW_CODE", "clar_cla_review_participation"),
    })
}

fn outcome<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> Result<OutcomeRow, Refused> {
    Ok(OutcomeRow {
        at: row.at.clone(),
        child: row.child.clone(),
        health_assessment: reader.flag(row, "HEALTH_ASSESSMENT"),
        development_check: reader.flag(row, "HEALTH_CHECK"),
        immunisations: reader.flag(row, "IMMUNISATIONS"),
        dental_check: reader.flag(row, "TEETH_CHECK"),
        substance_misuse: reader.flag(row, "SUBSTANCE_MISUSE"),
        intervention_received: reader.flag(row, "INTERVENTION_RECEIVED"),
        intervention_offered: reader.flag(row, "INTERVENTION_OFFERED"),
        convicted: reader.flag(row, "CONVICTED"),
        sdq_score: reader.number(row, "SDQ_SCORE", 0..=40),
        sdq_reason: reader.code(row, "SDQ_REASON", "oc2_sdq_reason"),
    })
}

fn leaver<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> LeaverRow {
    let born = if reader.has("DOB") { reader.date(row, "DOB") } else { None };
    let (accommodation, suitable) = accommodation(reader, row);
    LeaverRow {
        at: row.at.clone(),
        child: row.child.clone(),
        born,
        in_touch: reader.code(row, "IN_TOUCH", "cles_in_touch"),
        activity: reader.code(row, "ACTIV", "cles_activity"),
        accommodation,
        suitable,
    }
}

/// The letter of an accommodation code, and whether it is suitable: suffix 1 is, 2 is not; no fixed abode (S)
/// and custody (X) never are; 0, with whatever suffix, is not known.
fn accommodation<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> (Option<String>, Option<bool>) {
    let Some(text) = reader.text(row, "ACCOM") else { return (None, None) };
    let code = cell::without_point_zero(text);
    let mut parts = code.chars();
    let (first, suffix) = (parts.next(), parts.next());
    let letter = first.map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    let known = super::codes::of("cles_accommodation").contains(&letter.as_str());
    let fits = match suffix {
        None | Some('1' | '2') => true,
        Some(other) => letter == "0" && other.is_ascii_digit(),
    };
    if !known || !fits || parts.next().is_some() {
        let words = format!("ACCOM `{text}` is not in the code list; read as blank");
        reader.say(row, Rule::CodeUnknown, Action::Changed, words);
        return (None, None);
    }
    if first.is_some_and(|letter| letter.is_ascii_lowercase()) {
        let words = format!("ACCOM `{text}` read as {}", code.to_uppercase());
        reader.say(row, Rule::CodeCase, Action::Changed, words);
    }
    let suitable = match (letter.as_str(), suffix) {
        ("0", _) => None,
        (_, Some('2')) => Some(false),
        ("S" | "X", _) => {
            let words = format!("ACCOM {text} is never suitable; read as {letter}2");
            reader.say(row, Rule::AccommodationSuffix, Action::Changed, words);
            Some(false)
        }
        (_, Some(_)) => Some(true),
        (_, None) => {
            let words = format!("ACCOM {text} does not say whether it is suitable");
            reader.say(row, Rule::AccommodationSuffix, Action::Kept, words);
            None
        }
    };
    (Some(letter), suitable)
}

fn missing<'a>(reader: &mut Reader<'a>, row: &Row<'a>) -> Result<MissingRow, Refused> {
    let kind = reader.needed_code(row, "MISSING", "miss_missing_episode_type");
    let start = reader.needed_date(row, "MIS_START");
    let end = reader.date_or_refuse(row, "MIS_END");
    let (kind, start, end) = (kind?, start?, end?);
    if end.is_some_and(|end| end < start) {
        let words = format!("starts {start}, ends {}", end.map(|end| end.to_string()).unwrap_or_default());
        reader.say(row, Rule::EndBeforeStart, Action::Refused, words);
        return Err(Refused);
    }
    Ok(MissingRow { at: row.at.clone(), child: row.child.clone(), kind, start, end })
}
