//! Writes videos and recordings: the file is in the package, and its poster is a picture.

use super::content::DrawnFigure;
use super::media::DRAWING_SCALE;
use super::media_timing::MediaTiming;
use super::package::Relationships;
use super::picture::write_blip;
use super::shape_geometry::{solid_fill, write_preset, write_transform};
use super::slide::SlideWriter;
use super::xml::Xml;
use crate::assets::rasterize_svg;
use crate::geometry::Rect;
use crate::scene::{
    Colour, ElementId, Item, ItemKind, MediaArea, PathSegment, PlacedImage, PlayedKind, Shape,
};

const MEDIA_EXTENSION: &str = "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}";
const POWERPOINT_2010: &str = "http://schemas.microsoft.com/office/powerpoint/2010/main";
const MEDIA_RELATIONSHIP: &str = "http://schemas.microsoft.com/office/2007/relationships/media";

impl<'s> SlideWriter<'_, 's> {
    /// Writes a video or recording; only its poster if the file cannot be part of the package.
    /// Returns its id.
    pub(super) fn write_media(
        &mut self,
        xml: &mut Xml,
        (figure, area): (ElementId, &'s MediaArea),
        items: &'s [Item],
    ) -> Option<u32> {
        let media = &*area.media;
        let file = self.package.media_files.and_then(|files| files.get(&media.src));
        let stored = file.map(|file| self.package.media.store_played(file));
        let name = match stored {
            Some(Ok(name)) => name,
            Some(Err(issue)) => {
                self.package.issues.add_media(&media.src, issue);
                return self.write_poster(xml, figure, items);
            }
            None => return self.write_poster(xml, figure, items),
        };
        let Some((poster, rect)) = self.store_poster(area, items) else {
            return self.write_poster(xml, figure, items);
        };
        if media.captions.is_some() {
            self.package.issues.add_captions(&media.src);
        }
        let is_video = media.kind == PlayedKind::Video;
        let target = format!("../media/{name}");
        let relationships: &mut Relationships = &mut self.relationships;
        let embedded = relationships.add_named(MEDIA_RELATIONSHIP, &target);
        let linked = relationships.add(if is_video { "video" } else { "audio" }, target);
        xml.open("p:pic", &[]);
        xml.open("p:nvPicPr", &[]);
        let id = self.next_id();
        let name = format!("{} {}", if is_video { "Video" } else { "Audio" }, id - 1);
        xml.open("p:cNvPr", &[("id", &id), ("name", &name), ("descr", &media.alt)]);
        xml.empty("a:hlinkClick", &[("r:id", &""), ("action", &"ppaction://media")]);
        xml.close();
        xml.open("p:cNvPicPr", &[]);
        xml.empty("a:picLocks", &[("noChangeAspect", &"1")]);
        xml.close();
        xml.open("p:nvPr", &[]);
        xml.empty(if is_video { "a:videoFile" } else { "a:audioFile" }, &[("r:link", &linked)]);
        xml.open("p:extLst", &[]);
        xml.open("p:ext", &[("uri", &MEDIA_EXTENSION)]);
        xml.empty("p14:media", &[("xmlns:p14", &POWERPOINT_2010), ("r:embed", &embedded)]);
        for _ in 0..4 {
            xml.close();
        }
        xml.open("p:blipFill", &[]);
        write_blip(xml, &poster, None);
        xml.open("a:stretch", &[]);
        xml.empty("a:fillRect", &[]);
        xml.close();
        xml.close();
        xml.open("p:spPr", &[]);
        write_transform(xml, "a:xfrm", rect);
        write_preset(xml, "rect", &[]);
        xml.close();
        xml.close();
        self.animation.add_media(MediaTiming {
            shape: id,
            kind: media.kind,
            autoplay: media.autoplay,
            repeats: media.repeats,
        });
        Some(id)
    }

    /// Writes the poster of what cannot be played.
    fn write_poster(&mut self, xml: &mut Xml, figure: ElementId, items: &'s [Item]) -> Option<u32> {
        let parts = self.reader.read_items(items, Some(figure));
        self.write_group(xml, DrawnFigure { element: figure, is_described: true }, parts)
    }

    /// Returns the colour of the page.
    fn ground_colour(&self) -> Colour {
        let page = self.reader.page;
        let whole = Rect::new(0.0, 0.0, page.size.width, page.size.height);
        let colours = page.items.iter().map_while(|item| match &item.kind {
            ItemKind::Shape(shape) if shape.bounds().contains(whole, 1.0) => {
                Some(solid_fill(shape))
            }
            _ => None,
        });
        colours.flatten().last().unwrap_or(Colour::WHITE)
    }

    /// Stores the poster: the author's picture without the sign over it, or what is drawn instead.
    /// Returns its relationship and its place.
    fn store_poster(&mut self, area: &MediaArea, items: &[Item]) -> Option<(String, Rect)> {
        let picture = items.iter().find_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image),
            _ => None,
        });
        let (name, rect) = match picture {
            Some(PlacedImage { image, rect, .. }) => {
                (self.package.media.store(image, rect.width)?.raster, *rect)
            }
            None => {
                let shapes = self.package.outline_items(items);
                let png = rasterize_svg(
                    &draw_svg(&shapes, area.rect, self.ground_colour()),
                    area.rect.width * DRAWING_SCALE,
                )?;
                (self.package.media.store_png(png), area.rect)
            }
        };
        Some((self.relationships.add("image", format!("../media/{name}")), rect))
    }
}

/// Draws shapes of one colour each as an SVG of this part of a page, which has the colour `ground`:
/// some programs draw what is transparent in black.
fn draw_svg(shapes: &[Shape], part: Rect, ground: Colour) -> String {
    let Rect { x, y, width, height } = part;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{x} {y} {width} {height}\"><path d=\"M{x} {y}h{width}v{height}h-{width}z\" \
         fill=\"rgb({},{},{})\"/>",
        ground.r, ground.g, ground.b
    );
    for shape in shapes {
        let paint = |name: &str, colour: Option<Colour>| match colour {
            None => format!(" {name}=\"none\""),
            Some(Colour { r, g, b, a }) => {
                let opacity = f32::from(a) / 255.0;
                format!(" {name}=\"rgb({r},{g},{b})\" {name}-opacity=\"{opacity}\"")
            }
        };
        let fill = paint("fill", solid_fill(shape));
        let stroke = paint("stroke", shape.stroke.as_ref().map(|stroke| stroke.colour));
        let width = shape.stroke.as_ref().map_or(0.0, |stroke| stroke.width);
        let path = write_path(&shape.path);
        svg.push_str(&format!("<path d=\"{path}\"{fill}{stroke} stroke-width=\"{width}\"/>"));
    }
    svg.push_str("</svg>");
    svg
}

fn write_path(path: &[PathSegment]) -> String {
    let mut written = String::new();
    for segment in path {
        written.push_str(&match segment {
            PathSegment::Move(to) => format!("M{} {}", to.x, to.y),
            PathSegment::Line(to) => format!("L{} {}", to.x, to.y),
            PathSegment::Cubic(a, b, to) => {
                format!("C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, to.x, to.y)
            }
            PathSegment::Close => "Z".to_owned(),
        });
    }
    written
}
