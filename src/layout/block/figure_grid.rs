//! Lays out the pictures of a slide that has nothing else: in the rows in which they are largest.

use super::figures::{FigureRow, PictureSizes, lay_out_figure_row};
use crate::deck::{Figure, FigureShape, ObjectFit};
use crate::geometry::Size;
use crate::layout::bleed::{Croppable, share_cropped};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{Column, Flow};
use crate::scene::{ElementId, FitAdjustment};

/// More pictures are set in rows of the same number.
const MAX_ARRANGED: usize = 8;
/// The most pictures in a row.
const MAX_IN_ROW: usize = 5;
/// Distance between pictures, relative to the gutter between columns.
const GUTTER_SCALE: f32 = 0.6;
/// Share of a scene that may be cropped among others.
const MAX_GRID_CROP: f32 = 0.45;
/// How much more area an arrangement of equal cells is worth.
const EQUAL_CELLS_BONUS: f32 = 1.04;
/// How often the share is halved that is cropped of pictures in rows.
const CROP_TRIES: usize = 12;
/// How much an arrangement is worth that crops all that may be cropped.
const CROPPED_WORTH: f32 = 0.85;
/// Height of a line of a caption and the gap above it, relative to its size.
const CAPTION_EM: f32 = 1.7;
/// The narrowest picture with a caption, relative to the size of the caption.
const MIN_CAPTION_WIDTH_EM: f32 = 5.0;

/// What is known about a picture when it is arranged.
#[derive(Clone, Copy, Debug)]
struct GridFigure {
    aspect: f32,
    /// Share of it that may be cropped.
    max_crop: f32,
    has_caption: bool,
}

/// Pictures in rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GridArrangement {
    /// The widths and the height of the pictures of each row.
    rows: Vec<(Vec<f32>, f32)>,
    /// How good it is.
    worth: f32,
}

/// Lays out pictures in `area` so that they are as large as possible, in equal cells if `is_equal`.
pub(in crate::layout) fn lay_out_figure_grid(
    context: &mut LayoutContext<'_, '_>,
    figures: &[Figure],
    (area, is_equal): (Size, bool),
    parent: ElementId,
) -> Flow {
    let parts: Vec<GridFigure> = figures.iter().map(|figure| part_of(context, figure)).collect();
    let gutter = context.pt(context.theme.space.gutter * GUTTER_SCALE);
    let caption = context.paragraph_style(TextKind::Small).size.max(context.em(0.75));
    let room = GridRoom { area, gutter, caption };
    context.adjustments.insert(FitAdjustment::PictureGrid);
    let one_by_one = context.reveal.each_block && figures.len() > 1;
    let arrangement = arrange(&parts, &room, is_equal);
    if let Some(mosaic) = Mosaic::of_three(&parts, &room)
        .filter(|mosaic| !is_equal && mosaic.worth > arrangement.worth)
    {
        let pictures: Vec<Figure> =
            figures.iter().map(|figure| crop_to_cell(context, figure)).collect();
        return mosaic.lay_out(context, &pictures, one_by_one, parent);
    }
    let mut flow = Flow::default();
    let mut rest = figures;
    for (widths, height) in arrangement.rows {
        let (row, others) = rest.split_at(widths.len().min(rest.len()));
        rest = others;
        let cropped: Vec<Figure> = row.iter().map(|figure| crop_to_cell(context, figure)).collect();
        let width = widths.iter().sum::<f32>() + gutter * (widths.len() as f32 - 1.0);
        let sizes = PictureSizes { widths, height, gutter };
        let row = FigureRow { figures: &cropped, width, one_by_one, parent, sizes: Some(sizes) };
        flow.append(lay_out_figure_row(context, &row), gutter);
    }
    flow
}

/// A large picture beside two small ones, one above the other.
struct Mosaic {
    height: f32,
    gutter: f32,
    /// The widths of the large picture and the small ones.
    widths: [f32; 2],
    worth: f32,
}

/// The width of the large picture of three, as a share of all.
const LARGE_SHARE: f32 = 0.66;

impl Mosaic {
    /// Arranges three pictures without captions that may be cropped, if they are.
    fn of_three(parts: &[GridFigure], room: &GridRoom) -> Option<Self> {
        let [large, small @ ..] = parts else { return None };
        if small.len() != 2 || parts.iter().any(|part| part.has_caption) {
            return None;
        }
        let (height, gutter) = (room.area.height, room.gutter);
        let usable = room.area.width - gutter;
        let widths = [usable * LARGE_SHARE, usable * (1.0 - LARGE_SHARE)];
        let fits_cell = |part: &GridFigure, width: f32, height: f32| {
            share_cropped(part.aspect, width / height) <= part.max_crop
        };
        let small_height = (height - gutter) / 2.0;
        let fits = fits_cell(large, widths[0], height)
            && small.iter().all(|part| fits_cell(part, widths[1], small_height));
        let worth = (widths[0] * height + 2.0 * widths[1] * small_height) * CROPPED_WORTH;
        fits.then_some(Self { height, gutter, widths, worth })
    }

    fn lay_out(
        &self,
        context: &mut LayoutContext<'_, '_>,
        pictures: &[Figure],
        one_by_one: bool,
        parent: ElementId,
    ) -> Flow {
        let Self { height, gutter, widths, .. } = *self;
        let mut cell = |figures: &[Figure], width: f32, height: f32| {
            let sizes = PictureSizes { widths: vec![width], height, gutter };
            let row = FigureRow { figures, width, one_by_one, parent, sizes: Some(sizes) };
            lay_out_figure_row(context, &row)
        };
        let large = cell(&pictures[..1], widths[0], height);
        let mut small = cell(&pictures[1..2], widths[1], (height - gutter) / 2.0);
        small.append(cell(&pictures[2..], widths[1], (height - gutter) / 2.0), gutter);
        let column = |x, flow| Column { x, flow, align: 0.0, stretch: false, repeats: false };
        Flow::of_columns(vec![column(0.0, large), column(widths[0] + gutter, small)])
    }
}

fn part_of(context: &LayoutContext<'_, '_>, figure: &Figure) -> GridFigure {
    let has_caption = figure.has_caption();
    let whole = context.picture_of(figure).map_or(1.5, |image| image.size.aspect_ratio());
    let is_square = matches!(figure.shape, FigureShape::Circle | FigureShape::Square);
    let (aspect, max_crop) = match Croppable::new(context, figure) {
        _ if is_square => (1.0, 0.0),
        Some(picture) => {
            let most = picture.max_width_crop.max(picture.max_height_crop);
            (picture.aspect, most.clamp(MAX_GRID_CROP, 0.5))
        }
        None => (whole, 0.0),
    };
    GridFigure { aspect: aspect.clamp(0.1, 10.0), max_crop, has_caption }
}

fn crop_to_cell(context: &LayoutContext<'_, '_>, figure: &Figure) -> Figure {
    let fit = Croppable::new(context, figure).map(|_| ObjectFit::Cover).or(figure.fit);
    Figure { fit, ..figure.clone() }
}

/// The room for pictures.
struct GridRoom {
    area: Size,
    gutter: f32,
    /// Size of the captions.
    caption: f32,
}

/// Returns the best arrangement.
fn arrange(parts: &[GridFigure], room: &GridRoom, is_equal: bool) -> GridArrangement {
    let count = parts.len();
    let mut best: Option<GridArrangement> = None;
    let mut offer = |offered: Option<GridArrangement>| {
        if let Some(offered) = offered
            && best.as_ref().is_none_or(|best| offered.worth > best.worth)
        {
            best = Some(offered);
        }
    };
    for columns in 1..=count.min(MAX_IN_ROW) {
        offer(arrange_cells(parts, room, columns));
    }
    if !is_equal && count <= MAX_ARRANGED {
        // Each bit says whether a row ends after a picture.
        for ends in 0..1u32 << (count - 1) {
            let mut rows: Vec<&[GridFigure]> = Vec::new();
            let mut start = 0;
            for at in 0..count {
                if at + 1 == count || ends >> at & 1 == 1 {
                    rows.push(&parts[start..=at]);
                    start = at + 1;
                }
            }
            if rows.iter().all(|row| row.len() <= MAX_IN_ROW) {
                offer(arrange_rows(&rows, room));
            }
        }
    }
    best.unwrap_or_else(|| {
        let width = room.area.width / count.max(1) as f32;
        GridArrangement { rows: vec![(vec![width; count], width / 1.5)], worth: 0.0 }
    })
}

/// Returns the height that captions take below these rows.
fn caption_height(rows: &[&[GridFigure]], room: &GridRoom) -> f32 {
    let with = rows.iter().filter(|row| row.iter().any(|part| part.has_caption)).count();
    with as f32 * room.caption * CAPTION_EM
}

/// Whether captions have room below pictures of these widths.
fn holds_captions(parts: &[GridFigure], widths: &[f32], room: &GridRoom) -> bool {
    let least = room.caption * MIN_CAPTION_WIDTH_EM;
    parts.iter().zip(widths).all(|(part, width)| !part.has_caption || *width >= least)
}

/// Arranges pictures in equal cells; a picture that cannot be cropped is shown whole in its cell.
fn arrange_cells(parts: &[GridFigure], room: &GridRoom, columns: usize) -> Option<GridArrangement> {
    let rows: Vec<&[GridFigure]> = parts.chunks(columns).collect();
    let width = (room.area.width - room.gutter * (columns as f32 - 1.0)) / columns as f32;
    let gaps = room.gutter * (rows.len() as f32 - 1.0) + caption_height(&rows, room);
    let most = (room.area.height - gaps) / rows.len() as f32;
    // The tallest cell that no picture has to be cropped too much for.
    let tallest = parts
        .iter()
        .map(|part| width / (part.aspect * (1.0 - part.max_crop)))
        .fold(f32::INFINITY, f32::min);
    let height = most.min(tallest);
    if height <= 1.0 || width <= 1.0 || !holds_captions(parts, &vec![width; parts.len()], room) {
        return None;
    }
    let cell = width / height;
    let mut worth = 0.0;
    for part in parts {
        let lost = share_cropped(part.aspect, cell);
        let is_cropped = lost <= part.max_crop + 0.001;
        // A whole picture does not fill its cell.
        let shown = if is_cropped { worth_of_crop(lost, part.max_crop) } else { 1.0 - lost };
        let tidy = if is_cropped { EQUAL_CELLS_BONUS } else { 0.9 };
        worth += width * height * shown * tidy;
    }
    let row = |row: &&[GridFigure]| (vec![width; row.len()], height);
    Some(GridArrangement { rows: rows.iter().map(row).collect(), worth })
}

fn worth_of_crop(lost: f32, max_crop: f32) -> f32 {
    if max_crop <= 0.0 { 1.0 } else { 1.0 - (1.0 - CROPPED_WORTH) * (lost / max_crop).min(1.0) }
}

/// Returns the height of a row of whole pictures that is as wide as the room.
fn natural_height(row: &[GridFigure], room: &GridRoom) -> f32 {
    let aspects: f32 = row.iter().map(|part| part.aspect).sum();
    (room.area.width - room.gutter * (row.len() as f32 - 1.0)) / aspects
}

/// Arranges pictures in rows of equal height, each of which is as wide as the others.
fn arrange_rows(rows: &[&[GridFigure]], room: &GridRoom) -> Option<GridArrangement> {
    let gaps = room.gutter * (rows.len() as f32 - 1.0) + caption_height(rows, room);
    let available = room.area.height - gaps;
    if available <= 1.0 {
        return None;
    }
    // Each picture is cropped by the same share of what it may be: at the top and bottom if there
    // is too little height, else at the sides.
    let is_flat = rows.iter().map(|row| natural_height(row, room)).sum::<f32>() > available;
    let aspect_of = |part: &GridFigure, crop: f32| {
        let kept = (1.0 - part.max_crop * crop).max(0.01);
        if is_flat { part.aspect / kept } else { part.aspect * kept }
    };
    let height_of = |row: &[GridFigure], crop: f32| {
        let aspects: f32 = row.iter().map(|part| aspect_of(part, crop)).sum();
        (room.area.width - room.gutter * (row.len() as f32 - 1.0)) / aspects
    };
    let total_at = |crop: f32| rows.iter().map(|row| height_of(row, crop)).sum::<f32>();
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..CROP_TRIES {
        let middle = (low + high) / 2.0;
        if (total_at(middle) > available) == is_flat { low = middle } else { high = middle }
    }
    let crop = if is_flat { high } else { low };
    let narrowed = (available / total_at(crop)).min(1.0);
    let mut worth = 0.0;
    let mut arranged = Vec::new();
    for row in rows {
        let own = height_of(row, crop);
        let height = own * narrowed;
        let widths: Vec<f32> =
            row.iter().map(|part| own * aspect_of(part, crop) * narrowed).collect();
        if !holds_captions(row, &widths, room) {
            return None;
        }
        for (part, width) in row.iter().zip(&widths) {
            worth += width * height * worth_of_crop(part.max_crop * crop, part.max_crop);
        }
        arranged.push((widths, height));
    }
    Some(GridArrangement { rows: arranged, worth })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(aspects: &[f32], max_crop: f32) -> Vec<usize> {
        let part = |&aspect: &f32| GridFigure { aspect, max_crop, has_caption: true };
        let parts: Vec<GridFigure> = aspects.iter().map(part).collect();
        let room = GridRoom { area: Size::new(840.0, 370.0), gutter: 20.0, caption: 16.0 };
        let arranged = arrange(&parts, &room, false);
        for (widths, height) in &arranged.rows {
            let width = widths.iter().sum::<f32>() + 20.0 * (widths.len() as f32 - 1.0);
            assert!(width <= 840.1 && *height <= 370.0, "{arranged:?}");
        }
        arranged.rows.iter().map(|(widths, _)| widths.len()).collect()
    }

    #[test]
    fn pictures_are_in_the_rows_in_which_they_are_largest() {
        assert_eq!(rows(&[1.5, 1.5], 0.33), [2]);
        assert_eq!(rows(&[1.0, 1.0, 1.0], 0.33), [3]);
        assert_eq!(rows(&[1.78, 1.78, 1.78, 1.78], 0.33), [2, 2]);
        assert_eq!(rows(&[4.0, 4.0], 0.0), [1, 1]);
        assert_eq!(rows(&[0.6, 0.6, 0.6, 0.6], 0.33), [4]);
    }
}
