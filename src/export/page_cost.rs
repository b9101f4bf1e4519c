//! Finds out whether a page can be rendered in time and memory, by reading it without drawing: PDFs
//! of other programs, and drawings in a deck, may hold more than that.

use std::collections::HashSet;

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::pattern::{Pattern, TilingPattern};
use hayro::hayro_interpret::util::{TransformExt, x_y_advances};
use hayro::hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, StrokeProps, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Rect, Shape};

use crate::library_panic::catch_panic;

/// Maximum work of a page: about the number of path segments, glyphs and groups.
const MAX_WORK: f64 = 3e6;

/// The work of a clip path, which every form has, and of a group, besides their content.
const CLIP_WORK: f64 = 20.0;

/// Pixels of the page that make a transparency group as much work as a path segment.
const PIXELS_PER_GROUP_WORK: f64 = 2000.0;

/// Pixels of the page that make a mask as much work as a path segment.
const PIXELS_PER_MASK_WORK: f64 = 300.0;

/// Maximum pixels of a picture.
const MAX_IMAGE_PIXELS: f64 = 60e6;

/// Pixels of a picture that are as much work as a path segment.
const PIXELS_PER_WORK: f64 = 100.0;

/// Maximum pixels of the cell of a pattern.
const MAX_CELL_PIXELS: f64 = 16e6;

/// Maximum nesting of transparency groups, each of which needs the memory of a page.
const MAX_GROUPS: u32 = 24;

/// Whether a page can be rendered within the limits at `scale` pixels per pt.
pub(crate) fn is_page_affordable(page: &Page<'_>, scale: f64) -> bool {
    let cache = InterpreterCache::new();
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width) * scale, f64::from(height) * scale);
    let transform = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut meter =
        WorkMeter { area, work: 0.0, groups: 0, patterns: 0, seen_masks: HashSet::new() };
    catch_panic(|| {
        let mut context = Context::new(transform, area, &cache, page.xref(), settings);
        interpret_page(page, &mut context, &mut meter);
    })
    .is_some()
}

/// Adds up the work, and unwinds when it is too much, because a library cannot be stopped
/// otherwise.
struct WorkMeter {
    area: Rect,
    work: f64,
    groups: u32,
    /// Nesting of patterns, masks and glyphs that are drawn.
    patterns: u32,
    seen_masks: HashSet<u128>,
}

impl WorkMeter {
    fn add(&mut self, work: f64) {
        self.work += work;
        if self.work.is_nan() || self.work > MAX_WORK {
            std::panic::resume_unwind(Box::new("the page is too much work"));
        }
    }

    fn add_stroke(&mut self, path: &BezPath, stroke: &StrokeProps) {
        let period: f32 = stroke.dash_array.iter().sum();
        if !stroke.dash_array.is_empty() {
            let length = path.perimeter(1.0) / f64::from(period);
            self.add(length * stroke.dash_array.len() as f64);
        }
    }

    fn add_paint<'a>(&mut self, paint: &Paint<'a>, bounds: Rect) {
        if let Paint::Pattern(pattern) = paint {
            match &**pattern {
                Pattern::Tiling(tiling) => self.add_tiling(tiling, bounds),
                // Each pixel is computed.
                Pattern::Shading(_) => {
                    self.add(bounds.intersect(self.area).area().max(0.0) / PIXELS_PER_WORK);
                }
            }
        }
    }

    /// Adds the work of a pattern in `bounds`, which are pixels.
    fn add_tiling<'a>(&mut self, tiling: &TilingPattern<'a>, bounds: Rect) {
        let area = tiling.matrix.inverse().transform_rect_bbox(bounds.intersect(self.area));
        let (x, y) = x_y_advances(&tiling.matrix);
        let cell = |step: f32, extent: f64, advance: f64| {
            (f64::from(step.abs()).min(extent.max(0.0)) * advance).max(1.0)
        };
        let pixels = cell(tiling.x_step, area.width(), x.length())
            * cell(tiling.y_step, area.height(), y.length());
        let copies = |extent: f64, step: f32| (extent / f64::from(step.abs())).abs().max(1.0);
        let copies = copies(tiling.bbox.width(), tiling.x_step)
            * copies(tiling.bbox.height(), tiling.y_step);
        if pixels.is_nan() || pixels > MAX_CELL_PIXELS {
            self.add(f64::INFINITY);
        }
        let before = self.work;
        self.add(pixels / PIXELS_PER_WORK);
        self.nested(|meter| _ = tiling.interpret(meter, tiling.matrix, false));
        self.add((self.work - before) * (copies - 1.0));
    }

    fn add_mask(&mut self, mask: Option<&SoftMask<'_>>) {
        let Some(mask) = mask else { return };
        if self.seen_masks.insert(mask.cache_key()) {
            self.add(self.area.area() / PIXELS_PER_MASK_WORK);
            self.nested(|meter| mask.interpret(meter));
        }
    }

    fn nested(&mut self, interpret: impl FnOnce(&mut Self)) {
        self.patterns += 1;
        if self.patterns > MAX_GROUPS {
            self.add(f64::INFINITY);
        }
        interpret(self);
        self.patterns -= 1;
    }
}

impl<'a> Device<'a> for WorkMeter {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.add(1.0 + path.elements().len() as f64);
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            self.add_stroke(path, stroke);
        }
        self.add_mask(props.soft_mask.as_ref());
        self.add_paint(&props.paint, props.transform.transform_rect_bbox(path.bounding_box()));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.add(CLIP_WORK + 2.0 * clip.path.elements().len() as f64);
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.groups += 1;
        if self.groups > MAX_GROUPS {
            self.add(f64::INFINITY);
        }
        self.add(CLIP_WORK + self.area.area() / PIXELS_PER_GROUP_WORK);
        self.add_mask(mask.as_ref());
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.add_mask(props.soft_mask.as_ref());
        for glyph in run.glyphs() {
            self.add(4.0);
            if let Glyph::Type3(drawn) = &**glyph {
                let transform = glyph.transform();
                self.nested(|meter| {
                    drawn.interpret(meter, props.transform, transform, &props.paint);
                });
            }
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode
            && !stroke.dash_array.is_empty()
        {
            // The outline of a letter is about ten em long.
            let period: f32 = stroke.dash_array.iter().sum();
            self.add(run.glyphs().len() as f64 * 10_000.0 / f64::from(period));
        }
        self.add_paint(&props.paint, self.area);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = f64::from(image.width()) * f64::from(image.height());
        if pixels > MAX_IMAGE_PIXELS {
            self.add(f64::INFINITY);
        }
        self.add(1.0 + pixels / PIXELS_PER_WORK);
        self.add_mask(props.soft_mask.as_ref());
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {
        self.groups = self.groups.saturating_sub(1);
    }
}
