//! The deck as it is being edited: follows its files, and keeps the last good rendering ready to be
//! shown.
//!
//! [`Live`] renders what the files say, [`Watcher`] waits until they say something else, and a
//! [`Presentation`] is a finished deck with what a program that shows it wants to know. `watch`,
//! `preview` and `present` are made of these three.

mod basis;
mod drawing;
mod kept;
mod look;
mod opened;
mod presentation;
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
use crate::pipeline::{Reading, compose_read};
use crate::source::Sources;
use crate::{Finished, Input, Options};

use kept::{Change, Kept};
use look::Looks;
pub use presentation::Presentation;
pub use view::{Leads, Link, Spot, View};
pub use watcher::{Stopper, WatchError, Watcher, Woken};

/// An author who saves nothing for so long is thinking.
const PATIENCE: Duration = Duration::from_secs(1);

/// A deck that follows its files.
pub struct Live {
    path: PathBuf,
    options: Options,
    asked: Vec<(PathBuf, Stamp)>,
    last: Option<Arc<Presentation>>,
    kept: Option<Kept>,
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
struct Made {
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
        Self { path, options, asked: Vec::new(), last: None, kept: None }
    }

    /// The outline's path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every file that the last rendering asked for, missing ones included, with how it was just
    /// before: for [`Watcher::set`].
    pub fn asked(&self) -> &[(PathBuf, Stamp)] {
        &self.asked
    }

    /// Renders what the files say now. Where they are broken, the last good rendering stays.
    #[expect(
        clippy::disallowed_types,
        reason = "how long it took is told; nothing that is made depends on it"
    )]
    pub fn refresh(&mut self) -> Report {
        let start = Instant::now();
        let Made { presentation: made, laid_out, diagnostics, sources } = self.render();
        let (is_new, changed) = match &made {
            Some(made) => {
                let before = self.last.as_deref();
                (before != Some(made), made.differing(before))
            }
            None => (false, Vec::new()),
        };
        if let (Some(made), true) = (made, is_new) {
            self.last = Some(Arc::new(made));
        }
        Report {
            presentation: self.last.clone(),
            is_new,
            changed,
            laid_out,
            diagnostics,
            sources,
            elapsed: start.elapsed(),
        }
    }

    /// How long the next save is to be waited for before [`Live::settle`]; `None` for ever, as it
    /// would have nothing to do.
    pub fn patience(&self) -> Option<Duration> {
        self.kept.as_ref().is_some_and(|kept| !kept.is_settled()).then_some(PATIENCE)
    }

    /// Does what can wait until the author does. Where a large deck's last PDF was made in haste,
    /// by replacing slides in an older one, this gives the presentation with a PDF that has the
    /// bytes of one that is rendered anew; nothing in it looks or reads different.
    pub fn settle(&mut self) -> Option<Arc<Presentation>> {
        let last = self.last.as_ref()?;
        let pdf = self
            .kept
            .as_mut()
            .filter(|kept| !kept.is_settled())?
            .settle(&last.pdf, &self.options)?;
        let settled = Arc::new(last.with_pdf(pdf));
        self.last = Some(settled.clone());
        Some(settled)
    }

    fn render(&mut self) -> Made {
        let mut reading = match &self.kept {
            Some(kept) => kept.read(self.path.clone(), &self.options),
            None => Reading::of(Input::File(self.path.clone()), None, &self.options),
        };
        self.render_changes(&mut reading).unwrap_or_else(|| self.render_all(reading))
    }

    /// The whole way, as `render` goes it.
    fn render_all(&mut self, reading: Reading) -> Made {
        let is_sound = reading.is_sound;
        let composed = compose_read(reading, &self.options);
        self.asked.clone_from(&composed.asked);
        let mut finished = crate::finish(composed, &self.options);
        let mut looks = Looks::default();
        let views = if finished.pdf.is_some() {
            view::views(&finished, &mut looks, &self.options)
        } else {
            Vec::new()
        };
        let made = Made::of(&mut finished, views, None);
        // While the outline is broken, the last good rendering is still what the next good one
        // differs from.
        if made.presentation.is_some() {
            self.kept = Kept::new(finished, is_sound, looks, self.asked.clone(), &self.options);
        }
        made
    }

    /// The short way: what did not change stays as it was. `None`, with everything as it was, where
    /// that cannot be.
    fn render_changes(&mut self, reading: &mut Reading) -> Option<Made> {
        let kept = self.kept.as_mut()?;
        let change = kept.change(reading, &self.options)?;
        let laid_out = Some(change.changed.len());
        self.asked.clone_from(&change.asked);
        if change.diagnostics.has_errors() {
            let Change { diagnostics, sources, .. } = change;
            return Some(Made {
                presentation: None,
                laid_out,
                diagnostics: diagnostics.into_sorted(),
                sources,
            });
        }
        let (finished, views) = kept.take(change, reading, &self.options)?;
        let made = Made::of(finished, views, laid_out);
        // What the PDF's writer refuses was never shown.
        if made.presentation.is_none() {
            self.kept = None;
        }
        Some(made)
    }
}

impl Made {
    /// What came of a deck that went all the way; its PDF is taken out of it.
    fn of(finished: &mut Finished, views: Vec<View>, laid_out: Option<usize>) -> Self {
        let Finished { pdf, pdfpc, scene, diagnostics, sources, .. } = finished;
        let presentation = pdf.take().map(|pdf| Presentation::of(scene, views, pdf, pdfpc.take()));
        Self {
            presentation,
            laid_out,
            diagnostics: diagnostics.clone().into_sorted(),
            sources: sources.clone(),
        }
    }
}
