//! Lays out events on both sides of a line, like flags: their words are beside a pole on the line.
//! Words that would collide are further away from it.

use super::event::{
    EventElements, PictureRoom, add_event_elements, draw_line, draw_mark, draw_today_tag,
    lay_out_time, lay_out_words, longest_word, mark_radius,
};
use super::{TimelineLayout, axis_stroke};
use crate::geometry::Point;
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Flow, Row};
use crate::layout::paragraph::ParagraphLayout;
use crate::scene::{Item, Stroke};

/// Minimum width of the words of an event.
const MIN_WIDTH_EM: f32 = 6.5;

/// Widths of the words that are tried if events are to scale, as shares of the line.
const WIDTH_SHARES: [f32; 5] = [0.3, 0.25, 0.21, 0.18, 0.15];

/// How many distances of events are tried beyond the least.
const PITCH_STEPS: usize = 5;

/// A shorter time between the first and the last event counts as this, so that the scale of one
/// event is finite.
const MIN_DAYS: f64 = 1e-6;

/// The share of the body of a page that events may fill.
const MAX_HEIGHT_SHARE: f32 = 0.97;

/// Which side of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineSide {
    Above,
    Below,
}

/// The place of a flag: side of the line, and how far from it, 0 for the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FlagPlace {
    side: LineSide,
    level: usize,
}

/// A flag: the words of an event or the tag of the present day.
struct Flag {
    /// Position of the pole.
    x: f32,
    content: Flow,
    /// Index of the event; `None` for the present day.
    event: Option<usize>,
    step: u16,
    elements: Option<EventElements>,
}

/// Lays out events at even distances, in turn above and below the line.
pub(super) fn lay_out_evenly(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
) -> Option<Flow> {
    let count = layout.events.len() + usize::from(layout.today_index().is_some());
    let gap = context.em(0.8);
    let min = longest_word(context, layout, MIN_WIDTH_EM) + pole_gap(context);
    // Every event has the room of two, and the last one that up to the edge.
    let narrow = layout.width / (count + 1) as f32;
    if 2.0 * narrow - gap < min {
        return None;
    }
    let state = (context.structure.clone(), context.reveal);
    let wide = (layout.width - min) / count.saturating_sub(1).max(1) as f32;
    let mut lowest: Option<f32> = None;
    let mut chosen = narrow;
    // The words of the last event may be short: then the events are further apart.
    for step in 0..=PITCH_STEPS {
        let pitch = narrow + (wide - narrow).max(0.0) * step as f32 / PITCH_STEPS as f32;
        let width = 2.0 * pitch - gap;
        let flags = lay_out_flags(context, layout, width, place_evenly(pitch));
        let places = place_flags(&flags, width, gap);
        let height = measure(context, &flags, &places);
        (context.structure, context.reveal) = state.clone();
        if lowest.is_none_or(|lowest| height <= lowest + 0.1) {
            lowest = Some(lowest.map_or(height, |lowest: f32| lowest.min(height)));
            chosen = pitch;
        }
    }
    let width = 2.0 * chosen - gap;
    let flags = lay_out_flags(context, layout, width, place_evenly(chosen));
    draw_flags(context, layout, (flags, width), HeightLimit::Page)
}

/// Returns the positions of flags at even distances, one after the other.
fn place_evenly(pitch: f32) -> impl FnMut(Option<usize>) -> f32 {
    let mut count = 0;
    move |_| {
        count += 1;
        (count - 1) as f32 * pitch
    }
}

/// Lays out events to scale; `None` if they do not fit.
pub(super) fn lay_out_to_scale(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
) -> Option<Flow> {
    let times: Vec<f64> =
        layout.events.iter().filter_map(|event| Some(event.period?.start)).collect();
    let (first, last) = (*times.first()?, *times.last()?);
    let min = longest_word(context, layout, MIN_WIDTH_EM) + pole_gap(context);
    let state = (context.structure.clone(), context.reveal);
    let mut best: Option<(f32, Vec<Flag>, f32)> = None;
    for width in WIDTH_SHARES.map(|share| layout.width * share) {
        if width < min {
            continue;
        }
        (context.structure, context.reveal) = state.clone();
        let radius = mark_radius(context, layout);
        let room = layout.width - width - radius;
        let scale = f64::from(room) / (last - first).max(MIN_DAYS);
        let flags = lay_out_flags(context, layout, width, |event| match event {
            Some(index) => ((times[index] - first) * scale) as f32,
            None => ((layout.timeline.today.unwrap_or(first) - first) * scale) as f32,
        });
        let places = place_flags(&flags, width, context.em(0.8));
        let height = measure(context, &flags, &places);
        if best.as_ref().is_none_or(|(least, ..)| height < *least) {
            best = Some((height, flags, width));
        }
    }
    let (_, _, width) = best?;
    // The elements are those of the last width, so the best one is laid out again.
    (context.structure, context.reveal) = state;
    let room = layout.width - width - mark_radius(context, layout);
    let scale = f64::from(room) / (last - first).max(MIN_DAYS);
    let flags = lay_out_flags(context, layout, width, |event| match event {
        Some(index) => ((times[index] - first) * scale) as f32,
        None => ((layout.timeline.today.unwrap_or(first) - first) * scale) as f32,
    });
    let is_grown = context.scale.body > context.pt(context.theme.type_scale.normal);
    let limit = if is_grown { HeightLimit::None } else { HeightLimit::Page };
    draw_flags(context, layout, (flags, width), limit)
}

/// How tall events may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeightLimit {
    /// Any height: if they are too tall, smaller type is tried.
    None,
    /// The height of a page.
    Page,
}

/// Returns the distance between a pole and its words.
fn pole_gap(context: &LayoutContext<'_, '_>) -> f32 {
    context.em(0.5)
}

/// Lays out the words of all events, at the positions that `position` returns.
fn lay_out_flags(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    width: f32,
    mut position: impl FnMut(Option<usize>) -> f32,
) -> Vec<Flag> {
    let radius = mark_radius(context, layout);
    let gap = pole_gap(context);
    let each_block = context.reveal.each_block;
    let today = layout.today_index();
    let mut flags = Vec::new();
    for (index, event) in layout.events.iter().enumerate() {
        if today == Some(index) {
            let tag = draw_today_tag(context, layout.list);
            let content = Flow::from_row(Row::fixed_height(tag.height, tag.items));
            let x = position(None) + radius;
            flags.push(Flag { x, content, event: None, step: 0, elements: None });
        }
        let x = position(Some(index)) + radius;
        // Words end at the edge of the page.
        let width = (width.min(layout.width - x) - gap).max(1.0);
        let step = if layout.one_by_one { context.reveal.next_step() } else { 0 };
        context.reveal.each_block = each_block && !layout.one_by_one;
        let elements = add_event_elements(context, layout, event, layout.list);
        let time_layout = ParagraphLayout::balanced(width);
        let mut content = lay_out_time(context, event, time_layout, elements.label);
        let picture = PictureRoom::Below(width * 0.6);
        content.append(lay_out_words(context, event, width, elements.body, picture), 0.0);
        flags.push(Flag { x, content, event: Some(index), step, elements: Some(elements) });
    }
    context.reveal.each_block = each_block;
    flags
}

/// Chooses the places of flags so that no pole crosses the words of another event.
///
/// Words are on the right of their pole. So if the pole of a later event is below the words of an
/// earlier one, the earlier event is further away from the line.
fn place_flags(flags: &[Flag], width: f32, gap: f32) -> Vec<FlagPlace> {
    let mut places = vec![FlagPlace { side: LineSide::Above, level: 0 }; flags.len()];
    for index in (0..flags.len()).rev() {
        let end = flags[index].x + width + gap * 0.5;
        let level_on = |side| {
            let later = (index + 1..flags.len()).filter(|&other| flags[other].x < end);
            let levels = later.map(|other| places[other]).filter(|place| place.side == side);
            levels.map(|place| place.level + 1).max().unwrap_or(0)
        };
        let (above, below) = (level_on(LineSide::Above), level_on(LineSide::Below));
        // Events take turns; the first of an even timeline is above the line.
        let preferred = if index % 2 == 0 { LineSide::Above } else { LineSide::Below };
        places[index] = match above.cmp(&below) {
            std::cmp::Ordering::Less => FlagPlace { side: LineSide::Above, level: above },
            std::cmp::Ordering::Greater => FlagPlace { side: LineSide::Below, level: below },
            std::cmp::Ordering::Equal => FlagPlace { side: preferred, level: above },
        };
    }
    places
}

/// A level of one side: the distances of its nearer and further end from the line. All poles of a
/// level have the same length.
#[derive(Clone, Copy, Debug)]
struct Level {
    near: f32,
    far: f32,
}

/// Returns the levels of one side, and the height of all.
fn plan_levels(
    context: &LayoutContext<'_, '_>,
    flags: &[Flag],
    places: &[FlagPlace],
    side: LineSide,
) -> (Vec<Level>, f32) {
    let mut heights: Vec<f32> = Vec::new();
    for (flag, place) in flags.iter().zip(places).filter(|(_, place)| place.side == side) {
        heights.resize(heights.len().max(place.level + 1), 0.0);
        heights[place.level] = heights[place.level].max(flag.content.height());
    }
    let mut at = context.em(0.75);
    let mut levels = Vec::new();
    for height in &heights {
        levels.push(Level { near: at, far: at + height });
        at += height + context.gap(0.5);
    }
    let total = if heights.is_empty() { context.em(0.5) } else { at - context.gap(0.5) };
    (levels, total)
}

fn measure(context: &LayoutContext<'_, '_>, flags: &[Flag], places: &[FlagPlace]) -> f32 {
    let sides = [LineSide::Above, LineSide::Below];
    sides.map(|side| plan_levels(context, flags, places, side).1).iter().sum()
}

/// Draws line, poles, marks and words; `None` if they are too tall for a page.
fn draw_flags(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    (flags, width): (Vec<Flag>, f32),
    limit: HeightLimit,
) -> Option<Flow> {
    let places = place_flags(&flags, width, context.em(0.8));
    let (above, above_height) = plan_levels(context, &flags, &places, LineSide::Above);
    let (below, below_height) = plan_levels(context, &flags, &places, LineSide::Below);
    let height = above_height + below_height;
    let most = context.body_height * MAX_HEIGHT_SHARE;
    if limit == HeightLimit::Page && height > most {
        return None;
    }
    let axis = above_height;
    let radius = mark_radius(context, layout);
    let stroke = axis_stroke(context);
    let pole = Stroke { width: context.pt(1.0), ..stroke };
    let (mut lines, mut marks, mut words) = (Vec::new(), Vec::new(), Vec::new());
    let mut before: Option<f32> = None;
    for (flag, place) in flags.into_iter().zip(places) {
        let (top, pole_end) = match (place.side, flag.event) {
            (LineSide::Above, Some(_)) => {
                let top = axis - above[place.level].far;
                (top, top)
            }
            (LineSide::Below, Some(_)) => {
                let level = below[place.level];
                (axis + level.near, axis + level.far)
            }
            // The tag of the present day is near the line.
            (LineSide::Above, None) => {
                let top = axis - above[place.level].near - flag.content.height();
                (top, top)
            }
            (LineSide::Below, None) => {
                let top = axis + below[place.level].near;
                (top, top + flag.content.height())
            }
        };
        let centre = Point::new(flag.x, axis);
        let step = flag.step;
        let mut push = |line: Item| lines.push(Item { step, ..line });
        push(draw_line(centre, Point::new(flag.x, pole_end), pole));
        if let Some(index) = flag.event {
            push(draw_line(Point::new(before.unwrap_or(flag.x), axis), centre, stroke));
            before = Some(flag.x);
            if index + 1 == layout.events.len() {
                let end = Point::new((flag.x + width).min(layout.width), axis);
                push(draw_line(centre, end, stroke));
            }
            let state = layout.state(layout.events[index]);
            let label = flag.elements.and_then(|elements| elements.label);
            let mark = draw_mark(context, centre, radius, state, label);
            marks.extend(mark.into_iter().map(|item| Item { step, ..item }));
        }
        let gap = if flag.event.is_some() { pole_gap(context) } else { 0.0 };
        let content = flag.content.appearing_at(step);
        content.place_at(Point::new(flag.x + gap, top), &mut words);
    }
    lines.append(&mut marks);
    lines.append(&mut words);
    Some(Flow::from_row(Row::fixed_height(height, lines)))
}
