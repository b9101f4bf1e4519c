//! How a deck looks: every default resolved, every colour a colour.
//!
//! A theme is a YAML file. The built-in ones are in `builtin/`; a user's theme `extends` one and
//! says only what differs.

mod decode;
mod families;
mod merge;
mod read;
pub mod vocabulary;

pub use families::FontFamilies;
pub use read::{BuiltinTheme, OpenTheme, builtin_names, builtin_themes, read};

use crate::deck::{CheckMark, Hyphenation, Marker};
use crate::scene::Colour;
use crate::show::UnrevealedStyle;

/// Width of the page that a theme's lengths are meant for, in pt. Other pages scale them.
pub const DESIGN_WIDTH: f32 = 960.0;
/// Height of the page that a theme's lengths are meant for, in pt.
pub const DESIGN_HEIGHT: f32 = 540.0;

/// A theme with nothing left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Families by role.
    pub fonts: FontFamilies,
    /// Weights by role.
    pub weights: FontWeights,
    /// Colours of ordinary pages.
    pub palette: Palette,
    /// Colours of pages and panels with a strong ground.
    pub inverse: Palette,
    /// Sizes of type.
    pub type_scale: TypeScale,
    /// White space.
    pub space: Spacing,
    /// When a long list is set in two columns.
    pub columns: ListColumns,
    /// How lines of running text are filled.
    pub paragraph: ParagraphDefaults,
    /// Bullets and checkboxes.
    pub marks: ListMarks,
    /// How what has not appeared yet is shown.
    pub unrevealed: UnrevealedStyle,
    /// What stands on every page.
    pub running: RunningElements,
    /// Grounds and ornaments by kind of page, in the order of [`PageKind`].
    pub page_styles: [PageStyle; 7],
}

/// How lines of running text are filled, where deck and slide do not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphDefaults {
    /// When words are divided.
    pub hyphenate: Hyphenation,
    /// Whether lines are as wide as their column.
    pub justify: bool,
}

impl Theme {
    /// The style of pages of this kind.
    pub fn page_style(&self, kind: PageKind) -> &PageStyle {
        &self.page_styles[kind as usize]
    }

    /// The palette that a page of this style is drawn in.
    pub fn palette_for(&self, style: &PageStyle) -> &Palette {
        if style.inverse { &self.inverse } else { &self.palette }
    }
}

/// Weights by role, 100 to 900.
#[derive(Clone, Debug, PartialEq)]
pub struct FontWeights {
    /// Running text.
    pub body: u16,
    /// `**bold**`.
    pub bold: u16,
    /// Slide titles.
    pub title: u16,
    /// Headings, labels, card titles.
    pub heading: u16,
}

/// Colours by what they are for.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// The page.
    pub background: Colour,
    /// Cards, callouts, table headers.
    pub surface: Colour,
    /// Text.
    pub text: Colour,
    /// Captions, footers, what steps back.
    pub muted: Colour,
    /// Slide titles.
    pub title: Colour,
    /// `**bold**`.
    pub bold: Colour,
    /// Links.
    pub link: Colour,
    /// Labels, numbers, the strong ground of panels.
    pub primary: Colour,
    /// Text on `primary`.
    pub on_primary: Colour,
    /// Bullets, bars, what catches the eye.
    pub accent: Colour,
    /// Rules and borders.
    pub line: Colour,
    /// Behind `==marked==` text.
    pub mark: Colour,
    /// Callouts that advise.
    pub tip: Colour,
    /// Callouts that warn.
    pub warning: Colour,
    /// Behind logos, where they need a ground of their own.
    pub plate: Option<Colour>,
}

impl Palette {
    /// The colour of this name; `None` also for a plate that the theme does not have.
    pub fn get(&self, name: &str) -> Option<Colour> {
        Some(match name {
            "background" => self.background,
            "surface" => self.surface,
            "text" => self.text,
            "muted" => self.muted,
            "title" => self.title,
            "bold" => self.bold,
            "link" => self.link,
            "primary" => self.primary,
            "on_primary" => self.on_primary,
            "accent" => self.accent,
            "line" => self.line,
            "mark" => self.mark,
            "tip" => self.tip,
            "warning" => self.warning,
            "plate" => self.plate?,
            _ => return None,
        })
    }
}

/// Sizes of type in pt, largest first, and line heights in em.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeScale {
    /// Running text: the first is what sparse slides grow to, the last the floor.
    pub body: Vec<f32>,
    /// The size of running text on a slide that is neither sparse nor full; one of `body`.
    pub normal: f32,
    /// Slide titles.
    pub title: Vec<f32>,
    /// The title on a cover.
    pub cover: Vec<f32>,
    /// Questions, statements, sections.
    pub display: Vec<f32>,
    /// Headings inside a slide, relative to running text.
    pub heading: f32,
    /// Captions, credits, contacts' details, relative to running text.
    pub small: f32,
    /// Headers, footers and page numbers.
    pub running: f32,
    /// The smallest size of anything.
    pub min_size: f32,
    /// The value of a stat, relative to running text.
    pub stat: f32,
    /// A quote, relative to running text.
    pub quote: f32,
    /// Line height of running text.
    pub leading: f32,
    /// Line height of titles.
    pub title_leading: f32,
}

/// White space. Lengths in pt are for the design page; lengths in em are of running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Spacing {
    /// Left and right of everything, in pt.
    pub margin_x: f32,
    /// Above the title, in pt.
    pub margin_top: f32,
    /// Below the body, running elements included, in pt.
    pub margin_bottom: f32,
    /// Between columns, in pt.
    pub gutter: f32,
    /// Between title and body, in pt.
    pub title_gap: f32,
    /// Between blocks, in em.
    pub block: f32,
    /// Between paragraphs, in em.
    pub paragraph: f32,
    /// Between items of the outermost list, in em.
    pub item: f32,
    /// Between items of nested lists, in em.
    pub nested_item: f32,
    /// How far text stands in from its bullet, in em.
    pub indent: f32,
    /// Between a box and what is in it, in em.
    pub inset: f32,
    /// Radius of corners, in pt.
    pub radius: f32,
    /// The share that gaps may be tightened to before type shrinks, 0 to 1.
    pub min_gap_factor: f32,
    /// The factor that gaps may grow by on sparse slides.
    pub max_gap_factor: f32,
}

/// When a long list of short items is set in two columns.
#[derive(Clone, Debug, PartialEq)]
pub struct ListColumns {
    /// Rather than in running text smaller than this, in pt of the design page; 0 for never.
    pub below_size: f32,
    /// A list of fewer items stays in one column.
    pub min_items: usize,
    /// An item of more lines in its column is not short.
    pub max_lines: usize,
    /// The narrowest column, in em of running text.
    pub min_width_em: f32,
}

/// Bullets and checkboxes.
#[derive(Clone, Debug, PartialEq)]
pub struct ListMarks {
    /// Bullets by level; the last one serves all deeper levels.
    pub bullets: Vec<Marker>,
    /// What a ticked box holds.
    pub check: CheckMark,
}

/// What stands on every page.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningElements {
    /// Height of a square logo in the strip, in pt; others get the same optical size.
    pub logo: f32,
    /// Height of a square logo in a cover's strip, in pt.
    pub cover_logo: f32,
    /// Distance of the running line's middle from the page's bottom, in pt.
    pub baseline: f32,
    /// Whether a rule stands above the running line.
    pub rule: bool,
}

/// Kinds of page that a theme grounds differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// Title and blocks.
    Content,
    /// The first page.
    Cover,
    /// The start of a section.
    Section,
    /// One sentence, fact or quote.
    Statement,
    /// A question.
    Question,
    /// The last page.
    End,
    /// A picture that fills the page.
    Image,
}

impl PageKind {
    /// All kinds with their names in a theme file.
    pub const ALL: [(PageKind, &'static str); 7] = [
        (Self::Content, "content"),
        (Self::Cover, "cover"),
        (Self::Section, "section"),
        (Self::Statement, "statement"),
        (Self::Question, "question"),
        (Self::End, "end"),
        (Self::Image, "image"),
    ];
}

/// Ground and ornaments of one kind of page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Whether the inverse palette holds.
    pub inverse: bool,
    /// The ground, top to bottom a gradient if there are two.
    pub background: (Colour, Option<Colour>),
    /// Drawn on the ground, in order.
    pub ornaments: Vec<Ornament>,
    /// Whether its text is centred.
    pub centred: bool,
    /// On a cover: height of the band at the foot that holds the logos, in pt of the design page,
    /// and its colour.
    pub band: Option<(f32, Colour)>,
    /// On a question: share of the width that the question's panel takes where answers stand beside
    /// it.
    pub panel_share: f32,
}

/// A shape that decorates a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Ornament {
    /// What it is.
    pub shape: OrnamentShape,
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// Colour, opacity included.
    pub fill: Colour,
    /// Line width in pt of the design page; filled if `None`.
    pub line_width: Option<f32>,
}

/// Shape of an ornament.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrnamentShape {
    /// A rectangle.
    Rectangle,
    /// An ellipse.
    Ellipse,
    /// Points on a circle, twelve of them.
    Ring,
}

/// A length on a page: a share of the page's width or height, and pt of the design page on top. May
/// be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Length {
    /// Share of the page.
    pub share: f32,
    /// Points of the design page.
    pub points: f32,
}

impl Length {
    /// The length in pt on a page that is `whole` long and scales the design by `unit`.
    pub fn to_points(self, whole: f32, unit: f32) -> f32 {
        self.share * whole + self.points * unit
    }
}
