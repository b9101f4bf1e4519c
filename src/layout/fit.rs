//! Fits the body of a slide to its page by a search down a ladder of sizes.
//!
//! The rungs of the ladder (`ladder.rs`) go from the largest type with the widest gaps to the
//! smallest type with the tightest gaps. The first rung on which the body fits is used. On each
//! rung, pictures shrink first: a body fits if it fits with all pictures at their minimum height.
//! Below a type size that the theme sets, long lists are set in two columns before type shrinks
//! further. If no rung fits,
//! the body is continued on more pages, in the largest type that needs no more of them than the
//! smallest. The gaps are as wide as possible without adding pages, and the pages are evenly
//! filled.
//!
//! More content never enlarges the type: rungs are ordered by size, and a body that fits on a rung
//! still fits there after a bullet is removed.

use super::compose::Composition;
use super::context::{LayoutContext, LayoutPass, Scale};
use super::flow::{Flow, FootnoteCalls, PageBreak, SplitSpace, merge_calls};
use super::footnotes::{FootPager, SlideFoot};
use super::ladder::{Rung, build_ladder};
use crate::deck::FitPolicy;
use crate::scene::{FitAdjustment, Structure};

/// How much smaller type may be so that there is air at the foot of the page.
const MIN_AIRY_SIZE: f32 = 0.9;

/// A fitted body.
pub(super) struct FittedBody {
    /// The pages.
    pub pages: Vec<FittedPage>,
    /// The structure tree of the flows.
    pub structure: Structure,
    /// The adjustments made.
    pub fitting: FitRecord,
}

/// A page of a fitted body.
#[derive(Default)]
pub(super) struct FittedPage {
    /// The part of the body on the page; empty if only the rest of a long footnote is on it.
    pub body: Flow,
    /// The footnotes of the page and the source line, to be placed at its foot.
    pub foot: Flow,
}

/// The adjustments made so that a body fits.
#[derive(Clone, Debug, Default)]
pub(super) struct FitRecord {
    /// Size of running text in pt; `None` on a page without a body.
    pub body: Option<f32>,
    /// Size of the type of diagrams in pt if there is no running text and it is smaller.
    pub drawn: Option<f32>,
    /// The adjustments, in order.
    pub adjustments: Vec<FitAdjustment>,
}

/// The height of a body.
#[derive(Clone, Copy, Debug)]
pub(super) struct BodyHeight {
    /// On a single page.
    pub single: f32,
    /// On each of several pages, where the title may be taller.
    pub continued: f32,
}

impl BodyHeight {
    /// Returns the height of a body with the same space on one page and on several.
    pub(crate) fn same(height: f32) -> Self {
        Self { single: height, continued: height }
    }
}

/// The place of a body: its height, and what is placed below it.
pub(super) struct BodyPlace<'a> {
    /// The height of body and foot together.
    pub height: BodyHeight,
    /// The footnotes and the source line.
    pub foot: &'a SlideFoot,
    /// The footnotes that are called above or beside the body of the first page.
    pub called: FootnoteCalls,
    /// How large the content may be.
    pub composition: Composition,
    /// Height that is kept free at the foot of a single page, if type that is a little smaller or
    /// gaps that are tighter allow it.
    pub air: f32,
}

/// Tries rungs until the body that `build` creates fits. Leaves the sizes of the chosen rung in
/// `context`.
pub(super) fn fit_body(
    context: &mut LayoutContext<'_, '_>,
    policy: FitPolicy,
    place: &BodyPlace<'_>,
    mut build: impl FnMut(&mut LayoutContext<'_, '_>) -> Flow,
) -> FittedBody {
    let (base, reveal) = (context.structure.clone(), context.reveal);
    let height = place.height.single.min(place.height.continued);
    context.body_height = (height - place.foot.full_height()).max(height / 2.0);
    let mut build_for = |context: &mut LayoutContext<'_, '_>, scale: Scale, pass: LayoutPass| {
        context.structure = base.clone();
        context.reveal = reveal;
        context.scale = scale;
        context.adjustments.clear();
        context.pass = pass;
        context.has_left_out_items = false;
        context.has_broken_labels = false;
        if pass == LayoutPass::Measure {
            context.chart_heights.clear();
        }
        let flow = build(context);
        context.pass = LayoutPass::Draw;
        flow
    };
    let ladder = build_ladder(context, policy, place.composition);
    let single = place.height.single - place.foot.full_height();
    let mut heights = Vec::with_capacity(ladder.len());
    let mut cramped: Option<Scale> = None;
    for rung in &ladder {
        if cramped.is_some_and(|scale| rung.scale.body < scale.body * MIN_AIRY_SIZE) {
            break;
        }
        let flow = build_for(context, rung.scale, LayoutPass::Measure);
        let holds = rung.holds(&flow, single, place.composition.max_fill)
            && !(rung.scale.is_large && context.has_broken_labels);
        if holds && flow.min_height() + place.air <= single + 0.01 {
            let room = single - place.air;
            let page = finish_single(context, (flow, rung.scale), room, &mut build_for);
            return record_single(context, policy, page, place);
        }
        if holds {
            cramped.get_or_insert(rung.scale);
        }
        heights.push(flow.min_height());
    }
    if let Some(scale) = cramped {
        let flow = build_for(context, scale, LayoutPass::Measure);
        let page = finish_single(context, (flow, scale), single, &mut build_for);
        return record_single(context, policy, page, place);
    }
    // The smallest type needs the fewest pages. The best rung is the first that needs no more.
    let mut count_at = |context: &mut LayoutContext<'_, '_>, rung: &Rung| {
        let flow = build_for(context, rung.scale, LayoutPass::Measure);
        PageCount::of(&split_pages(flow, place))
    };
    let smallest = ladder.last().map_or(0.0, |rung| rung.scale.body);
    let candidates = ladder.iter().filter(|rung| rung.scale.body <= smallest);
    let fewest = candidates.map(|rung| count_at(context, rung)).min().unwrap_or_default();
    let height = place.height.continued;
    let total_height = fewest.pages as f32 * height;
    let best = ladder
        .iter()
        .zip(heights)
        .filter(|(rung, needed)| !rung.is_grown && *needed <= total_height)
        .map(|(rung, _)| rung)
        .find(|rung| count_at(context, rung) <= fewest)
        .or(ladder.last());
    let scale = best.map_or(context.scale, |rung| rung.scale);
    let flow = build_for(context, scale, LayoutPass::Measure);
    let space = balance_pages(&flow, place, fewest.pages);
    let flow = if context.has_left_out_items {
        let (mut pages, _) = split_repeatedly(flow, space, place, MAX_PAGES_PER_SLIDE);
        for page in &mut pages {
            page.body.fit_pictures(height - page.foot.height());
            page.body.collect_chart_heights(&mut context.chart_heights);
        }
        build_for(context, scale, LayoutPass::Draw)
    } else {
        flow
    };
    let structure = std::mem::take(&mut context.structure);
    let (mut pages, rest) = split_repeatedly(flow, space, place, MAX_PAGES_PER_SLIDE);
    pages.extend(rest.map(|body| FittedPage { body, foot: Flow::default() }));
    for page in &mut pages {
        page.body.fit_pictures(height - page.foot.height());
    }
    context.scale.gaps *= loosen_gaps(&mut pages, height, 1.0 / context.scale.gaps);
    record_adjustments(context, policy, (pages, structure), place)
}

/// Fits the pictures of the only page of a body to its height.
fn finish_single(
    context: &mut LayoutContext<'_, '_>,
    (mut flow, scale): (Flow, Scale),
    height: f32,
    build_for: &mut impl FnMut(&mut LayoutContext<'_, '_>, Scale, LayoutPass) -> Flow,
) -> Flow {
    if context.has_left_out_items {
        flow.fit_pictures(height);
        flow.collect_chart_heights(&mut context.chart_heights);
        flow = build_for(context, scale, LayoutPass::Draw);
    }
    flow.fit_pictures(height);
    flow
}

/// Returns a body of one page with a record of the adjustments.
fn record_single(
    context: &mut LayoutContext<'_, '_>,
    policy: FitPolicy,
    body: Flow,
    place: &BodyPlace<'_>,
) -> FittedBody {
    let structure = std::mem::take(&mut context.structure);
    let page = FittedPage { foot: place.single_foot(&body), body };
    record_adjustments(context, policy, (vec![page], structure), place)
}

/// Widens the gaps of all pages by the same factor, as far as every page allows. Returns the
/// factor.
fn loosen_gaps(pages: &mut [FittedPage], height: f32, max_factor: f32) -> f32 {
    let bodies = pages.iter_mut().map(|FittedPage { body, foot }| (body, height - foot.height()));
    Flow::widen_gaps_of_all(bodies, max_factor)
}

/// Returns the fitted body with a record of the adjustments.
fn record_adjustments(
    context: &mut LayoutContext<'_, '_>,
    policy: FitPolicy,
    (mut pages, mut structure): (Vec<FittedPage>, Structure),
    place: &BodyPlace<'_>,
) -> FittedBody {
    if !place.foot.is_empty() {
        let offset = place.foot.append_structure(&mut structure);
        pages.iter_mut().for_each(|page| page.foot.shift_elements(offset));
    }
    let normal = context.pt(context.theme.type_scale.normal);
    let Scale { body, gaps, .. } = context.scale;
    let drawn = drawn_size(&pages, body);
    let shown = drawn.unwrap_or(body);
    let mut adjustments = std::mem::take(&mut context.adjustments);
    if context.scale.is_large && shown > normal {
        adjustments.insert(FitAdjustment::Large);
    } else if shown > normal {
        adjustments.insert(FitAdjustment::Grown);
    }
    if context.scale.picture_growth > 0.0 {
        adjustments.insert(FitAdjustment::WidePicture);
    }
    if body < normal {
        adjustments.insert(FitAdjustment::Shrunk);
    }
    if gaps < 0.99 {
        adjustments.insert(FitAdjustment::Tightened);
    }
    if policy != FitPolicy::None && pages.iter().any(|page| page.body.has_shrunk_pictures()) {
        adjustments.insert(FitAdjustment::PicturesShrunk);
    }
    if pages.len() > 1 {
        adjustments.insert(FitAdjustment::Continued);
    }
    FittedBody {
        pages,
        structure,
        fitting: FitRecord {
            body: Some(body),
            drawn,
            adjustments: adjustments.into_iter().collect(),
        },
    }
}

/// Returns the size of the type of diagrams on a slide without running text; `None` if it has such
/// text, or if the size is the same.
fn drawn_size(pages: &[FittedPage], body: f32) -> Option<f32> {
    let drawn = pages.iter().filter_map(|page| page.body.drawn_type_size()).reduce(f32::max);
    let drawn = drawn.filter(|drawn| *drawn < body * 0.99)?;
    let set = pages.iter().map(|page| page.body.set_type_size()).fold(0.0, f32::max);
    (set < body * 0.99).then_some(drawn)
}

/// Guards against endless splitting; far more pages than any slide needs.
const MAX_PAGES_PER_SLIDE: usize = 20_000;

/// How many pages a body takes; fewer are better, then fewer that end inside a unit of content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct PageCount {
    pages: usize,
    /// Pages that end inside a statement of code.
    broken_statements: usize,
}

impl PageCount {
    fn of(pages: &[FittedPage]) -> Self {
        let ends = pages.iter().rev().skip(1).map(|page| page.body.last_page_break());
        let broken_statements = ends.filter(|&end| end == PageBreak::LastResort).count();
        Self { pages: pages.len(), broken_statements }
    }
}

/// Splits a flow into pages, each as full as possible.
fn split_pages(flow: Flow, place: &BodyPlace<'_>) -> Vec<FittedPage> {
    let space = SplitSpace::empty_page(place.height.continued);
    let (mut pages, rest) = split_repeatedly(flow, space, place, MAX_PAGES_PER_SLIDE);
    pages.extend(rest.map(|body| FittedPage { body, foot: Flow::default() }));
    pages
}

/// The most pages for which every height of [`BALANCE_STEPS`] is tried.
const MAX_BALANCED_PAGES: usize = 12;

/// The heights tried for a few pages.
const BALANCE_STEPS: usize = 20;

/// How strictly bad page breaks are avoided, tried with each height.
const STRICTNESSES: [f32; 2] = [1.0, 2.0];

/// Returns the space with which a flow is split most evenly into `count` pages that end well.
fn balance_pages(flow: &Flow, place: &BodyPlace<'_>, count: usize) -> SplitSpace {
    let height = place.height.continued;
    let (mut low, mut high) = (flow.min_height() / count as f32, height);
    let page = SplitSpace::empty_page(height);
    if count > MAX_BALANCED_PAGES {
        // The smallest height that needs no more pages.
        for _ in 0..6 {
            let middle = (low + high) / 2.0;
            let space = SplitSpace { available: middle, ..page };
            if split_repeatedly(flow.clone(), space, place, count).1.is_none() {
                high = middle;
            } else {
                low = middle;
            }
        }
        return SplitSpace { available: high, ..page };
    }
    let step = (high - low) / BALANCE_STEPS as f32;
    let mut best = (page, f32::INFINITY);
    for available in (0..=BALANCE_STEPS).map(|index| low + step * index as f32) {
        for strictness in STRICTNESSES {
            let space = SplitSpace { available, strictness, ..page };
            let (pages, rest) = split_repeatedly(flow.clone(), space, place, count);
            let rating = rate_pages(&pages, height);
            if rest.is_none() && rating < best.1 {
                best = (space, rating);
            }
        }
    }
    best.0
}

/// Rates how pages are filled: 0 if all are equally full and end after a unit of content.
fn rate_pages(pages: &[FittedPage], height: f32) -> f32 {
    let heights = || pages.iter().map(|page| page.body.min_height() + page.foot.height());
    let spread = heights().fold(0.0, f32::max) - heights().fold(f32::INFINITY, f32::min);
    let ends = pages.iter().rev().skip(1).map(|page| page.body.last_page_break().penalty());
    spread / height + ends.sum::<f32>()
}

/// Splits a flow into at most `max_pages` pages. The rest is returned if it needs more pages or a
/// page would be empty.
fn split_repeatedly(
    flow: Flow,
    space: SplitSpace,
    place: &BodyPlace<'_>,
    max_pages: usize,
) -> (Vec<FittedPage>, Option<Flow>) {
    let mut pager = FootPager::new(place.foot);
    let has_foot = !place.foot.is_empty();
    let mut pages: Vec<FittedPage> = Vec::new();
    let mut rest = Some(flow);
    while let Some(flow) = rest.take() {
        if pages.len() == max_pages {
            return (pages, Some(flow));
        }
        if !has_foot {
            let (body, remainder) = flow.split_at(space);
            if body.rows.is_empty() {
                return (pages, remainder);
            }
            pages.push(FittedPage { body, foot: Flow::default() });
            rest = remainder;
            continue;
        }
        let called = if pages.is_empty() { place.called.clone() } else { FootnoteCalls::new() };
        let height = |calls: &FootnoteCalls| pager.room(&merge_calls(&called, calls));
        let (body, remainder) = flow.split_above(space, Some(&height));
        if body.rows.is_empty() && remainder.is_some() && !pager.has_rest() {
            return (pages, remainder);
        }
        let mut calls = merge_calls(&called, &body.footnote_calls());
        if remainder.is_none() {
            pager.add_unshown(&mut calls);
        }
        let available = space.page - body.min_height();
        let foot = pager.finish_page(&calls, available);
        pages.push(FittedPage { body, foot });
        rest = remainder.or_else(|| pager.has_rest().then(Flow::default));
    }
    (pages, None)
}

impl BodyPlace<'_> {
    /// Returns the foot of the only page of a body.
    fn single_foot(&self, body: &Flow) -> Flow {
        if self.foot.is_empty() {
            return Flow::default();
        }
        let mut pager = FootPager::new(self.foot);
        let mut calls = merge_calls(&self.called, &body.footnote_calls());
        pager.add_unshown(&mut calls);
        pager.finish_page(&calls, f32::INFINITY)
    }
}
