//! Converts a deck of another tool to an outline: Markdown decks here, one of PowerPoint in
//! `powerpoint`.
//!
//! Marp, Slidev, pandoc and reveal.js decks are Markdown with different extensions. This module
//! supports their common syntax, and each extension that has the same meaning in all tools. It
//! reports everything that has no equivalent in an outline.
//!
//! The steps: text → one chunk for each slide (`chunk`) → Markdown without HTML (`html`) → body,
//! columns and notes (`segment`) → blocks (`markdown`, `inline`) → keys of the slide (`slide`) →
//! deck (`convert`) → one outline of several decks (`join`) → YAML (`write`).

mod address;
mod attributes;
mod backdrop;
mod background;
mod boxes;
mod braces;
mod brackets;
mod brand;
mod chunk;
mod citations;
mod code;
mod container;
mod contents;
mod context;
mod convert;
mod cross_reference;
mod dialect;
mod directive;
mod division;
mod embedded;
mod footnote_place;
mod formula;
mod front_matter;
mod front_matter_keys;
mod front_matter_lines;
mod grid_table;
mod html;
mod include;
mod included_text;
mod inline;
mod inline_latex;
mod inline_link;
mod join;
mod lasting;
mod list;
mod list_letters;
mod macros;
mod markdown;
mod media;
mod missing;
mod note_mark;
mod notes;
mod picture;
mod picture_options;
mod powerpoint;
mod prepare;
mod quote;
mod report;
mod saved_files;
mod segment;
mod simple_table;
mod slide;
mod slide_keys;
mod special;
mod spelling;
mod steps;
mod tables;
mod target;
mod tool_lines;
mod typography;
mod unused_note;
mod verify;
mod words;
mod write;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};

use context::ImportContext;
use saved_files::SavedFiles;

pub use brand::{ImportedBrand, import_brand};
pub use dialect::Dialect;
pub use powerpoint::{
    ImportedPowerpoint, PictureCrop, PictureFile, PowerpointHost, import_powerpoint,
    import_powerpoint_theme,
};
pub use saved_files::ImportedFile;

/// An outline converted from Markdown decks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The outline.
    pub outline: String,
    /// The pictures, videos, bibliographies and citation styles to copy.
    pub files: Vec<ImportedFile>,
    /// The number of slides.
    pub slides: usize,
    /// The number of things that a reader would miss.
    pub missing: usize,
    /// The dialect of each deck.
    pub dialects: Vec<Dialect>,
}

/// A Markdown deck to convert.
#[derive(Clone, Copy)]
pub struct DeckFile<'a> {
    /// The text.
    pub source: &'a Source,
    /// The source that diagnostics point into.
    pub id: SourceId,
    /// The folder of the deck.
    pub folder: &'a dyn DeckFolder,
    /// The dialect; `None` to recognise it.
    pub dialect: Option<Dialect>,
}

/// What the import asks the program about the folder of the Markdown deck. A function is enough to
/// answer for the pictures.
pub trait DeckFolder {
    /// Returns whether the picture at a path can be shown. Other pictures are left out and
    /// reported.
    fn check_picture(&self, path: &str) -> PictureCheck;

    /// Returns whether the video or recording at a path can be played. Others are left out and
    /// reported.
    fn check_media(&self, path: &str) -> PictureCheck {
        self.check_picture(path)
    }

    /// Returns the text of a Markdown file that the deck includes; `None` if it cannot be read.
    fn read_deck(&self, _path: &str) -> Option<String> {
        None
    }

    /// Returns whether there is a file that is copied as it is: a bibliography, a citation style.
    fn has_file(&self, _path: &str) -> bool {
        true
    }

    /// Returns a text that is the same for all paths that lead to one file.
    fn identify_file(&self, path: &str) -> String {
        path.to_owned()
    }

    /// Returns whether the project has a file of this name already that differs from the one at
    /// `path`.
    fn is_name_taken(&self, _saved_as: &str, _path: &str) -> bool {
        false
    }

    /// Returns whether a font has the character. Other characters are replaced and reported.
    fn has_glyph(&self, _character: char) -> bool {
        true
    }
}

impl<F: Fn(&str) -> PictureCheck> DeckFolder for F {
    fn check_picture(&self, path: &str) -> PictureCheck {
        self(path)
    }
}

/// Whether an outline can show a picture that a Markdown deck names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureCheck {
    /// The picture can be shown.
    Usable,
    /// There is no such file.
    Missing,
    /// The file is not a picture that can be shown, with the reason as a headline.
    Unusable(String),
}

/// Converts the Markdown deck `source` to an outline. Warns about everything that cannot be
/// converted.
pub fn import_deck(
    source: &Source,
    id: SourceId,
    folder: &dyn DeckFolder,
    diagnostics: &mut Diagnostics,
) -> Imported {
    import_decks(&[DeckFile { source, id, folder, dialect: None }], diagnostics)
}

/// Converts Markdown decks to one outline, in this order. Warns about everything that cannot be
/// converted.
pub fn import_decks(files: &[DeckFile], diagnostics: &mut Diagnostics) -> Imported {
    let mut saved = SavedFiles::default();
    let mut ids = BTreeSet::new();
    let mut decks = Vec::new();
    for (index, file) in files.iter().enumerate() {
        saved.deck = index;
        let deck = convert::convert_deck(file, &mut saved, &ids, diagnostics);
        ids.extend(deck.slides.iter().filter_map(target::find_id));
        decks.push(deck);
    }
    let name = |file: &DeckFile| {
        let name = file.source.name.file_name().unwrap_or(file.source.name.as_os_str());
        name.to_string_lossy().into_owned()
    };
    let names: Vec<String> = files.iter().map(name).collect();
    let (outline, slides) = join::write_decks(&mut decks, &names);
    for (deck, file) in decks.iter().zip(files) {
        let found = deck.report.to_diagnostics(file.source, file.id);
        found.into_iter().for_each(|found| diagnostics.push(found));
    }
    Imported {
        outline,
        files: saved.files,
        slides,
        missing: decks.iter().map(|deck| deck.report.count_missing()).sum(),
        dialects: decks.iter().map(|deck| deck.dialect).collect(),
    }
}

/// One line of the Markdown deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MarkdownLine<'a> {
    /// The line number, from 1.
    number: usize,
    /// The text without the line break.
    text: &'a str,
}
