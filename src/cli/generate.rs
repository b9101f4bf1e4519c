//! `plenary completions` and `plenary man`, generated from the definitions of the arguments.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use plenary::source::Sources;

use super::args::Args;
use super::error::CliError;
use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, terminal};

/// Arguments of `plenary completions`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary completions bash > ~/.local/share/bash-completion/completions/plenary
  plenary completions zsh > ~/.zfunc/_plenary
  plenary completions fish > ~/.config/fish/completions/plenary.fish")]
pub(crate) struct CompletionsArgs {
    /// Shell to print the script for
    pub shell: Shell,
}

/// Arguments of `plenary man`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary man | man -l -                 show the page of the program
  plenary man ~/.local/share/man/man1    write the pages of the program and of each command")]
pub(crate) struct ManArgs {
    /// Folder to write all pages to [default: print the page of the program]
    pub folder: Option<PathBuf>,

    /// How errors are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Prints the completion script of a shell.
pub(crate) fn print_completions(args: &CompletionsArgs) -> Result<u8, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "plenary", &mut script);
    let script = String::from_utf8_lossy(&script);
    terminal::write_result(complete_theme_files(&script, args.shell).as_bytes())?;
    Ok(SUCCESS)
}

/// Adds files to the names that the script of a shell offers for `--theme`, which clap cannot
/// express: it completes either a list of values or files.
fn complete_theme_files(script: &str, shell: Shell) -> String {
    let names = plenary::theme::builtin_names().collect::<Vec<_>>().join(" ");
    match shell {
        Shell::Bash => {
            let list = format!("compgen -W \"{names}\" -- \"${{cur}}\"");
            script.replace(&list, &format!("{list}; compgen -f -- \"${{cur}}\""))
        }
        Shell::Fish => {
            let add_files = |line: &str| match line.contains(" -l theme ") {
                true => line.replacen(" -r -f -a ", " -r -F -a ", 1),
                false => line.to_owned(),
            };
            script.split_inclusive('\n').map(add_files).collect()
        }
        Shell::Zsh => {
            let action = format!(
                r#":THEME:{{_alternative "themes\:theme\:({names})" "files\:file\:_files"}}'"#
            );
            let mut parts = script.split(":THEME:((");
            let mut text = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                text.push_str(&action);
                text.push_str(part.split_once("))'").map_or("", |(_, rest)| rest));
            }
            text
        }
        _ => script.to_owned(),
    }
}

/// Prints the manual page of the program, or writes all pages.
pub(crate) fn print_man_pages(args: &ManArgs) -> Result<u8, CliError> {
    let mut command = Args::command();
    command.build();
    let Some(folder) = &args.folder else {
        terminal::write_result(&render_man_page(command))?;
        return Ok(SUCCESS);
    };
    let subcommands =
        command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help").cloned();
    let pages: Vec<(String, Vec<u8>)> = std::iter::once(command.clone())
        .chain(subcommands)
        .map(|command| {
            (
                format!("{}.1", command.get_display_name().unwrap_or("plenary")),
                render_man_page(command),
            )
        })
        .collect();
    let mut diagnostics = Vec::new();
    diagnostics.extend(plenary::assets::make_folder(folder).err());
    for (name, page) in &pages {
        diagnostics.extend(plenary::assets::write_file(&folder.join(name), page).err());
    }
    args.messages.print_diagnostics(&diagnostics, &Sources::default());
    Ok(if diagnostics.is_empty() { SUCCESS } else { FAILURE })
}

fn render_man_page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    // Writing to memory cannot fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    page
}
