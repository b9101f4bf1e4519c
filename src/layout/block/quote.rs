//! Somebody's words.

use crate::deck::Text;
use crate::layout::context::{Context, Setting, Voice};
use crate::layout::flow::{Cut, Flow, Row, RowBody};
use crate::layout::paragraph::{Measure, paragraph};
use crate::scene::{ElementId, Item, Role};
use crate::source::Span;

/// Sets a quote: a large mark, the words, and whose they are.
pub(super) fn quote(
    context: &mut Context<'_, '_>,
    text: &[Text],
    by: Option<&Text>,
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.element(parent, Role::BlockQuote, span);
    let setting = context.setting(Voice::Quote);
    let indent = context.em(2.0).min(width * 0.15);
    let mut flow = Flow::default();
    for words in text {
        let own = context.element(element, Role::Paragraph, words.span);
        let gap = context.gap(context.theme.space.paragraph);
        let rows = paragraph(
            context,
            words,
            &setting,
            Measure::balanced(width - indent, false).by_direction(),
            Some(own),
        );
        flow.append(rows, gap);
    }
    if let Some(by) = by {
        flow.end_with(Cut::Never);
        let own = context.element(element, Role::Paragraph, by.span);
        let mut setting = context.setting(Voice::Body);
        setting.size *= 0.9;
        setting.ink = context.ink(context.palette.muted);
        let gap = context.gap(context.theme.space.block * 0.8);
        let rows = paragraph(context, by, &setting, Measure::start(width - indent), Some(own));
        flow.append(rows, gap);
    }
    flow.shift(indent);
    let mark = quote_mark(context, &setting, indent);
    if let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.first_mut() {
        items.extend(mark);
    }
    flow
}

/// A large quotation mark that hangs left of the words: decoration.
fn quote_mark(context: &mut Context<'_, '_>, words: &Setting, indent: f32) -> Vec<Item> {
    let mut setting = words.clone();
    setting.size *= 2.6;
    setting.style.weight = context.theme.weights.bold;
    setting.ink = context.ink(context.palette.accent);
    // The mark opens towards the words.
    let text =
        Text::plain(if context.from_right { "\u{201d}" } else { "\u{201c}" }, Span::default());
    // In a narrow column it is no wider than its place.
    let advance: f32 = context
        .shaper
        .shape(&text, &setting.style)
        .clusters
        .iter()
        .map(|cluster| cluster.advance)
        .sum();
    setting.size = setting.size.min(indent / advance.max(0.1));
    setting.leading = words.leading * words.size / setting.size;
    let rows = paragraph(context, &text, &setting, Measure::start(indent * 4.0), None);
    let Some(Row { body: RowBody::Fixed { mut items, .. }, .. }) = rows.rows.into_iter().next()
    else {
        return Vec::new();
    };
    // The mark's ink is at the height of capitals: its top goes to the top of the first line's
    // capitals.
    let face = context.shaper.face(&setting.style);
    let cap = context.shaper.fonts().get(face).metrics().cap_height;
    let drop = cap * (setting.size - words.size) / 2.0;
    items.iter_mut().for_each(|item| {
        item.translate(-0.04 * setting.size, drop);
        // Nothing that the author wrote: it is not read, and not extracted as a word.
        item.element = None;
    });
    items
}
