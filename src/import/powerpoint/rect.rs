//! Places of shapes on the slide, in EMU (914,400 in an inch).

use super::xml::{XmlElement, child, number};

/// EMU in a point.
pub(super) const EMU_PER_POINT: f64 = 12_700.0;

/// The place of a shape.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ShapeRect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl ShapeRect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(super) fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub(super) fn area(&self) -> f64 {
        self.width * self.height
    }

    /// Returns the smallest rectangle around two.
    pub(super) fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let width = self.right().max(other.right()) - x;
        let height = self.bottom().max(other.bottom()) - y;
        Self { x, y, width, height }
    }

    /// Returns how much of this rectangle is inside another, from 0 to 1.
    pub(super) fn share_inside(&self, other: &Self) -> f64 {
        let width = self.right().min(other.right()) - self.x.max(other.x);
        let height = self.bottom().min(other.bottom()) - self.y.max(other.y);
        if width < 0.0 || height < 0.0 {
            return 0.0;
        }
        // A line has no area.
        width.max(1.0) * height.max(1.0) / (self.width.max(1.0) * self.height.max(1.0))
    }

    /// Reads the offset and size of a transform.
    pub(super) fn read(transform: XmlElement) -> Option<Self> {
        let (offset, size) = (child(transform, "off")?, child(transform, "ext")?);
        let rect = Self {
            x: number(offset, "x")?,
            y: number(offset, "y")?,
            width: number(size, "cx")?.max(0.0),
            height: number(size, "cy")?.max(0.0),
        };
        // A shape that is turned by a quarter is as wide as it is high.
        let turn = number(transform, "rot").unwrap_or(0.0).rem_euclid(10_800_000.0);
        let is_quarter = (2_700_000.0..8_100_000.0).contains(&turn);
        let shift = (rect.width - rect.height) / 2.0;
        Some(if is_quarter {
            Self { x: rect.x + shift, y: rect.y - shift, width: rect.height, height: rect.width }
        } else {
            rect
        })
    }
}

/// The transform of the shapes in a group to the slide.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroupTransform {
    scale: (f64, f64),
    shift: (f64, f64),
}

impl GroupTransform {
    pub(super) const IDENTITY: Self = Self { scale: (1.0, 1.0), shift: (0.0, 0.0) };

    /// Reads the transform of a group inside this one.
    pub(super) fn enter_group(self, transform: Option<XmlElement>) -> Self {
        let read = || {
            let transform = transform?;
            let outer = ShapeRect::read(transform)?;
            let (offset, size) = (child(transform, "chOff")?, child(transform, "chExt")?);
            let (width, height) = (number(size, "cx")?, number(size, "cy")?);
            let ratio = |outer: f64, inner: f64| if inner > 0.0 { outer / inner } else { 1.0 };
            let scale = (ratio(outer.width, width), ratio(outer.height, height));
            let shift = (
                outer.x - number(offset, "x")? * scale.0,
                outer.y - number(offset, "y")? * scale.1,
            );
            Some((scale, shift))
        };
        let Some((scale, shift)) = read() else { return self };
        Self {
            scale: (self.scale.0 * scale.0, self.scale.1 * scale.1),
            shift: (self.scale.0 * shift.0 + self.shift.0, self.scale.1 * shift.1 + self.shift.1),
        }
    }

    pub(super) fn apply(self, rect: ShapeRect) -> ShapeRect {
        ShapeRect {
            x: rect.x * self.scale.0 + self.shift.0,
            y: rect.y * self.scale.1 + self.shift.1,
            width: rect.width * self.scale.0,
            height: rect.height * self.scale.1,
        }
    }
}
