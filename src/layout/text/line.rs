//! A single line of a shaped paragraph.

use std::ops::Range;

use super::shaped::{ClusterKind, ShapedParagraph};

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextLine {
    /// Its clusters, including trailing spaces.
    pub clusters: Range<usize>,
    /// Its clusters without trailing spaces.
    pub visible: Range<usize>,
    /// Width of the visible clusters, in em.
    pub width: f32,
    /// White dropped at the start, in em: the left half of a full-width bracket.
    pub start_white: f32,
    /// Whether a hyphen that is not in the text is drawn at the end.
    pub is_hyphenated: bool,
    /// Space added to each space between words, in em.
    pub word_space: f32,
    /// Space added between ideographs, in em.
    pub letter_space: f32,
}

/// Where a line is in its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinePosition {
    /// Another line follows.
    Inner,
    /// The paragraph ends with it.
    Last,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// As in the text.
    Plain,
    /// Inside a word, with a hyphen that is not in the text.
    Hyphenated,
}

/// Returns the white that is dropped, in em, when a line starts with this cluster.
pub(super) fn white_at_start(shaped: &ShapedParagraph, index: usize) -> f32 {
    if shaped.base_level != 0 {
        0.0
    } else {
        shaped.clusters.get(index).map_or(0.0, |cluster| cluster.start_white)
    }
}

/// Builds the line of these clusters.
pub(super) fn build_line(
    shaped: &ShapedParagraph,
    clusters: Range<usize>,
    line_end: LineEnd,
) -> TextLine {
    let mut end = clusters.end;
    while end > clusters.start
        && matches!(shaped.clusters[end - 1].kind, ClusterKind::Space | ClusterKind::Newline)
    {
        end -= 1;
    }
    let visible = clusters.start..end;
    let ends_at_soft_hyphen = clusters.end < shaped.clusters.len()
        && end > clusters.start
        && shaped.clusters[end - 1].kind == ClusterKind::SoftHyphen;
    let is_hyphenated = line_end == LineEnd::Hyphenated || ends_at_soft_hyphen;
    let start_white = if visible.is_empty() { 0.0 } else { white_at_start(shaped, visible.start) };
    let advances = shaped.clusters[visible.clone()].iter().map(|cluster| cluster.advance);
    let mut width = advances.sum::<f32>() - start_white;
    if let Some(last) = shaped.clusters[visible.clone()].last() {
        width += if is_hyphenated { shaped.run_of(last).hyphen.advance } else { -last.end_white };
    }
    TextLine {
        clusters,
        visible,
        width,
        start_white,
        is_hyphenated,
        word_space: 0.0,
        letter_space: 0.0,
    }
}
