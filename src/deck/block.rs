//! The blocks of a slide.

use std::sync::Arc;

use super::agenda::Agenda;
use super::chart_block::ChartBlock;
use super::citation::ReferenceList;
use super::code_block::CodeBlock;
use super::figure::Figure;
use super::icon_block::IconBlock;
use super::media_block::MediaBlock;
use super::person::People;
use super::qr_block::QrBlock;
use super::stat::Stat;
use super::table_block::TableBlock;
use super::text::Text;
use super::timeline::Timeline;
use crate::diagram::Diagram;
use crate::icon::Icon;
use crate::math::Formula;
use crate::qr::QrSymbol;
use crate::source::Span;

/// One block and its span in the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The kind and content of the block.
    pub kind: BlockKind,
    /// The span in the outline.
    pub span: Span,
}

/// The kinds of block. For a new kind, add a variant here and a file in `layout/block/`.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Text(Text),
    /// A heading within the slide.
    Heading(Text),
    /// A bulleted list, numbered list or checklist.
    List(List),
    /// One picture, or several side by side.
    Figures(Vec<Figure>),
    /// A grid of logos.
    Logos(Vec<Figure>),
    /// Columns side by side, each a list of blocks.
    Columns {
        /// The relative width of each column, or empty if the author did not set any.
        widths: Vec<f32>,
        /// The gutter in pt, if it differs from the theme's.
        gap: Option<f32>,
        /// The blocks of each column.
        columns: Vec<Vec<Block>>,
    },
    /// Boxes of equal importance.
    Cards {
        /// The number of cards in a row, if the author sets it.
        across: Option<usize>,
        /// Whether to reveal them one by one.
        steps: bool,
        /// The cards.
        cards: Vec<Card>,
    },
    /// Levels, each following from the one before.
    Cascade {
        /// The direction, if the author sets it.
        direction: Option<CascadeDirection>,
        /// Whether to reveal them one by one.
        steps: bool,
        /// The levels, first to last.
        levels: Vec<CascadeLevel>,
    },
    /// Numbers with labels.
    Stats(Vec<Stat>),
    /// A quotation.
    Quote {
        /// The paragraphs of the quotation.
        text: Vec<Text>,
        /// The source of the quotation.
        by: Option<Text>,
        /// The portrait of its author.
        photo: Option<Figure>,
    },
    /// A highlighted note, tip or warning.
    Callout {
        /// The kind of callout.
        kind: CalloutKind,
        /// The heading.
        title: Option<Text>,
        /// The icon before the heading.
        icon: Option<Icon>,
        /// The content.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(TableBlock),
    /// Program code.
    Code(CodeBlock),
    /// A formula on lines of its own.
    Math(MathBlock),
    /// A diagram.
    Diagram(DiagramBlock),
    /// Events along a line, or a roadmap.
    Timeline(Box<Timeline>),
    /// A chart.
    Chart(ChartBlock),
    /// The list of works.
    References(ReferenceList),
    /// The sections of the deck.
    Agenda(Agenda),
    /// People with their portraits.
    People(People),
    /// A QR code.
    Qr(QrBlock),
    /// A video or recording.
    Media(Box<MediaBlock>),
    /// An icon.
    Icon(IconBlock),
    /// Contact details.
    Contacts(Vec<Contact>),
    /// Blocks that stay together on one page.
    Group {
        /// Whether they appear one by one; `None` for the setting of the slide.
        steps: Option<bool>,
        /// The blocks.
        blocks: Vec<Block>,
    },
}

/// A formula on lines of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct MathBlock {
    /// The formula.
    pub formula: Arc<Formula>,
    /// Alternative text, if the author sets it.
    pub alt: Option<String>,
    /// The number at the margin.
    pub number: EquationNumber,
    /// The id that links use, and its span.
    pub id: Option<(String, Span)>,
}

/// A diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct DiagramBlock {
    /// The diagram.
    pub diagram: Arc<Diagram>,
    /// Alternative text, if the author sets it.
    pub alt: Option<String>,
    /// The caption below the diagram.
    pub caption: Option<Text>,
}

/// The number of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum EquationNumber {
    /// None.
    None,
    /// The next number; 0 until all slides are read.
    Automatic(u32),
    /// As it is shown, such as `(7a)`.
    Given(String),
}

impl EquationNumber {
    /// Returns the number as it is shown, such as `(3)`.
    pub fn label(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Automatic(number) => Some(format!("({number})")),
            Self::Given(label) => Some(label.clone()),
        }
    }
}

/// A bulleted list, numbered list or checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The kind of list and its markers.
    pub kind: ListKind,
    /// The items.
    pub items: Vec<ListItem>,
    /// Whether to reveal them one by one; `None` for the setting of the slide.
    pub steps: Option<bool>,
}

impl List {
    /// Creates a list that appears as the slide says.
    pub fn new(kind: ListKind, items: Vec<ListItem>) -> Self {
        Self { kind, items, steps: None }
    }
}

/// The kind of a list and the markers before its items.
#[derive(Clone, Debug, PartialEq)]
pub enum ListKind {
    /// Bullets with this marker, or the theme's marker for the level if `None`.
    Bullets(Option<Marker>),
    /// Numbers before the items.
    Numbered {
        /// The number of the first item.
        start: u32,
        /// The numbering style.
        style: NumberStyle,
    },
    /// Checkboxes with this mark in ticked boxes, or the theme's mark if `None`.
    Checklist(Option<CheckMark>),
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// The text of the item.
    pub text: Text,
    /// In a checklist, whether the item is done.
    pub done: Option<bool>,
    /// The marker of this item only.
    pub marker: Option<Marker>,
    /// Blocks below the text: nested lists and further paragraphs.
    pub children: Vec<Block>,
    /// The span in the outline.
    pub span: Span,
}

/// The marker before a bulleted item.
#[derive(Clone, Debug, PartialEq)]
pub enum Marker {
    /// ●
    Disc,
    /// ○
    Circle,
    /// ■
    Square,
    /// ◆
    Diamond,
    /// –
    Dash,
    /// →
    Arrow,
    /// ✓
    Check,
    /// Characters chosen by the author.
    Text(String),
    /// An icon.
    Icon(Icon),
}

/// The numbering style of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberStyle {
    /// 1 2 3
    #[default]
    Decimal,
    /// a b c
    LowerAlpha,
    /// A B C
    UpperAlpha,
    /// i ii iii
    LowerRoman,
    /// I II III
    UpperRoman,
}

/// The mark in a ticked box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMark {
    /// ✓
    Tick,
    /// ×
    Cross,
}

/// One box of `cards`.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The heading.
    pub title: Option<Text>,
    /// A picture above the text.
    pub figure: Option<Figure>,
    /// An icon.
    pub icon: Option<Icon>,
    /// The content.
    pub blocks: Vec<Block>,
    /// The span in the outline.
    pub span: Span,
}

/// The direction of a cascade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CascadeDirection {
    /// Top to bottom.
    Down,
    /// In reading direction.
    Right,
}

/// One level of a cascade.
#[derive(Clone, Debug, PartialEq)]
pub struct CascadeLevel {
    /// The name of the level.
    pub label: Text,
    /// The content.
    pub blocks: Vec<Block>,
    /// A picture.
    pub figure: Option<Figure>,
    /// An icon.
    pub icon: Option<Icon>,
    /// The span in the outline.
    pub span: Span,
}

/// The kind of a callout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CalloutKind {
    /// A side note.
    #[default]
    Note,
    /// A piece of advice.
    Tip,
    /// A warning.
    Warning,
}

/// The alignment of a table column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the start of the line.
    #[default]
    Start,
    /// Centred.
    Centre,
    /// At the end of the line.
    End,
    /// Right-aligned, so that the digits of the same place value are below each other. This holds
    /// in both writing directions, since Arabic and Hebrew also write digits from left to right.
    Digits,
}

/// Contact details of one person or office.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    /// The name.
    pub name: Option<Text>,
    /// The role.
    pub role: Option<Text>,
    /// The organisation, one line each.
    pub org: Vec<Text>,
    /// Email addresses, each a link.
    pub email: Vec<Text>,
    /// Phone numbers, each a link.
    pub phone: Vec<Text>,
    /// Web addresses, each a link.
    pub url: Vec<Text>,
    /// The portrait.
    pub photo: Option<Figure>,
    /// The code of the contact as a vCard, if the author wants one.
    pub qr: Option<Arc<QrSymbol>>,
    /// The span in the outline.
    pub span: Span,
}
