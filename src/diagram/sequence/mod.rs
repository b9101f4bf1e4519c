//! Sequence diagrams: who sends what to whom, in the order of time.

mod arrow;
mod model;
mod parse;
mod participants;

pub use model::SequenceDiagram;
pub(super) use parse::parse_sequence;
