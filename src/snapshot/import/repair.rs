//! What an import did to a row, and why.

use serde::Serialize;

/// What became of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Read as it stands, and said.
    Kept,
    /// Read with a change.
    Changed,
    /// Well formed, but not part of the snapshot.
    LeftOut,
    /// Not read.
    Refused,
}

impl Action {
    /// In a word, for a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Changed => "changed",
            Self::LeftOut => "left out",
            Self::Refused => "refused",
        }
    }
}

/// Defines the rules with their names and what they say.
macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident = $code:literal: $title:literal, )*) => {
        /// Why a row was changed, refused or reported.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $( $(#[$doc])* $name, )*
        }

        impl Rule {
            /// Every rule, in the order in which a report shows them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Stable name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The rule in words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

rules! {
    /// An earlier row cut at a later return's first row.
    EndedByNext = "ended-by-next": "an earlier return's row that a later return does not hold, ended at the child's first row there",
    /// An earlier row dropped.
    Superseded = "superseded": "an earlier return's row that a later return does not hold, dropped: the child's rows there start before it",
    /// An earlier row replaced.
    Replaced = "replaced": "same child and start in a later return: the later row replaces",
    /// A child gone from the returns.
    NotSeen = "not-seen": "open at the end of one return and absent from the next: not seen since",
    /// A child gone and back.
    SeenAgain = "seen-again": "absent from a return and seen again in a later one",
    /// Shape of the row.
    RowShape = "row-shape": "the row does not fit the columns",
    /// No child.
    ChildMissing = "child-missing": "no child identifier",
    /// No return.
    YearMissing = "year-missing": "the row does not say which return it belongs to",
    /// No authority.
    AuthorityMissing = "authority-missing": "the row does not say which authority it belongs to",
    /// A needed date is blank.
    DateMissing = "date-missing": "a date that the row cannot do without is blank",
    /// A date cannot be read.
    DateUnreadable = "date-unreadable": "a date is not dd/mm/yyyy or yyyy-mm-dd",
    /// A needed code is blank.
    CodeMissing = "code-missing": "a code that the row cannot do without is blank",
    /// A code is not in the list.
    CodeUnknown = "code-unknown": "a code is not in its list",
    /// A code in lower case.
    CodeCase = "code-case": "a code in lower case, read as upper case",
    /// A number cannot be read.
    NumberUnreadable = "number-unreadable": "a number cannot be read or is out of range",
    /// The placeholder literal.
    Placeholder = "placeholder": "PLACEHOLDER_DATA, read as nothing recorded",
    /// The end is before the start.
    EndBeforeStart = "end-before-start": "ends before it starts",
    /// Start and end are one day.
    ZeroLength = "zero-length": "starts and ends on one day: shorter than a day",
    /// REC without DEC.
    ReasonWithoutEnd = "reason-without-end": "a reason for ceasing but no end (REC without DEC): read as open, without the reason",
    /// DEC without REC.
    EndWithoutReason = "end-without-reason": "an end but no reason for ceasing (DEC without REC): the end stands, without a reason",
    /// Episodes overlap.
    Overlap = "overlap": "episodes of one child overlap: nothing is cut",
    /// X1 but nothing follows.
    NothingFollows = "nothing-follows": "said to be followed by another episode on the same day (X1), but none starts then",
    /// Not in the return's year.
    OutsideReturn = "outside-return": "none of its days lies in the year of its return",
    /// After the as-at date.
    AfterAsAt = "after-as-at": "later than the as-at date",
    /// Before birth.
    BeforeBirth = "before-birth": "earlier than the child's date of birth",
    /// Two identical rows.
    DuplicateRow = "duplicate-row": "the same row again, read once",
    /// Two rows where a child has one.
    DuplicateChild = "duplicate-child": "a second row for a child where there can be one: the first stands",
    /// No row in a header file.
    NoHeader = "no-header": "in the return but in no header file",
    /// No date of birth.
    NoBirthDate = "no-birth-date": "no date of birth",
    /// Date of birth, sex or ethnicity differ.
    PersonDiffers = "person-differs": "date of birth, sex or ethnicity differ between files or returns: the latest header row wins",
    /// Suffix of the accommodation code.
    AccommodationSuffix = "accommodation-suffix": "the suffix of an accommodation code is absent or contradicts the letter",
    /// OC3 row without a birthday to date it by.
    NoBirthday = "no-birthday": "no 17th to 21st birthday in the return's year to date the row by",
}

impl Rule {
    /// The data-quality audits: a report names those that found nothing, too.
    pub const AUDITS: &'static [Self] = &[
        Self::Overlap,
        Self::EndBeforeStart,
        Self::ZeroLength,
        Self::NothingFollows,
        Self::OutsideReturn,
        Self::AfterAsAt,
        Self::BeforeBirth,
        Self::CodeUnknown,
        Self::DateUnreadable,
        Self::DuplicateRow,
        Self::NoHeader,
        Self::NoBirthDate,
    ];
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// One thing done to, or said of, one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Path of the file, as the user gave it.
    pub file: String,
    /// Line in it; the header is line 1.
    pub line: u64,
    /// Why.
    pub rule: Rule,
    /// What became of the row.
    pub action: Action,
    /// What it was about: child, column, value.
    pub words: String,
}
