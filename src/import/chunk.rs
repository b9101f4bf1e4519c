//! Splits a Markdown deck into its front matter and the lines of each slide.

use std::collections::BTreeMap;

use super::MarkdownLine;
use super::brackets::split_address;
use super::cross_reference::CrossReferences;
use super::dialect::{self, Dialect};
use super::division::{CommentTracker, DivisionTracker, SlideBreak, SlideDivision, heading_level};
use super::front_matter_lines::{
    FrontMatter, read_fenced_keys, read_front_matter, read_title_block,
};
use super::prepare::NumberedExamples;
use super::simple_table::multiline_length;
use super::special::continue_footnote;
use super::tool_lines::read_deckset_settings;
use crate::deck::FenceTracker;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};

/// A deck split into slides.
pub(super) struct MarkdownDeck<'a> {
    /// The front matter of the deck.
    pub front: FrontMatter,
    /// The slides.
    pub chunks: Vec<SlideChunk<'a>>,
    /// The URLs of reference links by their lower-case names.
    pub links: BTreeMap<String, String>,
    /// The footnotes by their labels.
    pub footnotes: BTreeMap<String, String>,
    /// The numbered examples.
    pub examples: NumberedExamples,
    /// The things that texts refer to; only in decks of Quarto.
    pub references: CrossReferences,
    /// The tool that the deck was written for.
    pub dialect: Dialect,
    /// Whether the deck becomes slides of beamer.
    pub is_beamer: bool,
}

/// The lines of one slide.
#[derive(Default)]
pub(super) struct SlideChunk<'a> {
    /// The front matter of the slide, as in Slidev.
    pub front: FrontMatter,
    /// The lines.
    pub lines: Vec<MarkdownLine<'a>>,
    /// Whether the slide is only a heading of a higher level than those that start slides.
    pub opens_section: bool,
    /// Whether the slide is below the one before it, as in reveal.js.
    pub is_vertical: bool,
}

/// Splits a deck into slides, as its dialect does; `None` recognises it.
pub(super) fn split_deck<'a>(
    source: &'a Source,
    id: SourceId,
    dialect: Option<Dialect>,
    diagnostics: &mut Diagnostics,
) -> MarkdownDeck<'a> {
    let lines: Vec<MarkdownLine<'a>> = (1..=source.line_count())
        .map(|number| MarkdownLine { number, text: source.line_text(number) })
        .collect();
    let (mut front, start) =
        read_front_matter(source, id, &lines, 0, diagnostics).unwrap_or_default();
    let mut body = &lines[start..];
    if start == 0 {
        let (title_block, length) = read_title_block(body);
        front.is_title_block = length > 0;
        front.keys.extend(title_block);
        body = &body[length..];
    }
    let detect = || Dialect::detect(&source.name, &front, &find_slide_keys(body), body);
    let dialect = dialect.unwrap_or_else(detect);
    if dialect == Dialect::Deckset && start == 0 {
        let (settings, length) = read_deckset_settings(body);
        front.keys.extend(settings);
        body = &body[length..];
    }
    let is_beamer = dialect::is_beamer(dialect, &front, body);
    let has_dash_tables = matches!(dialect, Dialect::Pandoc | Dialect::Quarto);
    let division = SlideDivision::detect(dialect, &front, body);
    let mut links = BTreeMap::new();
    let mut footnotes = BTreeMap::new();
    // In Slidev, the front matter of the deck also applies to its first slide.
    // In Marp, `_class` is for the first slide, and `class: invert` inverts the colours of all.
    let is_own = |key: &str| dialect == Dialect::Marp && key.starts_with('_');
    let dark = front.keys.iter().find_map(|(key, values, line)| {
        let is_inverted =
            values.iter().any(|v| v.split_whitespace().any(|class| class == "invert"));
        let is_dark = dialect == Dialect::Marp && key == "class" && is_inverted;
        is_dark.then(|| ("color_schema".to_owned(), vec!["dark".to_owned()], *line))
    });
    front.keys.extend(dark);
    let (slide_keys, deck_keys) =
        front.keys.into_iter().partition(|(key, ..)| is_slide_key(key, dialect) || is_own(key));
    front.keys = deck_keys;
    let slide_keys: Vec<(String, Vec<String>, usize)> = slide_keys;
    let slide_keys = slide_keys
        .into_iter()
        .map(|(key, values, line)| (key.trim_start_matches('_').to_owned(), values, line))
        .collect();
    let mut chunks = vec![SlideChunk {
        front: FrontMatter { keys: slide_keys, is_title_block: false },
        ..SlideChunk::default()
    }];
    let mut fence = FenceTracker::default();
    let mut divisions = DivisionTracker::default();
    let mut comments = CommentTracker::default();
    let mut at = 0;
    while at < body.len() {
        let line = body[at];
        at += 1;
        if fence.is_code_line(line.text) {
            push_line(&mut chunks, line);
            continue;
        }
        // These tools look for rules before they read Markdown.
        let sees_comments = !matches!(dialect, Dialect::Slidev | Dialect::Reveal);
        if comments.is_inside(line.text) && sees_comments {
            push_line(&mut chunks, line);
            continue;
        }
        if has_dash_tables && let Some(length) = multiline_length(&body[at - 1..]) {
            body[at - 1..][..length].iter().for_each(|line| push_line(&mut chunks, *line));
            at += length - 1;
            continue;
        }
        if let Some((name, address)) = parse_link_definition(line.text) {
            links.insert(name, address);
            continue;
        }
        if let Some((label, text)) = parse_footnote_definition(line.text) {
            let mut text = text.to_owned();
            while let Some((more, length)) = continue_footnote(&body[at..]) {
                text = format!("{text} {more}");
                at += length;
            }
            footnotes.insert(label.to_owned(), text.trim().to_owned());
            continue;
        }
        if let Some(kind) = division.find_break(body, at - 1) {
            divisions = DivisionTracker::default();
            let offset = line.number;
            let is_slidev = dialect == Dialect::Slidev;
            let found = read_front_matter(source, id, &lines, offset - 1, diagnostics)
                .or_else(|| read_fenced_keys(source, id, &lines[offset..], diagnostics, is_slidev));
            let (front, next) = found.unwrap_or_default();
            if next > offset {
                at += next - offset;
            }
            let is_vertical = kind == SlideBreak::Below;
            chunks.push(SlideChunk { front, is_vertical, ..SlideChunk::default() });
            continue;
        }
        let in_division = divisions.is_inside(line.text);
        if !in_division
            && division.starts_slide(body, at - 1)
            && chunks.last().is_some_and(|chunk| chunk.has_words(dialect))
        {
            chunks.push(SlideChunk::default());
        }
        push_line(&mut chunks, line);
    }
    chunks.retain(|chunk| !chunk.front.keys.is_empty() || chunk.has_text());
    if let Some(max_level) = division.headings {
        let can_have_text = matches!(dialect, Dialect::Quarto | Dialect::Pandoc);
        for chunk in &mut chunks {
            chunk.opens_section = chunk.is_heading_above(max_level, can_have_text);
        }
    }
    let examples = NumberedExamples::collect(body);
    let references = match dialect {
        Dialect::Quarto => {
            CrossReferences::collect(chunks.iter().map(|c| c.lines.as_slice()), &front.lang())
        }
        _ => CrossReferences::default(),
    };
    MarkdownDeck { front, chunks, links, footnotes, examples, references, dialect, is_beamer }
}

impl SlideChunk<'_> {
    /// Returns the number of its first line, which may be in its front matter.
    pub(super) fn first_line(&self) -> usize {
        let keys = self.front.keys.iter().map(|(_, _, number)| *number);
        let lines = self.lines.first().map(|line| line.number);
        keys.chain(lines).min().unwrap_or(1)
    }

    /// Returns whether any line has text.
    fn has_text(&self) -> bool {
        self.lines.iter().any(|line| !line.text.trim().is_empty())
    }

    /// Returns whether any line has more than comments, and in Deckset more than commands. Those
    /// above a heading belong to its slide.
    fn has_words(&self, dialect: Dialect) -> bool {
        let mut comments = CommentTracker::default();
        let is_command = |line: &str| {
            let line = line.trim();
            dialect == Dialect::Deckset && line.starts_with("[.") && line.ends_with(']')
        };
        self.lines.iter().any(|line| comments.has_words(line.text) && !is_command(line.text))
    }

    /// Returns whether the slide is a heading above `max_level`, and nothing else unless it
    /// `can_have_text`.
    fn is_heading_above(&self, max_level: usize, can_have_text: bool) -> bool {
        let mut filled = self.lines.iter().filter(|line| !line.text.trim().is_empty());
        let level = filled.next().and_then(|line| heading_level(line.text));
        level.is_some_and(|level| level < max_level) && (can_have_text || filled.next().is_none())
    }
}

fn push_line<'a>(chunks: &mut [SlideChunk<'a>], line: MarkdownLine<'a>) {
    if let Some(chunk) = chunks.last_mut() {
        chunk.lines.push(line);
    }
}

/// Returns whether a Slidev front matter key applies to the first slide, not to the deck.
fn is_slide_key(key: &str, dialect: Dialect) -> bool {
    match key {
        "layout" | "image" | "hide" | "disabled" | "background" | "clicks" | "class" => true,
        "url" | "src" | "zoom" | "route_alias" | "layout_class" | "background_size" | "level" => {
            dialect == Dialect::Slidev
        }
        _ => false,
    }
}

/// Returns the keys right below the rules of a deck, which only Slidev writes there.
fn find_slide_keys<'a>(lines: &[MarkdownLine<'a>]) -> Vec<&'a str> {
    let mut fence = FenceTracker::default();
    let mut keys = Vec::new();
    for pair in lines.windows(2) {
        if !fence.is_code_line(pair[0].text) && pair[0].text.trim_end() == "---" {
            keys.extend(pair[1].text.split_once(':').map(|(key, _)| key));
        }
    }
    keys
}

/// The longest label of a footnote.
const MAX_LABEL_BYTES: usize = 80;

/// Parses the definition of a footnote: `[^label]: text`.
pub(super) fn parse_footnote_definition(line: &str) -> Option<(&str, &str)> {
    let (label, text) = line.strip_prefix("[^")?.split_once("]:")?;
    // Deckset has names such as `Author, 1995`.
    let is_name =
        !label.trim().is_empty() && !label.contains('[') && label.len() <= MAX_LABEL_BYTES;
    is_name.then(|| (label, text.trim()))
}

/// Parses a link definition: `[name]: url`.
fn parse_link_definition(line: &str) -> Option<(String, String)> {
    let (name, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let (address, _) = split_address(rest.trim());
    let plain = !name.is_empty() && !name.starts_with('^') && !address.is_empty();
    plain.then(|| (name.to_lowercase(), address.trim_matches(['<', '>']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_chunks(text: &str) -> Vec<String> {
        let source = Source::new("talk.md", text.to_owned());
        let deck = split_deck(&source, SourceId(0), None, &mut Diagnostics::default());
        deck.chunks
            .iter()
            .map(|chunk| chunk.lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n"))
            .collect()
    }

    #[test]
    fn splits_at_rules_but_not_in_code_or_at_underlines() {
        assert_eq!(split_chunks("# A\n\n---\n\n# B\n").len(), 2);
        assert_eq!(split_chunks("# A\n\n```\n---\n```\n").len(), 1);
        assert_eq!(split_chunks("Title\n---\n\ntext\n\n---\n\nmore\n").len(), 2);
        assert_eq!(split_chunks("- a\n---\n- b\n").len(), 2);
    }

    #[test]
    fn splits_at_headings_without_rules() {
        assert_eq!(
            split_chunks("# Part\n\n## One\n\ntext\n\n### inner\n\n## Two\n\n- a\n").len(),
            3
        );
    }

    #[test]
    fn slide_front_matter_is_not_a_slide() {
        let deck = "---\ntheme: x\n---\n\n# A\n\n---\nlayout: two-cols\n---\n\n# B\n";
        assert_eq!(split_chunks(deck), ["\n# A\n", "\n# B\n"]);
    }
}
