//! Points, sizes and rectangles on a page.
//!
//! Lengths are in points (1/72 inch) unless their names say otherwise. The origin is the top left
//! corner of the page, and `y` increases downwards.

/// A position on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Distance from the left edge of the page.
    pub x: f32,
    /// Distance from the top edge of the page.
    pub y: f32,
}

impl Point {
    /// Returns the point at `x`, `y`.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Returns the point moved by `dx`, `dy`.
    pub fn moved_by(self, dx: f32, dy: f32) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    /// Returns the distance to another point.
    pub fn distance_to(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// Returns the point scaled by `factor` about the origin.
    pub fn scaled_by(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Size {
    /// Returns the size `width` × `height`.
    pub const fn new(width: f32, height: f32) -> Self {
        Self { width, height }
    }

    /// Returns width divided by height, or 1 for an empty size so that callers never divide by
    /// zero.
    pub fn aspect_ratio(self) -> f32 {
        if self.width > 0.0 && self.height > 0.0 { self.width / self.height } else { 1.0 }
    }

    /// Returns the largest size with the same aspect ratio that fits in `bounds`.
    pub fn scaled_to_fit(self, bounds: Size) -> Size {
        let aspect = self.aspect_ratio();
        if bounds.width / aspect <= bounds.height {
            Size::new(bounds.width, bounds.width / aspect)
        } else {
            Size::new(bounds.height * aspect, bounds.height)
        }
    }

    /// Returns the smallest size with the same aspect ratio that covers `bounds`.
    pub fn scaled_to_cover(self, bounds: Size) -> Size {
        let aspect = self.aspect_ratio();
        if bounds.width / aspect >= bounds.height {
            Size::new(bounds.width, bounds.width / aspect)
        } else {
            Size::new(bounds.height * aspect, bounds.height)
        }
    }
}

/// An axis-aligned rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Rect {
    /// Returns the rectangle with the top left corner at `x`, `y`.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// Returns the right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// Returns the bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// Returns the top left corner.
    pub fn origin(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// Returns the middle.
    pub fn centre(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Returns the size.
    pub fn size(self) -> Size {
        Size::new(self.width, self.height)
    }

    /// Returns the rectangle moved by `dx`, `dy`.
    pub fn moved_by(self, dx: f32, dy: f32) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// Returns the rectangle scaled by `factor` about the origin.
    pub fn scaled_by(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor, self.width * factor, self.height * factor)
    }

    /// Returns the rectangle reduced by `dx` on the left and right and by `dy` at the top and
    /// bottom. The size is never negative.
    pub fn inset_by(self, dx: f32, dy: f32) -> Self {
        Self::new(
            self.x + dx,
            self.y + dy,
            (self.width - 2.0 * dx).max(0.0),
            (self.height - 2.0 * dy).max(0.0),
        )
    }

    /// Whether the rectangle contains `other`, with a tolerance in pt.
    pub fn contains(self, other: Rect, tolerance: f32) -> bool {
        other.x >= self.x - tolerance
            && other.y >= self.y - tolerance
            && other.right() <= self.right() + tolerance
            && other.bottom() <= self.bottom() + tolerance
    }

    /// Whether the rectangle and `other` have an area in common. Rectangles that touch do not.
    pub fn overlaps(self, other: Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether any of it is inside `outline`, whose corners are rounded with `radius`, or at its
    /// edge.
    pub fn meets_rounded(self, outline: Self, radius: f32) -> bool {
        const TOLERANCE_PT: f32 = 0.5;
        let radius = radius.min(outline.width / 2.0).min(outline.height / 2.0).max(0.0);
        self.gap_to(outline.inset_by(radius, radius)) <= radius + TOLERANCE_PT
    }

    /// Returns how far the nearest point of `other` is; 0 if they touch or overlap.
    pub fn gap_to(self, other: Self) -> f32 {
        let across = (other.x - self.right()).max(self.x - other.right()).max(0.0);
        let down = (other.y - self.bottom()).max(self.y - other.bottom()).max(0.0);
        across.hypot(down)
    }

    /// Returns the part that is in `other`, too. It is empty if they do not overlap.
    pub fn intersection(self, other: Rect) -> Self {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let width = (self.right().min(other.right()) - x).max(0.0);
        let height = (self.bottom().min(other.bottom()) - y).max(0.0);
        Self::new(x, y, width, height)
    }

    /// Returns the smallest rectangle that contains this one and `other`.
    pub fn union(self, other: Rect) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// Returns a rectangle of the given size with the same centre.
    pub fn centred_rect(self, size: Size) -> Self {
        Self::new(
            self.x + (self.width - size.width) / 2.0,
            self.y + (self.height - size.height) / 2.0,
            size.width,
            size.height,
        )
    }
}

/// Returns the sine and cosine of an angle in turns, exact at whole quarters: some renderers draw
/// an edge wrong that is almost upright.
pub fn sin_cos_of_turns(turns: f32) -> (f32, f32) {
    let quarters = turns * 4.0;
    if (quarters - quarters.round()).abs() < 1e-5 {
        return match (quarters.round() as i32).rem_euclid(4) {
            0 => (0.0, 1.0),
            1 => (1.0, 0.0),
            2 => (0.0, -1.0),
            _ => (-1.0, 0.0),
        };
    }
    (turns * std::f32::consts::TAU).sin_cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_of_a_turn_are_exact() {
        let almost = 0.51f32 + 0.24 + 0.14 + 0.08 + 0.03;
        for (turns, expected) in
            [(0.0, (0.0, 1.0)), (0.25, (1.0, 0.0)), (almost, (0.0, 1.0)), (0.75, (-1.0, 0.0))]
        {
            assert_eq!(sin_cos_of_turns(turns), expected, "{turns}");
        }
        assert!((sin_cos_of_turns(0.125).0 - 0.5f32.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn the_corner_of_a_circle_is_outside_of_it() {
        let circle = Rect::new(0.0, 0.0, 100.0, 100.0);
        let corner = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(!corner.meets_rounded(circle, 50.0));
        assert!(corner.meets_rounded(circle, 0.0));
        assert!(Rect::new(45.0, 0.0, 10.0, 10.0).meets_rounded(circle, 50.0));
        assert!(!Rect::new(120.0, 0.0, 10.0, 10.0).meets_rounded(circle, 0.0));
    }
}
