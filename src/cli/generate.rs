//! `plenary completions` and `plenary man`: what shells and `man` want to know, made of the same
//! arguments that the program reads.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use plenary::source::Sources;

use super::args::Args;
use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, terminal};

/// What `completions` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary completions bash > ~/.local/share/bash-completion/completions/plenary
  plenary completions zsh > ~/.zfunc/_plenary
  plenary completions fish > ~/.config/fish/completions/plenary.fish")]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// What `man` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary man | man -l -                       reads the page of the program
  plenary man ~/.local/share/man/man1          writes a page for the program and for each command")]
pub struct ManArgs {
    /// Folder to write all pages to; without it the program's page goes to standard output
    pub folder: Option<PathBuf>,

    /// How it is shown that a page cannot be written.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Prints a shell's completions.
pub fn print_completions(args: &CompletionsArgs) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "plenary", &mut script);
    terminal::print_result(&String::from_utf8_lossy(&script));
    SUCCESS
}

/// Prints the program's manual page, or writes all of them.
pub fn print_man_pages(args: &ManArgs) -> u8 {
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
    let mut findings = Vec::new();
    findings.extend(plenary::assets::make_folder(folder).err());
    for (name, page) in &pages {
        findings.extend(plenary::assets::write_file(&folder.join(name), page).err());
    }
    args.messages.print_diagnostics(&findings, &Sources::default());
    if findings.is_empty() { SUCCESS } else { FAILURE }
}

fn render_man_page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    page
}
