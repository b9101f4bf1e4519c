//! The parts of an event: its mark on the line, its time and its words.

use super::TimelineLayout;
use super::today::today_word;
use crate::deck::{Text, TimelineItem};
use crate::geometry::{Point, Rect};
use crate::layout::block::checkbox_text::{CheckState, checkbox_text};
use crate::layout::block::column_count::{longest_word_in_blocks, longest_word_in_text};
use crate::layout::block::figures::{PicturePlace, add_figure_element, picture_row};
use crate::layout::block::icon::{add_icon_before, icon_above, icon_indent};
use crate::layout::block::lay_out_blocks;
use crate::layout::block::marks::{circle_path, tick_path};
use crate::layout::block::plate::plate_for_figure;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, PageBreak};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::rounded_rect;
use crate::scene::{
    Colour, ElementId, Item, ItemKind, Lch, Paint, Role, Shape, Stroke, hue_distance,
};
use crate::source::Span;

/// Size of the text below the title of an event, relative to running text.
pub(super) const TEXT_SCALE: f32 = 0.86;

/// Minimum contrast of the present day with the page (WCAG 2.2, 1.4.11).
const MIN_MARK_CONTRAST: f32 = 3.0;

/// Colours with less chroma are greys.
const MIN_CHROMA: f32 = 0.04;

/// The present day has the accent of the theme if its hue is this far from that of the bars.
const MIN_HUE_DISTANCE: f32 = 40.0;

/// Longer words are broken instead of widening a column.
const MAX_WORD_WIDTH_EM: f32 = 12.0;

/// The elements of an event: a list item with its time and its words.
#[derive(Clone, Copy)]
pub(super) struct EventElements {
    /// Its time and state, if it has any.
    pub label: Option<ElementId>,
    pub body: ElementId,
}

/// Adds the elements of an event to `list`.
pub(super) fn add_event_elements(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    event: &TimelineItem,
    list: ElementId,
) -> EventElements {
    let item = context.add_element(list, Role::ListItem, event.span);
    let has_label = event.when.is_some() || layout.state(event).is_some();
    let label = has_label.then(|| context.add_element(item, Role::Label, event.span));
    EventElements { label, body: context.add_element(item, Role::ListBody, event.span) }
}

/// Returns the radius of the marks on the line.
pub(super) fn mark_radius(context: &LayoutContext<'_, '_>, layout: &TimelineLayout<'_>) -> f32 {
    let has_states = layout.events.iter().any(|event| event.done.is_some());
    context.em(if has_states { 0.36 } else { 0.26 })
}

/// Draws the mark of an event: a disc, or a disc with a tick if it is done and a ring if not.
pub(super) fn draw_mark(
    context: &LayoutContext<'_, '_>,
    centre: Point,
    radius: f32,
    state: Option<bool>,
    element: Option<ElementId>,
) -> Vec<Item> {
    let palette = &context.palette;
    let width = radius * 0.3;
    let is_open = state == Some(false);
    let ground = context.ground();
    let spoken = state.map(|done| {
        let state = if done { CheckState::Done } else { CheckState::NotDone };
        checkbox_text(state, &context.lang).into()
    });
    let disc = Shape {
        path: circle_path(centre, if is_open { radius - width / 2.0 } else { radius }),
        fill: Some(Paint::Solid(if is_open { ground } else { palette.primary })),
        stroke: is_open.then_some(Stroke { colour: palette.primary, width, round: false }),
        actual_text: spoken,
    };
    let element = element.filter(|_| state.is_some());
    let mut items = vec![Item::new(ItemKind::Shape(disc), element, None)];
    if state == Some(true) {
        let side = radius * 1.05;
        let area = Rect::new(centre.x - side / 2.0, centre.y - side / 2.0, side, side);
        items.push(draw_tick(context, area, palette.on_primary));
    }
    items
}

/// Draws a tick that fills an area.
pub(super) fn draw_tick(
    context: &LayoutContext<'_, '_>,
    area: Rect,
    colour: crate::scene::Colour,
) -> Item {
    Item::new_artifact(ItemKind::Shape(Shape {
        path: tick_path(context, area),
        fill: None,
        stroke: Some(Stroke { colour, width: area.width * 0.2, round: true }),
        actual_text: None,
    }))
}

/// Returns the style of times.
pub(super) fn time_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    ParagraphStyle { leading: 1.2, ..context.paragraph_style(TextKind::Label) }
}

/// Returns the style of titles.
pub(super) fn title_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let style = time_style(context);
    ParagraphStyle { colours: context.text_colours(context.palette.text), ..style }
}

/// Lays out the time of an event.
pub(super) fn lay_out_time(
    context: &mut LayoutContext<'_, '_>,
    event: &TimelineItem,
    layout: ParagraphLayout,
    element: Option<ElementId>,
) -> Flow {
    let Some(text) = event.time_text() else { return Flow::default() };
    let style = time_style(context);
    lay_out_paragraph(context, &text, &style, layout, element)
}

/// Lays out the title of an event with its icon, or the icon alone if there is no title.
pub(super) fn lay_out_title(
    context: &mut LayoutContext<'_, '_>,
    event: &TimelineItem,
    width: f32,
    body: ElementId,
) -> Flow {
    let Some(title) = &event.title else {
        let icon = event.icon.map(|icon| icon_above(context, icon, context.palette.primary));
        return icon.unwrap_or_default();
    };
    let element = context.add_element(body, Role::Paragraph, title.span);
    let style = title_style(context);
    let layout = ParagraphLayout::balanced(width - icon_indent(event.icon, &style));
    let mut flow = lay_out_paragraph(context, title, &style, layout, Some(element));
    add_icon_before(context, &mut flow, event.icon, &style);
    flow
}

/// Lays out title, picture and text of an event.
pub(super) fn lay_out_words(
    context: &mut LayoutContext<'_, '_>,
    event: &TimelineItem,
    width: f32,
    body: ElementId,
    picture: PictureRoom,
) -> Flow {
    let mut flow = lay_out_title(context, event, width, body);
    if let (Some(figure), PictureRoom::Below(max_height)) = (&event.figure, picture) {
        let element = add_figure_element(context, figure, body);
        let plate = plate_for_figure(context, figure, context.palette.background);
        let place = PicturePlace { width, max_height, plate, element };
        let gap = context.em(0.4);
        if let Some(row) = picture_row(context, figure, place) {
            flow.limit_page_break(PageBreak::Forbidden);
            flow.append(Flow::from_row(row), gap);
        }
    }
    // Text alone is as large as a title, so that it is on the baseline of its time.
    let scale = if event.title.is_some() { TEXT_SCALE } else { 1.0 };
    let blocks =
        context.with_smaller(scale, |context| lay_out_blocks(context, &event.blocks, width, body));
    if !blocks.rows.is_empty() {
        flow.limit_page_break(PageBreak::Forbidden);
    }
    let gap = context.gap(0.15);
    flow.append(blocks, gap);
    flow
}

/// Where the picture of an event goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PictureRoom {
    /// Below its title, at most this high.
    Below(f32),
    /// Elsewhere.
    Beside,
}

/// Returns the width of the longest word of the events in pt, at least `min_em`.
pub(super) fn longest_word(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    min_em: f32,
) -> f32 {
    let style = title_style(context).style;
    let mut longest = min_em;
    for event in &layout.events {
        for text in event.title.iter().chain(&event.when) {
            longest = longest.max(longest_word_in_text(context, text, &style, MAX_WORD_WIDTH_EM));
        }
        let word = longest_word_in_blocks(context, &event.blocks, MAX_WORD_WIDTH_EM);
        longest = longest.max(word * TEXT_SCALE);
    }
    context.em(longest)
}

/// Returns the colour of the present day: not that of bars and marks.
pub(super) fn today_colour(context: &LayoutContext<'_, '_>) -> Colour {
    let palette = &context.palette;
    let accent = palette.accent.moved_until(&[palette.background], MIN_MARK_CONTRAST);
    let (accent_hue, hue) = (Lch::from_colour(accent), Lch::from_colour(palette.primary));
    let is_grey = accent_hue.chroma.min(hue.chroma) < MIN_CHROMA;
    let differs = match is_grey {
        true => accent_hue.chroma.max(hue.chroma) >= MIN_CHROMA,
        false => hue_distance(accent_hue.hue, hue.hue) >= MIN_HUE_DISTANCE,
    };
    if differs { accent } else { palette.text }
}

/// A drawn tag with the word for the present day.
pub(super) struct TodayTag {
    pub items: Vec<Item>,
    pub width: f32,
    pub height: f32,
}

/// Draws the tag of the present day, with its top left corner at the origin, as an item of `list`.
pub(super) fn draw_today_tag(context: &mut LayoutContext<'_, '_>, list: ElementId) -> TodayTag {
    let span = Span::default();
    let item = context.structure.add_element(list, Role::ListItem, None);
    let body = context.structure.add_element(item, Role::ListBody, None);
    let element = context.structure.add_element(body, Role::Paragraph, None);
    let mut style = context.paragraph_style(TextKind::Small);
    style.leading = 1.2;
    style.style.weight = context.theme.weights.heading;
    let fill = today_colour(context);
    style.colours = context.text_colours(Colour::ink_on(&[fill]));
    let text = Text::plain(today_word(&context.lang), span);
    let width = context.shaper.shape_paragraph(&text, &style.style).width() * style.size;
    let (pad, above) = (context.em(0.35), context.em(0.08));
    let layout = ParagraphLayout::start_aligned(width + 1.0);
    let rows = lay_out_paragraph(context, &text, &style, layout, Some(element));
    let size = Rect::new(0.0, 0.0, width + 2.0 * pad, rows.height() + 2.0 * above);
    let radius = context.pt(context.theme.space.radius).min(size.height / 2.0);
    let ground = rounded_rect(size, radius, fill);
    let mut items = vec![Item::new_artifact(ItemKind::Shape(ground))];
    rows.place_at(Point::new(pad, above), &mut items);
    TodayTag { items, width: size.width, height: size.height }
}

/// Draws a line as an artifact.
pub(super) fn draw_line(start: Point, end: Point, stroke: Stroke) -> Item {
    use crate::scene::PathSegment::{Line, Move};
    Item::new_artifact(ItemKind::Shape(Shape {
        path: vec![Move(start), Line(end)],
        fill: None,
        stroke: Some(stroke),
        actual_text: None,
    }))
}
