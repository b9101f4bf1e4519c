//! Converts a PowerPoint deck (`.pptx`, `.potx`, `.ppsx`; ECMA-376) to an outline.
//!
//! The steps: archive → main part (`presentation`) → slides with their shapes (`slide_source`,
//! `shape`, `text`) → blocks (`item` and one file for each kind) → rows and columns (`arrange`,
//! `compose`) → keys (`slide`, `deck`) → what an outline refuses becomes text (`repair`) → YAML.

mod archive;
mod arrange;
mod background;
mod brand;
mod cards;
mod chart;
mod chart_format;
mod chart_number;
mod chart_value;
mod comments;
mod compose;
mod deck;
mod flowchart;
mod formula;
mod full_picture;
mod grid;
mod host;
mod inline;
mod item;
mod language;
mod layout_part;
mod list_style;
mod lists;
mod media;
mod new_chart;
mod paragraphs;
mod picture;
mod presentation;
mod read_back;
mod rect;
mod refuse;
mod relations;
mod repair;
mod repeated;
mod running;
mod shape;
mod shape_content;
mod slide;
mod slide_link;
mod slide_source;
mod smart_art;
mod statement;
mod table;
mod table_value;
mod template;
mod text;
mod title;
mod transition;
mod xml;

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};
use crate::import::report::{Loss, LossKind, LossPlace, LossReport};
use crate::source::{Source, SourceId};

use archive::PptxArchive;
use brand::OfficeTheme;
use layout_part::LayoutPart;
use picture::PictureStore;
use presentation::PresentationPart;
use rect::ShapeRect;
use repeated::place_repeated_texts;
use slide_link::SlideLinks;
use slide_source::SlideSource;
use title::is_unnamed_cover;

pub use host::{PictureCrop, PictureFile, PowerpointHost};
pub use template::import_powerpoint_theme;

/// An outline converted from a PowerPoint deck.
#[derive(Clone, Debug)]
pub struct ImportedPowerpoint {
    /// The outline.
    pub outline: String,
    /// The paths of the pictures and videos in the project, and their bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The theme file with the colours, fonts and logo of the deck: its name and its text.
    pub theme: Option<(String, String)>,
    /// The number of slides.
    pub slides: usize,
    /// The number of things that a reader would miss.
    pub missing: usize,
    /// The titles of the slides, one on each line: what the warnings point to.
    pub source: Source,
    /// Warnings about what could not be carried over.
    pub diagnostics: Vec<Diagnostic>,
}

/// Converts the deck in `bytes`, whose file has the name `name`, to an outline. `theme` is the name
/// of the theme that the user has chosen. Warnings point into the source that `id` will have.
///
/// # Errors
///
/// If the file is no deck that can be read: the reason, and what to do.
pub fn import_powerpoint(
    bytes: &[u8],
    name: &Path,
    id: SourceId,
    theme: Option<&str>,
    host: &dyn PowerpointHost,
) -> Result<ImportedPowerpoint, Diagnostic> {
    let mut archive = PptxArchive::open(bytes).ok_or_else(|| refuse::refuse(name, bytes))?;
    let part = PresentationPart::read(&mut archive, name)?;
    let mut importer = Importer::new(archive, host, part.page);
    let mut slides: Vec<SlideSource> = part
        .slides
        .iter()
        .map(|(path, section)| SlideSource {
            section: section.clone(),
            ..importer.read_slide(path)
        })
        .collect();
    place_repeated_texts(&mut slides, &part.page);
    if let [first, _, ..] = slides.as_mut_slice() {
        first.is_cover = is_unnamed_cover(first, &part.page);
    }
    importer.links = SlideLinks::collect(&slides, &part.page);
    let source = Source::new(name, importer.links.titles().join("\n"));
    let (outline, count) = importer.convert_deck(&part, &slides, theme, name);
    Ok(ImportedPowerpoint {
        outline,
        files: importer.pictures.files,
        theme: importer.theme_file,
        slides: count,
        missing: importer.report.count_missing(),
        diagnostics: importer.report.to_diagnostics(&source, id),
        source,
    })
}

/// The state shared by all steps of the conversion.
struct Importer<'a> {
    archive: PptxArchive<'a>,
    host: &'a dyn PowerpointHost,
    report: LossReport,
    /// Comments of the outline by the numbers of the slides.
    notes: BTreeMap<usize, Vec<String>>,
    /// The layouts and masters by their paths.
    layouts: BTreeMap<String, Rc<LayoutPart>>,
    /// The names of reviewers by their ids.
    authors: BTreeMap<String, String>,
    pictures: PictureStore,
    links: SlideLinks,
    theme: OfficeTheme,
    /// The name of the theme file and its text.
    theme_file: Option<(String, String)>,
    page: ShapeRect,
    /// Whether the deck is written from right to left.
    is_rtl: bool,
    /// The header and footer of most slides.
    running: [Option<String>; 2],
    /// The number of the slide that is converted, from 1; 0 for the deck.
    slide: usize,
}

impl<'a> Importer<'a> {
    /// Prepares to convert a deck whose pages have the size of `page`.
    fn new(mut archive: PptxArchive<'a>, host: &'a dyn PowerpointHost, page: ShapeRect) -> Self {
        Self {
            authors: comments::read_authors(&mut archive),
            archive,
            host,
            report: LossReport::default(),
            notes: BTreeMap::new(),
            layouts: BTreeMap::new(),
            pictures: PictureStore::default(),
            links: SlideLinks::default(),
            theme: OfficeTheme::default(),
            theme_file: None,
            page,
            is_rtl: false,
            running: [None, None],
            slide: 0,
        }
    }
}

impl Importer<'_> {
    /// Reports something that could not be carried over.
    fn lose(&mut self, kind: LossKind, message: String, help: &str) {
        let place = match self.slide {
            0 => LossPlace::Deck,
            number => LossPlace::Slide(number),
        };
        let (code, help) = (Code::NotImported, help.to_owned());
        self.report.add(Loss { place, kind, code, message, help });
    }

    /// Adds a comment to the slide.
    fn comment(&mut self, text: String) {
        self.notes.entry(self.slide).or_default().push(text);
    }

    /// Returns the title of the slide that is converted.
    fn slide_title(&self) -> String {
        self.links.title(self.slide).to_owned()
    }
}
