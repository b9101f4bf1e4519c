//! The deck as it is being edited: follows its files, and keeps the last good rendering ready to be shown.
//!
//! [`Live`] renders what the files say, [`Watcher`] waits until they say something else, and a [`Presentation`] is a finished deck with
//! what a program that shows it wants to know. `watch`, `preview` and `present` are made of these three.

mod drawing;
mod opened;
mod presentation;
mod view;
mod watcher;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
#[expect(clippy::disallowed_types, reason = "how long a rendering took is told; nothing that is made depends on it")]
use std::time::Instant;

use crate::assets::Stamp;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
use crate::{Input, Options};

pub use presentation::Presentation;
pub use view::{Leads, Link, Spot, View};
pub use watcher::{Stopper, WatchError, Watcher, Woken};

/// A deck that follows its files.
pub struct Live {
    path: PathBuf,
    options: Options,
    asked: Vec<(PathBuf, Stamp)>,
    last: Option<Arc<Presentation>>,
}

/// What one rendering gave.
#[derive(Debug)]
pub struct Report {
    /// The last good one, also while the outline is broken; `None` before the first.
    pub presentation: Option<Arc<Presentation>>,
    /// Whether it is another than before.
    pub is_new: bool,
    /// Indices of the PDF's pages that look different than the page of that index did before, and of those that were not there.
    pub changed: Vec<usize>,
    /// What was found, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// How long it took.
    pub elapsed: Duration,
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
        Self { path, options, asked: Vec::new(), last: None }
    }

    /// The outline's path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every file that the last rendering asked for, missing ones included, with how it was just before: for [`Watcher::set`].
    pub fn asked(&self) -> &[(PathBuf, Stamp)] {
        &self.asked
    }

    /// Renders what the files say now. Where they are broken, the last good rendering stays.
    #[expect(clippy::disallowed_types, reason = "how long it took is told; nothing that is made depends on it")]
    pub fn refresh(&mut self) -> Report {
        let start = Instant::now();
        let (made, diagnostics, sources) = self.render();
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
        Report { presentation: self.last.clone(), is_new, changed, diagnostics, sources, elapsed: start.elapsed() }
    }

    /// The whole way, as `render` goes it.
    fn render(&mut self) -> (Option<Presentation>, Vec<Diagnostic>, Sources) {
        let composed = crate::compose(Input::File(self.path.clone()), &self.options);
        self.asked.clone_from(&composed.asked);
        let finished = crate::finish(composed, &self.options);
        let views = || view::views(&finished.scene, &finished.fonts, &finished.sources, self.options.steps());
        let made = finished.pdf.map(|pdf| Presentation::of(&finished.scene, views(), pdf, finished.pdfpc));
        (made, finished.diagnostics.into_sorted(), finished.sources)
    }
}
