//! Draws a page: its items in painting order, grouped into marked-content sequences for tagging.

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
    ArtifactKind, ElementId, Item, ItemKind, LinkArea, LinkTarget, Page, RevealState, Scene,
    StepPage, Structure,
};

use super::actual_text::ActualTextGlyphs;
use super::error::SourceLocations;
use super::picture::{self, PictureCache};
use super::tags::TagBuilder;
use super::text::{self, FontCache};
use super::{document, paint};

/// Resources that are converted once and drawn many times.
pub struct DrawingResources<'a> {
    pub faces: FontCache<'a>,
    pictures: PictureCache,
    actual_text: ActualTextGlyphs,
}

impl<'a> DrawingResources<'a> {
    /// Creates empty caches.
    pub fn new(scene: &Scene, fonts: &'a Fonts) -> Self {
        Self {
            faces: FontCache::new(fonts),
            pictures: PictureCache::default(),
            actual_text: ActualTextGlyphs::new(scene, fonts),
        }
    }
}

/// A page of the PDF.
pub struct PdfPage<'a> {
    /// The index of the page in the file.
    pub index: usize,
    /// The page of the scene.
    pub page: &'a Page,
    /// The step that is shown.
    pub sheet: &'a StepPage,
    /// The first PDF page of each page of the scene.
    pub page_starts: &'a [usize],
}

/// Adds a page to the document.
pub fn draw_page(
    pdf: &mut Document,
    place: &PdfPage,
    resources: &mut DrawingResources,
    tags: &mut TagBuilder,
    places: &mut SourceLocations,
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
        if !matches!(place.sheet.reveal_state(item), RevealState::New | RevealState::Repeated) {
            continue;
        }
        let Some(annotation) = link_annotation(area, place.page_starts) else { continue };
        let location = places.add_location(item.span);
        let identifier = target.add_tagged_annotation(annotation.with_location(location));
        tags.add_annotation(item.element.unwrap_or(Structure::ROOT), identifier);
    }
    target.finish();
}

/// The opacity of items that appear in a later step.
const DIMMED_OPACITY: f32 = 0.25;

/// The properties of the marked content that an item is drawn in.
#[derive(Clone, Copy, PartialEq)]
struct ContentMark<'a> {
    element: Option<ElementId>,
    artifact: ArtifactKind,
    is_dimmed: bool,
    lang: Option<&'a str>,
    actual_text: Option<&'a str>,
}

fn content_mark(item: &Item, sight: RevealState) -> ContentMark<'_> {
    let (lang, actual_text) = match &item.kind {
        ItemKind::Text(run) => (run.lang.as_deref(), run.actual_text.as_deref()),
        ItemKind::Shape(_) | ItemKind::Image(_) | ItemKind::Link(_) | ItemKind::Clip(_) => {
            (None, None)
        }
    };
    let artifact = ContentMark {
        element: None,
        artifact: item.artifact_kind,
        is_dimmed: sight == RevealState::Dimmed,
        lang: None,
        actual_text: None,
    };
    match item.element {
        // An item that is read on an earlier or later page is an artifact here.
        Some(element) if sight == RevealState::New => {
            ContentMark { element: Some(element), lang, actual_text, ..artifact }
        }
        _ => artifact,
    }
}

fn draw_items(
    surface: &mut Surface,
    place: &PdfPage,
    resources: &mut DrawingResources,
    tags: &mut TagBuilder,
    places: &mut SourceLocations,
) {
    let mut open: Option<ContentMark> = None;
    let mut is_clipped = false;
    let end = |surface: &mut Surface, open: Option<ContentMark>| {
        if open.is_some_and(|mark| mark.is_dimmed) {
            surface.pop();
        }
        if open.is_some() {
            surface.end_tagged();
        }
    };
    for item in &place.page.items {
        let sight = place.sheet.reveal_state(item);
        if sight == RevealState::Hidden {
            continue;
        }
        match &item.kind {
            ItemKind::Link(_) => continue,
            ItemKind::Clip(window) => {
                // A marked-content sequence must begin and end in the same graphics state.
                end(surface, open.take());
                if std::mem::take(&mut is_clipped) {
                    surface.pop();
                }
                if let Some(path) = window.and_then(|rect| paint::rounded_rect_path(rect, 0.0)) {
                    surface.push_clip_path(&path, &FillRule::NonZero);
                    is_clipped = true;
                }
                continue;
            }
            ItemKind::Text(_) | ItemKind::Shape(_) | ItemKind::Image(_) => {}
        }
        let mark = content_mark(item, sight);
        // Replacement text belongs to one item, so such an item never shares its sequence.
        if open != Some(mark) || mark.actual_text.is_some() {
            end(surface, open);
            start_marked_content(surface, mark, place.page.size, tags);
            open = Some(mark);
        }
        draw_item(surface, place.index, item, mark.element, resources, tags, places);
    }
    end(surface, open);
    if is_clipped {
        surface.pop();
    }
}

fn start_marked_content(
    surface: &mut Surface,
    mark: ContentMark,
    size: Size,
    tags: &mut TagBuilder,
) {
    let Some(element) = mark.element else {
        surface.start_tagged(ContentTag::Artifact(artifact_tag(mark.artifact, size)));
        if mark.is_dimmed {
            surface.push_opacity(NormalizedF32::new(DIMMED_OPACITY).unwrap_or(NormalizedF32::ONE));
        }
        return;
    };
    let tag = match (mark.lang, mark.actual_text) {
        (None, None) => ContentTag::Other,
        (lang, actual_text) => {
            ContentTag::Span(SpanTag::empty().with_lang(lang).with_actual_text(actual_text))
        }
    };
    tags.add_content(element, surface.start_tagged(tag));
}

fn artifact_tag(artifact: ArtifactKind, size: Size) -> PdfArtifact {
    match artifact {
        ArtifactKind::Layout => PdfArtifact::with_kind(ArtifactType::Layout),
        ArtifactKind::Background => PdfArtifact::new(
            ArtifactType::Background,
            PdfRect::from_xywh(0.0, 0.0, size.width.max(1.0), size.height.max(1.0)),
        ),
        ArtifactKind::Header => PdfArtifact::with_kind(ArtifactType::Header),
        ArtifactKind::Footer => PdfArtifact::with_kind(ArtifactType::Footer),
        ArtifactKind::PageNumber => PdfArtifact::with_kind(ArtifactType::PageNumber),
    }
}

/// Draws an item as content of `element`, or as an artifact.
fn draw_item(
    surface: &mut Surface,
    page: usize,
    item: &Item,
    element: Option<ElementId>,
    resources: &mut DrawingResources,
    tags: &mut TagBuilder,
    places: &mut SourceLocations,
) {
    match &item.kind {
        ItemKind::Text(run) => {
            text::draw_run(surface, run, &mut resources.faces);
            if let Some(element) = element {
                tags.add_text_area(element, page, run);
            }
        }
        ItemKind::Shape(shape) => {
            paint::draw_shape(surface, shape);
            let Some(element) = element else { return };
            let Some(bounds) = paint::path_bounds(&shape.path) else { return };
            tags.add_area(element, page, bounds);
            if let Some(words) = &shape.actual_text {
                resources.actual_text.draw_words(surface, words, bounds, &mut resources.faces);
            }
        }
        ItemKind::Image(placed) => {
            if let Some(location) = places.add_location(item.span) {
                surface.set_location(location);
            }
            if let Err(reason) = picture::draw_picture(
                surface,
                placed,
                item.element.is_some(),
                &mut resources.pictures,
            ) {
                places.add_damaged_picture(item.span, reason);
            }
            surface.reset_location();
            if let Some(element) = element {
                tags.add_area(element, page, placed.clip.map_or(placed.rect, |(clip, _)| clip));
            }
        }
        ItemKind::Link(_) | ItemKind::Clip(_) => {}
    }
}

/// Builds the annotation of a link; `None` if the link has no target.
fn link_annotation(area: &LinkArea, first: &[usize]) -> Option<Annotation> {
    let Rect { x, y, width, height } = area.rect;
    let rect = PdfRect::from_xywh(x, y, width, height)?;
    let (target, address) = match &area.target {
        LinkTarget::Uri(uri) => {
            (Target::Action(Action::Link(LinkAction::new(percent_encode(uri)))), uri.as_str())
        }
        LinkTarget::Page(page) => {
            (Target::Destination(document::page_top(*first.get(*page)?).into()), "")
        }
    };
    let alt = if area.alt_text.is_empty() { address } else { &area.alt_text };
    Some(Annotation::new_link(LinkAnnotation::new(rect, target), Some(alt.to_owned())))
}

/// Percent-encodes an address to ASCII, which PDF requires. Browsers decode every part of it,
/// including the host.
fn percent_encode(uri: &str) -> String {
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
