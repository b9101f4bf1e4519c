//! Timelines: what happened in which period.

mod arrange;
mod columns;
mod describe;
mod parse;

pub(super) use arrange::arrange_timeline;
pub(super) use describe::describe_timeline;
pub(super) use parse::parse_timeline;

use super::label::LabelText;

/// A timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineDiagram {
    /// The names of its sections.
    sections: Vec<LabelText>,
    /// Its periods, in order.
    periods: Vec<TimelinePeriod>,
    /// Whether time goes from top to bottom.
    is_vertical: bool,
}

/// A period and what happened in it.
#[derive(Clone, Debug, PartialEq)]
struct TimelinePeriod {
    label: LabelText,
    events: Vec<LabelText>,
    /// The section that it belongs to.
    section: Option<usize>,
}
