//! Ends the program cleanly on Ctrl-C.

use std::thread;

/// Calls `end` when the user interrupts the program with Ctrl-C or, on Unix, with `kill`. The
/// second interrupt ends the program at once.
pub(crate) fn on_interrupt(end: impl Fn() + Send + 'static) {
    // If the system refuses the thread or the signal handler, an interrupt kills the program as
    // usual.
    let _ = thread::Builder::new().name("interrupt".to_owned()).spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else {
            return;
        };
        runtime.block_on(async {
            if wait_for_signal().await {
                end();
                if wait_for_signal().await {
                    std::process::exit(130);
                }
            }
        });
    });
}

/// Waits for the interrupt; returns false if it cannot be received.
#[cfg(unix)]
async fn wait_for_signal() -> bool {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return false;
    };
    tokio::select! {
        received = interrupt.recv() => received.is_some(),
        received = terminate.recv() => received.is_some(),
    }
}

#[cfg(not(unix))]
async fn wait_for_signal() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}
