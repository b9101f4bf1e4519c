//! Somebody's words.

use crate::deck::Text;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, PageBreak, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{ElementId, Item, Role};
use crate::source::Span;

/// Sets a quote: a large mark, the words, and whose they are.
pub(super) fn lay_out_quote(
    context: &mut LayoutContext<'_, '_>,
    text: &[Text],
    by: Option<&Text>,
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.add_element(parent, Role::BlockQuote, span);
    let setting = context.paragraph_style(TextKind::Quote);
    let indent = context.em(2.0).min(width * 0.15);
    let mut flow = Flow::default();
    for words in text {
        let own = context.add_element(element, Role::Paragraph, words.span);
        let gap = context.gap(context.theme.space.paragraph);
        let rows = lay_out_paragraph(
            context,
            words,
            &setting,
            ParagraphLayout::balanced(width - indent).aligned_by_direction(),
            Some(own),
        );
        flow.append(rows, gap);
    }
    if let Some(by) = by {
        flow.limit_page_break(PageBreak::Forbidden);
        let own = context.add_element(element, Role::Paragraph, by.span);
        let mut setting = context.paragraph_style(TextKind::Body);
        setting.size *= 0.9;
        setting.colours = context.text_colours(context.palette.muted);
        let gap = context.gap(context.theme.space.block * 0.8);
        let rows = lay_out_paragraph(
            context,
            by,
            &setting,
            ParagraphLayout::start_aligned(width - indent),
            Some(own),
        );
        flow.append(rows, gap);
    }
    flow.shift_right(indent);
    let mark = draw_quote_mark(context, &setting, indent);
    if let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.first_mut() {
        items.extend(mark);
    }
    flow
}

/// A large quotation mark that hangs left of the words: decoration.
fn draw_quote_mark(
    context: &mut LayoutContext<'_, '_>,
    words: &ParagraphStyle,
    indent: f32,
) -> Vec<Item> {
    let mut setting = words.clone();
    setting.size *= 2.6;
    setting.style.weight = context.theme.weights.bold;
    setting.colours = context.text_colours(context.palette.accent);
    // The mark opens towards the words.
    let text = Text::plain(if context.is_rtl { "\u{201d}" } else { "\u{201c}" }, Span::default());
    // In a narrow column it is no wider than its place.
    let advance: f32 = context
        .shaper
        .shape_paragraph(&text, &setting.style)
        .clusters
        .iter()
        .map(|cluster| cluster.advance)
        .sum();
    setting.size = setting.size.min(indent / advance.max(0.1));
    setting.leading = words.leading * words.size / setting.size;
    let rows = lay_out_paragraph(
        context,
        &text,
        &setting,
        ParagraphLayout::start_aligned(indent * 4.0),
        None,
    );
    let Some(Row { body: RowBody::Fixed { mut items, .. }, .. }) = rows.rows.into_iter().next()
    else {
        return Vec::new();
    };
    // The mark's ink is at the height of capitals: its top goes to the top of the first line's
    // capitals.
    let face = context.shaper.primary_face(&setting.style);
    let cap = context.shaper.fonts().get(face).metrics().cap_height;
    let drop = cap * (setting.size - words.size) / 2.0;
    items.iter_mut().for_each(|item| {
        item.translate(-0.04 * setting.size, drop);
        // Nothing that the author wrote: it is not read, and not extracted as a word.
        item.element = None;
    });
    items
}
