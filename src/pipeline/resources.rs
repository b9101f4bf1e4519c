//! Loads the theme and the fonts.

use std::path::Path;

use crate::assets::{self, Files, Fonts};
use crate::deck::Deck;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Sources, Span};
use crate::theme::{self, Theme, ThemeChoice};

use super::{Input, Options, ParsedOutline};

/// The fonts that are available to a deck.
#[derive(Debug)]
pub struct FontList {
    /// The fonts.
    pub fonts: Fonts,
    /// The font family of body text.
    pub family: String,
    /// The deck's language (BCP 47).
    pub lang: String,
    /// Diagnostics about fonts, and about the files that name them.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
}

/// Lists the fonts that are available to an outline, or to the outlines of a folder (by default the
/// current one). If the options allow fonts of this machine, those are added that cover characters
/// of `text` which no other font covers.
pub fn list_fonts(path: Option<&Path>, options: &Options, text: &str) -> FontList {
    let outline = path.filter(|path| !path.is_dir());
    let parsed =
        outline.map(|outline| ParsedOutline::parse(Input::File(outline.to_owned()), None, options));
    let (deck, mut diagnostics, mut sources, files) = match parsed {
        Some(ParsedOutline { outline: Some((_, deck)), sources, files, .. }) => {
            (Some(deck), Diagnostics::default(), sources, files)
        }
        Some(ParsedOutline { diagnostics, sources, files, .. }) => {
            (None, diagnostics, sources, files)
        }
        None => (
            None,
            Diagnostics::default(),
            Sources::default(),
            Files::in_folder(path.unwrap_or(Path::new(""))),
        ),
    };
    let theme = load_theme(deck.as_ref(), options, &files, &mut sources, &mut diagnostics);
    let fonts = load_fonts(&theme, options, &files, || text.to_owned(), &mut diagnostics);
    let lang = deck.map_or_else(String::new, |deck| deck.metadata.lang);
    FontList {
        fonts,
        family: theme.fonts.body,
        lang,
        diagnostics: diagnostics.into_sorted(),
        sources,
    }
}

/// Loads the theme named in the options, or else in the deck.
pub(super) fn load_theme(
    deck: Option<&Deck>,
    options: &Options,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Theme {
    let named = options.theme.as_deref().map(|name| (name, None));
    let named = named.or(deck
        .and_then(|deck| deck.theme.as_ref())
        .map(|(name, span)| (name.as_str(), Some(*span))));
    let mut open = |name: &str, span: Option<Span>| {
        let text = files.read_text(name, "themes").map_err(|error| error.into_diagnostic(span))?;
        Ok(Source::new(files.folder().join(name), text))
    };
    let own = deck.filter(|_| options.theme.is_none()).and_then(|deck| deck.own_theme.as_ref());
    let choice = ThemeChoice { name: named, own, tone: deck.and_then(|deck| deck.tone) };
    theme::read(choice, sources, &mut open, diagnostics)
}

/// Loads the bundled fonts, the fonts of the deck and, if the options allow it, those fonts of this
/// machine that are needed for the characters of `texts`.
pub(super) fn load_fonts(
    theme: &Theme,
    options: &Options,
    files: &Files,
    texts: impl FnOnce() -> String,
    diagnostics: &mut Diagnostics,
) -> Fonts {
    let mut fonts = Fonts::bundled();
    assets::add_deck_fonts(&mut fonts, files, diagnostics);
    if options.system_fonts {
        assets::add_system_fonts(&mut fonts, &theme.fonts.family_names(), &texts());
    }
    theme.fonts.check_availability(&fonts, diagnostics);
    fonts
}
