//! The formatter: two spaces per level, keys in snake_case, quotes only where they are needed.
//!
//! It moves lines and replaces words but never rewrites the rest, so comments, blank lines and the
//! author's text stay. The result is parsed, and a change that would alter the meaning is not made.

use std::collections::BTreeMap;
use std::ops::Range;

use super::node::{Node, NodeKind, Scalar, ScalarStyle, to_snake_case};
use super::parse::parse;
use super::quantity;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Span};

/// Formats an outline. Whatever cannot be formatted without changing the meaning stays as it is.
///
/// # Errors
///
/// Returns the diagnostics of a text that is not valid YAML.
pub fn format_source(source: &Source, id: SourceId) -> Result<String, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::default();
    let Some(tree) = parse(source, id, &mut diagnostics).filter(|_| !diagnostics.has_errors())
    else {
        return Err(diagnostics.into_sorted());
    };
    let count = diagnostics.into_sorted().len();
    let keeps_meaning = |text: &str| {
        let mut diagnostics = Diagnostics::default();
        let formatted = Source::new(&source.name, text.to_owned());
        parse(&formatted, id, &mut diagnostics)
            .is_some_and(|formatted| has_same_meaning(&formatted, &tree))
            && !diagnostics.has_errors()
            && diagnostics.into_sorted().len() <= count
    };
    // Try the most changes first, then fewer.
    for (words, indents) in [(true, true), (true, false), (false, true), (false, false)] {
        let text = FormatPlan::new(source, &tree, Changes { words, indents }).write();
        if keeps_meaning(&text) {
            return Ok(text);
        }
    }
    Ok(source.text.clone())
}

/// Returns whether two trees mean the same: keys in any spelling, text in any quotes.
pub(super) fn has_same_meaning(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Scalar(a), NodeKind::Scalar(b)) => a.value == b.value,
        (NodeKind::Sequence(a), NodeKind::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| has_same_meaning(a, b))
        }
        (NodeKind::Mapping(a), NodeKind::Mapping(b)) => {
            let same = |((a, x), (b, y)): (&(_, Node), &(_, Node))| {
                let (a, b): (&super::Key, &super::Key) = (a, b);
                to_snake_case(&a.name) == to_snake_case(&b.name) && has_same_meaning(x, y)
            };
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        (a, b) => a == b,
    }
}

/// What may be changed.
#[derive(Clone, Copy)]
struct Changes {
    words: bool,
    indents: bool,
}

/// Whether the keys of a mapping are those of the format or the start of the author's sentences.
#[derive(Clone, Copy, PartialEq)]
enum KeyKind {
    Format,
    Sentence,
}

/// The planned changes. Lines count from 0.
struct FormatPlan<'a> {
    source: &'a Source,
    changes: Changes,
    /// The column where the first word of a line should be.
    columns: BTreeMap<usize, usize>,
    /// Ranges of lines inside a text, which stay as they are.
    text_lines: Vec<Range<usize>>,
    /// Words to replace.
    replacements: Vec<(Span, String)>,
}

fn indent_width(source: &Source, line: usize) -> usize {
    let line = source.line_text(line + 1);
    line.len() - line.trim_start_matches(' ').len()
}

impl<'a> FormatPlan<'a> {
    fn new(source: &'a Source, tree: &Node, changes: Changes) -> Self {
        let mut plan = Self {
            source,
            changes,
            columns: BTreeMap::new(),
            text_lines: Vec::new(),
            replacements: Vec::new(),
        };
        plan.plan_node(tree, 0, KeyKind::Format);
        if !changes.words {
            plan.replacements.clear();
        }
        plan.replacements.sort_by_key(|(span, _)| *span);
        plan
    }

    fn write(&self) -> String {
        let mut text = String::with_capacity(self.source.text.len());
        let mut shift = 0;
        let mut is_after_blank = true;
        for line in 0..self.source.line_count() {
            let written = self.source.line_text(line + 1);
            let is_in_text = self.text_lines.iter().any(|lines| lines.contains(&line));
            let is_blank = written.trim().is_empty();
            if !is_blank || is_in_text {
                self.write_line(line, is_in_text, &mut shift, &mut text);
            } else if !is_after_blank {
                text.push('\n');
            }
            is_after_blank = is_blank && !is_in_text;
        }
        // Blank lines at the end of a text after `|+` are part of it; comparing the trees detects
        // that.
        text.truncate(text.trim_end_matches('\n').len());
        text.push('\n');
        text
    }

    /// Writes a line. `shift` is how far the last line with a planned column was moved.
    fn write_line(&self, line: usize, is_in_text: bool, shift: &mut isize, text: &mut String) {
        let written = self.source.line_text(line + 1);
        let content = written.trim_start_matches([' ', '\t', '\u{feff}']);
        let column = written.chars().count() - content.chars().count();
        let planned = self.columns.get(&line).copied();
        if let Some(planned) = planned {
            *shift = planned as isize - column as isize;
        }
        // A comment is aligned with the line that follows it.
        let aligned = match self.columns.range(line..).next() {
            Some((&next, &planned))
                if content.starts_with('#')
                    && !is_in_text
                    && indent_width(self.source, next) == column =>
            {
                Some(planned)
            }
            _ => None,
        };
        let indent = match planned.or(aligned) {
            _ if !self.changes.indents => column,
            Some(column) => column,
            None => (column as isize + *shift).max(0) as usize,
        };
        if !written.trim().is_empty() {
            text.push_str(&" ".repeat(indent));
            let body = self.format_line_body(line, written.len() - content.len(), is_in_text);
            text.push_str(if is_in_text { &body } else { body.trim_end() });
        }
        text.push('\n');
    }

    fn line_index(&self, offset: u32) -> usize {
        self.source.position(offset as usize).line - 1
    }

    /// Returns whether only spaces precede the byte on its line.
    fn is_first_on_line(&self, offset: u32) -> bool {
        let start = self.source.line_start(self.line_index(offset) + 1);
        self.source.text[start..offset as usize].trim_matches(['\u{feff}', ' ', '\t']).is_empty()
    }

    /// Plans a value whose list items or keys belong at `column`. Under `bullets` a key is the
    /// start of a sentence and stays.
    fn plan_node(&mut self, node: &Node, column: usize, keys: KeyKind) {
        let is_flow = self.source.text[node.span.range()].starts_with(['[', '{']);
        match &node.kind {
            NodeKind::Scalar(scalar) => self.plan_scalar(scalar, node.span),
            _ if is_flow => {}
            NodeKind::Mapping(entries) => {
                for (key, value) in entries {
                    if self.is_first_on_line(key.span.start) {
                        self.columns.insert(self.line_index(key.span.start), column);
                    }
                    let name = to_snake_case(&key.name);
                    let plain = self.source.text[key.span.range()] == key.name;
                    let is_ours = key
                        .name
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
                    let is_private = name.starts_with("x_");
                    let is_format_key = is_ours && keys == KeyKind::Format && !is_private;
                    if plain && is_format_key && name != key.name {
                        self.replacements.push((key.span, name.clone()));
                    }
                    // The author's own keys stay as they are.
                    if !is_private {
                        let is_list = matches!(name.as_str(), "bullets" | "numbered" | "checklist");
                        let keys = if is_list { KeyKind::Sentence } else { keys };
                        self.plan_node(value, column + 2, keys);
                    }
                }
            }
            NodeKind::Sequence(items) => {
                for item in items {
                    let line = self.line_index(item.span.start);
                    let dashed =
                        |line: usize| self.source.line_text(line + 1).trim_start().starts_with('-');
                    // The dash may be on a line of its own above.
                    if let Some(line) = (0..=line).rev().find(|&line| dashed(line))
                        && self.columns.get(&line).is_none_or(|&known| known > column)
                    {
                        self.columns.insert(line, column);
                    }
                    self.plan_node(item, column + 2, keys);
                }
            }
            NodeKind::Null | NodeKind::Unreadable => {}
        }
    }

    fn plan_scalar(&mut self, scalar: &Scalar, span: Span) {
        let first = self.line_index(span.start);
        let last = self.line_index(span.end.max(span.start + 1) - 1);
        if scalar.is_block() {
            // The span of a block may start with its text or with the `|` above.
            let bar = self.source.text[span.range()].starts_with(['|', '>']);
            self.text_lines.push(first + usize::from(bar)..last + 1);
        } else if last > first {
            self.text_lines.push(first + 1..last + 1);
        } else if scalar.style == ScalarStyle::Quoted && self.can_drop_quotes(&scalar.value, span) {
            self.replacements.push((span, scalar.value.clone()));
        }
    }

    /// Returns whether a quoted text means the same without quotes.
    fn can_drop_quotes(&self, value: &str, span: Span) -> bool {
        let rest = &self.source.text[span.end as usize..];
        let alone = rest.trim_start_matches([' ', '\t', '\r']).is_empty()
            || rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let harmless = |c: char| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '(' | ')' | ';' | '/' | '?' | '!')
        };
        let is_word = matches!(
            value.to_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n" | "none"
        );
        alone
            && value.starts_with(char::is_alphabetic)
            && !value.ends_with(' ')
            && value.chars().all(harmless)
            && !is_word
            && quantity::parse_number(value).is_none()
    }

    /// Returns a line from its byte `from` on, with words replaced and one space after each dash at
    /// its start.
    fn format_line_body(&self, line: usize, from: usize, is_in_text: bool) -> String {
        let start = self.source.line_start(line + 1);
        let end = start + self.source.line_text(line + 1).len();
        let mut at = start + from;
        let mut body = String::new();
        for (span, word) in &self.replacements {
            let range = span.range();
            if at <= range.start && range.end <= end {
                body.push_str(&self.source.text[at..range.start]);
                body.push_str(word);
                at = range.end;
            }
        }
        body.push_str(&self.source.text[at..end]);
        let has_dash = self.changes.indents && !is_in_text && self.columns.contains_key(&line);
        let mut done = 0;
        while has_dash && body[done..].starts_with("- ") {
            let rest = body[done + 1..].trim_start_matches(' ').to_owned();
            if rest.is_empty() || rest.starts_with('#') {
                break;
            }
            body.replace_range(done + 1.., &format!(" {rest}"));
            done += 2;
        }
        body
    }
}
