//! Background and running elements of a page: what its layout holds.

use super::content::{PageContentReader, is_running_element};
use super::deck_state::DeckState;
use super::package::Relationships;
use super::paragraph::Paragraph;
use super::read_text::TextReader;
use super::shape_geometry::write_paint;
use super::slide::{Placeholder, SlideWriter};
use super::text_box::TextBox;
use super::xml::Xml;
use crate::geometry::{Rect, Size};
use crate::scene::{
    ArtifactKind, ColumnAlignment, Item, ItemKind, Page, Paint, Shape, SlideLayoutKind,
};

/// What a page has in common with others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageGround {
    /// The fill of the page as XML.
    pub(super) background: String,
    /// Ornaments, logos, rules and the header as XML.
    pub(super) objects: String,
    /// The panel that a title is on, beside which the rest is.
    pub(super) panel: Option<Rect>,
    /// The band at the foot of a cover, with logos and the footer.
    pub(super) band: Option<Rect>,
    /// The relationships of the pictures.
    pub(super) relationships: Relationships,
}

/// The first id of the objects of a layout, after its placeholders.
const FIRST_ID: u32 = 20;

/// The room for a page number, in heights of its line: `100 / 120` fits.
const NUMBER_EM: f32 = 4.0;

/// The space between a running text and what is beside it, in pt.
const LINE_GAP: f32 = 2.0;

/// Reads the ground of a page.
pub(super) fn read_ground<'s>(
    state: &mut DeckState<'s>,
    reader: &PageContentReader<'s>,
) -> PageGround {
    let page = reader.page;
    let mut background = None;
    let mut shapes: Vec<&'s Item> = Vec::new();
    let parts = LayoutParts::of(page);
    let is_own = |item: &&Item| {
        let is_text = matches!(item.kind, ItemKind::Text(_));
        is_ground(item) || is_panel(item, page) || parts.is_on_band(item) && !is_text
    };
    for item in page.items.iter().filter(is_own) {
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
                writer.write_picture(&mut xml, image, item.element);
            }
            _ => {}
        }
    }
    if let Some(header) = running_text(reader, |item| item.artifact_kind == ArtifactKind::Header) {
        writer.write_text_box(&mut xml, &header, None);
    }
    let relationships = std::mem::take(&mut writer.relationships);
    let panel =
        page.items.iter().find(|item| is_panel(item, page)).and_then(|item| match &item.kind {
            ItemKind::Shape(shape) => Some(shape.bounds()),
            _ => None,
        });
    PageGround { background, objects: xml.into_string(), panel, band: parts.band, relationships }
}

/// Whether an item is part of the ground: a background, or a running shape or picture.
fn is_ground(item: &Item) -> bool {
    use ArtifactKind::{Background, Footer, Header, PageNumber};
    item.element.is_none()
        && matches!(item.artifact_kind, Background | Footer | Header | PageNumber)
        && matches!(item.kind, ItemKind::Shape(_) | ItemKind::Image(_))
}

/// Whether an item is the panel under the title of a question, which is part of the ground, too.
pub(super) fn is_panel(item: &Item, page: &Page) -> bool {
    let ItemKind::Shape(shape) = &item.kind else { return false };
    let bounds = shape.bounds();
    page.layout == SlideLayoutKind::Question
        && item.element.is_none()
        && item.artifact_kind == ArtifactKind::Layout
        && bounds.y <= 0.5
        && bounds.bottom() >= page.size.height - 0.5
        && (bounds.x <= 0.5 || bounds.right() >= page.size.width - 0.5)
}

/// What of a page is part of its layout, and not of its slide: running elements, panels, and what
/// is on the band of a cover.
#[derive(Clone, Copy)]
pub(super) struct LayoutParts<'p> {
    page: &'p Page,
    /// The band at the foot of a cover.
    band: Option<Rect>,
}

impl<'p> LayoutParts<'p> {
    pub(super) fn of(page: &'p Page) -> Self {
        Self { page, band: cover_band(page) }
    }

    /// Whether an item is one of them.
    pub(super) fn holds(self, item: &Item) -> bool {
        is_running_element(item) || is_panel(item, self.page) || self.is_on_band(item)
    }

    /// Whether an item is the band of a cover, or on it.
    fn is_on_band(self, item: &Item) -> bool {
        let Some(band) = self.band else { return false };
        let bounds = match &item.kind {
            ItemKind::Shape(shape) if is_layout_artifact(item) => shape.bounds(),
            ItemKind::Image(image) => image.visible_rect(),
            ItemKind::Text(run) if is_layout_artifact(item) => {
                Rect::new(run.origin.x, run.origin.y - run.size / 2.0, run.width(), 0.0)
            }
            _ => return false,
        };
        band.contains(bounds, 0.5)
    }
}

/// Returns the band at the foot of a cover.
fn cover_band(page: &Page) -> Option<Rect> {
    if page.layout != SlideLayoutKind::Cover {
        return None;
    }
    let mut shapes = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) if is_layout_artifact(item) => Some(shape.bounds()),
        _ => None,
    });
    shapes.rfind(|bounds| {
        bounds.x <= 0.5
            && bounds.right() >= page.size.width - 0.5
            && bounds.bottom() >= page.size.height - 0.5
            && bounds.y > page.size.height / 2.0
    })
}

fn is_layout_artifact(item: &Item) -> bool {
    item.element.is_none() && item.artifact_kind == ArtifactKind::Layout
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

/// Returns the large number of a section, which is part of its background.
pub(super) fn numeral<'s>(reader: &PageContentReader<'s>) -> Option<TextBox<'s>> {
    let mut paragraphs =
        running_paragraphs(reader, |item| item.artifact_kind == ArtifactKind::Background);
    // Its column is the page.
    paragraphs.iter_mut().for_each(|paragraph| paragraph.column.is_known = false);
    (!paragraphs.is_empty()).then(|| TextBox::new(paragraphs))
}

/// Returns the running text of the artifacts that `is_wanted` in a box.
fn running_text<'s>(
    reader: &PageContentReader<'s>,
    is_wanted: impl Fn(&Item) -> bool,
) -> Option<TextBox<'s>> {
    let paragraphs = running_paragraphs(reader, is_wanted);
    (!paragraphs.is_empty()).then(|| TextBox::new(paragraphs))
}

fn running_paragraphs<'s>(
    reader: &PageContentReader<'s>,
    is_wanted: impl Fn(&Item) -> bool,
) -> Vec<Paragraph<'s>> {
    let items = &reader.page.items;
    let mut text = TextReader::new(reader, items);
    let mut paragraphs = Vec::new();
    for item in items.iter().filter(|item| item.element.is_none() && is_wanted(item)) {
        if let ItemKind::Text(run) = &item.kind {
            paragraphs.extend(text.add_run(item, run));
        }
    }
    paragraphs.extend(text.finish());
    paragraphs
}

/// Footer and page number of a page.
pub(super) struct RunningText<'s> {
    pub(super) footer: Option<TextBox<'s>>,
    pub(super) number: Option<TextBox<'s>>,
}

impl<'s> RunningText<'s> {
    /// Reads them. Their boxes have room for a longer text.
    pub(super) fn read(reader: &PageContentReader<'s>) -> Self {
        let page = reader.page;
        let parts = LayoutParts::of(page);
        let mut footer = running_text(reader, |item| {
            item.artifact_kind == ArtifactKind::Footer || parts.is_on_band(item)
        });
        let mut number =
            running_text(reader, |item| item.artifact_kind == ArtifactKind::PageNumber);
        let rects = |text: &Option<TextBox<'_>>| text.as_ref().map(|text| text.rect);
        let (footer_rect, number_rect) = (rects(&footer), rects(&number));
        let is_own = |item: &&Item| is_ground(item) || parts.is_on_band(item);
        let logos = page.items.iter().filter(is_own).filter_map(|item| {
            let rect = match &item.kind {
                ItemKind::Image(image) => image.visible_rect(),
                ItemKind::Shape(shape) => shape.bounds(),
                _ => return None,
            };
            (rect.width < page.size.width * 0.6).then_some(rect)
        });
        let logos: Vec<Rect> = logos.collect();
        let others = |own: Option<Rect>| logos.iter().copied().chain(own).collect::<Vec<_>>();
        if let Some(footer) = &mut footer {
            widen(footer, &others(number_rect), page.size, page.size.width);
        }
        if let Some(number) = &mut number {
            widen(number, &others(footer_rect), page.size, number.rect.height * NUMBER_EM);
        }
        Self { footer, number }
    }

    /// Writes them as placeholders of the slide with this number.
    pub(super) fn write(self, xml: &mut Xml, writer: &mut SlideWriter<'_, 's>, number: usize) {
        if let Some(footer) = self.footer {
            writer.write_text_box(xml, &footer, Some(Placeholder::Footer));
        }
        if let Some(label) = self.number {
            let text = label.paragraphs.first().map_or("", |first| &first.text);
            let rest = text.strip_prefix(&number.to_string());
            if rest.is_some_and(|rest| rest.contains(|rest: char| rest.is_ascii_digit())) {
                writer.package.issues.add_substitute(
                    "number of all slides",
                    "it is plain text, which does not change with the slides",
                );
            }
            writer.number_field = Some(number);
            writer.write_text_box(xml, &label, Some(Placeholder::PageNumber));
            writer.number_field = None;
        }
    }
}

/// Makes the box of a line as wide as what is beside it allows, but not wider than `most`. The side
/// from which it is read keeps its place.
fn widen(text: &mut TextBox<'_>, others: &[Rect], page: Size, most: f32) {
    let own = text.rect;
    let [paragraph] = text.paragraphs.as_mut_slice() else { return };
    if paragraph.lines.len() > 1 {
        return;
    }
    let margin = page.width * 0.06;
    let beside = others.iter().filter(|rect| rect.y < own.bottom() && own.y < rect.bottom());
    let is_at_end = own.centre().x > page.width / 2.0;
    if is_at_end || paragraph.column.is_rtl {
        let ends = beside.map(|rect| rect.right() + LINE_GAP).filter(|end| *end <= own.x);
        let left = ends.fold(margin, f32::max).max(own.right() - most).min(own.x);
        text.rect = Rect { x: left, width: own.right() - left, ..own };
        paragraph.column.alignment = ColumnAlignment::Right;
    } else {
        let starts = beside.map(|rect| rect.x - LINE_GAP).filter(|start| *start >= own.right());
        let right = starts.fold(page.width - margin, f32::min);
        let width = (right - own.x).min(most).max(own.width);
        text.rect = Rect { width, ..own };
        paragraph.column.alignment = ColumnAlignment::Left;
    }
    (paragraph.column.left, paragraph.column.width) = (text.rect.x, text.rect.width);
    text.wraps = true;
}

/// Returns the places of footer and page number where no page has any.
pub(super) fn usual_places(page: Size) -> [Rect; 2] {
    let (y, height) = (page.height * 0.93, page.height * 0.04);
    let margin = page.width * 0.06;
    [
        Rect::new(page.width * 0.2, y, page.width * 0.6, height),
        Rect::new(margin, y, page.width * 0.1, height),
    ]
}
