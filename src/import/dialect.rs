//! Finds out which tool a Markdown deck was written for. The tools disagree on where slides start.

use std::path::Path;

use super::MarkdownLine;
use super::front_matter_lines::FrontMatter;
use crate::deck::FenceTracker;

/// The rules of a tool for Markdown decks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Marp.
    Marp,
    /// Slidev.
    Slidev,
    /// Quarto with reveal.js.
    Quarto,
    /// pandoc, also through R Markdown.
    Pandoc,
    /// reveal.js and reveal-md.
    Reveal,
    /// presenterm.
    Presenterm,
    /// Deckset.
    Deckset,
    /// iA Presenter.
    IaPresenter,
    /// Markdown without rules of a tool: slides start at rules, or at headings if there are none.
    #[default]
    Plain,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 9] = [
        Self::Marp,
        Self::Slidev,
        Self::Quarto,
        Self::Pandoc,
        Self::Reveal,
        Self::Presenterm,
        Self::Deckset,
        Self::IaPresenter,
        Self::Plain,
    ];

    /// Returns the name of the dialect on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marp => "marp",
            Self::Slidev => "slidev",
            Self::Quarto => "quarto",
            Self::Pandoc => "pandoc",
            Self::Reveal => "reveal",
            Self::Presenterm => "presenterm",
            Self::Deckset => "deckset",
            Self::IaPresenter => "ia-presenter",
            Self::Plain => "plain",
        }
    }

    /// Returns the name of the tool, for messages.
    pub fn title(self) -> &'static str {
        match self {
            Self::Marp => "Marp",
            Self::Slidev => "Slidev",
            Self::Quarto => "Quarto",
            Self::Pandoc => "pandoc",
            Self::Reveal => "reveal.js",
            Self::Presenterm => "presenterm",
            Self::Deckset => "Deckset",
            Self::IaPresenter => "iA Presenter",
            Self::Plain => "plain Markdown",
        }
    }
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

impl Dialect {
    /// Detects the dialect from the name of the file, the front matter, the keys of the slides and
    /// the lines below the front matter.
    pub(super) fn detect(
        name: &Path,
        front: &FrontMatter,
        slide_keys: &[&str],
        body: &[MarkdownLine],
    ) -> Self {
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
        // A bundle of iA Presenter is a folder.
        let is_bundle = name
            .parent()
            .and_then(Path::extension)
            .is_some_and(|end| end.eq_ignore_ascii_case("iapresenter"));
        if is_bundle {
            return Self::IaPresenter;
        }
        let is_qmd = name.extension().is_some_and(|end| end.eq_ignore_ascii_case("qmd"));
        if has(&["marp"]) {
            Self::Marp
        } else if is_qmd || has(&["format", "execute", "revealjs"]) {
            Self::Quarto
        } else if is_theme_in(SLIDEV_THEMES) || has(SLIDEV_KEYS) {
            Self::Slidev
        } else if has(&["output", "slide_level", "aspectratio", "header_includes"])
            || is_theme_in(BEAMER_THEMES)
            || front.is_title_block
        {
            Self::Pandoc
        } else if has(REVEAL_KEYS) {
            Self::Reveal
        } else if has(&["incremental"]) {
            Self::Pandoc
        } else {
            detect_in_body(body)
        }
    }

    /// Returns the width of a slide of the tool in pixels. A slide of beamer is 12.8 cm wide.
    pub(super) fn slide_width(self, is_beamer: bool) -> f32 {
        match self {
            _ if is_beamer => 484.0,
            Self::Slidev => 980.0,
            Self::Quarto => 1050.0,
            Self::Pandoc | Self::Reveal => 960.0,
            _ => 1280.0,
        }
    }

    /// Whether a line break in a paragraph is one on the slide.
    pub(super) fn keeps_line_breaks(self) -> bool {
        self == Self::Marp
    }

    /// Whether `==x==`, `~x~` and `^x^` are markup.
    pub(super) fn reads_small_marks(self) -> bool {
        self != Self::Marp
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

/// Front matter keys that pandoc and Quarto pass on to beamer.
const BEAMER_KEYS: &[&str] =
    &["aspectratio", "colortheme", "fonttheme", "innertheme", "outertheme", "beameroption"];

/// Whether a deck becomes slides of beamer.
pub(super) fn is_beamer(dialect: Dialect, front: &FrontMatter, body: &[MarkdownLine]) -> bool {
    let has_format = |key: &str| {
        front.values(&[key]).is_some_and(|values| values.iter().any(|v| v.contains("beamer")))
    };
    let is_latex = || {
        let starts = ["\\begin{block}", "\\begin{columns}", "\\begin{frame}", "\\only<"];
        body.iter().any(|line| starts.iter().any(|start| line.text.trim().starts_with(start)))
    };
    let is_theme = || {
        let theme = front.values(&["theme"]).unwrap_or_default();
        theme.iter().any(|name| BEAMER_THEMES.contains(&name.to_lowercase().as_str()))
    };
    match dialect {
        Dialect::Quarto => front.format() == "beamer",
        Dialect::Pandoc => {
            has_format("output")
                || BEAMER_KEYS.iter().any(|key| front.values(&[key]).is_some())
                || is_theme()
                || is_latex()
        }
        _ => false,
    }
}

/// Front matter keys that only reveal-md has.
const REVEAL_KEYS: &[&str] =
    &["reveal_options", "separator", "vertical_separator", "notes_separator", "revealjs_url"];

/// Comments that only presenterm reads.
const PRESENTERM_COMMENTS: &[&str] = &[
    "end_slide",
    "pause",
    "column_layout:",
    "column:",
    "reset_layout",
    "jump_to_middle",
    "incremental_lists:",
    "new_line",
    "new_lines:",
    "speaker_note:",
    "font_size:",
    "no_footer",
    "skip_slide",
    "cmd:",
];

/// The starts of lines of LaTeX that only pandoc reads.
const LATEX: &[&str] =
    &["\\includegraphics", "\\begin{figure}", "\\begin{itemize}", "\\begin{block}"];

/// Words in the alternative texts of pictures that only Deckset reads.
const DECKSET_PICTURES: &[&str] = &["![inline", "![fit", "![original", "![filtered"];

/// The starts of lines above the first slide that only Deckset reads.
const DECKSET_SETTINGS: &[&str] =
    &["slidenumbers: ", "autoscale: ", "build-lists: ", "slide-dividers: ", "slidecount: "];

/// Detects the dialect from lines that only one tool reads.
fn detect_in_body(lines: &[MarkdownLine]) -> Dialect {
    let mut fence = FenceTracker::default();
    let visible = lines.iter().filter(|line| !fence.is_code_line(line.text));
    let texts: Vec<&str> = visible.map(|line| line.text.trim()).collect();
    let comment = |text: &str| {
        text.strip_prefix("<!--").map(|rest| rest.trim_end_matches("-->").trim().to_owned())
    };
    let is_presenterm = |text: &&str| {
        comment(text).is_some_and(|comment| {
            PRESENTERM_COMMENTS.iter().any(|known| match known.strip_suffix(':') {
                Some(_) => comment.starts_with(known),
                None => comment == *known,
            })
        })
    };
    let is_reveal = |text: &&str| text.contains("<!-- .slide:") || text.contains("<!-- .element:");
    let is_deckset = |text: &&str| {
        (text.starts_with("[.") && text.ends_with(']') && text.contains(':'))
            || DECKSET_PICTURES.iter().any(|start| text.starts_with(start))
            || DECKSET_SETTINGS.iter().any(|start| text.starts_with(start))
    };
    // iA Presenter: a picture or comment on a line of its own, and words after a tab.
    let is_ia = |text: &&str| {
        text.starts_with("// ")
            || (text.starts_with('/') && text.rsplit_once('.').is_some_and(|(_, e)| e.len() == 3))
    };
    let is_pandoc = |text: &&str| {
        let division = text.trim_start_matches(':').trim();
        let is_division = text.starts_with(":::")
            && (matches!(division, "incremental" | "nonincremental" | "columns" | "notes")
                || division.starts_with("{.columns"));
        let is_latex = LATEX.iter().any(|start| text.starts_with(start));
        is_division || is_latex || *text == ". . ." || text.starts_with("(@) ")
    };
    let has_tabs = lines
        .windows(2)
        .any(|pair| pair[0].text.trim().is_empty() && pair[1].text.starts_with('\t'));
    let has_notes = || texts.iter().any(|text| text.starts_with("Note:"));
    let is_vertical = |text: &&str| *text == "--" || *text == "----";
    if texts.iter().any(is_presenterm) {
        Dialect::Presenterm
    } else if texts.iter().any(is_reveal) {
        Dialect::Reveal
    } else if texts.iter().any(is_deckset) {
        Dialect::Deckset
    } else if has_tabs && texts.iter().any(is_ia) {
        Dialect::IaPresenter
    } else if texts.iter().any(is_pandoc) {
        Dialect::Pandoc
    } else if texts.contains(&"---") && (texts.iter().any(is_vertical) || has_notes()) {
        Dialect::Reveal
    } else {
        Dialect::Plain
    }
}
