//! The formatter: two spaces per level, keys in snake_case, quotes only where they are needed.
//!
//! It moves lines and replaces words but never rewrites the rest, so comments, blank lines and the
//! author's text stay. The result is parsed, and a change that would alter the meaning is not made.

use std::collections::BTreeMap;

use super::node::{Node, NodeKind, ScalarStyle, to_snake_case};
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
    let found = diagnostics.into_sorted().len();
    let same = |text: &str| {
        let mut again = Diagnostics::default();
        let read = parse(&Source::new(&source.name, text.to_owned()), id, &mut again);
        read.is_some_and(|read| is_same(&read, &tree))
            && !again.has_errors()
            && again.into_sorted().len() <= found
    };
    // Try the most changes first, then fewer.
    for (words, margins) in [(true, true), (true, false), (false, true), (false, false)] {
        let text = write_formatted(source, &tree, words, margins);
        if same(&text) {
            return Ok(text);
        }
    }
    Ok(source.text.clone())
}

/// Returns whether two trees mean the same: keys in any spelling, text in any quotes.
pub(super) fn is_same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Scalar(a), NodeKind::Scalar(b)) => a.value == b.value,
        (NodeKind::Sequence(a), NodeKind::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (NodeKind::Mapping(a), NodeKind::Mapping(b)) => {
            let same = |((a, x), (b, y)): (&(_, Node), &(_, Node))| {
                let (a, b): (&super::Key, &super::Key) = (a, b);
                to_snake_case(&a.name) == to_snake_case(&b.name) && is_same(x, y)
            };
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        (a, b) => a == b,
    }
}

/// The planned changes. Lines count from 0.
struct FormatPlan<'a> {
    source: &'a Source,
    /// The column where the first word of a line should be.
    columns: BTreeMap<usize, usize>,
    /// Ranges of lines inside a text, which stay as they are: first, and first after.
    text_lines: Vec<(usize, usize)>,
    /// Words to replace.
    replacements: Vec<(Span, String)>,
}

fn write_formatted(source: &Source, tree: &Node, words: bool, margins: bool) -> String {
    let mut plan = FormatPlan {
        source,
        columns: BTreeMap::new(),
        text_lines: Vec::new(),
        replacements: Vec::new(),
    };
    plan.node(tree, 0, false);
    if !words {
        plan.replacements.clear();
    }
    plan.replacements.sort_by_key(|(span, _)| *span);
    let mut text = String::with_capacity(source.text.len());
    let mut shift = 0;
    let mut blank = true;
    for line in 0..source.line_count() {
        let written = source.line_text(line + 1);
        let inside = plan.text_lines.iter().any(|&(from, up_to)| (from..up_to).contains(&line));
        if written.trim().is_empty() && !inside {
            blank = std::mem::replace(&mut blank, true);
            if !blank {
                text.push('\n');
            }
            blank = true;
            continue;
        }
        blank = false;
        let content = written.trim_start_matches([' ', '\t', '\u{feff}']);
        let column = written.chars().count() - content.chars().count();
        let wanted = match plan.columns.get(&line) {
            Some(&wanted) => {
                shift = wanted as isize - column as isize;
                wanted as isize
            }
            // A comment is aligned with the line that follows it.
            None if content.starts_with('#') && !inside => {
                match plan.columns.range(line..).next() {
                    Some((&next, &wanted)) if indent_width(source, next) == column => {
                        wanted as isize
                    }
                    _ => column as isize + shift,
                }
            }
            None => column as isize + shift,
        };
        let margin = if margins { wanted.max(0) as usize } else { column };
        let empty = written.trim().is_empty();
        if !empty {
            text.push_str(&" ".repeat(margin));
        }
        let body = plan.format_line_body(line, written.len() - content.len(), margins && !inside);
        text.push_str(if inside { if empty { "" } else { &body } } else { body.trim_end() });
        text.push('\n');
    }
    let end = text.trim_end_matches('\n').len();
    // Blank lines at the end of a text after `|+` are part of it; comparing the trees detects that.
    text.truncate(end);
    text.push('\n');
    text
}

fn indent_width(source: &Source, line: usize) -> usize {
    let line = source.line_text(line + 1);
    line.len() - line.trim_start_matches(' ').len()
}

impl FormatPlan<'_> {
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
    fn node(&mut self, node: &Node, column: usize, in_list: bool) {
        let is_flow = self.source.text[node.span.range()].starts_with(['[', '{']);
        match &node.kind {
            NodeKind::Scalar(scalar) => {
                let (first, last) = (
                    self.line_index(node.span.start),
                    self.line_index(node.span.end.max(node.span.start + 1) - 1),
                );
                if scalar.is_block() {
                    // The span of a block may start with its text or with the `|` above.
                    let bar = self.source.text[node.span.range()].starts_with(['|', '>']);
                    self.text_lines.push((first + usize::from(bar), last + 1));
                } else if last > first {
                    self.text_lines.push((first + 1, last + 1));
                } else if scalar.style == ScalarStyle::Quoted
                    && self.can_drop_quotes(&scalar.value, node.span)
                {
                    self.replacements.push((node.span, scalar.value.clone()));
                }
            }
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
                    if plain && is_ours && !in_list && name != key.name && !name.starts_with("x_") {
                        self.replacements.push((key.span, name.clone()));
                    }
                    // The author's own keys stay as they are.
                    if !name.starts_with("x_") {
                        let in_list = in_list
                            || matches!(name.as_str(), "bullets" | "numbered" | "checklist");
                        self.node(value, column + 2, in_list);
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
                    self.node(item, column + 2, in_list);
                }
            }
            NodeKind::Null | NodeKind::Unreadable => {}
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
    fn format_line_body(&self, line: usize, from: usize, dashes: bool) -> String {
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
        let mut done = 0;
        while dashes && body[done..].starts_with("- ") && self.columns.contains_key(&line) {
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
