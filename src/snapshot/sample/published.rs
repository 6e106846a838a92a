//! What the example council is calibrated to.
//!
//! The published figures are those of the London Borough of Bromley for the years to 31 March 2016 to 2019 from the
//! Department for Education's Local Authority Interactive Tool.
//! Contains public sector information licensed under the Open Government Licence v3.0.
//!
//! Years before 2016, the year to 31 March 2020 (drawn so that nobody's story stops at the last day, and always
//! cut off) and the parts that are not published are made up in line with them.

/// A financial year as it has to come out.
#[derive(Debug)]
pub(super) struct Year {
    /// Calendar year in which it ends.
    pub(super) ending: i32,
    /// Looked after at 31 March.
    pub(super) looked_after: usize,
    /// Children who started to be looked after, once each.
    pub(super) started: usize,
    /// Children who ceased to be looked after, once each.
    pub(super) ceased: usize,
    /// Children who started twice: without them the published totals do not reconcile.
    pub(super) started_twice: usize,
    /// Adopted: unopposed, and with consent dispensed with.
    pub(super) adopted: [usize; 2],
    /// Ceased through special guardianship.
    pub(super) guardianship: usize,
    /// Returned home: planned, and not.
    pub(super) home: [usize; 2],
    /// Unaccompanied asylum-seeking children at 31 March, aged 14, 15, 16 and 17.
    pub(super) asylum: [usize; 4],
    /// Three or more placements in the year, of those looked after at 31 March.
    pub(super) three_or_more: usize,
    /// Looked after at 31 March, under 16, for two and a half years or more.
    pub(super) long_term: usize,
    /// Of these with the same carer for two years; `None` where it is left to chance.
    pub(super) stable: Option<usize>,
    /// Placed over 20 miles away and outside the borough at 31 March; `None` where it is left to chance.
    pub(super) far: Option<usize>,
}

/// The years, in order.
pub(super) const YEARS: [Year; 8] = [
    Year {
        ending: 2013,
        looked_after: 264,
        started: 140,
        ceased: 138,
        started_twice: 0,
        adopted: [5, 7],
        guardianship: 14,
        home: [27, 12],
        asylum: [0, 2, 7, 11],
        three_or_more: 28,
        long_term: 74,
        stable: None,
        far: None,
    },
    Year {
        ending: 2014,
        looked_after: 267,
        started: 143,
        ceased: 140,
        started_twice: 0,
        adopted: [6, 7],
        guardianship: 15,
        home: [28, 13],
        asylum: [0, 2, 5, 11],
        three_or_more: 29,
        long_term: 73,
        stable: None,
        far: None,
    },
    Year {
        ending: 2015,
        looked_after: 270,
        started: 146,
        ceased: 143,
        started_twice: 0,
        adopted: [6, 8],
        guardianship: 15,
        home: [28, 13],
        asylum: [0, 2, 5, 11],
        three_or_more: 31,
        long_term: 73,
        stable: None,
        far: None,
    },
    Year {
        ending: 2016,
        looked_after: 286,
        started: 151,
        ceased: 135,
        started_twice: 0,
        adopted: [6, 9],
        guardianship: 15,
        home: [28, 12],
        asylum: [0, 2, 6, 12],
        three_or_more: 30,
        long_term: 74,
        stable: None,
        far: Some(57),
    },
    Year {
        ending: 2017,
        looked_after: 289,
        started: 179,
        ceased: 176,
        started_twice: 0,
        adopted: [9, 11],
        guardianship: 25,
        home: [38, 16],
        asylum: [0, 1, 4, 11],
        three_or_more: 45,
        long_term: 75,
        stable: None,
        far: Some(46),
    },
    Year {
        ending: 2018,
        looked_after: 310,
        started: 161,
        ceased: 148,
        started_twice: 8,
        adopted: [7, 7],
        guardianship: 11,
        home: [30, 13],
        asylum: [1, 3, 7, 13],
        three_or_more: 35,
        long_term: 76,
        stable: Some(51),
        far: Some(68),
    },
    Year {
        ending: 2019,
        looked_after: 348,
        started: 182,
        ceased: 147,
        started_twice: 3,
        adopted: [8, 10],
        guardianship: 21,
        home: [34, 7],
        asylum: [1, 6, 17, 26],
        three_or_more: 33,
        long_term: 82,
        stable: Some(47),
        far: Some(56),
    },
    Year {
        ending: 2020,
        looked_after: 350,
        started: 170,
        ceased: 168,
        started_twice: 0,
        adopted: [7, 9],
        guardianship: 18,
        home: [32, 12],
        asylum: [1, 7, 18, 28],
        three_or_more: 36,
        long_term: 86,
        stable: None,
        far: None,
    },
];

/// Looked after at 31 March 2012 by age in years, 0 first.
pub(super) const FIRST_STOCK: [usize; 18] = [3, 6, 7, 9, 9, 9, 9, 9, 9, 10, 10, 11, 12, 13, 15, 30, 33, 58];

/// Unaccompanied asylum-seeking children among them, aged 14, 15, 16 and 17.
pub(super) const FIRST_ASYLUM: [usize; 4] = [0, 2, 7, 12];

/// Looked after at 31 January 2018 and, of these, unaccompanied asylum-seeking (the council's strategies).
pub(super) const JANUARY_2018: (usize, usize) = (296, 20);

/// Young people who turn 18 in a year and are entitled to care leavers' support: three years of them make the
/// published numbers of care leavers aged 19 to 21 (165, 150, 153 and 149).
pub(super) fn entitled(turn_18_in: i32) -> usize {
    match turn_18_in {
        2013 => 62,
        2014 => 46,
        2015 => 57,
        2016 => 47,
        2017 => 49,
        2018 => 53,
        2019 => 50,
        2020 => 64,
        2021 => 60,
        _ => 58,
    }
}

/// The year that ends in a calendar year.
pub(super) fn year(ending: i32) -> Option<&'static Year> {
    YEARS.iter().find(|year| year.ending == ending)
}

/// Per cent of children looked after for 12 months, at one 31 March; the score in tenths.
#[derive(Debug)]
pub(super) struct Health {
    pub(super) ending: i32,
    pub(super) health_assessment: usize,
    pub(super) dental_check: usize,
    pub(super) immunisations: usize,
    pub(super) substance_misuse: usize,
    pub(super) convicted: usize,
    pub(super) score_tenths: usize,
}

/// Health outcomes; assessments, dental checks and immunisations before 2018 and all before 2016 are made up.
pub(super) const HEALTH: [Health; 7] = [
    health(2013, [92, 86, 92, 6, 4], 139),
    health(2014, [93, 87, 93, 6, 4], 140),
    health(2015, [93, 88, 94, 6, 4], 142),
    health(2016, [94, 88, 95, 7, 4], 141),
    health(2017, [94, 89, 95, 7, 4], 137),
    health(2018, [95, 88, 96, 13, 9], 167),
    health(2019, [91, 91, 87, 12, 4], 134),
];

const fn health(ending: i32, per_cent: [usize; 5], score_tenths: usize) -> Health {
    let [health_assessment, dental_check, immunisations, substance_misuse, convicted] = per_cent;
    Health {
        ending,
        health_assessment,
        dental_check,
        immunisations,
        substance_misuse,
        convicted,
        score_tenths,
    }
}

/// Young people with a 19th, 20th or 21st birthday in a year.
#[derive(Debug)]
pub(super) struct Leavers {
    pub(super) ending: i32,
    /// In education, employment or training.
    pub(super) active: usize,
    /// Of these in higher education; 2016 is not published.
    pub(super) higher: usize,
    /// Known to be in none of these; 2016 is made up.
    pub(super) inactive: usize,
    /// In suitable accommodation.
    pub(super) suitable: usize,
    /// Not in touch with the council.
    pub(super) out_of_touch: usize,
    /// Gone abroad, deported or residence not known; made up, few enough that the published share of suitable
    /// accommodation holds with and without them in the denominator.
    pub(super) elsewhere: usize,
}

/// Care leavers: 42, 46, 46, 45% active, 6, 7, 11% in higher education, 33, 35, 39% in neither education,
/// employment nor training, 70, 74, 75, 81% in suitable accommodation, 13, 16, 16, 13% not in touch.
pub(super) const LEAVERS: [Leavers; 4] = [
    leavers(2016, [70, 10, 58, 115, 21, 1]),
    leavers(2017, [69, 9, 50, 111, 24, 1]),
    leavers(2018, [70, 11, 54, 114, 24, 2]),
    leavers(2019, [67, 17, 58, 120, 19, 1]),
];

const fn leavers(ending: i32, numbers: [usize; 6]) -> Leavers {
    let [active, higher, inactive, suitable, out_of_touch, elsewhere] = numbers;
    Leavers { ending, active, higher, inactive, suitable, out_of_touch, elsewhere }
}

/// Per cent of children looked after in a year who were missing, and who were away without authorisation;
/// published for 2016 to 2019.
pub(super) fn missing(ending: i32) -> (usize, usize) {
    match ending {
        2017 => (13, 11),
        2018 => (14, 7),
        2019.. => (14, 9),
        _ => (9, 9),
    }
}

/// Boys among a number of children: 59%, as near as whole children allow.
pub(super) fn boys(children: usize) -> usize {
    (children * 59 + 50) / 100
}

/// Children aged 0 to 17 in the middle of a year.
pub(super) const POPULATION: [(i32, i64); 4] =
    [(2015, 72_000), (2016, 73_200), (2017, 74_000), (2018, 74_500)];
