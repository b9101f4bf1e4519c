//! Renders an outline to a PowerPoint file.

use plenary::source::Sources;
use plenary::{Input, Options, RenderedPptx};

use super::SUCCESS;
use super::output::OutputTarget;
use super::render::{RenderArgs, RenderedFiles, write_files};
use super::terminal;

/// Renders an outline, and names what those who edit the file need or lack.
pub(super) fn run(args: &RenderArgs, target: OutputTarget, input: Input, options: &Options) -> u8 {
    let (result, sources, advice) = render_file(target, input, options);
    let is_written = result.files.is_some();
    let code = write_files(args, result, &sources);
    if is_written && code == SUCCESS && !args.quiet && args.messages.is_human_readable() {
        let PptxAdvice { fonts, left_out } = advice;
        if !fonts.is_empty() {
            let fonts = fonts.join(", ");
            terminal::print_message(&format!("to edit it, install these fonts: {fonts}"));
        }
        if left_out > 0 {
            let slides = terminal::pluralize(left_out, "hidden slide");
            terminal::print_message(&format!("left out {slides}; to keep them: --hidden"));
        }
    }
    code
}

/// What those who edit a file need to know.
pub(super) struct PptxAdvice {
    /// The fonts to install.
    fonts: Vec<String>,
    /// The number of hidden slides that are not in the file.
    left_out: usize,
}

/// Renders an outline.
pub(super) fn render_file(
    target: OutputTarget,
    input: Input,
    options: &Options,
) -> (RenderedFiles, Sources, PptxAdvice) {
    let RenderedPptx { bytes, fonts, slides, left_out, diagnostics, sources, dependencies, .. } =
        plenary::render_pptx(input, options);
    let files = bytes.map(|bytes| vec![(target, bytes)]);
    let result = RenderedFiles { files, pages: Some(slides), diagnostics, dependencies };
    (result, sources, PptxAdvice { fonts, left_out })
}
