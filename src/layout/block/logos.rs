//! Logos: set to the same optical size, in a strip or as a wall.
//!
//! Logos of the same height look of very different size: a wide one takes much more room than a
//! round one. What the eye compares is nearer to the area. So every logo's ink is given the same
//! area, within bounds for the very wide and the very tall.

use std::sync::Arc;

use super::figures::{add_figure_element, figure_alt_text};
use crate::assets::Image;
use crate::deck::Figure;
use crate::geometry::{Rect, Size};
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Flow, Row};
use crate::layout::text::rounded_rect;
use crate::scene::{ElementId, Item, ItemKind, LinkArea, LinkTarget, PlacedImage, Role};

/// Clear space between logos, relative to the height of a square one.
const CLEAR_SPACE: f32 = 0.85;

/// How far a plate reaches beyond its logos, relative to the height of a square one.
const PLATE_MARGIN: f32 = 0.25;

/// Size of a logo's ink beside a square logo of height `square`.
fn optical_size(ink: Size, square: f32) -> Size {
    let aspect = ink.aspect_ratio().clamp(0.2, 12.0);
    let height = (square / aspect.sqrt()).clamp(square * 0.42, square * 1.25);
    let width = height * aspect;
    // Very wide wordmarks would outgrow the strip.
    let widest = square * 4.2;
    if width > widest { Size::new(widest, widest / aspect) } else { Size::new(width, height) }
}

/// A logo's picture drawn so that its ink has this rectangle.
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

/// A strip of logos in the middle of `place`'s height, their feet on one line, at its end or at its
/// start. Where the theme sets logos on a plate, it is the plate that ends or starts there.
///
/// Shrinks if it would not fit into `place`. With `parent` the logos are figures; without,
/// artifacts.
pub(in crate::layout) fn draw_logo_strip(
    context: &mut LayoutContext<'_, '_>,
    logos: &[Figure],
    square: f32,
    place: Rect,
    from_right: bool,
    parent: Option<ElementId>,
) -> Vec<Item> {
    let found: Vec<(&Figure, Arc<Image>)> =
        logos.iter().filter_map(|logo| Some((logo, context.images.get(&logo.src)?))).collect();
    let sizes: Vec<Size> =
        found.iter().map(|(_, image)| optical_size(image.ink_bounds().size(), square)).collect();
    let clear = square * CLEAR_SPACE;
    let widths: f32 = sizes.iter().map(|size| size.width).sum();
    let total = widths + clear * sizes.len().saturating_sub(1) as f32;
    let tallest = sizes.iter().map(|size| size.height).fold(0.0, f32::max);
    let plate = context.palette.plate.filter(|_| !found.is_empty());
    let pad = plate.map_or(0.0, |_| square * PLATE_MARGIN);
    let room = place.inset_by(pad, pad);
    let shrink = (room.width / total).min(room.height / tallest).min(1.0);
    let foot = room.y + (room.height + tallest * shrink) / 2.0;
    let mut x = if from_right { room.right() - total * shrink } else { room.x };
    let mut items = Vec::new();
    if let Some(plate) = plate {
        let ground = Rect::new(
            x - pad,
            foot - tallest * shrink - pad,
            total * shrink + 2.0 * pad,
            tallest * shrink + 2.0 * pad,
        );
        let radius = context.pt(context.theme.space.radius);
        items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(ground, radius, plate))));
    }
    for ((logo, image), size) in found.into_iter().zip(sizes) {
        let ink =
            Rect::new(x, foot - size.height * shrink, size.width * shrink, size.height * shrink);
        items.extend(draw_logo(context, logo, image, ink, parent));
        x += (size.width + clear) * shrink;
    }
    items
}

/// A wall of logos: a grid of equal cells, every logo in the middle of its own.
pub(super) fn lay_out_logo_wall(
    context: &mut LayoutContext<'_, '_>,
    logos: &[Figure],
    width: f32,
    parent: ElementId,
) -> Flow {
    let found: Vec<(&Figure, Arc<Image>)> =
        logos.iter().filter_map(|logo| Some((logo, context.images.get(&logo.src)?))).collect();
    if found.is_empty() {
        return Flow::default();
    }
    // The grid depends on the number of logos and not on the size of type: a wall is a picture.
    let most = if found.len() <= 4 { found.len() } else { (found.len().div_ceil(2)).clamp(4, 6) };
    let rows = found.len().div_ceil(most);
    let across = found.len().div_ceil(rows);
    let gap = context.pt(14.0);
    let cell_width = ((width - gap * (across as f32 - 1.0)) / across as f32).min(context.pt(220.0));
    let cell = Size::new(cell_width, cell_width * 0.58);
    let square = cell.height * 0.56;
    let mut flow = Flow::default();
    for chunk in found.chunks(across) {
        // A last row that is not full stands in the middle.
        let used = cell.width * chunk.len() as f32 + gap * (chunk.len() as f32 - 1.0);
        let mut x = (width - used) / 2.0;
        let mut items = Vec::new();
        for (logo, image) in chunk {
            let ground = Rect::new(x, 0.0, cell.width, cell.height);
            let plate = context.palette.plate.unwrap_or(context.palette.background);
            let mut frame = rounded_rect(ground, context.pt(context.theme.space.radius), plate);
            frame.stroke = Some(crate::scene::Stroke {
                colour: context.palette.line,
                width: context.pt(0.75),
                round: false,
            });
            items.push(Item::new_artifact(ItemKind::Shape(frame)));
            let size = optical_size(image.ink_bounds().size(), square);
            let room = ground.inset_by(cell.width * 0.11, cell.height * 0.15);
            let shrink = (room.width / size.width).min(room.height / size.height).min(1.0);
            let ink = ground.centred_rect(Size::new(size.width * shrink, size.height * shrink));
            items.extend(draw_logo(context, logo, image.clone(), ink, Some(parent)));
            x += cell.width + gap;
        }
        flow.append(Flow::from_row(Row::fixed_height(cell.height, items)), gap);
    }
    flow
}

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
    // A logo that leads somewhere is called by its name, whatever it shows.
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
    fn logos_of_different_shape_have_about_the_same_area() {
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
}
