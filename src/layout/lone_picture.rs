//! Composes a slide that has a title and one photograph: the picture reaches the edges of the page
//! below the title, fills the page, or takes half of it.

use super::bleed::{Croppable, bleed_area, draw_filling_picture};
use super::context::LayoutContext;
use super::fit::FitRecord;
use super::image::lay_out_picture_page;
use super::page::{draw_background, footer_top};
use super::palette::slide_palette;
use super::side_picture::{PageSide, SidePicture, only_picture};
use super::slide::{LaidOutSlide, SlideFrame};
use super::statement::{Titles, lay_out_titles};
use super::title::lay_out_title;
use crate::deck::{Compose, Figure, Layout};
use crate::geometry::{Point, Rect};
use crate::scene::{FitAdjustment, Item};
use crate::theme::{PageKind, TextAlign};

/// The largest share of the page that a title above a picture may take.
const MAX_TITLE_SHARE: f32 = 0.3;
/// Aspect ratio from which a picture is a panorama, and how much of its width may be cropped: more
/// than of others, because little of it is seen if it is shown whole.
const PANORAMA: f32 = 2.2;
const PANORAMA_CROP: f32 = 0.42;
/// The largest share of the free height above a picture that it may leave before it moves up.
const MAX_GAP_SHARE: f32 = 0.3;
/// Share of the free height above a title that is beside a picture.
const TITLE_PLACE: f32 = 0.4;
/// Maximum number of lines of such a title before it becomes smaller.
const MAX_TITLE_LINES: usize = 4;

/// Lays out a slide with a title and one photograph; `None` if it is not such a slide.
pub(super) fn lay_out_lone_picture(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> Option<LaidOutSlide> {
    let slide = frame.slide;
    let is_alone = slide.blocks.len() == 1
        && slide.layout != Layout::Blank
        && slide.title.as_ref().is_some_and(|title| !title.is_blank())
        && slide.footnotes.is_empty()
        && slide.source.is_none();
    if !is_alone || slide.compose == Some(Compose::Grid) {
        return None;
    }
    let (_, figure) = only_picture(slide)?;
    let picture = Croppable::new(context, figure)?;
    let page_aspect = frame.size.aspect_ratio();
    let is_side_named = matches!(slide.layout, Layout::ImageLeft | Layout::ImageRight);
    match slide.compose {
        Some(Compose::Split) => lay_out_half(context, frame),
        Some(Compose::Large) => lay_out_page(context, frame),
        _ if is_side_named => {
            let half = lay_out_half(context, frame);
            half.or_else(|| lay_out_below_title(context, frame, (figure, picture)))
        }
        _ => {
            let below = lay_out_below_title(context, frame, (figure, picture));
            let page = below.or_else(|| {
                picture.can_fill(page_aspect).then(|| lay_out_page(context, frame)).flatten()
            });
            page.or_else(|| lay_out_half(context, frame))
        }
    }
}

/// Lays out the picture below the title, to the left, right and lower edge of the page.
fn lay_out_below_title(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    (figure, picture): (&Figure, Croppable),
) -> Option<LaidOutSlide> {
    let page = bleed_area(context, frame);
    let title = lay_out_title(context, frame.slide, frame.inner.width, None);
    let footer = if frame.has_footer_line() { footer_top(context, frame.size) } else { f32::MAX };
    let bottom = page.bottom().min(footer);
    let top = frame.inner.y + title.height + context.pt(context.theme.space.title_gap);
    let room = bottom - top;
    let panorama = (picture.aspect >= PANORAMA)
        .then(|| Croppable::up_to(context, figure, PANORAMA_CROP))
        .flatten();
    let picture = panorama.unwrap_or(picture);
    let (least, most) = picture.heights_around(page.width / picture.aspect);
    if title.height > frame.size.height * MAX_TITLE_SHARE || room < least {
        context.structure.elements.truncate(1);
        return None;
    }
    let height = room.min(most);
    let gap = room - height;
    // Far below its title, it would look lost.
    let y = if gap > room * MAX_GAP_SHARE { top + gap * 0.3 } else { bottom - height };
    let area = Rect { y, height, ..page };
    let mut items = draw_background(context, frame.slide, &frame.style, frame.size);
    title.flow.place_at(frame.inner.origin(), &mut items);
    items.extend(draw_filling_picture(context, figure, (area, frame.inner.x - page.x)));
    Some(finish(context, frame, items, FitAdjustment::PictureToEdges))
}

/// Lays out the picture over the whole page, with the title on it.
fn lay_out_page(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> Option<LaidOutSlide> {
    let style = context.theme.page_style(PageKind::Image).clone();
    let palette = slide_palette(context.theme, &style, frame.slide);
    let outer = std::mem::replace(&mut context.palette, palette);
    let laid_out = lay_out_picture_page(context, &SlideFrame { style, ..frame.clone() });
    context.palette = outer;
    laid_out
}

/// Lays out the picture on one side of the page and the title in large type on the other.
fn lay_out_half(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> Option<LaidOutSlide> {
    let slide = frame.slide;
    let sides = SidePicture::find_sizes(context, frame, PageSide::of_picture(slide));
    let side = sides.into_iter().next()?;
    let inner = side.room_beside(context, frame.inner);
    let sizes = context.theme.type_scale.display.clone();
    let titles = Titles {
        kicker: slide.kicker.as_ref(),
        title: slide.title.as_ref(),
        subtitle: slide.subtitle.as_ref(),
        short_sizes: &[],
        sizes: &sizes,
        max_lines: MAX_TITLE_LINES,
        least_share: 1.0,
        level: 2,
        align: TextAlign::Start,
    };
    let flow = lay_out_titles(context, &titles, inner.width);
    if flow.height() > inner.height {
        context.structure.elements.truncate(1);
        return None;
    }
    let mut items = draw_background(context, slide, &frame.style, frame.size);
    items.extend(side.draw(context));
    let spare = inner.height - flow.height();
    flow.place_at(Point::new(inner.x, inner.y + spare * TITLE_PLACE), &mut items);
    let frame = SlideFrame { side: Some(&side), inner, ..frame.clone() };
    Some(finish(context, &frame, items, FitAdjustment::SplitPage))
}

/// Returns the page with these items.
fn finish(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    items: Vec<Item>,
    adjustment: FitAdjustment,
) -> LaidOutSlide {
    LaidOutSlide {
        pages: vec![items],
        structure: std::mem::take(&mut context.structure),
        running: Some(frame.running_room(context)),
        fitting: FitRecord { adjustments: vec![adjustment], ..FitRecord::default() },
    }
}
