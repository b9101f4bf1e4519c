//! The first step: parses the outline.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::assets::{self, Files};
use crate::deck::{self, Deck, IncludedOutline};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Sources};
use crate::template::{self, Expansion, IncludedFile, Traces};
use crate::theme::detect_root_group;
use crate::theme::vocabulary::THEME;
use crate::yaml::{self, Node};

use super::{Input, Options};

/// A parsed outline. Of the files that it refers to, only the data of tables has been read.
#[derive(Debug)]
pub(crate) struct ParsedOutline {
    /// The YAML tree and the deck that it describes; `None` if the outline could not be parsed.
    pub(crate) outline: Option<(Node, Deck)>,
    /// Whether the outline is free of YAML errors.
    pub(crate) is_sound: bool,
    /// The diagnostics so far.
    pub(crate) diagnostics: Diagnostics,
    /// The outline's text.
    pub(crate) sources: Sources,
    /// Access to the files that the outline refers to.
    pub(crate) files: Files,
    /// Where the values in the outline come from; `None` if it has none.
    pub(crate) traces: Option<Traces>,
}

impl ParsedOutline {
    /// Parses an outline. `earlier` is the text and the tree of a previous version without YAML
    /// errors: only the item that was edited is then parsed again.
    pub(crate) fn parse(input: Input, earlier: Option<(&str, &Node)>, options: &Options) -> Self {
        let files = match &input {
            Input::File(path) | Input::Text { path, .. } => Files::for_outline(path),
            Input::Bytes(_) => Files::in_folder(""),
        }
        .allow_outside(options.allow_outside)
        .provide(options.provided);
        let (diagnostics, sources) = (Diagnostics::default(), Sources::default());
        let mut parsed =
            Self { outline: None, is_sound: false, diagnostics, sources, files, traces: None };
        match load_source(input, &parsed.files) {
            Ok(source) => parsed.read_source(source, earlier, options),
            Err(error) => parsed.diagnostics.push(error),
        }
        parsed
    }

    fn read_source(&mut self, source: Source, earlier: Option<(&str, &Node)>, options: &Options) {
        let Self { outline, is_sound, diagnostics, sources, files, traces } = self;
        let id = sources.add(source);
        let source = sources.get(id);
        let reparsed =
            earlier.and_then(|(text, root)| yaml::reparse_edited_item(source, id, text, root));
        let Some(root) = reparsed.or_else(|| yaml::parse(source, id, diagnostics)) else { return };
        *is_sound = diagnostics.is_empty();
        if let Some(error) = report_theme(&root, source) {
            diagnostics.push(error);
            return;
        }
        let expansion =
            template::expand_outline(&root, &options.values, files, sources, diagnostics);
        let source = sources.get(id);
        let texts = OutlineTexts { files, first: sources.iter().count(), read: Mutex::default() };
        let mut deck = match expansion {
            None => deck::read_deck(&root, source, &texts, diagnostics),
            Some(Expansion { root, traces: found, included }) => {
                let included = open_included(&included, sources, files);
                let deck = deck::read_included_deck(&root, source, &included, &texts, diagnostics);
                found.annotate(diagnostics);
                *traces = Some(found);
                deck
            }
        };
        if options.include_hidden {
            deck.show_hidden_slides();
        }
        if options.pdf.is_strict {
            diagnostics.extend(deck.report_missing_metadata(root.first_key_span()));
        }
        let read = texts.read.into_inner().unwrap_or_else(PoisonError::into_inner);
        read.into_iter().for_each(|source| {
            sources.add(source);
        });
        *outline = Some((root, deck));
    }
}

/// Opens the outlines whose slides are included.
fn open_included<'a>(
    included: &[IncludedFile],
    sources: &'a Sources,
    files: &'a Files,
) -> Vec<IncludedOutline<'a>> {
    let open = |file: &IncludedFile| {
        let folder = file.folder.clone();
        let resolve_path = move |path: &str| {
            let places = [format!("{folder}/{path}"), format!("{folder}/images/{path}")];
            let is_here = |place: &String| files.locate_file(place, "").is_some();
            let found = places.into_iter().filter(|_| !folder.is_empty()).find(is_here);
            found.unwrap_or_else(|| path.to_owned())
        };
        IncludedOutline {
            id: file.source,
            source: sources.get(file.source),
            resolve_path: Box::new(resolve_path),
        }
    };
    included.iter().map(open).collect()
}

/// Returns the error for a theme in place of an outline.
fn report_theme(root: &Node, source: &Source) -> Option<Diagnostic> {
    if detect_root_group(&source.text).name != THEME.name || root.as_mapping().is_none() {
        return None;
    }
    let name = source.name.file_name().unwrap_or_default().to_string_lossy();
    let error = Diagnostic::error(
        Code::NotAnOutline,
        "this is a theme, not an outline",
        root.first_key_span(),
    );
    Some(error.with_help(format!(
        "write `theme: {name}` in an outline and render that, or name the theme with \
         `--theme {name}`"
    )))
}

/// Reads the outline's text.
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

/// Gives the deck's reader access to the data files that an outline refers to.
struct OutlineTexts<'f> {
    files: &'f Files,
    /// The number of the next source.
    first: usize,
    /// The sources that the reader asked for.
    read: Mutex<Vec<Source>>,
}

impl deck::TextFiles for OutlineTexts<'_> {
    fn read_text(&self, path: &str, folder: &str) -> Result<String, Diagnostic> {
        self.files.read_text(path, folder).map_err(|error| error.into_diagnostic(None))
    }

    fn read_source(
        &self,
        path: &str,
        folder: &str,
    ) -> Result<(Option<SourceId>, String), Diagnostic> {
        let text = self.read_text(path, folder)?;
        let name = self.files.locate_file(path, folder).unwrap_or_else(|| path.into());
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let id = u16::try_from(self.first + read.len()).ok().map(SourceId);
        read.push(Source::new(name, text.clone()));
        Ok((id, text))
    }
}
