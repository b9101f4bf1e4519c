//! Writes the objects of a slide in reading order, which is also the order of painting.

use super::animation::Animation;
use super::body_properties::write_body_properties;
use super::content::{DrawnFigure, PageContentReader, PageObject};
use super::deck_state::DeckState;
use super::inherited_place::{Insets, PlaceholderPlace, place_in};
use super::layout_look::{LayoutLook, PlaceholderLook};
use super::level_style::TextLevelStyle;
use super::package::Relationships;
use super::shape_geometry::{write_preset, write_shape_properties, write_transform};
use super::text_box::{SlideObject, TextBox, group_paragraphs};
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{ElementId, LinkArea, Shape};

/// Writes one slide or layout.
pub(super) struct SlideWriter<'w, 's> {
    pub(super) package: &'w mut DeckState<'s>,
    pub(super) reader: &'w PageContentReader<'s>,
    /// The relationships of the slide.
    pub(super) relationships: Relationships,
    /// What appears at which step.
    pub(super) animation: Animation,
    /// What its layout looks like.
    pub(super) look: Option<&'w LayoutLook>,
    /// The placeholder of the layout whose styles the text that is being written inherits.
    pub(super) inherited: Option<&'w PlaceholderLook>,
    /// The style that the paragraph that is being written inherits.
    pub(super) level_style: Option<&'w TextLevelStyle>,
    /// The link of the text box that is being written: none of its words is one.
    pub(super) box_link: Option<LinkArea>,
    /// The number of the slide, while text is written in which it is a field.
    pub(super) number_field: Option<usize>,
    /// Whether formulas in lines of text are Office Math, and not plain text.
    pub(super) writes_office_math: bool,
    /// The id of the next object.
    pub(super) next_id: u32,
}

/// How an object is named.
pub(super) struct ObjectName<'a> {
    /// What it is. A number is added.
    pub(super) kind: &'a str,
    /// Its alternative text.
    pub(super) alt: Option<&'a str>,
    /// Where a click leads.
    pub(super) link: Option<&'a LinkArea>,
}

/// The placeholder of the layout that a text box fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholder {
    Title,
    /// The main text with this index.
    Body(usize),
    Subtitle,
    Footer,
    PageNumber,
}

impl Placeholder {
    /// Whether it is on every page.
    pub(super) fn is_running(self) -> bool {
        matches!(self, Self::Footer | Self::PageNumber)
    }
}

/// The extension that marks what screen readers pass over.
const DECORATIVE_EXTENSION: &str = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}";
const DECORATIVE_NAMESPACE: &str = "http://schemas.microsoft.com/office/drawing/2017/decorative";

impl<'w, 's> SlideWriter<'w, 's> {
    /// Creates a writer of a page whose first object has the id `first_id`.
    pub(super) fn new(
        package: &'w mut DeckState<'s>,
        reader: &'w PageContentReader<'s>,
        first_id: u32,
    ) -> Self {
        Self {
            package,
            reader,
            relationships: Relationships::default(),
            animation: Animation::default(),
            look: None,
            inherited: None,
            level_style: None,
            box_link: None,
            number_field: None,
            writes_office_math: false,
            next_id: first_id,
        }
    }

    /// Writes the objects of the page.
    pub(super) fn write_objects(
        &mut self,
        xml: &mut Xml,
        mut objects: Vec<(SlideObject<'s>, Option<Placeholder>)>,
    ) {
        place_title_first(&mut objects);
        for (object, placeholder) in objects {
            match object {
                SlideObject::Text(text) => {
                    let id = self.write_text_box(xml, &text, placeholder);
                    self.animation.add_text(id, &text);
                }
                SlideObject::Other(object) => {
                    let step = object.step();
                    if let Some(id) = self.write_object(xml, object) {
                        self.animation.add_object(id, step);
                    }
                }
                SlideObject::Group(group) => {
                    let step = group.step;
                    if let Some(id) = self.write_object_group(xml, group) {
                        self.animation.add_object(id, step);
                    }
                }
            }
        }
    }

    /// Writes an object. Returns its id.
    pub(super) fn write_object(&mut self, xml: &mut Xml, object: PageObject<'s>) -> Option<u32> {
        match object {
            PageObject::Shape { shape, element, .. } => Some(self.write_shape(xml, shape, element)),
            PageObject::Picture { image, element, .. } => {
                let written = self.write_picture(xml, image, element);
                if written.is_none() {
                    self.package.issues.add_picture(&image.image.name);
                }
                written
            }
            PageObject::Table { table, items } => self.write_tables(xml, table, items),
            PageObject::Drawing { figure, parts, .. } => self.write_group(xml, figure, parts),
            PageObject::Chart(chart) => self.write_chart(xml, chart),
            PageObject::Media { figure, area, items, .. } => {
                self.write_media(xml, (figure, area), items)
            }
            PageObject::Formula { formula, items, is_whole, .. } => {
                self.write_formula(xml, (formula, is_whole), items)
            }
            PageObject::Paragraph(paragraph) => {
                let text = TextBox::new(vec![paragraph]);
                Some(self.write_text_box(xml, &text, None))
            }
        }
    }

    /// Writes a text box. Returns its id.
    pub(super) fn write_text_box(
        &mut self,
        xml: &mut Xml,
        text: &TextBox<'_>,
        placeholder: Option<Placeholder>,
    ) -> u32 {
        let formulas = &self.package.inline_formulas;
        if !text.paragraphs.iter().any(|paragraph| !formulas.of(&paragraph.text).is_empty()) {
            return self.write_text_shape(xml, text, placeholder);
        }
        let write_math = |writer: &mut Self, xml: &mut Xml| {
            writer.writes_office_math = true;
            let id = writer.write_text_shape(xml, text, placeholder);
            writer.writes_office_math = false;
            id
        };
        self.write_alternatives(xml, write_math, |writer, xml| {
            writer.write_text_shape(xml, text, placeholder);
        })
    }

    fn write_text_shape(
        &mut self,
        xml: &mut Xml,
        text: &TextBox<'_>,
        placeholder: Option<Placeholder>,
    ) -> u32 {
        let look = self.look;
        self.inherited = placeholder.and_then(|placeholder| look?.get(placeholder));
        let place = match (self.inherited, placeholder) {
            (Some(inherited), Some(placeholder)) => {
                place_in(self.reader.page, text, inherited, placeholder)
            }
            _ => PlaceholderPlace::Own(text.rect),
        };
        self.box_link = self.link_of_box(text);
        xml.open("p:sp", &[]);
        let id = self.write_text_head(xml, placeholder, "Text");
        xml.open("p:spPr", &[]);
        if let PlaceholderPlace::Own(rect) | PlaceholderPlace::Fitted(rect) = place {
            write_transform(xml, "a:xfrm", rect);
        }
        if placeholder.is_none() {
            write_preset(xml, "rect", &[]);
            xml.empty("a:noFill", &[]);
        }
        xml.close();
        xml.open("p:txBody", &[]);
        // Impress shrinks only what says so itself. It makes lists much too small.
        let shrinks = placeholder == Some(Placeholder::Title)
            && self.inherited.is_some_and(|look| look.is_shrunk);
        match (self.inherited, place) {
            (None, _) => write_body_properties(xml, text.wraps, "t"),
            // The rest is that of the layout.
            (Some(_), PlaceholderPlace::Own(_)) if !text.wraps => {
                xml.empty("a:bodyPr", &[("wrap", &"none")]);
            }
            (Some(_), PlaceholderPlace::Own(_) | PlaceholderPlace::Fitted(_)) => {
                Insets::default().write(xml, shrinks);
            }
            (Some(_), PlaceholderPlace::OfLayout(insets)) => insets.write(xml, shrinks),
        }
        xml.empty("a:lstStyle", &[]);
        self.inherited = self.inherited.filter(|look| !look.has_own_style);
        self.write_paragraphs(xml, text);
        (self.inherited, self.box_link) = (None, None);
        xml.close();
        xml.close();
        id
    }

    /// Writes what a text box is: a placeholder, or a box of its own.
    pub(super) fn write_text_head(
        &mut self,
        xml: &mut Xml,
        placeholder: Option<Placeholder>,
        kind: &'static str,
    ) -> u32 {
        xml.open("p:nvSpPr", &[]);
        let kind = placeholder.map_or(kind, Placeholder::name);
        let id = self.next_id();
        let name = format!("{kind} {}", id - 1);
        xml.open("p:cNvPr", &[("id", &id), ("name", &name)]);
        if let Some(link) = self.box_link.clone() {
            self.write_link(xml, &link);
        }
        xml.close();
        match placeholder {
            None => {
                xml.empty("p:cNvSpPr", &[("txBox", &"1")]);
                xml.empty("p:nvPr", &[]);
            }
            Some(placeholder) => {
                placeholder.write_properties(xml);
            }
        }
        xml.close();
        id
    }

    pub(super) fn write_shape(
        &mut self,
        xml: &mut Xml,
        shape: &Shape,
        element: Option<ElementId>,
    ) -> u32 {
        let spoken = shape.actual_text.as_deref();
        let alt = spoken.map(|spoken| self.alt_text(element).unwrap_or_else(|| spoken.to_owned()));
        let link = element.and_then(|_| self.link_over(shape.bounds()));
        xml.open("p:sp", &[]);
        xml.open("p:nvSpPr", &[]);
        let name = ObjectName { kind: "Shape", alt: alt.as_deref(), link: link.as_ref() };
        let id = self.write_object_name(xml, &name);
        xml.empty("p:cNvSpPr", &[]);
        xml.empty("p:nvPr", &[]);
        xml.close();
        write_shape_properties(xml, &self.package.scheme, shape);
        xml.close();
        id
    }

    /// Writes the parts of a drawing as a group with an alternative text.
    pub(super) fn write_group(
        &mut self,
        xml: &mut Xml,
        figure: DrawnFigure,
        parts: Vec<PageObject<'s>>,
    ) -> Option<u32> {
        let parts = group_paragraphs(self.reader, parts);
        let bounds = parts.iter().filter_map(object_bounds).reduce(Rect::union)?;
        let alt = self.alt_text(Some(figure.element).filter(|_| figure.is_described));
        xml.open("p:grpSp", &[]);
        let name = ObjectName { kind: "Drawing", alt: alt.as_deref(), link: None };
        let id = self.write_group_head(xml, &name, bounds);
        self.write_parts(xml, parts);
        xml.close();
        Some(id)
    }

    /// Writes the name and place of a group, whose parts are placed on the page.
    pub(super) fn write_group_head(
        &mut self,
        xml: &mut Xml,
        name: &ObjectName<'_>,
        bounds: Rect,
    ) -> u32 {
        xml.open("p:nvGrpSpPr", &[]);
        let id = self.write_object_name(xml, name);
        self.write_group_place(xml, bounds);
        id
    }

    /// Ends the name of a group and writes its place.
    pub(super) fn write_group_place(&mut self, xml: &mut Xml, bounds: Rect) {
        xml.empty("p:cNvGrpSpPr", &[]);
        xml.empty("p:nvPr", &[]);
        xml.close();
        let super::units::EmuRect { x, y, width, height } = bounds.into();
        xml.open("p:grpSpPr", &[]);
        xml.open("a:xfrm", &[]);
        xml.empty("a:off", &[("x", &x), ("y", &y)]);
        xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
        xml.empty("a:chOff", &[("x", &x), ("y", &y)]);
        xml.empty("a:chExt", &[("cx", &width), ("cy", &height)]);
        xml.close();
        xml.close();
    }

    /// Writes the name of an object with its alternative text. An object without one is
    /// decorative. Returns its id.
    pub(super) fn write_object_name(&mut self, xml: &mut Xml, name: &ObjectName<'_>) -> u32 {
        let id = self.next_id();
        let full_name = format!("{} {}", name.kind, id - 1);
        let alt = name.alt.filter(|alt| !alt.trim().is_empty());
        match &alt {
            Some(alt) => {
                xml.open("p:cNvPr", &[("id", &id), ("name", &full_name), ("descr", alt)]);
            }
            None => xml.open("p:cNvPr", &[("id", &id), ("name", &full_name)]),
        }
        if let Some(link) = name.link {
            self.write_link(xml, link);
        }
        if alt.is_none() {
            xml.open("a:extLst", &[]);
            xml.open("a:ext", &[("uri", &DECORATIVE_EXTENSION)]);
            let attributes: super::xml::Attributes<'_> =
                &[("xmlns:adec", &DECORATIVE_NAMESPACE), ("val", &"1")];
            xml.empty("adec:decorative", attributes);
            xml.close();
            xml.close();
        }
        xml.close();
        id
    }

    /// Returns the next free id.
    pub(super) fn next_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    /// Returns the alternative text of an element, or of the figure around it.
    pub(super) fn alt_text(&self, element: Option<ElementId>) -> Option<String> {
        let structure = &self.reader.scene.structure;
        structure.ancestors(element).find_map(|id| structure.get(id).alt.clone())
    }

    /// Returns the link whose area is that of a picture.
    pub(super) fn link_over(&self, rect: Rect) -> Option<LinkArea> {
        let is_over =
            |area: &LinkArea| area.rect.contains(rect, 2.0) && area.rect.width < rect.width + 8.0;
        let mut links = self.reader.links.iter().map(|(_, area)| *area);
        links.rfind(|area| is_over(area)).cloned()
    }
}

/// Moves the title before what is read before it, unless this is below it on the page.
fn place_title_first(objects: &mut [(SlideObject<'_>, Option<Placeholder>)]) {
    let is_title = |placeholder: &Option<Placeholder>| *placeholder == Some(Placeholder::Title);
    let Some(index) = objects.iter().position(|(_, placeholder)| is_title(placeholder)) else {
        return;
    };
    let Some(title) = object_bounds(&objects[index].0) else { return };
    let is_apart = |(object, _): &(SlideObject<'_>, _)| {
        object_bounds(object).is_some_and(|bounds| !bounds.overlaps(title))
    };
    if objects[..index].iter().all(is_apart) {
        objects[..=index].rotate_right(1);
    }
}

/// Returns the rectangle around an object.
pub(super) fn object_bounds(object: &SlideObject<'_>) -> Option<Rect> {
    match object {
        SlideObject::Text(text) => Some(text.rect),
        SlideObject::Other(object) => object.bounds(),
        SlideObject::Group(group) => group.bounds(),
    }
}

impl Placeholder {
    /// Returns the name of an object that fills it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Body(_) => "Content",
            Self::Subtitle => "Subtitle",
            Self::Footer => "Footer",
            Self::PageNumber => "Slide Number",
        }
    }

    /// Writes that an object cannot be grouped, and which placeholder of the layout it is.
    pub(super) fn write_properties(self, xml: &mut Xml) {
        xml.open("p:cNvSpPr", &[]);
        xml.empty("a:spLocks", &[("noGrp", &"1")]);
        xml.close();
        xml.open("p:nvPr", &[]);
        self.write(xml);
        xml.close();
    }

    fn write(self, xml: &mut Xml) {
        // Further bodies have ids after those of footer and page number.
        let body = if let Self::Body(index @ 1..) = self { index + 12 } else { 1 };
        let attributes: super::xml::Attributes<'_> = match self {
            Self::Title => &[("type", &"title")],
            Self::Body(_) => &[("type", &"body"), ("idx", &body)],
            Self::Subtitle => &[("type", &"subTitle"), ("idx", &"1")],
            Self::Footer => &[("type", &"ftr"), ("sz", &"quarter"), ("idx", &"11")],
            Self::PageNumber => &[("type", &"sldNum"), ("sz", &"quarter"), ("idx", &"12")],
        };
        xml.empty("p:ph", attributes);
    }
}
