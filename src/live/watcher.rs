//! Waiting for files to be saved.
//!
//! The operating system wakes us; what it says is believed for waking alone. Whether a file is
//! another than before is told by its [`Stamp`], so that a save through renaming, a link that is
//! turned, or a drive that reports nothing is seen like any other.
#![allow(
    clippy::disallowed_types,
    reason = "waiting needs a clock; nothing that is made depends on it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::assets::Stamp;

/// A burst of saves is over when nothing more has come for so long: an editor writes a file in
/// several steps.
const QUIET_PERIOD: Duration = Duration::from_millis(15);
/// How long the end of a file that is being written is waited for, where the system tells it: a
/// machine at its limit may take that long between emptying a file and filling it.
const WRITE_PERIOD: Duration =
    Duration::from_millis(if cfg!(target_os = "linux") { 150 } else { 15 });
/// The longest that the end of a burst is waited for: a program that writes without pause must not
/// keep the deck from being shown.
const MAX_BURST: Duration = Duration::from_millis(300);
/// How often the files are looked at where nothing is reported: network drives and folders of
/// containers report nothing.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// Why files cannot be watched, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchError(pub String);

/// What ended the waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WakeReason {
    /// These files were saved, made or deleted, in order of name.
    Changed(Vec<PathBuf>),
    /// The time is over.
    TimedOut,
    /// Somebody asked for the end: [`Stopper::stop`].
    Stopped,
}

/// Watches files, missing ones included.
pub struct Watcher {
    backend: RecommendedWatcher,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    /// The files with how they were when they were last told of.
    files: BTreeMap<PathBuf, Stamp>,
    /// Folders that the system reports of.
    folders: BTreeSet<PathBuf>,
}

enum Signal {
    Event(notify::Result<notify::Event>),
    Stop,
}

/// Ends the waiting of a [`Watcher`] from another thread.
#[derive(Clone, Debug)]
pub struct Stopper(Sender<Signal>);

impl Stopper {
    /// Ends the waiting; every later one ends at once.
    pub fn stop(&self) {
        // A watcher that is gone waits no more.
        let _ = self.0.send(Signal::Stop);
    }
}

impl Watcher {
    /// A watcher of nothing yet.
    ///
    /// # Errors
    ///
    /// Why the system lets nothing be watched.
    pub fn new() -> Result<Self, WatchError> {
        let (sender, signals) = channel();
        let events = sender.clone();
        let system = notify::recommended_watcher(move |event| {
            let _ = events.send(Signal::Event(event));
        });
        let system =
            system.map_err(|error| WatchError(format!("files cannot be watched: {error}")))?;
        Ok(Self {
            backend: system,
            signals,
            sender,
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
        })
    }

    /// What ends the waiting from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Watches these files and no others. The stamp of each says how it was when it was read: one
    /// that has been saved since then is told of.
    pub fn watch_files(&mut self, files: &[(PathBuf, Stamp)]) {
        self.files = files.iter().cloned().collect();
        let mut wanted = BTreeSet::new();
        for (path, stamp) in files {
            let full = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            if stamp.is_folder() {
                wanted.insert(full.clone());
            }
            wanted.extend(nearest_folder(&full));
            // What a link leads to is saved elsewhere.
            wanted.extend(
                std::fs::canonicalize(&full).ok().and_then(|target| nearest_folder(&target)),
            );
        }
        for gone in self.folders.difference(&wanted) {
            let _ = self.backend.unwatch(gone);
        }
        for folder in &wanted {
            // Again each time: the system forgets a folder that is replaced by another. One that
            // cannot be watched is looked at from time to time, as all are.
            let _ = self.backend.watch(folder, RecursiveMode::NonRecursive);
        }
        self.folders = wanted;
    }

    /// Waits until one of the files is another than it was, at most `longest`, for ever with
    /// `None`.
    pub fn wait_for_change(&mut self, longest: Option<Duration>) -> WakeReason {
        let mut left = longest;
        loop {
            let turn = left.map_or(POLL_INTERVAL, |left| left.min(POLL_INTERVAL));
            if self.wait_for_event(turn) {
                return WakeReason::Stopped;
            }
            let changed = self.take_changed_files();
            if !changed.is_empty() {
                return WakeReason::Changed(changed);
            }
            left = left.map(|left| left.saturating_sub(turn));
            if left.is_some_and(|left| left.is_zero()) {
                return WakeReason::TimedOut;
            }
        }
    }

    /// Waits for the end of a burst of saves, at most `longest` for its beginning. Whether the
    /// waiting is to end for good.
    fn wait_for_event(&self, longest: Duration) -> bool {
        let mut until = Instant::now() + longest;
        let mut end = None;
        loop {
            match self.signals.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Signal::Stop) => {
                    // It stays so.
                    let _ = self.sender.send(Signal::Stop);
                    return true;
                }
                Ok(Signal::Event(event)) if is_save(&event) => {
                    let now = Instant::now();
                    let quiet = if is_being_written(&event) { WRITE_PERIOD } else { QUIET_PERIOD };
                    until = (now + quiet).min(*end.get_or_insert(now + MAX_BURST));
                }
                // Reading is no saving.
                Ok(Signal::Event(_)) => {}
                Err(RecvTimeoutError::Timeout) => return false,
                Err(RecvTimeoutError::Disconnected) => return true,
            }
        }
    }

    /// The files that are others than they were; from now on they are taken as they are.
    fn take_changed_files(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (path, stamp) in &mut self.files {
            let now = Stamp::of(path);
            if now != *stamp {
                *stamp = now;
                changed.push(path.clone());
            }
        }
        if !changed.is_empty() {
            // Folders may have come and gone.
            let files: Vec<(PathBuf, Stamp)> =
                self.files.iter().map(|(path, stamp)| (path.clone(), *stamp)).collect();
            self.watch_files(&files);
        }
        changed
    }
}

/// The folder of a file, or the nearest above it that is there.
fn nearest_folder(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned)
}

/// Whether an event may mean that a file is another now. Errors do: events may be lost.
fn is_save(event: &notify::Result<notify::Event>) -> bool {
    match event.as_ref().map(|event| event.kind) {
        Ok(EventKind::Access(kind)) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Whether more of the file may come: it was made or written to, and not closed yet.
fn is_being_written(event: &notify::Result<notify::Event>) -> bool {
    matches!(
        event.as_ref().map(|event| event.kind),
        Ok(EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_)))
    )
}
