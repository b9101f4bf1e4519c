//! Points, sizes and rectangles on a page.
//!
//! Every length is in points (1/72 inch) unless its name says otherwise. The origin is the page's
//! top left corner; `y` grows downwards.

/// A position on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Distance from the page's left edge.
    pub x: f32,
    /// Distance from the page's top edge.
    pub y: f32,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// This point moved by `dx`, `dy`.
    pub fn moved_by(self, dx: f32, dy: f32) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    /// This point `factor` times as far from the origin.
    pub fn scaled_by(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Horizontal extent.
    pub width: f32,
    /// Vertical extent.
    pub height: f32,
}

impl Size {
    /// A size of `width` by `height`.
    pub const fn new(width: f32, height: f32) -> Self {
        Self { width, height }
    }

    /// Width divided by height; 1 for a degenerate size, so that callers never divide by zero.
    pub fn aspect_ratio(self) -> f32 {
        if self.width > 0.0 && self.height > 0.0 { self.width / self.height } else { 1.0 }
    }

    /// The largest size of the same shape that lies within `bounds`.
    pub fn scaled_to_fit(self, bounds: Size) -> Size {
        let aspect = self.aspect_ratio();
        if bounds.width / aspect <= bounds.height {
            Size::new(bounds.width, bounds.width / aspect)
        } else {
            Size::new(bounds.height * aspect, bounds.height)
        }
    }

    /// The smallest size of the same shape that covers `bounds`.
    pub fn scaled_to_cover(self, bounds: Size) -> Size {
        let aspect = self.aspect_ratio();
        if bounds.width / aspect >= bounds.height {
            Size::new(bounds.width, bounds.width / aspect)
        } else {
            Size::new(bounds.height * aspect, bounds.height)
        }
    }
}

/// An axis-parallel rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Horizontal extent.
    pub width: f32,
    /// Vertical extent.
    pub height: f32,
}

impl Rect {
    /// The rectangle whose top left corner is at `x`, `y`.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// Right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// Top left corner.
    pub fn origin(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// Width and height.
    pub fn size(self) -> Size {
        Size::new(self.width, self.height)
    }

    /// This rectangle moved by `dx`, `dy`.
    pub fn moved_by(self, dx: f32, dy: f32) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// This rectangle `factor` times as large and as far from the origin.
    pub fn scaled_by(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor, self.width * factor, self.height * factor)
    }

    /// The rectangle with `dx` taken off left and right and `dy` off top and bottom; never of
    /// negative size.
    pub fn inset_by(self, dx: f32, dy: f32) -> Self {
        Self::new(
            self.x + dx,
            self.y + dy,
            (self.width - 2.0 * dx).max(0.0),
            (self.height - 2.0 * dy).max(0.0),
        )
    }

    /// Whether `other` lies inside, give or take `tolerance`.
    pub fn contains(self, other: Rect, tolerance: f32) -> bool {
        other.x >= self.x - tolerance
            && other.y >= self.y - tolerance
            && other.right() <= self.right() + tolerance
            && other.bottom() <= self.bottom() + tolerance
    }

    /// The smallest rectangle around this one and `other`.
    pub fn union(self, other: Rect) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// The rectangle of size `size` in the middle of this one.
    pub fn centred_rect(self, size: Size) -> Self {
        Self::new(
            self.x + (self.width - size.width) / 2.0,
            self.y + (self.height - size.height) / 2.0,
            size.width,
            size.height,
        )
    }
}
