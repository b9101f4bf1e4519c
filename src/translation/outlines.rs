//! Reads the texts of an outline and of the outlines that it includes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::text::{LabelReference, LanguageCopies, TranslatableText};
use super::walk::{WalkedOutline, walk_outline};
use crate::assets::Files;
use crate::deck::read_include;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Sources};
use crate::template::{is_language_map, resolve_language};
use crate::yaml::{self, Node, NodeKind, NodeReader, find_key};

/// The most outlines that are read.
const MAX_OUTLINES: usize = 1000;

/// The texts of a deck: those of its outline and of the outlines that it includes.
#[derive(Debug)]
pub struct DeckTexts {
    /// The language that the outline is written for.
    pub language: String,
    /// The outlines. The first is the one that was named.
    pub outlines: Vec<TranslatableOutline>,
    /// What is wrong with the outlines.
    pub diagnostics: Diagnostics,
    /// The texts of the outlines.
    pub sources: Sources,
}

/// The texts of one outline.
#[derive(Debug)]
pub struct TranslatableOutline {
    /// The text of the outline.
    pub source: SourceId,
    /// The path of its file.
    pub path: PathBuf,
    /// The texts, in the order written.
    pub texts: Vec<TranslatableText>,
    pub(super) structures: Vec<LanguageCopies>,
    pub(super) references: Vec<LabelReference>,
    /// What the names of its texts start with: empty for the first outline.
    pub(super) prefix: String,
    /// The ids of the slides that are included; `None` for all.
    pub(super) slides: Option<BTreeSet<String>>,
}

/// An outline that is to be read.
struct PendingOutline {
    name: String,
    slides: Option<BTreeSet<String>>,
}

impl DeckTexts {
    /// Reads the texts of the outline at `path`.
    pub fn read(path: &Path) -> Self {
        let mut deck = Self {
            language: String::new(),
            outlines: Vec::new(),
            diagnostics: Diagnostics::default(),
            sources: Sources::default(),
        };
        let files = Files::for_outline(path);
        let text = match files.read_outline(path) {
            Ok(text) => text,
            Err(error) => {
                deck.diagnostics.push(error.into_diagnostic(None));
                return deck;
            }
        };
        let id = deck.sources.add(Source::new(path, text));
        let Some(root) = yaml::parse(deck.sources.get(id), id, &mut deck.diagnostics) else {
            return deck;
        };
        deck.language = resolve_language(&root, None);
        let first = PendingOutline { name: String::new(), slides: None };
        deck.add_outline(&root, id, path.to_owned(), &first);
        let mut pending = deck.find_includes(&root, id, "", None);
        let mut known = BTreeSet::new();
        // The last first, so that the outlines are in the order of the slides.
        pending.reverse();
        while let Some(next) = pending.pop() {
            if !known.insert(next.name.clone()) || known.len() > MAX_OUTLINES {
                continue;
            }
            let Some(file) = files.locate_file(&next.name, "") else { continue };
            let Ok(text) = files.read_text(&next.name, "") else { continue };
            let id = deck.sources.add(Source::new(&file, text));
            let Some(root) = yaml::parse(deck.sources.get(id), id, &mut deck.diagnostics) else {
                continue;
            };
            deck.add_outline(&root, id, file, &next);
            let folder = next.name.rsplit_once('/').map_or("", |(folder, _)| folder);
            let mut inner = deck.find_includes(&root, id, folder, next.slides.as_ref());
            inner.reverse();
            pending.extend(inner);
        }
        deck
    }

    fn add_outline(&mut self, root: &Node, id: SourceId, path: PathBuf, pending: &PendingOutline) {
        let prefix =
            if pending.name.is_empty() { String::new() } else { format!("{}:", pending.name) };
        let slides = pending.slides.clone();
        let source = self.sources.get(id);
        let WalkedOutline { texts, structures, references } =
            walk_outline(root, source, &self.language, &prefix, slides.as_ref());
        let outline =
            TranslatableOutline { source: id, path, texts, structures, references, prefix, slides };
        self.outlines.push(outline);
    }

    /// Finds the outlines that slides include. Which are there is reported by `render`.
    fn find_includes(
        &mut self,
        root: &Node,
        id: SourceId,
        folder: &str,
        chosen: Option<&BTreeSet<String>>,
    ) -> Vec<PendingOutline> {
        let slides = root.as_sequence().or_else(|| find_key(root, "slides")?.as_sequence());
        let mut found = Vec::new();
        for slide in slides.unwrap_or_default() {
            let Some(node) = find_key(slide, "include").filter(|_| chosen.is_none()) else {
                continue;
            };
            for node in list_versions(node) {
                let written = self.sources.slice(node.span).to_owned();
                let source = self.sources.get(id);
                let mut reported = Diagnostics::default();
                let mut reader = NodeReader::new(source, &mut reported);
                let Some(include) = read_include(node, &mut reader) else { continue };
                if include.file.contains("{{") {
                    let message = format!("which outline `{written}` includes depends on values");
                    let help = "run `plenary translations` for each of these outlines, too";
                    self.diagnostics.push(
                        Diagnostic::warning(Code::UnwrittenTranslation, message, node.span)
                            .with_help(help),
                    );
                    continue;
                }
                let name = if folder.is_empty() {
                    include.file.clone()
                } else {
                    format!("{folder}/{}", include.file)
                };
                let id_of = |id: &str| id.trim_start_matches('#').to_owned();
                let slides =
                    include.slides.map(|ids| ids.iter().map(|(id, _)| id_of(id)).collect());
                add_include(&mut found, PendingOutline { name, slides });
            }
        }
        found
    }

    /// Returns the languages that texts are written in, the own one first.
    pub fn list_languages(&self) -> Vec<String> {
        let mut languages = vec![self.language.clone()];
        let texts = self.outlines.iter().flat_map(|outline| &outline.texts);
        for version in texts.flat_map(|text| &text.versions) {
            if !languages.contains(&version.language) {
                languages.push(version.language.clone());
            }
        }
        languages
    }
}

/// Returns the value of a key, or its values in all languages.
fn list_versions(node: &Node) -> Vec<&Node> {
    match &node.kind {
        NodeKind::Mapping(entries) if is_language_map(entries) => {
            entries.iter().map(|(_, value)| value).collect()
        }
        _ => vec![node],
    }
}

/// Adds an outline, or more slides of one that is there already.
fn add_include(found: &mut Vec<PendingOutline>, next: PendingOutline) {
    match found.iter_mut().find(|other| other.name == next.name) {
        None => found.push(next),
        Some(other) => {
            other.slides = match (other.slides.take(), next.slides) {
                (Some(some), Some(more)) => Some(some.into_iter().chain(more).collect()),
                _ => None,
            };
        }
    }
}
