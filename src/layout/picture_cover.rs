//! Arranges the text of covers and other pages with few words on the picture in their background:
//! on its calm side, in the colours that need the lightest veil.

use super::context::LayoutContext;
use super::flow::Flow;
use super::slide::SlideFrame;
use super::veil::{Veil, VeilSide, background_picture, covered_by, texts_of};
use crate::geometry::{Point, Rect};
use crate::theme::{Palette, TextAlign};

/// Width of text at the left or right of a picture, as a share of the page.
const COLUMN_SHARE: f32 = 0.44;
/// Width of lines across a picture that start at the margin, as a share of the page.
const ACROSS_SHARE: f32 = 0.74;
/// How much of what is under a veil of full opacity is not seen.
const VEILED_SHARE: f32 = 0.7;
/// How much more of the picture a veil may cover if the text is where the theme puts it.
const OWN_PLACE_BONUS: f32 = 0.03;
/// How much less of the picture a veil must cover if the text is where lines end.
const FAR_SIDE_COST: f32 = 0.06;
/// How much more of the picture a veil may cover if the text is not on its content, relative to the
/// share of that.
const MOTIF_COST: f32 = 2.0;
/// A veil that reaches further than this share of the page is no gradient from an edge, and what
/// it costs, relative to its opacity and to how much further it reaches.
const EDGE_REACH: f32 = 0.56;
const FAR_REACH_COST: f32 = 2.0;
/// How much of a wide picture centred text may cover. Otherwise, it is at a side of the motif.
const MAX_COVERED_BY_CENTRED: f32 = 0.03;
/// How much more of the picture a veil may cover in the colours of the theme for this page.
const OWN_COLOURS_BONUS: f32 = 0.2;

/// Where the text of a page with few words is, and its colours.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextArrangement {
    /// Left edge of the lines.
    pub x: f32,
    /// Width of the lines.
    pub width: f32,
    /// Share of the free height above the text.
    pub share: f32,
    /// Alignment of the lines.
    pub align: TextAlign,
    /// The colours.
    pub palette: Palette,
}

impl TextArrangement {
    /// Returns the arrangement with which the background picture of a slide is covered least;
    /// the arrangement itself if there is no such picture. `build` lays out the text in a width.
    pub(super) fn on_picture(
        self,
        context: &mut LayoutContext<'_, '_>,
        frame: &SlideFrame<'_>,
        area: Rect,
        mut build: impl FnMut(&mut LayoutContext<'_, '_>, &Self) -> Flow,
    ) -> Self {
        let Some(ground) = background_picture(context, frame) else { return self };
        let theme = context.theme;
        let other = if frame.style.inverse { theme.palette } else { theme.inverse };
        let (margin, page) = (frame.inner.x, frame.size);
        let mut places = vec![
            (self, VeilSide::Top, true),
            (self, VeilSide::Bottom, true),
            (self, VeilSide::Left, true),
            (Self { share: 0.0, ..self }, VeilSide::Top, false),
            (Self { share: 0.25, ..self }, VeilSide::Top, false),
            (Self { share: 0.7, ..self }, VeilSide::Bottom, false),
            (Self { share: 1.0, ..self }, VeilSide::Bottom, false),
        ];
        if page.width > page.height {
            let width = page.width * COLUMN_SHARE;
            let align = TextAlign::Start;
            let left = Self { x: margin, width, align, ..self };
            let right = Self { x: page.width - margin - width, width, align, ..self };
            for share in [self.share, 0.0, 1.0] {
                places.push((Self { share, ..left }, VeilSide::Left, false));
                places.push((Self { share, ..right }, VeilSide::Right, false));
            }
            // One line across the sky or the foreground leaves most of the picture.
            let across = Self { width: page.width * ACROSS_SHARE, ..left };
            places.push((Self { share: 0.0, ..across }, VeilSide::Top, false));
            places.push((Self { share: 1.0, ..across }, VeilSide::Bottom, false));
        }
        let (structure, reveal, usual) =
            (context.structure.clone(), context.reveal, context.palette);
        let mut best: Option<(f32, Self)> = None;
        for (place, side, is_own) in places {
            for palette in [self.palette, other] {
                let place = Self { palette, ..place };
                (context.structure, context.reveal) = (structure.clone(), reveal);
                context.palette = palette;
                let flow = build(context, &place);
                let spare = area.height - flow.height();
                if spare < 0.0 {
                    continue;
                }
                let mut items = Vec::new();
                flow.place_at(Point::new(place.x, area.y + spare * place.share), &mut items);
                let texts = texts_of(context, &items);
                let veil =
                    Veil::lightest(&ground, &texts, palette.background, (&[side], page), 0.0);
                let Some(veil) = veil else { continue };
                // What is under a strong veil is seen less.
                let covered = covered_by(&ground, &texts);
                let is_across = place.align == TextAlign::Centre && page.width > page.height;
                if is_across && covered > MAX_COVERED_BY_CENTRED {
                    continue;
                }
                let covered = covered * (1.0 - VEILED_SHARE * veil.opacity);
                let mut cost = veil.cover(page) + MOTIF_COST * covered;
                cost += FAR_REACH_COST * veil.opacity * veil.reach_beyond(page, EDGE_REACH);
                cost -= if is_own { OWN_PLACE_BONUS } else { 0.0 };
                cost += if side == VeilSide::Right { FAR_SIDE_COST } else { 0.0 };
                cost -= if palette == self.palette { OWN_COLOURS_BONUS } else { 0.0 };
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, place));
                }
            }
        }
        (context.structure, context.reveal, context.palette) = (structure, reveal, usual);
        best.map_or(self, |(_, place)| place)
    }
}
