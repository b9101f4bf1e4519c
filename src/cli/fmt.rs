//! `plenary fmt`

use std::path::{Path, PathBuf};

use plenary::assets;
use plenary::diagnostic::Diagnostic;
use plenary::source::{Source, Sources};
use plenary::theme::detect_root_group;
use plenary::yaml;

use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, outline_arg, terminal};

/// Arguments of `plenary fmt`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary fmt slides.yaml            format one outline
  plenary fmt --check slides.yaml    report whether the outline is formatted
  plenary fmt - < slides.yaml        read standard input, write standard output

Lines are indented by two spaces, keys are written in snake_case, and needless quotes are removed.
Comments, blank lines, line ends and the meaning of the outline stay.
Exit code: 0 done, 1 a file has an error or, with --check, would change, 2 wrong usage.")]
pub(crate) struct FmtArgs {
    /// Outlines, or folders with outlines, to format; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Report the files that would change, and write nothing
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    messages: MessageArgs,
}

/// Formats outlines.
pub(crate) fn run(args: &FmtArgs) -> u8 {
    let mode = if args.check { FormatMode::Check } else { FormatMode::Write };
    let mut code = SUCCESS;
    let mut paths = Vec::new();
    for path in &args.files {
        match outline_arg::list_outlines(path) {
            Ok(outlines) if path.is_dir() => paths.extend(outlines),
            _ => paths.push(path.clone()),
        }
    }
    for path in &paths {
        let mut sources = Sources::default();
        match format_file(path, mode, &mut sources) {
            Ok(true) if mode == FormatMode::Check => {
                terminal::print_message(&format!("{}: not formatted", path.display()));
                code = FAILURE;
            }
            Ok(_) => {}
            Err(diagnostics) => {
                args.messages.print_diagnostics(&diagnostics, &sources);
                code = FAILURE;
            }
        }
    }
    code
}

/// What happens to the formatted text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FormatMode {
    /// It is compared with the original.
    Check,
    /// It replaces the original, or goes to standard output.
    Write,
}

/// Formats one file and returns whether it was not formatted yet.
fn format_file(
    path: &Path,
    mode: FormatMode,
    sources: &mut Sources,
) -> Result<bool, Vec<Diagnostic>> {
    let is_stream = super::is_stream(path);
    let text = super::read_text(path).map_err(|diagnostic| vec![diagnostic])?;
    let name = if is_stream { Path::new("<stdin>") } else { path };
    let source = Source::new(name, text);
    let id = sources.add(source.clone());
    let formatted = yaml::format_source(&source, id, detect_root_group(&source.text))?;
    let differs = formatted != source.text;
    let written = match mode {
        FormatMode::Check => Ok(()),
        FormatMode::Write if is_stream => terminal::write_result(formatted.as_bytes()),
        FormatMode::Write if differs => assets::write_file(path, formatted.as_bytes()),
        FormatMode::Write => Ok(()),
    };
    written.map_err(|diagnostic| vec![diagnostic])?;
    Ok(differs)
}
