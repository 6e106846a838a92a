//! Disabilities that workers recorded.

use super::super::draw::Draw;
use super::Life;
use crate::snapshot::{Disability, Tables};

/// Writes the disabilities of a child: about one in eight has one or more; of a few nothing was recorded.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let codes: &[&str] = match draw.below(1000) {
        0..45 => &["LD"],
        45..70 => &["AUT"],
        70..90 => &["LD", "COMM"],
        90..105 => &["BEH"],
        105..113 => &["MOB", "PC", "LD"],
        113..120 => &["HEAR"],
        120..125 => &["DDA"],
        125..165 => &[],
        _ => &["NONE"],
    };
    for (n, code) in (1..).zip(codes) {
        tables.workers.disabilities.push(Disability {
            id: format!("{}-D{n}", life.id),
            person: life.id.clone(),
            code: (*code).to_owned(),
        });
    }
}
