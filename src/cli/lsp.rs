//! `plenary lsp`

use super::{FAILURE, SUCCESS};

/// What `lsp` was told.
#[derive(clap::Args)]
#[command(after_help = "\
An editor starts this itself and talks to it in the Language Server Protocol. It marks mistakes as you type, offers keys, layouts,
files and links, shows what they are for, goes to where an id is defined and renames it.

Example (Helix, in languages.toml):
  [language-server.plenary]
  command = \"plenary\"
  args = [\"lsp\"]

docs/guide/editor.md shows the other editors.")]
pub struct LspArgs {
    /// Taken for the editors that say so; there is no other way to talk to it
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves until the editor says goodbye.
pub fn run(args: &LspArgs) -> u8 {
    let LspArgs { stdio: _ } = args;
    let said_goodbye = plenary::lsp::serve(std::io::stdin(), &mut std::io::stdout().lock());
    if said_goodbye { SUCCESS } else { FAILURE }
}
