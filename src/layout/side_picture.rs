//! Composes a slide with one photograph and words: the picture takes one side of the page, from
//! edge to edge, and title and words take the other.

use super::bleed::{Croppable, bleed_area, draw_filling_picture};
use super::block::{MIN_POINT_SIZE, draws_points};
use super::context::LayoutContext;
use super::fit::FitRecord;
use super::page::{RunningRoom, header_bottom};
use super::settings::SlideSettings;
use super::slide::{LaidOutSlide, SlideFrame, lay_out_in_margins};
use crate::deck::{Block, BlockKind, Compose, Figure, FitPolicy, Layout, Slide};
use crate::geometry::Rect;
use crate::scene::{FitAdjustment, Item};

/// The widest picture, as a share of the page.
const MAX_SHARE: f32 = 0.5;
/// The narrowest picture beside few words, as a share of the page.
const USUAL_MIN_SHARE: f32 = 1.0 / 3.0;
/// The narrowest picture beside many words, as a share of the page.
const MIN_SHARE: f32 = 0.25;
/// How much narrower than usual a picture beside many words is tried, up to the narrowest.
const NARROWER_SHARES: [f32; 3] = [0.25, 0.5, 1.0];
/// Two widths that differ by less, in pt, look the same.
const MIN_DIFFERENCE_PT: f32 = 16.0;

/// A side of the page, as the audience sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageSide {
    Left,
    Right,
}

impl PageSide {
    /// Returns the side of the picture of a slide.
    pub(super) fn of_picture(slide: &Slide) -> Self {
        if slide.layout == Layout::ImageLeft { Self::Left } else { Self::Right }
    }
}

/// A picture that takes one side of the page.
#[derive(Clone, Debug)]
pub(super) struct SidePicture<'d> {
    /// The picture.
    figure: &'d Figure,
    /// Whether it comes before the words in the outline.
    pub is_first: bool,
    /// Its area on the page.
    area: Rect,
    /// Whether the area is on the left.
    is_left: bool,
}

impl<'d> SidePicture<'d> {
    /// Returns the sizes that the picture of a slide may have on one side of the page, the usual
    /// one first and the narrowest last; none if it cannot fill it.
    pub(super) fn find_sizes(
        context: &LayoutContext<'_, '_>,
        frame: &SlideFrame<'d>,
        side: PageSide,
    ) -> Vec<Self> {
        let Some((at, figure)) = only_picture(frame.slide) else { return Vec::new() };
        let page = bleed_area(context, frame);
        let is_wide_page = frame.size.width > frame.size.height;
        let Some(picture) = Croppable::new(context, figure).filter(|_| is_wide_page) else {
            return Vec::new();
        };
        // `image_left` is the left of the page as the audience sees it, also on pages written from
        // right to left, which are mirrored later.
        let is_left = (side == PageSide::Left) != context.is_rtl;
        let natural = page.height * picture.aspect;
        let (least, most) = picture.widths_around(natural);
        let most = most.min(page.width * MAX_SHARE);
        let least = least.max(page.width * MIN_SHARE);
        if least > most + 0.5 {
            return Vec::new();
        }
        let usual = match frame.slide.compose {
            Some(Compose::Large) => most,
            _ => natural.clamp(least.max(page.width * USUAL_MIN_SHARE).min(most), most),
        };
        let mut widths = vec![usual];
        for share in NARROWER_SHARES {
            let width = usual + (least - usual) * share;
            if widths.last().is_some_and(|last| last - width > context.pt(MIN_DIFFERENCE_PT)) {
                widths.push(width);
            }
        }
        let area = |width: f32| Rect {
            x: if is_left { page.x } else { page.right() - width },
            width,
            ..page
        };
        let side = |width: f32| Self { figure, is_first: at == 0, area: area(width), is_left };
        widths.into_iter().map(side).collect()
    }

    /// Returns the part of `inner`, the page without its margins, that is beside the picture.
    pub(super) fn room_beside(&self, context: &LayoutContext<'_, '_>, inner: Rect) -> Rect {
        let gutter = context.pt(context.theme.space.gutter * 1.1);
        if self.is_left {
            let x = self.area.right() + gutter;
            Rect { x, width: inner.right() - x, ..inner }
        } else {
            Rect { width: self.area.x - gutter - inner.x, ..inner }
        }
    }

    /// Draws the picture and adds its element.
    pub(super) fn draw(&self, context: &mut LayoutContext<'_, '_>) -> Vec<Item> {
        draw_filling_picture(context, self.figure, (self.area, 0.0))
    }
}

/// Returns the only picture of a slide, and its place among the blocks.
pub(super) fn only_picture(slide: &Slide) -> Option<(usize, &Figure)> {
    let mut pictures =
        slide.blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
            BlockKind::Figures(figures) => Some((at, figures)),
            _ => None,
        });
    let (at, figures) = pictures.next()?;
    let [figure] = figures.as_slice() else { return None };
    pictures.next().is_none().then_some((at, figure))
}

/// Lays out a slide with a photograph beside its words; `None` if it is not such a slide.
///
/// If the words do not fit in the normal size, the picture becomes narrower first.
pub(super) fn lay_out_beside_picture(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> Option<LaidOutSlide> {
    let slide = frame.slide;
    let is_asked = slide.compose == Some(Compose::Split);
    let is_beside = matches!(slide.layout, Layout::ImageLeft | Layout::ImageRight) || is_asked;
    if !is_beside || frame.side.is_some() || slide.compose == Some(Compose::Grid) {
        return None;
    }
    let (at, _) = only_picture(slide)?;
    if slide.blocks.len() < 2 {
        return None;
    }
    let sides = SidePicture::find_sizes(context, frame, PageSide::of_picture(slide));
    let mut blocks: Vec<Block> = slide.blocks.clone();
    blocks.remove(at);
    let words = Slide { blocks, layout: Layout::Content, ..slide.clone() };
    let (structure, reveal) = (context.structure.clone(), context.reveal);
    let last = sides.len().saturating_sub(1);
    for (index, side) in sides.iter().enumerate() {
        (context.structure, context.reveal) = (structure.clone(), reveal);
        // Beside a narrower picture, type does not grow: more words never make it larger.
        let policy = match frame.settings.fit_policy {
            FitPolicy::Grow if index > 0 => FitPolicy::Shrink,
            policy => policy,
        };
        let settings = SlideSettings { fit_policy: policy, ..*frame.settings };
        let mut inner = side.room_beside(context, frame.inner);
        let top = header_bottom(context, &settings, RunningRoom::of_part(inner)).max(inner.y);
        (inner.y, inner.height) = (top, inner.bottom() - top);
        let frame = SlideFrame {
            slide: &words,
            settings: &settings,
            inner,
            side: Some(side),
            style: frame.style.clone(),
            ..*frame
        };
        let mut laid_out = lay_out_in_margins(context, &frame);
        let fits = match draws_points(context, &words) {
            true => fits_as_points(context, &laid_out),
            false => fits_well(context, &laid_out.fitting, laid_out.pages.len()),
        };
        if index == last || fits {
            laid_out.fitting.adjustments.insert(0, FitAdjustment::SplitPage);
            return Some(laid_out);
        }
    }
    None
}

/// Whether points in rows fit on one page, at most a little smaller than the normal size: they have
/// much air around them.
fn fits_as_points(context: &LayoutContext<'_, '_>, laid_out: &LaidOutSlide) -> bool {
    let least = context.pt(context.theme.type_scale.normal) * MIN_POINT_SIZE;
    laid_out.pages.len() == 1 && laid_out.fitting.body.is_some_and(|body| body >= least - 0.01)
}

/// Whether words fit on one page in the normal size without anything that makes them smaller.
fn fits_well(context: &LayoutContext<'_, '_>, fitting: &FitRecord, pages: usize) -> bool {
    let normal = context.pt(context.theme.type_scale.normal);
    let is_harmless = |adjustment: &FitAdjustment| {
        matches!(adjustment, FitAdjustment::Grown | FitAdjustment::Large | FitAdjustment::Tightened)
    };
    pages == 1
        && fitting.body.is_some_and(|body| body >= normal - 0.01)
        && fitting.adjustments.iter().all(is_harmless)
}

/// Returns the picture of a closing page, statement or section that has nothing else but a title:
/// it takes the right half of the page.
pub(super) fn picture_beside_title<'d>(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'d>,
) -> Option<SidePicture<'d>> {
    let is_alone = frame.slide.blocks.len() == 1 && frame.slide.title.is_some();
    let mut sizes = Vec::new();
    if is_alone {
        sizes = SidePicture::find_sizes(context, frame, PageSide::Right);
    }
    (!sizes.is_empty()).then(|| sizes.swap_remove(0))
}
