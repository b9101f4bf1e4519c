//! What was typed.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{ArgAction, Parser, Subcommand};

use super::check::CheckArgs;
use super::explain::ExplainArgs;
use super::fmt::FmtArgs;
use super::fonts::FontsArgs;
use super::generate::{CompletionsArgs, ManArgs};
use super::lsp::LspArgs;
use super::new::NewArgs;
use super::outline::OutlineArgs;
use super::package::PackageArgs;
use super::present::PresentArgs;
use super::preview::PreviewArgs;
use super::render::RenderArgs;
use super::schema::SchemaArgs;
use super::themes::ThemesArgs;
use super::watch::WatchArgs;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// An outline in YAML goes in, a PDF to stand in front of an audience with comes out.
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
pub struct Args {
    /// Print help
    // One help, not a short and a long one: it fits a screen.
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    pub help: Option<bool>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a folder with a deck to start from
    New(NewArgs),
    /// Make a PDF of an outline
    Render(RenderArgs),
    /// Make the PDF again on every save
    Watch(WatchArgs),
    /// Show the slides in a browser, on a page that follows every save
    Preview(PreviewArgs),
    /// Give a talk: the slides for the audience, notes and clock for you
    Present(PresentArgs),
    /// Say what a critical colleague would say of an outline
    Check(CheckArgs),
    /// Make all that a talk needs: deck, handout, notes, text and pictures
    Package(PackageArgs),
    /// Print the titles of a deck, or its words
    Outline(OutlineArgs),
    /// Put an outline into the usual form
    Fmt(FmtArgs),
    /// Say more of a kind of mistake
    Explain(ExplainArgs),
    /// List the themes, or print one
    Themes(ThemesArgs),
    /// List the fonts, or say which one draws a character
    Fonts(FontsArgs),
    /// Print what a shell needs to complete commands and options
    Completions(CompletionsArgs),
    /// Print the JSON Schema of an outline or a theme, for an editor
    Schema(SchemaArgs),
    /// Serve an editor (a language server on standard input and output)
    Lsp(LspArgs),
    /// Print or write manual pages
    Man(ManArgs),
}
