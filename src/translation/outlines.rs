//! Reads the texts of an outline and of the outlines that it includes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::text::{LanguageCopies, TranslatableText};
use super::walk::{WalkedOutline, walk_outline};
use crate::assets::Files;
use crate::deck::{find_slides, read_include};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Sources};
use crate::template::{is_language_map, normalize_path, resolve_language};
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
    /// Texts that name another one of the same block, such as the column that is highlighted.
    pub(super) references: Vec<TranslatableText>,
    /// What the names of its texts start with: empty for the first outline.
    pub(super) prefix: String,
    /// The ids of the slides that are included; `None` for all.
    pub(super) slides: Option<BTreeSet<String>>,
}

/// An outline that is included.
struct Inclusion {
    name: String,
    /// The ids of the slides that are included; `None` for all.
    slides: Option<BTreeSet<String>>,
}

/// An outline that was read, before it is known which of its slides are included.
struct ReadOutline {
    path: PathBuf,
    source: SourceId,
    root: Node,
    inclusion: Inclusion,
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
        let inclusion = Inclusion { name: String::new(), slides: None };
        let first = ReadOutline { path: path.to_owned(), source: id, root, inclusion };
        for outline in deck.read_included(first, &files) {
            deck.add_outline(outline);
        }
        deck
    }

    /// Reads the outlines that are included, in the order of the slides. One that is included
    /// several times is there once, with all slides that are asked for.
    fn read_included(&mut self, first: ReadOutline, files: &Files) -> Vec<ReadOutline> {
        let mut pending = self.find_includes(&first);
        let mut known = BTreeMap::from([(normalize_path(&first.path), 0)]);
        let mut outlines = vec![first];
        while let Some(next) = pending.pop() {
            let Some(path) = files.locate_file(&next.name, "") else { continue };
            let path = normalize_path(&path);
            let outline = match known.get(&path).copied() {
                Some(at) if outlines[at].inclusion.slides.is_none() => continue,
                Some(at) => {
                    outlines[at].inclusion.add_slides(next.slides);
                    &outlines[at]
                }
                None if outlines.len() >= MAX_OUTLINES => continue,
                None => {
                    let Ok(text) = files.read_text(&next.name, "") else { continue };
                    let source = self.sources.add(Source::new(&path, text));
                    let text = self.sources.get(source);
                    let Some(root) = yaml::parse(text, source, &mut self.diagnostics) else {
                        continue;
                    };
                    known.insert(path.clone(), outlines.len());
                    outlines.push(ReadOutline { path, source, root, inclusion: next });
                    &outlines[outlines.len() - 1]
                }
            };
            pending.extend(self.find_includes(outline));
        }
        outlines
    }

    fn add_outline(&mut self, outline: ReadOutline) {
        let ReadOutline { path, source, root, inclusion: Inclusion { name, slides } } = outline;
        let prefix = if name.is_empty() { String::new() } else { format!("{name}:") };
        let text = self.sources.get(source);
        let WalkedOutline { texts, structures, references } =
            walk_outline(&root, text, &self.language, &prefix, slides.as_ref());
        let outline =
            TranslatableOutline { source, path, texts, structures, references, prefix, slides };
        self.outlines.push(outline);
    }

    /// Finds the outlines that slides include, the last first. Which are there is reported by
    /// `render`.
    fn find_includes(&mut self, outline: &ReadOutline) -> Vec<Inclusion> {
        let mut found = Vec::new();
        // A slide that is chosen has an id, so it is no inclusion.
        if outline.inclusion.slides.is_some() {
            return found;
        }
        let folder = Path::new(&outline.inclusion.name).parent().unwrap_or(Path::new(""));
        for slide in find_slides(&outline.root).unwrap_or_default() {
            let Some(node) = find_key(slide, "include") else { continue };
            for node in list_versions(node) {
                let mut reported = Diagnostics::default();
                let mut reader = NodeReader::new(self.sources.get(outline.source), &mut reported);
                let Some(include) = read_include(node, &mut reader) else { continue };
                if include.file.contains("{{") {
                    let written = self.sources.slice(node.span);
                    let message = format!("which outline `{written}` includes depends on values");
                    let help = "run `plenary translations` for each of these outlines, too";
                    self.diagnostics.push(
                        Diagnostic::warning(Code::UnwrittenTranslation, message, node.span)
                            .with_help(help),
                    );
                    continue;
                }
                let path = normalize_path(&folder.join(&include.file));
                let name = path.to_string_lossy().replace('\\', "/");
                let id_of = |id: &str| id.trim_start_matches('#').to_owned();
                let slides =
                    include.slides.map(|ids| ids.iter().map(|(id, _)| id_of(id)).collect());
                found.push(Inclusion { name, slides });
            }
        }
        found.reverse();
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

impl Inclusion {
    fn add_slides(&mut self, more: Option<BTreeSet<String>>) {
        self.slides = match (self.slides.take(), more) {
            (Some(some), Some(more)) => Some(some.into_iter().chain(more).collect()),
            _ => None,
        };
    }
}
