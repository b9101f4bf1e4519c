//! Lays out events side by side, with their times above a line and their words below it.

use super::event::{
    PictureRoom, add_event_elements, draw_mark, draw_today_tag, lay_out_time, lay_out_words,
    longest_word, mark_radius,
};
use super::{TimelineLayout, axis_stroke, step_line};
use crate::geometry::Point;
use crate::layout::block::column_count::{ColumnWidths, count_columns};
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Column, Flow, Row};
use crate::layout::paragraph::ParagraphLayout;
use crate::scene::Item;

/// Minimum width of an event: a few words.
const MIN_WIDTH_EM: f32 = 5.6;

/// The most events in a row. With more, times are hard to take in.
const MAX_EVENTS: usize = 6;

/// Height of a picture, relative to its width.
const PICTURE_SHARE: f32 = 0.66;

fn column_widths(context: &mut LayoutContext<'_, '_>, layout: &TimelineLayout<'_>) -> ColumnWidths {
    let min = longest_word(context, layout, MIN_WIDTH_EM);
    ColumnWidths { total: layout.width, min, gap: context.em(0.8) }
}

/// Returns how many events fit side by side.
pub(super) fn count_fitting(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
) -> usize {
    (column_widths(context, layout).fitting_columns() as usize).clamp(1, MAX_EVENTS)
}

/// Lays out events in as few rows as possible, each with a line of its own.
pub(super) fn lay_out_rows(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
) -> Flow {
    let widths = column_widths(context, layout);
    let count = count_columns(layout.events.len(), MAX_EVENTS, widths);
    let width = widths.column_width(count);
    let starts = (0..layout.events.len()).step_by(count);
    let mut flow = Flow::default();
    for start in starts {
        let end = (start + count).min(layout.events.len());
        let row = EventRow { start, end, width, pitch: width + widths.gap };
        let gap = context.gap(1.4);
        flow.append(lay_out_row(context, layout, &row), gap);
    }
    flow
}

/// A row of events.
struct EventRow {
    /// Index of the first event.
    start: usize,
    /// Index after the last event.
    end: usize,
    width: f32,
    /// Distance between the left edges of two events.
    pitch: f32,
}

fn lay_out_row(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    row: &EventRow,
) -> Flow {
    let radius = mark_radius(context, layout);
    let stroke = axis_stroke(context);
    let today = layout.today_index();
    let each_block = context.reveal.each_block;
    let (mut times, mut words) = (Vec::new(), Vec::new());
    let (mut lines, mut marks): (Vec<Item>, Vec<Item>) = (Vec::new(), Vec::new());
    for index in row.start..row.end {
        let event = layout.events[index];
        let x = (index - row.start) as f32 * row.pitch;
        if today == Some(index) {
            // The tag is on the line, before its event or at the start of a row.
            let tag = draw_today_tag(context, layout.list);
            let left = (x - row.pitch / 2.0 - tag.width / 2.0 + radius).max(radius * 3.0);
            let top = radius - tag.height / 2.0;
            marks.extend(tag.items.into_iter().map(|mut item| {
                item.translate(left, top);
                item
            }));
        }
        let step = if layout.one_by_one { context.reveal.next_step() } else { 0 };
        context.reveal.each_block = each_block && !layout.one_by_one;
        let elements = add_event_elements(context, layout, event, layout.list);
        let time_layout = ParagraphLayout::balanced(row.width);
        let time = lay_out_time(context, event, time_layout, elements.label);
        let picture = PictureRoom::Below(row.width * PICTURE_SHARE);
        let body = lay_out_words(context, event, row.width, elements.body, picture);
        let column = |flow: Flow, align| {
            let flow = flow.appearing_at(step);
            Column { x, flow, align, stretch: false, repeats: false }
        };
        times.push(column(time, 1.0));
        words.push(column(body, 0.0));
        let centre = Point::new(x + radius, radius);
        let mark = draw_mark(context, centre, radius, layout.state(event), elements.label);
        marks.extend(mark.into_iter().map(|item| Item { step, ..item }));
        // A line leads to the event, and one from the last of a row towards the next row.
        let mut push = |from, to| {
            let line = step_line((from, to), (radius, radius), stroke);
            lines.extend(line.map(|line| Item { step, ..line }));
        };
        if index > row.start {
            push(x - row.pitch + radius, x + radius);
        }
        if index + 1 == row.end && row.end < layout.events.len() {
            push(x + radius, x + row.width);
        }
    }
    context.reveal.each_block = each_block;
    lines.append(&mut marks);
    let mut flow = Flow::default();
    if times.iter().any(|column: &Column| !column.flow.rows.is_empty()) {
        flow = Flow::of_columns(times).keep_with_next();
    }
    let gap = context.gap(0.35);
    let axis = Flow::from_row(Row::fixed_height(2.0 * radius, lines)).keep_with_next();
    flow.append(axis, gap);
    let gap = context.gap(0.45);
    flow.append(Flow::of_columns(words), gap);
    flow
}
