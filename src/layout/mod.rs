//! Lays out a deck with a theme as a [`Scene`].
//!
//! Slides are laid out independently and in parallel. What depends on other slides (page numbers,
//! links between slides, bookmarks) is added afterwards. Within a slide, blocks are laid out as
//! rows (`block`, `flow`), the rows are fitted to the page (`fit`), and the layout of the slide
//! places them (`slide`).

mod annotation;
mod bleed;
mod block;
mod caption_strip;
mod compose;
mod context;
mod cover;
mod cover_ornaments;
mod date;
mod document;
mod fit;
mod flow;
mod footnotes;
mod handout;
mod image;
mod input;
mod ladder;
mod lone_picture;
mod mirror;
mod missing_glyphs;
mod numeral;
mod ornament;
mod ornament_fit;
mod page;
mod palette;
mod paragraph;
mod picture_cover;
mod question;
mod relayout;
mod reveal;
mod section_progress;
mod settings;
mod side_picture;
mod slide;
mod slide_body;
mod statement;
mod text;
mod title;
mod title_panel;
mod veil;

use std::ops::Range;

use rayon::prelude::*;

pub(crate) use self::block::list_numbering;
pub use self::handout::{Handout, HandoutKind, Paper, lay_out_handout};
pub use self::missing_glyphs::MissingGlyphPolicy;
pub use self::relayout::{DeckEdit, Relayout, relayout_slides};

use self::document::PageTargets;
use self::fit::FitRecord;
use self::input::{LayoutInput, PageContent};
use self::missing_glyphs::{MissingCharacters, MissingGlyphReport};
use self::page::PageNumber;
use self::settings::SlideSettings;
use self::slide::LaidOutSlide;
use self::text::Shaper;
use crate::assets::{Fonts, Images};
use crate::deck::{Deck, FitPolicy, Slide, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::scene::{Destination, FitAdjustment, Scene, ShowSettings, SlideFit};
use crate::show::Visibility;
use crate::source::Sources;
use crate::theme::Theme;

/// Theme, fonts and images of a deck.
#[derive(Clone, Copy)]
pub struct LayoutResources<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// The fonts.
    pub fonts: &'a Fonts,
    /// The images.
    pub images: &'a Images,
    /// The source texts of spans.
    pub sources: &'a Sources,
    /// How missing glyphs are reported.
    pub missing_glyphs: MissingGlyphPolicy,
    /// Whether the scene has the data of charts, for formats whose programs draw them.
    pub keeps_chart_data: bool,
}

/// Lays out a deck.
pub fn lay_out_deck(deck: &Deck, resources: LayoutResources<'_>) -> Scene {
    let input = LayoutInput::new(deck, resources);
    let laid_out: Vec<(LaidOutSlide, MissingCharacters)> = (0..deck.slides.len())
        .into_par_iter()
        .map_init(
            || Shaper::new(resources.fonts),
            |shaper, slide| input.lay_out_slide(slide, shaper),
        )
        .collect();
    assemble_scene(&input, laid_out)
}

/// Combines laid out slides to a scene.
fn assemble_scene(
    input: &LayoutInput<'_>,
    laid_out: Vec<(LaidOutSlide, MissingCharacters)>,
) -> Scene {
    let deck = input.deck;
    let show = ShowSettings {
        motion: input.resources.theme.motion,
        fullscreen: deck.fullscreen,
        seconds: deck.duration,
        unrevealed: input.resources.theme.unrevealed,
    };
    let mut scene = Scene {
        info: document::build_metadata(deck),
        show,
        design: document::describe_design(input.resources.theme),
        ..Scene::default()
    };
    scene.structure.elements[0].lang = Some(deck.metadata.lang.clone());
    let mut shaper = Shaper::new(input.resources.fonts);
    let mut section: Option<&Text> = None;
    let mut first_pages = vec![0; deck.slides.len()];
    let mut laid_out: Vec<_> = laid_out.into_iter().enumerate().collect();
    let last = laid_out
        .iter()
        .filter(|&&(index, _)| deck.slides[index].visibility == Visibility::Shown)
        .map(|(_, (laid_out, _))| laid_out.pages.len())
        .sum();
    // Backup and hidden slides follow the others; the sort is stable.
    laid_out.sort_by_key(|&(index, _)| deck.slides[index].visibility);
    for (index, (laid_out, mut missing)) in laid_out {
        let slide = &deck.slides[index];
        let first_page = scene.pages.len();
        first_pages[index] = first_page;
        document::push_bookmarks(&mut scene, slide, &mut section);
        if let Some(id) = &slide.id {
            scene.destinations.push(Destination { id: id.clone(), page: first_page });
        }
        let offset = document::append_subtree(
            &mut scene.structure,
            laid_out.structure,
            slide.lang.as_deref(),
        );
        let mut context = input.create_context(index, &mut shaper);
        for mut items in laid_out.pages {
            document::shift_elements(&mut items, offset);
            let content = PageContent {
                slide: index,
                number: PageNumber { number: scene.pages.len() + 1, last },
                items,
                running: laid_out.running,
            };
            scene.pages.push(input.build_page(&mut context, content));
        }
        missing.append(context.missing);
        let pages = first_page..scene.pages.len();
        scene.fits.push(record_fit(deck, index, laid_out.fitting, missing, pages));
    }
    scene.work_pages = document::find_work_pages(&scene.pages);
    let targets = PageTargets { slides: &first_pages, works: &scene.work_pages };
    for page in &mut scene.pages {
        document::resolve_page_links(&mut page.items, targets);
    }
    scene
}

/// Reports slides that do not fit as their policy demands, and characters for which no font has a
/// glyph.
pub fn diagnose_fits(
    fits: &[SlideFit],
    deck: &Deck,
    resources: LayoutResources<'_>,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut report = MissingGlyphReport::new(resources.sources);
    for fit in fits {
        let slide = &deck.slides[fit.slide];
        let policy = SlideSettings::resolve(deck, slide, resources.theme).fit_policy;
        diagnostics.extend(overflow_diagnostic(slide, policy, fit.pages.len()));
        if fit.adjustments.contains(&FitAdjustment::FormulaShrunk) {
            diagnostics.push(small_formula_diagnostic(slide));
        }
        report.add_slide(fit.slide, &fit.missing_characters);
    }
    report.push_diagnostics(deck, resources.missing_glyphs, &mut diagnostics);
    diagnostics
}

/// Records how a slide was fitted.
fn record_fit(
    deck: &Deck,
    index: usize,
    fitting: FitRecord,
    missing: MissingCharacters,
    pages: Range<usize>,
) -> SlideFit {
    let slide = &deck.slides[index];
    let title = document::display_title(deck, slide);
    SlideFit {
        slide: index,
        title: title.map(Text::to_single_line).unwrap_or_default(),
        span: slide.span,
        body: fitting.body,
        drawn: fitting.drawn,
        adjustments: fitting.adjustments,
        pages,
        missing_characters: missing.into_vec(),
    }
}

/// Returns a diagnostic for a slide with a formula that is too large for a page.
fn small_formula_diagnostic(slide: &Slide) -> Diagnostic {
    Diagnostic::warning(
        Code::FormulaTooLarge,
        "a formula on this slide is too large to be legible on one page",
        slide.title.as_ref().map_or(slide.span, |title| title.span),
    )
    .with_help(
        "write it as several formulas, or as rows without brackets between `\\begin{aligned}` \
         and `\\end{aligned}`, which continue on further pages",
    )
}

/// Returns a diagnostic for a slide that needs several pages.
fn overflow_diagnostic(slide: &Slide, policy: FitPolicy, pages: usize) -> Option<Diagnostic> {
    if pages < 2 {
        return None;
    }
    let span = slide.title.as_ref().map_or(slide.span, |title| title.span);
    Some(if policy == FitPolicy::Error {
        Diagnostic::error(
            Code::SlideOverflow,
            format!("this slide does not fit on one page: it needs {pages} pages"),
            span,
        )
        .with_help(
            "shorten the slide, split it into several, or let it continue on more pages with \
             `fit: split`",
        )
    } else {
        let further = pages - 1;
        let noun = if further == 1 { "page" } else { "pages" };
        Diagnostic::warning(
            Code::SlideOverflow,
            format!("this slide does not fit on one page: it continues on {further} more {noun}"),
            span,
        )
        .with_help("shorten the slide or split it into several; the PDF has all its content")
    })
}
