//! Chooses among the texts of several languages: `{ en: Partners, zh: 合作伙伴 }`.

use super::expand::{Expander, find_key};
use crate::deck::is_language_code;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::{Key, Node, NodeKind, Scalar, ScalarStyle};

/// The language of a deck without `lang`.
const DEFAULT_LANGUAGE: &str = "en";

/// Returns whether a mapping is a text in several languages.
pub(super) fn is_language_map(entries: &[(Key, Node)]) -> bool {
    let is_short = |key: &Key| matches!(key.name.as_bytes(), [_, _] | [_, _, b'-', ..]);
    entries.len() > 1 && entries.iter().all(|(key, _)| is_short(key) && is_language_code(&key.name))
}

/// Returns the language that an outline is written for.
pub(super) fn own_language(root: &Node) -> Option<&str> {
    let lang = find_key(root, "lang")?.as_scalar()?;
    Some(lang.value.trim()).filter(|lang| !lang.contains("{{"))
}

impl Expander<'_> {
    /// Returns the text in the language of the deck, or else the first one, which is reported.
    pub(super) fn choose_language<'n>(
        &mut self,
        entries: &'n [(Key, Node)],
        span: Span,
    ) -> &'n Node {
        let wanted = self.language.as_str();
        let primary = |code: &str| code.split('-').next().unwrap_or("").to_owned();
        let exact = entries.iter().find(|(key, _)| key.name.eq_ignore_ascii_case(wanted));
        let close = || entries.iter().find(|(key, _)| primary(&key.name) == primary(wanted));
        if let Some((_, text)) = exact.or_else(close) {
            return text;
        }
        let (key, text) = &entries[0];
        let message = format!("this text is not there in `{wanted}`");
        self.diagnostics.push(
            Diagnostic::warning(Code::MissingTranslation, message, span)
                .with_label(format!("shown in `{}`", key.name))
                .with_help(format!("add `{wanted}: …`")),
        );
        text
    }

    /// Sets the language of the deck in its tree, if it was chosen on the command line.
    pub(super) fn set_language(&self, entries: &mut Vec<(Key, Node)>, span: Span) {
        if !self.is_language_given {
            return;
        }
        let scalar = Scalar::new(self.language.clone(), ScalarStyle::Plain);
        let kind = NodeKind::Scalar(scalar);
        match entries.iter_mut().find(|(key, _)| key.name == "lang") {
            Some((_, value)) => value.kind = kind,
            None => {
                let span = span.start_point();
                let key = Key { name: "lang".to_owned(), span };
                entries.insert(0, (key, Node { kind, span }));
            }
        }
    }
}

/// Returns the language of a deck: the one that was chosen, or its own.
pub(super) fn resolve_language(root: &Node, given: Option<&str>) -> String {
    given.or_else(|| own_language(root)).unwrap_or(DEFAULT_LANGUAGE).to_owned()
}
