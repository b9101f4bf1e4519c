//! Lays out the body of a content slide: in one column, in two, or beside pictures.

use super::bleed::{BleedingPicture, WidePicture, bleed_area as bleed_area_of};
use super::block::{PICTURE_GUTTER_SCALE, lay_out_blocks, lay_out_figure_grid, lay_out_figures};
use super::compose::stat_beside;
use super::context::LayoutContext;
use super::flow::{Column, Columns, Flow, Row, RowBody};
use super::side_picture::only_picture;
use super::slide::SlideFrame;
use crate::deck::{Block, BlockKind, Compose, Figure, Layout, Slide};
use crate::geometry::Size;
use crate::scene::Structure;

/// Height of pictures beside text, as a share of the page without its margins.
const PICTURE_HEIGHT_SHARE: f32 = 0.8;

/// Lays out the blocks of a slide in the width of its body, arranged as its layout requires.
pub(super) fn lay_out_body(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    body: Size,
    position: PicturePosition,
) -> Flow {
    let (slide, width) = (frame.slide, body.width);
    if let Some(pictures) = only_pictures(slide) {
        let area = Size::new(width, context.body_height);
        let is_equal = slide.compose == Some(Compose::Grid);
        return lay_out_figure_grid(context, pictures, (area, is_equal), Structure::ROOT);
    }
    match slide.layout {
        Layout::ImageLeft | Layout::ImageRight if position == PicturePosition::Beside => {
            lay_out_beside_pictures(context, frame, body)
        }
        Layout::TwoColumns | Layout::Comparison => lay_out_two_columns(context, slide, width),
        _ if stat_beside(slide, Some(body)).is_some() => lay_out_beside_stat(context, slide, body),
        _ if position == PicturePosition::InFlow => lay_out_wide_picture(context, frame, width),
        _ => lay_out_blocks(context, &slide.blocks, width, Structure::ROOT),
    }
}

/// The share of the width of a stat beside text.
const STAT_SHARE: f32 = 0.4;

/// Lays out a stat and the text beside it, in the order of the outline.
fn lay_out_beside_stat(context: &mut LayoutContext<'_, '_>, slide: &Slide, body: Size) -> Flow {
    let gutter = picture_gutter(context);
    let (stat, _) = stat_beside(slide, Some(body)).unwrap_or_default();
    let mut columns = Vec::new();
    let mut x = 0.0;
    for (index, block) in slide.blocks.iter().enumerate() {
        let share = if index == stat { STAT_SHARE } else { 1.0 - STAT_SHARE };
        let width = (body.width - gutter) * share;
        let flow = lay_out_blocks(context, std::slice::from_ref(block), width, Structure::ROOT);
        columns.push(Column { x, flow, align: 0.5, stretch: false, repeats: false });
        x += width + gutter;
    }
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: true })))
}

/// Returns the pictures of a slide that has two or more and nothing else.
fn only_pictures(slide: &Slide) -> Option<&[Figure]> {
    let [Block { kind: BlockKind::Figures(figures), .. }] = slide.blocks.as_slice() else {
        return None;
    };
    let is_plain = figures.len() > 1 && !figures.iter().any(Figure::needs_room_around);
    is_plain.then_some(figures.as_slice())
}

/// Lays out blocks one below the other. A scene among them reaches the left and the right edge of
/// the page.
fn lay_out_wide_picture(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    width: f32,
) -> Flow {
    let blocks = frame.slide.blocks.as_slice();
    let bleeding = only_picture(frame.slide).filter(|_| frame.slide.compose != Some(Compose::Grid));
    let bleeding = bleeding.and_then(|(at, figure)| {
        WidePicture::new(context, frame, figure).map(|picture| (at, picture))
    });
    let Some((at, picture)) = bleeding else {
        return lay_out_blocks(context, blocks, width, Structure::ROOT);
    };
    let mut flow = lay_out_blocks(context, &blocks[..at], width, Structure::ROOT);
    let gap = context.gap(context.theme.space.block * 1.2);
    flow.append(picture.lay_out(context, width), gap);
    flow.append(lay_out_blocks(context, &blocks[at + 1..], width, Structure::ROOT), gap);
    flow
}

/// Lays out text on one side and the first pictures of the slide on the other.
fn lay_out_beside_pictures(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    body: Size,
) -> Flow {
    let (slide, width) = (frame.slide, body.width);
    let first = slide.blocks.iter().enumerate().find_map(|(index, block)| match &block.kind {
        BlockKind::Figures(pictures) => Some((index, pictures)),
        _ => None,
    });
    let Some((index, pictures)) = first else {
        return lay_out_blocks(context, &slide.blocks, width, Structure::ROOT);
    };
    let mut others = slide.blocks.clone();
    others.remove(index);
    if others.is_empty() {
        return lay_out_figures(context, pictures, width, Structure::ROOT);
    }
    let gutter = picture_gutter(context);
    let share = picture_share(context, pictures, context.scale.picture_growth);
    let picture_area = beside_picture_area(context, frame, share, width);
    let text_width = width - gutter - picture_area.width;
    // `image_left` is the left of the page as the audience sees it, also on pages written from
    // right to left, which are mirrored later.
    let is_left = (slide.layout == Layout::ImageLeft) != context.is_rtl;
    let (text_x, picture_x) =
        if is_left { (picture_area.width + gutter, 0.0) } else { (0.0, text_width + gutter) };
    let margin = frame.inner.x;
    let bleed_area = Size::new(picture_area.width + margin, body.height);
    let is_foot_empty =
        !frame.has_footer_line() && slide.footnotes.is_empty() && slide.source.is_none();
    let page = bleed_area_of(context, frame);
    let foot = if is_foot_empty { page.bottom() - frame.inner.bottom() } else { 0.0 };
    let may_bleed = slide.compose != Some(Compose::Grid);
    let bleeding = match may_bleed && frame.size.width > frame.size.height {
        true => BleedingPicture::new(context, pictures, (bleed_area, foot)),
        false => None,
    };
    let lay_out_pictures = |context: &mut LayoutContext<'_, '_>| match &bleeding {
        Some(picture) => {
            let caption_x = if is_left { margin } else { 0.0 };
            picture.lay_out(context, bleed_area.width, (caption_x, picture_area.width))
        }
        None => {
            let mut flow = lay_out_picture_grid(context, pictures, picture_area);
            // A picture in a column is at its outer edge, as the title is at that of the page.
            flow.align_pictures(if is_left { 0.0 } else { 1.0 });
            flow
        }
    };
    let picture_x = if bleeding.is_some() && is_left { -margin } else { picture_x };
    // The reading order is that of the outline, so what comes first there is laid out first.
    let (text, picture);
    if index == 0 {
        picture = lay_out_pictures(context);
        text = lay_out_blocks(context, &others, text_width, Structure::ROOT);
    } else {
        text = lay_out_blocks(context, &others, text_width, Structure::ROOT);
        picture = lay_out_pictures(context);
    }
    let columns = vec![
        Column { x: text_x, flow: text, align: 0.42, stretch: false, repeats: false },
        Column { x: picture_x, flow: picture, align: 0.42, stretch: false, repeats: true },
    ];
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: true })))
}

/// Where the picture of a slide is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PicturePosition {
    /// Beside the text.
    Beside,
    /// Above or below the text, in the order of the outline.
    InFlow,
}

/// Aspect ratio from which a picture is wide.
const WIDE_ASPECT: f32 = 1.9;

/// Chooses the place of the picture of a slide, unless the author did by setting the layout.
///
/// A picture on a wide page moves out of the column beside the text only if it is wide itself. It
/// must become clearly larger, so that a little more text does not move it back.
pub(super) fn choose_picture_position(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    body: Size,
) -> PicturePosition {
    let slide = frame.slide;
    let (pictures, others): (Vec<&Block>, Vec<&Block>) =
        slide.blocks.iter().partition(|block| matches!(block.kind, BlockKind::Figures(_)));
    let [Block { kind: BlockKind::Figures(figures), .. }] = pictures.as_slice() else {
        return PicturePosition::Beside;
    };
    let [figure] = figures.as_slice() else { return PicturePosition::Beside };
    let is_portrait = frame.size.width < frame.size.height;
    // On a portrait page, there is hardly room for words beside a picture.
    let may_move = !slide.is_layout_named || is_portrait;
    let image = context.picture_of(figure);
    let Some(image) = image.filter(|_| may_move && figure.width.is_none() && !others.is_empty())
    else {
        return PicturePosition::Beside;
    };
    if !is_portrait && image.size.aspect_ratio() < WIDE_ASPECT {
        return PicturePosition::Beside;
    }
    let others: Vec<Block> = others.into_iter().cloned().collect();
    let state = (context.structure.clone(), context.reveal, context.adjustments.clone());
    let text = lay_out_blocks(context, &others, body.width, Structure::ROOT);
    (context.structure, context.reveal, context.adjustments) = state;
    let share = picture_share(context, figures, 0.0);
    let beside = beside_picture_area(context, frame, share, body.width);
    let gap = context.pt(context.theme.space.block);
    let below = Size::new(body.width, (body.height - text.height() - gap).max(1.0));
    let area = |room| {
        let size = image.size.scaled_to_fit(room);
        size.width * size.height
    };
    let factor = if is_portrait { 1.2 } else { 1.6 };
    if area(below) >= factor * area(beside) {
        PicturePosition::InFlow
    } else {
        PicturePosition::Beside
    }
}

/// Returns the largest size of pictures beside text.
fn beside_picture_area(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    share: f32,
    width: f32,
) -> Size {
    let column = (width - picture_gutter(context)) * share;
    Size::new(column, frame.inner.height * PICTURE_HEIGHT_SHARE)
}

/// Returns the distance between text and the pictures beside it.
fn picture_gutter(context: &LayoutContext<'_, '_>) -> f32 {
    context.pt(context.theme.space.gutter) * 1.1
}

/// Returns the share of the width for pictures. Tall pictures need less than wide ones. `growth` is
/// how much of the room beside a few words is used, from 0 to 1.
fn picture_share(context: &LayoutContext<'_, '_>, pictures: &[Figure], growth: f32) -> f32 {
    let aspect = pictures
        .iter()
        .filter_map(|figure| context.picture_of(figure))
        .map(|image| image.size.aspect_ratio())
        .fold(0.0, f32::max);
    let (least, most) =
        ((0.25 + 0.13 * aspect).clamp(0.3, 0.46), (0.27 + 0.19 * aspect).clamp(0.3, 0.58));
    // Beside many words, a picture becomes narrower before the words become smaller.
    let narrowest = least * 0.72;
    if growth < 0.0 {
        least + (least - narrowest) * growth
    } else {
        least + (most - least) * growth
    }
}

/// Lays out pictures in one column, or in more columns if that makes them larger in `area`.
fn lay_out_picture_grid(
    context: &mut LayoutContext<'_, '_>,
    pictures: &[Figure],
    area: Size,
) -> Flow {
    let count = count_picture_columns(context, pictures, area);
    let mut flow = Flow::default();
    for row in pictures.chunks(count) {
        // The pictures of an incomplete last row are as wide as the others, and the row is centred.
        let gutter = context.pt(context.theme.space.gutter * PICTURE_GUTTER_SCALE);
        let width = (area.width + gutter) / count as f32 * row.len() as f32 - gutter;
        let width = width.min(area.width);
        let mut rows = lay_out_figures(context, row, width, Structure::ROOT);
        if width < area.width - 0.5 {
            rows.shift_right((area.width - width) / 2.0);
        }
        let gap = context.gap(context.theme.space.block * 0.7);
        flow.append(rows, gap);
    }
    flow
}

/// Returns the number of columns that makes pictures tallest in `area`. It depends on the pictures
/// only, so that editing text does not move them.
fn count_picture_columns(
    context: &LayoutContext<'_, '_>,
    pictures: &[Figure],
    area: Size,
) -> usize {
    let gap = context.pt(context.theme.space.gutter * PICTURE_GUTTER_SCALE);
    let aspects: f32 = pictures
        .iter()
        .map(|figure| context.picture_of(figure).map_or(1.5, |image| image.size.aspect_ratio()))
        .sum();
    let aspect = (aspects / pictures.len().max(1) as f32).clamp(0.2, 5.0);
    let height = |columns: usize| {
        let rows = pictures.len().div_ceil(columns) as f32;
        let natural = (area.width - gap * (columns as f32 - 1.0)) / columns as f32 / aspect;
        natural.min((area.height - gap * (rows - 1.0)) / rows)
    };
    // More columns must make pictures clearly larger: a single column looks calmer.
    (1..=pictures.len().clamp(1, 3))
        .fold(1, |best, columns| if height(columns) > height(best) * 1.1 { columns } else { best })
}

/// Lays out blocks in two columns. The second column starts at the middle heading, or after half of
/// the blocks if there is no heading.
fn lay_out_two_columns(context: &mut LayoutContext<'_, '_>, slide: &Slide, width: f32) -> Flow {
    if slide.blocks.len() < 2
        || slide.blocks.iter().any(|block| matches!(block.kind, BlockKind::Columns { .. }))
    {
        return lay_out_blocks(context, &slide.blocks, width, Structure::ROOT);
    }
    let headings: Vec<usize> = (1..slide.blocks.len())
        .filter(|&index| matches!(slide.blocks[index].kind, BlockKind::Heading(_)))
        .collect();
    let start = headings
        .get(headings.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(slide.blocks.len().div_ceil(2));
    let (left, right) = slide.blocks.split_at(start);
    let columns = BlockKind::Columns {
        widths: Vec::new(),
        gap: None,
        columns: vec![left.to_vec(), right.to_vec()],
    };
    lay_out_blocks(context, &[Block { kind: columns, span: slide.span }], width, Structure::ROOT)
}
