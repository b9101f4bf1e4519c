//! `plenary schema`

use clap::ValueEnum;

use super::{FAILURE, SUCCESS, terminal};

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
    of: SchemaKind,
}

/// What has a schema.
#[derive(Clone, Copy, Default, ValueEnum)]
enum SchemaKind {
    /// An outline
    #[default]
    Deck,
    /// A theme file
    Theme,
}

/// The file that `new` writes the schema of outlines to, beside the outline.
pub const SCHEMA_FILE: &str = "plenary.schema.json";

/// The schema of outlines, as it is printed and written.
pub fn deck_schema() -> String {
    format!("{:#}\n", plenary::schema::deck_schema())
}

/// Prints the schema.
pub fn run(args: &SchemaArgs) -> u8 {
    let schema = match args.of {
        SchemaKind::Deck => deck_schema(),
        SchemaKind::Theme => format!("{:#}\n", plenary::schema::theme_schema()),
    };
    match terminal::write_result(schema.as_bytes()) {
        Ok(()) => SUCCESS,
        Err(error) => {
            terminal::print_message(&format!("error: standard output cannot be written: {error}"));
            FAILURE
        }
    }
}
