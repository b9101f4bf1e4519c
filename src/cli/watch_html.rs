//! Writes an HTML file after every save.

use std::path::PathBuf;

use plenary::live::{WakeReason, Watcher};
use plenary::{Input, Options, assets};

use super::error::CliError;
use super::interrupt::on_interrupt;
use super::output::{OutputTarget, check_overwrites, overwrite_error, write_targets};
use super::render::RenderedFiles;
use super::report::{DiagnosticReporter, WATCHING_NOTE};
use super::terminal::{self, pluralize};
use super::watch::{WatchArgs, describe_unchanged};
use super::{SUCCESS, render_html};

/// Renders the outline to `target`, whose folder `folder` is created, until the user ends the
/// program.
pub(super) fn run(
    args: &WatchArgs,
    outline: PathBuf,
    options: &Options,
    (target, folder): (PathBuf, Option<PathBuf>),
) -> Result<u8, CliError> {
    reject_pdf_options(args)?;
    let mut watcher = Watcher::new().map_err(|error| CliError::failure(error.0))?;
    let stopper = watcher.stopper();
    on_interrupt(move |_| stopper.stop());
    let mut reporter = DiagnosticReporter::new(&outline, args.messages);
    let mut written = None;
    let mut saved = Vec::new();
    loop {
        let to_file = OutputTarget::File(target.clone());
        let (rendered, sources) =
            render_html::render_file(to_file, Input::File(outline.clone()), options);
        let RenderedFiles { files, pages, mut diagnostics, dependencies } = rendered;
        watcher.watch_files(&dependencies);
        // Later, a file that the outline has just named is reported after the save.
        if saved.is_empty()
            && let Some(path) = assets::find_overwritten_input([target.as_path()], &dependencies)
        {
            return Err(CliError::usage_from(overwrite_error(path)));
        }
        if let Some(files) = files.filter(|files| written.as_ref() != Some(files)) {
            let result = check_overwrites(&files, &dependencies)
                .and_then(|()| write_targets(&files, folder.as_deref()));
            match result {
                Ok(()) => written = Some(files),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        if let Some(status) = reporter.report(&diagnostics, &sources, &saved) {
            let name = target.display();
            if status.is_broken() {
                terminal::print_message(
                    &status.format_broken(&describe_unchanged(&target, "HTML file")),
                );
            } else if !args.quiet {
                let pages = pluralize(pages.unwrap_or_default(), "page");
                terminal::print_message(&match saved.as_slice() {
                    [] => format!("{name}: {pages}; {WATCHING_NOTE}"),
                    _ => status.format_ok(Some(&format!("{pages} written"))),
                });
            }
        }
        match watcher.wait_for_change(None) {
            WakeReason::Changed(files) => saved = files,
            WakeReason::TimedOut => {}
            WakeReason::Stopped => return Ok(SUCCESS),
        }
    }
}

/// Rejects the options of PDFs.
fn reject_pdf_options(args: &WatchArgs) -> Result<(), CliError> {
    let pdf = &args.pdf;
    let given = [
        (!pdf.pdf_standard.is_empty(), "--pdf-standard"),
        (pdf.attach.is_some(), "--attach"),
        (pdf.pdfpc, "--pdfpc"),
        (pdf.steps.is_some(), "--steps"),
    ];
    match given.into_iter().find(|(is_given, _)| *is_given) {
        None => Ok(()),
        Some((_, name)) => Err(CliError::usage(format!("`{name}` has no effect on HTML output"))
            .with_help(format!("remove `{name}`"))),
    }
}
