//! The folder in which the server remembers what it needs after a restart.

use std::ffi::OsString;
use std::path::PathBuf;

/// Returns plenary's folder for the state of programs: by the XDG base directory specification, or
/// by the conventions of the platform. `variable` reads an environment variable.
pub(super) fn find_state_folder(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if let Some(state) = absolute("XDG_STATE_HOME") {
        state
    } else if cfg!(windows) {
        absolute("LOCALAPPDATA")?
    } else if cfg!(target_os = "macos") {
        absolute("HOME")?.join("Library/Application Support")
    } else {
        absolute("HOME")?.join(".local/state")
    };
    Some(base.join("plenary"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_the_state_folder_of_the_platform() {
        let given =
            |wanted: &'static str| move |name: &str| (name == wanted).then(|| "/somewhere".into());
        assert_eq!(
            find_state_folder(&given("XDG_STATE_HOME")),
            Some(PathBuf::from("/somewhere/plenary"))
        );
        assert_eq!(find_state_folder(&|_| Some("relative".into())), None);
        assert_eq!(find_state_folder(&|_| None), None);
    }
}
