//! Opens a line in the user's editor.

use std::path::Path;
use std::process::{Command, Stdio};

/// The reason why the editor cannot be opened, as a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorError(pub String);

/// The command line of an editor, with the placeholders `{file}`, `{line}` and `{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    words: Vec<String>,
}

/// The arguments by which editors open a line. An editor that is not listed receives only the file.
const LINE_ARGUMENTS: &[(&[&str], &[&str])] = &[
    (
        &["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"],
        &["-g", "{file}:{line}:{column}"],
    ),
    (
        &["subl", "sublime_text", "zed", "zeditor", "zedit", "atom", "pulsar", "lapce"],
        &["{file}:{line}:{column}"],
    ),
    (&["emacs", "emacsclient", "xemacs"], &["+{line}:{column}", "{file}"]),
    (
        &["gvim", "mvim", "nvim-qt", "neovide", "gedit", "pluma", "xed", "geany", "bluefish"],
        &["+{line}", "{file}"],
    ),
    (&["kate", "kwrite"], &["-l", "{line}", "-c", "{column}", "{file}"]),
    (&["mousepad"], &["--line={line}", "--column={column}", "{file}"]),
    (&["mate", "bbedit"], &["-l", "{line}", "{file}"]),
    (&["notepad++"], &["-n{line}", "-c{column}", "{file}"]),
    (
        &[
            "idea",
            "idea64",
            "webstorm",
            "pycharm",
            "charm",
            "rustrover",
            "goland",
            "clion",
            "phpstorm",
            "rubymine",
            "rider",
            "fleet",
        ],
        &["--line", "{line}", "--column", "{column}", "{file}"],
    ),
];

/// Editors that run in a terminal, which a page cannot provide.
const TERMINAL_EDITORS: &[&str] = &[
    "vi", "vim", "nvim", "view", "nano", "pico", "micro", "helix", "hx", "kak", "joe", "jed",
    "mcedit", "ne", "ed", "ex", "zile", "mg", "amp", "tilde", "dte", "nvi", "vis", "jove", "less",
    "more",
];

impl Editor {
    /// Parses the command that starts an editor: a program with its arguments, which may contain
    /// the placeholders `{file}`, `{line}` and `{column}`.
    ///
    /// # Errors
    ///
    /// Returns an error if the command is invalid, or if the editor needs a terminal.
    pub fn parse(command: &str) -> Result<Self, EditorError> {
        let mut words = split_words(command)
            .ok_or_else(|| EditorError(format!("`{command}` has an unclosed quotation mark")))?;
        let Some(program) = words.first() else {
            return Err(EditorError("the command is empty".to_owned()));
        };
        if words.iter().any(|word| word.contains("{file}")) {
            return Ok(Self { words });
        }
        let name = program_name(program).to_ascii_lowercase();
        let asks_terminal = words
            .iter()
            .any(|word| matches!(word.as_str(), "-nw" | "-t" | "--tty" | "--no-window-system"));
        let has_window = words.iter().any(|word| matches!(word.as_str(), "-g" | "--gui"));
        if (TERMINAL_EDITORS.contains(&name.as_str()) && !has_window)
            || (name.contains("emacs") && asks_terminal)
        {
            return Err(EditorError(format!(
                "`{name}` needs a terminal, which a page in a browser does not have"
            )));
        }
        let arguments = LINE_ARGUMENTS
            .iter()
            .find(|(names, _)| names.contains(&name.as_str()))
            .map_or(&["{file}"][..], |(_, arguments)| arguments);
        words.extend(arguments.iter().map(|word| (*word).to_owned()));
        Ok(Self { words })
    }

    /// Returns the name of the program.
    pub fn name(&self) -> &str {
        program_name(&self.words[0])
    }

    /// Opens a file at a line and a column, both from 1.
    ///
    /// # Errors
    ///
    /// Returns the reason why the program does not start.
    pub fn open_line(&self, file: &Path, line: usize, column: usize) -> Result<(), EditorError> {
        let words = self.fill_placeholders(file, line, column);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| {
            EditorError(format!("The editor `{}` cannot be started: {error}", self.words[0]))
        })?;
        // Wait for its end in the background, so that no zombie process remains.
        std::thread::spawn(move || child.wait());
        Ok(())
    }

    fn fill_placeholders(&self, file: &Path, line: usize, column: usize) -> Vec<String> {
        // An absolute path is never parsed as an option.
        let file =
            std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).display().to_string();
        let fill = |word: &String| {
            // Replace the file last, because its name may contain braces.
            word.replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string())
                .replace("{file}", &file)
        };
        self.words.iter().map(fill).collect()
    }
}

/// Returns the name of a program without its folder and extension.
fn program_name(program: &str) -> &str {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(".exe").or_else(|| name.strip_suffix(".cmd")).unwrap_or(name)
}

/// Splits a command line into words, of which those with spaces are in `'…'` or `"…"`. Unlike in a
/// shell, a backslash has no special meaning, because it separates folders on Windows.
fn split_words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in command.chars() {
        match quote {
            Some(mark) if character == mark => quote = None,
            Some(_) => word.get_or_insert_default().push(character),
            None if character == '"' || character == '\'' => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            None if character.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Editor;

    fn command_line(editor: &str) -> String {
        let file = Path::new("/talk/my slides.yaml");
        Editor::parse(editor)
            .map_or_else(|error| error.0, |editor| editor.fill_placeholders(file, 12, 3).join("|"))
    }

    #[test]
    fn passes_the_line_as_each_editor_expects() {
        for (editor, expected) in [
            ("code --wait", "code|--wait|-g|/talk/my slides.yaml:12:3"),
            ("/usr/bin/subl", "/usr/bin/subl|/talk/my slides.yaml:12:3"),
            ("emacsclient -c", "emacsclient|-c|+12:3|/talk/my slides.yaml"),
            ("gvim", "gvim|+12|/talk/my slides.yaml"),
            ("kate", "kate|-l|12|-c|3|/talk/my slides.yaml"),
            (
                "\"/opt/my editors/idea\"",
                "/opt/my editors/idea|--line|12|--column|3|/talk/my slides.yaml",
            ),
            ("unknown-editor -x", "unknown-editor|-x|/talk/my slides.yaml"),
            ("xterm -e vim +{line} '{file}'", "xterm|-e|vim|+12|/talk/my slides.yaml"),
            ("vim", "`vim` needs a terminal, which a page in a browser does not have"),
            (
                "/usr/bin/nano -w",
                "`nano` needs a terminal, which a page in a browser does not have",
            ),
            ("emacs -nw", "`emacs` needs a terminal, which a page in a browser does not have"),
            ("vim -g", "vim|-g|/talk/my slides.yaml"),
            ("  ", "the command is empty"),
            ("code 'x", "`code 'x` has an unclosed quotation mark"),
        ] {
            assert_eq!(command_line(editor), expected);
        }
    }
}
