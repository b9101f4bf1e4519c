//! The deck and its slides.

use super::block::Block;
use super::citation::DeckBibliography;
use super::figure::Figure;
use super::footnote::NamedFootnote;
use super::text::Text;
use super::text_direction::TextDirection;
use crate::geometry::Size;
use crate::show::{Transition, Visibility};
use crate::source::Span;
use crate::yaml::Node;

/// A deck.
#[derive(Clone, Debug, PartialEq)]
pub struct Deck {
    /// Title, authors and other metadata.
    pub metadata: DeckMetadata,
    /// The name of a built-in theme or the path of a theme file, and its span.
    pub theme: Option<(String, Span)>,
    /// The keys of the theme, if it is part of the outline, unread. The module `theme` reads them.
    pub own_theme: Option<Node>,
    /// Whether pages are light or dark, if that differs from the theme.
    pub tone: Option<Tone>,
    /// The page size in pt.
    pub page_size: Size,
    /// The logos of the strip on every slide.
    pub logos: Vec<Figure>,
    /// The running header of every slide.
    pub header: Option<Text>,
    /// The footer of every slide.
    pub footer: Option<Text>,
    /// Which numbers the slides show.
    pub paginate: Pagination,
    /// How to fit slides to their pages.
    pub fit: FitPolicy,
    /// Whether to reveal items one by one.
    pub steps: bool,
    /// The transition between slides.
    pub transition: Option<Transition>,
    /// Seconds until the next slide appears automatically.
    pub advance: Option<f32>,
    /// The time allowed for the talk, in seconds.
    pub duration: Option<f32>,
    /// Whether the PDF opens full screen.
    pub fullscreen: bool,
    /// The maximum resolution of pictures at their size on the page, in pixels per inch.
    pub max_dpi: Option<u32>,
    /// Whether a title that ends with a question mark makes a slide a question.
    pub question_panels: bool,
    /// Whether slides with the agenda are inserted at the start of every section.
    pub inserts_agendas: bool,
    /// The room in which the deck is shown, if the author describes it.
    pub room: Option<Room>,
    /// The author's settings for the rules of `check`, unread. The module `check` reads them.
    pub check: Option<Node>,
    /// The writing direction, if it differs from that of the deck's language.
    pub direction: Option<TextDirection>,
    /// Hyphenation and justification, where they differ from the theme's.
    pub paragraph: ParagraphOptions,
    /// The footnotes that every slide may call, by their names.
    pub footnotes: Vec<NamedFootnote>,
    /// The works that slides can cite.
    pub bibliography: Option<DeckBibliography>,
    /// The visible slides in order.
    pub slides: Vec<Slide>,
    /// The hidden slides in order.
    pub hidden: Vec<Slide>,
}

/// Whether pages are light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// The room in which a deck is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// The distance from the screen to the last row, in metres.
    pub distance: f32,
    /// The width of the picture, in metres.
    pub screen: f32,
}

impl Deck {
    /// Appends the hidden slides to the visible ones.
    pub fn show_hidden_slides(&mut self) {
        self.slides.append(&mut self.hidden);
    }

    /// Returns the writing direction of a slide. The first of these decides: the slide's direction,
    /// the slide's language, the deck's direction, the deck's language.
    pub fn slide_text_direction(&self, slide: &Slide) -> TextDirection {
        let own = slide.direction.or_else(|| slide.lang.as_deref().map(TextDirection::of_language));
        own.or(self.direction).unwrap_or_else(|| TextDirection::of_language(&self.metadata.lang))
    }
}

/// The paragraph settings of a deck or slide. `None` means that the setting is inherited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphOptions {
    /// When to hyphenate words.
    pub hyphenate: Option<Hyphenation>,
    /// Whether to justify text.
    pub justify: Option<bool>,
}

/// The metadata of a deck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeckMetadata {
    /// The title.
    pub title: Option<Text>,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// The event where the deck is presented.
    pub event: Option<Text>,
    /// The date as the author wrote it.
    pub date: Option<Text>,
    /// The authors.
    pub authors: Vec<Text>,
    /// The authors' institutes.
    pub institutes: Vec<Text>,
    /// The subject.
    pub subject: Option<Text>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The copyright or licence.
    pub rights: Option<Text>,
    /// The language as a BCP 47 code.
    pub lang: String,
    /// Whether the author set the language.
    pub is_lang_given: bool,
}

/// One slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// The target name for links.
    pub id: Option<String>,
    /// The layout, inferred from the blocks if the author did not set it.
    pub layout: Layout,
    /// Whether the author set the layout.
    pub is_layout_named: bool,
    /// How the slide is composed, if the author chooses.
    pub compose: Option<Compose>,
    /// The title. A cover without a title shows the deck's title.
    pub title: Option<Text>,
    /// The subtitle.
    pub subtitle: Option<Text>,
    /// A short line above the title.
    pub kicker: Option<Text>,
    /// The section that starts with this slide.
    pub section: Option<DeckSection>,
    /// Speaker notes, which never appear on the slide.
    pub notes: Vec<Block>,
    /// The background, if it differs from the theme's.
    pub background: Option<Background>,
    /// The logos of this slide instead of the deck's.
    pub logos: Option<Vec<Figure>>,
    /// The running header of this slide instead of the deck's. An empty text means no header.
    pub header: Option<Text>,
    /// The footer of this slide instead of the deck's. An empty text means no footer.
    pub footer: Option<Text>,
    /// Which number the slide shows, if it differs from the deck's setting.
    pub paginate: Option<Pagination>,
    /// Whether to reveal items one by one, if it differs from the deck's setting.
    pub steps: Option<bool>,
    /// The transition from the previous slide, if it differs from the deck's.
    pub transition: Option<Transition>,
    /// Seconds until the next slide appears automatically, if it differs from the deck's setting.
    pub duration: Option<f32>,
    /// Whether the slide is counted, hidden or a backup slide.
    pub visibility: Visibility,
    /// For a hidden slide, the place of the shown slide before it.
    pub follows: Option<Span>,
    /// The language as a BCP 47 code, if it differs from the deck's.
    pub lang: Option<String>,
    /// How to fit the slide to its page, if it differs from the deck's setting.
    pub fit: Option<FitPolicy>,
    /// The writing direction, if it differs from that of the slide's language or the deck.
    pub direction: Option<TextDirection>,
    /// Hyphenation and justification, where they differ from the deck's.
    pub paragraph: ParagraphOptions,
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// The footnotes in the order of their numbers.
    pub footnotes: Vec<Text>,
    /// The source line at the foot of the slide.
    pub source: Option<Text>,
    /// The words of the citations in its texts: numbers change with those of other slides.
    pub citations: Vec<String>,
    /// The span in the outline.
    pub span: Span,
}

impl Slide {
    /// Creates a slide without content.
    pub(crate) fn empty(span: Span) -> Self {
        Self {
            id: None,
            layout: Layout::Content,
            is_layout_named: false,
            compose: None,
            title: None,
            subtitle: None,
            kicker: None,
            section: None,
            notes: Vec::new(),
            background: None,
            logos: None,
            header: None,
            footer: None,
            paginate: None,
            steps: None,
            transition: None,
            duration: None,
            visibility: Visibility::Shown,
            follows: None,
            lang: None,
            fit: None,
            direction: None,
            paragraph: ParagraphOptions::default(),
            blocks: Vec::new(),
            footnotes: Vec::new(),
            source: None,
            citations: Vec::new(),
            span,
        }
    }
}

/// The start of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckSection {
    /// The name of the section.
    pub title: Text,
    /// The time allowed for the section, in seconds.
    pub duration: Option<f32>,
    /// The span of the duration, or else of the section.
    pub span: Span,
}

/// The background of a slide.
#[derive(Clone, Debug, PartialEq)]
pub enum Background {
    /// A colour: `#rrggbb`, or the name of a theme colour.
    Colour(String, Span),
    /// A picture that covers the page.
    Image(Box<Figure>),
}

/// The number in the footer of a slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pagination {
    /// No number.
    #[default]
    None,
    /// The number of the page.
    Number,
    /// The number of the page and that of the last page, without backup slides: “3 / 10”.
    NumberOfTotal,
}

/// How to fit a slide to its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FitPolicy {
    /// Reduce space, then type down to the minimum size, then continue on another page. Enlarge
    /// sparse slides.
    #[default]
    Grow,
    /// Like `Grow`, but do not enlarge sparse slides.
    Shrink,
    /// Continue on another page without shrinking.
    Split,
    /// Report an error and write no PDF.
    Error,
    /// Neither grow nor shrink. Continue on another page if the content does not fit.
    None,
}

/// When to hyphenate words. A word wider than its line is always hyphenated if there are patterns
/// for its language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hyphenation {
    /// Never, except for such words.
    Never,
    /// If a line would otherwise stay a third empty before a word longer than half a line, such as
    /// a long compound in a narrow column.
    #[default]
    Sparing,
    /// Wherever it makes lines clearly more even.
    Always,
}

/// How the content of a slide is composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compose {
    /// What is on the slide is as large as the page allows.
    Large,
    /// Everything is inside the margins, in equal cells.
    Grid,
    /// The page is divided: one half for the picture or the title, the other for the rest.
    Split,
}

/// The layout of a slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// The first page of the deck.
    Cover,
    /// The start of a section.
    Section,
    /// The list of sections.
    Agenda,
    /// A title with blocks below it.
    #[default]
    Content,
    /// The blocks in two columns.
    TwoColumns,
    /// Two columns, each with a heading.
    Comparison,
    /// A picture that fills the page.
    Image,
    /// A picture on the left, the other blocks on the right.
    ImageLeft,
    /// A picture on the right, the other blocks on the left.
    ImageRight,
    /// Pictures side by side.
    Figures,
    /// A quotation.
    Quote,
    /// One sentence.
    Statement,
    /// One number in very large type.
    Fact,
    /// Boxes of equal importance.
    Cards,
    /// Levels, each following from the one before.
    Cascade,
    /// A question to the audience, with any answers beside it.
    Question,
    /// A list of items with checkboxes.
    Checklist,
    /// Contact details of the speakers.
    Contact,
    /// The closing page.
    End,
    /// Only the blocks: no title and no running elements.
    Blank,
}
