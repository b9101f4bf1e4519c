//! Mind maps: a tree of ideas around a root.
//!
//! Facts about the syntax are from the documentation of Mermaid ("Mindmap").

mod arrange;
mod describe;
mod parse;

pub(crate) use arrange::arrange_mindmap;
pub(crate) use describe::describe_mindmap;
pub(crate) use parse::parse_mindmap;

use super::drawing::ShapeKind;
use super::label::LabelText;

/// A mind map: its ideas in the order of the text, the root first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mindmap {
    /// The ideas.
    pub ideas: Vec<Idea>,
}

/// An idea of a mind map.
#[derive(Clone, Debug, PartialEq)]
pub struct Idea {
    /// The words.
    pub label: LabelText,
    /// The outline, if the author gives one.
    pub shape: Option<ShapeKind>,
    /// The ideas that follow from it.
    pub children: Vec<usize>,
}
