//! `plenary render`

use std::path::PathBuf;

use clap::ValueEnum;
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::export;
use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::show::Steps;
use plenary::source::Sources;
use plenary::{Options, Rendered};

use super::messages::MessageArgs;
use super::output::{Format, OutputArgs, Target, page_files, write_all};
use super::pdf::PdfArgs;
use super::reading::ReadingArgs;
use super::{FINDINGS, SUCCESS, USAGE, fits, outline, sizes, terminal, which};

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
    pub reading: ReadingArgs,

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
    let outline = which::outline(args.outline.as_deref(), "render", args.messages, args.quiet);
    let told = outline.and_then(|outline| {
        let target = args.result.target(&outline, suffix(handout(args)))?;
        let options = options(args, &target, args.result.format())?;
        Ok((outline, target, options))
    });
    let (outline, target, options) = match told {
        Ok(told) => told,
        Err(message) => {
            terminal::say(&format!("error: {message}"));
            return USAGE;
        }
    };
    let format = args.result.format();
    let input = match super::input(&outline) {
        Ok(input) => input,
        Err(finding) => {
            args.messages.show(&[finding], &Sources::default());
            return FINDINGS;
        }
    };
    if format == Format::Txt {
        let (text, findings, sources) = outline::text(input, &options, true);
        return finish(
            args,
            &target,
            text.map(|text| Made { files: vec![(target.clone(), text.into_bytes())], pages: None }),
            findings,
            &sources,
        );
    }
    let Rendered { pdf, pdfpc, pages, pictures, fits, mut diagnostics, sources } =
        plenary::render(input, &options);
    let weights = pdf.as_deref().filter(|_| args.size).and_then(export::weigh);
    let made = pdf.and_then(|pdf| match made(args, &target, pdf, pages) {
        Ok(made) => Some(made),
        Err(finding) => {
            diagnostics.push(finding);
            None
        }
    });
    let made = made.map(|mut made| {
        if let (Some(notes), Target::File(path)) = (pdfpc, &target) {
            made.files.insert(0, (Target::File(path.with_extension("pdfpc")), notes.into_bytes()));
        }
        made
    });
    let is_for_people = args.messages.is_for_people();
    let mut tables = Vec::new();
    if args.explain && !fits.is_empty() {
        tables.push(if is_for_people { fits::table(&fits) } else { fits::json(&fits) });
    }
    let sizes = |weights: Vec<_>| {
        if is_for_people {
            sizes::table(&weights, &pictures)
        } else {
            sizes::json(&weights, &pictures)
        }
    };
    tables.extend(weights.map(sizes));
    let code = finish(args, &target, made, diagnostics, &sources);
    for table in tables {
        // Where the result takes standard output, tables go where messages go.
        match target {
            Target::Stream => terminal::say(table.trim_end()),
            Target::File(_) => terminal::print(&table),
        }
    }
    code
}

/// What has been made: the files in the order of writing, and how many pages they show.
struct Made {
    files: Vec<(Target, Vec<u8>)>,
    pages: Option<usize>,
}

/// The finished PDF in the format that was asked for.
fn made(
    args: &RenderArgs,
    target: &Target,
    pdf: Vec<u8>,
    pages: usize,
) -> Result<Made, Diagnostic> {
    if args.result.format() == Format::Pdf {
        return Ok(Made { files: vec![(target.clone(), pdf)], pages: Some(pages) });
    }
    let drawn = args.result.drawn(&pdf)?;
    let files = match target {
        Target::Stream if drawn.len() == 1 => vec![target.clone()],
        Target::Stream => {
            let message =
                format!("standard output takes one picture, and there are {}", drawn.len());
            let finding = Diagnostic::error_without_place(Code::PictureNotDrawn, message);
            return Err(finding.hint("name one page with `--pages`, or a file with `-o`"));
        }
        Target::File(path) => {
            // On sheets and steps, the numbers of the slides would come twice.
            let one_a_slide = handout(args).is_none() && drawn.len() == pages;
            let wanted = |number: &usize| {
                !one_a_slide
                    || args.result.pages.as_ref().is_none_or(|pages| pages.includes(*number))
            };
            let labels: Vec<usize> = (1..).filter(wanted).take(drawn.len()).collect();
            page_files(path, &labels, args.result.names_file())
                .into_iter()
                .map(Target::File)
                .collect()
        }
    };
    Ok(Made { pages: Some(drawn.len()), files: files.into_iter().zip(drawn).collect() })
}

/// Writes what was made, shows what was found, and says what is there now.
fn finish(
    args: &RenderArgs,
    target: &Target,
    made: Option<Made>,
    mut findings: Vec<Diagnostic>,
    sources: &Sources,
) -> u8 {
    let write = |made: &Made| args.result.make_folder().and_then(|()| write_all(&made.files));
    let written = made.and_then(|made| match write(&made) {
        Ok(()) => Some(made),
        Err(finding) => {
            findings.push(finding);
            None
        }
    });
    args.messages.show(&findings, sources);
    let Some(Made { files, pages }) = written else {
        if !findings.iter().any(|finding| finding.severity == Severity::Error) {
            terminal::say("error: nothing was written");
        }
        return FINDINGS;
    };
    if !args.quiet && *target != Target::Stream && args.messages.is_for_people() {
        let names: Vec<String> = files
            .iter()
            .filter_map(|(target, _)| match target {
                Target::File(path) => Some(path.display().to_string()),
                Target::Stream => None,
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
        terminal::say(&format!("{names}: {count}{kilobytes} kB"));
    }
    SUCCESS
}

/// What the library is told; or how the program was used wrongly.
fn options(args: &RenderArgs, target: &Target, format: Format) -> Result<Options, String> {
    if args.pdf.pdfpc && (*target == Target::Stream || format != Format::Pdf) {
        return Err(
            "`--pdfpc` writes a file beside the PDF\nhelp: name the PDF with `-o talk.pdf`"
                .to_owned(),
        );
    }
    if args.size && format != Format::Pdf {
        return Err("`--size` weighs a PDF\nhelp: leave `--format` out".to_owned());
    }
    if format != Format::Png && (args.result.scale.is_some() || args.result.width.is_some()) {
        return Err(
            "`--scale` and `--width` are for PNG pictures\nhelp: add `--format png`".to_owned()
        );
    }
    if format != Format::Pdf && !args.pdf.pdf_standard.is_empty() {
        return Err("`--pdf-standard` is for a PDF\nhelp: leave `--format` out".to_owned());
    }
    if format != Format::Pdf && args.pdf.attach.is_some() {
        return Err("`--attach` puts the outline into a PDF\nhelp: leave `--format` out".to_owned());
    }
    if format == Format::Txt && args.result.max_dpi.is_some() {
        return Err("`--max-dpi` is for pictures, and text has none\nhelp: leave `--max-dpi` out"
            .to_owned());
    }
    if format == Format::Txt && args.pdf.steps.is_some() {
        return Err(
            "`--steps` is for pages, and text has none\nhelp: leave `--steps` out".to_owned()
        );
    }
    if args.paper.is_some() && handout(args).is_none() {
        return Err(
            "`--paper` is for sheets to print\nhelp: add `--handout 3` or `--notes`".to_owned()
        );
    }
    let steps = if format == Format::Pdf { Steps::All } else { Steps::Last };
    Ok(Options {
        hidden: args.hidden,
        handout: handout(args),
        pages: args.result.pages.clone(),
        max_dpi: args.result.max_dpi,
        pdf: args.pdf.options(steps)?,
        ..args.reading.options()
    })
}

/// The sheets that were asked for.
fn handout(args: &RenderArgs) -> Option<Handout> {
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
pub fn suffix(handout: Option<Handout>) -> &'static str {
    match handout.map(|handout| handout.kind) {
        None => "",
        Some(HandoutKind::Slides(_)) => "-handout",
        Some(HandoutKind::Notes) => "-notes",
    }
}
