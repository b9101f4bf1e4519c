//! Lays out pictures with captions.

use super::annotated::{MarkSteps, attach_marks, goes_beside, lay_out_beside, lay_out_texts_below};
use super::plate::{plate_for_figure, plate_padding};
use crate::deck::{Figure, FigureShape, Hyphenation, ObjectFit};
use crate::geometry::Size;
use crate::layout::annotation::Device;
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{Column, Flow, FlowPicture, Plate, Row, RowBody, natural_height};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{Colour, ElementId, Role};

/// Maximum number of pictures side by side.
const MAX_COLUMNS: usize = 4;
/// Distance between pictures, relative to the gutter between columns.
pub(in crate::layout) const PICTURE_GUTTER_SCALE: f32 = 0.75;
/// Share of its natural height that a picture keeps at least before type is shrunk.
const MIN_HEIGHT_SHARE: f32 = 0.45;
/// Minimum width of a picture beside others, as a share of the row, so that a caption fits below
/// it.
const MIN_WIDTH_SHARE: f32 = 0.16;

/// The least size of captions, relative to running text.
const MIN_CAPTION_SCALE: f32 = 0.75;

/// Radius of the corners of a picture with round corners.
const ROUNDED_EM: f32 = 0.8;

/// Lays out pictures in rows of equal height, with captions below.
pub(in crate::layout) fn lay_out_figures(
    context: &mut LayoutContext<'_, '_>,
    figures: &[Figure],
    width: f32,
    parent: ElementId,
) -> Flow {
    if let [figure] = figures
        && goes_beside(context, figure, width)
    {
        return lay_out_beside(context, figure, width, parent);
    }
    let one_by_one = context.reveal.each_block && figures.len() > 1;
    let mut flow = Flow::default();
    let rows = figures.len().div_ceil(MAX_COLUMNS);
    let columns = figures.len().div_ceil(rows.max(1)).max(1);
    for figures in figures.chunks(columns) {
        let gap = context.gap(context.theme.space.block);
        let row = FigureRow { figures, width, one_by_one, parent, sizes: None };
        flow.append(lay_out_figure_row(context, &row), gap);
    }
    flow
}

/// A row of pictures.
pub(super) struct FigureRow<'a> {
    pub figures: &'a [Figure],
    pub width: f32,
    pub one_by_one: bool,
    pub parent: ElementId,
    /// The sizes, if they are known.
    pub sizes: Option<PictureSizes>,
}

/// The sizes of the pictures in a row.
#[derive(Clone, Debug)]
pub(super) struct PictureSizes {
    pub widths: Vec<f32>,
    /// The common height.
    pub height: f32,
    pub gutter: f32,
}

/// Returns the sizes of the pictures in a row. They have the same height, and a width according to
/// their aspect ratio.
fn picture_sizes(context: &LayoutContext<'_, '_>, row: &FigureRow<'_>) -> PictureSizes {
    let gutter = context.pt(context.theme.space.gutter * PICTURE_GUTTER_SCALE);
    let available = row.width - gutter * (row.figures.len() as f32 - 1.0);
    let aspects: Vec<f32> = row
        .figures
        .iter()
        .map(|figure| {
            let image = context.picture_of(figure);
            match figure.shape {
                FigureShape::Circle | FigureShape::Square => 1.0,
                _ => image.map_or(1.5, |image| {
                    let width = available / row.figures.len().max(1) as f32;
                    shown_aspect(context, figure, image.size, width).clamp(0.1, 10.0)
                }),
            }
        })
        .collect();
    let total: f32 = aspects.iter().sum();
    let mut widths: Vec<f32> = aspects
        .iter()
        .map(|aspect| (available * aspect / total).max(available * MIN_WIDTH_SHARE))
        .collect();
    let sum: f32 = widths.iter().sum();
    widths.iter_mut().for_each(|width| *width *= available / sum);
    let height =
        widths.iter().zip(&aspects).map(|(width, aspect)| width / aspect).fold(0.0, f32::max);
    PictureSizes { widths, height, gutter }
}

pub(super) fn lay_out_figure_row(context: &mut LayoutContext<'_, '_>, row: &FigureRow<'_>) -> Flow {
    let sizes = row.sizes.clone().unwrap_or_else(|| picture_sizes(context, row));
    let mut pictures = Vec::new();
    let mut captions = Vec::new();
    let mut x = 0.0;
    for (figure, &width) in row.figures.iter().zip(&sizes.widths) {
        let steps = MarkSteps::assign(context, figure, row.one_by_one);
        let element = add_figure_element(context, figure, row.parent);
        let share = figure.width.unwrap_or(1.0).clamp(0.05, 1.0);
        let plate = plate_for_figure(context, figure, context.palette.background);
        let place = PicturePlace { width: width * share, max_height: sizes.height, plate, element };
        if let Some(mut picture) = picture_row(context, figure, place) {
            attach_marks(context, figure, &steps, &mut picture);
            let flow = Flow::from_row(picture).appearing_at(steps.picture);
            let x = x + width * (1.0 - share) / 2.0;
            pictures.push(Column { x, flow, align: 0.0, stretch: false, repeats: false });
        }
        let mut caption = lay_out_caption(context, figure, width, element.unwrap_or(row.parent))
            .appearing_at(steps.picture);
        let gap = context.em(0.5);
        caption.append(lay_out_texts_below(context, figure, &steps, width, row.parent), gap);
        captions.push(Column { x, flow: caption, align: 0.0, stretch: false, repeats: false });
        x += width + sizes.gutter;
    }
    if pictures.is_empty() {
        return Flow::default();
    }
    let mut flow = Flow::of_columns(pictures);
    if captions.iter().any(|column| !column.flow.rows.is_empty()) {
        flow = flow.keep_with_next();
        let has_texts = row.figures.iter().any(Figure::has_mark_texts);
        let gap = context.em(if has_texts { 0.6 } else { 0.35 });
        flow.append(Flow::of_columns(captions), gap);
    }
    flow
}

/// Where a picture goes.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct PicturePlace {
    /// Available width.
    pub width: f32,
    /// Maximum height.
    pub max_height: f32,
    /// Colour of the plate under the picture, if it has one.
    pub plate: Option<Colour>,
    /// Element that the picture belongs to.
    pub element: Option<ElementId>,
}

/// Lays out a picture with its plate; `None` if the picture could not be loaded.
pub(in crate::layout) fn picture_row(
    context: &LayoutContext<'_, '_>,
    figure: &Figure,
    place: PicturePlace,
) -> Option<Row> {
    let image = context.picture_of(figure)?;
    let fit = figure.fit.unwrap_or_default();
    let is_square = matches!(figure.shape, FigureShape::Circle | FigureShape::Square);
    let device = picture_device(context, figure);
    let natural = match fit {
        _ if is_square => place.width.min(place.max_height),
        ObjectFit::Contain if device.is_some() => {
            let aspect = shown_aspect(context, figure, image.size, place.width);
            (place.width / aspect).min(place.max_height)
        }
        ObjectFit::Contain => natural_height(image.size, place.width, place.max_height),
        ObjectFit::Cover => place.max_height,
    };
    let radius = match figure.shape {
        FigureShape::Circle => natural.max(place.width),
        FigureShape::Rounded => context.em(ROUNDED_EM),
        FigureShape::Plain | FigureShape::Square => context.pt(context.theme.space.radius),
    };
    let pad = plate_padding(context, natural);
    let picture = FlowPicture {
        width: place.width,
        natural_height: natural,
        min_height: (natural * MIN_HEIGHT_SHARE).min(context.pt(150.0)),
        height: natural,
        max_height: natural,
        fit: if is_square { ObjectFit::Cover } else { fit },
        align: 0.5,
        radius: match figure.shape {
            // Rounded corners would cut a drawing off.
            FigureShape::Plain if !image.fills_rectangle() => 0.0,
            _ => radius,
        },
        // A picture is not mirrored with its page, but the part of it that is visible is.
        focus: figure.focus.map(|(x, y)| if context.is_rtl { (1.0 - x, y) } else { (x, y) }),
        is_mirrored: context.is_rtl,
        is_square,
        bleed_below: 0.0,
        device: device.map(Into::into),
        marks: None,
        plate: place.plate.map(|colour| Plate { colour, pad, radius }),
        element: place.element,
        span: Some(figure.src_span),
        image,
    };
    Some(Row::from_body(RowBody::Picture(picture)))
}

/// Returns the device around a picture.
pub(super) fn picture_device(context: &LayoutContext<'_, '_>, figure: &Figure) -> Option<Device> {
    Device::new(figure.frame, context.scale.body, context.palette)
}

/// Returns the aspect ratio of a picture with its device, `width` wide.
fn shown_aspect(context: &LayoutContext<'_, '_>, figure: &Figure, size: Size, width: f32) -> f32 {
    match picture_device(context, figure) {
        Some(device) => width / device.height_for(size, width),
        None => size.aspect_ratio(),
    }
}

/// Lays out caption and credit of a picture.
pub(in crate::layout) fn lay_out_caption(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    width: f32,
    parent: ElementId,
) -> Flow {
    let size = caption_size(context);
    lay_out_caption_lines(context, figure, (ParagraphLayout::centred(width), size), parent)
}

/// Returns the type size of captions.
pub(in crate::layout) fn caption_size(context: &LayoutContext<'_, '_>) -> f32 {
    let small = context.paragraph_style(TextKind::Small).size;
    small.max(context.em(MIN_CAPTION_SCALE))
}

/// Lays out caption and credit of a picture in lines of type of this size. Words are not
/// hyphenated.
pub(in crate::layout) fn lay_out_caption_lines(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    (layout, size): (ParagraphLayout, f32),
    parent: ElementId,
) -> Flow {
    let mut flow = Flow::default();
    if !figure.has_caption() {
        return flow;
    }
    let hyphenation = std::mem::replace(&mut context.hyphenation, Hyphenation::Never);
    let element = context.add_element(parent, Role::Caption, figure.src_span);
    let mut style = context.paragraph_style(TextKind::Small);
    (style.leading, style.size) = (1.22, size);
    if let Some(text) = &figure.caption {
        style.colours = context.text_colours(context.palette.text);
        flow.append(lay_out_paragraph(context, text, &style, layout, Some(element)), 0.0);
    }
    if let Some(text) = &figure.credit {
        style.colours = context.text_colours(context.palette.muted);
        style.size = (style.size * 0.85).max(context.pt(context.theme.type_scale.min_size));
        let gap = size * 0.1;
        flow.append(lay_out_paragraph(context, text, &style, layout, Some(element)), gap);
    }
    context.hyphenation = hyphenation;
    flow
}

/// Adds the element of a picture. A decorative picture, which has `alt: ""`, has none unless it has
/// a caption or credit.
pub(in crate::layout) fn add_figure_element(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    parent: ElementId,
) -> Option<ElementId> {
    let is_decorative = figure.alt.as_deref().is_some_and(|alt| alt.trim().is_empty());
    if is_decorative && !figure.has_caption() {
        return None;
    }
    let element = context.add_element(parent, Role::Figure, figure.src_span);
    context.structure.get_mut(element).alt = Some(figure_alt_text(figure));
    Some(element)
}

/// Returns the alternative text of a picture: that of the author, else the caption, else the file
/// name.
pub(super) fn figure_alt_text(figure: &Figure) -> String {
    if let Some(alt) = figure.alt.as_deref().filter(|alt| !alt.trim().is_empty()) {
        return alt.to_owned();
    }
    if let Some(caption) = &figure.caption {
        return caption.content.clone();
    }
    let name = figure.src.rsplit(['/', '\\']).next().unwrap_or(&figure.src);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace(['-', '_'], " ")
}
