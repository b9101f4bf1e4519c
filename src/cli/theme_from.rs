//! `plenary themes from`

use std::path::{Component, Path, PathBuf};

use plenary::assets::{Files, Fonts, quote_path};
use plenary::diagnostic::{Diagnostic, Severity};
use plenary::import::{ImportedBrand, import_brand};
use plenary::source::{Source, SourceId, Sources};

use super::error::CliError;
use super::import_powerpoint::{convert_theme, is_powerpoint};
use super::messages::MessageArgs;
use super::project_files::{FileContent, ProjectFile, ProjectTarget};
use super::{FAILURE, SUCCESS, terminal};

/// Arguments of `plenary themes from`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary themes from corporate.potx            write brand.yaml and its logo
  plenary themes from _brand.yml -o acme.yaml   convert a brand of Quarto
  plenary themes check brand.yaml -o brand.pdf  look at every kind of page

Then write in an outline: `theme: brand.yaml`

Exit code: 0 the theme is written, 1 the file could not be read or the theme not be written, 2 wrong
usage.")]
pub(crate) struct ThemeFromArgs {
    /// PowerPoint template or deck (.potx, .pptx), or a brand of Quarto (_brand.yml)
    pub file: PathBuf,

    /// Theme file to write
    #[arg(short, long, value_name = "FILE", default_value = "brand.yaml")]
    pub output: PathBuf,

    /// How messages are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Writes a theme with the colours, fonts and logo of a file of another program.
pub(crate) fn run(args: &ThemeFromArgs) -> Result<u8, CliError> {
    if args.output.exists() {
        let headline = format!("`{}` exists already", args.output.display());
        return Err(CliError::usage(headline).with_help("name another file with `-o`"));
    }
    let folder = args.output.parent().filter(|folder| !folder.as_os_str().is_empty());
    let target = ProjectTarget::open(folder.unwrap_or(Path::new(".")))?;
    let imported = if is_powerpoint(&args.file) {
        convert_theme(&args.file, &target, &args.messages)?
    } else {
        convert_brand(&args.file, &args.messages)?
    };
    let name = args.output.file_name().unwrap_or(args.output.as_os_str());
    let mut files = vec![ProjectFile::new(name, imported.theme)];
    files.extend(imported.files.into_iter().map(|(path, bytes)| ProjectFile::new(path, bytes)));
    let source_folder = args.file.parent().unwrap_or(Path::new(""));
    files.extend(imported.logos.iter().filter_map(|logo| copy_logo(logo, source_folder, &target)));
    let diagnostics: Vec<Diagnostic> = target.write(&files);
    args.messages.print_diagnostics(&diagnostics, &Sources::default());
    if !diagnostics.is_empty() {
        return Ok(FAILURE);
    }
    if args.messages.is_human_readable() {
        let name = quote_path(&args.output);
        terminal::print_message(&format!("wrote {name}; next: plenary themes check {name}"));
    }
    Ok(SUCCESS)
}

/// Returns the copy of a logo that is not in the folder of the theme yet.
fn copy_logo(logo: &str, source_folder: &Path, target: &ProjectTarget) -> Option<ProjectFile> {
    let (from, to) = (source_folder.join(logo), target.folder.join(logo));
    let is_inside = Path::new(logo).components().all(|part| matches!(part, Component::Normal(_)));
    let is_new = is_inside && from.is_file() && !to.exists();
    is_new.then(|| ProjectFile { path: logo.into(), content: FileContent::Copy(from) })
}

fn convert_brand(path: &Path, messages: &MessageArgs) -> Result<ImportedBrand, CliError> {
    let files = Files::in_folder("").allow_outside(true);
    let text = files.read_text(&path.to_string_lossy(), "").map_err(|error| {
        messages.print_diagnostics(&[error.into_diagnostic(None)], &Sources::default());
        CliError::reported()
    })?;
    let fonts = Fonts::bundled();
    let source = Source::new(path, text);
    let imported = import_brand(&source, SourceId(0), &|family| fonts.has_family(family));
    let mut sources = Sources::default();
    sources.add(source);
    messages.print_diagnostics(&imported.diagnostics, &sources);
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    if imported.diagnostics.iter().any(is_error) {
        return Err(CliError::reported());
    }
    Ok(imported)
}
