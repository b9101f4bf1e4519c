//! The layers of colour glyphs, such as emoji, for formats that cannot hold a font.

use skrifa::color::{Brush, ColorPainter, ColorStop, CompositeMode, Transform};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::BoundingBox;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::{Face, OutlineSegment};
use crate::geometry::Point;

/// A layer of a colour glyph: a filled outline in em, as of [`Face::glyph_outline`].
#[derive(Clone, Debug)]
pub struct ColourLayer {
    /// The outline.
    pub outline: Vec<OutlineSegment>,
    /// Its fill.
    pub fill: LayerFill,
}

/// Red, green, blue and opacity.
pub type LayerColour = [u8; 4];

/// The fill of a layer. The points of gradients are in em, `y` upwards.
#[derive(Clone, Debug)]
pub enum LayerFill {
    /// One colour.
    Solid(LayerColour),
    /// A gradient between two points.
    Linear {
        /// The points.
        ends: [Point; 2],
        /// The colours, each with its share of the way.
        stops: Vec<(f32, LayerColour)>,
        /// The matrix that maps the gradient to the glyph, in em.
        matrix: [f32; 6],
    },
    /// A gradient between two circles.
    Radial {
        /// The centres.
        centres: [Point; 2],
        /// The radii, in em.
        radii: [f32; 2],
        /// The colours, each with its share of the way.
        stops: Vec<(f32, LayerColour)>,
        /// The matrix that maps the gradient to the glyph, in em.
        matrix: [f32; 6],
    },
}

impl Face {
    /// Returns the layers of a colour glyph, the lowest first; empty if it has no colours.
    pub fn colour_layers(&self, glyph: u16) -> Vec<ColourLayer> {
        let data = self.data();
        let Ok(font) = FontRef::from_index((**data).as_ref(), self.index) else {
            return Vec::new();
        };
        let Some(colour_glyph) = font.color_glyphs().get(GlyphId::from(glyph)) else {
            return Vec::new();
        };
        let palettes = font.color_palettes();
        let palette = palettes.get(0);
        let colours = palette.as_ref().map(|palette| palette.colors()).unwrap_or_default();
        let units = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let mut painter = LayerPainter {
            face: self,
            units,
            colours: colours
                .iter()
                .map(|colour| [colour.red, colour.green, colour.blue, colour.alpha])
                .collect(),
            transforms: vec![IDENTITY],
            clips: Vec::new(),
            layers: Vec::new(),
        };
        // A damaged glyph has the layers before the damage.
        let _ = colour_glyph.paint(LocationRef::default(), &mut painter);
        painter.layers
    }
}

const IDENTITY: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Returns the matrix that applies `second` and then `first`.
fn concat(first: [f32; 6], second: [f32; 6]) -> [f32; 6] {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * l + e,
        b * k + d * l + f,
    ]
}

fn apply([a, b, c, d, e, f]: [f32; 6], point: Point) -> Point {
    Point::new(a * point.x + c * point.y + e, b * point.x + d * point.y + f)
}

struct LayerPainter<'f> {
    face: &'f Face,
    /// Units per em.
    units: f32,
    colours: Vec<LayerColour>,
    /// The transform, and those before it.
    transforms: Vec<[f32; 6]>,
    /// The outlines that clip what is painted; `None` for a box around the glyph.
    clips: Vec<Option<Vec<OutlineSegment>>>,
    layers: Vec<ColourLayer>,
}

impl LayerPainter<'_> {
    fn transform(&self) -> [f32; 6] {
        self.transforms.last().copied().unwrap_or(IDENTITY)
    }

    fn colour(&self, index: u16, alpha: f32) -> LayerColour {
        // The colour of the text has no index.
        let [r, g, b, a] = self.colours.get(usize::from(index)).copied().unwrap_or([0, 0, 0, 255]);
        [r, g, b, (f32::from(a) * alpha.clamp(0.0, 1.0)).round() as u8]
    }

    fn stops(&self, stops: &[ColorStop]) -> Vec<(f32, LayerColour)> {
        let stop = |stop: &ColorStop| (stop.offset, self.colour(stop.palette_index, stop.alpha));
        stops.iter().map(stop).collect()
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point::new(x / self.units, y / self.units)
    }
}

impl ColorPainter for LayerPainter<'_> {
    fn push_transform(&mut self, transform: Transform) {
        let Transform { xx, yx, xy, yy, dx, dy } = transform;
        let own = [xx, yx, xy, yy, dx / self.units, dy / self.units];
        self.transforms.push(concat(self.transform(), own));
    }

    fn pop_transform(&mut self) {
        self.transforms.pop();
    }

    fn push_clip_glyph(&mut self, glyph: GlyphId) {
        let transform = self.transform();
        let place = |point: Point| apply(transform, point);
        let outline = self.face.glyph_outline(glyph.to_u32() as u16).into_iter();
        let outline = outline.map(|segment| match segment {
            OutlineSegment::Move(end) => OutlineSegment::Move(place(end)),
            OutlineSegment::Line(end) => OutlineSegment::Line(place(end)),
            OutlineSegment::Cubic(first, second, end) => {
                OutlineSegment::Cubic(place(first), place(second), place(end))
            }
            OutlineSegment::Close => OutlineSegment::Close,
        });
        self.clips.push(Some(outline.collect()));
    }

    fn push_clip_box(&mut self, _clip_box: BoundingBox) {
        self.clips.push(None);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn fill(&mut self, brush: Brush<'_>) {
        let Some(outline) = self.clips.iter().rev().find_map(Option::as_ref).cloned() else {
            return;
        };
        let matrix = self.transform();
        let fill = match brush {
            Brush::Solid { palette_index, alpha } => {
                LayerFill::Solid(self.colour(palette_index, alpha))
            }
            Brush::LinearGradient { p0, p1, color_stops, .. } => LayerFill::Linear {
                ends: [self.point(p0.x, p0.y), self.point(p1.x, p1.y)],
                stops: self.stops(color_stops),
                matrix,
            },
            Brush::RadialGradient { c0, r0, c1, r1, color_stops, .. } => LayerFill::Radial {
                centres: [self.point(c0.x, c0.y), self.point(c1.x, c1.y)],
                radii: [r0.max(0.0) / self.units, r1.max(0.0) / self.units],
                stops: self.stops(color_stops),
                matrix,
            },
            // SVG has no such gradient.
            Brush::SweepGradient { color_stops, .. } => LayerFill::Solid(
                color_stops
                    .first()
                    .map_or([0, 0, 0, 255], |stop| self.colour(stop.palette_index, stop.alpha)),
            ),
        };
        self.layers.push(ColourLayer { outline, fill });
    }

    fn push_layer(&mut self, _mode: CompositeMode) {}
}
