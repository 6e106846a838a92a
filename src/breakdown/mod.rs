//! Breakdowns: named groupings of children and young people, each defined in one place.
//!
//! Gives for each [`Breakdown`] its words, its groups in their fixed order, the tables that it needs and the SQL that
//! puts a person into a group on a day. It counts nobody, and knows no figure.
//!
//! A person's group is the one at the end of the last day that a figure speaks of, for flows too: so a person is in one
//! group, whatever the number of rows, and the groups add up to the whole.

mod groups;

pub use groups::{Coarse, Group, Groups};

use crate::calendar::{Basis, Period};
use crate::kpi::{Form, Measure};

/// A figure of a measure to be broken down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SplitBy {
    /// Id of the measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// By what.
    pub breakdown: Breakdown,
}

/// A named grouping of children and young people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breakdown {
    /// Age in completed years, in bands.
    Age,
    /// Sex as recorded.
    Sex,
    /// Ethnic group, the five of the census.
    Ethnicity,
    /// Unaccompanied asylum-seeking or not.
    AsylumSeeking,
    /// Disabled or not.
    Disability,
    /// Working with the youth offending service or not.
    YouthJustice,
    /// A parent or not.
    YoungParents,
    /// Kind of placement.
    Placement,
    /// Team of the allocated worker; for the council's own managers.
    Team,
    /// Who provides the placement; for the council's own managers.
    Provider,
}

/// Whose measure is broken down: bands and workers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whom {
    /// Children looked after.
    Children,
    /// Care leavers.
    CareLeavers,
}

impl Whom {
    /// Both, in the packs' order.
    pub const ALL: [Self; 2] = [Self::Children, Self::CareLeavers];

    /// Those whom a measure's strategy speaks of.
    pub fn of(measure: &Measure) -> Self {
        if measure.strategy.id == "care-leavers" { Self::CareLeavers } else { Self::Children }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Children => "children looked after",
            Self::CareLeavers => "care leavers",
        }
    }

    /// Role of the worker who is theirs, as involvements have it.
    pub fn worker(self) -> &'static str {
        match self {
            Self::Children => "SW",
            Self::CareLeavers => "PA",
        }
    }
}

impl Breakdown {
    /// Every breakdown with its name in templates, figure ids and tidy data, in the packs' order.
    pub const ALL: [(&'static str, Self); 10] = [
        ("age", Self::Age),
        ("sex", Self::Sex),
        ("ethnicity", Self::Ethnicity),
        ("asylum", Self::AsylumSeeking),
        ("disability", Self::Disability),
        ("youth-justice", Self::YouthJustice),
        ("parents", Self::YoungParents),
        ("placement", Self::Placement),
        ("team", Self::Team),
        ("provider", Self::Provider),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }

    /// The breakdown of a name; `None` where there is none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, one)| *one)
    }

    /// What it is called on a page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Age => "Age",
            Self::Sex => "Sex",
            Self::Ethnicity => "Ethnic group",
            Self::AsylumSeeking => "Unaccompanied asylum-seeking children",
            Self::Disability => "Disability",
            Self::YouthJustice => "Youth offending service",
            Self::YoungParents => "Young parents",
            Self::Placement => "Where children live",
            Self::Team => "Team",
            Self::Provider => "Provider of the placement",
        }
    }

    /// How a person comes into a group: a sentence. "The day" is the last that the figure speaks of, its evening.
    ///
    /// Source of the ethnic groups: the harmonised standard of the Office for National Statistics after the 2011 census.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Age => "Age in completed years on the day.",
            Self::Sex => "Sex as recorded.",
            Self::Ethnicity => {
                "The five groups of the 2011 census; Chinese is with Asian, Gypsy, Roma and Irish Traveller with White. Refused and not yet obtained count as not recorded."
            }
            Self::AsylumSeeking => {
                "A status as unaccompanied asylum-seeking child that is open on the day, or was when the young person turned 18."
            }
            Self::Disability => {
                "A disability recorded under any code but that for none, whenever it was recorded: the records have no dates."
            }
            Self::YouthJustice => "Open work with the youth offending service on the day.",
            Self::YoungParents => "Recorded as a mother or father on the day.",
            Self::Placement => {
                "The placement on the day, of those open the one that began last; who has left care by then is told apart."
            }
            Self::Team => {
                "Team of the social worker (of care leavers: the personal adviser) allocated on the day, of several the one who came last."
            }
            Self::Provider => "Provider of the placement on the day, as recorded with it.",
        }
    }

    /// Tables of the snapshot without which it cannot be made.
    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Age => &["ssd_person.pers_dob"],
            Self::Sex => &["ssd_person.pers_sex"],
            Self::Ethnicity => &["ssd_person.pers_ethnicity"],
            Self::AsylumSeeking => &["ssd_immigration_status"],
            Self::Disability => &["ssd_disability"],
            Self::YouthJustice => &["ext_youth_justice"],
            Self::YoungParents => &["ext_parent_status"],
            Self::Placement => &["ssd_cla_placement"],
            Self::Team => &["ssd_involvements"],
            Self::Provider => &["ssd_cla_placement.clap_cla_placement_provider"],
        }
    }

    /// Whether it speaks of the council's own organisation, and never leaves the internal profile.
    pub fn is_internal(self) -> bool {
        matches!(self, Self::Team | Self::Provider)
    }

    /// Whether to be in a group of it tells something about a child that zero and "everyone" would tell too.
    pub fn is_sensitive(self) -> bool {
        matches!(self, Self::AsylumSeeking | Self::Disability | Self::YouthJustice | Self::YoungParents)
    }

    /// Measures that count the people of one of its groups: what is hidden there is not to be read here.
    pub fn twins(self) -> &'static [&'static str] {
        match self {
            Self::AsylumSeeking => &["unaccompanied-asylum-seeking-children"],
            Self::YouthJustice => &["known-to-youth-offending-service"],
            Self::YoungParents => &["looked-after-parents", "care-leaver-parents"],
            _ => &[],
        }
    }

    /// Whether it says something of these people: care leavers live in no placement.
    pub fn suits(self, whom: Whom) -> bool {
        whom == Whom::Children || !matches!(self, Self::Placement | Self::Provider)
    }

    /// Whether figures of a measure can be broken down by it: parts of a whole have parts already, and nobody knows who
    /// answered a survey.
    pub fn takes(self, measure: &Measure) -> bool {
        !matches!(measure.form, Form::Parts { .. })
            && measure.rows.basis != Basis::Survey
            && self.suits(Whom::of(measure))
    }

    /// The SQL that gives every person with a code, on the evening of `:day`; a code of no group, and none, is of the
    /// last group. `:role` is the worker's.
    pub fn sql(self) -> &'static str {
        match self {
            Self::Age => include_str!("age.sql"),
            Self::Sex => "SELECT pers_person_id, pers_sex FROM ssd_person",
            Self::Ethnicity => "SELECT pers_person_id, pers_ethnicity FROM ssd_person",
            Self::AsylumSeeking => include_str!("asylum.sql"),
            Self::Disability => include_str!("disability.sql"),
            Self::YouthJustice => include_str!("youth_justice.sql"),
            Self::YoungParents => include_str!("parents.sql"),
            Self::Placement => include_str!("placement.sql"),
            Self::Team => include_str!("team.sql"),
            Self::Provider => include_str!("provider.sql"),
        }
    }
}
