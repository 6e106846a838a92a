//! Places for labels, so that none covers another.

/// A label that wants its middle at a height; lengths grow downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wanted {
    pub(super) middle: f64,
    pub(super) height: f64,
}

/// Labels that touch and move as one.
struct Run {
    labels: Vec<(usize, Wanted)>,
    top: f64,
    height: f64,
}

/// Moves labels in a column as little as it takes that none overlaps and all lie between `low` and `high`, with
/// `gap` between them; they keep their order. The middles, or `None` where there is no room for all.
pub(super) fn spread(wanted: &[Wanted], low: f64, high: f64, gap: f64) -> Option<Vec<f64>> {
    let mut order: Vec<(usize, Wanted)> = wanted.iter().copied().enumerate().collect();
    order.sort_by(|(i, a), (j, b)| a.middle.total_cmp(&b.middle).then(i.cmp(j)));
    let mut runs: Vec<Run> = Vec::new();
    for label in order {
        let mut run = settle(vec![label], low, high, gap);
        while let Some(above) = runs.pop_if(|above| above.top + above.height + gap > run.top) {
            let mut labels = above.labels;
            labels.append(&mut run.labels);
            run = settle(labels, low, high, gap);
        }
        if run.height > high - low + 1e-9 {
            return None;
        }
        runs.push(run);
    }
    let mut middles = vec![0.0; wanted.len()];
    for run in runs {
        let mut top = run.top;
        for (index, label) in run.labels {
            if let Some(middle) = middles.get_mut(index) {
                *middle = top + label.height / 2.0;
            }
            top += label.height + gap;
        }
    }
    Some(middles)
}

/// Puts touching labels where the sum of what they are moved is least, within the limits.
fn settle(labels: Vec<(usize, Wanted)>, low: f64, high: f64, gap: f64) -> Run {
    let mut offset = 0.0;
    let mut tops = 0.0;
    let mut count = 0.0;
    for (_, label) in &labels {
        tops += label.middle - label.height / 2.0 - offset;
        offset += label.height + gap;
        count += 1.0;
    }
    let height = offset - gap;
    Run { labels, top: (tops / count).min(high - height).max(low), height }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(middle: f64) -> Wanted {
        Wanted { middle, height: 10.0 }
    }

    #[test]
    fn labels_with_room_stay_where_they_want_to_be() {
        assert_eq!(spread(&[at(80.0), at(20.0)], 0.0, 100.0, 1.0), Some(vec![80.0, 20.0]));
    }

    #[test]
    fn labels_at_one_height_part_evenly() {
        assert_eq!(spread(&[at(50.0), at(50.0)], 0.0, 100.0, 0.0), Some(vec![45.0, 55.0]));
    }

    #[test]
    fn labels_at_the_edge_are_pushed_inside() {
        assert_eq!(spread(&[at(99.0), at(100.0)], 0.0, 100.0, 0.0), Some(vec![85.0, 95.0]));
    }

    #[test]
    fn too_many_labels_are_said_so() {
        assert_eq!(spread(&[at(1.0), at(2.0)], 0.0, 19.0, 0.0), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn labels_never_overlap_nor_leave_the_column(
            wanted in prop::collection::vec((-20.0..220.0, 4.0..30.0), 0..9),
            gap in 0.0..3.0,
        ) {
            let wanted: Vec<Wanted> =
                wanted.into_iter().map(|(middle, height)| Wanted { middle, height }).collect();
            if let Some(middles) = spread(&wanted, 0.0, 200.0, gap) {
                let mut boxes: Vec<(f64, f64)> = wanted
                    .iter()
                    .zip(&middles)
                    .map(|(label, middle)| (middle - label.height / 2.0, middle + label.height / 2.0))
                    .collect();
                boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
                for pair in boxes.windows(2) {
                    prop_assert!(pair[0].1 + gap <= pair[1].0 + 1e-6, "{boxes:?}");
                }
                prop_assert!(boxes.iter().all(|(top, bottom)| *top >= -1e-6 && *bottom <= 200.0 + 1e-6), "{boxes:?}");
            }
        }
    }
}
