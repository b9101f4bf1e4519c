//! Paragraphs of speaker notes.

use super::language::office_language;
use super::package::Relationships;
use super::read_label::numbering_name;
use super::units::emu;
use super::xml::Xml;
use crate::ordered_numbers::{find_mark_places, mark_part};
use crate::scene::{NoteLink, NoteMark, NoteParagraph, NoteRun, Scene};

/// The indent of each level of a list in pt.
const INDENT: f32 = 18.0;

/// The typeface of code, which is on every computer.
const CODE_TYPEFACE: &str = "Courier New";

/// Writes a paragraph.
pub(super) fn write_note(
    xml: &mut Xml,
    note: &NoteParagraph,
    scene: &Scene,
    relationships: &mut Relationships,
) {
    xml.open("a:p", &[]);
    let depth = note.level.min(8);
    if depth > 0 || note.mark.is_some() {
        let (margin, level) = (emu(INDENT * depth as f32), depth.saturating_sub(1));
        let indent = if note.mark.is_some() { -emu(INDENT) } else { 0 };
        xml.open("a:pPr", &[("marL", &margin), ("lvl", &level), ("indent", &indent)]);
        write_mark(xml, note.mark);
        xml.close();
    }
    let whole: String = note.runs.iter().map(|run| run.text.as_str()).collect();
    let places = find_mark_places(&whole, false);
    let mut start = 0;
    for run in &note.runs {
        for (index, line) in mark_part(&run.text, start, &places).split('\n').enumerate() {
            if index > 0 {
                xml.empty("a:br", &[]);
            }
            if !line.is_empty() {
                write_run(xml, run, line, scene, relationships);
            }
        }
        start += run.text.len();
    }
    xml.close();
}

fn write_mark(xml: &mut Xml, mark: Option<NoteMark>) {
    let character = match mark {
        None => {
            xml.empty("a:buNone", &[]);
            return;
        }
        Some(NoteMark::Number(numbering, number)) => {
            xml.empty("a:buFont", &[("typeface", &"+mj-lt")]);
            let (kind, start) = (numbering_name(numbering), number.clamp(1, 32_767));
            xml.empty("a:buAutoNum", &[("type", &kind), ("startAt", &start)]);
            return;
        }
        Some(NoteMark::Bullet) => "•",
        Some(NoteMark::Box(true)) => "☑",
        Some(NoteMark::Box(false)) => "☐",
    };
    let font = if character == "•" { "Arial" } else { "Segoe UI Symbol" };
    xml.empty("a:buFont", &[("typeface", &font)]);
    xml.empty("a:buChar", &[("char", &character)]);
}

fn write_run(
    xml: &mut Xml,
    run: &NoteRun,
    text: &str,
    scene: &Scene,
    relationships: &mut Relationships,
) {
    let lang = office_language(&scene.info.lang);
    let baseline = i32::from(run.rise) * 30_000;
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![("lang", &lang)];
    for (name, is_set) in [("b", run.is_bold), ("i", run.is_italic)] {
        if is_set {
            attributes.push((name, &"1"));
        }
    }
    if run.is_struck {
        attributes.push(("strike", &"sngStrike"));
    }
    if baseline != 0 {
        attributes.push(("baseline", &baseline));
    }
    attributes.push(("dirty", &"0"));
    xml.open("a:r", &[]);
    xml.open("a:rPr", &attributes);
    if run.is_code {
        xml.empty("a:latin", &[("typeface", &CODE_TYPEFACE)]);
    }
    match &run.link {
        Some(NoteLink::Uri(address)) => {
            let id = relationships.add_address(address);
            xml.empty("a:hlinkClick", &[("r:id", &id)]);
        }
        Some(NoteLink::Slide(slide)) => {
            let found = scene.destinations.iter().find(|destination| destination.id == *slide);
            if let Some(found) = found {
                let target = format!("../slides/slide{}.xml", found.page + 1);
                let id = relationships.add("slide", target);
                let action = "ppaction://hlinksldjump";
                xml.empty("a:hlinkClick", &[("r:id", &id), ("action", &action)]);
            }
        }
        None => {}
    }
    xml.close();
    xml.text_element("a:t", text);
    xml.close();
}
