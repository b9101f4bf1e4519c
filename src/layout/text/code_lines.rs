//! Breaks a line of code into lines that fit. Code has no words to hyphenate: it is broken at the
//! gaps that a programmer would choose. Also the sizes of code beside other letters.

use std::ops::Range;

use harfrust::{Feature, Tag};

use super::line::{LineEnd, TextLine, build_line};
use super::lines::is_cluster_boundary;
use super::shape::{Shaper, TextStyle};
use super::shaped::{ClusterKind, ShapedParagraph};

/// Tolerance for a line that is exactly as wide as the column.
const WIDTH_TOLERANCE_EM: f32 = 1e-3;

/// Size of Arabic letters in lines of code. Beside the wide letters of code, they look too small.
pub(super) const ARABIC_CODE_SIZE_EM: f32 = 1.15;

/// Returns the size of code in a text, so that its small letters are not taller than those of the
/// text.
pub(super) fn inline_code_size(shaper: &mut Shaper<'_>, style: &TextStyle) -> f32 {
    let mono = TextStyle { family: style.mono.clone(), ..style.clone() };
    let [text, code] = [style, &mono].map(|style| {
        let face = shaper.primary_face(style);
        shaper.fonts().get(face).metrics().x_height
    });
    let ratio = text / code.max(f32::EPSILON);
    // Fonts that go together differ by rounding only.
    if ratio > 0.97 { 1.0 } else { ratio.max(0.8) }
}

/// Returns the features that keep the characters of code apart: `!=` is two signs in every font.
pub(super) fn no_ligatures() -> [Feature; 4] {
    [b"liga", b"clig", b"calt", b"dlig"].map(|tag| Feature::new(Tag::new(tag), 0, ..))
}

/// The widths of the lines of one line of code, in em.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeLineWidths {
    /// Width of the first line.
    pub first: f32,
    /// Width of the lines that continue it.
    pub continued: f32,
}

/// How much worse a break inside a text in quotes is.
const STRING_PENALTY: f32 = 0.4;

/// How much worse a break is that leaves nearly all of the line empty. It is less for each share of
/// the width that is filled, and nothing for half a line.
const SHORT_LINE_PENALTY: f32 = 0.3;

/// Breaks a line of code. `strings` are the byte ranges of texts in quotes.
pub(crate) fn break_code_line(
    shaped: &ShapedParagraph,
    widths: CodeLineWidths,
    strings: &[Range<usize>],
) -> Vec<TextLine> {
    let count = shaped.clusters.len();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < count {
        let width = if start == 0 { widths.first } else { widths.continued };
        let end = line_end(shaped, start, width, strings);
        lines.push(build_line(shaped, start..end, LineEnd::Plain));
        start = end;
    }
    if lines.is_empty() {
        lines.push(build_line(shaped, 0..0, LineEnd::Plain));
    }
    lines
}

/// Returns the end of the line that starts at `start`.
fn line_end(shaped: &ShapedParagraph, start: usize, width: f32, strings: &[Range<usize>]) -> usize {
    let Some(overflow) = find_overflow(shaped, start, width) else { return shaped.clusters.len() };
    let mut advance = 0.0;
    let mut best: Option<(usize, f32)> = None;
    for end in start + 1..=overflow {
        advance += shaped.clusters[end - 1].advance;
        if !is_cluster_boundary(shaped, end) {
            continue;
        }
        let at = shaped.clusters[end].bytes.start as usize;
        let is_inside = strings.iter().any(|range| range.start < at && at < range.end);
        let penalty = if is_inside { STRING_PENALTY } else { 0.0 };
        let filled = advance / width;
        let short = SHORT_LINE_PENALTY * (1.0 - 2.0 * filled).max(0.0);
        let rating = filled + break_quality(&shaped.text, at) - penalty - short;
        if best.is_none_or(|(_, other)| rating >= other) {
            best = Some((end, rating));
        }
    }
    best.map_or(overflow, |(end, _)| end)
}

/// Returns the first cluster after `start` that goes beyond `width`; `None` if the rest fits.
fn find_overflow(shaped: &ShapedParagraph, start: usize, width: f32) -> Option<usize> {
    let mut advance = 0.0;
    let mut has_ink = false;
    for (index, cluster) in shaped.clusters.iter().enumerate().skip(start) {
        has_ink |= cluster.kind != ClusterKind::Space;
        // Spaces at the end of a line need no room, but an indentation does.
        let needs_room = cluster.kind != ClusterKind::Space || !has_ink;
        if needs_room && advance + cluster.advance > width + WIDTH_TOLERANCE_EM && index > start {
            return Some(index);
        }
        advance += cluster.advance;
    }
    None
}

/// Rates a break at a byte of the text: the share of the width that may stay empty for it.
fn break_quality(text: &str, at: usize) -> f32 {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let after = text[at..].chars().next().unwrap_or(' ');
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    match (before, after) {
        // Spaces stay at the end of the line.
        (_, ' ') => -1.0,
        (' ', _) => gap_quality(text[..at].trim_end().chars().next_back(), after),
        (',' | ';', _) => 0.85,
        ('(' | '[' | '{', _) => 0.7,
        (_, '.' | '|' | '&' | '?') if is_name(before) || before == ')' => 0.6,
        // Numbers and dates stay whole.
        ('-' | '.' | ':', after) if after.is_ascii_digit() => 0.1,
        (before, after) if !is_name(before) && is_name(after) => 0.5,
        ('/' | '\\' | '_' | '-' | '=' | ':' | '.', _) => 0.5,
        (before, after) if before.is_lowercase() && after.is_uppercase() => 0.3,
        // Ideographs have no gaps.
        (before, after) if !before.is_ascii() && !after.is_ascii() => 0.4,
        _ => 0.0,
    }
}

/// Rates a break at a space between these characters. An operator starts the next line, so that the
/// reader sees how the lines belong together.
fn gap_quality(before: Option<char>, after: char) -> f32 {
    match (before, after) {
        (Some(',' | ';' | '(' | '[' | '{'), _) => 0.9,
        (_, '|' | '&' | '?' | '<' | '>' | '+' | '-' | '*' | '.') => 0.9,
        (Some('='), _) => 0.7,
        (Some('<' | '>' | '&' | '+' | '-' | '*' | '/' | ':' | '?'), _) => 0.5,
        _ => 0.75,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::shape_code;
    use super::*;

    fn break_text(text: &str, columns: f32) -> Vec<String> {
        let shaped = shape_code(text);
        let cell = 0.6;
        let widths = CodeLineWidths { first: columns * cell, continued: (columns - 4.0) * cell };
        let mut quotes = text.match_indices('"').map(|(at, _)| at);
        let mut strings = Vec::new();
        while let (Some(start), Some(end)) = (quotes.next(), quotes.next()) {
            strings.push(start..end + 1);
        }
        let lines = break_code_line(&shaped, widths, &strings);
        for (index, line) in lines.iter().enumerate() {
            let width = if index == 0 { widths.first } else { widths.continued };
            assert!(line.width <= width + 0.01, "{text:?}: line {index} is {} em", line.width);
        }
        lines
            .iter()
            .map(|line| {
                let clusters = &shaped.clusters[line.clusters.clone()];
                clusters.iter().map(|cluster| shaped.cluster_text(cluster)).collect()
            })
            .collect()
    }

    #[test]
    fn lines_are_broken_where_a_programmer_would() {
        assert_eq!(
            break_text("let total = items.iter().map(|item| item.price).sum();", 40.0),
            ["let total = items.iter().map(|item| ", "item.price).sum();"]
        );
        assert_eq!(
            break_text("call(first, second, third)", 20.0),
            ["call(first, second, ", "third)"]
        );
        assert_eq!(break_text("short", 20.0), ["short"]);
        // Texts in quotes stay whole, and nothing is broken after an operator.
        assert_eq!(
            break_text("get --header \"Key: a long secret\" > june.json", 36.0),
            ["get --header \"Key: a long secret\" ", "> june.json"]
        );
        assert_eq!(
            break_text("is_open = is_dry && has_room_left", 28.0),
            ["is_open = is_dry ", "&& has_room_left"]
        );
        // A long address does not leave the line before it nearly empty.
        let address = format!("curl -X POST https://example.org/{}", "a".repeat(60));
        assert!(break_text(&address, 60.0)[0].starts_with("curl -X POST https://"));
        assert_eq!(break_text("", 20.0), [""]);
    }

    #[test]
    fn no_text_is_lost_and_nothing_is_too_wide() {
        let texts = [
            "x".repeat(500),
            " ".repeat(200),
            format!("{}x = 1", " ".repeat(90)),
            "日本語のコメント".repeat(20),
            "e\u{301}".repeat(100),
            "a.b.c/d/e_f".repeat(30),
        ];
        for text in texts {
            assert_eq!(break_text(&text, 30.0).concat(), text);
        }
    }
}
