//! `plenary themes check`

use std::path::PathBuf;

use plenary::assets::Files;
use plenary::diagnostic::{Code, Diagnostic, Diagnostics};
use plenary::scene::MIN_TEXT_CONTRAST;
use plenary::source::{Source, Sources, Span};
use plenary::theme::{self, ContrastPair, ThemeChoice};

use super::error::CliError;
use super::messages::MessageArgs;
use super::themes::write_gallery;
use super::{FAILURE, SUCCESS, terminal};

/// Arguments of `plenary themes check`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary themes check brand.yaml                list every text with its contrast
  plenary themes check brand.yaml -o brand.pdf   and draw every kind of page

Exit code: 0 no problem, 1 the theme has errors or text that is hard to read, 2 wrong usage.")]
pub(crate) struct ThemeCheckArgs {
    /// Theme file, or the name of a theme
    pub theme: String,

    /// Write a PDF with every kind of page
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How errors are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Checks a theme: reports errors in it, and prints the contrast of each text with its ground.
pub(crate) fn run(args: &ThemeCheckArgs) -> Result<u8, CliError> {
    let files = Files::in_folder("").allow_outside(true);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let mut open = |name: &str, span: Option<Span>| {
        let text = files.read_text(name, "themes").map_err(|error| error.into_diagnostic(span))?;
        Ok(Source::new(files.folder().join(name), text))
    };
    let choice = ThemeChoice::named(&args.theme);
    let theme = theme::read(choice, &mut sources, &mut open, &mut diagnostics);
    let has_errors = diagnostics.has_errors();
    let pairs = if has_errors { Vec::new() } else { theme.contrast_pairs() };
    diagnostics.extend(pairs.iter().filter(|pair| !pair.is_legible()).map(report_pair));
    let is_sound = !diagnostics.has_errors();
    if !has_errors {
        terminal::write_result(format_pairs(&pairs).as_bytes())?;
    }
    args.messages.print_diagnostics(&diagnostics.into_sorted(), &sources);
    if let Some(path) = args.output.as_ref().filter(|_| !has_errors) {
        write_gallery(path, std::slice::from_ref(&args.theme), args.messages)?;
    }
    Ok(if is_sound { SUCCESS } else { FAILURE })
}

fn report_pair(pair: &ContrastPair) -> Diagnostic {
    let ContrastPair { text, ground, text_colour, ground_colour } = pair;
    let headline = format!(
        "`{text}` is hard to read on {ground}: the contrast is {:.1}, less than \
         {MIN_TEXT_CONTRAST}",
        pair.ratio()
    );
    let better = text_colour.moved_until_legible(&[*ground_colour]);
    Diagnostic::error_without_span(Code::LowThemeContrast, headline).with_help(format!(
        "`{text}` is {}, the ground {}; `{text}: \"{}\"` would be legible",
        text_colour.to_hex(),
        ground_colour.to_hex(),
        better.to_hex()
    ))
}

/// Formats the pairs as a table: contrast, text, ground, and the two colours.
fn format_pairs(pairs: &[ContrastPair]) -> String {
    let width = pairs.iter().map(|pair| pair.ground.len()).max().unwrap_or(0);
    let line = |pair: &ContrastPair| {
        let mark = if pair.is_legible() { ' ' } else { '!' };
        format!(
            "{mark} {:4.1}  {:10}  {:width$}  {}  {}\n",
            pair.ratio(),
            pair.text,
            pair.ground,
            pair.text_colour.to_hex(),
            pair.ground_colour.to_hex()
        )
    };
    pairs.iter().map(line).collect()
}
