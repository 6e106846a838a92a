//! Which file of a return it is: known by its columns, not by its name.

use crate::snapshot::import::sheet::Sheet;

/// A kind of file in an SSDA903 return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Header,
    Episodes,
    Reviews,
    Oc2,
    Oc3,
    Uasc,
    Missing,
    PreviousPermanence,
    AdoptionDecision,
    PlacedForAdoption,
    SocialWorker,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Header,
        Self::Episodes,
        Self::Reviews,
        Self::Oc2,
        Self::Oc3,
        Self::Uasc,
        Self::Missing,
        Self::PreviousPermanence,
        Self::AdoptionDecision,
        Self::PlacedForAdoption,
        Self::SocialWorker,
    ];

    /// Its name in a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Episodes => "episodes",
            Self::Reviews => "reviews",
            Self::Oc2 => "OC2",
            Self::Oc3 => "OC3",
            Self::Uasc => "UASC",
            Self::Missing => "missing",
            Self::PreviousPermanence => "previous permanence",
            Self::AdoptionDecision => "AD1",
            Self::PlacedForAdoption => "placed for adoption",
            Self::SocialWorker => "social worker",
        }
    }

    /// Whether its rows become rows of the snapshot.
    pub(super) fn is_read(self) -> bool {
        !matches!(
            self,
            Self::PreviousPermanence | Self::AdoptionDecision | Self::PlacedForAdoption | Self::SocialWorker
        )
    }

    /// Columns without which it is not this kind.
    pub(super) fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Header => &["CHILD", "SEX", "DOB", "ETHNIC"],
            Self::Episodes => &["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"],
            Self::Reviews => &["CHILD", "REVIEW", "REVIEW_CODE"],
            Self::Oc2 => &["CHILD", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT"],
            Self::Oc3 => &["CHILD", "IN_TOUCH", "ACTIV", "ACCOM"],
            Self::Uasc => &["CHILD", "DUC"],
            Self::Missing => &["CHILD", "MISSING", "MIS_START", "MIS_END"],
            Self::PreviousPermanence => &["CHILD", "PREV_PERM"],
            Self::AdoptionDecision => &["CHILD", "DATE_INT", "DATE_MATCH"],
            Self::PlacedForAdoption => &["CHILD", "DATE_PLACED"],
            Self::SocialWorker => &["CHILD", "SW_ID", "SW_DECOM"],
        }
    }

    /// Columns that are read where they are there.
    pub(super) fn wanted(self) -> &'static [&'static str] {
        match self {
            Self::Episodes => &["CIN", "PLACE_PROVIDER", "REASON_PLACE_CHANGE", "PL_POST", "URN"],
            Self::Oc2 => &[
                "SDQ_SCORE",
                "SDQ_REASON",
                "CONVICTED",
                "HEALTH_CHECK",
                "SUBSTANCE_MISUSE",
                "INTERVENTION_RECEIVED",
                "INTERVENTION_OFFERED",
            ],
            _ => &[],
        }
    }

    /// Columns that belong to the kind without being read, so that nothing is said of them.
    fn known(self) -> &'static [&'static str] {
        match self {
            Self::Header => &["UPN", "MOTHER", "MC_DOB"],
            Self::Episodes => &["HOME_POST"],
            Self::Reviews | Self::Oc2 | Self::Oc3 | Self::Missing => &["DOB"],
            Self::Uasc => &["SEX", "DOB"],
            Self::PreviousPermanence => &["DOB", "LA_PERM", "DATE_PERM"],
            Self::AdoptionDecision => &["DOB", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"],
            Self::PlacedForAdoption => &["DOB", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
            Self::SocialWorker => &["DOB", "SW_DEC", "SW_REASON"],
        }
    }

    /// Columns of the file that belong to no column of this kind.
    pub(super) fn extra(self, sheet: &Sheet) -> Vec<&str> {
        let belongs = |name: &str| {
            [self.needed(), self.wanted(), self.known(), &["LA", "YEAR"]]
                .iter()
                .any(|list| list.contains(&name))
        };
        sheet.columns.iter().map(String::as_str).filter(|name| !name.is_empty() && !belongs(name)).collect()
    }

    fn matching(self, sheet: &Sheet) -> usize {
        [self.needed(), self.wanted(), self.known()]
            .iter()
            .flat_map(|list| list.iter())
            .filter(|name| sheet.has(name))
            .count()
    }

    /// The kind whose needed columns are all there; of several the one with most of its columns there.
    pub(super) fn of(sheet: &Sheet) -> Option<Self> {
        Self::ALL
            .into_iter()
            .filter(|kind| kind.needed().iter().all(|name| sheet.has(name)))
            // The first of equals: max_by_key alone would take the last.
            .rev()
            .max_by_key(|kind| (kind.needed().len().min(3), kind.matching(sheet)))
    }

    /// The kind that a file which is none is nearest to, with the columns it lacks; `None` when it shares no
    /// column but the child with any.
    pub(super) fn nearest(sheet: &Sheet) -> Option<(Self, Vec<&'static str>)> {
        let lacks = |kind: Self| -> Vec<&'static str> {
            kind.needed().iter().copied().filter(|name| !sheet.has(name)).collect()
        };
        let shares = |kind: &Self| {
            [kind.needed(), kind.wanted()]
                .iter()
                .flat_map(|list| list.iter())
                .any(|name| sheet.has(name) && !matches!(*name, "CHILD" | "SEX" | "DOB"))
        };
        Self::ALL
            .into_iter()
            .filter(shares)
            .map(|kind| (lacks(kind), kind))
            .min_by_key(|(lacks, kind)| (lacks.len(), usize::MAX - kind.matching(sheet), *kind))
            .map(|(lacks, kind)| (kind, lacks))
    }
}
