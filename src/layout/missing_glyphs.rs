//! The glyph gate: a character that no face has is a finding, and a box on the page, never a gap in
//! silence.

use std::collections::BTreeMap;

use unicode_script::{Script, UnicodeScript};

use super::to_single_line;
use crate::deck::Deck;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Sources, Span};

/// What is done about a character that no face has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingGlyphPolicy {
    /// No PDF is made.
    #[default]
    Error,
    /// A box stands in its place; the PDF's text still has the character.
    Warn,
}

/// Characters of one text that no face has, of one script: they are mended together.
struct MissingText {
    /// Each once, in the order of the text.
    characters: Vec<char>,
    /// Where the first stands.
    place: Span,
    /// The first slide that shows the text, counted from 0.
    slide: usize,
}

/// Gathers what is missing on all slides. A text that many slides show, such as a footer, is one
/// finding.
pub(super) struct MissingGlyphReport<'s> {
    sources: &'s Sources,
    found: BTreeMap<(Span, &'static str), MissingText>,
}

impl<'s> MissingGlyphReport<'s> {
    /// Nothing found yet.
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self { sources, found: BTreeMap::new() }
    }

    /// Adds what is missing on a slide, each with the place of its text.
    pub(super) fn add_slide(&mut self, slide: usize, missing: &[(char, Span)]) {
        for (character, span) in missing {
            let found =
                self.found.entry((*span, character.script().full_name())).or_insert_with(|| {
                    MissingText {
                        characters: Vec::new(),
                        place: locate_character(self.sources, *character, *span),
                        slide,
                    }
                });
            if !found.characters.contains(character) {
                found.characters.push(*character);
            }
        }
    }

    /// Tells what was found.
    pub(super) fn push_diagnostics(
        self,
        deck: &Deck,
        policy: MissingGlyphPolicy,
        diagnostics: &mut Diagnostics,
    ) {
        for MissingText { characters, place, slide } in self.found.into_values() {
            let Some(&first) = characters.first() else { continue };
            let message = format!(
                "{} has {}, which no font has",
                slide_name(deck, slide),
                describe_character(first)
            );
            let mut diagnostic = match policy {
                MissingGlyphPolicy::Error => {
                    Diagnostic::error(Code::MissingCharacter, message, place)
                }
                MissingGlyphPolicy::Warn => Diagnostic::warning(
                    Code::MissingCharacter,
                    format!("{message}: it is drawn as a box"),
                    place,
                ),
            };
            if characters.len() > 1 {
                diagnostic = diagnostic.with_help(format!(
                    "the same text also has {}",
                    list_characters(&characters[1..])
                ));
            }
            diagnostics.push(diagnostic.with_help(suggest_fix(first)));
        }
    }
}

/// Where the character stands. It is in the source as itself; where it was written as an escape,
/// the whole text is shown.
fn locate_character(sources: &Sources, character: char, span: Span) -> Span {
    sources.slice(span).find(character).map_or(span, |at| {
        let start = span.start as usize + at;
        Span::new(span.source, start, start + character.len_utf8())
    })
}

/// `slide 3 (“What we measured”)`
fn slide_name(deck: &Deck, index: usize) -> String {
    let title = deck
        .slides
        .get(index)
        .and_then(|slide| slide.title.as_ref())
        .map(to_single_line)
        .unwrap_or_default();
    let shortened: String = title.chars().take(40).collect();
    let dots = if shortened.len() < title.len() { "…" } else { "" };
    if title.trim().is_empty() {
        format!("slide {}", index + 1)
    } else {
        format!("slide {} (“{shortened}{dots}”)", index + 1)
    }
}

/// `` the character `ཀ` (U+0F40, Tibetan) ``
fn describe_character(character: char) -> String {
    let script = match character.script() {
        _ if is_private_use(character) => ", private use".into(),
        Script::Common | Script::Inherited | Script::Unknown => String::new(),
        script => format!(", {}", script.full_name().replace('_', " ")),
    };
    format!("the character `{character}` (U+{:04X}{script})", character as u32)
}

/// The most characters that are listed beside the first.
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
            "a character for private use means something in one font only; write an ordinary one, or put that font into a folder \
             `fonts` beside the outline"
                .into()
        }
        Script::Common | Script::Inherited | Script::Unknown => {
            "put a font that has it into a folder `fonts` beside the outline, write another character, or try `--system-fonts`"
                .into()
        }
        script => format!(
            "put a font for {} into a folder `fonts` beside the outline (fonts.google.com/noto has free ones), or try `--system-fonts`",
            script.full_name().replace('_', " ")
        ),
    }
}

/// Whether a character means something in one font only (General_Category Co).
pub(super) fn is_private_use(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
