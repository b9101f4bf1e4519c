//! Ends the program cleanly on Ctrl-C.

use std::thread;

/// What interrupts the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interrupt {
    /// The user, with Ctrl-C.
    User,
    /// Another program, with `kill`, or the system when it shuts down.
    Termination,
}

/// Calls `end` when the user interrupts the program with Ctrl-C or, on Unix, with `kill`. The
/// second interrupt ends the program at once.
pub(crate) fn on_interrupt(end: impl Fn(Interrupt) + Send + 'static) {
    // If the system refuses the thread or the signal handler, an interrupt kills the program as
    // usual.
    let _ = thread::Builder::new().name("interrupt".to_owned()).spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else {
            return;
        };
        runtime.block_on(async {
            if let Some(interrupt) = wait_for_signal().await {
                end(interrupt);
                if wait_for_signal().await.is_some() {
                    std::process::exit(130);
                }
            }
        });
    });
}

/// Waits for an interrupt; `None` if it cannot be received.
#[cfg(unix)]
async fn wait_for_signal() -> Option<Interrupt> {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return None;
    };
    tokio::select! {
        received = interrupt.recv() => received.map(|()| Interrupt::User),
        received = terminate.recv() => received.map(|()| Interrupt::Termination),
    }
}

#[cfg(not(unix))]
async fn wait_for_signal() -> Option<Interrupt> {
    tokio::signal::ctrl_c().await.ok().map(|()| Interrupt::User)
}
