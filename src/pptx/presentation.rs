//! The presentation itself: the list of slides, their sections, and the properties of the document.

use super::deck_state::DeckState;
use super::embedded_fonts::EmbeddedFonts;
use super::layouts::namespaces;
use super::master::FIRST_LAYOUT_ID;
use super::package::{PptxPackage, Relationships};
use super::table_style::add_table_styles;
use super::units::emu;
use super::xml::Xml;
use crate::geometry::Size;
use crate::scene::{DateTime, DocumentInfo, Scene};
use crate::show::Visibility;

const SECTION_EXTENSION: &str = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}";
const SECTION_NAMESPACE: &str = "http://schemas.microsoft.com/office/powerpoint/2010/main";

/// The levels of text, and how far each is from the one above it, in pt.
const DEFAULT_LEVELS: [&str; 9] = [
    "a:lvl1pPr",
    "a:lvl2pPr",
    "a:lvl3pPr",
    "a:lvl4pPr",
    "a:lvl5pPr",
    "a:lvl6pPr",
    "a:lvl7pPr",
    "a:lvl8pPr",
    "a:lvl9pPr",
];
const DEFAULT_INDENT: f32 = 36.0;

/// The first id of slides.
const FIRST_SLIDE_ID: usize = 256;

/// Adds the presentation to the file, and the fonts if `state` says so. Returns them.
pub(super) fn add_presentation(
    package: &mut PptxPackage,
    state: &mut DeckState<'_>,
    scene: &Scene,
    page: Size,
    has_notes: bool,
) -> Option<EmbeddedFonts> {
    let path = "ppt/presentation.xml";
    let mut relationships = Relationships::default();
    let master = relationships.add("slideMaster", "slideMasters/slideMaster1.xml");
    let slides: Vec<String> = (1..=scene.pages.len())
        .map(|number| relationships.add("slide", format!("slides/slide{number}.xml")))
        .collect();
    let notes =
        has_notes.then(|| relationships.add("notesMaster", "notesMasters/notesMaster1.xml"));
    for (kind, target) in [
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
    ] {
        relationships.add(kind, target);
    }
    let fonts =
        state.fonts.are_embedded().then(|| EmbeddedFonts::add(package, state, &mut relationships));
    let mut xml = Xml::document();
    let mut attributes = namespaces();
    if scene.info.from_right {
        attributes.push(("rtl", &"1"));
    }
    if fonts.is_some() {
        // With all characters, so that new text can be written.
        attributes.push(("embedTrueTypeFonts", &"1"));
    } else {
        attributes.push(("saveSubsetFonts", &"1"));
    }
    xml.open("p:presentation", &attributes);
    xml.open("p:sldMasterIdLst", &[]);
    xml.empty("p:sldMasterId", &[("id", &(FIRST_LAYOUT_ID - 1)), ("r:id", &master)]);
    xml.close();
    if let Some(notes) = &notes {
        xml.open("p:notesMasterIdLst", &[]);
        xml.empty("p:notesMasterId", &[("r:id", notes)]);
        xml.close();
    }
    xml.open("p:sldIdLst", &[]);
    let order = slide_order(scene);
    for (index, relationship) in order.iter().filter_map(|index| Some((index, slides.get(*index)?)))
    {
        xml.empty("p:sldId", &[("id", &(FIRST_SLIDE_ID + index)), ("r:id", relationship)]);
    }
    xml.close();
    xml.empty("p:sldSz", &[("cx", &emu(page.width)), ("cy", &emu(page.height))]);
    xml.empty("p:notesSz", &[("cx", &6_858_000), ("cy", &9_144_000)]);
    if let Some(fonts) = &fonts {
        fonts.write(&mut xml);
    }
    write_default_text_style(&mut xml, scene.info.from_right);
    write_sections(&mut xml, scene, &order);
    xml.close();
    let content_type =
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    package.add(path.into(), content_type, xml.into_bytes());
    package.add_relationships(path, &relationships);
    add_settings(package);
    add_table_styles(package, state, &scene.design);
    fonts
}

/// Writes the style of text boxes that a colleague adds.
fn write_default_text_style(xml: &mut Xml, is_rtl: bool) {
    let (rtl, alignment) = if is_rtl { ("1", "r") } else { ("0", "l") };
    xml.open("p:defaultTextStyle", &[]);
    for (level, name) in DEFAULT_LEVELS.into_iter().enumerate() {
        let margin = emu(DEFAULT_INDENT * level as f32);
        xml.open(name, &[("marL", &margin), ("algn", &alignment), ("rtl", &rtl)]);
        xml.open("a:defRPr", &[("sz", &"1800"), ("kern", &"0")]);
        xml.insert("<a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>");
        for (name, typeface) in [("a:latin", "+mn-lt"), ("a:ea", "+mn-ea"), ("a:cs", "+mn-cs")] {
            xml.empty(name, &[("typeface", &typeface)]);
        }
        xml.close();
        xml.close();
    }
    xml.close();
}

/// Returns the indices of the pages in the order of the slides: hidden slides, which are the last
/// pages, are where they are in the outline, as they are not shown anyway.
fn slide_order(scene: &Scene) -> Vec<usize> {
    let is_hidden = |index: &usize| scene.pages[*index].visibility == Visibility::Hidden;
    let (hidden, mut order): (Vec<usize>, Vec<usize>) = (0..scene.pages.len()).partition(is_hidden);
    for index in hidden {
        let (slide, follows) = (scene.pages[index].slide, scene.pages[index].follows);
        // Hidden slides in a row, and the pages of one, follow each other.
        let is_before = |other: &usize| {
            let page = &scene.pages[*other];
            let is_own = page.slide == slide || Some(page.slide) == follows;
            is_own || page.visibility == Visibility::Hidden && page.follows == follows
        };
        let place = order.iter().rposition(is_before).map_or(0, |last| last + 1);
        order.insert(place, index);
    }
    order
}

/// Writes the sections. The slides before the first and those after the talk have their own.
fn write_sections(xml: &mut Xml, scene: &Scene, order: &[usize]) {
    let shown = scene.pages.iter().take_while(|page| page.visibility == Visibility::Shown).count();
    if scene.sections.is_empty() {
        return;
    }
    let mut starts: Vec<(usize, &str)> = Vec::new();
    if scene.sections.first().is_some_and(|section| section.page > 0) {
        starts.push((0, &scene.info.title));
    }
    starts.extend(scene.sections.iter().map(|section| (section.page, section.title.as_str())));
    if scene.pages.get(shown).is_some_and(|page| page.visibility == Visibility::Backup) {
        starts.push((shown, "Backup"));
    }
    let places = starts.iter().map(|(start, title)| {
        (order.iter().position(|index| index == start).unwrap_or_default(), *title)
    });
    let mut starts: Vec<(usize, &str)> = places.collect();
    if let Some((start, _)) = starts.first_mut() {
        *start = 0;
    }
    xml.open("p:extLst", &[]);
    xml.open("p:ext", &[("uri", &SECTION_EXTENSION)]);
    xml.open("p14:sectionLst", &[("xmlns:p14", &SECTION_NAMESPACE)]);
    for (index, (start, title)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(scene.pages.len(), |(next, _)| *next);
        let id = format!("{{5EC71000-0000-4000-8000-{:012X}}}", index + 1);
        xml.open("p14:section", &[("name", title), ("id", &id)]);
        xml.open("p14:sldIdLst", &[]);
        for page in &order[*start..end] {
            xml.empty("p14:sldId", &[("id", &(FIRST_SLIDE_ID + *page))]);
        }
        xml.close();
        xml.close();
    }
    xml.close();
    xml.close();
    xml.close();
}

/// Adds the settings that every presentation has.
fn add_settings(package: &mut PptxPackage) {
    for (name, element, content_type) in [
        (
            "presProps",
            "p:presentationPr",
            "application/vnd.openxmlformats-officedocument.presentationml.presProps+xml",
        ),
        (
            "viewProps",
            "p:viewPr",
            "application/vnd.openxmlformats-officedocument.presentationml.viewProps+xml",
        ),
    ] {
        let mut xml = Xml::document();
        xml.empty(element, &namespaces());
        package.add(format!("ppt/{name}.xml"), content_type, xml.into_bytes());
    }
}

/// Adds title, authors and other properties, and the relationships of the whole file.
pub(super) fn add_properties(package: &mut PptxPackage, scene: &Scene) {
    let mut relationships = Relationships::default();
    relationships.add("officeDocument", "ppt/presentation.xml");
    relationships.add_named(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    );
    relationships.add("extended-properties", "docProps/app.xml");
    package.add_relationships("", &relationships);
    let content_type = "application/vnd.openxmlformats-package.core-properties+xml";
    package.add("docProps/core.xml".into(), content_type, core_properties(&scene.info));
    let mut xml = Xml::document();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", &namespace)]);
    xml.text_element("Application", concat!("plenary ", env!("CARGO_PKG_VERSION")));
    xml.text_element("Slides", &scene.pages.len().to_string());
    let hidden = scene.pages.iter().filter(|page| page.visibility == Visibility::Hidden).count();
    xml.text_element("HiddenSlides", &hidden.to_string());
    xml.close();
    let content_type = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
    package.add("docProps/app.xml".into(), content_type, xml.into_bytes());
}

fn core_properties(info: &DocumentInfo) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
            ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.text_element("dc:title", &info.title);
    if let Some(subject) = &info.subject {
        xml.text_element("dc:subject", subject);
    }
    xml.text_element("dc:creator", &info.authors.join("; "));
    if !info.keywords.is_empty() {
        xml.text_element("cp:keywords", &info.keywords.join(", "));
    }
    if let Some(rights) = &info.rights {
        xml.text_element("dc:description", rights);
    }
    if !info.lang.is_empty() {
        xml.text_element("dc:language", &info.lang);
    }
    if let Some(date) = info.date {
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.open(name, &[("xsi:type", &"dcterms:W3CDTF")]);
            xml.text(&format_date(date));
            xml.close();
        }
    }
    xml.close();
    xml.into_bytes()
}

fn format_date(date: DateTime) -> String {
    let DateTime { year, month, day, time: [hour, minute, second] } = date;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}
