//! What every block needs to be set: theme, faces, pictures, the present sizes, and the logical
//! tree that it adds to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::reveal::Reveal;
use super::text::{Shaper, TextColours, TextStyle};
use crate::assets::Images;
use crate::deck::{Hyphenation, Text};
use crate::scene::{Colour, ElementId, FitAdjustment, Role, Structure};
use crate::source::Span;
use crate::theme::{Palette, Theme};

/// What every block needs to be set.
pub(super) struct LayoutContext<'a, 'f> {
    /// How the deck looks.
    pub theme: &'a Theme,
    /// The deck's pictures.
    pub images: &'a Images,
    /// Shapes text and remembers it.
    pub shaper: &'a mut Shaper<'f>,
    /// Index of the slide behind each id.
    pub ids: &'a BTreeMap<String, usize>,
    /// The colours that hold where the block stands.
    pub palette: Palette,
    /// The logical tree of the slide; element 0 is the slide.
    pub structure: Structure,
    /// How much larger or smaller than the design page the page is.
    pub page_scale: f32,
    /// The sizes that are being tried.
    pub scale: Scale,
    /// Language of the slide.
    pub lang: Arc<str>,
    /// What blocks did beyond setting themselves at these sizes.
    pub adjustments: BTreeSet<FitAdjustment>,
    /// What appears when.
    pub reveal: Reveal,
    /// Whether the page is written from right to left: it is laid out from the left and mirrored
    /// when it is finished.
    pub is_rtl: bool,
    /// When words of running text are divided.
    pub hyphenation: Hyphenation,
    /// Whether lines of running text are as wide as their column.
    pub justify: bool,
    /// Characters that no face covers, each with the place of its text.
    pub missing: Vec<(char, Span)>,
}

/// Sizes of a slide: what the fitting of a slide changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// Size of running text in pt.
    pub body: f32,
    /// Factor of the gaps between blocks, items and paragraphs.
    pub gaps: f32,
    /// Whether long lists of short items are set in two columns.
    pub in_columns: bool,
}

/// The kinds of text, which differ in size, weight and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Running text.
    Body,
    /// A heading inside a slide.
    Heading,
    /// The title of a card, a label.
    Label,
    /// Captions and details.
    Small,
    /// The value of a stat.
    Stat,
    /// A quote.
    Quote,
    /// A table's cell.
    Cell,
    /// A table's header cell.
    CellHeader,
}

/// How a paragraph is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ParagraphStyle {
    /// Faces.
    pub style: TextStyle,
    /// Type size in pt.
    pub size: f32,
    /// Line height in em.
    pub leading: f32,
    /// Colours.
    pub colours: TextColours,
}

impl LayoutContext<'_, '_> {
    /// How a kind of text is set at the present sizes.
    pub fn paragraph_style(&self, voice: TextKind) -> ParagraphStyle {
        let scale = &self.theme.type_scale;
        let weights = &self.theme.weights;
        let fonts = &self.theme.fonts;
        let palette = &self.palette;
        let body = self.scale.body;
        let floor = scale.min_size * self.page_scale;
        let (family, weight, size, colour) = match voice {
            TextKind::Body => (&fonts.body, weights.body, body, palette.text),
            TextKind::Heading => {
                (&fonts.heading, weights.heading, body * scale.heading, palette.title)
            }
            TextKind::Label => (&fonts.heading, weights.heading, body, palette.primary),
            TextKind::Small => {
                (&fonts.body, weights.body, (body * scale.small).max(floor), palette.muted)
            }
            TextKind::Stat => (&fonts.heading, weights.title, body * scale.stat, palette.primary),
            TextKind::Quote => (&fonts.body, weights.body, body * scale.quote, palette.text),
            TextKind::Cell => (&fonts.body, weights.body, (body * 0.84).max(floor), palette.text),
            TextKind::CellHeader => {
                (&fonts.heading, weights.heading, (body * 0.84).max(floor), palette.title)
            }
        };
        let leading = if voice == TextKind::Stat { scale.title_leading } else { scale.leading };
        ParagraphStyle {
            style: self.text_style(family, weight),
            size,
            leading,
            colours: self.text_colours(colour),
        }
    }

    /// How text in this family and weight is set.
    pub fn text_style(&self, family: &str, weight: u16) -> TextStyle {
        TextStyle {
            family: family.into(),
            mono: self.theme.fonts.mono.as_str().into(),
            weight,
            bold: self.theme.weights.bold,
            italic: false,
            lang: self.lang.clone(),
            is_rtl: self.is_rtl,
        }
    }

    /// Colours of a paragraph whose plain text is `colour`.
    pub fn text_colours(&self, colour: Colour) -> TextColours {
        let palette = &self.palette;
        TextColours {
            text: colour,
            bold: if colour == palette.text { palette.bold } else { colour },
            link: if colour == palette.text || colour == palette.muted {
                palette.link
            } else {
                colour
            },
            code: colour,
            code_background: palette.surface,
            mark: palette.mark,
        }
    }

    /// `ems` of running text, as a gap that is tightened with the slide.
    pub fn gap(&self, ems: f32) -> f32 {
        ems * self.scale.body * self.scale.gaps
    }

    /// `ems` of running text.
    pub fn em(&self, ems: f32) -> f32 {
        ems * self.scale.body
    }

    /// `points` of the design page.
    pub fn pt(&self, points: f32) -> f32 {
        points * self.page_scale
    }

    /// Distance of what is in a box of `width` from its edges.
    pub fn box_inset(&self, width: f32) -> f32 {
        self.em(self.theme.space.inset).min(width * 0.12)
    }

    /// Adds an element to the slide's logical tree.
    pub fn add_element(&mut self, parent: ElementId, role: Role, span: Span) -> ElementId {
        self.structure.add_element(parent, role, Some(span))
    }

    /// Notes characters of `text` that no face covers.
    pub fn record_missing(&mut self, missing: &[char], text: &Text) {
        for &character in missing {
            let noted = (character, text.span);
            if !self.missing.contains(&noted) {
                self.missing.push(noted);
            }
        }
    }

    /// Runs `build` with the colours of another ground.
    pub fn with_palette<T>(&mut self, palette: Palette, build: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.palette, palette);
        let built = build(self);
        self.palette = outer;
        built
    }

    /// The smallest that running text becomes.
    pub fn min_body_size(&self) -> f32 {
        self.pt(self.theme.type_scale.body.last().copied().unwrap_or(0.0)).min(self.scale.body)
    }

    /// Runs `build` with running text of this share of its size, but not below its floor.
    pub fn with_smaller<T>(&mut self, share: f32, build: impl FnOnce(&mut Self) -> T) -> T {
        self.with_body((self.scale.body * share).max(self.min_body_size()), build)
    }

    /// Runs `build` with running text of another size.
    pub fn with_body<T>(&mut self, body: f32, build: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.scale.body, body);
        let built = build(self);
        self.scale.body = outer;
        built
    }
}
