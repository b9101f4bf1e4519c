//! The title of a slide: kicker, title, subtitle.

use super::context::{Context, Setting};
use super::flow::{Flow, RowBody};
use super::paragraph::{Measure, paragraph};
use super::text::{Wrap, break_lines};
use crate::deck::{Hyphenation, Run, Slide, Style, Text};
use crate::scene::{ElementId, ItemKind, Role, Structure};

/// What stands above a body, and how tall it is.
pub(super) struct Title {
    /// The rows.
    pub flow: Flow,
    /// Their height.
    pub height: f32,
    /// Whether the title had to be set smaller than titles are: then text below it does not grow.
    pub is_shrunk: bool,
}

/// Sets a title in type of `sizes`, the first of which needs no more than `lines` lines; the
/// smallest if none does.
pub(super) fn display(
    context: &mut Context<'_, '_>,
    text: &Text,
    sizes: &[f32],
    lines: usize,
    width: f32,
) -> Setting {
    let smallest = sizes.last().map_or(context.scale.body, |size| size * context.unit);
    display_within(context, text, sizes, lines, width)
        .unwrap_or_else(|| display_setting(context, smallest))
}

/// The same; `None` if no size does.
pub(super) fn display_within(
    context: &mut Context<'_, '_>,
    text: &Text,
    sizes: &[f32],
    lines: usize,
    width: f32,
) -> Option<Setting> {
    let style = context.style(&context.theme.fonts.heading, context.theme.weights.title);
    let shaped = context.shaper.shape(text, &style);
    let is_enough = |size: &f32| {
        break_lines(&shaped, width / size, Wrap::Pretty, Hyphenation::Never).len() <= lines
            && shaped.longest_word() * size <= width
    };
    let size = sizes.iter().map(|size| size * context.unit).find(is_enough)?;
    Some(display_setting(context, size))
}

fn display_setting(context: &Context<'_, '_>, size: f32) -> Setting {
    let mut style = context.style(&context.theme.fonts.heading, context.theme.weights.title);
    style.bold = style.bold.max(style.weight);
    Setting {
        style,
        size,
        leading: context.theme.type_scale.title_leading,
        ink: context.ink(context.palette.title),
    }
}

/// Sets kicker, title and subtitle of an ordinary slide, as children of the slide. With `part` the
/// page's part of the slide stands behind the title, a mark for the eye alone; from the second part
/// on, all of it is decoration.
pub(super) fn title(
    context: &mut Context<'_, '_>,
    slide: &Slide,
    width: f32,
    part: Option<(usize, usize)>,
) -> Title {
    let parent = part.is_none_or(|(part, _)| part == 1).then_some(Structure::ROOT);
    let mut flow = Flow::default();
    let mut is_shrunk = false;
    if let Some(kicker) = slide.kicker.as_ref().filter(|text| !text.is_blank()) {
        let element = parent.map(|parent| context.element(parent, Role::Paragraph, kicker.span));
        flow.append(self::kicker(context, kicker, width, element), 0.0);
    }
    if let Some(title) = slide.title.as_ref().filter(|text| !text.is_blank()) {
        let sizes = context.theme.type_scale.title.clone();
        let setting = display(context, title, &sizes, 2, width);
        is_shrunk = sizes.first().is_some_and(|largest| setting.size < largest * context.unit);
        let element = parent.map(|parent| context.element(parent, Role::Heading(2), title.span));
        let text = part.map_or_else(|| title.clone(), |(part, of)| continued(title, part, of));
        let mut rows =
            paragraph(context, &text, &setting, Measure::balanced(width, false), element);
        unsay_from(&mut rows, title.content.len());
        let gap = context.pt(2.0);
        flow.append(rows, gap);
    }
    if let Some(subtitle) = slide.subtitle.as_ref().filter(|text| !text.is_blank()) {
        let element = parent.map(|parent| context.element(parent, Role::Paragraph, subtitle.span));
        let setting = Setting {
            style: context.style(&context.theme.fonts.body, context.theme.weights.body),
            size: context.pt(context.theme.type_scale.normal) * 0.86,
            leading: 1.22,
            ink: context.ink(context.palette.muted),
        };
        let gap = context.pt(3.0);
        let rows = paragraph(context, subtitle, &setting, Measure::balanced(width, false), element);
        flow.append(rows, gap);
    }
    let height = flow.height();
    Title { flow, height, is_shrunk }
}

/// Sets the short line above a title.
pub(super) fn kicker(
    context: &mut Context<'_, '_>,
    text: &Text,
    width: f32,
    element: Option<ElementId>,
) -> Flow {
    let setting = Setting {
        style: context.style(&context.theme.fonts.heading, context.theme.weights.heading),
        size: context.pt(context.theme.type_scale.normal) * 0.72,
        leading: 1.3,
        ink: context.ink(context.palette.link),
    };
    paragraph(context, text, &setting, Measure::start(width), element)
}

/// A title with the part of its slide behind it: `Title (2/3)`.
fn continued(title: &Text, part: usize, of: usize) -> Text {
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
fn unsay_from(rows: &mut Flow, from: usize) {
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
