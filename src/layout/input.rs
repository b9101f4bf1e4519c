//! The input of layout, and what is done with it for a single slide.

use std::collections::{BTreeMap, BTreeSet};

use super::block::CodeCache;
use super::context::{LayoutContext, LayoutPass, Scale};
use super::document;
use super::missing_glyphs::MissingCharacters;
use super::page::{PageNumber, RunningRoom};
use super::reveal::Reveal;
use super::settings::SlideSettings;
use super::slide::{self, LaidOutSlide, add_running_elements};
use super::text::Shaper;
use super::{LayoutResources, mirror};
use crate::deck::{self, BlockKind, Deck};
use crate::scene::{Item, Page, SlideLayoutKind, Structure};
use crate::theme::{PageKind, TextAlign, page_scale};

/// The input of layout, the same for all slides of a deck.
pub(super) struct LayoutInput<'a> {
    /// The deck.
    pub deck: &'a Deck,
    /// Theme, fonts and images.
    pub resources: LayoutResources<'a>,
    /// Settings of each slide.
    pub settings: Vec<SlideSettings<'a>>,
    /// Index of the slide of each id: its own, or that of a formula on it.
    pub slides_by_id: BTreeMap<String, usize>,
    /// The works in the lists of works by their keys: their numbers, and the text of the entry.
    pub works: BTreeMap<String, (usize, String)>,
}

/// A page of a slide before elements that are repeated on every page are added.
pub(super) struct PageContent {
    /// Index of the slide.
    pub slide: usize,
    /// Its number.
    pub number: PageNumber,
    /// The items.
    pub items: Vec<Item>,
    /// Where its running header, footer and logos are drawn, if it has them.
    pub running: Option<RunningRoom>,
}

impl<'a> LayoutInput<'a> {
    /// Collects the input for a deck.
    pub(super) fn new(deck: &'a Deck, resources: LayoutResources<'a>) -> Self {
        let ids = deck.slides.iter().enumerate().flat_map(|(index, slide)| {
            let formulas = slide.formula_ids().map(|(id, _)| id);
            slide.id.as_deref().into_iter().chain(formulas).map(move |id| (id.to_owned(), index))
        });
        let slides_by_id = ids.collect();
        let settings = deck
            .slides
            .iter()
            .map(|slide| SlideSettings::resolve(deck, slide, resources.theme))
            .collect();
        Self { deck, resources, settings, slides_by_id, works: number_works(deck) }
    }

    /// Creates the context for the blocks of the slide with this index.
    pub(super) fn create_context<'c, 'f>(
        &'c self,
        slide: usize,
        shaper: &'c mut Shaper<'f>,
    ) -> LayoutContext<'c, 'f> {
        let theme = self.resources.theme;
        let size = self.deck.page_size;
        let page_scale = page_scale(size);
        let settings = &self.settings[slide];
        let body = theme.type_scale.normal * page_scale;
        LayoutContext {
            theme,
            images: self.resources.images,
            shaper,
            slides_by_id: &self.slides_by_id,
            works: &self.works,
            footnotes: &self.deck.slides[slide].footnotes,
            palette: theme.palette,
            structure: Structure::default(),
            page_scale,
            scale: Scale {
                body,
                gaps: 1.0,
                in_columns: false,
                is_large: false,
                picture_growth: 0.0,
            },
            adjustments: BTreeSet::new(),
            lang: settings.lang.into(),
            reveal: Reveal::new(settings.reveals_each_block),
            is_rtl: settings.is_rtl,
            hyphenation: settings.hyphenation,
            justify: settings.justify,
            missing: MissingCharacters::default(),
            is_in_box: false,
            keeps_chart_data: self.resources.keeps_chart_data,
            drawings: BTreeMap::new(),
            chart_heights: BTreeMap::new(),
            body_height: size.height,
            pass: LayoutPass::Draw,
            has_left_out_items: false,
            has_broken_labels: false,
            code_cache: CodeCache::default(),
            text_align: TextAlign::Start,
            is_lone_block: false,
            broken_cells: (0, 0),
        }
    }

    /// Lays out the slide with this index, without the elements that are repeated on every page.
    pub(super) fn lay_out_slide(
        &self,
        slide: usize,
        shaper: &mut Shaper<'_>,
    ) -> (LaidOutSlide, MissingCharacters) {
        shaper.start_slide();
        let mut context = self.create_context(slide, shaper);
        let laid_out = slide::lay_out_slide(
            &mut context,
            self.deck,
            &self.deck.slides[slide],
            &self.settings[slide],
        );
        (laid_out, context.missing)
    }

    /// Completes a page with its number and the elements that are repeated on every page.
    pub(super) fn build_page(
        &self,
        context: &mut LayoutContext<'_, '_>,
        content: PageContent,
    ) -> Page {
        let PageContent { slide: index, number, mut items, running } = content;
        let (deck, slide) = (self.deck, &self.deck.slides[index]);
        let settings = &self.settings[index];
        if let Some(room) = running {
            items.extend(add_running_elements(context, deck, slide, (settings, room), number));
        }
        if context.is_rtl {
            mirror::mirror_items(&mut items, deck.page_size.width / 2.0);
        }
        Page {
            size: deck.page_size,
            items,
            label: number.number.to_string(),
            slide: index,
            follows: document::slide_before(deck, &deck.slides[index]),
            layout: slide_layout_kind(settings.page_kind),
            visibility: slide.visibility,
            notes: (!slide.notes.is_empty()).then(|| deck::notes_to_markdown(&slide.notes).into()),
            transition: settings.transition,
            advance_seconds: settings.advance_seconds,
        }
    }
}

/// Returns the kind of page for formats that have slide layouts.
fn slide_layout_kind(kind: PageKind) -> SlideLayoutKind {
    match kind {
        PageKind::Cover => SlideLayoutKind::Cover,
        PageKind::Section => SlideLayoutKind::Section,
        PageKind::Content => SlideLayoutKind::Content,
        PageKind::Statement => SlideLayoutKind::Statement,
        PageKind::Question => SlideLayoutKind::Question,
        PageKind::Image => SlideLayoutKind::Picture,
        PageKind::End => SlideLayoutKind::End,
    }
}

/// Numbers the works in the lists of works.
fn number_works(deck: &Deck) -> BTreeMap<String, (usize, String)> {
    let mut works = BTreeMap::new();
    if deck.bibliography.is_none() {
        return works;
    }
    for block in deck.slides.iter().flat_map(deck::Slide::all_blocks) {
        let BlockKind::References(list) = &block.kind else { continue };
        for entry in &list.entries {
            let number = works.len();
            let words = || (number, entry.text.to_single_line());
            works.entry(entry.key.clone()).or_insert_with(words);
        }
    }
    works
}
