//! The end of serving.

use std::sync::Arc;

use tokio::sync::watch;

/// Ends what serves; copies are the same.
#[derive(Clone, Debug)]
pub struct ShutdownSignal(Arc<watch::Sender<bool>>);

impl ShutdownSignal {
    /// One that is not given yet.
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Gives it, from any thread; a second time changes nothing.
    pub fn trigger(&self) {
        self.0.send_replace(true);
    }

    /// Waits until it is given.
    pub async fn wait(&self) {
        // We hold the sender, so the channel does not close.
        let _ = self.0.subscribe().wait_for(|given| *given).await;
    }
}

impl Default for ShutdownSignal {
    fn default() -> Self {
        Self::new()
    }
}
