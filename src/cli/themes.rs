//! `plenary themes`

use plenary::theme::{builtin_names, builtin_themes};

use super::error::CliError;
use super::theme_arg::ThemeParser;
use super::{SUCCESS, terminal};

/// Arguments of `plenary themes`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary themes                       list the themes, one per line
  plenary themes plain                 print a theme file, to see what can be set
  plenary render slides.yaml --theme night

A theme of your own is a file next to the outline that holds only the differences:
  extends: regions
  colours: { primary: \"#7A1F3D\" }")]
pub(crate) struct ThemesArgs {
    /// Theme to print [default: list all themes]
    #[arg(value_name = "THEME", value_parser = ThemeParser, hide_possible_values = true)]
    pub name: Option<String>,
}

/// Lists the built-in themes, or prints one.
pub(crate) fn run(args: &ThemesArgs) -> Result<u8, CliError> {
    let text = match &args.name {
        None => list_themes(),
        Some(name) => builtin_themes()
            .find(|theme| theme.name == name)
            .ok_or_else(|| unknown_theme(name))?
            .text
            .to_owned(),
    };
    terminal::write_result(text.as_bytes())?;
    Ok(SUCCESS)
}

fn list_themes() -> String {
    let width = builtin_themes().map(|theme| theme.name.len()).max().unwrap_or(0);
    builtin_themes()
        .map(|theme| format!("{:width$}  {}\n", theme.name, theme.description()))
        .collect()
}

/// Returns the error for a name that no built-in theme has.
pub(crate) fn unknown_theme(name: &str) -> CliError {
    let names: Vec<&str> = builtin_names().collect();
    CliError::failure(format!("unknown theme `{name}`"))
        .with_help(format!("write one of {}", names.join(", ")))
}
