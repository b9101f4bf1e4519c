//! What goes on beside: pages that come by themselves, the talk on the disk, the time for windows
//! whose own clock slept.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{Stage, Store};

/// How often all windows are told the time.
const TICK: Duration = Duration::from_secs(10);
/// The least time between two writings: a talk is a few pages a minute, but a pen is fast.
const PAUSE: Duration = Duration::from_millis(250);

/// The thread of the upkeep; dropping it writes the talk down a last time.
pub struct Upkeep {
    stage: Arc<Stage>,
    thread: Option<JoinHandle<()>>,
}

impl Upkeep {
    /// Begins. The talk about `deck` is written to `store`, if there is one, with the `port` that
    /// windows find it at.
    pub fn start(stage: Arc<Stage>, store: Option<Store>, deck: PathBuf, port: u16) -> Self {
        let keep = stage.clone();
        let work = move || {
            let write = || store.as_ref().map(|store| store.write(&keep.saved(&deck, port)));
            while let Some(is_unsaved) = keep.wait(TICK) {
                keep.advance();
                if is_unsaved {
                    if let Some(Err(finding)) = write() {
                        keep.warn(format!(
                            "The talk cannot be written down, so a crash would lose its place: {}",
                            finding.message
                        ));
                    }
                    thread::sleep(PAUSE);
                } else {
                    keep.tick();
                }
            }
            let _ = write();
        };
        Self { stage, thread: thread::Builder::new().name("upkeep".to_owned()).spawn(work).ok() }
    }
}

impl Drop for Upkeep {
    fn drop(&mut self) {
        self.stage.end();
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
