//! Lays out cascades: levels that follow from each other, as stairs or side by side.

use super::Place;
use super::icon::icon_indent;
use super::level::{
    LevelPlace, are_bare, label_style, lay_out_labelled_box, lay_out_level, level_colour,
    measure_label,
};
use crate::deck::{CascadeDirection, CascadeLevel};
use crate::geometry::Point;
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Column, Flow, Row, RowBody};
use crate::layout::reveal::reveal_at_once;
use crate::scene::{
    ElementId, FitAdjustment, Item, ItemKind, ListNumbering, PathSegment, Role, Shape, Stroke,
};

/// A cascade as the author wrote it.
pub(super) struct CascadeBlock<'a> {
    pub levels: &'a [CascadeLevel],
    pub direction: CascadeDirection,
    /// Whether the levels appear one by one.
    pub has_steps: bool,
}

/// A cascade while it is laid out.
struct CascadeLayout<'a> {
    levels: &'a [CascadeLevel],
    one_by_one: bool,
    width: f32,
    /// Element of the list that holds the levels.
    list: ElementId,
}

/// Lays out a cascade. In the structure tree it is a list, because its order is its meaning.
pub(super) fn lay_out_cascade(
    context: &mut LayoutContext<'_, '_>,
    cascade: &CascadeBlock<'_>,
    place: Place,
) -> Flow {
    let role = Role::List(ListNumbering::Unordered);
    let layout = CascadeLayout {
        levels: cascade.levels,
        one_by_one: cascade.has_steps || context.reveal.each_block,
        width: place.width,
        list: context.add_element(place.parent, role, place.span),
    };
    match cascade.direction {
        CascadeDirection::Right => lay_out_rows(context, &layout),
        CascadeDirection::Down => lay_out_stairs(context, &layout),
    }
}

/// The largest share of the width that the labels of stairs take up beside their texts.
const MAX_LABEL_SHARE: f32 = 0.36;

/// The most rows of boxes. More would not look like steps that follow from each other.
const MAX_ROWS: usize = 4;

/// Lays out levels side by side, in as few rows as their words allow. Stairs are the last resort.
fn lay_out_rows(context: &mut LayoutContext<'_, '_>, cascade: &CascadeLayout<'_>) -> Flow {
    let count = cascade.levels.len();
    let lengths = (1..=MAX_ROWS).map(|rows| count.div_ceil(rows).max(1));
    let Some(length) = lengths
        .into_iter()
        .find(|&length| can_fit_side_by_side(context, cascade, length))
        .filter(|&length| length > 1 || count <= 1)
    else {
        context.adjustments.insert(FitAdjustment::CascadeTurned);
        return lay_out_stairs(context, cascade);
    };
    if length < count {
        context.adjustments.insert(FitAdjustment::CascadeInRows);
    }
    let mut flow = Flow::default();
    let gap = context.gap(1.5);
    for start in (0..count).step_by(length) {
        let row = BoxRow { start, end: (start + length).min(count), length };
        let step = if cascade.one_by_one { context.reveal.upcoming_step() } else { 0 };
        let mut boxes = lay_out_side_by_side(context, cascade, row);
        if start > 0 {
            let turn = draw_turn(context, box_widths(context, cascade, length), cascade, gap);
            prepend_decoration(&mut boxes, Item { step, ..turn });
        }
        flow.append(boxes, gap);
    }
    flow
}

/// Draws the arrow from the last box of a row to the first box of the next one.
fn draw_turn(
    context: &LayoutContext<'_, '_>,
    boxes: BoxWidths,
    cascade: &CascadeLayout<'_>,
    gap: f32,
) -> Item {
    let from = cascade.width - boxes.width / 2.0;
    let to = boxes.width / 2.0;
    let (middle, tip) = (-gap * 0.55, -context.em(0.14));
    let head = context.em(0.2);
    let end = Point::new(to, tip);
    let path = vec![
        PathSegment::Move(Point::new(from, -gap + context.em(0.1))),
        PathSegment::Line(Point::new(from, middle)),
        PathSegment::Line(Point::new(to, middle)),
        PathSegment::Line(end),
        PathSegment::Move(end.moved_by(-head, -head)),
        PathSegment::Line(end),
        PathSegment::Line(end.moved_by(head, -head)),
    ];
    arrow_item(context, path, context.em(0.085))
}

/// A row of boxes: the levels from `start` to `end`, as wide as if there were `length` of them.
#[derive(Clone, Copy)]
struct BoxRow {
    start: usize,
    end: usize,
    length: usize,
}

/// The width of boxes side by side and the gap between them.
#[derive(Clone, Copy)]
struct BoxWidths {
    width: f32,
    gap: f32,
}

fn box_widths(
    context: &LayoutContext<'_, '_>,
    cascade: &CascadeLayout<'_>,
    count: usize,
) -> BoxWidths {
    let gap = context.em(1.1);
    let count = count.max(1) as f32;
    BoxWidths { width: (cascade.width - gap * (count - 1.0)) / count, gap }
}

/// Whether `count` boxes side by side are wide enough for a few words and for the longest word of a
/// label.
fn can_fit_side_by_side(
    context: &mut LayoutContext<'_, '_>,
    cascade: &CascadeLayout<'_>,
    count: usize,
) -> bool {
    let BoxWidths { width, .. } = box_widths(context, cascade, count);
    let inner_width = width - 2.0 * context.box_inset(width);
    let few_words = context.em(4.0);
    let style = label_style(context);
    let longest_words = cascade.levels.iter().map(|level| {
        let shaped = context.shaper.shape_paragraph(&level.label, &style.style);
        shaped.longest_word_width() * style.size + icon_indent(level.icon, &style)
    });
    inner_width >= longest_words.fold(few_words, f32::max)
}

/// Lays out levels as stairs: each is indented further than the one before, with an arrow that
/// leads to it.
fn lay_out_stairs(context: &mut LayoutContext<'_, '_>, cascade: &CascadeLayout<'_>) -> Flow {
    let CascadeLayout { levels, one_by_one, width, list } = *cascade;
    let style = label_style(context);
    let widest_label = levels
        .iter()
        .map(|level| {
            let shaped = context.shaper.shape_paragraph(&level.label, &style.style);
            shaped.width() * style.size + icon_indent(level.icon, &style)
        })
        .fold(0.0, f32::max);
    let inset = context.em(context.theme.space.inset);
    let is_bare = are_bare(levels);
    let label_width = widest_label + 2.0 * inset + 1.0;
    let (label_width, step) = if is_bare {
        // Stairs of labels lead from one side of the page to the other.
        let label_width = label_width.clamp(width * 0.2, width * 0.5);
        let spare = (width - label_width) / levels.len().saturating_sub(1).max(1) as f32;
        (label_width, spare.min(label_width * 0.8))
    } else {
        let step = context.em(1.5).min(width * 0.3 / levels.len().max(1) as f32);
        (label_width.min(width * MAX_LABEL_SHARE), step)
    };
    let mut flow = Flow::default();
    let gap = context.gap(0.5);
    for (index, level) in levels.iter().enumerate() {
        let x = step * index as f32;
        let row = reveal_at_once(context, one_by_one, |context| {
            let place = LevelPlace {
                width: if is_bare { label_width } else { width - x },
                label_width,
                label_height: 0.0,
                is_bare,
                list,
                colour: level_colour(context, index, levels.len()),
            };
            let mut row = lay_out_level(context, level, place);
            row.shift_right(x);
            if index > 0 {
                let length = (step * 0.5).min(context.em(1.2));
                let elbow =
                    Elbow { start: Point::new(x - length, -gap), end_y: context.em(0.9), length };
                prepend_decoration(&mut row, draw_elbow(context, elbow));
            }
            row
        });
        flow.append(row, gap);
    }
    flow
}

/// Inserts a decoration before the first column of a row. It is positioned relative to the top of
/// the row.
fn prepend_decoration(flow: &mut Flow, item: Item) {
    if let Some(Row { body: RowBody::Columns(columns), .. }) = flow.rows.front_mut() {
        let flow = Flow::from_row(Row::fixed_height(0.0, vec![item]));
        columns
            .columns
            .insert(0, Column { x: 0.0, flow, align: 0.0, stretch: false, repeats: false });
    }
}

/// An arrow that leads from the level above down and to the right.
struct Elbow {
    start: Point,
    /// Where the vertical part ends.
    end_y: f32,
    /// Length of the horizontal part.
    length: f32,
}

fn draw_elbow(context: &LayoutContext<'_, '_>, elbow: Elbow) -> Item {
    let Elbow { start, end_y, length } = elbow;
    let head = (length * 0.35).min(context.em(0.2));
    let tip = Point::new(start.x + length - context.em(0.08), end_y);
    let path = vec![
        PathSegment::Move(start),
        PathSegment::Line(Point::new(start.x, end_y)),
        PathSegment::Line(tip),
        PathSegment::Move(tip.moved_by(-head, -head)),
        PathSegment::Line(tip),
        PathSegment::Line(tip.moved_by(-head, head)),
    ];
    arrow_item(context, path, context.em(0.085))
}

fn arrow_item(context: &LayoutContext<'_, '_>, path: Vec<PathSegment>, width: f32) -> Item {
    let stroke = Stroke { colour: context.palette.accent, width, round: true };
    Item::new_artifact(ItemKind::Shape(Shape {
        path,
        fill: None,
        stroke: Some(stroke),
        actual_text: None,
    }))
}

/// Lays out levels as boxes side by side, with an arrow head between neighbours.
fn lay_out_side_by_side(
    context: &mut LayoutContext<'_, '_>,
    cascade: &CascadeLayout<'_>,
    row: BoxRow,
) -> Flow {
    let CascadeLayout { levels, one_by_one, list, .. } = *cascade;
    let BoxWidths { width, gap } = box_widths(context, cascade, row.length);
    let is_bare = are_bare(levels);
    let mut label_height: f32 = 0.0;
    for level in &levels[row.start..row.end] {
        label_height = label_height.max(measure_label(context, level, width));
    }
    let mut columns = Vec::new();
    for (index, level) in levels.iter().enumerate().take(row.end).skip(row.start) {
        let x = (index - row.start) as f32 * (width + gap);
        let step = if one_by_one { context.reveal.upcoming_step() } else { 0 };
        let colour = level_colour(context, index, levels.len());
        let place = LevelPlace { width, label_width: width, label_height, list, colour, is_bare };
        let flow = reveal_at_once(context, one_by_one, |context| {
            lay_out_labelled_box(context, level, place)
        });
        columns.push(Column { x, flow, align: 0.0, stretch: true, repeats: false });
        if index > row.start {
            let head = context.em(0.22);
            let middle = context.box_inset(width) * if is_bare { 0.9 } else { 0.6 };
            let tip = Point::new(x - gap / 2.0 + head / 2.0, middle + label_height / 2.0);
            let path = vec![
                PathSegment::Move(tip.moved_by(-head, -head)),
                PathSegment::Line(tip),
                PathSegment::Line(tip.moved_by(-head, head)),
            ];
            let arrow = arrow_item(context, path, context.em(0.12));
            let flow = Flow::from_row(Row::fixed_height(0.0, vec![arrow])).appearing_at(step);
            columns.push(Column { x: 0.0, flow, align: 0.0, stretch: false, repeats: false });
        }
    }
    Flow::of_columns(columns)
}
