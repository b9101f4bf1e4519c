//! Lays out pictures with marks: the texts of the marks beside or below the picture.

use super::figures::{
    PicturePlace, add_figure_element, lay_out_caption, picture_device, picture_row,
};
use super::list::add_label;
use super::plate::plate_for_figure;
use crate::deck::{Figure, Text};
use crate::geometry::Point;
use crate::layout::annotation::{
    BADGE_RADIUS_EM, MarkStyle, PictureMark, PictureMarks, draw_badge,
};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Column, Flow, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, baseline_offset, lay_out_paragraph};
use crate::scene::{Colour, ElementId, Item, ListNumbering, Role};

/// Size of the texts of marks, relative to running text.
const TEXT_SCALE: f32 = 0.84;

/// Space between a number and its text, in em of the text.
const TEXT_GAP_EM: f32 = 0.55;

/// A picture that is wider than this has its texts below it.
const MAX_ASPECT_BESIDE: f32 = 2.1;
/// The least width of a picture with its texts beside it, in em.
const MIN_WIDTH_BESIDE_EM: f32 = 22.0;
/// The least and the usual most width of texts beside a picture, in em.
const TEXT_WIDTHS_EM: (f32, f32) = (9.5, 22.0);
/// How much wider the gaps between the texts beside a picture may be.
const MAX_GAP_FACTOR: f32 = 6.0;
/// The least width of a column of texts below a picture, in em, and the most columns.
const MIN_COLUMN_EM: f32 = 12.0;
const MAX_COLUMNS: usize = 3;

/// The steps at which a picture and its marks appear.
pub(in crate::layout) struct MarkSteps {
    /// The step of the picture.
    pub(super) picture: u16,
    /// The step of each mark.
    marks: Vec<u16>,
    /// The number of the first mark that has one.
    first_number: usize,
}

impl MarkSteps {
    /// Assigns the steps of a picture, which has one of its own if `one_by_one`.
    pub(in crate::layout) fn assign(
        context: &mut LayoutContext<'_, '_>,
        figure: &Figure,
        one_by_one: bool,
    ) -> Self {
        let reveals = (figure.steps || context.reveal.each_block) && figure.has_drawn_marks();
        let picture = if one_by_one || reveals { context.reveal.next_step() } else { 0 };
        let step = |context: &mut LayoutContext<'_, '_>| match reveals {
            true => context.reveal.next_step(),
            false => picture,
        };
        let marks = figure.drawn_marks().map(|_| step(context)).collect();
        let first_number = context.reveal.next_mark_number(figure.mark_texts().count());
        Self { picture, marks, first_number }
    }
}

/// How the marks of a picture are drawn at the present sizes.
fn mark_style(context: &LayoutContext<'_, '_>) -> MarkStyle {
    let em = (context.scale.body * TEXT_SCALE).max(context.min_body_size().min(context.scale.body));
    MarkStyle { em, colour: context.palette.accent, is_mirrored: context.is_rtl }
}

/// Adds the marks of a picture to its row.
pub(in crate::layout) fn attach_marks(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    steps: &MarkSteps,
    row: &mut Row,
) {
    if !figure.has_drawn_marks() {
        return;
    }
    let style = mark_style(context);
    let mut number = steps.first_number;
    let mut marks = Vec::new();
    for (mark, &step) in figure.drawn_marks().zip(&steps.marks) {
        let mut items = Vec::new();
        if mark.text.is_some() {
            items = draw_number(context, number, &style, None);
            number += 1;
        }
        marks.push(PictureMark { kind: mark.kind, number: items, step, span: mark.span });
    }
    row.step = row.step.max(steps.picture);
    if let RowBody::Picture(picture) = &mut row.body {
        picture.marks = Some(PictureMarks { marks, style }.into());
    }
}

/// Draws a number, centred on the origin.
fn draw_number(
    context: &mut LayoutContext<'_, '_>,
    number: usize,
    style: &MarkStyle,
    element: Option<ElementId>,
) -> Vec<Item> {
    let span = crate::source::Span::default();
    let text = Text::plain(number.to_string(), span);
    let mut paragraph = number_style(context, style);
    paragraph.size *= if number > 9 { 0.84 } else { 1.0 };
    let width = 2.0 * BADGE_RADIUS_EM * style.em;
    let layout = ParagraphLayout::centred(width);
    let rows = lay_out_paragraph(context, &text, &paragraph, layout, element);
    let mut items = Vec::new();
    rows.place_at(Point::new(-width / 2.0, -paragraph.size / 2.0), &mut items);
    items
}

fn number_style(context: &LayoutContext<'_, '_>, style: &MarkStyle) -> ParagraphStyle {
    let mut paragraph = context.paragraph_style(TextKind::Label);
    (paragraph.size, paragraph.leading) = (style.em * 0.92, 1.0);
    paragraph.style.weight = context.theme.weights.bold;
    paragraph.colours = context.text_colours(Colour::ink_on(&[style.colour]));
    paragraph
}

/// Whether the texts of a picture that is alone in `width` are beside it.
pub(super) fn goes_beside(context: &LayoutContext<'_, '_>, figure: &Figure, width: f32) -> bool {
    let Some(image) = context.picture_of(figure) else { return false };
    figure.has_mark_texts()
        && image.size.aspect_ratio() <= MAX_ASPECT_BESIDE
        && width >= context.em(MIN_WIDTH_BESIDE_EM)
}

/// Lays out a picture with its texts beside it.
pub(super) fn lay_out_beside(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    width: f32,
    parent: ElementId,
) -> Flow {
    let is_lone = context.is_lone_block;
    let steps = MarkSteps::assign(context, figure, false);
    let element = add_figure_element(context, figure, parent);
    let gutter = context.pt(context.theme.space.gutter);
    let (least, most) = TEXT_WIDTHS_EM;
    let room = width - gutter - context.em(least).min(width * 0.4);
    let share = figure.width.unwrap_or(1.0).clamp(0.05, 1.0);
    // A caption is two lines at most, as a rule.
    let has_caption = figure.has_caption();
    let below = if has_caption { context.em(2.0) } else { 0.0 };
    let height = (context.body_height - below).max(context.em(4.0));
    let picture_width = shown_width(context, figure, height).min(room * share);
    let text_width = (width - gutter - picture_width).min(context.em(most));
    let plate = plate_for_figure(context, figure, context.palette.background);
    let place = PicturePlace { width: picture_width, max_height: height, plate, element };
    let Some(mut row) = picture_row(context, figure, place) else { return Flow::default() };
    attach_marks(context, figure, &steps, &mut row);
    let mut picture = Flow::from_row(row);
    let caption = lay_out_caption(context, figure, picture_width, element.unwrap_or(parent));
    if !caption.rows.is_empty() {
        picture = picture.keep_with_next();
        let gap = context.em(0.35);
        picture.append(caption, gap);
    }
    let mut texts = lay_out_mark_texts(context, figure, &steps, text_width, parent);
    if is_lone {
        // The first text is at the top of the picture, and the last at its bottom.
        let spare = picture.height() - texts.height();
        texts.widen_gaps(spare, MAX_GAP_FACTOR);
    }
    // What is left of the width is on both sides.
    let left = ((width - picture_width - gutter - text_width) / 2.0).max(0.0);
    let column = |x, flow| Column { x, flow, align: 0.5, stretch: false, repeats: false };
    let columns = vec![
        column(left, picture.appearing_at(steps.picture)),
        column(left + picture_width + gutter, texts),
    ];
    Flow::of_columns(columns)
}

/// Returns the width of a picture with its device at this height.
fn shown_width(context: &LayoutContext<'_, '_>, figure: &Figure, height: f32) -> f32 {
    use crate::deck::FigureShape::{Circle, Square};
    let Some(image) = context.picture_of(figure) else { return height };
    match (picture_device(context, figure), figure.shape) {
        (Some(device), _) => device.width_for(image.size, height),
        (None, Circle | Square) => height,
        (None, _) => height * image.size.aspect_ratio(),
    }
}

/// Lays out the texts of the marks as a list, in as many columns as fit.
fn lay_out_mark_texts(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    steps: &MarkSteps,
    width: f32,
    parent: ElementId,
) -> Flow {
    let marks = figure.drawn_marks().zip(&steps.marks);
    let texts: Vec<(&Text, u16)> =
        marks.filter_map(|(mark, &step)| Some((mark.text.as_ref()?, step))).collect();
    let Some((first, _)) = texts.first() else { return Flow::default() };
    let list = context.add_element(parent, Role::List(ListNumbering::Decimal), first.span);
    let gutter = context.pt(context.theme.space.gutter);
    let count = count_columns(context, texts.len(), width);
    let column_width = (width - gutter * (count as f32 - 1.0)) / count as f32;
    let mut items = Vec::new();
    for (index, (text, step)) in texts.into_iter().enumerate() {
        let number = steps.first_number + index;
        let item = lay_out_mark_text(context, number, text, column_width, list);
        items.push(item.appearing_at(step));
    }
    let gap = context.gap(context.theme.space.item).max(context.em(0.45));
    let mut flow = Flow::default();
    if count == 1 {
        items.into_iter().for_each(|item| flow.append(item, gap));
        return flow;
    }
    let mut items = items.into_iter().peekable();
    while items.peek().is_some() {
        let row: Vec<Flow> = items.by_ref().take(count).collect();
        flow.append(Flow::from_row(Row::side_by_side(row, column_width + gutter)), gap);
    }
    flow
}

/// Lays out the texts of the marks below their picture.
pub(super) fn lay_out_texts_below(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    steps: &MarkSteps,
    width: f32,
    parent: ElementId,
) -> Flow {
    let mut flow = lay_out_mark_texts(context, figure, steps, width, parent);
    let count = figure.mark_texts().count();
    if count > 0 && count_columns(context, count, width) == 1 && is_portrait(context, figure) {
        // The picture is narrower than its column, and centred in it.
        flow.shift_right(((width - natural_text_width(context, figure)) / 2.0).max(0.0));
    }
    flow
}

/// Returns the number of columns for `count` texts.
fn count_columns(context: &LayoutContext<'_, '_>, count: usize, width: f32) -> usize {
    let gutter = context.pt(context.theme.space.gutter);
    let fitting = ((width + gutter) / (context.em(MIN_COLUMN_EM) + gutter)) as usize;
    let rows = count.div_ceil(fitting.clamp(1, MAX_COLUMNS)).max(1);
    count.div_ceil(rows).max(1)
}

/// Whether a picture is clearly higher than wide.
fn is_portrait(context: &LayoutContext<'_, '_>, figure: &Figure) -> bool {
    let image = context.picture_of(figure);
    image.is_some_and(|image| image.size.aspect_ratio() < 0.8)
}

/// Returns the width of the longest text of a mark on one line, with its number.
fn natural_text_width(context: &mut LayoutContext<'_, '_>, figure: &Figure) -> f32 {
    let marks = mark_style(context);
    let style = context.paragraph_style(TextKind::Body);
    let widths = figure
        .mark_texts()
        .map(|text| context.shaper.shape_paragraph(text, &style.style).width() * marks.em);
    widths.fold(0.0, f32::max) + (2.0 * BADGE_RADIUS_EM + TEXT_GAP_EM) * marks.em
}

/// Lays out the text of a mark after its number.
fn lay_out_mark_text(
    context: &mut LayoutContext<'_, '_>,
    number: usize,
    text: &Text,
    width: f32,
    list: ElementId,
) -> Flow {
    let marks = mark_style(context);
    let mut style = context.paragraph_style(TextKind::Body);
    style.size = marks.em;
    let item = context.add_element(list, Role::ListItem, text.span);
    let label = context.add_element(item, Role::Label, text.span);
    let radius = BADGE_RADIUS_EM * marks.em;
    let face = context.shaper.primary_face(&style.style);
    let cap_height = context.shaper.fonts().get(face).metrics().cap_height;
    let middle = (baseline_offset(style.leading, cap_height) - cap_height / 2.0) * style.size;
    let centre = Point::new(radius, middle);
    let mut drawn = draw_badge(centre, radius, marks.colour);
    let mut digits = draw_number(context, number, &marks, Some(label));
    digits.iter_mut().for_each(|item| item.translate(centre.x, centre.y));
    drawn.append(&mut digits);
    let body = context.add_element(item, Role::ListBody, text.span);
    let indent = 2.0 * radius + TEXT_GAP_EM * marks.em;
    let layout = ParagraphLayout::start_aligned((width - indent).max(width * 0.4));
    let mut flow = lay_out_paragraph(context, text, &style, layout, Some(body)).keep_together();
    flow.shift_right(indent);
    add_label(&mut flow, Flow::from_row(Row::fixed_height(style.size, drawn)));
    flow
}
