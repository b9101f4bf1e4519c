//! The structure of a scene as PDF tags (ISO 32000-1, 14.8).

use krilla::geom::Rect as PdfRect;
use krilla::tagging::{
    BBox, Identifier, ListNumbering as PdfNumbering, Node, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};

use crate::geometry::Rect;
use crate::scene::{Element, ElementId, GlyphRun, ListNumbering, Role, Scene, StepPage, Structure};

use super::error::SourceLocations;
use super::headings::{Heading, collect_headings};

/// How far letters reach above and below their line, in em: enough for any of them.
const ASCENT: f32 = 0.95;
const DESCENT: f32 = 0.3;

/// The marked content that was drawn so far, by element.
pub struct TagBuilder<'a> {
    structure: &'a Structure,
    children: Vec<Vec<ElementId>>,
    content: Vec<Vec<TaggedContent>>,
    /// The last child of each element that had content when the element's own was drawn.
    last_children: Vec<Option<ElementId>>,
    areas: Vec<Option<(usize, Rect)>>,
    /// The table that each element is or lies in.
    tables: Vec<Option<ElementId>>,
}

/// A stretch of an element's own content, with the child that it stands behind: a link in the
/// middle of a paragraph is read there.
struct TaggedContent {
    after: Option<ElementId>,
    node: Node,
}

impl<'a> TagBuilder<'a> {
    /// Nothing drawn yet.
    pub fn new(structure: &'a Structure) -> Self {
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

    /// Notes that what `identifier` marks belongs to `element`.
    pub fn add_content(&mut self, element: ElementId, identifier: Identifier) {
        self.add_node(element, identifier.into());
    }

    /// Notes a link's annotation. One that is not inside a link gets a link of its own, as PDF/UA
    /// demands.
    pub fn add_annotation(&mut self, element: ElementId, identifier: Identifier) {
        if self.structure.get(element).role == Role::Link {
            self.add_content(element, identifier);
        } else {
            self.add_node(
                element,
                TagGroup::with_children(Tag::Link, vec![identifier.into()]).into(),
            );
        }
    }

    /// Notes where the content of an element is seen. What it has on a later page does not count: a
    /// box is on one page.
    pub fn add_area(&mut self, element: ElementId, page: usize, area: Rect) {
        let slot = &mut self.areas[element.0 as usize];
        match slot {
            None => *slot = Some((page, area)),
            Some((at, old)) if *at == page => *old = old.union(area),
            Some(_) => {}
        }
    }

    /// Notes where words are seen: only a table is as large as its words.
    pub fn add_text_area(&mut self, element: ElementId, page: usize, run: &GlyphRun) {
        if let Some(table) = self.tables[element.0 as usize] {
            let top = run.origin.y - run.size * ASCENT;
            self.add_area(
                table,
                page,
                Rect::new(run.origin.x, top, run.width(), run.size * (ASCENT + DESCENT)),
            );
        }
    }

    /// The tags of the whole scene, shown on these sheets.
    pub fn into_tree(
        mut self,
        scene: &Scene,
        sheets: &[StepPage],
        places: &mut SourceLocations,
    ) -> TagTree {
        let headings = collect_headings(scene, sheets);
        let mut groups: Vec<Option<TagGroup>> = vec![None; self.children.len()];
        // Children stand behind their parents, so from the back every child is ready when its
        // parent is built.
        for index in (0..self.children.len()).rev() {
            let element = &self.structure.elements[index];
            let nodes = self.child_nodes(index, &mut groups);
            if index == Structure::ROOT.0 as usize {
                return TagTree { children: nodes, lang: element.lang.clone() };
            }
            // An empty cell keeps its column; any other element without content would be announced
            // in vain.
            if nodes.is_empty()
                && !matches!(
                    element.role,
                    Role::TableCell | Role::TableHeaderCell | Role::TableRowHeader
                )
            {
                continue;
            }
            let mut tag = tag_kind(element, self.areas[index], headings[index].as_ref());
            tag.set_lang(element.lang.clone());
            tag.set_location(places.add_location(element.span));
            groups[index] = Some(TagGroup::with_children(tag, nodes));
        }
        TagTree::new()
    }

    /// The children of an element, its own content among them.
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
        let behind = self.last_children[element.0 as usize];
        self.content[element.0 as usize].push(TaggedContent { after: behind, node });
        let mut child = element;
        while let Some(parent) = self.structure.get(child).parent {
            let reached = &mut self.last_children[parent.0 as usize];
            *reached = (*reached).max(Some(child));
            child = parent;
        }
    }
}

fn tag_kind(element: &Element, area: Option<(usize, Rect)>, heading: Option<&Heading>) -> TagKind {
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
        Role::TableHeaderCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::TableRowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::TableCell => Tag::TD.into(),
        Role::Span => Tag::Span.into(),
        Role::Code => Tag::Code.into(),
    }
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
