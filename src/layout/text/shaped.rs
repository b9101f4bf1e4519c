//! The result of shaping a paragraph: clusters, glyphs and runs, in em.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use super::formula::InlineFormula;
use super::hyphenate;
use crate::assets::FaceId;
use crate::scene::Glyph;

/// A shaped paragraph. Lengths are in em of its type size.
#[derive(Debug)]
pub(crate) struct ShapedParagraph {
    /// The characters.
    pub text: Arc<str>,
    /// Clusters in logical order.
    pub clusters: Vec<Cluster>,
    /// Runs of one face, style and direction, in logical order.
    pub runs: Vec<ShapedRun>,
    /// Glyphs; those of a cluster are in visual order.
    pub glyphs: Vec<Glyph>,
    /// Embedding level of the paragraph; odd is right to left.
    pub base_level: u8,
    /// Characters that no face covers, each once.
    pub missing: Vec<char>,
    /// Whether any part may run from right to left.
    pub is_bidi: bool,
    /// Hyphenation points; computed on first use because most paragraphs never need them.
    pub(super) hyphenation: OnceCell<Vec<usize>>,
}

/// The smallest piece of text that has glyphs of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cluster {
    /// Byte range in the text.
    pub bytes: Range<u32>,
    /// Range of its glyphs.
    pub glyphs: Range<u32>,
    /// Width.
    pub advance: f32,
    /// Part of the width at the left that is dropped at the start of a line.
    pub start_white: f32,
    /// Part of the width at the right that is dropped at the end of a line.
    pub end_white: f32,
    /// Index of its run.
    pub run: u16,
    /// How line breaking treats it.
    pub kind: ClusterKind,
    /// Whether a line may end after it.
    pub break_after: LineBreak,
}

/// How line breaking treats a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClusterKind {
    /// Visible.
    Ink,
    /// A space that is dropped at the end of a line.
    Space,
    /// A hard line break, without width.
    Newline,
    /// A soft hyphen: drawn as a hyphen at the end of a line, invisible elsewhere.
    SoftHyphen,
}

/// Whether a line may end after a cluster (UAX #14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineBreak {
    /// Never.
    No,
    /// If the next word does not fit.
    Allowed,
    /// If the next word does not fit, and the line would be short or too long otherwise.
    InShortLine,
    /// If the line would be too long otherwise.
    Emergency,
    /// If the formula that the break is in does not fit on a line of its own.
    InWideFormula,
    /// Always.
    Mandatory,
}

/// A run of clusters of one face, style and direction.
#[derive(Debug)]
pub(crate) struct ShapedRun {
    /// The face.
    pub face: FaceId,
    /// Type size in em of the paragraph.
    pub size: f32,
    /// Height of its baseline above the line's, in em of the paragraph.
    pub rise: f32,
    /// Embedding level.
    pub level: u8,
    /// Index of the run in the paragraph's [`Text`](crate::deck::Text).
    pub text_run: u16,
    /// Whether no face covers its characters, so that boxes are drawn.
    pub is_missing: bool,
    /// The hyphen of its face.
    pub hyphen: HyphenGlyph,
    /// Language (BCP 47), which selects the hyphenation patterns.
    pub lang: Arc<str>,
    /// The formula, if the run is one.
    pub formula: Option<InlineFormula>,
}

/// The glyph that a face uses for a hyphen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HyphenGlyph {
    /// Glyph index.
    pub id: u16,
    /// Advance in em of the paragraph.
    pub advance: f32,
}

impl ShapedParagraph {
    /// Returns the run of a cluster.
    pub(crate) fn run_of(&self, cluster: &Cluster) -> &ShapedRun {
        &self.runs[usize::from(cluster.run)]
    }

    /// Returns the text of a cluster.
    pub(super) fn cluster_text(&self, cluster: &Cluster) -> &str {
        &self.text[cluster.bytes.start as usize..cluster.bytes.end as usize]
    }

    /// Returns the glyphs of a cluster.
    pub(super) fn cluster_glyphs(&self, cluster: &Cluster) -> &[Glyph] {
        &self.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize]
    }

    /// Returns the clusters before which a word may be hyphenated, in order.
    pub(super) fn hyphenation_points(&self) -> &[usize] {
        self.hyphenation.get_or_init(|| hyphenate::hyphenation_points(self))
    }

    /// Returns the width in em of the longest word, or of words that are kept together; they are
    /// broken in narrower columns.
    pub(crate) fn longest_word_width(&self) -> f32 {
        let mut longest: f32 = 0.0;
        let mut word = 0.0;
        for cluster in &self.clusters {
            word += cluster.advance;
            if cluster.kind == ClusterKind::Ink {
                longest = longest.max(word);
            }
            let keeps_words = matches!(
                cluster.break_after,
                LineBreak::No | LineBreak::InShortLine | LineBreak::Emergency
            );
            if !keeps_words {
                word = 0.0;
            }
        }
        longest
    }
}
