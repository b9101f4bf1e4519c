//! Lays out portraits: photos with equal crops, and initials where there is no photo.

use crate::deck::{Figure, FigureShape, ObjectFit, PortraitShape, Text};
use crate::geometry::{Point, Rect, Size};
use crate::layout::block::figures::{PicturePlace, add_figure_element, picture_row};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{FlowDrawing, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::rounded_rect;
use crate::scene::{ElementId, Item, ItemKind};
use crate::source::Span;

/// The share of its height that a portrait keeps at least.
const MIN_HEIGHT_SHARE: f32 = 0.5;

/// Size of the letters in place of a photo, relative to it.
const LETTER_SHARE: f32 = 0.36;

/// Where portraits go, and how large they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct PortraitPlace {
    /// Width of the column.
    pub width: f32,
    /// Side of the portrait.
    pub side: f32,
    /// Horizontal alignment: 0 for the left of the column, 0.5 for its centre.
    pub align: f32,
    /// Shape of the portrait.
    pub shape: PortraitShape,
    /// Whether the portrait may become smaller so that its page fits.
    pub can_shrink: bool,
}

impl PortraitPlace {
    fn min_height(self) -> f32 {
        if self.can_shrink { self.side * MIN_HEIGHT_SHARE } else { self.side }
    }
}

/// Lays out a photo as a child of `parent`.
pub(super) fn photo_row(
    context: &mut LayoutContext<'_, '_>,
    photo: &Figure,
    place: PortraitPlace,
    parent: ElementId,
) -> Option<Row> {
    let element = add_figure_element(context, photo, parent);
    let mut photo = photo.clone();
    photo.fit = Some(ObjectFit::Cover);
    photo.shape = match (photo.shape, place.shape) {
        (FigureShape::Plain, PortraitShape::Circle) => FigureShape::Circle,
        (FigureShape::Plain, PortraitShape::Square) => FigureShape::Square,
        (own, _) => own,
    };
    let picture_place =
        PicturePlace { width: place.width, max_height: place.side, plate: None, element };
    let mut row = picture_row(context, &photo, picture_place)?;
    if let RowBody::Picture(picture) = &mut row.body {
        picture.align = place.align;
        picture.min_height = place.min_height();
        (picture.natural_height, picture.height, picture.max_height) =
            (place.side, place.side, place.side);
    }
    Some(row)
}

/// Draws the initials of a person in place of a photo. They are an artifact: the name is below.
pub(super) fn initials_row(
    context: &mut LayoutContext<'_, '_>,
    initials: &str,
    place: PortraitPlace,
) -> Row {
    let side = place.side;
    let area = Rect::new(0.0, 0.0, side, side);
    let radius = match place.shape {
        PortraitShape::Circle => side / 2.0,
        PortraitShape::Square => context.pt(context.theme.space.radius),
    };
    let palette = context.palette;
    let ground = rounded_rect(area, radius, palette.surface);
    let mut items = vec![Item::new_artifact(ItemKind::Shape(ground))];
    let mut style = context.paragraph_style(TextKind::Label);
    (style.size, style.leading) = (side * LETTER_SHARE, 1.0);
    style.colours = context.text_colours(palette.primary);
    let text = Text::plain(initials, Span::default());
    let rows = lay_out_paragraph(context, &text, &style, ParagraphLayout::centred(side), None);
    rows.place_at(Point::new(0.0, (side - style.size) / 2.0), &mut items);
    // Drawings are centred in their width.
    let width = if place.align > 0.0 { place.width } else { side };
    Row::from_body(RowBody::Drawing(FlowDrawing {
        items,
        drawn: Size::new(side, side),
        natural: Size::new(side, side),
        width,
        min_height: place.min_height(),
        height: side,
        key: None,
    }))
}
