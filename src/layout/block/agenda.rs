//! Lays out agendas: one row for each section, with a rule between them.

use super::Place;
use super::checkbox_text::{CheckState, checkbox_text};
use super::flow_of_box;
use super::marks::tick_path;
use crate::deck::{Agenda, AgendaEntry, AgendaState, Text, format_duration};
use crate::geometry::Rect;
use crate::layout::compose::MAX_TEXT_GROWTH;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Flow, PageBreak, Row, RowBody};
use crate::layout::paragraph::{LineAlignment, ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::layout::text::rounded_rect;
use crate::scene::{
    Colour, ElementId, Item, ItemKind, LinkArea, LinkTarget, ListNumbering, Role, Shape, Stroke,
};
use crate::source::Span;

/// How much taller a row may become on a sparse page, in em.
const MAX_ROW_GROWTH_EM: f32 = 0.7;

/// Width of the bar beside the present section, in em.
const BAR_EM: f32 = 0.22;

/// Size of the tick of a section that is done, in em.
const TICK_EM: f32 = 0.62;

/// The columns of an agenda.
struct AgendaGrid {
    width: f32,
    /// Distance of all columns from the edges.
    inset: f32,
    number_width: f32,
    time_width: f32,
    list: ElementId,
}

/// Lays out an agenda. Every section is a link to its first slide.
pub(super) fn lay_out_agenda(
    context: &mut LayoutContext<'_, '_>,
    agenda: &Agenda,
    place: Place,
) -> Flow {
    let numbering = if agenda.numbers { ListNumbering::Decimal } else { ListNumbering::Unordered };
    let grid = plan_grid(context, agenda, place, numbering);
    let count = agenda.entries.len();
    let one_by_one = context.reveal.each_block;
    let mut flow = Flow::default();
    for (index, entry) in agenda.entries.iter().enumerate() {
        let number = agenda.numbers.then_some(index + 1);
        let mut rows = reveal_at_once(context, one_by_one, |context| {
            lay_out_entry(context, entry, number, &grid)
        });
        let growth = context.em(MAX_ROW_GROWTH_EM);
        rows.rows.iter_mut().for_each(|row| row.max_growth = growth);
        if let Some(next) = agenda.entries.get(index + 1) {
            rows = rows.keep_with_next();
            // The band of the present section has edges of its own.
            let is_beside_band = [entry, next].iter().any(|e| e.state == AgendaState::Present);
            let rule = Rect::new(0.0, 0.0, grid.width, context.pt(0.75));
            let rule = rounded_rect(rule, 0.0, context.palette.line);
            let rule = Item::new_artifact(ItemKind::Shape(rule));
            let rule = if is_beside_band { Vec::new() } else { vec![rule] };
            rows.rows.push_back(Row::fixed_height(context.pt(0.75), rule));
            if index == 0 || index + 2 == count {
                rows.limit_page_break(PageBreak::Discouraged);
            }
        }
        flow.rows.append(&mut rows.rows);
    }
    flow
}

fn plan_grid(
    context: &mut LayoutContext<'_, '_>,
    agenda: &Agenda,
    place: Place,
    numbering: ListNumbering,
) -> AgendaGrid {
    let style = context.paragraph_style(TextKind::Label);
    // The grid is that of the largest type, so that it is the same on all agendas of a deck.
    let type_scale = &context.theme.type_scale;
    let largest = type_scale.body.first().copied().unwrap_or(type_scale.normal);
    let em = (context.pt(largest) * MAX_TEXT_GROWTH).max(context.scale.body);
    let size = style.size * em / context.scale.body;
    let mut width_of = |words: String| {
        let text = Text::plain(words, Span::default());
        context.shaper.shape_paragraph(&text, &style.style).width() * size
    };
    let count = agenda.entries.len();
    // Ticks of sections that are done are in the place of numbers.
    let has_ticks = agenda.entries.iter().any(|entry| entry.state == AgendaState::Past);
    let number_width = match agenda.numbers {
        true => width_of(count.to_string()).max(TICK_EM * em),
        false if has_ticks => TICK_EM * em,
        false => 0.0,
    };
    let times = agenda.entries.iter().filter_map(|entry| entry.seconds);
    let times = times.filter(|_| agenda.shows_times());
    let widest_time = times.map(|time| width_of(format_duration(time))).fold(0.0, f32::max);
    let gap = |width: f32, gap: f32| if width > 0.0 { width + gap * em } else { 0.0 };
    AgendaGrid {
        width: place.width,
        inset: 0.7 * em,
        number_width: gap(number_width, 0.8),
        time_width: gap(widest_time, 1.0),
        list: context.structure.add_element(place.parent, Role::List(numbering), Some(place.span)),
    }
}

/// Lays out a section: number, name with the titles of slides, duration. The present one is in a
/// box with a bar.
fn lay_out_entry(
    context: &mut LayoutContext<'_, '_>,
    entry: &AgendaEntry,
    number: Option<usize>,
    grid: &AgendaGrid,
) -> Flow {
    let span = entry.title.span;
    let item = context.add_element(grid.list, Role::ListItem, span);
    let palette = context.palette;
    let is_present = entry.state == AgendaState::Present;
    let ink = match entry.state {
        AgendaState::Past => palette.muted,
        AgendaState::Any | AgendaState::Present | AgendaState::Ahead => palette.text,
    };
    let is_past = entry.state == AgendaState::Past;
    let done = is_past.then(|| lay_out_tick(context, number, (item, span), ink));
    let number = number.filter(|_| !is_past).map(|number| {
        let element = context.add_element(item, Role::Label, span);
        let colour = if ink == palette.text { palette.primary } else { ink };
        let style = entry_style(context, TextKind::Label, colour);
        let text = Text::plain(number.to_string(), span);
        let layout = ParagraphLayout::start_aligned(grid.number_width);
        lay_out_paragraph(context, &text, &style, layout, Some(element))
    });
    let body = context.add_element(item, Role::ListBody, span);
    let width = grid.width - 2.0 * grid.inset - grid.number_width - grid.time_width;
    let kind = if is_present { TextKind::Label } else { TextKind::Body };
    let style = entry_style(context, kind, ink);
    let mut words = lay_out_link(context, &entry.title, entry.slide, &style, (width, body));
    for (title, slide) in &entry.topics {
        let mut style = entry_style(context, TextKind::Small, palette.text);
        style.leading = 1.3;
        words.limit_page_break(PageBreak::Forbidden);
        let gap = context.em(0.1);
        words.append(lay_out_link(context, title, *slide, &style, (width, body)), gap);
    }
    let time = entry.seconds.filter(|_| grid.time_width > 0.0).map(|seconds| {
        let element = context.add_element(body, Role::Paragraph, span);
        let style = entry_style(context, TextKind::Body, palette.muted);
        let text = Text::plain(format_duration(seconds), span);
        let layout = ParagraphLayout {
            alignment: LineAlignment::End,
            ..ParagraphLayout::start_aligned(grid.time_width)
        };
        lay_out_paragraph(context, &text, &style, layout, Some(element))
    });
    let column = |x, flow| Column { x, flow, align: 0.0, stretch: false, repeats: false };
    let mut columns = vec![column(0.0, number.or(done).unwrap_or_default())];
    columns.push(column(grid.number_width, words));
    columns.push(column(grid.number_width + width, time.unwrap_or_default()));
    let above = context.gap(0.32);
    let bar = (context.em(BAR_EM), palette.accent);
    flow_of_box(BoxedFlow {
        width: grid.width,
        inset: [grid.inset, above, grid.inset, above],
        fill: is_present.then_some(palette.surface),
        stroke: None,
        edge: is_present.then_some(bar),
        radius: 0.0,
        align: 0.5,
        flow: Flow::of_columns(columns),
    })
}

/// Lays out the tick of a section that is done, in the place of its number, which is read with it.
fn lay_out_tick(
    context: &mut LayoutContext<'_, '_>,
    number: Option<usize>,
    (item, span): (ElementId, Span),
    colour: Colour,
) -> Flow {
    let style = entry_style(context, TextKind::Label, colour);
    let height = style.size * style.leading;
    let side = context.em(TICK_EM);
    let done = checkbox_text(CheckState::Done, &context.lang);
    let spoken = number.map_or_else(|| done.to_owned(), |number| format!("{number} {done}"));
    let tick = Shape {
        path: tick_path(context, Rect::new(0.0, (height - side) / 2.0, side, side)),
        fill: None,
        stroke: Some(Stroke { colour, width: side * 0.16, round: true }),
        actual_text: Some(spoken.into()),
    };
    let label = context.add_element(item, Role::Label, span);
    let tick = Item::new(ItemKind::Shape(tick), Some(label), Some(span));
    Flow::from_row(Row::fixed_height(height, vec![tick]))
}

fn entry_style(context: &LayoutContext<'_, '_>, kind: TextKind, colour: Colour) -> ParagraphStyle {
    let style = context.paragraph_style(kind);
    ParagraphStyle { leading: 1.25, colours: context.text_colours(colour), ..style }
}

/// Lays out a text that leads to a slide.
fn lay_out_link(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    slide: usize,
    style: &ParagraphStyle,
    (width, parent): (f32, ElementId),
) -> Flow {
    let paragraph = context.add_element(parent, Role::Paragraph, text.span);
    let link = context.add_element(paragraph, Role::Link, text.span);
    let layout = ParagraphLayout::balanced(width);
    let mut flow = lay_out_paragraph(context, text, style, layout, Some(link));
    for row in &mut flow.rows {
        let RowBody::Fixed { height, items } = &mut row.body else { continue };
        let area = LinkArea {
            rect: Rect::new(0.0, 0.0, width, *height),
            target: LinkTarget::Page(slide),
            alt_text: text.content.clone(),
        };
        items.push(Item::new(ItemKind::Link(area), Some(link), Some(text.span)));
    }
    flow
}
