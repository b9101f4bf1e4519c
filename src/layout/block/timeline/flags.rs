//! Lays out events on both sides of a line, like flags: their words are beside a pole on the line.
//! Words that would collide are further away from it.

use super::axis::Axis;
use super::event::{
    EventElements, PictureRoom, add_event_elements, draw_line, draw_mark, draw_today_tag,
    lay_out_time, lay_out_words, longest_word, mark_radius, title_style,
};
use super::flag_places::{FlagPlace, LineSide, Pole, WordsSide, place_flags};
use super::{TimelineLayout, axis_stroke, step_line};
use crate::deck::{BlockKind, TimelineItem};
use crate::geometry::Point;
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{Flow, Row};
use crate::layout::paragraph::ParagraphLayout;
use crate::scene::{Item, ItemKind, Stroke};

/// Minimum width of the words of an event.
const MIN_WIDTH_EM: f32 = 6.5;

/// Widths of the words that are tried if events are to scale, as shares of the line.
const WIDTH_SHARES: [f32; 5] = [0.3, 0.25, 0.21, 0.18, 0.15];

/// How many distances of events are tried beyond the least.
const PITCH_STEPS: usize = 5;

/// A shorter time between the first and the last event counts as this, so that the scale of one
/// event is finite.
const MIN_DAYS: f64 = 1e-6;

/// Half of the length of a tick on a line to scale, in em.
const TICK_EM: f32 = 0.24;

/// The share of the body of a page that events may fill.
const MAX_HEIGHT_SHARE: f32 = 0.97;

/// A flag: the words of an event or the tag of the present day.
struct Flag {
    /// The pole, and where the words are.
    pole: Pole,
    content: Flow,
    /// Index of the event; `None` for the present day.
    event: Option<usize>,
    step: u16,
    elements: Option<EventElements>,
}

/// Which words are on the left of their poles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turns {
    /// None.
    None,
    /// Those that would leave the page.
    Last,
}

/// What the line of a timeline looks like.
enum LineLook {
    /// Events are to scale: the line is whole, with ticks at these positions.
    Scale(Vec<f32>),
    /// They are not: a line of its own leads from each event to the next.
    Steps,
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
        let flags = lay_out_flags(context, layout, (width, Turns::None), place_evenly(pitch));
        let places = place_all(&flags, width, gap)?;
        let height = measure(context, &flags, &places);
        (context.structure, context.reveal) = state.clone();
        if lowest.is_none_or(|lowest| height <= lowest + 0.1) {
            lowest = Some(lowest.map_or(height, |lowest: f32| lowest.min(height)));
            chosen = pitch;
        }
    }
    let width = 2.0 * chosen - gap;
    let flags = lay_out_flags(context, layout, (width, Turns::None), place_evenly(chosen));
    let places = place_all(&flags, width, gap)?;
    draw_flags(context, layout, (flags, places, LineLook::Steps), HeightLimit::Page)
}

/// Chooses the places of flags, whose words are `width` wide.
fn place_all(flags: &[Flag], width: f32, gap: f32) -> Option<Vec<FlagPlace>> {
    let poles: Vec<Pole> = flags.iter().map(|flag| flag.pole).collect();
    place_flags(&poles, width, gap)
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
///
/// The line ends at the last event: words that would leave the page there are on the other side of
/// their pole. If they meet others, the line is shorter, with room for them after it.
pub(super) fn lay_out_to_scale(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
) -> Option<Flow> {
    let min = longest_word(context, layout, MIN_WIDTH_EM) + pole_gap(context);
    let gap = context.em(0.8);
    let state = (context.structure.clone(), context.reveal);
    let mut best: Option<(f32, (f32, f32))> = None;
    let whole = layout.width - 2.0 * mark_radius(context, layout);
    for is_whole in [true, false] {
        for width in WIDTH_SHARES.map(|share| layout.width * share) {
            let length = if is_whole { whole } else { layout.width - width };
            if width < min {
                continue;
            }
            (context.structure, context.reveal) = state.clone();
            let flags = lay_out_scaled(context, layout, (width, length))?;
            let Some(places) = place_all(&flags, width, gap) else { continue };
            let height = measure(context, &flags, &places);
            if best.is_none_or(|(least, _)| height < least) {
                best = Some((height, (width, length)));
            }
        }
        if best.is_some() {
            break;
        }
    }
    // The elements are those of the last width, so the best one is laid out again.
    (context.structure, context.reveal) = state;
    let (_, (width, length)) = best?;
    let flags = lay_out_scaled(context, layout, (width, length))?;
    let places = place_all(&flags, width, gap)?;
    let is_grown = context.scale.body > context.pt(context.theme.type_scale.normal);
    let limit = if is_grown { HeightLimit::None } else { HeightLimit::Page };
    let look = LineLook::Scale(place_ticks(context, layout, length)?);
    draw_flags(context, layout, (flags, places, look), limit)
}

/// Where times are on a line.
struct LineScale {
    first: f64,
    last: f64,
    /// Length in pt of the time of a day.
    day: f64,
}

impl LineScale {
    fn new(layout: &TimelineLayout<'_>, length: f32) -> Option<Self> {
        let mut times = layout.events.iter().filter_map(|event| Some(event.period?.start));
        let first = times.next()?;
        let last = times.next_back().unwrap_or(first);
        Some(Self { first, last, day: f64::from(length) / (last - first).max(MIN_DAYS) })
    }

    /// Returns the distance of a time from the first event.
    fn at(&self, time: f64) -> f32 {
        ((time - self.first) * self.day) as f32
    }
}

/// Lays out the words of events to scale, `width` wide, along a line of this length.
fn lay_out_scaled(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    (width, length): (f32, f32),
) -> Option<Vec<Flag>> {
    let scale = LineScale::new(layout, length)?;
    let time_of = |event: Option<usize>| match event {
        Some(index) => layout.events[index].period.map(|period| period.start),
        None => layout.timeline.today,
    };
    let place = |event| scale.at(time_of(event).unwrap_or(scale.first));
    Some(lay_out_flags(context, layout, (width, Turns::Last), place))
}

/// Returns the positions of ticks at round times between the first and the last event: they say
/// that the line is to scale.
fn place_ticks(
    context: &LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    length: f32,
) -> Option<Vec<f32>> {
    let scale = LineScale::new(layout, length)?;
    let axis = Axis::new(scale.first, scale.last, length / context.em(1.0), &context.lang);
    let starts = axis.cells.iter().map(|cell| cell.start);
    let inner = starts.filter(|start| *start > scale.first && *start < scale.last);
    let radius = mark_radius(context, layout);
    Some(inner.map(|start| scale.at(start) + radius).collect())
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
    (width, turns): (f32, Turns),
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
            // The tag is in the middle of its pole, inside the page.
            let left = (x - tag.width / 2.0).min(layout.width - tag.width).max(0.0);
            let words = WordsSide::Around(left, left + tag.width);
            let pole = Pole { x, words, width: tag.width };
            flags.push(Flag { pole, content, event: None, step: 0, elements: None });
        }
        let x = position(Some(index)) + radius;
        let natural = natural_width(context, event) + gap;
        // Words end at the edge of the page.
        let room = layout.width - x;
        let is_turned = turns == Turns::Last && natural.min(width) > room && x >= width;
        let words = if is_turned { WordsSide::Left } else { WordsSide::Right };
        let pole = Pole { x, words, width: natural.min(width) };
        let width = if is_turned { width } else { width.min(room) };
        let width = (width - gap).max(1.0);
        let step = if layout.one_by_one { context.reveal.next_step() } else { 0 };
        context.reveal.each_block = each_block && !layout.one_by_one;
        let elements = add_event_elements(context, layout, event, layout.list);
        let time_layout = ParagraphLayout::balanced(width);
        let mut content = lay_out_time(context, event, time_layout, elements.label);
        let picture = PictureRoom::Below(width * 0.6);
        content.append(lay_out_words(context, event, width, elements.body, picture), 0.0);
        flags.push(Flag { pole, content, event: Some(index), step, elements: Some(elements) });
    }
    context.reveal.each_block = each_block;
    flags
}

/// Returns the width of the words of an event on one line each; infinite if it has more than text.
fn natural_width(context: &mut LayoutContext<'_, '_>, event: &TimelineItem) -> f32 {
    if event.figure.is_some() || event.icon.is_some() {
        return f32::INFINITY;
    }
    let style = title_style(context);
    let mut widest = 0.0f32;
    for text in event.title.iter().chain(&event.time_text()) {
        let shaped = context.shaper.shape_paragraph(text, &style.style);
        widest = widest.max(shaped.width() * style.size);
    }
    let body = context.paragraph_style(TextKind::Body);
    for block in &event.blocks {
        let BlockKind::Text(text) = &block.kind else { return f32::INFINITY };
        let shaped = context.shaper.shape_paragraph(text, &body.style);
        widest = widest.max(shaped.width() * body.size);
    }
    widest + 1.0
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
    (flags, places, look): (Vec<Flag>, Vec<FlagPlace>, LineLook),
    limit: HeightLimit,
) -> Option<Flow> {
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
        let x = flag.pole.x;
        let centre = Point::new(x, axis);
        let step = flag.step;
        let mut push = |line: Item| lines.push(Item { step, ..line });
        push(draw_line(centre, Point::new(x, pole_end), pole));
        if let Some(index) = flag.event {
            let start = before.unwrap_or(x);
            match &look {
                LineLook::Scale(ticks) => {
                    push(draw_line(Point::new(start, axis), centre, stroke));
                    let tick = context.em(TICK_EM);
                    for at in ticks.iter().filter(|at| **at > start && **at <= x) {
                        let (from, to) =
                            (Point::new(*at, axis - tick), Point::new(*at, axis + tick));
                        push(draw_line(from, to, pole));
                    }
                }
                LineLook::Steps => {
                    step_line((start, x), (axis, radius), stroke).into_iter().for_each(&mut push)
                }
            }
            before = Some(x);
            let state = layout.state(layout.events[index]);
            let label = flag.elements.and_then(|elements| elements.label);
            let mark = draw_mark(context, centre, radius, state, label);
            marks.extend(mark.into_iter().map(|item| Item { step, ..item }));
        }
        let content = flag.content.appearing_at(step);
        let from = words.len();
        let left = match flag.pole.words {
            WordsSide::Right | WordsSide::Left => x + pole_gap(context),
            WordsSide::Around(left, _) => left,
        };
        content.place_at(Point::new(left, top), &mut words);
        if flag.pole.words == WordsSide::Left {
            let right = words[from..].iter().map(right_edge).fold(left, f32::max);
            let shift = x - pole_gap(context) - right;
            words[from..].iter_mut().for_each(|item| item.translate(shift, 0.0));
        }
    }
    lines.append(&mut marks);
    lines.append(&mut words);
    Some(Flow::from_row(Row::fixed_height(height, lines)))
}

/// Returns the right edge of what is drawn.
fn right_edge(item: &Item) -> f32 {
    match &item.kind {
        ItemKind::Text(run) => run.origin.x + run.width(),
        ItemKind::Shape(shape) => shape.bounds().right(),
        ItemKind::Image(image) => image.visible_rect().right(),
        // These are as wide as the room of the words.
        ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => 0.0,
    }
}
