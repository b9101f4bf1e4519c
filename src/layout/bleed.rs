//! Places photographs and painted scenes so that they reach the edge of the page.

use super::block::{
    MarkSteps, PicturePlace, add_figure_element, attach_marks, caption_size, lay_out_caption,
    lay_out_caption_lines, picture_row,
};
use super::caption_strip::draw_caption_strip;
use super::context::LayoutContext;
use super::flow::{Flow, RowBody};
use super::page::ornament_rect;
use super::paragraph::ParagraphLayout;
use super::slide::SlideFrame;
use crate::assets::{CropAxis, Image};
use crate::deck::{Figure, FigureShape, ObjectFit};
use crate::geometry::{Rect, Size};
use crate::scene::{Item, Structure};
use crate::theme::OrnamentShape;

/// Share of a scene that may be cropped so that it fills its place.
pub(super) const MAX_CROP_SHARE: f32 = 0.33;
/// The least share of the content of a scene that is kept, unless the author says what is.
const MIN_CONTENT: f32 = 0.7;
/// By how much less is cropped each time until enough is kept.
const CROP_STEP: f32 = 0.03;

/// Share of the body that the picture is counted for when the size of the text is chosen.
const COUNTED_SHARE: f32 = 0.4;

/// A picture that reaches the edge of the page, and how high it is there.
pub(super) struct BleedingPicture<'f> {
    figure: &'f Figure,
    /// Its height with the caption.
    height: f32,
    /// How far it reaches below the body, to the edge of the page.
    below: f32,
}

impl<'f> BleedingPicture<'f> {
    /// Returns how the pictures beside a text reach the edge of the page, if they are one
    /// photograph that loses little by being cropped, or one that the author wants to be cropped.
    /// `area` is the place between the text and the edge, below the title, and `foot` the height of
    /// the page below it if that is empty.
    pub(super) fn new(
        context: &LayoutContext<'_, '_>,
        pictures: &'f [Figure],
        (area, foot): (Size, f32),
    ) -> Option<Self> {
        let [figure] = pictures else { return None };
        let picture = Croppable::new(context, figure)?;
        let (least, most) = picture.heights_around(area.width / picture.aspect);
        let below = if figure.has_caption() || area.height + foot > most { 0.0 } else { foot };
        (area.height >= least).then_some(Self { figure, height: area.height.min(most), below })
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
        // It starts with the part of the picture inside the margin: centred there, it would look
        // out of the middle of the picture.
        let size = caption_size(context);
        let layout = ParagraphLayout::start_aligned(caption_width);
        let mut caption = lay_out_caption_lines(context, self.figure, (layout, size), parent);
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
            (picture.radius, picture.bleed_below) = (0.0, self.below);
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

/// A scene above or below words that reaches the left and the right edge of the page.
pub(super) struct WidePicture<'f> {
    figure: &'f Figure,
    picture: Croppable,
    /// Width that it reaches beyond the margin at the left.
    beyond: f32,
    width: f32,
}

impl<'f> WidePicture<'f> {
    /// Returns how a picture reaches the edges, if it is a scene.
    pub(super) fn new(
        context: &LayoutContext<'_, '_>,
        frame: &SlideFrame<'_>,
        figure: &'f Figure,
    ) -> Option<Self> {
        let picture = Croppable::new(context, figure)?;
        let area = bleed_area(context, frame);
        Some(Self { figure, picture, beyond: frame.inner.x - area.x, width: area.width })
    }

    /// Lays out the picture, with its caption below it in the width of the words.
    pub(super) fn lay_out(&self, context: &mut LayoutContext<'_, '_>, words: f32) -> Flow {
        let element = add_figure_element(context, self.figure, Structure::ROOT);
        let figure = Figure { fit: Some(ObjectFit::Cover), ..self.figure.clone() };
        let natural = self.width / self.picture.aspect;
        let place = PicturePlace { width: self.width, max_height: natural, plate: None, element };
        let Some(mut row) = picture_row(context, &figure, place) else { return Flow::default() };
        let steps = MarkSteps::assign(context, &figure, false);
        attach_marks(context, &figure, &steps, &mut row);
        if let RowBody::Picture(picture) = &mut row.body {
            picture.radius = 0.0;
            (picture.min_height, picture.max_height) = self.picture.heights_around(natural);
        }
        let mut flow = Flow::from_row(row);
        flow.shift_right(-self.beyond);
        let caption = lay_out_caption(context, &figure, words, element.unwrap_or(Structure::ROOT));
        if !caption.rows.is_empty() {
            flow = flow.keep_with_next();
            let gap = context.em(0.35);
            flow.append(caption, gap);
        }
        flow
    }
}

/// A picture of which something may be cropped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Croppable {
    /// Its aspect ratio.
    pub aspect: f32,
    /// Share of its width that may be cropped.
    pub max_width_crop: f32,
    /// Share of its height that may be cropped.
    pub max_height_crop: f32,
}

impl Croppable {
    /// Returns how much of a picture may be cropped: some of a scene, anything if the author says
    /// so, nothing of a drawing, a chart or a screenshot.
    pub(super) fn new(context: &LayoutContext<'_, '_>, figure: &Figure) -> Option<Self> {
        Self::up_to(context, figure, MAX_CROP_SHARE)
    }

    /// Returns how much of a picture may be cropped, if it is at most this share of a scene.
    pub(super) fn up_to(
        context: &LayoutContext<'_, '_>,
        figure: &Figure,
        limit: f32,
    ) -> Option<Self> {
        let is_plain = matches!(figure.shape, FigureShape::Plain)
            && figure.width.is_none()
            && !figure.needs_room_around();
        let image = context.picture_of(figure).filter(|_| is_plain)?;
        let aspect = image.size.aspect_ratio();
        let both = |crop: f32| Self { aspect, max_width_crop: crop, max_height_crop: crop };
        match figure.fit {
            Some(ObjectFit::Cover) => Some(both(1.0)),
            None if figure.has_drawn_marks() || !image.is_scene() => None,
            None if figure.focus.is_some() => Some(both(limit)),
            None => Some(Self {
                aspect,
                max_width_crop: keeping_content(&image, CropAxis::Width, limit),
                max_height_crop: keeping_content(&image, CropAxis::Height, limit),
            }),
            Some(ObjectFit::Contain) => None,
        }
    }

    /// Whether the picture may fill an area with this aspect ratio.
    pub(super) fn can_fill(self, aspect: f32) -> bool {
        let most = if aspect < self.aspect { self.max_width_crop } else { self.max_height_crop };
        share_cropped(self.aspect, aspect) <= most + 0.001
    }

    /// Returns the least and the largest height of an area, given the height at which nothing is
    /// cropped.
    pub(super) fn heights_around(self, natural: f32) -> (f32, f32) {
        range_around(natural, self.max_height_crop, self.max_width_crop)
    }

    /// Returns the least and the largest width of an area, given the width at which nothing is
    /// cropped.
    pub(super) fn widths_around(self, natural: f32) -> (f32, f32) {
        range_around(natural, self.max_width_crop, self.max_height_crop)
    }
}

/// Returns the range of a side of an area: if this side of the picture is cropped, and if the other
/// side is.
fn range_around(natural: f32, own_crop: f32, other_crop: f32) -> (f32, f32) {
    let kept = |crop: f32| (1.0 - crop).max(0.01);
    (natural * kept(own_crop), natural / kept(other_crop))
}

/// Returns the largest share of a side of a scene, at most `limit`, that may be cropped so that
/// most of its content is kept.
fn keeping_content(image: &Image, axis: CropAxis, limit: f32) -> f32 {
    let Some(tones) = image.tones() else { return limit };
    let steps = (limit / CROP_STEP) as u32;
    let crops = (0..=steps).map(|step| limit - step as f32 * CROP_STEP);
    let mut kept = crops.filter(|crop| tones.best_part(axis, 1.0 - crop).content >= MIN_CONTENT);
    kept.next().unwrap_or(0.0)
}

/// Returns the share of a picture that is cropped so that it fills an area; both are given by their
/// aspect ratios.
pub(super) fn share_cropped(picture: f32, area: f32) -> f32 {
    1.0 - (picture / area).min(area / picture)
}

/// Draws a picture that fills `area`, with its caption in a strip on it, whose words start at least
/// `inset` from the left edge.
pub(super) fn draw_filling_picture(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    (area, inset): (Rect, f32),
) -> Vec<Item> {
    let mut items = Vec::new();
    let element = add_figure_element(context, figure, Structure::ROOT);
    let figure = Figure { fit: Some(ObjectFit::Cover), ..figure.clone() };
    let place = PicturePlace { width: area.width, max_height: area.height, plate: None, element };
    let Some(mut row) = picture_row(context, &figure, place) else { return items };
    let steps = MarkSteps::assign(context, &figure, false);
    attach_marks(context, &figure, &steps, &mut row);
    if let RowBody::Picture(picture) = &mut row.body {
        picture.radius = 0.0;
    }
    Flow::from_row(row).place_at(area.origin(), &mut items);
    let parent = element.unwrap_or(Structure::ROOT);
    draw_caption_strip(context, &figure, (area, inset), parent, &mut items);
    items
}

/// Width of the strip along an edge that an ornament may keep free, in pt.
const EDGE_PT: f32 = 8.0;

/// Returns the part of the page that pictures may fill: up to its edges, but not over the bands
/// along them, and inside a frame.
pub(super) fn bleed_area(context: &LayoutContext<'_, '_>, frame: &SlideFrame<'_>) -> Rect {
    let Size { width, height } = frame.size;
    let (mut left, mut top, mut right, mut bottom) = (0.0f32, 0.0f32, width, height);
    let edge = context.pt(EDGE_PT);
    let ornaments = frame.style.ornaments.iter().filter(|_| frame.slide.background.is_none());
    for ornament in ornaments {
        if !matches!(ornament.shape, OrnamentShape::Rectangle | OrnamentShape::Stripes) {
            continue;
        }
        let rect = ornament_rect(context, ornament, frame.size);
        let is_tall = rect.height >= height * 0.8;
        let is_wide = rect.width >= width * 0.85;
        if is_tall && is_wide {
            let frames = ornament.line_width.is_some();
            if frames {
                (left, top) = (left.max(rect.x), top.max(rect.y));
                (right, bottom) = (right.min(rect.right()), bottom.min(rect.bottom()));
            }
        } else if is_tall && rect.x <= left + edge && rect.right() < width * 0.2 {
            left = rect.right();
        } else if is_tall && rect.right() >= right - edge && rect.x > width * 0.8 {
            right = rect.x;
        } else if is_wide && rect.y <= top + edge && rect.bottom() < height * 0.2 {
            top = rect.bottom();
        } else if is_wide && rect.y > height * 0.8 && rect.x <= left + edge {
            bottom = rect.y;
        }
    }
    Rect::new(left, top, right - left, bottom - top)
}
