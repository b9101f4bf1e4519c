//! Paragraphs, put together from the runs of glyphs of a page.

use std::sync::Arc;

use crate::assets::FaceId;
use crate::geometry::Rect;
use crate::scene::{Colour, ColumnAlignment, ElementId, GlyphRun, ListNumbering};

/// How far the bottom of a line of exact height is below its baseline, in em of its type. Measured
/// in LibreOffice 7.4 with Source Sans 3 in lines of 1.14 to 1.35 em.
const DESCENT_EM: f32 = 0.2;

/// A paragraph on a page.
#[derive(Clone, Debug)]
pub(super) struct Paragraph<'s> {
    /// The paragraph, heading or list item in the structure tree; `None` for an artifact.
    pub(super) element: Option<ElementId>,
    /// Its whole text, parts on other pages included.
    pub(super) text: Arc<str>,
    /// Its lines.
    pub(super) lines: Vec<Line<'s>>,
    /// The column that it is set in.
    pub(super) column: TextColumn,
    /// The bullet or number before it.
    pub(super) label: Option<Label>,
    /// The runs of a label that is neither a bullet nor a number: it is part of the text.
    pub(super) label_runs: Vec<TextRun<'s>>,
    /// The number of lists around it.
    pub(super) list_depth: usize,
    /// The step of the slide at which it appears.
    pub(super) step: u16,
    /// Whether a formula is before its first run.
    pub(super) starts_with_formula: bool,
    /// Whether a formula is after its last run.
    pub(super) ends_with_formula: bool,
    /// Whether it is only formulas.
    pub(super) is_formula: bool,
    /// Whether it is a line of code, whose spaces count.
    pub(super) is_code: bool,
}

/// The column of a paragraph, in pt.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextColumn {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) alignment: ColumnAlignment,
    /// Indent of the lines after the first.
    pub(super) hang: f32,
    /// Height of a line.
    pub(super) leading: f32,
    pub(super) is_rtl: bool,
    /// Whether the column is known. That of a label in a drawing is as wide as the label.
    pub(super) is_known: bool,
}

impl TextColumn {
    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }
}

/// A line of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Line<'s> {
    /// The baseline.
    pub(super) baseline: f32,
    /// The runs in the order of the text.
    pub(super) runs: Vec<TextRun<'s>>,
}

/// A run of glyphs with what is known about its text.
#[derive(Clone, Debug)]
pub(super) struct TextRun<'s> {
    pub(super) glyphs: &'s GlyphRun,
    /// The link, code or other part of the paragraph that it belongs to.
    pub(super) element: Option<ElementId>,
    /// How far it is above the baseline.
    pub(super) rise: f32,
    /// Colour of the ground below it, as of a mark.
    pub(super) highlight: Option<Colour>,
    /// Whether a line goes through it.
    pub(super) is_struck: bool,
}

/// What is before the text of a list item.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) kind: LabelKind,
    pub(super) colour: Option<Colour>,
    /// The face of a number.
    pub(super) face: Option<FaceId>,
    /// Left edge of what is drawn.
    pub(super) bounds: Rect,
    /// The list of the item.
    pub(super) list: Option<ElementId>,
}

/// The kinds of labels.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LabelKind {
    /// A bullet: one character.
    Bullet(char),
    /// A number of a list with this numbering.
    Number(ListNumbering, u32),
    /// Any other text.
    Text,
}

impl Line<'_> {
    /// Returns the left edge of the first glyph.
    pub(super) fn left(&self) -> f32 {
        self.runs.iter().map(|run| run.glyphs.origin.x).fold(f32::INFINITY, f32::min)
    }

    /// Returns the right edge of the last visible glyph.
    pub(super) fn right(&self) -> f32 {
        self.runs.iter().map(|run| run.visible_right()).fold(f32::NEG_INFINITY, f32::max)
    }

    /// Returns the distance between the baseline and the bottom of a line of exact height.
    pub(super) fn descent(&self) -> f32 {
        let on_line = self.runs.iter().filter(|run| run.rise.abs() < 0.01);
        on_line.map(|run| run.glyphs.size * DESCENT_EM).fold(0.0, f32::max)
    }
}

impl TextRun<'_> {
    /// Returns the right edge without spaces at the end.
    fn visible_right(&self) -> f32 {
        let GlyphRun { glyphs, text, size, origin, .. } = self.glyphs;
        let is_space = |range: &std::ops::Range<u32>| {
            let part = text.get(range.start as usize..range.end as usize);
            part.is_some_and(|part| part.chars().all(|character| character == ' '))
        };
        let spaces: f32 = glyphs
            .iter()
            .rev()
            .take_while(|glyph| is_space(&glyph.range))
            .map(|glyph| glyph.advance)
            .sum();
        origin.x + self.glyphs.width() - spaces * size
    }

    /// Whether the run is the hyphen of a broken word.
    pub(super) fn is_hyphen(&self) -> bool {
        &*self.glyphs.text == "\u{ad}"
    }
}

impl Paragraph<'_> {
    /// Returns the baseline of the first line.
    pub(super) fn first_baseline(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.baseline)
    }

    /// Returns the baseline of the last line.
    pub(super) fn last_baseline(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.baseline)
    }

    /// Returns the top of the first line.
    pub(super) fn top(&self) -> f32 {
        let descent = self.lines.first().map_or(0.0, Line::descent);
        self.first_baseline() + descent - self.column.leading
    }

    /// Returns the bottom of the last line.
    pub(super) fn bottom(&self) -> f32 {
        self.last_baseline() + self.lines.last().map_or(0.0, Line::descent)
    }

    /// Returns the size of most of its letters.
    pub(super) fn base_size(&self) -> f32 {
        let runs = self.lines.iter().flat_map(|line| &line.runs);
        let on_line = runs.filter(|run| run.rise.abs() < 0.01).map(|run| run.glyphs.size);
        on_line.fold(0.0, f32::max)
    }
}
