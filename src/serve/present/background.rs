//! The background thread of a talk: it shows pages that advance automatically, saves the talk, and
//! sends the time to windows whose own clock may have stopped.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{SharedTalk, TalkStore};

/// How often the time is sent to all windows.
const TIME_SYNC_INTERVAL: Duration = Duration::from_secs(10);

/// Minimum time between two saves, because a pen changes the talk many times a second.
const MIN_SAVE_INTERVAL: Duration = Duration::from_millis(250);

/// The background thread. Dropping it saves the talk once more.
pub struct BackgroundTask {
    talk: Arc<SharedTalk>,
    thread: Option<JoinHandle<()>>,
}

impl BackgroundTask {
    /// Starts the thread. It saves the talk about `deck` in `store`, if there is one, together with
    /// the `port` at which open windows expect the server.
    pub fn spawn(
        talk: Arc<SharedTalk>,
        store: Option<TalkStore>,
        deck: PathBuf,
        port: u16,
    ) -> Self {
        let shared = talk.clone();
        let work = move || {
            let save = || store.as_ref().map(|store| store.save(&shared.to_saved(&deck, port)));
            while let Some(is_unsaved) = shared.wait_for_work(TIME_SYNC_INTERVAL) {
                shared.advance_if_due();
                if is_unsaved {
                    if let Some(Err(error)) = save() {
                        shared.add_notice(format!(
                            "The talk cannot be saved, so a crash would lose its position: {}",
                            error.message
                        ));
                    }
                    thread::sleep(MIN_SAVE_INTERVAL);
                } else {
                    shared.sync_time();
                }
            }
            let _ = save();
        };
        let thread = thread::Builder::new().name("background".to_owned()).spawn(work).ok();
        Self { talk, thread }
    }
}

impl Drop for BackgroundTask {
    fn drop(&mut self) {
        self.talk.stop_background();
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
