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
pub(crate) struct Reading {
    /// The tree that YAML says and the deck that it means; `None` where there is nothing to go on with.
    pub outline: Option<(Node, Deck)>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The outline's text.
    pub sources: Sources,
    /// Where the files are that it names.
    pub files: Files,
}

impl Reading {
    /// Reads an outline.
    pub fn of(input: Input, options: &Options) -> Self {
        let files = match &input {
            Input::File(path) | Input::Text { path, .. } => Files::beside(path),
            Input::Bytes(_) => Files::in_folder(""),
        }
        .allow_outside(options.allow_outside);
        let mut diagnostics = Diagnostics::default();
        let mut sources = Sources::default();
        let mut outline = read_deck(input, &files, &mut sources, &mut diagnostics);
        if let Some((root, deck)) = &mut outline {
            if options.hidden {
                deck.call_up_hidden();
            }
            if options.pdf.is_strict {
                diagnostics.extend(deck.lacking(root.top()));
            }
        }
        Self { outline, diagnostics, sources, files }
    }
}

/// Reads the outline; `None` where there is nothing to go on with.
pub(super) fn read_deck(
    input: Input,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Node, Deck)> {
    let (name, text) = match input {
        Input::File(path) => {
            let text = files.read_outline(&path);
            (path, text)
        }
        Input::Bytes(bytes) => {
            let name = PathBuf::from("<stdin>");
            let text = assets::text(bytes, Path::new("standard input"));
            (name, text)
        }
        Input::Text { path, text } => {
            let text = assets::text(text.into_bytes(), &path);
            (path, text)
        }
    };
    let text = text.map_err(|error| diagnostics.push(error.at(None))).ok()?;
    let source = Source::new(name, text);
    let id = sources.add(source.clone());
    let root = yaml::parse(&source, id, diagnostics)?;
    let deck = deck::read(&root, &source, &mut Texts(files), diagnostics);
    Some((root, deck))
}

/// The texts that an outline may name, for the deck's reader.
struct Texts<'f>(&'f Files);

impl deck::TextFiles for Texts<'_> {
    fn read_text(&mut self, path: &str) -> Result<String, Diagnostic> {
        self.0.read_text(path, "data").map_err(|error| error.at(None))
    }
}
