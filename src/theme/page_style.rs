//! The styles of pages.

use crate::scene::Colour;

/// The kinds of pages that have a style of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// Title and blocks.
    Content,
    /// The cover.
    Cover,
    /// The start of a section.
    Section,
    /// A sentence, fact or quote.
    Statement,
    /// A question.
    Question,
    /// The last page.
    End,
    /// A picture that fills the page.
    Image,
}

impl PageKind {
    /// All kinds with their keys in theme files.
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

/// The style of a kind of page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Whether the inverse palette is used.
    pub inverse: bool,
    /// Background.
    pub background: PageBackground,
    /// Ornaments in drawing order.
    pub ornaments: Vec<Ornament>,
    /// Band at the bottom of a cover for logos and footer.
    pub band: Option<CoverBand>,
    /// Width of the panel of a question with answers beside it, as a share of the page.
    pub panel_share: f32,
    /// Where the text of a page with few words is.
    pub text: TextArea,
    /// Where the title of a content page is.
    pub title: TitlePlace,
    /// How a few short points that are alone on a content page are drawn.
    pub points: PointLayout,
    /// The large number of a section.
    pub numeral: Option<Numeral>,
}

/// Where the text of a page with few words is: a cover, a section, a statement, an end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TextArea {
    /// Left edge, if it is not the margin.
    pub left: Option<Length>,
    /// Width, if it is not most of the page.
    pub width: Option<Length>,
    /// Vertical position.
    pub place: TextPlace,
    /// Alignment of the lines.
    pub align: TextAlign,
}

/// The vertical position of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextPlace {
    /// At the top margin.
    Top,
    /// A little above the middle.
    #[default]
    Middle,
    /// At the bottom margin.
    Bottom,
}

/// The alignment of the lines of a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextAlign {
    /// At the start of lines.
    #[default]
    Start,
    /// Centred.
    Centre,
}

/// Where the title of a content page is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum TitlePlace {
    /// Above the blocks.
    #[default]
    Above,
    /// In a column at the start of the page. Its width is a share of the page.
    Beside(f32),
    /// On a panel at the start of the page if that has nothing but a few short points or contacts,
    /// otherwise above the blocks. The width of the panel is a share of the page.
    Panel(f32),
}

/// How a few short points that are alone on a content page are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointLayout {
    /// As any list.
    #[default]
    Plain,
    /// In rows with rules between them.
    Ruled,
    /// In rows with rules between them, with the bullets, numbers or icons on discs.
    Discs,
    /// Each in a box.
    Boxed,
}

/// The large number of a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// How the number is written.
    pub style: NumeralStyle,
    /// Type size in pt of the design page.
    pub size: f32,
    /// Left edge.
    pub x: Length,
    /// Baseline.
    pub y: Length,
    /// Colour with opacity.
    pub fill: Colour,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralStyle {
    /// 1, 2, 3.
    Arabic,
    /// 01, 02, 03.
    Padded,
    /// I, II, III.
    Roman,
}

impl NumeralStyle {
    /// Writes a number from 1.
    pub fn write(self, number: usize) -> String {
        const ROMAN: [(usize, &str); 9] = [
            (100, "C"),
            (90, "XC"),
            (50, "L"),
            (40, "XL"),
            (10, "X"),
            (9, "IX"),
            (5, "V"),
            (4, "IV"),
            (1, "I"),
        ];
        match self {
            Self::Roman if number < 400 => {
                let (mut rest, mut text) = (number, String::new());
                for (value, letters) in ROMAN {
                    text.push_str(&letters.repeat(rest / value));
                    rest %= value;
                }
                text
            }
            Self::Padded => format!("{number:02}"),
            Self::Arabic | Self::Roman => number.to_string(),
        }
    }
}

/// The background of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PageBackground {
    /// One colour.
    Solid(Colour),
    /// A gradient from the top left to the bottom right corner.
    Gradient {
        /// Colour at the top left.
        from: Colour,
        /// Colour at the bottom right.
        to: Colour,
    },
}

impl PageBackground {
    /// Returns the only colour, or the colour at the start of the gradient.
    pub fn first_colour(self) -> Colour {
        match self {
            Self::Solid(colour) | Self::Gradient { from: colour, .. } => colour,
        }
    }
}

/// The band at the bottom of a cover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverBand {
    /// Height in pt of the design page.
    pub height: f32,
    /// Colour.
    pub colour: Colour,
}

/// A shape that decorates a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Ornament {
    /// Kind of shape.
    pub shape: OrnamentShape,
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// Colour with opacity.
    pub fill: Colour,
    /// Line width in pt of the design page; `None` if the shape is filled.
    pub line_width: Option<f32>,
    /// Distance of the lines of a grid, of dots or of stripes, in pt of the design page.
    pub step: f32,
}

/// The shape of an ornament.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrnamentShape {
    /// A rectangle.
    Rectangle,
    /// An ellipse.
    Ellipse,
    /// Twelve dots on a circle.
    Ring,
    /// Horizontal and vertical lines.
    Grid,
    /// Rows of dots.
    Dots,
    /// Diagonal stripes.
    Stripes,
    /// A triangle with the right angle at the bottom left.
    Triangle,
}

/// A length on a page: a share of its width or height plus points of the design page. It may be
/// negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Length {
    /// Share of the width or height of the page.
    pub share: f32,
    /// Points of the design page.
    pub points: f32,
}

impl Length {
    /// Returns the length in pt on a page with this width or height and scale relative to the
    /// design page.
    pub fn to_points(self, page_length: f32, page_scale: f32) -> f32 {
        self.share * page_length + self.points * page_scale
    }
}
