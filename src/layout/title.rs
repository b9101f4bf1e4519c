//! The title block of a slide: kicker, title, subtitle.

use super::context::{LayoutContext, ParagraphStyle};
use super::flow::{Flow, RowBody};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::text::{TextStyle, Wrap, break_lines, count_lines, ends_by_sense};
use crate::deck::{Hyphenation, Layout, Run, Slide, Text};
use crate::scene::{ElementId, ItemKind, Role, Structure};

/// Minimum size of titles, relative to running text. Smaller sizes of a theme are used only if all
/// of them are smaller.
const MIN_TITLE_RATIO: f32 = 1.1;

/// How much smaller than the largest size a title may be so that it is on one line.
const ONE_LINE_SHARE: f32 = 0.88;

/// How much larger a title above contacts or on a picture may be than other titles.
const MAX_TITLE_GROWTH: f32 = 1.3;

/// The rows above a body.
pub(super) struct TitleBlock {
    /// The rows.
    pub flow: Flow,
    /// Their height.
    pub height: f32,
    /// Whether the title is smaller than usual. Then, the type of the body does not grow.
    pub is_shrunk: bool,
}

/// One of the pages of a continued slide.
#[derive(Clone, Copy, Debug)]
pub(super) struct PagePart {
    /// Number of the page, counted from 1.
    pub number: usize,
    /// Number of pages of the slide.
    pub count: usize,
}

/// Returns the style of a title in the first of these sizes in which it needs at most `lines`
/// lines, otherwise in the last.
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

/// Returns the style of a title in the first of these sizes in which it needs at most `lines`
/// lines, if any.
pub(super) fn find_display_style(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    sizes: &[f32],
    lines: usize,
    width: f32,
) -> Option<ParagraphStyle> {
    let style = title_text_style(context);
    let shaped = context.shaper.shape_paragraph(text, &style);
    let fits = |size: &f32| {
        count_lines(&shaped, width / size) <= lines && shaped.longest_word_width() * size <= width
    };
    let size = sizes.iter().map(|size| size * context.page_scale).find(fits)?;
    Some(display_style(context, size))
}

/// Fewer lines of a title are good as they are.
const MIN_LINES_BY_SENSE: usize = 3;

/// Returns the style of a title of three or more lines in the first of the smaller sizes in which
/// it needs fewer lines that all end where a speaker might pause; `None` if those in `size` do, or
/// if there is no such size. The sizes are in pt on this page.
pub(super) fn find_style_by_sense(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    (size, smaller): (f32, &[f32]),
    width: f32,
) -> Option<ParagraphStyle> {
    let style = title_text_style(context);
    let shaped = context.shaper.shape_paragraph(text, &style);
    let lines = |size: f32| break_lines(&shaped, width / size, Wrap::Balanced, Hyphenation::Never);
    let usual = lines(size);
    if usual.len() < MIN_LINES_BY_SENSE || ends_by_sense(&shaped, &usual) {
        return None;
    }
    let is_better = |size: &f32| {
        let lines = lines(*size);
        lines.len() < usual.len() && ends_by_sense(&shaped, &lines)
    };
    let size = smaller.iter().copied().find(is_better)?;
    Some(display_style(context, size))
}

/// Returns the fonts of titles.
pub(super) fn title_text_style(context: &LayoutContext<'_, '_>) -> TextStyle {
    let theme = context.theme;
    let mut style = context.text_style(&theme.fonts.heading, theme.weights.title);
    style.tracking = theme.titles.tracking;
    style
}

fn display_style(context: &LayoutContext<'_, '_>, size: f32) -> ParagraphStyle {
    let mut style = title_text_style(context);
    style.bold = style.bold.max(style.weight);
    ParagraphStyle {
        style,
        size,
        leading: context.theme.type_scale.title_leading,
        colours: context.text_colours(context.palette.title),
    }
}

/// The most lines of a title, if possible.
const USUAL_LINES: usize = 2;
/// The most lines of a title in a narrow column or on a panel, where it is as large as elsewhere.
const NARROW_LINES: usize = 3;

/// A last line that is shorter than this share of the longest one is short, and the sizes that are
/// tried to avoid it, each 3 % smaller.
const MIN_LAST_LINE_SHARE: f32 = 0.45;
const LAST_LINE_STEPS: u32 = 7;

/// Lays out kicker, title and subtitle on a panel.
pub(super) fn lay_out_panel_title(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    width: f32,
) -> TitleBlock {
    lay_out_title_lines(context, slide, (width, NARROW_LINES), None)
}

/// Lays out kicker, title and subtitle of an ordinary slide, as children of the slide. On the pages
/// of a continued slide, the part is added to the title as an artifact; from the second page on,
/// the whole block is an artifact.
pub(super) fn lay_out_title(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    width: f32,
    part: Option<PagePart>,
) -> TitleBlock {
    lay_out_title_lines(context, slide, (width, USUAL_LINES), part)
}

/// Lays out kicker, title and subtitle, the title in at most `lines` lines if possible.
fn lay_out_title_lines(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    (width, lines): (f32, usize),
    part: Option<PagePart>,
) -> TitleBlock {
    let parent = part.is_none_or(|part| part.number == 1).then_some(Structure::ROOT);
    let mut flow = Flow::default();
    let mut is_shrunk = false;
    if let Some(kicker) = slide.kicker.as_ref().filter(|text| !text.is_blank()) {
        let element =
            parent.map(|parent| context.add_element(parent, Role::Paragraph, kicker.span));
        let layout = ParagraphLayout::start_aligned(width);
        flow.append(lay_out_kicker(context, kicker, layout, element), 0.0);
    }
    if let Some(title) = slide.title.as_ref().filter(|text| !text.is_blank()) {
        let style = choose_title_style(context, slide, title, (width, lines));
        let largest = context.theme.type_scale.title.first();
        let least = context.page_scale * ONE_LINE_SHARE;
        is_shrunk = largest.is_some_and(|largest| style.size < largest * least);
        let element =
            parent.map(|parent| context.add_element(parent, Role::Heading(2), title.span));
        let text = part.map_or_else(|| title.clone(), |part| append_part_number(title, part));
        let mut rows =
            lay_out_paragraph(context, &text, &style, ParagraphLayout::balanced(width), element);
        mark_artifact_from(&mut rows, title.content.len());
        let gap = context.pt(2.0);
        flow.append(rows, gap);
    }
    if let Some(subtitle) = slide.subtitle.as_ref().filter(|text| !text.is_blank()) {
        let element =
            parent.map(|parent| context.add_element(parent, Role::Paragraph, subtitle.span));
        let style = ParagraphStyle {
            style: context.text_style(&context.theme.fonts.body, context.theme.weights.body),
            size: context.pt(context.theme.type_scale.normal) * 0.86,
            leading: 1.22,
            colours: context.text_colours(context.palette.muted),
        };
        // In a narrow column, the lines of the title are many and close to each other.
        let gap = context.pt(if lines == NARROW_LINES { 8.0 } else { 3.0 });
        let rows =
            lay_out_paragraph(context, subtitle, &style, ParagraphLayout::balanced(width), element);
        flow.append(rows, gap);
    }
    let height = flow.height();
    TitleBlock { flow, height, is_shrunk }
}

/// Returns the style of the title of an ordinary slide: on one or two lines if possible, otherwise
/// on three. More lines do not make it smaller, because a title as small as the body is no title.
fn choose_title_style(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    title: &Text,
    (width, lines): (f32, usize),
) -> ParagraphStyle {
    if lines == USUAL_LINES
        && matches!(slide.layout, Layout::Contact | Layout::Image)
        && let Some(style) = find_large_style(context, title, width)
    {
        return style;
    }
    let scale = &context.theme.type_scale;
    let smallest = scale.normal * MIN_TITLE_RATIO;
    let mut sizes: Vec<f32> =
        scale.title.iter().copied().filter(|&size| size >= smallest).collect();
    if sizes.is_empty() {
        sizes.clone_from(&scale.title);
    }
    // A title that is on one line in a size that looks much the same has no second line.
    let nearly_largest: Vec<f32> =
        sizes.iter().copied().filter(|&size| size >= sizes[0] * ONE_LINE_SHARE).collect();
    let style = find_display_style(context, title, &nearly_largest, 1, width)
        .or_else(|| find_display_style(context, title, &sizes, lines, width))
        .unwrap_or_else(|| choose_display_style(context, title, &sizes, lines + 1, width));
    match lines {
        NARROW_LINES => without_short_last_line(context, title, style, width),
        _ => style,
    }
}

/// Returns a style in a smaller size if the last line of a title is then not a short word alone.
fn without_short_last_line(
    context: &mut LayoutContext<'_, '_>,
    title: &Text,
    style: ParagraphStyle,
    width: f32,
) -> ParagraphStyle {
    let shaped = context.shaper.shape_paragraph(title, &style.style);
    let is_good = |size: &f32| {
        let lines = break_lines(&shaped, width / size, Wrap::Balanced, Hyphenation::Never);
        let longest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        let last = lines.last().map_or(longest, |line| line.width);
        last >= longest * MIN_LAST_LINE_SHARE
    };
    let mut sizes = (0..=LAST_LINE_STEPS).map(|step| style.size * (1.0 - 0.03 * step as f32));
    let size = sizes.find(is_good).unwrap_or(style.size);
    ParagraphStyle { size, ..style }
}

/// Returns a style in which a title is on one line and larger than other titles: above contacts,
/// where it is the name of those whom they speak for, and on a picture.
fn find_large_style(
    context: &mut LayoutContext<'_, '_>,
    title: &Text,
    width: f32,
) -> Option<ParagraphStyle> {
    let scale = &context.theme.type_scale;
    let usual = *scale.title.first()?;
    let most = usual * MAX_TITLE_GROWTH;
    let mut sizes: Vec<f32> = std::iter::once(most).chain(scale.display.iter().copied()).collect();
    sizes.retain(|&size| size <= most && size > usual);
    find_display_style(context, title, &sizes, 1, width)
}

/// Lays out the short line above a title.
pub(super) fn lay_out_kicker(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    layout: ParagraphLayout,
    element: Option<ElementId>,
) -> Flow {
    let theme = context.theme;
    let mut label = context.label_style(&theme.fonts.heading, theme.weights.heading);
    label.tracking = theme.titles.kicker_tracking;
    let capitals =
        theme.titles.has_capital_kicker.then(|| write_in_capitals(text, &context.lang)).flatten();
    let text = capitals.as_ref().unwrap_or(text);
    let style = ParagraphStyle {
        style: label,
        size: context.pt(context.theme.type_scale.normal) * 0.72,
        leading: 1.3,
        colours: context.text_colours(context.palette.link),
    };
    lay_out_paragraph(context, text, &style, layout, element)
}

/// Languages in which capitals do not follow from the letters alone.
const SPECIAL_CAPITALS: [&str; 4] = ["az", "el", "lt", "tr"];

/// Returns a text in capitals; `None` if its language needs other rules, or if it has parts that
/// are not letters, such as formulas.
fn write_in_capitals(text: &Text, lang: &str) -> Option<Text> {
    let is_special =
        |lang: &str| SPECIAL_CAPITALS.contains(&lang.split('-').next().unwrap_or_default());
    let has_parts = |run: &Run| {
        run.formula.is_some()
            || run.is_footnote_call()
            || run.style.code
            || run.lang.as_deref().is_some_and(is_special)
    };
    if is_special(lang) || text.runs.iter().any(has_parts) {
        return None;
    }
    let mut capitals = Text { content: String::new(), runs: Vec::new(), ..text.clone() };
    for run in &text.runs {
        let start = capitals.content.len();
        capitals.content.push_str(&text.content[run.range.clone()].to_uppercase());
        capitals.runs.push(Run { range: start..capitals.content.len(), ..run.clone() });
    }
    Some(capitals)
}

/// Returns a title with the part of its slide: `Title (2/3)`.
fn append_part_number(title: &Text, part: PagePart) -> Text {
    let mut text = title.clone();
    let start = text.content.len();
    text.content.push_str(&format!("\u{a0}({}/{})", part.number, part.count));
    text.runs.push(Run::plain(start..text.content.len()));
    text
}

/// Makes the text of a paragraph from byte `from` on an artifact.
pub(super) fn mark_artifact_from(rows: &mut Flow, from: usize) {
    let items = rows.rows.iter_mut().flat_map(|row| match &mut row.body {
        RowBody::Fixed { items, .. } => items.as_mut_slice(),
        _ => &mut [],
    });
    for item in items {
        if let ItemKind::Text(run) = &item.kind
            && run.glyphs.iter().all(|glyph| glyph.range.start as usize >= from)
        {
            item.element = None;
        }
    }
}
