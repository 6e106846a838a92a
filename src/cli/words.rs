//! What people have written, on its way into packs.

use super::failure::Failure;
use crate::calendar::Period;
use crate::commentary::review;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::pack::{Inputs, Words, notes, uncommented};
use crate::template::{BlockSpec, Template};
use crate::workspace::Workspace;

/// What people have written for the packs of a quarter.
pub(super) fn words(workspace: &Workspace, quarter: Period) -> Words<'_> {
    Words {
        commitments: workspace.commitments.as_ref(),
        actions: workspace.actions.as_ref(),
        commentary: workspace.commentary.of(quarter),
    }
}

/// Ids of the measures that the texts of a pack speak of.
pub(super) fn spoken(workspace: &Workspace, quarter: Period, template: &Template) -> Vec<String> {
    if !template.has(BlockSpec::shows_commentary) {
        return Vec::new();
    }
    let mut ids: Vec<String> = workspace
        .commentary
        .of(quarter)
        .iter()
        .filter(|note| note.is_for(&template.id))
        .flat_map(|note| note.placeholders().map(|one| one.measure.clone()))
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Everything to be said of the texts of packs, each once, since one text serves several packs: figures that a pack has
/// not, figures that moved, measures off target that nobody wrote about.
pub(super) fn looked_through(packs: &[Inputs<'_>], quarter: Period) -> Diagnostics {
    let mut kept: Vec<Diagnostic> = Vec::new();
    for one in packs.iter().flat_map(|inputs| of_pack(inputs, quarter)) {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept.into_iter().collect()
}

fn of_pack(inputs: &Inputs<'_>, quarter: Period) -> Diagnostics {
    let told = inputs.told();
    let mut all: Diagnostics = notes(inputs).into_iter().flat_map(|note| review(note, &told)).collect();
    let silent: Vec<&str> = uncommented(inputs).into_iter().map(|measure| measure.id.as_str()).collect();
    if !silent.is_empty() {
        let message = format!(
            "the pack {} says nothing of what is off target: {}",
            inputs.plan.template.id,
            silent.join(", ")
        );
        let hint = format!(
            "`boardpack commentary new --period {quarter}` makes drafts of what is still to be written"
        );
        all.push(Diagnostic::warning("commentary::missing", Place::None, message).hint(hint));
    }
    all
}

/// A quarter, or wrong use: texts are written for the quarter that has ended.
pub(super) fn quarter(period: Period) -> Result<Period, Failure> {
    match period {
        Period::Quarter { .. } => Ok(period),
        _ => Err(Failure::usage(
            format!("`{period}` is not a quarter"),
            "commentary is written for the quarter that has ended, as 2018-19-Q4",
        )),
    }
}
