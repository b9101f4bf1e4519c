//! Large numbers with labels.

use super::text::Text;
use crate::icon::Icon;
use crate::source::Span;

/// A number and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Stat {
    /// The number.
    pub value: Text,
    /// The label.
    pub label: Option<Text>,
    /// How the number changed, such as `+12 %`.
    pub delta: Option<Text>,
    /// Whether a smaller number is the better one.
    pub is_less_better: bool,
    /// Earlier numbers and this one, drawn as a small line.
    pub trend: Vec<f32>,
    /// An icon above the number.
    pub icon: Option<Icon>,
    /// The span in the outline.
    pub span: Span,
}

impl Stat {
    /// Creates a stat without a change and a trend.
    pub(crate) fn new(value: Text, label: Option<Text>, span: Span) -> Self {
        Self {
            value,
            label,
            delta: None,
            is_less_better: false,
            trend: Vec::new(),
            icon: None,
            span,
        }
    }

    /// Returns its texts in order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.value).chain(&self.label).chain(&self.delta)
    }

    /// Returns the direction in which the number changed, by the sign of the change.
    pub fn change(&self) -> Option<StatChange> {
        match self.delta.as_ref()?.content.trim_start().chars().next()? {
            '+' => Some(StatChange::Up),
            '-' | '−' | '–' => Some(StatChange::Down),
            _ => None,
        }
    }
}

impl Stat {
    /// Whether the number changed for the worse.
    pub fn is_worse(&self) -> bool {
        let worse = if self.is_less_better { StatChange::Up } else { StatChange::Down };
        self.change() == Some(worse)
    }
}

/// The direction of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatChange {
    /// The number is larger than before.
    Up,
    /// The number is smaller than before.
    Down,
}
