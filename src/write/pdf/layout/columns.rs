//! Widths of a table's columns.

use super::super::text::Shaped;

/// What a column asks for, in points, its padding included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    /// Its longest word, below which words would be broken.
    pub(super) least: f32,
    /// Its longest cell on one line, above which width is wasted.
    pub(super) most: f32,
    /// Its share, as the pack has it.
    pub(super) weight: f32,
}

/// Shares a width among columns: by weight, but none narrower than its longest word, and none wider than its longest
/// cell while another still wraps. `None` if even the longest words do not fit.
pub(super) fn share(wishes: &[Wish], width: f32) -> Option<Vec<f32>> {
    if wishes.iter().map(|wish| wish.least).sum::<f32>() > width + 0.01 {
        return None;
    }
    let mut fixed: Vec<Option<f32>> = vec![None; wishes.len()];
    loop {
        let left = width - fixed.iter().flatten().sum::<f32>();
        let open = |fixed: &[Option<f32>]| -> f32 {
            wishes.iter().zip(fixed).filter(|(_, f)| f.is_none()).map(|(w, _)| w.weight.max(0.001)).sum()
        };
        let weights = open(&fixed);
        if weights <= 0.0 {
            break;
        }
        let part = |wish: &Wish| left * wish.weight.max(0.001) / weights;
        // Columns that need more than their share are served first; only then is waste taken from the others.
        let short = wishes.iter().zip(&fixed).any(|(wish, f)| f.is_none() && part(wish) < wish.least);
        let mut changed = false;
        for (wish, slot) in wishes.iter().zip(&mut fixed) {
            if slot.is_some() {
                continue;
            }
            if short && part(wish) < wish.least {
                *slot = Some(wish.least);
                changed = true;
            } else if !short && part(wish) > wish.most {
                *slot = Some(wish.most.max(wish.least));
                changed = true;
            }
        }
        if !changed {
            for (wish, slot) in wishes.iter().zip(&mut fixed) {
                if slot.is_none() {
                    *slot = Some(part(wish));
                }
            }
            break;
        }
    }
    let mut widths: Vec<f32> = fixed.into_iter().map(|slot| slot.unwrap_or(0.0)).collect();
    // What nobody needs is spread evenly by weight, so that the table still spans the page.
    let spare = width - widths.iter().sum::<f32>();
    let weights: f32 = wishes.iter().map(|wish| wish.weight.max(0.001)).sum();
    for (wish, column) in wishes.iter().zip(&mut widths) {
        *column += spare * wish.weight.max(0.001) / weights;
    }
    Some(widths)
}

/// Rows that are looked at in a long table; the others are like them.
const SAMPLE: usize = 40;

/// Moves width from column to column as long as that makes the table shorter. Each cell comes with what its padding
/// and mark take of the width.
pub(super) fn balance(mut widths: Vec<f32>, wishes: &[Wish], rows: &[Vec<(&Shaped, f32)>]) -> Vec<f32> {
    let rows = rows.get(..rows.len().min(SAMPLE)).unwrap_or(rows);
    let lines = |column: usize, width: f32| -> Vec<usize> {
        rows.iter()
            .map(|row| row.get(column).map_or(1, |(words, room)| words.line_count(width - room)))
            .collect()
    };
    let mut counts: Vec<Vec<usize>> =
        widths.iter().enumerate().map(|(column, width)| lines(column, *width)).collect();
    let height = |counts: &[&[usize]]| -> usize {
        (0..rows.len())
            .map(|row| counts.iter().filter_map(|column| column.get(row)).max().copied().unwrap_or(1))
            .sum()
    };
    for _ in 0..12 {
        let views: Vec<&[usize]> = counts.iter().map(Vec::as_slice).collect();
        let now = height(&views);
        if now == rows.len() {
            break;
        }
        let mut best: Option<(usize, f32, usize, usize)> = None;
        for (to, (wish, width)) in wishes.iter().zip(&widths).enumerate() {
            let wraps = counts.get(to).is_some_and(|column| column.iter().any(|lines| *lines > 1));
            if !wraps || *width >= wish.most {
                continue;
            }
            for step in [8.0, 20.0, 40.0, 64.0] {
                let taller = lines(to, width + step);
                for (from, (other, room)) in wishes.iter().zip(&widths).enumerate() {
                    if from == to || room - step < other.least {
                        continue;
                    }
                    let giving = lines(from, room - step);
                    let mut views: Vec<&[usize]> = counts.iter().map(Vec::as_slice).collect();
                    for (column, view) in [(to, &taller), (from, &giving)] {
                        if let Some(slot) = views.get_mut(column) {
                            *slot = view;
                        }
                    }
                    let then = height(&views);
                    if then < best.map_or(now, |(_, _, _, least)| least) {
                        best = Some((to, step, from, then));
                    }
                }
            }
        }
        let Some((to, step, from, _)) = best else { break };
        for (column, change) in [(to, step), (from, -step)] {
            if let (Some(width), Some(count)) = (widths.get_mut(column), counts.get_mut(column)) {
                *width += change;
                *count = lines(column, *width);
            }
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(least: f32, most: f32, weight: f32) -> Wish {
        Wish { least, most, weight }
    }

    #[test]
    fn a_long_word_is_never_squeezed() {
        let widths = share(&[wish(90.0, 90.0, 1.0), wish(20.0, 300.0, 9.0)], 200.0).expect("fits");
        assert!(widths[0] >= 90.0 && (widths.iter().sum::<f32>() - 200.0).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn width_that_one_column_wastes_goes_to_one_that_wraps() {
        let widths = share(&[wish(10.0, 30.0, 1.0), wish(10.0, 400.0, 1.0)], 200.0).expect("fits");
        assert_eq!(widths, [30.0, 170.0]);
    }

    #[test]
    fn words_that_cannot_fit_are_said_so() {
        assert_eq!(share(&[wish(150.0, 150.0, 1.0), wish(60.0, 60.0, 1.0)], 200.0), None);
    }
}
