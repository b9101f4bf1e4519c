//! Writes the part of a slide: its objects, its transition and its animation.

use super::deck_state::DeckState;
use super::layout_look::LayoutLook;
use super::layouts::{namespaces, write_colour_map, write_tree_start};
use super::notes::add_notes;
use super::package::PptxPackage;
use super::read_page::ReadPage;
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
    (read, look): (ReadPage<'s>, Option<&LayoutLook>),
    (scene, index): (&'s Scene, usize),
    notes: &[NoteParagraph],
) {
    let page = &scene.pages[index];
    let number = index + 1;
    let ReadPage { reader, objects, running, layout, own_ground } = read;
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
    writer.look = look;
    if let Some(ground) = &own_ground {
        xml.insert(&ground.background);
        writer.relationships = ground.relationships.clone();
    }
    write_tree_start(&mut xml);
    if let Some(ground) = &own_ground {
        xml.insert(&ground.objects);
    }
    writer.write_hidden_title(&mut xml, &objects, number);
    writer.write_objects(&mut xml, objects);
    running.write(&mut xml, &mut writer, number);
    xml.close();
    xml.close();
    write_colour_map(&mut xml);
    let SlideWriter { mut relationships, animation, .. } = writer;
    write_transition(&mut xml, page, &mut state.issues);
    animation.write(&mut xml, &page.reveal_steps());
    xml.close();
    let path = format!("ppt/slides/slide{number}.xml");
    package.add(path.clone(), CONTENT_TYPE, xml.into_bytes());
    relationships.add("slideLayout", format!("../slideLayouts/slideLayout{}.xml", layout + 1));
    if page.notes.is_some() || !notes.is_empty() {
        relationships.add("notesSlide", format!("../notesSlides/notesSlide{number}.xml"));
        add_notes(package, number, notes, scene);
    }
    package.add_relationships(&path, &relationships);
}
