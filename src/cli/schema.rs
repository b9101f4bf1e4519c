//! `plenary schema`

use clap::ValueEnum;

use super::{FINDINGS, SUCCESS, terminal};

/// What `schema` was told.
#[derive(clap::Args)]
#[command(after_help = "\
An editor that knows the schema offers keys and layouts as you type and marks what is wrong.

Example:
  plenary schema > plenary.schema.json

and as the first line of the outline:
  # yaml-language-server: $schema=plenary.schema.json

`plenary new` writes both. `plenary lsp` tells an editor more: every finding of `check`, files, and links.")]
pub struct SchemaArgs {
    /// Whose schema
    #[arg(value_enum, default_value_t)]
    of: Of,
}

/// What has a schema.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Of {
    /// An outline
    #[default]
    Deck,
    /// A theme file
    Theme,
}

/// The file that `new` writes the schema of outlines to, beside the outline.
pub const FILE: &str = "plenary.schema.json";

/// The schema of outlines, as it is printed and written.
pub fn of_decks() -> String {
    format!("{:#}\n", plenary::schema::deck())
}

/// Prints the schema.
pub fn run(args: &SchemaArgs) -> u8 {
    let schema = match args.of {
        Of::Deck => of_decks(),
        Of::Theme => format!("{:#}\n", plenary::schema::theme()),
    };
    match terminal::write_result(schema.as_bytes()) {
        Ok(()) => SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: standard output cannot be written: {error}"));
            FINDINGS
        }
    }
}
