//! Layouts and masters: what slides inherit from them.

use std::collections::BTreeMap;

use super::archive::PptxArchive;
use super::background::{OfficeBackground, read_background};
use super::list_style::ListStyle;
use super::rect::ShapeRect;
use super::relations::Relations;
use super::shape::{LayoutPlace, ShapeSource, SlideShape, read_shapes};
use super::xml::{XmlElement, attribute, child, find, parse_xml};

/// A layout, or a master.
#[derive(Clone, Debug, Default)]
pub(super) struct LayoutPart {
    /// The kind of a layout, such as `title` or `secHead`.
    pub kind: String,
    /// What the placeholders look like.
    pub placeholders: Vec<PlaceholderStyle>,
    /// The other shapes, which every slide shows.
    pub shapes: Vec<SlideShape>,
    /// The background, if it is set.
    pub background: Option<OfficeBackground>,
    /// The relationships.
    pub relations: Relations,
    /// The list styles of a master: titles, bodies and other texts.
    pub text_styles: [ListStyle; 3],
    /// The names of theme colours that a master gives to `bg1`, `tx1` and so on.
    pub colour_names: BTreeMap<String, String>,
}

/// What a placeholder looks like unless the slide says it.
#[derive(Clone, Debug)]
pub(super) struct PlaceholderStyle {
    pub placeholder: LayoutPlace,
    pub rect: Option<ShapeRect>,
    pub list_style: ListStyle,
}

impl LayoutPart {
    /// Reads the layout or master at `path`. A part that cannot be read gives nothing.
    pub(super) fn read(archive: &mut PptxArchive, path: &str) -> Self {
        let relations = Relations::read(archive, path);
        let Ok(text) = archive.read_xml(path) else { return Self::default() };
        let Ok(document) = parse_xml(&text) else { return Self::default() };
        let root = document.root_element();
        let Some(tree) = find(root, &["cSld", "spTree"]) else { return Self::default() };
        let source = ShapeSource { relations: &relations, layout: None, master: None };
        let shapes = read_shapes(tree, &source);
        let styles = child(root, "txStyles");
        let style = |name: &str| ListStyle::read(styles.and_then(|styles| child(styles, name)));
        let colour_names = child(root, "clrMap").map(read_colour_names).unwrap_or_default();
        let placeholders = shapes.iter().filter_map(|shape| {
            Some(PlaceholderStyle {
                placeholder: shape.placeholder.clone()?,
                rect: shape.rect,
                list_style: shape.list_style.clone(),
            })
        });
        Self {
            kind: attribute(root, "type").unwrap_or_default().to_owned(),
            placeholders: placeholders.collect(),
            background: read_background(root),
            shapes: shapes.into_iter().filter(|shape| shape.placeholder.is_none()).collect(),
            text_styles: [style("titleStyle"), style("bodyStyle"), style("otherStyle")],
            colour_names,
            relations,
        }
    }

    /// Returns the style of the placeholder of a layout that a slide's placeholder fills.
    pub(super) fn find_placeholder(&self, wanted: &LayoutPlace) -> Option<&PlaceholderStyle> {
        let same_index = |style: &&PlaceholderStyle| {
            wanted.index.is_some() && style.placeholder.index == wanted.index
        };
        let same_kind = |style: &&PlaceholderStyle| style.placeholder.group() == wanted.group();
        self.placeholders
            .iter()
            .find(same_index)
            .or_else(|| self.placeholders.iter().find(same_kind))
    }

    /// Returns the style of the placeholder of a master from which one of a layout inherits.
    pub(super) fn find_by_group(&self, wanted: &LayoutPlace) -> Option<&PlaceholderStyle> {
        self.placeholders.iter().find(|style| style.placeholder.group() == wanted.group())
    }
}

fn read_colour_names(node: XmlElement) -> BTreeMap<String, String> {
    node.attributes().map(|name| (name.name().to_owned(), name.value().to_owned())).collect()
}
