//! The parts of a line: keywords, words, lists, quoted texts.

use std::ops::Range;

use super::issue::{DiagramIssue, DiagramIssueKind};
use super::label::LabelText;
use super::source::{DiagramSource, SourceLine};

/// After that many errors, the rest of a diagram is not read.
const MAX_ERRORS: usize = 20;

impl<'t> SourceLine<'t> {
    /// Returns the part in a range of bytes of the line, without the white space around it.
    pub(super) fn slice(self, range: Range<usize>) -> Self {
        self.part(self.text[range].trim())
    }

    /// Returns the part from a byte of the line to its end, without the white space around it.
    pub(super) fn slice_from(self, start: usize) -> Self {
        self.slice(start..self.text.len())
    }

    /// Returns the parts before and after the first `separator`.
    pub(super) fn split_once(self, separator: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(separator)?;
        Some((self.part(before.trim()), self.part(after.trim())))
    }

    /// Returns the parts between separators.
    pub(super) fn split(self, separator: char) -> impl Iterator<Item = Self> {
        self.text.split(separator).map(move |part| self.part(part.trim()))
    }

    /// Returns what follows a keyword, whose case does not matter, if the line starts with it. A
    /// keyword ends with white space, a colon or the line.
    pub(super) fn after_keyword(self, keyword: &str) -> Option<Self> {
        let start = self.text.get(..keyword.len())?;
        let rest = &self.text[keyword.len()..];
        let is_whole = rest.chars().next().is_none_or(|next| next.is_whitespace() || next == ':');
        (start.eq_ignore_ascii_case(keyword) && is_whole).then(|| self.part(rest.trim()))
    }

    /// Returns what follows a keyword and a colon, which may be missing.
    pub(super) fn after_key(self, keyword: &str) -> Option<Self> {
        let rest = self.after_keyword(keyword)?;
        Some(rest.text.strip_prefix(':').map_or(rest, |value| self.part(value.trim())))
    }

    /// Returns the first word and what follows it.
    pub(super) fn first_word(self) -> (Self, Self) {
        let end = self.text.find(char::is_whitespace).unwrap_or(self.text.len());
        (self.slice(0..end), self.slice_from(end))
    }

    /// Returns whether there is no text.
    pub(super) fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// Returns the text as it is drawn.
    pub(super) fn label(self) -> LabelText {
        LabelText::parse(self.text)
    }

    /// Creates an error at the line.
    pub(super) fn syntax_error(
        self,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> DiagramIssue {
        DiagramIssue::new(DiagramIssueKind::Syntax, message, help, self.range())
    }

    /// Creates an error for a diagram that is too large at the line.
    pub(super) fn too_large(
        self,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> DiagramIssue {
        DiagramIssue::new(DiagramIssueKind::TooLarge, message, help, self.range())
    }

    /// Creates a warning: the line has no effect.
    pub(super) fn ignored(
        self,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> DiagramIssue {
        DiagramIssue::new(DiagramIssueKind::Ignored, message, help, self.range())
    }

    /// Returns the start of the text, so that a message about it stays short.
    pub(super) fn excerpt(self) -> String {
        const MAX_CHARS: usize = 40;
        match self.text.char_indices().nth(MAX_CHARS) {
            Some((end, _)) => format!("{}…", &self.text[..end]),
            None => self.text.to_owned(),
        }
    }
}

impl<'t> DiagramSource<'t> {
    /// Reads all lines after the first and reports their errors. Ends when the diagram is too large
    /// or has many errors.
    pub(super) fn read_body(
        &mut self,
        mut read: impl FnMut(SourceLine<'t>, &mut Vec<DiagramIssue>) -> Result<(), DiagramIssue>,
    ) {
        let mut errors = 0;
        for line in self.lines.iter().skip(1) {
            if let Err(issue) = read(*line, &mut self.issues) {
                let is_end = issue.kind == DiagramIssueKind::TooLarge;
                self.issues.push(issue);
                errors += 1;
                if is_end || errors >= MAX_ERRORS {
                    return;
                }
            }
        }
    }

    /// Returns what follows the kind of the diagram on its first line.
    pub(super) fn header_rest(&self) -> Option<SourceLine<'t>> {
        self.lines.first().map(|line| line.first_word().1)
    }

    /// Uses a title unless the front matter has one.
    pub(super) fn set_title(&mut self, title: SourceLine<'_>) {
        let words = title.label().to_single_line();
        if self.title.is_none() && !words.is_empty() {
            self.title = Some(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> SourceLine<'_> {
        SourceLine { text, start: 0, indent: 0 }
    }

    #[test]
    fn parts_know_their_places() {
        let text = "\"Dogs and cats\" : 3";
        let (name, value) = line(text).split_once(":").unwrap();
        assert_eq!(&text[name.range()], "\"Dogs and cats\"");
        assert_eq!(&text[value.range()], "3");
    }

    #[test]
    fn a_keyword_is_a_whole_word() {
        let title = line("Title of it").after_keyword("title");
        assert_eq!(title.map(|rest| rest.text), Some("of it"));
        assert_eq!(line("title: x").after_key("title").map(|rest| rest.text), Some("x"));
        assert_eq!(line("titles").after_keyword("title"), None);
        assert_eq!(line("é").after_keyword("x"), None);
    }
}
