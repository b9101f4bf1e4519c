//! What new slides of a layout look like, and what slides inherit from it: the places and styles
//! that are most common among the pages that use it.

use std::cmp::Reverse;

use super::body_texts::BodyArrangement;
use super::deck_state::DeckState;
use super::inherited_place::{ceiling_above, floor_below};
use super::level_style::{LEVELS, TextLevelStyle, TextStyles};
use super::slide::Placeholder;
use super::text_box::TextBox;
use super::units::emu;
use crate::geometry::Rect;
use crate::scene::{Colour, ColumnAlignment, Page, Structure};

/// Positions closer than this are one, in pt.
pub(super) const SAME_PLACE: f32 = 0.75;

/// A place and the styles of the levels of its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlaceholderLook {
    pub(super) rect: Rect,
    pub(super) levels: Vec<TextLevelStyle>,
    /// Whether text that does not fit is shrunk.
    pub(super) is_shrunk: bool,
    /// The edge of the box at which its text is.
    pub(super) anchor: BoxAnchor,
    /// Whether a footer or page number has another style than that of the master, which some
    /// programs show instead.
    pub(super) has_own_style: bool,
}

/// The edge of a box at which its text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BoxAnchor {
    Top,
    Bottom,
}

impl BoxAnchor {
    /// Returns what the format calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Top => "t",
            Self::Bottom => "b",
        }
    }
}

/// The looks of the placeholders of a layout.
#[derive(Clone, Debug)]
pub(super) struct LayoutLook {
    pub(super) title: PlaceholderLook,
    pub(super) bodies: Vec<PlaceholderLook>,
    pub(super) footer: Option<PlaceholderLook>,
    pub(super) number: Option<PlaceholderLook>,
    /// The words of the footer.
    pub(super) words: String,
    /// What follows the number of a slide: the number of all.
    pub(super) after_number: String,
}

/// Which texts are at one place: slides move them in their box of the layout, if necessary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SamePlace {
    Point,
    /// Texts of one height at one point.
    Height,
    /// Texts below one another.
    Column,
    /// Texts below one another that are equally wide.
    Width,
    /// Texts beside one another.
    Line,
}

/// The texts that fill one placeholder on the pages of a layout.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceholderUses {
    places: Vec<UsedPlace>,
    pub(super) styles: TextStyles,
}

/// A place of texts.
#[derive(Clone, Debug)]
struct UsedPlace {
    anchor: TextAnchor,
    rect: Rect,
    /// The number of texts there.
    count: usize,
    /// The room around the first of them.
    room: TextRoom,
}

/// Where the room for more text above and below a text ends, in pt.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextRoom {
    pub(super) ceiling: f32,
    pub(super) floor: f32,
}

impl TextRoom {
    /// The room of a text that never grows.
    pub(super) const UNLIMITED: Self = Self { ceiling: f32::NEG_INFINITY, floor: f32::INFINITY };

    /// Returns the room on a page around a box.
    pub(super) fn around(page: &Page, own: Rect) -> Self {
        Self { ceiling: ceiling_above(page, own), floor: floor_below(page, own) }
    }

    fn intersect(self, other: Self) -> Self {
        Self { ceiling: self.ceiling.max(other.ceiling), floor: self.floor.min(other.floor) }
    }
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
    /// Creates the look of a box whose text starts at its top.
    pub(super) fn new(rect: Rect, levels: Vec<TextLevelStyle>, is_shrunk: bool) -> Self {
        Self { rect, levels, is_shrunk, anchor: BoxAnchor::Top, has_own_style: false }
    }

    /// Takes the place of the placeholder that it inherits from, if it is the same.
    pub(super) fn align_to(&mut self, above: &Self) {
        let (own, other) = (self.rect, above.rect);
        if other.contains(own, SAME_PLACE) && own.contains(other, SAME_PLACE) {
            self.rect = other;
        }
    }

    /// Returns the style of a level.
    pub(super) fn level(&self, level: usize) -> Option<&TextLevelStyle> {
        self.levels.get(level).or(self.levels.last())
    }
}

impl LayoutLook {
    /// Takes the places of the master that are the same.
    pub(super) fn align_to(&mut self, master: &Self) {
        self.title.align_to(&master.title);
        for (own, above) in self.bodies.iter_mut().zip(&master.bodies) {
            own.align_to(above);
        }
        let running = [(&mut self.footer, &master.footer), (&mut self.number, &master.number)];
        for (own, above) in running {
            if let (Some(own), Some(above)) = (own, above) {
                own.align_to(above);
                own.has_own_style = own.levels != above.levels;
            }
        }
    }

    /// Returns the words of a placeholder: those of the footer, or what follows the number.
    pub(super) fn words_of(&self, placeholder: Placeholder) -> &str {
        match placeholder {
            Placeholder::Footer => &self.words,
            Placeholder::PageNumber => &self.after_number,
            _ => "",
        }
    }

    /// Returns the look of a placeholder.
    pub(super) fn get(&self, placeholder: Placeholder) -> Option<&PlaceholderLook> {
        match placeholder {
            Placeholder::Title => Some(&self.title),
            Placeholder::Body(index) => self.bodies.get(index),
            Placeholder::Subtitle => self.bodies.first(),
            Placeholder::Footer => self.footer.as_ref(),
            Placeholder::PageNumber => self.number.as_ref(),
        }
    }
}

impl PlaceholderUses {
    /// Adds a text with the room around it.
    pub(super) fn add(
        &mut self,
        state: &mut DeckState<'_>,
        structure: &Structure,
        (text, room): (&TextBox<'_>, TextRoom),
    ) {
        self.styles.add(state, structure, text);
        let anchor = TextAnchor::of(text, text.rect);
        let is_same = |other: &&mut UsedPlace| {
            let ends = (other.rect.right(), other.rect.height);
            other.anchor.is_near(anchor)
                && (ends.0 - text.rect.right()).abs() < SAME_PLACE
                && (ends.1 - text.rect.height).abs() < SAME_PLACE
        };
        match self.places.iter_mut().find(is_same) {
            Some(place) => {
                place.count += 1;
                place.room = place.room.intersect(room);
            }
            None => self.places.push(UsedPlace { anchor, rect: text.rect, count: 1, room }),
        }
    }

    /// Returns the number of texts.
    pub(super) fn len(&self) -> usize {
        self.places.iter().map(|place| place.count).sum()
    }

    /// Returns the places that are the same as the most common one; the first of several.
    fn most_common_places(&self, same: SamePlace) -> Vec<&UsedPlace> {
        let is_near = |one: f32, other: f32| (one - other).abs() < SAME_PLACE;
        let is_same = |one: &UsedPlace, other: &UsedPlace| match same {
            SamePlace::Point => one.anchor.is_near(other.anchor),
            SamePlace::Column => is_near(one.anchor.x, other.anchor.x),
            SamePlace::Width => {
                is_near(one.rect.x, other.rect.x) && is_near(one.rect.right(), other.rect.right())
            }
            SamePlace::Line => is_near(one.anchor.y, other.anchor.y),
            SamePlace::Height => {
                one.anchor.is_near(other.anchor) && is_near(one.rect.height, other.rect.height)
            }
        };
        let count = |one: &UsedPlace| -> usize {
            self.places.iter().filter(|other| is_same(one, other)).map(|other| other.count).sum()
        };
        // Of several heights, the lowest leaves the most room below.
        let rank = |place: &UsedPlace| match same {
            SamePlace::Height => (count(place), Reverse(emu(place.rect.height))),
            _ => (count(place), Reverse(0)),
        };
        let Some(usual) = self.places.iter().rev().max_by_key(|place| rank(place)) else {
            return Vec::new();
        };
        self.places.iter().filter(|place| is_same(usual, place)).collect()
    }

    /// Returns the most common place, with the room of all texts there.
    pub(super) fn most_common_rect(&self, same: SamePlace) -> Option<Rect> {
        let places = self.most_common_places(same);
        places.into_iter().map(|place| place.rect).reduce(Rect::union)
    }

    /// Returns the room that all of the most common texts have.
    pub(super) fn room(&self, same: SamePlace) -> TextRoom {
        let places = self.most_common_places(same).into_iter().map(|place| place.room);
        places.fold(TextRoom::UNLIMITED, TextRoom::intersect)
    }

    /// Returns the height of a line of most texts in pt.
    pub(super) fn leading(&self) -> Option<f32> {
        let style = self.styles.plain.most_common()?;
        Some(style.paragraph.leading as f32 / 100.0)
    }

    /// Returns the place and the style of a running text, which is of one level.
    pub(super) fn running_look(&self, same: SamePlace) -> Option<PlaceholderLook> {
        let styles = &self.styles;
        let style = styles.plain.most_common().or(styles.levels[0].most_common())?;
        let rect = self.most_common_rect(same)?;
        Some(PlaceholderLook::new(rect, vec![style], false))
    }
}

/// Returns the styles of the levels of the master: those of the lists in bodies, else styles made
/// from their other texts or from `plain`.
pub(super) fn master_levels(own: &TextStyles, plain: TextLevelStyle) -> Vec<TextLevelStyle> {
    let mut above = own.plain.most_common().unwrap_or(plain);
    let mut levels = Vec::with_capacity(LEVELS);
    for level in 0..LEVELS {
        let found = own.levels[level].most_common();
        // What a list below another has in bold is emphasis, which is that of its words.
        let found = found.map(|own| if level == 0 { own } else { own.emphasised_as(&above) });
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
    arrangement: BodyArrangement,
) -> Vec<TextLevelStyle> {
    // Below a title, text is smaller only where there is much of it.
    let is_full = arrangement == BodyArrangement::Full && colour.is_none();
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
        let own = found.unwrap_or_else(made);
        let own = match levels.first() {
            Some(first) => own.emphasised_as(first),
            None => own,
        };
        // A colleague who changes the master changes the layout.
        let is_usual = own.is_alike(usual) || is_full && own.is_shrunk_from(usual);
        levels.push(if is_usual { usual.clone() } else { own });
    }
    levels
}
