//! Lays out lists of blocks in columns.

use super::{flow_of_box, lay_out_blocks};
use crate::deck::{Block, BlockKind};
use crate::layout::context::LayoutContext;
use crate::layout::flow::{BoxedFlow, Column, Columns, Flow, Row, RowBody};
use crate::scene::{ElementId, Role};

/// How far the share of a column in the total height of two columns of equal width may be from one
/// half before the columns get different widths.
const MIN_IMBALANCE: f32 = 0.12;

/// Maximum width of the wider of two columns, as a share of both.
const MAX_WIDTH_SHARE: f32 = 0.64;

/// Share of the free height above a drawing beside text.
const DRAWING_ALIGN: f32 = 0.42;

/// Columns as the author wrote them.
pub(super) struct ColumnsBlock<'a> {
    pub columns: &'a [Vec<Block>],
    /// Relative widths; columns without one have the width 1.
    pub widths: &'a [f32],
    /// Gap between the columns in pt of the design page, if the author set it.
    pub gap: Option<f32>,
}

/// The columns and the space that they share.
struct ColumnRow<'a> {
    columns: &'a [Vec<Block>],
    width: f32,
    gutter: f32,
    parent: ElementId,
}

/// Lays out columns of the given relative widths. Two columns of text without widths, one of which
/// is much longer, get different widths if that reduces the height.
pub(super) fn lay_out_columns(
    context: &mut LayoutContext<'_, '_>,
    block: &ColumnsBlock<'_>,
    width: f32,
    parent: ElementId,
) -> Flow {
    let ColumnsBlock { columns, widths, gap } = *block;
    let gutter = context.pt(gap.unwrap_or(context.theme.space.gutter));
    let gutter = gutter.min(width / (2.0 * columns.len().max(1) as f32));
    let row = ColumnRow { columns, width, gutter, parent };
    let (structure, reveal, adjustments) =
        (context.structure.elements.len(), context.reveal, context.adjustments.clone());
    let missing = context.missing.len();
    // Undoes the previous attempt.
    let lay_out = |context: &mut LayoutContext<'_, '_>, widths: &[f32]| {
        context.structure.elements.truncate(structure);
        context.missing.truncate(missing);
        (context.reveal, context.adjustments) = (reveal, adjustments.clone());
        lay_out_side_by_side(context, &row, widths)
    };
    let equal = lay_out(context, widths);
    let Some(weighted) = weighted_widths(columns, widths, &equal) else {
        return columns_flow(equal);
    };
    let unequal = lay_out(context, &weighted);
    // If wider columns do not reduce the height, equal columns look calmer.
    if max_height(&unequal) < max_height(&equal) {
        columns_flow(unequal)
    } else {
        columns_flow(lay_out(context, widths))
    }
}

fn columns_flow(columns: Vec<Column>) -> Flow {
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: true })))
}

fn max_height(columns: &[Column]) -> f32 {
    columns.iter().map(|column| column.flow.height()).fold(0.0, f32::max)
}

fn lay_out_side_by_side(
    context: &mut LayoutContext<'_, '_>,
    row: &ColumnRow<'_>,
    widths: &[f32],
) -> Vec<Column> {
    let count = row.columns.len();
    let available = row.width - row.gutter * (count as f32 - 1.0);
    let width_of = |index: usize| widths.get(index).copied().unwrap_or(1.0);
    let total: f32 = (0..count).map(width_of).sum::<f32>().max(f32::EPSILON);
    let has_text = row.columns.iter().any(|blocks| !is_drawing_only(blocks));
    let mut x = 0.0;
    let mut columns = Vec::with_capacity(count);
    for (index, blocks) in row.columns.iter().enumerate() {
        let width = available * width_of(index) / total;
        let span = blocks.first().map(|block| block.span).unwrap_or_default();
        let element = context.add_element(row.parent, Role::Division, span);
        let flow = lay_out_blocks(context, blocks, width, element);
        // A drawing beside text is centred in the height of the text.
        let align = if has_text && is_drawing_only(blocks) { DRAWING_ALIGN } else { 0.0 };
        columns.push(Column { x, flow, align, stretch: false, repeats: false });
        x += width + row.gutter;
    }
    align_formulas(&mut columns);
    if is_comparison(row.columns) {
        let rules =
            (1..count).map(|index| draw_divider(context, columns[index].x - row.gutter / 2.0));
        let rules: Vec<Column> = rules.collect();
        columns.extend(rules);
    }
    columns
}

/// Whether each column has a heading, so that they are compared.
fn is_comparison(columns: &[Vec<Block>]) -> bool {
    let has_heading = |blocks: &Vec<Block>| {
        matches!(blocks.first(), Some(Block { kind: BlockKind::Heading(_), .. }))
    };
    columns.len() > 1 && columns.iter().all(has_heading)
}

/// Draws a line between two columns, as high as the taller one.
fn draw_divider(context: &LayoutContext<'_, '_>, x: f32) -> Column {
    let width = context.pt(1.0);
    let flow = flow_of_box(BoxedFlow {
        width,
        inset: [0.0; 4],
        fill: Some(context.palette.line),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow: Flow::default(),
    });
    Column { x: x - width / 2.0, flow, align: 0.0, stretch: true, repeats: false }
}

/// Whether a column holds diagrams or pictures only.
fn is_drawing_only(blocks: &[Block]) -> bool {
    !blocks.is_empty()
        && blocks.iter().all(|block| {
            matches!(
                block.kind,
                BlockKind::Diagram(_)
                    | BlockKind::Chart(_)
                    | BlockKind::Figures(_)
                    | BlockKind::Qr(_)
                    | BlockKind::Media(_)
            )
        })
}

/// Gives formulas side by side one baseline and one height, as long as the rows above them have the
/// same height.
fn align_formulas(columns: &mut [Column]) {
    let count = columns.iter().map(|column| column.flow.rows.len()).min().unwrap_or(0);
    for index in 0..count {
        let mut rows: Vec<&mut Row> =
            columns.iter_mut().filter_map(|column| column.flow.rows.get_mut(index)).collect();
        let baselines: Vec<f32> = rows.iter().filter_map(|row| row.formula_baseline).collect();
        if baselines.len() == rows.len() {
            let depths = rows.iter().zip(&baselines).map(|(row, line)| row.height() - line);
            let (baseline, depth) =
                (baselines.iter().copied().fold(0.0, f32::max), depths.fold(0.0, f32::max));
            for (row, own) in rows.iter_mut().zip(&baselines) {
                row.move_baseline(baseline - own, baseline + depth);
            }
        }
        let (first, others) = rows.split_at(1);
        let differs = |other: &&mut Row| {
            (other.height() - first[0].height()).abs() > 0.1
                || (other.space_before - first[0].space_before).abs() > 0.1
        };
        if others.iter().any(differs) {
            return;
        }
    }
}

/// Returns widths for two columns by their heights at equal widths (`equal`), or `None` if they
/// have about the same height, the author set widths, or not all blocks are text.
///
/// The width grows steadily with the content of a column, so that one more word never makes the
/// type of a slide larger.
fn weighted_widths(columns: &[Vec<Block>], widths: &[f32], equal: &[Column]) -> Option<[f32; 2]> {
    // A third column is the line between two.
    let ([left, right] | [left, right, _]) = equal else { return None };
    if columns.len() != 2 {
        return None;
    }
    let (left, right) = (left.flow.height(), right.flow.height());
    let is_text = columns.iter().flatten().all(is_text_only);
    if !widths.is_empty() || left <= 0.0 || right <= 0.0 || !is_text {
        return None;
    }
    let share = left / (left + right);
    let imbalance = (share - 0.5).abs() - MIN_IMBALANCE;
    let extra = imbalance.min(MAX_WIDTH_SHARE - 0.5).copysign(share - 0.5);
    (imbalance > 0.0).then_some([0.5 + extra, 0.5 - extra])
}

/// Whether a block is text only, which becomes lower in a wider column.
fn is_text_only(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Text(_) | BlockKind::Heading(_) => true,
        BlockKind::List(list) => {
            list.items.iter().all(|item| item.children.iter().all(is_text_only))
        }
        _ => false,
    }
}
