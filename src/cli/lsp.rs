//! `plenary lsp`

use super::{FAILURE, SUCCESS};

/// Arguments of `plenary lsp`.
#[derive(clap::Args)]
#[command(after_help = "\
An editor starts this command itself and talks to it in the Language Server Protocol. The server
reports errors as you type, completes keys, layouts, files and links, shows what they mean, and
jumps to an id or renames it.

Example (Helix, in languages.toml):
  [language-server.plenary]
  command = \"plenary\"
  args = [\"lsp\"]

docs/guide/editor.md shows the setup for other editors.")]
pub(crate) struct LspArgs {
    /// Accepted for editors that pass it; no other transport exists
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Runs the server until the editor ends the session.
pub(crate) fn run(args: &LspArgs) -> u8 {
    let LspArgs { stdio: _ } = args;
    let ended_cleanly = plenary::lsp::serve(std::io::stdin(), &mut std::io::stdout().lock());
    if ended_cleanly { SUCCESS } else { FAILURE }
}
