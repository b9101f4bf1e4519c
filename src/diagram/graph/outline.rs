//! Where an arrow meets the outline of a box.

use crate::diagram::drawing::ShapeKind;
use crate::geometry::Size;

/// Returns how far the outline of a shape is from the line through its centre at `offset` from the
/// centre: along the vertical axis, or along the horizontal one if `is_sideways`. `sign` is 1 for
/// the lower or right side and -1 for the upper or left side.
pub(super) fn reach(
    kind: &ShapeKind,
    size: Size,
    offset: f32,
    (is_sideways, sign): (bool, f32),
) -> f32 {
    let (half_across, half_along) = match is_sideways {
        true => (size.height / 2.0, size.width / 2.0),
        false => (size.width / 2.0, size.height / 2.0),
    };
    let share = (offset.abs() / half_across.max(f32::EPSILON)).min(1.0);
    let round = |radius: f32| {
        let beyond = (offset.abs() - (half_across - radius)).max(0.0).min(radius);
        half_along - radius + (radius * radius - beyond * beyond).max(0.0).sqrt()
    };
    let lean = (size.height * 0.35).min(size.width * 0.25);
    // The place on the outline from the upper or left end, 0 to 1.
    let at = 0.5 + offset / (2.0 * half_across.max(f32::EPSILON));
    match kind {
        ShapeKind::Ellipse | ShapeKind::DoubleEllipse | ShapeKind::Cloud | ShapeKind::Burst => {
            half_along * (1.0 - share * share).sqrt()
        }
        ShapeKind::Diamond => half_along * (1.0 - share),
        ShapeKind::Stadium => round(size.height.min(size.width) / 2.0),
        ShapeKind::Rounded => round(0.7f32.min(half_across).min(half_along)),
        ShapeKind::Hexagon if is_sideways => half_along - lean * share,
        ShapeKind::Hexagon => {
            let beyond = (offset.abs() - (half_across - lean)).max(0.0);
            half_along * (1.0 - beyond / lean.max(f32::EPSILON))
        }
        ShapeKind::Cylinder if !is_sideways => {
            let depth = (size.height * 0.14).min(0.45);
            half_along - depth * (1.0 - (1.0 - share * share).sqrt())
        }
        ShapeKind::Parallelogram if is_sideways => {
            half_along - lean * if sign > 0.0 { at } else { 1.0 - at }
        }
        ShapeKind::ParallelogramLeft if is_sideways => {
            half_along - lean * if sign > 0.0 { 1.0 - at } else { at }
        }
        ShapeKind::Trapezoid if is_sideways => half_along - lean * (1.0 - at),
        ShapeKind::TrapezoidDown if is_sideways => half_along - lean * at,
        ShapeKind::Flag if is_sideways && sign < 0.0 => half_along - lean * (1.0 - share),
        ShapeKind::Box
        | ShapeKind::Subroutine
        | ShapeKind::Cylinder
        | ShapeKind::Parallelogram
        | ShapeKind::ParallelogramLeft
        | ShapeKind::Trapezoid
        | ShapeKind::TrapezoidDown
        | ShapeKind::Flag
        | ShapeKind::Note
        | ShapeKind::Actor
        | ShapeKind::Sector(..)
        | ShapeKind::Polygon(_) => half_along,
    }
}

/// Returns the share of the side of a shape where arrows may meet it.
pub(super) fn usable_share(kind: &ShapeKind, is_sideways: bool) -> f32 {
    match kind {
        ShapeKind::Diamond => 0.6,
        ShapeKind::Ellipse | ShapeKind::DoubleEllipse | ShapeKind::Cloud | ShapeKind::Burst => 0.6,
        ShapeKind::Stadium | ShapeKind::Hexagon if !is_sideways => 0.6,
        ShapeKind::Parallelogram
        | ShapeKind::ParallelogramLeft
        | ShapeKind::Trapezoid
        | ShapeKind::TrapezoidDown
            if !is_sideways =>
        {
            0.45
        }
        _ => 0.8,
    }
}
