//! Lays out the list of works: numbers in a column of their own, or a hanging indent.

use super::Place;
use super::list::add_label;
use crate::deck::{ReferenceList, Text, WorkEntry};
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{Item, ItemKind, LinkArea, LinkTarget, ListNumbering, Role};

/// Space between a number and its entry, in em.
const LABEL_GAP_EM: f32 = 0.5;
/// The widest column of numbers and labels, as a share of the list.
const MAX_LABEL_SHARE: f32 = 0.25;
/// Indent of the lines after the first of an entry without a number, in em.
const HANGING_INDENT_EM: f32 = 1.4;
/// Space between entries, as a share of that between items of a list.
const GAP_SHARE: f32 = 0.8;

/// Lays out the list of works. Entries are not divided between pages.
pub(super) fn lay_out_references(
    context: &mut LayoutContext<'_, '_>,
    list: &ReferenceList,
    place: Place,
) -> Flow {
    let is_number = |label: &Text| {
        label.content.trim_matches(|c: char| !c.is_alphanumeric()).parse::<u32>().is_ok()
    };
    let labels: Vec<&Text> = list.entries.iter().filter_map(|entry| entry.label.as_ref()).collect();
    let numbering = match labels.first() {
        Some(label) if is_number(label) => ListNumbering::Decimal,
        _ => ListNumbering::Unordered,
    };
    let element = context.add_element(place.parent, Role::List(numbering), place.span);
    let style = context.paragraph_style(TextKind::Cell);
    let widest = labels
        .iter()
        .map(|label| context.shaper.shape_paragraph(label, &style.style).width() * style.size)
        .fold(0.0, f32::max);
    let indent = match widest {
        0.0 => 0.0,
        widest => (widest + LABEL_GAP_EM * style.size).min(place.width * MAX_LABEL_SHARE),
    };
    let gap = context.gap(context.theme.space.item) * GAP_SHARE;
    let mut flow = Flow::default();
    for entry in &list.entries {
        let entry_place = Place { parent: element, ..place };
        let entry = lay_out_entry(context, entry, (&style, indent), entry_place);
        flow.append(entry.keep_together(), gap);
    }
    flow
}

fn lay_out_entry(
    context: &mut LayoutContext<'_, '_>,
    entry: &WorkEntry,
    (style, indent): (&ParagraphStyle, f32),
    place: Place,
) -> Flow {
    let item = context.add_element(place.parent, Role::ListItem, place.span);
    let label = entry.label.as_ref().map(|label| {
        let element = context.add_element(item, Role::Label, place.span);
        let layout = ParagraphLayout::start_aligned(indent);
        lay_out_paragraph(context, label, style, layout, Some(element))
    });
    let body = context.add_element(item, Role::ListBody, place.span);
    let layout = match &label {
        Some(_) => ParagraphLayout::start_aligned(place.width - indent),
        None => ParagraphLayout::start_aligned(place.width)
            .with_hanging_indent(HANGING_INDENT_EM * style.size),
    };
    // Each entry has the direction of its first word: the names of an English work keep their order
    // beside Arabic terms.
    let mut style = style.clone();
    style.style.is_rtl = false;
    let mut flow = lay_out_paragraph(context, &entry.text, &style, layout, Some(body));
    if let Some(label) = label {
        flow.shift_right(indent);
        add_label(&mut flow, label);
    }
    // Citations lead to the page of this mark.
    if let Some((index, _)) = context.works.get(&entry.key)
        && let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.front_mut()
    {
        let target = LinkTarget::WorkEntry(*index);
        let mark =
            LinkArea { rect: Rect::new(0.0, 0.0, 1.0, 1.0), target, alt_text: String::new() };
        items.push(Item::new(ItemKind::Link(mark), Some(body), Some(place.span)));
    }
    flow
}
