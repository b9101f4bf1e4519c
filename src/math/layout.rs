//! Lays out formulas: glyphs, rules and paths with their positions, in em.

use std::collections::HashMap;
use std::sync::Arc;

use ratex_font::{FontId, katex_ttf_glyph_char};
use ratex_layout::layout_box::BoxContent;
use ratex_layout::{
    FallbackGlyphMetrics, LayoutBox, LayoutOptions, layout_with_fallback_metrics, to_display_list,
    validate_layout,
};
use ratex_parser::ParseNode;
use ratex_types::display_item::DisplayItem;
use ratex_types::math_style::MathStyle as LibraryStyle;
use ratex_types::path_command::PathCommand;

use super::Formula;
use super::adjust::{PartExtent, adjust_node, embolden};
use super::colour::{MathColour, decode_colour, inherited_colour};
use super::glyph_text::{glyph_text, is_stroke, struck_text};
use super::stack::cut_rows;
use crate::library_panic::catch_panic;

/// Whether a formula is part of a line or on lines of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MathStyle {
    /// Part of a line of text.
    Inline,
    /// On lines of its own.
    Display,
}

/// How a formula is laid out.
pub struct MathRequest<'a> {
    /// Part of a line, or on its own.
    pub style: MathStyle,
    /// Whether letters and signs are bold.
    pub is_bold: bool,
    /// Returns the size of a character that the formula fonts lack.
    pub foreign_size: &'a dyn Fn(char) -> GlyphSize,
    /// The sizes of the words of the formula, in their order.
    pub word_sizes: &'a [GlyphSize],
    /// Where the formula is cut.
    pub cuts: FormulaCuts,
}

/// Where a formula is cut into pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormulaCuts {
    /// At relations and operators: pieces are beside each other.
    AtSigns,
    /// Between the rows of `aligned` and the like: pieces are below each other. There are none if
    /// the formula is no such table.
    BetweenRows,
}

/// The size of a character or of words in another font, in em.
#[derive(Clone, Copy, Debug)]
pub struct GlyphSize {
    /// Width.
    pub width: f32,
    /// Height above the baseline.
    pub height: f32,
    /// Depth below the baseline.
    pub depth: f32,
}

/// A part of a formula that is never broken. Lengths are in em.
#[derive(Clone, Debug, PartialEq)]
pub struct MathPiece {
    /// Width, with the white at both ends.
    pub width: f32,
    /// White at the start, which is dropped at the start of a line.
    pub white_before: f32,
    /// White at the end, which is dropped at the end of a line.
    pub white_after: f32,
    /// Height above the baseline.
    pub height: f32,
    /// Depth below the baseline.
    pub depth: f32,
    /// What is drawn, in painting order.
    pub items: Vec<MathItem>,
    /// Whether a relation, not an operator, is at the break before the piece.
    pub follows_relation: bool,
}

/// Something drawn. Positions are relative to the start of the piece and its baseline; y grows
/// upwards.
#[derive(Clone, Debug, PartialEq)]
pub enum MathItem {
    /// A glyph.
    Glyph {
        /// Name of the face, such as `Main-Regular`.
        face: &'static str,
        /// The character by which the glyph is looked up.
        character: char,
        /// The text that the glyph represents; empty if it is part of that of its neighbour.
        text: String,
        /// Position to the right.
        x: f32,
        /// Position upwards.
        y: f32,
        /// Size in em.
        scale: f32,
        /// Colour.
        colour: MathColour,
    },
    /// Words, in the font of the text around the formula.
    Words {
        /// Their position in [`Formula::words`].
        index: usize,
        /// Position to the right.
        x: f32,
        /// Position upwards.
        y: f32,
        /// Size in em.
        scale: f32,
        /// Colour.
        colour: MathColour,
    },
    /// A path.
    Path {
        /// The path.
        segments: Vec<MathSegment>,
        /// Width of the line; `None` if the path is filled.
        stroke: Option<f32>,
        /// Colour.
        colour: MathColour,
    },
}

/// A segment of a path: points of x and y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MathSegment {
    /// Starts a new subpath.
    Move([f32; 2]),
    /// A straight line.
    Line([f32; 2]),
    /// A cubic Bézier curve: two control points and the end.
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    /// A line to the start of the subpath.
    Close,
}

/// Width of lines along a path.
const STROKE_WIDTH_EM: f32 = 0.04;

impl Formula {
    /// Lays out the formula. In a line, a piece ends after a relation or operator; on lines of its
    /// own, before it. Returns `None` if the library fails, or cannot cut the formula so.
    pub fn lay_out(&self, request: &MathRequest<'_>) -> Option<Vec<MathPiece>> {
        let library_style = match request.style {
            MathStyle::Inline => LibraryStyle::Text,
            MathStyle::Display => LibraryStyle::Display,
        };
        let options = LayoutOptions {
            style: library_style,
            color: inherited_colour(),
            ..LayoutOptions::default()
        };
        let sizes = Arc::new(self.foreign_sizes(request));
        catch_panic(|| {
            let measure = |nodes: &[ParseNode]| {
                let part = layout_with_fallback_metrics(nodes, &options, Arc::clone(&sizes));
                PartExtent { width: part.width, height: part.height, depth: part.depth }
            };
            let mut nodes = self.drawn.clone();
            for node in &mut nodes {
                if request.is_bold {
                    embolden(node);
                }
                adjust_node(node, &measure);
            }
            let whole = layout_with_fallback_metrics(&nodes, &options, Arc::clone(&sizes));
            validate_layout(&whole).ok()?;
            Some(match request.cuts {
                FormulaCuts::AtSigns => self.cut_pieces(&whole, request.style),
                FormulaCuts::BetweenRows => {
                    cut_rows(&whole)?.iter().map(|row| self.build_piece(row)).collect()
                }
            })
        })
        .flatten()
    }

    fn foreign_sizes(&self, request: &MathRequest<'_>) -> HashMap<char, FallbackGlyphMetrics> {
        let metrics = |GlyphSize { width, height, depth }| {
            let [width, height, depth] = [width, height, depth].map(f64::from);
            FallbackGlyphMetrics { width, height, depth }
        };
        let foreign = self.source().chars().filter(|sign| !sign.is_ascii());
        let words = self.words.placeholders.iter().zip(request.word_sizes);
        foreign
            .map(|sign| (sign, metrics((request.foreign_size)(sign))))
            .chain(words.map(|(placeholder, size)| (*placeholder, metrics(*size))))
            .collect()
    }

    /// Cuts a box at the breaks of the formula.
    fn cut_pieces(&self, whole: &LayoutBox, style: MathStyle) -> Vec<MathPiece> {
        let BoxContent::HBox(children) = &whole.content else {
            return vec![self.build_piece(whole)];
        };
        let Some(starts) = child_of_each_node(&self.nodes, children) else {
            return vec![self.build_piece(whole)];
        };
        let mut pieces = Vec::with_capacity(self.breaks.len() + 1);
        let mut start = 0;
        let mut follows_relation = false;
        for point in &self.breaks {
            // Starts include the white before a node.
            let end = match style {
                MathStyle::Inline => {
                    let is_white = |child: &&LayoutBox| matches!(child.content, BoxContent::Kern);
                    let white = children[starts[point.after]..].iter().take_while(is_white).count();
                    // White at the end of a line is dropped.
                    starts[point.after] + white
                }
                MathStyle::Display => starts[point.sign],
            };
            if end > start {
                let piece = self.build_piece(&make_row(&children[start..end]));
                pieces.push(MathPiece { follows_relation, ..piece });
            }
            start = end;
            follows_relation = point.is_relation;
        }
        let piece = self.build_piece(&make_row(&children[start..]));
        pieces.push(MathPiece { follows_relation, ..piece });
        pieces
    }

    /// Turns a box into what is drawn.
    fn build_piece(&self, row: &LayoutBox) -> MathPiece {
        let list = to_display_list(row);
        let mut items = Vec::with_capacity(list.items.len());
        for item in &list.items {
            push_item(item, list.height, &self.words.placeholders, &mut items);
        }
        join_texts(&mut items);
        let children: &[LayoutBox] = match &row.content {
            BoxContent::HBox(children) => children,
            _ => &[],
        };
        let white = |child: &&LayoutBox| matches!(child.content, BoxContent::Kern);
        MathPiece {
            width: list.width as f32,
            white_before: children.iter().take_while(white).map(|child| child.width as f32).sum(),
            white_after: children
                .iter()
                .rev()
                .take_while(white)
                .map(|child| child.width as f32)
                .sum(),
            height: list.height as f32,
            depth: list.depth as f32,
            items,
            follows_relation: false,
        }
    }
}

/// Returns the index of the first box of each node; `None` if nodes and boxes do not correspond.
/// Between the boxes of two nodes, there may be a box of white.
fn child_of_each_node(nodes: &[ParseNode], children: &[LayoutBox]) -> Option<Vec<usize>> {
    let mut starts = Vec::with_capacity(nodes.len());
    let mut next = 0;
    for node in nodes {
        starts.push(next);
        let is_white = matches!(children.get(next)?.content, BoxContent::Kern);
        if is_white && !is_space(node) {
            next += 1;
        }
        next += 1;
    }
    (next == children.len()).then_some(starts)
}

fn is_space(node: &ParseNode) -> bool {
    matches!(
        node,
        ParseNode::SpacingNode { .. }
            | ParseNode::Kern { .. }
            | ParseNode::Phantom { .. }
            | ParseNode::NoNumber { .. }
            | ParseNode::Internal { .. }
    )
}

fn make_row(children: &[LayoutBox]) -> LayoutBox {
    ratex_layout::hbox::make_hbox(children.to_vec())
}

/// Adds what the library draws. `placeholders` are the characters that represent words.
fn push_item(item: &DisplayItem, baseline: f64, placeholders: &[char], items: &mut Vec<MathItem>) {
    let point = |x: f64, y: f64| [x as f32, (baseline - y) as f32];
    let rectangle = |x: f64, top: f64, width: f64, height: f64| {
        vec![
            MathSegment::Move(point(x, top)),
            MathSegment::Line(point(x + width, top)),
            MathSegment::Line(point(x + width, top + height)),
            MathSegment::Line(point(x, top + height)),
            MathSegment::Close,
        ]
    };
    match item {
        DisplayItem::GlyphPath { x, y, scale, font, char_code, color } => {
            let Some(font) = FontId::parse(font) else { return };
            let character = katex_ttf_glyph_char(font, *char_code);
            let written = char::from_u32(*char_code).unwrap_or('\u{fffd}');
            let [x, y] = point(*x, *y);
            let (scale, colour) = (*scale as f32, decode_colour(*color));
            if let Ok(index) = placeholders.binary_search(&written) {
                items.push(MathItem::Words { index, x, y, scale, colour });
                return;
            }
            items.push(MathItem::Glyph {
                face: font.as_str(),
                character,
                text: if written == character {
                    glyph_text(font.as_str(), character)
                } else {
                    written.to_string()
                },
                x,
                y,
                scale,
                colour,
            });
        }
        DisplayItem::Line { x, y, width, thickness, color, dashed } => {
            // Dashes are as long as the gaps between them.
            let dash = if *dashed { (4.0 * thickness).max(0.01) } else { *width };
            let count =
                if *dashed { (width / (2.0 * dash)).ceil().min(1000.0) as usize } else { 1 };
            for index in 0..count {
                let offset = 2.0 * dash * index as f64;
                let length = dash.min(width - offset);
                items.push(MathItem::Path {
                    segments: rectangle(x + offset, y - thickness / 2.0, length, *thickness),
                    stroke: None,
                    colour: decode_colour(*color),
                });
            }
        }
        DisplayItem::Rect { x, y, width, height, color } => items.push(MathItem::Path {
            segments: rectangle(*x, *y, *width, *height),
            stroke: None,
            colour: decode_colour(*color),
        }),
        DisplayItem::Path { x, y, commands, fill, color } => items.push(MathItem::Path {
            segments: convert_path(commands, |dx, dy| point(x + dx, y + dy)),
            stroke: (!fill).then_some(STROKE_WIDTH_EM),
            colour: decode_colour(*color),
        }),
    }
}

fn convert_path(
    commands: &[PathCommand],
    point: impl Fn(f64, f64) -> [f32; 2],
) -> Vec<MathSegment> {
    let mut at = [0.0; 2];
    let mut segments = Vec::with_capacity(commands.len());
    for command in commands {
        let segment = match *command {
            PathCommand::MoveTo { x, y } => MathSegment::Move(point(x, y)),
            PathCommand::LineTo { x, y } => MathSegment::Line(point(x, y)),
            PathCommand::CubicTo { x1, y1, x2, y2, x, y } => {
                MathSegment::Cubic(point(x1, y1), point(x2, y2), point(x, y))
            }
            PathCommand::QuadTo { x1, y1, x, y } => {
                // The same curve of the third degree.
                let (middle, end) = (point(x1, y1), point(x, y));
                let toward = |from: [f32; 2]| {
                    [0, 1].map(|axis| from[axis] + (middle[axis] - from[axis]) * 2.0 / 3.0)
                };
                MathSegment::Cubic(toward(at), toward(end), end)
            }
            PathCommand::Close => MathSegment::Close,
        };
        if let MathSegment::Move(to) | MathSegment::Line(to) | MathSegment::Cubic(_, _, to) =
            segment
        {
            at = to;
        }
        segments.push(segment);
    }
    segments
}

/// Gives a sign and the stroke through it one text, such as ≠.
fn join_texts(items: &mut [MathItem]) {
    for index in 1..items.len() {
        let (before, after) = items.split_at_mut(index);
        let (
            Some(MathItem::Glyph { character: first, text: first_text, x: first_x, .. }),
            Some(MathItem::Glyph { character: second, text: second_text, x: second_x, .. }),
        ) = (before.last_mut(), after.first_mut())
        else {
            continue;
        };
        if is_stroke(*first) && (*first_x - *second_x).abs() < 0.5 {
            *second_text = struck_text(second_text);
            first_text.clear();
        } else if *first == '∈' && *second == '/' && *second_x < *first_x + 0.5 {
            *first_text = struck_text(first_text);
            second_text.clear();
        }
    }
}
