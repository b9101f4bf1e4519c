//! Themes: how a deck looks, with all defaults and colours resolved.
//!
//! A theme is a YAML file. The built-in themes are in `builtin/`. The theme of a user `extends`
//! another theme and sets only what differs.

mod brand;
mod contrast;
mod decode;
mod detect;
mod families;
mod merge;
mod page_style;
mod read;
pub mod vocabulary;

pub use contrast::ContrastPair;
pub use detect::detect_root_group;
pub use families::FontFamilies;
pub use page_style::{
    CoverBand, Length, Numeral, NumeralStyle, Ornament, OrnamentShape, PageBackground, PageKind,
    PageStyle, PointLayout, TextAlign, TextArea, TextPlace, TitlePlace,
};
pub use read::{BuiltinTheme, OpenTheme, ThemeChoice, builtin_names, builtin_themes, read};

use crate::deck::{CheckMark, Hyphenation, Marker};
use crate::geometry::Size;
use crate::scene::Colour;
use crate::show::{Motion, UnrevealedStyle};
use crate::source::Span;

/// Width of the design page in pt: the page for which the lengths of themes are given. They are
/// scaled for other pages.
pub const DESIGN_WIDTH: f32 = 960.0;
/// Height of the design page in pt.
pub const DESIGN_HEIGHT: f32 = 540.0;

/// Returns the factor by which lengths of themes are scaled on a page of this size.
pub(crate) fn page_scale(size: Size) -> f32 {
    (size.width / DESIGN_WIDTH).min(size.height / DESIGN_HEIGHT)
}

/// A theme in which everything is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Name.
    pub name: String,
    /// The logo of every slide of a deck without logos.
    pub logo: Option<ThemeLogo>,
    /// Font families by role.
    pub fonts: FontFamilies,
    /// Font weights by role.
    pub weights: FontWeights,
    /// Colours of pages with a normal background.
    pub palette: Palette,
    /// Colours of pages and panels with a strong background.
    pub inverse: Palette,
    /// Type sizes.
    pub type_scale: TypeScale,
    /// Margins and gaps.
    pub space: Spacing,
    /// When long lists are laid out in two columns.
    pub columns: ListColumns,
    /// Hyphenation and justification of running text.
    pub paragraph: ParagraphDefaults,
    /// Bullets and checkboxes.
    pub marks: ListMarks,
    /// How items that are not revealed yet are shown.
    pub unrevealed: UnrevealedStyle,
    /// How pages move on a screen.
    pub motion: Motion,
    /// Details of titles.
    pub titles: TitleDetails,
    /// Details of quotes.
    pub quotes: QuoteDetails,
    /// How cards are drawn.
    pub boxes: BoxStyle,
    /// The colours of the discs below the icons of cards.
    pub discs: DiscColours,
    /// Elements repeated on every page.
    pub running: RunningElements,
    /// Styles by kind of page, in the order of [`PageKind`].
    pub page_styles: [PageStyle; 7],
}

/// The logo of a theme: the paths as written, and their positions.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeLogo {
    /// The logo on light grounds, and on dark ones too if it is the only one.
    pub src: (String, Span),
    /// Its version for dark grounds.
    pub dark: Option<(String, Span)>,
    /// Its alternative text.
    pub alt: Option<String>,
}

/// Hyphenation and justification of running text, if neither deck nor slide sets them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphDefaults {
    /// When words are hyphenated.
    pub hyphenate: Hyphenation,
    /// Whether text is justified.
    pub justify: bool,
}

impl Theme {
    /// Returns the style of a kind of page.
    pub fn page_style(&self, kind: PageKind) -> &PageStyle {
        &self.page_styles[kind as usize]
    }

    /// Returns the palette of pages with a style.
    pub fn palette_for(&self, style: &PageStyle) -> &Palette {
        if style.inverse { &self.inverse } else { &self.palette }
    }
}

/// Font weights by role, 100 to 900.
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

/// Colours by purpose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Background of pages.
    pub background: Colour,
    /// Cards, callouts, table headers.
    pub surface: Colour,
    /// Text.
    pub text: Colour,
    /// Captions, footers and other secondary text.
    pub muted: Colour,
    /// Slide titles.
    pub title: Colour,
    /// `**bold**`.
    pub bold: Colour,
    /// Links.
    pub link: Colour,
    /// Labels, numbers, strong backgrounds.
    pub primary: Colour,
    /// Text on `primary`.
    pub on_primary: Colour,
    /// Bullets, bars and other accents.
    pub accent: Colour,
    /// Rules and borders.
    pub line: Colour,
    /// Background of `==marked==` text.
    pub mark: Colour,
    /// Tip callouts.
    pub tip: Colour,
    /// Warning callouts.
    pub warning: Colour,
    /// Background of logos that would be hard to see on the page.
    pub plate: Option<Colour>,
    /// Colours of the series of charts and of the categories of diagrams; `None` where they follow
    /// from `primary`.
    pub series: [Option<Colour>; MAX_SERIES],
    /// Colours of code, in the order of [`CODE_COLOURS`]; `None` where they follow from the others.
    pub code: [Option<Colour>; CODE_COLOURS.len()],
}

/// The most colours of series that a theme may have.
pub const MAX_SERIES: usize = 8;

/// The kinds of words in code that a theme may colour.
pub const CODE_COLOURS: [&str; 5] = ["keyword", "string", "constant", "function", "type"];

impl Palette {
    /// Returns the colour with a name; `None` also for `plate` if the theme has none.
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

/// Type sizes in pt of the design page, largest first, and line heights in em.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeScale {
    /// Running text: from the size on sparse slides to the minimum size.
    pub body: Vec<f32>,
    /// Normal size of running text; one of `body`.
    pub normal: f32,
    /// Slide titles.
    pub title: Vec<f32>,
    /// Titles of covers.
    pub cover: Vec<f32>,
    /// Questions, statements, sections.
    pub display: Vec<f32>,
    /// Headings in the body of a slide, relative to running text.
    pub heading: f32,
    /// Captions and credits, relative to running text.
    pub small: f32,
    /// Headers, footers and page numbers.
    pub running: f32,
    /// Minimum size of any text.
    pub min_size: f32,
    /// Values of stats, relative to running text.
    pub stat: f32,
    /// Quotes, relative to running text.
    pub quote: f32,
    /// Line height of running text.
    pub leading: f32,
    /// Line height of titles.
    pub title_leading: f32,
}

/// Margins and gaps, in pt of the design page or in em of running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Spacing {
    /// Left and right margin in pt.
    pub margin_x: f32,
    /// Top margin in pt.
    pub margin_top: f32,
    /// Bottom margin in pt, which contains the running elements.
    pub margin_bottom: f32,
    /// Gap between columns in pt.
    pub gutter: f32,
    /// Gap between title and body in pt.
    pub title_gap: f32,
    /// Gap between blocks in em.
    pub block: f32,
    /// Gap between paragraphs in em.
    pub paragraph: f32,
    /// Gap between items of the outermost list in em.
    pub item: f32,
    /// Gap between items of nested lists in em.
    pub nested_item: f32,
    /// Indent of the text of list items in em.
    pub indent: f32,
    /// Distance between the edge of a box and its content in em.
    pub inset: f32,
    /// Radius of corners in pt.
    pub radius: f32,
    /// Factor to which gaps may be reduced before type shrinks, 0 to 1.
    pub min_gap_factor: f32,
    /// Factor by which gaps may grow on sparse slides.
    pub max_gap_factor: f32,
}

/// When a long list of short items is laid out in two columns.
#[derive(Clone, Debug, PartialEq)]
pub struct ListColumns {
    /// Two columns are used before running text becomes smaller than this, in pt of the design
    /// page; 0 for never.
    pub below_size: f32,
    /// Minimum number of items.
    pub min_items: usize,
    /// Maximum number of lines of each item.
    pub max_lines: usize,
    /// Minimum width of a column in em of running text.
    pub min_width_em: f32,
}

/// Bullets and checkboxes.
#[derive(Clone, Debug, PartialEq)]
pub struct ListMarks {
    /// Bullets by level; deeper levels use the last one.
    pub bullets: Vec<Marker>,
    /// Mark in a ticked checkbox.
    pub check: CheckMark,
}

/// Elements repeated on every page.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningElements {
    /// Height of a square logo in the logo strip in pt; other logos have the same optical size.
    pub logo: f32,
    /// Height of a square logo on a cover in pt.
    pub cover_logo: f32,
    /// Distance between the middle of the footer line and the bottom edge of the page in pt.
    pub baseline: f32,
    /// Whether there is a rule above the footer line.
    pub rule: bool,
    /// Whether the page number is at the end of the footer line.
    pub number_at_end: bool,
}

/// Details of titles.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TitleDetails {
    /// Space between the letters of titles, in thousandths of an em; negative for less.
    pub tracking: i16,
    /// Space between the letters of the line above a title, in thousandths of an em.
    pub kicker_tracking: i16,
    /// Whether the line above a title is in capitals.
    pub has_capital_kicker: bool,
}

/// Details of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteDetails {
    /// Whether quotes are italic.
    pub italic: bool,
    /// Whether a large quotation mark is before a quote.
    pub has_mark: bool,
}

/// The colours of the discs below the icons of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscColours {
    /// The colour `primary`.
    Primary,
    /// Those of series in turn. The titles of the cards have the colour of titles.
    Series,
}

/// How cards are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxStyle {
    /// With the colour `surface`.
    Filled,
    /// With the colour `surface` and a border.
    Outlined,
    /// With a rule at the top, without a ground.
    Ruled,
}
