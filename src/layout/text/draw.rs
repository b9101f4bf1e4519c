//! Places the glyphs of a line.

use std::ops::Range;
use std::sync::Arc;

use super::bidi::visual_order;
use super::formula::draw_pieces;
use super::justify::is_stretchable;
use super::line::{LinePosition, TextLine};
use super::shape::MISSING_BOX_WIDTH_EM;
use super::shaped::{ClusterKind, ShapedParagraph, ShapedRun};
use crate::deck::{Run, Style, Text};
use crate::geometry::{Point, Rect};
use crate::layout::missing_glyphs::is_private_use;
use crate::scene::{ArtifactKind, Colour, Glyph, GlyphRun, Paint, PathSegment, Shape, Stroke};
use crate::theme::Palette;

/// Colours of a paragraph and of the emphasis in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextColours {
    /// Plain text.
    pub text: Colour,
    /// `**bold**`.
    pub bold: Colour,
    /// Links.
    pub link: Colour,
    /// `` `code` ``.
    pub code: Colour,
    /// The palette of the page: the ground of code and marks, and the colours that formulas name.
    pub palette: Palette,
}

/// One part of a drawn line.
#[derive(Debug)]
pub(crate) enum DrawnPart {
    /// A background or rule of the text: an artifact of this kind.
    Decoration(Shape, ArtifactKind),
    /// Glyphs of the run with this index.
    Glyphs(GlyphRun, usize),
    /// A shape of the run with this index: a rule of a formula, or a box that replaces a character
    /// for which no face has a glyph.
    Shape(Shape, usize),
    /// The area of a link, the run with this index.
    Area(Rect, usize),
}

/// A line and its place on the page.
pub(crate) struct PlacedLine<'a> {
    /// The paragraph.
    pub text: &'a Text,
    /// The shaped paragraph.
    pub shaped: &'a ShapedParagraph,
    /// The line.
    pub line: &'a TextLine,
    /// Whether other lines follow. These lines keep their trailing space, which is invisible, so
    /// that words stay apart when text is extracted.
    pub position: LinePosition,
    /// Left edge and baseline.
    pub origin: Point,
    /// Type size in pt.
    pub size: f32,
    /// Colours.
    pub colours: &'a TextColours,
}

/// The clusters of one run in a line.
struct Segment {
    /// Its clusters, as a range of their order from left to right.
    order: Range<usize>,
    x: f32,
    width: f32,
    run: usize,
}

/// The parts of a line by layer.
#[derive(Default)]
struct Layers {
    backgrounds: Vec<DrawnPart>,
    glyphs: Vec<DrawnPart>,
    rules: Vec<DrawnPart>,
}

/// Draws a line; returns its parts in painting order.
pub(crate) fn draw_line(placed: &PlacedLine<'_>) -> Vec<DrawnPart> {
    let mut layers = Layers::default();
    let order = visual_cluster_order(placed);
    for segment in visual_segments(placed, &order) {
        let index = usize::from(placed.shaped.runs[segment.run].text_run);
        if let Some(run) = placed.text.runs.get(index) {
            let clusters = &order[segment.order.clone()];
            draw_segment(placed, (&segment, clusters), (index, run), &mut layers);
        }
    }
    layers.backgrounds.into_iter().chain(layers.glyphs).chain(layers.rules).collect()
}

fn draw_segment(
    placed: &PlacedLine<'_>,
    (segment, clusters): (&Segment, &[usize]),
    (index, run): (usize, &Run),
    layers: &mut Layers,
) {
    let (shaped, size, origin) = (placed.shaped, placed.size, placed.origin);
    let shaped_run = &shaped.runs[segment.run];
    let x = origin.x + segment.x * size;
    let baseline = origin.y - shaped_run.rise * size;
    let width = segment.width * size;
    let type_size = size * shaped_run.size;
    let colour = run_colour(run, placed.colours);

    let background =
        Rect::new(x - 0.08 * size, origin.y - 0.78 * size, width + 0.16 * size, 1.02 * size);
    if run.style.code {
        let shape = rounded_rect(background, 0.14 * size, placed.colours.palette.surface);
        layers.backgrounds.push(DrawnPart::Decoration(shape, ArtifactKind::Highlight));
    } else if run.style.mark {
        let shape = rounded_rect(background, 0.06 * size, placed.colours.palette.mark);
        layers.backgrounds.push(DrawnPart::Decoration(shape, ArtifactKind::Highlight));
    }
    if shaped_run.is_missing {
        let boxes =
            missing_glyph_boxes(shaped, clusters, type_size, colour, Point::new(x, baseline));
        layers.glyphs.extend(boxes.map(|shape| DrawnPart::Shape(shape, index)));
        return;
    }
    if let Some(formula) = &shaped_run.formula {
        let pieces = clusters.iter().map(|&index| &formula.pieces[index - formula.first_cluster]);
        let origin = Point::new(x, baseline);
        let parts = draw_pieces(pieces, origin, size, (placed.colours, colour), index);
        layers.glyphs.extend(parts);
    } else {
        let glyphs = GlyphRun {
            face: shaped_run.face,
            size: type_size,
            colour,
            origin: Point::new(x, baseline),
            text: Arc::clone(&shaped.text),
            glyphs: segment_glyphs(placed, segment.run, clusters),
            lang: run.lang.as_deref().map(Arc::from),
            actual_text: None,
            line: None,
        };
        let hyphen = hyphen_run(placed, (segment.run, clusters), &glyphs);
        layers.glyphs.push(DrawnPart::Glyphs(glyphs, index));
        layers.glyphs.extend(hyphen.map(|hyphen| DrawnPart::Glyphs(hyphen, index)));
    }
    if run.is_footnote_call() {
        let area = Rect::new(x, origin.y - 0.8 * size, width, 0.8 * size);
        layers.rules.push(DrawnPart::Area(area, index));
    } else if run.link.is_some() {
        let rule = Rect::new(x, origin.y + 0.11 * size, width, (0.045 * size).max(0.5));
        let shape = rounded_rect(rule, 0.0, Colour { a: 140, ..colour });
        layers.rules.push(DrawnPart::Decoration(shape, ArtifactKind::Underline));
        let area = Rect::new(x, origin.y - 0.8 * size, width, 1.05 * size);
        layers.rules.push(DrawnPart::Area(area, index));
    }
    if run.style.strike {
        let rule = Rect::new(x, baseline - 0.26 * type_size, width, (0.06 * size).max(0.6));
        let shape = rounded_rect(rule, 0.0, colour);
        layers.rules.push(DrawnPart::Decoration(shape, ArtifactKind::StrikeThrough));
    }
}

/// Returns a box for each cluster of a segment for which no face has a glyph. The actual text of
/// the box is the character.
fn missing_glyph_boxes<'s>(
    shaped: &'s ShapedParagraph,
    clusters: &'s [usize],
    size: f32,
    colour: Colour,
    origin: Point,
) -> impl Iterator<Item = Shape> + use<'s> {
    let width = 0.05 * size;
    clusters.iter().enumerate().map(move |(index, &cluster)| {
        let character = shaped.cluster_text(&shaped.clusters[cluster]);
        let left = origin.x + MISSING_BOX_WIDTH_EM * size * index as f32;
        let outer = Rect::new(
            left + 0.08 * size,
            origin.y - 0.68 * size,
            (MISSING_BOX_WIDTH_EM - 0.16) * size,
            0.68 * size,
        );
        // PDF/UA forbids private-use characters in text (ISO 14289-1, 7.1); U+FFFD marks where one
        // was.
        let actual_text =
            if character.starts_with(is_private_use) { "\u{fffd}" } else { character };
        Shape {
            path: rounded_rect_path(outer.inset_by(width / 2.0, width / 2.0), 0.0),
            fill: None,
            stroke: Some(Stroke { colour, width, round: false }),
            actual_text: Some(actual_text.into()),
        }
    })
}

fn run_colour(run: &Run, colours: &TextColours) -> Colour {
    match run.style {
        // Links in titles have the colour of the title, but a number would be read as a power.
        _ if run.is_footnote_call() && colours.text == colours.palette.title => {
            colours.palette.link
        }
        _ if run.link.is_some() => colours.link,
        Style { code: true, .. } => colours.code,
        Style { bold: true, .. } => colours.bold,
        _ => colours.text,
    }
}

/// Returns where the drawn clusters of a line end.
fn drawn_end(placed: &PlacedLine<'_>) -> usize {
    match placed.position {
        LinePosition::Last => placed.line.visible.end,
        LinePosition::Inner => placed.line.clusters.end,
    }
}

/// Returns the clusters of a line from left to right (UAX #9, L1 and L2).
fn visual_cluster_order(placed: &PlacedLine<'_>) -> Vec<usize> {
    let (shaped, line) = (placed.shaped, placed.line);
    let clusters = line.clusters.start..drawn_end(placed);
    if shaped.is_bidi {
        let levels = clusters.clone().map(|index| {
            // L1: spaces at the end of a line take the level of the paragraph.
            if index >= line.visible.end {
                shaped.base_level
            } else {
                shaped.run_of(&shaped.clusters[index]).level
            }
        });
        visual_order(levels).into_iter().map(|index| clusters.start + index).collect()
    } else {
        clusters.collect()
    }
}

/// Cuts a line, whose clusters are in this order from left to right, into segments. Returns them
/// in logical order.
fn visual_segments(placed: &PlacedLine<'_>, order: &[usize]) -> Vec<Segment> {
    let (shaped, line, end) = (placed.shaped, placed.line, drawn_end(placed));
    let is_bidi = shaped.is_bidi;
    let hanging: f32 = if is_bidi && shaped.base_level % 2 == 1 {
        // Trailing spaces of a right-to-left line are to its left, outside the column.
        (line.visible.end..end).map(|index| shaped.clusters[index].advance).sum()
    } else {
        0.0
    };
    let mut segments: Vec<Segment> = Vec::new();
    let mut x = -hanging - line.start_white;
    for (place, &index) in order.iter().enumerate() {
        let cluster = &shaped.clusters[index];
        let run = usize::from(cluster.run);
        let mut advance = cluster.advance + added_space(shaped, line, index);
        let is_last = index + 1 == line.visible.end;
        if line.is_hyphenated && is_last {
            advance += shaped.runs[run].hyphen.advance;
        }
        let visible_width = match index {
            _ if index >= line.visible.end => 0.0,
            _ if is_last => advance - cluster.end_white,
            _ => advance,
        };
        match segments.last_mut() {
            Some(segment) if segment.run == run => {
                segment.order.end = place + 1;
                segment.width += visible_width;
            }
            _ => {
                segments.push(Segment { order: place..place + 1, x, width: visible_width, run });
            }
        }
        x += advance;
    }
    if is_bidi {
        // The order in the file is the logical order (ISO 32000-1, 14.8.2.3).
        segments.sort_by_key(|segment| order[segment.order.clone()].iter().min().copied());
    }
    segments
}

/// Returns the space that justification adds after a cluster, in em.
fn added_space(shaped: &ShapedParagraph, line: &TextLine, index: usize) -> f32 {
    let cluster = &shaped.clusters[index];
    if index + 1 >= line.visible.end {
        0.0
    } else if cluster.kind == ClusterKind::Space {
        line.word_space
    } else if line.letter_space != 0.0 && is_stretchable(shaped, cluster) {
        line.letter_space
    } else {
        0.0
    }
}

/// Returns the glyphs of clusters of a run from left to right.
fn segment_glyphs(placed: &PlacedLine<'_>, run: usize, clusters: &[usize]) -> Vec<Glyph> {
    let (shaped, line) = (placed.shaped, placed.line);
    let run = &shaped.runs[run];
    let is_plain = !shaped.is_bidi
        && !line.is_hyphenated
        && line.word_space == 0.0
        && line.letter_space == 0.0;
    if let (true, [first, .., last]) = (is_plain, clusters) {
        // The glyphs of a run from left to right are in order.
        let (first, last) = (&shaped.clusters[*first], &shaped.clusters[*last]);
        return shaped.glyphs[first.glyphs.start as usize..last.glyphs.end as usize].to_vec();
    }
    let mut glyphs = Vec::with_capacity(clusters.len());
    for &index in clusters {
        let cluster = &shaped.clusters[index];
        glyphs.extend_from_slice(shaped.cluster_glyphs(cluster));
        let added = added_space(shaped, line, index);
        if added != 0.0
            && let Some(glyph) = glyphs.last_mut()
        {
            glyph.advance += added / run.size;
        }
        if is_hyphenated_after(placed, index)
            && cluster.kind == ClusterKind::SoftHyphen
            && placed.position == LinePosition::Inner
        {
            glyphs.push(hyphen_glyph(run, cluster.bytes.clone()));
        }
    }
    glyphs
}

/// Returns whether the line ends after this cluster with a hyphen that is not in the text.
fn is_hyphenated_after(placed: &PlacedLine<'_>, index: usize) -> bool {
    placed.line.is_hyphenated
        && index + 1 == placed.line.visible.end
        && index < placed.shaped.clusters.len()
}

/// Returns a hyphen whose text is U+00AD, so that readers leave it out of words (ISO 32000-2,
/// 14.8.2.2.3).
fn hyphen_glyph(run: &ShapedRun, range: Range<u32>) -> Glyph {
    Glyph { id: run.hyphen.id, advance: run.hyphen.advance / run.size, dx: 0.0, dy: 0.0, range }
}

/// Returns the hyphen after a segment that ends inside a word. It has a text of its own because
/// the paragraph has no soft hyphen there.
fn hyphen_run(
    placed: &PlacedLine<'_>,
    (run, clusters): (usize, &[usize]),
    glyphs: &GlyphRun,
) -> Option<GlyphRun> {
    let shaped = placed.shaped;
    if !placed.line.is_hyphenated {
        return None;
    }
    let &index = clusters.iter().find(|&&index| is_hyphenated_after(placed, index))?;
    if shaped.clusters[index].kind == ClusterKind::SoftHyphen {
        return None;
    }
    let soft_hyphen: Arc<str> = "\u{ad}".into();
    let hyphen = hyphen_glyph(&shaped.runs[run], 0..soft_hyphen.len() as u32);
    Some(GlyphRun {
        origin: glyphs.origin.moved_by(glyphs.width(), 0.0),
        text: soft_hyphen,
        glyphs: vec![hyphen],
        ..glyphs.clone()
    })
}

/// Returns a filled rectangle with rounded corners.
pub(crate) fn rounded_rect(rect: Rect, radius: f32, fill: Colour) -> Shape {
    Shape {
        path: rounded_rect_path(rect, radius),
        fill: Some(Paint::Solid(fill)),
        stroke: None,
        actual_text: None,
    }
}

/// Returns the path of a rectangle with rounded corners, clockwise from the top left.
///
/// A quarter circle is approximated by a cubic Bézier curve with handles of 0.5523 radii, which is
/// off by 0.03 %.
pub(crate) fn rounded_rect_path(rect: Rect, radius: f32) -> Vec<PathSegment> {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0);
    if radius <= 0.0 {
        return vec![
            PathSegment::Move(Point::new(left, top)),
            PathSegment::Line(Point::new(right, top)),
            PathSegment::Line(Point::new(right, bottom)),
            PathSegment::Line(Point::new(left, bottom)),
            PathSegment::Close,
        ];
    }
    let near = radius * (1.0 - 0.552_3);
    vec![
        PathSegment::Move(Point::new(left + radius, top)),
        PathSegment::Line(Point::new(right - radius, top)),
        PathSegment::Cubic(
            Point::new(right - near, top),
            Point::new(right, top + near),
            Point::new(right, top + radius),
        ),
        PathSegment::Line(Point::new(right, bottom - radius)),
        PathSegment::Cubic(
            Point::new(right, bottom - near),
            Point::new(right - near, bottom),
            Point::new(right - radius, bottom),
        ),
        PathSegment::Line(Point::new(left + radius, bottom)),
        PathSegment::Cubic(
            Point::new(left + near, bottom),
            Point::new(left, bottom - near),
            Point::new(left, bottom - radius),
        ),
        PathSegment::Line(Point::new(left, top + radius)),
        PathSegment::Cubic(
            Point::new(left, top + near),
            Point::new(left + near, top),
            Point::new(left + radius, top),
        ),
        PathSegment::Close,
    ]
}
