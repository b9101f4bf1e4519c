//! Places the glyphs of a line.

use std::ops::Range;
use std::sync::Arc;

use super::bidi::visual_order;
use super::justify::is_stretchable;
use super::lines::TextLine;
use super::shape::{ClusterKind, MISSING_BOX_WIDTH_EM, ShapedParagraph, ShapedRun};
use crate::deck::{Style, Text};
use crate::geometry::{Point, Rect};
use crate::layout::missing_glyphs::is_private_use;
use crate::scene::{Colour, Glyph, GlyphRun, Paint, PathSegment, Shape, Stroke};

/// Colours of a paragraph and the emphasis in it.
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
    /// Behind code.
    pub code_background: Colour,
    /// Behind `==marked==` text.
    pub mark: Colour,
}

/// What a line is drawn with, in painting order.
#[derive(Debug)]
pub(crate) enum DrawnPart {
    /// A ground or rule that belongs to the text: an artifact.
    Decoration(Shape),
    /// Glyphs of the run with this index.
    Glyphs(GlyphRun, usize),
    /// A box in place of a character of this run that no face has.
    Missing(Shape, usize),
    /// Where text of the run with this index stands, for links.
    Area(Rect, usize),
}

/// A stretch of a line in visual order.
struct Segment {
    clusters: Vec<usize>,
    x: f32,
    width: f32,
    stretch: usize,
}

/// Draws `line` with its left edge at `origin.x` and its baseline at `origin.y`.
///
/// `last` says that the paragraph ends with it; other lines keep a blank at their end, unseen, so
/// that extracted words stay apart.
pub(crate) fn draw_line(
    text: &Text,
    shaped: &ShapedParagraph,
    line: &TextLine,
    origin: Point,
    size: f32,
    ink: &TextColours,
    last: bool,
) -> Vec<DrawnPart> {
    let mut grounds = Vec::new();
    let mut glyphs = Vec::new();
    let mut rules = Vec::new();
    for segment in visual_segments(shaped, line, last) {
        let stretch = &shaped.stretches[segment.stretch];
        let run_index = usize::from(stretch.run);
        let Some(run) = text.runs.get(run_index) else { continue };
        let x = origin.x + segment.x * size;
        let baseline = origin.y - stretch.rise * size;
        let width = segment.width * size;
        let type_size = size * stretch.size;
        let colour = colour_of(run.style, run.link.is_some(), ink);

        let ground =
            Rect::new(x - 0.08 * size, origin.y - 0.78 * size, width + 0.16 * size, 1.02 * size);
        if run.style.code {
            grounds.push(DrawnPart::Decoration(rounded_rect(
                ground,
                0.14 * size,
                ink.code_background,
            )));
        } else if run.style.mark {
            grounds.push(DrawnPart::Decoration(rounded_rect(ground, 0.06 * size, ink.mark)));
        }
        if stretch.missing {
            let boxes =
                missing_glyph_boxes(shaped, &segment, type_size, colour, Point::new(x, baseline));
            glyphs.extend(boxes.map(|shape| DrawnPart::Missing(shape, run_index)));
            continue;
        }
        let set = GlyphRun {
            face: stretch.face,
            size: type_size,
            colour,
            origin: Point::new(x, baseline),
            text: Arc::clone(&shaped.text),
            glyphs: segment_glyphs(shaped, &segment, line, last),
            lang: run.lang.as_deref().map(Arc::from),
            actual_text: None,
        };
        let hyphen = hyphen_run(shaped, &segment, line, &set);
        glyphs.push(DrawnPart::Glyphs(set, run_index));
        glyphs.extend(hyphen.map(|hyphen| DrawnPart::Glyphs(hyphen, run_index)));
        if run.link.is_some() {
            let rule = Rect::new(x, origin.y + 0.11 * size, width, (0.045 * size).max(0.5));
            rules.push(DrawnPart::Decoration(rounded_rect(rule, 0.0, Colour { a: 140, ..colour })));
            rules.push(DrawnPart::Area(
                Rect::new(x, origin.y - 0.8 * size, width, 1.05 * size),
                run_index,
            ));
        }
        if run.style.strike {
            let rule = Rect::new(x, baseline - 0.26 * type_size, width, (0.06 * size).max(0.6));
            rules.push(DrawnPart::Decoration(rounded_rect(rule, 0.0, colour)));
        }
    }
    grounds.into_iter().chain(glyphs).chain(rules).collect()
}

/// A box for each cluster of a stretch that no face has. It is read as the character.
fn missing_glyph_boxes<'s>(
    shaped: &'s ShapedParagraph,
    segment: &'s Segment,
    size: f32,
    colour: Colour,
    origin: Point,
) -> impl Iterator<Item = Shape> + use<'s> {
    let width = 0.05 * size;
    segment.clusters.iter().enumerate().map(move |(index, &cluster)| {
        let bytes = &shaped.clusters[cluster].bytes;
        let character = &shaped.text[bytes.start as usize..bytes.end as usize];
        let left = origin.x + MISSING_BOX_WIDTH_EM * size * index as f32;
        let outer = Rect::new(
            left + 0.08 * size,
            origin.y - 0.68 * size,
            (MISSING_BOX_WIDTH_EM - 0.16) * size,
            0.68 * size,
        );
        Shape {
            path: rounded_rect_path(outer.inset_by(width / 2.0, width / 2.0), 0.0),
            fill: None,
            stroke: Some(Stroke { colour, width, round: false }),
            // What is for private use may not be read aloud (ISO 14289-1, 7.1); U+FFFD says that
            // something was there.
            actual_text: Some(
                if character.starts_with(is_private_use) { "\u{fffd}" } else { character }.into(),
            ),
        }
    })
}

fn colour_of(style: Style, link: bool, ink: &TextColours) -> Colour {
    if link {
        ink.link
    } else if style.code {
        ink.code
    } else if style.bold {
        ink.bold
    } else {
        ink.text
    }
}

/// Cuts a line into stretches, places them in visual order (UAX #9, L1 and L2), and gives them in
/// the order in which they are written.
fn visual_segments(shaped: &ShapedParagraph, line: &TextLine, last: bool) -> Vec<Segment> {
    let end = if last { line.visible.end } else { line.clusters.end };
    let clusters = line.clusters.start..end;
    let is_bidi =
        shaped.base_level != 0 || shaped.stretches.iter().any(|stretch| stretch.level != 0);
    let order: Vec<usize> = if is_bidi {
        let levels = clusters.clone().map(|index| {
            // L1: blanks at a line's end take the paragraph's level.
            if index >= line.visible.end {
                shaped.base_level
            } else {
                shaped.run_of(&shaped.clusters[index]).level
            }
        });
        visual_order(levels).into_iter().map(|index| clusters.start + index).collect()
    } else {
        clusters.collect()
    };
    let hanging: f32 = if is_bidi && shaped.base_level % 2 == 1 {
        // Blanks at the end of a right-to-left line stand to its left, outside the column.
        (line.visible.end..end).map(|index| shaped.clusters[index].advance).sum()
    } else {
        0.0
    };
    let mut segments: Vec<Segment> = Vec::new();
    let mut x = -hanging - line.lead;
    for index in order {
        let cluster = &shaped.clusters[index];
        let stretch = usize::from(cluster.stretch);
        let mut advance = cluster.advance + added_space(shaped, line, index);
        if line.hyphen && index + 1 == line.visible.end {
            advance += shaped.stretches[stretch].hyphen.1;
        }
        let is_seen = index < line.visible.end;
        let is_last = index + 1 == line.visible.end;
        let seen =
            if is_last { advance - cluster.trail } else { advance } * f32::from(u8::from(is_seen));
        match segments.last_mut() {
            Some(segment) if segment.stretch == stretch => {
                segment.clusters.push(index);
                segment.width += seen;
            }
            _ => segments.push(Segment { clusters: vec![index], x, width: seen, stretch }),
        }
        x += advance;
    }
    if is_bidi {
        // Their order in the file is that in which they are read (ISO 32000-1, 14.8.2.3).
        segments.sort_by_key(|segment| segment.clusters.iter().min().copied());
    }
    segments
}

/// What a justified line puts behind a cluster, in em.
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

/// The glyphs of a segment from left to right.
fn segment_glyphs(
    shaped: &ShapedParagraph,
    segment: &Segment,
    line: &TextLine,
    last: bool,
) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(segment.clusters.len());
    let stretch = &shaped.stretches[segment.stretch];
    for &index in &segment.clusters {
        let cluster = &shaped.clusters[index];
        glyphs.extend_from_slice(
            &shaped.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize],
        );
        let added = added_space(shaped, line, index);
        if added != 0.0
            && let Some(glyph) = glyphs.last_mut()
        {
            glyph.advance += added / stretch.size;
        }
        if is_hyphenated(shaped, line, index) && cluster.kind == ClusterKind::SoftHyphen && !last {
            glyphs.push(hyphen_glyph(stretch, cluster.bytes.clone()));
        }
    }
    glyphs
}

/// Whether the line ends behind this cluster with a hyphen that the text does not have.
fn is_hyphenated(shaped: &ShapedParagraph, line: &TextLine, index: usize) -> bool {
    line.hyphen && index + 1 == line.visible.end && index < shaped.clusters.len()
}

/// A hyphen that says of itself that it is not in the text: U+00AD (ISO 32000-2, 14.8.2.2.3).
fn hyphen_glyph(stretch: &ShapedRun, range: Range<u32>) -> Glyph {
    Glyph {
        id: stretch.hyphen.0,
        advance: stretch.hyphen.1 / stretch.size,
        dx: 0.0,
        dy: 0.0,
        range,
    }
}

/// The hyphen behind a segment that ends with a divided word; its text is its own, as the
/// paragraph's has no soft hyphen there.
fn hyphen_run(
    shaped: &ShapedParagraph,
    segment: &Segment,
    line: &TextLine,
    run: &GlyphRun,
) -> Option<GlyphRun> {
    let &index = segment.clusters.iter().find(|&&index| is_hyphenated(shaped, line, index))?;
    if shaped.clusters[index].kind == ClusterKind::SoftHyphen {
        return None;
    }
    let soft_hyphen: Arc<str> = "\u{ad}".into();
    let glyphs =
        vec![hyphen_glyph(&shaped.stretches[segment.stretch], 0..soft_hyphen.len() as u32)];
    let origin = run.origin.moved_by(run.width(), 0.0);
    Some(GlyphRun { origin, text: soft_hyphen, glyphs, ..run.clone() })
}

/// A rectangle with rounded corners.
pub(crate) fn rounded_rect(rect: Rect, radius: f32, fill: Colour) -> Shape {
    Shape {
        path: rounded_rect_path(rect, radius),
        fill: Some(Paint::Solid(fill)),
        stroke: None,
        actual_text: None,
    }
}

/// The outline of a rectangle with rounded corners, clockwise from the top left.
///
/// A quarter of a circle is drawn as a cubic Bézier with handles of 0.5523 radii (the usual
/// approximation, off by 0.03 %).
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
