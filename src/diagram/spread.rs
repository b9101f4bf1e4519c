//! Moves labels that would overlap apart.

/// Returns the tops of labels, given the tops that they would like to have and their heights, in
/// ascending order of the tops. Labels that would overlap are moved as little as possible, together
/// with their neighbours.
pub(crate) fn spread_labels(labels: &[(f32, f32)]) -> Vec<f32> {
    /// Labels that touch, placed as one.
    struct Stack {
        /// The top at which its labels are moved the least, and its height.
        top: f32,
        height: f32,
        /// How many labels it has.
        count: usize,
    }
    let mut stacks: Vec<Stack> = Vec::new();
    for &(top, height) in labels {
        let mut stack = Stack { top, height, count: 1 };
        while let Some(above) = stacks.pop_if(|above| above.top + above.height > stack.top) {
            let (upper, lower) = (above.count as f32, stack.count as f32);
            stack = Stack {
                top: (above.top * upper + (stack.top - above.height) * lower) / (upper + lower),
                height: above.height + stack.height,
                count: above.count + stack.count,
            };
        }
        stacks.push(stack);
    }
    let mut tops = Vec::with_capacity(labels.len());
    for stack in stacks {
        let mut top = stack.top;
        for &(_, height) in &labels[tops.len()..tops.len() + stack.count] {
            tops.push(top);
            top += height;
        }
    }
    tops
}

/// Moves labels as [`spread_labels`] does, and keeps them between `min` and `max` as far as they
/// have room there.
pub(crate) fn spread_labels_within(labels: &[(f32, f32)], (min, max): (f32, f32)) -> Vec<f32> {
    let mut tops = spread_labels(labels);
    let mut limit = max;
    for (top, (_, height)) in tops.iter_mut().zip(labels).rev() {
        *top = top.min(limit - height);
        limit = *top;
    }
    let mut limit = min;
    for (top, (_, height)) in tops.iter_mut().zip(labels) {
        *top = top.max(limit);
        limit = *top + height;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_and_stay_inside() {
        assert_eq!(spread_labels(&[(0.0, 1.0), (0.0, 1.0), (5.0, 1.0)]), [-0.5, 0.5, 5.0]);
        assert_eq!(spread_labels_within(&[(0.0, 1.0), (0.0, 1.0)], (0.0, 9.0)), [0.0, 1.0]);
        assert_eq!(spread_labels_within(&[(8.0, 1.0), (8.5, 1.0)], (0.0, 9.0)), [7.0, 8.0]);
    }
}
