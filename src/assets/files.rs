//! Access to the file system: which files may be read, where they are searched, and which were
//! read.
#![allow(clippy::disallowed_methods, reason = "this module guards access to files")]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Code;
use crate::percent::decode_percent;

use super::names::{
    file_name, find_similar_name, has_extension, is_machine_path, leaves_folder, shorten_name,
};
use super::read_file::{read_limited, read_regular, special_file_error, unreadable_error};
use super::spelling::find_other_spelling;
use super::{AssetError, MAX_TEXT_BYTES, Stamp, decode_foreign_text, decode_text};

/// Extensions of outlines.
const OUTLINE_EXTENSIONS: &[&str] = &["yaml", "yml"];

/// Maximum size of a picture or font.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// The files of one project: the folder of its outline, and files that its outlines share.
///
/// An outline may come from a stranger, so files outside the project are read only if the user
/// allows it.
///
/// The project is the nearest folder at or above the outline's that holds a `slides.yaml` or is a
/// Git work tree, or else the outline's own folder.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    project: PathBuf,
    outside_allowed: bool,
    provided: &'static [(&'static str, &'static [u8])],
    requested: Mutex<BTreeMap<PathBuf, Stamp>>,
}

impl Files {
    /// Opens the project in `folder`; an empty path is the current folder.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            project: find_project(&folder),
            folder,
            outside_allowed: false,
            provided: &[],
            requested: Mutex::default(),
        }
    }

    /// Opens the project of the outline at `path`.
    pub fn for_outline(path: &Path) -> Self {
        Self::in_folder(path.parent().unwrap_or(Path::new("")))
    }

    /// Sets pictures that are part of the program, by their names.
    pub fn provide(mut self, pictures: &'static [(&'static str, &'static [u8])]) -> Self {
        self.provided = pictures;
        self
    }

    /// Sets whether the outline may name files outside its project.
    pub fn allow_outside(mut self, allowed: bool) -> Self {
        self.outside_allowed = allowed;
        self
    }

    /// Returns the outline's folder as the user wrote it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns every file that was requested, including missing ones, sorted by name, with its
    /// stamp from before it was read: the files to watch.
    pub fn requested_files(&self) -> Vec<(PathBuf, Stamp)> {
        let asked = self.requested.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().map(|(path, stamp)| (path.clone(), *stamp)).collect()
    }

    /// Reads a picture that the outline names, relative to the outline's folder or to the `images/`
    /// folder next to it.
    ///
    /// # Errors
    ///
    /// If the picture is missing, outside the project, or unreadable. The help lists where it was
    /// searched and similar names.
    pub fn read_picture(&self, name: &str) -> Result<Vec<u8>, AssetError> {
        if let Some((_, bytes)) = self.provided.iter().find(|(other, _)| *other == name) {
            return Ok(bytes.to_vec());
        }
        read_regular(&self.find_file(name, "images")?, MAX_FILE_BYTES)
    }

    /// Reads a text file that the outline names, relative to the outline's folder or to `subfolder`
    /// in it.
    ///
    /// # Errors
    ///
    /// As [`Files::read_picture`], and if the file is not text.
    pub fn read_text(&self, name: &str, subfolder: &str) -> Result<String, AssetError> {
        let path = self.find_file(name, subfolder)?;
        decode_text(read_regular(&path, MAX_TEXT_BYTES as u64)?, &path)
    }

    /// Reads a text file that the user names on the command line, from anywhere.
    ///
    /// # Errors
    ///
    /// If it cannot be read or is not text.
    pub fn read_outline(&self, path: &Path) -> Result<String, AssetError> {
        self.record_request(path);
        if let Err(error) = fs::metadata(path)
            && error.kind() == ErrorKind::NotFound
        {
            return Err(missing_outline_error(path));
        }
        decode_text(read_limited(path, MAX_TEXT_BYTES as u64)?, path)
    }

    /// Reads a text of another program that the user names on the command line, as
    /// [`decode_foreign_text`] does.
    ///
    /// # Errors
    ///
    /// If it cannot be read or is not text.
    pub fn read_foreign_text(
        &self,
        path: &Path,
    ) -> Result<(String, Option<&'static str>), AssetError> {
        self.record_request(path);
        decode_foreign_text(read_limited(path, MAX_TEXT_BYTES as u64)?, path)
    }

    /// Lists the files in `subfolder` of the project with one of these extensions, sorted by name;
    /// empty if there is no such folder.
    ///
    /// # Errors
    ///
    /// If the folder cannot be listed.
    pub fn list_files(
        &self,
        subfolder: &str,
        endings: &[&str],
    ) -> Result<Vec<PathBuf>, AssetError> {
        let folder = self.folder.join(subfolder);
        self.record_request(&folder);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let entries = fs::read_dir(&folder).map_err(|error| unreadable_error(&folder, &error))?;
        let mut paths: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.to_str().is_some_and(|name| has_extension(name, endings)));
        paths.sort();
        Ok(paths)
    }

    /// Returns the paths of all pictures in the `images/` folder next to the outline, three folders
    /// deep, sorted.
    pub fn list_pictures(&self) -> Vec<String> {
        let mut names = Vec::new();
        collect_names(&self.folder.join("images"), "images/", 3, &mut names);
        names.retain(|name| has_extension(name, &["svg", "jpg", "jpeg", "png", "webp", "gif"]));
        names
    }

    /// Returns the paths of all bibliographies and citation styles in the `bibliography/` folder
    /// next to the outline, sorted.
    pub fn list_bibliographies(&self) -> Vec<String> {
        let mut names = Vec::new();
        collect_names(&self.folder.join("bibliography"), "bibliography/", 2, &mut names);
        names.retain(|name| has_extension(name, &["bib", "csl"]));
        names
    }

    /// Returns the names of the outlines in the folder and the folders directly below: files called
    /// `slides.yaml`, and other YAML files with the key `slides`.
    pub fn find_outlines(&self) -> Vec<String> {
        let mut names = Vec::new();
        collect_names(&self.folder, "", 2, &mut names);
        let is_key = |line: &str| {
            line.strip_prefix("slides").is_some_and(|rest| rest.trim_start().starts_with(':'))
        };
        let has_slides = |path: &Path| {
            let text = read_regular(path, MAX_TEXT_BYTES as u64)
                .and_then(|bytes| decode_text(bytes, path));
            text.is_ok_and(|text| text.lines().any(is_key))
        };
        names.retain(|name| {
            has_extension(name, OUTLINE_EXTENSIONS)
                && (file_name(name) == "slides.yaml" || has_slides(&self.folder.join(name)))
        });
        names
    }

    /// Reads the outlines, themes and Markdown files of the folder, three folders deep, whose text
    /// may name a file. Unreadable files are left out.
    pub fn read_other_texts(&self) -> Vec<String> {
        let mut names = Vec::new();
        collect_names(&self.folder, "", 3, &mut names);
        // A list of pictures with their licences names them all.
        names.retain(|name| {
            has_extension(name, &["yaml", "yml", "md"]) && !name.starts_with("images/")
        });
        let read =
            |name: &String| read_regular(&self.folder.join(name), MAX_TEXT_BYTES as u64).ok();
        names
            .iter()
            .filter_map(read)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect()
    }

    /// Reads a file returned by [`Files::list_files`].
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn read_listed(&self, path: &Path) -> Result<Vec<u8>, AssetError> {
        self.record_request(path);
        self.check_inside_project(path, &path.display().to_string())?;
        read_regular(path, MAX_FILE_BYTES)
    }

    /// Returns the names of the files that an outline may name, in its folder and below and in
    /// `subfolder`, with one of these extensions.
    pub fn list_names(&self, subfolder: &str, endings: &[&str]) -> Vec<String> {
        let mut names = self.all_names(subfolder);
        names.retain(|name| has_extension(name, endings));
        names
    }

    /// Returns the path of the file that the outline calls `name`, if it exists and may be read.
    pub fn locate_file(&self, name: &str, subfolder: &str) -> Option<PathBuf> {
        self.find_file(name, subfolder).ok()
    }

    /// Returns the path of the file that the outline calls `name`.
    pub(super) fn find_file(&self, name: &str, subfolder: &str) -> Result<PathBuf, AssetError> {
        if name.trim().is_empty() {
            return Err(AssetError::new(Code::FileNotFound, "the file name is empty"));
        }
        if ["http://", "https://", "www.", "data:", "file:"]
            .iter()
            .any(|scheme| name.starts_with(scheme))
        {
            return Err(AssetError::new(
                Code::UrlInsteadOfFile,
                format!("`{}` is a web address, not a file", shorten_name(name)),
            )
            .hint(format!("save the file in the `{subfolder}/` folder and write its name")));
        }
        let path = Path::new(name);
        let places = self.list_places(path, subfolder);
        // `my%20photo.jpg` is Markdown's way to write `my photo.jpg`.
        let decoded = decode_percent(name);
        let mut candidates = places.clone();
        if decoded != name {
            candidates.extend(self.list_places(Path::new(&decoded), subfolder));
        }
        let spelled_otherwise = candidates.iter().filter_map(|place| find_other_spelling(place));
        for place in candidates.iter().cloned().chain(spelled_otherwise) {
            self.record_request(&place);
            let Ok(metadata) = fs::metadata(&place) else { continue };
            self.check_inside_project(&place, name)?;
            // Opening a pipe blocks until someone fills it, perhaps forever.
            if !metadata.is_file() && !metadata.is_dir() {
                return Err(special_file_error(name));
            }
            return Ok(place);
        }
        if leaves_folder(path) || is_machine_path(name) {
            self.check_outside_allowed(name)
                .map_err(|error| self.add_same_name_hint(error, name, subfolder))?;
        }
        Err(self.missing_file_error(name, subfolder, &places))
    }

    /// Returns where the file at `path` is looked for.
    fn list_places(&self, path: &Path, subfolder: &str) -> Vec<PathBuf> {
        let mut places = vec![self.folder.join(path), self.folder.join(subfolder).join(path)];
        if self.project != self.folder {
            places.extend([self.project.join(path), self.project.join(subfolder).join(path)]);
        }
        places
    }

    /// Rejects a file whose real path, with links resolved, is outside the project.
    fn check_inside_project(&self, place: &Path, name: &str) -> Result<(), AssetError> {
        let folder =
            if self.project.as_os_str().is_empty() { Path::new(".") } else { &self.project };
        let inside = match (fs::canonicalize(folder), fs::canonicalize(place)) {
            (Ok(folder), Ok(place)) => place.starts_with(folder),
            // A path that cannot be resolved cannot be read either; reading it reports why.
            _ => true,
        };
        if inside { Ok(()) } else { self.check_outside_allowed(name) }
    }

    fn check_outside_allowed(&self, name: &str) -> Result<(), AssetError> {
        if self.outside_allowed {
            return Ok(());
        }
        Err(AssetError::new(
            Code::OutsideProject,
            format!("`{name}` is outside the project folder"),
        )
        .hint("copy it next to the outline, or allow it with `--allow-outside`"))
    }

    fn missing_file_error(&self, name: &str, subfolder: &str, places: &[PathBuf]) -> AssetError {
        let paths: Vec<String> =
            places.iter().map(|place| format!("`{}`", place.display())).collect();
        let error = AssetError::new(Code::FileNotFound, format!("there is no file `{name}`"));
        let names = self.all_names(subfolder);
        let error = match find_similar_name(name, &names) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error,
        };
        error.hint(format!("copy the file to {}, or correct the path", paths.join(" or to ")))
    }

    /// Returns the names of all files that an outline may name.
    fn all_names(&self, subfolder: &str) -> Vec<String> {
        let mut names = Vec::new();
        collect_names(&self.folder, "", 3, &mut names);
        collect_names(&self.folder.join(subfolder), "", 2, &mut names);
        if self.project != self.folder {
            collect_names(&self.project.join(subfolder), "", 2, &mut names);
        }
        names
    }

    /// Adds help if a file of the same name exists inside the project.
    fn add_same_name_hint(&self, error: AssetError, name: &str, subfolder: &str) -> AssetError {
        let wanted = file_name(name);
        match self.all_names(subfolder).iter().find(|name| file_name(name) == wanted) {
            Some(here) => error.hint(format!("write `{here}`, which is in the project")),
            None => error,
        }
    }

    fn record_request(&self, path: &Path) {
        let mut asked = self.requested.lock().unwrap_or_else(PoisonError::into_inner);
        // The first stamp counts: later changes to the file are noticed.
        if !asked.contains_key(path) {
            asked.insert(path.to_owned(), Stamp::of(path));
        }
    }
}

/// Returns the project of an outline in `folder`: the nearest folder at or above it that holds a
/// `slides.yaml` or is a Git work tree, or `folder` itself.
fn find_project(folder: &Path) -> PathBuf {
    let start = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(full) = fs::canonicalize(start) else { return folder.to_owned() };
    let is_project =
        |folder: &&Path| folder.join("slides.yaml").is_file() || folder.join(".git").exists();
    match full.ancestors().find(is_project) {
        // The folder as the user wrote it makes shorter messages.
        Some(project) if project == full => folder.to_owned(),
        Some(project) => project.to_owned(),
        None => folder.to_owned(),
    }
}

/// Returns the error for a missing outline and suggests a similar name or another outline, never a
/// PDF.
fn missing_outline_error(path: &Path) -> AssetError {
    let error =
        AssetError::new(Code::FileNotFound, format!("there is no file `{}`", path.display()));
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut names = Vec::new();
    collect_names(folder, "", 1, &mut names);
    names.retain(|name| {
        has_extension(name, OUTLINE_EXTENSIONS) || has_extension(name, &["md", "markdown"])
    });
    let wanted = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // Windows hides extensions that it knows, so a text editor may have added a second one.
    let hidden = format!("{wanted}.txt");
    if folder_or_here(folder).join(&hidden).is_file() {
        let name = folder.join(&hidden);
        return error
            .hint(format!("rename `{}` to `{wanted}`: its name ends in `.txt`", name.display()))
            .hint(
                "to see the ends of names in Windows, turn on “File name extensions” under View",
            );
    }
    if let Some(near) = find_similar_name(wanted, &names) {
        return error.hint(format!("did you mean `{}`?", folder.join(near).display()));
    }
    let outlines = Files::in_folder(folder).find_outlines();
    match outlines
        .iter()
        .find(|name| has_extension(wanted, OUTLINE_EXTENSIONS) && !name.contains('/'))
    {
        Some(other) => {
            error.hint(format!("did you mean the outline `{}`?", folder.join(other).display()))
        }
        None => error,
    }
}

/// Returns the folder, or the current one if the path is empty.
fn folder_or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Collects the names of the files in a folder, with `/` between levels, sorted so that help is the
/// same on every machine.
fn collect_names(folder: &Path, prefix: &str, levels: usize, names: &mut Vec<String>) {
    const ENOUGH: usize = 2000;
    let Ok(entries) = fs::read_dir(folder_or_here(folder)) else { return };
    let mut entries: Vec<_> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .collect();
    entries.sort();
    for (name, path) in entries.into_iter().filter(|(name, _)| !name.starts_with('.')) {
        if names.len() >= ENOUGH {
            return;
        }
        // Pipes and devices are left out: opening one can block forever.
        if path.is_file() {
            names.push(format!("{prefix}{name}"));
        } else if levels > 1 && path.is_dir() {
            collect_names(&path, &format!("{prefix}{name}/"), levels - 1, names);
        }
    }
}
