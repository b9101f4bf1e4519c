//! Lays out one entry of a roadmap: a bar or a diamond with its words inside or beside it.

use super::TimelineLayout;
use super::event::{TEXT_SCALE, add_event_elements, draw_tick};
use crate::deck::TimelineItem;
use crate::geometry::{Point, Rect};
use crate::layout::block::checkbox_text::{CheckState, checkbox_text};
use crate::layout::block::figures::{PicturePlace, add_figure_element, picture_row};
use crate::layout::block::icon::{add_icon_before, icon_indent};
use crate::layout::block::lay_out_blocks;
use crate::layout::block::marks::diamond_path;
use crate::layout::block::plate::plate_for_figure;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, RowBody};
use crate::layout::paragraph::{LineAlignment, ParagraphLayout, lay_out_paragraph};
use crate::layout::text::{rounded_rect, rounded_rect_path};
use crate::scene::{Colour, ElementId, Item, ItemKind, MIN_TEXT_CONTRAST, Paint, Role, Shape};

/// Words beside a bar are broken if they are longer than this.
const MAX_WORDS_WIDTH_EM: f32 = 14.0;

/// Room beside a bar that is enough for words of several lines.
const MIN_ROOM_EM: f32 = 8.0;

/// Minimum width of the text below a bar.
const MIN_TEXT_WIDTH_EM: f32 = 9.0;

/// Maximum height of the picture of an entry.
const MAX_PICTURE_EM: f32 = 3.6;

/// How much of the background is in the colour of a bar that is done.
const DONE_SHARE: f32 = 0.72;

/// The scale of an axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeScale {
    /// The time at the left edge.
    pub start: f64,
    /// The time at the right edge.
    pub end: f64,
    /// The left edge.
    pub left: f32,
    /// The right edge.
    pub right: f32,
}

impl TimeScale {
    /// Returns the position of a time.
    pub(super) fn position(self, time: f64) -> f32 {
        let share = (time - self.start) / (self.end - self.start).max(f64::MIN_POSITIVE);
        self.left + (self.right - self.left) * share.clamp(0.0, 1.0) as f32
    }
}

/// An entry, drawn with its top at 0.
pub(super) struct DrawnBar {
    /// Left edge, with its words.
    pub left: f32,
    /// Right edge, with its words.
    pub right: f32,
    pub height: f32,
    pub items: Vec<Item>,
}

/// Where the words of a bar are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordsPlace {
    Inside,
    After,
    Before,
}

/// Lays out an entry as an item of `list`.
pub(super) fn lay_out_bar(
    context: &mut LayoutContext<'_, '_>,
    layout: &TimelineLayout<'_>,
    event: &TimelineItem,
    scale: TimeScale,
    list: ElementId,
) -> DrawnBar {
    let elements = add_event_elements(context, layout, event, list);
    let is_done = layout.state(event) == Some(true);
    let (start, end) = event.period.map_or((0.0, 0.0), |time| (time.start, time.end));
    let style = words_style(context);
    let (pad, above) = (context.em(0.4), context.em(0.16));
    let line = style.size * style.leading;
    let is_bar = event.until.is_some();
    let (bar_left, bar_right) = if is_bar {
        let left = scale.position(start);
        (left, scale.position(end).max(left + context.em(0.3)))
    } else {
        let (middle, half) = (scale.position((start + end) / 2.0), line * 0.42);
        (middle - half, middle + half)
    };
    let tick = if is_done { line * 0.62 + pad * 0.6 } else { 0.0 };
    let icon = event.icon.filter(|_| event.title.is_some());
    let natural = event.title.as_ref().map_or(0.0, |title| {
        context.shaper.shape_paragraph(title, &style.style).width() * style.size + 0.5
    }) + tick
        + icon_indent(icon, &style);
    let room = WordsRoom {
        inside: if is_bar { bar_right - bar_left - 2.0 * pad } else { 0.0 },
        after: scale.right - bar_right - pad,
        before: bar_left - scale.left - pad,
    };
    let (place, width) =
        room.choose(natural, context.em(MAX_WORDS_WIDTH_EM), context.em(MIN_ROOM_EM));
    let fill = bar_colour(context, is_done);
    let ink =
        if place == WordsPlace::Inside { ink_on(context, fill) } else { context.palette.text };
    let words = match &event.title {
        Some(title) => {
            let element = context.add_element(elements.body, Role::Paragraph, title.span);
            let style = ParagraphStyle { colours: context.text_colours(ink), ..style.clone() };
            let alignment =
                if place == WordsPlace::Before { LineAlignment::End } else { LineAlignment::Start };
            let room = (width - tick - icon_indent(icon, &style)).max(1.0);
            let layout = ParagraphLayout { alignment, ..ParagraphLayout::balanced(room) };
            let mut words = lay_out_paragraph(context, title, &style, layout, Some(element));
            add_icon_before(context, &mut words, icon, &style);
            words
        }
        None => Flow::default(),
    };
    let words_height = words.height().max(line);
    let height = words_height + 2.0 * above;
    let bar_height = if place == WordsPlace::Inside { height } else { line + 2.0 * above };
    let bar = Rect::new(bar_left, (height - bar_height) / 2.0, bar_right - bar_left, bar_height);
    // A bar is read as a time, of which each has its own words. Shapes can only be read as the few
    // words that they share, so the words are those of the element.
    if let Some(label) = elements.label {
        let spoken = spoken_time(context, event, layout.state(event));
        context.structure.get_mut(label).text = spoken.map(Into::into);
    }
    let path = if is_bar {
        let radius = context.pt(context.theme.space.radius).min(bar_height * 0.3);
        rounded_rect_path(bar, radius)
    } else {
        diamond_path(bar.centre(), line * 0.42)
    };
    let fill = Some(Paint::Solid(fill));
    let shape = Shape { path, fill, stroke: None, actual_text: None };
    let mut items = vec![Item::new(ItemKind::Shape(shape), elements.label, None)];

    let words_left = match place {
        WordsPlace::Inside => bar_left + pad,
        WordsPlace::After => bar_right + pad,
        WordsPlace::Before => bar_left - pad - width,
    };
    if is_done {
        let side = line * 0.62;
        let x = if place == WordsPlace::Before { words_left + width - natural } else { words_left };
        let area = Rect::new(x.max(words_left), (height - side) / 2.0, side, side);
        items.push(draw_tick(context, area, ink));
    }
    let top = (height - words.height()) / 2.0;
    let words_width = natural.min(width);
    if place != WordsPlace::Inside && event.title.is_some() {
        let left = match place {
            WordsPlace::Before => bar_left - pad - words_width,
            _ => words_left,
        };
        let area = Rect::new(left, top, words_width, words.height());
        items.push(draw_ground_below(context, area));
    }
    words.place_at(Point::new(words_left + tick, top), &mut items);
    let mut drawn = DrawnBar {
        left: bar_left.min(words_left),
        right: bar_right.max(words_left + words_width),
        height,
        items,
    };
    if place == WordsPlace::Before {
        drawn.right = bar_right;
    }
    add_text(context, event, scale, elements.body, bar, &mut drawn);
    drawn
}

/// Adds the picture and the text of an entry below its bar.
fn add_text(
    context: &mut LayoutContext<'_, '_>,
    event: &TimelineItem,
    scale: TimeScale,
    body: ElementId,
    bar: Rect,
    drawn: &mut DrawnBar,
) {
    if event.blocks.is_empty() && event.figure.is_none() {
        return;
    }
    let room = scale.right - scale.left;
    let width = bar.width.max(context.em(MIN_TEXT_WIDTH_EM)).min(room);
    let left = bar.x.min(scale.right - width);
    let mut flow = Flow::default();
    if let Some(figure) = &event.figure {
        let element = add_figure_element(context, figure, body);
        let plate = plate_for_figure(context, figure, context.palette.background);
        let max_height = context.em(MAX_PICTURE_EM);
        let place = PicturePlace { width, max_height, plate, element };
        if let Some(mut row) = picture_row(context, figure, place) {
            if let RowBody::Picture(picture) = &mut row.body {
                picture.align = 0.0;
            }
            flow = Flow::from_row(row);
        }
    }
    let text = context
        .with_smaller(TEXT_SCALE, |context| lay_out_blocks(context, &event.blocks, width, body));
    let gap = context.em(0.25);
    flow.append(text, gap);
    let gap = context.em(0.12);
    let height = flow.height();
    let area = Rect::new(left, drawn.height + gap, width, height);
    drawn.items.push(draw_ground_below(context, area));
    flow.place_at(Point::new(left, drawn.height + gap), &mut drawn.items);
    drawn.height += gap + height;
    drawn.left = drawn.left.min(left);
    drawn.right = drawn.right.max(left + width);
}

/// Draws the page again below words that are not in a bar, so that no line of the axis or of the
/// present day strikes them through.
fn draw_ground_below(context: &LayoutContext<'_, '_>, words: Rect) -> Item {
    let area = words.inset_by(-context.em(0.12), 0.0);
    Item::new_artifact(ItemKind::Shape(rounded_rect(area, 0.0, context.ground())))
}

/// Returns the time and the state of an entry as they are read, because only the axis and a tick
/// show them.
fn spoken_time(
    context: &LayoutContext<'_, '_>,
    event: &TimelineItem,
    state: Option<bool>,
) -> Option<String> {
    let time = event.time_text().map(|text| text.to_single_line());
    let state = state.map(|done| {
        let state = if done { CheckState::Done } else { CheckState::NotDone };
        checkbox_text(state, &context.lang).to_owned()
    });
    let words: Vec<String> = time.into_iter().chain(state).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Returns the style of the words of entries.
pub(super) fn words_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let mut style = context.paragraph_style(TextKind::Cell);
    style.leading = 1.2;
    style.style.weight = context.theme.weights.heading;
    style
}

fn bar_colour(context: &LayoutContext<'_, '_>, is_done: bool) -> Colour {
    let palette = &context.palette;
    if is_done {
        palette.primary.mixed_with(palette.background, DONE_SHARE)
    } else {
        palette.primary
    }
}

/// Returns the colour of words in a bar.
fn ink_on(context: &LayoutContext<'_, '_>, fill: Colour) -> Colour {
    let palette = &context.palette;
    let is_legible = |colour: &Colour| colour.contrast_ratio(fill) >= MIN_TEXT_CONTRAST;
    let inks = [palette.on_primary, palette.text];
    inks.into_iter().find(is_legible).unwrap_or_else(|| Colour::ink_on(&[fill]))
}

/// The widths that words may have inside, after and before a bar.
#[derive(Clone, Copy, Debug)]
struct WordsRoom {
    inside: f32,
    after: f32,
    before: f32,
}

impl WordsRoom {
    /// Chooses where words of a natural width are, and returns their width: inside on one line, or
    /// else after or before the bar, or else where most room is.
    fn choose(self, natural: f32, most: f32, enough: f32) -> (WordsPlace, f32) {
        let wanted = natural.min(most);
        let least = natural.min(enough);
        match () {
            () if natural <= self.inside => (WordsPlace::Inside, self.inside),
            () if self.after >= wanted => (WordsPlace::After, wanted),
            () if self.inside >= enough => (WordsPlace::Inside, self.inside),
            () if self.before >= wanted => (WordsPlace::Before, wanted),
            () if self.after >= least => (WordsPlace::After, self.after),
            () if self.before >= least => (WordsPlace::Before, self.before),
            () if self.inside >= self.after.max(self.before) => {
                (WordsPlace::Inside, self.inside.max(1.0))
            }
            () if self.after >= self.before => (WordsPlace::After, self.after.max(1.0)),
            () => (WordsPlace::Before, self.before.max(1.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{WordsPlace, WordsRoom};

    #[test]
    fn words_are_inside_if_they_fit_on_a_line_and_else_beside() {
        let place = |inside, after, before| {
            WordsRoom { inside, after, before }.choose(100.0, 140.0, 80.0).0
        };
        assert_eq!(place(120.0, 500.0, 0.0), WordsPlace::Inside);
        assert_eq!(place(50.0, 500.0, 500.0), WordsPlace::After);
        assert_eq!(place(50.0, 20.0, 500.0), WordsPlace::Before);
        assert_eq!(place(90.0, 20.0, 30.0), WordsPlace::Inside);
        assert_eq!(place(10.0, 20.0, 30.0), WordsPlace::Before);
    }
}
