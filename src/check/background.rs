//! Finds out what is below the text of a page.
//!
//! Most text is on one colour, which is known from the shapes below it. Only pages with text on a
//! picture, a gradient or the edge of a shape are drawn, one after the other.

use crate::assets::Fonts;
use crate::export::{PagePixels, map_page_pixels};
use crate::geometry::{Point, Rect};
use crate::pdf;
use crate::scene::{Colour, Item, ItemKind, Page, Paint, PathSegment, Scene, Shape, Structure};

/// Resolution of the drawing. Letters of 12 pt are then 4 pixels high, enough to sample their
/// background.
const PIXELS_PER_PT: f32 = 0.5;

/// Height below which a shape is a line, such as that through deleted words, and no ground of text.
const MAX_LINE_HEIGHT_PT: f32 = 4.0;

/// Returns whether a shape can be a ground of text.
fn is_ground_shape(shape: &Shape) -> bool {
    shape.bounds().height > MAX_LINE_HEIGHT_PT
}

/// Returns the colour below `area` if it is the same everywhere; `None` if the page must be drawn
/// to know.
pub(crate) fn find_flat_colour<'i>(
    items: impl Iterator<Item = &'i Item>,
    area: Rect,
) -> Option<Colour> {
    let mut colour = Colour::WHITE;
    let mut is_clipped = false;
    for item in items {
        match &item.kind {
            ItemKind::Clip(clip) => is_clipped = clip.is_some(),
            ItemKind::Image(image) if image.rect.overlaps(area) => return None,
            ItemKind::Shape(shape) if is_ground_shape(shape) => match locate_area(shape, area) {
                AreaPlace::Outside => {}
                AreaPlace::Inside if !is_clipped => match &shape.fill {
                    Some(Paint::Solid(fill)) => colour = blend_over(*fill, colour),
                    Some(Paint::Gradient { .. }) => return None,
                    None => {}
                },
                AreaPlace::Inside | AreaPlace::AtTheEdge => return None,
            },
            ItemKind::Image(_)
            | ItemKind::Shape(_)
            | ItemKind::Text(_)
            | ItemKind::Link(_)
            | ItemKind::Media(_) => {}
        }
    }
    Some(colour)
}

/// Where an area is in relation to a shape.
enum AreaPlace {
    Inside,
    Outside,
    AtTheEdge,
}

fn locate_area(shape: &Shape, area: Rect) -> AreaPlace {
    let bounds = shape.bounds();
    let stroke = shape.stroke.map_or(0.0, |stroke| stroke.width / 2.0);
    if !bounds.inset_by(-stroke, -stroke).overlaps(area) {
        return AreaPlace::Outside;
    }
    let inner = bounds.inset_by(stroke, stroke);
    let corners = [
        Point::new(area.x, area.y),
        Point::new(area.right(), area.y),
        Point::new(area.x, area.bottom()),
        Point::new(area.right(), area.bottom()),
    ];
    let is_inside = |radius: f32| {
        let radius = (radius - stroke).max(0.0);
        corners.iter().all(|&corner| is_in_rounded_rect(inner, radius, corner))
    };
    match corner_radius(&shape.path, bounds) {
        Some(radius) if is_inside(radius) => AreaPlace::Inside,
        _ => AreaPlace::AtTheEdge,
    }
}

/// Returns the radius of the corners if a path is a rectangle; `None` for other paths.
fn corner_radius(path: &[PathSegment], bounds: Rect) -> Option<f32> {
    let is_at = |a: f32, b: f32| (a - b).abs() < 0.01;
    let is_on_edge = |point: Point| {
        is_at(point.x, bounds.x)
            || is_at(point.x, bounds.right())
            || is_at(point.y, bounds.y)
            || is_at(point.y, bounds.bottom())
    };
    let is_corner = |point: Point| {
        (is_at(point.x, bounds.x) || is_at(point.x, bounds.right()))
            && (is_at(point.y, bounds.y) || is_at(point.y, bounds.bottom()))
    };
    match path {
        [
            PathSegment::Move(a),
            PathSegment::Line(b),
            PathSegment::Line(c),
            PathSegment::Line(d),
            PathSegment::Close,
        ] => [a, b, c, d].into_iter().all(|&point| is_corner(point)).then_some(0.0),
        [PathSegment::Move(start), rest @ .., PathSegment::Close] if rest.len() == 8 => {
            let is_rounded = rest.chunks_exact(2).all(|pair| match pair {
                [PathSegment::Line(a), PathSegment::Cubic(_, _, b)] => {
                    is_on_edge(*a) && is_on_edge(*b)
                }
                _ => false,
            });
            (is_rounded && is_on_edge(*start)).then(|| {
                let across = (start.x - bounds.x).abs().min((bounds.right() - start.x).abs());
                let down = (start.y - bounds.y).abs().min((bounds.bottom() - start.y).abs());
                across.max(down)
            })
        }
        _ => None,
    }
}

fn is_in_rounded_rect(rect: Rect, radius: f32, point: Point) -> bool {
    // Tolerates the rounding of coordinates.
    let near = 0.01;
    if point.x < rect.x - near
        || point.x > rect.right() + near
        || point.y < rect.y - near
        || point.y > rect.bottom() + near
    {
        return false;
    }
    let beyond = |low: f32, high: f32, at: f32| (low + radius - at).max(at - high + radius);
    let (dx, dy) = (beyond(rect.x, rect.right(), point.x), beyond(rect.y, rect.bottom(), point.y));
    dx <= 0.0 || dy <= 0.0 || dx.hypot(dy) <= radius + near
}

/// Draws pages of a scene without their text, one after the other, and returns what `measure`
/// returns for the index of each in `pages`. Returns nothing if the pages cannot be drawn.
pub(crate) fn measure_backgrounds<T: Send>(
    scene: &Scene,
    fonts: &Fonts,
    pages: &[usize],
    measure: impl Fn(usize, &PagePixels) -> T + Sync,
) -> Vec<T> {
    if pages.is_empty() {
        return Vec::new();
    }
    let bare = Scene {
        pages: pages.iter().map(|&index| remove_text(&scene.pages[index])).collect(),
        info: scene.info.clone(),
        structure: Structure::default(),
        ..Scene::default()
    };
    let pdf = pdf::write(&bare, fonts, &pdf::WriteOptions::default()).ok();
    pdf.and_then(|pdf| map_page_pixels(&pdf, PIXELS_PER_PT, measure).ok()).unwrap_or_default()
}

/// Returns the shapes and pictures of a page as artifacts.
fn remove_text(page: &Page) -> Page {
    let is_ground = |item: &&Item| match &item.kind {
        ItemKind::Shape(shape) => is_ground_shape(shape),
        kind => matches!(kind, ItemKind::Image(_) | ItemKind::Clip(_)),
    };
    let bare = |item: &Item| {
        let mut kind = item.kind.clone();
        if let ItemKind::Shape(shape) = &mut kind {
            shape.actual_text = None;
        }
        Item::new_artifact(kind)
    };
    Page {
        items: page.items.iter().filter(is_ground).map(bare).collect(),
        size: page.size,
        ..Page::default()
    }
}

/// Blends a colour over an opaque one.
pub(crate) fn blend_over(colour: Colour, background: Colour) -> Colour {
    let opacity = f32::from(colour.a) / 255.0;
    let mix = |top: u8, under: u8| {
        (f32::from(top) * opacity + f32::from(under) * (1.0 - opacity)).round() as u8
    };
    Colour::rgb(
        mix(colour.r, background.r),
        mix(colour.g, background.g),
        mix(colour.b, background.b),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Stroke;

    fn rounded(rect: Rect, radius: f32, fill: Colour) -> Item {
        let (l, t, r, b) = (rect.x, rect.y, rect.right(), rect.bottom());
        let curve = |x: f32, y: f32| {
            PathSegment::Cubic(Point::new(x, y), Point::new(x, y), Point::new(x, y))
        };
        let line = |x: f32, y: f32| PathSegment::Line(Point::new(x, y));
        let path = vec![
            PathSegment::Move(Point::new(l + radius, t)),
            line(r - radius, t),
            curve(r, t + radius),
            line(r, b - radius),
            curve(r - radius, b),
            line(l + radius, b),
            curve(l, b - radius),
            line(l, t + radius),
            curve(l + radius, t),
            PathSegment::Close,
        ];
        let shape = Shape {
            path,
            fill: Some(Paint::Solid(fill)),
            stroke: Some(Stroke { colour: Colour::BLACK, width: 1.0, round: false }),
            actual_text: None,
        };
        Item::new_artifact(ItemKind::Shape(shape))
    }

    #[test]
    fn only_text_at_the_edge_of_a_shape_must_be_drawn() {
        let fill = Colour::rgb(10, 20, 30);
        let items = [rounded(Rect::new(100.0, 100.0, 200.0, 50.0), 10.0, fill)];
        let at = |x, y, width| find_flat_colour(items.iter(), Rect::new(x, y, width, 10.0));
        assert_eq!(at(110.0, 110.0, 50.0), Some(fill));
        assert_eq!(at(10.0, 110.0, 50.0), Some(Colour::WHITE));
        // Across the left edge, in the corner, and on the border.
        assert_eq!(at(90.0, 110.0, 50.0), None);
        assert_eq!(at(100.6, 100.6, 50.0), None);
        assert_eq!(at(110.0, 100.2, 50.0), None);
    }

    /// Counts work: the pages that `contrast` draws.
    #[test]
    fn text_on_plain_grounds_is_never_drawn() {
        let blocks = [
            "bullets: [a, b]",
            "cards: [{title: a, text: b}, {title: c, text: d}]",
            "callout: {kind: tip, text: a}",
            "table: [[a, b], [c, d]]",
            "text: \"`code` and ==mark==\"",
            "checklist: [{done: a}, {todo: b}]",
        ];
        let blocks: String = blocks.iter().map(|block| format!("      - {block}\n")).collect();
        let outline = format!("title: A\nslides:\n  - title: B\n    content:\n{blocks}");
        let input = crate::Input::Bytes(outline.into_bytes());
        let laid_out = crate::lay_out(input, &crate::Options::default());
        let mut texts = 0;
        for page in &laid_out.scene.pages {
            for item in &page.items {
                let ItemKind::Text(run) = &item.kind else { continue };
                let Some(letters) = super::super::page::letter_bounds(run, &laid_out.fonts) else {
                    continue;
                };
                texts += 1;
                assert!(
                    find_flat_colour(page.items.iter(), letters).is_some(),
                    "{:?}",
                    run.shown_text()
                );
            }
        }
        assert!(texts > 10, "{texts}");
    }
}
