//! The `plenary` program: parses the arguments and returns the exit code.

#![deny(unreachable_pub)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
