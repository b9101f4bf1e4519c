//! `plenary new`

use std::path::{Path, PathBuf};

use plenary::assets::{self, Files};
use plenary::diagnostic::{Diagnostic, Diagnostics, Severity};
use plenary::import::{Imported, import_deck};
use plenary::source::{Source, SourceId, Sources};

use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, schema, terminal};

/// The deck of a new folder; `{title}`, `{lang}` and `{theme}` are filled in.
const STARTER_OUTLINE: &str = include_str!("starter/slides.yaml");
/// The picture that it shows, drawn for plenary and given to everyone under CC0 1.0.
const STARTER_PICTURE: &[u8] = include_bytes!("starter/network.svg");

const IMAGES_README: &str = "Pictures for the slides lie here: SVG, PNG, JPEG, WebP or GIF. The outline names them as images/name.svg.\n";
const FONTS_README: &str = "\
Fonts that lie here (TTF, OTF, TTC) are used where the program's own lack a character.
A theme names them: fonts: { body: My Font }
";
const GITIGNORE: &str = "# What plenary makes anew\n*.pdf\n*.pdfpc\n";

/// What `new` was told.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary new my-talk                   makes the folder my-talk with a deck to change
  plenary new my-talk --from talk.md    makes the deck of a Markdown deck (Marp, Slidev, pandoc, reveal.js)

Then:
  cd my-talk
  plenary render slides.yaml

Exit code: 0 the folder is made, 1 it could not be made, 2 wrong usage.")]
pub struct NewArgs {
    /// The folder to make
    pub folder: PathBuf,

    /// A Markdown deck to make the outline of; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// The deck's title [default: the folder's name]
    #[arg(long, conflicts_with = "from")]
    pub title: Option<String>,

    /// The deck's language, as a code such as en, el or zh
    #[arg(long, value_name = "CODE", default_value = "en", conflicts_with = "from")]
    pub lang: String,

    /// The deck's theme: see `plenary themes`
    #[arg(long, value_name = "NAME", default_value = "regions")]
    pub theme: String,

    /// How what could not be carried over is shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Makes a folder with a deck in it.
pub fn run(args: &NewArgs) -> u8 {
    let folder = &args.folder;
    if !plenary::theme::builtin_names().any(|name| name == args.theme) {
        let names: Vec<&str> = plenary::theme::builtin_names().collect();
        terminal::print_message(&format!(
            "error: there is no theme `{}`\nhelp: write one of {}",
            args.theme,
            names.join(", ")
        ));
        return FAILURE;
    }
    if folder.is_file() || folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        let what = if folder.is_file() { "is a file" } else { "is not empty" };
        terminal::print_message(&format!(
            "error: `{}` {what}\nhelp: name a folder that does not exist yet",
            folder.display()
        ));
        return FAILURE;
    }
    let made = match &args.from {
        Some(path) => convert_markdown(path, args),
        None => Ok(starter_files(args)),
    };
    let made = match made {
        Ok(made) => made,
        Err(code) => return code,
    };
    let mut findings = Vec::new();
    for (name, bytes) in &made {
        let path = folder.join(name);
        let result = path
            .parent()
            .map_or(Ok(()), assets::make_folder)
            .and_then(|()| assets::write_file(&path, bytes));
        findings.extend(result.err());
    }
    args.messages.print_diagnostics(&findings, &Sources::default());
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return FAILURE;
    }
    let shown = super::quote_argument(folder);
    if args.messages.is_human_readable() {
        terminal::print_message(&format!(
            "{}/slides.yaml is there; next:\n  cd {shown}\n  plenary render slides.yaml",
            folder.display()
        ));
    }
    SUCCESS
}

/// A file of the new folder: its path in it, and its bytes.
type NewFile = (PathBuf, Vec<u8>);

fn starter_files(args: &NewArgs) -> Vec<NewFile> {
    let title = args.title.clone().unwrap_or_else(|| title_from_folder(&args.folder));
    let outline = STARTER_OUTLINE
        .replacen("{title}", &plenary::yaml::quote_text(&title), 1)
        .replacen("{lang}", &args.lang, 1)
        .replacen("{theme}", &args.theme, 1);
    project_files(outline, vec![("images/network.svg".into(), STARTER_PICTURE.to_vec())])
}

/// The files that every new folder has, around the outline and its pictures. The outline's first
/// line leads editors to its schema.
fn project_files(outline: String, pictures: Vec<NewFile>) -> Vec<NewFile> {
    let text = |name: &str, text: &str| (PathBuf::from(name), text.as_bytes().to_vec());
    let outline = format!("# yaml-language-server: $schema={}\n{outline}", schema::SCHEMA_FILE);
    let source = Source::new("slides.yaml", outline);
    let outline = plenary::yaml::format_source(&source, SourceId(0)).unwrap_or(source.text);
    let mut files = vec![
        text("slides.yaml", &outline),
        text(schema::SCHEMA_FILE, &schema::deck_schema()),
        text("images/README.txt", IMAGES_README),
        text("fonts/README.txt", FONTS_README),
        text(".gitignore", GITIGNORE),
    ];
    files.extend(pictures);
    files
}

/// `my-talk` is called "My talk".
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

/// The files of a deck made of a Markdown deck. Shows what could not be carried over.
fn convert_markdown(path: &Path, args: &NewArgs) -> Result<Vec<NewFile>, u8> {
    let is_stream = super::is_stream(path);
    let files = if is_stream { Files::in_folder("") } else { Files::for_outline(path) };
    let text = match super::read_text(path) {
        Ok(text) => text,
        Err(finding) => {
            args.messages.print_diagnostics(&[finding], &Sources::default());
            return Err(FAILURE);
        }
    };
    let mut sources = Sources::default();
    let source = Source::new(if is_stream { Path::new("<stdin>") } else { path }, text);
    let id = sources.add(source.clone());
    let mut diagnostics = Diagnostics::default();
    let Imported { outline, pictures, slides } =
        import_deck(&source, id, &|name| find_picture(&files, name).is_some(), &mut diagnostics);
    let findings: Vec<Diagnostic> = diagnostics.into_sorted();
    args.messages.print_diagnostics(&findings, &sources);
    let noun = if slides == 1 { "slide" } else { "slides" };
    if args.messages.is_human_readable() {
        terminal::print_message(&format!(
            "{}: {slides} {noun} carried over",
            source.name.display()
        ));
    }
    let pictures = pictures.iter().filter_map(|(name, saved)| {
        Some((Path::new("images").join(saved), find_picture(&files, name)?))
    });
    let name = source.name.file_name().unwrap_or_default().to_string_lossy();
    let outline =
        format!("# Made of {name} by `plenary new --from`.\ntheme: {}\n{outline}", args.theme);
    Ok(project_files(outline, pictures.collect()))
}

/// The bytes of a picture that a Markdown deck names: beside it, or in the folder that its tool
/// serves files from.
fn find_picture(files: &Files, name: &str) -> Option<Vec<u8>> {
    let bare = name.trim_start_matches('/').replace("%20", " ");
    [name.to_owned(), bare.clone(), format!("public/{bare}"), format!("static/{bare}")]
        .iter()
        .find_map(|name| files.read_picture(name).ok())
}
