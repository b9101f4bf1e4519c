//! Background and running elements of a page: what its layout holds.

use super::content::PageContentReader;
use super::deck_state::DeckState;
use super::package::Relationships;
use super::read_text::TextReader;
use super::shape_geometry::write_paint;
use super::slide::{Placeholder, SlideWriter};
use super::text_box::TextBox;
use super::xml::Xml;
use crate::geometry::{Rect, Size};
use crate::scene::{ArtifactKind, Item, ItemKind, Page, Paint, Scene, Shape};

/// What a page has in common with others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageGround {
    /// The fill of the page as XML.
    pub(super) background: String,
    /// Ornaments, logos, rules and the header as XML.
    pub(super) objects: String,
    /// The relationships of the pictures.
    pub(super) relationships: Relationships,
}

/// The first id of the objects of a layout, after its placeholders.
const FIRST_ID: u32 = 20;

/// Reads the ground of a page.
pub(super) fn read_ground<'s>(
    state: &mut DeckState<'s>,
    reader: &PageContentReader<'s>,
) -> PageGround {
    let page = reader.page;
    let mut background = None;
    let mut shapes: Vec<&'s Item> = Vec::new();
    for item in page.items.iter().filter(|item| is_ground(item)) {
        match &item.kind {
            ItemKind::Shape(shape) if shapes.is_empty() && covers(shape, page.size) => {
                background = shape.fill.as_ref();
            }
            _ => shapes.push(item),
        }
    }
    let mut xml = Xml::fragment();
    write_background(&mut xml, state, background);
    let background = xml.into_string();
    let mut xml = Xml::fragment();
    let mut writer = SlideWriter::new(state, reader, FIRST_ID);
    for item in shapes {
        match &item.kind {
            ItemKind::Shape(shape) => {
                writer.write_shape(&mut xml, shape, None);
            }
            ItemKind::Image(image) => {
                writer.write_picture(&mut xml, image, None);
            }
            _ => {}
        }
    }
    if let Some(header) = running_text(reader, ArtifactKind::Header) {
        writer.write_text_box(&mut xml, &header, None);
    }
    let relationships = std::mem::take(&mut writer.relationships);
    PageGround { background, objects: xml.into_string(), relationships }
}

/// Whether an item is part of the ground: a background, or a running shape or picture.
fn is_ground(item: &Item) -> bool {
    use ArtifactKind::{Background, Footer, Header, PageNumber};
    item.element.is_none()
        && matches!(item.artifact_kind, Background | Footer | Header | PageNumber)
        && matches!(item.kind, ItemKind::Shape(_) | ItemKind::Image(_))
}

/// Whether a shape fills the page.
fn covers(shape: &Shape, size: Size) -> bool {
    let page = Rect::new(0.0, 0.0, size.width, size.height);
    let is_opaque = match &shape.fill {
        Some(Paint::Solid(colour)) => colour.a == 255,
        Some(Paint::Gradient { .. }) => true,
        None => false,
    };
    is_opaque && shape.stroke.is_none() && shape.bounds().contains(page, 0.1)
}

fn write_background(xml: &mut Xml, state: &DeckState<'_>, fill: Option<&Paint>) {
    let white = Paint::Solid(crate::scene::Colour::WHITE);
    xml.open("p:bg", &[]);
    xml.open("p:bgPr", &[]);
    write_paint(xml, &state.scheme, Some(fill.unwrap_or(&white)), None);
    xml.empty("a:effectLst", &[]);
    xml.close();
    xml.close();
}

/// Returns the running text of one kind in a box.
fn running_text<'s>(reader: &PageContentReader<'s>, kind: ArtifactKind) -> Option<TextBox<'s>> {
    let items = &reader.page.items;
    let mut text = TextReader::new(reader, items);
    let mut paragraphs = Vec::new();
    for item in items.iter().filter(|item| item.element.is_none() && item.artifact_kind == kind) {
        if let ItemKind::Text(run) = &item.kind {
            paragraphs.extend(text.add_run(item, run));
        }
    }
    paragraphs.extend(text.finish());
    (!paragraphs.is_empty()).then(|| TextBox::new(paragraphs))
}

/// Writes the footer and the page number of a page as placeholders.
pub(super) fn write_running_text(xml: &mut Xml, writer: &mut SlideWriter<'_, '_>, number: usize) {
    if let Some(footer) = running_text(writer.reader, ArtifactKind::Footer) {
        writer.write_text_box(xml, &footer, Some(Placeholder::Footer));
    }
    if let Some(label) = running_text(writer.reader, ArtifactKind::PageNumber) {
        writer.number_field = Some(number);
        writer.write_text_box(xml, &label, Some(Placeholder::PageNumber));
        writer.number_field = None;
    }
}

/// The places of footer and page number on a page, and the words of the footer.
#[derive(Clone, Debug, Default)]
pub(super) struct RunningPlaces {
    pub(super) footer: Option<Rect>,
    pub(super) words: String,
    pub(super) number: Option<Rect>,
}

/// Returns the places of footer and page number on a page.
pub(super) fn read_running_places(scene: &Scene, page: &Page) -> RunningPlaces {
    let reader = PageContentReader::new(scene, page);
    let footer = running_text(&reader, ArtifactKind::Footer);
    let first = footer.as_ref().and_then(|text| text.paragraphs.first());
    RunningPlaces {
        words: first.map(|first| first.text.to_string()).unwrap_or_default(),
        footer: footer.map(|text| text.rect),
        number: running_text(&reader, ArtifactKind::PageNumber).map(|text| text.rect),
    }
}
