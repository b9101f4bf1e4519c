//! Lays out timelines: events side by side, on both sides of a line, down the page, or as bars of a
//! roadmap.
//!
//! In the structure tree, every timeline is a list in the order of the outline. The time of an
//! event is the label of its item.

mod axis;
mod bar;
mod down;
mod event;
mod flag_places;
mod flags;
mod lanes;
mod side_by_side;
mod today;

use super::Place;
use crate::deck::{CascadeDirection, Timeline, TimelineItem, TimelineScale};
use crate::geometry::Point;
use crate::layout::context::LayoutContext;
use crate::layout::flow::Flow;
use crate::scene::{ElementId, FitAdjustment, Item, ListNumbering, Role, Stroke};

/// With more events, a timeline goes down the page unless the author sets its direction.
const MAX_EVENTS_IN_LINE: usize = 8;

/// Where the line between two events starts and ends, from the middle of their marks, relative to
/// their radius.
const STEP_GAP: f32 = 1.9;

/// A timeline while it is laid out.
struct TimelineLayout<'a> {
    timeline: &'a Timeline,
    /// The events in the order in which they are placed.
    events: Vec<&'a TimelineItem>,
    one_by_one: bool,
    width: f32,
    /// Element of the list that holds the events.
    list: ElementId,
}

impl TimelineLayout<'_> {
    /// Returns whether an event is done, if the timeline says that of any.
    fn state(&self, event: &TimelineItem) -> Option<bool> {
        let has_states = self.events.iter().any(|event| event.done.is_some());
        has_states.then(|| event.done.unwrap_or_default())
    }

    /// Returns before which event the mark of the present day is, if it is between two events.
    fn today_index(&self) -> Option<usize> {
        let today = self.timeline.today?;
        let is_later = |event: &&TimelineItem| event.period.is_some_and(|time| time.start > today);
        self.events.iter().position(is_later).filter(|&index| index > 0)
    }
}

/// Lays out a timeline.
pub(super) fn lay_out_timeline(
    context: &mut LayoutContext<'_, '_>,
    timeline: &Timeline,
    place: Place,
) -> Flow {
    let role = Role::List(ListNumbering::Unordered);
    let mut layout = TimelineLayout {
        timeline,
        events: timeline.items.iter().collect(),
        one_by_one: timeline.steps || context.reveal.each_block,
        width: place.width,
        list: context.add_element(place.parent, role, place.span),
    };
    if timeline.is_roadmap() {
        return lanes::lay_out_roadmap(context, &layout);
    }
    if timeline.scale == TimelineScale::Time {
        let start = |event: &&TimelineItem| event.period.map_or(0.0, |time| time.start);
        layout.events.sort_by(|a, b| start(a).total_cmp(&start(b)));
    }
    let is_short = layout.events.len() <= MAX_EVENTS_IN_LINE;
    match timeline.direction {
        Some(CascadeDirection::Down) => down::lay_out_down(context, &layout),
        Some(CascadeDirection::Right) => lay_out_line(context, &layout)
            .unwrap_or_else(|| side_by_side::lay_out_rows(context, &layout)),
        None => is_short
            .then(|| lay_out_line(context, &layout))
            .flatten()
            .unwrap_or_else(|| down::lay_out_down(context, &layout)),
    }
}

/// Lays out all events along one line; `None` if they do not fit.
fn lay_out_line(context: &mut LayoutContext<'_, '_>, layout: &TimelineLayout<'_>) -> Option<Flow> {
    if layout.timeline.scale == TimelineScale::Time {
        if let Some(flow) = flags::lay_out_to_scale(context, layout) {
            return Some(flow);
        }
        context.adjustments.insert(FitAdjustment::TimelineEven);
    }
    if layout.events.len() <= side_by_side::count_fitting(context, layout) {
        return Some(side_by_side::lay_out_rows(context, layout));
    }
    flags::lay_out_evenly(context, layout)
}

/// Draws the line that leads from one event to the next, if they are not to scale: it does not
/// touch their marks. `y` is its height and `radius` that of the marks.
fn step_line((from, to): (f32, f32), (y, radius): (f32, f32), stroke: Stroke) -> Option<Item> {
    let clear = radius * STEP_GAP;
    let (start, end) = (Point::new(from + clear, y), Point::new(to - clear, y));
    (end.x > start.x).then(|| event::draw_line(start, end, stroke))
}

/// Returns the line that events are on.
fn axis_stroke(context: &LayoutContext<'_, '_>) -> Stroke {
    let palette = &context.palette;
    let colour = palette.primary.mixed_with(palette.background, 0.55);
    Stroke { colour, width: context.pt(2.0), round: false }
}
