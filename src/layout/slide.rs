//! Lays out slides: decides what goes where on the pages of each layout.

use super::block::{MarkSteps, PicturePlace, add_figure_element, attach_marks, picture_row};
use super::compose::{Composition, position_body};
use super::context::LayoutContext;
use super::cover::lay_out_cover;
use super::fit::{BodyHeight, BodyPlace, FitRecord, FittedBody, FittedPage, fit_body};
use super::flow::{Flow, FootnoteCalls, Row};
use super::footnotes::{SlideFoot, link_footnotes};
use super::image::lay_out_image;
use super::lone_picture::lay_out_lone_picture;
use super::page::{
    PageNumber, RunningPlace, RunningRoom, draw_background, draw_running_elements, footer_top,
    header_bottom,
};
use super::palette::slide_palette;
use super::question::lay_out_question;
use super::settings::SlideSettings;
use super::side_picture::{SidePicture, lay_out_beside_picture};
use super::slide_body::{PicturePosition, choose_picture_position, lay_out_body};
use super::statement::lay_out_statement;
use super::title::{PagePart, TitleBlock, lay_out_title};
use super::title_panel::lay_out_beside_panel;
use super::veil::veil_background;
use crate::deck::{
    Block, BlockKind, Compose, Deck, Figure, FitPolicy, Layout, Pagination, Slide, Text,
};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Item, ItemKind, Role, Structure};
use crate::theme::{PageKind, PageStyle, TitlePlace};

/// The pages of a slide, without running elements.
pub(super) struct LaidOutSlide {
    /// Items of each page. Running elements are added once page numbers are known.
    pub pages: Vec<Vec<Item>>,
    /// Structure tree of the slide; element 0 is the slide.
    pub structure: Structure,
    /// Where header, footer, page number and logos are drawn, if they are.
    pub running: Option<RunningRoom>,
    /// Adjustments that made the slide fit.
    pub fitting: FitRecord,
}

/// A slide, its settings and the page that it fills.
#[derive(Clone)]
pub(super) struct SlideFrame<'d> {
    /// The deck.
    pub deck: &'d Deck,
    /// The slide.
    pub slide: &'d Slide,
    /// Settings of the slide.
    pub settings: &'d SlideSettings<'d>,
    /// Style of the page.
    pub style: PageStyle,
    /// Size of the page.
    pub size: Size,
    /// The page without its margins, or the part of it that is for words.
    pub inner: Rect,
    /// The picture that takes one side of the page.
    pub side: Option<&'d SidePicture<'d>>,
}

/// Lays out a slide.
pub(super) fn lay_out_slide(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    slide: &Slide,
    settings: &SlideSettings<'_>,
) -> LaidOutSlide {
    let style = context.theme.page_style(settings.page_kind).clone();
    context.palette = slide_palette(context.theme, &style, slide);
    context.structure = Structure::default();
    let root = &mut context.structure.elements[0];
    root.role = Role::Slide;
    root.span = Some(slide.span);
    root.title = slide.title.as_ref().map(Text::to_single_line);
    let space = &context.theme.space;
    let size = deck.page_size;
    let margin = context.pt(space.margin_x).min(size.width * 0.12);
    let top = context.pt(space.margin_top).min(size.height * 0.12);
    let bottom = context.pt(space.margin_bottom).min(size.height * 0.16);
    // A blank page has no header.
    let header = match slide.layout {
        Layout::Blank => 0.0,
        _ => header_bottom(context, settings, RunningRoom::of_page(context, size)),
    };
    let top = top.max(header);
    let inner = Rect::new(margin, top, size.width - 2.0 * margin, size.height - top - bottom);
    let frame = SlideFrame { deck, slide, settings, style, size, inner, side: None };
    let mut laid_out = match settings.page_kind {
        PageKind::Cover => lay_out_cover(context, &frame),
        PageKind::Section | PageKind::Statement | PageKind::End => {
            lay_out_statement(context, &frame)
        }
        PageKind::Question if slide.blocks.is_empty() => lay_out_statement(context, &frame),
        PageKind::Question => lay_out_question(context, &frame),
        PageKind::Image => lay_out_image(context, &frame),
        PageKind::Content => lay_out_content(context, &frame),
    };
    if !slide.footnotes.is_empty() {
        laid_out.pages.iter_mut().for_each(link_footnotes);
    }
    laid_out
}

/// The title of a content slide and the space that it takes on each page.
struct ContentTitle {
    title: TitleBlock,
    /// Whether the title is laid out with the body, because it takes too much of a page. A long
    /// title continues on the next page instead of being cut off.
    joins_body: bool,
    /// Height taken from the body on the only page.
    height: f32,
    /// Height taken from the body on each of several pages, where the title has a part number.
    numbered_height: f32,
}

impl ContentTitle {
    /// Lays out the title in `width`, above the blocks, or beside them if it does not join them.
    fn lay_out(
        context: &mut LayoutContext<'_, '_>,
        slide: &Slide,
        inner: Rect,
        beside: Option<f32>,
    ) -> Self {
        if let Some(width) = beside {
            let title = lay_out_title(context, slide, width, None);
            return Self { title, joins_body: false, height: 0.0, numbered_height: 0.0 };
        }
        let title = lay_out_title(context, slide, inner.width, None);
        let joins_body = title.height > inner.height * 0.5;
        let (mut height, mut numbered_height) = (0.0, 0.0);
        if title.height > 0.0 && !joins_body {
            let gap = context.pt(context.theme.space.title_gap);
            height = title.height + gap;
            // The widest part number that is likely, because the number of pages is not yet known.
            let widest = PagePart { number: 99, count: 99 };
            numbered_height = lay_out_title(context, slide, inner.width, Some(widest)).height + gap;
        }
        Self { title, joins_body, height, numbered_height }
    }
}

/// The share of the page for the title of a slide in two parts.
const SPLIT_TITLE_SHARE: f32 = 0.4;

/// The largest share of the height of a page that a title beside the blocks may take.
const MAX_BESIDE_HEIGHT: f32 = 0.8;

/// Returns whether a block would be set smaller beside a title.
fn needs_full_width(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Table(table) => {
            table.header.iter().chain(&table.rows).any(|row| row.len() >= MIN_WIDE_COLUMNS)
        }
        BlockKind::Cards { cards, .. } => cards.len() >= MIN_WIDE_PARTS,
        BlockKind::Stats(stats) => stats.len() >= MIN_WIDE_PARTS,
        BlockKind::People(people) => people.people.len() >= MIN_WIDE_PARTS,
        BlockKind::Figures(_)
        | BlockKind::Columns { .. }
        | BlockKind::Chart(_)
        | BlockKind::Code(_)
        | BlockKind::Diagram(_)
        | BlockKind::Timeline(_)
        | BlockKind::Cascade { .. }
        | BlockKind::Media(_) => true,
        _ => false,
    }
}

/// The columns of a table, and the parts of other blocks, from which they need the whole width.
const MIN_WIDE_COLUMNS: usize = 4;
const MIN_WIDE_PARTS: usize = 3;

/// Returns the width of the column for the title, if the theme has one and the title fits into it.
fn title_column(context: &mut LayoutContext<'_, '_>, frame: &SlideFrame<'_>) -> Option<f32> {
    let share = match frame.style.title {
        _ if frame.slide.compose == Some(Compose::Split) => SPLIT_TITLE_SHARE,
        TitlePlace::Beside(_) if frame.slide.blocks.iter().any(needs_full_width) => return None,
        TitlePlace::Beside(share) => share,
        TitlePlace::Above | TitlePlace::Panel(_) => return None,
    };
    let is_portrait = frame.size.width < frame.size.height;
    // Words beside a picture, or a row of pictures, need the whole width.
    let has_pictures =
        matches!(frame.slide.layout, Layout::ImageLeft | Layout::ImageRight | Layout::Figures);
    if is_portrait || has_pictures || frame.side.is_some() || frame.slide.layout == Layout::Blank {
        return None;
    }
    let width = frame.size.width * share - frame.inner.x;
    let structure = context.structure.clone();
    // The widest part number that is likely.
    let part = PagePart { number: 99, count: 99 };
    let title = lay_out_title(context, frame.slide, width, Some(part));
    context.structure = structure;
    let fits = title.height > 0.0 && title.height <= frame.inner.height * MAX_BESIDE_HEIGHT;
    fits.then_some(width)
}

/// Lays out a slide with blocks. A photograph takes a side of the page, or all of it below the
/// title, if there is one and the author does not want it inside the margins.
pub(super) fn lay_out_content(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let composed = lay_out_beside_picture(context, frame);
    let composed = composed.or_else(|| lay_out_lone_picture(context, frame));
    let composed = composed.or_else(|| lay_out_beside_panel(context, frame));
    composed.unwrap_or_else(|| lay_out_in_margins(context, frame))
}

/// Lays out a slide with the title at the top and the blocks below it.
pub(super) fn lay_out_in_margins(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let slide = frame.slide;
    let mut inner = frame.inner;
    if slide.layout == Layout::Blank {
        inner.height = frame.size.height - 2.0 * inner.y;
    }
    let structure_without_title = context.structure.clone();
    let beside = title_column(context, frame);
    let title = ContentTitle::lay_out(context, slide, inner, beside);
    let (title_origin, title_width) = (inner.origin(), beside.unwrap_or(inner.width));
    if let Some(width) = beside {
        let taken = width + context.pt(context.theme.space.gutter);
        inner.x += taken;
        inner.width -= taken;
    }
    let body = Size::new(inner.width, inner.height - title.height);
    let position = choose_picture_position(context, frame, body);
    let mut side_items: Vec<Vec<Item>> = Vec::new();
    let build = |context: &mut LayoutContext<'_, '_>| {
        let mut flow = if title.joins_body { title.title.flow.clone() } else { Flow::default() };
        let gap = context.gap(context.theme.space.block);
        side_items.clear();
        let mut draw_side = |context: &mut LayoutContext<'_, '_>, is_first: bool| {
            let side = frame.side.filter(|side| side.is_first == is_first);
            side_items.extend(side.map(|side| side.draw(context)));
        };
        // The reading order is that of the outline, so what comes first there is laid out first.
        draw_side(context, true);
        let rows = lay_out_body(context, frame, body, position);
        draw_side(context, false);
        flow.append(rows, gap);
        flow
    };
    // Code has the same size on all slides, and text beside it does not grow either. A list of
    // works is small print.
    let keeps_size =
        |block: &&Block| matches!(block.kind, BlockKind::Code(_) | BlockKind::References(_));
    let has_code = || slide.all_blocks().iter().any(keeps_size);
    let policy = match frame.settings.fit_policy {
        FitPolicy::Grow if title.title.is_shrunk || has_code() => FitPolicy::Shrink,
        policy => policy,
    };
    let height = BodyHeight {
        single: inner.height - title.height,
        continued: inner.height - title.numbered_height,
    };
    let foot = SlideFoot::lay_out(context, slide, inner.width);
    let called =
        if title.joins_body { FootnoteCalls::new() } else { title.title.flow.footnote_calls() };
    let has_side_picture = matches!(slide.layout, Layout::ImageLeft | Layout::ImageRight)
        && position == PicturePosition::Beside
        && slide.blocks.len() > 1;
    let composition = Composition::of_slide(context.theme, slide, has_side_picture);
    let air = if foot.is_empty() { frame.air_above_footer(context) } else { 0.0 };
    let place = BodyPlace { height, foot: &foot, called, composition, air };
    let FittedBody { pages, structure, fitting } = fit_body(context, policy, &place, build);
    let count = pages.len();
    let above = if count == 1 { title.height } else { title.numbered_height };
    // When the title of the first page is laid out again, it gets the same element ids.
    context.structure = structure_without_title;
    let mut laid_out = LaidOutSlide {
        pages: Vec::new(),
        structure,
        running: (slide.layout != Layout::Blank).then(|| frame.running_room(context)),
        fitting,
    };
    for (index, FittedPage { body: mut flow, foot }) in pages.into_iter().enumerate() {
        let mut items = draw_background(context, slide, &frame.style, frame.size);
        let side = side_items.iter().flatten().cloned();
        items.extend(side.filter_map(|item| if index == 0 { Some(item) } else { repeated(item) }));
        if !title.joins_body && title.title.height > 0.0 {
            let rows = if count == 1 {
                title.title.flow.clone()
            } else {
                let part = PagePart { number: index + 1, count };
                lay_out_title(context, slide, title_width, Some(part)).flow
            };
            rows.place_at(title_origin, &mut items);
        }
        let height = inner.height - above - foot.height();
        let area = Rect::new(inner.x, inner.y + above, inner.width, height);
        flow.fill_height(height);
        let mut offset = 0.0;
        if count == 1 {
            let height = (height - air).max(flow.height());
            offset = position_body(context, &mut flow, Size { height, ..area.size() }, slide);
        }
        if beside.is_some() {
            // The first line of the content is on the baseline of the title.
            let baselines = title.title.flow.first_baseline().zip(flow.first_baseline());
            offset = baselines.map_or(0.0, |(title, body)| title - body).max(-inner.y / 2.0);
        }
        flow.place_at(Point::new(area.x, area.y + offset), &mut items);
        foot.place_at(Point::new(area.x, area.bottom()), &mut items);
        veil_background(context, frame, laid_out.running, &mut items);
        laid_out.pages.push(items);
    }
    laid_out
}

/// Returns an item as it is repeated on a further page: as an artifact, without links.
fn repeated(item: Item) -> Option<Item> {
    let is_link = matches!(item.kind, ItemKind::Link(_));
    (!is_link).then_some(Item { element: None, ..item })
}

/// The space between words and the rule above the footer, in lines. The words have some of their
/// leading below them.
const AIR_LINES: f32 = 0.85;

impl SlideFrame<'_> {
    /// Returns where header, footer, page number and logos are.
    pub(super) fn running_room(&self, context: &LayoutContext<'_, '_>) -> RunningRoom {
        match self.side {
            Some(_) => RunningRoom::of_part(self.inner),
            None => RunningRoom::of_page(context, self.size),
        }
    }

    /// Returns how much of the body stays empty so that words at its end do not touch the rule
    /// above the footer: about a line.
    fn air_above_footer(&self, context: &LayoutContext<'_, '_>) -> f32 {
        let last = self.slide.blocks.last().map(|block| &block.kind);
        let has_words = matches!(last, Some(BlockKind::Text(_) | BlockKind::List(_)));
        let has_rule = context.theme.running.rule && self.has_footer_line();
        if !has_words || !has_rule || self.slide.layout == Layout::Blank {
            return 0.0;
        }
        let scale = &context.theme.type_scale;
        let body = self.inner.bottom();
        let rule = footer_top(context, self.size);
        (context.pt(scale.normal * scale.leading * AIR_LINES) - (rule - body)).max(0.0)
    }

    /// Whether anything is drawn in the footer line.
    pub(super) fn has_footer_line(&self) -> bool {
        let settings = self.settings;
        settings.footer.is_some()
            || !settings.logos.is_empty()
            || settings.pagination != Pagination::None
    }
}

/// Draws header, footer, page number and logos of page `number` in `room`.
pub(super) fn add_running_elements(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    slide: &Slide,
    (settings, room): (&SlideSettings<'_>, RunningRoom),
    number: PageNumber,
) -> Vec<Item> {
    let style = context.theme.page_style(settings.page_kind);
    context.palette = slide_palette(context.theme, style, slide);
    let place = RunningPlace { room, page: deck.page_size };
    draw_running_elements(context, slide, settings, number, place)
}

/// Lays out the only picture of a slide as large as possible.
pub(super) fn lay_out_single_picture(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    bounds: Size,
) -> Option<Row> {
    let element = add_figure_element(context, figure, Structure::ROOT);
    let place =
        PicturePlace { width: bounds.width, max_height: bounds.height, plate: None, element };
    let mut row = picture_row(context, figure, place)?;
    let steps = MarkSteps::assign(context, figure, false);
    attach_marks(context, figure, &steps, &mut row);
    Some(row)
}
