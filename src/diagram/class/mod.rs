//! Class diagrams: boxes with members, joined by relations. They are flowcharts whose boxes have
//! compartments.
//!
//! Facts about the syntax are from the documentation of Mermaid ("Class diagrams").

mod describe;
mod members;
mod parse;
mod relations;

pub(crate) use describe::describe_classes;
pub(crate) use parse::parse_class_diagram;
