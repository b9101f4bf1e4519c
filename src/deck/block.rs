//! The blocks that a slide is made of.

use super::text::Text;
use crate::source::Span;

/// One block, and where it stands in the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of block. A new one is a variant here and a file in `layout/`.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Text(Text),
    /// A heading inside the slide.
    Heading(Text),
    /// Bullets, numbers or checkboxes.
    List(List),
    /// One picture or several side by side.
    Figures(Vec<Figure>),
    /// A wall of logos.
    Logos(Vec<Figure>),
    /// Block lists side by side.
    Columns {
        /// Relative widths, as many as columns; none where the author gave none.
        widths: Vec<f32>,
        /// Distance between columns in pt, if not the theme's.
        gap: Option<f32>,
        /// The columns.
        columns: Vec<Vec<Block>>,
    },
    /// Boxes of equal rank.
    Cards {
        /// How many stand side by side, if the author says.
        across: Option<usize>,
        /// Whether they come one by one.
        steps: bool,
        /// The boxes.
        cards: Vec<Card>,
    },
    /// Levels that follow from each other.
    Cascade {
        /// Which way they lead, if the author says.
        direction: Option<CascadeDirection>,
        /// Whether they come one by one.
        steps: bool,
        /// The levels, first to last.
        levels: Vec<CascadeLevel>,
    },
    /// Figures with what they count.
    Stats(Vec<Stat>),
    /// Somebody's words.
    Quote {
        /// The words, a paragraph each.
        text: Vec<Text>,
        /// Whose they are.
        by: Option<Text>,
    },
    /// A remark set apart.
    Callout {
        /// What sort of remark.
        kind: CalloutKind,
        /// Its heading.
        title: Option<Text>,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Rows and columns.
    Table {
        /// Header cells; empty where the table has none.
        header: Vec<Text>,
        /// Body rows, each as long as the longest.
        rows: Vec<Vec<Text>>,
        /// Alignment by column, as long as the rows.
        align: Vec<Align>,
        /// The table's caption.
        caption: Option<Text>,
        /// Whether the first cell of each row names the row.
        row_headers: bool,
    },
    /// How to reach people.
    Contacts(Vec<Contact>),
    /// Blocks that stay together on one page.
    Group(Vec<Block>),
}

/// Whether a table's first column names its rows where its author does not say: the header has no
/// word above it, and no row is without a name.
pub fn has_row_headers(header: &[Text], rows: &[Vec<Text>]) -> bool {
    let is_named = |row: &Vec<Text>| row.len() > 1 && !row[0].is_blank();
    header.first().is_some_and(Text::is_blank) && rows.iter().all(is_named)
}

/// A list of any kind.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What stands before the items.
    pub kind: ListKind,
    /// The items.
    pub items: Vec<ListItem>,
    /// Whether they come one by one.
    pub steps: bool,
}

impl List {
    /// A list that is there at once.
    pub fn new(kind: ListKind, items: Vec<ListItem>) -> Self {
        Self { kind, items, steps: false }
    }
}

/// What stands before a list's items.
#[derive(Clone, Debug, PartialEq)]
pub enum ListKind {
    /// A mark, the theme's for the level if `None`.
    Bullets(Option<Marker>),
    /// Numbers.
    Numbered {
        /// The first item's number.
        start: u32,
        /// How numbers are written.
        style: NumberStyle,
    },
    /// Checkboxes, ticked with this mark, the theme's if `None`.
    Checklist(Option<CheckMark>),
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// The item's own words.
    pub text: Text,
    /// In a checklist: whether it is done.
    pub done: Option<bool>,
    /// A mark for this item alone.
    pub marker: Option<Marker>,
    /// What hangs under it: nested lists, further paragraphs.
    pub children: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// A bullet's mark.
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
    /// The author's own character or characters.
    Text(String),
}

/// How numbers of a list are written.
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

/// What a ticked box holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMark {
    /// ✓
    Tick,
    /// ×
    Cross,
}

/// A picture or logo, with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Path as the author wrote it; the key under which `assets` keeps the picture.
    pub src: String,
    /// Where that path stands in the outline.
    pub src_span: Span,
    /// What it shows, for those who do not see it. An empty one (`alt: ""`) says that it is
    /// decoration.
    pub alt: Option<String>,
    /// Words under it.
    pub caption: Option<Text>,
    /// Whose picture it is.
    pub credit: Option<Text>,
    /// Width as a share of the available width, 0 to 1, if the author says.
    pub width: Option<f32>,
    /// How it fills its place.
    pub fit: ObjectFit,
    /// Where a click on it leads.
    pub href: Option<String>,
}

impl Figure {
    /// The picture at `src`, named at `src_span`, without anything said about it.
    pub fn new(src: String, src_span: Span) -> Self {
        Self {
            src,
            src_span,
            alt: None,
            caption: None,
            credit: None,
            width: None,
            fit: ObjectFit::Contain,
            href: None,
        }
    }
}

/// How a picture fills its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ObjectFit {
    /// The whole picture is seen.
    #[default]
    Contain,
    /// The place is filled; what sticks out is cut off, as the author asked.
    Cover,
}

/// One of the boxes of `cards`.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its heading.
    pub title: Option<Text>,
    /// A picture or icon on top.
    pub figure: Option<Figure>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// Which way a cascade leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CascadeDirection {
    /// Top to bottom.
    Down,
    /// Along the line of writing.
    Right,
}

/// One level of a cascade.
#[derive(Clone, Debug, PartialEq)]
pub struct CascadeLevel {
    /// Who or what the level is.
    pub label: Text,
    /// What it does.
    pub blocks: Vec<Block>,
    /// A picture for it.
    pub figure: Option<Figure>,
    /// Where it stands.
    pub span: Span,
}

/// A figure with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Stat {
    /// The figure.
    pub value: Text,
    /// What it counts.
    pub label: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// The sort of a callout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CalloutKind {
    /// By the way.
    #[default]
    Note,
    /// Good advice.
    Tip,
    /// Beware.
    Warning,
}

/// Alignment of a table's column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Where the line of writing begins.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// Where the line of writing ends.
    End,
    /// Units below units: at the right of the page whichever way it is written, as digits are read
    /// from the left in Arabic and Hebrew, too.
    Digits,
}

/// How to reach one person or office.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    /// The person.
    pub name: Option<Text>,
    /// What they do.
    pub role: Option<Text>,
    /// Whom they do it for, a line each.
    pub org: Vec<Text>,
    /// Mail addresses, each linked.
    pub email: Vec<Text>,
    /// Telephone numbers, each linked.
    pub phone: Vec<Text>,
    /// Web addresses, each linked.
    pub url: Vec<Text>,
    /// Where it stands.
    pub span: Span,
}
