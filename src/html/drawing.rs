//! Draws pages as SVG.

use super::glyphs::{GlyphStore, in_base_36};
use super::number::{number, push_number};
use super::path::{GLYPH_UNITS, path_data};
use super::pictures::{WebPictureStore, placement};
use crate::assets::Fonts;
use crate::geometry::Rect;
use crate::scene::{Colour, GlyphRun, ItemKind, Page, Paint, PlacedImage, Shape, Stroke};

/// Draws the pages of a file.
pub(super) struct SvgPageDrawer<'a> {
    glyphs: GlyphStore<'a>,
    pictures: WebPictureStore<'a>,
    prefix: &'a str,
    /// The number of gradients and clips so far.
    definition_count: usize,
}

impl<'a> SvgPageDrawer<'a> {
    /// Creates a drawer. The ids of what it draws start with `prefix`.
    pub(super) fn new(fonts: &'a Fonts, prefix: &'a str) -> Self {
        Self {
            glyphs: GlyphStore::new(fonts, prefix),
            pictures: WebPictureStore::new(prefix),
            prefix,
            definition_count: 0,
        }
    }

    /// Returns what the pages use: glyphs and pictures.
    pub(super) fn into_definitions(self) -> String {
        self.glyphs.into_definitions() + &self.pictures.into_definitions()
    }

    /// Appends the drawing of a page. What appears at a step is in a group that names it.
    pub(super) fn draw_page(&mut self, out: &mut String, page: &Page) {
        let (width, height) = (number(page.size.width), number(page.size.height));
        out.push_str(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             aria-hidden=\"true\"><g stroke-miterlimit=10>"
        ));
        let mut open_step = 0;
        let mut is_clipped = false;
        for item in &page.items {
            if matches!(item.kind, ItemKind::Link(_) | ItemKind::Media(_)) {
                continue;
            }
            if let ItemKind::Clip(window) = &item.kind {
                close_group(out, &mut open_step);
                if std::mem::take(&mut is_clipped) {
                    out.push_str("</svg>");
                }
                if let Some(window) = window {
                    open_window(out, *window);
                    is_clipped = true;
                }
                continue;
            }
            if item.step != open_step {
                close_group(out, &mut open_step);
                if item.step > 0 {
                    out.push_str(&format!("<g data-step={}>", item.step));
                    open_step = item.step;
                }
            }
            match &item.kind {
                ItemKind::Text(run) => self.draw_run(out, run),
                ItemKind::Shape(shape) => self.draw_shape(out, shape),
                ItemKind::Image(placed) => self.draw_picture(out, placed),
                ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => {}
            }
        }
        close_group(out, &mut open_step);
        if is_clipped {
            out.push_str("</svg>");
        }
        out.push_str("</g></svg>");
    }

    fn draw_run(&mut self, out: &mut String, run: &GlyphRun) {
        let from = out.len();
        out.push_str("<g");
        push_fill(out, run.colour);
        let scale = run.size / GLYPH_UNITS;
        out.push_str(&format!(
            " transform=\"matrix({scale} 0 0 {scale} {} {})\">",
            number(run.origin.x),
            number(run.origin.y)
        ));
        let mut x = 0.0;
        let mut is_empty = true;
        for glyph in &run.glyphs {
            if let Some(id) = self.glyphs.id_of(run.face, glyph.id) {
                is_empty = false;
                let left = ((x + glyph.dx) * GLYPH_UNITS).round() as i64;
                let top = (-glyph.dy * GLYPH_UNITS).round() as i64;
                out.push_str("<use href=#");
                out.push_str(&id);
                if left != 0 {
                    out.push_str(&format!(" x={left}"));
                }
                if top != 0 {
                    out.push_str(&format!(" y={top}"));
                }
                out.push_str(" />");
            }
            x += glyph.advance;
        }
        if is_empty {
            out.truncate(from);
        } else {
            out.push_str("</g>");
        }
    }

    fn draw_shape(&mut self, out: &mut String, shape: &Shape) {
        let data = path_data(&shape.path);
        if data.is_empty() || (shape.fill.is_none() && shape.stroke.is_none()) {
            return;
        }
        let gradient = shape.fill.as_ref().and_then(|fill| self.define_gradient(out, fill));
        out.push_str(&format!("<path d=\"{data}\""));
        match (&shape.fill, gradient) {
            (None, _) => out.push_str(" fill=none"),
            (Some(_), Some(id)) => out.push_str(&format!(" fill=\"url(#{id})\"")),
            (Some(Paint::Solid(colour)), None) => push_fill(out, *colour),
            (Some(Paint::Gradient { start_colour, .. }), None) => push_fill(out, *start_colour),
        }
        if let Some(stroke) = shape.stroke {
            push_stroke(out, stroke);
        }
        out.push_str(" />");
    }

    /// Defines a gradient; returns its id, or `None` for one colour.
    fn define_gradient(&mut self, out: &mut String, fill: &Paint) -> Option<String> {
        let Paint::Gradient { start, end, start_colour, end_colour } = fill else { return None };
        let id = self.next_id();
        let [x1, y1, x2, y2] = [start.x, start.y, end.x, end.y].map(number);
        out.push_str(&format!(
            "<linearGradient id={id} gradientUnits=userSpaceOnUse x1={x1} y1={y1} x2={x2} y2={y2}>"
        ));
        for (offset, colour) in [(0, start_colour), (1, end_colour)] {
            out.push_str(&format!("<stop offset={offset} stop-color={}", rgb(*colour)));
            push_opacity(out, "stop-opacity", *colour);
            out.push_str("></stop>");
        }
        out.push_str("</linearGradient>");
        Some(id)
    }

    fn draw_picture(&mut self, out: &mut String, placed: &PlacedImage) {
        let Some(id) = self.pictures.id_of(&placed.image) else { return };
        let drawn =
            format!("<use href=#{id} transform=\"{}\" />", placement(&placed.image, placed.rect));
        match placed.clip {
            None => out.push_str(&drawn),
            Some((window, radius)) if radius <= 0.0 => {
                open_window(out, window);
                out.push_str(&drawn);
                out.push_str("</svg>");
            }
            Some((window, radius)) => {
                let clip = self.next_id();
                let radius = radius.min(window.width / 2.0).min(window.height / 2.0);
                let [x, y, width, height, radius] =
                    [window.x, window.y, window.width, window.height, radius].map(number);
                out.push_str(&format!(
                    "<clipPath id={clip}><rect x={x} y={y} width={width} height={height} \
                     rx={radius} /></clipPath><g clip-path=\"url(#{clip})\">{drawn}</g>"
                ));
            }
        }
    }

    fn next_id(&mut self) -> String {
        self.definition_count += 1;
        format!("{}-d{}", self.prefix, in_base_36(self.definition_count))
    }
}

/// Opens an element that clips what is in it to a rectangle.
fn open_window(out: &mut String, window: Rect) {
    let [x, y, width, height] = [window.x, window.y, window.width, window.height].map(number);
    out.push_str(&format!(
        "<svg x={x} y={y} width={width} height={height} viewBox=\"{x} {y} {width} {height}\">"
    ));
}

fn close_group(out: &mut String, open_step: &mut u16) {
    if std::mem::take(open_step) > 0 {
        out.push_str("</g>");
    }
}

/// Returns the red, green and blue of a colour.
fn rgb(Colour { r, g, b, .. }: Colour) -> String {
    let is_short = [r, g, b].iter().all(|part| part >> 4 == part & 15);
    match is_short {
        true => format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15),
        false => format!("#{r:02x}{g:02x}{b:02x}"),
    }
}

fn push_fill(out: &mut String, colour: Colour) {
    out.push_str(&format!(" fill={}", rgb(colour)));
    push_opacity(out, "fill-opacity", colour);
}

fn push_opacity(out: &mut String, name: &str, colour: Colour) {
    if colour.a < 255 {
        out.push_str(&format!(" {name}="));
        push_number(out, f32::from(colour.a) / 255.0);
    }
}

fn push_stroke(out: &mut String, stroke: Stroke) {
    out.push_str(&format!(" stroke={} stroke-width=", rgb(stroke.colour)));
    push_number(out, stroke.width);
    push_opacity(out, "stroke-opacity", stroke.colour);
    if stroke.round {
        out.push_str(" stroke-linecap=round stroke-linejoin=round");
    }
}
