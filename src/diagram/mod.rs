//! Diagrams: from Mermaid's text to shapes, lines and labels at their places, and to words. Knows
//! neither slides nor PDF.
//!
//! The text is read by kind of diagram ([`parse_diagram`]). A diagram is arranged in em of its own
//! text ([`Diagram::arrange`]), so `layout` can draw it at any size, in the fonts and colours of
//! the deck. Every kind has a folder with `parse.rs`, `arrange.rs` and `describe.rs`.

mod colour;
mod describe;
mod drawing;
mod flowchart;
mod gantt;
mod issue;
mod kind;
mod label;
mod line_parts;
mod marks;
mod pie;
mod quadrant;
mod sequence;
mod source;
mod timeline;

pub use drawing::{
    ArrangeOptions, ColourRole, DiagramColour, DiagramLabel, DiagramLine, DiagramLook, DiagramMark,
    DiagramShape, Drawing, EdgeEnd, LabelAlign, LabelLook, LineCourse, MeasureLabel, ShapeKind,
    StrokeStyle,
};
pub use flowchart::{FlowEdge, FlowNode, Flowchart};
pub use gantt::GanttDiagram;
pub use issue::{DiagramIssue, DiagramIssueKind};
pub use kind::{Diagram, DiagramReading, diagram_kinds, parse_diagram};
pub use label::{LabelEmphasis, LabelText};
pub use pie::PieDiagram;
pub use quadrant::QuadrantDiagram;
pub use sequence::SequenceDiagram;
pub use timeline::TimelineDiagram;
