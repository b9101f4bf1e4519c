//! Levels that follow from each other: stairs down, or boxes with arrows along the line.

use super::blocks;
use super::figures::{figure_element, picture_row};
use super::plate::plate_of;
use crate::deck::{Direction, Level};
use crate::geometry::Point;
use crate::layout::context::{Context, Setting, Voice};
use crate::layout::flow::{Boxed, Column, Columns, Flow, Row, RowBody};
use crate::layout::paragraph::{Measure, paragraph};
use crate::layout::reveal::at_once;
use crate::scene::{
    Colour, ElementId, Item, ItemKind, ListNumbering, PathSegment, Role, Shape, Stroke,
};
use crate::source::Span;

/// Sets a cascade. To those who do not see it, it is a list: its order is what it says.
pub(super) fn cascade(
    context: &mut Context<'_, '_>,
    levels: &[Level],
    (direction, steps): (Option<Direction>, bool),
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let one_by_one = steps || context.reveal.each;
    let list = context.element(parent, Role::List(ListNumbering::Unordered), span);
    match direction.unwrap_or(Direction::Down) {
        Direction::Right if has_room_beside(context, levels, width) => {
            right(context, levels, one_by_one, width, list)
        }
        _ => down(context, levels, one_by_one, width, list),
    }
}

/// Width of each of the boxes side by side, and the gap between them.
fn beside(context: &Context<'_, '_>, levels: &[Level], width: f32) -> (f32, f32) {
    let gap = context.em(1.1);
    let count = levels.len().max(1) as f32;
    ((width - gap * (count - 1.0)) / count, gap)
}

/// Whether boxes side by side are wide enough for a few words, and for the labels' longest.
fn has_room_beside(context: &mut Context<'_, '_>, levels: &[Level], width: f32) -> bool {
    let (own, _) = beside(context, levels, width);
    let inner = own - 2.0 * context.inset(own);
    let few_words = context.em(4.0);
    let setting = label_setting(context);
    let longest = levels.iter().map(|level| {
        context.shaper.shape(&level.label, &setting.style).longest_word() * setting.size
    });
    inner >= longest.fold(few_words, f32::max)
}

/// Every level a step further in than the one before, with an elbow that leads to it.
fn down(
    context: &mut Context<'_, '_>,
    levels: &[Level],
    one_by_one: bool,
    width: f32,
    list: ElementId,
) -> Flow {
    let step = context.em(1.5).min(width * 0.3 / levels.len().max(1) as f32);
    let setting = label_setting(context);
    let widest = levels
        .iter()
        .map(|level| context.shaper.shape(&level.label, &setting.style).width() * setting.size)
        .fold(0.0, f32::max);
    let inset = context.em(context.theme.space.inset);
    let label_width = (widest + 2.0 * inset + 1.0).min(width * 0.3);
    let mut flow = Flow::default();
    let gap = context.gap(0.5);
    for (index, level) in levels.iter().enumerate() {
        let x = step * index as f32;
        let row = at_once(context, one_by_one, |context| {
            let mut row = one_level(
                context,
                level,
                width - x,
                label_width,
                list,
                shade(context, index, levels.len()),
            );
            row.shift(x);
            if index > 0 {
                let elbow = elbow(context, x - step * 0.5, gap, context.em(0.9), step * 0.5);
                prepend(&mut row, elbow);
            }
            row
        });
        flow.append(row, gap);
    }
    flow
}

/// Puts decoration before a row's first column, drawn relative to the row's top.
fn prepend(flow: &mut Flow, item: Item) {
    if let Some(Row { body: RowBody::Columns(columns), .. }) = flow.rows.first_mut() {
        let flow = Flow::of(Row::fixed(0.0, vec![item]));
        columns
            .columns
            .insert(0, Column { x: 0.0, flow, align: 0.0, stretch: false, repeat: false });
    }
}

/// A line from the level above down and to the right, ending in an arrow head.
fn elbow(context: &Context<'_, '_>, x: f32, above: f32, below: f32, length: f32) -> Item {
    let head = (length * 0.35).min(context.em(0.2));
    let tip = Point::new(x + length - context.em(0.08), below);
    let path = vec![
        PathSegment::Move(Point::new(x, -above)),
        PathSegment::Line(Point::new(x, below)),
        PathSegment::Line(tip),
        PathSegment::Move(tip.moved(-head, -head)),
        PathSegment::Line(tip),
        PathSegment::Line(tip.moved(-head, head)),
    ];
    let stroke = Stroke { colour: context.palette.accent, width: context.em(0.085), round: true };
    Item::artifact(ItemKind::Shape(Shape {
        path,
        fill: None,
        stroke: Some(stroke),
        actual_text: None,
    }))
}

fn label_setting(context: &Context<'_, '_>) -> Setting {
    let mut setting = context.setting(Voice::Label);
    setting.leading = 1.18;
    setting.ink = context.ink(context.palette.on_primary);
    setting
}

/// The first level is the deepest in colour: what follows is lighter, but never so light that its
/// label is hard to read.
fn shade(context: &Context<'_, '_>, index: usize, count: usize) -> Colour {
    let share = if count > 1 { index as f32 / (count - 1) as f32 } else { 0.0 };
    let (primary, on) = (context.palette.primary, context.palette.on_primary);
    (0..=10)
        .map(|step| {
            mix(primary, context.palette.background, share * 0.22 * (10 - step) as f32 / 10.0)
        })
        .find(|colour| colour.contrast(on) >= 5.5)
        .unwrap_or(primary)
}

/// `from` with `share` of `to` in it.
fn mix(from: Colour, to: Colour, share: f32) -> Colour {
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

fn one_level(
    context: &mut Context<'_, '_>,
    level: &Level,
    width: f32,
    label_width: f32,
    list: ElementId,
    ground: Colour,
) -> Flow {
    let item = context.element(list, Role::ListItem, level.span);
    let label = context.element(item, Role::Label, level.label.span);
    let body = context.element(item, Role::ListBody, level.span);
    let inset = context.em(context.theme.space.inset).min(label_width * 0.27);
    let setting = label_setting(context);
    let label_rows = paragraph(
        context,
        &level.label,
        &setting,
        Measure::balanced(label_width - 2.0 * inset, false),
        Some(label),
    );
    let radius = 0.0;
    let label_box = Boxed {
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
    let text_box = Boxed {
        width: text_width,
        inset: [inset, inset * 0.6, inset, inset * 0.6],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: None,
        radius,
        align: 0.5,
        flow: level_body(context, level, text_width - 2.0 * inset, body),
    };
    let column = |x, boxed| Column {
        x,
        flow: Flow::of(Row::of(RowBody::Boxed(Box::new(boxed)))),
        align: 0.0,
        stretch: true,
        repeat: false,
    };
    let columns = vec![column(0.0, label_box), column(label_width, text_box)];
    Flow::of(Row::of(RowBody::Columns(Columns { columns, splits_freely: false })))
}

fn level_body(
    context: &mut Context<'_, '_>,
    level: &Level,
    width: f32,
    element: ElementId,
) -> Flow {
    context.with_smaller(0.92, |context| {
        let Some(figure) = &level.figure else {
            return blocks(context, &level.blocks, width, element);
        };
        // The picture stands beside the words and is no taller than a few lines: a level is a step,
        // not a page.
        let figure_element = figure_element(context, figure, element);
        let gap = context.em(0.7);
        let tallest = context.em(3.6);
        let aspect = context.images.get(&figure.src).map_or(1.0, |image| image.size.aspect());
        let picture_width = (tallest * aspect).min((width - gap) * 0.4);
        let plate = plate_of(context, figure, context.palette.surface);
        let text_width = width - gap - picture_width;
        let text = blocks(context, &level.blocks, text_width, element);
        let picture = picture_row(context, figure, picture_width, tallest, plate, figure_element)
            .map_or_else(Flow::default, Flow::of);
        let column = |x, flow| Column { x, flow, align: 0.5, stretch: false, repeat: false };
        let columns = vec![column(0.0, text), column(text_width + gap, picture)];
        Flow::of(Row::of(RowBody::Columns(Columns { columns, splits_freely: false })))
    })
}

/// Boxes side by side, an arrow head between each and the next.
fn right(
    context: &mut Context<'_, '_>,
    levels: &[Level],
    one_by_one: bool,
    width: f32,
    list: ElementId,
) -> Flow {
    let (own, gap) = beside(context, levels, width);
    let mut columns = Vec::new();
    for (index, level) in levels.iter().enumerate() {
        let x = index as f32 * (own + gap);
        let step = if one_by_one { context.reveal.upcoming() } else { 0 };
        let ground = shade(context, index, levels.len());
        let flow =
            at_once(context, one_by_one, |context| labelled_box(context, level, own, list, ground));
        columns.push(Column { x, flow, align: 0.0, stretch: true, repeat: false });
        if index > 0 {
            let head = context.em(0.22);
            let tip = Point::new(x - gap / 2.0 + head / 2.0, context.em(0.95));
            let path = vec![
                PathSegment::Move(tip.moved(-head, -head)),
                PathSegment::Line(tip),
                PathSegment::Line(tip.moved(-head, head)),
            ];
            let stroke =
                Stroke { colour: context.palette.accent, width: context.em(0.12), round: true };
            let shape = Shape { path, fill: None, stroke: Some(stroke), actual_text: None };
            let arrow = Flow::of(Row::fixed(0.0, vec![Item::artifact(ItemKind::Shape(shape))]))
                .appearing_at(step);
            columns.push(Column { x: 0.0, flow: arrow, align: 0.0, stretch: false, repeat: false });
        }
    }
    Flow::of(Row::of(RowBody::Columns(Columns { columns, splits_freely: false })))
}

/// A level's label above its words.
fn labelled_box(
    context: &mut Context<'_, '_>,
    level: &Level,
    width: f32,
    list: ElementId,
    ground: Colour,
) -> Flow {
    let item = context.element(list, Role::ListItem, level.span);
    let label = context.element(item, Role::Label, level.label.span);
    let body = context.element(item, Role::ListBody, level.span);
    let inset = context.inset(width);
    let setting = label_setting(context);
    let label_rows = paragraph(
        context,
        &level.label,
        &setting,
        Measure::balanced(width - 2.0 * inset, false),
        Some(label),
    );
    let head = Boxed {
        width,
        inset: [inset, inset * 0.6, inset, inset * 0.6],
        fill: Some(ground),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.5,
        flow: label_rows,
    };
    let text = Boxed {
        width,
        inset: [inset; 4],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow: level_body(context, level, width - 2.0 * inset, body),
    };
    let mut flow = Flow::of(Row::of(RowBody::Boxed(Box::new(head))));
    flow.append(Flow::of(Row::of(RowBody::Boxed(Box::new(text)))), 0.0);
    flow.kept_together()
}
