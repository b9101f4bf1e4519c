//! Which outline is meant, where none is named or a folder is.

use std::path::{Path, PathBuf};

use plenary::assets::Files;

use super::messages::MessageArgs;
use super::{is_stream, quote_argument, terminal};

/// The outline that was named; of a folder, or of the current one where nothing was named, the only
/// one in it, whose name is then said to people unless `quiet`. `command` is what was called, for
/// advice.
///
/// # Errors
///
/// Which outlines there are, if not exactly one, and what to do.
pub fn resolve_outline_arg(
    named: Option<&Path>,
    command: &str,
    messages: MessageArgs,
    quiet: bool,
) -> Result<PathBuf, String> {
    let folder = match named {
        Some(path) if is_stream(path) || !path.is_dir() => return Ok(path.to_owned()),
        folder => folder.unwrap_or(Path::new("")),
    };
    let (here, place) = match named {
        None => ("here", "this folder".to_owned()),
        Some(folder) => ("there", format!("`{}`", folder.display())),
    };
    let example =
        |name: &String| format!("`plenary {command} {}`", quote_argument(&folder.join(name)));
    let (inside, below): (Vec<String>, Vec<String>) =
        Files::in_folder(folder).find_outlines().into_iter().partition(|name| !name.contains('/'));
    match (inside.as_slice(), below.first()) {
        ([only], _) => {
            let path = folder.join(only);
            if !quiet && messages.is_human_readable() {
                terminal::print_message(&format!(
                    "found {}, the only outline {here}",
                    path.display()
                ));
            }
            Ok(path)
        }
        ([], None) => Err(format!(
            "there is no outline in {place}\nhelp: `plenary new my-talk` makes a folder with one; if yours is elsewhere, name it: \
             `plenary {command} my-talk/slides.yaml`"
        )),
        ([], Some(_)) => {
            let one = if below.len() == 1 { "one" } else { "some" };
            Err(format!(
                "there is no outline in {place}, and {one} in a folder below\nhelp: name it: {}",
                format_examples(&below, example)
            ))
        }
        (several, _) => Err(format!(
            "there are {} outlines in {place}\nhelp: name the one that you mean: {}",
            several.len(),
            format_examples(several, example)
        )),
    }
}

/// What to write for each of the outlines, as far as that is for reading.
fn format_examples(names: &[String], example: impl Fn(&String) -> String) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = names.iter().take(MOST).map(example).collect();
    let more = if names.len() > MOST { " …" } else { "" };
    shown.join(", ") + more
}
