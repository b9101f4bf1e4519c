//! Finds the outline if the argument is a folder or missing.

use std::path::{Path, PathBuf};

use plenary::assets::Files;
use plenary::assets::quote_path;

use super::error::CliError;
use super::messages::MessageArgs;
use super::{is_stream, terminal};

/// Returns the outline that was named, or the only outline in a folder (the current one if nothing
/// was named). In the latter case, its name is printed unless `quiet`.
///
/// # Errors
///
/// If the folder does not hold exactly one outline. The help lists commands to run instead.
pub(crate) fn resolve_outline_arg(
    named: Option<&Path>,
    command: &str,
    messages: MessageArgs,
    quiet: bool,
) -> Result<PathBuf, CliError> {
    let folder = match named {
        Some(path) if is_stream(path) || !path.is_dir() => return Ok(path.to_owned()),
        folder => folder.unwrap_or(Path::new("")),
    };
    let (here, place) = match named {
        None => ("here", "this folder".to_owned()),
        Some(folder) => ("there", format!("`{}`", folder.display())),
    };
    let example = |name: &String| format!("`plenary {command} {}`", quote_path(&folder.join(name)));
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
        ([], None) => {
            Err(CliError::usage(format!("there is no outline in {place}")).with_help(format!(
                "create one with `plenary new my-talk`, or name yours: \
                 `plenary {command} my-talk/slides.yaml`"
            )))
        }
        ([], Some(_)) => {
            let one = if below.len() == 1 { "one" } else { "some" };
            let headline = format!("there is no outline in {place}, but {one} in a folder below");
            Err(CliError::usage(headline)
                .with_help(format!("name it: {}", format_examples(&below, example))))
        }
        (several, _) => {
            Err(CliError::usage(format!("there are {} outlines in {place}", several.len()))
                .with_help(format!("name one: {}", format_examples(several, example))))
        }
    }
}

/// Returns the outlines that were named. Of several arguments, a folder means all outlines in it;
/// alone, its only outline.
///
/// # Errors
///
/// If there is none.
pub(crate) fn resolve_outline_args(
    named: &[PathBuf],
    command: &str,
    messages: MessageArgs,
    quiet: bool,
) -> Result<Vec<PathBuf>, CliError> {
    if named.len() < 2 {
        let named = named.first().map(PathBuf::as_path);
        return Ok(vec![resolve_outline_arg(named, command, messages, quiet)?]);
    }
    let mut outlines = Vec::new();
    for path in named {
        let found = if path.is_dir() { list_outlines(path)? } else { vec![path.clone()] };
        outlines.extend(found);
    }
    Ok(outlines)
}

/// Returns all outlines in a folder, without those in folders below.
pub(crate) fn list_outlines(folder: &Path) -> Result<Vec<PathBuf>, CliError> {
    let names = Files::in_folder(folder).find_outlines();
    let names = names.into_iter().filter(|name| !name.contains('/'));
    let outlines: Vec<PathBuf> = names.map(|name| folder.join(name)).collect();
    if outlines.is_empty() {
        let headline = format!("there is no outline in `{}`", folder.display());
        return Err(CliError::usage(headline).with_help("name the file of an outline"));
    }
    Ok(outlines)
}

/// Returns the command for each outline, up to a limit.
fn format_examples(names: &[String], example: impl Fn(&String) -> String) -> String {
    const MAX_EXAMPLES: usize = 5;
    let examples: Vec<String> = names.iter().take(MAX_EXAMPLES).map(example).collect();
    let more = if names.len() > MAX_EXAMPLES { " …" } else { "" };
    examples.join(", ") + more
}
