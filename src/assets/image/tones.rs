//! The colours of a picture in a coarse grid: where it is calm, how bright it is, and whether it is
//! a scene that fills its rectangle or a drawing on a ground.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::imageops::FilterType;
use image::{DynamicImage, RgbaImage};

use super::content_weights::{ContentWeights, KeptPart, best_part};
use super::office::draw_pixels;
use super::{Image, ImageData, raster, svg};

/// Columns or rows of the grid along the longer side.
const LONGER_SIDE: u32 = 128;

/// A PNG with at least this many bytes per pixel is a photograph: drawings and screenshots are
/// compressed to a fraction of it.
const MIN_BYTES_PER_PIXEL: f32 = 0.9;

/// The least opacity of the cells at the edge of a scene.
const OPAQUE: u8 = 250;

/// The largest difference of a channel between cells of one ground.
const MAX_GROUND_SPREAD: u8 = 12;

/// The least value of every channel of a light ground, such as white paper.
const LIGHT_GROUND: u8 = 225;

/// The mean colours of a picture in a grid.
#[derive(Clone, Debug)]
pub struct PictureTones {
    /// Number of columns.
    pub columns: usize,
    /// Number of rows.
    pub rows: usize,
    /// Red, green, blue and opacity of each cell, row by row.
    pub cells: Vec<[u8; 4]>,
    /// Where its content is.
    weights: ContentWeights,
}

/// A side of a picture along which it is cropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CropAxis {
    /// Something is cropped at the left or right.
    Width,
    /// Something is cropped at the top or bottom.
    Height,
}

impl PictureTones {
    /// Makes the grid of some cells, row by row.
    pub(crate) fn new(columns: usize, cells: Vec<[u8; 4]>) -> Self {
        let weights = ContentWeights::of_cells(&cells, columns);
        Self { columns, rows: cells.len() / columns, cells, weights }
    }

    /// Returns the cells of a part, given as shares of the width and height: left, top, right and
    /// bottom.
    pub fn part(&self, part: [f32; 4]) -> Vec<[u8; 4]> {
        self.rows_of(part).flatten().copied().collect()
    }

    /// Returns the rows of such a part.
    fn rows_of(&self, [left, top, right, bottom]: [f32; 4]) -> impl Iterator<Item = &[[u8; 4]]> {
        let range = |from: f32, to: f32, count: usize| {
            let last = count.saturating_sub(1);
            let start = ((from * count as f32).floor().max(0.0) as usize).min(last);
            let end = ((to * count as f32).ceil().max(0.0) as usize).clamp(start + 1, count);
            start..end
        };
        let columns = range(left, right, self.columns);
        let rows = range(top, bottom, self.rows);
        rows.map(move |row| {
            let start = row * self.columns;
            &self.cells[start + columns.start..start + columns.end]
        })
    }

    /// Returns how much neighbouring cells of a part differ, from 0 for one colour to 1.
    pub fn unrest(&self, part: [f32; 4]) -> f32 {
        let rows: Vec<&[[u8; 4]]> = self.rows_of(part).collect();
        let mut total = 0.0;
        let mut count = 0;
        let light = |cell: &[u8; 4]| brightness(*cell);
        for (index, row) in rows.iter().enumerate() {
            for (at, cell) in row.iter().enumerate() {
                let right = row.get(at + 1);
                let below = rows.get(index + 1).and_then(|row| row.get(at));
                for other in right.into_iter().chain(below) {
                    total += (light(cell) - light(other)).abs();
                    count += 1;
                }
            }
        }
        total / count.max(1) as f32
    }

    /// Returns the part of the picture with most of its content if only a share `kept` of its width
    /// or height is shown.
    pub fn best_part(&self, axis: CropAxis, kept: f32) -> KeptPart {
        let weights = match axis {
            CropAxis::Width => &self.weights.columns,
            CropAxis::Height => &self.weights.rows,
        };
        best_part(weights, kept)
    }

    /// Returns the share of the content of the picture that is in a part.
    pub fn content(&self, part: [f32; 4]) -> f32 {
        let [left, top, right, bottom] = part;
        let range = |from: f32, to: f32, count: usize| {
            let at = |share: f32| ((share * count as f32).round().max(0.0) as usize).min(count);
            at(from)..at(to).max(at(from))
        };
        let columns = range(left, right, self.columns);
        let rows = range(top, bottom, self.rows);
        let row = |row: usize| {
            let start = row * self.columns;
            &self.weights.cells[start + columns.start..start + columns.end]
        };
        rows.map(|at| row(at).iter().sum::<f32>()).sum()
    }

    /// Returns how much the brightness of a part varies: its standard deviation, from 0 to 0.5.
    pub fn spread(&self, part: [f32; 4]) -> f32 {
        let lights: Vec<f32> = self.rows_of(part).flatten().map(|cell| brightness(*cell)).collect();
        let count = lights.len().max(1) as f32;
        let mean = lights.iter().sum::<f32>() / count;
        (lights.iter().map(|light| (light - mean).powi(2)).sum::<f32>() / count).sqrt()
    }

    /// Returns the cells at the edges.
    fn edge(&self) -> impl Iterator<Item = [u8; 4]> + '_ {
        let (columns, rows) = (self.columns, self.rows);
        self.cells.iter().enumerate().filter_map(move |(index, cell)| {
            let (column, row) = (index % columns, index / columns);
            let is_edge = column == 0 || row == 0 || column + 1 == columns || row + 1 == rows;
            is_edge.then_some(*cell)
        })
    }

    /// Returns the colour of the ground on which everything is drawn; `None` if the edges differ or
    /// are transparent.
    pub fn ground(&self) -> Option<[u8; 3]> {
        let first = self.edge().next()?;
        let is_same = |cell: [u8; 4]| {
            cell[3] >= OPAQUE
                && cell
                    .iter()
                    .zip(first)
                    .all(|(&one, other)| one.abs_diff(other) <= MAX_GROUND_SPREAD)
        };
        self.edge().all(is_same).then_some([first[0], first[1], first[2]])
    }
}

/// Returns how bright a colour is, from 0 to 1.
fn brightness(cell: [u8; 4]) -> f32 {
    let [red, green, blue, _] = cell.map(f32::from);
    (0.3 * red + 0.59 * green + 0.11 * blue) / 255.0
}

impl Image {
    /// Returns the mean colours of the picture in a grid; `None` if it cannot be decoded or is a
    /// drawing that takes long. Computed on first use, because it requires decoding the picture.
    pub fn tones(&self) -> Option<&PictureTones> {
        self.tones.get_or_init(|| self.compute_tones()).as_ref()
    }

    /// Whether the picture is a photograph or a painted scene that fills its rectangle. Of a
    /// drawing, chart or screenshot, nothing may be cropped.
    pub fn is_scene(&self) -> bool {
        match &self.data {
            ImageData::Jpeg(_) => true,
            ImageData::Png(bytes) => {
                let pixels = (self.size.width * self.size.height).max(1.0);
                bytes.len() as f32 / pixels >= MIN_BYTES_PER_PIXEL && self.fills_rectangle()
            }
            ImageData::Pixels(_) => !self.is_animated && self.fills_rectangle(),
            ImageData::Svg(tree) => {
                svg::smallest_label(tree).is_none()
                    && self.fills_rectangle()
                    && self.tones().is_some_and(|tones| {
                        let is_opaque = tones.edge().all(|cell| cell[3] >= OPAQUE);
                        let is_paper = tones
                            .ground()
                            .is_some_and(|ground| ground.iter().all(|&part| part >= LIGHT_GROUND));
                        is_opaque && !is_paper
                    })
            }
        }
    }

    /// Whether the picture reaches the edges of its rectangle. A drawing that does not is on the
    /// ground of the page.
    pub fn fills_rectangle(&self) -> bool {
        let ink = self.ink_bounds();
        ink.width >= self.size.width * 0.99 && ink.height >= self.size.height * 0.99
    }

    fn compute_tones(&self) -> Option<PictureTones> {
        let longer = self.size.width.max(self.size.height).max(1.0);
        let side = |length: f32| ((length / longer * LONGER_SIDE as f32).round() as u32).max(1);
        let (columns, rows) = (side(self.size.width), side(self.size.height));
        let small = match &self.data {
            ImageData::Svg(tree) if !svg::is_quick_to_draw(tree) => return None,
            ImageData::Svg(tree) => {
                // Twice the cells in each direction, so that thin lines count.
                let drawn = draw_pixels(tree, 2.0 * LONGER_SIDE as f32 / longer)?;
                let drawn = RgbaImage::from_raw(drawn.columns, drawn.rows, drawn.rgba)?;
                DynamicImage::ImageRgba8(drawn).resize_exact(columns, rows, FilterType::Triangle)
            }
            _ => {
                let mut decoded = match &self.data {
                    ImageData::Jpeg(bytes) => {
                        let decoder = JpegDecoder::new(Cursor::new(&**bytes)).ok()?;
                        DynamicImage::from_decoder(decoder).ok()?
                    }
                    ImageData::Png(bytes) => {
                        DynamicImage::from_decoder(raster::open_png(bytes).ok()?).ok()?
                    }
                    ImageData::Pixels(pixels) => raster::image_from_pixels(pixels)?,
                    ImageData::Svg(_) => return None,
                }
                .thumbnail_exact(2 * LONGER_SIDE, 2 * LONGER_SIDE);
                decoded.apply_orientation(self.orientation.into());
                decoded.resize_exact(columns, rows, FilterType::Triangle)
            }
        };
        let cells: Vec<[u8; 4]> = small.into_rgba8().pixels().map(|pixel| pixel.0).collect();
        Some(PictureTones::new(columns as usize, cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Fonts;

    fn read(svg: &str) -> Image {
        let text =
            format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 90'>{svg}</svg>");
        Image::read("a.svg", text.into_bytes(), &Fonts::bundled()).unwrap()
    }

    #[test]
    fn scenes_fill_their_rectangle_and_drawings_do_not() {
        let sky = "<rect width='160' height='60' fill='#88aaff'/>\
                   <rect y='60' width='160' height='30' fill='#223311'/>";
        assert!(read(sky).is_scene());
        let label = "<text x='20' y='40' font-size='12'>Sea</text>";
        assert!(!read(&format!("{sky}{label}")).is_scene());
        let circle = "<circle cx='80' cy='45' r='30' fill='#222222'/>";
        assert!(!read(circle).is_scene());
        assert!(!read(&format!("<rect width='160' height='90' fill='white'/>{circle}")).is_scene());
        assert!(!read("<rect width='160' height='90' fill='#000' fill-opacity='0.5'/>").is_scene());
    }

    #[test]
    fn tones_say_where_a_picture_is_calm() {
        let stripes: String = (0..40)
            .map(|at| format!("<rect x='{}' width='2' height='45' fill='#fff'/>", at * 4))
            .collect();
        let image = read(&format!("<rect width='160' height='90' fill='#111'/>{stripes}"));
        let tones = image.tones().unwrap();
        assert_eq!((tones.columns, tones.rows, tones.cells.len()), (128, 72, 128 * 72));
        assert!(tones.unrest([0.0, 0.0, 1.0, 0.4]) > 5.0 * tones.unrest([0.0, 0.6, 1.0, 1.0]));
        assert!(tones.part([0.0, 0.9, 1.0, 1.0]).iter().all(|cell| cell[0] < 30));
    }
}
