//! Draws the marks of a picture that has its place.

use std::sync::Arc;

use super::badge::{SHADE, draw_badge, place_badges};
use super::zoom::{Enlargement, corners};
use super::{BADGE_RADIUS_EM, MarkStyle, PictureMark, PictureMarks};
use crate::assets::Image;
use crate::deck::MarkKind;
use crate::geometry::{Point, Rect};
use crate::layout::mirror::mirror_items;
use crate::layout::text::rounded_rect_path;
use crate::scene::{Colour, Item, ItemKind, Paint, PathSegment, PlacedImage, Shape, Stroke};

/// Width of lines, in em.
const LINE_EM: f32 = 0.13;
/// Width of the white edge on each side of a line, in em.
const EDGE_EM: f32 = 0.07;
/// Width of the dark edge outside of the white one, in em.
const SHADE_EM: f32 = 0.035;
/// Half the width of a line with its edges, in em.
const HALF_LINE_EM: f32 = LINE_EM / 2.0 + EDGE_EM + SHADE_EM;
/// Radius of the dot at a point whose number had to give way, in em.
const DOT_EM: f32 = 0.2;
/// How far the head of an arrow reaches, in em, with its edges.
const HEAD_EM: f32 = 0.5;
/// How far outside of a corner a number is, relative to its radius.
const CORNER_SHIFT: f32 = 0.35;
/// Radius of the corners of boxes, in em.
const BOX_RADIUS_EM: f32 = 0.18;
/// Length of an arrow without a start, in em, and as a share of the picture.
const ARROW_EM: f32 = 3.0;
const ARROW_SHARE: f32 = 0.16;
/// How much the brightness of the picture may vary below a number. More is something that the
/// number would cover.
const MAX_COVERED_SPREAD: f32 = 0.06;
/// Where the number of a point may be beside it: distances relative to its radius, and directions.
const NUMBER_DISTANCES: [f32; 3] = [2.2, 3.0, 4.0];
const NUMBER_DIRECTIONS: [(f32, f32); 8] = [
    (0.7, -0.7),
    (-0.7, -0.7),
    (0.7, 0.7),
    (-0.7, 0.7),
    (0.0, -1.0),
    (0.0, 1.0),
    (1.0, 0.0),
    (-1.0, 0.0),
];
/// The colour over what is outside of a spotlight.
const DIM: Colour = Colour { r: 0, g: 0, b: 0, a: 112 };

/// A picture in its place.
#[derive(Clone, Debug)]
pub(in crate::layout) struct PictureArea {
    /// The picture.
    pub image: Arc<Image>,
    /// Where the whole picture is.
    pub rect: Rect,
    /// The part of it that is visible.
    pub visible: Rect,
    /// Radius of the corners of the visible part.
    pub radius: f32,
}

/// What a mark is on the page.
#[derive(Clone, Debug)]
enum MarkTarget {
    Point(Point),
    Area(Rect),
    Arrow { tip: Point, tails: Vec<Point> },
    Zoom(Enlargement),
}

impl PictureMarks {
    /// Draws the marks. What is outside of the visible part is left out.
    pub(in crate::layout) fn draw(&self, mut picture: PictureArea) -> Vec<Item> {
        let axis = picture.rect.x + picture.rect.width / 2.0;
        if self.style.is_mirrored {
            let visible = &mut picture.visible;
            visible.x = 2.0 * axis - visible.right();
        }
        let targets: Vec<Option<MarkTarget>> =
            self.marks.iter().map(|mark| find_target(mark, &picture, &self.style)).collect();
        let drawn: Vec<(&PictureMark, &MarkTarget)> = self
            .marks
            .iter()
            .zip(&targets)
            .filter_map(|(mark, at)| Some((mark, at.as_ref()?)))
            .collect();
        let visible = picture.visible;
        let smallest = visible.width.min(visible.height);
        let radius = (self.style.em * BADGE_RADIUS_EM).min(smallest * 0.2);
        let mut numbered: Vec<usize> =
            (0..drawn.len()).filter(|&at| !drawn[at].0.number.is_empty()).collect();
        // Numbers at a point have the first choice.
        numbered.sort_by_key(|&at| !matches!(drawn[at].1, MarkTarget::Point(_)));
        let wanted: Vec<Vec<Point>> = numbered
            .iter()
            .map(|&at| match drawn[at].1 {
                MarkTarget::Point(point) => places_near(*point, radius, &picture),
                target => wanted_places(drawn[at].0, target, &self.style),
            })
            .collect();
        let edge = radius * 0.06;
        let placed = place_badges(&wanted, radius + edge, visible);
        let mut badges: Vec<Option<Point>> = vec![None; drawn.len()];
        for (&at, centre) in numbered.iter().zip(placed) {
            badges[at] = Some(centre);
        }
        let mut items = self.draw_dimming(&drawn, &picture);
        for ((mark, target), badge) in drawn.iter().zip(&badges) {
            let first = items.len();
            draw_target(target, mark, *badge, &picture, &self.style, &mut items);
            items[first..].iter_mut().for_each(|item| item.step = mark.step);
        }
        for ((mark, _), badge) in drawn.iter().zip(&badges) {
            let Some(centre) = *badge else { continue };
            let mut own = draw_badge(centre, radius, self.style.colour);
            let scale = radius / (self.style.em * BADGE_RADIUS_EM).max(f32::EPSILON);
            own.extend(mark.number.iter().cloned().map(|mut item| {
                item.scale(scale);
                item.translate(centre.x, centre.y);
                item
            }));
            own.iter_mut().for_each(|item| item.step = mark.step);
            items.append(&mut own);
        }
        if self.style.is_mirrored {
            mirror_items(&mut items, axis);
        }
        items
    }

    /// Darkens everything outside of the spotlights, which appear together, and outside of what is
    /// marked before them.
    fn draw_dimming(
        &self,
        drawn: &[(&PictureMark, &MarkTarget)],
        picture: &PictureArea,
    ) -> Vec<Item> {
        let is_light = |mark: &PictureMark| matches!(mark.kind, MarkKind::Spotlight(_));
        let lights = drawn.iter().filter_map(|(mark, target)| match target {
            MarkTarget::Area(area) if is_light(mark) => Some((*area, mark.step)),
            _ => None,
        });
        let lights: Vec<(Rect, u16)> = lights.collect();
        let Some(step) = lights.iter().map(|(_, step)| *step).min() else { return Vec::new() };
        let marked = drawn.iter().filter(|(mark, _)| mark.step <= step);
        let marked = marked.filter_map(|(mark, target)| match (&mark.kind, target) {
            (MarkKind::Box(_), MarkTarget::Area(area)) => Some(*area),
            (_, MarkTarget::Zoom(zoom)) => Some(zoom.area),
            _ => None,
        });
        let holes = lights.iter().map(|(area, _)| *area).chain(marked).collect();
        let radius = self.style.em * BOX_RADIUS_EM;
        let mut path = rounded_rect_path(picture.visible, picture.radius);
        for hole in join_overlapping(holes) {
            path.extend(reversed(&rounded_rect_path(hole, radius)));
        }
        let fill = Some(Paint::Solid(DIM));
        let shape = Shape { path, fill, stroke: None, actual_text: None };
        vec![Item { step, ..Item::new_artifact(ItemKind::Shape(shape)) }]
    }
}

/// Returns where a mark is on the page; `None` if it is cropped away.
fn find_target(mark: &PictureMark, picture: &PictureArea, style: &MarkStyle) -> Option<MarkTarget> {
    let PictureArea { rect, visible, radius, .. } = *picture;
    let smallest = visible.width.min(visible.height);
    let at =
        |point: Point| Point::new(rect.x + point.x * rect.width, rect.y + point.y * rect.height);
    let is_visible = |point: Point| {
        let is_round = radius >= smallest / 2.0;
        is_in(point, visible.inset_by(-0.5, -0.5))
            && !(is_round && point.distance_to(visible.centre()) > smallest / 2.0)
    };
    // Lines and arrows at an edge of the picture are inside of it.
    let room_for = |width: f32| {
        let margin = (width * style.em).min(smallest * 0.1);
        visible.inset_by(margin, margin)
    };
    let area = |area: Rect| {
        let origin = at(area.origin());
        let size = (area.width * rect.width, area.height * rect.height);
        let area = Rect::new(origin.x, origin.y, size.0, size.1);
        let is_seen = area.meets_rounded(visible, radius);
        crop(area, room_for(HALF_LINE_EM)).filter(|_| is_seen)
    };
    match mark.kind {
        MarkKind::Number(point) => Some(at(point))
            .filter(|at| is_visible(*at))
            .map(|at| MarkTarget::Point(move_into(at, room_for(DOT_EM + SHADE_EM)))),
        MarkKind::Box(part) | MarkKind::Spotlight(part) | MarkKind::Blur(part) => {
            area(part).map(MarkTarget::Area)
        }
        MarkKind::Arrow { tip, tail } => {
            if !is_visible(at(tip)) {
                return None;
            }
            let tip = move_into(at(tip), room_for(HEAD_EM));
            let tails = match tail {
                Some(tail) => vec![move_into(at(tail), room_for(HALF_LINE_EM))],
                None => usual_tails(tip, visible, style.em),
            };
            Some(MarkTarget::Arrow { tip, tails })
        }
        MarkKind::Zoom { area: part, centre, size } => {
            let margin = style.em * 0.4;
            let room = (visible, rect.width);
            area(part).map(|area| {
                MarkTarget::Zoom(Enlargement::place(area, size, centre.map(at), room, margin))
            })
        }
    }
}

/// Returns the nearest point in an area.
fn move_into(point: Point, area: Rect) -> Point {
    Point::new(point.x.max(area.x).min(area.right()), point.y.max(area.y).min(area.bottom()))
}

/// Returns the part of an area that is visible.
fn crop(area: Rect, visible: Rect) -> Option<Rect> {
    let part = area.intersection(visible);
    (part.width > 0.5 && part.height > 0.5).then_some(part)
}

/// Returns where an arrow may start: first towards the middle, where there is more room.
fn usual_tails(tip: Point, visible: Rect, em: f32) -> Vec<Point> {
    let length = (ARROW_EM * em)
        .max(ARROW_SHARE * visible.width.min(visible.height))
        .min(visible.width * 0.4);
    let towards = |value: f32, middle: f32| if value < middle { 1.0 } else { -1.0 };
    let x = towards(tip.x, visible.x + visible.width / 2.0);
    let y = towards(tip.y, visible.y + visible.height / 2.0);
    let directions = [(0.8, 0.6), (0.8, -0.6), (1.0, 0.0), (0.0, 1.0), (-0.8, 0.6), (-0.8, -0.6)];
    directions.map(|(dx, dy)| tip.moved_by(dx * x * length, dy * y * length)).into()
}

/// Returns where the number of a point may be, the best place first: on it, unless it would cover
/// something there; then beside it, where the picture is calm.
fn places_near(point: Point, radius: f32, picture: &PictureArea) -> Vec<Point> {
    let Some(tones) = picture.image.tones() else { return vec![point] };
    let rect = picture.rect;
    let spread = |centre: Point| {
        let share = |at: f32, start: f32, length: f32| (at - start) / length;
        tones.spread([
            share(centre.x - radius, rect.x, rect.width),
            share(centre.y - radius, rect.y, rect.height),
            share(centre.x + radius, rect.x, rect.width),
            share(centre.y + radius, rect.y, rect.height),
        ])
    };
    if spread(point) <= MAX_COVERED_SPREAD {
        return vec![point];
    }
    let room = picture.visible.inset_by(radius, radius);
    let around = NUMBER_DISTANCES.iter().flat_map(|distance| {
        NUMBER_DIRECTIONS
            .iter()
            .map(move |(dx, dy)| point.moved_by(dx * distance * radius, dy * distance * radius))
    });
    let mut places: Vec<(f32, Point)> =
        around.filter(|at| is_in(*at, room)).map(|at| (spread(at), at)).collect();
    // The first of those that are calm, else the calmest.
    places.sort_by(|one, other| {
        let rank = |spread: f32| spread.max(MAX_COVERED_SPREAD);
        rank(one.0).total_cmp(&rank(other.0))
    });
    places.into_iter().map(|(_, at)| at).chain([point]).collect()
}

/// Returns where the number of a mark may be, the best place first.
fn wanted_places(mark: &PictureMark, target: &MarkTarget, style: &MarkStyle) -> Vec<Point> {
    let shift = style.em * BADGE_RADIUS_EM * CORNER_SHIFT;
    // Slightly outside, so that a number covers little of what it is about.
    let around = |area: Rect| {
        let [mut left_top, mut right_top, mut right_bottom, mut left_bottom] =
            corners(area.inset_by(-shift, -shift));
        if style.is_mirrored {
            std::mem::swap(&mut left_top, &mut right_top);
            std::mem::swap(&mut left_bottom, &mut right_bottom);
        }
        vec![left_top, right_top, left_bottom, right_bottom]
    };
    match target {
        MarkTarget::Point(point) => vec![*point],
        // A hidden part has nothing that could be covered.
        MarkTarget::Area(area) if matches!(mark.kind, MarkKind::Blur(_)) => {
            std::iter::once(area.centre()).chain(around(*area)).collect()
        }
        MarkTarget::Area(area) => around(*area),
        MarkTarget::Arrow { tails, .. } => tails.clone(),
        MarkTarget::Zoom(zoom) => around(zoom.inset),
    }
}

fn draw_target(
    target: &MarkTarget,
    mark: &PictureMark,
    badge: Option<Point>,
    picture: &PictureArea,
    style: &MarkStyle,
    items: &mut Vec<Item>,
) {
    let radius = style.em * BOX_RADIUS_EM;
    match target {
        MarkTarget::Point(point) => {
            // A number that had to give way is joined to its point.
            let is_far = |centre: &Point| centre.distance_to(*point) > style.em * 0.6;
            if let Some(centre) = badge.filter(is_far) {
                items.extend(draw_line(
                    vec![PathSegment::Move(centre), PathSegment::Line(*point)],
                    style,
                    0.7,
                ));
                items.extend(draw_badge(*point, style.em * DOT_EM, style.colour));
            }
        }
        MarkTarget::Area(_) if matches!(mark.kind, MarkKind::Blur(_)) => {}
        MarkTarget::Area(area) => {
            let width = if matches!(mark.kind, MarkKind::Spotlight(_)) { 0.6 } else { 1.0 };
            items.extend(draw_line(rounded_rect_path(*area, radius), style, width));
        }
        MarkTarget::Arrow { tip, tails } => {
            let tail =
                badge.or_else(|| tails.iter().copied().find(|tail| is_in(*tail, picture.visible)));
            let tail = tail.or_else(|| tails.first().copied()).unwrap_or(*tip);
            items.extend(draw_line(arrow_path(tail, *tip, style.em), style, 1.0));
        }
        MarkTarget::Zoom(zoom) => {
            items.extend(draw_line(rounded_rect_path(zoom.area, radius), style, 0.7));
            for [start, end] in zoom.connections() {
                let path = vec![PathSegment::Move(start), PathSegment::Line(end)];
                items.extend(draw_line(path, style, 0.5));
            }
            let placed = PlacedImage {
                image: picture.image.clone(),
                rect: zoom.picture_rect(picture.rect),
                clip: Some((zoom.inset, radius)),
            };
            items.push(Item {
                span: Some(mark.span),
                ..Item::new_artifact(ItemKind::Image(placed))
            });
            items.extend(draw_line(rounded_rect_path(zoom.inset, radius), style, 1.0));
        }
    }
}

fn is_in(point: Point, area: Rect) -> bool {
    area.contains(Rect::new(point.x, point.y, 0.0, 0.0), 0.0)
}

/// Draws a line in the colour of marks, with a white edge and a dark one, so that it is seen on any
/// picture.
fn draw_line(path: Vec<PathSegment>, style: &MarkStyle, width: f32) -> Vec<Item> {
    let line = LINE_EM * width * style.em;
    let edge = line + 2.0 * EDGE_EM * width.max(0.7) * style.em;
    let shade = edge + 2.0 * SHADE_EM * style.em;
    let strokes = [(SHADE, shade), (Colour::WHITE, edge), (style.colour, line)];
    let draw = |(colour, width)| {
        let stroke = Some(Stroke { colour, width, round: true });
        let shape = Shape { path: path.clone(), fill: None, stroke, actual_text: None };
        Item::new_artifact(ItemKind::Shape(shape))
    };
    strokes.map(draw).into()
}

/// Returns the path of an arrow with an open head.
fn arrow_path(tail: Point, tip: Point, em: f32) -> Vec<PathSegment> {
    let length = tail.distance_to(tip).max(0.01);
    let (dx, dy) = ((tail.x - tip.x) / length, (tail.y - tip.y) / length);
    let head = (0.55 * em).min(length * 0.5);
    let side = |turn: f32| {
        let (along, across) = (0.8 * head, 0.6 * head * turn);
        tip.moved_by(dx * along - dy * across, dy * along + dx * across)
    };
    vec![
        PathSegment::Move(tail),
        PathSegment::Line(tip),
        PathSegment::Move(side(1.0)),
        PathSegment::Line(tip),
        PathSegment::Line(side(-1.0)),
    ]
}

/// Joins areas that overlap: a hole in a hole would not be one.
fn join_overlapping(mut areas: Vec<Rect>) -> Vec<Rect> {
    let mut joined: Vec<Rect> = Vec::new();
    while let Some(area) = areas.pop() {
        match joined.iter().position(|other| area.overlaps(*other)) {
            Some(at) => areas.push(joined.swap_remove(at).union(area)),
            None => joined.push(area),
        }
    }
    joined
}

/// Returns a closed path in the other direction, which makes it a hole in a path around it.
fn reversed(path: &[PathSegment]) -> Vec<PathSegment> {
    let mut reversed = Vec::with_capacity(path.len());
    let mut start = Point::default();
    let mut segments = Vec::new();
    for segment in path {
        match *segment {
            PathSegment::Move(to) => start = to,
            PathSegment::Line(to) => {
                segments.push(PathSegment::Line(start));
                start = to;
            }
            PathSegment::Cubic(a, b, to) => {
                segments.push(PathSegment::Cubic(b, a, start));
                start = to;
            }
            PathSegment::Close => {}
        }
    }
    reversed.push(PathSegment::Move(start));
    reversed.extend(segments.into_iter().rev());
    reversed.push(PathSegment::Close);
    reversed
}
