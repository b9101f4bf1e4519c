//! Lays out events down the page: times, marks on a line, words.

use super::event::{
    PictureRoom, add_event_elements, draw_line, draw_mark, draw_today_tag, lay_out_time,
    lay_out_title, lay_out_words, mark_radius, time_style, title_style, today_colour,
};
use super::{MAX_EVENTS_IN_LINE, TimelineLayout, axis_stroke};
use crate::deck::{TimelineItem, TimelineScale};
use crate::geometry::Point;
use crate::layout::block::lay_out_blocks;
use crate::layout::block::level::IllustratedBlocks;
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Column, Connector, Flow, PageBreak, Row};
use crate::layout::paragraph::{LineAlignment, ParagraphLayout};
use crate::layout::reveal::reveal_at_once;
use crate::scene::{Item, Stroke};

/// The largest share of the width for times.
const MAX_TIME_SHARE: f32 = 0.28;

/// Texts are beside titles that are narrower than this share of the room of both.
const MAX_TITLE_SHARE: f32 = 0.42;

/// How much larger the gap after the longest time is, if events are to scale.
const MAX_GAP_GROWTH: f64 = 3.0;

/// Where the parts of events are, from the left.
struct DownGrid {
    time_width: f32,
    /// The line.
    axis: f32,
    radius: f32,
    /// The words.
    words: f32,
    /// The texts, if they are beside the titles and not below them.
    texts: Option<f32>,
    /// Middle of the first line of an event.
    middle: f32,
}

/// Lays out events down the page. They continue on further pages, and the line joins those of one
/// page.
pub(super) fn lay_out_down(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
) -> Flow {
    let grid = plan_grid(context, layout);
    let connector = Connector {
        x: grid.axis,
        start: grid.middle,
        end: grid.middle,
        stroke: axis_stroke(context),
    };
    let count = layout.events.len();
    let today = layout.today_index();
    let mut flow = Flow::default();
    for (index, event) in layout.events.iter().enumerate() {
        if today == Some(index) {
            let mut row = lay_out_today(context, layout, &grid);
            row.connector = Some(connector);
            let gap = context.gap(0.4);
            flow.append(Flow::from_row(row), gap);
        }
        let mut rows = reveal_at_once(context, layout.one_by_one, |context| {
            lay_out_event(context, layout, event, &grid)
        });
        // No event is alone on a page.
        if index == 0 || index + 2 == count {
            let page_break = if count > 2 { PageBreak::Forbidden } else { PageBreak::Discouraged };
            rows.limit_page_break(page_break);
        }
        if let Some(row) = rows.rows.back_mut().filter(|_| index + 1 < count) {
            row.connector = Some(connector);
        }
        let gap = context.gap(0.75) * gap_factor(layout, index);
        flow.append(rows, gap);
    }
    flow
}

fn plan_grid(context: &mut LayoutContext<'_, '_>, layout: &TimelineLayout<'_>) -> DownGrid {
    let style = time_style(context);
    let mut widest = 0.0_f32;
    for text in layout.events.iter().filter_map(|event| event.time_text()) {
        let shaped = context.shaper.shape_paragraph(&text, &style.style);
        widest = widest.max(shaped.width() * style.size);
    }
    let time_width = (widest + 1.0).min(layout.width * MAX_TIME_SHARE);
    let radius = mark_radius(context, layout);
    let gap = context.em(0.7);
    let start = if widest > 0.0 { time_width + gap } else { 0.0 };
    let words = start + 2.0 * radius + gap;
    DownGrid {
        time_width,
        axis: start + radius,
        radius,
        words,
        texts: place_texts(context, layout, words),
        middle: style.leading * style.size / 2.0,
    }
}

/// Returns where texts are if they are beside their titles: many events with short titles would use
/// only a part of the width.
fn place_texts(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    words: f32,
) -> Option<f32> {
    let is_plain = |event: &&TimelineItem| {
        event.title.is_some() && !event.blocks.is_empty() && event.figure.is_none()
    };
    if layout.events.len() <= MAX_EVENTS_IN_LINE || !layout.events.iter().all(is_plain) {
        return None;
    }
    let style = title_style(context);
    let mut widest = 0.0_f32;
    for title in layout.events.iter().filter_map(|event| event.title.as_ref()) {
        let shaped = context.shaper.shape_paragraph(title, &style.style);
        widest = widest.max(shaped.width() * style.size + 1.0);
    }
    let room = layout.width - words;
    (widest <= room * MAX_TITLE_SHARE).then(|| words + widest + context.em(1.4))
}

/// Returns how much larger the gap above an event is than that of the shortest time.
fn gap_factor(layout: &TimelineLayout<'_>, index: usize) -> f32 {
    if layout.timeline.scale == TimelineScale::Even || index == 0 {
        return 1.0;
    }
    let start = |event: &TimelineItem| event.period.map_or(0.0, |time| time.start);
    let times: Vec<f64> =
        layout.events.windows(2).map(|pair| start(pair[1]) - start(pair[0])).collect();
    let longest = times.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    (1.0 + MAX_GAP_GROWTH * times[index - 1] / longest) as f32
}

fn lay_out_event(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    event: &TimelineItem,
    grid: &DownGrid,
) -> Flow {
    let elements = add_event_elements(context, layout, event, layout.list);
    let time_layout = ParagraphLayout {
        alignment: LineAlignment::End,
        ..ParagraphLayout::balanced(grid.time_width)
    };
    let time = lay_out_time(context, event, time_layout, elements.label);
    let centre = Point::new(grid.axis, grid.middle);
    let mark = draw_mark(context, centre, grid.radius, layout.state(event), elements.label);
    let column = |x, flow| Column { x, flow, align: 0.0, stretch: false, repeats: false };
    let mut columns = vec![
        column(0.0, time),
        column(0.0, Flow::from_row(Row::fixed_height(2.0 * grid.middle, mark))),
    ];
    if let Some(texts) = grid.texts {
        let title = lay_out_title(context, event, texts - grid.words, elements.body);
        columns.push(column(grid.words, title));
        // The text is as large as the title that it is beside.
        let text = lay_out_blocks(context, &event.blocks, layout.width - texts, elements.body);
        columns.push(column(texts, text));
        return Flow::of_columns(columns);
    }
    let width = layout.width - grid.words;
    let ground = context.palette.background;
    let content = IllustratedBlocks { figure: event.figure.as_ref(), ground };
    let words = content.lay_out(context, width, elements.body, |context, width| {
        lay_out_words(context, event, width, elements.body, PictureRoom::Beside)
    });
    columns.push(column(grid.words, words));
    Flow::of_columns(columns)
}

/// Lays out the mark of the present day: a line across the page.
fn lay_out_today(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    grid: &DownGrid,
) -> Row {
    let mut tag = draw_today_tag(context, layout.list);
    let x = (grid.axis - grid.radius - context.em(0.7) - tag.width).max(0.0);
    let y = grid.middle - tag.height / 2.0;
    tag.items.iter_mut().for_each(|item: &mut Item| item.translate(x, y));
    let stroke = Stroke { colour: today_colour(context), width: context.pt(1.5), round: false };
    let line = draw_line(
        Point::new(x + tag.width, grid.middle),
        Point::new(layout.width, grid.middle),
        stroke,
    );
    let items = std::iter::once(line).chain(tag.items).collect();
    Row { page_break: PageBreak::Forbidden, ..Row::fixed_height(2.0 * grid.middle, items) }
}
