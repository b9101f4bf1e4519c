//! What the program that started this one has set up for it.
#![allow(
    clippy::disallowed_methods,
    reason = "the system tells it in files that are not the user's"
)]

/// Whether standard output was closed when the program started (`plenary … >&-`), so that whatever
/// is written to it is lost. False where the system does not tell.
///
/// Before `main` runs, Rust opens `/dev/null` for reading and writing in place of a closed stream,
/// so that no file takes its number. A shell opens `> /dev/null` for writing only.
#[cfg(target_os = "linux")]
pub fn is_stdout_closed() -> bool {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    const DEV_NULL: u64 = (1 << 8) | 3;
    const ACCESS_MODES: u32 = 0o3;
    const READ_WRITE: u32 = 0o2;
    let is_null = std::fs::metadata("/proc/self/fd/1")
        .is_ok_and(|file| file.file_type().is_char_device() && file.rdev() == DEV_NULL);
    let flags = read_field("/proc/self/fdinfo/1", "flags:");
    let flags = flags.and_then(|flags| u32::from_str_radix(&flags, 8).ok());
    is_null && flags.is_some_and(|flags| flags & ACCESS_MODES == READ_WRITE)
}

/// Whether standard output was closed when the program started. False where the system does not
/// tell.
#[cfg(not(target_os = "linux"))]
pub fn is_stdout_closed() -> bool {
    false
}

/// Whether the program was started to go on when its terminal is closed, as with `nohup`. False if
/// `/proc` cannot be read.
#[cfg(target_os = "linux")]
pub fn is_hangup_ignored() -> bool {
    /// The first signal, `SIGHUP`, in a mask of signals.
    const HANGUP: u64 = 1;
    let mask = read_field("/proc/self/status", "SigIgn:");
    mask.and_then(|mask| u64::from_str_radix(&mask, 16).ok()).is_some_and(|mask| mask & HANGUP != 0)
}

/// Whether the program was started to go on when its terminal is closed. True where the system does
/// not tell.
#[cfg(not(target_os = "linux"))]
pub fn is_hangup_ignored() -> bool {
    true
}

/// Returns the value of a field in a file that the system makes up.
#[cfg(target_os = "linux")]
fn read_field(path: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned())
}
