//! What is known about the deck while its slides are written.

use super::PptxContent;
use super::chart_frame::ChartStore;
use super::colours::ColourScheme;
use super::font_names::{FontNames, FontNaming};
use super::inline_formulas::InlineFormulas;
use super::issues::Issues;
use super::language::{PlaceholderPrompts, office_language};
use super::media::MediaStore;
use crate::assets::{Fonts, MediaFiles};
use crate::scene::Scene;

/// The state that the slides share.
pub(super) struct DeckState<'s> {
    pub(super) font_files: &'s Fonts,
    pub(super) fonts: FontNames<'s>,
    pub(super) scheme: ColourScheme,
    pub(super) media: MediaStore,
    /// The videos, recordings and animated pictures of the deck.
    pub(super) media_files: Option<&'s MediaFiles>,
    pub(super) charts: ChartStore,
    pub(super) issues: Issues,
    pub(super) inline_formulas: InlineFormulas,
    /// The language of the deck as Office knows it.
    pub(super) lang: String,
    /// What empty placeholders show.
    pub(super) prompts: &'static PlaceholderPrompts,
}

impl<'s> DeckState<'s> {
    /// Creates the state of a deck.
    pub(super) fn new(scene: &Scene, fonts: &'s Fonts, content: &PptxContent<'s>) -> Self {
        let naming = if content.embeds_fonts { FontNaming::Own } else { FontNaming::Installable };
        let mut names = FontNames::new(fonts, &scene.design, naming);
        names.find_complex(scene);
        Self {
            font_files: fonts,
            fonts: names,
            scheme: ColourScheme::new(&scene.design),
            media: MediaStore::default(),
            media_files: content.media,
            charts: ChartStore::default(),
            issues: Issues::default(),
            inline_formulas: InlineFormulas::new(&scene.structure),
            lang: office_language(&scene.info.lang),
            prompts: PlaceholderPrompts::of(&scene.info.lang),
        }
    }
}
