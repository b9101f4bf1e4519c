//! `plenary preview`: the slides as they are in the PDF, on a page that follows every save.

mod diagnostics;
mod editor;
mod routes;
mod wire;

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;

use crate::live::{Presentation, Report};
use crate::source::Sources;

use super::image_cache::ImageCache;
use super::{EventHub, ShutdownSignal};

pub use editor::{Editor, EditorError};

/// What the preview shows; copies are the same.
#[derive(Clone)]
pub struct Preview(Arc<PreviewInner>);

struct PreviewInner {
    /// The outline's name, as the user wrote it.
    outline: PathBuf,
    /// What opens a line when a page asks for it; `None` where pages may not.
    editor: Option<Editor>,
    /// Tells this run from every other: what a browser keeps of pictures is for one run.
    run: String,
    state: RwLock<PreviewState>,
    events: EventHub,
    images: ImageCache,
}

/// The deck as it is now.
#[derive(Clone, Default)]
struct PreviewState {
    /// Counts what pages were told.
    version: u64,
    /// The last good deck, with the texts that it was made of.
    deck: Option<(Arc<Presentation>, Arc<Sources>)>,
    /// The one before it, whose pictures a page may still be asking for.
    previous_deck: Option<Arc<Presentation>>,
    diagnostics: Arc<Vec<wire::PreviewDiagnostic>>,
    /// How many findings there are; of very many, not all are told.
    errors: usize,
    warnings: usize,
    /// The files that a page may have opened.
    editable_files: Arc<BTreeSet<PathBuf>>,
    elapsed_ms: u64,
    has_report: bool,
}

impl Preview {
    /// Shows nothing yet. Pages are told what is new until `stop` is given.
    pub fn new(outline: &Path, editor: Option<Editor>, stop: ShutdownSignal) -> Self {
        Self(Arc::new(PreviewInner {
            outline: outline.to_owned(),
            editor,
            run: format!("{:016x}", RandomState::new().build_hasher().finish()),
            state: RwLock::default(),
            events: EventHub::new(stop),
            images: ImageCache::new(),
        }))
    }

    /// Takes a rendering in and tells the open pages, if anything is another than before. From any
    /// thread.
    pub fn apply_report(&self, report: Report) {
        let is_broken = report.is_broken();
        let Report { presentation, is_new, diagnostics, sources, elapsed, .. } = report;
        let (findings, errors, warnings) = diagnostics::collect_diagnostics(&diagnostics, &sources);
        let news = {
            let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
            let mut files: BTreeSet<PathBuf> =
                sources.iter().map(|source| source.name.clone()).collect();
            files.insert(self.0.outline.clone());
            let known = |old: &(Arc<Presentation>, Arc<Sources>)| {
                // The places of items may be others though the pages look the same; so may the
                // texts be that they lead to.
                !is_new
                    && (is_broken
                        || old
                            .1
                            .iter()
                            .map(|source| &source.text)
                            .eq(sources.iter().map(|source| &source.text)))
            };
            let is_same = state.has_report
                && *state.diagnostics == findings
                && state.deck.as_ref().is_none_or(known)
                && !is_new;
            if is_same {
                return;
            }
            state.version += 1;
            state.has_report = true;
            state.elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
            state.diagnostics = Arc::new(findings);
            (state.errors, state.warnings) = (errors, warnings);
            if let (Some(deck), false) = (presentation, is_broken) {
                let old = state.deck.replace((deck, Arc::new(sources)));
                if let (Some((old, _)), true) = (old, is_new) {
                    state.previous_deck = Some(old);
                }
            }
            if let Some((_, good)) = &state.deck {
                files.extend(good.iter().map(|source| source.name.clone()));
            }
            state.editable_files = Arc::new(files);
            wire::DeckVersion { run: self.0.run.clone(), version: state.version }
        };
        self.0.events.publish("deck", &news);
    }

    /// What answers to the pages.
    pub fn router(&self) -> Router {
        routes::build_router(self.clone())
    }

    fn snapshot(&self) -> PreviewState {
        self.0.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
