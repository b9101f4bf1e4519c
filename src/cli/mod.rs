//! The command line. It knows only the library's public surface.

mod args;
mod browser;
mod check;
mod explain;
mod fit_report;
mod fmt;
mod fonts;
mod generate;
mod input_args;
mod interrupt;
mod lsp;
mod messages;
mod new;
mod outline;
mod outline_arg;
mod output;
mod package;
mod pdf_args;
mod present;
mod preview;
mod render;
mod report;
mod schema;
mod size_report;
mod terminal;
mod themes;
mod watch;

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use plenary::Input;
use plenary::assets::{self, Files};
use plenary::diagnostic::{Code, Diagnostic};

use args::{Args, Command};

/// Everything went well.
const SUCCESS: u8 = 0;
/// Something was found wrong with the outline or its files.
const FAILURE: u8 = 1;
/// The program was used in a way that it does not know, or could do nothing at all; the number that
/// `clap` ends with.
const USAGE_ERROR: u8 = 2;

/// Runs the program. Wrong usage ends with exit code 2 before this does anything.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let code = match args.command {
        Command::New(args) => new::run(&args),
        Command::Render(render) => render::run(&render),
        Command::Watch(args) => watch::run(&args),
        Command::Present(args) => present::run(&args),
        Command::Preview(args) => preview::run(&args),
        Command::Package(args) => package::run(&args),
        Command::Outline(args) => outline::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Explain(explain) => explain::run(&explain),
        Command::Themes(args) => themes::run(&args),
        Command::Fonts(args) => fonts::run(&args),
        Command::Completions(args) => generate::print_completions(&args),
        Command::Man(args) => generate::print_man_pages(&args),
        Command::Check(check) => check::run(&check),
        Command::Schema(args) => schema::run(&args),
        Command::Lsp(args) => lsp::run(&args),
    };
    ExitCode::from(code)
}

/// Whether a path means a standard stream.
fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// Refuses standard input, which has no saves that could be `watched`, `followed`.
fn reject_stream(outline: &Path, followed: &str) -> Result<(), String> {
    if is_stream(outline) {
        return Err(format!(
            "standard input cannot be {followed}: it is read once\nhelp: name the outline's file"
        ));
    }
    Ok(())
}

/// A path as one word of a command line.
fn quote_argument(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

/// The outline at `path`, or on standard input.
fn read_input(path: &Path) -> Result<Input, Diagnostic> {
    if is_stream(path) {
        read_standard_input().map(Input::Bytes)
    } else {
        Ok(Input::File(path.to_owned()))
    }
}

/// The text at `path`, or on standard input.
fn read_text(path: &Path) -> Result<String, Diagnostic> {
    let text = if is_stream(path) {
        assets::decode_text(read_standard_input()?, Path::new("standard input"))
    } else {
        Files::for_outline(path).read_outline(path)
    };
    text.map_err(|error| error.into_diagnostic(None))
}

/// All of standard input, or why it cannot be read.
fn read_standard_input() -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that the library can say that there is too much.
    let limit = plenary::assets::MAX_TEXT_BYTES as u64 + 1;
    let read = std::io::stdin().lock().take(limit).read_to_end(&mut bytes);
    let explain = |error| {
        Diagnostic::error_without_span(
            Code::FileUnreadable,
            format!("standard input cannot be read: {error}"),
        )
    };
    read.map(|_| bytes).map_err(explain)
}
