//! Lays out a content page with its title on a panel at the start of the page, and a few short
//! points or contacts beside it.

use super::compose::{Composition, position_body, short_points};
use super::context::LayoutContext;
use super::fit::{BodyHeight, BodyPlace, FittedBody, FittedPage, fit_body};
use super::footnotes::SlideFoot;
use super::page::{RunningRoom, draw_background, ornament_rect, shape_item};
use super::slide::{LaidOutSlide, SlideFrame};
use super::slide_body::{PicturePosition, lay_out_body};
use super::text::{rounded_rect, rounded_rect_path};
use super::title::lay_out_panel_title;
use crate::deck::{BlockKind, Layout};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{ArtifactKind, Colour, Item, ItemKind, Paint};
use crate::theme::TitlePlace;

/// Distance of the title from the right edge of the panel and at most from the left one, and of the
/// body from the panel, in pt.
const PANEL_PAD_PT: f32 = 32.0;
const MAX_TITLE_X_PT: f32 = 52.0;
const BODY_GAP_PT: f32 = 48.0;

/// The largest share of the page's height that the title may take.
const MAX_TITLE_HEIGHT: f32 = 0.6;
/// Share of the free height above the title, which is about at the optical centre.
const TITLE_SHARE: f32 = 0.45;

/// The bar above the title: its length, its thickness and its distance from the title, in pt.
const BAR_PT: Size = Size { width: 48.0, height: 4.0 };
const BAR_GAP_PT: f32 = 18.0;

/// How much black is in the lower end of a dark panel.
const PANEL_SHADE: f32 = 0.3;

/// The mean width of a letter and the height that a point needs besides its lines, in em.
const LETTER_EM: f32 = 0.5;
const POINT_EM: f32 = 0.7;

/// The most contacts beside a panel.
const MAX_CONTACTS: usize = 3;

/// Lays out a page with a panel if the theme has one for it, the title fits on it and the body
/// beside it.
pub(super) fn lay_out_beside_panel(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> Option<LaidOutSlide> {
    let TitlePlace::Panel(share) = frame.style.title else { return None };
    let (slide, page) = (frame.slide, frame.size);
    let panel = Rect::new(0.0, 0.0, page.width * share, page.height);
    let x = panel.right() + context.pt(BODY_GAP_PT);
    let inner = Rect { x, width: page.width - frame.inner.x - x, ..frame.inner };
    let is_free = slide.background.is_none() && frame.side.is_none() && slide.compose.is_none();
    if page.width <= page.height || !is_free || !suits_panel(context, frame, inner.size()) {
        return None;
    }
    let (usual, reveal) = (context.palette, context.reveal);
    let title_x = frame.inner.x.min(context.pt(MAX_TITLE_X_PT));
    let width = panel.width - title_x - context.pt(PANEL_PAD_PT);
    let inverse = context.theme.inverse;
    let title = context.with_palette(inverse, |context| lay_out_panel_title(context, slide, width));
    let mut title_items = Vec::new();
    let spare = page.height - title.height;
    title.flow.place_at(Point::new(title_x, spare * TITLE_SHARE), &mut title_items);
    let right = title_items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.origin.x + run.width()),
        _ => None,
    });
    let is_too_wide = right.fold(0.0, f32::max) > title_x + width + 0.5;
    if title.height <= 0.0 || title.height > page.height * MAX_TITLE_HEIGHT || is_too_wide {
        context.structure.elements.truncate(1);
        return None;
    }
    let foot = SlideFoot::lay_out(context, slide, inner.width);
    let place = BodyPlace {
        height: BodyHeight::same(inner.height),
        foot: &foot,
        called: Default::default(),
        composition: Composition::of_slide(context.theme, slide, false),
        air: 0.0,
    };
    let FittedBody { mut pages, structure, fitting } =
        fit_body(context, frame.settings.fit_policy, &place, |context| {
            lay_out_body(context, frame, inner.size(), PicturePosition::Beside)
        });
    if pages.len() != 1 {
        (context.palette, context.reveal) = (usual, reveal);
        context.structure.elements.truncate(1);
        return None;
    }
    let FittedPage { body: mut flow, foot } = pages.remove(0);
    let mut style = frame.style.clone();
    style.ornaments.retain(|ornament| {
        let rect = ornament_rect(context, ornament, page);
        !rect.overlaps(panel) || rect.width >= page.width * 0.8
    });
    let mut items = draw_background(context, slide, &style, page);
    items.push(draw_panel(inverse.background, panel));
    let bar = context.pt(BAR_PT.height);
    let top = spare * TITLE_SHARE - context.pt(BAR_GAP_PT) - bar;
    let bar = Rect::new(title_x, top, context.pt(BAR_PT.width), bar);
    items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(bar, 0.0, inverse.accent))));
    items.append(&mut title_items);
    let height = inner.height - foot.height();
    flow.fill_height(height);
    position_body(context, &mut flow, Size { height, ..inner.size() }, slide);
    let offset = (height - flow.height()).max(0.0) / 2.0;
    flow.place_at(Point::new(inner.x, inner.y + offset), &mut items);
    foot.place_at(Point::new(inner.x, inner.y + height), &mut items);
    let running = Some(RunningRoom::of_part(inner));
    Some(LaidOutSlide { pages: vec![items], structure, running, fitting })
}

/// Whether a slide has nothing but what looks good beside a panel, and room for it there.
fn suits_panel(context: &LayoutContext<'_, '_>, frame: &SlideFrame<'_>, area: Size) -> bool {
    let slide = frame.slide;
    if slide.title.is_none() {
        return false;
    }
    if slide.layout == Layout::Contact {
        return match slide.blocks.as_slice() {
            [block] => matches!(&block.kind, BlockKind::Contacts(all) if all.len() <= MAX_CONTACTS),
            _ => false,
        };
    }
    let Some(list) = short_points(&slide.blocks) else { return false };
    let scale = &context.theme.type_scale;
    let em = context.pt(scale.normal);
    let letters = (area.width / em - 2.5) / LETTER_EM;
    let lines = list.items.iter().map(|item| {
        let count = item.text.content.chars().count() as f32;
        (count / letters.max(1.0)).ceil()
    });
    let lines: f32 = lines.sum();
    let height = lines * em * scale.leading + list.items.len() as f32 * em * POINT_EM;
    slide.layout == Layout::Content && height <= area.height
}

/// Draws the panel. A dark one is darker at its foot.
fn draw_panel(colour: Colour, rect: Rect) -> Item {
    let path = rounded_rect_path(rect, 0.0);
    let fill = match colour.is_dark() {
        true => Paint::Gradient {
            start: rect.origin(),
            end: Point::new(rect.x, rect.bottom()),
            start_colour: colour,
            end_colour: colour.mixed_with(Colour::BLACK, PANEL_SHADE),
        },
        false => Paint::Solid(colour),
    };
    shape_item(path, Some(fill), None).with_artifact_kind(ArtifactKind::Background)
}
