//! The signal that ends the server.

use std::sync::Arc;

use tokio::sync::watch;

/// Ends the server. Clones share the signal.
#[derive(Clone, Debug)]
pub struct ShutdownSignal(Arc<watch::Sender<bool>>);

impl ShutdownSignal {
    /// Creates a signal that has not been triggered.
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Triggers the signal, from any thread. Further calls have no effect.
    pub fn trigger(&self) {
        self.0.send_replace(true);
    }

    /// Waits until the signal is triggered.
    pub async fn wait(&self) {
        // The channel cannot close, because `self` holds the sender.
        let _ = self.0.subscribe().wait_for(|is_triggered| *is_triggered).await;
    }
}

impl Default for ShutdownSignal {
    fn default() -> Self {
        Self::new()
    }
}
