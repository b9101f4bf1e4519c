//! Deck and theme → [`Scene`].
//!
//! Every slide is laid out for itself, so slides are laid out in parallel; what depends on the
//! others (page numbers, links between slides) is added when all are there. Within a slide the way
//! is: blocks become rows (`block`, `flow`), rows are fitted to the page (`fit`), and the layout of
//! the slide says where they go (`slide`).

mod again;
mod block;
mod context;
mod cover;
mod date;
mod fit;
mod flow;
mod handout;
mod image;
mod mirror;
mod missing;
mod page;
mod paragraph;
mod question;
mod reveal;
mod slide;
mod text;
mod title;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::again::{Again, again};
pub use self::handout::{Handout, HandoutKind, Paper, handout};
pub use self::missing::MissingGlyphs;

use self::context::{Context, Scale};
use self::fit::Fitting;
use self::missing::Gate;
use self::reveal::Reveal;
use self::slide::LaidOut;
use self::text::Shaper;
use crate::assets::{Fonts, Images};
use crate::deck::{self, Deck, FitPolicy, Layout, Slide, Text, Writing};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::scene::{
    Destination, Element, ElementId, Item, ItemKind, LinkTarget, Metadata, OutlineEntry, Page,
    Role, Scene, Section, Show, SlideFit, Structure,
};
use crate::show::Standing;
use crate::source::{Sources, Span};
use crate::theme::{DESIGN_HEIGHT, DESIGN_WIDTH, Theme};

/// What slides are laid out with.
#[derive(Clone, Copy)]
pub struct Materials<'a> {
    /// How the deck looks.
    pub theme: &'a Theme,
    /// The faces.
    pub fonts: &'a Fonts,
    /// The pictures.
    pub images: &'a Images,
    /// The texts that spans point into.
    pub sources: &'a Sources,
    /// What is done about a character that no face has.
    pub missing_glyphs: MissingGlyphs,
}

/// Lays a deck out.
pub fn layout(deck: &Deck, materials: Materials<'_>) -> Scene {
    let ids = ids(deck);
    let laid_out: Vec<(LaidOut, Vec<(char, Span)>)> = deck
        .slides
        .par_iter()
        .map_init(
            || Shaper::new(materials.fonts),
            |shaper, slide| one_slide(deck, slide, materials, &ids, shaper),
        )
        .collect();

    // Slides that are not counted stand behind the others.
    let mut order: Vec<usize> = (0..deck.slides.len()).collect();
    order.sort_by_key(|&index| deck.slides[index].standing);
    let mut first_pages = vec![0; deck.slides.len()];
    let show =
        Show { fullscreen: deck.fullscreen, seconds: deck.duration, ahead: materials.theme.steps };
    let mut scene = Scene { metadata: metadata(deck), show, ..Scene::default() };
    scene.structure.elements[0].lang = Some(deck.metadata.lang.clone());
    let mut laid_out: Vec<Option<_>> = laid_out.into_iter().map(Some).collect();
    let mut shaper = Shaper::new(materials.fonts);
    let mut section: Option<&Text> = None;
    for index in order {
        let Some((laid_out, mut missing)) = laid_out[index].take() else { continue };
        let slide = &deck.slides[index];
        first_pages[index] = scene.pages.len();
        outline(&mut scene, slide, &mut section);
        if let Some(id) = &slide.id {
            scene.destinations.push(Destination { id: id.clone(), page: scene.pages.len() });
        }
        let offset = adopt(&mut scene.structure, laid_out.structure, slide.lang.as_deref());
        let mut context = context(deck, slide, materials, &ids, &mut shaper);
        for mut items in laid_out.pages {
            items.iter_mut().for_each(|item| {
                item.element = item.element.map(|element| ElementId(element.0 + offset))
            });
            let number = scene.pages.len() + 1;
            scene.pages.push(page_of(
                &mut context,
                deck,
                index,
                number,
                items,
                laid_out.has_running,
            ));
        }
        missing.append(&mut context.missing);
        scene.fits.push(fit_of(
            deck,
            index,
            laid_out.fitting,
            missing,
            first_pages[index]..scene.pages.len(),
        ));
    }
    for page in &mut scene.pages {
        lead(&mut page.items, &first_pages);
    }
    scene
}

/// A finding for every slide that did not fit as its policy demands, and for every character that
/// no face covers.
pub fn findings(fits: &[SlideFit], deck: &Deck, materials: Materials<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut gate = Gate::new(materials.sources);
    for fit in fits {
        diagnostics.extend(unfit(deck, &deck.slides[fit.slide], fit.pages.len()));
        gate.note(fit.slide, &fit.missing);
    }
    gate.report(deck, materials.missing_glyphs, &mut diagnostics);
    diagnostics
}

/// Index of the slide behind each id.
fn ids(deck: &Deck) -> BTreeMap<String, usize> {
    deck.slides
        .iter()
        .enumerate()
        .filter_map(|(index, slide)| Some((slide.id.clone()?, index)))
        .collect()
}

/// A page of a slide, whole: with what stands on every page, and its number.
fn page_of(
    context: &mut Context<'_, '_>,
    deck: &Deck,
    index: usize,
    number: usize,
    mut items: Vec<Item>,
    has_running: bool,
) -> Page {
    let slide = &deck.slides[index];
    if has_running {
        items = slide::with_running(context, deck, slide, number, items);
    }
    if context.from_right {
        mirror::mirror(&mut items, deck.page_size.width / 2.0);
    }
    Page {
        size: deck.page_size,
        items,
        label: number.to_string(),
        slide: index,
        standing: slide.standing,
        notes: (!slide.notes.is_empty()).then(|| deck::plain(&slide.notes).into()),
        transition: slide.transition.or(deck.transition),
        advance: slide.duration.or(deck.advance),
    }
}

/// What was done so that a slide fits.
fn fit_of(
    deck: &Deck,
    index: usize,
    fitting: Fitting,
    missing: Vec<(char, Span)>,
    pages: Range<usize>,
) -> SlideFit {
    let slide = &deck.slides[index];
    SlideFit {
        slide: index,
        title: title_of(deck, slide).map(flat).unwrap_or_default(),
        span: slide.span,
        body: fitting.body,
        steps: fitting.steps,
        pages,
        missing,
    }
}

/// Until now links named slides; now they name pages.
fn lead(items: &mut [Item], first_pages: &[usize]) {
    for item in items {
        if let ItemKind::Link(link) = &mut item.kind
            && let LinkTarget::Page(slide) = &mut link.target
        {
            *slide = first_pages[*slide];
        }
    }
}

fn context<'a, 'f>(
    deck: &Deck,
    slide: &Slide,
    materials: Materials<'a>,
    ids: &'a BTreeMap<String, usize>,
    shaper: &'a mut Shaper<'f>,
) -> Context<'a, 'f> {
    let unit = (deck.page_size.width / DESIGN_WIDTH).min(deck.page_size.height / DESIGN_HEIGHT);
    Context {
        theme: materials.theme,
        images: materials.images,
        shaper,
        ids,
        palette: materials.theme.palette.clone(),
        structure: Structure::default(),
        unit,
        scale: Scale {
            body: materials.theme.type_scale.normal * unit,
            gaps: 1.0,
            in_columns: false,
        },
        steps: BTreeSet::new(),
        lang: Arc::from(slide.lang.as_deref().unwrap_or(&deck.metadata.lang)),
        reveal: Reveal::new(slide.steps.unwrap_or(deck.steps)),
        from_right: deck.writing_of(slide) == Writing::RightToLeft,
        hyphenation: slide
            .filling
            .hyphenate
            .or(deck.filling.hyphenate)
            .unwrap_or(materials.theme.filling.hyphenate),
        justify: slide
            .filling
            .justify
            .or(deck.filling.justify)
            .unwrap_or(materials.theme.filling.justify),
        missing: Vec::new(),
    }
}

fn one_slide(
    deck: &Deck,
    slide: &Slide,
    materials: Materials<'_>,
    ids: &BTreeMap<String, usize>,
    shaper: &mut Shaper<'_>,
) -> (LaidOut, Vec<(char, Span)>) {
    let mut context = context(deck, slide, materials, ids, shaper);
    let laid_out = slide::slide(&mut context, deck, slide);
    (laid_out, context.missing)
}

/// Hangs a slide's logical tree into the document's; gives back how far its names have moved.
fn adopt(structure: &mut Structure, slide_structure: Structure, lang: Option<&str>) -> u32 {
    let offset = structure.elements.len() as u32;
    for element in slide_structure.elements {
        let parent = element.parent.map_or(Structure::ROOT, |parent| ElementId(parent.0 + offset));
        let lang = if element.role == Role::Slide { lang.map(str::to_owned) } else { element.lang };
        structure.elements.push(Element { parent: Some(parent), lang, ..element });
    }
    offset
}

/// Adds the slide's section, if it starts one, and the slide's bookmark under its section's.
fn outline<'d>(scene: &mut Scene, slide: &'d Slide, section: &mut Option<&'d Text>) {
    let page = scene.pages.len();
    if let Some(deck::Section { title, duration, .. }) = &slide.section {
        *section = Some(title);
        scene.outline.push(OutlineEntry { level: 0, title: flat(title), page });
        if slide.standing == Standing::Counted {
            scene.sections.push(Section { title: flat(title), page, seconds: *duration });
        }
    }
    let level = u8::from(section.is_some());
    let title = own_title(slide).unwrap_or_else(|| {
        if page == 0 { scene.metadata.title.clone() } else { format!("{}", page + 1) }
    });
    // A page that only opens its section has been named by it.
    let names_the_section =
        slide.section.as_ref().is_some_and(|section| flat(&section.title) == title);
    if !names_the_section {
        scene.outline.push(OutlineEntry { level, title, page });
    }
}

/// The slide's own title, unless it is blank.
fn own_title(slide: &Slide) -> Option<String> {
    slide.title.as_ref().map(flat).filter(|title| !title.trim().is_empty())
}

/// The words that a slide goes by: its own title, else its section's name; on a cover the deck's
/// title.
fn title_of<'d>(deck: &'d Deck, slide: &'d Slide) -> Option<&'d Text> {
    let of_deck = deck.metadata.title.as_ref().filter(|_| slide.layout == Layout::Cover);
    slide.title.as_ref().or(slide.section.as_ref().map(|section| &section.title)).or(of_deck)
}

fn flat(text: &Text) -> String {
    text.content.replace('\n', " ").replace('\u{ad}', "")
}

fn metadata(deck: &Deck) -> Metadata {
    let metadata = &deck.metadata;
    let first_title = || {
        deck.slides
            .iter()
            .filter_map(|slide| slide.title.as_ref())
            .find(|title| !title.is_blank())
            .map(flat)
    };
    Metadata {
        title: metadata
            .title
            .as_ref()
            .filter(|title| !title.is_blank())
            .map(flat)
            .or_else(first_title)
            .unwrap_or_else(|| "Untitled".into()),
        authors: metadata.authors.iter().map(flat).collect(),
        subject: metadata.subject.as_ref().or(metadata.subtitle.as_ref()).map(flat),
        keywords: metadata.keywords.clone(),
        rights: metadata.rights.as_ref().map(flat),
        lang: metadata.lang.clone(),
        from_right: deck.direction.unwrap_or_else(|| Writing::of(&metadata.lang))
            == Writing::RightToLeft,
        date: metadata.date.as_ref().and_then(|date| date::date(&date.content)),
    }
}

/// What is said of a slide that takes several pages.
fn unfit(deck: &Deck, slide: &Slide, pages: usize) -> Option<Diagnostic> {
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
        .hint(
            "shorten it, divide it into several slides, or allow it to continue with `fit: split`",
        )
    } else {
        Diagnostic::warning(
            Code::DoesNotFit,
            format!("the slide does not fit on one page: it is continued on {} more", pages - 1),
            place,
        )
        .hint("shorten it or divide it into several slides; nothing is lost as it is")
    })
}

/// The words of an item, for those who look for them: tests and checks.
pub fn words(item: &Item) -> Option<&str> {
    match &item.kind {
        ItemKind::Text(run) => Some(&run.text),
        _ => None,
    }
}
