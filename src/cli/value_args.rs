//! Arguments that give values to the expressions of an outline.

use std::path::PathBuf;

use plenary::template::{Values, is_variable_name, to_identifier};

/// Options for the values of an outline.
#[derive(clap::Args)]
pub(crate) struct ValueArgs {
    /// Give `{{ NAME }}` this value; can be repeated
    #[arg(
        long,
        value_name = "NAME=VALUE",
        value_parser = parse_assignment,
        help_heading = "Values",
        allow_hyphen_values = true
    )]
    set: Vec<(String, String)>,

    /// Read values from this file in YAML or JSON; can be repeated
    #[arg(long, value_name = "FILE", help_heading = "Values")]
    vars: Vec<PathBuf>,

    /// Choose the language of the deck and of texts in several languages [default: the outline's]
    #[arg(long, value_name = "CODE", help_heading = "Values")]
    pub lang: Option<String>,
}

impl ValueArgs {
    /// Converts the arguments to values of the library.
    pub(crate) fn to_values(&self) -> Values {
        Values {
            files: self.vars.clone(),
            row: None,
            assignments: self.set.clone(),
            language: self.lang.clone(),
        }
    }
}

fn parse_assignment(argument: &str) -> Result<(String, String), String> {
    let (name, value) = argument
        .split_once('=')
        .ok_or_else(|| "expected a name and a value, such as `city=Jena`".to_owned())?;
    let name = name.trim();
    if is_variable_name(name) {
        return Ok((name.to_owned(), value.to_owned()));
    }
    Err(format!("`{name}` cannot be the name of a variable; write `{}`", to_identifier(name)))
}
