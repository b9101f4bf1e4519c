//! The context in which blocks are laid out: theme, fonts, images, the sizes being tried, and the
//! structure tree that is being built.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::block::{ArrangedDiagram, CodeCache};
use super::missing_glyphs::MissingCharacters;
use super::reveal::Reveal;
use super::text::{Shaper, TextColours, TextPurpose, TextStyle};
use crate::assets::{Image, Images};
use crate::deck::{Figure, Hyphenation, Text};
use crate::scene::{Colour, ElementId, FitAdjustment, Role, Structure};
use crate::source::Span;
use crate::theme::{Palette, TextAlign, Theme};

/// A formula that is smaller than this share of the smallest running text is hard to read.
const MIN_LEGIBLE_SHARE: f32 = 0.55;

/// The context in which the blocks of a slide are laid out.
pub(super) struct LayoutContext<'a, 'f> {
    /// The theme.
    pub theme: &'a Theme,
    /// The images of the deck.
    pub images: &'a Images,
    /// Shapes text and caches the results.
    pub shaper: &'a mut Shaper<'f>,
    /// Index of the slide of each id: its own, or that of a formula on it.
    pub slides_by_id: &'a BTreeMap<String, usize>,
    /// The works in the lists of works by their keys: their numbers, and the text of the entry.
    pub works: &'a BTreeMap<String, (usize, String)>,
    /// The footnotes of the slide.
    pub footnotes: &'a [Text],
    /// The colours for the current background.
    pub palette: Palette,
    /// The structure tree of the slide; element 0 is the slide.
    pub structure: Structure,
    /// Size of the page relative to the design page.
    pub page_scale: f32,
    /// The sizes being tried.
    pub scale: Scale,
    /// Language of the slide.
    pub lang: Arc<str>,
    /// Fitting adjustments that blocks made by themselves at these sizes.
    pub adjustments: BTreeSet<FitAdjustment>,
    /// Assigns steps to what is revealed.
    pub reveal: Reveal,
    /// Whether the page is written from right to left. It is laid out from left to right and
    /// mirrored when it is finished.
    pub is_rtl: bool,
    /// When words of running text are hyphenated.
    pub hyphenation: Hyphenation,
    /// Whether running text is justified.
    pub justify: bool,
    /// Characters for which no font has a glyph.
    pub missing: MissingCharacters,
    /// The arrangements of the diagrams of the slide, which do not depend on the sizes.
    pub drawings: BTreeMap<DrawingKey, Rc<ArrangedDiagram>>,
    /// The heights that charts get at these sizes, once they are known.
    pub chart_heights: BTreeMap<DrawingKey, f32>,
    /// The height of the body of a page.
    pub body_height: f32,
    /// Whether the blocks are in a box with the colour `surface`: a card, a callout.
    pub is_in_box: bool,
    /// Whether the structure tree has the data of charts.
    pub keeps_chart_data: bool,
    /// What the blocks are laid out for.
    pub pass: LayoutPass,
    /// Whether a block left out its items in this pass.
    pub has_left_out_items: bool,
    /// Whether a label that should be on one line, such as a cell or the title of a card, was
    /// broken in this pass.
    pub has_broken_labels: bool,
    /// Code that was shaped for other sizes.
    pub code_cache: CodeCache,
    /// Alignment of text that is not part of anything else.
    pub text_align: TextAlign,
    /// Whether a block is the only one of its slide.
    pub is_lone_block: bool,
    /// How many cells of the table that is laid out were broken, and how many there are.
    pub broken_cells: (usize, usize),
}

/// What blocks are laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LayoutPass {
    /// To find out whether they fit: blocks may leave out their items, if they say so.
    Measure,
    /// To be drawn.
    Draw,
}

/// What the arrangement of a diagram or chart depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DrawingKey {
    /// The start of the diagram in the outline.
    pub start: u32,
    /// The available width in hundredths of a pt.
    pub width: u32,
}

impl DrawingKey {
    /// Returns the key of the drawing at `span` in this width.
    pub(super) fn new(span: Span, width: f32) -> Self {
        Self { start: span.start, width: (width * 100.0).round().max(0.0) as u32 }
    }
}

/// The sizes that fitting changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// Size of running text in pt.
    pub body: f32,
    /// Factor for the gaps between blocks, items and paragraphs.
    pub gaps: f32,
    /// Whether long lists of short items are set in two columns.
    pub in_columns: bool,
    /// Whether the type is larger than the largest of the theme.
    pub is_large: bool,
    /// How much of the room for a picture beside a few words is used: from 0 for none to 1 for all.
    pub picture_growth: f32,
}

/// Kinds of text that differ in size, weight and colour.
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
    /// A table cell.
    Cell,
    /// A header cell of a table.
    CellHeader,
}

/// The fonts, size and colours of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ParagraphStyle {
    /// Fonts and language.
    pub style: TextStyle,
    /// Type size in pt.
    pub size: f32,
    /// Line height in em.
    pub leading: f32,
    /// Colours.
    pub colours: TextColours,
}

impl LayoutContext<'_, '_> {
    /// Returns the style of a kind of text at the current sizes.
    pub(crate) fn paragraph_style(&self, kind: TextKind) -> ParagraphStyle {
        let scale = &self.theme.type_scale;
        let weights = &self.theme.weights;
        let fonts = &self.theme.fonts;
        let palette = &self.palette;
        let body = self.scale.body;
        let min_size = scale.min_size * self.page_scale;
        let (family, weight, size, colour) = match kind {
            TextKind::Body => (&fonts.body, weights.body, body, palette.text),
            TextKind::Heading => {
                (&fonts.heading, weights.heading, body * scale.heading, palette.title)
            }
            TextKind::Label => (&fonts.heading, weights.heading, body, palette.primary),
            TextKind::Small => {
                (&fonts.body, weights.body, (body * scale.small).max(min_size), palette.muted)
            }
            TextKind::Stat => (&fonts.heading, weights.title, body * scale.stat, palette.primary),
            TextKind::Quote => (&fonts.quote, weights.body, body * scale.quote, palette.text),
            TextKind::Cell => {
                (&fonts.body, weights.body, (body * 0.84).max(min_size), palette.text)
            }
            TextKind::CellHeader => {
                // All figures of a table have one typeface, so that they can be compared.
                let is_shared = fonts.heading == fonts.body;
                let weight = if is_shared { weights.heading } else { weights.bold };
                (&fonts.body, weight, (body * 0.84).max(min_size), palette.title)
            }
        };
        let leading = if kind == TextKind::Stat { scale.title_leading } else { scale.leading };
        let mut style = self.text_style(family, weight);
        style.italic = kind == TextKind::Quote && self.theme.quotes.italic;
        ParagraphStyle { style, size, leading, colours: self.text_colours(colour) }
    }

    /// Returns the text style for this family and weight.
    pub(crate) fn text_style(&self, family: &str, weight: u16) -> TextStyle {
        TextStyle {
            family: family.into(),
            mono: self.theme.fonts.mono.as_str().into(),
            weight,
            bold: self.theme.weights.bold,
            italic: false,
            lang: self.lang.clone(),
            is_rtl: self.is_rtl,
            purpose: TextPurpose::Prose,
            tracking: 0,
        }
    }

    /// Returns the style of labels around the content, or of `family` if the theme has none.
    pub(crate) fn label_style(&self, family: &str, weight: u16) -> TextStyle {
        let label = self.theme.fonts.label.as_str();
        self.text_style(if label.is_empty() { family } else { label }, weight)
    }

    /// Returns the colours of a paragraph whose plain text has this colour.
    pub(crate) fn text_colours(&self, colour: Colour) -> TextColours {
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
            palette: *palette,
        }
    }

    /// Converts em of running text to a gap in pt, which fitting may tighten.
    pub(crate) fn gap(&self, ems: f32) -> f32 {
        ems * self.scale.body * self.scale.gaps
    }

    /// Converts em of running text to pt.
    pub(crate) fn em(&self, ems: f32) -> f32 {
        ems * self.scale.body
    }

    /// Converts pt on the design page to pt on this page.
    pub(crate) fn pt(&self, points: f32) -> f32 {
        points * self.page_scale
    }

    /// Returns the padding of a box of this width.
    pub(crate) fn box_inset(&self, width: f32) -> f32 {
        self.em(self.theme.space.inset).min(width * 0.12)
    }

    /// Returns the colour under the blocks: that of the page, or of the box that they are in.
    pub(crate) fn ground(&self) -> Colour {
        if self.is_in_box { self.palette.surface } else { self.palette.background }
    }

    /// Returns the picture of a figure on this ground: the version for dark grounds on one of them.
    pub(crate) fn picture_of(&self, figure: &Figure) -> Option<Arc<Image>> {
        let dark = self.dark_path(figure).map(|path| figure.name_of_version(path));
        let dark = dark.and_then(|name| self.images.get(&name));
        dark.or_else(|| self.images.get(&figure.picture_name()))
    }

    /// Whether a figure has a version for the ground, which is dark.
    pub(crate) fn has_dark_picture(&self, figure: &Figure) -> bool {
        self.dark_path(figure).is_some()
    }

    fn dark_path<'f>(&self, figure: &'f Figure) -> Option<&'f str> {
        let (path, _) = figure.dark.as_ref().filter(|_| self.ground().is_dark())?;
        Some(path)
    }

    /// Adds an element to the structure tree of the slide.
    pub(crate) fn add_element(&mut self, parent: ElementId, role: Role, span: Span) -> ElementId {
        self.structure.add_element(parent, role, Some(span))
    }

    /// Records characters of the text at `span` for which no font has a glyph.
    pub(crate) fn record_missing(&mut self, missing: &[char], span: Span) {
        for &character in missing {
            self.missing.add(character, span);
        }
    }

    /// Runs `build` with the colours for another background.
    pub(crate) fn with_palette<T>(
        &mut self,
        palette: Palette,
        build: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.palette, palette);
        let built = build(self);
        self.palette = outer;
        built
    }

    /// Runs `build` for the content of a box with the colour `surface`.
    pub(crate) fn in_box<T>(&mut self, build: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.is_in_box, true);
        let built = build(self);
        self.is_in_box = outer;
        built
    }

    /// Records that a formula was shrunk to `size`, if that is hard to read.
    pub(crate) fn record_shrunk_formula(&mut self, size: f32) {
        if size < self.min_body_size() * MIN_LEGIBLE_SHARE {
            self.adjustments.insert(FitAdjustment::FormulaShrunk);
        }
    }

    /// Returns the minimum size of running text.
    pub(crate) fn min_body_size(&self) -> f32 {
        self.pt(self.theme.type_scale.body.last().copied().unwrap_or(0.0)).min(self.scale.body)
    }

    /// Runs `build` with running text scaled by `share`, but not below the minimum size.
    pub(crate) fn with_smaller<T>(&mut self, share: f32, build: impl FnOnce(&mut Self) -> T) -> T {
        self.with_body((self.scale.body * share).max(self.min_body_size()), build)
    }

    /// Runs `build` with running text of another size.
    pub(crate) fn with_body<T>(&mut self, body: f32, build: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.scale.body, body);
        let built = build(self);
        self.scale.body = outer;
        built
    }
}
