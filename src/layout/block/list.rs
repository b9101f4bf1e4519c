//! Bullets, numbers and checkboxes.

use super::lay_out_blocks;
use super::marks::{draw_checkbox, draw_marker, format_number};
use crate::deck::{
    BlockKind, CheckMark, Hyphenation, List, ListItem, ListKind, Marker, NumberStyle, Text,
};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, Multicol, PageBreak, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::layout::text::{Wrap, break_lines};
use crate::scene::{ElementId, FitAdjustment, ListNumbering, Role};
use crate::source::Span;

/// Type of nested lists relative to the list around them.
const NESTED_SCALE: f32 = 0.92;

/// Sets a list of any kind.
pub(super) fn lay_out_list(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.add_element(parent, Role::List(list_numbering(&list.kind)), span);
    let level = nesting_level(context, element);
    if level == 0 {
        if let Some(narrow) = column_width(context, list, width) {
            return lay_out_in_columns(context, list, width, narrow, element);
        }
        return lay_out_items(context, list, 0, width, element);
    }
    context
        .with_smaller(NESTED_SCALE, |context| lay_out_items(context, list, level, width, element))
}

fn list_numbering(kind: &ListKind) -> ListNumbering {
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
fn nesting_level(context: &LayoutContext<'_, '_>, element: ElementId) -> usize {
    let parents = std::iter::successors(context.structure.get(element).parent, |&id| {
        context.structure.get(id).parent
    });
    parents.filter(|&id| matches!(context.structure.get(id).role, Role::List(_))).count()
}

fn lay_out_items(
    context: &mut LayoutContext<'_, '_>,
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
        lay_out_each_item(context, list, level, width, element).into_iter().enumerate()
    {
        // Never one orphan: the first two items stay together, and so do the last two.
        if index == 0 || index + 2 == count {
            rows.limit_page_break(if count > 2 {
                PageBreak::Forbidden
            } else {
                PageBreak::Discouraged
            });
        } else if level > 0 && index + 1 < count {
            // Items that go on on a further page are without the line that they hang under.
            rows.limit_page_break(PageBreak::Discouraged);
        }
        flow.append(rows, gap);
    }
    flow
}

/// The rows of each item.
fn lay_out_each_item(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    level: usize,
    width: f32,
    element: ElementId,
) -> Vec<Flow> {
    let setting = context.paragraph_style(TextKind::Body);
    let labels = item_labels(context, list, level);
    let indent = text_indent(context, &labels, &setting);
    let one_by_one = list.steps || (level == 0 && context.reveal.each_block);
    let rows = list.items.iter().zip(&labels);
    let set = |(item, label)| {
        reveal_at_once(context, one_by_one, |context| {
            lay_out_item(context, item, label, &setting, width, indent, element)
        })
    };
    rows.map(set).collect()
}

/// Sets a list in two columns of `narrow` width: one list to those who do not see it, read down and
/// then across.
fn lay_out_in_columns(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    width: f32,
    narrow: f32,
    element: ElementId,
) -> Flow {
    context.adjustments.insert(FitAdjustment::TwoColumns);
    let items = lay_out_each_item(context, list, 0, narrow, element);
    let least = context.theme.columns.min_items - 1;
    let gap = context.gap(context.theme.space.item);
    Flow::from_row(Row::from_body(RowBody::Multicol(Multicol {
        x: 0.0,
        pitch: width - narrow,
        gap,
        items,
        min_stacked_items: least,
    })))
}

/// How wide each of two columns is; `None` where the list stays in one: it is short, or an item is
/// long, or the columns would be narrow.
fn column_width(context: &mut LayoutContext<'_, '_>, list: &List, width: f32) -> Option<f32> {
    let bounds = context.theme.columns.clone();
    let narrow = (width - context.pt(context.theme.space.gutter)) / 2.0;
    let fits = context.scale.in_columns
        && list.items.len() >= bounds.min_items
        && narrow >= context.em(bounds.min_width_em);
    (fits && has_short_items(context, list, 0, narrow, bounds.max_lines)).then_some(narrow)
}

/// Whether every item, nested ones included, needs no more than `lines` lines in `width`, and
/// nothing but lists hangs under any.
fn has_short_items(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    level: usize,
    width: f32,
    lines: usize,
) -> bool {
    let setting = context.paragraph_style(TextKind::Body);
    let labels = item_labels(context, list, level);
    let width = (width - text_indent(context, &labels, &setting)).max(width / 2.0);
    list.items.iter().all(|item| {
        let shaped = context.shaper.shape_paragraph(&item.text, &setting.style);
        shaped.width() * setting.size <= width * lines as f32
            && break_lines(&shaped, width / setting.size, Wrap::Pretty, Hyphenation::Never).len()
                <= lines
            && item.children.iter().all(|block| match &block.kind {
                BlockKind::List(list) => has_short_items(context, list, level + 1, width, lines),
                _ => false,
            })
    })
}

/// What stands before an item.
enum ItemLabel {
    Marker(Marker),
    Number(Text),
    Checkbox(bool, CheckMark),
    None,
}

fn item_labels(context: &LayoutContext<'_, '_>, list: &List, level: usize) -> Vec<ItemLabel> {
    let bullets = &context.theme.marks.bullets;
    let of_level = bullets.get(level).or(bullets.last()).cloned().unwrap_or(Marker::Disc);
    list.items
        .iter()
        .enumerate()
        .map(|(index, item)| match &list.kind {
            _ if item.marker.is_some() => {
                item.marker.clone().map_or(ItemLabel::None, ItemLabel::Marker)
            }
            ListKind::Bullets(marker) => {
                ItemLabel::Marker(marker.clone().unwrap_or_else(|| of_level.clone()))
            }
            ListKind::Numbered { start, style } => ItemLabel::Number(Text::plain(
                format_number(start.saturating_add(index as u32), *style),
                item.span,
            )),
            ListKind::Checklist(check) => {
                let check = check.unwrap_or(context.theme.marks.check);
                item.done.map_or(ItemLabel::None, |done| ItemLabel::Checkbox(done, check))
            }
        })
        .collect()
}

/// How far text stands in: as far as the theme says, further where a label needs it.
fn text_indent(
    context: &mut LayoutContext<'_, '_>,
    labels: &[ItemLabel],
    setting: &ParagraphStyle,
) -> f32 {
    let standard = context.em(context.theme.space.indent);
    let widest = labels
        .iter()
        .map(|label| match label {
            ItemLabel::Number(text) => {
                context
                    .shaper
                    .shape_paragraph(text, &number_setting(context, setting).style)
                    .width()
                    * setting.size
            }
            ItemLabel::Marker(Marker::Text(text)) => {
                context
                    .shaper
                    .shape_paragraph(&Text::plain(text.clone(), Span::default()), &setting.style)
                    .width()
                    * setting.size
            }
            ItemLabel::Checkbox(..) => context.em(0.95),
            ItemLabel::Marker(_) | ItemLabel::None => 0.0,
        })
        .fold(0.0, f32::max);
    if widest > 0.0 { standard.max(widest + context.em(0.45)) } else { standard }
}

fn number_setting(context: &LayoutContext<'_, '_>, setting: &ParagraphStyle) -> ParagraphStyle {
    let mut setting = setting.clone();
    setting.style.weight = context.theme.weights.heading;
    setting.colours = context.text_colours(context.palette.primary);
    setting
}

fn lay_out_item(
    context: &mut LayoutContext<'_, '_>,
    item: &ListItem,
    label: &ItemLabel,
    setting: &ParagraphStyle,
    width: f32,
    indent: f32,
    list: ElementId,
) -> Flow {
    let element = context.add_element(list, Role::ListItem, item.span);
    // A label that would take more than half of the width stands above its item, on lines of its
    // own.
    let is_above = indent > width / 2.0;
    let indent = if is_above { 0.0 } else { indent };
    let label = lay_out_label(
        context,
        label,
        setting,
        if is_above { width } else { indent },
        element,
        item.span,
    );
    let body = context.add_element(element, Role::ListBody, item.span);
    let mut flow = lay_out_paragraph(
        context,
        &item.text,
        setting,
        ParagraphLayout::start_aligned(width - indent),
        Some(body),
    );
    let gap = context.gap(context.theme.space.nested_item);
    let children = lay_out_blocks(context, &item.children, width - indent, body);
    if !children.rows.is_empty() {
        flow.limit_page_break(PageBreak::Forbidden);
    }
    flow.append(children, gap);
    flow.shift_right(indent);
    if is_above {
        let mut above = label.keep_with_next();
        above.append(flow, 0.0);
        return above;
    }
    if let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.first_mut() {
        items.splice(0..0, label.rows.into_iter().flat_map(Row::into_items));
    }
    flow
}

/// The rows of what stands before an item: one, where there is room beside the item.
fn lay_out_label(
    context: &mut LayoutContext<'_, '_>,
    label: &ItemLabel,
    setting: &ParagraphStyle,
    width: f32,
    item: ElementId,
    span: Span,
) -> Flow {
    if matches!(label, ItemLabel::None) {
        return Flow::default();
    }
    let element = context.add_element(item, Role::Label, span);
    let drawn = |items| Flow::from_row(Row::fixed_height(setting.leading * setting.size, items));
    match label {
        ItemLabel::Number(text) => {
            let setting = number_setting(context, setting);
            lay_out_paragraph(
                context,
                text,
                &setting,
                ParagraphLayout::start_aligned(width),
                Some(element),
            )
        }
        ItemLabel::Marker(Marker::Text(text)) => {
            let setting = ParagraphStyle {
                colours: context.text_colours(context.palette.accent),
                ..setting.clone()
            };
            let text = Text::plain(text.clone(), span);
            lay_out_paragraph(
                context,
                &text,
                &setting,
                ParagraphLayout::start_aligned(width),
                Some(element),
            )
        }
        ItemLabel::Marker(marker) => drawn(vec![draw_marker(context, marker, setting, element)]),
        ItemLabel::Checkbox(done, check) => {
            drawn(draw_checkbox(context, *done, *check, setting, element))
        }
        ItemLabel::None => Flow::default(),
    }
}
