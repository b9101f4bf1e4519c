//! `plenary themes`

use std::path::{Path, PathBuf};

use plenary::assets;
use plenary::theme::{builtin_names, builtin_themes};
use plenary::{FinishedDeck, Options, lay_out_gallery, write_pdf};

use super::error::CliError;
use super::messages::MessageArgs;
use super::terminal::pluralize;
use super::theme_arg::ThemeParser;
use super::theme_check::{self, ThemeCheckArgs};
use super::theme_from::{self, ThemeFromArgs};
use super::{FAILURE, SUCCESS, terminal};

/// Arguments of `plenary themes`.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  plenary themes                       list the themes, one per line
  plenary themes plain                 print a theme file, to see what can be set
  plenary themes --gallery themes.pdf  set the same ten slides in every theme
  plenary themes swiss --gallery swiss.pdf
  plenary themes check brand.yaml      check the contrast of a theme of your own
  plenary themes from corporate.potx   make a theme of a PowerPoint template
  plenary render slides.yaml --theme night

A theme of your own is a file next to the outline that holds only the differences:
  extends: regions
  colours: { primary: \"#7A1F3D\" }"
)]
pub(crate) struct ThemesArgs {
    /// Check a theme file.
    #[command(subcommand)]
    pub command: Option<ThemesCommand>,

    /// Theme to print [default: list all themes]
    #[arg(value_name = "THEME", value_parser = ThemeParser, hide_possible_values = true)]
    pub name: Option<String>,

    /// Write a PDF with the same ten slides in every theme, or in THEME
    #[arg(long, value_name = "FILE")]
    pub gallery: Option<PathBuf>,

    /// How errors are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Commands for theme files.
#[derive(clap::Subcommand)]
pub(crate) enum ThemesCommand {
    /// Check a theme: its keys, and the contrast of every text with its ground
    Check(ThemeCheckArgs),
    /// Make a theme of a PowerPoint template, or of a brand of Quarto
    From(ThemeFromArgs),
}

/// Lists the built-in themes, prints one, or draws them.
pub(crate) fn run(args: &ThemesArgs) -> Result<u8, CliError> {
    match &args.command {
        Some(ThemesCommand::Check(args)) => return theme_check::run(args),
        Some(ThemesCommand::From(args)) => return theme_from::run(args),
        None => {}
    }
    if let Some(path) = &args.gallery {
        let themes = match &args.name {
            Some(name) => vec![name.clone()],
            None => builtin_names().map(str::to_owned).collect(),
        };
        return write_gallery(path, &themes, args.messages);
    }
    let text = match &args.name {
        None => list_themes(),
        Some(name) => builtin_themes()
            .find(|theme| theme.name == name)
            .ok_or_else(|| unknown_theme(name))?
            .text
            .to_owned(),
    };
    terminal::write_result(text.as_bytes())?;
    Ok(SUCCESS)
}

/// Writes the slides of the gallery in these themes to a PDF.
pub(crate) fn write_gallery(
    path: &Path,
    themes: &[String],
    messages: MessageArgs,
) -> Result<u8, CliError> {
    let options = Options { allow_outside: true, ..Options::default() };
    let finished = write_pdf(lay_out_gallery(themes, &options), &options);
    let FinishedDeck { pdf, scene, diagnostics, sources, .. } = finished;
    messages.print_diagnostics(&diagnostics.into_sorted(), &sources);
    let Some(pdf) = pdf else { return Ok(FAILURE) };
    assets::write_file(path, &pdf)?;
    if messages.is_human_readable() {
        let pages = pluralize(scene.pages.len(), "page");
        terminal::print_message(&format!("wrote {} with {pages}", path.display()));
    }
    Ok(SUCCESS)
}

fn list_themes() -> String {
    let width = builtin_themes().map(|theme| theme.name.len()).max().unwrap_or(0);
    builtin_themes()
        .map(|theme| format!("{:width$}  {}\n", theme.name, theme.description()))
        .collect()
}

/// Returns the error for a name that no built-in theme has.
pub(crate) fn unknown_theme(name: &str) -> CliError {
    let names: Vec<&str> = builtin_names().collect();
    CliError::failure(format!("unknown theme `{name}`"))
        .with_help(format!("write one of {}", names.join(", ")))
}
