//! Sequence diagrams: who sends what to whom, in the order of time.

mod arrange;
mod arrow;
mod columns;
mod describe;
mod events;
mod frames;
mod heads;
mod model;
mod parse;
mod participants;
mod pieces;

pub(super) use arrange::arrange_sequence;
pub(super) use describe::describe_sequence;
pub use model::SequenceDiagram;
pub(super) use parse::parse_sequence;
