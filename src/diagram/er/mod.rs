//! Entity-relationship diagrams: entities with attributes, joined by relations with cardinalities.
//! They are flowcharts whose boxes have compartments.
//!
//! Facts about the syntax are from the documentation of Mermaid ("Entity Relationship Diagrams").

mod describe;
mod parse;
mod relations;

pub(crate) use describe::describe_entities;
pub(crate) use parse::parse_er_diagram;
