//! Pictures with captions.

use super::plate::{plate_for_figure, plate_padding};
use crate::deck::{Figure, ObjectFit};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{
    Column, Columns, Flow, FlowPicture, Plate, Row, RowBody, natural_height,
};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{Colour, ElementId, Role};

/// Pictures side by side at most.
const MAX_COLUMNS: usize = 4;
/// Distance between pictures, relative to the gutter of columns.
pub(in crate::layout) const PICTURE_GUTTER_SCALE: f32 = 0.75;
/// The share of its natural height that a picture is shrunk to before type is.
const MIN_HEIGHT_SHARE: f32 = 0.45;

/// Sets pictures in rows of equal height, captions below.
pub(in crate::layout) fn lay_out_figures(
    context: &mut LayoutContext<'_, '_>,
    figures: &[Figure],
    width: f32,
    parent: ElementId,
) -> Flow {
    let one_by_one = context.reveal.each_block && figures.len() > 1;
    let mut flow = Flow::default();
    let rows = figures.len().div_ceil(MAX_COLUMNS);
    let across = figures.len().div_ceil(rows.max(1)).max(1);
    for row in figures.chunks(across) {
        let gap = context.gap(context.theme.space.block);
        flow.append(lay_out_figure_row(context, row, width, one_by_one, parent), gap);
    }
    flow
}

/// Pictures of one row share their height: each is as wide as its shape makes it.
fn lay_out_figure_row(
    context: &mut LayoutContext<'_, '_>,
    figures: &[Figure],
    width: f32,
    one_by_one: bool,
    parent: ElementId,
) -> Flow {
    let gutter = context.pt(context.theme.space.gutter * PICTURE_GUTTER_SCALE);
    let available = width - gutter * (figures.len() as f32 - 1.0);
    let aspects: Vec<f32> = figures
        .iter()
        .map(|figure| {
            context
                .images
                .get(&figure.src)
                .map_or(1.5, |image| image.size.aspect_ratio().clamp(0.1, 10.0))
        })
        .collect();
    // A picture beside others is never so narrow that its caption cannot stand under it.
    let total: f32 = aspects.iter().sum();
    let mut widths: Vec<f32> =
        aspects.iter().map(|aspect| (available * aspect / total).max(available * 0.12)).collect();
    let sum: f32 = widths.iter().sum();
    widths.iter_mut().for_each(|width| *width *= available / sum);
    let natural =
        widths.iter().zip(&aspects).map(|(width, aspect)| width / aspect).fold(0.0, f32::max);

    let mut pictures = Vec::new();
    let mut captions = Vec::new();
    let mut x = 0.0;
    for (figure, &place) in figures.iter().zip(&widths) {
        let step = if one_by_one { context.reveal.next_step() } else { 0 };
        let element = add_figure_element(context, figure, parent);
        let share = figure.width.unwrap_or(1.0).clamp(0.05, 1.0);
        let plate = plate_for_figure(context, figure, context.palette.background);
        let picture = picture_row(context, figure, place * share, natural, plate, element);
        let column = |flow| Column {
            x: x + place * (1.0 - share) / 2.0,
            flow,
            align: 0.0,
            stretch: false,
            repeats: false,
        };
        pictures.extend(picture.map(|row| column(Flow::from_row(row).appearing_at(step))));
        let caption =
            lay_out_caption(context, figure, place, element.unwrap_or(parent)).appearing_at(step);
        captions.push(Column { x, flow: caption, align: 0.0, stretch: false, repeats: false });
        x += place + gutter;
    }
    if pictures.is_empty() {
        return Flow::default();
    }
    let mut flow = Flow::from_row(Row::from_body(RowBody::Columns(Columns {
        columns: pictures,
        splits_freely: false,
    })));
    if captions.iter().any(|column| !column.flow.rows.is_empty()) {
        flow = flow.keep_with_next();
        let gap = context.em(0.35);
        flow.append(
            Flow::from_row(Row::from_body(RowBody::Columns(Columns {
                columns: captions,
                splits_freely: false,
            }))),
            gap,
        );
    }
    flow
}

/// A picture, with the plate it stands on, in a place of `width`, no taller than `tallest`.
pub(in crate::layout) fn picture_row(
    context: &LayoutContext<'_, '_>,
    figure: &Figure,
    width: f32,
    tallest: f32,
    plate: Option<Colour>,
    element: Option<ElementId>,
) -> Option<Row> {
    let image = context.images.get(&figure.src)?;
    let natural = match figure.fit {
        ObjectFit::Contain => natural_height(image.size, width, tallest),
        ObjectFit::Cover => tallest,
    };
    let radius = context.pt(context.theme.space.radius);
    let pad = plate_padding(context, natural);
    let picture = FlowPicture {
        width,
        natural_height: natural,
        min_height: (natural * MIN_HEIGHT_SHARE).min(context.pt(150.0)),
        height: natural,
        fit: figure.fit,
        align: 0.5,
        radius: if is_transparent_drawing(&image) { 0.0 } else { radius },
        plate: plate.map(|colour| Plate { colour, pad, radius }),
        element,
        span: Some(figure.src_span),
        image,
    };
    Some(Row::from_body(RowBody::Picture(picture)))
}

/// Whether the picture is a drawing that does not fill its rectangle: rounding its corners would
/// cut it.
pub(super) fn is_transparent_drawing(image: &crate::assets::Image) -> bool {
    let ink = image.ink_bounds();
    ink.width < image.size.width * 0.99 || ink.height < image.size.height * 0.99
}

/// Caption and credit under a picture.
fn lay_out_caption(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    width: f32,
    parent: ElementId,
) -> Flow {
    let mut flow = Flow::default();
    if figure.caption.is_none() && figure.credit.is_none() {
        return flow;
    }
    let element = context.add_element(parent, Role::Caption, figure.src_span);
    let mut setting = context.paragraph_style(TextKind::Small);
    setting.leading = 1.22;
    if let Some(text) = &figure.caption {
        setting.colours = context.text_colours(context.palette.text);
        flow.append(
            lay_out_paragraph(
                context,
                text,
                &setting,
                ParagraphLayout::centred(width),
                Some(element),
            ),
            0.0,
        );
    }
    if let Some(text) = &figure.credit {
        setting.colours = context.text_colours(context.palette.muted);
        setting.size = (setting.size * 0.85).max(context.pt(context.theme.type_scale.min_size));
        let gap = context.em(0.1);
        flow.append(
            lay_out_paragraph(
                context,
                text,
                &setting,
                ParagraphLayout::centred(width),
                Some(element),
            ),
            gap,
        );
    }
    flow
}

/// The element of a picture; none for one that only decorates, as its author says with `alt: ""`.
pub(in crate::layout) fn add_figure_element(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    parent: ElementId,
) -> Option<ElementId> {
    let is_silent = figure.alt.as_deref().is_some_and(|alt| alt.trim().is_empty());
    if is_silent && figure.caption.is_none() && figure.credit.is_none() {
        return None;
    }
    let element = context.add_element(parent, Role::Figure, figure.src_span);
    context.structure.get_mut(element).alt = Some(figure_alt_text(figure));
    Some(element)
}

/// What is read in place of a picture: the author's words, else its caption, else its name.
pub(super) fn figure_alt_text(figure: &Figure) -> String {
    if let Some(alt) = figure.alt.as_deref().filter(|alt| !alt.trim().is_empty()) {
        return alt.to_owned();
    }
    if let Some(caption) = &figure.caption {
        return caption.content.clone();
    }
    let stem = figure.src.rsplit(['/', '\\']).next().unwrap_or(&figure.src);
    stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).replace(['-', '_'], " ")
}
