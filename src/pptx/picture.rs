//! Writes pictures.

use super::package::OFFICE_RELATIONSHIP;
use super::shape_geometry::{write_preset, write_rounded};
use super::slide::{ObjectName, SlideWriter};
use super::units::{EmuRect, thousandths_of_percent};
use super::xml::Xml;
use crate::assets::{Image, Orientation};
use crate::geometry::{Rect, Size};
use crate::scene::{ElementId, PlacedImage};

/// The extension of a picture that has a drawing.
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
const SVG_NAMESPACE: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";

impl SlideWriter<'_, '_> {
    /// Writes a picture. Returns its id, or `None` if it cannot be written.
    pub(super) fn write_picture(
        &mut self,
        xml: &mut Xml,
        placed: &PlacedImage,
        element: Option<ElementId>,
    ) -> Option<u32> {
        let (raster, drawing) = match self.store_moving(&placed.image) {
            Some(moving) => (moving, None),
            None => {
                let stored = self.package.media.store(&placed.image, placed.rect.width)?;
                (stored.raster, stored.drawing)
            }
        };
        let raster = self.relationships.add("image", format!("../media/{raster}"));
        let drawing =
            drawing.map(|name| self.relationships.add("image", format!("../media/{name}")));
        let (visible, radius) = placed.clip.unwrap_or((placed.rect, 0.0));
        let visible = visible.intersection(placed.rect);
        let alt = self.alt_text(element);
        let link = self.link_over(placed.visible_rect());
        xml.open("p:pic", &[]);
        xml.open("p:nvPicPr", &[]);
        let name = ObjectName { kind: "Picture", alt: alt.as_deref(), link: link.as_ref() };
        let id = self.write_object_name(xml, &name);
        xml.open("p:cNvPicPr", &[]);
        xml.empty("a:picLocks", &[("noChangeAspect", &"1")]);
        xml.close();
        xml.empty("p:nvPr", &[]);
        xml.close();
        xml.open("p:blipFill", &[]);
        write_blip(xml, &raster, drawing.as_deref());
        let orientation = placed.image.orientation;
        write_crop(xml, placed.rect, visible, orientation);
        xml.open("a:stretch", &[]);
        xml.empty("a:fillRect", &[]);
        xml.close();
        xml.close();
        xml.open("p:spPr", &[]);
        write_oriented_transform(xml, visible, orientation);
        if radius > 0.0 {
            write_rounded(xml, visible, radius);
        } else {
            write_preset(xml, "rect", &[]);
        }
        xml.close();
        xml.close();
        Some(id)
    }

    /// Stores the file of an animated picture that PowerPoint plays. Returns its name.
    fn store_moving(&mut self, image: &Image) -> Option<String> {
        let file = self.package.media_files?.get(&image.name)?;
        if !image.is_moving_raster() {
            return None;
        }
        let stored = self.package.media.store_played(file);
        stored.map_err(|issue| self.package.issues.add_media(&image.name, issue)).ok()
    }
}

/// Writes which picture is shown: a raster picture, or the drawing that it replaces, by their
/// relationships.
pub(super) fn write_blip(xml: &mut Xml, raster: &str, drawing: Option<&str>) {
    let Some(drawing) = drawing else {
        xml.empty("a:blip", &[("r:embed", &raster)]);
        return;
    };
    xml.open("a:blip", &[("r:embed", &raster)]);
    xml.open("a:extLst", &[]);
    xml.open("a:ext", &[("uri", &SVG_EXTENSION)]);
    xml.empty(
        "asvg:svgBlip",
        &[("xmlns:asvg", &SVG_NAMESPACE), ("xmlns:r", &OFFICE_RELATIONSHIP), ("r:embed", &drawing)],
    );
    xml.close();
    xml.close();
    xml.close();
}

/// Writes which part of a picture is visible.
fn write_crop(xml: &mut Xml, whole: Rect, visible: Rect, orientation: Orientation) {
    if whole.width <= 0.0 || whole.height <= 0.0 {
        return;
    }
    let left = (visible.x - whole.x) / whole.width;
    let top = (visible.y - whole.y) / whole.height;
    let right = (whole.right() - visible.right()) / whole.width;
    let bottom = (whole.bottom() - visible.bottom()) / whole.height;
    // The picture is cropped as it is stored.
    let [left, top, right, bottom] = match orientation {
        Orientation::Upright => [left, top, right, bottom],
        Orientation::FlippedHorizontally => [right, top, left, bottom],
        Orientation::Rotated180 => [right, bottom, left, top],
        Orientation::FlippedVertically => [left, bottom, right, top],
        Orientation::Transposed => [top, left, bottom, right],
        Orientation::Rotated90 => [top, right, bottom, left],
        Orientation::Transversed => [bottom, right, top, left],
        Orientation::Rotated270 => [bottom, left, top, right],
    };
    let sides = [("l", left), ("t", top), ("r", right), ("b", bottom)]
        .map(|(name, share)| (name, thousandths_of_percent(share)));
    let cropped: Vec<(&str, &dyn std::fmt::Display)> = sides
        .iter()
        .filter(|(_, share)| *share > 0)
        .map(|(name, share)| (*name, share as &dyn std::fmt::Display))
        .collect();
    if !cropped.is_empty() {
        xml.empty("a:srcRect", &cropped);
    }
}

/// Writes the place of a picture that is rotated or mirrored to be upright.
fn write_oriented_transform(xml: &mut Xml, visible: Rect, orientation: Orientation) {
    let (quarters, is_flipped) = match orientation {
        Orientation::Upright => (0, false),
        Orientation::Rotated90 => (1, false),
        Orientation::Rotated180 => (2, false),
        Orientation::Rotated270 => (3, false),
        Orientation::FlippedHorizontally => (0, true),
        Orientation::Transversed => (1, true),
        Orientation::FlippedVertically => (2, true),
        Orientation::Transposed => (3, true),
    };
    // A rotated picture is placed as it is before the rotation about its centre.
    let placed = if quarters % 2 == 1 {
        visible.centred_rect(Size::new(visible.height, visible.width))
    } else {
        visible
    };
    let EmuRect { x, y, width, height } = placed.into();
    let rotation = quarters * 5_400_000;
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
    if quarters > 0 {
        attributes.push(("rot", &rotation));
    }
    if is_flipped {
        attributes.push(("flipH", &"1"));
    }
    xml.open("a:xfrm", &attributes);
    xml.empty("a:off", &[("x", &x), ("y", &y)]);
    xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
    xml.close();
}
