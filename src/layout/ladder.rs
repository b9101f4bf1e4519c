//! The sizes that are tried when a slide is fitted to its page.

use super::compose::{Composition, LARGE_SIZES};
use super::context::{LayoutContext, Scale};
use super::flow::Flow;
use crate::deck::FitPolicy;

/// Share of the height that a sparse slide may fill when its type grows. A full page of large type
/// would look too loud.
const MAX_GROWN_FILL: f32 = 0.78;
/// Share of the height that a slide in type larger than the largest of the theme may fill.
const MAX_LARGE_FILL: f32 = 0.74;
/// Share of the shrinkable height of pictures that is assumed available when type grows.
const MAX_GROWN_PICTURE_SHRINK: f32 = 0.4;

/// One combination of sizes to try.
pub(super) struct Rung {
    pub scale: Scale,
    /// Whether the type is larger than normal.
    pub is_grown: bool,
}

impl Rung {
    /// Whether a body that was laid out at these sizes fits on a page of this height.
    pub(super) fn holds(&self, flow: &Flow, height: f32, max_fill: Option<f32>) -> bool {
        let min_height = flow.min_height();
        if !self.is_grown {
            return min_height <= height + 0.01;
        }
        let usual = if self.scale.is_large { MAX_LARGE_FILL } else { MAX_GROWN_FILL };
        let fill = max_fill.unwrap_or(usual);
        min_height + (flow.height() - min_height) * (1.0 - MAX_GROWN_PICTURE_SHRINK)
            <= height * fill + 0.01
    }
}

/// Returns the rungs that a policy and a composition allow, largest first.
pub(super) fn build_ladder(
    context: &LayoutContext<'_, '_>,
    policy: FitPolicy,
    composition: Composition,
) -> Vec<Rung> {
    let theme = &context.theme.type_scale;
    let tightest = context.theme.space.min_gap_factor;
    let below = context.theme.columns.below_size;
    let normal = theme.normal;
    let largest = theme.body.first().copied().unwrap_or(normal);
    let large_sizes = LARGE_SIZES
        .iter()
        .filter(|&&growth| growth <= composition.max_growth)
        .map(|growth| growth * largest);
    let mut rungs = Vec::new();
    for body in large_sizes.chain(theme.body.iter().copied()) {
        let is_grown = body > normal;
        let is_large = body > largest;
        let is_allowed = match policy {
            FitPolicy::Grow => true,
            FitPolicy::Shrink | FitPolicy::Error => !is_grown,
            FitPolicy::Split | FitPolicy::None => body == normal,
        };
        if !is_allowed {
            continue;
        }
        let gaps = if is_grown || policy == FitPolicy::None {
            vec![1.0]
        } else {
            vec![1.0, (1.0 + tightest) / 2.0, tightest]
        };
        // With `fit: split`, type does not shrink, so columns are tried at any size.
        let in_columns = match policy {
            FitPolicy::None => false,
            FitPolicy::Split => below > 0.0,
            _ => !is_grown && body <= below,
        };
        let arrangements: &[bool] = if in_columns { &[false, true] } else { &[false] };
        // A sparse slide has room for a wide picture. At each size it is tried first.
        // Beside many words, it becomes narrower before they become smaller.
        let picture_growths: &[f32] = match composition.has_side_picture {
            true if is_grown => &[1.0, 0.5, 0.0],
            true if policy != FitPolicy::None => &[0.0, -0.5, -1.0],
            _ => &[0.0],
        };
        for &in_columns in arrangements {
            for &gaps in &gaps {
                let body = body * context.page_scale;
                rungs.extend(picture_growths.iter().map(|&picture_growth| Rung {
                    scale: Scale { body, gaps, in_columns, is_large, picture_growth },
                    is_grown,
                }));
            }
        }
    }
    rungs
}
