//! Places a photograph beside text so that it reaches the edge of the page.

use super::block::{
    MarkSteps, PicturePlace, add_figure_element, attach_marks, is_transparent_drawing,
    lay_out_caption, picture_row,
};
use super::context::LayoutContext;
use super::flow::{Flow, RowBody};
use crate::assets::{Image, ImageData};
use crate::deck::{Figure, ObjectFit};
use crate::geometry::Size;
use crate::scene::Structure;

/// Share of a photograph that may be cropped so that it is as high as the body of the slide.
const MAX_CROP_SHARE: f32 = 0.3;

/// A PNG with at least this many bytes per pixel is a photograph: drawings and screenshots are
/// compressed to a fraction of it.
const MIN_BYTES_PER_PIXEL: f32 = 0.9;

/// Share of the body that the picture is counted for when the size of the text is chosen.
const COUNTED_SHARE: f32 = 0.4;

/// A picture that reaches the edge of the page, and how high it is there.
pub(super) struct BleedingPicture<'f> {
    figure: &'f Figure,
    /// Its height with the caption.
    height: f32,
}

impl<'f> BleedingPicture<'f> {
    /// Returns how the pictures beside a text reach the edge of the page, if they are one
    /// photograph that loses little by being cropped, or one that the author wants to be cropped.
    /// `area` is the place between the text and the edge, below the title.
    pub(super) fn new(
        context: &LayoutContext<'_, '_>,
        pictures: &'f [Figure],
        area: Size,
    ) -> Option<Self> {
        let [figure] = pictures else { return None };
        let image = context.picture_of(figure).filter(|_| figure.width.is_none())?;
        if figure.needs_room_around() {
            return None;
        }
        let max_crop = match figure.fit {
            Some(ObjectFit::Cover) => 1.0,
            Some(ObjectFit::Contain) => return None,
            None if is_photograph(&image) && !figure.has_drawn_marks() => MAX_CROP_SHARE,
            None => return None,
        };
        let aspect = image.size.aspect_ratio();
        let least = area.width / aspect * (1.0 - max_crop);
        let most = area.width / aspect / (1.0 - max_crop).max(f32::EPSILON);
        (area.height >= least).then_some(Self { figure, height: area.height.min(most) })
    }

    /// Lays out the picture `width` wide, with its caption in the part of it that is inside the
    /// margin.
    pub(super) fn lay_out(
        &self,
        context: &mut LayoutContext<'_, '_>,
        width: f32,
        (caption_x, caption_width): (f32, f32),
    ) -> Flow {
        let element = add_figure_element(context, self.figure, Structure::ROOT);
        let parent = element.unwrap_or(Structure::ROOT);
        let mut caption = lay_out_caption(context, self.figure, caption_width, parent);
        caption.shift_right(caption_x);
        let gap = context.em(0.35);
        let below = if caption.rows.is_empty() { 0.0 } else { caption.height() + gap };
        let figure = Figure { fit: Some(ObjectFit::Cover), ..self.figure.clone() };
        let max_height = (self.height - below).max(1.0);
        let place = PicturePlace { width, max_height, plate: None, element };
        let Some(mut row) = picture_row(context, &figure, place) else { return Flow::default() };
        let steps = MarkSteps::assign(context, &figure, false);
        attach_marks(context, &figure, &steps, &mut row);
        if let RowBody::Picture(picture) = &mut row.body {
            let counted = max_height * COUNTED_SHARE;
            picture.radius = 0.0;
            (picture.height, picture.natural_height, picture.max_height) =
                (counted, counted, max_height);
            picture.min_height = picture.min_height.min(counted);
        }
        let mut flow = Flow::from_row(row);
        if below > 0.0 {
            flow = flow.keep_with_next();
            flow.append(caption, gap);
        }
        flow
    }
}

/// Whether a picture is a photograph. Of a drawing or screenshot, nothing may be cropped.
fn is_photograph(image: &Image) -> bool {
    match &image.data {
        ImageData::Svg(_) => false,
        ImageData::Jpeg(_) => true,
        ImageData::Png(bytes) => {
            let pixels = (image.size.width * image.size.height).max(1.0);
            bytes.len() as f32 / pixels >= MIN_BYTES_PER_PIXEL && !is_transparent_drawing(image)
        }
        ImageData::Pixels(_) => !image.is_animated && !is_transparent_drawing(image),
    }
}
