//! Sets the text that is copied from a line of code: the source, with its indentation.
//!
//! Readers leave out spaces at the start of a line and join several spaces, because most PDFs place
//! words without any. They keep those in the replacement text of glyphs (`ActualText`).

use std::sync::Arc;

use super::code_rows::tab_width;
use crate::scene::{GlyphRun, Item, ItemKind};

/// Sets the replacement texts of the runs of a line of code: a list of runs for each line on the
/// page. Those of the first line stand for the rest, so that a copy has no line break where only
/// the page has one.
pub(super) fn set_copied_text(source: &str, parts: &mut [Vec<Item>]) {
    let Some((first, continued)) = parts.split_first_mut() else { return };
    // Poppler drops a single space, and a blank line with it; it keeps two.
    let source = if source.trim().is_empty() && source.len() < 2 { "  " } else { source };
    let count = first.len();
    let mut rest = source;
    for (index, item) in first.iter_mut().enumerate() {
        let ItemKind::Text(run) = &mut item.kind else {
            // A box for a character without a glyph has a text of its own.
            rest = rest.chars().next().map_or("", |first| &rest[first.len_utf8()..]);
            continue;
        };
        let is_last = index + 1 == count;
        let length = if is_last { rest.len() } else { source_length(run, rest) };
        let (own, after) = rest.split_at(length);
        rest = after;
        let has_edge_space = own.starts_with(' ') && index == 0 || own.ends_with(' ') && is_last;
        if own != run.shown_text() || own.contains("  ") || has_edge_space {
            run.actual_text = Some(own.into());
        }
    }
    for item in continued.iter_mut().flatten() {
        if let ItemKind::Text(run) = &mut item.kind {
            run.actual_text = Some(Arc::from(""));
        }
    }
}

/// Returns how many bytes of the source a run shows: a tab is drawn as several spaces.
fn source_length(run: &GlyphRun, source: &str) -> usize {
    let drawn = run.shown_text();
    let start = run.glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or_default();
    let mut column = run.text[..start as usize].chars().count();
    let end = column + drawn.chars().count();
    let mut length = 0;
    for character in source.chars() {
        if column >= end {
            break;
        }
        column += if character == '\t' { tab_width(column) } else { 1 };
        length += character.len_utf8();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::FaceId;
    use crate::geometry::Point;
    use crate::scene::{Colour, Glyph};

    /// Returns runs of a shown text that end at these bytes.
    fn runs(shown: &str, ends: &[u32]) -> Vec<Item> {
        let mut start = 0;
        let mut items = Vec::new();
        for &end in ends {
            let glyphs = (start..end)
                .map(|at| Glyph { id: 1, advance: 0.6, dx: 0.0, dy: 0.0, range: at..at + 1 })
                .collect();
            let run = GlyphRun {
                face: FaceId(0),
                size: 10.0,
                colour: Colour::BLACK,
                origin: Point::default(),
                text: shown.into(),
                glyphs,
                lang: None,
                actual_text: None,
                line: None,
            };
            items.push(Item::new(ItemKind::Text(run), None, None));
            start = end;
        }
        items
    }

    fn copied(parts: &[Vec<Item>]) -> Vec<Option<&str>> {
        let text = |item: &Item| match &item.kind {
            ItemKind::Text(run) => run.actual_text.as_deref().map(|text| text.to_owned()),
            _ => None,
        };
        parts.iter().flatten().map(text).map(|text| text.map(|text| &*text.leak())).collect()
    }

    #[test]
    fn spaces_and_tabs_are_copied_as_in_the_source() {
        let mut parts = vec![runs("    let x  = 1", &[7, 8, 14])];
        set_copied_text("\tlet x  = 1", &mut parts);
        assert_eq!(copied(&parts), [Some("\tlet"), None, Some("x  = 1")]);
        let mut parts = vec![runs("let x", &[3, 5])];
        set_copied_text("let x", &mut parts);
        assert_eq!(copied(&parts), [None, None]);
    }

    #[test]
    fn a_continued_line_is_copied_as_one_line() {
        let mut parts = vec![runs("call(one, ", &[4, 10]), runs("two)", &[4])];
        set_copied_text("call(one, two)", &mut parts);
        assert_eq!(copied(&parts), [None, Some("(one, two)"), Some("")]);
    }

    #[test]
    fn a_blank_line_is_copied() {
        let mut parts = vec![runs(" ", &[1])];
        set_copied_text("", &mut parts);
        assert_eq!(copied(&parts), [Some("  ")]);
    }
}
