//! The deck and its slides.

use super::block::{Block, Figure};
use super::text::Text;
use super::text_direction::TextDirection;
use crate::geometry::Size;
use crate::show::{Transition, Visibility};
use crate::source::Span;
use crate::yaml::Node;

/// A whole deck.
#[derive(Clone, Debug, PartialEq)]
pub struct Deck {
    /// What it is and whose.
    pub metadata: DeckMetadata,
    /// Name of a built-in theme or path of a theme file, and where it is named.
    pub theme: Option<(String, Span)>,
    /// Page size in pt.
    pub page_size: Size,
    /// The running strip of logos.
    pub logos: Vec<Figure>,
    /// Words at the top of every slide.
    pub header: Option<Text>,
    /// Words at the foot of every slide.
    pub footer: Option<Text>,
    /// Whether slides carry their number.
    pub paginate: bool,
    /// What is done with slides that do not fit.
    pub fit: FitPolicy,
    /// Whether items come one by one.
    pub steps: bool,
    /// How each slide replaces the one before.
    pub transition: Option<Transition>,
    /// After how many seconds each slide gives way to the next by itself.
    pub advance: Option<f32>,
    /// How long the talk may take, in seconds.
    pub duration: Option<f32>,
    /// Whether the PDF opens full screen.
    pub fullscreen: bool,
    /// The room that it is shown in, if the author says.
    pub room: Option<Room>,
    /// What the author says of the rules of `check`, as it stands: the rules know how to read it.
    pub check: Option<Node>,
    /// Which way its pages are written, if not as its language is.
    pub direction: Option<TextDirection>,
    /// How lines of text are filled, where the deck says other than its theme.
    pub paragraph: ParagraphOptions,
    /// The slides in order, hidden ones left out.
    pub slides: Vec<Slide>,
    /// The hidden slides in order.
    pub hidden: Vec<Slide>,
}

/// The room that a deck is shown in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// From the screen to the last row, in metres.
    pub distance: f32,
    /// Width of the picture, in metres.
    pub screen: f32,
}

impl Deck {
    /// Puts the hidden slides behind the others.
    pub fn show_hidden_slides(&mut self) {
        self.slides.append(&mut self.hidden);
    }

    /// Which way a slide of the deck is written: as it says itself, else as its own language is,
    /// else as the deck says, else as the deck's language is.
    pub fn slide_text_direction(&self, slide: &Slide) -> TextDirection {
        let own = slide.direction.or_else(|| slide.lang.as_deref().map(TextDirection::of_language));
        own.or(self.direction).unwrap_or_else(|| TextDirection::of_language(&self.metadata.lang))
    }
}

/// How lines of text are filled, as far as a deck or slide says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphOptions {
    /// When words are divided.
    pub hyphenate: Option<Hyphenation>,
    /// Whether lines are as wide as their column.
    pub justify: Option<bool>,
}

/// What a deck is and whose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeckMetadata {
    /// The deck's title.
    pub title: Option<Text>,
    /// Its subtitle.
    pub subtitle: Option<Text>,
    /// Where it is shown.
    pub event: Option<Text>,
    /// When it is shown, as written.
    pub date: Option<Text>,
    /// Who shows it.
    pub authors: Vec<Text>,
    /// Whom they belong to.
    pub institutes: Vec<Text>,
    /// What it is about.
    pub subject: Option<Text>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Who may do what with it.
    pub rights: Option<Text>,
    /// BCP 47 language.
    pub lang: String,
    /// Whether the author named the language.
    pub is_lang_given: bool,
}

/// One slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// Name that links lead to.
    pub id: Option<String>,
    /// How it is set; inferred from the blocks where the author did not say.
    pub layout: Layout,
    /// Its title. On a cover the deck's title stands in.
    pub title: Option<Text>,
    /// A second line of the title.
    pub subtitle: Option<Text>,
    /// A short line above the title.
    pub kicker: Option<Text>,
    /// The section that starts with this slide.
    pub section: Option<DeckSection>,
    /// What the speaker says; never on the slide.
    pub notes: Vec<Block>,
    /// What is behind the slide, if not the theme's.
    pub background: Option<Background>,
    /// Logos of this slide instead of the deck's.
    pub logos: Option<Vec<Figure>>,
    /// Header of this slide instead of the deck's; an empty text for none.
    pub header: Option<Text>,
    /// Footer of this slide instead of the deck's; an empty text for none.
    pub footer: Option<Text>,
    /// Whether this slide carries its number, if not as the deck says.
    pub paginate: Option<bool>,
    /// Whether its items come one by one, if not as the deck says.
    pub steps: Option<bool>,
    /// How it replaces the slide before, if not as the deck says.
    pub transition: Option<Transition>,
    /// After how many seconds it gives way to the next by itself, if not as the deck says.
    pub duration: Option<f32>,
    /// Whether it is shown in its turn.
    pub visibility: Visibility,
    /// BCP 47 language, if not the deck's.
    pub lang: Option<String>,
    /// What is done if it does not fit, if not as the deck says.
    pub fit: Option<FitPolicy>,
    /// Which way it is written, if not as its language or the deck.
    pub direction: Option<TextDirection>,
    /// How lines of text are filled, where the slide says other than the deck.
    pub paragraph: ParagraphOptions,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// A section, where it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckSection {
    /// Its name.
    pub title: Text,
    /// How long it may take, in seconds.
    pub duration: Option<f32>,
    /// Where the time stands, or else the section.
    pub span: Span,
}

/// What is behind a slide.
#[derive(Clone, Debug, PartialEq)]
pub enum Background {
    /// A colour: `#rrggbb`, or a name from the theme's palette.
    Colour(String, Span),
    /// A picture that covers the page.
    Image(Figure),
}

/// What is done with a slide that does not fit its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FitPolicy {
    /// Tighten, shrink to the floor, then continue on a further page; sparse slides grow.
    #[default]
    Grow,
    /// Tighten and shrink; continue only below the floor.
    Shrink,
    /// Continue without shrinking.
    Split,
    /// Say so, and write no PDF.
    Error,
    /// Neither grow nor shrink; continue where it does not fit.
    None,
}

/// When a word is divided with a hyphen. A word wider than its line always is, where its language
/// has rules for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hyphenation {
    /// Not otherwise.
    Never,
    /// Where a line would be left a third empty before a word of more than half a line: long
    /// compounds in narrow columns.
    #[default]
    Sparing,
    /// Wherever it makes lines clearly more even.
    Always,
}

/// How a slide is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// The deck's first page.
    Cover,
    /// Starts a section.
    Section,
    /// The sections. Not yet laid out.
    Agenda,
    /// Title and blocks.
    #[default]
    Content,
    /// Blocks in two columns.
    TwoColumns,
    /// Two things beside each other, each with a heading.
    Comparison,
    /// A picture fills the page.
    Image,
    /// A picture on the left, the rest on the right.
    ImageLeft,
    /// A picture on the right, the rest on the left.
    ImageRight,
    /// Pictures side by side.
    Figures,
    /// Somebody's words.
    Quote,
    /// One sentence.
    Statement,
    /// One figure or fact.
    Fact,
    /// Boxes of equal rank.
    Cards,
    /// Levels that follow from each other.
    Cascade,
    /// A question to the audience, answers beside it if there are any.
    Question,
    /// A list of boxes to tick.
    Checklist,
    /// How to reach the speakers.
    Contact,
    /// The last page.
    End,
    /// Nothing but the blocks: no title, no running elements.
    Blank,
}
