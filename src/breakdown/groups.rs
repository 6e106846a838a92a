//! The groups of each breakdown.

use super::{Breakdown, Whom};

/// A group with the codes that the SQL gives for it; the last group of a list takes what no other takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Its name in figure ids and tidy data.
    pub code: &'static str,
    /// Its name on a page.
    pub name: &'static str,
    /// Codes of it.
    pub of: &'static [&'static str],
}

/// Groups taken together where a finer breakdown cannot be protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coarse {
    /// Its name in figure ids and tidy data.
    pub code: &'static str,
    /// Its name on a page.
    pub name: &'static str,
    /// Codes of the groups in it.
    pub of: &'static [&'static str],
}

/// The groups of a breakdown, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Groups {
    /// These.
    Fixed(&'static [Group]),
    /// Those that the data name, by name; then this one, which takes who has none.
    Named(Group),
}

const fn group(code: &'static str, name: &'static str, of: &'static [&'static str]) -> Group {
    Group { code, name, of }
}

const fn coarse(code: &'static str, name: &'static str, of: &'static [&'static str]) -> Coarse {
    Coarse { code, name, of }
}

const NOT_RECORDED: Group = group("not-recorded", "Not recorded", &[]);

const AGES_OF_CHILDREN: &[Group] = &[
    group("under-1", "Under 1", &["0"]),
    group("1-to-4", "1 to 4", &["1"]),
    group("5-to-9", "5 to 9", &["5"]),
    group("10-to-15", "10 to 15", &["10"]),
    group("16-and-over", "16 and over", &["16", "18", "21"]),
    NOT_RECORDED,
];

const COARSE_AGES_OF_CHILDREN: &[Coarse] = &[
    coarse("under-10", "Under 10", &["under-1", "1-to-4", "5-to-9"]),
    coarse("10-and-over", "10 and over, or not recorded", &["10-to-15", "16-and-over", "not-recorded"]),
];

const AGES_OF_CARE_LEAVERS: &[Group] = &[
    group("under-18", "Under 18", &["0", "1", "5", "10", "16"]),
    group("18-to-20", "18 to 20", &["18"]),
    group("21-and-over", "21 and over", &["21"]),
    NOT_RECORDED,
];

const COARSE_AGES_OF_CARE_LEAVERS: &[Coarse] = &[
    coarse("under-21", "Under 21", &["under-18", "18-to-20"]),
    coarse("21-and-over", "21 and over, or not recorded", &["21-and-over", "not-recorded"]),
];

const SEXES: &[Group] = &[group("female", "Female", &["F"]), group("male", "Male", &["M"]), NOT_RECORDED];

const ETHNIC_GROUPS: &[Group] = &[
    group("asian", "Asian or Asian British", &["AIND", "APKN", "ABAN", "AOTH", "CHNE"]),
    group("black", "Black or Black British", &["BCRB", "BAFR", "BOTH"]),
    group("mixed", "Mixed", &["MWBC", "MWBA", "MWAS", "MOTH"]),
    group("white", "White", &["WBRI", "WIRI", "WOTH", "WIRT", "WROM"]),
    group("other", "Other ethnic group", &["OOTH"]),
    NOT_RECORDED,
];

const COARSE_ETHNIC_GROUPS: &[Coarse] = &[
    coarse("white", "White", &["white"]),
    coarse(
        "all-others",
        "Asian, Black, mixed, other, or not recorded",
        &["asian", "black", "mixed", "other", "not-recorded"],
    ),
];

const ASYLUM: &[Group] =
    &[group("yes", "Unaccompanied asylum-seeking", &["yes"]), group("no", "Others", &[])];

const DISABILITY: &[Group] =
    &[group("yes", "Disabled", &["yes"]), group("no", "Not disabled", &["no"]), NOT_RECORDED];

const YOUTH_JUSTICE: &[Group] =
    &[group("yes", "Working with the service", &["yes"]), group("no", "Others", &[])];

const PARENTS: &[Group] = &[group("yes", "Young parents", &["yes"]), group("no", "Others", &[])];

const PLACEMENTS: &[Group] = &[
    group("relative-or-friend", "Foster home with a relative or friend", &["U1", "U2", "U3"]),
    group("foster", "Other foster home", &["U4", "U5", "U6"]),
    group(
        "childrens-home",
        "Children\u{2019}s home or other residential",
        &["K1", "K2", "R1", "R2", "R3", "R5", "S1"],
    ),
    group(
        "semi-independent",
        "Semi-independent or independent",
        &["H5", "K3", "P2", "Z11", "Z12", "Z13", "Z14"],
    ),
    group("parents", "With parents", &["P1"]),
    group("adoption", "Placed for adoption", &["A3", "A4", "A5", "A6"]),
    group("other", "Other or temporary", &["P3", "T0", "T1", "T2", "T3", "T4", "Z1"]),
    group("left", "No longer looked after", &["left"]),
    NOT_RECORDED,
];

const COARSE_PLACEMENTS: &[Coarse] = &[
    coarse("foster", "Foster home", &["relative-or-friend", "foster"]),
    coarse(
        "elsewhere",
        "Elsewhere, or not recorded",
        &["childrens-home", "semi-independent", "parents", "adoption", "other", "left", "not-recorded"],
    ),
];

const PROVIDERS: &[Group] = &[
    group("own", "Own provision", &["PR1"]),
    group("other-council", "Another council", &["PR2"]),
    group("other-public", "Other public", &["PR3"]),
    group("private", "Private", &["PR4"]),
    group("voluntary", "Voluntary", &["PR5"]),
    group("parents", "Parents", &["PR0"]),
    group("left", "No longer looked after", &["left"]),
    NOT_RECORDED,
];

impl Breakdown {
    /// Its groups, in their order.
    ///
    /// Source of the placement and provider codes: the SSDA903 guidance.
    pub fn groups(self, whom: Whom) -> Groups {
        Groups::Fixed(match (self, whom) {
            (Self::Age, Whom::Children) => AGES_OF_CHILDREN,
            (Self::Age, Whom::CareLeavers) => AGES_OF_CARE_LEAVERS,
            (Self::Sex, _) => SEXES,
            (Self::Ethnicity, _) => ETHNIC_GROUPS,
            (Self::AsylumSeeking, _) => ASYLUM,
            (Self::Disability, _) => DISABILITY,
            (Self::YouthJustice, _) => YOUTH_JUSTICE,
            (Self::YoungParents, _) => PARENTS,
            (Self::Placement, _) => PLACEMENTS,
            (Self::Provider, _) => PROVIDERS,
            (Self::Team, _) => return Groups::Named(group("no-team", "No team recorded", &[])),
        })
    }

    /// Its groups taken together, for published packs where the finer ones cannot be protected; none where that would
    /// leave one group.
    pub fn coarse(self, whom: Whom) -> &'static [Coarse] {
        match (self, whom) {
            (Self::Age, Whom::Children) => COARSE_AGES_OF_CHILDREN,
            (Self::Age, Whom::CareLeavers) => COARSE_AGES_OF_CARE_LEAVERS,
            (Self::Ethnicity, _) => COARSE_ETHNIC_GROUPS,
            (Self::Placement, _) => COARSE_PLACEMENTS,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Breakdown, Groups, Whom};

    #[test]
    fn no_code_is_in_two_groups_and_coarse_ones_hold_every_group_once() {
        for (name, breakdown) in Breakdown::ALL {
            for whom in Whom::ALL {
                let Groups::Fixed(groups) = breakdown.groups(whom) else { continue };
                let codes: Vec<&str> = groups.iter().flat_map(|group| group.of).copied().collect();
                let distinct: BTreeSet<&str> = codes.iter().copied().collect();
                assert_eq!(codes.len(), distinct.len(), "{name}");
                let coarse: Vec<&str> =
                    breakdown.coarse(whom).iter().flat_map(|one| one.of).copied().collect();
                if !coarse.is_empty() {
                    let mut all: Vec<&str> = groups.iter().map(|group| group.code).collect();
                    let mut held = coarse.clone();
                    all.sort_unstable();
                    held.sort_unstable();
                    assert_eq!(all, held, "{name}");
                }
            }
        }
    }
}
