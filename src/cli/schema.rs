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

`plenary lsp` tells an editor more: every finding of `render`, files, and links.")]
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

/// Prints the schema.
pub fn run(args: &SchemaArgs) -> u8 {
    let schema = match args.of {
        Of::Deck => plenary::schema::deck(),
        Of::Theme => plenary::schema::theme(),
    };
    match terminal::write_result(format!("{schema:#}\n").as_bytes()) {
        Ok(()) => SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: standard output cannot be written: {error}"));
            FINDINGS
        }
    }
}
