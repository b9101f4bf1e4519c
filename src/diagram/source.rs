//! The lines of a diagram, without front matter, directives, comments and accessibility texts.
//!
//! Facts about the syntax are from the documentation of Mermaid (mermaid.js.org, "Diagram Syntax"
//! and "Accessibility Options").

use super::issue::{DiagramIssue, DiagramIssueKind};

/// The text of a diagram, divided into lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct DiagramSource<'t> {
    /// The whole text.
    text: &'t str,
    /// The lines that are not blank, the first of which names the kind of diagram.
    pub lines: Vec<SourceLine<'t>>,
    /// The title of the front matter.
    pub title: Option<String>,
    /// The alternative text that `accTitle` and `accDescr` give.
    pub description: Option<String>,
    /// Settings that have no effect.
    pub issues: Vec<DiagramIssue>,
}

/// A line of a diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SourceLine<'t> {
    /// The characters without white space at both ends.
    pub text: &'t str,
    /// Where they start: a byte of the whole text.
    pub start: usize,
    /// The width of the white space before them; a tab counts as four spaces.
    pub indent: usize,
}

impl<'t> SourceLine<'t> {
    /// Returns the bytes of the whole text that the line takes.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Returns the bytes of the whole text that `part` takes, which is a slice of the line.
    pub(crate) fn range_of(&self, part: &str) -> std::ops::Range<usize> {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let start = self.start + offset.min(self.text.len());
        start..start + part.len()
    }

    /// Returns the part that is a slice of the line, as a line of its own.
    pub(crate) fn part(&self, part: &'t str) -> Self {
        Self { text: part, start: self.range_of(part).start, indent: self.indent }
    }
}

impl<'t> DiagramSource<'t> {
    /// Divides the text of a diagram into lines.
    pub(crate) fn read(text: &'t str) -> Self {
        let mut source = Self { text, ..Self::default() };
        let mut lines = split_lines(text).peekable();
        let mut acc_title = None;
        if lines.peek().is_some_and(|line| line.text == "---") {
            lines.next();
            for line in lines.by_ref().take_while(|line| line.text != "---") {
                source.read_front_matter(line);
            }
        }
        while let Some(line) = lines.next() {
            if line.text.starts_with("%%{") {
                let mut end = line;
                while !end.text.contains("}%%") {
                    let Some(next) = lines.next() else { break };
                    end = next;
                }
                source.ignore(
                    "this directive",
                    line,
                    "the colours and fonts are those of the theme",
                );
            } else if line.text.starts_with("%%") {
                // A comment.
            } else if let Some(words) = strip_key(line.text, "accTitle") {
                acc_title = Some(words.to_owned());
            } else if let Some(words) = strip_key(line.text, "accDescr") {
                source.description = Some(words.to_owned());
            } else if let Some(rest) = line
                .text
                .strip_prefix("accDescr")
                .and_then(|rest| rest.trim_start().strip_prefix('{'))
            {
                let mut words = vec![rest.trim_end_matches('}').trim()];
                let mut is_open = !rest.contains('}');
                while is_open {
                    let Some(next) = lines.next() else { break };
                    is_open = !next.text.contains('}');
                    words.push(next.text.trim_end_matches('}').trim());
                }
                source.description = Some(words.join(" ").trim().to_owned());
            } else if !line.text.is_empty() {
                source.lines.push(line);
            }
        }
        // Texts for those who cannot see the diagram are no caption.
        source.description = match (acc_title, source.description) {
            (Some(title), Some(words)) => Some(format!("{}. {words}", title.trim_end_matches('.'))),
            (title, words) => title.or(words),
        };
        source
    }

    fn read_front_matter(&mut self, line: SourceLine) {
        if let Some(title) = strip_key(line.text, "title") {
            self.title = Some(title.trim_matches(['"', '\'']).to_owned());
        } else if line.indent == 0 && !line.text.is_empty() && !line.text.starts_with('#') {
            let name = line.text.split(':').next().unwrap_or_default();
            let what = format!("`{name}` above a diagram");
            self.ignore(&what, line, "the colours and fonts are those of the theme");
        }
    }

    /// Returns the statements of the diagram: lines, or parts of lines between `;`.
    pub(crate) fn take_statements(&mut self) -> Vec<SourceLine<'t>> {
        self.take_parts(BracketText::Plain)
    }

    /// Returns the statements of a diagram in which a `;` between brackets or `|` is a character.
    pub(crate) fn take_bracketed_statements(&mut self) -> Vec<SourceLine<'t>> {
        self.take_parts(BracketText::Kept)
    }

    fn take_parts(&mut self, brackets: BracketText) -> Vec<SourceLine<'t>> {
        let mut statements = Vec::new();
        for whole in self.take_whole_lines() {
            let parts = split_statements(whole.text, brackets).into_iter();
            let parts = parts.map(|part| whole.part(part));
            statements.extend(parts.filter(|part| !part.text.is_empty()));
        }
        statements
    }

    /// Returns the lines of the diagram. A text in quotes may continue on further lines. Braces
    /// after `@` may, too.
    pub(crate) fn take_whole_lines(&mut self) -> Vec<SourceLine<'t>> {
        let mut whole_lines = Vec::new();
        let mut lines = std::mem::take(&mut self.lines).into_iter();
        while let Some(first) = lines.next() {
            let mut end = first.start + first.text.len();
            if let Some(count) = count_quoted_lines(first.text, lines.as_slice()) {
                let last = lines.by_ref().take(count).last();
                end = last.map_or(end, |last| last.start + last.text.len());
            }
            while is_open(&self.text[first.start..end]) {
                let Some(next) = lines.next() else { break };
                end = next.start + next.text.len();
            }
            whole_lines.push(SourceLine { text: &self.text[first.start..end], ..first });
        }
        whole_lines
    }

    /// Returns the bytes of the whole text that `part` takes, which is a slice of it.
    pub(crate) fn range_of(&self, part: &str) -> std::ops::Range<usize> {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let start = offset.min(self.text.len());
        start..(start + part.len()).min(self.text.len())
    }

    /// Reports an error in a line.
    pub(crate) fn report(
        &mut self,
        line: SourceLine,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let issue = DiagramIssue::new(DiagramIssueKind::Syntax, message, help, line.range());
        self.issues.push(issue);
    }

    /// Reports that there is nothing to draw.
    pub(crate) fn report_empty(&mut self, help: &str) {
        let message = "there is nothing to draw in this diagram";
        self.issues.push(DiagramIssue::new(DiagramIssueKind::Syntax, message, help, 0..0));
    }

    /// Whether there are errors.
    pub(crate) fn has_errors(&self) -> bool {
        self.issues.iter().any(|issue| !issue.is_warning())
    }

    /// Whether there are so many errors that more would not help.
    pub(crate) fn has_many_errors(&self) -> bool {
        self.issues.len() >= MAX_ISSUES
    }

    /// Reports that something has no effect.
    pub(crate) fn ignore(&mut self, what: &str, line: SourceLine, reason: &str) {
        self.issues.push(DiagramIssue::new(
            DiagramIssueKind::Ignored,
            format!("{what} has no effect"),
            format!("remove it: {reason}"),
            line.range(),
        ));
    }
}

/// After that many issues, the rest of a diagram is not read.
const MAX_ISSUES: usize = 20;

/// Whether a text in quotes, or in braces after `@`, continues on the next line.
fn is_open(text: &str) -> bool {
    if text.len() > 2_000 {
        return false;
    }
    let has_open_quote = text.matches('"').count() % 2 == 1 && text.contains("\"`");
    let has_open_brace = text.rfind("@{").is_some_and(|at| !text[at..].contains('}'));
    has_open_quote || has_open_brace
}

/// A text in quotes continues on at most this many further lines.
const MAX_QUOTED_LINES: usize = 10;

/// Returns on how many further lines the words of a box or arrow in quotes continue, if the quote
/// is closed there, before a bracket.
fn count_quoted_lines(first: &str, further: &[SourceLine]) -> Option<usize> {
    let (before, words) = first.rsplit_once('"')?;
    let is_open = before.matches('"').count().is_multiple_of(2)
        && before.trim_end().ends_with(['[', '(', '{', '|', '>', '/', '\\'])
        && !words.starts_with('`');
    let further = further.iter().take(MAX_QUOTED_LINES);
    let closing = further.enumerate().filter(|_| is_open).find_map(|(index, line)| {
        let (_, after) = line.text.split_once('"')?;
        Some((index + 1, after.trim_start()))
    });
    closing
        .filter(|(_, after)| after.starts_with([']', ')', '}', '|', '/', '\\']))
        .map(|(count, _)| count)
}

/// Whether a `;` between brackets or `|` is a character of the text there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BracketText {
    Plain,
    Kept,
}

/// Splits a line at `;` that is not in quotes or part of an entity such as `#35;`.
fn split_statements(text: &str, brackets: BracketText) -> Vec<&str> {
    let (mut parts, mut start, mut is_quoted, mut entity) = (Vec::new(), 0, false, None);
    let (mut depth, mut is_piped) = (0_usize, false);
    let keeps = brackets == BracketText::Kept;
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => is_quoted = !is_quoted,
            '[' | '(' | '{' if !is_quoted => depth += 1,
            ']' | ')' | '}' if !is_quoted => depth = depth.saturating_sub(1),
            '|' if !is_quoted => is_piped = !is_piped,
            '#' | '&' => entity = Some(at),
            ';' if !is_quoted && keeps && (depth > 0 || is_piped) => entity = None,
            ';' if !is_quoted => {
                let name = entity.map_or("", |from: usize| &text[from + 1..at]);
                let is_entity = !name.is_empty() && name.chars().all(char::is_alphanumeric);
                let is_colour = name.len() >= 3
                    && name.chars().all(|c| c.is_ascii_hexdigit())
                    && text[..at].contains(':');
                if !is_entity || is_colour {
                    parts.push(text[start..at].trim());
                    start = at + 1;
                }
                entity = None;
            }
            sign if !sign.is_alphanumeric() => entity = None,
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// Returns the value after `key:`.
pub(crate) fn strip_key<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    line.strip_prefix(key)?.trim_start().strip_prefix(':').map(str::trim)
}

/// Returns the lines of a text, including blank ones.
fn split_lines(text: &str) -> impl Iterator<Item = SourceLine<'_>> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let blank = line.len() - line.trim_start().len();
        let indent = line[..blank].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let found = SourceLine { text: line.trim(), start: start + blank, indent };
        start += line.len() + 1;
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_brackets_or_quotes_are_not_divided() {
        let text = "flowchart LR; A[a; b] -->|c; d| B; C[\"one\n  two\"] --> D\nE[\"open\nF";
        let statements = DiagramSource::read(text).take_bracketed_statements();
        let statements: Vec<&str> = statements.iter().map(|line| line.text).collect();
        let expected =
            ["flowchart LR", "A[a; b] -->|c; d| B", "C[\"one\n  two\"] --> D", "E[\"open", "F"];
        assert_eq!(statements, expected);
    }

    #[test]
    fn only_lines_of_the_diagram_are_left() {
        let lines = [
            "---",
            "title: \"Way\"",
            "config:",
            "  theme: dark",
            "---",
            "%%{init: {",
            "}}%%",
            "flowchart LR",
            "%% no",
            "  accTitle: Other",
            "  accDescr { two",
            " lines }",
            "",
            "  a --> b",
        ];
        let text = &lines.join("\n");
        let source = DiagramSource::read(text);
        let lines: Vec<&str> = source.lines.iter().map(|line| line.text).collect();
        assert_eq!(lines, ["flowchart LR", "a --> b"]);
        assert_eq!(&text[source.lines[1].range()], "a --> b");
        assert_eq!(source.title.as_deref(), Some("Way"));
        assert_eq!(source.description.as_deref(), Some("Other. two lines"));
        assert_eq!(source.issues.len(), 2);
    }
}
