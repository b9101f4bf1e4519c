//! Chooses among the texts of several languages: `{ en: Partners, zh: 合作伙伴 }`.

use super::expand::Expander;
use crate::deck::is_language_code;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::{Key, Node, NodeKind, Scalar, ScalarStyle, find_key};

/// The language of a deck without `lang`.
const DEFAULT_LANGUAGE: &str = "en";

/// Returns whether a mapping is a text in several languages.
pub fn is_language_map(entries: &[(Key, Node)]) -> bool {
    entries.len() > 1 && entries.iter().all(|(key, _)| is_text_language(&key.name))
}

/// Returns whether texts can be written in a language: whether its code can be a key of a text in
/// several languages.
pub fn is_text_language(code: &str) -> bool {
    matches!(code.as_bytes(), [_, _] | [_, _, b'-', ..]) && is_language_code(code)
}

/// Returns which of several languages is shown in a deck in the language `wanted`: the same one, or
/// one with the same primary code.
pub fn choose_language<'c>(
    codes: impl Iterator<Item = &'c str> + Clone,
    wanted: &str,
) -> Option<usize> {
    let primary = |code: &str| code.split('-').next().unwrap_or("").to_owned();
    let exact = codes.clone().position(|code| code.eq_ignore_ascii_case(wanted));
    exact.or_else(|| codes.clone().position(|code| primary(code) == primary(wanted)))
}

/// Returns the language that an outline is written for.
pub(super) fn own_language(root: &Node) -> Option<&str> {
    let lang = find_key(root, "lang")?.as_scalar()?;
    Some(lang.value.trim()).filter(|lang| !lang.contains("{{"))
}

impl Expander<'_> {
    /// Returns the text in the language of the deck, or else the first one, which is reported.
    pub(super) fn choose_text<'n>(&mut self, entries: &'n [(Key, Node)], span: Span) -> &'n Node {
        let wanted = self.language.as_str();
        let codes = entries.iter().map(|(key, _)| key.name.as_str());
        if let Some(at) = choose_language(codes, wanted) {
            return &entries[at].1;
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
pub fn resolve_language(root: &Node, given: Option<&str>) -> String {
    given.or_else(|| own_language(root)).unwrap_or(DEFAULT_LANGUAGE).to_owned()
}
