//! `plenary schema`

use clap::ValueEnum;

use super::error::CliError;
use super::{SUCCESS, terminal};

/// Arguments of `plenary schema`.
#[derive(clap::Args)]
#[command(after_help = "\
An editor that has the schema completes keys and layouts as you type and marks errors.

Example:
  plenary schema > plenary.schema.json

Then write as the first line of the outline:
  # yaml-language-server: $schema=plenary.schema.json

`plenary new` writes both. `plenary lsp` offers more: diagnostics of `check`, files and links.")]
pub(crate) struct SchemaArgs {
    /// Document that the schema describes
    #[arg(value_name = "DOCUMENT", value_enum, default_value_t)]
    of: SchemaKind,
}

/// Documents that have a schema.
#[derive(Clone, Copy, Default, ValueEnum)]
enum SchemaKind {
    /// An outline
    #[default]
    Deck,
    /// A theme file
    Theme,
}

/// The file next to the outline that `new` writes the schema to.
pub(crate) const SCHEMA_FILE: &str = "plenary.schema.json";

/// Returns the schema of outlines as it is printed and written.
pub(crate) fn deck_schema() -> String {
    format!("{:#}\n", plenary::schema::deck_schema())
}

/// Prints the schema.
pub(crate) fn run(args: &SchemaArgs) -> Result<u8, CliError> {
    let schema = match args.of {
        SchemaKind::Deck => deck_schema(),
        SchemaKind::Theme => format!("{:#}\n", plenary::schema::theme_schema()),
    };
    terminal::write_result(schema.as_bytes())?;
    Ok(SUCCESS)
}
