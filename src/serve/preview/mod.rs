//! `plenary preview`: a page that shows the slides as they are in the PDF, and updates on every
//! save.

mod diagnostics;
mod editor;
mod routes;
mod wire;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;

use self::diagnostics::DiagnosticSummary;
use super::image_cache::ImageCache;
use super::media::find_media;
use super::{EventHub, ShutdownSignal};
use crate::assets::MediaFile;
use crate::live::{Presentation, Report};
use crate::source::Sources;

pub use editor::{Editor, EditorError};

/// The state of the preview, and the pages that show it. Clones share it.
#[derive(Clone)]
pub struct Preview(Arc<PreviewInner>);

struct PreviewInner {
    /// The path of the outline, as the user wrote it.
    outline: PathBuf,
    /// The editor that pages may open; `None` if they may not.
    editor: Option<Editor>,
    state: RwLock<PreviewState>,
    events: EventHub,
    images: ImageCache,
}

/// The state at one moment.
#[derive(Clone, Default)]
struct PreviewState {
    /// Number of the version that the pages show.
    version: u64,
    /// The last deck without errors, and its sources.
    deck: Option<(Arc<Presentation>, Arc<Sources>)>,
    /// The deck before it, whose images a page may still request.
    previous_deck: Option<Arc<Presentation>>,
    diagnostics: Arc<Vec<wire::PreviewDiagnostic>>,
    /// Number of all errors, also of those that are not in `diagnostics`.
    errors: usize,
    /// Number of all warnings.
    warnings: usize,
    /// The files that pages may open in the editor.
    editable_files: Arc<BTreeSet<PathBuf>>,
    has_report: bool,
}

impl Preview {
    /// Creates an empty preview, whose pages are notified of changes until `stop` is triggered.
    pub fn new(outline: &Path, editor: Option<Editor>, stop: ShutdownSignal) -> Self {
        Self(Arc::new(PreviewInner {
            outline: outline.to_owned(),
            editor,
            state: RwLock::default(),
            events: EventHub::new(stop),
            images: ImageCache::new(),
        }))
    }

    /// Shows the result of rendering the outline, and notifies the open pages if anything changed.
    /// Can be called from any thread.
    pub fn apply_report(&self, report: Report) {
        let event = {
            let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
            if !state.apply_report(report, &self.0.outline) {
                return;
            }
            wire::DeckEvent { version: self.0.images.version(state.version) }
        };
        self.0.events.publish("deck", &event);
    }

    /// Returns the router that serves the pages.
    pub fn router(&self) -> Router {
        routes::build_router(self.clone())
    }

    fn snapshot(&self) -> PreviewState {
        self.0.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Finds a page with this content in the current or the previous deck.
    fn find_page(&self, content_hash: u64) -> Option<(Arc<Presentation>, usize)> {
        let state = self.snapshot();
        let current = state.deck.map(|(deck, _)| deck);
        current.into_iter().chain(state.previous_deck).find_map(|deck| {
            let page = deck.pages.iter().position(|view| view.content_hash == content_hash)?;
            Some((deck, page))
        })
    }

    /// Finds the file of a video, recording or animated picture in the current or the previous
    /// deck.
    fn find_media(&self, name: &str) -> Option<Arc<MediaFile>> {
        let state = self.snapshot();
        let current = state.deck.map(|(deck, _)| deck);
        current.into_iter().chain(state.previous_deck).find_map(|deck| find_media(&deck, name))
    }
}

impl PreviewState {
    /// Applies the result of rendering the outline; returns whether anything changed.
    fn apply_report(&mut self, report: Report, outline: &Path) -> bool {
        let is_broken = report.is_broken();
        let Report { presentation, is_new, diagnostics, sources, .. } = report;
        let summary = DiagnosticSummary::new(&diagnostics, &sources);
        // Even if the pages look the same, the lines of their items may have moved.
        let has_same_sources = self.deck.as_ref().is_none_or(|(_, old)| {
            is_broken
                || old
                    .iter()
                    .map(|source| &source.text)
                    .eq(sources.iter().map(|source| &source.text))
        });
        if self.has_report
            && !is_new
            && has_same_sources
            && *self.diagnostics == summary.diagnostics
        {
            return false;
        }
        let mut files: BTreeSet<PathBuf> =
            sources.iter().map(|source| source.name.clone()).collect();
        files.insert(outline.to_owned());
        self.version += 1;
        self.has_report = true;
        self.diagnostics = Arc::new(summary.diagnostics);
        (self.errors, self.warnings) = (summary.errors, summary.warnings);
        if let (Some(deck), false) = (presentation, is_broken) {
            let old = self.deck.replace((deck, Arc::new(sources)));
            if let (Some((old, _)), true) = (old, is_new) {
                self.previous_deck = Some(old);
            }
        }
        if let Some((_, good)) = &self.deck {
            files.extend(good.iter().map(|source| source.name.clone()));
        }
        self.editable_files = Arc::new(files);
        true
    }
}
