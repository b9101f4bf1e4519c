//! Lays out a roadmap: an axis of time with bars in lanes below it.

use std::rc::Rc;

use super::TimelineLayout;
use super::axis::{Axis, AxisCell};
use super::bar::{DrawnBar, TimeScale, lay_out_bar, words_style};
use super::event::{draw_line, draw_today_tag, today_colour};
use crate::deck::{Text, TimelineItem};
use crate::geometry::Point;
use crate::layout::context::{LayoutContext, ParagraphStyle};
use crate::layout::flow::{Flow, PageBreak, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::scene::{ElementId, Item, ListNumbering, Role, Stroke};
use crate::source::Span;

/// The largest share of the width for the names of lanes.
const MAX_NAME_SHARE: f32 = 0.22;

/// With more cells, there is a line only between their groups.
const MAX_LINES: usize = 40;

/// A lane: its name and its entries.
struct Lane<'a> {
    name: Option<&'a Text>,
    events: Vec<&'a TimelineItem>,
}

/// What all rows of a roadmap have in common.
struct RoadmapGrid {
    scale: TimeScale,
    axis: Axis,
    name_width: f32,
    width: f32,
    /// Position of the present day.
    today: Option<f32>,
}

/// Lays out a roadmap. The axis is repeated on every further page.
pub(super) fn lay_out_roadmap(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
) -> Flow {
    let lanes = group_lanes(&layout.events);
    let grid = plan_grid(context, layout, &lanes);
    let mut header = Flow::from_row(lay_out_axis(context, layout, &grid));
    header = header.keep_with_next();
    let repeated = Rc::new(header.clone());
    let mut flow = header;
    let count = lanes.len();
    for (index, lane) in lanes.iter().enumerate() {
        let mut rows = reveal_at_once(context, layout.one_by_one, |context| {
            lay_out_lane(context, layout, lane, &grid)
        });
        rows.rows.iter_mut().for_each(|row| row.repeated_header = Some(Rc::clone(&repeated)));
        if index == 0 || index + 2 == count {
            rows.limit_page_break(PageBreak::Discouraged);
        }
        flow.append(rows, 0.0);
    }
    flow
}

/// Groups entries by lane, in the order in which the lanes first appear.
fn group_lanes<'a>(events: &[&'a TimelineItem]) -> Vec<Lane<'a>> {
    let mut lanes: Vec<Lane<'a>> = Vec::new();
    for event in events {
        let name = event.lane.as_ref();
        let is_same = |lane: &&mut Lane| {
            lane.name.map(|text| &text.content) == name.map(|text| &text.content)
        };
        match lanes.iter_mut().find(is_same) {
            Some(lane) => lane.events.push(event),
            None => lanes.push(Lane { name, events: vec![event] }),
        }
    }
    lanes
}

fn plan_grid(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    lanes: &[Lane<'_>],
) -> RoadmapGrid {
    let style = words_style(context);
    let widest = lanes
        .iter()
        .filter_map(|lane| lane.name)
        .map(|name| context.shaper.shape_paragraph(name, &style.style).width() * style.size)
        .fold(0.0, f32::max);
    let name_width = if widest > 0.0 {
        (widest + 1.0).min(layout.width * MAX_NAME_SHARE) + context.em(0.8)
    } else {
        0.0
    };
    let times = || layout.events.iter().filter_map(|event| event.period);
    let start = times().map(|time| time.start).fold(f64::INFINITY, f64::min);
    let end = times().map(|time| time.end).fold(f64::NEG_INFINITY, f64::max);
    let width_em = (layout.width - name_width) / style.size;
    let axis = Axis::new(start, end, width_em, &context.lang);
    let scale =
        TimeScale { start: axis.start, end: axis.end, left: name_width, right: layout.width };
    let is_shown = |today: &f64| (axis.start..=axis.end).contains(today);
    let today = layout.timeline.today.filter(is_shown).map(|today| scale.position(today));
    RoadmapGrid { scale, axis, name_width, width: layout.width, today }
}

/// Lays out the labels of the axis: groups such as years above units such as months.
fn lay_out_axis(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    grid: &RoadmapGrid,
) -> Row {
    let mut items = Vec::new();
    let mut y = 0.0;
    let strong = words_style(context);
    let mut plain = strong.clone();
    plain.style.weight = context.theme.weights.body;
    plain.colours = context.text_colours(context.palette.muted);
    let line = strong.size * 1.35;
    if !grid.axis.groups.is_empty() {
        for cell in &grid.axis.groups {
            draw_cell_label(context, grid, cell, (&strong, y), CellAlignment::Start, &mut items);
        }
        y += line;
    }
    let (style, alignment) = if grid.axis.groups.is_empty() {
        (&strong, CellAlignment::Start)
    } else {
        (&plain, CellAlignment::Centre)
    };
    for cell in &grid.axis.cells {
        draw_cell_label(context, grid, cell, (style, y), alignment, &mut items);
    }
    y += line;
    let mut lines = grid_lines(context, grid, line, y);
    if let Some(x) = grid.today {
        // The tag is on the line of the present day, below the labels of the axis.
        let tag = draw_today_tag(context, layout.list);
        let left = (x - tag.width / 2.0).clamp(grid.scale.left, grid.width - tag.width);
        items.extend(tag.items.into_iter().map(|mut item| {
            item.translate(left, y);
            item
        }));
        let bottom = y + tag.height + context.em(0.2);
        lines.push(draw_line(Point::new(x, y), Point::new(x, bottom), today_stroke(context)));
        y = bottom;
    }
    let rule = Stroke { colour: context.palette.primary, width: context.pt(1.5), round: false };
    lines.push(draw_line(Point::new(0.0, y), Point::new(grid.width, y), rule));
    lines.append(&mut items);
    Row::fixed_height(y, lines)
}

/// Where a label is in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellAlignment {
    Start,
    Centre,
}

/// Draws the label of a cell of the axis, unless it is wider than the cell.
fn draw_cell_label(
    context: &mut LayoutContext<'_, '_>,
    grid: &RoadmapGrid,
    cell: &AxisCell,
    (style, y): (&ParagraphStyle, f32),
    alignment: CellAlignment,
    items: &mut Vec<Item>,
) {
    let (left, right) = (grid.scale.position(cell.start), grid.scale.position(cell.end));
    let text = Text::plain(cell.label.clone(), Span::default());
    let width = context.shaper.shape_paragraph(&text, &style.style).width() * style.size;
    let pad = context.em(0.2);
    let (x, room) = match alignment {
        CellAlignment::Start => (left + pad, right - left - pad),
        CellAlignment::Centre => (left + (right - left - width) / 2.0, right - left),
    };
    if width > room {
        return;
    }
    let layout = ParagraphLayout::start_aligned(width + 1.0);
    lay_out_paragraph(context, &text, style, layout, None).place_at(Point::new(x, y), items);
}

/// Draws the lines between the cells of the axis, from `top` to `bottom`.
fn grid_lines(
    context: &LayoutContext<'_, '_>,
    grid: &RoadmapGrid,
    top: f32,
    bottom: f32,
) -> Vec<Item> {
    let axis = &grid.axis;
    let has_lines = axis.cells.len() <= MAX_LINES || axis.groups.is_empty();
    let cells = if has_lines { &axis.cells } else { &axis.groups };
    let stroke = Stroke { colour: context.palette.line, width: context.pt(0.6), round: false };
    let line = |time: f64| {
        let x = grid.scale.position(time);
        draw_line(Point::new(x, top), Point::new(x, bottom), stroke)
    };
    let starts = cells.iter().map(|cell| cell.start).filter(|start| {
        // The names of lanes need no line beside them at the left edge of the page.
        grid.name_width > 0.0 || *start > axis.start
    });
    starts.map(line).collect()
}

fn today_stroke(context: &LayoutContext<'_, '_>) -> Stroke {
    Stroke { colour: today_colour(context), width: context.pt(1.75), round: false }
}

/// Lays out a lane: its entries in as few rows as they need without overlapping.
fn lay_out_lane(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    lane: &Lane<'_>,
    grid: &RoadmapGrid,
) -> Flow {
    let mut list = layout.list;
    let mut name = Flow::default();
    if let Some(text) = lane.name {
        let item = context.add_element(layout.list, Role::ListItem, text.span);
        let element = context.add_element(item, Role::Label, text.span);
        let body = context.add_element(item, Role::ListBody, text.span);
        list = context.add_element(body, Role::List(ListNumbering::Unordered), text.span);
        let style = ParagraphStyle {
            colours: context.text_colours(context.palette.title),
            ..words_style(context)
        };
        let width = grid.name_width - context.em(0.8);
        let layout = ParagraphLayout::balanced(width);
        name = lay_out_paragraph(context, text, &style, layout, Some(element));
    }
    let tracks = arrange_tracks(context, layout, lane, grid, list);
    let (pad, gap) = (context.gap(0.32), context.gap(0.22));
    let count = tracks.len();
    let mut name = Some(name);
    let mut flow = Flow::default();
    for (index, track) in tracks.into_iter().enumerate() {
        let (is_first, is_last) = (index == 0, index + 1 == count);
        let top = if is_first { pad } else { 0.0 };
        let words = if is_first { name.take() } else { None };
        let content = track.iter().map(|bar| bar.height).fold(0.0, f32::max);
        // A single row is as tall as the name of its lane.
        let least = words.as_ref().filter(|_| is_last).map_or(0.0, Flow::height);
        let height = top + content.max(least) + if is_last { pad } else { gap };
        let mut items = draw_ground(context, grid, height, is_last);
        if let Some(words) = words {
            let first = track.first().map_or(0.0, |bar| bar.height);
            let line = words_style(context).size * 1.2;
            let drop = (first.min(line + context.em(0.32)) - line) / 2.0;
            words.place_at(Point::new(0.0, top + drop.max(0.0)), &mut items);
        }
        for bar in track {
            items.extend(bar.items.into_iter().map(|mut item| {
                item.translate(0.0, top);
                item
            }));
        }
        let row = Row::fixed_height(height, items);
        let page_break = if is_last { PageBreak::Allowed } else { PageBreak::Discouraged };
        flow.rows.push_back(Row { page_break, ..row });
    }
    flow
}

/// Draws what is under the entries of a row: lines of the axis and of the present day.
fn draw_ground(
    context: &LayoutContext<'_, '_>,
    grid: &RoadmapGrid,
    height: f32,
    is_last: bool,
) -> Vec<Item> {
    let mut items = grid_lines(context, grid, 0.0, height);
    if is_last {
        let stroke = Stroke { colour: context.palette.line, width: context.pt(0.75), round: false };
        items.push(draw_line(Point::new(0.0, height), Point::new(grid.width, height), stroke));
    }
    if let Some(x) = grid.today {
        items.push(draw_line(Point::new(x, 0.0), Point::new(x, height), today_stroke(context)));
    }
    items
}

/// Lays out the entries of a lane, each in the first row in which it does not touch another one.
fn arrange_tracks(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    lane: &Lane<'_>,
    grid: &RoadmapGrid,
    list: ElementId,
) -> Vec<Vec<DrawnBar>> {
    let gap = context.em(0.3);
    let mut bars: Vec<(f64, DrawnBar)> = Vec::new();
    for event in &lane.events {
        let start = event.period.map_or(0.0, |time| time.start);
        bars.push((start, lay_out_bar(context, layout, event, grid.scale, list)));
    }
    bars.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut tracks: Vec<Vec<DrawnBar>> = Vec::new();
    for (_, bar) in bars {
        let is_free = |track: &&mut Vec<DrawnBar>| {
            track.iter().all(|other| other.right + gap <= bar.left || bar.right + gap <= other.left)
        };
        match tracks.iter_mut().find(is_free) {
            Some(track) => track.push(bar),
            None => tracks.push(vec![bar]),
        }
    }
    tracks
}
