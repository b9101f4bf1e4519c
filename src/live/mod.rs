//! The deck as it is being edited: follows its files, and keeps the last good rendering ready to be
//! shown.
//!
//! [`Live`] renders what the files say, [`Watcher`] waits until they say something else, and a
//! [`Presentation`] is a finished deck with what a program that shows it wants to know. `watch`,
//! `preview` and `present` are made of these three.

mod appearance;
mod base_pdf;
mod external_pdf;
mod page_hash;
mod presentation;
mod render_cache;
mod view;
mod watcher;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
#[expect(
    clippy::disallowed_types,
    reason = "how long a rendering took is told; nothing that is made depends on it"
)]
use std::time::Instant;

use crate::assets::Stamp;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{ParsedOutline, lay_out_parsed};
use crate::source::Sources;
use crate::{FinishedDeck, Input, Options};

use appearance::AppearanceCache;
pub use presentation::Presentation;
use render_cache::{OutlineChange, RenderCache};
pub use view::{LinkDestination, PageLink, PageView, SourceSpot};
pub use watcher::{Stopper, WakeReason, WatchError, Watcher};

/// An author who saves nothing for so long is thinking.
const IDLE_DELAY: Duration = Duration::from_secs(1);

/// A deck that follows its files.
pub struct Live {
    path: PathBuf,
    options: Options,
    dependencies: Vec<(PathBuf, Stamp)>,
    last_good: Option<Arc<Presentation>>,
    cache: Option<RenderCache>,
}

/// What one rendering gave.
#[derive(Debug)]
pub struct Report {
    /// The last good one, also while the outline is broken; `None` before the first.
    pub presentation: Option<Arc<Presentation>>,
    /// Whether it is another than before.
    pub is_new: bool,
    /// Indices of the PDF's pages that look different than the page of that index did before, and
    /// of those that were not there.
    pub changed: Vec<usize>,
    /// How many slides were laid out for it; `None` where all were.
    pub laid_out: Option<usize>,
    /// What was found, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// How long it took.
    pub elapsed: Duration,
}

/// What came of one rendering.
struct RenderOutcome {
    /// `None` where a mistake forbids it.
    presentation: Option<Presentation>,
    laid_out: Option<usize>,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

impl Report {
    /// Whether the outline or its files have a mistake that keeps them from being shown.
    pub fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl Live {
    /// Follows the outline at `path`; nothing is read yet, and it need not be there.
    pub fn new(path: PathBuf, options: Options) -> Self {
        Self { path, options, dependencies: Vec::new(), last_good: None, cache: None }
    }

    /// The outline's path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every file that the last rendering asked for, missing ones included, with how it was just
    /// before: for [`Watcher::watch_files`].
    pub fn dependencies(&self) -> &[(PathBuf, Stamp)] {
        &self.dependencies
    }

    /// Renders what the files say now. Where they are broken, the last good rendering stays.
    #[expect(
        clippy::disallowed_types,
        reason = "how long it took is told; nothing that is made depends on it"
    )]
    pub fn refresh(&mut self) -> Report {
        let start = Instant::now();
        let RenderOutcome { presentation: made, laid_out, diagnostics, sources } =
            self.render_current();
        let (is_new, changed) = match &made {
            Some(made) => {
                let before = self.last_good.as_deref();
                (before != Some(made), made.changed_pages(before))
            }
            None => (false, Vec::new()),
        };
        if let (Some(made), true) = (made, is_new) {
            self.last_good = Some(Arc::new(made));
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

    /// How long the next save is to be waited for before [`Live::write_full_pdf`]; `None` for ever, as it
    /// would have nothing to do.
    pub fn idle_delay(&self) -> Option<Duration> {
        self.cache.as_ref().is_some_and(|kept| !kept.has_base_pdf()).then_some(IDLE_DELAY)
    }

    /// Does what can wait until the author does. Where a large deck's last PDF was made in haste,
    /// by replacing slides in an older one, this gives the presentation with a PDF that has the
    /// bytes of one that is rendered anew; nothing in it looks or reads different.
    pub fn write_full_pdf(&mut self) -> Option<Arc<Presentation>> {
        let last = self.last_good.as_ref()?;
        let pdf = self
            .cache
            .as_mut()
            .filter(|kept| !kept.has_base_pdf())?
            .load_base_pdf(&last.pdf, &self.options)?;
        let settled = Arc::new(last.with_pdf(pdf));
        self.last_good = Some(settled.clone());
        Some(settled)
    }

    fn render_current(&mut self) -> RenderOutcome {
        let mut reading = match &self.cache {
            Some(kept) => kept.parse_outline(self.path.clone(), &self.options),
            None => ParsedOutline::parse(Input::File(self.path.clone()), None, &self.options),
        };
        self.render_changes(&mut reading).unwrap_or_else(|| self.render_all(reading))
    }

    /// The whole way, as `render` goes it.
    fn render_all(&mut self, reading: ParsedOutline) -> RenderOutcome {
        let is_sound = reading.is_sound;
        let composed = lay_out_parsed(reading, &self.options);
        self.dependencies.clone_from(&composed.dependencies);
        let mut finished = crate::write_pdf(composed, &self.options);
        let mut looks = AppearanceCache::default();
        let views = if finished.pdf.is_some() {
            view::build_views(&finished, &mut looks, &self.options)
        } else {
            Vec::new()
        };
        let made = RenderOutcome::from_deck(&mut finished, views, None);
        // While the outline is broken, the last good rendering is still what the next good one
        // differs from.
        if made.presentation.is_some() {
            self.cache = RenderCache::new(
                finished,
                is_sound,
                looks,
                self.dependencies.clone(),
                &self.options,
            );
        }
        made
    }

    /// The short way: what did not change stays as it was. `None`, with everything as it was, where
    /// that cannot be.
    fn render_changes(&mut self, reading: &mut ParsedOutline) -> Option<RenderOutcome> {
        let kept = self.cache.as_mut()?;
        let change = kept.lay_out_changes(reading, &self.options)?;
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
        let (finished, views) = kept.commit(change, reading, &self.options)?;
        let made = RenderOutcome::from_deck(finished, views, laid_out);
        // What the PDF's writer refuses was never shown.
        if made.presentation.is_none() {
            self.cache = None;
        }
        Some(made)
    }
}

impl RenderOutcome {
    /// What came of a deck that went all the way; its PDF is taken out of it.
    fn from_deck(
        finished: &mut FinishedDeck,
        views: Vec<PageView>,
        laid_out: Option<usize>,
    ) -> Self {
        let FinishedDeck { pdf, pdfpc, scene, diagnostics, sources, .. } = finished;
        let presentation =
            pdf.take().map(|pdf| Presentation::from_scene(scene, views, pdf, pdfpc.take()));
        Self {
            presentation,
            laid_out,
            diagnostics: diagnostics.clone().into_sorted(),
            sources: sources.clone(),
        }
    }
}
