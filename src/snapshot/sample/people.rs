//! Who the children are: sex to the published share, ethnicity, need.

use super::child::Child;
use super::day::year_end;
use super::draw::Draw;
use super::published;

/// What is known of a child besides care.
#[derive(Debug, Clone, Copy)]
pub(super) struct Traits {
    pub(super) male: bool,
    pub(super) ethnicity: Option<&'static str>,
    pub(super) need: &'static str,
}

/// Draws the traits of all children.
pub(super) fn traits(draw: &mut Draw, children: &[Child]) -> Vec<Traits> {
    let male = sexes(draw, children);
    let mut traits: Vec<Traits> = children
        .iter()
        .zip(male)
        .map(|(child, male)| Traits {
            male,
            ethnicity: Some(ethnicity(draw, child.asylum)),
            need: need(draw, child),
        })
        .collect();
    // Two children without a recorded ethnicity.
    let recent: Vec<usize> =
        (0..children.len()).filter(|i| children[*i].in_care(year_end(2018)).is_some()).collect();
    for _ in 0..2 {
        if let Some(i) = draw.choose(&recent) {
            traits[i].ethnicity = None;
        }
    }
    traits
}

/// Boys and girls: 59% boys at each year end, 2018 first, the others around it.
fn sexes(draw: &mut Draw, children: &[Child]) -> Vec<bool> {
    let mut male: Vec<Option<bool>> = vec![None; children.len()];
    for ending in [2018, 2019, 2017, 2016, 2015, 2014, 2013] {
        let stock: Vec<usize> =
            (0..children.len()).filter(|i| children[*i].in_care(year_end(ending)).is_some()).collect();
        let settled = stock.iter().filter(|i| male[**i] == Some(true)).count();
        // Asylum-seeking children are nearly all boys.
        let open: Vec<usize> = stock.into_iter().filter(|i| male[*i].is_none()).collect();
        let total = published::boys(published::year(ending).map_or(0, |year| year.looked_after));
        let wanted = total.saturating_sub(settled);
        let weights: Vec<(usize, usize)> =
            open.iter().map(|i| (if children[*i].asylum { 150 } else { 10 }, *i)).collect();
        for i in &open {
            male[*i] = Some(false);
        }
        for i in draw.draw(&weights, wanted) {
            male[i] = Some(true);
        }
    }
    let rate = |child: &Child| if child.asylum { 920 } else { 565 };
    children.iter().zip(male).map(|(child, sex)| sex.unwrap_or_else(|| draw.chance(rate(child)))).collect()
}

fn ethnicity(draw: &mut Draw, asylum: bool) -> &'static str {
    if asylum {
        return draw.pick(&[
            (32, "WOTH"),
            (24, "AOTH"),
            (20, "BAFR"),
            (14, "OOTH"),
            (4, "APKN"),
            (3, "BOTH"),
            (3, "ABAN"),
        ]);
    }
    draw.pick(&[
        (565, "WBRI"),
        (6, "WIRI"),
        (38, "WOTH"),
        (4, "WIRT"),
        (12, "WROM"),
        (92, "MWBC"),
        (28, "MWBA"),
        (18, "MWAS"),
        (38, "MOTH"),
        (6, "AIND"),
        (8, "APKN"),
        (8, "ABAN"),
        (14, "AOTH"),
        (48, "BCRB"),
        (62, "BAFR"),
        (26, "BOTH"),
        (3, "CHNE"),
        (18, "OOTH"),
        (4, "NOBT"),
        (2, "REFU"),
    ])
}

fn need(draw: &mut Draw, child: &Child) -> &'static str {
    if child.asylum {
        return "N8";
    }
    draw.pick(&[(61, "N1"), (4, "N2"), (5, "N3"), (9, "N4"), (15, "N5"), (4, "N6"), (1, "N7"), (1, "N8")])
}
