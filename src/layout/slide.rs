//! Slides → pages: which part of a slide goes where in each layout.

use super::block::{
    PICTURE_GUTTER_SCALE, add_figure_element, lay_out_blocks, lay_out_figures, picture_row,
};
use super::context::LayoutContext;
use super::cover::{lay_out_cover, lay_out_statement};
use super::fit::{BodyHeight, FitRecord, FittedBody, fit_body};
use super::flow::{Column, Columns, Flow, Row, RowBody};
use super::page::{draw_background, draw_running_elements, slide_palette};
use super::title::{PagePart, lay_out_title};
use crate::deck::{Block, BlockKind, Deck, Figure, FitPolicy, Layout, Slide};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Item, Role, Structure};
use crate::theme::{PageKind, PageStyle};

/// A slide that has been laid out.
pub(super) struct LaidOutSlide {
    /// Items of each page; running elements are added when the page's number is known.
    pub pages: Vec<Vec<Item>>,
    /// The slide's logical tree; element 0 is the slide.
    pub structure: Structure,
    /// Whether header, footer and logos stand on the slide.
    pub has_running_elements: bool,
    /// What was done so that it fits.
    pub fitting: FitRecord,
}

/// The part of a page that its layout fills, with what is needed to fill it.
#[derive(Clone)]
pub(super) struct SlideFrame<'d> {
    /// The deck.
    pub deck: &'d Deck,
    /// The slide.
    pub slide: &'d Slide,
    /// Style of the page.
    pub style: PageStyle,
    /// Size of the page.
    pub size: Size,
    /// The page without its margins.
    pub inner: Rect,
    /// What is done if the slide does not fit.
    pub fit_policy: FitPolicy,
}

/// Lays a slide out.
pub(super) fn lay_out_slide(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    slide: &Slide,
) -> LaidOutSlide {
    let kind = page_kind(slide);
    let style = context.theme.page_style(kind).clone();
    context.palette = slide_palette(context.theme, &style, slide);
    context.structure = Structure::default();
    context.structure.elements[0].role = Role::Slide;
    context.structure.elements[0].span = Some(slide.span);
    context.structure.elements[0].title =
        slide.title.as_ref().map(|title| title.content.replace('\n', " "));
    let space = &context.theme.space;
    let size = deck.page_size;
    let margin = context.pt(space.margin_x).min(size.width * 0.12);
    let top = context.pt(space.margin_top).min(size.height * 0.12);
    let bottom = context.pt(space.margin_bottom).min(size.height * 0.16);
    let frame = SlideFrame {
        deck,
        slide,
        style,
        size,
        inner: Rect::new(margin, top, size.width - 2.0 * margin, size.height - top - bottom),
        fit_policy: context.fit_policy,
    };
    match kind {
        PageKind::Cover => lay_out_cover(context, &frame),
        PageKind::Section | PageKind::Statement | PageKind::End => {
            lay_out_statement(context, &frame, kind)
        }
        PageKind::Question if slide.blocks.is_empty() => lay_out_statement(context, &frame, kind),
        PageKind::Question => super::question::lay_out_question(context, &frame),
        PageKind::Image => super::image::lay_out_image(context, &frame),
        PageKind::Content => lay_out_content(context, &frame),
    }
}

fn page_kind(slide: &Slide) -> PageKind {
    match slide.layout {
        Layout::Cover => PageKind::Cover,
        Layout::Section => PageKind::Section,
        Layout::Statement => PageKind::Statement,
        Layout::Fact | Layout::Quote if slide.title.is_none() => PageKind::Statement,
        Layout::Question => PageKind::Question,
        Layout::End => PageKind::End,
        Layout::Image if has_only_one_picture(slide) => PageKind::Image,
        _ => PageKind::Content,
    }
}

/// Whether a slide holds one picture and no other block.
fn has_only_one_picture(slide: &Slide) -> bool {
    matches!(slide.blocks.as_slice(), [Block { kind: BlockKind::Figures(figures), .. }] if figures.len() == 1)
}

/// Title on top, blocks below.
pub(super) fn lay_out_content(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let slide = frame.slide;
    let mut inner = frame.inner;
    if slide.layout == Layout::Blank {
        inner.height = frame.size.height - 2.0 * inner.y;
    }
    let untitled = context.structure.clone();
    let title_rows = lay_out_title(context, slide, inner.width, None);
    let gap = context.pt(context.theme.space.title_gap);
    let has_title = title_rows.height > 0.0;
    // A title that leaves too little of the page goes on with the body: it is continued rather than
    // cut.
    let spills = title_rows.height > inner.height * 0.5;
    let spilled = if spills { Some(title_rows.flow.clone()) } else { None };
    let above = if has_title && !spills { title_rows.height + gap } else { 0.0 };
    let continued_above = if has_title && !spills {
        lay_out_title(context, slide, inner.width, Some(PagePart { number: 99, count: 99 })).height
            + gap
    } else {
        0.0
    };
    let build = |context: &mut LayoutContext<'_, '_>| {
        let mut flow = spilled.clone().unwrap_or_default();
        let gap = context.gap(context.theme.space.block);
        let rows = lay_out_body(context, frame, inner.width);
        flow.append(rows, gap);
        flow
    };
    let policy = match frame.fit_policy {
        FitPolicy::Grow if title_rows.is_shrunk => FitPolicy::Shrink,
        policy => policy,
    };
    let height =
        BodyHeight { single: inner.height - above, continued: inner.height - continued_above };
    let FittedBody { pages, structure, fitting } = fit_body(context, policy, height, build);
    let count = pages.len();
    let above = if count == 1 { above } else { continued_above };
    // Set anew, the first page's title gets the elements that it has.
    context.structure = untitled;
    let mut laid_out = LaidOutSlide {
        pages: Vec::new(),
        structure,
        has_running_elements: slide.layout != Layout::Blank,
        fitting,
    };
    for (index, mut flow) in pages.into_iter().enumerate() {
        let mut items = draw_background(context, slide, &frame.style, frame.size);
        if !spills && has_title {
            let rows = if count == 1 {
                title_rows.flow.clone()
            } else {
                lay_out_title(
                    context,
                    slide,
                    inner.width,
                    Some(PagePart { number: index + 1, count }),
                )
                .flow
            };
            rows.place_at(inner.origin(), &mut items);
        }
        let room = Rect::new(inner.x, inner.y + above, inner.width, inner.height - above);
        let offset = position_body(context, &mut flow, room.height, slide, count);
        flow.place_at(Point::new(room.x, room.y + offset), &mut items);
        laid_out.pages.push(items);
    }
    laid_out
}

/// Spreads a sparse body a little and gives back how far below the title it starts.
fn position_body(
    context: &LayoutContext<'_, '_>,
    flow: &mut Flow,
    room: f32,
    slide: &Slide,
    count: usize,
) -> f32 {
    if count > 1 {
        return 0.0;
    }
    let spare = room - flow.height();
    flow.widen_gaps(spare * 0.4, context.theme.space.max_gap_factor);
    let spare = (room - flow.height()).max(0.0);
    let is_visual = slide.blocks.iter().all(|block| {
        matches!(
            block.kind,
            BlockKind::Figures(_)
                | BlockKind::Cards { .. }
                | BlockKind::Cascade { .. }
                | BlockKind::Stats(_)
                | BlockKind::Quote { .. }
                | BlockKind::Logos(_)
                | BlockKind::Contacts(_)
        )
    });
    if is_visual || slide.title.is_none() { spare * 0.42 } else { (spare * 0.3).min(room * 0.16) }
}

/// The blocks of a slide as its layout arranges them.
fn lay_out_body(context: &mut LayoutContext<'_, '_>, frame: &SlideFrame<'_>, width: f32) -> Flow {
    let slide = frame.slide;
    match slide.layout {
        Layout::ImageLeft | Layout::ImageRight => lay_out_beside_pictures(
            context,
            slide,
            width,
            frame.inner.height * PICTURE_HEIGHT_SHARE,
        ),
        Layout::TwoColumns | Layout::Comparison => lay_out_two_columns(context, slide, width),
        _ => lay_out_blocks(context, &slide.blocks, width, Structure::ROOT),
    }
}

/// Share of a page's height that pictures beside text have, below the title.
const PICTURE_HEIGHT_SHARE: f32 = 0.8;

/// Text on one side, the slide's first pictures on the other.
fn lay_out_beside_pictures(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    width: f32,
    room: f32,
) -> Flow {
    let at = slide.blocks.iter().position(|block| matches!(block.kind, BlockKind::Figures(_)));
    let Some((at, BlockKind::Figures(pictures))) = at.map(|at| (at, &slide.blocks[at].kind)) else {
        return lay_out_blocks(context, &slide.blocks, width, Structure::ROOT);
    };
    let rest: Vec<Block> = slide
        .blocks
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != at)
        .map(|(_, block)| block.clone())
        .collect();
    if rest.is_empty() {
        return lay_out_figures(context, pictures, width, Structure::ROOT);
    }
    let gutter = context.pt(context.theme.space.gutter) * 1.1;
    let share = picture_share(context, pictures);
    let picture_width = (width - gutter) * share;
    let text_width = width - gutter - picture_width;
    // `image_left` means the left of the page as it is seen, whichever way it is written.
    let is_left = (slide.layout == Layout::ImageLeft) != context.is_rtl;
    let (text_x, picture_x) =
        if is_left { (picture_width + gutter, 0.0) } else { (0.0, text_width + gutter) };
    // Reading order is the outline's: what was written first is first in the tree.
    let (text, picture);
    if at == 0 {
        picture = lay_out_picture_grid(context, pictures, picture_width, room);
        text = lay_out_blocks(context, &rest, text_width, Structure::ROOT);
    } else {
        text = lay_out_blocks(context, &rest, text_width, Structure::ROOT);
        picture = lay_out_picture_grid(context, pictures, picture_width, room);
    }
    let columns = vec![
        Column { x: text_x, flow: text, align: 0.42, stretch: false, repeats: false },
        Column { x: picture_x, flow: picture, align: 0.42, stretch: false, repeats: true },
    ];
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: true })))
}

/// Share of the width for pictures: a tall picture needs less of it than a wide one.
fn picture_share(context: &LayoutContext<'_, '_>, pictures: &[Figure]) -> f32 {
    let aspect = pictures
        .iter()
        .filter_map(|figure| context.images.get(&figure.src))
        .map(|image| image.size.aspect_ratio())
        .fold(0.0, f32::max);
    (0.25 + 0.13 * aspect).clamp(0.3, 0.46)
}

/// Pictures one below the other, or in a grid where they are larger so: `room` is the height that
/// they have.
fn lay_out_picture_grid(
    context: &mut LayoutContext<'_, '_>,
    pictures: &[Figure],
    width: f32,
    room: f32,
) -> Flow {
    let across = count_picture_columns(context, pictures, width, room);
    let mut flow = Flow::default();
    for row in pictures.chunks(across) {
        // A last row that is not full has pictures as wide as those above it, and stands in the
        // middle.
        let gutter = context.pt(context.theme.space.gutter * PICTURE_GUTTER_SCALE);
        let own = ((width + gutter) / across as f32 * row.len() as f32 - gutter).min(width);
        let mut rows = lay_out_figures(context, row, own, Structure::ROOT);
        if own < width - 0.5 {
            rows.shift_right((width - own) / 2.0);
        }
        let gap = context.gap(context.theme.space.block * 0.7);
        flow.append(rows, gap);
    }
    flow
}

/// How many pictures side by side let them be tallest, all rows in `room`. It depends on the
/// pictures alone, so that text does not move them.
fn count_picture_columns(
    context: &LayoutContext<'_, '_>,
    pictures: &[Figure],
    width: f32,
    room: f32,
) -> usize {
    let gap = context.pt(context.theme.space.gutter * PICTURE_GUTTER_SCALE);
    let aspects: f32 = pictures
        .iter()
        .map(|figure| {
            context.images.get(&figure.src).map_or(1.5, |image| image.size.aspect_ratio())
        })
        .sum();
    let aspect = (aspects / pictures.len().max(1) as f32).clamp(0.2, 5.0);
    let height = |across: usize| {
        let rows = pictures.len().div_ceil(across) as f32;
        let natural = (width - gap * (across as f32 - 1.0)) / across as f32 / aspect;
        natural.min((room - gap * (rows - 1.0)) / rows)
    };
    // Two columns have to be worth it: one below the other is the calmer picture.
    (1..=pictures.len().clamp(1, 3))
        .fold(1, |best, across| if height(across) > height(best) * 1.1 { across } else { best })
}

/// Blocks in two columns: each heading starts one, or else half of the blocks stand in each.
fn lay_out_two_columns(context: &mut LayoutContext<'_, '_>, slide: &Slide, width: f32) -> Flow {
    if slide.blocks.len() < 2
        || slide.blocks.iter().any(|block| matches!(block.kind, BlockKind::Columns { .. }))
    {
        return lay_out_blocks(context, &slide.blocks, width, Structure::ROOT);
    }
    let starts: Vec<usize> = (1..slide.blocks.len())
        .filter(|&at| matches!(slide.blocks[at].kind, BlockKind::Heading(_)))
        .collect();
    let cut = starts
        .get(starts.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(slide.blocks.len().div_ceil(2));
    let (left, right) = slide.blocks.split_at(cut);
    let columns = BlockKind::Columns {
        widths: Vec::new(),
        gap: None,
        columns: vec![left.to_vec(), right.to_vec()],
    };
    lay_out_blocks(context, &[Block { kind: columns, span: slide.span }], width, Structure::ROOT)
}

/// Adds header, footer, number and logos to a page.
pub(super) fn with_running_elements(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    slide: &Slide,
    number: usize,
    mut items: Vec<Item>,
) -> Vec<Item> {
    let style = context.theme.page_style(page_kind(slide));
    context.palette = slide_palette(context.theme, style, slide);
    items.extend(draw_running_elements(context, deck, slide, number, deck.page_size));
    items
}

/// A picture with no other block, as tall as it can be.
pub(super) fn lay_out_single_picture(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    width: f32,
    tallest: f32,
) -> Option<Row> {
    let element = add_figure_element(context, figure, Structure::ROOT);
    picture_row(context, figure, width, tallest, None, element)
}
