//! Finds out which tool a Markdown deck was written for. The tools disagree on where slides start.

use std::path::Path;

use super::front_matter_lines::FrontMatter;

/// A tool for Markdown decks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DeckTool {
    /// Marp.
    Marp,
    /// Slidev.
    Slidev,
    /// Quarto.
    Quarto,
    /// pandoc, also through R Markdown.
    Pandoc,
    /// Not known, such as reveal.js.
    #[default]
    Unknown,
}

/// Front matter keys that only Slidev has.
const SLIDEV_KEYS: &[&str] = &[
    "highlighter",
    "drawings",
    "mdc",
    "color_schema",
    "canvas_width",
    "router_mode",
    "line_numbers",
    "layout",
    "info",
    "src",
    "clicks",
    "hide_in_toc",
];
/// Themes of Slidev, apart from those whose names other tools use, too.
const SLIDEV_THEMES: &[&str] =
    &["seriph", "apple-basic", "bricks", "shibainu", "geist", "dracula", "penguin", "academic"];

/// Themes of Beamer, which pandoc uses.
const BEAMER_THEMES: &[&str] = &[
    "metropolis",
    "madrid",
    "warsaw",
    "berlin",
    "copenhagen",
    "boadilla",
    "cambridgeus",
    "annarbor",
    "singapore",
    "montpellier",
    "hannover",
    "dresden",
    "frankfurt",
    "malmoe",
    "paloalto",
    "pittsburgh",
    "rochester",
];

impl DeckTool {
    /// Detects the tool from the name of the file, the front matter and the keys of the slides.
    pub(super) fn detect(name: &Path, front: &FrontMatter, slide_keys: &[&str]) -> Self {
        let has = |names: &[&str]| {
            front.keys.iter().any(|(key, ..)| names.contains(&key.as_str()))
                || slide_keys.iter().any(|key| names.contains(key))
        };
        let theme = front.keys.iter().find(|(key, ..)| key == "theme").map(|(_, values, _)| values);
        let is_theme_in = |names: &[&str]| {
            theme.is_some_and(|values| {
                values.iter().any(|name| names.contains(&name.to_lowercase().as_str()))
            })
        };
        let is_qmd = name.extension().is_some_and(|end| end.eq_ignore_ascii_case("qmd"));
        if has(&["marp"]) {
            Self::Marp
        } else if is_qmd || has(&["format", "execute", "revealjs"]) {
            Self::Quarto
        } else if is_theme_in(SLIDEV_THEMES) || has(SLIDEV_KEYS) {
            Self::Slidev
        } else if has(&["output", "slide_level"])
            || is_theme_in(BEAMER_THEMES)
            || front.is_title_block
        {
            Self::Pandoc
        } else {
            Self::Unknown
        }
    }

    /// Whether straight quotes, dashes and dots become typographic ones.
    pub(super) fn has_smart_punctuation(self) -> bool {
        matches!(self, Self::Quarto | Self::Pandoc)
    }

    /// Whether a picture that is a paragraph of its own has its alternative text as caption.
    pub(super) fn shows_captions(self) -> bool {
        matches!(self, Self::Quarto | Self::Pandoc)
    }
}
