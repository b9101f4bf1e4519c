//! Formulas: shaped once, in em, like the text around them.

mod glyphs;
mod words;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use self::glyphs::GlyphResolver;
use self::words::ShapedWords;
use super::draw::{DrawnPart, TextColours};
use super::line::TextLine;
use super::shape::{Shaper, TextStyle};
use super::shaped::{Cluster, ClusterKind, HyphenGlyph, LineBreak, ShapedParagraph, ShapedRun};
use crate::assets::{FaceId, HanForms};
use crate::deck::Style;
use crate::geometry::Point;
use crate::math::{Formula, FormulaCuts, GlyphSize, MathColour, MathRequest, MathStyle};
use crate::scene::{Colour, Glyph, GlyphRun, Paint, PathSegment, Shape, Stroke};

/// Height of an x and of a capital in the fonts of formulas, in em.
const MATH_X_HEIGHT_EM: f32 = 0.431;
const MATH_CAP_HEIGHT_EM: f32 = 0.683;

/// Text from this weight on has bold formulas.
const MIN_BOLD_WEIGHT: u16 = 600;

/// A formula in a line that is at most this wide is not broken, in em.
const MAX_UNBROKEN_WIDTH_EM: f32 = 9.0;

/// A part of a formula that is never broken. Lengths are in em of the text.
#[derive(Clone, Debug)]
pub(crate) struct ShapedPiece {
    /// Width, with the white at both ends.
    pub width: f32,
    /// White that is dropped at the start of a line.
    pub white_before: f32,
    /// White that is dropped at the end of a line.
    pub white_after: f32,
    /// Height above the baseline.
    pub height: f32,
    /// Depth below the baseline.
    pub depth: f32,
    /// Whether a relation is at the break before the piece.
    pub follows_relation: bool,
    marks: Vec<FormulaMark>,
}

/// What a piece draws.
#[derive(Clone, Debug)]
enum FormulaMark {
    Glyphs {
        face: FaceId,
        size: f32,
        origin: Point,
        text: Arc<str>,
        glyphs: Vec<Glyph>,
        colour: MathColour,
    },
    Words {
        words: Rc<ShapedWords>,
        size: f32,
        origin: Point,
        colour: MathColour,
    },
    Path {
        path: Vec<PathSegment>,
        stroke: Option<f32>,
        colour: MathColour,
    },
}

/// A formula, shaped.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShapedFormula {
    /// The pieces in order.
    pub pieces: Vec<ShapedPiece>,
    /// Characters for which no font has a glyph.
    pub missing: Vec<char>,
}

/// The pieces of a formula in a line of text.
#[derive(Debug)]
pub(crate) struct InlineFormula {
    /// Index of the cluster of the first piece; each piece is one cluster.
    pub first_cluster: usize,
    /// The pieces in order.
    pub pieces: Vec<ShapedPiece>,
}

impl Shaper<'_> {
    /// Shapes a formula on lines of its own or returns it from the cache.
    pub(crate) fn shape_display_formula(
        &mut self,
        formula: &Formula,
        style: &TextStyle,
    ) -> Rc<ShapedFormula> {
        let key = (formula.source().to_owned(), style.clone());
        if let Some(shaped) = self.formulas.get(&key) {
            return Rc::clone(shaped);
        }
        let how = (MathStyle::Display, FormulaCuts::AtSigns);
        let shaped = Rc::new(self.shape_formula(formula, style, how));
        self.formulas.insert(key, Rc::clone(&shaped));
        shaped
    }

    /// Shapes the rows of a formula, such as those of `aligned`, each as a piece. Returns nothing
    /// if it is no table, or one with brackets or rules.
    pub(crate) fn shape_formula_rows(
        &mut self,
        formula: &Formula,
        style: &TextStyle,
    ) -> Vec<ShapedPiece> {
        self.shape_formula(formula, style, (MathStyle::Display, FormulaCuts::BetweenRows)).pieces
    }

    fn shape_formula(
        &mut self,
        formula: &Formula,
        style: &TextStyle,
        (math_style, cuts): (MathStyle, FormulaCuts),
    ) -> ShapedFormula {
        let order = self.face_order(style, Style::default(), &style.lang, || {
            HanForms::guess_from_text(formula.source())
        });
        let words: Vec<Rc<ShapedWords>> =
            formula.words().iter().map(|words| Rc::new(self.shape_words(words, style))).collect();
        let is_bold = style.weight >= MIN_BOLD_WEIGHT;
        let metrics = self.fonts().get(self.primary_face(style)).metrics();
        // Letters of formulas are between those of the text in size: as high as an x on one side,
        // as a capital on the other.
        let scale = (metrics.x_height / MATH_X_HEIGHT_EM + metrics.cap_height / MATH_CAP_HEIGHT_EM)
            .clamp(1.6, 2.4)
            / 2.0;
        let resolver = GlyphResolver { fonts: self.fonts(), order, is_bold, words: &words, scale };
        let word_sizes: Vec<GlyphSize> = words.iter().map(|words| words.size(scale)).collect();
        let request = MathRequest {
            style: math_style,
            is_bold,
            foreign_size: &|character| resolver.foreign_size(character),
            word_sizes: &word_sizes,
            cuts,
        };
        let pieces = formula.lay_out(&request).unwrap_or_default();
        let mut missing: Vec<char> =
            words.iter().flat_map(|words| words.missing().iter().copied()).collect();
        let pieces =
            pieces.into_iter().map(|piece| resolver.shape_piece(piece, &mut missing)).collect();
        ShapedFormula { pieces, missing }
    }

    /// Appends a formula to a paragraph, one cluster for each piece.
    pub(super) fn push_formula(
        &mut self,
        formula: &Formula,
        (text_run, range): (usize, Range<usize>),
        style: &TextStyle,
        (level, lang): (u8, &Arc<str>),
        shaped: &mut ShapedParagraph,
    ) {
        let ShapedFormula { pieces, missing } =
            self.shape_formula(formula, style, (MathStyle::Inline, FormulaCuts::AtSigns));
        for character in missing {
            if !shaped.missing.contains(&character) {
                shaped.missing.push(character);
            }
        }
        let texts = formula.plain_parts();
        let width: f32 = pieces.iter().map(|piece| piece.width).sum();
        let is_whole = pieces.len() != texts.len() || width <= MAX_UNBROKEN_WIDTH_EM;
        let pieces = if is_whole { join_pieces(pieces) } else { pieces };
        let run = shaped.runs.len() as u16;
        let first_cluster = shaped.clusters.len();
        let mut start = range.start;
        for (index, piece) in pieces.iter().enumerate() {
            let is_last = index + 1 == pieces.len();
            let end = if is_last { range.end } else { start + texts[index].len() };
            shaped.clusters.push(Cluster {
                bytes: start as u32..end as u32,
                glyphs: 0..0,
                advance: piece.width,
                start_white: 0.0,
                end_white: piece.white_after,
                run,
                kind: ClusterKind::Ink,
                break_after: if is_last { LineBreak::No } else { LineBreak::InWideFormula },
            });
            start = end;
        }
        let face = self.primary_face(style);
        shaped.runs.push(ShapedRun {
            face,
            size: 1.0,
            rise: 0.0,
            // A formula is always written from left to right.
            level: level + level % 2,
            text_run: text_run as u16,
            is_missing: false,
            hyphen: HyphenGlyph::default(),
            lang: lang.clone(),
            formula: Some(InlineFormula { first_cluster, pieces }),
        });
    }
}

/// Joins pieces to one.
fn join_pieces(pieces: Vec<ShapedPiece>) -> Vec<ShapedPiece> {
    let mut pieces = pieces.into_iter();
    let Some(mut whole) = pieces.next() else { return vec![ShapedPiece::empty()] };
    for piece in pieces {
        for mut mark in piece.marks {
            mark.move_right(whole.width);
            whole.marks.push(mark);
        }
        whole.width += piece.width;
        whole.white_after = piece.white_after;
        whole.height = whole.height.max(piece.height);
        whole.depth = whole.depth.max(piece.depth);
    }
    vec![whole]
}

/// Draws pieces one after another and returns their parts in painting order. `run` is the index of
/// the run that they belong to.
pub(crate) fn draw_pieces<'p>(
    pieces: impl Iterator<Item = &'p ShapedPiece>,
    origin: Point,
    size: f32,
    (colours, colour): (&TextColours, Colour),
    run: usize,
) -> Vec<DrawnPart> {
    let mut parts = Vec::new();
    let mut x = origin.x;
    for piece in pieces {
        let start = Point::new(x, origin.y);
        for mark in &piece.marks {
            parts.extend(mark.draw(start, size, (colours, colour), run));
        }
        x += piece.width * size;
    }
    parts
}

impl ShapedParagraph {
    /// Returns the width in em of the formula that a cluster is part of, without the text around
    /// it; 0 if it is not part of one.
    pub(super) fn formula_width_at(&self, cluster: usize) -> f32 {
        let formula = self.run_of(&self.clusters[cluster]).formula.as_ref();
        formula.map_or(0.0, |formula| {
            let white = formula.pieces.last().map_or(0.0, |piece| piece.white_after);
            formula.pieces.iter().map(|piece| piece.width).sum::<f32>() - white
        })
    }

    /// Returns the height above and the depth below the baseline of the formulas in a line, in em;
    /// `None` if it has none.
    pub(crate) fn formula_extent(&self, line: &TextLine) -> Option<(f32, f32)> {
        // A search through all runs of the paragraph, once for each line, would be slow.
        let visible = &self.clusters[line.visible.clone()];
        let (first, last) = (visible.first()?, visible.last()?);
        let runs = &self.runs[usize::from(first.run)..=usize::from(last.run)];
        if runs.iter().all(|run| run.formula.is_none()) {
            return None;
        }
        let pieces = line.visible.clone().filter_map(|index| {
            let formula = self.run_of(&self.clusters[index]).formula.as_ref()?;
            formula.pieces.get(index - formula.first_cluster)
        });
        pieces.map(|piece| (piece.height, piece.depth)).reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))
    }
}

impl ShapedPiece {
    fn empty() -> Self {
        Self {
            width: 0.0,
            white_before: 0.0,
            white_after: 0.0,
            height: 0.0,
            depth: 0.0,
            follows_relation: false,
            marks: Vec::new(),
        }
    }
}

impl FormulaMark {
    fn move_right(&mut self, dx: f32) {
        match self {
            Self::Glyphs { origin, .. } | Self::Words { origin, .. } => {
                *origin = origin.moved_by(dx, 0.0);
            }
            Self::Path { path, .. } => {
                for segment in path {
                    *segment = segment.map_points(|point| point.moved_by(dx, 0.0));
                }
            }
        }
    }

    fn draw(
        &self,
        start: Point,
        em: f32,
        (colours, text_colour): (&TextColours, Colour),
        run: usize,
    ) -> Vec<DrawnPart> {
        let resolve = |colour: MathColour| match colour {
            MathColour::Inherited => text_colour,
            MathColour::Theme(name) => colours.palette.get(name).unwrap_or(text_colour),
            MathColour::Fixed([r, g, b, a]) => Colour { r, g, b, a },
        };
        let place = |point: Point| start.moved_by(point.x * em, -point.y * em);
        match self {
            Self::Words { words, size, origin, colour } => {
                words.draw(place(*origin), size * em, (colours, resolve(*colour)), run)
            }
            Self::Glyphs { face, size, origin, text, glyphs, colour } => vec![DrawnPart::Glyphs(
                GlyphRun {
                    face: *face,
                    size: size * em,
                    colour: resolve(*colour),
                    origin: place(*origin),
                    text: Arc::clone(text),
                    glyphs: glyphs.clone(),
                    lang: None,
                    actual_text: None,
                    line: None,
                },
                run,
            )],
            Self::Path { path, stroke, colour } => {
                let colour = resolve(*colour);
                vec![DrawnPart::Shape(
                    Shape {
                        path: path.iter().map(|segment| segment.map_points(place)).collect(),
                        fill: stroke.is_none().then_some(Paint::Solid(colour)),
                        stroke: stroke.map(|width| Stroke {
                            colour,
                            width: width * em,
                            round: false,
                        }),
                        actual_text: None,
                    },
                    run,
                )]
            }
        }
    }
}
