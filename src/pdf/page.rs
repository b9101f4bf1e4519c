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
use super::picture::{self, PictureCache, PictureText};
use super::tags::TagBuilder;
use super::text::{self, FontCache};
use super::{document, paint};

/// Draws the pages of a PDF, and collects what the rest of the file is built from.
pub(crate) struct PageDrawer<'a> {
    /// The fonts that have been drawn with.
    pub(crate) fonts: FontCache<'a>,
    pictures: PictureCache,
    actual_text: ActualTextGlyphs,
    /// The marked content of each element.
    pub(crate) tags: TagBuilder<'a>,
    /// The source positions of what has been drawn.
    pub(crate) locations: SourceLocations,
}

/// A page of the PDF.
pub(crate) struct PdfPage<'a> {
    /// The index of the page in the file.
    pub(crate) index: usize,
    /// The page of the scene.
    pub(crate) page: &'a Page,
    /// The step that is shown.
    pub(crate) step_page: &'a StepPage,
    /// The first PDF page of each page of the scene.
    pub(crate) page_starts: &'a [usize],
}

impl<'a> PageDrawer<'a> {
    /// Creates a drawer that has drawn nothing yet.
    pub(crate) fn new(scene: &'a Scene, fonts: &'a Fonts) -> Self {
        Self {
            fonts: FontCache::new(fonts),
            pictures: PictureCache::default(),
            actual_text: ActualTextGlyphs::new(scene, fonts),
            tags: TagBuilder::new(&scene.structure),
            locations: SourceLocations::default(),
        }
    }

    /// Adds a page to the document.
    pub(crate) fn draw_page(&mut self, pdf: &mut Document, pdf_page: &PdfPage) {
        let page = pdf_page.page;
        let settings = PageSettings::from_wh(page.size.width.max(1.0), page.size.height.max(1.0))
            .unwrap_or_default()
            .with_page_label(document::page_label(&page.label));
        let mut target = pdf.start_page_with(settings);
        let mut surface = target.surface();
        self.draw_items(&mut surface, pdf_page);
        surface.finish();
        for item in &page.items {
            let ItemKind::Link(area) = &item.kind else { continue };
            let state = pdf_page.step_page.reveal_state(item);
            if !matches!(state, RevealState::New | RevealState::Repeated) {
                continue;
            }
            let Some(annotation) = link_annotation(area, pdf_page) else { continue };
            let location = self.locations.add_location(item.span);
            let identifier = target.add_tagged_annotation(annotation.with_location(location));
            self.tags.add_annotation(item.element.unwrap_or(Structure::ROOT), identifier);
        }
        target.finish();
    }

    fn draw_items(&mut self, surface: &mut Surface, pdf_page: &PdfPage) {
        let mut open: Option<ContentMark> = None;
        let mut is_clipped = false;
        for item in &pdf_page.page.items {
            let state = pdf_page.step_page.reveal_state(item);
            if state == RevealState::Hidden {
                continue;
            }
            match &item.kind {
                ItemKind::Link(_) | ItemKind::Media(_) => continue,
                ItemKind::Clip(window) => {
                    // A marked-content sequence must begin and end in the same graphics state.
                    end_marked_content(surface, open.take());
                    if std::mem::take(&mut is_clipped) {
                        surface.pop();
                    }
                    if let Some(path) = window.and_then(|rect| paint::rounded_rect_path(rect, 0.0))
                    {
                        surface.push_clip_path(&path, &FillRule::NonZero);
                        is_clipped = true;
                    }
                    continue;
                }
                ItemKind::Text(_) | ItemKind::Shape(_) | ItemKind::Image(_) => {}
            }
            let mark = content_mark(item, state);
            if open != Some(mark) {
                end_marked_content(surface, open);
                start_marked_content(surface, mark, pdf_page.page.size, &mut self.tags);
                open = Some(mark);
            }
            self.draw_item(surface, pdf_page.index, item, mark.element);
        }
        end_marked_content(surface, open);
        if is_clipped {
            surface.pop();
        }
    }

    /// Draws an item of a PDF page as content of `element`, or as an artifact.
    fn draw_item(
        &mut self,
        surface: &mut Surface,
        page_index: usize,
        item: &Item,
        element: Option<ElementId>,
    ) {
        match &item.kind {
            ItemKind::Text(run) => {
                let glyphs = match item.artifact_kind {
                    ArtifactKind::LineNumber => text::GlyphForm::Outlines,
                    _ => text::GlyphForm::Text,
                };
                text::draw_run(surface, run, glyphs, &mut self.fonts);
                if let Some(element) = element {
                    self.tags.add_text_area(element, page_index, run);
                }
            }
            ItemKind::Shape(shape) => {
                paint::draw_shape(surface, shape);
                let Some(element) = element else { return };
                let Some(bounds) = paint::path_bounds(&shape.path) else { return };
                self.tags.add_area(element, page_index, bounds);
                if let Some(words) = &shape.actual_text {
                    self.actual_text.draw_words(surface, words, bounds, &mut self.fonts);
                }
            }
            ItemKind::Image(placed) => {
                if let Some(location) = self.locations.add_location(item.span) {
                    surface.set_location(location);
                }
                let text = match item.element {
                    Some(_) => PictureText::Searchable,
                    None => PictureText::Outlines,
                };
                let drawn = picture::draw_picture(surface, placed, text, &mut self.pictures);
                if let Err(reason) = drawn {
                    self.locations.add_damaged_picture(item.span, reason);
                }
                surface.reset_location();
                if let Some(element) = element {
                    self.tags.add_area(element, page_index, placed.window());
                }
            }
            ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => {}
        }
    }
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
}

fn content_mark(item: &Item, state: RevealState) -> ContentMark<'_> {
    let lang = match &item.kind {
        ItemKind::Text(run) => run.lang.as_deref(),
        ItemKind::Shape(_)
        | ItemKind::Image(_)
        | ItemKind::Link(_)
        | ItemKind::Media(_)
        | ItemKind::Clip(_) => None,
    };
    let artifact = ContentMark {
        element: None,
        artifact: match item.artifact_kind {
            kind if kind.is_text_decoration() => ArtifactKind::Layout,
            kind => kind,
        },
        is_dimmed: state == RevealState::Dimmed,
        lang: None,
    };
    match item.element {
        // An item that is read on an earlier or later page is an artifact here.
        Some(element) if state == RevealState::New => {
            ContentMark { element: Some(element), lang, ..artifact }
        }
        _ => artifact,
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
    let tag = match mark.lang {
        None => ContentTag::Other,
        lang => ContentTag::Span(SpanTag::empty().with_lang(lang)),
    };
    tags.add_content(element, surface.start_tagged(tag));
}

fn end_marked_content(surface: &mut Surface, open: Option<ContentMark>) {
    let Some(mark) = open else { return };
    if mark.is_dimmed {
        surface.pop();
    }
    surface.end_tagged();
}

fn artifact_tag(artifact: ArtifactKind, size: Size) -> PdfArtifact {
    match artifact {
        ArtifactKind::Layout
        | ArtifactKind::LineNumber
        | ArtifactKind::Highlight
        | ArtifactKind::Underline
        | ArtifactKind::StrikeThrough => PdfArtifact::with_kind(ArtifactType::Layout),
        ArtifactKind::Background => PdfArtifact::new(
            ArtifactType::Background,
            PdfRect::from_xywh(0.0, 0.0, size.width.max(1.0), size.height.max(1.0)),
        ),
        ArtifactKind::Header => PdfArtifact::with_kind(ArtifactType::Header),
        ArtifactKind::Footer => PdfArtifact::with_kind(ArtifactType::Footer),
        ArtifactKind::PageNumber => PdfArtifact::with_kind(ArtifactType::PageNumber),
    }
}

/// Builds the annotation of a link; `None` if the link has no target.
fn link_annotation(area: &LinkArea, pdf_page: &PdfPage) -> Option<Annotation> {
    let Rect { x, y, width, height } = area.rect;
    let rect = PdfRect::from_xywh(x, y, width, height)?;
    let (target, address) = match &area.target {
        LinkTarget::Uri(uri) => {
            (Target::Action(Action::Link(LinkAction::new(percent_encode(uri)))), uri.as_str())
        }
        LinkTarget::Page(page) => {
            let page = *pdf_page.page_starts.get(*page)?;
            (Target::Destination(document::page_top(page).into()), "")
        }
        LinkTarget::SamePage { top } => {
            (Target::Destination(document::page_place(pdf_page.index, *top).into()), "")
        }
        LinkTarget::Footnote(_)
        | LinkTarget::FootnoteCall(_)
        | LinkTarget::Work(_)
        | LinkTarget::WorkEntry(_) => return None,
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
