//! `plenary render` of several outlines, or of one in several languages.

use std::path::{Path, PathBuf};

use super::SUCCESS;
use super::error::CliError;
use super::output::OutputTarget;
use super::progress::ProgressLine;
use super::render::{RenderArgs, handout_suffix, render_outline, requested_handout};

/// Renders several outlines or languages, each to a file of its own.
pub(super) fn run(args: &RenderArgs, outlines: &[PathBuf]) -> Result<u8, CliError> {
    let is_one_file = args.result.output.is_some() && args.result.folder().is_none();
    if is_one_file && outlines.len() > 1 {
        return Err(CliError::usage("several outlines cannot be written to one file")
            .with_help("name a folder with `-o`, with `/` at its end, or leave out `-o`"));
    }
    let languages: Vec<Option<&str>> = if args.langs.is_empty() {
        vec![None]
    } else {
        args.langs.iter().map(|lang| Some(lang.as_str())).collect()
    };
    let decks: Vec<(&PathBuf, Option<&str>)> = outlines
        .iter()
        .flat_map(|outline| languages.iter().map(move |language| (outline, *language)))
        .collect();
    let mut targets = Vec::new();
    for (outline, language) in &decks {
        let target = resolve_target(args, outline, *language)?;
        if let (OutputTarget::File(path), true) = (&target, targets.contains(&target)) {
            let headline = format!("two decks would be written to `{}`", path.display());
            return Err(CliError::usage(headline)
                .with_help("render them one by one, each with its own `-o`"));
        }
        targets.push(target);
    }
    let is_progress_wanted = !args.quiet && args.messages.is_human_readable();
    let mut progress = ProgressLine::new("decks", decks.len(), is_progress_wanted);
    let mut code = SUCCESS;
    for (outline, language) in decks {
        progress.clear();
        code = code.max(render_outline(args, outline, language)?);
        progress.advance();
    }
    Ok(code)
}

/// Returns the target of a deck. A language that was asked for is part of the file name.
pub(super) fn resolve_target(
    args: &RenderArgs,
    outline: &Path,
    language: Option<&str>,
) -> Result<OutputTarget, CliError> {
    let suffix = handout_suffix(requested_handout(args));
    let target = args.result.resolve_target(outline, suffix)?;
    Ok(match (target, language) {
        (OutputTarget::File(path), Some(language)) => {
            let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            OutputTarget::File(path.with_extension(format!("{language}.{extension}")))
        }
        (target, _) => target,
    })
}
