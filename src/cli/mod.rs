//! The command line. It knows only the library's public surface.

mod args;
mod browser;
mod check;
mod explain;
mod findings;
mod fits;
mod fmt;
mod fonts;
mod generate;
mod interrupt;
mod lsp;
mod messages;
mod new;
mod outline;
mod output;
mod package;
mod pdf;
mod present;
mod preview;
mod reading;
mod render;
mod schema;
mod sizes;
mod terminal;
mod themes;
mod watch;
mod which;

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
const FINDINGS: u8 = 1;
/// The program was used in a way that it does not know, or could do nothing at all; the number that
/// `clap` ends with.
const USAGE: u8 = 2;

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
        Command::Completions(args) => generate::completions(&args),
        Command::Man(args) => generate::man(&args),
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
fn refuse_stream(outline: &Path, followed: &str) -> Result<(), String> {
    if is_stream(outline) {
        return Err(format!(
            "standard input cannot be {followed}: it is read once\nhelp: name the outline's file"
        ));
    }
    Ok(())
}

/// A path as one word of a command line.
fn shell_word(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

/// The outline at `path`, or on standard input.
fn input(path: &Path) -> Result<Input, Diagnostic> {
    if is_stream(path) {
        read_standard_input().map(Input::Bytes)
    } else {
        Ok(Input::File(path.to_owned()))
    }
}

/// The text at `path`, or on standard input.
fn text(path: &Path) -> Result<String, Diagnostic> {
    let text = if is_stream(path) {
        assets::text(read_standard_input()?, Path::new("standard input"))
    } else {
        Files::beside(path).read_outline(path)
    };
    text.map_err(|error| error.at(None))
}

/// All of standard input, or why it cannot be read.
fn read_standard_input() -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that the library can say that there is too much.
    let limit = plenary::assets::MOST_TEXT as u64 + 1;
    let read = std::io::stdin().lock().take(limit).read_to_end(&mut bytes);
    let explain = |error| {
        Diagnostic::error_without_place(
            Code::FileUnreadable,
            format!("standard input cannot be read: {error}"),
        )
    };
    read.map(|_| bytes).map_err(explain)
}
