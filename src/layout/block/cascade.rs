//! Levels that follow from each other: stairs down, or boxes with arrows along the line.

use super::figures::{add_figure_element, picture_row};
use super::lay_out_blocks;
use super::plate::plate_for_figure;
use crate::deck::{CascadeDirection, CascadeLevel};
use crate::geometry::Point;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Columns, Flow, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::scene::{
    Colour, ElementId, Item, ItemKind, ListNumbering, PathSegment, Role, Shape, Stroke,
};
use crate::source::Span;

/// Sets a cascade. To those who do not see it, it is a list: its order is what it says.
pub(super) fn lay_out_cascade(
    context: &mut LayoutContext<'_, '_>,
    levels: &[CascadeLevel],
    (direction, steps): (Option<CascadeDirection>, bool),
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let one_by_one = steps || context.reveal.each_block;
    let list = context.add_element(parent, Role::List(ListNumbering::Unordered), span);
    match direction.unwrap_or(CascadeDirection::Down) {
        CascadeDirection::Right if can_fit_side_by_side(context, levels, width) => {
            lay_out_side_by_side(context, levels, one_by_one, width, list)
        }
        _ => lay_out_stairs(context, levels, one_by_one, width, list),
    }
}

/// Width of each of the boxes side by side, and the gap between them.
fn box_width_and_gap(
    context: &LayoutContext<'_, '_>,
    levels: &[CascadeLevel],
    width: f32,
) -> (f32, f32) {
    let gap = context.em(1.1);
    let count = levels.len().max(1) as f32;
    ((width - gap * (count - 1.0)) / count, gap)
}

/// Whether boxes side by side are wide enough for a few words, and for the labels' longest.
fn can_fit_side_by_side(
    context: &mut LayoutContext<'_, '_>,
    levels: &[CascadeLevel],
    width: f32,
) -> bool {
    let (own, _) = box_width_and_gap(context, levels, width);
    let inner = own - 2.0 * context.box_inset(own);
    let few_words = context.em(4.0);
    let setting = label_setting(context);
    let longest = levels.iter().map(|level| {
        context.shaper.shape_paragraph(&level.label, &setting.style).longest_word_width()
            * setting.size
    });
    inner >= longest.fold(few_words, f32::max)
}

/// Every level a step further in than the one before, with an elbow that leads to it.
fn lay_out_stairs(
    context: &mut LayoutContext<'_, '_>,
    levels: &[CascadeLevel],
    one_by_one: bool,
    width: f32,
    list: ElementId,
) -> Flow {
    let step = context.em(1.5).min(width * 0.3 / levels.len().max(1) as f32);
    let setting = label_setting(context);
    let widest = levels
        .iter()
        .map(|level| {
            context.shaper.shape_paragraph(&level.label, &setting.style).width() * setting.size
        })
        .fold(0.0, f32::max);
    let inset = context.em(context.theme.space.inset);
    let label_width = (widest + 2.0 * inset + 1.0).min(width * 0.3);
    let mut flow = Flow::default();
    let gap = context.gap(0.5);
    for (index, level) in levels.iter().enumerate() {
        let x = step * index as f32;
        let row = reveal_at_once(context, one_by_one, |context| {
            let mut row = lay_out_level(
                context,
                level,
                width - x,
                label_width,
                list,
                level_colour(context, index, levels.len()),
            );
            row.shift_right(x);
            if index > 0 {
                let elbow = draw_elbow(context, x - step * 0.5, gap, context.em(0.9), step * 0.5);
                prepend_decoration(&mut row, elbow);
            }
            row
        });
        flow.append(row, gap);
    }
    flow
}

/// Puts decoration before a row's first column, drawn relative to the row's top.
fn prepend_decoration(flow: &mut Flow, item: Item) {
    if let Some(Row { body: RowBody::Columns(columns), .. }) = flow.rows.first_mut() {
        let flow = Flow::from_row(Row::fixed_height(0.0, vec![item]));
        columns
            .columns
            .insert(0, Column { x: 0.0, flow, align: 0.0, stretch: false, repeats: false });
    }
}

/// A line from the level above down and to the right, ending in an arrow head.
fn draw_elbow(
    context: &LayoutContext<'_, '_>,
    x: f32,
    above: f32,
    below: f32,
    length: f32,
) -> Item {
    let head = (length * 0.35).min(context.em(0.2));
    let tip = Point::new(x + length - context.em(0.08), below);
    let path = vec![
        PathSegment::Move(Point::new(x, -above)),
        PathSegment::Line(Point::new(x, below)),
        PathSegment::Line(tip),
        PathSegment::Move(tip.moved_by(-head, -head)),
        PathSegment::Line(tip),
        PathSegment::Line(tip.moved_by(-head, head)),
    ];
    let stroke = Stroke { colour: context.palette.accent, width: context.em(0.085), round: true };
    Item::new_artifact(ItemKind::Shape(Shape {
        path,
        fill: None,
        stroke: Some(stroke),
        actual_text: None,
    }))
}

fn label_setting(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let mut setting = context.paragraph_style(TextKind::Label);
    setting.leading = 1.18;
    setting.colours = context.text_colours(context.palette.on_primary);
    setting
}

/// The first level is the deepest in colour: what follows is lighter, but never so light that its
/// label is hard to read.
fn level_colour(context: &LayoutContext<'_, '_>, index: usize, count: usize) -> Colour {
    let share = if count > 1 { index as f32 / (count - 1) as f32 } else { 0.0 };
    let (primary, on) = (context.palette.primary, context.palette.on_primary);
    (0..=10)
        .map(|step| {
            mix_colours(
                primary,
                context.palette.background,
                share * 0.22 * (10 - step) as f32 / 10.0,
            )
        })
        .find(|colour| colour.contrast_ratio(on) >= 5.5)
        .unwrap_or(primary)
}

/// `from` with `share` of `to` in it.
fn mix_colours(from: Colour, to: Colour, share: f32) -> Colour {
    let channel = |from: u8, to: u8| {
        (f32::from(from) + (f32::from(to) - f32::from(from)) * share).round() as u8
    };
    Colour {
        r: channel(from.r, to.r),
        g: channel(from.g, to.g),
        b: channel(from.b, to.b),
        a: from.a,
    }
}

fn lay_out_level(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    width: f32,
    label_width: f32,
    list: ElementId,
    ground: Colour,
) -> Flow {
    let item = context.add_element(list, Role::ListItem, level.span);
    let label = context.add_element(item, Role::Label, level.label.span);
    let body = context.add_element(item, Role::ListBody, level.span);
    let inset = context.em(context.theme.space.inset).min(label_width * 0.27);
    let setting = label_setting(context);
    let label_rows = lay_out_paragraph(
        context,
        &level.label,
        &setting,
        ParagraphLayout::balanced(label_width - 2.0 * inset),
        Some(label),
    );
    let radius = 0.0;
    let label_box = BoxedFlow {
        width: label_width,
        inset: [inset, inset * 0.75, inset, inset * 0.75],
        fill: Some(ground),
        stroke: None,
        edge: None,
        radius,
        align: 0.5,
        flow: label_rows,
    };
    let text_width = width - label_width;
    let text_box = BoxedFlow {
        width: text_width,
        inset: [inset, inset * 0.6, inset, inset * 0.6],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: None,
        radius,
        align: 0.5,
        flow: lay_out_level_body(context, level, text_width - 2.0 * inset, body),
    };
    let column = |x, boxed| Column {
        x,
        flow: Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(boxed)))),
        align: 0.0,
        stretch: true,
        repeats: false,
    };
    let columns = vec![column(0.0, label_box), column(label_width, text_box)];
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: false })))
}

fn lay_out_level_body(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    width: f32,
    element: ElementId,
) -> Flow {
    context.with_smaller(0.92, |context| {
        let Some(figure) = &level.figure else {
            return lay_out_blocks(context, &level.blocks, width, element);
        };
        // The picture stands beside the words and is no taller than a few lines: a level is a step,
        // not a page.
        let figure_element = add_figure_element(context, figure, element);
        let gap = context.em(0.7);
        let tallest = context.em(3.6);
        let aspect = context.images.get(&figure.src).map_or(1.0, |image| image.size.aspect_ratio());
        let picture_width = (tallest * aspect).min((width - gap) * 0.4);
        let plate = plate_for_figure(context, figure, context.palette.surface);
        let text_width = width - gap - picture_width;
        let text = lay_out_blocks(context, &level.blocks, text_width, element);
        let picture = picture_row(context, figure, picture_width, tallest, plate, figure_element)
            .map_or_else(Flow::default, Flow::from_row);
        let column = |x, flow| Column { x, flow, align: 0.5, stretch: false, repeats: false };
        let columns = vec![column(0.0, text), column(text_width + gap, picture)];
        Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: false })))
    })
}

/// Boxes side by side, an arrow head between each and the next.
fn lay_out_side_by_side(
    context: &mut LayoutContext<'_, '_>,
    levels: &[CascadeLevel],
    one_by_one: bool,
    width: f32,
    list: ElementId,
) -> Flow {
    let (own, gap) = box_width_and_gap(context, levels, width);
    let mut columns = Vec::new();
    for (index, level) in levels.iter().enumerate() {
        let x = index as f32 * (own + gap);
        let step = if one_by_one { context.reveal.upcoming_step() } else { 0 };
        let ground = level_colour(context, index, levels.len());
        let flow = reveal_at_once(context, one_by_one, |context| {
            lay_out_labelled_box(context, level, own, list, ground)
        });
        columns.push(Column { x, flow, align: 0.0, stretch: true, repeats: false });
        if index > 0 {
            let head = context.em(0.22);
            let tip = Point::new(x - gap / 2.0 + head / 2.0, context.em(0.95));
            let path = vec![
                PathSegment::Move(tip.moved_by(-head, -head)),
                PathSegment::Line(tip),
                PathSegment::Line(tip.moved_by(-head, head)),
            ];
            let stroke =
                Stroke { colour: context.palette.accent, width: context.em(0.12), round: true };
            let shape = Shape { path, fill: None, stroke: Some(stroke), actual_text: None };
            let arrow = Flow::from_row(Row::fixed_height(
                0.0,
                vec![Item::new_artifact(ItemKind::Shape(shape))],
            ))
            .appearing_at(step);
            columns.push(Column {
                x: 0.0,
                flow: arrow,
                align: 0.0,
                stretch: false,
                repeats: false,
            });
        }
    }
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: false })))
}

/// A level's label above its words.
fn lay_out_labelled_box(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    width: f32,
    list: ElementId,
    ground: Colour,
) -> Flow {
    let item = context.add_element(list, Role::ListItem, level.span);
    let label = context.add_element(item, Role::Label, level.label.span);
    let body = context.add_element(item, Role::ListBody, level.span);
    let inset = context.box_inset(width);
    let setting = label_setting(context);
    let label_rows = lay_out_paragraph(
        context,
        &level.label,
        &setting,
        ParagraphLayout::balanced(width - 2.0 * inset),
        Some(label),
    );
    let head = BoxedFlow {
        width,
        inset: [inset, inset * 0.6, inset, inset * 0.6],
        fill: Some(ground),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.5,
        flow: label_rows,
    };
    let text = BoxedFlow {
        width,
        inset: [inset; 4],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow: lay_out_level_body(context, level, width - 2.0 * inset, body),
    };
    let mut flow = Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(head))));
    flow.append(Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(text)))), 0.0);
    flow.keep_together()
}
