//! `plenary completions` and `plenary man`, generated from the definitions of the arguments.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use plenary::source::Sources;

use super::args::Args;
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
pub(crate) fn print_completions(args: &CompletionsArgs) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "plenary", &mut script);
    terminal::print_result(&String::from_utf8_lossy(&script));
    SUCCESS
}

/// Prints the manual page of the program, or writes all pages.
pub(crate) fn print_man_pages(args: &ManArgs) -> u8 {
    let mut command = Args::command();
    command.build();
    let Some(folder) = &args.folder else {
        terminal::print_result(&String::from_utf8_lossy(&render_man_page(command)));
        return SUCCESS;
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
    if diagnostics.is_empty() { SUCCESS } else { FAILURE }
}

fn render_man_page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    // Writing to memory cannot fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    page
}
