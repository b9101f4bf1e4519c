//! The command line as typed.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{ArgAction, Parser, Subcommand};

use super::check::CheckArgs;
use super::explain::ExplainArgs;
use super::fmt::FmtArgs;
use super::fonts::FontsArgs;
use super::generate::{CompletionsArgs, ManArgs};
use super::icons::IconsArgs;
use super::lsp::LspArgs;
use super::new::NewArgs;
use super::outline::OutlineArgs;
use super::package::PackageArgs;
use super::present::PresentArgs;
use super::preview::PreviewArgs;
use super::render::RenderArgs;
use super::schema::SchemaArgs;
use super::themes::ThemesArgs;
use super::translations::TranslationsArgs;
use super::watch::WatchArgs;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turn a YAML outline into a tagged PDF deck
#[derive(Parser)]
#[command(name = "plenary", version, styles = STYLES, arg_required_else_help = true, after_help = "\
Write an outline:

  title: Our river
  slides:
    - title: What we measured
      bullets:
        - Oxygen, **twice a day**
        - Temperature

and make its PDF:

  plenary render slides.yaml")]
#[command(disable_help_flag = true)]
pub(crate) struct Args {
    /// Print help
    // There is one help text, not a short and a long one: it fits on a screen.
    #[arg(
        short,
        long,
        global = true,
        action = ArgAction::HelpShort,
        help_heading = "Global options"
    )]
    pub help: Option<bool>,

    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands of the program.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Create a folder with a starter deck
    New(NewArgs),
    /// Render an outline to a PDF
    Render(RenderArgs),
    /// Render the PDF again whenever a file is saved
    Watch(WatchArgs),
    /// Show a live preview of the slides in a browser
    Preview(PreviewArgs),
    /// Present a deck: slides for the audience, notes and timer for you
    Present(PresentArgs),
    /// Lint an outline
    Check(CheckArgs),
    /// Build everything for a talk: deck, handout, notes, text and pictures
    Package(PackageArgs),
    /// Print the slide titles or the text of a deck
    Outline(OutlineArgs),
    /// List missing translations; write and read files for translators
    Translations(TranslationsArgs),
    /// Format outlines
    Fmt(FmtArgs),
    /// Explain an error code
    Explain(ExplainArgs),
    /// List the themes, or print one
    Themes(ThemesArgs),
    /// List the fonts, or show which font draws a character
    Fonts(FontsArgs),
    /// List the icons, or find some by words
    Icons(IconsArgs),
    /// Print the completion script for a shell
    Completions(CompletionsArgs),
    /// Print the JSON Schema of an outline or a theme
    Schema(SchemaArgs),
    /// Start the language server for an editor
    Lsp(LspArgs),
    /// Print or write the manual pages
    Man(ManArgs),
}
