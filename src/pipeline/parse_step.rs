//! The first step: the outline is read.

use std::path::{Path, PathBuf};

use crate::assets::{self, Files};
use crate::deck::{self, Deck};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Sources};
use crate::yaml::{self, Node};

use super::{Input, Options};

/// An outline that has been read; of what it names, only tables have been.
#[derive(Debug)]
pub(crate) struct ParsedOutline {
    /// The tree that YAML says and the deck that it means; `None` where there is nothing to go on
    /// with.
    pub outline: Option<(Node, Deck)>,
    /// Whether nothing is wrong with the outline as YAML.
    pub is_sound: bool,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The outline's text.
    pub sources: Sources,
    /// Where the files are that it names.
    pub files: Files,
}

impl ParsedOutline {
    /// Reads an outline. If it was sound when it was read before, what it said then, and its tree,
    /// spare most of the work.
    pub fn parse(input: Input, earlier: Option<(&str, &Node)>, options: &Options) -> Self {
        let files = match &input {
            Input::File(path) | Input::Text { path, .. } => Files::for_outline(path),
            Input::Bytes(_) => Files::in_folder(""),
        }
        .allow_outside(options.allow_outside);
        let (diagnostics, sources) = (Diagnostics::default(), Sources::default());
        let mut reading = Self { outline: None, is_sound: false, diagnostics, sources, files };
        match load_source(input, &reading.files) {
            Ok(source) => reading.read_source(source, earlier, options),
            Err(finding) => reading.diagnostics.push(finding),
        }
        reading
    }

    fn read_source(&mut self, source: Source, earlier: Option<(&str, &Node)>, options: &Options) {
        let Self { outline, is_sound, diagnostics, sources, files } = self;
        let id = sources.add(source);
        let source = sources.get(id);
        let again =
            earlier.and_then(|(text, root)| yaml::reparse_edited_item(source, id, text, root));
        let Some(root) = again.or_else(|| yaml::parse(source, id, diagnostics)) else { return };
        *is_sound = diagnostics.is_empty();
        let mut deck = deck::read_deck(&root, source, &OutlineTexts(files), diagnostics);
        if options.include_hidden {
            deck.show_hidden_slides();
        }
        if options.pdf.is_strict {
            diagnostics.extend(deck.report_missing_metadata(root.first_key_span()));
        }
        *outline = Some((root, deck));
    }
}

/// The outline's text.
fn load_source(input: Input, files: &Files) -> Result<Source, Diagnostic> {
    let (name, text) = match input {
        Input::File(path) => {
            let text = files.read_outline(&path);
            (path, text)
        }
        Input::Bytes(bytes) => {
            let name = PathBuf::from("<stdin>");
            let text = assets::decode_text(bytes, Path::new("standard input"));
            (name, text)
        }
        Input::Text { path, text } => {
            let text = assets::decode_text(text.into_bytes(), &path);
            (path, text)
        }
    };
    text.map(|text| Source::new(name, text)).map_err(|error| error.into_diagnostic(None))
}

/// The texts that an outline may name, for the deck's reader.
struct OutlineTexts<'f>(&'f Files);

impl deck::TextFiles for OutlineTexts<'_> {
    fn read_text(&self, path: &str) -> Result<String, Diagnostic> {
        self.0.read_text(path, "data").map_err(|error| error.into_diagnostic(None))
    }
}
