//! `plenary render`

use std::path::PathBuf;

use clap::ValueEnum;
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::export;
use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::show::StepSelection;
use plenary::source::Sources;
use plenary::{Options, Rendered};

use super::input_args::InputArgs;
use super::messages::MessageArgs;
use super::output::{OutputArgs, OutputFormat, OutputTarget, name_page_files, write_targets};
use super::pdf_args::PdfArgs;
use super::{
    FAILURE, SUCCESS, USAGE_ERROR, fit_report, outline, outline_arg, size_report, terminal,
};

/// What `render` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary render                             of the only outline in this folder
  plenary render slides.yaml                 writes slides.pdf beside it
  plenary render slides.yaml -o talk.pdf     writes talk.pdf
  plenary render - < slides.yaml > talk.pdf  from standard input to standard output
  plenary render slides.yaml --explain       says of each slide how it was made to fit
  plenary render slides.yaml --format png --pages 1,4-6
                                             writes slides-01.png, slides-04.png …

Exit code: 0 the PDF is written, 1 the outline or a file has a mistake, 2 wrong usage.
Mistakes go to standard error, each with its place and what to write instead.")]
pub struct RenderArgs {
    /// The outline, or a folder with one; `-` reads standard input [default: this folder]
    pub outline: Option<PathBuf>,

    #[command(flatten)]
    pub reading: InputArgs,

    /// Also the slides with `hide: true`, behind all others
    #[arg(long)]
    pub hidden: bool,

    /// Say of each slide its size of type and what was done so that it fits
    #[arg(long)]
    pub explain: bool,

    /// Say where the bytes of the PDF go: pages, fonts, pictures
    #[arg(long)]
    pub size: bool,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,

    /// Sheets with 1, 2, 3, 4, 6 or 9 slides and lines to write on
    #[arg(long, value_name = "N", value_parser = ["1", "2", "3", "4", "6", "9"], hide_possible_values = true, conflicts_with = "notes", help_heading = "To print")]
    pub handout: Option<String>,

    /// Sheets with a slide above and its `notes` below
    #[arg(long, help_heading = "To print")]
    pub notes: bool,

    /// Paper of the sheets [default: a4]
    #[arg(long, value_enum, help_heading = "To print")]
    pub paper: Option<PaperName>,

    #[command(flatten)]
    pub result: OutputArgs,

    #[command(flatten)]
    pub pdf: PdfArgs,
}

/// Paper, as it is called on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PaperName {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}

/// Makes a PDF of an outline, or pictures, or its words.
pub fn run(args: &RenderArgs) -> u8 {
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "render",
        args.messages,
        args.quiet,
    );
    let told = outline.and_then(|outline| {
        let target =
            args.result.resolve_target(&outline, handout_suffix(requested_handout(args)))?;
        let options = build_options(args, &target, args.result.resolve_format())?;
        Ok((outline, target, options))
    });
    let (outline, target, options) = match told {
        Ok(told) => told,
        Err(message) => {
            terminal::print_message(&format!("error: {message}"));
            return USAGE_ERROR;
        }
    };
    let format = args.result.resolve_format();
    let input = match super::read_input(&outline) {
        Ok(input) => input,
        Err(finding) => {
            args.messages.print_diagnostics(&[finding], &Sources::default());
            return FAILURE;
        }
    };
    if format == OutputFormat::Txt {
        let (text, findings, sources) = outline::extract_text(input, &options, true);
        return write_outputs(
            args,
            &target,
            text.map(|text| RenderedFiles {
                files: vec![(target.clone(), text.into_bytes())],
                pages: None,
            }),
            findings,
            &sources,
        );
    }
    let Rendered { pdf, pdfpc, pages, pictures, fits, mut diagnostics, sources } =
        plenary::render(input, &options);
    let weights = pdf.as_deref().filter(|_| args.size).and_then(export::measure_parts);
    let made = pdf.and_then(|pdf| match build_files(args, &target, pdf, pages) {
        Ok(made) => Some(made),
        Err(finding) => {
            diagnostics.push(finding);
            None
        }
    });
    let made = made.map(|mut made| {
        if let (Some(notes), OutputTarget::File(path)) = (pdfpc, &target) {
            made.files
                .insert(0, (OutputTarget::File(path.with_extension("pdfpc")), notes.into_bytes()));
        }
        made
    });
    let is_for_people = args.messages.is_human_readable();
    let mut tables = Vec::new();
    if args.explain && !fits.is_empty() {
        tables.push(if is_for_people {
            fit_report::format_table(&fits)
        } else {
            fit_report::format_json(&fits)
        });
    }
    let sizes = |weights: Vec<_>| {
        if is_for_people {
            size_report::format_table(&weights, &pictures)
        } else {
            size_report::format_json(&weights, &pictures)
        }
    };
    tables.extend(weights.map(sizes));
    let code = write_outputs(args, &target, made, diagnostics, &sources);
    for table in tables {
        // Where the result takes standard output, tables go where messages go.
        match target {
            OutputTarget::Stream => terminal::print_message(table.trim_end()),
            OutputTarget::File(_) => terminal::print_result(&table),
        }
    }
    code
}

/// What has been made: the files in the order of writing, and how many pages they show.
struct RenderedFiles {
    files: Vec<(OutputTarget, Vec<u8>)>,
    pages: Option<usize>,
}

/// The finished PDF in the format that was asked for.
fn build_files(
    args: &RenderArgs,
    target: &OutputTarget,
    pdf: Vec<u8>,
    pages: usize,
) -> Result<RenderedFiles, Diagnostic> {
    if args.result.resolve_format() == OutputFormat::Pdf {
        return Ok(RenderedFiles { files: vec![(target.clone(), pdf)], pages: Some(pages) });
    }
    let drawn = args.result.draw_pages(&pdf)?;
    let files = match target {
        OutputTarget::Stream if drawn.len() == 1 => vec![target.clone()],
        OutputTarget::Stream => {
            let message =
                format!("standard output takes one picture, and there are {}", drawn.len());
            let finding = Diagnostic::error_without_span(Code::PictureNotDrawn, message);
            return Err(finding.with_help("name one page with `--pages`, or a file with `-o`"));
        }
        OutputTarget::File(path) => {
            // On sheets and steps, the numbers of the slides would come twice.
            let one_a_slide = requested_handout(args).is_none() && drawn.len() == pages;
            let wanted = |number: &usize| {
                !one_a_slide
                    || args.result.pages.as_ref().is_none_or(|pages| pages.contains(*number))
            };
            let labels: Vec<usize> = (1..).filter(wanted).take(drawn.len()).collect();
            name_page_files(path, &labels, args.result.names_file())
                .into_iter()
                .map(OutputTarget::File)
                .collect()
        }
    };
    Ok(RenderedFiles { pages: Some(drawn.len()), files: files.into_iter().zip(drawn).collect() })
}

/// Writes what was made, shows what was found, and says what is there now.
fn write_outputs(
    args: &RenderArgs,
    target: &OutputTarget,
    made: Option<RenderedFiles>,
    mut findings: Vec<Diagnostic>,
    sources: &Sources,
) -> u8 {
    let write =
        |made: &RenderedFiles| args.result.make_folder().and_then(|()| write_targets(&made.files));
    let written = made.and_then(|made| match write(&made) {
        Ok(()) => Some(made),
        Err(finding) => {
            findings.push(finding);
            None
        }
    });
    args.messages.print_diagnostics(&findings, sources);
    let Some(RenderedFiles { files, pages }) = written else {
        if !findings.iter().any(|finding| finding.severity == Severity::Error) {
            terminal::print_message("error: nothing was written");
        }
        return FAILURE;
    };
    if !args.quiet && *target != OutputTarget::Stream && args.messages.is_human_readable() {
        let names: Vec<String> = files
            .iter()
            .filter_map(|(target, _)| match target {
                OutputTarget::File(path) => Some(path.display().to_string()),
                OutputTarget::Stream => None,
            })
            .collect();
        let names = match names.as_slice() {
            [first, .., last] if names.len() > 2 => format!("{first} … {last}"),
            names => names.join(", "),
        };
        let kilobytes = files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>().div_ceil(1000);
        let count = match pages {
            Some(1) => "1 page, ".to_owned(),
            Some(pages) => format!("{pages} pages, "),
            None => String::new(),
        };
        terminal::print_message(&format!("{names}: {count}{kilobytes} kB"));
    }
    SUCCESS
}

/// What the library is told; or how the program was used wrongly.
fn build_options(
    args: &RenderArgs,
    target: &OutputTarget,
    format: OutputFormat,
) -> Result<Options, String> {
    if args.pdf.pdfpc && (*target == OutputTarget::Stream || format != OutputFormat::Pdf) {
        return Err(
            "`--pdfpc` writes a file beside the PDF\nhelp: name the PDF with `-o talk.pdf`"
                .to_owned(),
        );
    }
    if args.size && format != OutputFormat::Pdf {
        return Err("`--size` weighs a PDF\nhelp: leave `--format` out".to_owned());
    }
    if format != OutputFormat::Png && (args.result.scale.is_some() || args.result.width.is_some()) {
        return Err(
            "`--scale` and `--width` are for PNG pictures\nhelp: add `--format png`".to_owned()
        );
    }
    if format != OutputFormat::Pdf && !args.pdf.pdf_standard.is_empty() {
        return Err("`--pdf-standard` is for a PDF\nhelp: leave `--format` out".to_owned());
    }
    if format != OutputFormat::Pdf && args.pdf.attach.is_some() {
        return Err("`--attach` puts the outline into a PDF\nhelp: leave `--format` out".to_owned());
    }
    if format == OutputFormat::Txt && args.result.max_dpi.is_some() {
        return Err("`--max-dpi` is for pictures, and text has none\nhelp: leave `--max-dpi` out"
            .to_owned());
    }
    if format == OutputFormat::Txt && args.pdf.steps.is_some() {
        return Err(
            "`--steps` is for pages, and text has none\nhelp: leave `--steps` out".to_owned()
        );
    }
    if args.paper.is_some() && requested_handout(args).is_none() {
        return Err(
            "`--paper` is for sheets to print\nhelp: add `--handout 3` or `--notes`".to_owned()
        );
    }
    let steps = if format == OutputFormat::Pdf { StepSelection::All } else { StepSelection::Last };
    Ok(Options {
        include_hidden: args.hidden,
        handout: requested_handout(args),
        pages: args.result.pages.clone(),
        max_dpi: args.result.max_dpi,
        pdf: args.pdf.to_pdf_options(steps)?,
        ..args.reading.to_options()
    })
}

/// The sheets that were asked for.
fn requested_handout(args: &RenderArgs) -> Option<Handout> {
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

/// What tells the file of a handout from that of its deck.
pub fn handout_suffix(handout: Option<Handout>) -> &'static str {
    match handout.map(|handout| handout.kind) {
        None => "",
        Some(HandoutKind::Slides(_)) => "-handout",
        Some(HandoutKind::Notes) => "-notes",
    }
}
