//! `plenary render --data`

use std::path::{Path, PathBuf};

use plenary::diagnostic::Diagnostic;
use plenary::source::Sources;
use plenary::template::Values;
use plenary::{Input, Options, Rendered};

use super::error::CliError;
use super::outline::{ExtractedText, TextContent, extract_text};
use super::output::{OutputFormat, OutputTarget, check_overwrites, write_targets};
use super::render::{RenderArgs, RenderedFiles, RenderedPdf, build_files};
use super::render_options::build_options;
use super::rows::{self, RowResult, RowRun};
use super::{render_html, render_pptx};

/// Renders an outline for each row of the table.
pub(super) fn run(args: &RenderArgs, outlines: &[PathBuf]) -> Result<u8, CliError> {
    let [outline] = outlines else {
        return Err(CliError::usage("`--data` makes decks of one outline"));
    };
    if super::is_stream(outline) {
        return Err(CliError::usage("with `--data`, the outline cannot be on standard input")
            .with_help("name the file of the outline"));
    }
    if args.explain || args.size {
        return Err(CliError::usage("`--explain` and `--size` describe one deck, not many")
            .with_help("remove them, or render one deck with `--set`"));
    }
    let format = args.result.resolve_format();
    let pattern = match &args.result.output {
        Some(path) if super::is_stream(path) => {
            return Err(CliError::usage("standard output can hold only one deck")
                .with_help("write `-o 'out/{{ city | slug }}.pdf'`"));
        }
        Some(path) if args.result.folder().is_some() => {
            let stem = outline.file_stem().unwrap_or_default().to_string_lossy();
            path.join(format!("{stem}.{}", format.extension()))
        }
        Some(path) => path.clone(),
        None => PathBuf::new(),
    };
    let options = build_options(args, &OutputTarget::File(pattern.clone()), format)?;
    let render = |values: Values, path: &Path| {
        let options = Options { values, ..options.clone() };
        let (mut files, sources) = render_files(args, outline, path, &options);
        files.dependencies.extend(args.rows.table_input());
        write_row(path, files, sources)
    };
    let run = RowRun {
        args: &args.rows,
        pattern: &pattern,
        outline,
        values: options.values.clone(),
        messages: args.messages,
        quiet: args.quiet,
    };
    rows::run(&run, &render)
}

/// Renders the deck of one row in the requested format.
fn render_files(
    args: &RenderArgs,
    outline: &Path,
    path: &Path,
    options: &Options,
) -> (RenderedFiles, Sources) {
    let (input, target) = (Input::File(outline.to_owned()), OutputTarget::File(path.to_owned()));
    if args.result.resolve_format() == OutputFormat::Txt {
        let ExtractedText { text, diagnostics, sources, dependencies } =
            extract_text(input, options, TextContent::All);
        let files = text.map(|text| vec![(target, text.into_bytes())]);
        return (RenderedFiles { files, pages: None, diagnostics, dependencies }, sources);
    }
    if args.result.resolve_format() == OutputFormat::Pptx {
        let (result, sources, _) = render_pptx::render_file(target, input, options);
        return (result, sources);
    }
    if args.result.resolve_format() == OutputFormat::Html {
        return render_html::render_file(target, input, options);
    }
    let Rendered { pdf, pdfpc, pages, diagnostics, sources, dependencies, .. } =
        plenary::render(input, options);
    let rendered = RenderedPdf { pdf, pdfpc, pages, diagnostics, dependencies };
    (build_files(args, &target, rendered), sources)
}

/// Writes the files of one row.
fn write_row(path: &Path, result: RenderedFiles, sources: Sources) -> RowResult {
    let RenderedFiles { files, pages, mut diagnostics, dependencies } = result;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let write = |files: &Vec<(OutputTarget, Vec<u8>)>| -> Result<(), Diagnostic> {
        check_overwrites(files, &dependencies)?;
        write_targets(files, folder)
    };
    let written = files.and_then(|files| match write(&files) {
        Ok(()) => {
            let bytes = files.iter().map(|(_, bytes)| bytes.len()).sum();
            Some((pages.unwrap_or(0), bytes))
        }
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    });
    RowResult { written, diagnostics, sources, dependencies }
}
