//! Draws logos at the same optical size, in a strip or on a wall.
//!
//! Logos of the same height look very different in size, because a wide one takes up much more
//! space than a round one. The eye compares areas rather than heights. So the visible part of every
//! logo has the same area, within limits for very wide and very high logos.

use std::sync::Arc;

use super::figures::{add_figure_element, figure_alt_text};
use crate::assets::Image;
use crate::deck::Figure;
use crate::geometry::{Rect, Size};
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Flow, Row};
use crate::layout::text::rounded_rect;
use crate::scene::{
    Colour, ElementId, Item, ItemKind, LinkArea, LinkTarget, PlacedImage, Role, Stroke,
};

/// Distance between logos, relative to the height of a square logo.
const CLEAR_SPACE: f32 = 0.85;

/// Distance between rows of logos, relative to the distance between logos in a row.
const ROW_GAP: f32 = 0.4;

/// The most rows of a strip.
const MAX_STRIP_ROWS: usize = 3;

/// Height of a square logo on a wall, relative to the height of its cell.
const LOGO_SHARE: f32 = 0.68;

/// Returns the size of the visible part of a logo. A square logo has the height `square_size`.
fn optical_size(ink: Size, square_size: f32) -> Size {
    let aspect = ink.aspect_ratio().clamp(0.2, 12.0);
    let height = (square_size / aspect.sqrt()).clamp(square_size * 0.42, square_size * 1.25);
    let width = height * aspect;
    // Without this limit, a very wide wordmark would be wider than the strip.
    let max_width = square_size * 4.2;
    if width > max_width {
        Size::new(max_width, max_width / aspect)
    } else {
        Size::new(width, height)
    }
}

/// How much higher than another the highest logo of a strip is at most so that all are set at one
/// height.
const MAX_LEVELLED: f32 = 1.5;

/// Gives logos of similar heights one height: on one line, a small difference looks like an error.
fn level_heights(sizes: &mut [Size]) {
    let heights = || sizes.iter().map(|size| size.height);
    let (least, most) = (heights().fold(f32::INFINITY, f32::min), heights().fold(0.0, f32::max));
    if least <= 0.0 || most > least * MAX_LEVELLED {
        return;
    }
    let height = (least * most).sqrt();
    sizes.iter_mut().for_each(|size| *size = Size::new(size.width * height / size.height, height));
}

/// Places a picture so that its visible part fills the rectangle `ink`.
fn place_image_by_ink(image: Arc<Image>, ink: Rect) -> PlacedImage {
    let own = image.ink_bounds();
    let scale = if own.width > 0.0 { ink.width / own.width } else { 1.0 };
    let rect = Rect::new(
        ink.x - own.x * scale,
        ink.y - own.y * scale,
        image.size.width * scale,
        image.size.height * scale,
    );
    PlacedImage { image, rect, clip: None }
}

/// The logos whose pictures could be loaded. On a plate they are those for light grounds.
fn loaded_logos<'l>(
    context: &LayoutContext<'_, '_>,
    logos: &'l [Figure],
    plate: Option<Colour>,
) -> Vec<(&'l Figure, Arc<Image>)> {
    let picture = |logo: &Figure| match plate {
        Some(_) => context.images.get(&logo.picture_name()),
        None => context.picture_of(logo),
    };
    logos.iter().filter_map(|logo| Some((logo, picture(logo)?))).collect()
}

/// Returns the plate of the theme under logos, unless all have a version for the dark ground.
pub(in crate::layout) fn plate_under(
    context: &LayoutContext<'_, '_>,
    logos: &[Figure],
) -> Option<Colour> {
    let plate = context.palette.plate?;
    logos.iter().any(|logo| !context.has_dark_picture(logo)).then_some(plate)
}

/// A strip of logos.
#[derive(Clone, Copy)]
pub(in crate::layout) struct LogoStrip<'a> {
    /// The logos in order.
    pub logos: &'a [Figure],
    /// Height of a square logo in pt.
    pub square_size: f32,
    /// Area that the strip must not exceed. The strip is vertically centred in it.
    pub area: Rect,
    /// Side of the area at which the strip is placed.
    pub side: StripSide,
    /// Parent of the elements of the logos. Without it, the logos are artifacts.
    pub parent: Option<ElementId>,
}

/// The side of the area at which a logo strip is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) enum StripSide {
    Left,
    Right,
}

/// Draws a strip of logos whose middles are on one line. The strip shrinks if it does not fit into
/// its area; many logos are set in two or three rows where they are larger in that way.
pub(in crate::layout) fn draw_logo_strip(
    context: &mut LayoutContext<'_, '_>,
    strip: &LogoStrip<'_>,
) -> Vec<Item> {
    let LogoStrip { square_size, area, .. } = *strip;
    let logos = loaded_logos(context, strip.logos, None);
    let mut sizes: Vec<Size> = logos
        .iter()
        .map(|(_, image)| optical_size(image.ink_bounds().size(), square_size))
        .collect();
    level_heights(&mut sizes);
    let clear = square_size * CLEAR_SPACE;
    let StripRows { per_row, shrink } = StripRows::choose(&sizes, clear, area.size());
    let mut items = Vec::new();
    let height_of = |sizes: &[Size]| row_size(sizes, clear).height * shrink;
    let row_gap = clear * ROW_GAP * shrink;
    let rows = sizes.chunks(per_row);
    let total = rows.clone().map(height_of).sum::<f32>() + row_gap * (rows.len() as f32 - 1.0);
    let mut y = area.y + (area.height - total) / 2.0;
    for (logos, sizes) in logos.chunks(per_row).zip(rows) {
        let mut x = match strip.side {
            StripSide::Left => area.x,
            StripSide::Right => area.right() - row_size(sizes, clear).width * shrink,
        };
        let height = height_of(sizes);
        for ((logo, image), size) in logos.iter().zip(sizes) {
            let (width, ink_height) = (size.width * shrink, size.height * shrink);
            let ink = Rect::new(x, y + (height - ink_height) / 2.0, width, ink_height);
            items.extend(draw_logo(context, logo, image.clone(), ink, strip.parent));
            x += (size.width + clear) * shrink;
        }
        y += height + row_gap;
    }
    items
}

/// The rows of a strip of logos.
#[derive(Clone, Copy, Debug, PartialEq)]
struct StripRows {
    /// Number of logos in each row but the last.
    per_row: usize,
    /// Factor of all sizes and distances.
    shrink: f32,
}

impl StripRows {
    /// Returns the rows in which logos of these sizes are largest in an area; fewer if it is equal.
    fn choose(sizes: &[Size], clear: f32, area: Size) -> Self {
        let of_rows = |count: usize| {
            let per_row = sizes.len().div_ceil(count).max(1);
            let rows: Vec<Size> = sizes.chunks(per_row).map(|row| row_size(row, clear)).collect();
            let width = rows.iter().map(|row| row.width).fold(0.0, f32::max);
            let gaps = clear * ROW_GAP * rows.len().saturating_sub(1) as f32;
            let height = rows.iter().map(|row| row.height).sum::<f32>() + gaps;
            Self { per_row, shrink: (area.width / width).min(area.height / height).min(1.0) }
        };
        let more = (2..=MAX_STRIP_ROWS).map(of_rows);
        more.fold(of_rows(1), |best, rows| if rows.shrink > best.shrink { rows } else { best })
    }
}

/// Returns the size of a row of logos.
fn row_size(row: &[Size], clear: f32) -> Size {
    let widths: f32 = row.iter().map(|size| size.width).sum();
    let height = row.iter().map(|size| size.height).fold(0.0, f32::max);
    Size::new(widths + clear * row.len().saturating_sub(1) as f32, height)
}

/// Lays out a wall of logos: a grid of equal cells with a logo in the centre of each.
pub(super) fn lay_out_logo_wall(
    context: &mut LayoutContext<'_, '_>,
    logos: &[Figure],
    width: f32,
    parent: ElementId,
) -> Flow {
    let plate = plate_under(context, logos);
    let logos = loaded_logos(context, logos, plate);
    if logos.is_empty() {
        return Flow::default();
    }
    // The grid depends on the number of logos only, and not on the size of type.
    let max_columns =
        if logos.len() <= 4 { logos.len() } else { logos.len().div_ceil(2).clamp(4, 6) };
    let rows = logos.len().div_ceil(max_columns);
    let columns = logos.len().div_ceil(rows);
    let gap = context.pt(14.0);
    let cell_width =
        ((width - gap * (columns as f32 - 1.0)) / columns as f32).min(context.pt(220.0));
    let cell = Size::new(cell_width, cell_width * 0.58);
    let mut flow = Flow::default();
    for row in logos.chunks(columns) {
        // An incomplete last row is centred.
        let row_width = cell.width * row.len() as f32 + gap * (row.len() as f32 - 1.0);
        let mut x = (width - row_width) / 2.0;
        let mut items = Vec::new();
        for (logo, image) in row {
            let rect = Rect::new(x, 0.0, cell.width, cell.height);
            items.push(draw_wall_cell(context, rect, plate));
            let size = optical_size(image.ink_bounds().size(), cell.height * LOGO_SHARE);
            let inner = rect.inset_by(cell.width * 0.09, cell.height * 0.13);
            let shrink = (inner.width / size.width).min(inner.height / size.height).min(1.0);
            let ink = rect.centred_rect(Size::new(size.width * shrink, size.height * shrink));
            items.extend(draw_logo(context, logo, image.clone(), ink, Some(parent)));
            x += cell.width + gap;
        }
        flow.append(Flow::from_row(Row::fixed_height(cell.height, items)), gap);
    }
    flow
}

fn draw_wall_cell(context: &LayoutContext<'_, '_>, rect: Rect, plate: Option<Colour>) -> Item {
    let ground = plate.unwrap_or(context.palette.background);
    let mut frame = rounded_rect(rect, context.pt(context.theme.space.radius), ground);
    frame.stroke =
        Some(Stroke { colour: context.palette.line, width: context.pt(0.75), round: false });
    Item::new_artifact(ItemKind::Shape(frame))
}

/// Draws a logo with its visible part in the rectangle `ink`, and its link if it has one.
fn draw_logo(
    context: &mut LayoutContext<'_, '_>,
    logo: &Figure,
    image: Arc<Image>,
    ink: Rect,
    parent: Option<ElementId>,
) -> Vec<Item> {
    let mut parent = parent;
    let mut items = Vec::new();
    if let (Some(href), Some(outer)) = (&logo.href, parent) {
        let link = context.add_element(outer, Role::Link, logo.src_span);
        parent = Some(link);
        let area = LinkArea {
            rect: ink,
            target: LinkTarget::Uri(href.clone()),
            alt_text: figure_alt_text(logo),
        };
        items.push(Item::new(ItemKind::Link(area), parent, Some(logo.src_span)));
    }
    // A logo with a link always needs alternative text, even if it is marked as decorative.
    let element = match parent {
        Some(link) if logo.href.is_some() => {
            let element = context.add_element(link, Role::Figure, logo.src_span);
            context.structure.get_mut(element).alt = Some(figure_alt_text(logo));
            Some(element)
        }
        parent => parent.and_then(|parent| add_figure_element(context, logo, parent)),
    };
    let kind = ItemKind::Image(place_image_by_ink(image, ink));
    items.insert(0, Item::new(kind, element, Some(logo.src_span)));
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logos_of_different_shapes_have_about_the_same_area() {
        let area = |width, height| {
            let size = optical_size(Size::new(width, height), 40.0);
            size.width * size.height
        };
        assert!((area(100.0, 100.0) - 1600.0).abs() < 1.0);
        assert!((area(300.0, 100.0) / area(100.0, 100.0) - 1.0).abs() < 0.05);
        assert!(area(100.0, 250.0) / area(100.0, 100.0) < 1.1);
        let wide = optical_size(Size::new(2000.0, 100.0), 40.0);
        assert!(wide.width <= 4.2 * 40.0 + 0.1 && wide.height > 5.0);
    }

    #[test]
    fn many_logos_are_set_in_rows_where_that_makes_them_larger() {
        let rows = |count, height| {
            StripRows::choose(&vec![Size::new(60.0, 30.0); count], 30.0, Size::new(600.0, height))
        };
        assert_eq!(rows(4, 60.0), StripRows { per_row: 4, shrink: 1.0 });
        let many = rows(14, 60.0);
        assert_eq!(many.per_row, 7);
        assert!(many.shrink > 0.8, "{many:?}");
        // A strip that is as high as a logo has one row.
        assert_eq!(rows(14, 20.0).per_row, 14);
    }
}
