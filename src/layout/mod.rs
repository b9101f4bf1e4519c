//! Deck and theme → [`Scene`].
//!
//! Every slide is laid out for itself, so slides are laid out in parallel; what depends on the
//! others (page numbers, links between slides) is added when all are there. Within a slide the way
//! is: blocks become rows (`block`, `flow`), rows are fitted to the page (`fit`), and the layout of
//! the slide says where they go (`slide`).

mod block;
mod context;
mod cover;
mod date;
mod fit;
mod flow;
mod handout;
mod image;
mod mirror;
mod missing_glyphs;
mod page;
mod paragraph;
mod question;
mod relayout;
mod reveal;
mod slide;
mod text;
mod title;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::handout::{Handout, HandoutKind, Paper, lay_out_handout};
pub use self::missing_glyphs::MissingGlyphPolicy;
pub use self::relayout::{Relayout, relayout_slides};

use self::context::{LayoutContext, Scale};
use self::fit::FitRecord;
use self::missing_glyphs::MissingGlyphReport;
use self::reveal::Reveal;
use self::slide::LaidOutSlide;
use self::text::Shaper;
use crate::assets::{Fonts, Images};
use crate::deck::{self, Deck, FitPolicy, Layout, Slide, Text, TextDirection};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::scene::{
    Bookmark, Destination, DocumentInfo, Element, ElementId, Item, ItemKind, LinkTarget, Page,
    Role, Scene, ShowSettings, SlideFit, Structure, TalkSection,
};
use crate::show::Visibility;
use crate::source::{Sources, Span};
use crate::theme::{DESIGN_HEIGHT, DESIGN_WIDTH, Theme};

/// What slides are laid out with.
#[derive(Clone, Copy)]
pub struct LayoutResources<'a> {
    /// How the deck looks.
    pub theme: &'a Theme,
    /// The faces.
    pub fonts: &'a Fonts,
    /// The pictures.
    pub images: &'a Images,
    /// The texts that spans point into.
    pub sources: &'a Sources,
    /// What is done about a character that no face has.
    pub missing_glyphs: MissingGlyphPolicy,
}

/// Lays a deck out.
pub fn lay_out_deck(deck: &Deck, materials: LayoutResources<'_>) -> Scene {
    let ids = index_slides_by_id(deck);
    let laid_out: Vec<(LaidOutSlide, Vec<(char, Span)>)> = deck
        .slides
        .par_iter()
        .map_init(
            || Shaper::new(materials.fonts),
            |shaper, slide| lay_out_single_slide(deck, slide, materials, &ids, shaper),
        )
        .collect();

    // Slides that are not counted stand behind the others.
    let mut order: Vec<usize> = (0..deck.slides.len()).collect();
    order.sort_by_key(|&index| deck.slides[index].visibility);
    let mut first_pages = vec![0; deck.slides.len()];
    let show = ShowSettings {
        fullscreen: deck.fullscreen,
        seconds: deck.duration,
        unrevealed: materials.theme.unrevealed,
    };
    let mut scene = Scene { info: build_metadata(deck), show, ..Scene::default() };
    scene.structure.elements[0].lang = Some(deck.metadata.lang.clone());
    let mut laid_out: Vec<Option<_>> = laid_out.into_iter().map(Some).collect();
    let mut shaper = Shaper::new(materials.fonts);
    let mut section: Option<&Text> = None;
    for index in order {
        let Some((laid_out, mut missing)) = laid_out[index].take() else { continue };
        let slide = &deck.slides[index];
        first_pages[index] = scene.pages.len();
        add_bookmarks(&mut scene, slide, &mut section);
        if let Some(id) = &slide.id {
            scene.destinations.push(Destination { id: id.clone(), page: scene.pages.len() });
        }
        let offset =
            append_subtree(&mut scene.structure, laid_out.structure, slide.lang.as_deref());
        let mut context = create_context(deck, slide, materials, &ids, &mut shaper);
        for mut items in laid_out.pages {
            items.iter_mut().for_each(|item| {
                item.element = item.element.map(|element| ElementId(element.0 + offset))
            });
            let number = scene.pages.len() + 1;
            scene.pages.push(build_page(
                &mut context,
                deck,
                index,
                number,
                items,
                laid_out.has_running_elements,
            ));
        }
        missing.append(&mut context.missing);
        scene.fits.push(record_fit(
            deck,
            index,
            laid_out.fitting,
            missing,
            first_pages[index]..scene.pages.len(),
        ));
    }
    for page in &mut scene.pages {
        resolve_page_links(&mut page.items, &first_pages);
    }
    scene
}

/// A finding for every slide that did not fit as its policy demands, and for every character that
/// no face covers.
pub fn diagnose_fits(
    fits: &[SlideFit],
    deck: &Deck,
    materials: LayoutResources<'_>,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut gate = MissingGlyphReport::new(materials.sources);
    for fit in fits {
        diagnostics.extend(overflow_diagnostic(deck, &deck.slides[fit.slide], fit.pages.len()));
        gate.add_slide(fit.slide, &fit.missing_characters);
    }
    gate.push_diagnostics(deck, materials.missing_glyphs, &mut diagnostics);
    diagnostics
}

/// Index of the slide behind each id.
fn index_slides_by_id(deck: &Deck) -> BTreeMap<String, usize> {
    deck.slides
        .iter()
        .enumerate()
        .filter_map(|(index, slide)| Some((slide.id.clone()?, index)))
        .collect()
}

/// A page of a slide, whole: with what stands on every page, and its number.
fn build_page(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    index: usize,
    number: usize,
    mut items: Vec<Item>,
    has_running: bool,
) -> Page {
    let slide = &deck.slides[index];
    if has_running {
        items = slide::with_running_elements(context, deck, slide, number, items);
    }
    if context.is_rtl {
        mirror::mirror_items(&mut items, deck.page_size.width / 2.0);
    }
    Page {
        size: deck.page_size,
        items,
        label: number.to_string(),
        slide: index,
        visibility: slide.visibility,
        notes: (!slide.notes.is_empty()).then(|| deck::to_plain_text(&slide.notes).into()),
        transition: slide.transition.or(deck.transition),
        advance_seconds: slide.duration.or(deck.advance),
    }
}

/// What was done so that a slide fits.
fn record_fit(
    deck: &Deck,
    index: usize,
    fitting: FitRecord,
    missing: Vec<(char, Span)>,
    pages: Range<usize>,
) -> SlideFit {
    let slide = &deck.slides[index];
    SlideFit {
        slide: index,
        title: display_title(deck, slide).map(to_single_line).unwrap_or_default(),
        span: slide.span,
        body: fitting.body,
        adjustments: fitting.adjustments,
        pages,
        missing_characters: missing,
    }
}

/// Until now links named slides; now they name pages.
fn resolve_page_links(items: &mut [Item], first_pages: &[usize]) {
    for item in items {
        if let ItemKind::Link(link) = &mut item.kind
            && let LinkTarget::Page(slide) = &mut link.target
        {
            *slide = first_pages[*slide];
        }
    }
}

fn create_context<'a, 'f>(
    deck: &Deck,
    slide: &Slide,
    materials: LayoutResources<'a>,
    ids: &'a BTreeMap<String, usize>,
    shaper: &'a mut Shaper<'f>,
) -> LayoutContext<'a, 'f> {
    let unit = (deck.page_size.width / DESIGN_WIDTH).min(deck.page_size.height / DESIGN_HEIGHT);
    LayoutContext {
        theme: materials.theme,
        images: materials.images,
        shaper,
        ids,
        palette: materials.theme.palette.clone(),
        structure: Structure::default(),
        page_scale: unit,
        scale: Scale {
            body: materials.theme.type_scale.normal * unit,
            gaps: 1.0,
            in_columns: false,
        },
        adjustments: BTreeSet::new(),
        lang: Arc::from(slide.lang.as_deref().unwrap_or(&deck.metadata.lang)),
        reveal: Reveal::new(slide.steps.unwrap_or(deck.steps)),
        is_rtl: deck.slide_text_direction(slide) == TextDirection::RightToLeft,
        hyphenation: slide
            .paragraph
            .hyphenate
            .or(deck.paragraph.hyphenate)
            .unwrap_or(materials.theme.paragraph.hyphenate),
        justify: slide
            .paragraph
            .justify
            .or(deck.paragraph.justify)
            .unwrap_or(materials.theme.paragraph.justify),
        missing: Vec::new(),
    }
}

fn lay_out_single_slide(
    deck: &Deck,
    slide: &Slide,
    materials: LayoutResources<'_>,
    ids: &BTreeMap<String, usize>,
    shaper: &mut Shaper<'_>,
) -> (LaidOutSlide, Vec<(char, Span)>) {
    let mut context = create_context(deck, slide, materials, ids, shaper);
    let laid_out = slide::lay_out_slide(&mut context, deck, slide);
    (laid_out, context.missing)
}

/// Hangs a slide's logical tree into the document's; gives back how far its names have moved.
fn append_subtree(
    structure: &mut Structure,
    slide_structure: Structure,
    lang: Option<&str>,
) -> u32 {
    let offset = structure.elements.len() as u32;
    for element in slide_structure.elements {
        let parent = element.parent.map_or(Structure::ROOT, |parent| ElementId(parent.0 + offset));
        let lang = if element.role == Role::Slide { lang.map(str::to_owned) } else { element.lang };
        structure.elements.push(Element { parent: Some(parent), lang, ..element });
    }
    offset
}

/// Adds the slide's section, if it starts one, and the slide's bookmark under its section's.
fn add_bookmarks<'d>(scene: &mut Scene, slide: &'d Slide, section: &mut Option<&'d Text>) {
    let page = scene.pages.len();
    if let Some(deck::DeckSection { title, duration, .. }) = &slide.section {
        *section = Some(title);
        scene.bookmarks.push(Bookmark { level: 0, title: to_single_line(title), page });
        if slide.visibility == Visibility::Shown {
            scene.sections.push(TalkSection {
                title: to_single_line(title),
                page,
                seconds: *duration,
            });
        }
    }
    let level = u8::from(section.is_some());
    let title = own_slide_title(slide).unwrap_or_else(|| {
        if page == 0 { scene.info.title.clone() } else { format!("{}", page + 1) }
    });
    // A page that only opens its section has been named by it.
    let names_the_section =
        slide.section.as_ref().is_some_and(|section| to_single_line(&section.title) == title);
    if !names_the_section {
        scene.bookmarks.push(Bookmark { level, title, page });
    }
}

/// The slide's own title, unless it is blank.
fn own_slide_title(slide: &Slide) -> Option<String> {
    slide.title.as_ref().map(to_single_line).filter(|title| !title.trim().is_empty())
}

/// The words that a slide goes by: its own title, else its section's name; on a cover the deck's
/// title.
fn display_title<'d>(deck: &'d Deck, slide: &'d Slide) -> Option<&'d Text> {
    let of_deck = deck.metadata.title.as_ref().filter(|_| slide.layout == Layout::Cover);
    slide.title.as_ref().or(slide.section.as_ref().map(|section| &section.title)).or(of_deck)
}

fn to_single_line(text: &Text) -> String {
    text.content.replace('\n', " ").replace('\u{ad}', "")
}

fn build_metadata(deck: &Deck) -> DocumentInfo {
    let metadata = &deck.metadata;
    let first_title = || {
        deck.slides
            .iter()
            .filter_map(|slide| slide.title.as_ref())
            .find(|title| !title.is_blank())
            .map(to_single_line)
    };
    DocumentInfo {
        title: metadata
            .title
            .as_ref()
            .filter(|title| !title.is_blank())
            .map(to_single_line)
            .or_else(first_title)
            .unwrap_or_else(|| "Untitled".into()),
        authors: metadata.authors.iter().map(to_single_line).collect(),
        subject: metadata.subject.as_ref().or(metadata.subtitle.as_ref()).map(to_single_line),
        keywords: metadata.keywords.clone(),
        rights: metadata.rights.as_ref().map(to_single_line),
        lang: metadata.lang.clone(),
        from_right: deck.direction.unwrap_or_else(|| TextDirection::of_language(&metadata.lang))
            == TextDirection::RightToLeft,
        date: metadata.date.as_ref().and_then(|date| date::parse_date(&date.content)),
    }
}

/// What is said of a slide that takes several pages.
fn overflow_diagnostic(deck: &Deck, slide: &Slide, pages: usize) -> Option<Diagnostic> {
    if pages < 2 {
        return None;
    }
    let place = slide.title.as_ref().map_or(slide.span, |title| title.span);
    Some(if slide.fit.unwrap_or(deck.fit) == FitPolicy::Error {
        Diagnostic::error(
            Code::DoesNotFit,
            format!("the slide does not fit on one page: it needs {pages}"),
            place,
        )
        .with_help(
            "shorten it, divide it into several slides, or allow it to continue with `fit: split`",
        )
    } else {
        Diagnostic::warning(
            Code::DoesNotFit,
            format!("the slide does not fit on one page: it is continued on {} more", pages - 1),
            place,
        )
        .with_help("shorten it or divide it into several slides; nothing is lost as it is")
    })
}

/// The words of an item, for those who look for them: tests and checks.
pub fn item_text(item: &Item) -> Option<&str> {
    match &item.kind {
        ItemKind::Text(run) => Some(&run.text),
        _ => None,
    }
}
