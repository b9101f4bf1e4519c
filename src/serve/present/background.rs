//! What goes on beside: pages that come by themselves, the talk on the disk, the time for windows
//! whose own clock slept.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{SharedTalk, TalkStore};

/// How often all windows are told the time.
const TIME_SYNC_INTERVAL: Duration = Duration::from_secs(10);
/// The least time between two writings: a talk is a few pages a minute, but a pen is fast.
const MIN_SAVE_INTERVAL: Duration = Duration::from_millis(250);

/// The thread of the upkeep; dropping it writes the talk down a last time.
pub struct BackgroundTask {
    stage: Arc<SharedTalk>,
    thread: Option<JoinHandle<()>>,
}

impl BackgroundTask {
    /// Begins. The talk about `deck` is written to `store`, if there is one, with the `port` that
    /// windows find it at.
    pub fn spawn(
        stage: Arc<SharedTalk>,
        store: Option<TalkStore>,
        deck: PathBuf,
        port: u16,
    ) -> Self {
        let keep = stage.clone();
        let work = move || {
            let write = || store.as_ref().map(|store| store.save(&keep.to_saved(&deck, port)));
            while let Some(is_unsaved) = keep.wait_for_work(TIME_SYNC_INTERVAL) {
                keep.advance_if_due();
                if is_unsaved {
                    if let Some(Err(finding)) = write() {
                        keep.add_notice(format!(
                            "The talk cannot be written down, so a crash would lose its place: {}",
                            finding.message
                        ));
                    }
                    thread::sleep(MIN_SAVE_INTERVAL);
                } else {
                    keep.sync_time();
                }
            }
            let _ = write();
        };
        Self { stage, thread: thread::Builder::new().name("upkeep".to_owned()).spawn(work).ok() }
    }
}

impl Drop for BackgroundTask {
    fn drop(&mut self) {
        self.stage.stop_background();
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
