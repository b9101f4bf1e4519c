//! Reads the shapes of a slide, layout or master, in the order of the file, which is the order of
//! painting.

use super::layout_part::LayoutPart;
use super::list_style::ListStyle;
use super::picture::{PictureSource, read_picture_source};
use super::rect::{GroupTransform, ShapeRect};
use super::relations::Relations;
use super::shape_content::{ShapeContent, read_frame, read_media};
use super::text::{ClickTarget, OfficeParagraph, TextSource, read_link, read_paragraphs};
use super::xml::{XmlElement, attribute, child, descendant, find, flag, name, number};
use crate::import::words::join_words;

/// The most shapes of a slide.
const MAX_SHAPES: usize = 5_000;

/// How deep groups may be nested.
const MAX_GROUP_DEPTH: usize = 30;

/// Which place of a layout a shape fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LayoutPlace {
    /// The kind, such as `title`, `body` or `pic`.
    pub kind: String,
    /// The number of the place in the layout.
    pub index: Option<u32>,
}

impl LayoutPlace {
    /// Whether it is for a header, a footer, a date or the number of the slide.
    pub(super) fn is_running(&self) -> bool {
        matches!(self.kind.as_str(), "dt" | "ftr" | "sldNum" | "hdr")
    }

    /// Returns the kind of the master's placeholder that it inherits from.
    pub(super) fn group(&self) -> &str {
        match self.kind.as_str() {
            "title" | "ctrTitle" => "title",
            kind @ ("dt" | "ftr" | "sldNum" | "hdr") => kind,
            _ => "body",
        }
    }
}

/// A shape.
#[derive(Clone, Debug)]
pub(super) struct SlideShape {
    /// The id that connectors refer to.
    pub id: String,
    /// The name, such as `Picture 3`.
    pub name: String,
    /// The alternative text; empty for decoration.
    pub alt: Option<String>,
    pub rect: Option<ShapeRect>,
    pub placeholder: Option<LayoutPlace>,
    pub list_style: ListStyle,
    pub is_hidden: bool,
    /// Where a click on the shape leads.
    pub link: Option<ClickTarget>,
    /// The name of the outline, such as `rect` or `chevron`.
    pub outline: String,
    /// Whether the shape has a fill or a border.
    pub is_framed: bool,
    /// The number of the outermost group around it.
    pub group: Option<usize>,
    pub content: ShapeContent,
}

/// What the reading of shapes depends on.
pub(super) struct ShapeSource<'a> {
    pub relations: &'a Relations,
    pub layout: Option<&'a LayoutPart>,
    pub master: Option<&'a LayoutPart>,
}

/// Reads the shapes in a shape tree.
pub(super) fn read_shapes(tree: XmlElement, source: &ShapeSource) -> Vec<SlideShape> {
    let mut reader = ShapeReader { source, shapes: Vec::new(), groups: 0 };
    reader.read_children(tree, GroupTransform::IDENTITY, None, 0);
    reader.shapes
}

struct ShapeReader<'r, 's> {
    source: &'r ShapeSource<'s>,
    shapes: Vec<SlideShape>,
    /// The number of outermost groups so far.
    groups: usize,
}

impl ShapeReader<'_, '_> {
    fn read_children(
        &mut self,
        node: XmlElement,
        transform: GroupTransform,
        group: Option<usize>,
        depth: usize,
    ) {
        for shape in node.children().filter(|shape| shape.is_element()) {
            if self.shapes.len() >= MAX_SHAPES {
                return;
            }
            match name(shape) {
                "grpSp" if depth < MAX_GROUP_DEPTH => {
                    let group = group.unwrap_or_else(|| {
                        self.groups += 1;
                        self.groups
                    });
                    let inner = transform.enter_group(find(shape, &["grpSpPr", "xfrm"]));
                    let before = self.shapes.len();
                    self.read_children(shape, inner, Some(group), depth + 1);
                    self.add_group_alt(shape, before);
                }
                "AlternateContent" if depth < MAX_GROUP_DEPTH => {
                    self.read_alternatives(shape, transform, group, depth)
                }
                "sp" | "pic" | "graphicFrame" | "cxnSp" | "contentPart" => {
                    self.shapes.extend(self.read_shape(shape, transform, group));
                }
                _ => {}
            }
        }
    }

    /// Adds the alternative text of a group, whose shapes are those from `first` on.
    fn add_group_alt(&mut self, group: XmlElement, first: usize) {
        let properties = find(group, &["nvGrpSpPr", "cNvPr"]);
        let Some(alt) = properties.and_then(read_alt).filter(|alt| !alt.is_empty()) else { return };
        let is_drawing = self.shapes[first..].iter().all(SlideShape::is_only_drawn);
        self.shapes.push(SlideShape {
            id: String::new(),
            name: String::new(),
            alt: Some(alt),
            rect: None,
            placeholder: None,
            list_style: ListStyle::default(),
            is_hidden: properties.and_then(|found| flag(found, "hidden")).unwrap_or(false),
            link: None,
            outline: String::new(),
            is_framed: false,
            group: None,
            content: ShapeContent::Group { is_drawing },
        });
    }

    /// Reads the first alternative that has anything known.
    fn read_alternatives(
        &mut self,
        node: XmlElement,
        transform: GroupTransform,
        group: Option<usize>,
        depth: usize,
    ) {
        let before = self.shapes.len();
        for part in node.children().filter(|part| part.is_element()) {
            self.shapes.truncate(before);
            self.read_children(part, transform, group, depth + 1);
            let is_known = |shape: &SlideShape| !matches!(shape.content, ShapeContent::Unknown(_));
            if self.shapes[before..].iter().any(is_known) {
                return;
            }
        }
    }

    fn read_shape(
        &self,
        node: XmlElement,
        transform: GroupTransform,
        group: Option<usize>,
    ) -> Option<SlideShape> {
        let common = node
            .children()
            .find(|part| part.is_element() && name(*part).starts_with("nv"))
            .filter(|part| part.has_children());
        let properties = common.and_then(|common| child(common, "cNvPr"));
        let placeholder =
            common.and_then(|common| find(common, &["nvPr", "ph"])).map(|placeholder| {
                LayoutPlace {
                    kind: attribute(placeholder, "type").unwrap_or("obj").to_owned(),
                    index: number(placeholder, "idx").map(|index| index.max(0.0) as u32),
                }
            });
        let layout =
            placeholder.as_ref().and_then(|wanted| self.source.layout?.find_placeholder(wanted));
        let master =
            placeholder.as_ref().and_then(|wanted| self.source.master?.find_by_group(wanted));
        let shape = child(node, "spPr");
        let own = shape
            .and_then(|shape| child(shape, "xfrm"))
            .or_else(|| child(node, "xfrm"))
            .and_then(ShapeRect::read)
            .map(|rect| transform.apply(rect));
        let rect = own
            .or_else(|| layout.and_then(|found| found.rect))
            .or_else(|| master.and_then(|found| found.rect));
        let link = properties
            .and_then(|found| child(found, "hlinkClick"))
            .and_then(|link| read_link(link, self.source.relations));
        // A placeholder of a known kind names itself if the slide leaves it out.
        let placeholder = placeholder.map(|own| match layout {
            Some(found) if own.kind == "obj" => {
                LayoutPlace { kind: found.placeholder.kind.clone(), ..own }
            }
            _ => own,
        });
        let styles = self.collect_styles(placeholder.as_ref(), layout, master);
        let content = self.read_content(node, common, styles)?;
        let body = child(node, "txBody");
        Some(SlideShape {
            id: properties.and_then(|found| attribute(found, "id")).unwrap_or_default().to_owned(),
            name: properties
                .and_then(|found| attribute(found, "name"))
                .unwrap_or_default()
                .to_owned(),
            alt: properties.and_then(read_alt),
            rect,
            placeholder,
            list_style: ListStyle::read(body.and_then(|body| child(body, "lstStyle"))),
            is_hidden: properties.and_then(|found| flag(found, "hidden")).unwrap_or(false),
            link,
            outline: shape
                .and_then(|shape| child(shape, "prstGeom"))
                .and_then(|outline| attribute(outline, "prst"))
                .unwrap_or_default()
                .to_owned(),
            is_framed: is_framed(node, shape),
            group,
            content,
        })
    }

    /// Returns the list styles that a shape inherits, the nearest first.
    fn collect_styles<'l>(
        &'l self,
        placeholder: Option<&LayoutPlace>,
        layout: Option<&'l super::layout_part::PlaceholderStyle>,
        master: Option<&'l super::layout_part::PlaceholderStyle>,
    ) -> Vec<&'l ListStyle> {
        let mut styles = Vec::new();
        styles.extend(layout.map(|found| &found.list_style));
        styles.extend(master.map(|found| &found.list_style));
        if let Some(master) = self.source.master {
            let index = match placeholder.map(LayoutPlace::group) {
                Some("title") => 0,
                Some("body") => 1,
                _ => 2,
            };
            styles.push(&master.text_styles[index]);
        }
        styles
    }

    fn read_content(
        &self,
        node: XmlElement,
        common: Option<XmlElement>,
        styles: Vec<&ListStyle>,
    ) -> Option<ShapeContent> {
        let relations = self.source.relations;
        let media = common.and_then(|common| child(common, "nvPr"));
        Some(match name(node) {
            "pic" => match media.and_then(|media| read_media(media, node, relations)) {
                Some(media) => media,
                None => ShapeContent::Picture(read_picture_source(node)),
            },
            "graphicFrame" => read_frame(node, relations, &styles),
            "cxnSp" => {
                let end = |name: &str| {
                    let end = common.and_then(|common| descendant(common, name))?;
                    attribute(end, "id").map(str::to_owned)
                };
                ShapeContent::Line { from: end("stCxn"), to: end("endCxn") }
            }
            "contentPart" => ShapeContent::Unknown("ink".to_owned()),
            _ => {
                let source = TextSource { relations, styles };
                let body = child(node, "txBody");
                let paragraphs =
                    body.map(|body| read_paragraphs(body, &source)).unwrap_or_default();
                let picture = child(node, "spPr")
                    .filter(|shape| child(*shape, "blipFill").is_some())
                    .map(read_picture_source);
                match picture {
                    Some(picture) if paragraphs.iter().all(|text| text.is_blank()) => {
                        ShapeContent::Picture(picture)
                    }
                    _ => ShapeContent::Text(paragraphs),
                }
            }
        })
    }
}

/// Whether a shape is filled or has a border of its own.
fn is_framed(node: XmlElement, shape: Option<XmlElement>) -> bool {
    let fills = ["solidFill", "gradFill", "pattFill", "blipFill"];
    let has_fill = |node: XmlElement| fills.iter().any(|fill| child(node, fill).is_some());
    let Some(shape) = shape else { return false };
    let has_line = child(shape, "ln").is_some_and(has_fill);
    let has_none = child(shape, "noFill").is_some();
    let is_styled = child(node, "style").is_some() && !has_none;
    has_fill(shape) || has_line || is_styled
}

/// Reads the alternative text; an empty one for decoration.
fn read_alt(properties: XmlElement) -> Option<String> {
    let is_decorative = descendant(properties, "decorative")
        .is_some_and(|found| flag(found, "val").unwrap_or(false));
    if is_decorative {
        return Some(String::new());
    }
    let text = attribute(properties, "descr")
        .filter(|text| !text.trim().is_empty())
        .or_else(|| attribute(properties, "title"))?;
    let text = super::text::clean_text(text).replace('\n', " ");
    let text = join_words(&text);
    (!text.is_empty()).then_some(text)
}

impl SlideShape {
    /// Whether the shape shows an outline or a fill and nothing else.
    pub(super) fn is_only_drawn(&self) -> bool {
        match &self.content {
            ShapeContent::Text(paragraphs) => paragraphs.iter().all(OfficeParagraph::is_blank),
            ShapeContent::Line { .. } => true,
            ShapeContent::Group { is_drawing } => *is_drawing,
            _ => false,
        }
    }

    /// Returns the picture that the shape is.
    pub(super) fn picture(&self) -> Option<&PictureSource> {
        match &self.content {
            ShapeContent::Picture(picture) => Some(picture),
            _ => None,
        }
    }
}
