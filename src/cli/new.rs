//! `plenary new`

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use plenary::diagnostic::Diagnostic;
use plenary::import::{Dialect, ImportedPowerpoint};
use plenary::source::Sources;
use plenary::theme::builtin_names;

use super::error::CliError;
use super::import_markdown::{convert_markdown, find_decks};
use super::import_powerpoint::{convert_powerpoint, is_powerpoint};
use super::messages::MessageArgs;
use super::project_files::{ProjectFile, ProjectTarget};
use super::theme_arg::ThemeParser;
use super::themes::unknown_theme;
use super::{FAILURE, SUCCESS, terminal};
use plenary::assets::quote_path;

/// The outline of a new folder; `{title}`, `{lang}` and `{theme}` are filled in.
const STARTER_OUTLINE: &str = include_str!("starter/slides.yaml");
/// Its picture, drawn for plenary and published under CC0 1.0.
const STARTER_PICTURE: &[u8] = include_bytes!("starter/network.svg");

/// Arguments of `plenary new`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary new my-talk                     create the folder my-talk with a deck to edit
  plenary new my-talk --from talk.md      convert a Markdown deck (Marp, Quarto, reveal.js …)
  plenary new my-talk --from talk.pptx    convert a PowerPoint deck
  plenary new my-talk --from a.md b.md    convert several decks to one outline
  plenary new --into my-talk --from b.md  add a deck to the folder my-talk

Then:
  cd my-talk
  plenary render slides.yaml

Exit code: 0 the folder is created, 1 it could not be created or a part of the converted deck is
missing in it, 2 wrong usage.")]
pub(crate) struct NewArgs {
    /// Folder to create
    #[arg(required_unless_present_any = ["into", "from"])]
    pub folder: Option<PathBuf>,

    /// Convert a PowerPoint deck, Markdown decks, or the Markdown decks in a folder; `-` reads
    /// Markdown from standard input
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub from: Vec<PathBuf>,

    /// Read Markdown by the rules of this tool [default: recognise it]
    #[arg(
        long,
        value_name = "NAME",
        requires = "from",
        value_parser = PossibleValuesParser::new(Dialect::ALL.map(Dialect::name))
    )]
    pub dialect: Option<String>,

    /// Add the converted deck to this project, of which no file changes
    #[arg(long, value_name = "FOLDER", requires = "from", conflicts_with = "folder")]
    pub into: Option<PathBuf>,

    /// Set the title [default: the name of the folder]
    #[arg(long, conflicts_with = "from")]
    pub title: Option<String>,

    /// Set the language, as a code such as en, el or zh
    #[arg(long, value_name = "LANGUAGE", default_value = "en", conflicts_with = "from")]
    pub lang: String,

    /// Set the theme; `plenary themes` lists them [default: regions; that of a PowerPoint deck or
    /// of the project]
    #[arg(long, value_name = "THEME", value_parser = ThemeParser, hide_possible_values = true)]
    pub theme: Option<String>,

    /// How notes about the conversion are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// The theme of new decks.
const DEFAULT_THEME: &str = "regions";

/// Creates a folder with a deck in it, or adds a deck to a folder.
pub(crate) fn run(args: &NewArgs) -> Result<u8, CliError> {
    if let Some(theme) = &args.theme
        && !builtin_names().any(|name| name == theme)
    {
        return Err(unknown_theme(theme));
    }
    let (target, from) = find_target(args)?;
    let (name, files, missing) = if from.is_empty() {
        ("slides.yaml".to_owned(), starter_files(args, &target), 0)
    } else {
        convert_decks(args, &from, &target)?
    };
    let diagnostics: Vec<Diagnostic> = target.write(&files);
    args.messages.print_diagnostics(&diagnostics, &Sources::default());
    if !diagnostics.is_empty() {
        return Ok(FAILURE);
    }
    if args.messages.is_human_readable() {
        let folder = &target.folder;
        let outline = quote_path(Path::new(&name));
        terminal::print_message(&format!(
            "created {}; next:\n  cd {}\n  plenary render {outline}",
            folder.join(&name).display(),
            quote_path(folder)
        ));
    }
    Ok(if missing == 0 { SUCCESS } else { FAILURE })
}

/// Returns the folder, and the decks to convert.
fn find_target(args: &NewArgs) -> Result<(ProjectTarget, Vec<PathBuf>), CliError> {
    let mut from = args.from.clone();
    if let Some(folder) = &args.into {
        return Ok((ProjectTarget::open(folder)?, from));
    }
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        // `--from talk.md my-talk`: the last name is that of the folder.
        None if from.len() > 1 && from.last().is_some_and(|last| !last.is_file()) => {
            from.pop().unwrap_or_default()
        }
        None => {
            return Err(CliError::usage("the name of the folder is missing")
                .with_help("write it before the options: `plenary new my-talk --from talk.md`"));
        }
    };
    Ok((ProjectTarget::create(&folder)?, from))
}

/// Converts decks. Returns the name of the outline, all files, and the number of things that a
/// reader would miss.
fn convert_decks(
    args: &NewArgs,
    from: &[PathBuf],
    target: &ProjectTarget,
) -> Result<(String, Vec<ProjectFile>, usize), CliError> {
    let stem = from[0].file_stem().unwrap_or_default().to_string_lossy();
    let name = target.name_outline(if super::is_stream(&from[0]) { "" } else { &stem });
    let header = |names: &str| {
        // A line break would end the comment.
        let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        format!("# Converted from {} by `plenary new --from`.\n", names.replace(is_break, " "))
    };
    if let Some(path) = from.iter().find(|path| is_powerpoint(path)) {
        if from.len() > 1 || args.dialect.is_some() {
            let headline = format!("`{}` is not a Markdown deck", path.display());
            let help = "convert a PowerPoint deck on its own and without `--dialect`";
            return Err(CliError::usage(headline).with_help(help));
        }
        let imported = convert_powerpoint(path, args.theme.as_deref(), target, &args.messages)?;
        let ImportedPowerpoint { outline, files, theme, missing, .. } = imported;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let copied = files.into_iter().map(|(path, bytes)| ProjectFile::new(path, bytes));
        let outline = format!("{}{outline}", header(&file_name));
        let theme = theme.map(|(name, text)| ProjectFile::new(name, text));
        let files = target.complete(&name, outline, copied.chain(theme).collect());
        return Ok((name, files, missing));
    }
    let dialect = args.dialect.as_deref();
    let dialect = Dialect::ALL.into_iter().find(|known| Some(known.name()) == dialect);
    let decks = find_decks(from)?;
    let converted = convert_markdown(&decks, dialect, target, &args.messages)?;
    let own = args.theme.clone().or_else(|| target.theme());
    let theme = own.unwrap_or_else(|| DEFAULT_THEME.to_owned());
    let outline = format!("{}theme: {theme}\n{}", header(&converted.names), converted.outline);
    Ok((name.clone(), target.complete(&name, outline, converted.files), converted.missing))
}

fn starter_files(args: &NewArgs, target: &ProjectTarget) -> Vec<ProjectFile> {
    let title = args.title.clone().unwrap_or_else(|| title_from_folder(&target.folder));
    let outline = STARTER_OUTLINE
        .replacen("{title}", &plenary::yaml::quote_text(&title), 1)
        .replacen("{lang}", &args.lang, 1)
        .replacen("{theme}", args.theme.as_deref().unwrap_or(DEFAULT_THEME), 1);
    let picture = ProjectFile::new("images/network.svg", STARTER_PICTURE);
    target.complete("slides.yaml", outline, vec![picture])
}

/// Turns the name of a folder into a title: `my-talk` becomes "My talk".
fn title_from_folder(folder: &Path) -> String {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().replace(['-', '_'], " "))
        .unwrap_or_default();
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "My talk".into(),
    }
}
