//! Lays out diagrams: arranged in em of their text, then scaled to the room on the page.

mod colours;
mod ends;
mod labels;
mod lines;
mod shapes;

use std::rc::Rc;

use self::colours::DiagramColours;
use self::labels::LabelSetter;
use super::Place;
use crate::deck::DiagramBlock;
use crate::diagram::{ArrangeOptions, DiagramMark, Drawing, GraphCourse};
use crate::geometry::{Rect, Size};
use crate::layout::context::{DrawingKey, LayoutContext, TextKind};
use crate::layout::flow::{Flow, FlowDrawing, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{ElementId, FitAdjustment, Item, ItemKind, LinkArea, LinkTarget, Role};

/// The widths of labels that are tried, in em, and the factors of the gaps.
const ARRANGEMENTS: [(f32, f32); 5] =
    [(14.0, 1.0), (10.0, 1.0), (10.0, 0.75), (7.5, 0.7), (5.5, 0.6)];

/// A diagram with more boxes and arrows is arranged only once, as it is written: its type is too
/// small in any arrangement, and each takes long.
const MAX_REARRANGED_PARTS: usize = 250;

/// An arrangement with narrower labels must make the type larger by this factor.
const MIN_GAIN: f32 = 1.08;

/// A graph whose type is smaller than this share of running text is drawn in rows or turned if that
/// makes the type larger by this factor.
const SMALL_TYPE_SHARE: f32 = 0.97;
const MIN_COURSE_GAIN: f32 = 1.2;

/// The text of a diagram is at most this much larger than running text.
const MAX_SIZE: f32 = 1.0;

/// Type shrinks to this share of running text before running text shrinks, too.
const MIN_SHARE: f32 = 0.55;

/// The share of the body of a page that a diagram may fill if it is the only content.
const MAX_HEIGHT_SHARE: f32 = 0.97;

/// Space above the caption, in em.
const CAPTION_GAP_EM: f32 = 0.5;

/// An arranged diagram, and the course that it has.
#[derive(Debug)]
pub(in crate::layout) struct ArrangedDiagram {
    drawing: Drawing,
    course: GraphCourse,
}

/// Lays out a diagram.
pub(super) fn lay_out_diagram(
    context: &mut LayoutContext<'_, '_>,
    block: &DiagramBlock,
    place: Place,
) -> Flow {
    let element = context.add_element(place.parent, Role::Figure, place.span);
    let alt = block.alt.clone().unwrap_or_else(|| block.diagram.describe(&context.lang));
    context.structure.get_mut(element).alt = Some(alt);
    let caption = block.caption.as_ref().map(|text| {
        let caption = context.add_element(element, Role::Caption, text.span);
        let mut style = context.paragraph_style(TextKind::Small);
        style.colours = context.text_colours(context.palette.text);
        lay_out_paragraph(
            context,
            text,
            &style,
            ParagraphLayout::centred(place.width),
            Some(caption),
        )
    });
    let caption_gap = context.em(CAPTION_GAP_EM);
    let caption_height = caption.as_ref().map_or(0.0, |flow| flow.height() + caption_gap);
    let room = Size::new(
        place.width,
        (context.body_height * MAX_HEIGHT_SHARE - caption_height).max(context.em(2.0)),
    );

    let arranged = arrange(context, block, place, room);
    let drawing = &arranged.drawing;
    match arranged.course {
        GraphCourse::AsWritten => {}
        GraphCourse::Folded => drop(context.adjustments.insert(FitAdjustment::DiagramFolded)),
        GraphCourse::Turned => drop(context.adjustments.insert(FitAdjustment::DiagramTurned)),
    }
    let smallest = context.pt(context.theme.type_scale.min_size) / smallest_label(drawing);
    let widest = room.width / drawing.size.width.max(f32::EPSILON);
    let natural = widest.min(context.em(MAX_SIZE));
    let least = smallest.max(context.em(MIN_SHARE)).min(natural);
    let tallest = room.height / drawing.size.height.max(f32::EPSILON);
    let minimum = least.min(tallest.max(smallest.min(natural))).min(tallest);
    if minimum < smallest * 0.99 {
        context.adjustments.insert(FitAdjustment::DiagramShrunk);
    }

    let items = draw(context, drawing, natural, place, element);
    let drawn = FlowDrawing {
        items,
        natural: Size::new(drawing.size.width * natural, drawing.size.height * natural),
        width: place.width,
        min_height: drawing.size.height * minimum,
        height: drawing.size.height * natural,
    };
    let mut flow = Flow::from_row(Row::from_body(RowBody::Drawing(drawn)));
    if let Some(caption) = caption {
        flow = flow.keep_with_next();
        flow.append(caption, caption_gap);
    }
    flow
}

/// Returns the size of the smallest label, relative to the text of the diagram.
fn smallest_label(drawing: &Drawing) -> f32 {
    let sizes = drawing.marks.iter().filter_map(|mark| match mark {
        DiagramMark::Label(label) => Some(label.style.size),
        DiagramMark::Shape(_) | DiagramMark::Line(_) | DiagramMark::Link(_) => None,
    });
    sizes.fold(1.0, f32::min)
}

/// Arranges a diagram so that its type is as large as possible in the room.
fn arrange(
    context: &mut LayoutContext<'_, '_>,
    block: &DiagramBlock,
    place: Place,
    room: Size,
) -> Rc<ArrangedDiagram> {
    let key = DrawingKey {
        start: place.span.start,
        width: (place.width * 100.0).round().max(0.0) as u32,
    };
    if let Some(drawing) = context.drawings.get(&key) {
        return Rc::clone(drawing);
    }
    let (mut scale, drawing) = arrange_course(context, block, place, room, GraphCourse::AsWritten);
    let mut best = ArrangedDiagram { drawing, course: GraphCourse::AsWritten };
    let small_type = context.pt(context.theme.type_scale.normal) * SMALL_TYPE_SHARE;
    if scale < small_type && block.diagram.part_count() <= MAX_REARRANGED_PARTS {
        // Rows come first: they keep the direction that the author gives.
        let wanted = scale * MIN_COURSE_GAIN;
        for course in [GraphCourse::Folded, GraphCourse::Turned] {
            let (found, drawing) = arrange_course(context, block, place, room, course);
            if found > wanted && found > scale * MIN_GAIN {
                (scale, best) = (found, ArrangedDiagram { drawing, course });
            }
        }
    }
    let best = Rc::new(best);
    context.drawings.insert(key, Rc::clone(&best));
    best
}

/// Arranges a diagram in a course, and returns the size of its type, too.
fn arrange_course(
    context: &mut LayoutContext<'_, '_>,
    block: &DiagramBlock,
    place: Place,
    room: Size,
    course: GraphCourse,
) -> (f32, Drawing) {
    let largest = context.em(MAX_SIZE);
    let lang = context.lang.clone();
    let mut best: Option<(f32, Drawing)> = None;
    let is_dense = block.diagram.part_count() > MAX_REARRANGED_PARTS;
    let arrangements =
        if is_dense { &ARRANGEMENTS[ARRANGEMENTS.len() - 1..] } else { &ARRANGEMENTS };
    for &(max_label_width, gaps) in arrangements {
        let options = ArrangeOptions {
            max_label_width,
            gaps,
            aspect_ratio: room.aspect_ratio(),
            room: Size::new(room.width / largest, room.height / largest),
            course,
            lang: &lang,
        };
        let mut setter = LabelSetter::new(context, place.span);
        let drawing = block.diagram.arrange(&mut setter, options);
        let scale = (room.width / drawing.size.width.max(f32::EPSILON))
            .min(room.height / drawing.size.height.max(f32::EPSILON))
            .min(largest);
        if best.as_ref().is_none_or(|(other, _)| scale > other * MIN_GAIN) {
            best = Some((scale, drawing));
        }
        if best.as_ref().is_some_and(|(scale, _)| *scale >= largest) {
            break;
        }
    }
    best.unwrap_or_default()
}

/// Draws a diagram with text of `size` pt.
fn draw(
    context: &mut LayoutContext<'_, '_>,
    drawing: &Drawing,
    size: f32,
    place: Place,
    element: ElementId,
) -> Vec<Item> {
    let colours = DiagramColours::new(&context.palette, context.is_in_box);
    let radius = context.theme.space.radius / context.theme.type_scale.normal.max(1.0);
    let mut items = Vec::new();
    let mut link: Option<(Rect, ElementId)> = None;
    for mark in &drawing.marks {
        let drawn = match mark {
            DiagramMark::Shape(shape) => shapes::draw_shape(shape, &colours, radius),
            DiagramMark::Line(line) => lines::draw_line(line, &colours),
            DiagramMark::Label(label) => {
                let own = link.filter(|(rect, _)| rect.contains(label.rect, 0.0));
                let element = own.map_or(element, |(_, element)| element);
                let mut setter = LabelSetter::new(context, place.span);
                items.extend(setter.draw_label(label, &colours, size, element));
                continue;
            }
            DiagramMark::Link(found) => {
                let own = context.add_element(element, Role::Link, place.span);
                link = Some((found.rect, own));
                let area = LinkArea {
                    rect: found.rect.scaled_by(size),
                    target: LinkTarget::Uri(found.address.clone()),
                    alt_text: found.words.clone(),
                };
                items.push(Item::new(ItemKind::Link(area), Some(own), Some(place.span)));
                continue;
            }
        };
        for mut shape in drawn {
            shape.scale(size);
            items.push(Item::new(ItemKind::Shape(shape), Some(element), Some(place.span)));
        }
    }
    if colours.has_replaced() {
        context.adjustments.insert(FitAdjustment::DiagramRecoloured);
    }
    items
}
