//! Bullets, numbers and checkboxes.

use super::blocks;
use super::marks::{checkbox, draw_marker, number};
use crate::deck::{
    BlockKind, Check, Hyphenation, List, ListItem, ListKind, Marker, NumberStyle, Text,
};
use crate::layout::context::{Context, Setting, Voice};
use crate::layout::flow::{Cut, Flow, Multicol, Row, RowBody};
use crate::layout::paragraph::{Measure, paragraph};
use crate::layout::reveal::at_once;
use crate::layout::text::{Wrap, break_lines};
use crate::scene::{ElementId, FitStep, ListNumbering, Role};
use crate::source::Span;

/// Type of nested lists relative to the list around them.
const NESTED: f32 = 0.92;

/// Sets a list of any kind.
pub(super) fn list(
    context: &mut Context<'_, '_>,
    list: &List,
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.element(parent, Role::List(numbering(&list.kind)), span);
    let level = nesting(context, element);
    if level == 0 {
        if let Some(narrow) = column_width(context, list, width) {
            return in_columns(context, list, width, narrow, element);
        }
        return items(context, list, 0, width, element);
    }
    context.with_smaller(NESTED, |context| items(context, list, level, width, element))
}

fn numbering(kind: &ListKind) -> ListNumbering {
    match kind {
        ListKind::Bullets(_) | ListKind::Checklist(_) => ListNumbering::Unordered,
        ListKind::Numbered { style, .. } => match style {
            NumberStyle::Decimal => ListNumbering::Decimal,
            NumberStyle::LowerAlpha => ListNumbering::LowerAlpha,
            NumberStyle::UpperAlpha => ListNumbering::UpperAlpha,
            NumberStyle::LowerRoman => ListNumbering::LowerRoman,
            NumberStyle::UpperRoman => ListNumbering::UpperRoman,
        },
    }
}

/// How many lists the list stands in.
fn nesting(context: &Context<'_, '_>, element: ElementId) -> usize {
    let parents = std::iter::successors(context.structure.get(element).parent, |&id| {
        context.structure.get(id).parent
    });
    parents.filter(|&id| matches!(context.structure.get(id).role, Role::List(_))).count()
}

fn items(
    context: &mut Context<'_, '_>,
    list: &List,
    level: usize,
    width: f32,
    element: ElementId,
) -> Flow {
    let gap = context.gap(if level == 0 {
        context.theme.space.item
    } else {
        context.theme.space.nested_item
    });
    let mut flow = Flow::default();
    let count = list.items.len();
    for (index, mut rows) in
        item_flows(context, list, level, width, element).into_iter().enumerate()
    {
        // Never one orphan: the first two items stay together, and so do the last two.
        if index == 0 || index + 2 == count {
            rows.end_with(if count > 2 { Cut::Never } else { Cut::Poor });
        } else if level > 0 && index + 1 < count {
            // Items that go on on a further page are without the line that they hang under.
            rows.end_with(Cut::Poor);
        }
        flow.append(rows, gap);
    }
    flow
}

/// The rows of each item.
fn item_flows(
    context: &mut Context<'_, '_>,
    list: &List,
    level: usize,
    width: f32,
    element: ElementId,
) -> Vec<Flow> {
    let setting = context.setting(Voice::Body);
    let labels = labels(context, list, level);
    let indent = indent(context, &labels, &setting);
    let one_by_one = list.steps || (level == 0 && context.reveal.each);
    let rows = list.items.iter().zip(&labels);
    let set = |(item, label)| {
        at_once(context, one_by_one, |context| {
            item_rows(context, item, label, &setting, width, indent, element)
        })
    };
    rows.map(set).collect()
}

/// Sets a list in two columns of `narrow` width: one list to those who do not see it, read down and
/// then across.
fn in_columns(
    context: &mut Context<'_, '_>,
    list: &List,
    width: f32,
    narrow: f32,
    element: ElementId,
) -> Flow {
    context.steps.insert(FitStep::TwoColumns);
    let items = item_flows(context, list, 0, narrow, element);
    let least = context.theme.columns.items - 1;
    let gap = context.gap(context.theme.space.item);
    Flow::of(Row::of(RowBody::Multicol(Multicol {
        x: 0.0,
        pitch: width - narrow,
        gap,
        items,
        least,
    })))
}

/// How wide each of two columns is; `None` where the list stays in one: it is short, or an item is
/// long, or the columns would be narrow.
fn column_width(context: &mut Context<'_, '_>, list: &List, width: f32) -> Option<f32> {
    let bounds = context.theme.columns.clone();
    let narrow = (width - context.pt(context.theme.space.gutter)) / 2.0;
    let fits = context.scale.in_columns
        && list.items.len() >= bounds.items
        && narrow >= context.em(bounds.width);
    (fits && is_short(context, list, 0, narrow, bounds.lines)).then_some(narrow)
}

/// Whether every item, nested ones included, needs no more than `lines` lines in `width`, and
/// nothing but lists hangs under any.
fn is_short(
    context: &mut Context<'_, '_>,
    list: &List,
    level: usize,
    width: f32,
    lines: usize,
) -> bool {
    let setting = context.setting(Voice::Body);
    let labels = labels(context, list, level);
    let width = (width - indent(context, &labels, &setting)).max(width / 2.0);
    list.items.iter().all(|item| {
        let shaped = context.shaper.shape(&item.text, &setting.style);
        shaped.width() * setting.size <= width * lines as f32
            && break_lines(&shaped, width / setting.size, Wrap::Pretty, Hyphenation::Never).len()
                <= lines
            && item.children.iter().all(|block| match &block.kind {
                BlockKind::List(list) => is_short(context, list, level + 1, width, lines),
                _ => false,
            })
    })
}

/// What stands before an item.
enum Label {
    Marker(Marker),
    Number(Text),
    Checkbox(bool, Check),
    None,
}

fn labels(context: &Context<'_, '_>, list: &List, level: usize) -> Vec<Label> {
    let bullets = &context.theme.marks.bullets;
    let of_level = bullets.get(level).or(bullets.last()).cloned().unwrap_or(Marker::Disc);
    list.items
        .iter()
        .enumerate()
        .map(|(index, item)| match &list.kind {
            _ if item.marker.is_some() => item.marker.clone().map_or(Label::None, Label::Marker),
            ListKind::Bullets(marker) => {
                Label::Marker(marker.clone().unwrap_or_else(|| of_level.clone()))
            }
            ListKind::Numbered { start, style } => Label::Number(Text::plain(
                number(start.saturating_add(index as u32), *style),
                item.span,
            )),
            ListKind::Checklist(check) => {
                let check = check.unwrap_or(context.theme.marks.check);
                item.done.map_or(Label::None, |done| Label::Checkbox(done, check))
            }
        })
        .collect()
}

/// How far text stands in: as far as the theme says, further where a label needs it.
fn indent(context: &mut Context<'_, '_>, labels: &[Label], setting: &Setting) -> f32 {
    let standard = context.em(context.theme.space.indent);
    let widest = labels
        .iter()
        .map(|label| match label {
            Label::Number(text) => {
                context.shaper.shape(text, &number_setting(context, setting).style).width()
                    * setting.size
            }
            Label::Marker(Marker::Text(text)) => {
                context
                    .shaper
                    .shape(&Text::plain(text.clone(), Span::default()), &setting.style)
                    .width()
                    * setting.size
            }
            Label::Checkbox(..) => context.em(0.95),
            Label::Marker(_) | Label::None => 0.0,
        })
        .fold(0.0, f32::max);
    if widest > 0.0 { standard.max(widest + context.em(0.45)) } else { standard }
}

fn number_setting(context: &Context<'_, '_>, setting: &Setting) -> Setting {
    let mut setting = setting.clone();
    setting.style.weight = context.theme.weights.heading;
    setting.ink = context.ink(context.palette.primary);
    setting
}

fn item_rows(
    context: &mut Context<'_, '_>,
    item: &ListItem,
    label: &Label,
    setting: &Setting,
    width: f32,
    indent: f32,
    list: ElementId,
) -> Flow {
    let element = context.element(list, Role::ListItem, item.span);
    // A label that would take more than half of the width stands above its item, on lines of its
    // own.
    let is_above = indent > width / 2.0;
    let indent = if is_above { 0.0 } else { indent };
    let label = label_flow(
        context,
        label,
        setting,
        if is_above { width } else { indent },
        element,
        item.span,
    );
    let body = context.element(element, Role::ListBody, item.span);
    let mut flow =
        paragraph(context, &item.text, setting, Measure::start(width - indent), Some(body));
    let gap = context.gap(context.theme.space.nested_item);
    let children = blocks(context, &item.children, width - indent, body);
    if !children.rows.is_empty() {
        flow.end_with(Cut::Never);
    }
    flow.append(children, gap);
    flow.shift(indent);
    if is_above {
        let mut above = label.kept_with_next();
        above.append(flow, 0.0);
        return above;
    }
    if let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.first_mut() {
        items.splice(0..0, label.rows.into_iter().flat_map(Row::into_items));
    }
    flow
}

/// The rows of what stands before an item: one, where there is room beside the item.
fn label_flow(
    context: &mut Context<'_, '_>,
    label: &Label,
    setting: &Setting,
    width: f32,
    item: ElementId,
    span: Span,
) -> Flow {
    if matches!(label, Label::None) {
        return Flow::default();
    }
    let element = context.element(item, Role::Label, span);
    let drawn = |items| Flow::of(Row::fixed(setting.leading * setting.size, items));
    match label {
        Label::Number(text) => {
            let setting = number_setting(context, setting);
            paragraph(context, text, &setting, Measure::start(width), Some(element))
        }
        Label::Marker(Marker::Text(text)) => {
            let setting = Setting { ink: context.ink(context.palette.accent), ..setting.clone() };
            let text = Text::plain(text.clone(), span);
            paragraph(context, &text, &setting, Measure::start(width), Some(element))
        }
        Label::Marker(marker) => drawn(vec![draw_marker(context, marker, setting, element)]),
        Label::Checkbox(done, check) => drawn(checkbox(context, *done, *check, setting, element)),
        Label::None => Flow::default(),
    }
}
