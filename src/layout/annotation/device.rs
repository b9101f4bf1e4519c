//! Draws devices around pictures: the window of a browser, a phone.

use crate::deck::FigureFrame;
use crate::geometry::{Point, Rect, Size};
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, Item, ItemKind, Stroke};
use crate::theme::Palette;

/// A device around a picture.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct Device {
    frame: FigureFrame,
    em: f32,
    palette: Palette,
}

/// How far a device reaches beyond the picture in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct DeviceEdges {
    /// On the left and right.
    side: f32,
    top: f32,
    bottom: f32,
}

/// The body of a phone.
const PHONE_BODY: Colour = Colour::rgb(0x1c, 0x1e, 0x23);
const PHONE_DETAIL: Colour = Colour::rgb(0x3c, 0x40, 0x48);

impl Device {
    /// Creates a device; `None` for no frame. `em` is the size of running text.
    pub(in crate::layout) fn new(frame: FigureFrame, em: f32, palette: Palette) -> Option<Self> {
        (frame != FigureFrame::None).then_some(Self { frame, em, palette })
    }

    /// Returns its edges around a picture that is `width` wide with them.
    fn edges(&self, width: f32) -> DeviceEdges {
        let em = self.em.min(width * 0.16);
        match self.frame {
            FigureFrame::Phone => {
                DeviceEdges { side: 0.36 * em, top: 0.62 * em, bottom: 0.62 * em }
            }
            _ => DeviceEdges { side: 0.1 * em, top: 1.15 * em, bottom: 0.1 * em },
        }
    }

    /// Returns the height of the device `width` wide with a whole picture in it.
    pub(in crate::layout) fn height_for(&self, picture: Size, width: f32) -> f32 {
        let edges = self.edges(width);
        (width - 2.0 * edges.side).max(1.0) / picture.aspect_ratio() + edges.top + edges.bottom
    }

    /// Returns the width of the device `height` high with a whole picture in it.
    pub(in crate::layout) fn width_for(&self, picture: Size, height: f32) -> f32 {
        let edges = self.edges(f32::INFINITY);
        (height - edges.top - edges.bottom).max(1.0) * picture.aspect_ratio() + 2.0 * edges.side
    }

    /// Returns the part of an area that the picture may fill.
    pub(in crate::layout) fn inside(&self, area: Rect) -> Rect {
        let DeviceEdges { side, top, bottom } = self.edges(area.width);
        Rect::new(
            area.x + side,
            area.y + top,
            (area.width - 2.0 * side).max(1.0),
            (area.height - top - bottom).max(1.0),
        )
    }

    /// Returns the radius of the corners of the picture in it.
    pub(in crate::layout) fn picture_radius(&self, area: Rect) -> f32 {
        let em = self.em.min(area.width * 0.16);
        match self.frame {
            FigureFrame::Phone => 0.75 * em,
            _ => 0.22 * em,
        }
    }

    /// Draws the device around a picture that is visible in `picture`; `area` is where both go.
    pub(in crate::layout) fn draw(&self, picture: Rect, area: Rect) -> Vec<Item> {
        let edges = self.edges(area.width);
        let body = Rect::new(
            picture.x - edges.side,
            picture.y - edges.top,
            picture.width + 2.0 * edges.side,
            picture.height + edges.top + edges.bottom,
        );
        let em = self.em.min(area.width * 0.16);
        let shapes = match self.frame {
            FigureFrame::Phone => self.draw_phone(body, edges, em),
            _ => self.draw_browser(body, edges, em),
        };
        shapes.into_iter().map(|shape| Item::new_artifact(ItemKind::Shape(shape))).collect()
    }

    fn draw_browser(&self, body: Rect, edges: DeviceEdges, em: f32) -> Vec<crate::scene::Shape> {
        let Palette { background, text, .. } = self.palette;
        let tint = |share| background.mixed_with(text, share);
        let mut window = rounded_rect(body, 0.34 * em, tint(0.12));
        window.stroke = Some(Stroke { colour: tint(0.3), width: 0.045 * em, round: false });
        let middle = body.y + edges.top / 2.0;
        let mut shapes = vec![window];
        let dot = 0.17 * em;
        for index in 0..3 {
            let centre = Point::new(body.x + (0.62 + 0.56 * index as f32) * em, middle);
            let area = Rect::new(centre.x - dot, centre.y - dot, 2.0 * dot, 2.0 * dot);
            shapes.push(rounded_rect(area, dot, tint(0.36)));
        }
        let address =
            Rect::new(body.x + 2.5 * em, middle - 0.3 * em, body.width - 3.2 * em, 0.6 * em);
        if address.width > 2.0 * em {
            shapes.push(rounded_rect(address, 0.3 * em, tint(0.03)));
        }
        shapes
    }

    fn draw_phone(&self, body: Rect, edges: DeviceEdges, em: f32) -> Vec<crate::scene::Shape> {
        let mut shell = rounded_rect(body, 1.1 * em, PHONE_BODY);
        let rim = PHONE_BODY.moved_until(&[self.palette.background], 1.9);
        shell.stroke = Some(Stroke { colour: rim, width: 0.06 * em, round: false });
        let speaker = Size::new(1.5 * em, 0.13 * em);
        let top = Rect { height: edges.top, ..body }.centred_rect(speaker);
        vec![shell, rounded_rect(top, speaker.height / 2.0, PHONE_DETAIL)]
    }
}
