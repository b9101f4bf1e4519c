//! Paths, their fill and stroke, and colours.

use std::sync::Arc;

use crate::geometry::{Point, Rect};

/// A path with fill and stroke.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The path.
    pub path: Vec<PathSegment>,
    /// Fill.
    pub fill: Option<Paint>,
    /// Stroke.
    pub stroke: Option<Stroke>,
    /// Text that is extracted and read for the shape, such as "done", if it has a meaning of its
    /// own.
    pub actual_text: Option<Arc<str>>,
}

impl Shape {
    /// Returns the rectangle around the path and its control points, without the width of the
    /// stroke.
    pub fn bounds(&self) -> Rect {
        let mut bounds: Option<(Point, Point)> = None;
        let mut add = |point: Point| {
            let (low, high) = bounds.get_or_insert((point, point));
            (low.x, low.y) = (low.x.min(point.x), low.y.min(point.y));
            (high.x, high.y) = (high.x.max(point.x), high.y.max(point.y));
        };
        for segment in &self.path {
            match *segment {
                PathSegment::Move(to) | PathSegment::Line(to) => add(to),
                PathSegment::Cubic(a, b, to) => [a, b, to].into_iter().for_each(&mut add),
                PathSegment::Close => {}
            }
        }
        bounds.map_or(Rect::default(), |(low, high)| {
            Rect::new(low.x, low.y, high.x - low.x, high.y - low.y)
        })
    }

    /// Moves the shape by `dx`, `dy`.
    pub fn translate(&mut self, dx: f32, dy: f32) {
        self.map_points(|point| point.moved_by(dx, dy));
    }

    /// Scales the shape and its stroke by `factor` about the origin of the page.
    pub fn scale(&mut self, factor: f32) {
        self.map_points(|point| point.scaled_by(factor));
        if let Some(stroke) = &mut self.stroke {
            stroke.width *= factor;
        }
    }

    /// Moves every point of the shape.
    pub fn map_points(&mut self, transform: impl Fn(Point) -> Point) {
        for segment in &mut self.path {
            *segment = segment.map_points(&transform);
        }
        if let Some(Paint::Gradient { start, end, .. }) = &mut self.fill {
            *start = transform(*start);
            *end = transform(*end);
        }
    }
}

/// A segment of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathSegment {
    /// Starts a new subpath at this point.
    Move(Point),
    /// Straight line to this point.
    Line(Point),
    /// Cubic Bézier curve with two control points to the last point.
    Cubic(Point, Point, Point),
    /// Straight line to the start of the subpath.
    Close,
}

impl PathSegment {
    /// Returns the segment with every point moved.
    pub fn map_points(self, transform: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Move(end) => Self::Move(transform(end)),
            Self::Line(end) => Self::Line(transform(end)),
            Self::Cubic(a, b, end) => Self::Cubic(transform(a), transform(b), transform(end)),
            Self::Close => Self::Close,
        }
    }
}

/// The fill of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    /// One colour.
    Solid(Colour),
    /// A linear gradient between two points in page coordinates.
    Gradient {
        /// Point with the first colour.
        start: Point,
        /// Point with the second colour.
        end: Point,
        /// Colour at the start.
        start_colour: Colour,
        /// Colour at the end.
        end_colour: Colour,
    },
}

/// A line along a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub colour: Colour,
    /// Width.
    pub width: f32,
    /// Whether caps and joins are round; otherwise caps are butt and joins are mitred.
    pub round: bool,
}

/// Minimum contrast of text with its background (WCAG 2.2, 1.4.3).
pub const MIN_TEXT_CONTRAST: f32 = 4.5;

/// An sRGB colour with opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity; 255 is opaque.
    pub a: u8,
}

impl Colour {
    /// Returns an opaque colour.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);
    /// Black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);

    /// Parses `#rgb`, `#rrggbb` or `#rrggbbaa`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.is_ascii() {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let nibble = |at: usize| {
            u8::from_str_radix(digits.get(at..at + 1)?, 16).ok().map(|value| value * 17)
        };
        match digits.len() {
            3 => Some(Self::rgb(nibble(0)?, nibble(1)?, nibble(2)?)),
            6 => Some(Self::rgb(byte(0)?, byte(2)?, byte(4)?)),
            8 => Some(Self { a: byte(6)?, ..Self::rgb(byte(0)?, byte(2)?, byte(4)?) }),
            _ => None,
        }
    }

    /// Writes the colour as `#RRGGBB`, or `#RRGGBBAA` if it is not opaque.
    pub fn to_hex(self) -> String {
        let Self { r, g, b, a } = self;
        let opacity = if a == 255 { String::new() } else { format!("{a:02X}") };
        format!("#{r:02X}{g:02X}{b:02X}{opacity}")
    }

    /// Moves the colour towards black or white until it is legible on all grounds.
    pub fn moved_until_legible(self, grounds: &[Self]) -> Self {
        self.moved_until(grounds, MIN_TEXT_CONTRAST)
    }

    /// Moves the colour towards black or white until it has this contrast ratio on all grounds.
    pub fn moved_until(self, grounds: &[Self], ratio: f32) -> Self {
        let end = Self::ink_on(grounds);
        (0..=40)
            .map(|step| self.mixed_with(end, step as f32 / 40.0))
            .find(|candidate| candidate.least_contrast(grounds) >= ratio)
            .unwrap_or(end)
    }

    /// Returns the colour with `share` of the colour `other` in it, and the opacity of this one.
    pub fn mixed_with(self, other: Self, share: f32) -> Self {
        let mixed =
            |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Self {
            r: mixed(self.r, other.r),
            g: mixed(self.g, other.g),
            b: mixed(self.b, other.b),
            a: self.a,
        }
    }

    /// Returns the relative luminance, 0 to 1 (WCAG 2.2, definition "relative luminance").
    pub fn luminance(self) -> f32 {
        let [r, g, b] = self.linear_channels();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Whether white is easier to read on it than black.
    pub fn is_dark(self) -> bool {
        self.contrast_ratio(Self::WHITE) > self.contrast_ratio(Self::BLACK)
    }

    /// Returns red, green and blue in linear light, 0 to 1 (IEC 61966-2-1).
    pub fn linear_channels(self) -> [f32; 3] {
        [self.r, self.g, self.b].map(|value| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Returns the contrast ratio against another colour, 1 to 21 (WCAG 2.2, definition "contrast
    /// ratio").
    pub fn contrast_ratio(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Returns the contrast ratio against the ground with which it is the lowest.
    pub fn least_contrast(self, grounds: &[Self]) -> f32 {
        grounds.iter().map(|ground| ground.contrast_ratio(self)).fold(f32::INFINITY, f32::min)
    }

    /// Returns black or white, whichever is easier to read on all of the grounds.
    pub fn ink_on(grounds: &[Self]) -> Self {
        let is_black = Self::BLACK.least_contrast(grounds) >= Self::WHITE.least_contrast(grounds);
        if is_black { Self::BLACK } else { Self::WHITE }
    }
}
