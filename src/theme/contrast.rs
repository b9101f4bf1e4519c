//! The contrast of every text colour of a theme with every ground that it is set on.

use super::{PageBackground, PageKind, Palette, Theme};
use crate::scene::{Colour, MIN_TEXT_CONTRAST};

/// A text colour of a theme and a ground on which it is used.
#[derive(Clone, Debug, PartialEq)]
pub struct ContrastPair {
    /// The text: the key of its colour.
    pub text: &'static str,
    /// The ground, in the words of a theme file: `colours.surface`, `pages.cover`.
    pub ground: String,
    /// Colour of the text.
    pub text_colour: Colour,
    /// Colour of the ground.
    pub ground_colour: Colour,
}

impl ContrastPair {
    /// Returns the contrast ratio, 1 to 21.
    pub fn ratio(&self) -> f32 {
        self.text_colour.contrast_ratio(self.ground_colour)
    }

    /// Whether the text is easy to read (WCAG 2.2, 1.4.3).
    pub fn is_legible(&self) -> bool {
        self.ratio() >= MIN_TEXT_CONTRAST
    }
}

/// The colours of text on the background of a page.
const PAGE_TEXTS: [&str; 6] = ["text", "muted", "title", "bold", "link", "primary"];
/// The colours of text in boxes.
const BOX_TEXTS: [&str; 8] =
    ["text", "muted", "title", "bold", "link", "primary", "tip", "warning"];
/// The colours of text that is marked.
const MARKED_TEXTS: [&str; 2] = ["text", "bold"];

impl Theme {
    /// Returns every text colour with every ground that it is used on, in the order of the theme
    /// file. Two that are equal are listed once.
    pub fn contrast_pairs(&self) -> Vec<ContrastPair> {
        let mut pairs = Vec::new();
        for (name, palette) in [("colours", &self.palette), ("inverse", &self.inverse)] {
            let mut add = |texts: &[&'static str], ground: &str, colour: Colour| {
                pairs.extend(pairs_on(palette, texts, &format!("{name}.{ground}"), colour));
            };
            add(&PAGE_TEXTS, "background", palette.background);
            add(&BOX_TEXTS, "surface", palette.surface);
            add(&["on_primary"], "primary", palette.primary);
            add(&MARKED_TEXTS, "mark", palette.mark);
        }
        for (kind, name) in PageKind::ALL {
            let style = self.page_style(kind);
            let palette = self.palette_for(style);
            let ground = format!("pages.{name}");
            let colours = match style.background {
                PageBackground::Solid(colour) => vec![colour],
                PageBackground::Gradient { from, to } => vec![from, from.mixed_with(to, 0.5), to],
            };
            for colour in colours.into_iter().filter(|&colour| colour != palette.background) {
                pairs.extend(pairs_on(palette, &PAGE_TEXTS, &ground, colour));
            }
            // The panel of a question has the other colours.
            if kind == PageKind::Question {
                let panel = style.background.first_colour();
                pairs.extend(pairs_on(
                    &self.inverse,
                    &PAGE_TEXTS,
                    "the panel of a question",
                    panel,
                ));
            }
        }
        let mut listed: Vec<ContrastPair> = Vec::new();
        for pair in pairs {
            if !listed.contains(&pair) {
                listed.push(pair);
            }
        }
        listed
    }
}

fn pairs_on(
    palette: &Palette,
    texts: &[&'static str],
    ground: &str,
    ground_colour: Colour,
) -> Vec<ContrastPair> {
    let pair = |text: &&'static str| {
        let text_colour = palette.get(text)?;
        Some(ContrastPair { text, ground: ground.to_owned(), text_colour, ground_colour })
    };
    texts.iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use crate::deck::Tone;
    use crate::diagnostic::Diagnostics;
    use crate::source::Sources;
    use crate::theme::{self, ThemeChoice};

    #[test]
    fn every_text_of_every_theme_in_every_tone_is_legible() {
        for name in theme::builtin_names() {
            for tone in [None, Some(Tone::Light), Some(Tone::Dark)] {
                let mut diagnostics = Diagnostics::default();
                let choice = ThemeChoice { tone, ..ThemeChoice::named(name) };
                let mut open: Box<theme::OpenTheme<'_>> =
                    Box::new(|_, _| unreachable!("built-in themes need no file"));
                let theme =
                    theme::read(choice, &mut Sources::default(), &mut open, &mut diagnostics);
                assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
                let pairs = theme.contrast_pairs();
                assert!(pairs.len() > 30, "{name}");
                for pair in pairs {
                    assert!(pair.is_legible(), "{name} {tone:?}: {pair:?} {}", pair.ratio());
                }
            }
        }
    }
}
