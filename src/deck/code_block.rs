//! Program code on a slide.

use super::text::Text;
use crate::code::{CodeLanguage, CodeToken};

/// A listing of program code.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeBlock {
    /// The language that it is highlighted in.
    pub language: Option<CodeLanguage>,
    /// The lines that are shown.
    pub lines: Vec<CodeLine>,
    /// Whether line numbers are shown.
    pub has_numbers: bool,
    /// Whether it shows a change: added and removed lines.
    pub is_diff: bool,
    /// The text of the bar above the code: the name of a file.
    pub title: Option<Text>,
    /// The caption below the code.
    pub caption: Option<Text>,
    /// The number of groups of lines that are revealed one after the other; 0 if all lines appear
    /// at once.
    pub group_count: u16,
}

/// A line of code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeLine {
    /// The characters as in the source, without the line break.
    pub text: String,
    /// The tokens of the text.
    pub tokens: Vec<CodeToken>,
    /// The line number.
    pub number: u32,
    /// Whether the line is highlighted.
    pub is_highlighted: bool,
    /// The group that it is revealed with; `None` if it is there from the start.
    pub group: Option<u16>,
    /// What happened to the line, in a diff.
    pub change: LineChange,
}

/// What a diff says about a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineChange {
    /// The line did not change.
    #[default]
    Unchanged,
    /// The line was added.
    Added,
    /// The line was removed.
    Removed,
    /// The line describes the change: a file name, a position.
    Header,
}

impl CodeBlock {
    /// Reveals the lines in groups: those between blank lines together.
    pub(super) fn group_paragraphs(&mut self) {
        self.group_count = 0;
        let mut is_inside = false;
        for line in &mut self.lines {
            let is_blank = line.text.trim().is_empty();
            if !is_blank && !is_inside {
                self.group_count += 1;
            }
            is_inside = !is_blank;
            line.group = self.group_count.checked_sub(1);
        }
    }

    /// Finds out which lines of a diff were added and removed. Returns whether there are any.
    pub(super) fn mark_changes(&mut self) -> bool {
        let texts: Vec<String> = self.lines.iter().map(|line| line.text.clone()).collect();
        for (index, line) in self.lines.iter_mut().enumerate() {
            let next = texts.get(index + 1).map_or("", String::as_str);
            let above = index.checked_sub(1).map_or("", |above| texts[above].as_str());
            line.change = LineChange::of_line(above, &line.text, next);
        }
        self.lines.iter().any(|line| line.change != LineChange::Unchanged)
    }
}

impl LineChange {
    /// Returns what a line of a unified diff says, given the lines above and below it.
    fn of_line(above: &str, line: &str, below: &str) -> Self {
        let is_file = (line.starts_with("--- ") && below.starts_with("+++ "))
            || (line.starts_with("+++ ") && above.starts_with("--- "));
        let headers = ["@@", "diff ", "index ", "\\ No newline"];
        if is_file || headers.iter().any(|start| line.starts_with(start)) {
            Self::Header
        } else if line.starts_with('+') {
            Self::Added
        } else if line.starts_with('-') {
            Self::Removed
        } else {
            Self::Unchanged
        }
    }
}
