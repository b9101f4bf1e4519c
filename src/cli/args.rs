//! What was typed.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};

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
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a PDF of an outline
    Render(RenderArgs),
}

/// What `render` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary render slides.yaml                 writes slides.pdf beside it
  plenary render slides.yaml -o talk.pdf     writes talk.pdf
  plenary render - < slides.yaml > talk.pdf  from standard input to standard output

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

    /// Allow pictures and themes from outside the project's folder
    #[arg(long)]
    pub allow_outside: bool,

    /// Say nothing when all is well
    #[arg(short, long)]
    pub quiet: bool,
}
