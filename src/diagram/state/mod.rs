//! State diagrams: states joined by transitions. They are flowcharts whose boxes are states.
//!
//! Facts about the syntax are from the documentation of Mermaid ("State diagrams").

mod parse;

pub(super) use parse::add_note;
pub(crate) use parse::parse_state_diagram;
