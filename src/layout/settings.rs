//! The settings of a slide, resolved once: its own, else the deck's, else the theme's.

use crate::deck::{
    Block, BlockKind, Deck, Figure, FitPolicy, Hyphenation, Layout, Pagination, Slide, Text,
    TextDirection,
};
use crate::show::Transition;
use crate::theme::{PageKind, Theme};

/// The settings of a slide after the defaults of its deck and theme are applied.
#[derive(Clone, Copy, Debug)]
pub(super) struct SlideSettings<'d> {
    /// Kind of page, which selects the style in the theme.
    pub page_kind: PageKind,
    /// What happens if the slide does not fit its page.
    pub fit_policy: FitPolicy,
    /// Which page number is printed.
    pub pagination: Pagination,
    /// Whether each block appears in a step of its own.
    pub reveals_each_block: bool,
    /// Effect that replaces the previous page by the first page of the slide.
    pub transition: Option<Transition>,
    /// Seconds after which the next page is shown automatically.
    pub advance_seconds: Option<f32>,
    /// BCP 47 language.
    pub lang: &'d str,
    /// Whether pages are written from right to left.
    pub is_rtl: bool,
    /// When words of running text are hyphenated.
    pub hyphenation: Hyphenation,
    /// Whether running text is justified.
    pub justify: bool,
    /// Running header; never blank.
    pub header: Option<&'d Text>,
    /// Running footer; never blank.
    pub footer: Option<&'d Text>,
    /// Running logos.
    pub logos: &'d [Figure],
}

impl<'d> SlideSettings<'d> {
    /// Resolves the settings of `slide`, a slide of `deck`.
    pub(super) fn resolve(deck: &'d Deck, slide: &'d Slide, theme: &Theme) -> Self {
        let (own, of_deck, of_theme) = (slide.paragraph, deck.paragraph, theme.paragraph);
        Self {
            page_kind: page_kind(slide),
            fit_policy: slide.fit.unwrap_or(deck.fit),
            pagination: slide.paginate.unwrap_or(deck.paginate),
            reveals_each_block: slide.steps.unwrap_or(deck.steps),
            transition: slide.transition.or(deck.transition),
            advance_seconds: slide.duration.or(deck.advance),
            lang: slide.lang.as_deref().unwrap_or(&deck.metadata.lang),
            is_rtl: deck.slide_text_direction(slide) == TextDirection::RightToLeft,
            hyphenation: own.hyphenate.or(of_deck.hyphenate).unwrap_or(of_theme.hyphenate),
            justify: own.justify.or(of_deck.justify).unwrap_or(of_theme.justify),
            header: own_or_deck(&slide.header, &deck.header),
            footer: own_or_deck(&slide.footer, &deck.footer),
            logos: slide.logos.as_deref().unwrap_or(&deck.logos),
        }
    }
}

/// Returns the text of the slide, else of the deck. A blank text of the slide removes that of the
/// deck.
fn own_or_deck<'d>(own: &'d Option<Text>, deck: &'d Option<Text>) -> Option<&'d Text> {
    own.as_ref().or(deck.as_ref()).filter(|text| !text.is_blank())
}

fn page_kind(slide: &Slide) -> PageKind {
    match slide.layout {
        Layout::Cover => PageKind::Cover,
        Layout::Section => PageKind::Section,
        Layout::Statement => PageKind::Statement,
        Layout::Fact | Layout::Quote if slide.title.is_none() => PageKind::Statement,
        Layout::Question => PageKind::Question,
        Layout::End => PageKind::End,
        Layout::Image if has_only_one_picture(slide) => PageKind::Image,
        _ => PageKind::Content,
    }
}

fn has_only_one_picture(slide: &Slide) -> bool {
    matches!(
        slide.blocks.as_slice(),
        [Block { kind: BlockKind::Figures(figures), .. }] if figures.len() == 1
    )
}
