//! The texts of a deck as a translator sees them, whatever the format of the file.

use std::collections::HashMap;
use std::path::Path;

use super::features::find_features;
use super::outlines::{DeckTexts, TranslatableOutline};
use super::text::{TextVersion, TranslatableText};
use super::{po, read_po, read_xliff, xliff};
use crate::assets::Files;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Sources, Span};

/// The longest text whose length is a note for the translator, in characters: a title or a label.
const MAX_SHORT_CHARS: usize = 60;

/// The formats of files of translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatalogueFormat {
    /// PO of GNU gettext.
    Po,
    /// XLIFF 2.0.
    Xliff,
}

/// The texts of a deck with their translations into one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The name of the outline.
    pub name: String,
    /// The language of the deck.
    pub source_language: String,
    /// The language of the translations.
    pub language: String,
    /// The texts.
    pub units: Vec<TranslationUnit>,
}

/// A text with its translation.
#[derive(Clone, Debug)]
pub struct TranslationUnit {
    /// Its stable name ([`TranslatableText::context`]).
    pub context: String,
    /// The file and the line where it is: `slides.yaml:5`.
    pub reference: String,
    /// Notes for the translator.
    pub notes: Vec<String>,
    /// The text.
    pub source: String,
    /// Its translation; empty if there is none.
    pub target: String,
    /// The text that was translated, if it has changed since.
    pub previous: Option<String>,
    /// Whether the translation must be checked.
    pub is_fuzzy: bool,
}

/// Translations from a file.
#[derive(Clone, Debug, Default)]
pub struct Translations {
    /// Their language.
    pub language: String,
    /// The translations.
    pub entries: Vec<Entry>,
}

/// A translation from a file.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The name of the text.
    pub context: String,
    /// The text that was translated.
    pub source: String,
    /// The translation; empty if there is none.
    pub target: String,
    /// Whether the translation must be checked first.
    pub is_fuzzy: bool,
    /// The place of the name.
    pub context_span: Span,
    /// The place of the translation.
    pub target_span: Span,
}

impl CatalogueFormat {
    /// Returns the format of a file by its extension.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "po" | "pot" => Some(Self::Po),
            "xlf" | "xliff" => Some(Self::Xliff),
            _ => None,
        }
    }
}

impl Catalogue {
    /// Lists the texts of a deck, with their translations into `language`.
    pub fn new(deck: &DeckTexts, language: &str) -> Self {
        let mut units = Vec::new();
        for outline in &deck.outlines {
            units.extend(outline.texts.iter().map(|text| unit(deck, outline, text, language)));
        }
        let path = deck.outlines.first().and_then(|outline| outline.path.file_name());
        Self {
            name: path.unwrap_or_default().to_string_lossy().into_owned(),
            source_language: deck.language.clone(),
            language: language.to_owned(),
            units,
        }
    }

    /// Adds the translations of an earlier version of the file. One whose text has changed since is
    /// kept as fuzzy.
    pub fn merge(&mut self, earlier: &Translations, diagnostics: &mut Diagnostics) {
        let by_name: HashMap<&str, &Entry> =
            earlier.entries.iter().map(|entry| (entry.context.as_str(), entry)).collect();
        for unit in &mut self.units {
            let id = unit_id(&unit.context);
            let found = by_name.get(unit.context.as_str()).or_else(|| by_name.get(id.as_str()));
            let Some(entry) = found.filter(|entry| !entry.target.trim().is_empty()) else {
                continue;
            };
            let is_same = |one: &str, other: &str| one.trim_end() == other.trim_end();
            let is_changed = !is_same(&entry.source, &unit.source);
            if unit.target.is_empty() || (is_changed && is_same(&entry.target, &unit.target)) {
                unit.target.clone_from(&entry.target);
                unit.is_fuzzy = is_changed || entry.is_fuzzy;
                unit.previous = is_changed.then(|| entry.source.clone());
            } else if !is_changed && !is_same(&entry.target, &unit.target) {
                let message = "this translation is not the one in the outline";
                diagnostics.push(
                    Diagnostic::warning(Code::OutdatedTranslation, message, entry.target_span)
                        .with_help(
                            "write it into the outline with `--from`; it is kept in the file",
                        ),
                );
                unit.target.clone_from(&entry.target);
                unit.is_fuzzy = entry.is_fuzzy;
            }
        }
    }

    /// Writes the file.
    pub fn write(&self, format: CatalogueFormat) -> String {
        match format {
            CatalogueFormat::Po => po::write(self),
            CatalogueFormat::Xliff => xliff::write(self),
        }
    }
}

impl Translations {
    /// Reads a file of translations, which is added to `sources`. Returns `None` if it is damaged,
    /// which is reported.
    pub fn read(
        path: &Path,
        format: CatalogueFormat,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let text = match Files::in_folder("").read_outline(path) {
            Ok(text) => text,
            Err(error) => {
                diagnostics.push(error.into_diagnostic(None));
                return None;
            }
        };
        let id = sources.add(Source::new(path, text));
        Self::parse(sources.get(id), id, format, diagnostics)
    }

    /// Parses the text of a file of translations.
    pub fn parse(
        source: &Source,
        id: SourceId,
        format: CatalogueFormat,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let before = diagnostics.iter().count();
        let read = match format {
            CatalogueFormat::Po => read_po::read(&source.text, id, diagnostics),
            CatalogueFormat::Xliff => read_xliff::read(&source.text, id, diagnostics),
        };
        (diagnostics.iter().count() == before).then_some(read)
    }
}

/// Returns the error for a file that is damaged at `span`.
pub(super) fn damage(message: impl Into<String>, span: Span, help: &str) -> Diagnostic {
    Diagnostic::error(Code::DamagedTranslations, message, span).with_help(help)
}

fn unit(
    deck: &DeckTexts,
    outline: &TranslatableOutline,
    text: &TranslatableText,
    language: &str,
) -> TranslationUnit {
    let source = text.source();
    let line = deck.sources.get(outline.source).position(text.span().start as usize).line;
    let name = match outline.prefix.trim_end_matches(':') {
        "" => outline.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        name => name.to_owned(),
    };
    let mut notes = vec![match text.slide {
        Some(number) => format!("Slide {number}, {}", text.place),
        None => format!("Deck, {}", text.place),
    }];
    notes.extend((!text.about.is_empty()).then(|| text.about.to_owned()));
    let length = source.text.chars().count();
    if text.slide.is_some() && length <= MAX_SHORT_CHARS && !source.style.is_block() {
        notes.push(format!("{length} characters; a much longer text may not fit at its size."));
    }
    let kept = find_features(&source.text);
    if !kept.is_empty() {
        notes.push(format!("Keep {}.", kept.join(", ")));
    }
    let exact = |version: &&TextVersion| version.language.eq_ignore_ascii_case(language);
    // `pt` is a start for `pt-BR`, but the language of the source is none.
    let is_source = |version: &&TextVersion| version.language == source.language;
    let own = text.versions.iter().find(exact);
    let close = text.find_version(language).filter(|version| !is_source(version));
    let target = own.or(close).map(|version| version.text.clone());
    TranslationUnit {
        context: text.context.clone(),
        reference: format!("{name}:{line}"),
        notes,
        source: source.text.clone(),
        is_fuzzy: own.is_none() && close.is_some(),
        target: target.unwrap_or_default(),
        previous: None,
    }
}

/// Returns the id of a unit in XLIFF, which allows only letters, digits and a few signs.
pub(super) fn unit_id(context: &str) -> String {
    let mut id = String::with_capacity(context.len());
    for c in context.trim_start_matches('#').chars() {
        match c {
            '/' => id.push('.'),
            '#' => {}
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':') => id.push(c),
            c if c.is_alphanumeric() => id.push(c),
            _ => id.push('_'),
        }
    }
    id
}
