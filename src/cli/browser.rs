//! Opens a page in the user's browser.

use plenary::serve::{AccessKey, NoRandomness};

use super::error::CliError;

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

/// Returns the key to the pages that are served to the user's browser.
pub(crate) fn create_access_key() -> Result<AccessKey, CliError> {
    AccessKey::load_or_create().map_err(|NoRandomness| {
        CliError::failure(
            "cannot create a key for the pages, because the system provides no random numbers",
        )
    })
}

/// Opens the page at `url`, or tells the user to.
pub(crate) fn open_url_or_warn(url: &str, key: &AccessKey) {
    let opened = match key.add_ticket_to_address(url) {
        Ok(address) => open_url(&address),
        Err(NoRandomness) => Err("the system provides no random numbers".to_owned()),
    };
    if let Err(reason) = opened {
        let address = key.add_to_address(url);
        super::terminal::print_message(&format!(
            "warning: cannot open a browser: {reason}\nhelp: open {address} yourself"
        ));
    }
}
