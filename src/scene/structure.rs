//! The logical tree: what a reader who does not see the page is told.

use crate::source::Span;

/// Names an [`Element`] of a [`Structure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// The logical tree. Children stand in reading order, which is the outline's.
#[derive(Clone, Debug)]
pub struct Structure {
    /// All elements; a parent stands before its children.
    pub elements: Vec<Element>,
}

impl Default for Structure {
    fn default() -> Self {
        Self {
            elements: vec![Element {
                role: Role::Document,
                parent: None,
                alt: None,
                lang: None,
                span: None,
                title: None,
            }],
        }
    }
}

impl Structure {
    /// The element that holds all others.
    pub const ROOT: ElementId = ElementId(0);

    /// Adds an element behind its siblings.
    pub fn add_element(&mut self, parent: ElementId, role: Role, span: Option<Span>) -> ElementId {
        self.elements.push(Element {
            role,
            parent: Some(parent),
            alt: None,
            lang: None,
            span,
            title: None,
        });
        ElementId((self.elements.len() - 1) as u32)
    }

    /// The elements of each slide, itself first, in order: a slide's stand together.
    pub fn slide_ranges(&self) -> Vec<std::ops::Range<usize>> {
        let starts: Vec<usize> = (0..self.elements.len())
            .filter(|&at| self.elements[at].parent == Some(Self::ROOT))
            .collect();
        let ends = starts.iter().skip(1).copied().chain([self.elements.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The element that `id` names.
    pub fn get(&self, id: ElementId) -> &Element {
        &self.elements[id.0 as usize]
    }

    /// The element that `id` names, to be changed.
    pub fn get_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.0 as usize]
    }
}

/// One element of the logical tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// The element around it; `None` for the document alone.
    pub parent: Option<ElementId>,
    /// Text alternative of a figure.
    pub alt: Option<String>,
    /// BCP 47 language, where it differs from the parent's.
    pub lang: Option<String>,
    /// The outline's words behind it.
    pub span: Option<Span>,
    /// A section's name: the slide's title.
    pub title: Option<String>,
}

/// What an element is (the standard structure types of ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The document.
    Document,
    /// One slide, continued pages included.
    Slide,
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List(ListNumbering),
    /// One item of a list.
    ListItem,
    /// An item's mark, number or checkbox.
    Label,
    /// An item's words and what hangs under them.
    ListBody,
    /// A picture with a text alternative.
    Figure,
    /// A caption of the figure or table that it is a child of.
    Caption,
    /// Words of somebody.
    BlockQuote,
    /// A division without meaning of its own: a card, a column, a callout.
    Division,
    /// A link: its text and its clickable area.
    Link,
    /// A table.
    Table,
    /// A row of a table.
    TableRow,
    /// A header cell, which names its column.
    TableHeaderCell,
    /// A header cell that names its row.
    TableRowHeader,
    /// A body cell.
    TableCell,
    /// A stretch of text with a language or meaning of its own.
    Span,
    /// Words of a program.
    Code,
}

/// How a list is numbered, as tags name it (ISO 32000-1, table 347).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListNumbering {
    /// Without order.
    Unordered,
    /// 1 2 3
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
