//! The command line. It knows only the library's public surface.

mod args;
mod explain;
mod fits;
mod messages;
mod render;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Everything went well.
const SUCCESS: u8 = 0;
/// Something was found wrong with the outline or its files.
const FINDINGS: u8 = 1;
/// The program was used in a way that it does not know; the number that `clap` ends with.
const USAGE: u8 = 2;

/// Runs the program. Wrong usage ends with exit code 2 before this does anything.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let code = match args.command {
        Command::Render(render) => render::run(&render),
        Command::Explain(explain) => explain::run(&explain),
    };
    ExitCode::from(code)
}
