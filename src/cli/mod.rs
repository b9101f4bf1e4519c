//! The command line. It uses only the public interface of the library.

mod args;
mod browser;
mod check;
mod error;
mod explain;
mod fit_report;
mod fmt;
mod fonts;
mod generate;
mod icons;
mod import_markdown;
mod import_powerpoint;
mod input_args;
mod interrupt;
mod lsp;
mod max_size;
mod messages;
mod new;
mod outline;
mod outline_arg;
mod output;
mod package;
mod package_media;
mod pdf_args;
mod present;
mod preview;
mod progress;
mod project_files;
mod render;
mod render_html;
mod render_options;
mod render_pptx;
mod render_rows;
mod render_several;
mod report;
mod rows;
mod schema;
mod size_report;
mod terminal;
mod theme_arg;
mod theme_check;
mod theme_from;
mod themes;
mod translations;
mod value_args;
mod watch;
mod watch_html;

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use plenary::Input;
use plenary::assets::{self, Files};
use plenary::diagnostic::{Code, Diagnostic};

use args::{Args, Command};
use error::CliError;
use terminal::Colours;

/// Success.
const SUCCESS: u8 = 0;
/// The outline or its files have errors or diagnostics, or the result could not be written.
const FAILURE: u8 = 1;
/// Wrong usage, or nothing could be done at all; `clap` exits with the same number.
const USAGE_ERROR: u8 = 2;

/// Runs the program. Wrong usage exits with code 2 before any command runs.
pub(crate) fn run() -> ExitCode {
    let result = match Args::try_parse() {
        Ok(args) => run_command(args.command),
        Err(help) if !help.use_stderr() => print_help(&help),
        Err(error) => error.exit(),
    };
    ExitCode::from(result.unwrap_or_else(|error| error.print()))
}

/// Prints what `--help` or `--version` asks for.
fn print_help(help: &clap::Error) -> Result<u8, CliError> {
    let text = help.render();
    let text = match Colours::for_stream(&std::io::stdout()) {
        Colours::Plain => text.to_string(),
        Colours::Styled => text.ansi().to_string(),
    };
    terminal::write_result(text.as_bytes())?;
    Ok(SUCCESS)
}

fn run_command(command: Command) -> Result<u8, CliError> {
    interrupt::clean_up_on_signals();
    match command {
        Command::New(args) => new::run(&args),
        Command::Render(args) => render::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Present(args) => present::run(&args),
        Command::Preview(args) => preview::run(&args),
        Command::Package(args) => package::run(&args),
        Command::Outline(args) => outline::run(&args),
        Command::Translations(args) => translations::run(&args),
        Command::Fmt(args) => Ok(fmt::run(&args)),
        Command::Explain(args) => explain::run(&args),
        Command::Themes(args) => themes::run(&args),
        Command::Fonts(args) => fonts::run(&args),
        Command::Icons(args) => icons::run(&args),
        Command::Completions(args) => generate::print_completions(&args),
        Command::Man(args) => generate::print_man_pages(&args),
        Command::Check(args) => check::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Lsp(args) => Ok(lsp::run(&args)),
    }
}

/// Whether a path means standard input or output.
fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// Rejects standard input for commands that watch files. `action` is what cannot be done to it:
/// `watched`, `presented`.
fn reject_stream(outline: &Path, action: &str) -> Result<(), CliError> {
    if is_stream(outline) {
        return Err(CliError::usage(format!(
            "standard input cannot be {action}, because it is read only once"
        ))
        .with_help("name the file of the outline"));
    }
    Ok(())
}

/// Returns the outline at `path`, or the one on standard input.
fn read_input(path: &Path) -> Result<Input, Diagnostic> {
    if is_stream(path) {
        read_standard_input().map(Input::Bytes)
    } else {
        Ok(Input::File(path.to_owned()))
    }
}

/// Reads the text at `path`, or from standard input.
fn read_text(path: &Path) -> Result<String, Diagnostic> {
    let text = if is_stream(path) {
        assets::decode_text(read_standard_input()?, Path::new("standard input"))
    } else {
        Files::for_outline(path).read_outline(path)
    };
    text.map_err(|error| error.into_diagnostic(None))
}

/// Reads all of standard input.
fn read_standard_input() -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    // One byte over the limit, so that the library can report that the text is too large.
    let limit = plenary::assets::MAX_TEXT_BYTES as u64 + 1;
    let read = std::io::stdin().lock().take(limit).read_to_end(&mut bytes);
    let explain = |error| {
        Diagnostic::error_without_span(
            Code::UnreadableFile,
            format!("cannot read standard input: {error}"),
        )
    };
    read.map(|_| bytes).map_err(explain)
}
