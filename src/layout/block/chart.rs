//! Lays out charts. A chart is arranged for the height that it gets on the page, so that its type
//! keeps its size.

mod colours;
mod data_table;
mod editable;
mod marks;
mod series_palette;

use std::sync::Arc;

use self::colours::ChartColours;
use self::data_table::add_data_table;
use self::editable::{DrawnChart, describe_figure};
use self::marks::draw_mark;
pub(in crate::layout) use self::series_palette::series_colours;
use super::Place;
use super::diagram::LabelSetter;
use crate::chart::{ChartDrawing, ChartPart, ChartRoom};
use crate::deck::{ChartBlock, ChartSteps, Text};
use crate::geometry::Size;
use crate::layout::context::{DrawingKey, LayoutContext, LayoutPass, TextKind};
use crate::layout::flow::{Flow, FlowDrawing, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{ChartStepList, ElementId, FitAdjustment, Item, Role};

/// The text of a chart, relative to the normal size of the theme, is at most this large.
const MAX_SIZE: f32 = 0.8;
/// The share of the body of a page that a chart may fill if it is the only content.
const MAX_HEIGHT_SHARE: f32 = 0.97;
/// Space between the title and the chart, and above the lines below it, in em of running text.
const TITLE_GAP_EM: f32 = 0.4;
const FOOT_GAP_EM: f32 = 0.45;
/// A chart in a narrow column is at least this wide, in em of its text.
const MIN_WIDTH_EM: f32 = 6.0;

/// Lays out a chart with its title, caption and source.
pub(super) fn lay_out_chart(
    context: &mut LayoutContext<'_, '_>,
    block: &ChartBlock,
    place: Place,
) -> Flow {
    let mut flow = Flow::default();
    if let Some(title) = &block.title {
        let element = context.add_element(place.parent, Role::Paragraph, title.span);
        let mut style = context.paragraph_style(TextKind::Label);
        style.size = (text_size(context) * 1.12).min(style.size.max(text_size(context)));
        style.colours = context.text_colours(context.palette.title);
        let layout = ParagraphLayout::start_aligned(place.width);
        flow = lay_out_paragraph(context, title, &style, layout, Some(element)).keep_with_next();
    }
    let figure = context.add_element(place.parent, Role::Figure, place.span);
    let lang = context.lang.clone();
    context.structure.get_mut(figure).alt = Some(block.alt_text(&lang));
    let caption = block.caption.as_ref().map(|text| {
        let element = context.add_element(figure, Role::Caption, text.span);
        lay_out_small(context, text, place.width, element)
    });
    let gap = context.em(FOOT_GAP_EM);
    let foot = caption.as_ref().map_or(0.0, |flow| flow.height() + gap)
        + block.source.as_ref().map_or(0.0, |_| small_height(context) + gap);
    let title_gap = context.em(TITLE_GAP_EM);
    let room = context.body_height * MAX_HEIGHT_SHARE - flow.height() - title_gap - foot;
    let drawing = lay_out_drawing(context, block, place, (figure, room));
    let has_title = !flow.rows.is_empty();
    flow.append(drawing, if has_title { title_gap } else { 0.0 });
    if let Some(caption) = caption {
        flow = flow.keep_with_next();
        flow.append(caption, gap);
    }
    if let Some(source) = &block.source {
        let element = context.add_element(place.parent, Role::Paragraph, source.span);
        let text = lay_out_small(context, source, place.width, element);
        flow = flow.keep_with_next();
        flow.append(text, gap);
    }
    flow
}

fn lay_out_small(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    width: f32,
    element: ElementId,
) -> Flow {
    let mut style = context.paragraph_style(TextKind::Small);
    style.size = style.size.min(text_size(context) * 0.9).max(min_size(context));
    lay_out_paragraph(context, text, &style, ParagraphLayout::start_aligned(width), Some(element))
}

fn min_size(context: &LayoutContext<'_, '_>) -> f32 {
    context.pt(context.theme.type_scale.min_size)
}

fn small_height(context: &LayoutContext<'_, '_>) -> f32 {
    text_size(context) * context.theme.type_scale.leading
}

/// Returns the size of the text of a chart in pt.
fn text_size(context: &LayoutContext<'_, '_>) -> f32 {
    let largest = context.pt(context.theme.type_scale.normal) * MAX_SIZE;
    context.paragraph_style(TextKind::Small).size.min(largest).max(min_size(context))
}

/// Lays out the drawing of a chart.
fn lay_out_drawing(
    context: &mut LayoutContext<'_, '_>,
    block: &ChartBlock,
    place: Place,
    (figure, room): (ElementId, f32),
) -> Flow {
    let size = text_size(context);
    let width = (place.width / size).max(MIN_WIDTH_EM);
    let lang = context.lang.clone();
    let room = ChartRoom { size: Size::new(width, (room / size).max(4.0)), lang: &lang };
    let mut setter = LabelSetter::new(context, place.span);
    let heights = block.chart.heights(&mut setter, room);
    let natural = heights.natural.min(room.size.height) * size;
    let key = DrawingKey::new(place.span, place.width);
    let height = context.chart_heights.get(&key).copied().unwrap_or(natural);
    let mut drawn = FlowDrawing {
        items: Vec::new(),
        drawn: Size::new(width * size, height),
        natural: Size::new(width * size, natural),
        width: place.width,
        min_height: (heights.min * size).min(natural),
        height,
        key: Some(key),
    };
    if context.pass == LayoutPass::Measure {
        context.has_left_out_items = true;
    } else {
        let room = ChartRoom { size: Size::new(width, height / size), lang: &lang };
        let mut setter = LabelSetter::new(context, place.span);
        let drawing = block.chart.arrange(&mut setter, room);
        if drawing.is_crowded {
            context.adjustments.insert(FitAdjustment::ChartCrowded);
        }
        drawn.items = draw(context, block, &drawing, (place, figure, size));
    }
    Flow::from_row(Row::from_body(RowBody::Drawing(drawn)))
}

/// Draws a chart with text of `size` pt, and adds the table of its data.
fn draw(
    context: &mut LayoutContext<'_, '_>,
    block: &ChartBlock,
    drawing: &ChartDrawing,
    (place, figure, size): (Place, ElementId, f32),
) -> Vec<Item> {
    let steps = StepCounter::new(context, block);
    let colours = ChartColours::new(&context.palette, context.is_in_box, &block.chart);
    context.adjustments.extend(colours.replaced(&block.chart));
    let mut items = add_data_table(context, block, place, drawing.size);
    for item in &mut items {
        item.scale(size);
    }
    let first = items.len();
    for mark in &drawing.marks {
        let from = items.len();
        draw_mark(context, mark, &colours, (place.span, figure, size), &mut items);
        let step = steps.step_of(mark.part);
        items[from..].iter_mut().for_each(|item| item.step = step);
    }
    if context.keeps_chart_data {
        let (is_rtl, lang) = (context.is_rtl, context.lang.clone());
        let look = DrawnChart { drawing, colours: &colours, size, is_rtl, lang: &lang };
        let data = describe_figure(&block.chart, &look, &items[first..], steps.into_list());
        context.structure.get_mut(figure).chart = data.map(Arc::new);
    }
    items
}

/// The steps of the parts of a chart.
struct StepCounter {
    by: ChartSteps,
    steps: Vec<u16>,
}

impl StepCounter {
    fn new(context: &mut LayoutContext<'_, '_>, block: &ChartBlock) -> Self {
        let data = &block.chart.data;
        let count = match block.steps {
            ChartSteps::None => 0,
            ChartSteps::Series => data.series.len(),
            ChartSteps::Categories => data.categories.len().min(usize::from(u8::MAX)),
        };
        let steps = (0..count).map(|_| context.reveal.next_step()).collect();
        Self { by: block.steps, steps }
    }

    /// Returns the steps of all parts.
    fn into_list(self) -> Option<ChartStepList> {
        match self.by {
            ChartSteps::None => None,
            ChartSteps::Series => Some(ChartStepList::Series(self.steps)),
            ChartSteps::Categories => Some(ChartStepList::Categories(self.steps)),
        }
    }

    fn step_of(&self, part: ChartPart) -> u16 {
        let index = match self.by {
            ChartSteps::None => None,
            ChartSteps::Series => part.series,
            ChartSteps::Categories => part.row,
        };
        let last = self.steps.last().copied();
        index.and_then(|index| self.steps.get(index).copied().or(last)).unwrap_or(0)
    }
}
