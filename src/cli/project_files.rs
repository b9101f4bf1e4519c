//! The folder that `plenary new` creates or adds to, and its files.

use std::io::Read;
use std::path::{Path, PathBuf};

use plenary::assets::{self, quote_path};
use plenary::deck::vocabulary::DECK;
use plenary::diagnostic::Diagnostic;
use plenary::source::{Source, SourceId};

use super::error::CliError;
use super::schema;

const IMAGES_README: &str = "\
Put the pictures of your slides here: SVG, PNG, JPEG, WebP or GIF.
The outline names them as images/name.svg.
";
const FONTS_README: &str = "\
Put fonts (TTF, OTF, TTC) here. They are used for characters that the bundled fonts lack.
A theme selects one by its name: fonts: { body: My Font }
";
const GITIGNORE: &str = "# Written by plenary\n*.pdf\n*.pdfpc\n";

/// A file of a project.
pub(super) struct ProjectFile {
    /// Its path in the project.
    pub path: PathBuf,
    /// What it holds.
    pub content: FileContent,
}

/// What a new file holds.
pub(super) enum FileContent {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of another file.
    Copy(PathBuf),
}

impl ProjectFile {
    pub(super) fn new(path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: FileContent::Bytes(bytes.into()) }
    }
}

/// The folder that files are written to.
pub(super) struct ProjectTarget {
    pub folder: PathBuf,
    /// Whether it is a project that exists, of which no file may change.
    is_existing: bool,
}

impl ProjectTarget {
    /// Returns a folder that is created.
    pub(super) fn create(folder: &Path) -> Result<Self, CliError> {
        if folder.is_file() || folder.read_dir().is_ok_and(|mut found| found.next().is_some()) {
            let state = if folder.is_file() { "is a file" } else { "is not empty" };
            return Err(CliError::failure(format!("`{}` {state}", folder.display()))
                .with_help("name a folder that does not exist yet")
                .with_help("to add a deck to a project, write `--into` before the folder"));
        }
        Ok(Self { folder: folder.to_owned(), is_existing: false })
    }

    /// Returns the folder of a project that exists.
    pub(super) fn open(folder: &Path) -> Result<Self, CliError> {
        if !folder.is_dir() {
            let headline = format!("there is no folder `{}`", folder.display());
            let help = format!(
                "leave out `--into` to create it: `plenary new {} --from …`",
                quote_path(folder)
            );
            return Err(CliError::usage(headline).with_help(help));
        }
        Ok(Self { folder: folder.to_owned(), is_existing: true })
    }

    /// Returns whether the project has a file called `name` that differs from the one at `from`.
    pub(super) fn has_other(&self, name: &str, from: &Path) -> bool {
        let here = self.folder.join(name);
        here.exists()
            && !assets::is_same_file(&here, from)
            && !assets::open_stream(from).is_ok_and(|file| assets::has_content(&here, file))
    }

    /// Returns whether the project has a file called `name` with other bytes.
    pub(super) fn has_other_bytes(&self, name: &str, bytes: &[u8]) -> bool {
        let here = self.folder.join(name);
        here.exists() && !assets::has_content(&here, bytes)
    }

    /// Returns the name for the outline of a deck called `stem`, which no file has.
    pub(super) fn name_outline(&self, stem: &str) -> String {
        let stem = if stem.is_empty() { "slides" } else { stem };
        let names = ["slides".to_owned(), stem.to_owned()];
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let mut names = names.into_iter().chain(numbered).map(|name| format!("{name}.yaml"));
        names.find(|name| !self.folder.join(name).exists()).unwrap_or_default()
    }

    /// Returns the theme that the outlines of the project have.
    pub(super) fn theme(&self) -> Option<String> {
        let mut text = String::new();
        let stream = assets::open_stream(&self.folder.join("slides.yaml")).ok()?;
        stream.take(1 << 20).read_to_string(&mut text).ok()?;
        let theme = text.lines().find_map(|line| line.strip_prefix("theme:"))?;
        let theme = theme.split(" #").next().unwrap_or(theme).trim();
        Some(theme.to_owned()).filter(|theme| !theme.is_empty())
    }

    /// Returns all files of the project: the outline `name`, what belongs to it, and in a new
    /// folder what comes with every outline.
    pub(super) fn complete(
        &self,
        name: &str,
        outline: String,
        more: Vec<ProjectFile>,
    ) -> Vec<ProjectFile> {
        let has_schema = !self.is_existing || self.folder.join(schema::SCHEMA_FILE).exists();
        let outline = match has_schema {
            // The first line of the outline points editors to its schema.
            true => format!("# yaml-language-server: $schema={}\n{outline}", schema::SCHEMA_FILE),
            false => outline,
        };
        let source = Source::new(name, outline);
        let outline =
            plenary::yaml::format_source(&source, SourceId(0), &DECK).unwrap_or(source.text);
        let mut files = vec![ProjectFile::new(name, outline)];
        if !self.is_existing {
            files.extend([
                ProjectFile::new(schema::SCHEMA_FILE, schema::deck_schema()),
                ProjectFile::new("images/README.txt", IMAGES_README),
                ProjectFile::new("fonts/README.txt", FONTS_README),
                ProjectFile::new(".gitignore", GITIGNORE),
            ]);
        }
        files.extend(more);
        files
    }

    /// Writes the files that do not exist.
    pub(super) fn write(&self, files: &[ProjectFile]) -> Vec<Diagnostic> {
        let write = |file: &ProjectFile| {
            let path = self.folder.join(&file.path);
            if path.exists() {
                return Ok(());
            }
            match &file.content {
                FileContent::Bytes(bytes) => {
                    path.parent().map_or(Ok(()), assets::make_folder)?;
                    assets::write_file(&path, bytes)
                }
                FileContent::Copy(from) => {
                    let stream =
                        assets::open_stream(from).map_err(|error| error.into_diagnostic(None))?;
                    assets::copy_file(stream.into_inner(), &path)
                }
            }
        };
        files.iter().filter_map(|file| write(file).err()).collect()
    }
}
