//! Hover: the explanation of a key or value.

use serde_json::{Value as Json, json};

use super::citations::work_at;
use super::completion::{describe_icon, describe_language};
use super::context::{CompletionContext, context_at};
use super::document::{Document, lsp_range};
use super::footnotes::footnote_at;
use super::formulas::formula_hover;
use super::values::name_at;
use crate::code::{code_languages, find_code_language};
use crate::icon::Icon;
use crate::vocabulary::ValueType;
use crate::yaml::to_snake_case;

/// Explains the word at a byte.
pub(crate) fn hover_at(document: &Document, offset: usize) -> Option<Json> {
    let text = &document.source.text;
    if let Some(hover) = formula_hover(document, offset, language_of(text)) {
        return Some(hover);
    }
    if let Some((known, bytes)) = name_at(document, offset) {
        return Some(json!({
            "contents": { "kind": "markdown", "value": known.about },
            "range": lsp_range(&document.source, bytes),
        }));
    }
    if let Some((entry, bytes)) = work_at(document, offset) {
        return Some(json!({
            "contents": { "kind": "markdown", "value": entry },
            "range": lsp_range(&document.source, bytes),
        }));
    }
    if let Some((note, bytes)) = footnote_at(document, offset) {
        return Some(json!({
            "contents": { "kind": "markdown", "value": note.text },
            "range": lsp_range(&document.source, bytes),
        }));
    }
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
    let text = match text[end..].trim_start_matches(['"', '\'']).strip_prefix(':') {
        Some(_) if context.key.is_none() => {
            let key = context.find_key(word)?;
            format!("**{}**\n\n{}", key.name, key.to_markdown())
        }
        _ => describe_value(&context, word)?,
    };
    Some(json!({
        "contents": { "kind": "markdown", "value": text },
        "range": lsp_range(&document.source, start..end),
    }))
}

/// Returns the language of a deck; English if it has none.
fn language_of(text: &str) -> &str {
    let value = text.lines().find_map(|line| line.strip_prefix("lang:"));
    value.map_or("en", |value| value.trim().trim_matches(['"', '\'']))
}

fn describe_value(context: &CompletionContext, word: &str) -> Option<String> {
    let names_language =
        context.values.iter().any(|value| matches!(value, ValueType::CodeLanguage));
    if let Some(language) = find_code_language(word).filter(|_| names_language) {
        let languages = code_languages();
        let (_, aliases) = languages.iter().find(|(known, _)| *known == language)?;
        return Some(format!("**{}**\n\n{}", language.name, describe_language(aliases)));
    }
    let names_icon = context.values.iter().any(|value| matches!(value, ValueType::Icon));
    if let Some(icon) = Icon::find(word).filter(|_| names_icon) {
        return Some(format!("**{}**\n\n{}", icon.name(), describe_icon(icon)));
    }
    let name = to_snake_case(word).to_lowercase();
    let choice = context.values.iter().find_map(|value| match value {
        ValueType::Choice(choices) => choices
            .choice_infos()
            .into_iter()
            .find(|choice| choice.name == name || choice.aliases.contains(&name.as_str())),
        _ => None,
    });
    match (choice, context.key) {
        (Some(choice), _) => Some(format!("**{}**\n\n{}", choice.name, choice.about)),
        (None, Some(key)) => Some(format!("**{}**\n\n{}", key.name, key.to_markdown())),
        (None, None) => None,
    }
}
