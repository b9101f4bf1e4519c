//! Veils pictures under text: no more than makes the text legible, and fading out.

use std::sync::Arc;

use super::context::LayoutContext;
use super::page::{RunningRoom, footer_top, shape_item};
use super::slide::SlideFrame;
use super::text::rounded_rect_path;
use crate::assets::Image;
use crate::deck::Background;
use crate::geometry::{Point, Rect, Size};
use crate::scene::{ArtifactKind, Colour, Item, ItemKind, Lch, MIN_TEXT_CONTRAST, Paint};

/// Contrast ratio of large type (WCAG 2.2, 1.4.3), with a reserve.
const LARGE_CONTRAST: f32 = 3.2;
/// Contrast ratio of other type, with a reserve.
const TEXT_CONTRAST: f32 = MIN_TEXT_CONTRAST * 1.06;
/// Size from which type is large, in pt.
const LARGE_PT: f32 = 24.0;

/// Within this share of the page, a veil fades out: from a side, and from the head or the foot.
const SIDE_FADE: f32 = 0.42;
const EDGE_FADE: f32 = 0.2;
/// A veil is two gradients, one on the other, so that it fades out softly: the share of the fade
/// within which the inner one ends, and its share of the opacity.
const INNER_FADE: f32 = 0.55;
const INNER_OPACITY: f32 = 0.5;
/// Steps in which the opacity is tried.
const STEPS: u32 = 50;
/// Opacity of the veil over a picture whose colours are not known.
const UNKNOWN_OPACITY: f32 = 0.86;
/// How much black or white is in the stronger shade of a veil in the colour of the theme.
const SHADE: f32 = 0.7;
/// The lightness of veils in the hue of the picture, from the one that changes it least: the most
/// of dark ones, the least of light ones.
const DARK_LIGHTNESS: [f32; 2] = [0.27, 0.17];
const LIGHT_LIGHTNESS: [f32; 2] = [0.9, 0.97];
/// The most chroma of such a veil. A stronger colour would be seen as one.
const MAX_CHROMA: f32 = 0.09;
/// The share of the picture under a veil that gives it its hue: its darkest or lightest part.
const HUE_SHARE: f32 = 0.35;
/// Parts of a picture with less opacity show the page.
const OPAQUE: u8 = 250;
/// How much the brightness of the picture may vary below text, and how much neighbouring parts of
/// it may differ: letters across outlines are hard to read even where the contrast is high.
const MAX_SPREAD: f32 = 0.035;
const MAX_UNREST: f32 = 0.012;
/// The most opacity for that.
const MAX_CALMING_OPACITY: f32 = 0.84;
/// How much varying brightness below text counts, relative to the content of the picture.
const SPREAD_WEIGHT: f32 = 1.5;
/// A lighter veil is not seen.
const LEAST_OPACITY: f32 = 0.06;
/// Distance that a veil reaches beyond the text, in pt.
const CLEARANCE_PT: f32 = 14.0;

/// A picture under text.
pub(super) struct PictureGround {
    pub image: Arc<Image>,
    /// Where all of it is, even beyond the page.
    pub rect: Rect,
}

/// The edge of the page from which a veil fades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VeilSide {
    Left,
    Right,
    Top,
    Bottom,
    /// It covers the page evenly.
    All,
}

/// A veil between a picture and text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Veil {
    side: VeilSide,
    /// How far it has its full opacity, from its edge of the page.
    reach: f32,
    /// Its opacity, from 0 to 1.
    pub opacity: f32,
    colour: Colour,
}

/// A text on a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct VeiledText {
    rect: Rect,
    ink: Colour,
    contrast: f32,
}

/// Returns the texts of items.
pub(super) fn texts_of(context: &LayoutContext<'_, '_>, items: &[Item]) -> Vec<VeiledText> {
    let large = context.pt(LARGE_PT);
    let text = |item: &Item| match &item.kind {
        ItemKind::Text(run) => Some(VeiledText {
            rect: Rect::new(
                run.origin.x,
                run.origin.y - run.size * 0.8,
                run.width(),
                run.size * 1.05,
            ),
            ink: run.colour,
            contrast: if run.size >= large { LARGE_CONTRAST } else { TEXT_CONTRAST },
        }),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

impl Veil {
    /// Returns the lightest veil from one of these sides that makes all texts legible: the one that
    /// covers least of the picture. It is a dark or light shade of the picture's own hue, so that
    /// it does not grey the picture; `colour` says which, and is its colour if none of the picture
    /// is known or suits.
    pub(super) fn lightest(
        ground: &PictureGround,
        texts: &[VeiledText],
        colour: Colour,
        (sides, page): (&[VeilSide], Size),
        clearance: f32,
    ) -> Option<Self> {
        let bounds = texts.iter().map(|text| text.rect).reduce(Rect::union)?;
        let calming = texts.iter().map(|text| calming_opacity(ground, text.rect));
        let calming = calming.fold(0.0, f32::max);
        let is_light_ink = texts[0].ink.luminance() > colour.luminance();
        let lightest_of = |shades: [Colour; 2]| {
            let found = shades
                .into_iter()
                .filter_map(|shade| Some((least_opacity(ground, texts, shade)?, shade)));
            found.reduce(|one, other| if other.0 < one.0 - 0.1 { other } else { one })
        };
        let end = if is_light_ink { Colour::BLACK } else { Colour::WHITE };
        let own = own_shades(ground, bounds, is_light_ink).and_then(lightest_of);
        let (least, colour) =
            own.or_else(|| lightest_of([colour, colour.mixed_with(end, SHADE)]))?;
        let opacity = least.max(calming);
        let opacity = if opacity < LEAST_OPACITY { 0.0 } else { opacity };
        let veil = |&side: &VeilSide| {
            let reach = match side {
                VeilSide::Left => bounds.right(),
                VeilSide::Right => page.width - bounds.x,
                VeilSide::Top => bounds.bottom(),
                VeilSide::Bottom => page.height - bounds.y,
                VeilSide::All => 0.0,
            };
            Self { side, reach: reach + clearance, opacity, colour }
        };
        sides.iter().map(veil).min_by(|one, other| one.cover(page).total_cmp(&other.cover(page)))
    }

    /// Returns how much of the picture it covers: its mean opacity.
    pub(super) fn cover(&self, page: Size) -> f32 {
        let Some(along) = self.length_along(page) else { return self.opacity };
        self.opacity * ((self.reach / along) + self.fade_share() / 2.0).min(1.0)
    }

    /// Returns the length of the page in the direction in which it fades out; `None` if it covers
    /// the page.
    fn length_along(&self, page: Size) -> Option<f32> {
        match self.side {
            VeilSide::Left | VeilSide::Right => Some(page.width),
            VeilSide::Top | VeilSide::Bottom => Some(page.height),
            VeilSide::All => None,
        }
    }

    /// Returns the share of the page within which it fades out.
    fn fade_share(&self) -> f32 {
        match self.side {
            VeilSide::Left | VeilSide::Right => SIDE_FADE,
            VeilSide::Top | VeilSide::Bottom | VeilSide::All => EDGE_FADE,
        }
    }

    /// Returns how much further than a share of the page it has its full opacity, as such a share.
    pub(super) fn reach_beyond(&self, page: Size, share: f32) -> f32 {
        let Some(along) = self.length_along(page) else { return 1.0 - share };
        (self.reach / along - share).max(0.0)
    }

    /// Draws the veil on a page.
    pub(super) fn draw(&self, page: Size) -> Vec<Item> {
        let Some(along) = self.length_along(page) else {
            let path = rounded_rect_path(Rect::new(0.0, 0.0, page.width, page.height), 0.0);
            let fill = self.paint_of(self.opacity).map(Paint::Solid);
            return fill.map(|fill| shape_item(path, Some(fill), None)).into_iter().collect();
        };
        // Together, both let through as much as one veil of the whole opacity.
        let inner = self.opacity * INNER_OPACITY;
        let outer = 1.0 - (1.0 - self.opacity) / (1.0 - inner);
        let fade = self.fade_share() * along;
        let layers = [(outer, fade), (inner, fade * INNER_FADE)];
        layers.into_iter().filter_map(|layer| self.draw_layer(page, layer)).collect()
    }

    /// Returns its colour with this opacity; `None` if it is not seen.
    fn paint_of(&self, opacity: f32) -> Option<Colour> {
        let alpha = (opacity * 255.0).ceil() as u8;
        (alpha > 0).then_some(Colour { a: alpha, ..self.colour })
    }

    /// Draws a gradient that has its full opacity as far as the veil reaches.
    fn draw_layer(&self, page: Size, (opacity, fade): (f32, f32)) -> Option<Item> {
        let colour = self.paint_of(opacity)?;
        let (from, to) = (self.reach, self.reach + fade);
        let (width, height) = (page.width, page.height);
        let (start, end, covered) = match self.side {
            VeilSide::Left | VeilSide::All => {
                (Point::new(from, 0.0), Point::new(to, 0.0), Rect::new(0.0, 0.0, to, height))
            }
            VeilSide::Right => {
                let (from, to) = (width - from, width - to);
                let covered = Rect::new(to, 0.0, width - to, height);
                (Point::new(from, 0.0), Point::new(to, 0.0), covered)
            }
            VeilSide::Top => {
                (Point::new(0.0, from), Point::new(0.0, to), Rect::new(0.0, 0.0, width, to))
            }
            VeilSide::Bottom => {
                let (from, to) = (height - from, height - to);
                let covered = Rect::new(0.0, to, width, height - to);
                (Point::new(0.0, from), Point::new(0.0, to), covered)
            }
        };
        let end_colour = Colour { a: 0, ..colour };
        let paint = Paint::Gradient { start, end, start_colour: colour, end_colour };
        let area = Rect::new(0.0, 0.0, width, height);
        Some(shape_item(rounded_rect_path(covered.intersection(area), 0.0), Some(paint), None))
    }
}

/// Returns two shades in the hue of a picture below `bounds`, as dark or light as a veil is; `None`
/// if its colours are not known or it shows the page.
fn own_shades(ground: &PictureGround, bounds: Rect, is_dark: bool) -> Option<[Colour; 2]> {
    let mut cells = ground.image.tones()?.part(ground.part(bounds));
    if cells.iter().any(|cell| cell[3] < OPAQUE) {
        return None;
    }
    let brightness = |&[r, g, b, _]: &[u8; 4]| 3 * u32::from(r) + 6 * u32::from(g) + u32::from(b);
    cells.sort_by_key(brightness);
    if !is_dark {
        cells.reverse();
    }
    cells.truncate((cells.len() as f32 * HUE_SHARE).ceil() as usize);
    let mean = |channel: usize| {
        let sum: u32 = cells.iter().map(|cell| u32::from(cell[channel])).sum();
        (sum / cells.len().max(1) as u32) as u8
    };
    let own = Lch::from_colour(Colour::rgb(mean(0), mean(1), mean(2)));
    let shade = |lightness: f32| {
        let chroma = own.chroma.min(MAX_CHROMA);
        Lch { lightness, chroma, ..own }.to_colour()
    };
    Some(match is_dark {
        true => DARK_LIGHTNESS.map(|most| shade(own.lightness.min(most))),
        false => LIGHT_LIGHTNESS.map(|least| shade(own.lightness.max(least))),
    })
}

/// Returns the opacity of a veil with which the picture below `bounds` is calm.
fn calming_opacity(ground: &PictureGround, bounds: Rect) -> f32 {
    let Some(tones) = ground.image.tones() else { return 0.0 };
    let part = ground.part(bounds);
    let opacity = |found: f32, most: f32| 1.0 - most / found.max(most);
    let spread = opacity(tones.spread(part), MAX_SPREAD);
    spread.max(opacity(tones.unrest(part), MAX_UNREST)).min(MAX_CALMING_OPACITY)
}

/// Returns how much the brightness of the picture varies below `bounds`.
fn spread_below(ground: &PictureGround, bounds: Rect) -> f32 {
    ground.image.tones().map_or(0.0, |tones| tones.spread(ground.part(bounds)))
}

/// Returns how much of a picture texts cover: the share of its content below them, and how much its
/// brightness varies there on average.
pub(super) fn covered_by(ground: &PictureGround, texts: &[VeiledText]) -> f32 {
    let Some(tones) = ground.image.tones() else { return 0.0 };
    let total: f32 = texts.iter().map(|text| text.rect.width).sum();
    let spreads = texts.iter().map(|text| spread_below(ground, text.rect) * text.rect.width);
    let content: f32 = texts.iter().map(|text| tones.content(ground.part(text.rect))).sum();
    content + SPREAD_WEIGHT * spreads.sum::<f32>() / total.max(f32::EPSILON)
}

impl PictureGround {
    /// Returns a part of the page as shares of the picture: left, top, right and bottom.
    fn part(&self, area: Rect) -> [f32; 4] {
        let Rect { x, y, width, height } = self.rect;
        [
            (area.x - x) / width,
            (area.y - y) / height,
            (area.right() - x) / width,
            (area.bottom() - y) / height,
        ]
    }
}

/// Returns the least opacity of a veil of this colour with which all texts are legible; `None` if
/// they are not even legible on the colour itself.
fn least_opacity(ground: &PictureGround, texts: &[VeiledText], colour: Colour) -> Option<f32> {
    if texts
        .iter()
        .any(|text| text.ink.contrast_ratio(colour) < text.contrast.min(MIN_TEXT_CONTRAST))
    {
        return None;
    }
    let Some(tones) = ground.image.tones() else { return Some(UNKNOWN_OPACITY) };
    let opacity = |text: &VeiledText| {
        let cells = tones.part(ground.part(text.rect));
        let is_legible = |opacity: f32| {
            cells.iter().all(|&[r, g, b, a]| {
                // Transparent parts show the page, which has about the colour of the veil.
                let cell = colour.mixed_with(Colour::rgb(r, g, b), f32::from(a) / 255.0);
                text.ink.contrast_ratio(cell.mixed_with(colour, opacity)) >= text.contrast
            })
        };
        let mut steps = (0..=STEPS).map(|step| step as f32 / STEPS as f32);
        steps.find(|&opacity| is_legible(opacity)).unwrap_or(1.0)
    };
    Some(texts.iter().map(opacity).fold(0.0, f32::max))
}

/// Returns the picture that is the background of a slide, as it is placed on the page.
pub(super) fn background_picture(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> Option<PictureGround> {
    let Some(Background::Image(figure)) = &frame.slide.background else { return None };
    let image = context.picture_of(figure)?;
    let page = Rect::new(0.0, 0.0, frame.size.width, frame.size.height);
    let rect = page.centred_rect(image.size.scaled_to_cover(frame.size));
    Some(PictureGround { image, rect })
}

/// The sides that are tried for text on a background.
const SIDES: [VeilSide; 5] =
    [VeilSide::All, VeilSide::Left, VeilSide::Right, VeilSide::Top, VeilSide::Bottom];

/// Puts a veil between the picture in the background of a slide and its text.
pub(super) fn veil_background(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    running: Option<RunningRoom>,
    items: &mut Vec<Item>,
) {
    let Some(ground) = background_picture(context, frame) else { return };
    let mut texts = texts_of(context, items);
    if let Some(room) = running.filter(|_| frame.has_footer_line()) {
        let top = footer_top(context, frame.size);
        texts.push(VeiledText {
            rect: Rect::new(room.left, top, room.right - room.left, frame.size.height - top),
            ink: context.palette.muted,
            contrast: TEXT_CONTRAST,
        });
    }
    let colour = context.palette.background;
    let clearance = context.pt(CLEARANCE_PT);
    let veil = Veil::lightest(&ground, &texts, colour, (&SIDES, frame.size), clearance);
    let is_background = |item: &Item| {
        item.artifact_kind == ArtifactKind::Background && matches!(item.kind, ItemKind::Image(_))
    };
    if let (Some(veil), Some(at)) = (veil, items.iter().position(is_background)) {
        let layers = veil.draw(frame.size).into_iter();
        let layers = layers.map(|item| item.with_artifact_kind(ArtifactKind::Background));
        items.splice(at + 1..at + 1, layers);
    }
}
