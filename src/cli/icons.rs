//! `plenary icons`

use plenary::diagnostic::find_nearest;
use plenary::icon::{Icon, icon_words, search_icons};

use super::error::CliError;
use super::{SUCCESS, terminal};

/// Arguments of `plenary icons`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary icons harbour         list the icons that show a harbour or mean one
  plenary icons calendar check  list the icons that both words describe
  plenary icons                 list all icons

Use an icon as a block, in cards, stats, items, callouts, levels and events:
  cards:
    - { icon: ship, title: The harbour }

Exit code: 0 found, 1 no icon matches, 2 wrong usage.")]
pub(crate) struct IconsArgs {
    /// Words that describe the icon, in English [default: list all icons]
    pub words: Vec<String>,
}

/// Lists the icons that words describe, the best match first.
pub(crate) fn run(args: &IconsArgs) -> Result<u8, CliError> {
    let words = args.words.join(" ");
    let icons: Vec<Icon> =
        if args.words.is_empty() { Icon::all().collect() } else { search_icons(&words) };
    if icons.is_empty() {
        let error = CliError::failure(format!("no icon matches `{words}`"));
        return Err(match find_nearest(&words, icon_words()) {
            Some(near) => error.with_help(format!("did you mean `{near}`?")),
            None => error.with_help("try another word for what the icon shows"),
        });
    }
    let width = icons.iter().map(|icon| icon.name().len()).max().unwrap_or(0);
    let line = |icon: &Icon| {
        let line = format!("{:width$}  {}", icon.name(), icon.tags().join(", "));
        format!("{}\n", line.trim_end())
    };
    let text: String = icons.iter().map(line).collect();
    terminal::write_result(text.as_bytes())?;
    Ok(SUCCESS)
}
