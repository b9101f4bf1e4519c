//! Ends the program cleanly when the user or the system interrupts it: with Ctrl-C, `kill`, or by
//! closing the terminal.

use std::sync::{Mutex, PoisonError};

/// What interrupts the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interrupt {
    /// The user, with Ctrl-C.
    User,
    /// Another program, with `kill`, or the system when it shuts down or closes the terminal.
    Termination,
}

/// What the next signal does instead of ending the program.
type Handler = Box<dyn Fn(Interrupt) + Send>;

static HANDLER: Mutex<Option<Handler>> = Mutex::new(None);

/// From now on, a signal that ends the program first removes its unfinished files. If the system
/// refuses the thread or the signal handler, a signal kills the program as usual.
pub(crate) fn clean_up_on_signals() {
    let thread = std::thread::Builder::new().name("signals".to_owned());
    let _ = thread.spawn(wait_for_signals);
}

/// Calls `end` on the first signal. The second one ends the program at once.
pub(crate) fn on_interrupt(end: impl Fn(Interrupt) + Send + 'static) {
    *HANDLER.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(end));
}

/// Handles one signal. Returns whether the program must end at once.
fn handle_signal(interrupt: Interrupt) -> bool {
    let handler = HANDLER.lock().unwrap_or_else(PoisonError::into_inner).take();
    handler.map(|end| end(interrupt)).is_none()
}

#[cfg(unix)]
fn wait_for_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    /// Added to the number of a signal by shells, for the exit code.
    const SIGNAL_EXIT_CODE: i32 = 128;
    // `nohup` asks for this one to be ignored. Ctrl-C ends plenary even where a script has started
    // it in the background, because a talk would go on without its terminal.
    let hangup = (!plenary::assets::is_hangup_ignored()).then_some(SIGHUP);
    let handled = [SIGINT, SIGTERM].into_iter().chain(hangup);
    let Ok(mut signals) = Signals::new(handled) else { return };
    for signal in signals.forever() {
        let interrupt = if signal == SIGINT { Interrupt::User } else { Interrupt::Termination };
        if handle_signal(interrupt) {
            // Until the program has ended, no file may be started.
            let _lock = plenary::assets::abandon_output();
            // A shell that runs a list of commands ends the list only if the signal ends this one.
            let _ = emulate_default_handler(signal);
            std::process::exit(SIGNAL_EXIT_CODE + signal);
        }
    }
}

#[cfg(not(unix))]
fn wait_for_signals() {
    /// What a shell reports for a program that Ctrl-C has ended.
    const EXIT_CODE: i32 = 130;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    let Ok(runtime) = runtime else { return };
    runtime.block_on(async {
        while tokio::signal::ctrl_c().await.is_ok() {
            if handle_signal(Interrupt::User) {
                let _lock = plenary::assets::abandon_output();
                std::process::exit(EXIT_CODE);
            }
        }
    });
}
