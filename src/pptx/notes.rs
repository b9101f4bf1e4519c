//! Speaker notes and their master.

use super::deck_state::DeckState;
use super::layouts::{namespaces, write_colour_map, write_tree_start};
use super::master::write_colour_mapping;
use super::notes_text::write_note;
use super::package::{PptxPackage, Relationships};
use super::shape_geometry::{write_preset, write_transform};
use super::theme_part::add_theme;
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{DesignTheme, NoteParagraph, NoteRun, Scene};

/// The page of notes in pt: a letter, upright.
const SLIDE_IMAGE: Rect = Rect::new(60.0, 60.0, 420.0, 236.0);
const NOTES_TEXT: Rect = Rect::new(54.0, 330.0, 432.0, 340.0);

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml";
const MASTER_CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml";

/// Adds the notes of the slide with this number.
pub(super) fn add_notes(
    package: &mut PptxPackage,
    number: usize,
    notes: &[NoteParagraph],
    scene: &Scene,
) {
    let path = format!("ppt/notesSlides/notesSlide{number}.xml");
    let mut xml = Xml::document();
    xml.open("p:notes", &namespaces());
    xml.open("p:cSld", &[]);
    write_tree_start(&mut xml);
    let mut relationships = Relationships::default();
    relationships.add("notesMaster", "../notesMasters/notesMaster1.xml");
    relationships.add("slide", format!("../slides/slide{number}.xml"));
    write_notes_shape(&mut xml, NotesPart::SlideImage, None);
    let mut write = |xml: &mut Xml| {
        notes.iter().for_each(|note| write_note(xml, note, scene, &mut relationships));
    };
    write_notes_shape(&mut xml, NotesPart::Text, Some(&mut write));
    xml.close();
    xml.close();
    write_colour_map(&mut xml);
    xml.close();
    package.add(path.clone(), CONTENT_TYPE, xml.into_bytes());
    package.add_relationships(&path, &relationships);
}

/// Adds the master of notes, with its theme.
pub(super) fn add_notes_master(
    package: &mut PptxPackage,
    state: &DeckState<'_>,
    design: &DesignTheme,
) {
    let path = "ppt/notesMasters/notesMaster1.xml";
    let mut xml = Xml::document();
    xml.open("p:notesMaster", &namespaces());
    xml.open("p:cSld", &[]);
    xml.insert("<p:bg><p:bgPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>");
    xml.insert("<a:effectLst/></p:bgPr></p:bg>");
    write_tree_start(&mut xml);
    write_notes_shape(&mut xml, NotesPart::SlideImage, None);
    write_notes_shape(&mut xml, NotesPart::Text, Some(&mut |xml| xml.empty("a:p", &[])));
    xml.close();
    xml.close();
    write_colour_mapping(&mut xml);
    xml.close();
    package.add(path.into(), MASTER_CONTENT_TYPE, xml.into_bytes());
    let mut relationships = Relationships::default();
    relationships.add("theme", "../theme/theme2.xml");
    package.add_relationships(path, &relationships);
    add_theme(package, 2, design, &state.fonts);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NotesPart {
    SlideImage,
    Text,
}

/// Returns each line as a paragraph.
pub(super) fn plain_paragraphs(text: &str) -> Vec<NoteParagraph> {
    let paragraph = |line: &str| NoteParagraph {
        runs: vec![NoteRun { text: line.to_owned(), ..NoteRun::default() }],
        ..NoteParagraph::default()
    };
    text.lines().map(paragraph).collect()
}

fn write_notes_shape(xml: &mut Xml, part: NotesPart, write_text: Option<&mut dyn FnMut(&mut Xml)>) {
    let (id, name, rect) = match part {
        NotesPart::SlideImage => (2, "Slide Image", SLIDE_IMAGE),
        NotesPart::Text => (3, "Notes", NOTES_TEXT),
    };
    xml.open("p:sp", &[]);
    xml.open("p:nvSpPr", &[]);
    xml.empty("p:cNvPr", &[("id", &id), ("name", &name)]);
    xml.open("p:cNvSpPr", &[]);
    match part {
        NotesPart::SlideImage => {
            let locks: super::xml::Attributes<'_> =
                &[("noGrp", &"1"), ("noRot", &"1"), ("noChangeAspect", &"1")];
            xml.empty("a:spLocks", locks);
        }
        NotesPart::Text => xml.empty("a:spLocks", &[("noGrp", &"1")]),
    }
    xml.close();
    xml.open("p:nvPr", &[]);
    match part {
        NotesPart::SlideImage => xml.empty("p:ph", &[("type", &"sldImg"), ("idx", &"2")]),
        NotesPart::Text => xml.empty("p:ph", &[("type", &"body"), ("idx", &"3")]),
    }
    xml.close();
    xml.close();
    xml.open("p:spPr", &[]);
    write_transform(xml, "a:xfrm", rect);
    write_preset(xml, "rect", &[]);
    xml.close();
    if let Some(write_text) = write_text {
        xml.open("p:txBody", &[]);
        xml.empty("a:bodyPr", &[]);
        xml.empty("a:lstStyle", &[]);
        write_text(xml);
        xml.close();
    }
    xml.close();
}
