//! Lays out lists with bullets, numbers or checkboxes.

use super::checkbox_text::CheckState;
use super::icon::{MARKER_SIDE_EM, draw_icon_marker};
use super::marks::{draw_checkbox, draw_marker, format_number};
use super::points::{lay_out_points, point_style};
use super::{Place, lay_out_blocks};
use crate::deck::{BlockKind, CheckMark, List, ListItem, ListKind, Marker, NumberStyle, Text};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, Multicol, PageBreak, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::layout::text::count_lines;
use crate::scene::{ElementId, FitAdjustment, ListNumbering, Role};
use crate::source::Span;

/// Size of nested lists, relative to the list around them.
const NESTED_SCALE: f32 = 0.92;

/// Where the items of a list go.
#[derive(Clone, Copy)]
pub(super) struct ListPlace {
    /// Available width.
    pub width: f32,
    /// Nesting level of the list, from 0.
    level: usize,
    /// Element of the list.
    pub element: ElementId,
}

/// Lays out a list of any kind.
pub(super) fn lay_out_list(context: &mut LayoutContext<'_, '_>, list: &List, place: Place) -> Flow {
    let width = place.width;
    let role = Role::List(list_numbering(&list.kind));
    let element = context.add_element(place.parent, role, place.span);
    let level = nesting_level(context, element);
    let place = ListPlace { width, level, element };
    if level > 0 {
        return context.with_smaller(NESTED_SCALE, |context| lay_out_items(context, list, place));
    }
    if let Some(style) = point_style(context, list) {
        return lay_out_points(context, list, (place, style));
    }
    match column_width(context, list, width) {
        Some(column_width) => lay_out_in_columns(context, list, place, column_width),
        None => lay_out_items(context, list, place),
    }
}

/// Returns how the items of a list are numbered.
pub(crate) fn list_numbering(kind: &ListKind) -> ListNumbering {
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

/// Returns the number of lists around a list.
fn nesting_level(context: &LayoutContext<'_, '_>, list: ElementId) -> usize {
    let parents = context.structure.ancestors(context.structure.get(list).parent);
    parents.filter(|&id| matches!(context.structure.get(id).role, Role::List(_))).count()
}

fn lay_out_items(context: &mut LayoutContext<'_, '_>, list: &List, place: ListPlace) -> Flow {
    let level = place.level;
    let space = &context.theme.space;
    let gap = context.gap(if level == 0 { space.item } else { space.nested_item });
    let mut flow = Flow::default();
    let count = list.items.len();
    for (index, mut rows) in lay_out_each_item(context, list, place).into_iter().enumerate() {
        // The first two items stay together, and so do the last two: no item is alone on a page.
        if index == 0 || index + 2 == count {
            rows.limit_page_break(if count > 2 {
                PageBreak::Forbidden
            } else {
                PageBreak::Discouraged
            });
        } else if level > 0 && index + 1 < count {
            // Nested items on a further page would be separated from the item above them.
            rows.limit_page_break(PageBreak::Discouraged);
        }
        flow.append(rows, gap);
    }
    flow
}

/// Lays out the items of a list and returns a flow for each.
fn lay_out_each_item(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    place: ListPlace,
) -> Vec<Flow> {
    let style = context.paragraph_style(TextKind::Body);
    let labels = item_labels(context, list, place.level);
    let indent = text_indent(context, &labels, &style);
    let one_by_one = list.steps.unwrap_or(place.level == 0 && context.reveal.each_block);
    let item_place = ItemPlace {
        width: place.width,
        indent,
        style: &style,
        list: place.element,
        has_siblings: list.items.len() > 1,
    };
    let lay_out = |(item, label)| {
        reveal_at_once(context, one_by_one, |context| {
            lay_out_item(context, item, label, &item_place)
        })
    };
    list.items.iter().zip(&labels).map(lay_out).collect()
}

/// Lays out a list in two columns. In the structure tree it is still one list, read down the first
/// column and then the second.
fn lay_out_in_columns(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    place: ListPlace,
    column_width: f32,
) -> Flow {
    context.adjustments.insert(FitAdjustment::TwoColumns);
    let items = lay_out_each_item(context, list, ListPlace { width: column_width, ..place });
    let gap = context.gap(context.theme.space.item);
    Flow::from_row(Row::from_body(RowBody::Multicol(Multicol {
        x: 0.0,
        pitch: place.width - column_width,
        gap,
        items: items.into(),
        min_stacked_items: context.theme.columns.min_items - 1,
    })))
}

/// Returns the width of each of two columns, or `None` if the list is laid out in one column
/// because it is short, an item is long or the columns would be narrow.
fn column_width(context: &mut LayoutContext<'_, '_>, list: &List, width: f32) -> Option<f32> {
    let limits = context.theme.columns.clone();
    let column_width = (width - context.pt(context.theme.space.gutter)) / 2.0;
    let is_possible = context.scale.in_columns
        && list.items.len() >= limits.min_items
        && column_width >= context.em(limits.min_width_em);
    let bounds = ItemBounds { width: column_width, max_lines: limits.max_lines };
    (is_possible && has_short_items(context, list, 0, bounds)).then_some(column_width)
}

/// The space for a short item.
#[derive(Clone, Copy)]
struct ItemBounds {
    width: f32,
    max_lines: usize,
}

/// Whether all items, including nested ones, fit in the bounds, and no item contains anything but
/// lists.
fn has_short_items(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    level: usize,
    bounds: ItemBounds,
) -> bool {
    let ItemBounds { width, max_lines } = bounds;
    let style = context.paragraph_style(TextKind::Body);
    let labels = item_labels(context, list, level);
    let width = (width - text_indent(context, &labels, &style)).max(width / 2.0);
    list.items.iter().all(|item| {
        let shaped = context.shaper.shape_paragraph(&item.text, &style.style);
        shaped.width() * style.size <= width * max_lines as f32
            && count_lines(&shaped, width / style.size) <= max_lines
            && item.children.iter().all(|block| match &block.kind {
                BlockKind::List(list) => {
                    has_short_items(context, list, level + 1, ItemBounds { width, max_lines })
                }
                _ => false,
            })
    })
}

/// What is drawn before the text of an item.
pub(super) enum ItemLabel {
    Marker(Marker),
    Number(Text),
    Checkbox(CheckState, CheckMark),
    None,
}

pub(super) fn item_labels(
    context: &LayoutContext<'_, '_>,
    list: &List,
    level: usize,
) -> Vec<ItemLabel> {
    let bullets = &context.theme.marks.bullets;
    let default = bullets.get(level).or(bullets.last()).cloned().unwrap_or(Marker::Disc);
    list.items
        .iter()
        .enumerate()
        .map(|(index, item)| match &list.kind {
            _ if item.marker.is_some() => {
                item.marker.clone().map_or(ItemLabel::None, ItemLabel::Marker)
            }
            ListKind::Bullets(marker) => {
                ItemLabel::Marker(marker.clone().unwrap_or_else(|| default.clone()))
            }
            ListKind::Numbered { start, style } => ItemLabel::Number(Text::plain(
                format_number(start.saturating_add(index as u32), *style),
                item.span,
            )),
            ListKind::Checklist(mark) => {
                let mark = mark.unwrap_or(context.theme.marks.check);
                item.done.map_or(ItemLabel::None, |is_done| {
                    let state = if is_done { CheckState::Done } else { CheckState::NotDone };
                    ItemLabel::Checkbox(state, mark)
                })
            }
        })
        .collect()
}

/// Returns the indent of the text of items: that of the theme, or more if a label needs it.
pub(super) fn text_indent(
    context: &mut LayoutContext<'_, '_>,
    labels: &[ItemLabel],
    style: &ParagraphStyle,
) -> f32 {
    let default = context.em(context.theme.space.indent);
    let widest = labels
        .iter()
        .map(|label| match label {
            ItemLabel::Number(text) => {
                let style = number_style(context, style);
                context.shaper.shape_paragraph(text, &style.style).width() * style.size
            }
            ItemLabel::Marker(Marker::Text(text)) => {
                let text = Text::plain(text.clone(), Span::default());
                context.shaper.shape_paragraph(&text, &style.style).width() * style.size
            }
            ItemLabel::Checkbox(..) => context.em(0.95),
            ItemLabel::Marker(Marker::Icon(_)) => MARKER_SIDE_EM * style.size,
            ItemLabel::Marker(_) | ItemLabel::None => 0.0,
        })
        .fold(0.0, f32::max);
    if widest > 0.0 { default.max(widest + context.em(0.45)) } else { default }
}

fn number_style(context: &LayoutContext<'_, '_>, style: &ParagraphStyle) -> ParagraphStyle {
    let mut style = style.clone();
    style.style.weight = context.theme.weights.heading;
    style.colours = context.text_colours(context.palette.primary);
    style
}

/// Where an item goes and how its text is set.
pub(super) struct ItemPlace<'a> {
    pub width: f32,
    /// Indent of the text; the label is drawn in it.
    pub indent: f32,
    pub style: &'a ParagraphStyle,
    /// Element of the list.
    pub list: ElementId,
    /// Whether the list has other items.
    pub has_siblings: bool,
}

pub(super) fn lay_out_item(
    context: &mut LayoutContext<'_, '_>,
    item: &ListItem,
    label: &ItemLabel,
    place: &ItemPlace<'_>,
) -> Flow {
    let ItemPlace { width, style, .. } = *place;
    let element = context.add_element(place.list, Role::ListItem, item.span);
    // A label that is wider than half of the item has lines of its own above the item.
    let is_label_above = place.indent > width / 2.0;
    let indent = if is_label_above { 0.0 } else { place.indent };
    let label_width = if is_label_above { width } else { indent };
    let label_place = Place { width: label_width, parent: element, span: item.span };
    let label = lay_out_label(context, label, style, label_place);
    let body = context.add_element(element, Role::ListBody, item.span);
    let layout = ParagraphLayout::start_aligned(width - indent);
    let mut flow = lay_out_paragraph(context, &item.text, style, layout, Some(body));
    context.has_broken_labels |= place.has_siblings && flow.rows.len() > 1;
    let gap = context.gap(context.theme.space.nested_item);
    let children = lay_out_blocks(context, &item.children, width - indent, body);
    if !children.rows.is_empty() {
        flow.limit_page_break(PageBreak::Forbidden);
    }
    flow.append(children, gap);
    flow.shift_right(indent);
    if is_label_above {
        let mut above = label.keep_with_next();
        above.append(flow, 0.0);
        return above;
    }
    add_label(&mut flow, label);
    flow
}

/// Adds a label to the first line of a text.
pub(super) fn add_label(flow: &mut Flow, label: Flow) {
    if let Some(Row { body: RowBody::Fixed { items, .. }, baseline_drop, .. }) =
        flow.rows.front_mut()
    {
        let mut labels: Vec<_> = label.rows.into_iter().flat_map(Row::into_items).collect();
        labels.iter_mut().for_each(|item| item.translate(0.0, *baseline_drop));
        items.splice(0..0, labels);
    }
}

/// Lays out the label of an item. It is one row if it is wide enough.
fn lay_out_label(
    context: &mut LayoutContext<'_, '_>,
    label: &ItemLabel,
    style: &ParagraphStyle,
    place: Place,
) -> Flow {
    if matches!(label, ItemLabel::None) {
        return Flow::default();
    }
    if let ItemLabel::Marker(Marker::Icon(icon)) = label {
        let items = vec![draw_icon_marker(context, *icon, style)];
        return Flow::from_row(Row::fixed_height(style.leading * style.size, items));
    }
    let element = context.add_element(place.parent, Role::Label, place.span);
    let layout = ParagraphLayout::start_aligned(place.width);
    let items = match label {
        ItemLabel::Number(text) => {
            let style = number_style(context, style);
            return lay_out_paragraph(context, text, &style, layout, Some(element));
        }
        ItemLabel::Marker(Marker::Text(text)) => {
            let colours = context.text_colours(context.palette.accent);
            let style = ParagraphStyle { colours, ..style.clone() };
            let text = Text::plain(text.clone(), place.span);
            return lay_out_paragraph(context, &text, &style, layout, Some(element));
        }
        ItemLabel::Marker(marker) => vec![draw_marker(context, marker, style, element)],
        ItemLabel::Checkbox(state, mark) => draw_checkbox(context, *state, *mark, style, element),
        ItemLabel::None => Vec::new(),
    };
    Flow::from_row(Row::fixed_height(style.leading * style.size, items))
}
