//! Lays out covers.

use super::block::{LogoStrip, StripSide, draw_logo_strip, lay_out_blocks, plate_under};
use super::compose::Composition;
use super::context::{LayoutContext, ParagraphStyle};
use super::cover_ornaments::{remove_ornaments_at_band, width_beside_rings};
use super::fit::{BodyHeight, BodyPlace, FittedBody, FittedPage, fit_body};
use super::flow::{Flow, FootnoteCalls};
use super::footnotes::SlideFoot;
use super::ornament_fit::extend_frames;
use super::page::{
    RunningLine, RunningRoom, draw_background, draw_header, draw_running_line, running_style,
};
use super::palette::palette_on;
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::picture_cover::TextArrangement;
use super::slide::{LaidOutSlide, SlideFrame};
use super::statement::{Titles, grow_sizes, lay_out_titles, text_column, vertical_share};
use super::text::rounded_rect;
use super::veil::veil_background;
use crate::deck::{FitPolicy, Run, Text};
use crate::geometry::{Point, Rect};
use crate::scene::{ElementId, Item, ItemKind, Role, Structure};
use crate::theme::{Palette, TextAlign};

/// Size of header and footer on a cover, where they are part of the design, relative to those of
/// other pages.
const COVER_RUNNING_SCALE: f32 = 1.15;

/// Text that starts within this share of the page is near the margin.
const MAX_NEAR_SHARE: f32 = 0.2;

/// Share of the band at the bottom for the footer, beside one logo and beside several.
const FOOTER_SHARE_BESIDE_ONE_LOGO: f32 = 0.6;
const FOOTER_SHARE_BESIDE_LOGOS: f32 = 0.34;

/// Distance of the header of a cover from the top edge, relative to the top margin.
const HEADER_POSITION: f32 = 0.85;

/// The longest title of a cover that is set as a name.
const MAX_NAME_CHARACTERS: usize = 14;
/// The sizes of a name on a cover, relative to the largest size of the theme.
const NAME_GROWTHS: [f32; 4] = [3.0, 2.5, 2.0, 1.6];

/// Largest sizes of the title of a cover, relative to the smallest of the theme, where its text
/// would not fit on one page otherwise.
const TITLE_CAPS: [f32; 3] = [1.0, 0.85, 0.72];

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
        extend_frames(context, frame.size, &mut style, band_height);
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
    let sizes = context.theme.type_scale.cover.clone();
    let place = usual.on_picture(context, frame, area, |context, place| {
        lay_out_cover_text(context, frame, (place.width, place.align), &sizes)
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
        air: 0.0,
    };
    let FittedBody { pages, structure, fitting } =
        fit_cover(context, (policy, &place), &sizes, |context, sizes| {
            lay_out_cover_text(context, frame, (width, align), sizes)
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
            // Below text that starts near the margin, the logos start with it.
            let is_near = align == TextAlign::Start && area.x < frame.size.width * MAX_NEAR_SHARE;
            let left = if is_near { area.x } else { frame.inner.x };
            items.extend(draw_cover_band(context, frame, (left, band_height), parent));
        }
        laid_out.pages.push(items);
    }
    laid_out.structure = std::mem::take(&mut context.structure);
    laid_out
}

/// Fits the text of a cover to its page. A title that leaves too little room for the rest is set
/// smaller than the theme asks for, because a cover that continues is none.
fn fit_cover(
    context: &mut LayoutContext<'_, '_>,
    (policy, place): (FitPolicy, &BodyPlace<'_>),
    sizes: &[f32],
    mut build: impl FnMut(&mut LayoutContext<'_, '_>, &[f32]) -> Flow,
) -> FittedBody {
    let (structure, reveal) = (context.structure.clone(), context.reveal);
    let fitted = fit_body(context, policy, place, |context| build(context, sizes));
    if fitted.pages.len() == 1 || matches!(policy, FitPolicy::None | FitPolicy::Split) {
        return fitted;
    }
    let scale = context.scale;
    let smallest = sizes.last().copied().unwrap_or_default();
    let retried = TITLE_CAPS.iter().find_map(|cap| {
        (context.structure, context.reveal) = (structure.clone(), reveal);
        let fitted = fit_body(context, policy, place, |context| build(context, &[smallest * cap]));
        (fitted.pages.len() == 1).then_some(fitted)
    });
    retried.unwrap_or_else(|| {
        context.scale = scale;
        fitted
    })
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
    sizes: &[f32],
) -> Flow {
    let (slide, metadata) = (frame.slide, &frame.deck.metadata);
    // The subtitle of the deck belongs to the title of the deck.
    let deck_subtitle = metadata.subtitle.as_ref().filter(|_| slide.title.is_none());
    let title = slide.title.as_ref().or(metadata.title.as_ref());
    let titles = Titles {
        kicker: slide.kicker.as_ref(),
        title,
        subtitle: slide.subtitle.as_ref().or(deck_subtitle),
        short_sizes: &name_sizes(context, frame, title),
        sizes,
        max_lines: 3,
        least_share: 1.0,
        level: 1,
        align,
    };
    let mut flow = lay_out_titles(context, &titles, width);
    let weights = &context.theme.weights;
    let mut lines: Vec<(Text, u16)> = Vec::new();
    // What the title or another line says is not said again.
    let mut said = SaidLines::new([titles.kicker, titles.title, titles.subtitle]);
    let authors: Vec<Text> =
        metadata.authors.iter().filter(|author| !said.names(author)).cloned().collect();
    authors.iter().for_each(|author| said.add(author));
    if !authors.is_empty() {
        lines.push((join_texts(&authors), weights.heading));
    }
    for institute in &metadata.institutes {
        if !said.says(institute) {
            said.add(institute);
            lines.push((institute.clone(), weights.body));
        }
    }
    let event_and_date = metadata.event.iter().chain(&metadata.date);
    let event_and_date: Vec<Text> =
        event_and_date.filter(|text| !said.says(text)).cloned().collect();
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
    context.text_align = align;
    let blocks = context.with_smaller(0.84, |context| {
        lay_out_blocks(context, &slide.blocks, width, Structure::ROOT)
    });
    context.text_align = TextAlign::Start;
    let gap = context.gap(1.0);
    flow.append(blocks, gap);
    flow
}

/// The lines that a cover has so far, in lower case.
struct SaidLines(Vec<String>);

impl SaidLines {
    fn new(texts: [Option<&Text>; 3]) -> Self {
        let mut said = Self(Vec::new());
        texts.into_iter().flatten().for_each(|text| said.add(text));
        said
    }

    fn add(&mut self, text: &Text) {
        self.0.push(Self::words(text));
    }

    /// Returns the words of a text, with a space before and after each.
    fn words(text: &Text) -> String {
        let lower = text.content.to_lowercase();
        let words =
            lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
        words.fold(String::from(" "), |line, word| line + word + " ")
    }

    /// Whether a line says the same.
    fn says(&self, text: &Text) -> bool {
        self.0.contains(&Self::words(text))
    }

    /// Whether a line says the same, or has this full name in it.
    fn names(&self, name: &Text) -> bool {
        let words = Self::words(name);
        let is_full = words.trim().contains(' ');
        self.says(name) || is_full && self.0.iter().any(|line| line.contains(&words))
    }
}

/// Returns the sizes in which a name of one or two words may be set, like a picture; none for a
/// longer title.
fn name_sizes(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    title: Option<&Text>,
) -> Vec<(f32, usize)> {
    let length = title.map_or(0, |title| title.content.chars().count());
    let largest = context.theme.type_scale.cover.first();
    match largest.filter(|_| length <= MAX_NAME_CHARACTERS) {
        Some(&largest) => grow_sizes(context, frame, largest, &NAME_GROWTHS),
        None => Vec::new(),
    }
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
    (left, height): (f32, f32),
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
            let share = match frame.settings.logos.len() {
                0 => 1.0,
                1 => FOOTER_SHARE_BESIDE_ONE_LOGO,
                _ => FOOTER_SHARE_BESIDE_LOGOS,
            };
            let max_width = (right - margin) * share;
            let start = Point::new(right - max_width, band.y + height / 2.0);
            let line = RunningLine::end_aligned(start, max_width);
            right -=
                draw_running_line(context, footer, &style, line, &mut items) + context.pt(24.0);
        }
        let strip = LogoStrip {
            logos: frame.settings.logos,
            square_size: context.pt(context.theme.running.cover_logo),
            area: Rect::new(left, band.y + height * 0.12, right - left, height * 0.76),
            side: StripSide::Left,
            parent: logo_parent,
        };
        items.extend(draw_logo_strip(context, &strip));
    });
    items
}
