//! Slide layouts: one for each kind of page with the same ground.

use super::deck_state::DeckState;
use super::master::{PlaceholderContent, write_placeholder};
use super::package::{OFFICE_RELATIONSHIP, PptxPackage};
use super::running::{PageGround, RunningPlaces};
use super::slide::{Placeholder, PlaceholderRects};
use super::style_samples::{PlaceholderStyles, TextSample};
use super::xml::Xml;
use crate::geometry::{Rect, Size};
use crate::scene::SlideLayoutKind;

/// Decks with more grounds than this keep further ones on their slides.
const MAX_LAYOUTS: usize = 24;

/// The namespaces of slides, layouts and masters.
pub(super) const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", OFFICE_RELATIONSHIP),
    ("xmlns:p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
];

/// The layouts of a deck in the order in which they are used.
#[derive(Default)]
pub(super) struct Layouts {
    layouts: Vec<SlideLayout>,
}

/// A layout.
pub(super) struct SlideLayout {
    pub(super) kind: SlideLayoutKind,
    pub(super) ground: PageGround,
    /// The places of its placeholders: those on the first page that has them.
    pub(super) placeholders: PlaceholderRects,
    /// The styles of its placeholders: those on the first page that has them.
    pub(super) styles: PlaceholderStyles,
    /// Its footer and page number.
    pub(super) running: RunningPlaces,
}

impl Layouts {
    /// Returns the index of the layout with this kind and ground, which is added if necessary;
    /// `None` if there are too many.
    pub(super) fn find_or_add(
        &mut self,
        kind: SlideLayoutKind,
        ground: PageGround,
    ) -> Result<usize, PageGround> {
        let found = self.layouts.iter().position(|own| own.kind == kind && own.ground == ground);
        if let Some(index) = found {
            return Ok(index);
        }
        if self.layouts.len() >= MAX_LAYOUTS {
            return Err(ground);
        }
        let placeholders = PlaceholderRects::default();
        let (styles, running) = (PlaceholderStyles::default(), RunningPlaces::default());
        self.layouts.push(SlideLayout { kind, ground, placeholders, styles, running });
        Ok(self.layouts.len() - 1)
    }

    /// Returns the layout that a page with a ground of its own uses.
    pub(super) fn nearest(&self, kind: SlideLayoutKind) -> usize {
        self.layouts.iter().position(|layout| layout.kind == kind).unwrap_or_default()
    }

    /// Notes the places and the styles of the placeholders of a page.
    pub(super) fn add_places(
        &mut self,
        index: usize,
        (placeholders, styles): (PlaceholderRects, PlaceholderStyles),
        running: RunningPlaces,
    ) {
        let Some(layout) = self.layouts.get_mut(index) else { return };
        layout.placeholders.title = layout.placeholders.title.or(placeholders.title);
        layout.placeholders.body = layout.placeholders.body.or(placeholders.body);
        layout.styles.title = layout.styles.title.take().or(styles.title);
        layout.styles.body = layout.styles.body.take().or(styles.body);
        if layout.running.footer.is_none() {
            (layout.running.footer, layout.running.words) = (running.footer, running.words);
        }
        layout.running.number = layout.running.number.or(running.number);
    }

    /// Returns the number of layouts.
    pub(super) fn len(&self) -> usize {
        self.layouts.len()
    }

    /// Returns the layout that new slides use: that of the first content page.
    pub(super) fn main(&self) -> Option<&SlideLayout> {
        let content = self.layouts.iter().find(|own| own.kind == SlideLayoutKind::Content);
        content.or(self.layouts.first())
    }

    /// Adds the layouts to the file.
    pub(super) fn add_to(&self, package: &mut PptxPackage, state: &DeckState<'_>, page: Size) {
        for (index, layout) in self.layouts.iter().enumerate() {
            let path = format!("ppt/slideLayouts/slideLayout{}.xml", index + 1);
            let same_kind =
                self.layouts[..index].iter().filter(|own| own.kind == layout.kind).count();
            let bytes = layout.to_xml(state, page, same_kind);
            let content_type = "application/vnd.openxmlformats-officedocument.presentationml.\
                                slideLayout+xml";
            package.add(path.clone(), content_type, bytes);
            let mut relationships = layout.ground.relationships.clone();
            relationships.add("slideMaster", "../slideMasters/slideMaster1.xml");
            package.add_relationships(&path, &relationships);
        }
    }
}

impl SlideLayout {
    fn to_xml(&self, state: &DeckState<'_>, page: Size, same_kind: usize) -> Vec<u8> {
        let (kind, name) = match self.kind {
            SlideLayoutKind::Cover => ("title", "Cover"),
            SlideLayoutKind::Section => ("secHead", "Section"),
            SlideLayoutKind::Content => ("obj", "Title and Content"),
            SlideLayoutKind::Statement => ("obj", "Statement"),
            SlideLayoutKind::Question => ("obj", "Question"),
            SlideLayoutKind::Picture => ("obj", "Picture"),
            SlideLayoutKind::End => ("obj", "End"),
        };
        let name =
            if same_kind == 0 { name.to_owned() } else { format!("{name} {}", same_kind + 1) };
        let mut xml = Xml::document();
        let mut attributes = namespaces();
        attributes.push(("type", &kind));
        attributes.push(("preserve", &"1"));
        xml.open("p:sldLayout", &attributes);
        xml.open("p:cSld", &[("name", &name)]);
        xml.insert(&self.ground.background);
        write_tree_start(&mut xml);
        xml.insert(&self.ground.objects);
        let is_cover = self.kind == SlideLayoutKind::Cover;
        let body = if is_cover { Placeholder::Subtitle } else { Placeholder::Body };
        let rects = default_rects(self, page);
        let styles = [self.styles.title.clone(), self.body_style(state), None, None];
        let list = [
            (Placeholder::Title, Some(rects[0])),
            (body, Some(rects[1])),
            (Placeholder::Footer, self.running.footer),
            (Placeholder::PageNumber, self.running.number),
        ];
        for (index, ((placeholder, rect), style)) in list.into_iter().zip(styles).enumerate() {
            if let Some(rect) = rect {
                let (style, footer) = (style.as_ref(), self.running.words.as_str());
                let content = PlaceholderContent { placeholder, rect, style, footer };
                write_placeholder(&mut xml, state, index as u32 + 2, &content);
            }
        }
        xml.close();
        xml.close();
        write_colour_map(&mut xml);
        xml.close();
        xml.into_bytes()
    }
}

impl SlideLayout {
    /// Returns the style of the body; without one, text has the colour of a title that differs from
    /// that of other pages, as on a dark ground.
    fn body_style(&self, state: &DeckState<'_>) -> Option<TextSample> {
        let usual = state.samples.title.as_ref().map(|title| title.colour);
        let own = self.styles.title.as_ref().filter(|title| Some(title.colour) != usual);
        let plain = |title: &TextSample| TextSample { size: title.size * 0.6, ..title.clone() };
        self.styles.body.clone().or_else(|| own.map(plain))
    }
}

/// Returns the places of title and body of a layout: those of its pages, or usual ones. A body
/// reaches to the bottom margin, because new slides have more in it.
pub(super) fn default_rects(layout: &SlideLayout, page: Size) -> [Rect; 2] {
    let margin = page.width * 0.06;
    let width = page.width - 2.0 * margin;
    let usual = Rect::new(margin, page.height * 0.08, width, page.height * 0.12);
    let mut title = layout.placeholders.title.unwrap_or(usual);
    title.width = title.width.max(width.min(page.width - title.x - margin));
    let body = layout.placeholders.body.unwrap_or_else(|| {
        Rect::new(title.x, title.bottom() + page.height * 0.05, width, page.height * 0.5)
    });
    let bottom = page.height * 0.88;
    let width = body.width.max((page.width - body.x - margin).max(0.0));
    [title, Rect { width, height: (bottom - body.y).max(body.height), ..body }]
}

/// Returns the attributes that declare the namespaces.
pub(super) fn namespaces() -> Vec<(&'static str, &'static dyn std::fmt::Display)> {
    NAMESPACES.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect()
}

/// Opens the tree of objects.
pub(super) fn write_tree_start(xml: &mut Xml) {
    xml.open("p:spTree", &[]);
    xml.open("p:nvGrpSpPr", &[]);
    xml.empty("p:cNvPr", &[("id", &"1"), ("name", &"")]);
    xml.empty("p:cNvGrpSpPr", &[]);
    xml.empty("p:nvPr", &[]);
    xml.close();
    xml.empty("p:grpSpPr", &[]);
}

/// Writes that the colours of the master are used.
pub(super) fn write_colour_map(xml: &mut Xml) {
    xml.open("p:clrMapOvr", &[]);
    xml.empty("a:masterClrMapping", &[]);
    xml.close();
}
