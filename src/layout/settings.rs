//! Settings of a slide, resolved once from slide, deck and theme.

use std::sync::Arc;

use crate::deck::{Deck, FitPolicy, Hyphenation, Slide, TextDirection};
use crate::show::Transition;
use crate::theme::Theme;

/// The settings of a slide: its own if it has them, otherwise those of the deck, otherwise those of
/// the theme.
pub(super) struct SlideSettings {
    /// Language (BCP 47).
    pub lang: Arc<str>,
    /// Whether the slide is written from right to left.
    pub is_rtl: bool,
    /// When words of running text are hyphenated.
    pub hyphenation: Hyphenation,
    /// Whether running text is justified.
    pub justify: bool,
    /// Whether each block appears in a step of its own.
    pub reveals_each_block: bool,
    /// What happens if the slide does not fit its page.
    pub fit_policy: FitPolicy,
    /// Transition to the slide.
    pub transition: Option<Transition>,
    /// Seconds after which the next slide is shown.
    pub advance_seconds: Option<f32>,
}

impl SlideSettings {
    /// Resolves the settings of a slide.
    pub(super) fn resolve(deck: &Deck, slide: &Slide, theme: &Theme) -> Self {
        let (own, of_deck, of_theme) = (slide.paragraph, deck.paragraph, theme.paragraph);
        Self {
            lang: Arc::from(slide.lang.as_deref().unwrap_or(&deck.metadata.lang)),
            is_rtl: deck.slide_text_direction(slide) == TextDirection::RightToLeft,
            hyphenation: own.hyphenate.or(of_deck.hyphenate).unwrap_or(of_theme.hyphenate),
            justify: own.justify.or(of_deck.justify).unwrap_or(of_theme.justify),
            reveals_each_block: slide.steps.unwrap_or(deck.steps),
            fit_policy: slide.fit.unwrap_or(deck.fit),
            transition: slide.transition.or(deck.transition),
            advance_seconds: slide.duration.or(deck.advance),
        }
    }
}
