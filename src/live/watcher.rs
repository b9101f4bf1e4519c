//! Waits until files are saved.
//!
//! Events of the operating system only wake the watcher. Whether a file has changed is decided by
//! its [`Stamp`], so that saving by renaming, changing a symbolic link, and drives without events
//! all work.
#![allow(clippy::disallowed_types, reason = "waiting needs a clock; no output depends on it")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::assets::Stamp;

/// A burst of saves is over when there are no more events for this long: editors write a file in
/// several steps.
const QUIET_PERIOD: Duration = Duration::from_millis(15);
/// How long to wait until a file that is being written is closed, where the system reports it: a
/// busy machine may take that long between emptying a file and filling it.
const WRITE_PERIOD: Duration =
    Duration::from_millis(if cfg!(target_os = "linux") { 150 } else { 15 });
/// The maximum length of a burst: a program that never stops writing must not keep the deck from
/// being rendered.
const MAX_BURST: Duration = Duration::from_millis(300);
/// The interval for checking files without events: network drives and container volumes report
/// none.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// The reason why files cannot be watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchError(pub String);

/// The reason why waiting ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WakeReason {
    /// These files were saved, created or deleted, in order of their names.
    Changed(Vec<PathBuf>),
    /// The time is over.
    TimedOut,
    /// [`Stopper::stop`] was called.
    Stopped,
}

/// Watches files, including files that do not exist yet.
pub struct Watcher {
    backend: RecommendedWatcher,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    /// The files with their stamps when they were last reported.
    files: BTreeMap<PathBuf, Stamp>,
    /// The folders that the system watches.
    folders: BTreeSet<PathBuf>,
}

enum Signal {
    Event(notify::Result<notify::Event>),
    Stop,
}

/// Stops a [`Watcher`] from another thread.
#[derive(Clone, Debug)]
pub struct Stopper(Sender<Signal>);

impl Stopper {
    /// Ends the current wait and every later one immediately.
    pub fn stop(&self) {
        // Fails only if the watcher no longer exists.
        let _ = self.0.send(Signal::Stop);
    }
}

impl Watcher {
    /// Creates a watcher without files.
    ///
    /// # Errors
    ///
    /// If the system does not support watching.
    pub fn new() -> Result<Self, WatchError> {
        let (sender, signals) = channel();
        let events = sender.clone();
        let system = notify::recommended_watcher(move |event| {
            let _ = events.send(Signal::Event(event));
        });
        let system = system.map_err(|error| WatchError(format!("cannot watch files: {error}")))?;
        Ok(Self {
            backend: system,
            signals,
            sender,
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
        })
    }

    /// Returns a handle that stops the watcher from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Watches exactly these files. Each stamp is from before the file was read; a file that has
    /// been saved since is reported as changed.
    pub fn watch_files(&mut self, files: &[(PathBuf, Stamp)]) {
        self.files = files.iter().cloned().collect();
        let mut folders = BTreeSet::new();
        for (path, stamp) in files {
            let full = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            if stamp.is_folder() {
                folders.insert(full.clone());
            }
            folders.extend(nearest_folder(&full));
            // The target of a symbolic link is saved elsewhere.
            folders.extend(
                std::fs::canonicalize(&full).ok().and_then(|target| nearest_folder(&target)),
            );
        }
        for unused in self.folders.difference(&folders) {
            let _ = self.backend.unwatch(unused);
        }
        for folder in &folders {
            // Watch every folder again each time, because the system forgets a folder that is
            // replaced. Folders that cannot be watched are checked at intervals.
            let _ = self.backend.watch(folder, RecursiveMode::NonRecursive);
        }
        self.folders = folders;
    }

    /// Waits until a file changes, for at most `longest`, or without a limit if `None`.
    pub fn wait_for_change(&mut self, longest: Option<Duration>) -> WakeReason {
        let mut remaining = longest;
        loop {
            let interval =
                remaining.map_or(POLL_INTERVAL, |remaining| remaining.min(POLL_INTERVAL));
            if self.wait_for_event(interval) {
                return WakeReason::Stopped;
            }
            let changed = self.take_changed_files();
            if !changed.is_empty() {
                return WakeReason::Changed(changed);
            }
            remaining = remaining.map(|remaining| remaining.saturating_sub(interval));
            if remaining.is_some_and(|remaining| remaining.is_zero()) {
                return WakeReason::TimedOut;
            }
        }
    }

    /// Waits up to `longest` for an event, and then for the end of its burst. Returns whether the
    /// watcher was stopped.
    fn wait_for_event(&self, longest: Duration) -> bool {
        let mut until = Instant::now() + longest;
        let mut end = None;
        loop {
            match self.signals.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Signal::Stop) => {
                    // Later waits must end as well.
                    let _ = self.sender.send(Signal::Stop);
                    return true;
                }
                Ok(Signal::Event(event)) if is_save(&event) => {
                    let now = Instant::now();
                    let period = if is_being_written(&event) { WRITE_PERIOD } else { QUIET_PERIOD };
                    until = (now + period).min(*end.get_or_insert(now + MAX_BURST));
                }
                // Reading a file is not a change.
                Ok(Signal::Event(_)) => {}
                Err(RecvTimeoutError::Timeout) => return false,
                Err(RecvTimeoutError::Disconnected) => return true,
            }
        }
    }

    /// Returns the files that have changed since the last call.
    fn take_changed_files(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (path, stamp) in &mut self.files {
            if stamp.update(path) {
                changed.push(path.clone());
            }
        }
        if !changed.is_empty() {
            // Folders may have been created or removed.
            let files: Vec<(PathBuf, Stamp)> =
                self.files.iter().map(|(path, stamp)| (path.clone(), *stamp)).collect();
            self.watch_files(&files);
        }
        changed
    }
}

/// Returns the nearest existing folder above a path.
fn nearest_folder(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned)
}

/// Returns whether an event may mean that a file changed. Errors count, because events may be lost.
fn is_save(event: &notify::Result<notify::Event>) -> bool {
    match event.as_ref().map(|event| event.kind) {
        Ok(EventKind::Access(kind)) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Returns whether a file was created or written to and may not be closed yet.
fn is_being_written(event: &notify::Result<notify::Event>) -> bool {
    matches!(
        event.as_ref().map(|event| event.kind),
        Ok(EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_)))
    )
}
