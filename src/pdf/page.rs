//! One page: its items in painting order, in stretches of marked content that tags can name.

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::geom::Rect as PdfRect;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::FillRule;
use krilla::surface::Surface;
use krilla::tagging::{Artifact as PdfArtifact, ArtifactType, ContentTag, SpanTag};

use crate::assets::Fonts;
use crate::geometry::{Rect, Size};
use crate::scene::{
    Artifact, ElementId, Item, ItemKind, LinkArea, LinkTarget, Page, Scene, Sheet, Sight, Structure,
};

use super::fault::Places;
use super::picture::{self, Pictures};
use super::spoken::Spoken;
use super::tags::Tags;
use super::text::{self, Faces};
use super::{document, paint};

/// What is read once and drawn many times.
pub struct Resources<'a> {
    pub faces: Faces<'a>,
    pictures: Pictures,
    spoken: Spoken,
}

impl<'a> Resources<'a> {
    /// Nothing read yet.
    pub fn new(scene: &Scene, fonts: &'a Fonts) -> Self {
        Self {
            faces: Faces::new(fonts),
            pictures: Pictures::default(),
            spoken: Spoken::new(scene, fonts),
        }
    }
}

/// Which page of the file shows what.
pub struct Place<'a> {
    /// Index of the page in the file.
    pub index: usize,
    /// What is on it.
    pub page: &'a Page,
    /// How much of that is there yet.
    pub sheet: &'a Sheet,
    /// The page of the file on which each of the scene begins.
    pub first: &'a [usize],
}

/// Adds a page to the document.
pub fn draw(
    pdf: &mut Document,
    place: &Place,
    resources: &mut Resources,
    tags: &mut Tags,
    places: &mut Places,
) {
    let page = place.page;
    let settings = PageSettings::from_wh(page.size.width.max(1.0), page.size.height.max(1.0))
        .unwrap_or_default()
        .with_page_label(document::page_label(&page.label));
    let mut target = pdf.start_page_with(settings);
    let mut surface = target.surface();
    draw_items(&mut surface, place, resources, tags, places);
    surface.finish();
    for item in &page.items {
        let ItemKind::Link(area) = &item.kind else { continue };
        if !matches!(place.sheet.sight(item), Sight::New | Sight::Again) {
            continue;
        }
        let Some(annotation) = link(area, place.first) else { continue };
        let location = places.location(item.span);
        let identifier = target.add_tagged_annotation(annotation.with_location(location));
        tags.add_annotation(item.element.unwrap_or(Structure::ROOT), identifier);
    }
    target.finish();
}

/// How faintly is shown what has not appeared yet.
const FAINT: f32 = 0.25;

/// The marked content that an item wants to be drawn in.
#[derive(Clone, Copy, PartialEq)]
struct Mark<'a> {
    element: Option<ElementId>,
    artifact: Artifact,
    is_faint: bool,
    lang: Option<&'a str>,
    actual_text: Option<&'a str>,
}

fn mark(item: &Item, sight: Sight) -> Mark<'_> {
    let (lang, actual_text) = match &item.kind {
        ItemKind::Text(run) => (run.lang.as_deref(), run.actual_text.as_deref()),
        ItemKind::Shape(_) | ItemKind::Image(_) | ItemKind::Link(_) | ItemKind::Clip(_) => {
            (None, None)
        }
    };
    let artifact = Mark {
        element: None,
        artifact: item.artifact,
        is_faint: sight == Sight::Dimmed,
        lang: None,
        actual_text: None,
    };
    match item.element {
        // What was read on a page before, or is to be read on one that follows, is only seen here.
        Some(element) if sight == Sight::New => {
            Mark { element: Some(element), lang, actual_text, ..artifact }
        }
        _ => artifact,
    }
}

fn draw_items(
    surface: &mut Surface,
    place: &Place,
    resources: &mut Resources,
    tags: &mut Tags,
    places: &mut Places,
) {
    let mut open: Option<Mark> = None;
    let mut is_clipped = false;
    let end = |surface: &mut Surface, open: Option<Mark>| {
        if open.is_some_and(|mark| mark.is_faint) {
            surface.pop();
        }
        if open.is_some() {
            surface.end_tagged();
        }
    };
    for item in &place.page.items {
        let sight = place.sheet.sight(item);
        if sight == Sight::Hidden {
            continue;
        }
        match &item.kind {
            ItemKind::Link(_) => continue,
            ItemKind::Clip(window) => {
                // A stretch of marked content begins and ends in the same graphics state.
                end(surface, open.take());
                if std::mem::take(&mut is_clipped) {
                    surface.pop();
                }
                if let Some(path) = window.and_then(|rect| paint::rounded(rect, 0.0)) {
                    surface.push_clip_path(&path, &FillRule::NonZero);
                    is_clipped = true;
                }
                continue;
            }
            ItemKind::Text(_) | ItemKind::Shape(_) | ItemKind::Image(_) => {}
        }
        let mark = mark(item, sight);
        // What is read instead of an item is read once for it, so such an item never shares its
        // stretch.
        if open != Some(mark) || mark.actual_text.is_some() {
            end(surface, open);
            start(surface, mark, place.page.size, tags);
            open = Some(mark);
        }
        draw_item(surface, place.index, item, mark.element, resources, tags, places);
    }
    end(surface, open);
    if is_clipped {
        surface.pop();
    }
}

fn start(surface: &mut Surface, mark: Mark, size: Size, tags: &mut Tags) {
    let Some(element) = mark.element else {
        surface.start_tagged(ContentTag::Artifact(artifact(mark.artifact, size)));
        if mark.is_faint {
            surface.push_opacity(NormalizedF32::new(FAINT).unwrap_or(NormalizedF32::ONE));
        }
        return;
    };
    let tag = match (mark.lang, mark.actual_text) {
        (None, None) => ContentTag::Other,
        (lang, actual_text) => {
            ContentTag::Span(SpanTag::empty().with_lang(lang).with_actual_text(actual_text))
        }
    };
    tags.add(element, surface.start_tagged(tag));
}

fn artifact(artifact: Artifact, size: Size) -> PdfArtifact {
    match artifact {
        Artifact::Layout => PdfArtifact::with_kind(ArtifactType::Layout),
        Artifact::Background => PdfArtifact::new(
            ArtifactType::Background,
            PdfRect::from_xywh(0.0, 0.0, size.width.max(1.0), size.height.max(1.0)),
        ),
        Artifact::Header => PdfArtifact::with_kind(ArtifactType::Header),
        Artifact::Footer => PdfArtifact::with_kind(ArtifactType::Footer),
        Artifact::PageNumber => PdfArtifact::with_kind(ArtifactType::PageNumber),
    }
}

/// Draws an item as content of `element`, or for those alone who see it.
fn draw_item(
    surface: &mut Surface,
    page: usize,
    item: &Item,
    element: Option<ElementId>,
    resources: &mut Resources,
    tags: &mut Tags,
    places: &mut Places,
) {
    match &item.kind {
        ItemKind::Text(run) => {
            text::draw_run(surface, run, &mut resources.faces);
            if let Some(element) = element {
                tags.add_words(element, page, run);
            }
        }
        ItemKind::Shape(shape) => {
            paint::draw_shape(surface, shape);
            let Some(element) = element else { return };
            let Some(bounds) = paint::bounds(&shape.path) else { return };
            tags.add_area(element, page, bounds);
            if let Some(words) = &shape.actual_text {
                resources.spoken.draw(surface, words, bounds, &mut resources.faces);
            }
        }
        ItemKind::Image(placed) => {
            if let Some(location) = places.location(item.span) {
                surface.set_location(location);
            }
            if let Err(reason) =
                picture::draw(surface, placed, item.element.is_some(), &mut resources.pictures)
            {
                places.note(item.span, reason);
            }
            surface.reset_location();
            if let Some(element) = element {
                tags.add_area(element, page, placed.clip.map_or(placed.rect, |(clip, _)| clip));
            }
        }
        ItemKind::Link(_) | ItemKind::Clip(_) => {}
    }
}

/// The annotation of a link; none for one that leads nowhere.
fn link(area: &LinkArea, first: &[usize]) -> Option<Annotation> {
    let Rect { x, y, width, height } = area.rect;
    let rect = PdfRect::from_xywh(x, y, width, height)?;
    let (target, address) = match &area.target {
        LinkTarget::Uri(uri) => {
            (Target::Action(Action::Link(LinkAction::new(ascii(uri)))), uri.as_str())
        }
        LinkTarget::Page(page) => {
            (Target::Destination(document::top_of(*first.get(*page)?).into()), "")
        }
    };
    let alt = if area.alt.is_empty() { address } else { &area.alt };
    Some(Annotation::new_link(LinkAnnotation::new(rect, target), Some(alt.to_owned())))
}

/// An address in the characters that a PDF may hold; browsers read escapes in every part of it, the
/// host included.
fn ascii(uri: &str) -> String {
    let mut ascii = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() {
            ascii.push(char::from(byte));
        } else {
            ascii.push_str(&format!("%{byte:02X}"));
        }
    }
    ascii
}
