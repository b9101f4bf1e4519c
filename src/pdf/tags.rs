//! Converts the structure of a scene to PDF tags (ISO 32000-1, 14.8).

use std::num::NonZeroU32;

use krilla::geom::Rect as PdfRect;
use krilla::tagging::{
    BBox, Identifier, ListNumbering as PdfNumbering, Node, Placement, TableHeaderScope, Tag,
    TagGroup, TagId, TagKind, TagTree,
};

use crate::geometry::Rect;
use crate::scene::{Element, ElementId, GlyphRun, ListNumbering, Role, Scene, StepPage, Structure};

use super::error::SourceLocations;
use super::headings::{Heading, collect_headings};

/// The extent of letters above and below the baseline in em, with a safe margin.
const ASCENT: f32 = 0.95;
const DESCENT: f32 = 0.3;

/// Collects the marked content of each element while pages are drawn.
pub(crate) struct TagBuilder<'a> {
    structure: &'a Structure,
    children: Vec<Vec<ElementId>>,
    content: Vec<Vec<TaggedContent>>,
    /// The last child of each element that has content so far.
    last_children: Vec<Option<ElementId>>,
    areas: Vec<Option<(usize, Rect)>>,
    /// The innermost table that contains each element.
    tables: Vec<Option<ElementId>>,
}

/// Content of an element itself, and the child after which it is read: a link in the middle of a
/// paragraph is read between two such parts.
struct TaggedContent {
    after: Option<ElementId>,
    node: Node,
}

impl<'a> TagBuilder<'a> {
    /// Creates a builder without content.
    pub(crate) fn new(structure: &'a Structure) -> Self {
        let count = structure.elements.len();
        let mut children = vec![Vec::new(); count];
        for (index, element) in structure.elements.iter().enumerate() {
            if let Some(parent) = element.parent {
                children[parent.0 as usize].push(ElementId(index as u32));
            }
        }
        let mut tables: Vec<Option<ElementId>> = Vec::with_capacity(count);
        for (index, element) in structure.elements.iter().enumerate() {
            let own = (element.role == Role::Table).then_some(ElementId(index as u32));
            tables
                .push(own.or_else(|| element.parent.and_then(|parent| tables[parent.0 as usize])));
        }
        let content = std::iter::repeat_with(Vec::new).take(count).collect();
        Self {
            structure,
            children,
            content,
            last_children: vec![None; count],
            areas: vec![None; count],
            tables,
        }
    }

    /// Adds the marked content `identifier` to `element`.
    pub(crate) fn add_content(&mut self, element: ElementId, identifier: Identifier) {
        self.add_node(element, identifier.into());
    }

    /// Adds a link annotation. An annotation outside a link element gets a link element of its own,
    /// as PDF/UA requires.
    pub(crate) fn add_annotation(&mut self, element: ElementId, identifier: Identifier) {
        if self.structure.get(element).role == Role::Link {
            self.add_content(element, identifier);
        } else {
            self.add_node(
                element,
                TagGroup::with_children(Tag::Link, vec![identifier.into()]).into(),
            );
        }
    }

    /// Adds an area where the content of an element is visible. A bounding box is on one page, so
    /// areas on later pages are ignored.
    pub(crate) fn add_area(&mut self, element: ElementId, page: usize, area: Rect) {
        let slot = &mut self.areas[element.0 as usize];
        match slot {
            None => *slot = Some((page, area)),
            Some((at, old)) if *at == page => *old = old.union(area),
            Some(_) => {}
        }
    }

    /// Adds the area of a run. Only tables have a bounding box that depends on their text.
    pub(crate) fn add_text_area(&mut self, element: ElementId, page: usize, run: &GlyphRun) {
        if let Some(table) = self.tables[element.0 as usize] {
            let top = run.origin.y - run.size * ASCENT;
            self.add_area(
                table,
                page,
                Rect::new(run.origin.x, top, run.width(), run.size * (ASCENT + DESCENT)),
            );
        }
    }

    /// Builds the tags of the whole scene, shown as these step pages.
    pub(crate) fn into_tree(
        mut self,
        scene: &Scene,
        step_pages: &[StepPage],
        locations: &mut SourceLocations,
    ) -> TagTree {
        let headings = collect_headings(scene, step_pages);
        let mut groups: Vec<Option<TagGroup>> = vec![None; self.children.len()];
        // Parents precede their children, so in reverse order every child is built before its
        // parent.
        for index in (0..self.children.len()).rev() {
            let element = &self.structure.elements[index];
            let nodes = self.child_nodes(index, &mut groups);
            if index == Structure::ROOT.0 as usize {
                return TagTree { children: nodes, lang: element.lang.clone() };
            }
            // An empty cell keeps its column. Any other element without content would only be
            // announced as empty.
            if nodes.is_empty()
                && !matches!(
                    element.role,
                    Role::TableCell | Role::TableHeaderCell | Role::TableRowHeader
                )
            {
                continue;
            }
            let id = ElementId(index as u32);
            let mut tag = tag_kind((id, element), self.areas[index], headings[index].as_ref());
            tag.set_lang(element.lang.clone());
            if element.role.is_cell() {
                tag.set_actual_text(element.text.as_deref().map(str::to_owned));
            }
            tag.set_location(locations.add_location(element.span));
            groups[index] = Some(TagGroup::with_children(tag, nodes));
        }
        TagTree::new()
    }

    /// Returns the children of an element, interleaved with its own content.
    fn child_nodes(&mut self, index: usize, groups: &mut [Option<TagGroup>]) -> Vec<Node> {
        let mut own = std::mem::take(&mut self.content[index]).into_iter().peekable();
        let mut nodes = Vec::new();
        let mut place_own = |nodes: &mut Vec<Node>, reached: Option<ElementId>| {
            while let Some(content) = own.next_if(|content| content.after <= reached) {
                nodes.push(content.node);
            }
        };
        place_own(&mut nodes, None);
        for &child in &self.children[index] {
            nodes.extend(groups[child.0 as usize].take().map(Node::from));
            place_own(&mut nodes, Some(child));
        }
        nodes
    }

    fn add_node(&mut self, element: ElementId, node: Node) {
        let after = self.last_children[element.0 as usize];
        self.content[element.0 as usize].push(TaggedContent { after, node });
        let mut child = element;
        while let Some(parent) = self.structure.get(child).parent {
            let reached = &mut self.last_children[parent.0 as usize];
            *reached = (*reached).max(Some(child));
            child = parent;
        }
    }
}

fn tag_kind(
    (id, element): (ElementId, &Element),
    area: Option<(usize, Rect)>,
    heading: Option<&Heading>,
) -> TagKind {
    match element.role {
        Role::Document | Role::Division => Tag::Div.into(),
        Role::Slide => Tag::Section.into(),
        Role::Heading(_) => {
            heading.map_or_else(|| Tag::P.into(), |heading| heading.to_tag().into())
        }
        Role::Paragraph => Tag::P.into(),
        Role::List(list) => Tag::L(list_numbering(list)).into(),
        Role::ListItem => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::ListBody => Tag::LBody.into(),
        Role::Figure => Tag::Figure(element.alt.clone()).with_bbox(area.and_then(to_bbox)).into(),
        Role::Caption => Tag::Caption.into(),
        Role::BlockQuote => Tag::BlockQuote.into(),
        Role::Link => Tag::Link.into(),
        Role::Table => Tag::Table.with_bbox(area.and_then(to_bbox)).into(),
        Role::TableRow => Tag::TR.into(),
        Role::TableHeaderCell => header_cell_tag(element, TableHeaderScope::Column),
        Role::TableRowHeader => header_cell_tag(element, TableHeaderScope::Row),
        Role::TableCell => {
            let (across, down) = cell_spans(element);
            Tag::TD.with_col_span(across).with_row_span(down).into()
        }
        Role::Span => Tag::Span.into(),
        Role::Code => Tag::Code.into(),
        Role::CodeListing => Tag::Code.with_placement(Some(Placement::Block)).into(),
        Role::CodeLine => Tag::Span.with_placement(Some(Placement::Block)).into(),
        Role::Reference => Tag::Reference.into(),
        // PDF/UA-1 requires an id (ISO 14289-1, 7.9).
        Role::Note => {
            Tag::Note.with_id(Some(TagId::from(format!("note-{}", id.0).into_bytes()))).into()
        }
        Role::Formula | Role::InlineFormula => {
            Tag::Formula(element.alt.clone()).with_bbox(area.and_then(to_bbox)).into()
        }
    }
}

fn header_cell_tag(element: &Element, scope: TableHeaderScope) -> TagKind {
    let (across, down) = cell_spans(element);
    Tag::TH(scope).with_col_span(across).with_row_span(down).into()
}

/// Returns the numbers of columns and rows that a merged cell fills.
fn cell_spans(element: &Element) -> (Option<NonZeroU32>, Option<NonZeroU32>) {
    let span = |count: u16| NonZeroU32::new(count.into()).filter(|count| count.get() > 1);
    element.cell.map_or((None, None), |cell| (span(cell.across), span(cell.down)))
}

fn list_numbering(list: ListNumbering) -> PdfNumbering {
    match list {
        ListNumbering::Unordered => PdfNumbering::Disc,
        ListNumbering::Decimal => PdfNumbering::Decimal,
        ListNumbering::LowerAlpha => PdfNumbering::LowerAlpha,
        ListNumbering::UpperAlpha => PdfNumbering::UpperAlpha,
        ListNumbering::LowerRoman => PdfNumbering::LowerRoman,
        ListNumbering::UpperRoman => PdfNumbering::UpperRoman,
    }
}

fn to_bbox((page, area): (usize, Rect)) -> Option<BBox> {
    PdfRect::from_xywh(area.x, area.y, area.width, area.height).map(|rect| BBox::new(page, rect))
}
