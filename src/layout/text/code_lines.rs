//! Breaks a line of code into lines that fit. Code has no words to hyphenate: it is broken at the
//! gaps that a programmer would choose.

use super::line::{LineEnd, TextLine, build_line};
use super::lines::is_cluster_boundary;
use super::shaped::{ClusterKind, ShapedParagraph};

/// Tolerance for a line that is exactly as wide as the column.
const WIDTH_TOLERANCE_EM: f32 = 1e-3;

/// The widths of the lines of one line of code, in em.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeLineWidths {
    /// Width of the first line.
    pub first: f32,
    /// Width of the lines that continue it.
    pub continued: f32,
}

/// Breaks a line of code.
pub(crate) fn break_code_line(shaped: &ShapedParagraph, widths: CodeLineWidths) -> Vec<TextLine> {
    let count = shaped.clusters.len();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < count {
        let width = if start == 0 { widths.first } else { widths.continued };
        let end = line_end(shaped, start, width);
        lines.push(build_line(shaped, start..end, LineEnd::Plain));
        start = end;
    }
    if lines.is_empty() {
        lines.push(build_line(shaped, 0..0, LineEnd::Plain));
    }
    lines
}

/// Returns the end of the line that starts at `start`.
fn line_end(shaped: &ShapedParagraph, start: usize, width: f32) -> usize {
    let Some(overflow) = find_overflow(shaped, start, width) else { return shaped.clusters.len() };
    let mut advance = 0.0;
    let mut best: Option<(usize, f32)> = None;
    for end in start + 1..=overflow {
        advance += shaped.clusters[end - 1].advance;
        if !is_cluster_boundary(shaped, end) {
            continue;
        }
        let rating = advance / width + break_quality(shaped, end);
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

/// Rates a break before the cluster `index`: the share of the width that may stay empty for it.
fn break_quality(shaped: &ShapedParagraph, index: usize) -> f32 {
    let Some(next) = shaped.clusters.get(index) else { return 1.0 };
    let at = next.bytes.start as usize;
    let before = shaped.text[..at].chars().next_back().unwrap_or(' ');
    let after = shaped.text[at..].chars().next().unwrap_or(' ');
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    match (before, after) {
        // Spaces stay at the end of the line.
        (_, ' ') => -1.0,
        (' ', '.' | '-') => 0.9,
        (' ', _) => 0.85,
        (',' | ';' | '(' | '[' | '{', _) => 0.8,
        (_, '.' | '|' | '&' | '?') if is_name(before) || before == ')' => 0.65,
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

#[cfg(test)]
mod tests {
    use super::super::testing::shape_code;
    use super::*;

    fn break_text(text: &str, columns: f32) -> Vec<String> {
        let shaped = shape_code(text);
        let cell = 0.6;
        let widths = CodeLineWidths { first: columns * cell, continued: (columns - 4.0) * cell };
        let lines = break_code_line(&shaped, widths);
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
