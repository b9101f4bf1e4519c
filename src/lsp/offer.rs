//! What the editor offers and shows at a place: completion and hover.

use serde_json::{Value as Json, json};

use super::context::{Context, at};
use super::document::{Document, range};
use super::names;
use crate::assets::Files;
use crate::theme::{self, vocabulary::THEME};
use crate::vocabulary::{FileKind, Key, Status, Value};
use crate::yaml::quoted;

/// Endings of the files that a key may name.
pub const fn endings(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Picture => &["svg", "png", "jpg", "jpeg", "webp", "gif"],
        FileKind::Csv => &["csv", "tsv"],
        FileKind::Theme => &["yaml", "yml"],
    }
}

/// The folder beside the outline in which such files are looked for, too.
pub const fn subfolder(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Picture => "images",
        FileKind::Csv => "data",
        FileKind::Theme => "themes",
    }
}

/// Everything that may be written at a byte.
pub fn completion(document: &Document, offset: usize, has_snippets: bool) -> Vec<Json> {
    let text = &document.source.text;
    let line = text[..offset].rsplit('\n').next().unwrap_or("");
    let link = line
        .rfind("(#")
        .map(|open| open + 2)
        .or_else(|| line.rfind("href:").and_then(|key| Some(key + line[key..].find('#')? + 1)));
    if let Some(start) = link.filter(|&start| !line[start..].contains([')', ' ', '"'])) {
        let bytes = offset - (line.len() - start)..offset;
        let slides = names::slides(document).into_iter();
        return slides
            .filter_map(|slide| Some(item(document, &bytes, &slide.id?.0, 18, &slide.title)))
            .collect();
    }
    let context = at(text, offset);
    let bytes = offset - context.prefix.len()..offset;
    let mut items = Vec::new();
    if context.key.is_none() {
        for group in context.groups() {
            for key in group.all().filter(|key| !matches!(key.status, Status::Refused(_))) {
                if items.iter().any(|item: &Json| item["label"] == key.name) {
                    continue;
                }
                let mut item = item(document, &bytes, key.name, 10, &key.markdown());
                item["textEdit"]["newText"] = inserted(key, context.is_flow, has_snippets).into();
                item["insertTextFormat"] = (if has_snippets { 2 } else { 1 }).into();
                // Lines of the snippet are indented as the line that it is put into.
                item["insertTextMode"] = 2.into();
                items.push(item);
            }
        }
    }
    for value in &context.values {
        match value {
            Value::Choice(choices) => items.extend(
                choices
                    .named()
                    .into_iter()
                    .filter(|named| named.status == Status::Known)
                    .map(|named| item(document, &bytes, named.name, 20, named.about)),
            ),
            Value::Flag if context.key.is_some() => {
                items.extend(["true", "false"].map(|flag| item(document, &bytes, flag, 12, "")));
            }
            Value::Colour if context.key.is_some() => {
                let colours =
                    THEME.find("colours").map(|key| key.value.groups()).unwrap_or_default();
                let names = colours.into_iter().flat_map(|group| group.all());
                items.extend(names.map(|key| item(document, &bytes, key.name, 16, key.about)));
            }
            Value::File(kind) => {
                if *kind == FileKind::Theme {
                    items.extend(theme::builtin_names().map(|name| {
                        item(document, &bytes, name, 12, "A theme that the program brings.")
                    }));
                }
                let names = Files::beside(&document.path).names(subfolder(*kind), endings(*kind));
                items.extend(names.into_iter().map(|name| item(document, &bytes, &name, 17, "")));
            }
            _ => {}
        }
    }
    items
}

fn item(
    document: &Document,
    bytes: &std::ops::Range<usize>,
    label: &str,
    kind: u32,
    about: &str,
) -> Json {
    let plain =
        label.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c)) && !label.starts_with('-');
    let text = if plain || kind == 18 { label.to_owned() } else { quoted(label) };
    json!({
        "label": label,
        "kind": kind,
        "documentation": { "kind": "markdown", "value": about },
        "filterText": label,
        "textEdit": { "range": range(&document.source, bytes.clone()), "newText": text },
    })
}

/// A key with the beginning of its value: a list where a list is usual.
fn inserted(key: &Key, is_flow: bool, has_snippets: bool) -> String {
    let stop = if has_snippets { "$0" } else { "" };
    if !is_flow && key.example.starts_with("- ") {
        return format!("{}:\n  - {stop}", key.name);
    }
    if !is_flow && matches!(key.value, Value::Keys(_)) {
        return format!("{}:\n  {stop}", key.name);
    }
    format!("{}: {stop}", key.name)
}

/// What the word at a byte is for.
pub fn hover(document: &Document, offset: usize) -> Option<Json> {
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
    let context = at(text, start);
    let words = match text[end..].trim_start_matches(['"', '\'']).strip_prefix(':') {
        Some(_) if context.key.is_none() => {
            let key = context.find(word)?;
            format!("**{}**\n\n{}", key.name, key.markdown())
        }
        _ => value_words(&context, word)?,
    };
    Some(
        json!({ "contents": { "kind": "markdown", "value": words }, "range": range(&document.source, start..end) }),
    )
}

fn value_words(context: &Context, word: &str) -> Option<String> {
    let name = crate::yaml::snake_case(word).to_lowercase();
    let named = context.values.iter().find_map(|value| match value {
        Value::Choice(choices) => choices
            .named()
            .into_iter()
            .find(|named| named.name == name || named.aliases.contains(&name.as_str())),
        _ => None,
    });
    match (named, context.key) {
        (Some(named), _) => Some(format!("**{}**\n\n{}", named.name, named.about)),
        (None, Some(key)) => Some(format!("**{}**\n\n{}", key.name, key.markdown())),
        (None, None) => None,
    }
}
