//! `plenary fmt`

use std::path::{Path, PathBuf};

use plenary::assets;
use plenary::diagnostic::{Code, Diagnostic};
use plenary::source::{Source, Sources};
use plenary::yaml;

use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, terminal};

/// What `fmt` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary fmt slides.yaml            indents by two spaces, writes keys in snake_case, takes needless quotes away
  plenary fmt --check slides.yaml    says whether the file would change, and leaves it
  plenary fmt - < slides.yaml        from standard input to standard output

Comments, blank lines and what the outline says stay. Exit code: 0 done, 1 a file has a mistake or, with --check, would change.")]
pub struct FmtArgs {
    /// The outlines; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Change nothing; name the files that would change
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    messages: MessageArgs,
}

/// Formats outlines.
pub fn run(args: &FmtArgs) -> u8 {
    let mut code = SUCCESS;
    for path in &args.files {
        let mut sources = Sources::default();
        match format_file(path, args.check, &mut sources) {
            Ok(false) => {}
            Ok(true) if args.check => {
                terminal::print_message(&format!("{}: would change", path.display()));
                code = FAILURE;
            }
            Ok(true) => {}
            Err(found) => {
                args.messages.print_diagnostics(&found, &sources);
                code = FAILURE;
            }
        }
    }
    code
}

/// Whether the file is not, or was not, in the usual form.
fn format_file(path: &Path, check: bool, sources: &mut Sources) -> Result<bool, Vec<Diagnostic>> {
    let is_stream = super::is_stream(path);
    let text = super::read_text(path).map_err(|found| vec![found])?;
    let name = if is_stream { Path::new("<stdin>") } else { path };
    let source = Source::new(name, text);
    let id = sources.add(source.clone());
    let formatted = yaml::format_source(&source, id)?;
    let differs = formatted != source.text;
    if is_stream && !check {
        terminal::write_result(formatted.as_bytes()).map_err(|error| {
            let message = format!("standard output cannot be written: {error}");
            vec![Diagnostic::error_without_span(Code::OutputUnwritable, message)]
        })?;
    } else if differs && !check {
        assets::write_file(path, formatted.as_bytes()).map_err(|found| vec![found])?;
    }
    Ok(differs)
}
