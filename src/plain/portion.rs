//! A share in words: "about 3 in 4".

/// Below this number of people a share is told in words only.
pub const FEWEST: u64 = 20;
/// Below this number of answers to a survey a share is told in words only.
pub const FEWEST_ANSWERS: u64 = 30;
/// The denominators that are easy to picture, the easiest first.
const EASY: [u64; 5] = [2, 3, 4, 5, 10];
/// How far an easy fraction may be from the share: 2.5 points are a fortieth.
const WITHIN: u128 = 40;

/// A share as it is told, without a noun: "about 3 in 4", "most", "none".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portion {
    /// The words, in small letters.
    pub words: String,
    /// So many of so many, for a picture; `None` where the words are no fraction that can be drawn truly.
    pub picture: Option<(u32, u32)>,
}

impl Portion {
    fn words(words: impl Into<String>) -> Self {
        Self { words: words.into(), picture: None }
    }
}

/// Tells a share; `fewest` is the number of people from which on a fraction is given. `None` where there is nothing to
/// take a share of, or `met` is more than `of`.
///
/// "All" and "none" stand for exactly all and exactly none. Else it is the nearest fraction with a denominator of 2, 3,
/// 4, 5 or 10 that is at most 2.5 points away (of two as near the one with the smaller denominator), "about" left out
/// where it is exact; where there is none, "about N in 100", rounded half up, never to 0 or to 100.
pub fn portion(met: u64, of: u64, fewest: u64) -> Option<Portion> {
    if of == 0 || met > of {
        return None;
    }
    let many = of >= fewest;
    Some(if met == of {
        Portion { words: "all".to_owned(), picture: many.then_some((4, 4)) }
    } else if met == 0 {
        Portion { words: "none".to_owned(), picture: many.then_some((0, 4)) }
    } else if !many {
        Portion::words(in_words_only(met, of))
    } else if let Some((part, whole)) = nearest(met, of) {
        let exact = u128::from(part) * u128::from(of) == u128::from(met) * u128::from(whole);
        let about = if exact { "" } else { "about " };
        Portion { words: format!("{about}{part} in {whole}"), picture: Some((part, whole)) }
    } else {
        hundredths(met, of)
    })
}

/// Of a few people: words that stand for a wide range.
fn in_words_only(met: u64, of: u64) -> &'static str {
    let (met, of) = (u128::from(met), u128::from(of));
    if met * 5 > of * 3 {
        "most"
    } else if met * 5 < of * 2 {
        "some"
    } else {
        "about half"
    }
}

/// The nearest easy fraction within reach.
fn nearest(met: u64, of: u64) -> Option<(u32, u32)> {
    let (met, of) = (u128::from(met), u128::from(of));
    let mut best: Option<(u128, u128, u128)> = None;
    for whole in EASY.map(u128::from) {
        for part in 1..whole {
            // The distance is away / (of * whole).
            let away = (met * whole).abs_diff(part * of);
            let near = away * WITHIN <= of * whole;
            if near && best.is_none_or(|(least, of_best, _)| away * of_best < least * whole) {
                best = Some((away, whole, part));
            }
        }
    }
    let (_, whole, part) = best?;
    Some((u32::try_from(part).ok()?, u32::try_from(whole).ok()?))
}

/// "About 5 in 100".
fn hundredths(met: u64, of: u64) -> Portion {
    let (met, of) = (u128::from(met), u128::from(of));
    match (met * 200 + of) / (of * 2) {
        0 => Portion::words("fewer than 1 in 100"),
        100 => Portion::words("more than 99 in 100"),
        rounded => Portion {
            words: format!("about {rounded} in 100"),
            picture: u32::try_from(rounded).ok().map(|rounded| (rounded, 100)),
        },
    }
}
