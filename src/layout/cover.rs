//! Lays out pages with few words: covers, sections, statements, questions without answers, ends.

use super::block::{LogoStrip, StripSide, draw_logo_strip, lay_out_blocks, plate_under};
use super::compose::Composition;
use super::context::{LayoutContext, ParagraphStyle};
use super::cover_ornaments::{remove_ornaments_at_band, width_beside_rings};
use super::fit::{BodyHeight, BodyPlace, FittedBody, FittedPage, fit_body};
use super::flow::{Flow, FootnoteCalls};
use super::footnotes::SlideFoot;
use super::numeral::draw_numeral;
use super::page::{
    RunningLine, RunningRoom, draw_background, draw_header, draw_running_line, running_style,
};
use super::palette::palette_on;
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::picture_cover::TextArrangement;
use super::section_progress::SectionProgress;
use super::side_picture::picture_beside_title;
use super::slide::{LaidOutSlide, SlideFrame};
use super::text::{Wrap, rounded_rect};
use super::title::{choose_display_style, lay_out_kicker};
use super::veil::veil_background;
use crate::deck::{FitPolicy, Run, Text};
use crate::geometry::{Point, Rect};
use crate::scene::{ElementId, Item, ItemKind, Role, Structure};
use crate::theme::{Length, PageKind, Palette, TextAlign, TextPlace};

/// Maximum line width, as a share of the page without its margins. Short lines look deliberate.
const LINE_WIDTH_SHARE: f32 = 0.86;

/// Size of blocks on a page without a title, relative to running text.
const STANDALONE_SCALE: f32 = 1.4;

/// Size of header and footer on a cover, where they are part of the design, relative to those of
/// other pages.
const COVER_RUNNING_SCALE: f32 = 1.15;

/// Distance of the header of a cover from the top edge, relative to the top margin.
const HEADER_POSITION: f32 = 0.85;

/// The longest title of a cover that is set as a name.
const MAX_NAME_CHARACTERS: usize = 14;
/// The size of a name on a cover, relative to the largest size of the theme.
const NAME_GROWTH: f32 = 1.6;

/// Lays out a cover: the metadata of the deck, and the logos of the organisers on a band at the
/// bottom.
pub(super) fn lay_out_cover(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    // The footer of the deck often repeats the title, so it is no reason for a band.
    let has_own_footer = frame.slide.footer.is_some() && frame.settings.footer.is_some();
    let has_band = !frame.settings.logos.is_empty() || has_own_footer;
    let band_height = frame.style.band.map_or(0.0, |band| band.height * context.page_scale);
    let mut style = frame.style.clone();
    if style.band.is_some() && !(has_band && band_height > 0.0) {
        remove_ornaments_at_band(context, frame, &mut style, band_height);
    }
    let band_height = if has_band { band_height } else { 0.0 };
    let mut header_style = running_style(context);
    header_style.size *= COVER_RUNNING_SCALE;
    let header_middle = frame.inner.y * HEADER_POSITION;
    let room = RunningRoom::of_page(context, frame.size);
    let header = draw_header(context, frame.settings, &header_style, room, header_middle);
    let mut area = frame.inner;
    area.y = area.y.max(lowest_baseline(&header) + header_style.size);
    area.height = frame.size.height - band_height - frame.inner.y - area.y;
    let (x, width) = text_column(context, frame);
    let width = width_beside_rings(context, frame, x, width);
    let usual = TextArrangement {
        x,
        width,
        share: vertical_share(frame.style.text.place, 0.46),
        align: frame.style.text.align,
        palette: context.palette,
    };
    let place = usual.on_picture(context, frame, area, |context, place| {
        lay_out_cover_text(context, frame, (place.width, place.align))
    });
    let TextArrangement { x, width, share, align, palette } = place;
    (area.x, context.palette) = (x, palette);
    // Sparse covers do not grow: the type of a cover is large already.
    let policy = match frame.settings.fit_policy {
        FitPolicy::Grow => FitPolicy::Shrink,
        policy => policy,
    };
    let foot = SlideFoot::lay_out(context, frame.slide, width);
    let height = BodyHeight::same(area.height);
    let place = BodyPlace {
        height,
        foot: &foot,
        called: FootnoteCalls::new(),
        composition: Composition::PLAIN,
    };
    let FittedBody { pages, structure, fitting } = fit_body(context, policy, &place, |context| {
        lay_out_cover_text(context, frame, (width, align))
    });
    context.structure = structure;
    let mut laid_out =
        LaidOutSlide { pages: Vec::new(), structure: Structure::default(), running: None, fitting };
    for (index, FittedPage { body: flow, foot }) in pages.into_iter().enumerate() {
        let mut items = draw_background(context, frame.slide, &style, frame.size);
        let body_height = area.height - foot.height();
        let spare = (body_height - flow.height()).max(0.0);
        flow.place_at(Point::new(area.x, area.y + spare * share), &mut items);
        foot.place_at(Point::new(area.x, area.y + body_height), &mut items);
        items.extend(header.iter().cloned());
        veil_background(context, frame, None, &mut items);
        if band_height > 0.0 {
            // The logos of further pages repeat those of the first: artifacts.
            let parent = (index == 0).then_some(Structure::ROOT);
            items.extend(draw_cover_band(context, frame, band_height, parent));
        }
        laid_out.pages.push(items);
    }
    laid_out.structure = std::mem::take(&mut context.structure);
    laid_out
}

/// Returns the left edge and the width of the text of a page with few words.
fn text_column(context: &LayoutContext<'_, '_>, frame: &SlideFrame<'_>) -> (f32, f32) {
    let (inner, area, page) = (frame.inner, frame.style.text, frame.size);
    let length = |length: Option<Length>| {
        // A portrait page has no room for columns.
        let length = length.filter(|_| page.width >= page.height)?;
        Some(length.to_points(page.width, context.page_scale))
    };
    let x = length(area.left).map_or(inner.x, |left| left.clamp(0.0, page.width * 0.7));
    let available = (page.width - inner.x - x).max(page.width * 0.2);
    let share = if area.left.is_some() { 1.0 } else { LINE_WIDTH_SHARE };
    let width = length(area.width)
        .map_or(available * share, |width| width.clamp(page.width * 0.2, available));
    (x, width)
}

/// Returns the share of the free height that is above the text; `middle` if it is in the middle.
fn vertical_share(place: TextPlace, middle: f32) -> f32 {
    match place {
        TextPlace::Top => 0.0,
        TextPlace::Middle => middle,
        TextPlace::Bottom => 1.0,
    }
}

/// Returns the layout of titles on a page with few words.
fn title_layout(align: TextAlign, width: f32) -> ParagraphLayout {
    match align {
        TextAlign::Start => ParagraphLayout::balanced(width),
        TextAlign::Centre => ParagraphLayout::centred(width),
    }
}

/// Returns the lowest baseline of text, or 0 if there is no text.
fn lowest_baseline(items: &[Item]) -> f32 {
    let baselines = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.origin.y),
        _ => None,
    });
    baselines.fold(0.0, f32::max)
}

/// Lays out the text of a cover: titles, authors, institutes, event and date, then the blocks.
fn lay_out_cover_text(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    (width, align): (f32, TextAlign),
) -> Flow {
    let (slide, metadata) = (frame.slide, &frame.deck.metadata);
    // The subtitle of the deck belongs to the title of the deck.
    let deck_subtitle = metadata.subtitle.as_ref().filter(|_| slide.title.is_none());
    let title = slide.title.as_ref().or(metadata.title.as_ref());
    let titles = Titles {
        kicker: slide.kicker.as_ref(),
        title,
        subtitle: slide.subtitle.as_ref().or(deck_subtitle),
        sizes: &cover_sizes(context, title),
        max_lines: 3,
        level: 1,
        align,
    };
    let mut flow = lay_out_titles(context, &titles, width);
    let weights = &context.theme.weights;
    let mut lines: Vec<(Text, u16)> = Vec::new();
    if !metadata.authors.is_empty() {
        lines.push((join_texts(&metadata.authors), weights.heading));
    }
    lines.extend(metadata.institutes.iter().map(|institute| (institute.clone(), weights.body)));
    let event_and_date: Vec<Text> = metadata.event.iter().chain(&metadata.date).cloned().collect();
    if !event_and_date.is_empty() {
        lines.push((join_texts(&event_and_date), weights.body));
    }
    for (index, (text, weight)) in lines.iter().enumerate() {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let style = ParagraphStyle {
            style: context.text_style(&context.theme.fonts.body, *weight),
            size: context.scale.body * 0.84,
            leading: 1.3,
            colours: context.text_colours(context.palette.text),
        };
        let layout = match align {
            TextAlign::Start => ParagraphLayout::start_aligned(width),
            TextAlign::Centre => ParagraphLayout::centred(width),
        };
        let rows = lay_out_paragraph(context, text, &style, layout, Some(element));
        let gap = context.gap(if index == 0 { 1.3 } else { 0.08 });
        flow.append(rows, gap);
    }
    let blocks = context.with_smaller(0.84, |context| {
        lay_out_blocks(context, &slide.blocks, width, Structure::ROOT)
    });
    let gap = context.gap(1.0);
    flow.append(blocks, gap);
    flow
}

/// Returns the sizes of the title of a cover, largest first. A name of one or two words is set like
/// a picture.
fn cover_sizes(context: &LayoutContext<'_, '_>, title: Option<&Text>) -> Vec<f32> {
    let mut sizes = context.theme.type_scale.cover.clone();
    let length = title.map_or(0, |title| title.content.chars().count());
    if let Some(largest) = sizes.first().filter(|_| length <= MAX_NAME_CHARACTERS) {
        sizes.insert(0, largest * NAME_GROWTH);
    }
    sizes
}

/// Joins texts to one line, separated by middle dots.
fn join_texts(texts: &[Text]) -> Text {
    let mut joined = Text { span: texts[0].span, ..Text::default() };
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            let start = joined.content.len();
            joined.content.push_str(" · ");
            let range = start..joined.content.len();
            joined.runs.push(Run::plain(range));
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

/// Draws the band at the bottom of a cover: logos at its start, the footer at its end.
fn draw_cover_band(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    height: f32,
    logo_parent: Option<ElementId>,
) -> Vec<Item> {
    let colour = frame.style.band.map_or(context.palette.background, |band| band.colour);
    let light = context
        .with_palette(context.theme.palette, |context| plate_under(context, frame.settings.logos));
    let is_dark = colour.is_dark() && !frame.settings.logos.is_empty();
    let colour = light.filter(|_| is_dark).unwrap_or(colour);
    let band = Rect::new(0.0, frame.size.height - height, frame.size.width, height);
    let mut items = vec![Item::new_artifact(ItemKind::Shape(rounded_rect(band, 0.0, colour)))];
    // The band has the colours of a content page, where they are legible on it.
    let palette = Palette { plate: None, ..palette_on(&context.theme.palette, colour) };
    context.with_palette(palette, |context| {
        let margin = frame.inner.x;
        let mut right = frame.size.width - margin;
        if let Some(footer) = frame.settings.footer {
            let mut style = running_style(context);
            style.size *= COVER_RUNNING_SCALE;
            style.style.weight = context.theme.weights.heading;
            style.colours = context.text_colours(context.palette.title);
            let max_width = (right - margin) * 0.34;
            let start = Point::new(right - max_width, band.y + height / 2.0);
            let line = RunningLine::end_aligned(start, max_width);
            right -=
                draw_running_line(context, footer, &style, line, &mut items) + context.pt(24.0);
        }
        let strip = LogoStrip {
            logos: frame.settings.logos,
            square_size: context.pt(context.theme.running.cover_logo),
            area: Rect::new(margin, band.y + height * 0.12, right - margin, height * 0.76),
            side: StripSide::Left,
            parent: logo_parent,
        };
        items.extend(draw_logo_strip(context, &strip));
    });
    items
}

/// The titles of a page with few words.
#[derive(Clone, Copy)]
pub(super) struct Titles<'a> {
    /// The line above the title.
    pub kicker: Option<&'a Text>,
    pub title: Option<&'a Text>,
    pub subtitle: Option<&'a Text>,
    /// Sizes of the title, largest first.
    pub sizes: &'a [f32],
    /// The largest size is used in which the title needs no more lines.
    pub max_lines: usize,
    /// Level of the heading, from 1.
    pub level: u8,
    /// Alignment of the lines.
    pub align: TextAlign,
}

/// Lays out kicker, title and subtitle of a page with few words.
pub(super) fn lay_out_titles(
    context: &mut LayoutContext<'_, '_>,
    titles: &Titles<'_>,
    width: f32,
) -> Flow {
    let mut flow = Flow::default();
    // If the body is set smaller so that the slide fits, so is the title.
    let share = (context.scale.body / context.pt(context.theme.type_scale.normal)).min(1.0);
    let sizes: Vec<f32> = titles.sizes.iter().map(|size| size * share).collect();
    if let Some(text) = titles.kicker.filter(|text| !text.is_blank()) {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let layout = ParagraphLayout { wrap: Wrap::Pretty, ..title_layout(titles.align, width) };
        flow.append(lay_out_kicker(context, text, layout, Some(element)), 0.0);
    }
    if let Some(text) = titles.title.filter(|text| !text.is_blank()) {
        let style = choose_display_style(context, text, &sizes, titles.max_lines, width);
        let role = Role::Heading(titles.level);
        let element = context.add_element(Structure::ROOT, role, text.span);
        let gap = context.gap(0.25);
        let layout = title_layout(titles.align, width);
        let rows = lay_out_paragraph(context, text, &style, layout, Some(element));
        flow.append(rows, gap);
    }
    if let Some(text) = titles.subtitle.filter(|text| !text.is_blank()) {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let style = ParagraphStyle {
            style: context.text_style(&context.theme.fonts.body, context.theme.weights.body),
            size: context.scale.body,
            leading: 1.25,
            colours: context.text_colours(context.palette.text),
        };
        let gap = context.gap(0.5);
        let layout = title_layout(titles.align, width);
        let rows = lay_out_paragraph(context, text, &style, layout, Some(element));
        flow.append(rows, gap);
    }
    flow
}

/// Lays out a section, a statement, a question without answers or an end.
pub(super) fn lay_out_statement(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let slide = frame.slide;
    let sizes = context.theme.type_scale.display.clone();
    let mut area = frame.inner;
    area.height = frame.size.height - area.y - context.pt(context.theme.space.margin_bottom);
    let is_section = frame.settings.page_kind == PageKind::Section;
    let section = slide.section.as_ref().filter(|_| is_section);
    let side = picture_beside_title(context, frame);
    let (x, width) = text_column(context, frame);
    let room = side.as_ref().map(|side| side.room_beside(context, frame.inner));
    let usual = TextArrangement {
        x: room.map_or(x, |room| room.x),
        width: room.map_or(width, |room| room.width),
        share: vertical_share(frame.style.text.place, 0.45),
        align: if side.is_some() { TextAlign::Start } else { frame.style.text.align },
        palette: context.palette,
    };
    let titles = Titles {
        kicker: slide.kicker.as_ref(),
        title: slide.title.as_ref().or(section.map(|section| &section.title)),
        subtitle: slide.subtitle.as_ref(),
        sizes: &sizes,
        max_lines: 4,
        level: 2,
        align: usual.align,
    };
    let place = usual.on_picture(context, frame, area, |context, place| {
        lay_out_titles(context, &Titles { align: place.align, ..titles }, place.width)
    });
    let TextArrangement { x, width, share, align, palette } = place;
    (area.x, context.palette) = (x, palette);
    let titles = Titles { align, ..titles };
    let progress = is_section
        .then(|| frame.deck.section_number(slide))
        .flatten()
        .filter(|(_, count)| *count > 1 && frame.style.numeral.is_none())
        .map(|(number, count)| SectionProgress { number, count });
    let mut side_items = Vec::new();
    let build = |context: &mut LayoutContext<'_, '_>| {
        let number = progress.filter(|_| slide.kicker.is_none());
        let mut flow = number
            .map(|progress| progress.lay_out_number(context, width, slide.span))
            .unwrap_or_default();
        let gap = context.gap(0.25);
        flow.append(lay_out_titles(context, &titles, width), gap);
        if let Some(progress) = progress {
            let gap = context.gap(0.9);
            flow.append(progress.lay_out_bar(context, width), gap);
        }
        let gap = context.gap(1.1);
        // A quote or stat without a title is the main content of the page.
        let scale = if flow.rows.is_empty() { STANDALONE_SCALE } else { 1.0 };
        side_items = side.as_ref().map(|side| side.draw(context)).unwrap_or_default();
        let blocks = if side.is_some() { &[] } else { slide.blocks.as_slice() };
        let blocks = context.with_body(context.scale.body * scale, |context| {
            lay_out_blocks(context, blocks, width, Structure::ROOT)
        });
        flow.append(blocks, gap);
        flow
    };
    let foot_width = if x == frame.inner.x { frame.inner.width } else { width };
    let foot = SlideFoot::lay_out(context, slide, foot_width);
    let height = BodyHeight::same(area.height);
    let place = BodyPlace {
        height,
        foot: &foot,
        called: FootnoteCalls::new(),
        composition: Composition::PLAIN,
    };
    let FittedBody { pages, structure, fitting } =
        fit_body(context, frame.settings.fit_policy, &place, build);
    let running = Some(match room {
        Some(room) => RunningRoom { left: room.x, right: room.right() },
        None => RunningRoom::of_page(context, frame.size),
    });
    let mut laid_out = LaidOutSlide { pages: Vec::new(), structure, running, fitting };
    for FittedPage { body: flow, foot } in pages {
        let mut items = draw_background(context, slide, &frame.style, frame.size);
        items.append(&mut side_items);
        if is_section {
            draw_numeral(context, frame, &mut items);
        }
        let body_height = area.height - foot.height();
        let spare = (body_height - flow.height()).max(0.0);
        flow.place_at(Point::new(area.x, area.y + spare * share), &mut items);
        foot.place_at(Point::new(area.x, area.y + body_height), &mut items);
        veil_background(context, frame, running, &mut items);
        laid_out.pages.push(items);
    }
    laid_out
}
