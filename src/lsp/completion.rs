//! Completion.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::citations::{citation_key_start, list_works};
use super::context::{CompletionContext, context_at};
use super::document::{Document, lsp_range};
use super::footnotes::{footnote_name_start, list_footnotes};
use super::formulas::formula_items;
use super::slide_names::list_slides;
use super::values::{ExpressionName, names_at};
use crate::assets::Files;
use crate::citation::style_names;
use crate::code::{CodeLanguage, code_languages};
use crate::deck::FenceTracker;
use crate::icon::Icon;
use crate::theme::{self, vocabulary::THEME};
use crate::vocabulary::{FileKind, KeySpec, ValueType};
use crate::yaml::quote_text;

/// Returns the extensions of the files that a key may name.
pub(crate) const fn file_extensions(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Picture => &["svg", "png", "jpg", "jpeg", "webp", "gif"],
        FileKind::Csv => &["csv", "tsv"],
        FileKind::Diagram => &["mmd", "mermaid"],
        FileKind::Media => &[
            "mp4", "m4v", "mov", "webm", "ogv", "mp3", "m4a", "wav", "ogg", "oga", "opus", "flac",
            "aac",
        ],
        FileKind::Captions => &["vtt"],
        FileKind::SourceCode => &[
            "c", "cpp", "cs", "css", "dart", "ex", "go", "h", "hs", "html", "java", "jl", "js",
            "json", "jsx", "kt", "lua", "m", "md", "php", "pl", "ps1", "py", "r", "rb", "rs",
            "scala", "sh", "sql", "swift", "tex", "toml", "ts", "tsx", "txt", "vue", "xml", "yaml",
            "yml", "zig",
        ],
        FileKind::Bibliography => &["bib", "json", "yaml", "yml"],
        FileKind::CitationStyle => &["csl"],
        FileKind::Theme => &["yaml", "yml"],
    }
}

/// Returns the folder beside the outline that is also searched for such files.
pub(crate) const fn default_folder(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Picture => "images",
        FileKind::Csv => "data",
        FileKind::SourceCode => "code",
        FileKind::Diagram => "diagrams",
        FileKind::Media | FileKind::Captions => "media",
        FileKind::Bibliography | FileKind::CitationStyle => "bibliography",
        FileKind::Theme => "themes",
    }
}

/// Whether the editor inserts snippets with a tab stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SnippetSupport {
    /// It does.
    Snippets,
    /// It inserts plain text.
    #[default]
    PlainText,
}

/// Returns everything that can be written at a byte.
pub(crate) fn completion_items(
    document: &Document,
    offset: usize,
    support: SnippetSupport,
) -> Vec<Json> {
    let text = &document.source.text;
    if let Some(start) = link_start(text, offset) {
        return list_slides(document)
            .into_iter()
            .filter_map(|slide| {
                let (id, bytes) = (slide.id?.0, start..offset);
                Some(completion_item(document, &bytes, &id, item_kind::REFERENCE, &slide.title))
            })
            .collect();
    }
    if let Some((start, names)) = names_at(document, offset) {
        let (bytes, kind) = (start..offset, item_kind::REFERENCE);
        let item = |known: ExpressionName| {
            completion_item(document, &bytes, &known.name, kind, &known.about)
        };
        return names.into_iter().map(item).collect();
    }
    if let Some(items) = formula_items(document, offset) {
        return items;
    }
    if let Some(start) = footnote_name_start(text, offset) {
        let kind = item_kind::REFERENCE;
        return list_footnotes(document, offset)
            .into_iter()
            .map(|note| completion_item(document, &(start..offset), &note.name, kind, &note.text))
            .collect();
    }
    if let Some(start) = citation_key_start(text, offset) {
        let kind = item_kind::REFERENCE;
        let works = list_works(document);
        if !works.is_empty() {
            return works
                .into_iter()
                .map(|work| {
                    let bytes = start..offset;
                    let mut item = completion_item(document, &bytes, &work.key, kind, &work.about);
                    item["detail"] = work.about.into();
                    item
                })
                .collect();
        }
    }
    if let Some(start) = fence_language_start(text, offset) {
        let bytes = start..offset;
        let mut items = language_items(document, &bytes);
        let about = "A diagram, written in Mermaid’s language.";
        items.push(completion_item(document, &bytes, "mermaid", item_kind::ENUM_MEMBER, about));
        return items;
    }
    let context = context_at(text, offset);
    let bytes = offset - context.prefix.len()..offset;
    let mut items = Vec::new();
    if context.key.is_none() {
        items.extend(key_items(document, &bytes, &context, support));
    }
    for value in &context.values {
        items.extend(value_items(document, &bytes, &context, value));
    }
    items
}

/// Returns the start of the id in a link to a slide that is being typed at `offset`.
fn link_start(text: &str, offset: usize) -> Option<usize> {
    let line = text[..offset].rsplit('\n').next().unwrap_or("");
    let start = line
        .rfind("(#")
        .map(|open| open + 2)
        .or_else(|| line.rfind("href:").and_then(|key| Some(key + line[key..].find('#')? + 1)))?;
    (!line[start..].contains([')', ' ', '"'])).then_some(offset - (line.len() - start))
}

fn key_items(
    document: &Document,
    bytes: &Range<usize>,
    context: &CompletionContext,
    support: SnippetSupport,
) -> Vec<Json> {
    let mut items: Vec<Json> = Vec::new();
    let keys = context.key_groups().into_iter().flat_map(|group| group.all_keys());
    for key in keys {
        if items.iter().any(|item| item["label"] == key.name) {
            continue;
        }
        let mut item =
            completion_item(document, bytes, key.name, item_kind::PROPERTY, &key.to_markdown());
        item["textEdit"]["newText"] = insert_text(key, context, support).into();
        item["insertTextFormat"] = match support {
            SnippetSupport::PlainText => 1.into(),
            SnippetSupport::Snippets => 2.into(),
        };
        // Mode 2: the editor indents the lines of a snippet like the line that it is inserted into.
        item["insertTextMode"] = 2.into();
        items.push(item);
    }
    items
}

fn value_items(
    document: &Document,
    bytes: &Range<usize>,
    context: &CompletionContext,
    value: &ValueType,
) -> Vec<Json> {
    let item =
        |label: &str, kind, about: &str| completion_item(document, bytes, label, kind, about);
    match value {
        ValueType::Choice(choices) => choices
            .choice_infos()
            .into_iter()
            .map(|choice| item(choice.name, item_kind::ENUM_MEMBER, choice.about))
            .collect(),
        ValueType::CodeLanguage if context.key.is_some() => language_items(document, bytes),
        ValueType::Icon if context.key.is_some() => icon_items(document, bytes),
        ValueType::Boolean if context.key.is_some() => {
            ["true", "false"].map(|flag| item(flag, item_kind::VALUE, "")).to_vec()
        }
        ValueType::Colour if context.key.is_some() => {
            let colours = THEME.find_key("colours").map(|key| key.value.key_groups());
            let keys = colours.into_iter().flatten().flat_map(|group| group.all_keys());
            keys.map(|key| item(key.name, item_kind::COLOR, key.about)).collect()
        }
        ValueType::File(file) => {
            let mut items = Vec::new();
            if *file == FileKind::Theme {
                items.extend(
                    theme::builtin_names()
                        .map(|name| item(name, item_kind::VALUE, "A built-in theme.")),
                );
            }
            if *file == FileKind::CitationStyle {
                let styles = style_names();
                items.extend(styles.map(|style| item(style.name, item_kind::VALUE, style.about)));
            }
            let names = Files::for_outline(&document.path)
                .list_names(default_folder(*file), file_extensions(*file));
            items.extend(names.iter().map(|name| item(name, item_kind::FILE, "")));
            items
        }
        _ => Vec::new(),
    }
}

/// Returns the start of the language that is being typed at `offset` after the opening of a code
/// fence.
fn fence_language_start(text: &str, offset: usize) -> Option<usize> {
    let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..offset].trim_start();
    let mark = ['`', '~'].into_iter().find(|mark| line.starts_with(*mark))?;
    let language = line.trim_start_matches(mark);
    let is_name = language.chars().all(|c| c.is_alphanumeric() || "+#._-".contains(c));
    let mut fence = FenceTracker::default();
    text[..line_start].lines().for_each(|line| _ = fence.is_code_line(line));
    let opens = line.len() - language.len() >= 3 && !fence.is_open();
    (opens && is_name).then_some(offset - language.len())
}

fn language_items(document: &Document, bytes: &Range<usize>) -> Vec<Json> {
    let kind = item_kind::ENUM_MEMBER;
    let item = |(language, aliases): (CodeLanguage, Vec<&str>)| {
        completion_item(document, bytes, language.name, kind, &describe_language(&aliases))
    };
    code_languages().into_iter().map(item).collect()
}

fn icon_items(document: &Document, bytes: &Range<usize>) -> Vec<Json> {
    let kind = item_kind::ENUM_MEMBER;
    Icon::all()
        .map(|icon| completion_item(document, bytes, icon.name(), kind, &describe_icon(icon)))
        .collect()
}

/// Describes an icon by what it means.
pub(crate) fn describe_icon(icon: Icon) -> String {
    match icon.tags() {
        [] => "An icon.".to_owned(),
        tags => format!("An icon: {}.", tags.join(", ")),
    }
}

/// Describes a programming language by its other names.
pub(crate) fn describe_language(aliases: &[&str]) -> String {
    match aliases {
        [] => "A programming language.".to_owned(),
        _ => format!("A programming language. Other names: {}.", aliases.join(", ")),
    }
}

/// Kinds of completion items, as the protocol numbers them.
mod item_kind {
    pub(super) const PROPERTY: u32 = 10;
    pub(super) const VALUE: u32 = 12;
    pub(super) const COLOR: u32 = 16;
    pub(super) const FILE: u32 = 17;
    pub(super) const REFERENCE: u32 = 18;
    pub(super) const ENUM_MEMBER: u32 = 20;
}

fn completion_item(
    document: &Document,
    bytes: &Range<usize>,
    label: &str,
    kind: u32,
    about: &str,
) -> Json {
    let plain =
        label.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c)) && !label.starts_with('-');
    let text =
        if plain || kind == item_kind::REFERENCE { label.to_owned() } else { quote_text(label) };
    json!({
        "label": label,
        "kind": kind,
        "documentation": { "kind": "markdown", "value": about },
        "filterText": label,
        "textEdit": { "range": lsp_range(&document.source, bytes.clone()), "newText": text },
    })
}

/// Returns a key with the start of its value: a list where a list is usual.
fn insert_text(key: &KeySpec, context: &CompletionContext, support: SnippetSupport) -> String {
    let is_flow = context.is_flow;
    let stop = match support {
        SnippetSupport::Snippets => "$0",
        SnippetSupport::PlainText => "",
    };
    if !is_flow && key.example.starts_with("- ") {
        return format!("{}:\n  - {stop}", key.name);
    }
    if !is_flow && matches!(key.value, ValueType::Keys(_)) {
        return format!("{}:\n  {stop}", key.name);
    }
    format!("{}: {stop}", key.name)
}
