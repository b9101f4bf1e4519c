//! Quotes paths for commands that messages suggest.

use std::path::Path;

/// Quotes a path so that a shell reads it as one argument.
pub fn quote_path(path: &Path) -> String {
    let path = path.display().to_string();
    if cfg!(windows) {
        // `cmd` knows no single quotes.
        return if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path };
    }
    match shlex::try_quote(&path) {
        Ok(quoted) => quoted.into_owned(),
        // No path has a NUL character.
        Err(_) => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(windows))]
    fn quotes_paths_that_a_shell_would_split() {
        assert_eq!(quote_path(Path::new("talk/slides.yaml")), "talk/slides.yaml");
        assert_eq!(quote_path(Path::new("my talk.yaml")), "'my talk.yaml'");
        assert_eq!(quote_path(Path::new("$HOME.yaml")), "'$HOME.yaml'");
    }
}
