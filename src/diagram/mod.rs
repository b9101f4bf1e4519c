//! Diagrams: from Mermaid's text to shapes, lines and labels at their places, and to words. Knows
//! neither slides nor PDF.
//!
//! The text is read by kind of diagram ([`parse_diagram`]). A diagram is arranged in em of its own
//! text ([`Diagram::arrange`]), so `layout` can draw it at any size, in the fonts and colours of
//! the deck. Every kind has a folder with `parse.rs`, `arrange.rs` and `describe.rs`.

mod class;
mod colour;
mod describe;
mod drawing;
mod er;
mod flowchart;
mod gantt;
mod graph;
mod graph_marks;
mod issue;
mod kind;
mod label;
mod line_parts;
mod marks;
mod markup;
mod mindmap;
mod pie;
mod quadrant;
mod sequence;
mod shares;
mod source;
mod spread;
mod state;
mod timeline;

pub use colour::parse_css_colour;
pub(crate) use describe::{is_english, join_words};
pub use drawing::{
    ArrangeOptions, ColourRole, DiagramColour, DiagramLabel, DiagramLine, DiagramLink, DiagramLook,
    DiagramMark, DiagramShape, Drawing, EdgeEnd, GraphCourse, LabelAlign, LabelLook, LineCourse,
    MeasureLabel, ShapeKind, StrokeStyle,
};
pub use flowchart::{Compartment, FlowEdge, FlowGroup, FlowNode, Flowchart, GraphKind};
pub use gantt::GanttDiagram;
pub use graph::{FlowDirection, NoteSide};
pub use issue::{DiagramIssue, DiagramIssueKind};
pub use kind::{Diagram, DiagramReading, diagram_kinds, parse_diagram};
pub use label::{LabelEmphasis, LabelText};
pub use mindmap::{Idea, Mindmap};
pub use pie::PieDiagram;
pub use quadrant::QuadrantDiagram;
pub use sequence::SequenceDiagram;
pub(crate) use shares::{PercentSign, share_decimals, unit_space};
pub(crate) use spread::spread_labels_within;
pub use timeline::TimelineDiagram;

#[cfg(test)]
mod tests;
