//! Renders an outline to a PowerPoint file.

use plenary::source::Sources;
use plenary::{Input, Options, RenderedPptx};

use super::SUCCESS;
use super::output::OutputTarget;
use super::render::{RenderArgs, RenderedFiles, write_files};
use super::terminal;

/// Renders an outline, and names the fonts that those who edit the file need.
pub(super) fn run(args: &RenderArgs, target: OutputTarget, input: Input, options: &Options) -> u8 {
    let (result, sources, fonts) = render_file(target, input, options);
    let is_written = result.files.is_some();
    let code = write_files(args, result, &sources);
    let is_talkative = !args.quiet && args.messages.is_human_readable();
    if is_written && code == SUCCESS && is_talkative && !fonts.is_empty() {
        let fonts = fonts.join(", ");
        terminal::print_message(&format!("to edit it, install these fonts: {fonts}"));
    }
    code
}

/// Renders an outline. Returns the names of the fonts, too.
pub(super) fn render_file(
    target: OutputTarget,
    input: Input,
    options: &Options,
) -> (RenderedFiles, Sources, Vec<String>) {
    let RenderedPptx { bytes, fonts, slides, diagnostics, sources, dependencies, .. } =
        plenary::render_pptx(input, options);
    let files = bytes.map(|bytes| vec![(target, bytes)]);
    let result = RenderedFiles { files, pages: Some(slides), diagnostics, dependencies };
    (result, sources, fonts)
}
