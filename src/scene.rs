//! The display list: what stands where on which page, and what it means.
//!
//! A scene has two halves. *Pages* hold items in painting order. The *structure* holds the logical
//! tree that a reader who does not see the page is told (ISO 32000-2, 14.7); every item either
//! belongs to one of its elements or is an artifact. `pdf` turns the one into content streams and
//! the other into tags; `check` reads both.

mod date_time;
mod excerpt;
mod resolution;
mod select;
mod shape;
mod step_page;
mod structure;

use std::ops::Range;
use std::sync::Arc;

pub use self::date_time::DateTime;
pub use self::shape::{Colour, Paint, PathSegment, Shape, Stroke};
pub use self::step_page::{RevealState, StepPage, first_step_pages};
pub use self::structure::{Element, ElementId, ListNumbering, Role, Structure};
use crate::assets::{FaceId, Image};
use crate::geometry::{Point, Rect, Size};
use crate::show::{Transition, UnrevealedStyle, Visibility};
use crate::source::Span;

/// A laid out deck.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// The logical tree; element 0 is the document.
    pub structure: Structure,
    /// Bookmarks in order; nested by their level.
    pub bookmarks: Vec<Bookmark>,
    /// Where the deck's ids are.
    pub destinations: Vec<Destination>,
    /// What the deck is and whose.
    pub info: DocumentInfo,
    /// What was done so that each slide fits, in the order of the pages.
    pub fits: Vec<SlideFit>,
    /// How the deck is shown.
    pub show: ShowSettings,
    /// The sections that counted slides start, in the order of the pages.
    pub sections: Vec<TalkSection>,
}

/// A part of the talk: from its first page to the next section, or to the last page that is
/// counted.
#[derive(Clone, Debug, PartialEq)]
pub struct TalkSection {
    /// Its name as plain text.
    pub title: String,
    /// Index of its first page.
    pub page: usize,
    /// How long it may take, in seconds, if the author says.
    pub seconds: Option<f32>,
}

/// How a deck is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShowSettings {
    /// Whether the file opens full screen.
    pub fullscreen: bool,
    /// How long the talk may take, in seconds.
    pub seconds: Option<f32>,
    /// How what has not appeared yet is shown.
    pub unrevealed: UnrevealedStyle,
}

/// What was done so that a slide fits its page.
#[derive(Clone, Debug, PartialEq)]
pub struct SlideFit {
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Its title as plain text; empty if it has none.
    pub title: String,
    /// Where it stands in the outline.
    pub span: Span,
    /// Size of its running text in pt; `None` where a picture has the page to itself.
    pub body: Option<f32>,
    /// What was done, in the order in which it is tried.
    pub adjustments: Vec<FitAdjustment>,
    /// Indices of its pages.
    pub pages: Range<usize>,
    /// Characters on them that no face has, each with the place of its text.
    pub missing_characters: Vec<(char, Span)>,
}

/// One thing that is done so that a slide fits its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FitAdjustment {
    /// Type is larger than normal, as the slide is sparse.
    Grown,
    /// Gaps are tighter than normal.
    Tightened,
    /// Pictures are smaller than their place would have them.
    PicturesShrunk,
    /// Long lists stand in two columns.
    TwoColumns,
    /// Type is smaller than normal.
    Shrunk,
    /// A table's type is smaller than its slide's, so that its words stay whole.
    TableShrunk,
    /// A table's columns are divided: the first column is shown again before the further ones.
    TableDivided,
    /// The slide goes on on further pages.
    Continued,
}

impl FitAdjustment {
    /// What it is called where people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Grown => "grown",
            Self::Tightened => "tightened",
            Self::PicturesShrunk => "pictures shrunk",
            Self::TwoColumns => "two columns",
            Self::Shrunk => "shrunk",
            Self::TableShrunk => "table shrunk",
            Self::TableDivided => "table divided",
            Self::Continued => "continued",
        }
    }
}

/// What a PDF says about itself, as plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentInfo {
    /// Title.
    pub title: String,
    /// Authors, one each.
    pub authors: Vec<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Who may do what with it.
    pub rights: Option<String>,
    /// BCP 47 language.
    pub lang: String,
    /// Whether its pages follow each other from right to left.
    pub from_right: bool,
    /// When the file was made; else when the deck is shown, if the outline's date is a date.
    pub date: Option<DateTime>,
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// 0 for sections and slides outside sections, 1 for slides in a section.
    pub level: u8,
    /// What it says.
    pub title: String,
    /// Page index.
    pub page: usize,
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct Destination {
    /// The slide's id.
    pub id: String,
    /// Page index.
    pub page: usize,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Page size in pt.
    pub size: Size,
    /// What is drawn, first to last.
    pub items: Vec<Item>,
    /// The page's label: the slide's number as printed; empty for none.
    pub label: String,
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Whether it is shown in its turn.
    pub visibility: Visibility,
    /// What the speaker says while the page is shown.
    pub notes: Option<Arc<str>>,
    /// What replaces the page before by this one.
    pub transition: Option<Transition>,
    /// After how many seconds the next slide's page comes by itself.
    pub advance_seconds: Option<f32>,
}

/// One thing that is drawn.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// The element it belongs to; `None` for an artifact: a rule, a background, the running strip.
    pub element: Option<ElementId>,
    /// The outline's words that made it, where some did.
    pub span: Option<Span>,
    /// The step of its slide at which it appears; 0 for what is there from the start.
    pub step: u16,
    /// What sort of artifact it is, if it is one.
    pub artifact_kind: ArtifactKind,
}

/// The sorts of artifact (ISO 32000-1, table 330).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArtifactKind {
    /// A rule, a box, a mark: design.
    #[default]
    Layout,
    /// The ground of a page.
    Background,
    /// What stands at the top of every page.
    Header,
    /// What stands at the foot of every page.
    Footer,
    /// The page's number.
    PageNumber,
}

impl Item {
    /// Something that belongs to `element`, from the start.
    pub fn new(kind: ItemKind, element: Option<ElementId>, span: Option<Span>) -> Self {
        Self { kind, element, span, step: 0, artifact_kind: ArtifactKind::Layout }
    }

    /// An artifact: drawn, but no part of what the page says.
    pub fn new_artifact(kind: ItemKind) -> Self {
        Self::new(kind, None, None)
    }

    /// The same item as another sort of artifact.
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
            ItemKind::Link(link) => link.rect = link.rect.moved_by(dx, dy),
            ItemKind::Clip(window) => *window = window.map(|rect| rect.moved_by(dx, dy)),
        }
    }

    /// Makes the item `factor` times as large, the page's origin staying where it is.
    pub fn scale(&mut self, factor: f32) {
        match &mut self.kind {
            ItemKind::Text(run) => {
                run.size *= factor;
                run.origin = run.origin.scaled_by(factor);
            }
            ItemKind::Shape(shape) => shape.scale(factor),
            ItemKind::Image(image) => {
                image.rect = image.rect.scaled_by(factor);
                image.clip =
                    image.clip.map(|(rect, radius)| (rect.scaled_by(factor), radius * factor));
            }
            ItemKind::Link(link) => link.rect = link.rect.scaled_by(factor),
            ItemKind::Clip(window) => *window = window.map(|rect| rect.scaled_by(factor)),
        }
    }
}

/// The kinds of item.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// Glyphs of one face on one baseline.
    Text(GlyphRun),
    /// A filled or stroked path.
    Shape(Shape),
    /// A picture.
    Image(PlacedImage),
    /// A place to click.
    Link(LinkArea),
    /// What follows on the page is seen only within this rectangle; with `None`, on the whole page
    /// again. Not nested.
    Clip(Option<Rect>),
}

/// Glyphs of one face and size on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// Type size.
    pub size: f32,
    /// Colour.
    pub colour: Colour,
    /// Where the first glyph's origin is, on the baseline.
    pub origin: Point,
    /// The characters that the glyphs show.
    pub text: Arc<str>,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// BCP 47 language where it differs from the element's.
    pub lang: Option<Arc<str>>,
    /// What is read instead of `text`.
    pub actual_text: Option<Arc<str>>,
}

impl GlyphRun {
    /// Sum of the advances.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * self.size
    }
}

/// One glyph. Lengths are in em, so that a run can be set at any size.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// The glyph's index in its face.
    pub id: u16,
    /// How far the pen moves to the right.
    pub advance: f32,
    /// Shift to the right before drawing.
    pub dx: f32,
    /// Shift upwards before drawing.
    pub dy: f32,
    /// The bytes of the run's text that the glyph's cluster shows.
    pub range: Range<u32>,
}

/// A picture in its place.
#[derive(Clone, Debug)]
pub struct PlacedImage {
    /// The picture; the same allocation wherever it is used, so that it is stored once.
    pub image: Arc<Image>,
    /// Where the whole picture is drawn.
    pub rect: Rect,
    /// What of it is seen: a rectangle with rounded corners of this radius; all of it if `None`.
    pub clip: Option<(Rect, f32)>,
}

/// A place to click.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    /// Where it is.
    pub rect: Rect,
    /// Where it leads.
    pub target: LinkTarget,
    /// What it is called for those who do not see it.
    pub alt_text: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address.
    Uri(String),
    /// A page of this scene by index.
    Page(usize),
}
