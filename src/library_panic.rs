//! Catches panics of libraries that read what strangers made.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of calls of [`catch_panic`] that are running, in all threads.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

static HOOK: Once = Once::new();

/// Calls a library and returns `None` if it panics. The message of the panic is not printed.
///
/// A panic while another one unwinds aborts the program, so the caller must catch a panic before
/// it drops a value whose destructor panics, such as the surface of an unfinished page.
pub(crate) fn catch_panic<T>(call: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if RUNNING.load(Ordering::Relaxed) == 0 || !is_library(info) {
                usual(info);
            }
        }));
    });
    RUNNING.fetch_add(1, Ordering::Relaxed);
    let result = catch_unwind(AssertUnwindSafe(call));
    RUNNING.fetch_sub(1, Ordering::Relaxed);
    result.ok()
}

/// Whether the panic started in a library. Paths of this crate are relative; a panic that aborts
/// the program starts in `panicking.rs`.
fn is_library(info: &PanicHookInfo) -> bool {
    info.location().is_some_and(|location| {
        let file = location.file();
        !file.starts_with("src") && !file.starts_with("tests") && !file.ends_with("panicking.rs")
    })
}
