//! `plenary render`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::layout::{Handout, HandoutKind, MissingGlyphs, Paper};
use plenary::source::Sources;
use plenary::{Input, Options, Rendered};

use super::messages::MessageArgs;
use super::pdf::PdfArgs;
use super::{FINDINGS, SUCCESS, USAGE, fits, terminal};

/// What `--missing-glyphs` can be.
#[derive(Clone, Copy, ValueEnum)]
enum MissingGlyphsArg {
    Error,
    Warn,
}

/// What `render` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary render slides.yaml                 writes slides.pdf beside it
  plenary render slides.yaml -o talk.pdf     writes talk.pdf
  plenary render - < slides.yaml > talk.pdf  from standard input to standard output
  plenary render slides.yaml --explain       says of each slide how it was made to fit

Exit code: 0 the PDF is written, 1 the outline or a file has a mistake, 2 wrong usage.
Mistakes go to standard error, each with its place and what to write instead.")]
pub struct RenderArgs {
    /// The outline; `-` reads standard input
    pub outline: PathBuf,

    /// Where the PDF goes; `-` writes standard output [default: beside the outline, as .pdf]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Theme instead of the one the outline names: regions, plain, night, or a theme file
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,

    /// Also use the machine's own fonts for characters that no other font has; the PDF then depends on the machine
    #[arg(long)]
    pub system_fonts: bool,

    /// What to do about a character that no font has: no PDF, or a box in its place
    #[arg(long, value_name = "POLICY", value_enum, default_value_t = MissingGlyphsArg::Error)]
    missing_glyphs: MissingGlyphsArg,

    /// Allow pictures and themes from outside the project's folder
    #[arg(long)]
    pub allow_outside: bool,

    /// Print sheets with this many slides instead, with lines to write on where there is room
    #[arg(long, value_name = "N", value_parser = ["1", "2", "3", "4", "6", "9"], conflicts_with = "notes", help_heading = "To print")]
    pub handout: Option<String>,

    /// Print sheets with a slide above and its `notes` below
    #[arg(long, help_heading = "To print")]
    pub notes: bool,

    /// Paper of the sheets
    #[arg(long, value_enum, default_value = "a4", help_heading = "To print")]
    pub paper: PaperName,

    /// Say of each slide its size of type, what was done so that it fits, and its pages
    #[arg(long)]
    pub explain: bool,

    #[command(flatten)]
    pub pdf: PdfArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,
}

/// Paper, as it is called on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PaperName {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}

/// Makes a PDF of an outline.
pub fn run(args: &RenderArgs) -> u8 {
    let is_stream = |path: &Path| path == Path::new("-");
    let reads_stream = is_stream(&args.outline);
    let output = match &args.output {
        Some(path) => path.clone(),
        None if reads_stream => PathBuf::from("-"),
        None => beside(&args.outline, handout(args)),
    };
    let writes_stream = is_stream(&output);
    if writes_stream && std::io::stdout().is_terminal() {
        terminal::say(
            "error: a PDF is not for reading on a terminal\nhelp: name a file with `-o talk.pdf`, or send the output into another program",
        );
        return FINDINGS;
    }
    if !writes_stream && output == args.outline {
        terminal::say("error: the PDF would take the outline's place\nhelp: name another file with `-o talk.pdf`");
        return FINDINGS;
    }
    let input = if reads_stream {
        let bytes = match super::read_standard_input() {
            Ok(bytes) => bytes,
            Err(finding) => {
                args.messages.show(&[finding], &Sources::default());
                return FINDINGS;
            }
        };
        Input::Bytes(bytes)
    } else {
        Input::File(args.outline.clone())
    };
    let pdf_options = match args.pdf.options() {
        Ok(options) => options,
        Err(message) => {
            terminal::say(&format!("error: {message}"));
            return USAGE;
        }
    };
    if args.pdf.pdfpc && writes_stream {
        terminal::say("error: `--pdfpc` writes a file beside the PDF\nhelp: name the PDF with `-o talk.pdf`");
        return USAGE;
    }
    let options = Options {
        theme: args.theme.clone(),
        system_fonts: args.system_fonts,
        allow_outside: args.allow_outside,
        missing_glyphs: match args.missing_glyphs {
            MissingGlyphsArg::Error => MissingGlyphs::Refuse,
            MissingGlyphsArg::Warn => MissingGlyphs::Warn,
        },
        handout: handout(args),
        pdf: pdf_options,
    };
    let Rendered { pdf, pdfpc, pages, fits, mut diagnostics, sources } = plenary::render(input, &options);
    let mut written = None;
    if let Some(pdf) = pdf {
        let result = if writes_stream {
            terminal::write_result(&pdf).map_err(|error| {
                Diagnostic::error_without_place(Code::OutputUnwritable, format!("standard output cannot be written: {error}"))
            })
        } else {
            let beside = pdfpc.map_or(Ok(()), |notes| plenary::assets::write(&output.with_extension("pdfpc"), notes.as_bytes()));
            beside.and_then(|()| plenary::assets::write(&output, &pdf))
        };
        match result {
            Ok(()) => written = Some(pdf.len()),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    args.messages.show(&diagnostics, &sources);
    if args.explain && !fits.is_empty() {
        let table = fits::table(&fits);
        // Where the PDF takes standard output, the table goes where messages go.
        if writes_stream {
            terminal::say(table.trim_end());
        } else if let Err(error) = terminal::write_result(table.as_bytes()) {
            terminal::say(&format!("error: standard output cannot be written: {error}"));
            return FINDINGS;
        }
    }
    match written {
        Some(bytes) => {
            if !args.quiet && !writes_stream && args.messages.is_for_people() {
                let kilobytes = bytes.div_ceil(1000);
                let noun = if pages == 1 { "page" } else { "pages" };
                terminal::say(&format!("{}: {pages} {noun}, {kilobytes} kB", output.display()));
            }
            SUCCESS
        }
        None => {
            if !diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
                terminal::say("error: no PDF was written");
            }
            FINDINGS
        }
    }
}

/// The sheets that were asked for.
fn handout(args: &RenderArgs) -> Option<Handout> {
    let paper = match args.paper {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    };
    let count = args.handout.as_deref().and_then(|count| count.parse().ok());
    let kind = count.map(HandoutKind::Slides).or(args.notes.then_some(HandoutKind::Notes))?;
    Some(Handout { kind, paper })
}

/// Where the PDF goes if nothing is said: beside the outline, named after it and after what it is.
fn beside(outline: &Path, handout: Option<Handout>) -> PathBuf {
    let suffix = match handout.map(|handout| handout.kind) {
        None => "",
        Some(HandoutKind::Slides(_)) => "-handout",
        Some(HandoutKind::Notes) => "-notes",
    };
    let mut name = outline.file_stem().unwrap_or_default().to_owned();
    name.push(suffix);
    name.push(".pdf");
    outline.with_file_name(name)
}
