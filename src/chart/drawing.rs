//! What an arranged chart looks like: filled outlines, lines and labels at their places.
//!
//! All lengths are in em of the text of the chart. Colours are roles, which `layout` maps to the
//! palette of the theme.

use super::model::ChartColourValue;
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect, Size};

/// An arranged chart.
#[derive(Clone, Debug, Default)]
pub struct ChartDrawing {
    /// Its size; everything is inside the rectangle from the origin to this size.
    pub size: Size,
    /// What is drawn, in painting order.
    pub marks: Vec<ChartMark>,
    /// Whether a label or mark had no room.
    pub is_crowded: bool,
    /// Whether bars are horizontal.
    pub is_sideways: bool,
    /// The panels, by series, if each series has one.
    pub panels: Vec<ChartPanel>,
    /// The scales of its axes.
    pub scales: DrawnScales,
}

/// The scales of the axes of values that are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DrawnScales {
    /// That of the horizontal axis of points.
    pub across: Option<DrawnScale>,
    /// That of the values at the left.
    pub left: Option<DrawnScale>,
    /// That of the values at the right.
    pub right: Option<DrawnScale>,
}

/// The scale of an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnScale {
    /// The value at its start.
    pub min: f64,
    /// The value at its end.
    pub max: f64,
    /// The distance of its ticks, if they are even.
    pub step: Option<f64>,
}

/// A small chart among others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartPanel {
    /// Its rectangle with its name and its labels.
    pub frame: Rect,
    /// The rectangle between its axes.
    pub plot: Rect,
    /// The smallest and the largest value of the scale that all panels share.
    pub range: (f64, f64),
    /// Whether values are written beside it.
    pub names_values: bool,
    /// Whether categories are written below it.
    pub names_categories: bool,
    /// The distance of its ticks, if they are even.
    pub step: Option<f64>,
}

/// One thing that is drawn.
#[derive(Clone, Debug)]
pub struct ChartMark {
    /// What it is.
    pub kind: ChartMarkKind,
    /// The part of the data that it shows.
    pub part: ChartPart,
}

/// The part of the data that a mark shows; none if it belongs to all, as an axis does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChartPart {
    /// The series.
    pub series: Option<usize>,
    /// The row.
    pub row: Option<usize>,
}

impl ChartPart {
    /// Returns the part of a value.
    pub(super) fn value(series: usize, row: usize) -> Self {
        Self { series: Some(series), row: Some(row) }
    }

    /// Returns the part of a series.
    pub(super) fn series(series: usize) -> Self {
        Self { series: Some(series), row: None }
    }
}

/// The kinds of marks.
#[derive(Clone, Debug)]
pub enum ChartMarkKind {
    /// A filled outline.
    Fill(ChartOutline, ChartColour),
    /// A line through points.
    Stroke(ChartStroke),
    /// A text.
    Label(ChartLabel),
}

/// The outlines of marks.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartOutline {
    /// A rectangle.
    Rect(Rect),
    /// A closed line through these points.
    Polygon(Vec<Point>),
    /// A circle: its centre and radius.
    Circle(Point, f32),
    /// A part of a ring: the centre, the inner and outer radius, and where it starts and ends in
    /// turns, clockwise from the top.
    Ring(Point, (f32, f32), (f32, f32)),
}

impl ChartOutline {
    /// Returns the rectangle around the outline.
    pub fn bounds(&self) -> Rect {
        let around = |centre: &Point, radius: f32| {
            Rect::new(centre.x - radius, centre.y - radius, 2.0 * radius, 2.0 * radius)
        };
        match self {
            Self::Rect(rect) => *rect,
            Self::Circle(centre, radius) | Self::Ring(centre, (_, radius), _) => {
                around(centre, *radius)
            }
            Self::Polygon(points) => {
                let corners = points.iter().map(|point| around(point, 0.0));
                corners.reduce(Rect::union).unwrap_or_default()
            }
        }
    }
}

/// A line through points.
#[derive(Clone, Debug)]
pub struct ChartStroke {
    /// The points, at least two.
    pub points: Vec<Point>,
    /// The colour.
    pub colour: ChartColour,
    /// The width.
    pub width: f32,
    /// The dashes.
    pub dashes: Dashes,
}

/// The dashes of a line: the second carrier beside colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dashes {
    /// None.
    #[default]
    Solid,
    /// Long ones.
    Long,
    /// Short ones.
    Short,
    /// Dots.
    Dots,
}

/// A text.
#[derive(Clone, Debug)]
pub struct ChartLabel {
    /// The words; `\n` is a line break.
    pub text: String,
    /// The rectangle that they are set in.
    pub rect: Rect,
    /// How lines are aligned in it.
    pub align: LabelAlign,
    /// Whether they are bold.
    pub is_bold: bool,
    /// Their colour.
    pub ink: LabelInk,
}

/// The colour of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelInk {
    /// That of running text.
    Text,
    /// That of secondary text.
    Muted,
    /// That of a mark, as far as it is legible on the page.
    Coloured(ChartColour),
    /// One that is legible on a mark of this colour.
    On(ChartColour),
}

impl ChartColour {
    /// The colour of losses beside gains.
    pub(super) const FALL: Self = Self::Series(1);
}

/// The colour of a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartColour {
    /// That of the series with this number, from 0.
    Series(usize),
    /// One that the author set.
    Given(ChartColourValue),
    /// Grey: what is not highlighted.
    Muted,
    /// One of several greys: slices that are not highlighted.
    Grey {
        /// Its index, from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// A light tint of another colour.
    Tint(Box<ChartColour>),
    /// The zero line.
    Axis,
    /// Lines that guide the eye.
    Grid,
    /// A line at a value.
    Reference,
    /// A total.
    Total,
    /// The page.
    Ground,
}
