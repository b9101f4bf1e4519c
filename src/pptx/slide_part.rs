//! Writes the part of a slide: its objects, its transition and its animation.

use super::content::PageContentReader;
use super::deck_state::DeckState;
use super::layouts::{Layouts, namespaces, write_colour_map, write_tree_start};
use super::notes::{add_notes, plain_paragraphs};
use super::package::PptxPackage;
use super::running::{read_ground, read_running_places, write_running_text};
use super::slide::SlideWriter;
use super::transition::write_transition;
use super::xml::Xml;
use crate::scene::{NoteParagraph, Scene};
use crate::show::Visibility;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";

/// The first id of the objects of a slide, after those of its own ground.
const FIRST_ID: u32 = 2;

/// Adds the slide of the page with this index and its speaker notes.
pub(super) fn add_slide<'s>(
    package: &mut PptxPackage,
    state: &mut DeckState<'s>,
    layouts: &mut Layouts,
    (scene, index): (&'s Scene, usize),
    notes: Option<&Vec<NoteParagraph>>,
) {
    let page = &scene.pages[index];
    let number = index + 1;
    let reader = PageContentReader::new(scene, page);
    let ground = read_ground(state, &reader);
    let (layout, own_ground) = match layouts.find_or_add(page.layout, ground) {
        Ok(layout) => (layout, None),
        Err(ground) => (layouts.nearest(page.layout), Some(ground)),
    };
    let mut xml = Xml::document();
    let mut attributes = namespaces();
    if page.visibility == Visibility::Hidden {
        attributes.push(("show", &"0"));
    }
    if own_ground.is_some() {
        attributes.push(("showMasterSp", &"0"));
    }
    xml.open("p:sld", &attributes);
    xml.open("p:cSld", &[]);
    // The ids of a ground on the slide follow those that the layout would use.
    let first_id = if own_ground.is_some() { 1000 } else { FIRST_ID };
    let mut writer = SlideWriter::new(state, &reader, first_id);
    if let Some(ground) = &own_ground {
        xml.insert(&ground.background);
        writer.relationships = ground.relationships.clone();
    }
    write_tree_start(&mut xml);
    if let Some(ground) = &own_ground {
        xml.insert(&ground.objects);
    }
    writer.write_objects(&mut xml);
    write_running_text(&mut xml, &mut writer, number);
    xml.close();
    xml.close();
    write_colour_map(&mut xml);
    let SlideWriter { mut relationships, animation, placeholders, styles, .. } = writer;
    write_transition(&mut xml, page, &mut state.issues);
    animation.write(&mut xml, &page.reveal_steps());
    xml.close();
    layouts.add_places(layout, (placeholders, styles), read_running_places(scene, page));
    let path = format!("ppt/slides/slide{number}.xml");
    package.add(path.clone(), CONTENT_TYPE, xml.into_bytes());
    relationships.add("slideLayout", format!("../slideLayouts/slideLayout{}.xml", layout + 1));
    if let Some(markdown) = &page.notes {
        relationships.add("notesSlide", format!("../notesSlides/notesSlide{number}.xml"));
        let notes = notes.cloned().unwrap_or_else(|| plain_paragraphs(markdown));
        add_notes(package, number, &notes, scene);
    }
    package.add_relationships(&path, &relationships);
}
