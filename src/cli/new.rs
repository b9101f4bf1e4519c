//! `plenary new`

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plenary::assets::{self, Files, Fonts, Image, MediaFile, MediaUse, quote_path};
use plenary::deck::vocabulary::DECK;
use plenary::diagnostic::{Code, Diagnostics};
use plenary::import::{DeckFolder, Imported, ImportedPowerpoint, PictureCheck, import_deck};
use plenary::source::{Source, SourceId, Sources};
use plenary::theme::builtin_names;

use super::error::CliError;
use super::import_powerpoint::{convert_powerpoint, is_powerpoint};
use super::messages::MessageArgs;
use super::terminal::{self, pluralize};
use super::theme_arg::ThemeParser;
use super::themes::unknown_theme;
use super::{FAILURE, SUCCESS, schema};

/// The outline of a new folder; `{title}`, `{lang}` and `{theme}` are filled in.
const STARTER_OUTLINE: &str = include_str!("starter/slides.yaml");
/// Its picture, drawn for plenary and published under CC0 1.0.
const STARTER_PICTURE: &[u8] = include_bytes!("starter/network.svg");

const IMAGES_README: &str = "\
Put the pictures of your slides here: SVG, PNG, JPEG, WebP or GIF.
The outline names them as images/name.svg.
";
const FONTS_README: &str = "\
Put fonts (TTF, OTF, TTC) here. They are used for characters that the bundled fonts lack.
A theme selects one by its name: fonts: { body: My Font }
";
const GITIGNORE: &str = "# Written by plenary\n*.pdf\n*.pdfpc\n";

/// Arguments of `plenary new`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary new my-talk                   create the folder my-talk with a deck to edit
  plenary new my-talk --from talk.md    convert a Markdown deck (Marp, Quarto, reveal.js …)
  plenary new my-talk --from talk.pptx  convert a PowerPoint deck

Then:
  cd my-talk
  plenary render slides.yaml

Exit code: 0 the folder is created, 1 it could not be created or a part of the PowerPoint deck is
missing in it, 2 wrong usage.")]
pub(crate) struct NewArgs {
    /// Folder to create
    pub folder: PathBuf,

    /// Convert a PowerPoint deck or a Markdown deck; `-` reads Markdown from standard input
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Set the title [default: the name of the folder]
    #[arg(long, conflicts_with = "from")]
    pub title: Option<String>,

    /// Set the language, as a code such as en, el or zh
    #[arg(long, value_name = "LANGUAGE", default_value = "en", conflicts_with = "from")]
    pub lang: String,

    /// Set the theme; `plenary themes` lists them [default: regions; that of a PowerPoint deck]
    #[arg(long, value_name = "THEME", value_parser = ThemeParser, hide_possible_values = true)]
    pub theme: Option<String>,

    /// How notes about the conversion are shown.
    #[command(flatten)]
    pub messages: MessageArgs,
}

/// The theme of new decks.
const DEFAULT_THEME: &str = "regions";

impl NewArgs {
    /// Returns the name of the theme.
    fn theme(&self) -> &str {
        self.theme.as_deref().unwrap_or(DEFAULT_THEME)
    }
}

/// Creates a folder with a deck in it.
pub(crate) fn run(args: &NewArgs) -> Result<u8, CliError> {
    let folder = &args.folder;
    if let Some(theme) = &args.theme
        && !builtin_names().any(|name| name == theme)
    {
        return Err(unknown_theme(theme));
    }
    if folder.is_file() || folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        let state = if folder.is_file() { "is a file" } else { "is not empty" };
        return Err(CliError::failure(format!("`{}` {state}", folder.display()))
            .with_help("name a folder that does not exist yet"));
    }
    let mut missing = 0;
    let files = match &args.from {
        Some(path) if is_powerpoint(path) => {
            let imported = convert_powerpoint(path, args.theme.as_deref(), &args.messages)?;
            missing = imported.missing;
            powerpoint_files(path, imported)
        }
        Some(path) => convert_markdown(path, args)?,
        None => starter_files(args),
    };
    let mut diagnostics = Vec::new();
    for (name, bytes) in &files {
        let path = folder.join(name);
        let result = path
            .parent()
            .map_or(Ok(()), assets::make_folder)
            .and_then(|()| assets::write_file(&path, bytes));
        diagnostics.extend(result.err());
    }
    args.messages.print_diagnostics(&diagnostics, &Sources::default());
    if !diagnostics.is_empty() {
        return Ok(FAILURE);
    }
    if args.messages.is_human_readable() {
        terminal::print_message(&format!(
            "created {}/slides.yaml; next:\n  cd {}\n  plenary render slides.yaml",
            folder.display(),
            quote_path(folder)
        ));
    }
    Ok(if missing == 0 { SUCCESS } else { FAILURE })
}

/// A file of the new folder: its path in the folder, and its bytes.
type NewFile = (PathBuf, Vec<u8>);

fn starter_files(args: &NewArgs) -> Vec<NewFile> {
    let title = args.title.clone().unwrap_or_else(|| title_from_folder(&args.folder));
    let outline = STARTER_OUTLINE
        .replacen("{title}", &plenary::yaml::quote_text(&title), 1)
        .replacen("{lang}", &args.lang, 1)
        .replacen("{theme}", args.theme(), 1);
    project_files(outline, vec![("images/network.svg".into(), STARTER_PICTURE.to_vec())])
}

/// Returns the files of every new folder: the outline, its pictures, and what comes with them. The
/// first line of the outline points editors to its schema.
fn project_files(outline: String, pictures: Vec<NewFile>) -> Vec<NewFile> {
    let text = |name: &str, text: &str| (PathBuf::from(name), text.as_bytes().to_vec());
    let outline = format!("# yaml-language-server: $schema={}\n{outline}", schema::SCHEMA_FILE);
    let source = Source::new("slides.yaml", outline);
    let outline = plenary::yaml::format_source(&source, SourceId(0), &DECK).unwrap_or(source.text);
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

/// Converts a Markdown deck to the files of a new folder, and reports what could not be converted.
fn convert_markdown(path: &Path, args: &NewArgs) -> Result<Vec<NewFile>, CliError> {
    reject_other_formats(path)?;
    let is_stream = super::is_stream(path);
    let files = if is_stream { Files::in_folder("") } else { Files::for_outline(path) };
    let text = super::read_text(path).map_err(|diagnostic| {
        args.messages.print_diagnostics(&[diagnostic], &Sources::default());
        CliError::reported()
    })?;
    let text = strip_byte_order_mark(text);
    let mut sources = Sources::default();
    let source = Source::new(if is_stream { Path::new("<stdin>") } else { path }, text);
    let id = sources.add(source.clone());
    let mut diagnostics = Diagnostics::default();
    let folder =
        MarkdownFolder { files: &files, fonts: Fonts::bundled(), checked: RefCell::default() };
    let Imported { outline, pictures, bibliography, slides } =
        import_deck(&source, id, &folder, &mut diagnostics);
    args.messages.print_diagnostics(&diagnostics.into_sorted(), &sources);
    if args.messages.is_human_readable() {
        terminal::print_message(&format!(
            "{}: converted {}",
            source.name.display(),
            pluralize(slides, "slide")
        ));
    }
    let pictures = pictures.iter().filter_map(|(name, saved)| {
        Some((Path::new("images").join(saved), find_picture(&files, name)?))
    });
    let bibliography = bibliography.iter().filter_map(|(name, saved)| {
        Some((Path::new("bibliography").join(saved), files.read_text(name, "").ok()?.into_bytes()))
    });
    let name = comment_name(&source.name);
    let outline = format!(
        "# Converted from {name} by `plenary new --from`.\ntheme: {}\n{outline}",
        args.theme()
    );
    Ok(project_files(outline, pictures.chain(bibliography).collect()))
}

/// Returns the files of a new folder with a converted PowerPoint deck.
fn powerpoint_files(path: &Path, imported: ImportedPowerpoint) -> Vec<NewFile> {
    let outline = format!(
        "# Converted from {} by `plenary new --from`.\n{}",
        comment_name(path),
        imported.outline
    );
    let pictures = imported.pictures.into_iter();
    let pictures = pictures.map(|(name, bytes)| (Path::new("images").join(name), bytes));
    project_files(outline, pictures.collect())
}

/// Returns the name of a file for a comment, which a line break would end.
fn comment_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ")
}

/// The folder of the Markdown deck.
struct MarkdownFolder<'f> {
    files: &'f Files,
    fonts: Fonts,
    /// The pictures that have been checked, by the name that the deck gives them. Each is decoded
    /// once, although the import asks for every occurrence.
    checked: RefCell<BTreeMap<String, PictureCheck>>,
}

impl MarkdownFolder<'_> {
    fn decode_picture(&self, name: &str) -> PictureCheck {
        match find_picture(self.files, name) {
            None => PictureCheck::Missing,
            Some(bytes) => match Image::read(name, bytes, &self.fonts) {
                Ok(_) => PictureCheck::Usable,
                Err(error) => PictureCheck::Unusable(error.message),
            },
        }
    }
}

impl DeckFolder for MarkdownFolder<'_> {
    fn check_picture(&self, name: &str) -> PictureCheck {
        let mut checked = self.checked.borrow_mut();
        checked.entry(name.to_owned()).or_insert_with(|| self.decode_picture(name)).clone()
    }

    fn check_media(&self, name: &str) -> PictureCheck {
        for place in list_places(name) {
            match MediaFile::find(self.files, &place, MediaUse::Audio) {
                Ok(_) => return PictureCheck::Usable,
                Err(error) if error.code == Code::FileNotFound => {}
                Err(error) => return PictureCheck::Unusable(error.message),
            }
        }
        PictureCheck::Missing
    }

    fn read_deck(&self, path: &str) -> Option<String> {
        let text = self.files.read_text(path, "").ok()?;
        Some(strip_byte_order_mark(text))
    }

    fn has_file(&self, path: &str) -> bool {
        self.files.read_text(path, "").is_ok()
    }

    fn has_glyph(&self, character: char) -> bool {
        self.fonts.covers(character)
    }
}

/// Returns a text without its byte order mark, which is not part of the text.
fn strip_byte_order_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

/// Rejects files that are plainly not Markdown.
fn reject_other_formats(path: &Path) -> Result<(), CliError> {
    let shown = quote_path(path);
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let help = match extension.as_deref() {
        Some("yaml" | "yml") => format!("to render an outline, run `plenary render {shown}`"),
        Some("odp" | "otp" | "fodp" | "sxi") => format!(
            "convert it to PowerPoint first: `soffice --headless --convert-to pptx {shown}`"
        ),
        Some("key") => {
            "export it from Keynote with File > Export To > PowerPoint, and convert that".to_owned()
        }
        Some("pdf") => {
            "start with `plenary new my-talk` and copy the text of the slides into `slides.yaml`"
                .to_owned()
        }
        Some("tex" | "docx" | "odt" | "html" | "htm" | "rst" | "org" | "ipynb") => {
            format!("convert it to Markdown first, for example with `pandoc {shown} -o talk.md`")
        }
        _ => return Ok(()),
    };
    let headline = format!("`--from` cannot read `{}`", path.display());
    let supported = "`--from` reads PowerPoint decks, and the Markdown decks of Marp, Slidev, \
                     pandoc, Quarto and reveal.js";
    Err(CliError::usage(headline).with_help(supported).with_help(help))
}

/// Reads a picture that a Markdown deck names, next to the deck or in a folder that its tool serves
/// files from.
fn find_picture(files: &Files, name: &str) -> Option<Vec<u8>> {
    list_places(name).iter().find_map(|name| files.read_picture(name).ok())
}

/// Returns where a file that the deck names is looked for.
fn list_places(name: &str) -> [String; 4] {
    // A deck from Windows may have backslashes.
    let name = name.replace('\\', "/");
    let bare = name.trim_start_matches('/');
    [name.clone(), bare.to_owned(), format!("public/{bare}"), format!("static/{bare}")]
}
