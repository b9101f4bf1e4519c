//! What an arranged diagram looks like: shapes, lines and labels at their places.
//!
//! All lengths are in em of the text of the diagram, so that `layout` can draw it at any size.
//! Colours are roles, which `layout` maps to the palette of the theme.

use super::label::LabelText;
use crate::geometry::{Point, Rect, Size};

/// An arranged diagram.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Its size; everything is inside the rectangle from the origin to this size.
    pub size: Size,
    /// What is drawn, in painting order. Labels are in reading order.
    pub marks: Vec<DiagramMark>,
}

/// One thing that is drawn.
#[derive(Clone, Debug)]
pub enum DiagramMark {
    /// A filled or outlined shape.
    Shape(DiagramShape),
    /// A line with ends.
    Line(DiagramLine),
    /// A text.
    Label(DiagramLabel),
    /// A link. The labels inside of it, which follow, are its words.
    Link(DiagramLink),
}

/// A part of a drawing that leads to an address.
#[derive(Clone, Debug)]
pub struct DiagramLink {
    /// Where it is.
    pub rect: Rect,
    /// The address.
    pub address: String,
    /// What it is about, on one line.
    pub words: String,
}

/// A filled or outlined shape.
#[derive(Clone, Debug)]
pub struct DiagramShape {
    /// Its outline.
    pub kind: ShapeKind,
    /// The rectangle around it.
    pub rect: Rect,
    /// Its colours.
    pub look: DiagramLook,
}

/// The outlines of shapes.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// A rectangle with the corners of the theme.
    Box,
    /// A rectangle with clearly rounded corners.
    Rounded,
    /// A rectangle with semicircular ends.
    Stadium,
    /// A rectangle with a second line at both sides.
    Subroutine,
    /// An upright cylinder: a database.
    Cylinder,
    /// An ellipse; a circle if the rectangle is a square.
    Ellipse,
    /// Two concentric ellipses.
    DoubleEllipse,
    /// A rhombus.
    Diamond,
    /// A hexagon with points at the left and right.
    Hexagon,
    /// A parallelogram that leans to the right.
    Parallelogram,
    /// A parallelogram that leans to the left.
    ParallelogramLeft,
    /// A trapezium whose base is the longer side.
    Trapezoid,
    /// A trapezium whose top is the longer side.
    TrapezoidDown,
    /// A rectangle with a notch at the left: a flag.
    Flag,
    /// A rectangle with a folded corner: a note.
    Note,
    /// A cloud.
    Cloud,
    /// A star-like outline.
    Burst,
    /// A stick figure.
    Actor,
    /// A sector of the ellipse in the rectangle: from one angle to another in turns, clockwise from
    /// the top.
    Sector(f32, f32),
    /// A closed line through these points.
    Polygon(Vec<Point>),
}

/// The colours of a shape or line: a role, and what the author set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DiagramLook {
    /// The purpose of the shape.
    pub role: ColourRole,
    /// The outline or line.
    pub stroke_style: StrokeStyle,
    /// The fill that the author set.
    pub fill: Option<DiagramColour>,
    /// The colour of the outline or line that the author set.
    pub stroke: Option<DiagramColour>,
    /// The colour of the text that the author set.
    pub text: Option<DiagramColour>,
}

impl DiagramLook {
    /// Returns the look of a role.
    pub fn of_role(role: ColourRole) -> Self {
        Self { role, ..Self::default() }
    }
}

/// The purpose of a shape, from which `layout` derives its colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourRole {
    /// An ordinary box: a light fill with an outline.
    #[default]
    Node,
    /// The most important boxes: the primary colour.
    Primary,
    /// Emphasis: the accent colour.
    Accent,
    /// Less important: grey.
    Muted,
    /// A decision: a light fill in the accent colour.
    Decision,
    /// A frame around other shapes at this depth.
    Group(u8),
    /// A ground below other marks: light grey, or a light tint of the colour that the author set.
    Tint,
    /// A note.
    Note,
    /// The category with this number, from 0; neighbours differ clearly.
    Category(u8),
    /// Outlines without a fill, and lines between shapes.
    Line,
    /// A thin line that guides the eye: a grid, a lifeline.
    Guide,
    /// Small solid marks in the colour of text: a start, a fork.
    Solid,
    /// A shape in the colour of the page, which hides what is below it.
    Page,
    /// Something critical: the warning colour.
    Warning,
    /// Something finished.
    Done,
}

/// How an outline or line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StrokeStyle {
    /// A line of normal width.
    #[default]
    Solid,
    /// A thick line.
    Thick,
    /// Short dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// Not drawn.
    None,
}

/// A colour that the author set: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiagramColour(pub u8, pub u8, pub u8);

/// A line with ends.
#[derive(Clone, Debug)]
pub struct DiagramLine {
    /// The points that it goes through, at least two. Ends are drawn at the first and last one.
    pub points: Vec<Point>,
    /// How the points are joined.
    pub course: LineCourse,
    /// What is at the first point.
    pub start: EdgeEnd,
    /// What is at the last point.
    pub end: EdgeEnd,
    /// Its colours.
    pub look: DiagramLook,
}

/// How the points of a line are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineCourse {
    /// With straight lines.
    Straight,
    /// With straight lines and rounded corners.
    #[default]
    Rounded,
    /// With curves that leave and enter vertically.
    CurvedDown,
    /// With curves that leave and enter horizontally.
    CurvedAside,
}

/// The ends of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EdgeEnd {
    /// Nothing.
    #[default]
    None,
    /// A filled arrow head.
    Arrow,
    /// An arrow head of two lines.
    OpenArrow,
    /// An outlined triangle: inheritance.
    Triangle,
    /// A filled diamond: composition.
    FilledDiamond,
    /// An outlined diamond: aggregation.
    OpenDiamond,
    /// A filled circle.
    Circle,
    /// A cross.
    Cross,
    /// An open half circle: a required interface.
    Socket,
    /// Crow's foot: exactly one.
    ExactlyOne,
    /// Crow's foot: none or one.
    ZeroOrOne,
    /// Crow's foot: one or more.
    OneOrMore,
    /// Crow's foot: none or more.
    ZeroOrMore,
}

impl EdgeEnd {
    /// Returns how much of the line the end covers.
    pub fn length(self) -> f32 {
        match self {
            Self::None => 0.0,
            Self::Arrow | Self::OpenArrow => 0.6,
            Self::Triangle => 0.75,
            Self::FilledDiamond | Self::OpenDiamond => 1.05,
            Self::Circle | Self::Cross => 0.5,
            Self::Socket => 0.5,
            Self::ExactlyOne | Self::ZeroOrOne | Self::OneOrMore | Self::ZeroOrMore => 1.1,
        }
    }
}

/// A text.
#[derive(Clone, Debug)]
pub struct DiagramLabel {
    /// The words.
    pub text: LabelText,
    /// The rectangle that they are set in: as wide as the width that they were measured with, and
    /// vertically centred.
    pub rect: Rect,
    /// How lines are aligned in it.
    pub align: LabelAlign,
    /// Size and weight.
    pub style: LabelLook,
    /// The look of the shape below the label, which its colour has to contrast with; `None` on the
    /// page.
    pub ground: Option<DiagramLook>,
    /// Whether a patch in the colour of the ground hides the lines below the label.
    pub has_patch: bool,
}

/// How the lines of a label are aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelAlign {
    /// At the start of the line.
    Start,
    /// Centred.
    #[default]
    Centre,
    /// At the end of the line.
    End,
}

/// Size and weight of a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelLook {
    /// The size relative to the text of the diagram, at most 1.5. `layout` never sets a label
    /// smaller than the minimum of the theme, so sizes below 1 limit how far a diagram can shrink.
    pub size: f32,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it has the colour of secondary text.
    pub is_muted: bool,
}

impl Default for LabelLook {
    fn default() -> Self {
        Self { size: 1.0, is_bold: false, is_muted: false }
    }
}

impl LabelLook {
    /// The style of words beside lines.
    pub const BESIDE_LINE: Self = Self { size: 0.85, is_bold: false, is_muted: false };
    /// The style of headings.
    pub const HEADING: Self = Self { size: 1.0, is_bold: true, is_muted: false };
}

/// Measures labels. `layout` implements it with the fonts of the deck.
pub trait MeasureLabel {
    /// Returns the size of a label whose lines are at most `max_width` wide, in em of the diagram.
    /// A single word may be wider.
    fn measure_label(&mut self, text: &LabelText, max_width: f32, style: LabelLook) -> Size;
}

/// How much room a diagram has. `layout` tries several and takes the first that fits.
#[derive(Clone, Copy, Debug)]
pub struct ArrangeOptions<'l> {
    /// The width of the longest lines of labels.
    pub max_label_width: f32,
    /// Factor for the distances between shapes, 0.6 to 1.
    pub gaps: f32,
    /// Width divided by height of the room, a hint for diagrams without a fixed direction.
    pub aspect_ratio: f32,
    /// The room, in em of the largest text that a diagram has.
    pub room: Size,
    /// The course of a graph.
    pub course: GraphCourse,
    /// The language of the slide.
    pub lang: &'l str,
}

/// The course of a graph of boxes and arrows on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GraphCourse {
    /// In the direction that the author gives.
    #[default]
    AsWritten,
    /// In that direction, in several rows.
    Folded,
    /// Across that direction.
    Turned,
}
