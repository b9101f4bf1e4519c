//! Reports characters for which no font has a glyph. They are never left out silently.

use std::collections::{BTreeMap, BTreeSet};

use unicode_script::{Script, UnicodeScript};

use crate::deck::{Deck, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Sources, Span};

/// How a character without a glyph is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingGlyphPolicy {
    /// As an error; no PDF is written.
    #[default]
    Error,
    /// As a warning; a box is drawn, and the text of the PDF contains the character.
    Warn,
}

/// Characters for which no font has a glyph, each once with the place of its text.
#[derive(Default)]
pub(super) struct MissingCharacters {
    /// In the order in which they were found.
    found: Vec<(char, Span)>,
    known: BTreeSet<(char, Span)>,
}

impl MissingCharacters {
    /// Adds a character of the text at `span`.
    pub(super) fn add(&mut self, character: char, span: Span) {
        if self.known.insert((character, span)) {
            self.found.push((character, span));
        }
    }

    /// Adds those of another part of the slide.
    pub(super) fn append(&mut self, other: Self) {
        other.found.into_iter().for_each(|(character, span)| self.add(character, span));
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Removes all but the first `length`.
    pub(super) fn truncate(&mut self, length: usize) {
        for entry in self.found.drain(length.min(self.found.len())..) {
            self.known.remove(&entry);
        }
    }

    /// Returns the characters in the order in which they were found.
    pub(super) fn into_vec(self) -> Vec<(char, Span)> {
        self.found
    }
}

/// The missing characters of one script in one text, which one font would add.
struct MissingText {
    /// Each character once, in the order of the text.
    characters: Vec<char>,
    /// Place of the first character.
    span: Span,
    /// Index of the first slide that shows the text.
    slide: usize,
}

/// Collects the missing characters of all slides. A text on many slides, such as a footer, is
/// reported once.
pub(super) struct MissingGlyphReport<'s> {
    sources: &'s Sources,
    texts: BTreeMap<(Span, &'static str), MissingText>,
    known: BTreeSet<(Span, char)>,
}

impl<'s> MissingGlyphReport<'s> {
    /// Creates an empty report.
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self { sources, texts: BTreeMap::new(), known: BTreeSet::new() }
    }

    /// Adds the missing characters of a slide, each with the place of its text.
    pub(super) fn add_slide(&mut self, slide: usize, missing: &[(char, Span)]) {
        for &(character, span) in missing {
            let key = (span, character.script().full_name());
            let text = self.texts.entry(key).or_insert_with(|| MissingText {
                characters: Vec::new(),
                span: locate_character(self.sources, character, span),
                slide,
            });
            if self.known.insert((span, character)) {
                text.characters.push(character);
            }
        }
    }

    /// Appends a diagnostic for each text.
    pub(super) fn push_diagnostics(
        self,
        deck: &Deck,
        policy: MissingGlyphPolicy,
        diagnostics: &mut Diagnostics,
    ) {
        for MissingText { characters, span, slide } in self.texts.into_values() {
            let Some((&first, others)) = characters.split_first() else { continue };
            let message = format!(
                "no font has a glyph for {} on {}",
                describe_character(first),
                describe_slide(deck, slide)
            );
            let diagnostic = match policy {
                MissingGlyphPolicy::Error => {
                    Diagnostic::error(Code::MissingCharacter, message, span)
                }
                MissingGlyphPolicy::Warn => Diagnostic::warning(
                    Code::MissingCharacter,
                    format!("{message}; it is drawn as a box"),
                    span,
                ),
            };
            let mut help = suggest_fix(first);
            if !others.is_empty() {
                help += &format!("; the same text also needs {}", list_characters(others));
            }
            diagnostics.push(diagnostic.with_help(help));
        }
    }
}

/// Returns the place of a character, or of the whole text if the character is written as an escape.
fn locate_character(sources: &Sources, character: char, span: Span) -> Span {
    sources.slice(span).find(character).map_or(span, |at| {
        let start = span.start as usize + at;
        Span::new(span.source, start, start + character.len_utf8())
    })
}

/// Returns `slide 3 (“What we measured”)`.
fn describe_slide(deck: &Deck, index: usize) -> String {
    let title = deck.slides.get(index).and_then(|slide| slide.title.as_ref());
    let title = title.map(Text::to_single_line).unwrap_or_default();
    let shortened: String = title.chars().take(40).collect();
    let dots = if shortened.len() < title.len() { "…" } else { "" };
    if title.trim().is_empty() {
        format!("slide {}", index + 1)
    } else {
        format!("slide {} (“{shortened}{dots}”)", index + 1)
    }
}

/// Returns `` `ཀ` (U+0F40, Tibetan) ``.
fn describe_character(character: char) -> String {
    let script = match character.script() {
        _ if is_private_use(character) => ", private use".into(),
        Script::Common | Script::Inherited | Script::Unknown => String::new(),
        script => format!(", {}", script.full_name().replace('_', " ")),
    };
    format!("`{character}` (U+{:04X}{script})", character as u32)
}

/// Maximum number of characters that are listed after the first.
const MAX_LISTED_CHARACTERS: usize = 8;

fn list_characters(characters: &[char]) -> String {
    let listed: Vec<String> = characters
        .iter()
        .take(MAX_LISTED_CHARACTERS)
        .map(|&character| format!("`{character}` (U+{:04X})", character as u32))
        .collect();
    let more = characters.len().saturating_sub(MAX_LISTED_CHARACTERS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", listed.join(", "))
}

fn suggest_fix(character: char) -> String {
    match character.script() {
        _ if is_private_use(character) => {
            "replace the private-use character, which has a meaning in a single font only, or add \
             that font to a folder `fonts` next to the outline"
                .into()
        }
        Script::Common | Script::Inherited | Script::Unknown => {
            "add a font that has the character to a folder `fonts` next to the outline, replace \
             the \
             character, or try `--system-fonts`"
                .into()
        }
        script => format!(
            "add a font for {} to a folder `fonts` next to the outline (fonts.google.com/noto has \
             free ones), or try `--system-fonts`",
            script.full_name().replace('_', " ")
        ),
    }
}

/// Returns whether a character is for private use (General_Category Co).
pub(super) fn is_private_use(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
