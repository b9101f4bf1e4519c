//! Blocks as Markdown, for programs that show the speaker notes.

use super::block::{Block, BlockKind, List, ListKind};
use super::plain_text::to_plain_text;
use super::text::{Link, Run, Text};

/// Returns the speaker notes as Markdown, with blank lines between paragraphs.
pub fn notes_to_markdown(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    blocks.iter().for_each(|block| push_block(block, &mut parts));
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

fn push_block(block: &Block, parts: &mut Vec<String>) {
    match &block.kind {
        BlockKind::Text(text) => parts.push(write_paragraph(text)),
        BlockKind::Heading(text) => parts.push(format!("## {}", write_inline(text))),
        BlockKind::List(list) => parts.push(write_list(list)),
        BlockKind::Quote { text, by, .. } => {
            let lines: Vec<String> = text.iter().chain(by).map(write_paragraph).collect();
            parts.push(indent_lines(&lines.join("\n\n"), "> ", "> "));
        }
        BlockKind::Callout { title, blocks, .. } => {
            parts.extend(title.iter().map(|title| format!("**{}**", write_inline(title))));
            blocks.iter().for_each(|block| push_block(block, parts));
        }
        BlockKind::Group { blocks, .. } => blocks.iter().for_each(|block| push_block(block, parts)),
        // Blocks that notes rarely have.
        _ => {
            let text = to_plain_text(std::slice::from_ref(block));
            let lines: Vec<String> = text.lines().map(escape_line).collect();
            parts.push(lines.join("  \n"));
        }
    }
}

fn write_list(list: &List) -> String {
    let mut lines = Vec::with_capacity(list.items.len());
    for (index, item) in list.items.iter().enumerate() {
        let mark = match &list.kind {
            ListKind::Numbered { start, .. } => format!("{}. ", u64::from(*start) + index as u64),
            ListKind::Bullets(_) | ListKind::Checklist(_) => match item.done {
                Some(true) => "- ☑ ".to_owned(),
                Some(false) => "- ☐ ".to_owned(),
                None => "- ".to_owned(),
            },
        };
        let mut content = write_paragraph(&item.text);
        for child in &item.children {
            let mut inner = Vec::new();
            push_block(child, &mut inner);
            let gap = if matches!(child.kind, BlockKind::List(_)) { "\n" } else { "\n\n" };
            inner.iter().for_each(|part| content += &format!("{gap}{part}"));
        }
        lines.push(indent_lines(&content, &mark, "    "));
    }
    lines.join("\n")
}

/// Puts `first` before the first line, and `others` before all others that are not empty.
fn indent_lines(text: &str, first: &str, others: &str) -> String {
    let mut indented = first.to_owned();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            indented.push('\n');
            indented.push_str(if line.is_empty() { others.trim_end() } else { others });
        }
        indented.push_str(line);
    }
    indented
}

/// Writes a text so that it does not start with the mark of a list or a heading.
fn write_paragraph(text: &Text) -> String {
    protect_start(write_inline(text))
}

fn escape_line(line: &str) -> String {
    protect_start(escape(line))
}

fn protect_start(line: String) -> String {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number =
        digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    if is_number {
        let (number, rest) = line.split_at(line.len() - digits.len());
        return format!("{number}\\{rest}");
    }
    if ["- ", "+ ", "> "].iter().any(|mark| line.starts_with(mark)) {
        return format!("\\{line}");
    }
    line
}

fn write_inline(text: &Text) -> String {
    let mut markdown = String::new();
    let mut runs = text.runs.iter().peekable();
    while let Some(run) = runs.next() {
        let mut inner = write_run(text, run);
        // All runs of a link are in one pair of brackets.
        while let Some(next) = runs.next_if(|next| run.link.is_some() && next.link == run.link) {
            inner += &write_run(text, next);
        }
        match &run.link {
            Some(Link::Uri(uri)) => {
                let uri = uri.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
                markdown += &format!("[{inner}]({uri})");
            }
            Some(Link::Slide(id)) => markdown += &format!("[{inner}](#{id})"),
            Some(Link::Footnote(_) | Link::Citation(_) | Link::Work(_)) | None => {
                markdown += &inner;
            }
        }
    }
    markdown
}

fn write_run(text: &Text, run: &Run) -> String {
    let content = text.content.get(run.range.clone()).unwrap_or_default();
    let words = content.trim();
    if words.is_empty() {
        return escape(content);
    }
    let (before, after) = content.split_once(words).unwrap_or_default();
    let style = run.style;
    let inner = if style.code && !words.contains(['`', '\n']) {
        format!("`{words}`")
    } else {
        escape(words)
    };
    let marks: String = [(style.bold, "**"), (style.italic, "*"), (style.strike, "~~")]
        .into_iter()
        .filter_map(|(is_set, mark)| is_set.then_some(mark))
        .collect();
    let closing = [(style.strike, "~~"), (style.italic, "*"), (style.bold, "**")]
        .into_iter()
        .filter_map(|(is_set, mark)| is_set.then_some(mark))
        .collect::<String>();
    format!("{}{marks}{inner}{closing}{}", escape(before), escape(after))
}

/// Escapes plain text as Markdown and keeps its line breaks.
fn escape(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '*' | '_' | '`' | '<' | '[' | '#' | '~' => markdown.extend(['\\', character]),
            // Two spaces are a line break within a paragraph.
            '\n' => markdown.push_str("  \n"),
            '\u{ad}' => {}
            other => markdown.push(other),
        }
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::super::text::Style;
    use super::*;
    use crate::source::Span;

    fn build_text(parts: &[(&str, Style)]) -> Text {
        let mut text = Text::default();
        for (words, style) in parts {
            let start = text.content.len();
            text.content.push_str(words);
            let range = start..text.content.len();
            text.runs.push(Run { style: *style, ..Run::plain(range) });
        }
        text
    }

    #[test]
    fn writes_emphasis_and_escapes_the_rest() {
        let bold = Style { bold: true, ..Style::default() };
        let both = Style { bold: true, italic: true, ..Style::default() };
        let code = Style { code: true, ..Style::default() };
        let plain = Style::default();
        let write = |parts: &[(&str, Style)]| write_paragraph(&build_text(parts));
        assert_eq!(
            write(&[("Wait ", plain), ("now ", bold), ("a*b", plain)]),
            "Wait **now** a\\*b"
        );
        assert_eq!(write(&[("both", both), (" `", plain)]), "***both*** \\`");
        assert_eq!(write(&[("a_b", code), ("\nc", plain)]), "`a_b`  \nc");
        assert_eq!(write(&[("1. not a list", plain)]), "1\\. not a list");
        assert_eq!(write(&[("- not a list", plain)]), "\\- not a list");
        let mut link = build_text(&[("see ", plain), ("the ", bold), ("map", plain)]);
        let target = Some(Link::Uri("https://example.org/a(b)".to_owned()));
        link.runs[1..].iter_mut().for_each(|run| run.link.clone_from(&target));
        assert_eq!(write_paragraph(&link), "see [**the** map](https://example.org/a%28b%29)");
        assert_eq!(notes_to_markdown(&[]), "");
        let line = Text::plain("One", Span::default());
        assert_eq!(indent_lines(&write_paragraph(&line), "- ", "    "), "- One");
    }
}
