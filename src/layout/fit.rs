//! Fits a slide's body to its page: one search down one ladder.
//!
//! The ladder's rungs go from the largest type with the widest gaps to the smallest with the
//! tightest. The first rung on which the body fits is taken. On a rung, pictures shrink before
//! anything else: a body fits if it does with its pictures at their smallest. Where type has become
//! smaller than the theme likes, long lists are set in two columns before it shrinks further. Below
//! the last rung the body is continued on further pages, in the type of that rung, with gaps as
//! wide as need no more pages, and evenly filled.
//!
//! Type never grows with what is written: rungs are ordered by size, and what fits on a rung with
//! one bullet more fits there without it.

use super::context::{LayoutContext, Scale};
use super::flow::Flow;
use crate::deck::FitPolicy;
use crate::scene::{FitAdjustment, Structure};

/// Share of the height that a sparse slide may fill when its type grows: a full page in large type
/// shouts.
const MAX_GROWN_FILL: f32 = 0.78;
/// Share of what its pictures can give away that a body may count on when its type grows.
const MAX_GROWN_PICTURE_SHRINK: f32 = 0.4;

/// A body that has been fitted.
pub(super) struct FittedBody {
    /// The flow of each page.
    pub pages: Vec<Flow>,
    /// The logical tree that the flows' items belong to.
    pub structure: Structure,
    /// What was done.
    pub fitting: FitRecord,
}

/// What was done so that a body fits.
#[derive(Clone, Debug, Default)]
pub(super) struct FitRecord {
    /// Size of running text in pt; `None` on a page without a body.
    pub body: Option<f32>,
    /// The steps that were taken, in their order.
    pub steps: Vec<FitAdjustment>,
}

/// Tries rungs until the body that `build` makes fits into `height`; leaves the sizes of the rung
/// in `context`.
///
/// `continued_height` is what a page has if there are several: a continued title may be taller.
pub(super) fn fit_body(
    context: &mut LayoutContext<'_, '_>,
    policy: FitPolicy,
    height: f32,
    continued_height: f32,
    mut build: impl FnMut(&mut LayoutContext<'_, '_>) -> Flow,
) -> FittedBody {
    let (base, reveal) = (context.structure.clone(), context.reveal);
    let mut set = |context: &mut LayoutContext<'_, '_>, scale: Scale| {
        context.structure = base.clone();
        context.reveal = reveal;
        context.scale = scale;
        context.adjustments.clear();
        let flow = build(context);
        (flow, std::mem::take(&mut context.structure))
    };
    let ladder = build_ladder(context, policy);
    for rung in &ladder {
        let (mut flow, structure) = set(context, rung.scale);
        if fits_on_page(&flow, rung, height) {
            flow.fit_pictures(height);
            return record_adjustments(context, policy, vec![flow], structure);
        }
    }
    // What the last rungs, which have the smallest type, make of it: fewer pages are better, then
    // wider gaps.
    let smallest = ladder.last().map_or(0.0, |rung| rung.scale.body);
    let candidates: Vec<&Rung> = ladder.iter().filter(|rung| rung.scale.body <= smallest).collect();
    let mut counts = Vec::new();
    for rung in &candidates {
        let flow = set(context, rung.scale).0;
        counts.push(split_pages(flow, continued_height).len());
    }
    let fewest = counts.iter().min().copied().unwrap_or(1);
    let best = counts.iter().position(|&count| count == fewest).unwrap_or(0);
    let (flow, structure) = set(context, candidates[best].scale);
    let mut pages = balance_pages(flow, continued_height, fewest);
    pages.iter_mut().for_each(|page| page.fit_pictures(continued_height));
    context.scale.gaps *= loosen_gaps(&mut pages, continued_height, 1.0 / context.scale.gaps);
    record_adjustments(context, policy, pages, structure)
}

fn fits_on_page(flow: &Flow, rung: &Rung, height: f32) -> bool {
    let smallest = flow.min_height();
    if rung.is_grown {
        smallest + (flow.height() - smallest) * (1.0 - MAX_GROWN_PICTURE_SHRINK)
            <= height * MAX_GROWN_FILL + 0.01
    } else {
        smallest <= height + 0.01
    }
}

/// Widens the gaps of all pages by the same factor, as far as every page has room, and gives the
/// factor.
fn loosen_gaps(pages: &mut [Flow], height: f32, most: f32) -> f32 {
    let room =
        |page: &Flow| page.total_gap().max(f32::EPSILON).recip() * (height - page.height()) + 1.0;
    let factor = pages.iter().map(room).fold(most, f32::min).max(1.0);
    pages.iter_mut().for_each(|page| page.widen_gaps(page.total_gap() * (factor - 1.0), factor));
    factor
}

/// Says what was done, now that it is known.
fn record_adjustments(
    context: &mut LayoutContext<'_, '_>,
    policy: FitPolicy,
    pages: Vec<Flow>,
    structure: Structure,
) -> FittedBody {
    let normal = context.pt(context.theme.type_scale.normal);
    let Scale { body, gaps, .. } = context.scale;
    let mut steps = std::mem::take(&mut context.adjustments);
    if body > normal {
        steps.insert(FitAdjustment::Grown);
    }
    if body < normal {
        steps.insert(FitAdjustment::Shrunk);
    }
    if gaps < 0.99 {
        steps.insert(FitAdjustment::Tightened);
    }
    if policy != FitPolicy::None && pages.iter().any(Flow::has_shrunk_pictures) {
        steps.insert(FitAdjustment::PicturesShrunk);
    }
    if pages.len() > 1 {
        steps.insert(FitAdjustment::Continued);
    }
    FittedBody {
        pages,
        structure,
        fitting: FitRecord { body: Some(body), steps: steps.into_iter().collect() },
    }
}

/// One pair of sizes to try.
struct Rung {
    scale: Scale,
    /// Whether type is larger than normal.
    is_grown: bool,
}

/// The rungs that a policy allows, largest first.
fn build_ladder(context: &LayoutContext<'_, '_>, policy: FitPolicy) -> Vec<Rung> {
    let scale = &context.theme.type_scale;
    let tightest = context.theme.space.min_gap_factor;
    let below = context.theme.columns.below_size;
    let normal = scale.normal;
    let mut rungs = Vec::new();
    for &body in &scale.body {
        let grown = body > normal;
        let is_allowed = match policy {
            FitPolicy::Grow => true,
            FitPolicy::Shrink | FitPolicy::Error => !grown,
            FitPolicy::Split | FitPolicy::None => body == normal,
        };
        if !is_allowed {
            continue;
        }
        let gaps = if grown || policy == FitPolicy::None {
            vec![1.0]
        } else {
            vec![1.0, (1.0 + tightest) / 2.0, tightest]
        };
        // Who asked for pages rather than small type has columns before pages at any size.
        let in_columns = match policy {
            FitPolicy::None => false,
            FitPolicy::Split => below > 0.0,
            _ => !grown && body <= below,
        };
        let arrangements: &[bool] = if in_columns { &[false, true] } else { &[false] };
        for &in_columns in arrangements {
            let scale = |gaps| Scale { body: body * context.page_scale, gaps, in_columns };
            rungs.extend(gaps.iter().map(|&gaps| Rung { scale: scale(gaps), is_grown: grown }));
        }
    }
    rungs
}

/// Pages of one slide at most: a guard against a fault in the cutting, far beyond any deck.
const MAX_PAGES_PER_SLIDE: usize = 20_000;

/// Cuts a flow into pages, each filled as far as it goes.
fn split_pages(flow: Flow, height: f32) -> Vec<Flow> {
    let (mut pages, rest) = split_at_height(flow, height, height, MAX_PAGES_PER_SLIDE);
    pages.extend(rest);
    pages
}

/// Fills `count` pages evenly: at the least height that needs no more pages.
fn balance_pages(flow: Flow, height: f32, count: usize) -> Vec<Flow> {
    let mut best = split_pages(flow.clone(), height);
    let (mut low, mut high) = (flow.min_height() / count as f32, height);
    for _ in 0..6 {
        let middle = (low + high) / 2.0;
        let (pages, rest) = split_at_height(flow.clone(), middle, height, count);
        if rest.is_none() {
            high = middle;
            best = pages;
        } else {
            low = middle;
        }
    }
    best
}

/// Cuts a flow at `target`, on pages that are `height` tall, and gives the pages and what is left:
/// something if that takes more than `most` pages, or a page would be empty.
fn split_at_height(flow: Flow, target: f32, height: f32, most: usize) -> (Vec<Flow>, Option<Flow>) {
    let mut pages = Vec::new();
    let mut rest = Some(flow);
    while let Some(flow) = rest.take() {
        if pages.len() == most {
            return (pages, Some(flow));
        }
        let (page, further) = flow.split_at(target, height);
        if page.rows.is_empty() {
            return (pages, further);
        }
        pages.push(page);
        rest = further;
    }
    (pages, None)
}
