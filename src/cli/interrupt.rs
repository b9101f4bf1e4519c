//! Ctrl-C ends a program that waits, in good order.

use std::thread;

/// Calls `end` when the user asks for the end: with Ctrl-C, or, on Unix, with the signal that
/// `kill` sends. A second time ends the program at once, whatever it is doing.
pub fn on_interrupt(end: impl Fn() + Send + 'static) {
    // A machine that refuses a thread or a signal ends the program the hard way, as it would have
    // without us.
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

/// Waits until the user asks for the end; false where that cannot be heard.
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
