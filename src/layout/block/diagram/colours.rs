//! The colours of diagrams, derived from the palette of the theme.
//!
//! Text has a contrast of at least 4.5 to 1 on what is below it, outlines and lines of 3 to 1
//! (WCAG 2.2, 1.4.3 and 1.4.11).

use std::cell::Cell;

use crate::diagram::{ColourRole, DiagramColour, DiagramLook, StrokeStyle};
use crate::layout::block::legible_colour::tint_ground;
use crate::scene::{Colour, Lch};
use crate::theme::Palette;

/// Minimum contrast of outlines and lines with their ground.
const MIN_LINE_CONTRAST: f32 = 3.0;

/// The number of categories that differ in colour; later ones start again.
const CATEGORY_COUNT: u8 = 8;

/// The colours of a diagram.
pub(super) struct DiagramColours {
    palette: Palette,
    /// The colour of the page or box below the diagram.
    pub ground: Colour,
    /// Whether a colour that the author set has too little contrast, and is replaced.
    has_replaced: Cell<bool>,
}

/// The colours of a shape. Lengths are in em of the diagram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ShapeColours {
    pub fill: Option<Colour>,
    pub stroke: Option<Colour>,
    pub stroke_width: f32,
}

impl DiagramColours {
    pub(super) fn new(palette: &Palette, is_in_box: bool) -> Self {
        let ground = if is_in_box { palette.surface } else { palette.background };
        Self { palette: *palette, ground, has_replaced: Cell::new(false) }
    }

    /// Whether a colour that the author set has been replaced.
    pub(super) fn has_replaced(&self) -> bool {
        self.has_replaced.get()
    }

    /// Returns `used`, and notes if it is not the colour that the author set.
    fn note_replaced(&self, given: Option<DiagramColour>, used: Colour) -> Colour {
        if given.is_some_and(|given| colour_of(given) != used) {
            self.has_replaced.set(true);
        }
        used
    }

    /// Returns the fill and outline of a shape.
    pub(super) fn shape(&self, look: &DiagramLook) -> ShapeColours {
        let (fill, stroke) = self.of_role(look.role);
        let given = look.fill.map(colour_of).map(|colour| match look.role {
            ColourRole::Tint => tint_ground(self.ground, colour, 0.25),
            _ => colour,
        });
        let fill = given.or(fill);
        let below = fill.unwrap_or(self.ground);
        let stroke = look.stroke.map(colour_of).or(stroke);
        let stroke = match look.role {
            // A frame or grid may be faint: it carries no meaning of its own.
            ColourRole::Group(_) | ColourRole::Tint | ColourRole::Guide => stroke,
            // An outline is seen against what is around it, or else against what is inside.
            _ => stroke.map(|colour| {
                let is_seen = colour.contrast_ratio(self.ground) >= MIN_LINE_CONTRAST;
                let ground = if is_seen { self.ground } else { below };
                match below.contrast_ratio(self.ground) >= MIN_LINE_CONTRAST {
                    true => colour,
                    false => {
                        let seen = colour.moved_until(&[ground], MIN_LINE_CONTRAST);
                        self.note_replaced(look.stroke, seen)
                    }
                }
            }),
        };
        let stroke = stroke.filter(|_| look.stroke_style != StrokeStyle::None);
        ShapeColours { fill, stroke, stroke_width: stroke_width(look) }
    }

    /// Returns the colour of a line.
    pub(super) fn line(&self, look: &DiagramLook) -> Colour {
        let given = look.stroke.map(colour_of);
        let of_role = match look.role {
            ColourRole::Guide => return given.unwrap_or_else(|| self.guide()),
            ColourRole::Line | ColourRole::Node => self.palette.text.mixed_with(self.ground, 0.25),
            ColourRole::Category(number) => self.category(number),
            role => {
                let (fill, stroke) = self.of_role(role);
                stroke.or(fill).unwrap_or(self.palette.text)
            }
        };
        let seen = given.unwrap_or(of_role).moved_until(&[self.ground], MIN_LINE_CONTRAST);
        self.note_replaced(look.stroke, seen)
    }

    /// Returns the colour below a label.
    pub(super) fn below_label(&self, look: Option<&DiagramLook>) -> Colour {
        look.and_then(|look| self.shape(look).fill).unwrap_or(self.ground)
    }

    /// Returns the colour of a label.
    pub(super) fn label(&self, look: Option<&DiagramLook>, is_muted: bool) -> Colour {
        let ground = self.below_label(look);
        let given = look.and_then(|look| look.text).map(colour_of);
        let own = match look.map(|look| look.role) {
            Some(ColourRole::Primary) => self.palette.on_primary,
            _ if is_muted => self.palette.muted,
            _ => self.palette.text,
        };
        let colour = given.unwrap_or(own);
        let is_strong = ground.contrast_ratio(self.palette.text) < 4.5;
        if given.is_none() && is_strong && colour.contrast_ratio(ground) < 4.5 {
            return Colour::ink_on(&[ground]);
        }
        self.note_replaced(look.and_then(|look| look.text), colour.moved_until_legible(&[ground]))
    }

    fn guide(&self) -> Colour {
        self.palette.line
    }

    /// Returns the fill and the outline of a role.
    fn of_role(&self, role: ColourRole) -> (Option<Colour>, Option<Colour>) {
        let palette = &self.palette;
        let (ground, text) = (self.ground, palette.text);
        let surface = if ground == palette.surface { palette.background } else { palette.surface };
        let tint = |colour: Colour, share: f32| Some(tint_ground(ground, colour, share));
        match role {
            ColourRole::Node => (Some(surface), Some(palette.primary)),
            ColourRole::Primary => (Some(palette.primary), None),
            ColourRole::Accent => (Some(palette.accent), None),
            ColourRole::Muted => (Some(surface), Some(palette.muted)),
            ColourRole::Decision => (tint(palette.accent, 0.16), Some(palette.accent)),
            ColourRole::Group(depth) => {
                let share = 0.035 + 0.03 * f32::from(depth.min(4));
                (Some(ground.mixed_with(text, share)), Some(palette.line))
            }
            ColourRole::Tint => self.of_role(ColourRole::Group(1)),
            ColourRole::Note => (tint(palette.mark, 0.6), Some(palette.line)),
            ColourRole::Category(number) => (Some(self.category(number)), Some(ground)),
            ColourRole::Line => (None, Some(text.mixed_with(ground, 0.25))),
            ColourRole::Guide => (None, Some(self.guide())),
            ColourRole::Solid => (Some(text.mixed_with(ground, 0.1)), None),
            ColourRole::Page => (Some(ground), None),
            ColourRole::Warning => (tint(palette.warning, 0.2), Some(palette.warning)),
            ColourRole::Done => (tint(palette.muted, 0.2), Some(palette.muted)),
        }
    }

    /// Returns the colour of a category: the hues follow the primary colour and differ clearly
    /// from one to the next; every second one is darker, so that they differ in greyscale, too.
    fn category(&self, number: u8) -> Colour {
        let own = self.palette.series.iter().flatten().count();
        if let Some(colour) =
            own.checked_sub(1).and_then(|_| self.palette.series[usize::from(number) % own])
        {
            return colour.moved_until(&[self.ground], MIN_LINE_CONTRAST);
        }
        let number = number % CATEGORY_COUNT;
        if number == 0 {
            return self.palette.primary.moved_until(&[self.ground], MIN_LINE_CONTRAST);
        }
        let primary = Lch::from_colour(self.palette.primary);
        let is_dark_page = self.ground.luminance() < 0.18;
        let base = if primary.chroma < 0.03 { 262.0 } else { primary.hue };
        let hue = base + 137.5 * f32::from(number);
        let lightness = match (is_dark_page, number % 2) {
            (false, 1) => 0.66,
            (false, _) => 0.5,
            (true, 1) => 0.62,
            (true, _) => 0.78,
        };
        let colour = Lch { lightness, chroma: 0.12, hue }.to_colour();
        colour.moved_until(&[self.ground], MIN_LINE_CONTRAST)
    }
}

fn colour_of(colour: DiagramColour) -> Colour {
    Colour::rgb(colour.0, colour.1, colour.2)
}

/// Returns the width of an outline or line in em.
pub(super) fn stroke_width(look: &DiagramLook) -> f32 {
    let normal = match look.role {
        ColourRole::Group(_) | ColourRole::Tint | ColourRole::Guide | ColourRole::Note => 0.05,
        _ => 0.075,
    };
    match look.stroke_style {
        StrokeStyle::Thick => 0.17,
        StrokeStyle::Solid | StrokeStyle::Dashed | StrokeStyle::Dotted | StrokeStyle::None => {
            normal
        }
    }
}
