//! Decides how wide a text box is, so that lines break where they do in the PDF.
//!
//! Other programs fill lines greedily. The widths are searched at which a greedy program breaks a
//! paragraph as it is. If there is no such width, a line break is written.

use super::paragraph::{Line, Paragraph};
use crate::geometry::Rect;

/// How much wider the text may be in other programs, which round advances.
const TOLERANCE: f32 = 0.004;

/// The share of the width of a formula by which it may be narrower in other programs.
const FORMULA_SLACK: f32 = 0.3;

/// Returns the width of the column that keeps the most lines: `column`, or a narrower one.
pub(super) fn choose_width(paragraphs: &[Paragraph<'_>], left: f32, column: f32) -> f32 {
    let needed = paragraphs.iter().map(|paragraph| needed_width(paragraph, left));
    let needed = needed.fold(0.0, f32::max);
    let column = column.max(needed);
    let count = |width: f32| -> usize {
        paragraphs.iter().map(|paragraph| forced_breaks(paragraph, left, width).len()).sum()
    };
    if count(column) == 0 || needed <= 0.0 || count(needed) >= count(column) {
        return column;
    }
    needed
}

/// Returns the lines after which a program that fills lines greedily would go on in the same line.
pub(super) fn forced_breaks(paragraph: &Paragraph<'_>, left: f32, width: f32) -> Vec<usize> {
    if !paragraph.column.is_known {
        // A label is as wide as its text.
        return (1..paragraph.lines.len()).map(|line| line - 1).collect();
    }
    let lines = paragraph.lines.windows(2).enumerate();
    lines
        .filter(|(_, pair)| {
            let start = line_start(paragraph, &pair[0], left);
            let room = width - start;
            let text = pair[0].right() - pair[0].left() - formula_slack(&pair[0]);
            let needed = text + space_width(&pair[0]) + first_word_width(&pair[1]);
            needed <= room * (1.0 + TOLERANCE)
        })
        .map(|(index, _)| index)
        .collect()
}

/// Returns the width of the box in which all lines fit.
fn needed_width(paragraph: &Paragraph<'_>, left: f32) -> f32 {
    let widths = paragraph.lines.iter().map(|line| {
        let text = line.right() - line.left();
        line_start(paragraph, line, left) + text * (1.0 + TOLERANCE) + 0.3
    });
    widths.fold(0.0, f32::max)
}

/// Returns where the room for a line starts, from the left edge of the box.
fn line_start(paragraph: &Paragraph<'_>, line: &Line<'_>, left: f32) -> f32 {
    let is_first = paragraph.lines.first().is_some_and(|first| first.baseline == line.baseline);
    let hang = if is_first { 0.0 } else { paragraph.column.hang };
    if paragraph.column.is_rtl { 0.0 } else { paragraph.column.left - left + hang }
}

/// Returns how much narrower a line may be in other programs because of the formulas in it, which
/// are gaps between its runs.
fn formula_slack(line: &Line<'_>) -> f32 {
    let gaps = line.runs.windows(2).map(|pair| {
        let end = pair[0].glyphs.origin.x + pair[0].glyphs.width();
        let gap = pair[1].glyphs.origin.x - end;
        if gap > pair[0].glyphs.size * 0.4 { gap * FORMULA_SLACK } else { 0.0 }
    });
    gaps.sum()
}

fn space_width(line: &Line<'_>) -> f32 {
    line.runs.last().map_or(0.0, |run| run.glyphs.size * 0.2)
}

/// Returns the width of the first word of a line.
fn first_word_width(line: &Line<'_>) -> f32 {
    let mut width = 0.0;
    for run in &line.runs {
        for glyph in &run.glyphs.glyphs {
            let range = glyph.range.start as usize..glyph.range.end as usize;
            let first = run.glyphs.text.get(range).and_then(|part| part.chars().next());
            if first == Some(' ') {
                return width;
            }
            width += glyph.advance * run.glyphs.size;
            // Chinese, Japanese and Korean lines break between characters.
            if first.is_some_and(|character| ('\u{2e80}'..'\u{fb00}').contains(&character)) {
                return width;
            }
        }
    }
    width
}

/// Whether all lines of a text in the box `own` are broken at the same places in a box of another
/// width.
pub(super) fn breaks_alike(paragraphs: &[Paragraph<'_>], own: Rect, width: f32) -> bool {
    let is_alike = |paragraph: &Paragraph<'_>| {
        let count = |width: f32| forced_breaks(paragraph, own.x, width).len();
        needed_width(paragraph, own.x) <= width && count(own.width) == count(width)
    };
    paragraphs.iter().all(is_alike)
}
