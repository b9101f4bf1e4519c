//! Escapes what is no HTML in Markdown, so that a parser of HTML leaves it as it is: code,
//! formulas, addresses, entities, and words in angle brackets.

use std::collections::BTreeMap;

use super::names::{RAW_TEXT, SIGNS, VOID, is_inline, is_known};
use crate::deck::{FenceTracker, find_formula_at_start};
use crate::import::directive::{find_attribute, parse_tag};
use crate::import::formula::{formula_length, parse_display_formula};
use crate::import::{ImportContext, MarkdownLine};

/// The most tags of a slide that are read.
const MAX_TAGS: usize = 5_000;

/// Returns the lines as HTML in which only tags and comments are markup.
pub(super) fn escape_markdown(lines: &[MarkdownLine], context: &mut ImportContext) -> String {
    let joined: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let text = joined.join("\n");
    let lower = text.to_ascii_lowercase();
    let mut escape = Escape {
        closings: find_closings(&text),
        text: &text,
        lower: &lower,
        at: 0,
        html: String::with_capacity(text.len() * 2),
        opened: BTreeMap::new(),
        tags: 0,
    };
    let mut fence = FenceTracker::default();
    let mut starts = Vec::with_capacity(lines.len());
    let mut start = 0;
    for line in lines {
        starts.push(start);
        start += line.text.len() + 1;
    }
    let mut index = 0;
    while index < lines.len() {
        // A tag or comment may reach into the line.
        if escape.at > starts[index] {
            let end = starts[index] + lines[index].text.len();
            escape.escape_until(end.max(escape.at), lines[index].number, context);
            index += 1;
            if index < lines.len() && escape.at < starts[index] {
                escape.push_break();
            }
            continue;
        }
        let count = match fence.is_code_line(lines[index].text) {
            true => 1,
            false => formula_length(&lines[index..]).unwrap_or(0),
        };
        if count > 0 {
            let last = index + count - 1;
            escape.push_text_until(starts[last] + lines[last].text.len());
            index += count;
        } else {
            let end = starts[index] + lines[index].text.len();
            escape.escape_until(end, lines[index].number, context);
            index += 1;
        }
        if index < lines.len() && escape.at < starts[index] {
            escape.push_break();
        }
    }
    escape.html
}

/// Returns the last place of the closing tag of each name.
fn find_closings(text: &str) -> BTreeMap<String, usize> {
    let mut closings = BTreeMap::new();
    for (at, _) in text.match_indices("</") {
        if let Some((name, _)) = parse_tag(&text[at..]) {
            closings.insert(name.trim_start_matches('/').to_owned(), at);
        }
    }
    closings
}

struct Escape<'t> {
    text: &'t str,
    /// The text with ASCII letters in lower case.
    lower: &'t str,
    /// How much of the text is written.
    at: usize,
    html: String,
    /// The last place of the closing tag of each name.
    closings: BTreeMap<String, usize>,
    /// How many elements of each name are open.
    opened: BTreeMap<String, usize>,
    tags: usize,
}

impl Escape<'_> {
    fn push_break(&mut self) {
        self.html.push('\n');
        self.at += 1;
    }

    /// Writes the text up to `end` as text.
    fn push_text_until(&mut self, end: usize) {
        self.html.push_str(&escape_text(&self.text[self.at..end]));
        self.at = end;
    }

    /// Writes the text up to `end`, or beyond it if a tag or comment ends there.
    fn escape_until(&mut self, end: usize, number: usize, context: &mut ImportContext) {
        while self.at < end {
            let rest = &self.text[self.at..];
            let line = &self.text[self.at..end];
            let Some(first) = line.chars().next() else { return };
            let length = match first {
                '`' => code_length(line),
                '$' => parse_display_formula(line)
                    .or_else(|| find_formula_at_start(line))
                    .map_or(1, str::len),
                '\\' => line.chars().take(2).map(char::len_utf8).sum(),
                // An address in angle brackets: `[text](<a file.png>)`.
                '<' if self.text[..self.at].ends_with("](") => {
                    line.find('>').map_or(1, |end| end + 1)
                }
                '<' => {
                    if self.push_markup(rest, number, context) {
                        continue;
                    }
                    1
                }
                _ => line.find(['`', '$', '\\', '<']).unwrap_or(line.len()),
            };
            self.push_text_until(self.at + length);
        }
    }

    /// Writes the comment or tag at the start of `rest`. Returns whether there is one.
    fn push_markup(&mut self, rest: &str, number: usize, context: &mut ImportContext) -> bool {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let length = comment.find("-->").map_or(rest.len(), |end| end + 7);
            self.html.push_str(&rest[..length]);
            self.at += length;
            return true;
        }
        let Some((name, length)) = parse_tag(rest) else { return false };
        let tag = &rest[..length];
        let is_closing = name.starts_with('/');
        let name = name.trim_start_matches('/');
        let after_name = tag[1 + usize::from(is_closing) + name.len()..].chars().next();
        if !after_name.is_some_and(|c| c.is_whitespace() || matches!(c, '/' | '>')) {
            return false;
        }
        self.tags += 1;
        if self.tags > MAX_TAGS {
            return false;
        }
        let written =
            if is_closing { self.close(name) } else { self.open(name, tag, rest, number, context) };
        let Some((written, consumed)) = written else { return false };
        self.html.push_str(&written);
        self.at += consumed.max(length);
        true
    }

    fn close(&mut self, name: &str) -> Option<(String, usize)> {
        let open = self.opened.get_mut(name).filter(|count| **count > 0);
        match open {
            Some(count) => *count -= 1,
            None if is_known(name) => return Some((String::new(), 0)),
            None => return None,
        }
        let name = if name == "link" { "a" } else { name };
        Some((format!("</{name}>"), 0))
    }

    /// Returns the HTML for an opening tag, and its length if that is more than the tag's.
    fn open(
        &mut self,
        name: &str,
        tag: &str,
        rest: &str,
        number: usize,
        context: &mut ImportContext,
    ) -> Option<(String, usize)> {
        let is_link = name == "link" && find_attribute(tag, "to").is_some();
        let is_void = VOID.contains(&name) && !is_link;
        let is_self_closed = tag.ends_with("/>");
        let closing = self.closings.get(name).copied().filter(|at| *at > self.at);
        if is_void {
            return Some((tag.to_owned(), 0));
        }
        // `<video … />` is closed for authors, but not in HTML.
        let is_closed = is_self_closed || closing.is_some();
        if RAW_TEXT.contains(&name) && !is_self_closed {
            closing?;
            let end = self.lower[self.at..].find(&format!("</{name}"))?;
            let close = rest[end..].find('>')? + end + 1;
            return Some((rest[..close].to_owned(), close));
        }
        if !is_known(name) && !is_closed {
            return None;
        }
        if name == "plaintext" {
            return None;
        }
        if is_inline(name) && !is_closed {
            if name == "a" && find_attribute(tag, "href").is_some() {
                context.report_changed(
                    number,
                    "a link that is not closed is not imported; its text is kept",
                    "write `[text](address)`",
                );
            }
            return Some((String::new(), 0));
        }
        let written = if is_link {
            format!("<a{}", &tag[5..])
        } else if is_formatting(name) && !self.has_meaning(name, tag) {
            format!("<{name}>")
        } else {
            tag.to_owned()
        };
        if is_self_closed {
            let written = written.trim_end_matches("/>").trim_end_matches('>');
            let name = if is_link { "a" } else { name };
            return Some((format!("{written}></{name}>"), 0));
        }
        *self.opened.entry(name.to_owned()).or_default() += 1;
        Some((written, 0))
    }

    /// Whether the attributes of an inline element mean something: it appears later, or it is code
    /// in a language.
    fn has_meaning(&self, name: &str, tag: &str) -> bool {
        let is_in_pre = || {
            self.html
                .trim_end()
                .rsplit('<')
                .next()
                .is_some_and(|last| last.starts_with("pre") && last.ends_with('>'))
        };
        tag.contains("fragment") || tag.contains("v-click") || name == "code" && is_in_pre()
    }
}

/// Whether a parser opens an element again after the paragraph that holds it. Without attributes,
/// it does so at most three times.
fn is_formatting(name: &str) -> bool {
    SIGNS.iter().any(|(names, _)| names.contains(&name))
        || matches!(name, "code" | "font" | "u" | "small" | "big" | "tt" | "nobr")
}

pub(super) fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Returns the length of the code span at the start of a line, or of its unclosed backticks.
fn code_length(line: &str) -> usize {
    let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
    let mut from = ticks;
    while let Some(at) = line[from..].find('`') {
        let run = line[from + at..].bytes().take_while(|byte| *byte == b'`').count();
        from += at + run;
        if run == ticks {
            return from;
        }
    }
    ticks
}
