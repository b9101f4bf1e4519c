//! Converts Markdown decks for `plenary new --from`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use plenary::assets::{self, AssetError, Files, Fonts, Image, MediaFile, MediaUse, quote_path};
use plenary::diagnostic::{Code, Diagnostic, Diagnostics};
use plenary::import::{DeckFile, DeckFolder, Dialect, Imported, PictureCheck, import_decks};
use plenary::source::{Source, SourceId, Sources, Span};

use super::error::CliError;
use super::messages::MessageArgs;
use super::project_files::{FileContent, ProjectFile, ProjectTarget};
use super::terminal::{self, pluralize};

/// The endings of the names of Markdown decks.
const ENDINGS: [&str; 5] = ["md", "markdown", "qmd", "rmd", "mdx"];

/// Files of a folder that are no decks, in lower case without their endings.
const OTHER_TEXTS: [&str; 5] = ["readme", "changelog", "license", "contributing", "claude"];

/// A converted deck.
pub(super) struct ConvertedMarkdown {
    /// The outline, without `theme`.
    pub outline: String,
    /// The files that belong to it.
    pub files: Vec<ProjectFile>,
    /// The decks that it was converted from, for a comment.
    pub names: String,
    /// The number of things that a reader would miss.
    pub missing: usize,
}

/// Returns the decks that `paths` name: files, and the decks in folders.
pub(super) fn find_decks(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut decks = Vec::new();
    for path in paths {
        if !path.is_dir() {
            reject_other_formats(path)?;
            decks.push(path.clone());
            continue;
        }
        // A bundle of iA Presenter: a folder with one text.
        let is_bundle =
            path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("iapresenter"));
        if is_bundle && path.join("text.md").is_file() {
            decks.push(path.join("text.md"));
            continue;
        }
        let found = Files::in_folder(path).list_files("", &ENDINGS);
        let mut found = found.map_err(|error| CliError::from(error.into_diagnostic(None)))?;
        let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        let is_other = |path: &Path| stem(path).is_some_and(|s| OTHER_TEXTS.contains(&s.as_str()));
        if found.iter().any(|path| !is_other(path)) {
            found.retain(|path| !is_other(path));
        }
        if found.is_empty() {
            let headline = format!("there is no Markdown deck in `{}`", path.display());
            return Err(
                CliError::usage(headline).with_help("name the files: `--from part-1.md part-2.md`")
            );
        }
        found.sort_by_cached_key(|path| natural_key(&path.to_string_lossy()));
        let included = find_included(&found);
        decks.extend(found.into_iter().filter(|path| {
            !path.file_name().is_some_and(|name| included.contains(&*name.to_string_lossy()))
        }));
    }
    Ok(decks)
}

/// Returns the names of the files that decks include with Slidev's `src:`.
fn find_included(decks: &[PathBuf]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in decks {
        let Ok((text, _)) = Files::for_outline(path).read_foreign_text(path) else { continue };
        for line in text.lines() {
            let Some(value) = line.strip_prefix("src:") else { continue };
            let value = value.trim().trim_matches(['"', '\'']);
            let name = value.split('#').next().unwrap_or(value).trim_start_matches("./");
            names.insert(name.to_owned());
        }
    }
    names
}

/// Returns a key that sorts `part-2` before `part-10`.
fn natural_key(name: &str) -> Vec<(u64, String)> {
    let mut parts = vec![(0, String::new())];
    let mut digits = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            parts.push((digits.parse().unwrap_or(u64::MAX), String::new()));
            digits.clear();
        }
        if let Some((_, text)) = parts.last_mut() {
            text.push(c);
        }
    }
    parts.push((digits.parse().unwrap_or(0), String::new()));
    parts
}

/// Converts decks to one outline, and reports what could not be carried over.
pub(super) fn convert_markdown(
    decks: &[PathBuf],
    dialect: Option<Dialect>,
    target: &ProjectTarget,
    messages: &MessageArgs,
) -> Result<ConvertedMarkdown, CliError> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let mut read = Vec::new();
    for path in decks {
        let (source, guess) = read_deck(path).map_err(|diagnostic| {
            messages.print_diagnostics(&[diagnostic], &Sources::default());
            CliError::reported()
        })?;
        let id = sources.add(source.clone());
        if let Some(guess) = guess {
            diagnostics.push(report_guess(&source, id, guess));
        }
        read.push((source, id, MarkdownFolder::new(path, target)));
    }
    let files: Vec<DeckFile> = read
        .iter()
        .map(|(source, id, folder)| DeckFile { source, id: *id, folder, dialect })
        .collect();
    let Imported { outline, files: saved, slides, missing, dialects } =
        import_decks(&files, &mut diagnostics);
    let mut files = Vec::new();
    for file in saved {
        let folder = &read[file.deck].2;
        match folder.locate(&file.path) {
            Some(from) => files
                .push(ProjectFile { path: file.saved_as.into(), content: FileContent::Copy(from) }),
            None => diagnostics.push(Diagnostic::warning_without_span(
                Code::FileNotFound,
                format!("`{}` is not copied: it cannot be read any more", file.path),
            )),
        }
    }
    messages.print_diagnostics(&diagnostics.into_sorted(), &sources);
    let titled: Vec<(String, Dialect)> =
        read.iter().map(|(source, ..)| source.name.display().to_string()).zip(dialects).collect();
    if messages.is_human_readable() {
        print_dialects(&titled);
        let what = match titled.as_slice() {
            [(name, _)] => name.clone(),
            _ => pluralize(titled.len(), "deck"),
        };
        print_summary(&what, slides, missing);
    }
    let names = titled.iter().map(|(name, dialect)| {
        let base = Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("{base} ({})", dialect.title())
    });
    let names = names.collect::<Vec<_>>().join(", ");
    Ok(ConvertedMarkdown { outline, files, names, missing })
}

/// Says how each deck was read.
fn print_dialects(decks: &[(String, Dialect)]) {
    for (name, dialect) in decks {
        terminal::print_message(&format!(
            "{name}: read as {} (`--dialect {}`)",
            dialect.title(),
            dialect.name()
        ));
    }
}

/// Says how many slides were converted, and how many things a reader would miss.
pub(super) fn print_summary(name: &str, slides: usize, missing: usize) {
    let left = match missing {
        0 => String::new(),
        count => format!(", {} left for you", pluralize(count, "thing")),
    };
    let slides = pluralize(slides, "slide");
    terminal::print_message(&format!("{name}: converted {slides}{left}"));
}

/// Reads a deck, from standard input if its path is `-`. Returns the name of its encoding, too, if
/// that is a guess.
fn read_deck(path: &Path) -> Result<(Source, Option<&'static str>), Diagnostic> {
    let (name, read) = if super::is_stream(path) {
        let name = Path::new("<stdin>");
        (name, assets::decode_foreign_text(super::read_standard_input()?, name))
    } else {
        (path, Files::for_outline(path).read_foreign_text(path))
    };
    let (text, guess) = read.map_err(|error: AssetError| error.into_diagnostic(None))?;
    Ok((Source::new(name, strip_byte_order_mark(text)), guess))
}

/// Warns that the encoding of a deck is a guess, at its first character that depends on it.
fn report_guess(source: &Source, id: SourceId, guess: &str) -> Diagnostic {
    let first = source.text.char_indices().find(|(_, c)| !c.is_ascii());
    let (at, length) = first.map_or((0, 0), |(at, c)| (at, c.len_utf8()));
    let name = source.name.display();
    Diagnostic::warning(
        Code::NotUtf8,
        format!("`{name}` is not UTF-8; it is read as {guess}"),
        Span::new(id, at, at + length),
    )
    .with_help("look whether its letters are right; if not, save it as UTF-8 in your text editor")
}

/// The folder of a Markdown deck.
struct MarkdownFolder<'t> {
    files: Files,
    fonts: Fonts,
    target: &'t ProjectTarget,
    /// The pictures that have been checked, by the name that the deck gives them. Each is decoded
    /// once, although the import asks for every occurrence.
    checked: RefCell<BTreeMap<String, PictureCheck>>,
}

impl<'t> MarkdownFolder<'t> {
    fn new(deck: &Path, target: &'t ProjectTarget) -> Self {
        let files =
            if super::is_stream(deck) { Files::in_folder("") } else { Files::for_outline(deck) };
        Self { files, fonts: Fonts::bundled(), target, checked: RefCell::default() }
    }

    /// Returns where a file that the deck names is: next to the deck, or in a folder that its tool
    /// serves files from.
    fn locate(&self, name: &str) -> Option<PathBuf> {
        let find = |place: &String| {
            ["images", "media"].iter().find_map(|folder| self.files.locate_file(place, folder))
        };
        list_places(name).iter().find_map(find)
    }

    fn decode_picture(&self, name: &str) -> PictureCheck {
        let mut problem = PictureCheck::Missing;
        for place in list_places(name) {
            match self.files.read_picture(&place) {
                Ok(bytes) => {
                    return match Image::read(name, bytes, &self.fonts) {
                        Ok(_) => PictureCheck::Usable,
                        Err(error) => PictureCheck::Unusable(error.message),
                    };
                }
                Err(error) if error.code == Code::FileNotFound => {}
                Err(error) => problem = PictureCheck::Unusable(error.message),
            }
        }
        problem
    }
}

impl DeckFolder for MarkdownFolder<'_> {
    fn check_picture(&self, name: &str) -> PictureCheck {
        let mut checked = self.checked.borrow_mut();
        checked.entry(name.to_owned()).or_insert_with(|| self.decode_picture(name)).clone()
    }

    fn check_media(&self, name: &str) -> PictureCheck {
        for place in list_places(name) {
            match MediaFile::find(&self.files, &place, MediaUse::Audio) {
                Ok(_) => return PictureCheck::Usable,
                Err(error) if error.code == Code::FileNotFound => {}
                Err(error) => return PictureCheck::Unusable(error.message),
            }
        }
        PictureCheck::Missing
    }

    fn read_deck(&self, path: &str) -> Option<String> {
        let place = self.files.locate_file(path, "")?;
        let (text, _) = self.files.read_foreign_text(&place).ok()?;
        Some(strip_byte_order_mark(text))
    }

    fn has_file(&self, path: &str) -> bool {
        self.files.read_text(path, "").is_ok()
    }

    fn identify_file(&self, path: &str) -> String {
        let place = self.locate(path).map(|place| place.canonicalize().unwrap_or(place));
        place.map_or_else(|| path.to_owned(), |place| place.to_string_lossy().into_owned())
    }

    fn is_name_taken(&self, saved_as: &str, path: &str) -> bool {
        self.locate(path).is_some_and(|from| self.target.has_other(saved_as, &from))
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
            "save it as `.pptx` with File > Save As in LibreOffice, or run `soffice --headless \
             --convert-to pptx {shown}`, and convert that"
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
                     pandoc, Quarto, reveal.js, presenterm, Deckset and iA Presenter";
    Err(CliError::usage(headline).with_help(supported).with_help(help))
}

/// Returns where a file that the deck names is looked for.
fn list_places(name: &str) -> [String; 4] {
    // A deck from Windows may have backslashes.
    let name = name.replace('\\', "/");
    let bare = name.trim_start_matches('/');
    [name.clone(), bare.to_owned(), format!("public/{bare}"), format!("static/{bare}")]
}
