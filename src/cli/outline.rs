//! `plenary outline`

use std::path::PathBuf;

use plenary::diagnostic::{Code, Diagnostic};
use plenary::export::{self, PageSelection};
use plenary::source::Sources;
use plenary::{Input, LaidOutDeck, Options, lay_out};

use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, USAGE_ERROR, outline_arg, terminal};

/// What `outline` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary outline slides.yaml              number and title of each slide
  plenary outline slides.yaml --words      all that the slides say, as plain text
  plenary outline slides.yaml --words | wc -w

Exit code: 0 it is printed, 1 the outline or a file has a mistake, 2 wrong usage.")]
pub struct OutlineArgs {
    /// The outline, or a folder with one; `-` reads standard input [default: this folder]
    pub outline: Option<PathBuf>,

    /// Print all words, in the order in which they are read
    #[arg(long)]
    pub words: bool,

    /// Only these pages: 1,4-6
    #[arg(long, value_name = "PAGES", value_parser = |text: &str| text.parse::<PageSelection>(), allow_hyphen_values = true)]
    pub pages: Option<PageSelection>,

    /// How mistakes are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Prints a deck's titles or words.
pub fn run(args: &OutlineArgs) -> u8 {
    let outline = match outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "outline",
        args.messages,
        false,
    ) {
        Ok(outline) => outline,
        Err(message) => {
            terminal::print_message(&format!("error: {message}"));
            return USAGE_ERROR;
        }
    };
    let input = match super::read_input(&outline) {
        Ok(input) => input,
        Err(finding) => {
            args.messages.print_diagnostics(&[finding], &Sources::default());
            return FAILURE;
        }
    };
    let options = Options { pages: args.pages.clone(), ..Options::default() };
    let (text, findings, sources) = extract_text(input, &options, args.words);
    args.messages.print_diagnostics(&findings, &sources);
    match text {
        Some(text) => {
            terminal::print_result(&text);
            SUCCESS
        }
        None => FAILURE,
    }
}

/// A deck's words (or its titles), unless a mistake forbids it; and what was found.
pub fn extract_text(
    input: Input,
    options: &Options,
    all_words: bool,
) -> (Option<String>, Vec<Diagnostic>, Sources) {
    let LaidOutDeck { scene, diagnostics, sources, .. } = lay_out(input, options);
    // What cannot be drawn can be read all the same.
    let mut findings = diagnostics.into_sorted();
    let is_stopped = |finding: &Diagnostic| {
        finding.severity == plenary::diagnostic::Severity::Error
            && finding.code != Code::MissingCharacter
    };
    let sound = !findings.iter().any(is_stopped);
    if sound {
        findings.retain(|finding| finding.code != Code::MissingCharacter);
    }
    let made =
        || if all_words { export::extract_text(&scene) } else { export::list_titles(&scene) };
    (sound.then(made), findings, sources)
}
