//! Decides whether a text has the place of its placeholder in the layout.

use super::layout_look::{BoxAnchor, PlaceholderLook, SAME_PLACE, TextAnchor};
use super::line_breaks::breaks_alike;
use super::running::LayoutParts;
use super::slide::Placeholder;
use super::text_box::TextBox;
use super::units::emu;
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{Item, ItemKind, Page};

/// The space between a body and what is below it, in pt.
const SPACE_BELOW: f32 = 6.0;

/// A body is made higher than its text by at least this share of it, or not at all: programs that
/// measure the text differently would shrink it.
const LEAST_SPARE: f32 = 0.15;

/// The share of the height of the page at its top that stays free.
const TOP_MARGIN: f32 = 0.06;

/// What is above a text reaches into it by at most this share of its height.
const MAX_REACH: f32 = 0.25;

/// Text may be this far from where it is on the page, in pt.
const LEAST_INSET: f32 = 0.25;

/// Where a text is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PlaceholderPlace {
    /// In the box of the layout, this far from its edges.
    OfLayout(Insets),
    /// In a box of its own with room for more text.
    Fitted(Rect),
    /// In a box of its own.
    Own(Rect),
}

/// How far a text is from the edges of its box, in pt.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Insets {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Insets {
    /// Returns the insets that leave a text the width of its own box, if it starts at one side.
    fn narrowed_to(self, text: &TextBox<'_>, rect: Rect) -> Option<Self> {
        let spare = rect.width - self.left - self.right - text.rect.width;
        let anchor = TextAnchor::of(text, rect).x;
        if spare < 0.0 || anchor == rect.centre().x {
            return None;
        }
        Some(if anchor == rect.right() {
            Self { left: self.left + spare, ..self }
        } else {
            Self { right: self.right + spare, ..self }
        })
    }

    /// Writes how a text is placed in the box of the layout, and whether it is shrunk to fit.
    pub(super) fn write(self, xml: &mut Xml, shrinks: bool) {
        let Self { left, top, right, bottom } = self;
        let sides = [("lIns", left), ("tIns", top), ("rIns", right), ("bIns", bottom)];
        let sides = sides.map(|(name, inset)| (name, inset, emu(inset)));
        let attributes: Vec<(&str, &dyn std::fmt::Display)> = sides
            .iter()
            .filter(|(_, inset, _)| *inset > LEAST_INSET)
            .map(|(name, _, inset)| (*name, inset as &dyn std::fmt::Display))
            .collect();
        if shrinks {
            xml.open("a:bodyPr", &attributes);
            xml.empty("a:normAutofit", &[]);
            xml.close();
        } else {
            xml.empty("a:bodyPr", &attributes);
        }
    }
}

/// Returns where a text is that fills a placeholder of this look.
pub(super) fn place_in(
    page: &Page,
    text: &TextBox<'_>,
    look: &PlaceholderLook,
    placeholder: Placeholder,
) -> PlaceholderPlace {
    let (own, rect) = (text.rect, look.rect);
    let is_running = placeholder.is_running();
    if let Some(insets) = insets_in(text, look, placeholder) {
        let needed = insets.top + own.height + insets.bottom;
        let fits = is_running || needed <= rect.height + SAME_PLACE;
        let below = match look.anchor {
            BoxAnchor::Top => Rect { y: own.y, height: rect.bottom() - own.y, ..rect },
            BoxAnchor::Bottom => Rect { height: own.bottom() - rect.y, ..rect },
        };
        let is_free = is_running || items_beside(page, own).all(|other| !other.overlaps(below));
        let is_alike = |insets: &Insets| {
            let width = rect.width - insets.left - insets.right + LEAST_INSET;
            breaks_alike(&text.paragraphs, own, width)
        };
        let candidates = [Some(insets), insets.narrowed_to(text, rect)];
        let place = candidates.into_iter().flatten().find(is_alike);
        if let Some(insets) = place.filter(|_| fits && is_free) {
            return PlaceholderPlace::OfLayout(insets);
        }
    }
    if is_running || !text.wraps || look.anchor == BoxAnchor::Bottom {
        return PlaceholderPlace::Own(own);
    }
    let bottom = floor_below(page, own).min(rect.bottom());
    let height = bottom - own.y;
    if height > own.height * (1.0 + LEAST_SPARE) {
        return PlaceholderPlace::Fitted(Rect { height, ..own });
    }
    PlaceholderPlace::Own(own)
}

/// Returns where the room for more text below a box on a page ends.
pub(super) fn floor_below(page: &Page, own: Rect) -> f32 {
    let is_below = |other: &Rect| {
        other.y >= own.bottom() - 1.0 && other.x < own.right() && own.x < other.right()
    };
    // The rules and bands of a layout are as fixed as what is on the page.
    let others = page.items.iter().filter_map(item_bounds);
    let others = others.filter(|other| is_below(other) && !own.contains(*other, 3.0));
    others.map(|other| other.y - SPACE_BELOW).fold(page.size.height, f32::min)
}

/// Returns where the room for more text above a box on a page starts.
pub(super) fn ceiling_above(page: &Page, own: Rect) -> f32 {
    // Lines have air above their letters, into which a band of the design may reach.
    let highest = own.y + own.height * MAX_REACH;
    let is_above = |other: &Rect| {
        let is_over = other.x < own.right() && own.x < other.right();
        is_over && other.y < own.y && other.bottom() <= highest
    };
    let above = page.items.iter().filter_map(item_bounds).filter(is_above);
    above.map(|other| other.bottom() + SPACE_BELOW).fold(page.size.height * TOP_MARGIN, f32::max)
}

/// Returns how far a text is from the edges of a box that starts before it; `None` if it is not in
/// such a box.
fn insets_in(
    text: &TextBox<'_>,
    look: &PlaceholderLook,
    placeholder: Placeholder,
) -> Option<Insets> {
    let (own, rect) = (text.rect, look.rect);
    let side = TextAnchor::of(text, own).x - TextAnchor::of(text, rect).x;
    let is_low = look.anchor == BoxAnchor::Bottom;
    let top = if is_low { rect.bottom() - own.bottom() } else { own.y - rect.y };
    let is_right = TextAnchor::of(text, rect).x == rect.right();
    let side = if is_right { -side } else { side };
    let most_side = if placeholder == Placeholder::Footer { f32::INFINITY } else { SAME_PLACE };
    let most_top = if placeholder.is_running() { SAME_PLACE } else { f32::INFINITY };
    let allowed = |inset: f32, most: f32| inset > -SAME_PLACE && inset < most;
    if !allowed(side, most_side) || !allowed(top, most_top) {
        return None;
    }
    let is_centred = TextAnchor::of(text, rect).x == rect.centre().x;
    let (left, right) = match (is_centred, is_right) {
        (true, _) => (0.0, 0.0),
        (_, true) => (0.0, side.max(0.0)),
        _ => (side.max(0.0), 0.0),
    };
    let (top, bottom) = if is_low { (0.0, top.max(0.0)) } else { (top.max(0.0), 0.0) };
    Some(Insets { left, top, right, bottom })
}

/// Returns the rectangles of what is on a page beside its ground and a text.
pub(super) fn items_beside(page: &Page, own: Rect) -> impl Iterator<Item = Rect> + '_ {
    let parts = LayoutParts::of(page);
    let content = page.items.iter().filter(move |item| !parts.holds(item));
    content.filter_map(item_bounds).filter(move |bounds| !own.contains(*bounds, 3.0))
}

/// Returns the rectangle around an item that is drawn.
pub(super) fn item_bounds(item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Shape(shape) => Some(shape.bounds()),
        ItemKind::Image(image) => Some(image.visible_rect()),
        ItemKind::Text(run) => {
            let (left, width) = (run.origin.x, run.width());
            // Between the heights of small letters, so that lines do not touch.
            Some(Rect::new(left, run.origin.y - 0.5 * run.size, width, 0.5 * run.size))
        }
        ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => None,
    }
}
