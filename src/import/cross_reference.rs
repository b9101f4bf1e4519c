//! Cross-references of Quarto: `@fig-boat` shows “Figure 1” and leads to the figure.

use std::collections::{BTreeMap, BTreeSet};

use super::inline::InlineText;
use super::{ImportContext, MarkdownLine};
use crate::deck::FenceTracker;

/// The kinds of things that Quarto numbers: the start of their ids, and their names in English,
/// German, French, Spanish, Portuguese and Italian.
const KINDS: &[(&str, [&str; 6])] = &[
    ("fig", ["Figure", "Abbildung", "Figure", "Figura", "Figura", "Figura"]),
    ("tbl", ["Table", "Tabelle", "Tableau", "Tabla", "Tabela", "Tabella"]),
    ("lst", ["Listing", "Listing", "Listing", "Listado", "Listagem", "Listato"]),
    ("sec", ["Section", "Abschnitt", "Section", "Sección", "Secção", "Sezione"]),
    ("thm", ["Theorem", "Satz", "Théorème", "Teorema", "Teorema", "Teorema"]),
    ("lem", ["Lemma", "Lemma", "Lemme", "Lema", "Lema", "Lemma"]),
    ("cor", ["Corollary", "Korollar", "Corollaire", "Corolario", "Corolário", "Corollario"]),
    ("prp", ["Proposition", "Satz", "Proposition", "Proposición", "Proposição", "Proposizione"]),
    ("cnj", ["Conjecture", "Vermutung", "Conjecture", "Conjetura", "Conjectura", "Congettura"]),
    ("def", ["Definition", "Definition", "Définition", "Definición", "Definição", "Definizione"]),
    ("exm", ["Example", "Beispiel", "Exemple", "Ejemplo", "Exemplo", "Esempio"]),
    ("exr", ["Exercise", "Übung", "Exercice", "Ejercicio", "Exercício", "Esercizio"]),
    ("eq", ["Equation", "Gleichung", "Équation", "Ecuación", "Equação", "Equazione"]),
];

/// The languages of these names.
const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "pt", "it"];

/// The things of a deck that can be referred to.
#[derive(Clone, Debug, Default)]
pub(super) struct CrossReferences {
    /// The words that a reference shows, and the index of the slide, by id. A formula has no words:
    /// its link shows its number.
    by_id: BTreeMap<String, (Option<String>, usize)>,
    /// The letters of figures that are parts of others, such as “(a)”, by id.
    parts: BTreeMap<String, String>,
    /// The ids that the deck refers to.
    used: BTreeSet<String>,
}

/// A reference at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CrossReference<'r> {
    /// The id.
    pub id: &'r str,
    /// The words that it shows.
    pub words: Option<&'r str>,
    /// The index of the slide that it leads to.
    pub slide: usize,
    /// Its length, in bytes.
    pub length: usize,
}

impl CrossReferences {
    /// Collects the ids of a deck in `lang`, given as the lines of its slides, and numbers them by
    /// kind.
    pub(super) fn collect<'l>(
        slides: impl Iterator<Item = &'l [MarkdownLine<'l>]>,
        lang: &str,
    ) -> Self {
        let mut found = Self::default();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut fence = FenceTracker::default();
        let mut divisions = FigureDivisions::default();
        let lines =
            slides.enumerate().flat_map(|(slide, lines)| lines.iter().map(move |l| (slide, l)));
        for (slide, line) in lines {
            let calls = line.text.match_indices('@').map(|(at, _)| &line.text[at + 1..]);
            found.used.extend(calls.map(|rest| trim_id(rest).to_owned()));
            let id = if fence.is_code_line(line.text) {
                line.text.trim().strip_prefix("#| label:").map(str::trim)
            } else {
                line.text.rsplit_once("{#").map(|(_, rest)| &rest[..id_length(rest)])
            };
            let Some(id) = id.filter(|id| id_length(id) == id.len()) else {
                divisions.skip(line.text);
                continue;
            };
            let Some(kind) = kind_of(id).filter(|_| !found.by_id.contains_key(id)) else {
                divisions.skip(line.text);
                continue;
            };
            if let Some((whole, letter)) = divisions.read(line.text, id) {
                let words = found.by_id.get(&whole).and_then(|(words, _)| words.clone());
                let words = words.map(|words| format!("{words} ({letter})"));
                found.by_id.insert(id.to_owned(), (words, slide));
                found.parts.insert(id.to_owned(), format!("({letter})"));
                continue;
            }
            let number = counts.entry(kind).or_default();
            *number += 1;
            let name = name_kind(kind, lang).unwrap_or(kind);
            let words = (kind != "eq").then(|| format!("{name} {number}"));
            found.by_id.insert(id.to_owned(), (words, slide));
        }
        found
    }

    /// Returns the reference that starts `text`: `@fig-boat` or `[@fig-boat]`.
    pub(super) fn find<'r>(&'r self, text: &'r str) -> Option<CrossReference<'r>> {
        let is_bracketed = text.starts_with('[');
        let rest = text.strip_prefix('[').unwrap_or(text);
        // `-@fig-boat` shows the number only.
        let is_short = rest.starts_with('-');
        let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix('@')?;
        let id = trim_id(rest);
        if is_bracketed && !rest[id.len()..].starts_with(']') {
            return None;
        }
        let (words, slide) = self.by_id.get(id)?;
        Some(CrossReference {
            id,
            words: words.as_deref().map(|words| match is_short {
                true => words.rsplit(' ').next().unwrap_or(words),
                false => words,
            }),
            slide: *slide,
            length: id.len() + usize::from(is_short) + if is_bracketed { 3 } else { 1 },
        })
    }

    /// Returns the words of the thing whose id is among attributes, such as “Figure 1” for
    /// `{#fig-boat width=50%}`, if the deck refers to it.
    pub(super) fn words_of(&self, attributes: &str) -> Option<&str> {
        let (_, rest) = attributes.split_once("{#")?;
        let id = &rest[..id_length(rest)];
        if let Some(letter) = self.parts.get(id) {
            return Some(letter);
        }
        let id = self.used.get(id)?;
        self.by_id.get(id)?.0.as_deref()
    }
}

/// The divisions around a line that are figures with parts: `::: {#fig-both layout-ncol=2}`.
#[derive(Default)]
struct FigureDivisions {
    /// The ids of open divisions that are figures, and how many parts each has so far.
    open: Vec<Option<(String, u8)>>,
}

impl FigureDivisions {
    /// Reads a line without an id.
    fn skip(&mut self, line: &str) {
        let line = line.trim();
        if line.starts_with(":::") {
            match line.trim_matches(':').trim() {
                "" => drop(self.open.pop()),
                _ => self.open.push(None),
            }
        }
    }

    /// Reads a line with an id. Returns the figure that it is a part of, and its letter.
    fn read(&mut self, line: &str, id: &str) -> Option<(String, char)> {
        let whole = self.open.iter_mut().rev().find_map(Option::as_mut);
        let part = whole.filter(|_| id.starts_with("fig-")).map(|(whole, count)| {
            *count = (*count + 1).min(26);
            (whole.clone(), char::from(b'a' + *count - 1))
        });
        if line.trim().starts_with(":::") {
            self.open.push((id.starts_with("fig-") && part.is_none()).then(|| (id.to_owned(), 0)));
        }
        part
    }
}

/// Returns the name of a kind of thing in a language, such as “Satz” for `thm`.
pub(super) fn name_kind(kind: &str, lang: &str) -> Option<&'static str> {
    let (_, names) = KINDS.iter().find(|(known, _)| *known == kind)?;
    Some(names[LANGUAGES.iter().position(|code| lang.starts_with(code)).unwrap_or(0)])
}

/// Kinds of things that are boxes with a name.
const THEOREMS: &[&str] = &["thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr"];

impl CrossReferences {
    /// Returns the words before a theorem or definition with these attributes: “Theorem 1”.
    pub(super) fn theorem_of(&self, attributes: &str) -> Option<String> {
        let (_, rest) = attributes.split_once("{#")?;
        let id = &rest[..id_length(rest)];
        let kind = kind_of(id)?;
        let (words, _) = self.by_id.get(id).filter(|_| THEOREMS.contains(&kind))?;
        words.clone()
    }
}

/// Converts a cross-reference of Quarto. Returns its length.
pub(super) fn convert_reference(
    rest: &str,
    words: &mut InlineText,
    context: &mut ImportContext,
) -> Option<usize> {
    let references = std::mem::take(&mut context.references);
    let found = references.find(rest).map(|found| {
        match found.words {
            None => {
                let id = context.formula_id(found.id);
                // `-@eq-mean` shows the number only.
                let is_short = rest.trim_start_matches('[').starts_with('-');
                let name = name_kind("eq", &context.lang).filter(|_| !is_short).unwrap_or_default();
                words.text += &match context.known_formulas.contains(&id) {
                    true => format!("{name} [](#{id})").trim_start().to_owned(),
                    false => found.id.to_owned(),
                };
            }
            Some(shown) => match context.link_to_slide(found.slide) {
                Some(slide) => words.text += &format!("[{shown}]({slide})"),
                None => words.text += shown,
            },
        }
        found.length
    });
    context.references = references;
    found
}

/// Returns the id at the start of a text, without the punctuation after it.
fn trim_id(text: &str) -> &str {
    text[..id_length(text)].trim_end_matches(['.', ':', '-', '_'])
}

fn id_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && !"-_.:".contains(c)).unwrap_or(text.len())
}

fn kind_of(id: &str) -> Option<&'static str> {
    let (kind, name) = id.split_once('-')?;
    let found = KINDS.iter().find(|(known, _)| *known == kind && !name.is_empty());
    found.map(|(known, _)| *known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_numbered_by_kind() {
        let text = "![A](a.png){#fig-a}\n$$ {#eq-x}\n![B](b.png){#fig-b .c}\n: T {#tbl-t}";
        let lines: Vec<MarkdownLine> =
            text.lines().map(|text| MarkdownLine { number: 1, text }).collect();
        let found = CrossReferences::collect([lines.as_slice()].into_iter(), "de-AT");
        let words = |text| found.find(text).map(|found| (found.words, found.length));
        assert_eq!(words("@fig-b."), Some((Some("Abbildung 2"), 6)));
        assert_eq!(words("[@tbl-t]"), Some((Some("Tabelle 1"), 8)));
        assert_eq!(words("@eq-x"), Some((None, 5)));
        assert_eq!(words("[-@fig-b]"), Some((Some("2"), 9)));
        assert_eq!(words("@fig-c"), None);
    }
}
