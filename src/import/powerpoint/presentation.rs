//! The main part: the slides in order, sections, the size of the page, and the properties of the
//! file.

use crate::import::words::join_words;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::archive::PptxArchive;
use super::rect::ShapeRect;
use super::refuse::{refuse_content, refuse_macros};
use super::relations::Relations;
use super::text::clean_text;
use super::xml::{
    attribute, child, children, descendants, find, name, number, parse_xml, relation_id,
};
use crate::diagnostic::Diagnostic;

/// The most slides of a deck.
const MAX_SLIDES: usize = 2_000;

/// Names that PowerPoint gives to sections.
const DEFAULT_SECTIONS: [&str; 6] = [
    "Default Section",
    "Untitled Section",
    "Standardabschnitt",
    "Abschnitt ohne Titel",
    "Section par défaut",
    "Sección predeterminada",
];

/// Titles that programs give to decks.
const DEFAULT_TITLES: [&str; 5] = [
    "PowerPoint Presentation",
    "PowerPoint-Präsentation",
    "Présentation PowerPoint",
    "Presentación de PowerPoint",
    "Slide 1",
];

/// The main part of a deck.
#[derive(Clone, Debug, Default)]
pub(super) struct PresentationPart {
    /// The paths of the slides in order, with the section that starts there.
    pub slides: Vec<(String, Option<String>)>,
    /// The number of slides that are left out because there are too many.
    pub left_out: usize,
    /// The size of the page.
    pub page: ShapeRect,
    /// The title and author in the properties of the file.
    pub title: Option<String>,
    pub author: Option<String>,
}

impl PresentationPart {
    /// Reads the main part.
    pub(super) fn read(archive: &mut PptxArchive, file: &Path) -> Result<Self, Diagnostic> {
        let relations = Relations::read(archive, "");
        let path = relations.first_part("officeDocument").unwrap_or("ppt/presentation.xml");
        let path = path.to_owned();
        let text = archive.read_xml(&path).map_err(|_| refuse_content(file, ""))?;
        let document = parse_xml(&text).map_err(|_| refuse_content(file, ""))?;
        let root = document.root_element();
        if name(root) != "presentation" {
            return Err(refuse_content(file, name(root)));
        }
        let own = Relations::read(archive, &path);
        let has_macros = own.first_part("vbaProject").is_some()
            || archive.read_media("ppt/vbaProject.bin").is_ok();
        if has_macros {
            return Err(refuse_macros(file));
        }
        let mut part = Self {
            page: ShapeRect { x: 0.0, y: 0.0, width: 12_192_000.0, height: 6_858_000.0 },
            ..Self::default()
        };
        if let Some(size) = child(root, "sldSz") {
            let side = |name: &str| number(size, name).filter(|side| *side > 100_000.0);
            if let (Some(width), Some(height)) = (side("cx"), side("cy")) {
                part.page = ShapeRect { x: 0.0, y: 0.0, width, height };
            }
        }
        let mut sections: BTreeMap<&str, String> = BTreeMap::new();
        for section in descendants(root, "section") {
            let first = find(section, &["sldIdLst", "sldId"]).and_then(|id| attribute(id, "id"));
            let section = clean_text(attribute(section, "name").unwrap_or_default());
            let section = join_words(&section);
            if let Some(first) = first.filter(|_| !section.is_empty())
                && !DEFAULT_SECTIONS.contains(&section.as_str())
            {
                sections.insert(first, section);
            }
        }
        let mut seen = BTreeSet::new();
        for slide in child(root, "sldIdLst").into_iter().flat_map(|list| children(list, "sldId")) {
            let path = relation_id(slide, "id").and_then(|id| own.part(id));
            let Some(path) = path else { continue };
            if !seen.insert(path) {
                continue;
            }
            if part.slides.len() >= MAX_SLIDES {
                part.left_out += 1;
                continue;
            }
            let section = attribute(slide, "id").and_then(|id| sections.get(id)).cloned();
            part.slides.push((path.to_owned(), section));
        }
        part.read_properties(archive, &relations);
        Ok(part)
    }

    fn read_properties(&mut self, archive: &mut PptxArchive, relations: &Relations) {
        let path = relations.first_part("core-properties").unwrap_or("docProps/core.xml");
        let Ok(text) = archive.read_xml(path) else { return };
        let Ok(document) = parse_xml(&text) else { return };
        let value = |name: &str| {
            let text = child(document.root_element(), name)?.text()?;
            let text = join_words(&clean_text(text));
            (!text.is_empty()).then_some(text)
        };
        self.title = value("title").filter(|title| !DEFAULT_TITLES.contains(&title.as_str()));
        self.author = value("creator");
    }
}
