//! Live preview: renders the deck whenever its files change, and keeps the last version without
//! errors.
//!
//! [`Live`] renders the files, [`Watcher`] waits for changes, and a [`Presentation`] is a finished
//! deck with everything that a program needs to show it. `watch`, `preview` and `present` are built
//! from these three.

mod appearance;
mod base_pdf;
mod external_pdf;
mod page_hash;
mod page_media;
mod presentation;
mod render_cache;
mod view;
mod watcher;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
#[expect(
    clippy::disallowed_types,
    reason = "measures the time of a rendering; no output depends on it"
)]
use std::time::Instant;

use crate::assets::Stamp;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{ParsedOutline, lay_out_parsed};
use crate::source::Sources;
use crate::{FinishedDeck, Input, Options};

pub use crate::scene::PlayedKind;
use appearance::AppearanceCache;
pub use page_media::PageMedia;
pub use presentation::Presentation;
use render_cache::{OutlineChange, RenderCache};
pub use view::{LinkDestination, PageLink, PageView, SourceSpot};
pub use watcher::{Stopper, WakeReason, WatchError, Watcher};

/// The author pauses if nothing is saved for this long.
const IDLE_DELAY: Duration = Duration::from_secs(1);

/// A deck that is rendered whenever its files change.
pub struct Live {
    path: PathBuf,
    options: Options,
    dependencies: Vec<(PathBuf, Stamp)>,
    last_good: Option<Arc<Presentation>>,
    cache: Option<RenderCache>,
}

/// The result of one rendering.
#[derive(Debug)]
pub struct Report {
    /// The last version without errors; `None` before the first.
    pub presentation: Option<Arc<Presentation>>,
    /// Whether the presentation differs from the one before.
    pub is_new: bool,
    /// The indices of pages that look different from the page with the same index before, including
    /// new pages.
    pub changed: Vec<usize>,
    /// How many slides were laid out; `None` if all were.
    pub laid_out: Option<usize>,
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The source texts that the diagnostics refer to.
    pub sources: Sources,
    /// The time that the rendering took.
    pub elapsed: Duration,
}

/// The outcome of one rendering.
struct RenderOutcome {
    /// `None` if there are errors.
    presentation: Option<Presentation>,
    laid_out: Option<usize>,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

impl Report {
    /// Returns whether there are errors that prevent the deck from being shown.
    pub fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Live {
    /// Creates a live deck for the outline at `path`. Reads nothing yet; the file need not exist.
    pub fn new(path: PathBuf, options: Options) -> Self {
        Self { path, options, dependencies: Vec::new(), last_good: None, cache: None }
    }

    /// Returns the outline's path as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns every file that the last rendering tried to read, with its stamp from just before,
    /// for [`Watcher::watch_files`]. Files that do not exist are included.
    pub fn dependencies(&self) -> &[(PathBuf, Stamp)] {
        &self.dependencies
    }

    /// Renders the current files. If they have errors, the last version without errors stays.
    #[expect(
        clippy::disallowed_types,
        reason = "measures the time of a rendering; no output depends on it"
    )]
    pub fn refresh(&mut self) -> Report {
        let start = Instant::now();
        let RenderOutcome { presentation: latest, laid_out, diagnostics, sources } =
            self.render_current();
        let (is_new, changed) = match &latest {
            Some(latest) => {
                let before = self.last_good.as_deref();
                (before != Some(latest), latest.changed_pages(before))
            }
            None => (false, Vec::new()),
        };
        if let (Some(latest), true) = (latest, is_new) {
            self.last_good = Some(Arc::new(latest));
        }
        Report {
            presentation: self.last_good.clone(),
            is_new,
            changed,
            laid_out,
            diagnostics,
            sources,
            elapsed: start.elapsed(),
        }
    }

    /// Returns how long to wait for the next save before calling [`Live::write_full_pdf`]; `None`
    /// if that would have nothing to do.
    pub fn idle_delay(&self) -> Option<Duration> {
        self.cache.as_ref().is_some_and(|cache| !cache.has_base_pdf()).then_some(IDLE_DELAY)
    }

    /// Does the work that can wait until the author pauses. If slides were replaced in the last
    /// PDF, writes the PDF in full and returns the presentation with it; no page changes by that.
    pub fn write_full_pdf(&mut self) -> Option<Arc<Presentation>> {
        let last = self.last_good.as_ref()?;
        let pdf = self
            .cache
            .as_mut()
            .filter(|cache| !cache.has_base_pdf())?
            .load_base_pdf(&last.pdf, &self.options)?;
        let presentation = Arc::new(last.with_pdf(pdf));
        self.last_good = Some(presentation.clone());
        Some(presentation)
    }

    fn render_current(&mut self) -> RenderOutcome {
        let mut parsed = match &self.cache {
            Some(cache) => cache.parse_outline(self.path.clone(), &self.options),
            None => ParsedOutline::parse(Input::File(self.path.clone()), None, &self.options),
        };
        self.render_changes(&mut parsed).unwrap_or_else(|| self.render_all(parsed))
    }

    /// Renders the deck in full.
    fn render_all(&mut self, parsed: ParsedOutline) -> RenderOutcome {
        let is_sound = parsed.is_sound;
        let deck = lay_out_parsed(parsed, &self.options);
        self.dependencies.clone_from(&deck.dependencies);
        let mut finished = crate::write_pdf(deck, &self.options);
        let mut appearances = AppearanceCache::default();
        let pages = if finished.pdf.is_some() {
            view::build_views(&finished, &mut appearances, &self.options)
        } else {
            Vec::new()
        };
        let outcome = RenderOutcome::from_deck(&mut finished, pages, None);
        // While the outline has errors, the next good version is compared with the last good one.
        if outcome.presentation.is_some() {
            self.cache = RenderCache::new(
                finished,
                is_sound,
                appearances,
                self.dependencies.clone(),
                &self.options,
            );
        }
        outcome
    }

    /// Renders only what changed. Returns `None`, and changes nothing, if that is not possible.
    fn render_changes(&mut self, parsed: &mut ParsedOutline) -> Option<RenderOutcome> {
        let cache = self.cache.as_mut()?;
        let change = cache.lay_out_changes(parsed, &self.options)?;
        let laid_out = Some(change.changed.len());
        self.dependencies.clone_from(&change.dependencies);
        if change.diagnostics.has_errors() {
            let OutlineChange { diagnostics, sources, .. } = change;
            return Some(RenderOutcome {
                presentation: None,
                laid_out,
                diagnostics: diagnostics.into_sorted(),
                sources,
            });
        }
        let (finished, pages) = cache.commit(change, parsed, &self.options)?;
        let outcome = RenderOutcome::from_deck(finished, pages, laid_out);
        // A rendering that the PDF writer rejects was never shown.
        if outcome.presentation.is_none() {
            self.cache = None;
        }
        Some(outcome)
    }
}

impl RenderOutcome {
    /// Creates the outcome of a finished deck, and takes the PDF out of it.
    fn from_deck(
        finished: &mut FinishedDeck,
        pages: Vec<PageView>,
        laid_out: Option<usize>,
    ) -> Self {
        let FinishedDeck { pdf, pdfpc, scene, diagnostics, sources, .. } = finished;
        let presentation =
            pdf.take().map(|pdf| Presentation::from_scene(scene, pages, pdf, pdfpc.take()));
        Self {
            presentation,
            laid_out,
            diagnostics: diagnostics.clone().into_sorted(),
            sources: sources.clone(),
        }
    }
}
