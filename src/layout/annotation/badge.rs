//! Draws the circles around the numbers of marks, and finds places where they do not overlap.

use crate::geometry::{Point, Rect};
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, Item, ItemKind, Stroke};

/// Space between two circles, relative to their radius.
const GAP: f32 = 0.2;

/// Directions in which a free place is looked for around a wanted one.
const DIRECTIONS: usize = 16;
/// Distances at which a free place is looked for, in radii.
const DISTANCES: [f32; 5] = [2.3, 3.4, 4.6, 6.0, 8.0];

/// Draws the circle around a number: in its colour, with a white and a dark ring, so that it is
/// seen on any picture.
pub(in crate::layout) fn draw_badge(centre: Point, radius: f32, colour: Colour) -> Vec<Item> {
    let disc = |radius: f32, colour| {
        let side = 2.0 * radius;
        let area = Rect::new(centre.x - radius, centre.y - radius, side, side);
        rounded_rect(area, radius, colour)
    };
    let mut outer = disc(radius, Colour::WHITE);
    outer.stroke = Some(Stroke { colour: SHADE, width: radius * 0.1, round: false });
    let shapes = [outer, disc(radius * 0.86, colour)];
    shapes.map(|shape| Item::new_artifact(ItemKind::Shape(shape))).into()
}

/// The colour of the dark edge around what is white.
pub(super) const SHADE: Colour = Colour { r: 0, g: 0, b: 0, a: 150 };

/// Places circles of equal size in `area`, each at the first of its wanted places that is free, or
/// else at the nearest place that is free. Where no place is free, it is at the first wanted one.
pub(super) fn place_badges(wanted: &[Vec<Point>], radius: f32, area: Rect) -> Vec<Point> {
    let mut placed: Vec<Point> = Vec::with_capacity(wanted.len());
    for places in wanted {
        let place = find_place(places, &placed, radius, area);
        placed.push(place);
    }
    placed
}

fn find_place(wanted: &[Point], placed: &[Point], radius: f32, area: Rect) -> Point {
    let inside = |point: &Point| keep_inside(*point, radius, area);
    let is_free = |point: &Point| {
        placed.iter().all(|other| point.distance_to(*other) >= radius * (2.0 + GAP))
    };
    if let Some(place) = wanted.iter().map(inside).find(is_free) {
        return place;
    }
    let first = wanted.first().map_or_else(|| area.centre(), inside);
    let around = DISTANCES.iter().flat_map(|distance| {
        (0..DIRECTIONS).map(move |step| {
            let angle = step as f32 / DIRECTIONS as f32 * std::f32::consts::TAU;
            first.moved_by(distance * radius * angle.cos(), distance * radius * angle.sin())
        })
    });
    around
        .map(|point| inside(&point))
        .find(is_free)
        .or_else(|| find_free_cell(first, radius, area, is_free))
        .unwrap_or(first)
}

/// The most cells of a grid in one direction.
const MAX_CELLS: usize = 60;

/// Returns the free place on a grid that is nearest to a point.
fn find_free_cell(
    near: Point,
    radius: f32,
    area: Rect,
    is_free: impl Fn(&Point) -> bool,
) -> Option<Point> {
    let pitch = radius * (1.0 + GAP / 2.0);
    let cells = |length: f32| ((length / pitch.max(f32::EPSILON)) as usize).min(MAX_CELLS);
    let columns = cells(area.width);
    let grid = (0..=cells(area.height)).flat_map(|row| {
        (0..=columns).map(move |column| (column as f32 * pitch, row as f32 * pitch))
    });
    grid.map(|(x, y)| keep_inside(area.origin().moved_by(x, y), radius, area))
        .filter(is_free)
        .min_by(|one, other| one.distance_to(near).total_cmp(&other.distance_to(near)))
}

/// Moves a circle into an area.
fn keep_inside(centre: Point, radius: f32, area: Rect) -> Point {
    let keep = |value: f32, start: f32, length: f32| match length < 2.0 * radius {
        true => start + length / 2.0,
        false => value.clamp(start + radius, start + length - radius),
    };
    Point::new(keep(centre.x, area.x, area.width), keep(centre.y, area.y, area.height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_that_have_room_never_overlap_and_stay_inside() {
        let area = Rect::new(10.0, 20.0, 200.0, 120.0);
        // All want the same place in a corner.
        let wanted = vec![vec![Point::new(0.0, 0.0)]; 24];
        let placed = place_badges(&wanted, 9.0, area);
        for (index, one) in placed.iter().enumerate() {
            assert!(area.contains(Rect::new(one.x - 9.0, one.y - 9.0, 18.0, 18.0), 0.01));
            for other in &placed[..index] {
                assert!(one.distance_to(*other) >= 18.0, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_free_wanted_place_is_kept() {
        let area = Rect::new(0.0, 0.0, 100.0, 100.0);
        let wanted =
            vec![vec![Point::new(30.0, 40.0)], vec![Point::new(31.0, 40.0), Point::new(70.0, 9.0)]];
        let placed = place_badges(&wanted, 8.0, area);
        assert_eq!(placed, [Point::new(30.0, 40.0), Point::new(70.0, 9.0)]);
    }
}
