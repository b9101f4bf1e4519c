//! How much work and memory the parts of a drawing are: dashes, filters, masks and patterns.

use usvg::filter::Kind;
use usvg::tiny_skia_path::{PathSegment, Point};
use usvg::{Group, Node, Path, Tree};

use crate::assets::AssetError;
use crate::diagnostic::Code;

/// Maximum number of dashes in a drawing. PDF readers draw each of them.
const MAX_DASHES: f64 = 200_000.0;

/// Maximum memory of masks, patterns and clip paths, in kB. The PDF library needs it while it
/// writes them.
const MAX_STREAM_MEMORY: usize = 400_000;

/// Memory of a mask, in kB: it is written with its content as an object of its own.
const MASK_MEMORY: usize = 200;

/// Memory of a pattern, and of a clip path that has to be written as a mask, in kB.
const PATTERN_MEMORY: usize = 100;

/// Maximum number of pixels of one filter, counting the pixels of each of its steps: 160 MB.
const MAX_FILTER_PIXELS: f64 = 40e6;

/// Maximum work of all filters: a step that looks at one pixel for each one that it writes counts
/// as one for each pixel.
const MAX_FILTER_WORK: f64 = 150e6;

/// Maximum pixels of a side of a filter, to which the SVG writer limits it.
const MAX_FILTER_SIDE: f64 = 5000.0;

/// The lowest resolution of filters, in pixels per unit.
const MIN_FILTER_SCALE: f32 = 0.25;

/// Maximum number of segments of a drawing whose pixels decide how a slide is composed.
const MAX_QUICK_SEGMENTS: usize = 40_000;

/// Whether a drawing is quick enough to draw for a slide that is only laid out.
pub(crate) fn is_quick_to_draw(tree: &Tree) -> bool {
    let mut segments = 0;
    visit_groups(tree.root(), &mut |group| {
        for node in group.children() {
            if let Node::Path(path) = node {
                segments += path.data().len();
            }
        }
    });
    segments <= MAX_QUICK_SEGMENTS
}

/// Rejects drawings that take too long to draw at any resolution.
pub(crate) fn check_cost(tree: &Tree) -> Result<(), AssetError> {
    let (mut dashes, mut complex_clips) = (0.0, 0);
    visit_groups(tree.root(), &mut |group| {
        complex_clips += usize::from(group.clip_path().is_some_and(|clip| has_clips(clip.root())));
        for node in group.children() {
            if let Node::Path(path) = node {
                dashes += count_dashes(path);
            }
        }
    });
    if dashes > MAX_DASHES {
        let message = format!("is an SVG with lines of more than {MAX_DASHES} dashes");
        return Err(AssetError::new(Code::ImageTooLarge, message)
            .hint("write larger numbers in `stroke-dasharray`, or draw the lines without dashes"));
    }
    let stream_memory =
        tree.masks().len() * MASK_MEMORY + (tree.patterns().len() + complex_clips) * PATTERN_MEMORY;
    if stream_memory > MAX_STREAM_MEMORY {
        let message = "is an SVG with too many masks, patterns or clip paths inside others";
        return Err(AssetError::new(Code::ImageTooLarge, message)
            .hint("save it as PNG, or use one mask or pattern for several shapes"));
    }
    if !is_affordable(tree, f64::from(MIN_FILTER_SCALE)) {
        return Err(AssetError::new(
            Code::ImageTooLarge,
            "is an SVG with filters that take too long",
        )
        .hint("save it as PNG, or remove its `<filter>` elements"));
    }
    Ok(())
}

/// Returns the resolution of the filters of a drawing in pixels per unit: `wanted`, or less if that
/// would take too long. Close resolutions give the same one.
pub(crate) fn filter_scale(tree: &Tree, wanted: f32) -> f32 {
    let mut scale = 2_f32.powf((wanted.clamp(MIN_FILTER_SCALE, 64.0).log2() * 2.0).ceil() / 2.0);
    while scale > MIN_FILTER_SCALE && !is_affordable(tree, f64::from(scale)) {
        scale /= std::f32::consts::SQRT_2;
    }
    scale
}

fn is_affordable(tree: &Tree, scale: f64) -> bool {
    let (mut is_small, mut work) = (true, 0.0);
    if tree.filters().is_empty() {
        return true;
    }
    visit_groups(tree.root(), &mut |group| {
        if group.filters().is_empty() {
            return;
        }
        let bounds = group.abs_layer_bounding_box();
        let side = |length: f32| (f64::from(length) * scale).clamp(1.0, MAX_FILTER_SIDE);
        let pixels = side(bounds.width()) * side(bounds.height());
        let steps = || group.filters().iter().flat_map(|filter| filter.primitives());
        // The source, the results, and copies.
        is_small &= pixels * (steps().count() as f64 + 6.0) <= MAX_FILTER_PIXELS;
        work += pixels * steps().map(|step| step_work(step.kind(), scale)).sum::<f64>();
    });
    is_small && work <= MAX_FILTER_WORK
}

/// Returns how many pixels a step looks at for each one that it writes.
fn step_work(kind: &Kind, scale: f64) -> f64 {
    match kind {
        Kind::ConvolveMatrix(step) => {
            1.0 + f64::from(step.matrix().columns()) * f64::from(step.matrix().rows())
        }
        Kind::Morphology(step) => {
            let window = |radius: f32| (2.0 * f64::from(radius) * scale).max(1.0);
            1.0 + window(step.radius_x().get()) * window(step.radius_y().get())
        }
        Kind::Turbulence(step) => 1.0 + 8.0 * f64::from(step.num_octaves()),
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 6.0,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 4.0,
        _ => 1.0,
    }
}

/// Visits a group and all groups that are drawn with it: masks, patterns and the like.
fn visit_groups(group: &Group, visit: &mut dyn FnMut(&Group)) {
    visit(group);
    for node in group.children() {
        if let Node::Group(inner) = node {
            visit_groups(inner, visit);
        }
        node.subroots(|root| visit_groups(root, visit));
    }
}

/// Whether a group in a clip path is clipped itself.
fn has_clips(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(inner) => inner.clip_path().is_some() || has_clips(inner),
        _ => false,
    })
}

/// Returns how many dashes a path has at most.
fn count_dashes(path: &Path) -> f64 {
    let Some(stroke) = path.stroke() else { return 0.0 };
    let Some(dashes) = stroke.dasharray().filter(|dashes| !dashes.is_empty()) else { return 0.0 };
    let period: f64 = dashes.iter().map(|&length| f64::from(length)).sum();
    let count = path_length(path) / period * dashes.len() as f64;
    if count.is_finite() { count } else { f64::MAX }
}

/// Returns a length that is not below that of a path: that of the lines between its control points.
fn path_length(path: &Path) -> f64 {
    let (mut start, mut at, mut length) = (Point::zero(), Point::zero(), 0.0);
    for segment in path.data().segments() {
        let points: &[Point] = match &segment {
            PathSegment::MoveTo(point) => {
                (start, at) = (*point, *point);
                continue;
            }
            PathSegment::LineTo(end) => &[*end],
            PathSegment::QuadTo(pull, end) => &[*pull, *end],
            PathSegment::CubicTo(one, other, end) => &[*one, *other, *end],
            PathSegment::Close => &[start],
        };
        for &point in points {
            length += f64::from(at.distance(point));
            at = point;
        }
    }
    length
}
