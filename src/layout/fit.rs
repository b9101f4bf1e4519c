//! Fits a slide's body to its page: one search down one ladder.
//!
//! The ladder's rungs go from the largest type with the widest gaps to the smallest with the tightest. The first rung on which the body
//! fits is taken; what fits on a rung with one bullet more fits there without it, so more content never makes type larger. Pictures shrink
//! before type does: a body fits if it does with its pictures at their smallest. Below the last rung the body is continued on further pages,
//! at the largest type that needs no more of them than the smallest would, and evenly filled.

use super::context::{Context, Scale};
use super::flow::Flow;
use crate::deck::FitPolicy;
use crate::scene::Structure;

/// Share of the height that a sparse slide may fill when its type grows: a full page in large type shouts.
const GROWN_FILL: f32 = 0.78;

/// A body that has been fitted.
pub(super) struct Fitted {
    /// The flow of each page.
    pub pages: Vec<Flow>,
    /// The sizes that were taken.
    pub scale: Scale,
    /// The logical tree that the flows' items belong to.
    pub structure: Structure,
}

/// Tries rungs until the body that `build` makes fits into `height`.
///
/// `continued_height` is what a page has if there are several: a continued title may be taller.
pub(super) fn fit(
    context: &mut Context<'_, '_>,
    policy: FitPolicy,
    height: f32,
    continued_height: f32,
    mut build: impl FnMut(&mut Context<'_, '_>) -> Flow,
) -> Fitted {
    let base = context.structure.clone();
    let mut set = |context: &mut Context<'_, '_>, scale: Scale| {
        context.structure = base.clone();
        context.scale = scale;
        let flow = build(context);
        (flow, std::mem::take(&mut context.structure))
    };
    let ladder = ladder(context, policy);
    for rung in &ladder {
        let (mut flow, structure) = set(context, rung.scale);
        let wanted = if rung.grown { flow.smallest() + (flow.height() - flow.smallest()) * 0.6 } else { flow.smallest() };
        let room = if rung.grown { height * GROWN_FILL } else { height };
        if wanted <= room + 0.01 {
            flow.settle(height);
            return Fitted { pages: vec![flow], scale: rung.scale, structure };
        }
    }
    let needed = ladder.last().map_or(1, |rung| split(set(context, rung.scale).0, continued_height).len());
    for rung in ladder.iter().filter(|rung| !rung.grown) {
        let (flow, structure) = set(context, rung.scale);
        let pages = split(flow.clone(), continued_height);
        if pages.len() <= needed {
            let mut pages = balanced(flow, continued_height, pages);
            pages.iter_mut().for_each(|page| page.settle(continued_height));
            return Fitted { pages, scale: rung.scale, structure };
        }
    }
    unreachable!("the last rung needs as many pages as it needs, and the ladder has a rung of normal size")
}

/// One pair of sizes to try.
struct Rung {
    scale: Scale,
    /// Whether type is larger than normal.
    grown: bool,
}

/// The rungs that a policy allows, largest first.
fn ladder(context: &Context<'_, '_>, policy: FitPolicy) -> Vec<Rung> {
    let scale = &context.theme.type_scale;
    let tightest = context.theme.space.tightest;
    let normal = scale.normal;
    let mut rungs = Vec::new();
    for &body in &scale.body {
        let grown = body > normal;
        let allowed = match policy {
            FitPolicy::Grow => true,
            FitPolicy::Shrink | FitPolicy::Error => !grown,
            FitPolicy::Split | FitPolicy::None => body == normal,
        };
        if !allowed {
            continue;
        }
        let all_gaps = [1.0, (1.0 + tightest) / 2.0, tightest];
        let gaps = if grown || matches!(policy, FitPolicy::Split | FitPolicy::None) { &all_gaps[..1] } else { &all_gaps[..] };
        rungs.extend(gaps.iter().map(|&gaps| Rung { scale: Scale { body: body * context.unit, gaps }, grown }));
    }
    rungs
}

/// Pages of one slide at most: a guard against a fault in the cutting, far beyond any deck.
const MOST_PAGES: usize = 20_000;

/// Cuts a flow into pages.
fn split(flow: Flow, height: f32) -> Vec<Flow> {
    let mut pages = Vec::new();
    let mut rest = Some(flow);
    while let Some(flow) = rest {
        if pages.len() == MOST_PAGES {
            pages.push(flow);
            break;
        }
        let (page, further) = flow.split(height, height);
        pages.push(page);
        rest = further;
    }
    pages
}

/// Fills the pages evenly: the least height that needs no more pages than `greedy` has.
fn balanced(flow: Flow, height: f32, greedy: Vec<Flow>) -> Vec<Flow> {
    let count = greedy.len();
    let mut best = greedy;
    let (mut low, mut high) = (flow.smallest() / count as f32, height);
    for _ in 0..6 {
        let middle = (low + high) / 2.0;
        let pages = split_at(flow.clone(), middle, height, count);
        if pages.as_ref().is_some_and(|pages| pages.len() <= count) {
            high = middle;
            best = pages.unwrap_or_default();
        } else {
            low = middle;
        }
    }
    best
}

/// Cuts a flow at `target`, on pages that are `height` tall; `None` if that takes more than `most` pages.
fn split_at(flow: Flow, target: f32, height: f32, most: usize) -> Option<Vec<Flow>> {
    let mut pages = Vec::new();
    let mut rest = Some(flow);
    while let Some(flow) = rest {
        if pages.len() == most {
            return None;
        }
        let (page, further) = flow.split(target, height);
        if page.rows.is_empty() {
            return None;
        }
        pages.push(page);
        rest = further;
    }
    Some(pages)
}
