//! Renders an outline to an HTML file.

use plenary::diagnostic::{Diagnostic, Severity};
use plenary::html::{HtmlFile, RenderedHtml, render_html};
use plenary::source::Sources;
use plenary::{Input, Options};

use super::output::OutputTarget;
use super::render::{RenderArgs, RenderedFiles, write_files};

/// Renders an outline.
pub(super) fn run(args: &RenderArgs, target: OutputTarget, input: Input, options: &Options) -> u8 {
    let (result, sources) = render_file(target, input, options);
    write_files(args, result, &sources)
}

/// Renders an outline. Large videos and recordings become files beside the document, whose names
/// start with its name.
pub(super) fn render_file(
    target: OutputTarget,
    input: Input,
    options: &Options,
) -> (RenderedFiles, Sources) {
    let prefix = match &target {
        OutputTarget::File(path) => {
            path.file_stem().map(|stem| format!("{}-", stem.to_string_lossy()))
        }
        OutputTarget::Stream => None,
    };
    let RenderedHtml { file, pages, mut diagnostics, sources, dependencies } =
        render_html(input, options, prefix.as_deref());
    let mut files = None;
    if let Some(HtmlFile { bytes, media }) = file {
        let mut all = vec![(target.clone(), bytes)];
        for beside in media {
            match (beside.read(), &target) {
                (Ok(bytes), OutputTarget::File(path)) => {
                    all.push((OutputTarget::File(path.with_file_name(&beside.name)), bytes));
                }
                (Ok(_), OutputTarget::Stream) => {}
                (Err(error), _) => diagnostics.push(error),
            }
        }
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        let is_readable = !diagnostics.iter().any(is_error);
        files = Some(all).filter(|_| is_readable);
    }
    (RenderedFiles { files, pages: Some(pages), diagnostics, dependencies }, sources)
}
