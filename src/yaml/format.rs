//! The formatter: two spaces per level, keys in snake_case, quotes only where they are needed.
//!
//! It moves lines and replaces words but never rewrites the rest, so comments, blank lines, line
//! ends and the author's text stay. A key is respelt only where the vocabulary has it: `Co-design:
//! with the town` is text. The result is parsed, and a change that would alter the meaning is not
//! made.

use std::collections::BTreeMap;
use std::ops::Range;

use super::node::{Key, Node, NodeKind, Scalar, ScalarStyle, to_snake_case};
use super::parse::parse;
use super::quantity;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Span};
use crate::vocabulary::{KeyGroup, ValueType};

/// Formats an outline or a theme, whose keys are those of `root`. Whatever cannot be formatted
/// without changing the meaning stays as it is.
///
/// # Errors
///
/// Returns the diagnostics of a text that is not valid YAML.
pub fn format_source(
    source: &Source,
    id: SourceId,
    root: &'static KeyGroup,
) -> Result<String, Vec<Diagnostic>> {
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
        let text = FormatPlan::new(source, &tree, root, Changes { words, indents }).write();
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
                let (a, b): (&Key, &Key) = (a, b);
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

/// The mark that Windows programs write at the start of a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

fn indent_width(source: &Source, line: usize) -> usize {
    let line = source.line_text(line + 1);
    line.len() - line.trim_start_matches(' ').len()
}

impl<'a> FormatPlan<'a> {
    fn new(source: &'a Source, tree: &Node, root: &'static KeyGroup, changes: Changes) -> Self {
        let mut plan = Self {
            source,
            changes,
            columns: BTreeMap::new(),
            text_lines: Vec::new(),
            replacements: Vec::new(),
        };
        plan.plan_node(tree, 0, &[ValueType::Keys(root)]);
        if !changes.words {
            plan.replacements.clear();
        }
        plan.replacements.sort_by_key(|(span, _)| *span);
        plan
    }

    fn write(&self) -> String {
        let mut text = String::with_capacity(self.source.text.len());
        if self.source.text.starts_with(BYTE_ORDER_MARK) {
            text.push(BYTE_ORDER_MARK);
        }
        let mut shift = 0;
        let mut is_after_blank = true;
        for line in 0..self.source.line_count() {
            let (written, _) = self.line_text(line);
            let is_in_text = self.text_lines.iter().any(|lines| lines.contains(&line));
            let is_blank = written.trim().is_empty();
            if !is_blank || is_in_text {
                self.write_line(line, is_in_text, &mut shift, &mut text);
            } else if !is_after_blank {
                text.push_str(self.line_end(line));
            }
            is_after_blank = is_blank && !is_in_text;
        }
        // Blank lines at the end of a text after `|+` are part of it; comparing the trees detects
        // that.
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
        text.push_str(self.line_end(0));
        text
    }

    /// Returns the line end of `line`, which stays: `\r\n` or `\n`.
    fn line_end(&self, line: usize) -> &'static str {
        let next = self.source.line_start(line + 2);
        if self.source.text[..next].ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    /// Returns the text of a line without a byte order mark, and the byte at which it starts.
    fn line_text(&self, line: usize) -> (&str, usize) {
        let start = self.source.line_start(line + 1);
        let text = self.source.line_text(line + 1);
        match text.strip_prefix(BYTE_ORDER_MARK).filter(|_| line == 0) {
            Some(rest) => (rest, start + BYTE_ORDER_MARK.len_utf8()),
            None => (text, start),
        }
    }

    /// Writes a line. `shift` is how far the last line with a planned column was moved.
    fn write_line(&self, line: usize, is_in_text: bool, shift: &mut isize, text: &mut String) {
        let (written, start) = self.line_text(line);
        let content = written.trim_start_matches([' ', '\t']);
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
            let range = start + written.len() - content.len()..start + written.len();
            let body = self.format_line_body(line, range, is_in_text);
            text.push_str(if is_in_text { &body } else { body.trim_end_matches([' ', '\t']) });
        }
        text.push_str(self.line_end(line));
    }

    fn line_index(&self, offset: u32) -> usize {
        self.source.position(offset as usize).line - 1
    }

    /// Returns whether only spaces precede the byte on its line.
    fn is_first_on_line(&self, offset: u32) -> bool {
        let start = self.source.line_start(self.line_index(offset) + 1);
        self.source.text[start..offset as usize].trim_matches(['\u{feff}', ' ', '\t']).is_empty()
    }

    /// Plans a value whose list items or keys belong at `column` and which may have any of `types`.
    fn plan_node(&mut self, node: &Node, column: usize, types: &[ValueType]) {
        let is_flow = self.source.text[node.span.range()].starts_with(['[', '{']);
        match &node.kind {
            NodeKind::Scalar(scalar) => self.plan_scalar(scalar, node.span),
            _ if is_flow => {}
            NodeKind::Mapping(entries) => {
                for (key, value) in entries {
                    if self.is_first_on_line(key.span.start) {
                        self.columns.insert(self.line_index(key.span.start), column);
                    }
                    let types = self.plan_key(key, types);
                    self.plan_node(value, column + 2, &types);
                }
            }
            NodeKind::Sequence(items) => {
                let item_types: Vec<ValueType> = types
                    .iter()
                    .filter_map(ValueType::item_value)
                    .flat_map(ValueType::alternatives)
                    .collect();
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
                    self.plan_node(item, column + 2, &item_types);
                }
            }
            NodeKind::Null | NodeKind::Unreadable => {}
        }
    }

    /// Respells a key of the vocabulary, and returns the types that its value may have. The
    /// author's own keys, unknown keys, and words before the colon of a text stay as they are.
    fn plan_key(&mut self, key: &Key, types: &[ValueType]) -> Vec<ValueType> {
        let name = to_snake_case(&key.name);
        let known: Vec<ValueType> = types
            .iter()
            .flat_map(ValueType::key_groups)
            .filter_map(|group| group.find_key(&name))
            .flat_map(|key| key.value.alternatives())
            .collect();
        if known.is_empty() {
            let pairs = types.iter().filter_map(ValueType::pair_value);
            return pairs.flat_map(ValueType::alternatives).collect();
        }
        if name != key.name && self.source.text[key.span.range()] == key.name {
            self.replacements.push((key.span, name));
        }
        known
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

    /// Returns the bytes of a line with words replaced and one space after each dash at its start.
    fn format_line_body(&self, line: usize, bytes: Range<usize>, is_in_text: bool) -> String {
        let Range { start: mut at, end } = bytes;
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
