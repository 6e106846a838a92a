//! What a folder of packs holds: each pack in every form, and the manifest of them all.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::pdf::{Pdf, pdf};
use super::{FileSet, csv, html, xlsx};
use crate::calendar::Period;
use crate::disclosure::Policy;
use crate::pack::{Pack, Provenance, TidyRow};
use crate::template::{Profile, Template};

/// A pack in every form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFiles {
    id: String,
    pdf: Pdf,
    xlsx: Vec<u8>,
    html: Vec<u8>,
    csv: Vec<u8>,
}

/// Why a pack could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the pack {id} could not be written: {why}")]
pub struct PackError {
    id: String,
    why: String,
}

impl PackFiles {
    /// Writes a pack in every form, with the rows of its tidy data; the same pack and rows give the same bytes.
    ///
    /// # Errors
    /// When one of the forms cannot be written, with why.
    pub fn write(pack: &Pack, rows: &[TidyRow]) -> Result<Self, PackError> {
        let id = &pack.about.id;
        let failed = |why: &dyn std::fmt::Display| PackError { id: id.clone(), why: why.to_string() };
        let (pdf, (xlsx, html)) = rayon::join(|| pdf(pack), || rayon::join(|| xlsx(pack), || html(pack)));
        Ok(Self {
            id: id.clone(),
            pdf: pdf.map_err(|error| failed(&error))?,
            xlsx: xlsx.map_err(|error| failed(&error))?,
            html: html.map_err(|error| failed(&error))?,
            csv: csv(rows).map_err(|error| failed(&error))?,
        })
    }

    /// Name and bytes of each file, in the order in which they are listed; of the PDF also how many pages it has.
    pub fn files(&self) -> [(String, &[u8], Option<usize>); 4] {
        let name = |ending: &str| format!("{}.{ending}", self.id);
        [
            (name("pdf"), &self.pdf.bytes, Some(self.pdf.pages)),
            (name("xlsx"), &self.xlsx, None),
            (name("html"), &self.html, None),
            (name("csv"), &self.csv, None),
        ]
    }
}

impl FileSet {
    /// Adds the files of a pack.
    #[must_use]
    pub fn with_pack(self, pack: PackFiles) -> Self {
        let PackFiles { id, pdf, xlsx, html, csv } = pack;
        let name = |ending: &str| format!("{id}.{ending}");
        self.with_pages(name("pdf"), pdf.pages)
            .with(name("pdf"), pdf.bytes)
            .with(name("xlsx"), xlsx)
            .with(name("html"), html)
            .with(name("csv"), csv)
    }
}

/// What the packs of a folder were made from, for their manifest.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    /// The quarter that they are for.
    pub quarter: Period,
    /// Where their figures come from.
    pub provenance: &'a Provenance,
    /// SHA-256 of the snapshot, in hexadecimal digits.
    pub sha256: &'a str,
    /// What the council has decided of its published packs.
    pub policy: Policy,
    /// Their templates.
    pub templates: Vec<&'a Template>,
}

impl Origin<'_> {
    /// As the manifest has it. Beside published packs alone nothing of it depends on a figure.
    pub fn inputs(&self) -> Value {
        let mut behind =
            json!({ "as_at": self.provenance.as_at.to_string(), "source": self.provenance.source });
        if self.templates.iter().any(|template| template.profile == Profile::Internal) {
            // Beside published packs alone a hash of the snapshot would tell two sets of hidden counts apart.
            behind["sha256"] = json!(self.sha256);
        }
        // In the same order, whichever were asked for first.
        let ids: BTreeSet<&String> = self.templates.iter().map(|template| &template.id).collect();
        json!({
            "disclosure": { "k": self.policy.k(), "partners": self.policy.partners.name() },
            "program": env!("CARGO_PKG_VERSION"),
            "period": self.quarter.to_string(),
            "snapshot": behind,
            "packs": ids,
            "profiles": self
                .templates
                .iter()
                .map(|template| (&template.id, template.profile.name()))
                .collect::<BTreeMap<_, _>>(),
            "k": self.policy.k(),
        })
    }
}
