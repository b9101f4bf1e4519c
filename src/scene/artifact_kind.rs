//! What an item that is not part of the content is.

/// The kinds of artifacts (ISO 32000-1, table 330).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArtifactKind {
    /// A rule, box, mark or other element of the design.
    #[default]
    Layout,
    /// The background of a page.
    Background,
    /// The running header.
    Header,
    /// The running footer.
    Footer,
    /// The page number.
    PageNumber,
    /// The number of a line of code. It is drawn as outlines, so that it is not copied.
    LineNumber,
    /// The ground of code or of a mark in a line of text.
    Highlight,
    /// A rule below a link.
    Underline,
    /// A rule through a text.
    StrikeThrough,
}

impl ArtifactKind {
    /// Whether it is a part of the formatting of a text.
    pub fn is_text_decoration(self) -> bool {
        matches!(self, Self::Highlight | Self::Underline | Self::StrikeThrough)
    }
}
