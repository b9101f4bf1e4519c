//! Speaker notes as paragraphs, for formats in which they are edited.

use super::ListNumbering;

/// A paragraph of speaker notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteParagraph {
    /// The number of lists around it.
    pub level: usize,
    /// What is before it.
    pub mark: Option<NoteMark>,
    /// Its text in pieces of one formatting. A line feed is a line break.
    pub runs: Vec<NoteRun>,
}

/// What is before an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteMark {
    /// A bullet.
    Bullet,
    /// A box; whether it is ticked.
    Box(bool),
    /// A number of a list with this numbering: the first of the items that follow each other.
    Number(ListNumbering, u32),
}

/// A piece of a paragraph with one formatting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteRun {
    /// The words.
    pub text: String,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is italic.
    pub is_italic: bool,
    /// Whether a line goes through it.
    pub is_struck: bool,
    /// Whether it is code.
    pub is_code: bool,
    /// Whether it is above (1) or below (-1) the baseline.
    pub rise: i8,
    /// Where a click leads.
    pub link: Option<NoteLink>,
}

/// The target of a link in notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteLink {
    /// A URI.
    Uri(String),
    /// The slide with this id.
    Slide(String),
}
