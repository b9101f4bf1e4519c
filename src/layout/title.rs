//! The title of a slide: kicker, title, subtitle.

use super::context::{LayoutContext, ParagraphStyle};
use super::flow::{Flow, RowBody};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::text::{Wrap, break_lines};
use crate::deck::{Hyphenation, Run, Slide, Style, Text};
use crate::scene::{ElementId, ItemKind, Role, Structure};

/// What stands above a body, and how tall it is.
pub(super) struct TitleBlock {
    /// The rows.
    pub flow: Flow,
    /// Their height.
    pub height: f32,
    /// Whether the title had to be set smaller than titles are: then text below it does not grow.
    pub is_shrunk: bool,
}

/// Sets a title in type of `sizes`, the first of which needs no more than `lines` lines; the
/// smallest if none does.
pub(super) fn choose_display_style(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    sizes: &[f32],
    lines: usize,
    width: f32,
) -> ParagraphStyle {
    let smallest = sizes.last().map_or(context.scale.body, |size| size * context.page_scale);
    find_display_style(context, text, sizes, lines, width)
        .unwrap_or_else(|| display_style(context, smallest))
}

/// The same; `None` if no size does.
pub(super) fn find_display_style(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    sizes: &[f32],
    lines: usize,
    width: f32,
) -> Option<ParagraphStyle> {
    let style = context.text_style(&context.theme.fonts.heading, context.theme.weights.title);
    let shaped = context.shaper.shape_paragraph(text, &style);
    let is_enough = |size: &f32| {
        break_lines(&shaped, width / size, Wrap::Pretty, Hyphenation::Never).len() <= lines
            && shaped.longest_word_width() * size <= width
    };
    let size = sizes.iter().map(|size| size * context.page_scale).find(is_enough)?;
    Some(display_style(context, size))
}

fn display_style(context: &LayoutContext<'_, '_>, size: f32) -> ParagraphStyle {
    let mut style = context.text_style(&context.theme.fonts.heading, context.theme.weights.title);
    style.bold = style.bold.max(style.weight);
    ParagraphStyle {
        style,
        size,
        leading: context.theme.type_scale.title_leading,
        colours: context.text_colours(context.palette.title),
    }
}

/// Sets kicker, title and subtitle of an ordinary slide, as children of the slide. With `part` the
/// page's part of the slide stands behind the title, a mark for the eye alone; from the second part
/// on, all of it is decoration.
pub(super) fn lay_out_title(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    width: f32,
    part: Option<(usize, usize)>,
) -> TitleBlock {
    let parent = part.is_none_or(|(part, _)| part == 1).then_some(Structure::ROOT);
    let mut flow = Flow::default();
    let mut is_shrunk = false;
    if let Some(kicker) = slide.kicker.as_ref().filter(|text| !text.is_blank()) {
        let element =
            parent.map(|parent| context.add_element(parent, Role::Paragraph, kicker.span));
        flow.append(self::lay_out_kicker(context, kicker, width, element), 0.0);
    }
    if let Some(title) = slide.title.as_ref().filter(|text| !text.is_blank()) {
        let sizes = context.theme.type_scale.title.clone();
        let setting = choose_display_style(context, title, &sizes, 2, width);
        is_shrunk =
            sizes.first().is_some_and(|largest| setting.size < largest * context.page_scale);
        let element =
            parent.map(|parent| context.add_element(parent, Role::Heading(2), title.span));
        let text =
            part.map_or_else(|| title.clone(), |(part, of)| append_part_number(title, part, of));
        let mut rows =
            lay_out_paragraph(context, &text, &setting, ParagraphLayout::balanced(width), element);
        mark_artifact_from(&mut rows, title.content.len());
        let gap = context.pt(2.0);
        flow.append(rows, gap);
    }
    if let Some(subtitle) = slide.subtitle.as_ref().filter(|text| !text.is_blank()) {
        let element =
            parent.map(|parent| context.add_element(parent, Role::Paragraph, subtitle.span));
        let setting = ParagraphStyle {
            style: context.text_style(&context.theme.fonts.body, context.theme.weights.body),
            size: context.pt(context.theme.type_scale.normal) * 0.86,
            leading: 1.22,
            colours: context.text_colours(context.palette.muted),
        };
        let gap = context.pt(3.0);
        let rows = lay_out_paragraph(
            context,
            subtitle,
            &setting,
            ParagraphLayout::balanced(width),
            element,
        );
        flow.append(rows, gap);
    }
    let height = flow.height();
    TitleBlock { flow, height, is_shrunk }
}

/// Sets the short line above a title.
pub(super) fn lay_out_kicker(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    width: f32,
    element: Option<ElementId>,
) -> Flow {
    let setting = ParagraphStyle {
        style: context.text_style(&context.theme.fonts.heading, context.theme.weights.heading),
        size: context.pt(context.theme.type_scale.normal) * 0.72,
        leading: 1.3,
        colours: context.text_colours(context.palette.link),
    };
    lay_out_paragraph(context, text, &setting, ParagraphLayout::start_aligned(width), element)
}

/// A title with the part of its slide behind it: `Title (2/3)`.
fn append_part_number(title: &Text, part: usize, of: usize) -> Text {
    let mut text = title.clone();
    let start = text.content.len();
    text.content.push_str(&format!("\u{a0}({part}/{of})"));
    text.runs.push(Run {
        range: start..text.content.len(),
        style: Style::default(),
        link: None,
        lang: None,
    });
    text
}

/// Takes what stands behind byte `from` of a paragraph's text out of what the page says.
fn mark_artifact_from(rows: &mut Flow, from: usize) {
    let items = rows.rows.iter_mut().flat_map(|row| match &mut row.body {
        RowBody::Fixed { items, .. } => items.as_mut_slice(),
        _ => &mut [],
    });
    for item in items {
        if matches!(&item.kind, ItemKind::Text(run) if run.glyphs.iter().all(|glyph| glyph.range.start as usize >= from))
        {
            item.element = None;
        }
    }
}
