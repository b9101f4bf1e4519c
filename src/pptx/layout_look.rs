//! What new slides of a layout look like, and what slides inherit from it: the places and styles
//! that are most common among the pages that use it.

use super::deck_state::DeckState;
use super::level_style::{LEVELS, TextLevelStyle, TextStyles};
use super::slide::Placeholder;
use super::text_box::TextBox;
use crate::geometry::{Rect, Size};
use crate::scene::{Colour, ColumnAlignment, Structure};

/// Positions closer than this are one, in pt.
pub(super) const SAME_PLACE: f32 = 0.75;

/// The share of the page above which bodies end.
const BODY_END: f32 = 0.88;

/// Bodies have at least this share of the height of the page.
const LEAST_BODY: f32 = 0.16;

/// The space between title and body in shares of the height of the page.
const GAP: f32 = 0.03;

/// A place and the styles of the levels of its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlaceholderLook {
    pub(super) rect: Rect,
    pub(super) levels: Vec<TextLevelStyle>,
}

/// The looks of the placeholders of a layout.
#[derive(Clone, Debug)]
pub(super) struct LayoutLook {
    pub(super) title: PlaceholderLook,
    pub(super) body: PlaceholderLook,
    pub(super) footer: Option<PlaceholderLook>,
    pub(super) number: Option<PlaceholderLook>,
    /// The words of the footer.
    pub(super) words: String,
}

/// Which texts are at one place: slides move them in their box of the layout, if necessary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SamePlace {
    Point,
    /// Texts below one another.
    Column,
    /// Texts beside one another.
    Line,
}

/// The texts that fill one placeholder on the pages of a layout.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceholderUses {
    rects: Vec<(TextAnchor, Rect, usize)>,
    pub(super) styles: TextStyles,
}

/// What keeps its place when a text box gets wider or higher, in pt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextAnchor {
    pub(super) x: f32,
    pub(super) y: f32,
}

impl TextAnchor {
    /// Returns the anchor of a box with a text that is aligned as `text` is.
    pub(super) fn of(text: &TextBox<'_>, rect: Rect) -> Self {
        let column = text.paragraphs.first().map(|paragraph| &paragraph.column);
        let x = match column.map(|column| (column.alignment, column.is_rtl)) {
            Some((ColumnAlignment::Centre, _)) => rect.centre().x,
            Some((ColumnAlignment::Right, _) | (ColumnAlignment::Justified, true)) => rect.right(),
            _ => rect.x,
        };
        Self { x, y: rect.y }
    }

    /// Whether two boxes start at one place.
    pub(super) fn is_near(self, other: Self) -> bool {
        (self.x - other.x).abs() < SAME_PLACE && (self.y - other.y).abs() < SAME_PLACE
    }
}

impl PlaceholderLook {
    /// Returns the style of a level.
    pub(super) fn level(&self, level: usize) -> Option<&TextLevelStyle> {
        self.levels.get(level).or(self.levels.last())
    }
}

impl LayoutLook {
    /// Returns the look of a placeholder.
    pub(super) fn get(&self, placeholder: Placeholder) -> Option<&PlaceholderLook> {
        match placeholder {
            Placeholder::Title => Some(&self.title),
            Placeholder::Body | Placeholder::Subtitle => Some(&self.body),
            Placeholder::Footer => self.footer.as_ref(),
            Placeholder::PageNumber => self.number.as_ref(),
        }
    }
}

impl PlaceholderUses {
    /// Adds a text.
    pub(super) fn add(
        &mut self,
        state: &mut DeckState<'_>,
        structure: &Structure,
        text: &TextBox<'_>,
    ) {
        self.styles.add(state, structure, text);
        let anchor = TextAnchor::of(text, text.rect);
        match self.rects.iter_mut().find(|(other, ..)| other.is_near(anchor)) {
            Some((_, rect, count)) => {
                *rect = rect.union(text.rect);
                *count += 1;
            }
            None => self.rects.push((anchor, text.rect, 1)),
        }
    }

    /// Returns the most common place, with the room of all texts there; the first of several.
    fn most_common_rect(&self, same: SamePlace) -> Option<Rect> {
        let is_same = |one: TextAnchor, other: TextAnchor| match same {
            SamePlace::Point => one.is_near(other),
            SamePlace::Column => (one.x - other.x).abs() < SAME_PLACE,
            SamePlace::Line => (one.y - other.y).abs() < SAME_PLACE,
        };
        let alike = |anchor: TextAnchor| {
            self.rects.iter().filter(move |(other, ..)| is_same(anchor, *other))
        };
        let count =
            |anchor: TextAnchor| -> usize { alike(anchor).map(|(_, _, count)| *count).sum() };
        let (anchor, ..) = self.rects.iter().rev().max_by_key(|(anchor, ..)| count(*anchor))?;
        alike(*anchor).map(|(_, rect, _)| *rect).reduce(Rect::union)
    }

    /// Returns the place and the style of a running text, which is of one level.
    pub(super) fn running_look(&self, same: SamePlace) -> Option<PlaceholderLook> {
        let styles = &self.styles;
        let style = styles.plain.most_common().or(styles.levels[0].most_common())?;
        Some(PlaceholderLook { rect: self.most_common_rect(same)?, levels: vec![style] })
    }
}

/// The places of title and body on a new slide.
pub(super) struct ContentRects {
    pub(super) title: Rect,
    pub(super) body: Rect,
}

impl ContentRects {
    /// Returns the places of a layout: those of its pages, or usual ones. A body reaches to the
    /// bottom margin, because new slides have more in it.
    pub(super) fn new(
        (title, body): (&PlaceholderUses, &PlaceholderUses),
        same_title: SamePlace,
        page: Size,
        is_rtl: bool,
    ) -> Self {
        let title = title.most_common_rect(same_title);
        let side = title.map(|title| if is_rtl { page.width - title.right() } else { title.x });
        let is_margin = |side: &f32| (0.02..0.1).contains(&(side / page.width));
        let margin = side.filter(is_margin).unwrap_or(page.width * 0.06);
        let full = page.width - 2.0 * margin;
        let usual = Rect::new(margin, page.height * 0.08, full, page.height * 0.12);
        let mut title = title.map_or(usual, |title| fit_width(title, margin, page.width, is_rtl));
        let own = body.most_common_rect(SamePlace::Column);
        let top = title.bottom() + page.height * GAP;
        let below = Rect::new(title.x, top, title.width, 0.0);
        let mut body = own.map_or(below, |own| {
            let is_beside = own.x > title.x + 0.2 * page.width || own.right() < title.x + margin;
            if is_beside {
                // What is in one column stays there.
                title.width = title.width.min((own.x - margin * 0.5 - title.x).max(0.0));
                return Rect { width: own.width.max(page.width - own.x - margin), ..own };
            }
            fit_width(own, margin, page.width, is_rtl)
        });
        let end = page.height * BODY_END;
        let is_beside = body.x >= title.right() || body.right() <= title.x;
        if !is_beside && body.y > title.y {
            // A new title may have as many lines as that of a page.
            body.y = body.y.max(title.bottom());
        } else if !is_beside && body.bottom() > title.y {
            body.y = top;
        }
        body.height = end - body.y;
        if body.height < page.height * LEAST_BODY && !is_beside {
            // A title at the foot has its text above it.
            let start = page.height * 0.08;
            body.y = start;
            body.height = (title.y - start - page.height * GAP).max(page.height * LEAST_BODY);
        }
        body.height = body.height.max(page.height * LEAST_BODY).min(page.height - body.y);
        Self { title, body }
    }
}

impl ContentRects {
    /// Keeps the title on a panel at one side of the page, and the body off it.
    pub(super) fn divide(&mut self, panel: Rect, page: Size) {
        let gap = page.width * 0.03;
        let body = if panel.x <= 0.5 {
            self.title.width = self.title.width.min(panel.right() - gap - self.title.x);
            let left = panel.right() + gap;
            (left, page.width - 1.5 * gap - left)
        } else {
            let left = self.title.x.max(panel.x + gap);
            self.title.width = self.title.right() - left;
            self.title.x = left;
            (1.5 * gap, panel.x - 2.5 * gap)
        };
        if self.body.overlaps(panel) {
            let (top, end) = (page.height * 0.15, page.height * BODY_END);
            self.body = Rect::new(body.0, top, body.1, end - top);
        }
    }
}

/// Returns a place that is as wide as the page allows.
fn fit_width(rect: Rect, margin: f32, page: f32, is_rtl: bool) -> Rect {
    let is_centred = (rect.centre().x - page / 2.0).abs() < SAME_PLACE;
    if is_centred {
        let width = rect.width.max(page - 2.0 * margin);
        return Rect { x: (page - width) / 2.0, width, ..rect };
    }
    if is_rtl {
        let x = rect.x.min(margin);
        return Rect { x, width: rect.right() - x, ..rect };
    }
    Rect { width: rect.width.max(page - margin - rect.x), ..rect }
}

/// Returns the styles of the levels of the master: those of the lists in bodies, else styles made
/// from their other texts or from `plain`.
pub(super) fn master_levels(
    own: Option<&TextStyles>,
    plain: TextLevelStyle,
) -> Vec<TextLevelStyle> {
    let common = own.and_then(|own| own.plain.most_common());
    let mut above = common.unwrap_or(plain);
    let mut levels = Vec::with_capacity(LEVELS);
    for level in 0..LEVELS {
        let found = own.and_then(|own| own.levels[level].most_common());
        above = found.unwrap_or_else(|| above.next_level(level == 0));
        levels.push(above.clone());
    }
    levels
}

/// Returns the styles of the levels of a body: those of its lists, else those of the master in the
/// size and the colour of its other texts, or in this colour.
pub(super) fn body_levels(
    own: &TextStyles,
    master: &[TextLevelStyle],
    colour: Option<Colour>,
) -> Vec<TextLevelStyle> {
    let mut levels: Vec<TextLevelStyle> = Vec::with_capacity(LEVELS);
    let plain = own.plain.most_common();
    for (level, usual) in master.iter().enumerate() {
        let found = own.levels[level].most_common();
        let (model, usual_model) = match level {
            0 => (plain.as_ref(), usual),
            _ => (levels.last(), &master[level - 1]),
        };
        let made = || match model {
            Some(model) => {
                let factor = model.size as f32 / usual_model.size.max(1) as f32;
                TextLevelStyle { colour: model.colour, ..usual.clone().scaled(factor) }
            }
            None => TextLevelStyle { colour: colour.unwrap_or(usual.colour), ..usual.clone() },
        };
        levels.push(found.unwrap_or_else(made));
    }
    levels
}
