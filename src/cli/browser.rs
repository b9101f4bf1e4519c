//! Opens a page in the user's browser.

use std::process::{Command, Stdio};

/// Opens `url`; or says why not. What is started goes on by itself.
pub fn open_url(url: &str) -> Result<(), String> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(all(unix, not(target_os = "macos")))
        && !["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"].into_iter().any(is_set)
    {
        return Err("there is no desktop here".to_owned());
    }
    let mut reason = String::new();
    for words in candidates() {
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match command.spawn() {
            Ok(mut child) => {
                // Only its end is heard, so that nothing is left of it.
                std::thread::spawn(move || child.wait());
                return Ok(());
            }
            Err(error) => reason = format!("`{}`: {error}", words[0]),
        }
    }
    Err(reason)
}

/// Programs that open an address as the desktop would, in the order in which they are tried.
fn candidates() -> &'static [&'static [&'static str]] {
    if cfg!(target_os = "macos") {
        &[&["open"]]
    } else if cfg!(windows) {
        &[&["cmd", "/c", "start", ""]]
    } else {
        &[&["xdg-open"], &["wslview"], &["gio", "open"], &["sensible-browser"]]
    }
}
