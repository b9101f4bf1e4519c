//! The structure tree of a tagged PDF.

use std::ops::Range;
use std::sync::Arc;

use super::ChartFigure;
use crate::source::Span;

/// Id of an [`Element`]: its index in the [`Structure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// The structure tree. Elements are in reading order, which is the order of the outline.
#[derive(Clone, Debug)]
pub struct Structure {
    /// All elements. Parents come before their children.
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
                text: None,
                text_range: None,
                chart: None,
                mathml: None,
                cell: None,
            }],
        }
    }
}

impl Structure {
    /// The element that contains all others.
    pub const ROOT: ElementId = ElementId(0);

    /// Adds an element after its siblings.
    pub fn add_element(&mut self, parent: ElementId, role: Role, span: Option<Span>) -> ElementId {
        self.elements.push(Element {
            role,
            parent: Some(parent),
            alt: None,
            lang: None,
            span,
            title: None,
            text: None,
            text_range: None,
            chart: None,
            mathml: None,
            cell: None,
        });
        ElementId((self.elements.len() - 1) as u32)
    }

    /// Returns the range of the elements of each slide in order. The slide itself is the first
    /// element of its range.
    pub fn slide_ranges(&self) -> Vec<Range<usize>> {
        let starts: Vec<usize> = (0..self.elements.len())
            .filter(|&index| self.elements[index].parent == Some(Self::ROOT))
            .collect();
        let ends = starts.iter().skip(1).copied().chain([self.elements.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// Returns whether an element has this role.
    pub fn has_role(&self, role: Role) -> bool {
        self.elements.iter().any(|element| element.role == role)
    }

    /// Returns the paragraph, heading or cell that a part of a text, such as a link, belongs to;
    /// the element itself if it is not part of a text.
    pub fn find_text_of(&self, element: ElementId) -> ElementId {
        self.ancestors(element).find(|&id| !self.get(id).role.is_inline()).unwrap_or(element)
    }

    /// Returns an element and those around it, from the inside out.
    pub fn ancestors(
        &self,
        element: impl Into<Option<ElementId>>,
    ) -> impl Iterator<Item = ElementId> + '_ {
        std::iter::successors(element.into(), |&id| self.get(id).parent)
    }

    /// Whether an element is `outer` or in it.
    pub fn is_in(&self, element: Option<ElementId>, outer: ElementId) -> bool {
        self.ancestors(element).any(|id| id == outer)
    }

    /// Returns the element with an id.
    pub fn get(&self, id: ElementId) -> &Element {
        &self.elements[id.0 as usize]
    }

    /// Returns a mutable reference to the element with an id.
    pub fn get_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.0 as usize]
    }
}

/// An element of the structure tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Structure type.
    pub role: Role,
    /// Parent; `None` only for the document.
    pub parent: Option<ElementId>,
    /// Alternative text of a figure or formula, or the source of a line of code.
    pub alt: Option<String>,
    /// BCP 47 language, if it differs from that of the parent.
    pub lang: Option<String>,
    /// Text of the outline that the element was made from.
    pub span: Option<Span>,
    /// Title of a slide.
    pub title: Option<String>,
    /// Text that is extracted for a formula, for one in a line that of the whole paragraph; or the
    /// text of a cell that shows no words, such as one of the data of a chart.
    pub text: Option<Arc<str>>,
    /// The bytes of `text` that a formula in a line is.
    pub text_range: Option<Range<u32>>,
    /// The data of a chart, for formats whose programs draw it.
    pub chart: Option<Arc<ChartFigure>>,
    /// A formula as MathML.
    pub mathml: Option<Arc<str>>,
    /// Where a cell is in its table. `None` in the table of the data of a chart.
    pub cell: Option<CellSpan>,
}

/// The columns and rows that a cell fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSpan {
    /// The index of its first column.
    pub column: u16,
    /// The number of columns.
    pub across: u16,
    /// The number of rows.
    pub down: u16,
}

/// The type of an element (standard structure types of ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The document.
    Document,
    /// A slide with all its pages.
    Slide,
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List(ListNumbering),
    /// An item of a list.
    ListItem,
    /// The bullet, number or checkbox of a list item.
    Label,
    /// The text of a list item and its nested blocks.
    ListBody,
    /// A picture with alternative text.
    Figure,
    /// The caption of the parent, a figure or table.
    Caption,
    /// A quote.
    BlockQuote,
    /// A generic container: a card, a column, a callout.
    Division,
    /// A link: its text and its clickable area.
    Link,
    /// A table.
    Table,
    /// A row of a table.
    TableRow,
    /// The header cell of a column.
    TableHeaderCell,
    /// The header cell of a row.
    TableRowHeader,
    /// A body cell.
    TableCell,
    /// A part of a text with its own language or meaning.
    Span,
    /// Program code in a line of text.
    Code,
    /// A listing of program code.
    CodeListing,
    /// A line of a listing.
    CodeLine,
    /// The call of a footnote: a link to it.
    Reference,
    /// A footnote.
    Note,
    /// A formula on lines of its own, with alternative text.
    Formula,
    /// A formula in a line of text, with alternative text.
    InlineFormula,
}

impl Role {
    /// Whether elements of this role are parts of a line of text.
    pub fn is_inline(self) -> bool {
        use Role::{Code, InlineFormula, Link, Reference, Span};
        matches!(self, Code | InlineFormula | Link | Reference | Span)
    }

    /// Whether this is a cell of a table.
    pub fn is_cell(self) -> bool {
        matches!(self, Self::TableCell | Self::TableHeaderCell | Self::TableRowHeader)
    }

    /// Whether this is a formula.
    pub fn is_formula(self) -> bool {
        matches!(self, Self::Formula | Self::InlineFormula)
    }
}

/// The numbering of a list (ISO 32000-1, table 347).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListNumbering {
    /// Not numbered.
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
