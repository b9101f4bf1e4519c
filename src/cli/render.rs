//! `plenary render`

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use plenary::assets::Stamp;
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::export;
use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::source::Sources;
use plenary::{Input, Options, Rendered};

use super::error::CliError;
use super::input_args::InputArgs;
use super::messages::MessageArgs;
use super::outline::{ExtractedText, TextContent};
use super::output::{OutputArgs, OutputFormat, OutputTarget, check_overwrites, write_targets};
use super::pdf_args::PdfArgs;
use super::render_options::build_options;
use super::rows::RowArgs;
use super::terminal::{self, pluralize};
use super::{
    FAILURE, SUCCESS, USAGE_ERROR, fit_report, outline, outline_arg, render_html, render_pptx,
    render_rows, render_several, size_report,
};

/// Arguments of `plenary render`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary render                             render the only outline in this folder
  plenary render slides.yaml                 write slides.pdf next to the outline
  plenary render slides.yaml -o talk.pdf     write talk.pdf
  plenary render slides.yaml -o talk.pptx    write a PowerPoint file to edit
  plenary render slides.yaml -o talk.html    write one file that presents itself in a browser
  plenary render - < slides.yaml > talk.pdf  read standard input, write standard output
  plenary render slides.yaml --explain       show how each slide was fitted
  plenary render a.yaml b.yaml decks/        render several outlines
  plenary render slides.yaml --data cities.csv -o 'out/{{ city | slug }}.pdf'
                                             write a deck for each row of a table
  plenary render slides.yaml --format png --pages 1,4-6
                                             write slides-01.png, slides-04.png …

Errors and warnings go to standard error.
Exit code: 0 the result is written, 1 the outline or a file has an error, 2 wrong usage.")]
pub(crate) struct RenderArgs {
    /// Outlines, or folders with one; `-` reads standard input [default: this folder]
    pub outlines: Vec<PathBuf>,

    #[command(flatten)]
    pub reading: InputArgs,

    /// Include the slides with `hide: true`, after all others
    #[arg(long)]
    pub hidden: bool,

    /// Print the type size of each slide and how it was fitted
    #[arg(long)]
    pub explain: bool,

    /// Print the sizes of the PDF's parts: pages, fonts, pictures
    #[arg(long)]
    pub size: bool,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Print nothing on success
    #[arg(short, long)]
    pub quiet: bool,

    /// Embed the fonts in a PowerPoint file, as far as their licences allow
    #[arg(long)]
    pub embed_fonts: bool,

    /// Print sheets with 1, 2, 3, 4, 6 or 9 slides and lines for notes
    #[arg(
        long,
        value_name = "SLIDES",
        value_parser = ["1", "2", "3", "4", "6", "9"],
        hide_possible_values = true,
        conflicts_with = "notes",
        help_heading = "Handouts"
    )]
    pub handout: Option<String>,

    /// Print sheets with a slide above its speaker notes
    #[arg(long, help_heading = "Handouts")]
    pub notes: bool,

    /// Choose the paper of the sheets [default: a4]
    #[arg(long, value_enum, help_heading = "Handouts")]
    pub paper: Option<PaperName>,

    /// Render a deck for each of these languages, such as en,zh
    #[arg(
        long,
        value_name = "CODES",
        value_delimiter = ',',
        conflicts_with_all = ["lang", "data"],
        help_heading = "Many decks"
    )]
    pub langs: Vec<String>,

    #[command(flatten)]
    pub rows: RowArgs,

    #[command(flatten)]
    pub result: OutputArgs,

    #[command(flatten)]
    pub pdf: PdfArgs,
}

/// Paper sizes, as typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PaperName {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}

/// Renders outlines to PDFs, to pictures, to text, or to PowerPoint or HTML files.
pub(crate) fn run(args: &RenderArgs) -> Result<u8, CliError> {
    let outlines =
        outline_arg::resolve_outline_args(&args.outlines, "render", args.messages, args.quiet)?;
    if args.rows.data.is_some() {
        return render_rows::run(args, &outlines);
    }
    if let ([outline], []) = (outlines.as_slice(), args.langs.as_slice()) {
        return render_outline(args, outline, None);
    }
    render_several::run(args, &outlines)
}

/// Renders one outline, in its own language or another.
pub(super) fn render_outline(
    args: &RenderArgs,
    outline: &Path,
    language: Option<&str>,
) -> Result<u8, CliError> {
    let target = render_several::resolve_target(args, outline, language)?;
    let format = args.result.resolve_format();
    let mut options = build_options(args, &target, format)?;
    if let Some(language) = language {
        options.values.language = Some(language.to_owned());
    }
    let input = match super::read_input(outline) {
        Ok(input) => input,
        Err(diagnostic) => {
            args.messages.print_diagnostics(&[diagnostic], &Sources::default());
            return Ok(FAILURE);
        }
    };
    match format {
        OutputFormat::Txt => Ok(render_text(args, target, input, &options)),
        OutputFormat::Pptx => Ok(render_pptx::run(args, target, input, &options)),
        OutputFormat::Html => Ok(render_html::run(args, target, input, &options)),
        _ => render_pages(args, target, input, &options),
    }
}

fn render_text(args: &RenderArgs, target: OutputTarget, input: Input, options: &Options) -> u8 {
    let ExtractedText { text, diagnostics, sources, dependencies } =
        outline::extract_text(input, options, TextContent::All);
    let files = text.map(|text| vec![(target, text.into_bytes())]);
    let result = RenderedFiles { files, pages: None, diagnostics, dependencies };
    write_files(args, result, &sources)
}

fn render_pages(
    args: &RenderArgs,
    target: OutputTarget,
    input: Input,
    options: &Options,
) -> Result<u8, CliError> {
    let Rendered { pdf, pdfpc, pages, pictures, fits, diagnostics, sources, dependencies } =
        plenary::render(input, options);
    let is_human_readable = args.messages.is_human_readable();
    let mut tables = Vec::new();
    if args.explain && !fits.is_empty() {
        tables.push(if is_human_readable {
            fit_report::format_table(&fits)
        } else {
            fit_report::format_json(&fits)
        });
    }
    if let Some(parts) = pdf.as_deref().filter(|_| args.size).and_then(export::measure_parts) {
        tables.push(if is_human_readable {
            size_report::format_table(&parts, &pictures)
        } else {
            size_report::format_json(&parts, &pictures)
        });
    }
    let rendered = RenderedPdf { pdf, pdfpc, pages, diagnostics, dependencies };
    let result = build_files(args, &target, rendered);
    let code = write_files(args, result, &sources);
    for table in tables {
        // If the result goes to standard output, the tables go to standard error.
        match target {
            OutputTarget::Stream => terminal::print_message(table.trim_end()),
            OutputTarget::File(_) => terminal::write_result(table.as_bytes())?,
        }
    }
    Ok(code)
}

/// A finished PDF with what belongs to it.
pub(super) struct RenderedPdf {
    pub pdf: Option<Vec<u8>>,
    pub pdfpc: Option<String>,
    pub pages: usize,
    pub diagnostics: Vec<Diagnostic>,
    pub dependencies: Vec<(PathBuf, Stamp)>,
}

/// Builds the files of a finished PDF in the requested format.
pub(super) fn build_files(
    args: &RenderArgs,
    target: &OutputTarget,
    rendered: RenderedPdf,
) -> RenderedFiles {
    let RenderedPdf { pdf, pdfpc, pages, diagnostics, dependencies } = rendered;
    let mut result = RenderedFiles { files: None, pages: None, diagnostics, dependencies };
    match pdf.map(|pdf| convert_pdf(args, target, pdf, pages)).transpose() {
        Ok(files) => result.files = files,
        Err(diagnostic) => result.diagnostics.push(diagnostic),
    }
    if let Some(files) = &mut result.files {
        result.pages = Some(if args.result.resolve_format() == OutputFormat::Pdf {
            pages
        } else {
            files.len()
        });
        if let (Some(notes), OutputTarget::File(path)) = (pdfpc, target) {
            let notes_path = path.with_extension("pdfpc");
            files.insert(0, (OutputTarget::File(notes_path), notes.into_bytes()));
        }
    }
    result
}

/// The rendered files in the order of writing, `None` if there are errors.
pub(super) struct RenderedFiles {
    pub files: Option<Vec<(OutputTarget, Vec<u8>)>>,
    /// The number of pages in the files.
    pub pages: Option<usize>,
    pub diagnostics: Vec<Diagnostic>,
    /// Every file that was read.
    pub dependencies: Vec<(PathBuf, Stamp)>,
}

/// Converts the finished PDF to the requested format.
fn convert_pdf(
    args: &RenderArgs,
    target: &OutputTarget,
    pdf: Vec<u8>,
    pages: usize,
) -> Result<Vec<(OutputTarget, Vec<u8>)>, Diagnostic> {
    if args.result.resolve_format() == OutputFormat::Pdf {
        return Ok(vec![(target.clone(), pdf)]);
    }
    let pictures = args.result.draw_pages(&pdf)?;
    let targets = match target {
        OutputTarget::Stream if pictures.len() == 1 => vec![target.clone()],
        OutputTarget::Stream => {
            let message = format!(
                "standard output can hold only one picture, but there are {}",
                pictures.len()
            );
            return Err(Diagnostic::error_without_span(Code::PageNotDrawn, message)
                .with_help("select one page with `--pages`, or name a file with `-o`"));
        }
        OutputTarget::File(path) => {
            // Handouts and steps would repeat the slide numbers, so their pages are numbered
            // instead.
            let is_one_per_slide = requested_handout(args).is_none() && pictures.len() == pages;
            let is_selected = |number: &usize| {
                !is_one_per_slide
                    || args.result.pages.as_ref().is_none_or(|pages| pages.contains(*number))
            };
            let labels: Vec<usize> = (1..).filter(is_selected).take(pictures.len()).collect();
            args.result.name_page_files(path, &labels).into_iter().map(OutputTarget::File).collect()
        }
    };
    Ok(targets.into_iter().zip(pictures).collect())
}

/// Writes the files, prints the diagnostics, and reports what was written.
pub(super) fn write_files(args: &RenderArgs, result: RenderedFiles, sources: &Sources) -> u8 {
    let RenderedFiles { files, pages, mut diagnostics, dependencies } = result;
    if let Some(Err(diagnostic)) =
        files.as_ref().map(|files| check_overwrites(files, &dependencies))
    {
        diagnostics.push(diagnostic);
        args.messages.print_diagnostics(&diagnostics, sources);
        return USAGE_ERROR;
    }
    let written = files.and_then(|files| match write_targets(&files, args.result.folder()) {
        Ok(()) => Some(files),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    });
    args.messages.print_diagnostics(&diagnostics, sources);
    let Some(files) = written else {
        if !diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            terminal::print_message("error: nothing was written");
        }
        return FAILURE;
    };
    if !args.quiet && args.messages.is_human_readable() {
        print_summary(&files, pages);
    }
    SUCCESS
}

/// Prints the names and the total size of the written files.
fn print_summary(files: &[(OutputTarget, Vec<u8>)], pages: Option<usize>) {
    let names: Vec<String> = files
        .iter()
        .filter_map(|(target, _)| match target {
            OutputTarget::File(path) => Some(path.display().to_string()),
            OutputTarget::Stream => None,
        })
        .collect();
    let names = match names.as_slice() {
        [] => return,
        [first, .., last] if names.len() > 2 => format!("{first} … {last}"),
        names => names.join(", "),
    };
    let kilobytes = files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>().div_ceil(1000);
    let pages = pages.map_or_else(String::new, |pages| pluralize(pages, "page") + ", ");
    terminal::print_message(&format!("{names}: {pages}{kilobytes} kB"));
}

/// Returns the handout that the arguments ask for.
pub(super) fn requested_handout(args: &RenderArgs) -> Option<Handout> {
    let paper = args.paper.unwrap_or(PaperName::A4).into();
    let count = args.handout.as_deref().and_then(|count| count.parse().ok());
    let kind = count.map(HandoutKind::Slides).or(args.notes.then_some(HandoutKind::Notes))?;
    Some(Handout { kind, paper })
}

impl From<PaperName> for Paper {
    fn from(name: PaperName) -> Self {
        match name {
            PaperName::A4 => Paper::A4,
            PaperName::Letter => Paper::Letter,
        }
    }
}

/// Returns what distinguishes the file name of a handout from that of its deck.
pub(crate) fn handout_suffix(handout: Option<Handout>) -> &'static str {
    match handout.map(|handout| handout.kind) {
        None => "",
        Some(HandoutKind::Slides(_)) => "-handout",
        Some(HandoutKind::Notes) => "-notes",
    }
}
