//! Completion and hover.

use serde_json::{Value as Json, json};

use super::context::{CompletionContext, context_at};
use super::document::{Document, lsp_range};
use super::slide_names;
use crate::assets::Files;
use crate::theme::{self, vocabulary::THEME};
use crate::vocabulary::{FileKind, KeySpec, SupportStatus, ValueType};
use crate::yaml::quote_text;

/// Returns the extensions of the files that a key may name.
pub const fn file_extensions(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Picture => &["svg", "png", "jpg", "jpeg", "webp", "gif"],
        FileKind::Csv => &["csv", "tsv"],
        FileKind::Theme => &["yaml", "yml"],
    }
}

/// Returns the folder beside the outline that is also searched for such files.
pub const fn default_folder(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Picture => "images",
        FileKind::Csv => "data",
        FileKind::Theme => "themes",
    }
}

/// Returns everything that can be written at a byte.
pub fn completion_items(document: &Document, offset: usize, has_snippets: bool) -> Vec<Json> {
    let text = &document.source.text;
    let line = text[..offset].rsplit('\n').next().unwrap_or("");
    let link = line
        .rfind("(#")
        .map(|open| open + 2)
        .or_else(|| line.rfind("href:").and_then(|key| Some(key + line[key..].find('#')? + 1)));
    if let Some(start) = link.filter(|&start| !line[start..].contains([')', ' ', '"'])) {
        let bytes = offset - (line.len() - start)..offset;
        let slides = slide_names::list_slides(document).into_iter();
        return slides
            .filter_map(|slide| {
                Some(completion_item(document, &bytes, &slide.id?.0, 18, &slide.title))
            })
            .collect();
    }
    let context = context_at(text, offset);
    let bytes = offset - context.prefix.len()..offset;
    let mut items = Vec::new();
    if context.key.is_none() {
        for group in context.key_groups() {
            for key in
                group.all_keys().filter(|key| !matches!(key.status, SupportStatus::Refused(_)))
            {
                if items.iter().any(|item: &Json| item["label"] == key.name) {
                    continue;
                }
                let mut item = completion_item(document, &bytes, key.name, 10, &key.to_markdown());
                item["textEdit"]["newText"] =
                    insert_text(key, context.is_flow, has_snippets).into();
                item["insertTextFormat"] = (if has_snippets { 2 } else { 1 }).into();
                // Mode 2: the editor indents the lines of a snippet like the line that it is
                // inserted into.
                item["insertTextMode"] = 2.into();
                items.push(item);
            }
        }
    }
    for value in &context.values {
        match value {
            ValueType::Choice(choices) => items.extend(
                choices
                    .choice_infos()
                    .into_iter()
                    .filter(|named| named.status == SupportStatus::Known)
                    .map(|named| completion_item(document, &bytes, named.name, 20, named.about)),
            ),
            ValueType::Boolean if context.key.is_some() => {
                items.extend(
                    ["true", "false"].map(|flag| completion_item(document, &bytes, flag, 12, "")),
                );
            }
            ValueType::Colour if context.key.is_some() => {
                let colours =
                    THEME.find_key("colours").map(|key| key.value.key_groups()).unwrap_or_default();
                let names = colours.into_iter().flat_map(|group| group.all_keys());
                items.extend(
                    names.map(|key| completion_item(document, &bytes, key.name, 16, key.about)),
                );
            }
            ValueType::File(kind) => {
                if *kind == FileKind::Theme {
                    items.extend(theme::builtin_names().map(|name| {
                        completion_item(document, &bytes, name, 12, "A built-in theme.")
                    }));
                }
                let names = Files::for_outline(&document.path)
                    .list_names(default_folder(*kind), file_extensions(*kind));
                items.extend(
                    names.into_iter().map(|name| completion_item(document, &bytes, &name, 17, "")),
                );
            }
            _ => {}
        }
    }
    items
}

fn completion_item(
    document: &Document,
    bytes: &std::ops::Range<usize>,
    label: &str,
    kind: u32,
    about: &str,
) -> Json {
    let plain =
        label.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c)) && !label.starts_with('-');
    let text = if plain || kind == 18 { label.to_owned() } else { quote_text(label) };
    json!({
        "label": label,
        "kind": kind,
        "documentation": { "kind": "markdown", "value": about },
        "filterText": label,
        "textEdit": { "range": lsp_range(&document.source, bytes.clone()), "newText": text },
    })
}

/// Returns a key with the start of its value: a list where a list is usual.
fn insert_text(key: &KeySpec, is_flow: bool, has_snippets: bool) -> String {
    let stop = if has_snippets { "$0" } else { "" };
    if !is_flow && key.example.starts_with("- ") {
        return format!("{}:\n  - {stop}", key.name);
    }
    if !is_flow && matches!(key.value, ValueType::Keys(_)) {
        return format!("{}:\n  {stop}", key.name);
    }
    format!("{}: {stop}", key.name)
}

/// Explains the word at a byte.
pub fn hover_at(document: &Document, offset: usize) -> Option<Json> {
    let text = &document.source.text;
    let is_word = |c: char| c.is_alphanumeric() || "_-&".contains(c);
    let start = text[..offset]
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word(*c))
        .last()
        .map_or(offset, |(at, _)| at);
    let end = offset
        + text[offset..].chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let word = &text[start..end];
    let context = context_at(text, start);
    let words = match text[end..].trim_start_matches(['"', '\'']).strip_prefix(':') {
        Some(_) if context.key.is_none() => {
            let key = context.find_key(word)?;
            format!("**{}**\n\n{}", key.name, key.to_markdown())
        }
        _ => describe_value(&context, word)?,
    };
    Some(
        json!({ "contents": { "kind": "markdown", "value": words }, "range": lsp_range(&document.source, start..end) }),
    )
}

fn describe_value(context: &CompletionContext, word: &str) -> Option<String> {
    let name = crate::yaml::to_snake_case(word).to_lowercase();
    let named = context.values.iter().find_map(|value| match value {
        ValueType::Choice(choices) => choices
            .choice_infos()
            .into_iter()
            .find(|named| named.name == name || named.aliases.contains(&name.as_str())),
        _ => None,
    });
    match (named, context.key) {
        (Some(named), _) => Some(format!("**{}**\n\n{}", named.name, named.about)),
        (None, Some(key)) => Some(format!("**{}**\n\n{}", key.name, key.to_markdown())),
        (None, None) => None,
    }
}
