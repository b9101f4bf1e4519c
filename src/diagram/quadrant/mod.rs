//! Quadrant charts: points between two pairs of opposites.

mod arrange;
mod describe;
mod labels;
mod parse;
mod style;

pub(super) use arrange::arrange_quadrant;
pub(super) use describe::describe_quadrant;
pub(super) use parse::parse_quadrant;

use super::drawing::DiagramColour;
use super::label::LabelText;

/// A quadrant chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuadrantDiagram {
    /// What the left and the right mean.
    x_axis: QuadrantAxis,
    /// What the bottom and the top mean.
    y_axis: QuadrantAxis,
    /// The names of the quadrants: top right, top left, bottom left, bottom right.
    quadrants: [LabelText; 4],
    points: Vec<QuadrantPoint>,
}

/// The ends of an axis; they may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
struct QuadrantAxis {
    low: LabelText,
    high: LabelText,
}

/// A point.
#[derive(Clone, Debug, PartialEq)]
struct QuadrantPoint {
    label: LabelText,
    /// Its place, 0 to 1 from the left.
    x: f32,
    /// Its place, 0 to 1 from the bottom.
    y: f32,
    style: PointStyle,
}

/// How a point is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct PointStyle {
    /// Its radius in pixels of Mermaid, where 5 is usual.
    radius: Option<f32>,
    fill: Option<DiagramColour>,
    stroke: Option<DiagramColour>,
    /// Whether it has an outline.
    has_outline: bool,
}

impl PointStyle {
    /// Returns the style, with what it does not set from another one.
    fn or(self, other: Self) -> Self {
        Self {
            radius: self.radius.or(other.radius),
            fill: self.fill.or(other.fill),
            stroke: self.stroke.or(other.stroke),
            has_outline: self.has_outline || other.has_outline,
        }
    }
}
