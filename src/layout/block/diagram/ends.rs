//! Draws what is at the ends of lines: arrow heads, diamonds, crow's feet.

use super::lines::stroked;
use crate::diagram::EdgeEnd;
use crate::geometry::Point;
use crate::scene::{Colour, Paint, PathSegment, Shape, Stroke};

/// The end of a line and the direction from it into the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineTip {
    at: Point,
    /// Unit vector into the line.
    inward: Point,
}

impl LineTip {
    pub(super) fn new(at: Point, next: Point) -> Self {
        let length = at.distance_to(next).max(f32::EPSILON);
        Self { at, inward: Point::new((next.x - at.x) / length, (next.y - at.y) / length) }
    }

    /// Returns the point this far into the line.
    pub(super) fn inside(self, along: f32) -> Point {
        self.point(along, 0.0)
    }

    /// Returns the point this far into the line and to the side of it.
    fn point(self, along: f32, aside: f32) -> Point {
        Point::new(
            self.at.x + self.inward.x * along - self.inward.y * aside,
            self.at.y + self.inward.y * along + self.inward.x * aside,
        )
    }

    fn polygon(self, corners: &[(f32, f32)]) -> Vec<PathSegment> {
        let mut path = self.polyline(corners);
        path.push(PathSegment::Close);
        path
    }

    fn polyline(self, corners: &[(f32, f32)]) -> Vec<PathSegment> {
        let mut path: Vec<PathSegment> = Vec::new();
        for &(along, aside) in corners {
            let point = self.point(along, aside);
            path.push(match path.is_empty() {
                true => PathSegment::Move(point),
                false => PathSegment::Line(point),
            });
        }
        path
    }

    fn circle(self, centre: f32, radius: f32) -> Vec<PathSegment> {
        let handle = radius * 0.552_3;
        let at = |along: f32, aside: f32| self.point(centre + along, aside);
        vec![
            PathSegment::Move(at(radius, 0.0)),
            PathSegment::Cubic(at(radius, handle), at(handle, radius), at(0.0, radius)),
            PathSegment::Cubic(at(-handle, radius), at(-radius, handle), at(-radius, 0.0)),
            PathSegment::Cubic(at(-radius, -handle), at(-handle, -radius), at(0.0, -radius)),
            PathSegment::Cubic(at(handle, -radius), at(radius, -handle), at(radius, 0.0)),
            PathSegment::Close,
        ]
    }
}

/// Draws the end of a line of this width on this ground.
pub(super) fn draw_end(
    end: EdgeEnd,
    tip: LineTip,
    colour: Colour,
    (width, ground): (f32, Colour),
) -> Vec<Shape> {
    let filled =
        |path| Shape { path, fill: Some(Paint::Solid(colour)), stroke: None, actual_text: None };
    let outlined = |path| Shape {
        path,
        fill: Some(Paint::Solid(ground)),
        stroke: Some(Stroke { colour, width, round: false }),
        actual_text: None,
    };
    let open = |path| stroked(path, colour, width);
    let length = end.length();
    let thick = (width / 0.075).clamp(1.0, 1.5);
    // The stroke of an outline is half outside, so its corners are this far inside.
    let inset = width;
    match end {
        EdgeEnd::None => Vec::new(),
        EdgeEnd::Arrow => {
            let side = 0.25 * thick;
            vec![filled(tip.polygon(&[
                (0.0, 0.0),
                (length * thick, side),
                (length * thick * 0.82, 0.0),
                (length * thick, -side),
            ]))]
        }
        EdgeEnd::OpenArrow => vec![
            open(tip.polyline(&[(length, 0.3), (inset, 0.0), (length, -0.3)])),
            open(tip.polyline(&[(inset, 0.0), (length, 0.0)])),
        ],
        EdgeEnd::Triangle => {
            vec![outlined(tip.polygon(&[(inset, 0.0), (length, 0.4), (length, -0.4)]))]
        }
        EdgeEnd::FilledDiamond | EdgeEnd::OpenDiamond => {
            let middle = length / 2.0;
            let path = tip.polygon(&[(inset, 0.0), (middle, 0.3), (length, 0.0), (middle, -0.3)]);
            vec![if end == EdgeEnd::FilledDiamond { filled(path) } else { outlined(path) }]
        }
        EdgeEnd::Circle => vec![filled(tip.circle(length / 2.0, length / 2.0))],
        EdgeEnd::Cross => {
            let middle = length / 2.0;
            let half = length * 0.45;
            vec![
                open(tip.polyline(&[(middle - half, -half), (middle + half, half)])),
                open(tip.polyline(&[(middle - half, half), (middle + half, -half)])),
                open(tip.polyline(&[(0.0, 0.0), (length, 0.0)])),
            ]
        }
        EdgeEnd::Socket => {
            let arc: Vec<(f32, f32)> = (0..=8)
                .map(|part| {
                    let angle = std::f32::consts::PI * (part as f32 / 8.0 - 0.5);
                    (length - 0.4 * angle.cos(), 0.4 * angle.sin())
                })
                .collect();
            vec![open(tip.polyline(&arc))]
        }
        EdgeEnd::ExactlyOne | EdgeEnd::ZeroOrOne | EdgeEnd::OneOrMore | EdgeEnd::ZeroOrMore => {
            draw_crows_foot(end, tip, &open, &outlined)
        }
    }
}

/// Draws the sign of a cardinality: bars for one, a circle for none, three toes for more.
fn draw_crows_foot(
    end: EdgeEnd,
    tip: LineTip,
    open: &dyn Fn(Vec<PathSegment>) -> Shape,
    outlined: &dyn Fn(Vec<PathSegment>) -> Shape,
) -> Vec<Shape> {
    let length = end.length();
    let bar = |at: f32| open(tip.polyline(&[(at, -0.3), (at, 0.3)]));
    let stem = open(tip.polyline(&[(0.0, 0.0), (length, 0.0)]));
    let toes = || open(tip.polyline(&[(0.0, -0.32), (0.5, 0.0), (0.0, 0.32)]));
    let ring = |at: f32| outlined(tip.circle(at, 0.2));
    match end {
        EdgeEnd::ExactlyOne => vec![stem, bar(0.35), bar(0.6)],
        EdgeEnd::ZeroOrOne => vec![stem, bar(0.35), ring(0.72)],
        EdgeEnd::OneOrMore => vec![stem, toes(), bar(0.68)],
        _ => vec![stem, toes(), ring(0.8)],
    }
}
