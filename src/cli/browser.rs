//! Opens a page in the user's browser.

/// Opens `url` in a program that outlives this one.
///
/// # Errors
///
/// If no browser could be started.
fn open_url(url: &str) -> Result<(), String> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    // Without a desktop, a text browser would take over the terminal.
    if cfg!(all(unix, not(target_os = "macos")))
        && !["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"].into_iter().any(is_set)
    {
        return Err("there is no desktop".to_owned());
    }
    open::that_detached(url).map_err(|error| error.to_string())
}

/// Opens `url`, or tells the user to.
pub(crate) fn open_url_or_warn(url: &str) {
    if let Err(reason) = open_url(url) {
        super::terminal::print_message(&format!(
            "warning: cannot open a browser: {reason}\nhelp: open {url} yourself"
        ));
    }
}
