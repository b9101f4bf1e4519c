//! Reads `timeline`: a list of events, or `{direction, scale, today, steps, items}`.

use super::super::block::BlockKind;
use super::super::period::{Period, parse_period};
use super::super::text::Text;
use super::super::timeline::{Timeline, TimelineItem, TimelineScale};
use super::super::vocabulary::{CASCADE_DIRECTIONS, TIMELINE, TIMELINE_ITEM, TIMELINE_SCALES};
use super::containers::{read_body, read_long_form};
use super::icon::take_icon;
use super::{ReadContext, block, figure, list, markdown, prose, show};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::{Fields, Key, Node, NodeKind, to_snake_case};

/// What to write as a time.
const TIME_HELP: &str =
    "write a time with a year, such as `2026`, `May 2026`, `Q3 2026` or `2026-05-03`";

/// Reads the value of `timeline`.
pub(crate) fn read_timeline(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let (mut fields, items) = read_long_form(node, "`timeline`", &TIMELINE, context)?;
    let nodes =
        items.and_then(|items| context.reader.read_list(items, "`timeline`")).unwrap_or(&[]);
    let mut timeline = Timeline {
        direction: None,
        scale: TimelineScale::Even,
        today: None,
        steps: false,
        items: Vec::new(),
    };
    let mut today_span = None;
    if let Some(fields) = &mut fields {
        let direction = fields.take_value("direction");
        timeline.direction = direction
            .and_then(|node| context.reader.read_choice(node, "`direction`", CASCADE_DIRECTIONS));
        let scale = fields.take_value("scale");
        timeline.scale = scale
            .and_then(|node| context.reader.read_choice(node, "`scale`", TIMELINE_SCALES))
            .unwrap_or_default();
        let today = fields.take_value("today");
        today_span = today.map(|node| node.span);
        timeline.today = today.and_then(|node| read_today(node, context));
        timeline.steps = show::read_flag(fields, "steps", context).unwrap_or_default();
    }
    if let Some(fields) = fields {
        fields.report_unknown_keys(&mut context.reader);
    }
    timeline.items = nodes.iter().filter_map(|node| read_item(node, context)).collect();
    let needs_times = timeline.is_roadmap() || timeline.scale == TimelineScale::Time;
    if needs_times && !check_times(&timeline, context) {
        return None;
    }
    warn_about_order(&timeline, context);
    warn_about_today(&timeline, today_span, context);
    (!timeline.items.is_empty()).then(|| BlockKind::Timeline(Box::new(timeline)))
}

/// Reads the day to mark: a time, or `true` for the deck's date.
fn read_today(node: &Node, context: &mut ReadContext) -> Option<f64> {
    let is_boolean = |word: &str| word.eq_ignore_ascii_case("true") || word == "false";
    let scalar = node.as_scalar().filter(|scalar| is_boolean(scalar.value.trim()));
    if scalar.is_none() {
        let text = context.reader.read_text(node, "`today`")?;
        let period = parse_period(&text);
        if period.is_none() {
            report_time(context, &text, node.span);
        }
        return period.map(|period| period.start);
    }
    if !context.reader.read_boolean(node, "`today`")? {
        return None;
    }
    let date = context.deck_date.as_deref().and_then(parse_period);
    if date.is_none() {
        context.reader.report_error(
            Code::UnreadableTime,
            "`today: true` needs the `date` of the deck as a day",
            node.span,
            "write the day: `today: 2026-05-03`, or give the deck a `date` such as `2026-05-03`",
        );
    }
    date.map(|date| date.start)
}

/// Reads an event. A text alone is its title, and `2020: Founded` is short for both keys.
fn read_item(node: &Node, context: &mut ReadContext) -> Option<TimelineItem> {
    let owner = "an event of `timeline`";
    let empty = TimelineItem {
        when: None,
        until: None,
        title: None,
        lane: None,
        done: None,
        figure: None,
        icon: None,
        blocks: Vec::new(),
        period: None,
        span: node.span,
    };
    let Some(entries) = node.as_mapping() else {
        let title = context.read_text(node, owner)?;
        return Some(TimelineItem { title: Some(title), ..empty });
    };
    if let [(key, value)] = entries
        && is_time_key(key)
    {
        let when = markdown::parse_inline(&key.name, key.span, context);
        let period = parse_period(&when.content);
        let mut item = TimelineItem { when: Some(when), period, ..empty };
        match &value.kind {
            NodeKind::Sequence(_) => {
                item.blocks = list::read_list(value, "bullets", value.span, context);
            }
            NodeKind::Scalar(scalar) if scalar.is_block() => {
                item.blocks = prose::read_blocks(value, owner, context);
            }
            _ => item.title = context.read_text(value, owner),
        }
        return Some(item);
    }
    let mut fields = context.reader.read_fields(node, owner, &TIMELINE_ITEM)?;
    let when = read_field(&mut fields, "when", context);
    let until = read_field(&mut fields, "until", context);
    let title = read_field(&mut fields, "title", context);
    let lane = read_field(&mut fields, "lane", context);
    let done = show::read_flag(&mut fields, "done", context);
    let figure = fields.take_matching(|name| matches!(name, "figure" | "image"));
    let figure = figure
        .first()
        .and_then(|field| figure::read_figure(field.value, figure::EVENT_FIGURE, context));
    let icon = take_icon(&mut fields, context);
    let blocks = read_body(&mut fields, context);
    fields.report_unknown_keys(&mut context.reader);
    if when.is_none() && title.is_none() && figure.is_none() && blocks.is_empty() {
        context.reader.report_error(
            Code::MissingKey,
            "an event of `timeline` has no `title`",
            node.span.start_point(),
            "write `title:` and what happens",
        );
        return None;
    }
    let period = read_period(when.as_ref(), until.as_ref(), context);
    Some(TimelineItem { when, until, title, lane, done, figure, icon, blocks, period, ..empty })
}

/// Returns whether a key is the author's own text: the time of an event.
fn is_time_key(key: &Key) -> bool {
    let name = to_snake_case(&key.name);
    !block::is_block_name(&name)
        && !TIMELINE_ITEM.has_key(&name)
        && !key.name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn read_field(fields: &mut Fields, name: &str, context: &mut ReadContext) -> Option<Text> {
    fields.take_value(name).and_then(|node| context.read_text(node, &format!("`{name}`")))
}

/// Returns the time from `when` to the end of `until`.
fn read_period(
    when: Option<&Text>,
    until: Option<&Text>,
    context: &mut ReadContext,
) -> Option<Period> {
    let start = when.and_then(|when| parse_period(&when.content));
    let Some(until) = until else { return start };
    let end = parse_period(&until.content);
    let (Some(start), Some(end)) = (start, end) else { return None };
    // The end of a period is the start of the next one.
    if end.end <= start.start {
        context.reader.report_error(
            Code::TimeOrder,
            "this ends before it starts",
            until.span,
            "write a later time as `until`, or exchange `when` and `until`",
        );
    }
    Some(Period { start: start.start, end: end.end.max(start.start) })
}

/// Reports events whose time cannot be read. Returns whether all can.
fn check_times(timeline: &Timeline, context: &mut ReadContext) -> bool {
    let mut are_readable = true;
    for item in timeline.items.iter().filter(|item| item.period.is_none()) {
        are_readable = false;
        let times = [&item.when, &item.until].into_iter().flatten();
        let unreadable = times.into_iter().find(|time| parse_period(&time.content).is_none());
        match unreadable {
            Some(time) => report_time(context, &time.content, time.span),
            None => {
                let reason = match timeline.is_roadmap() {
                    true => "an event of a roadmap has no `when`",
                    false => "an event has no `when`, but `scale: time` needs it",
                };
                context.reader.report_error(
                    Code::UnreadableTime,
                    reason,
                    item.span.start_point(),
                    TIME_HELP,
                );
            }
        }
    }
    are_readable
}

fn report_time(context: &mut ReadContext, text: &str, span: Span) {
    let message = format!("`{text}` cannot be read as a time");
    context.reader.report_error(Code::UnreadableTime, message, span, TIME_HELP);
}

/// Warns about an event that is earlier than the one before it, unless the events are placed by
/// their times.
fn warn_about_order(timeline: &Timeline, context: &mut ReadContext) {
    if timeline.is_roadmap() || timeline.scale == TimelineScale::Time {
        return;
    }
    let timed = timeline.items.iter().filter_map(|item| Some((item, item.period?)));
    let timed: Vec<_> = timed.collect();
    for pair in timed.windows(2) {
        let [(before, first), (item, second)] = pair else { continue };
        // A history may be told backwards.
        let is_reversed = timed.windows(2).all(|pair| pair[1].1.start <= pair[0].1.start);
        if second.start >= first.start || is_reversed {
            continue;
        }
        let (span, other) = (time_span(item), time_span(before));
        context.reader.diagnostics.push(
            Diagnostic::warning(Code::TimeOrder, "this is earlier than the event before it", span)
                .with_related(other, "the event before it")
                .with_help("move it to its place, or correct its `when`"),
        );
    }
}

/// Warns if the present day is not marked, because it is not between two events.
fn warn_about_today(timeline: &Timeline, span: Option<Span>, context: &mut ReadContext) {
    let (Some(today), Some(span)) = (timeline.today, span) else { return };
    let mut times = timeline.items.iter().filter_map(|item| item.period).peekable();
    if times.peek().is_none() {
        context.reader.report_warning(
            Code::UnreadableTime,
            "today is not marked, because no event has a time that can be read",
            span,
            TIME_HELP,
        );
        return;
    }
    let (first, last) = times.fold((f64::INFINITY, f64::NEG_INFINITY), |(first, last), time| {
        (first.min(time.start), last.max(time.end))
    });
    if !(first..=last).contains(&today) {
        context.reader.report_warning(
            Code::NoEffect,
            "today is not marked, because it is before or after all events",
            span,
            "remove `today`, or correct the day",
        );
    }
}

fn time_span(item: &TimelineItem) -> Span {
    item.when.as_ref().map_or(item.span, |when| when.span)
}
