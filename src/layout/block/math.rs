//! Lays out formulas on lines of their own: centred, shrunk a little or broken at relations if they
//! are too wide, with their number at the margin.

use super::Place;
use crate::deck::{MathBlock, Text};
use crate::geometry::Point;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, PageBreak, Row};
use crate::layout::mirror::mirror_items;
use crate::layout::paragraph::{
    LineAlignment, ParagraphLayout, baseline_offset, lay_out_paragraph,
};
use crate::layout::text::{DrawnPart, ShapedFormula, ShapedPiece, Wrap, draw_pieces};
use crate::scene::{Item, ItemKind, Role};

/// A formula is shrunk to this share of its size before it is broken.
const MIN_SHARE_UNBROKEN: f32 = 0.78;
/// Space between a formula and its number, in em.
const NUMBER_GAP_EM: f32 = 1.0;
/// Indent of the lines after the first, in em.
const CONTINUATION_INDENT_EM: f32 = 2.0;
/// Later lines are aligned at the first relation if it is in this part of the width.
const MAX_ALIGNED_INDENT: f32 = 0.4;
/// Space between the lines of a formula, in em.
const LINE_GAP_EM: f32 = 0.35;
/// A formula of several rows may continue on a further page if it fills this share of a page.
const MAX_WHOLE_SHARE: f32 = 0.6;
/// The share of the body of a page that a line of a formula may fill.
const MAX_PAGE_SHARE: f32 = 0.97;

/// Lays out a formula.
pub(super) fn lay_out_math(
    context: &mut LayoutContext<'_, '_>,
    math: &MathBlock,
    place: Place,
) -> Flow {
    let element = context.add_element(place.parent, Role::Formula, place.span);
    let lang = context.lang.clone();
    let formula = &math.formula;
    let spoken = math.alt.clone().unwrap_or_else(|| formula.spoken(&lang));
    let label = math.number.label();
    let plain = formula.plain();
    let properties = context.structure.get_mut(element);
    properties.alt = Some(match &label {
        Some(label) => format!("{spoken}, {label}"),
        None => spoken,
    });
    properties.text = Some(match &label {
        Some(label) => format!("{plain} {label}").into(),
        None => plain.into(),
    });
    properties.mathml = Some(formula.mathml(true).into());

    let style = context.paragraph_style(TextKind::Body);
    let shaped = context.shaper.shape_display_formula(formula, &style.style);
    context.record_missing(&shaped.missing, place.span);
    let number = label.map(|label| {
        let text = Text::plain(label, place.span);
        let width = context.shaper.shape_paragraph(&text, &style.style).width() * style.size;
        (text, width)
    });
    let reserved = number.as_ref().map_or(0.0, |(_, width)| width + NUMBER_GAP_EM * style.size);
    let available = (place.width - reserved).max(style.size);
    let rows = shape_rows(context, math, &style, &shaped);
    let (pieces, lines) = match rows.is_empty() {
        true => (&shaped.pieces, break_lines(&shaped.pieces, available / style.size)),
        false => (&rows, (0..rows.len()).map(FormulaLine::of_row).collect()),
    };
    let widest = lines.iter().map(|line| line.right(pieces)).fold(0.0, f32::max);
    let size = style.size * (available / (widest * style.size).max(0.01)).min(1.0);
    let size = size * fit_height(context, &lines, pieces, size);
    context.has_broken_labels |= lines.len() > 1 || size < style.size;
    if size < style.size {
        context.record_shrunk_formula(size);
    }
    let block_width = widest * size;
    // In the middle of the column, unless the number is in the way.
    let left = ((place.width - block_width) / 2.0).min(available - block_width).max(0.0);
    let axis = left + block_width / 2.0;

    let mut flow = Flow::default();
    let count = lines.len();
    for (index, line) in lines.iter().enumerate() {
        let shown = &pieces[line.start..line.end];
        let (ascent, depth) = line.extent(pieces);
        let baseline = ascent * size;
        let x = left + (line.indent - line.dropped_white(pieces)) * size;
        let parts = draw_pieces(
            shown.iter(),
            Point::new(x, baseline),
            size,
            (&style.colours, style.colours.text),
            0,
        );
        let mut items: Vec<Item> = parts
            .into_iter()
            .filter_map(|part| match part {
                DrawnPart::Glyphs(run, _) => Some(ItemKind::Text(run)),
                DrawnPart::Shape(shape, _) => Some(ItemKind::Shape(shape)),
                DrawnPart::Decoration(..) | DrawnPart::Area(..) => None,
            })
            .map(|kind| Item::new(kind, Some(element), Some(place.span)))
            .collect();
        if context.is_rtl {
            mirror_items(&mut items, axis);
        }
        if let Some((text, _)) = number.as_ref().filter(|_| index + 1 == count) {
            let layout = ParagraphLayout {
                width: place.width,
                alignment: LineAlignment::End,
                wrap: Wrap::Pretty,
                hang: 0.0,
            };
            let rows = lay_out_paragraph(context, text, &style, layout, Some(element));
            let face = context.shaper.primary_face(&style.style);
            let cap_height = context.shaper.fonts().get(face).metrics().cap_height;
            let own_baseline = baseline_offset(style.leading, cap_height) * style.size;
            for mut item in rows.rows.into_iter().flat_map(Row::into_items) {
                item.translate(0.0, baseline - own_baseline);
                items.push(item);
            }
        }
        let mut row = Row::fixed_height((ascent + depth) * size, items);
        row.page_break =
            if index + 1 == count { PageBreak::Allowed } else { PageBreak::Discouraged };
        row.formula_baseline = (count == 1).then_some(baseline);
        if index > 0 && !line.is_row {
            row.space_before = LINE_GAP_EM * size;
        }
        flow.rows.push_back(row);
    }
    flow
}

/// Returns the rows of a formula that takes so much of a page that the page may end between them;
/// nothing if it is smaller or has no rows.
fn shape_rows(
    context: &mut LayoutContext<'_, '_>,
    math: &MathBlock,
    style: &ParagraphStyle,
    shaped: &ShapedFormula,
) -> Vec<ShapedPiece> {
    let height = shaped.pieces.iter().map(|piece| piece.height + piece.depth).fold(0.0, f32::max);
    if height * style.size < context.body_height * MAX_WHOLE_SHARE {
        return Vec::new();
    }
    context.shaper.shape_formula_rows(&math.formula, &style.style)
}

/// Returns the factor by which a formula shrinks so that each of its lines fits on a page.
fn fit_height(
    context: &LayoutContext<'_, '_>,
    lines: &[FormulaLine],
    pieces: &[ShapedPiece],
    size: f32,
) -> f32 {
    let heights = lines.iter().map(|line| {
        let (ascent, depth) = line.extent(pieces);
        (ascent + depth) * size
    });
    let tallest = heights.fold(0.0, f32::max);
    (context.body_height.max(size) * MAX_PAGE_SHARE / tallest.max(0.01)).min(1.0)
}

/// A line of a formula.
struct FormulaLine {
    start: usize,
    end: usize,
    /// Distance from the left edge of the formula, in em.
    indent: f32,
    /// Whether it is a row of a table, which has its own distance to the next.
    is_row: bool,
}

impl FormulaLine {
    /// Returns the line of a row of a table.
    fn of_row(row: usize) -> Self {
        Self { start: row, end: row + 1, indent: 0.0, is_row: true }
    }

    /// Returns the line of the pieces from `start` to `end`.
    fn of_pieces(start: usize, end: usize, indent: f32) -> Self {
        Self { start, end, indent, is_row: false }
    }

    /// Returns the height above and the depth below the baseline in em.
    fn extent(&self, pieces: &[ShapedPiece]) -> (f32, f32) {
        let shown = &pieces[self.start..self.end];
        let extent = |value: fn(&ShapedPiece) -> f32| shown.iter().map(value).fold(0.0, f32::max);
        let (height, depth) = (extent(|piece| piece.height), extent(|piece| piece.depth));
        if self.is_row { (height, depth) } else { (height.max(0.7), depth.max(0.2)) }
    }

    /// Returns the white before the first piece, which is dropped.
    fn dropped_white(&self, pieces: &[ShapedPiece]) -> f32 {
        pieces.get(self.start).map_or(0.0, |piece| piece.white_before)
    }

    /// Returns the right edge in em.
    fn right(&self, pieces: &[ShapedPiece]) -> f32 {
        let shown = &pieces[self.start..self.end];
        let width: f32 = shown.iter().map(|piece| piece.width).sum();
        let white = shown.last().map_or(0.0, |piece| piece.white_after);
        self.indent + width - self.dropped_white(pieces) - white
    }
}

/// Breaks a formula into lines that are at most `width` em wide, if it has enough relations and
/// operators.
fn break_lines(pieces: &[ShapedPiece], width: f32) -> Vec<FormulaLine> {
    let whole = FormulaLine::of_pieces(0, pieces.len(), 0.0);
    if whole.right(pieces) * MIN_SHARE_UNBROKEN <= width || pieces.len() < 2 {
        return vec![whole];
    }
    let at_relations = fill_lines(pieces, width, |piece| piece.follows_relation);
    if at_relations.iter().all(|line| line.right(pieces) <= width) {
        return at_relations;
    }
    fill_lines(pieces, width, |_| true)
}

fn fill_lines(
    pieces: &[ShapedPiece],
    width: f32,
    may_start: impl Fn(&ShapedPiece) -> bool,
) -> Vec<FormulaLine> {
    let aligned = pieces.iter().position(|piece| piece.follows_relation).map(|first| {
        pieces[..first].iter().map(|piece| piece.width).sum::<f32>() + pieces[first].white_before
    });
    let indent = aligned
        .filter(|&indent| indent > 0.0 && indent <= width * MAX_ALIGNED_INDENT)
        .unwrap_or(CONTINUATION_INDENT_EM);
    let mut lines = vec![FormulaLine::of_pieces(0, 0, 0.0)];
    let mut at = 0;
    while at < pieces.len() {
        // The pieces up to the next place where a line may start.
        let next = (at + 1..pieces.len()).find(|&index| may_start(&pieces[index]));
        let end = next.unwrap_or(pieces.len());
        let Some(last) = lines.last_mut() else { break };
        let longer = FormulaLine::of_pieces(last.start, end, last.indent);
        if last.end > last.start && longer.right(pieces) > width {
            lines.push(FormulaLine::of_pieces(at, end, indent));
        } else {
            last.end = end;
        }
        at = end;
    }
    lines
}
