//! `plenary themes`

use super::{FAILURE, SUCCESS, terminal};

/// What `themes` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary themes                       lists the themes, a line each
  plenary themes plain                 prints a theme file, to see what can be said
  plenary render slides.yaml --theme night

A theme of your own is a file beside the outline that says only what differs:
  extends: regions
  colours: { primary: \"#7A1F3D\" }")]
pub struct ThemesArgs {
    /// The theme to print
    pub name: Option<String>,
}

/// Lists the built-in themes, or prints one.
pub fn run(args: &ThemesArgs) -> u8 {
    let text = match &args.name {
        None => {
            let width =
                plenary::theme::builtin_themes().map(|theme| theme.name.len()).max().unwrap_or(0);
            plenary::theme::builtin_themes()
                .map(|theme| format!("{:width$}  {}\n", theme.name, theme.description()))
                .collect()
        }
        Some(name) => match plenary::theme::builtin_themes().find(|theme| theme.name == name) {
            Some(theme) => theme.text.to_owned(),
            None => {
                let names: Vec<&str> = plenary::theme::builtin_names().collect();
                terminal::print_message(&format!(
                    "error: there is no theme `{name}`\nhelp: write one of {}",
                    names.join(", ")
                ));
                return FAILURE;
            }
        },
    };
    terminal::print_result(&text);
    SUCCESS
}
