//! `plenary outline`

use std::path::{Path, PathBuf};

use plenary::assets::Stamp;
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::export::{self, PageSelection};
use plenary::source::Sources;
use plenary::{Input, LaidOutDeck, Options, lay_out};

use super::error::CliError;
use super::messages::MessageArgs;
use super::value_args::ValueArgs;
use super::{FAILURE, SUCCESS, outline_arg, terminal};

/// Arguments of `plenary outline`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary outline slides.yaml              print the number and title of each slide
  plenary outline slides.yaml --words      print the whole text of the slides
  plenary outline slides.yaml --words | wc -w

Exit code: 0 printed, 1 the outline or a file has an error, 2 wrong usage.")]
pub(crate) struct OutlineArgs {
    /// Outlines, or folders with one; `-` reads standard input [default: this folder]
    pub outlines: Vec<PathBuf>,

    /// Print the whole text in reading order
    #[arg(long)]
    pub words: bool,

    /// Print only these pages, such as 1,4-6 [default: all]
    #[arg(
        long,
        value_name = "PAGES",
        value_parser = |text: &str| text.parse::<PageSelection>(),
        allow_hyphen_values = true
    )]
    pub pages: Option<PageSelection>,

    #[command(flatten)]
    values: ValueArgs,

    /// How errors are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Prints the titles or the text of a deck.
pub(crate) fn run(args: &OutlineArgs) -> Result<u8, CliError> {
    let outlines =
        outline_arg::resolve_outline_args(&args.outlines, "outline", args.messages, false)?;
    let mut code = SUCCESS;
    for outline in &outlines {
        if outlines.len() > 1 {
            terminal::write_result(format!("{}:\n", outline.display()).as_bytes())?;
        }
        code = code.max(print_outline(args, outline)?);
    }
    Ok(code)
}

fn print_outline(args: &OutlineArgs, outline: &Path) -> Result<u8, CliError> {
    let input = match super::read_input(outline) {
        Ok(input) => input,
        Err(diagnostic) => {
            args.messages.print_diagnostics(&[diagnostic], &Sources::default());
            return Ok(FAILURE);
        }
    };
    let options = Options {
        pages: args.pages.clone(),
        values: args.values.to_values(),
        ..Options::default()
    };
    let content = if args.words { TextContent::All } else { TextContent::Titles };
    let ExtractedText { text, diagnostics, sources, .. } = extract_text(input, &options, content);
    args.messages.print_diagnostics(&diagnostics, &sources);
    Ok(match text {
        Some(text) => {
            terminal::write_result(text.as_bytes())?;
            SUCCESS
        }
        None => FAILURE,
    })
}

/// The text of a deck that is extracted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextContent {
    /// The whole text, in reading order.
    All,
    /// The numbers and titles of the slides.
    Titles,
}

/// The text of a deck, `None` if it has errors, and its diagnostics.
pub(crate) struct ExtractedText {
    pub text: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// Every file that was read.
    pub dependencies: Vec<(PathBuf, Stamp)>,
}

/// Extracts the text of a deck.
pub(crate) fn extract_text(input: Input, options: &Options, content: TextContent) -> ExtractedText {
    let LaidOutDeck { scene, diagnostics, sources, dependencies, .. } = lay_out(input, options);
    // Characters without a font cannot be drawn, but they can be printed.
    let mut diagnostics = diagnostics.into_sorted();
    let is_fatal = |diagnostic: &Diagnostic| {
        diagnostic.severity == Severity::Error && diagnostic.code != Code::MissingCharacter
    };
    if diagnostics.iter().any(is_fatal) {
        return ExtractedText { text: None, diagnostics, sources, dependencies };
    }
    diagnostics.retain(|diagnostic| diagnostic.code != Code::MissingCharacter);
    let text = match content {
        TextContent::All => export::extract_text(&scene),
        TextContent::Titles => export::list_titles(&scene),
    };
    ExtractedText { text: Some(text), diagnostics, sources, dependencies }
}
