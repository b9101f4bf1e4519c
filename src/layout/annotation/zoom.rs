//! Places enlarged parts of pictures.

use crate::deck::ZoomSize;
use crate::geometry::{Point, Rect};

/// The largest share of the picture that an enlarged part may cover, in each direction.
const MAX_SHARE: f32 = 0.62;

/// A part and where it is shown larger, on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enlargement {
    /// The part.
    pub area: Rect,
    /// Where it is shown larger.
    pub inset: Rect,
}

impl Enlargement {
    /// Places the enlargement of `area` in the visible part of a picture `picture_width` wide:
    /// around `centre`, or else in the corner that is farthest from it.
    pub(super) fn place(
        area: Rect,
        size: ZoomSize,
        centre: Option<Point>,
        (visible, picture_width): (Rect, f32),
        margin: f32,
    ) -> Self {
        let scale = match size {
            ZoomSize::Scale(scale) => scale,
            ZoomSize::Width(share) => share * picture_width / area.width.max(0.1),
        };
        let most = (visible.width * MAX_SHARE / area.width.max(0.1))
            .min(visible.height * MAX_SHARE / area.height.max(0.1));
        let scale = scale.min(most);
        let (width, height) = (area.width * scale, area.height * scale);
        let room = visible.inset_by(margin, margin);
        let start = |centre: f32, length: f32, from: f32, room: f32| {
            (centre - length / 2.0).min(from + room - length).max(from)
        };
        let around = |point: Point| {
            let x = start(point.x, width, room.x, room.width);
            Rect::new(x, start(point.y, height, room.y, room.height), width, height)
        };
        let corners = || {
            let corners = corners(room);
            corners
                .map(around)
                .into_iter()
                .max_by(|one, other| {
                    let far = |rect: &Rect| rect.centre().distance_to(area.centre());
                    far(one).total_cmp(&far(other))
                })
                .unwrap_or(room)
        };
        Self { area, inset: centre.map_or_else(corners, around) }
    }

    /// Returns where the whole picture is drawn so that the part is in its place.
    pub(super) fn picture_rect(&self, picture: Rect) -> Rect {
        let scale = self.inset.width / self.area.width.max(0.01);
        Rect::new(
            self.inset.x - (self.area.x - picture.x) * scale,
            self.inset.y - (self.area.y - picture.y) * scale,
            picture.width * scale,
            picture.height * scale,
        )
    }

    /// Returns the two lines from corners of the part to those of its enlargement that touch both
    /// from outside; none if one contains the other.
    pub(super) fn connections(&self) -> Vec<[Point; 2]> {
        let (from, to) = (corners(self.area), corners(self.inset));
        let is_outside = |&(start, end): &(Point, Point)| {
            let side = |point: &Point| {
                (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
            };
            let sides: Vec<f32> = from.iter().chain(&to).map(side).collect();
            let length = start.distance_to(end);
            let tolerance = 0.01 * length;
            length > 1.0
                && (sides.iter().all(|side| *side <= tolerance)
                    || sides.iter().all(|side| *side >= -tolerance))
        };
        let pairs = from.into_iter().zip(to);
        pairs.filter(is_outside).map(|(start, end)| [start, end]).collect()
    }
}

/// Returns the corners of a rectangle, clockwise from the top left.
pub(super) fn corners(rect: Rect) -> [Point; 4] {
    [
        rect.origin(),
        Point::new(rect.right(), rect.y),
        Point::new(rect.right(), rect.bottom()),
        Point::new(rect.x, rect.bottom()),
    ]
}
