//! The `plenary` program: parses the arguments and returns the exit code.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
