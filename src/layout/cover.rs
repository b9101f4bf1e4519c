//! Pages of few words: cover, section, statement, question, end.

use super::block::{draw_logo_strip, lay_out_blocks};
use super::context::{LayoutContext, ParagraphStyle};
use super::fit::{BodyHeight, FittedBody, fit_body};
use super::flow::Flow;
use super::page::{
    draw_background, draw_header, draw_text_line, ornament_rect, running_setting, slide_logos,
};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::slide::{LaidOutSlide, SlideFrame};
use super::text::rounded_rect;
use super::title::{choose_display_style, lay_out_kicker};
use crate::deck::{FitPolicy, Style, Text};
use crate::geometry::{Point, Rect};
use crate::scene::{Item, ItemKind, Role, Structure};
use crate::theme::{OrnamentShape, PageKind};

/// Width of a page of few words, as a share of the page without margins: short lines look
/// deliberate.
const LINE_WIDTH_SHARE: f32 = 0.86;

/// Size of blocks that stand on a page of few words alone, relative to running text.
const STANDALONE_SCALE: f32 = 1.4;

/// Size of header and footer on a cover, relative to those of other pages: there they are part of
/// the design.
const COVER_RUNNING_SCALE: f32 = 1.15;

/// Where a cover's header stands, relative to the top margin: as far from the edge as the body, or
/// nearly.
const HEADER_POSITION: f32 = 0.85;

/// White space between a line of a cover and a ring, in pt.
const RING_CLEARANCE_PT: f32 = 14.0;

/// Lays the cover out: who, what, when, and the organisers' logos on a band at the foot.
pub(super) fn lay_out_cover(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let band = frame.style.band.map(|(height, colour)| (height * context.page_scale, colour));
    let strip = slide_logos(frame.deck, frame.slide);
    let foot = band
        .filter(|_| !strip.is_empty() || frame.deck.footer.is_some())
        .map_or(0.0, |(height, _)| height);
    let mut style = frame.style.clone();
    if let Some((height, _)) = band.filter(|_| foot == 0.0) {
        // A rule along the edge of the band goes with the band.
        let edge = frame.size.height - height;
        style.ornaments.retain(|ornament| {
            (ornament_rect(context, ornament, frame.size).bottom() - edge).abs() > 1.0
        });
    }
    let mut setting = running_setting(context);
    setting.size *= COVER_RUNNING_SCALE;
    let mut heading = Vec::new();
    draw_header(
        context,
        frame.deck,
        frame.slide,
        &setting,
        (frame.size.width, frame.inner.y * HEADER_POSITION),
        &mut heading,
    );
    let mut room = frame.inner;
    room.y = room.y.max(lowest_baseline(&heading) + setting.size);
    room.height = frame.size.height - foot - frame.inner.y - room.y;
    let width = width_beside_rings(context, frame, room.x, room.width * LINE_WIDTH_SHARE);
    let policy =
        if frame.fit_policy == FitPolicy::Grow { FitPolicy::Shrink } else { frame.fit_policy };
    let FittedBody { pages, structure, fitting } =
        fit_body(context, policy, BodyHeight::same(room.height), |context| {
            lay_out_cover_text(context, frame, width)
        });
    context.structure = structure;
    let mut laid_out = LaidOutSlide {
        pages: Vec::new(),
        structure: Structure::default(),
        has_running_elements: false,
        fitting,
    };
    for (index, flow) in pages.into_iter().enumerate() {
        let mut items = draw_background(context, frame.slide, &style, frame.size);
        let spare = (room.height - flow.height()).max(0.0);
        flow.place_at(Point::new(room.x, room.y + spare * 0.46), &mut items);
        items.extend(heading.iter().cloned());
        if foot > 0.0 {
            items.extend(draw_cover_band(context, frame, foot, index == 0));
        }
        laid_out.pages.push(items);
    }
    laid_out.structure = std::mem::take(&mut context.structure);
    laid_out
}

/// The lowest baseline of a text, 0 where there is none.
fn lowest_baseline(items: &[Item]) -> f32 {
    let baselines = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.origin.y),
        _ => None,
    });
    baselines.fold(0.0, f32::max)
}

/// The width of lines that start at `x` and end before the theme's rings in the page's other half:
/// their dots are bright, and letters on them hard to read.
fn width_beside_rings(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    x: f32,
    width: f32,
) -> f32 {
    let rings =
        frame.style.ornaments.iter().filter(|ornament| ornament.shape == OrnamentShape::Ring);
    let starts = rings
        .map(|ring| ornament_rect(context, ring, frame.size).x)
        .filter(|start| *start > frame.size.width / 2.0);
    starts.map(|start| start - x - context.pt(RING_CLEARANCE_PT)).fold(width, f32::min)
}

fn lay_out_cover_text(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    width: f32,
) -> Flow {
    let (slide, metadata) = (frame.slide, &frame.deck.metadata);
    let sizes = context.theme.type_scale.cover.clone();
    let title = slide.title.as_ref().or(metadata.title.as_ref());
    let own_title = slide.title.is_some();
    let subtitle =
        slide.subtitle.as_ref().or(if own_title { None } else { metadata.subtitle.as_ref() });
    let mut flow =
        lay_out_titles(context, slide.kicker.as_ref(), title, subtitle, &sizes, 3, width, 1);
    let mut lines: Vec<(Text, bool)> = Vec::new();
    if !metadata.authors.is_empty() {
        lines.push((join_texts(&metadata.authors), true));
    }
    lines.extend(metadata.institutes.iter().map(|institute| (institute.clone(), false)));
    let when: Vec<Text> = metadata.event.iter().chain(&metadata.date).cloned().collect();
    if !when.is_empty() {
        lines.push((join_texts(&when), false));
    }
    for (index, (text, strong)) in lines.iter().enumerate() {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let setting = ParagraphStyle {
            style: context.text_style(
                &context.theme.fonts.body,
                if *strong { context.theme.weights.heading } else { context.theme.weights.body },
            ),
            size: context.scale.body * 0.84,
            leading: 1.3,
            colours: context.text_colours(context.palette.text),
        };
        let rows = lay_out_paragraph(
            context,
            text,
            &setting,
            ParagraphLayout::start_aligned(width),
            Some(element),
        );
        let gap = context.gap(if index == 0 { 1.3 } else { 0.08 });
        flow.append(rows, gap);
    }
    let inside = context.with_smaller(0.84, |context| {
        lay_out_blocks(context, &slide.blocks, width, Structure::ROOT)
    });
    let gap = context.gap(1.0);
    flow.append(inside, gap);
    flow
}

/// Texts in one line, with a middle dot between.
fn join_texts(texts: &[Text]) -> Text {
    let mut joined = Text { span: texts[0].span, ..Text::default() };
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            let start = joined.content.len();
            joined.content.push_str(" · ");
            let range = start..joined.content.len();
            joined.runs.push(crate::deck::Run {
                range,
                style: Style::default(),
                link: None,
                lang: None,
            });
        }
        let offset = joined.content.len();
        joined.content.push_str(&text.content);
        joined.runs.extend(text.runs.iter().map(|run| {
            let mut run = run.clone();
            run.range = run.range.start + offset..run.range.end + offset;
            run
        }));
    }
    joined
}

/// The band at a cover's foot: logos at its start, the footer at its end.
fn draw_cover_band(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    height: f32,
    is_first: bool,
) -> Vec<Item> {
    let colour = frame.style.band.map_or(context.palette.background, |(_, colour)| colour);
    let band = Rect::new(0.0, frame.size.height - height, frame.size.width, height);
    let mut items = vec![Item::new_artifact(ItemKind::Shape(rounded_rect(band, 0.0, colour)))];
    // The band has the colours of an ordinary page.
    let palette = context.theme.palette.clone();
    context.with_palette(palette, |context| {
        let margin = frame.inner.x;
        let mut right = frame.size.width - margin;
        if let Some(footer) = frame
            .slide
            .footer
            .as_ref()
            .or(frame.deck.footer.as_ref())
            .filter(|text| !text.is_blank())
        {
            let mut setting = running_setting(context);
            setting.size *= COVER_RUNNING_SCALE;
            setting.style.weight = context.theme.weights.heading;
            setting.colours = context.text_colours(context.palette.title);
            let widest = (right - margin) * 0.34;
            let middle = Point::new(right - widest, band.y + height / 2.0);
            right -= draw_text_line(context, footer, &setting, middle, widest, true, &mut items)
                + context.pt(24.0);
        }
        let square = context.pt(context.theme.running.cover_logo);
        let place = Rect::new(margin, band.y + height * 0.12, right - margin, height * 0.76);
        let strip = slide_logos(frame.deck, frame.slide);
        let parent = is_first.then_some(Structure::ROOT);
        items.extend(draw_logo_strip(context, strip, square, place, false, parent));
    });
    items
}

/// Kicker, title and subtitle of a page of few words.
#[expect(clippy::too_many_arguments, reason = "three texts and how they are set")]
fn lay_out_titles(
    context: &mut LayoutContext<'_, '_>,
    above: Option<&Text>,
    title: Option<&Text>,
    subtitle: Option<&Text>,
    sizes: &[f32],
    lines: usize,
    width: f32,
    level: u8,
) -> Flow {
    let mut flow = Flow::default();
    // A body that had to shrink takes its title with it.
    let share = (context.scale.body / context.pt(context.theme.type_scale.normal)).min(1.0);
    let sizes: Vec<f32> = sizes.iter().map(|size| size * share).collect();
    if let Some(text) = above.filter(|text| !text.is_blank()) {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        flow.append(lay_out_kicker(context, text, width, Some(element)), 0.0);
    }
    if let Some(text) = title.filter(|text| !text.is_blank()) {
        let setting = choose_display_style(context, text, &sizes, lines, width);
        let element = context.add_element(Structure::ROOT, Role::Heading(level), text.span);
        let gap = context.gap(0.25);
        let rows = lay_out_paragraph(
            context,
            text,
            &setting,
            ParagraphLayout::balanced(width),
            Some(element),
        );
        flow.append(rows, gap);
    }
    if let Some(text) = subtitle.filter(|text| !text.is_blank()) {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let setting = ParagraphStyle {
            style: context.text_style(&context.theme.fonts.body, context.theme.weights.body),
            size: context.scale.body,
            leading: 1.25,
            colours: context.text_colours(context.palette.text),
        };
        let gap = context.gap(0.5);
        let rows = lay_out_paragraph(
            context,
            text,
            &setting,
            ParagraphLayout::balanced(width),
            Some(element),
        );
        flow.append(rows, gap);
    }
    flow
}

/// Lays a page of few words out: section, statement, question, end.
pub(super) fn lay_out_statement(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    kind: PageKind,
) -> LaidOutSlide {
    let slide = frame.slide;
    let sizes = context.theme.type_scale.display.clone();
    let width = frame.inner.width * LINE_WIDTH_SHARE;
    let mut room = frame.inner;
    room.height = frame.size.height - room.y - context.pt(context.theme.space.margin_bottom);
    let build = |context: &mut LayoutContext<'_, '_>| {
        let section = slide.section.as_ref().filter(|_| kind == PageKind::Section);
        let title = slide.title.as_ref().or(section.map(|section| &section.title));
        let mut flow = lay_out_titles(
            context,
            slide.kicker.as_ref(),
            title,
            slide.subtitle.as_ref(),
            &sizes,
            4,
            width,
            2,
        );
        let gap = context.gap(1.1);
        // A quote or a figure that has the page to itself is what the page is about.
        let body = context.scale.body * if flow.rows.is_empty() { STANDALONE_SCALE } else { 1.0 };
        let inside = context.with_body(body, |context| {
            lay_out_blocks(context, &slide.blocks, width, Structure::ROOT)
        });
        flow.append(inside, gap);
        flow
    };
    let FittedBody { pages, structure, fitting } =
        fit_body(context, frame.fit_policy, BodyHeight::same(room.height), build);
    let mut laid_out =
        LaidOutSlide { pages: Vec::new(), structure, has_running_elements: true, fitting };
    for flow in pages {
        let mut items = draw_background(context, slide, &frame.style, frame.size);
        let spare = (room.height - flow.height()).max(0.0);
        flow.place_at(Point::new(room.x, room.y + spare * 0.45), &mut items);
        laid_out.pages.push(items);
    }
    laid_out
}
