//! Rewrites lines of pandoc's Markdown that CommonMark reads as plain text: lists with letters,
//! numbered examples, definition lists, line blocks and grid tables.

use std::collections::BTreeMap;

use super::dialect::Dialect;
use super::grid_table::{grid_length, rewrite_grid_table};
use super::list_letters::{LetteredItem, LetteredNumber, starts_sequence};
use super::simple_table::{rewrite_multiline_table, rewrite_simple_table};
use super::{ImportContext, MarkdownLine};
use crate::deck::FenceTracker;

/// Lines in CommonMark.
pub(super) struct PreparedLines {
    /// The lines with their numbers in the deck.
    pub lines: Vec<(String, usize)>,
    /// The styles of items that were numbered with letters, by the numbers of their lines.
    pub lettered: BTreeMap<usize, &'static str>,
}

/// The numbered examples of a deck: `(@)` and `(@label)`.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberedExamples {
    /// The number of the example on each line.
    by_line: BTreeMap<usize, usize>,
    /// The number of each label.
    by_label: BTreeMap<String, usize>,
}

impl NumberedExamples {
    /// Collects the examples of a deck.
    pub(super) fn collect(lines: &[MarkdownLine]) -> Self {
        let mut examples = Self::default();
        for line in lines {
            if let Some((label, _)) = parse_example(line.text) {
                let number = examples.by_line.len() + 1;
                examples.by_line.insert(line.number, number);
                if !label.is_empty() {
                    examples.by_label.entry(label.to_owned()).or_insert(number);
                }
            }
        }
        examples
    }

    /// Returns the number of the example that `text` refers to with `(@label)` at its start, and
    /// the length of the reference.
    pub(super) fn find_reference(&self, text: &str) -> Option<(usize, usize)> {
        let (label, _) = text.strip_prefix("(@")?.split_once(')').filter(|(l, _)| is_label(l))?;
        Some((*self.by_label.get(label)?, label.len() + 3))
    }
}

fn is_label(text: &str) -> bool {
    text.len() <= 100 && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Parses a line that starts with `(@label)`. Returns the label and the text.
fn parse_example(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("(@")?;
    let (label, text) = rest.split_once(')').filter(|(label, _)| is_label(label))?;
    text.starts_with(' ').then(|| (label, text.trim_start()))
}

/// Rewrites the lines of a part of a slide.
pub(super) fn prepare_lines(lines: &[MarkdownLine], context: &ImportContext) -> PreparedLines {
    let mut prepared = PreparedLines { lines: Vec::new(), lettered: BTreeMap::new() };
    let has_pandoc_lists = matches!(context.dialect, Dialect::Pandoc | Dialect::Quarto);
    let widened = if has_pandoc_lists { widen_marks(lines, context) } else { Vec::new() };
    let lines: &[MarkdownLine] = &lines
        .iter()
        .enumerate()
        .map(|(index, line)| match widened.get(index) {
            Some(text) => MarkdownLine { text: text.as_str(), ..*line },
            None => *line,
        })
        .collect::<Vec<_>>();
    let mut fence = FenceTracker::default();
    // The lists with letters that are open: indentation, and the style and number of the next item.
    let mut expected: Vec<(usize, LetteredNumber)> = Vec::new();
    let mut definition = DefinitionBody::default();
    let text_of = |index: usize| lines.get(index).map_or("", |line| line.text);
    let (mut after_table, mut grid_end) = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        let text = line.text;
        if index < after_table {
            continue;
        }
        if fence.is_code_line(text) {
            prepared.lines.push((text.to_owned(), line.number));
            continue;
        }
        // A caption right below a table is a paragraph of its own.
        let is_caption =
            has_pandoc_lists && (text.starts_with(": ") || text.starts_with("Table: "));
        if is_caption && text_of(index.wrapping_sub(1)).contains('|') {
            prepared.lines.push((String::new(), line.number));
        }
        if index >= grid_end {
            grid_end = index + grid_length(&lines[index..]);
        }
        if let Some(rows) = rewrite_grid_table(&lines[index..grid_end]) {
            prepared.lines.extend(rows);
            after_table = grid_end;
            continue;
        }
        // Only a paragraph can start a table.
        let is_start = text_of(index.wrapping_sub(1)).trim().is_empty();
        let table = is_start
            .then(|| rewrite_multiline_table(&lines[index..], has_pandoc_lists))
            .flatten()
            .or_else(|| is_start.then(|| rewrite_simple_table(&lines[index..])).flatten());
        if let Some(table) = table {
            prepared.lines.extend(table.rows);
            after_table = index + table.length;
            continue;
        }
        let indent = text.len() - text.trim_start_matches(' ').len();
        let (blanks, item_text) = if has_pandoc_lists { text.split_at(indent) } else { ("", text) };
        let indent = blanks.len();
        if !text.trim().is_empty() {
            expected.retain(|(open, _)| *open <= indent);
        }
        let same = |open: &(usize, LetteredNumber)| open.0 == indent;
        let wanted = expected.iter().find(|open| same(open)).map(|(_, wanted)| *wanted);
        let rewritten = if let Some(words) = definition.read(text, has_pandoc_lists) {
            Some(words)
        } else if let Some(&number) = context.examples.by_line.get(&line.number)
            && let Some((_, text)) = parse_example(text)
        {
            Some(format!("{number}. {text}"))
        } else if let Some(item) = LetteredItem::parse(item_text)
            && let Some((style, number)) = item
                .find(wanted)
                .or_else(|| starts_sequence(&item, &lines[index + 1..], has_pandoc_lists, indent))
        {
            expected.retain(|open| !same(open));
            expected.push((indent, (style, number + 1)));
            prepared.lettered.insert(line.number, style);
            Some(format!("{blanks}{number}{} {}", item.mark, item.text))
        } else if has_pandoc_lists && let Some(item) = item_text.strip_prefix("#. ") {
            Some(format!("{blanks}1. {item}"))
        } else if has_pandoc_lists && let Some((number, item)) = parse_enclosed_number(item_text) {
            Some(format!("{blanks}{number}) {item}"))
        } else if let Some(words) = parse_line_block(lines, index) {
            let blanks = words.len() - words.trim_start().len();
            Some(format!("{}{}  ", "\u{a0}".repeat(blanks), words.trim()))
        } else if is_term(&lines[after_table..], index - after_table) {
            Some(format!("**{}:**", text.trim().trim_end_matches(':')))
        } else if text.trim().is_empty()
            && index > after_table
            && is_term(&lines[after_table..], index - 1 - after_table)
        {
            // The definition continues the line of its term.
            continue;
        } else if is_definition(text) && follows_term(&lines[after_table..index]) {
            definition.open();
            let is_followed = is_definition(text_of(index + 1));
            Some(text.trim_start()[1..].trim().to_owned() + if is_followed { "  " } else { "" })
        } else {
            None
        };
        let is_item = LetteredItem::parse(item_text).is_some();
        if !is_item && !text.trim().is_empty() && !text.starts_with(' ') {
            expected.clear();
        }
        prepared.lines.push((rewritten.unwrap_or_else(|| text.to_owned()), line.number));
    }
    prepared
}

/// Parses an item such as `(2) words`.
fn parse_enclosed_number(line: &str) -> Option<(&str, &str)> {
    let (number, text) = line.strip_prefix('(')?.split_once(") ")?;
    let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| (number, text.trim_start()))
}

/// The further paragraphs of a definition, which are indented.
#[derive(Default)]
struct DefinitionBody {
    is_open: bool,
}

impl DefinitionBody {
    fn open(&mut self) {
        self.is_open = true;
    }

    /// Returns the line without its indentation if it belongs to the definition.
    fn read(&mut self, line: &str, is_pandoc: bool) -> Option<String> {
        if !self.is_open || line.trim().is_empty() {
            return None;
        }
        let inside = line.strip_prefix("    ").or_else(|| line.strip_prefix('\t'));
        // Another definition of the same term keeps it open.
        self.is_open = inside.is_some() && is_pandoc;
        inside.filter(|_| self.is_open).map(str::to_owned)
    }
}

/// Returns the lines with wide marks of definitions, `:   words`, where pandoc needs one space,
/// and with the numbers of tables before their captions; nothing if no line has such a mark.
fn widen_marks(lines: &[MarkdownLine], context: &ImportContext) -> Vec<String> {
    let is_caption = |text: &str| text.starts_with(": ") || text.starts_with("Table: ");
    let is_attribute = |text: &str| {
        let inside = text.trim_start_matches(": ").trim();
        inside.starts_with('{') && inside.ends_with('}')
    };
    if !lines.iter().any(|line| is_caption(line.text)) {
        return Vec::new();
    }
    let mut fence = FenceTracker::default();
    let mut widened = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let above = index.checked_sub(1).map_or("", |index| lines[index].text).trim();
        let is_below_term =
            !above.is_empty() && !above.contains('|') && !above.ends_with(['-', '+', '=']);
        let is_code = fence.is_code_line(line.text);
        let caption = line.text.split_once(": ").filter(|_| is_caption(line.text) && !is_code);
        widened.push(match (caption, context.references.words_of(line.text)) {
            (Some((mark, words)), Some(number)) => format!("{mark}: {number}: {words}"),
            // The classes of a table without a caption.
            (Some((_, words)), None) if is_attribute(words) => String::new(),
            (Some(("", words)), None) if is_below_term => format!(":   {}", words.trim_start()),
            _ => line.text.to_owned(),
        });
    }
    widened
}

/// Whether a line is the definition of the term above it: `:   words`, or `  ~ words`.
fn is_definition(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    if line.len() - text.len() > 3 {
        return false;
    }
    match text.chars().next() {
        Some(':') => text[1..].starts_with("  ") || text[1..].starts_with('\t'),
        Some('~') => text[1..].starts_with([' ', '\t']),
        _ => false,
    }
}

/// Whether a line is the term of a definition, which is on the next line or after a blank one.
fn is_term(lines: &[MarkdownLine], index: usize) -> bool {
    let text_of = |index: usize| lines.get(index).map_or("", |line| line.text);
    let text = text_of(index);
    let is_words = !is_definition(text) && !text.trim().is_empty() && !text.contains('|');
    let next = if text_of(index + 1).trim().is_empty() { index + 2 } else { index + 1 };
    is_words && is_definition(text_of(next))
}

/// Whether the lines before a definition are its term or another definition of it.
fn follows_term(before: &[MarkdownLine]) -> bool {
    let mut filled = before.iter().rev().map(|line| line.text).skip_while(|t| t.trim().is_empty());
    let blanks = before.iter().rev().take_while(|line| line.text.trim().is_empty()).count();
    blanks <= 1 && filled.next().is_some_and(|text| !text.contains('|'))
}

/// Returns the words of a line of a line block: `| words`. Rows of a table are none.
fn parse_line_block<'l>(lines: &[MarkdownLine<'l>], index: usize) -> Option<&'l str> {
    let words =
        |line: &MarkdownLine<'l>| line.text.strip_prefix("| ").filter(|words| !words.contains('|'));
    let is_table = |index: usize| {
        lines.get(index).is_some_and(|line| line.text.contains('|') && words(line).is_none())
    };
    let is_beside_table = is_table(index + 1) || index.checked_sub(1).is_some_and(is_table);
    words(lines.get(index)?).filter(|_| !is_beside_table)
}
