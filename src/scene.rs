//! The display list: what is drawn where on which page, and what it means.
//!
//! A scene has two halves. *Pages* hold items in drawing order. The *structure tree* holds the
//! logical structure for assistive technology (ISO 32000-2, 14.7). Every item either belongs to an
//! element of the tree or is an artifact. `pdf` turns pages into content streams and the tree into
//! tags; `check` reads both.

mod append;
mod artifact_kind;
mod date_time;
mod design;
mod editable_chart;
mod excerpt;
mod fit_adjustment;
mod heading_levels;
mod lch;
mod line_frame;
mod media;
mod notes;
mod resolution;
mod select;
mod shape;
mod step_page;
mod structure;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use self::artifact_kind::ArtifactKind;
pub use self::date_time::DateTime;
pub use self::design::{DesignColours, DesignTheme, SlideLayoutKind};
pub use self::editable_chart::{
    CategoryPositions, ChartFigure, ChartForm, ChartLook, ChartPanelPlace, ChartStepList,
    EditableAxis, EditableChart, EditableSeries, PointNameLevel, PointNamePlace, PointNameSide,
    SeriesForm, SeriesStacking, WaterfallRow,
};
pub use self::fit_adjustment::FitAdjustment;
pub use self::lch::{Lch, hue_distance};
pub(crate) use self::line_frame::has_spaced_letters;
pub use self::line_frame::{ColumnAlignment, LineFrame};
pub use self::media::{MediaArea, PlayedKind, PlayedMedia};
pub use self::notes::{NoteLink, NoteMark, NoteParagraph, NoteRun};
pub use self::shape::{Colour, MIN_TEXT_CONTRAST, Paint, PathSegment, Shape, Stroke};
pub use self::step_page::{RevealState, StepPage, first_step_pages};
pub use self::structure::{CellSpan, Element, ElementId, ListNumbering, Role, Structure};
use crate::assets::{FaceId, Image};
use crate::geometry::{Point, Rect, Size};
use crate::show::{Motion, Transition, UnrevealedStyle, Visibility};
use crate::source::Span;

/// A laid-out deck.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// The structure tree; element 0 is the document.
    pub structure: Structure,
    /// Bookmarks in order, nested by their level.
    pub bookmarks: Vec<Bookmark>,
    /// Named destinations: the ids of slides.
    pub destinations: Vec<Destination>,
    /// Metadata of the PDF.
    pub info: DocumentInfo,
    /// Fitting adjustments of each slide, in the order of the pages.
    pub fits: Vec<SlideFit>,
    /// How the deck is presented.
    pub show: ShowSettings,
    /// Colours and fonts of the theme.
    pub design: DesignTheme,
    /// Sections that start on shown slides, in the order of the pages.
    pub sections: Vec<TalkSection>,
    /// The page of each work in the lists of works, by its number.
    pub work_pages: BTreeMap<usize, usize>,
}

/// A section of the talk. It ends before the next section, or after the last shown page.
#[derive(Clone, Debug, PartialEq)]
pub struct TalkSection {
    /// Name as plain text.
    pub title: String,
    /// Index of the first page.
    pub page: usize,
    /// Planned duration in seconds, if the author set it.
    pub seconds: Option<f32>,
}

/// How a deck is presented.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShowSettings {
    /// Whether the PDF opens in full screen.
    pub fullscreen: bool,
    /// Planned duration of the talk in seconds.
    pub seconds: Option<f32>,
    /// How items that are not revealed yet are shown.
    pub unrevealed: UnrevealedStyle,
    /// How the theme moves pages on a screen.
    pub motion: Motion,
}

/// The adjustments that made a slide fit its page.
#[derive(Clone, Debug, PartialEq)]
pub struct SlideFit {
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Title as plain text; empty if the slide has none.
    pub title: String,
    /// Position in the outline.
    pub span: Span,
    /// Size of running text in pt; `None` for a picture that fills the page.
    pub body: Option<f32>,
    /// Size of the type of diagrams in pt if the slide has no running text and it is smaller.
    pub drawn: Option<f32>,
    /// Adjustments in the order in which they are tried.
    pub adjustments: Vec<FitAdjustment>,
    /// Indices of the pages of the slide.
    pub pages: Range<usize>,
    /// Characters that no font has, each with the position of its text.
    pub missing_characters: Vec<(char, Span)>,
}

/// Metadata of a PDF, as plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentInfo {
    /// Title.
    pub title: String,
    /// Authors.
    pub authors: Vec<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Copyright or licence.
    pub rights: Option<String>,
    /// BCP 47 language.
    pub lang: String,
    /// Whether pages are read from right to left.
    pub from_right: bool,
    /// Creation date of the file, else the date of the talk if it could be parsed.
    pub date: Option<DateTime>,
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Nesting level: 0 for sections and slides outside sections, 1 for slides in a section.
    pub level: u8,
    /// Text.
    pub title: String,
    /// Index of the page.
    pub page: usize,
}

/// A named destination.
#[derive(Clone, Debug, PartialEq)]
pub struct Destination {
    /// Id of the slide.
    pub id: String,
    /// Index of the page.
    pub page: usize,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Size in pt.
    pub size: Size,
    /// Items in drawing order.
    pub items: Vec<Item>,
    /// Page label: the page number as printed; empty if the page has none.
    pub label: String,
    /// Index of the slide in the deck.
    pub slide: usize,
    /// For a page of a hidden slide, the index of the slide that it follows in the outline.
    pub follows: Option<usize>,
    /// The kind of page.
    pub layout: SlideLayoutKind,
    /// Whether the page is shown in the talk.
    pub visibility: Visibility,
    /// Speaker notes as Markdown.
    pub notes: Option<Arc<str>>,
    /// Transition from the previous page.
    pub transition: Option<Transition>,
    /// Seconds after which the next slide is shown automatically.
    pub advance_seconds: Option<f32>,
}

/// Something that is drawn on a page.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is drawn.
    pub kind: ItemKind,
    /// Element that the item belongs to; `None` for artifacts, such as rules, backgrounds and
    /// running elements.
    pub element: Option<ElementId>,
    /// Text of the outline that the item was made from, if any.
    pub span: Option<Span>,
    /// Step of the slide at which the item appears; 0 if it is there from the start.
    pub step: u16,
    /// Kind of artifact, if the item is one.
    pub artifact_kind: ArtifactKind,
}

impl Item {
    /// Creates an item of `element` that is there from the start.
    pub fn new(kind: ItemKind, element: Option<ElementId>, span: Option<Span>) -> Self {
        Self { kind, element, span, step: 0, artifact_kind: ArtifactKind::Layout }
    }

    /// Creates an artifact: an item that is drawn but not part of the content.
    pub fn new_artifact(kind: ItemKind) -> Self {
        Self::new(kind, None, None)
    }

    /// Returns the item with another kind of artifact.
    pub fn with_artifact_kind(self, artifact: ArtifactKind) -> Self {
        Self { artifact_kind: artifact, ..self }
    }

    /// Moves the item by `dx`, `dy`.
    pub fn translate(&mut self, dx: f32, dy: f32) {
        match &mut self.kind {
            ItemKind::Text(run) => run.origin = run.origin.moved_by(dx, dy),
            ItemKind::Shape(shape) => shape.translate(dx, dy),
            ItemKind::Image(image) => {
                image.rect = image.rect.moved_by(dx, dy);
                image.clip = image.clip.map(|(rect, radius)| (rect.moved_by(dx, dy), radius));
            }
            ItemKind::Link(link) => {
                link.rect = link.rect.moved_by(dx, dy);
                if let LinkTarget::SamePage { top } = &mut link.target {
                    *top += dy;
                }
            }
            ItemKind::Media(media) => media.rect = media.rect.moved_by(dx, dy),
            ItemKind::Clip(area) => *area = area.map(|rect| rect.moved_by(dx, dy)),
        }
    }

    /// Scales the item by `factor` about the origin of the page.
    pub fn scale(&mut self, factor: f32) {
        match &mut self.kind {
            ItemKind::Text(run) => {
                run.size *= factor;
                run.origin = run.origin.scaled_by(factor);
                run.line = run.line.map(|line| line.scaled_by(factor));
            }
            ItemKind::Shape(shape) => shape.scale(factor),
            ItemKind::Image(image) => {
                image.rect = image.rect.scaled_by(factor);
                image.clip =
                    image.clip.map(|(rect, radius)| (rect.scaled_by(factor), radius * factor));
            }
            ItemKind::Link(link) => {
                link.rect = link.rect.scaled_by(factor);
                if let LinkTarget::SamePage { top } = &mut link.target {
                    *top *= factor;
                }
            }
            ItemKind::Media(media) => media.rect = media.rect.scaled_by(factor),
            ItemKind::Clip(area) => *area = area.map(|rect| rect.scaled_by(factor)),
        }
    }
}

/// The kinds of items.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// Glyphs of one font on one baseline.
    Text(GlyphRun),
    /// A filled or stroked path.
    Shape(Shape),
    /// A picture.
    Image(PlacedImage),
    /// A clickable area.
    Link(LinkArea),
    /// Where a video or recording is played; invisible itself.
    Media(MediaArea),
    /// Clips the following items of the page to this rectangle; `None` ends the clipping. Not
    /// nested.
    Clip(Option<Rect>),
}

/// Glyphs of one font and size on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The font.
    pub face: FaceId,
    /// Size of type in pt.
    pub size: f32,
    /// Colour.
    pub colour: Colour,
    /// Origin of the first glyph on the baseline.
    pub origin: Point,
    /// Text that the glyphs represent.
    pub text: Arc<str>,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// BCP 47 language, if it differs from that of the element.
    pub lang: Option<Arc<str>>,
    /// Text that is extracted and read instead of `text`.
    pub actual_text: Option<Arc<str>>,
    /// The line of a paragraph that the run is part of; `None` for code and labels in drawings.
    pub line: Option<LineFrame>,
}

impl GlyphRun {
    /// Returns the part of the text that the glyphs show. `text` may be a whole paragraph.
    pub fn shown_text(&self) -> &str {
        self.shown_range().and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// Returns the bytes of the text that the glyphs show; `None` without glyphs.
    pub fn shown_range(&self) -> Option<Range<usize>> {
        let start = self.glyphs.iter().map(|glyph| glyph.range.start).min()?;
        let end = self.glyphs.iter().map(|glyph| glyph.range.end).max()?;
        Some(start as usize..end as usize)
    }

    /// Returns the sum of the advances in pt.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * self.size
    }
}

/// A glyph. Lengths are in em, so that a run can be drawn at any size.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Index of the glyph in its font.
    pub id: u16,
    /// Distance to the origin of the next glyph.
    pub advance: f32,
    /// Offset to the right.
    pub dx: f32,
    /// Offset upwards.
    pub dy: f32,
    /// Bytes of the text of the run that the cluster of the glyph represents.
    pub range: Range<u32>,
}

/// A picture on a page.
#[derive(Clone, Debug)]
pub struct PlacedImage {
    /// The picture, shared by all its uses so that it is stored only once.
    pub image: Arc<Image>,
    /// Where the whole picture is drawn.
    pub rect: Rect,
    /// Visible part: a rectangle with rounded corners of this radius. `None` if all of it is
    /// visible.
    pub clip: Option<(Rect, f32)>,
}

impl PlacedImage {
    /// Returns the visible part with transparent margins.
    pub fn window(&self) -> Rect {
        self.clip.map_or(self.rect, |(window, _)| window)
    }

    /// Returns the visible part without transparent margins.
    pub fn visible_rect(&self) -> Rect {
        if self.clip.is_some() {
            return self.window();
        }
        let ink = self.image.ink_bounds();
        let scale = self.rect.width / self.image.size.width;
        Rect::new(
            self.rect.x + ink.x * scale,
            self.rect.y + ink.y * scale,
            ink.width * scale,
            ink.height * scale,
        )
    }
}

/// A clickable area.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    /// Rectangle on the page.
    pub rect: Rect,
    /// Target of the link.
    pub target: LinkTarget,
    /// Alternative text.
    pub alt_text: String,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// A URI.
    Uri(String),
    /// A page of this scene, by index.
    Page(usize),
    /// A place on the page of the link, at this distance from its top edge.
    SamePage {
        /// In pt.
        top: f32,
    },
    /// The footnote with this index on the page of the link, until its place is known.
    Footnote(usize),
    /// The first call of the footnote with this index, until its place is known.
    FootnoteCall(usize),
    /// The work with this number in a list of works, until its page is known.
    Work(usize),
    /// Marks where the entry of the work with this number is, until all pages are known.
    WorkEntry(usize),
}
