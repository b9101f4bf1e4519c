//! Lays out pages with few words: sections, statements, questions without answers, ends.

use super::block::lay_out_blocks;
use super::compose::Composition;
use super::context::{LayoutContext, ParagraphStyle};
use super::cover_ornaments::width_beside_rings;
use super::fit::{BodyHeight, BodyPlace, FittedBody, FittedPage, fit_body};
use super::flow::{Flow, FootnoteCalls};
use super::footnotes::SlideFoot;
use super::numeral::draw_numeral;
use super::ornament_fit::{adapt_to_foot, remove_column_rule};
use super::page::{RunningRoom, draw_background};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::picture_cover::TextArrangement;
use super::section_progress::SectionProgress;
use super::side_picture::picture_beside_title;
use super::slide::{LaidOutSlide, SlideFrame};
use super::text::Wrap;
use super::title::{choose_display_style, find_display_style, find_style_by_sense, lay_out_kicker};
use super::veil::veil_background;
use crate::deck::{Block, BlockKind, Text};
use crate::geometry::{Point, Rect};
use crate::scene::{Role, Structure};
use crate::theme::{Length, PageKind, TextAlign, TextPlace};

/// Maximum line width, as a share of the page without its margins. Short lines look deliberate.
const LINE_WIDTH_SHARE: f32 = 0.86;

/// Size of blocks on a page without a title, relative to running text.
const STANDALONE_SCALE: f32 = 1.4;

/// Size of the only contact on the last page, relative to running text.
const CONTACT_SCALE: f32 = 1.2;

/// The sizes of a statement of a few words, relative to the largest size of the theme.
const SHORT_GROWTHS: [f32; 3] = [2.2, 1.8, 1.4];
/// The share of the width of the text that such a statement may fill.
const SHORT_WIDTH_SHARE: f32 = 0.96;
/// The share of the height of the page that a line of such a statement may take up: if it is the
/// only line, and if it is one of two.
const SHORT_HEIGHTS: (f32, f32) = (0.3, 0.21);

/// How much smaller a statement may be so that its lines end where a speaker might pause.
const SENSE_SHARE: f32 = 0.7;

/// Minimum line height of a large title, so that descenders do not touch the line below.
const MIN_LEADING: f32 = 1.08;

/// Size of the line below a title relative to the title, and at most relative to running text.
const SUBTITLE_SHARE: f32 = 0.4;
const MAX_SUBTITLE_GROWTH: f32 = 1.3;
/// The space above this line, in em of it.
const SUBTITLE_GAP_EM: f32 = 0.8;

/// Returns the left edge and the width of the text of a page with few words.
pub(super) fn text_column(context: &LayoutContext<'_, '_>, frame: &SlideFrame<'_>) -> (f32, f32) {
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
pub(super) fn vertical_share(place: TextPlace, middle: f32) -> f32 {
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

/// Whether the title of a page may be larger than the sizes of the theme: it is all that there is.
fn grows(frame: &SlideFrame<'_>) -> bool {
    matches!(frame.settings.page_kind, PageKind::Statement | PageKind::Question | PageKind::End)
        && frame.slide.blocks.is_empty()
}

/// Returns the larger sizes of a title of a few words that the height of the page allows, each
/// with the most lines.
pub(super) fn grow_sizes(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    largest: f32,
    growths: &[f32],
) -> Vec<(f32, usize)> {
    // A portrait page has room for more lines, but not for longer words.
    let height = frame.size.height.min(frame.size.width) / context.page_scale;
    let lines = |size: f32| match size / height {
        share if share <= SHORT_HEIGHTS.1 => Some(2),
        share if share <= SHORT_HEIGHTS.0 => Some(1),
        _ => None,
    };
    let sizes = growths.iter().map(|growth| growth * largest);
    sizes.filter_map(|size| lines(size).map(|lines| (size, lines))).collect()
}

/// The titles of a page with few words.
#[derive(Clone, Copy)]
pub(super) struct Titles<'a> {
    /// The line above the title.
    pub kicker: Option<&'a Text>,
    /// The title.
    pub title: Option<&'a Text>,
    /// The line below the title.
    pub subtitle: Option<&'a Text>,
    /// Larger sizes of a title of a few words, largest first, each with the most lines that it may
    /// have in this size.
    pub short_sizes: &'a [(f32, usize)],
    /// Sizes of the title, largest first.
    pub sizes: &'a [f32],
    /// The largest size is used in which the title needs no more lines.
    pub max_lines: usize,
    /// How much smaller the title may be so that its lines end where a speaker might pause; 1 if it
    /// keeps its size.
    pub least_share: f32,
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
    let mut title_size = 0.0;
    if let Some(text) = titles.title.filter(|text| !text.is_blank()) {
        let short = titles.short_sizes.iter().find_map(|&(size, lines)| {
            let width = width * SHORT_WIDTH_SHARE;
            find_display_style(context, text, &[size * share], lines, width)
        });
        let mut style = short.unwrap_or_else(|| {
            choose_display_style(context, text, &sizes, titles.max_lines, width)
        });
        if titles.least_share < 1.0 {
            let least = style.size * titles.least_share;
            let smaller = sizes.iter().map(|size| size * context.page_scale);
            let smaller: Vec<f32> =
                smaller.filter(|&size| size < style.size && size >= least).collect();
            if let Some(found) = find_style_by_sense(context, text, (style.size, &smaller), width) {
                style = found;
            }
        }
        style.leading = style.leading.max(MIN_LEADING);
        title_size = style.size;
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
            size: (title_size * SUBTITLE_SHARE)
                .clamp(context.scale.body, context.scale.body * MAX_SUBTITLE_GROWTH),
            leading: 1.25,
            colours: context.text_colours(context.palette.text),
        };
        let gap = context.gap(0.5).max(style.size * SUBTITLE_GAP_EM);
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
    let width = match frame.style.text.align {
        TextAlign::Start => width_beside_rings(context, frame, x, width),
        TextAlign::Centre => width,
    };
    let room = side.as_ref().map(|side| side.room_beside(context, frame.inner));
    let usual = TextArrangement {
        x: room.map_or(x, |room| room.x),
        width: room.map_or(width, |room| room.width),
        share: vertical_share(frame.style.text.place, 0.45),
        align: if side.is_some() { TextAlign::Start } else { frame.style.text.align },
        palette: context.palette,
    };
    let short_sizes = match sizes.first() {
        Some(&largest) if grows(frame) => grow_sizes(context, frame, largest, &SHORT_GROWTHS),
        _ => Vec::new(),
    };
    let titles = Titles {
        kicker: slide.kicker.as_ref(),
        title: slide.title.as_ref().or(section.map(|section| &section.title)),
        subtitle: slide.subtitle.as_ref(),
        short_sizes: &short_sizes,
        sizes: &sizes,
        max_lines: 4,
        least_share: if grows(frame) { SENSE_SHARE } else { 1.0 },
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
        let scale = match slide.blocks.as_slice() {
            _ if flow.rows.is_empty() => STANDALONE_SCALE,
            [Block { kind: BlockKind::Contacts(contacts), .. }]
                if contacts.len() == 1 && contacts[0].qr.is_none() =>
            {
                CONTACT_SCALE
            }
            _ => 1.0,
        };
        context.text_align = align;
        side_items = side.as_ref().map(|side| side.draw(context)).unwrap_or_default();
        let blocks = if side.is_some() { &[] } else { slide.blocks.as_slice() };
        let blocks = context.with_body(context.scale.body * scale, |context| {
            lay_out_blocks(context, blocks, width, Structure::ROOT)
        });
        context.text_align = TextAlign::Start;
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
        air: 0.0,
    };
    let FittedBody { pages, structure, fitting } =
        fit_body(context, frame.settings.fit_policy, &place, build);
    let usual_room = RunningRoom::of_page(context, frame.size);
    let running = Some(room.map_or(usual_room, RunningRoom::of_part));
    let mut laid_out = LaidOutSlide { pages: Vec::new(), structure, running, fitting };
    let mut style = frame.style.clone();
    adapt_to_foot(context, frame, &mut style);
    remove_column_rule(context, frame, &mut style);
    for FittedPage { body: flow, foot } in pages {
        let mut items = draw_background(context, slide, &style, frame.size);
        items.append(&mut side_items);
        let body_height = area.height - foot.height();
        let spare = (body_height - flow.height()).max(0.0);
        let top = area.y + spare * share;
        if is_section {
            let text = Rect::new(x, top, width, flow.height());
            draw_numeral(context, frame, text, &mut items);
        }
        flow.place_at(Point::new(area.x, top), &mut items);
        foot.place_at(Point::new(area.x, area.y + body_height), &mut items);
        veil_background(context, frame, running, &mut items);
        laid_out.pages.push(items);
    }
    laid_out
}
