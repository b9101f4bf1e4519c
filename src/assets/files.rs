//! The one door to the file system: what may be read, where it is looked for, and a record of it.
#![allow(clippy::disallowed_methods, reason = "this is the door")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Code, nearest};

use super::{AssetError, Stamp};

/// The largest text that is read: more than a thousand times a long outline.
pub const MOST_TEXT: usize = 32 << 20;

/// Ends of an outline's name.
const OUTLINE: &[&str] = &["yaml", "yml"];

/// The largest picture or font that is read.
const MOST_BYTES: u64 = 256 << 20;

/// The files of one project: its outline's folder, and what the project's outlines share.
///
/// An outline may come from a stranger, so nothing outside its project is read for it unless its
/// owner says so.
///
/// The project is the nearest folder at or above the outline's that holds a `slides.yaml` or is a
/// Git work tree, or the outline's own folder.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    project: PathBuf,
    outside_allowed: bool,
    asked: Mutex<BTreeMap<PathBuf, Stamp>>,
}

impl Files {
    /// The project in `folder`; an empty path is the current folder.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            project: project_of(&folder),
            folder,
            outside_allowed: false,
            asked: Mutex::default(),
        }
    }

    /// The project of the outline at `path`.
    pub fn beside(path: &Path) -> Self {
        Self::in_folder(path.parent().unwrap_or(Path::new("")))
    }

    /// Lets the outline name files outside its folder.
    pub fn allow_outside(mut self, allowed: bool) -> Self {
        self.outside_allowed = allowed;
        self
    }

    /// The project's folder as the user wrote it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every file that was asked for, missing ones included, in order of name, and how it was just
    /// before: what to watch for changes.
    pub fn asked(&self) -> Vec<(PathBuf, Stamp)> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().map(|(path, stamp)| (path.clone(), *stamp)).collect()
    }

    /// Reads a picture that the outline names: relative to the outline's folder, or in the
    /// `images/` folder beside it.
    ///
    /// # Errors
    ///
    /// Where it was looked for and what is there instead, or why it may not or cannot be read.
    pub fn read_picture(&self, name: &str) -> Result<Vec<u8>, AssetError> {
        read(&self.find(name, "images")?, MOST_BYTES)
    }

    /// Reads a text that the outline names: relative to the outline's folder, or in `subfolder` of
    /// it.
    ///
    /// # Errors
    ///
    /// As [`Files::read_picture`], and where the file is not text.
    pub fn read_text(&self, name: &str, subfolder: &str) -> Result<String, AssetError> {
        let path = self.find(name, subfolder)?;
        text(read(&path, MOST_TEXT as u64)?, &path)
    }

    /// Reads a text that the user names on the command line; it may lie anywhere.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, or where it is not text.
    pub fn read_outline(&self, path: &Path) -> Result<String, AssetError> {
        self.record(path);
        if let Err(error) = fs::metadata(path)
            && error.kind() == ErrorKind::NotFound
        {
            return Err(missing_outline(path));
        }
        text(read(path, MOST_TEXT as u64)?, path)
    }

    /// Every file in `subfolder` of the project that ends in one of `endings`, in order of name;
    /// none if there is no such folder.
    ///
    /// # Errors
    ///
    /// Why the folder cannot be listed.
    pub fn list(&self, subfolder: &str, endings: &[&str]) -> Result<Vec<PathBuf>, AssetError> {
        let folder = self.folder.join(subfolder);
        self.record(&folder);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        let mut paths: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.to_str().is_some_and(|name| has_ending(name, endings)));
        paths.sort();
        Ok(paths)
    }

    /// Paths of all pictures in the `images/` folder beside the outline, three folders deep, in
    /// order.
    pub fn pictures(&self) -> Vec<String> {
        let mut names = Vec::new();
        names_below(&self.folder.join("images"), "images/", 3, &mut names);
        names.retain(|name| has_ending(name, &["svg", "jpg", "jpeg", "png", "webp", "gif"]));
        names
    }

    /// Names of the outlines in the folder and in those right below it: files that are called
    /// `slides.yaml`, and others in YAML that have the key `slides`.
    pub fn outlines(&self) -> Vec<String> {
        let mut names = Vec::new();
        names_below(&self.folder, "", 2, &mut names);
        let is_key = |line: &str| {
            line.strip_prefix("slides").is_some_and(|rest| rest.trim_start().starts_with(':'))
        };
        let has_slides = |path: &Path| {
            let text = read(path, MOST_TEXT as u64).and_then(|bytes| text(bytes, path));
            text.is_ok_and(|text| text.lines().any(is_key))
        };
        names.retain(|name| {
            has_ending(name, OUTLINE)
                && (last_part(name) == "slides.yaml" || has_slides(&self.folder.join(name)))
        });
        names
    }

    /// The outlines, themes and Markdown files of the folder, three folders deep, whose words may
    /// name a file. What cannot be read is left out.
    pub fn other_texts(&self) -> Vec<String> {
        let mut names = Vec::new();
        names_below(&self.folder, "", 3, &mut names);
        // A list of pictures with their licences names them all.
        names.retain(|name| {
            has_ending(name, &["yaml", "yml", "md"]) && !name.starts_with("images/")
        });
        let read = |name: &String| read(&self.folder.join(name), MOST_TEXT as u64).ok();
        names
            .iter()
            .filter_map(read)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect()
    }

    /// Reads a file that [`Files::list`] found.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub fn read_listed(&self, path: &Path) -> Result<Vec<u8>, AssetError> {
        self.record(path);
        self.guard(path, &path.display().to_string())?;
        read(path, MOST_BYTES)
    }

    /// Names of the files that an outline may name: those in its folder and below, and in
    /// `subfolder`, which end in one of `endings`.
    pub fn names(&self, subfolder: &str, endings: &[&str]) -> Vec<String> {
        let mut names = self.all_names(subfolder);
        names.retain(|name| has_ending(name, endings));
        names
    }

    /// Where the file is that the outline calls `name`, if it is there and may be read.
    pub fn locate(&self, name: &str, subfolder: &str) -> Option<PathBuf> {
        self.find(name, subfolder).ok()
    }

    /// Where the file is that the outline calls `name`.
    fn find(&self, name: &str, subfolder: &str) -> Result<PathBuf, AssetError> {
        if name.trim().is_empty() {
            return Err(AssetError::new(Code::FileMissing, "this names no file"));
        }
        if ["http://", "https://", "www.", "data:", "file:"]
            .iter()
            .any(|scheme| name.starts_with(scheme))
        {
            return Err(AssetError::new(
                Code::AddressNotFile,
                format!("`{}` is an address, not a file", shortened(name)),
            )
            .hint(format!("save it in the `{subfolder}/` folder and write its file name")));
        }
        let path = Path::new(name);
        let mut places = vec![self.folder.join(path), self.folder.join(subfolder).join(path)];
        if self.project != self.folder {
            places.extend([self.project.join(path), self.project.join(subfolder).join(path)]);
        }
        for place in &places {
            self.record(place);
            let Ok(metadata) = fs::metadata(place) else { continue };
            self.guard(place, name)?;
            // Opening a pipe waits for someone to fill it, perhaps for ever.
            if !metadata.is_file() && !metadata.is_dir() {
                return Err(AssetError::new(
                    Code::FileUnreadable,
                    format!("`{name}` is a device or a pipe, not a file"),
                ));
            }
            return Ok(place.clone());
        }
        if leaves(path) || is_of_one_computer(name) {
            self.refuse_outside(name)
                .map_err(|error| self.with_same_name(error, name, subfolder))?;
        }
        Err(self.missing(name, subfolder, &places))
    }

    /// Refuses a file whose true place, links followed, is outside the project.
    fn guard(&self, place: &Path, name: &str) -> Result<(), AssetError> {
        let folder =
            if self.project.as_os_str().is_empty() { Path::new(".") } else { &self.project };
        let inside = match (fs::canonicalize(folder), fs::canonicalize(place)) {
            (Ok(folder), Ok(place)) => place.starts_with(folder),
            // What cannot be followed cannot be read either; reading it says why.
            _ => true,
        };
        if inside { Ok(()) } else { self.refuse_outside(name) }
    }

    fn refuse_outside(&self, name: &str) -> Result<(), AssetError> {
        if self.outside_allowed {
            return Ok(());
        }
        Err(AssetError::new(
            Code::OutsideProject,
            format!("`{name}` lies outside the project, where nothing is read from"),
        )
        .hint("copy it beside the outline, or allow it with `--allow-outside`"))
    }

    fn missing(&self, name: &str, subfolder: &str, places: &[PathBuf]) -> AssetError {
        let looked: Vec<String> =
            places.iter().map(|place| format!("`{}`", place.display())).collect();
        let error = AssetError::new(Code::FileMissing, format!("there is no file `{name}`"));
        let names = self.all_names(subfolder);
        let error = match similar(name, &names) {
            Some(near) => error.hint(format!("there is one called `{near}`")),
            None => error,
        };
        error.hint(format!("looked for {}", looked.join(" and ")))
    }

    /// Names of the files that an outline may name, whatever they hold.
    fn all_names(&self, subfolder: &str) -> Vec<String> {
        let mut names = Vec::new();
        names_below(&self.folder, "", 3, &mut names);
        names_below(&self.folder.join(subfolder), "", 2, &mut names);
        if self.project != self.folder {
            names_below(&self.project.join(subfolder), "", 2, &mut names);
        }
        names
    }

    /// Says if a file of the same name is where it may be read.
    fn with_same_name(&self, error: AssetError, name: &str, subfolder: &str) -> AssetError {
        let wanted = last_part(name);
        match self.all_names(subfolder).iter().find(|name| last_part(name) == wanted) {
            Some(here) => error.hint(format!("there is one called `{here}`: write that")),
            None => error,
        }
    }

    fn record(&self, path: &Path) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        // How it was when it was first asked for: what changes from then on is noticed.
        if !asked.contains_key(path) {
            asked.insert(path.to_owned(), Stamp::of(path));
        }
    }
}

/// The project of an outline in `folder`: the nearest folder at or above it that holds a
/// `slides.yaml` or is a Git work tree; `folder` itself where there is none.
fn project_of(folder: &Path) -> PathBuf {
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

/// Whether a path climbs out of the folder that it is relative to.
fn leaves(path: &Path) -> bool {
    let mut depth = 0_i32;
    for component in path.components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir => depth -= 1,
            Component::RootDir | Component::Prefix(_) => return true,
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|wanted| wanted.eq_ignore_ascii_case(ending))
}

/// Whether a path leads to a place that only one computer has: `C:/…`, `~/…`.
fn is_of_one_computer(name: &str) -> bool {
    let mut letters = name.chars();
    let drive =
        letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':');
    (drive && letters.next().is_some_and(|c| matches!(c, '/' | '\\'))) || name.starts_with("~/")
}

fn last_part(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn stem(name: &str) -> &str {
    let name = last_part(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The file that was probably meant: of nearly this name, in another folder, or with another
/// ending.
fn similar<'n>(name: &str, names: &'n [String]) -> Option<&'n str> {
    let names = || names.iter().map(String::as_str);
    // A short name with the same ending is not near for that.
    let near = nearest(name, names()).filter(|near| nearest(stem(name), [stem(near)]).is_some());
    let elsewhere = || names().find(|other| last_part(other).eq_ignore_ascii_case(last_part(name)));
    let other_ending = || names().find(|other| stem(other).eq_ignore_ascii_case(stem(name)));
    near.or_else(elsewhere).or_else(other_ending)
}

/// Says what may be meant by a text that the user named and that is not there: one with nearly this
/// name, or another outline. It is never the PDF that was made of it.
fn missing_outline(path: &Path) -> AssetError {
    let error =
        AssetError::new(Code::FileMissing, format!("there is no file `{}`", path.display()));
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut names = Vec::new();
    names_below(folder, "", 1, &mut names);
    names.retain(|name| has_ending(name, OUTLINE) || has_ending(name, &["md", "markdown"]));
    let wanted = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if let Some(near) = similar(wanted, &names) {
        return error.hint(format!("did you mean `{}`?", folder.join(near).display()));
    }
    let outlines = Files::in_folder(folder).outlines();
    match outlines.iter().find(|name| has_ending(wanted, OUTLINE) && !name.contains('/')) {
        Some(other) => {
            error.hint(format!("there is an outline called `{}`", folder.join(other).display()))
        }
        None => error,
    }
}

/// Names of the files in a folder, with `/` between levels; sorted, so that advice is the same on
/// every machine.
fn names_below(folder: &Path, prefix: &str, levels: usize, names: &mut Vec<String>) {
    const ENOUGH: usize = 2000;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .collect();
    entries.sort();
    for (name, path) in entries.into_iter().filter(|(name, _)| !name.starts_with('.')) {
        if names.len() >= ENOUGH {
            return;
        }
        if !path.is_dir() {
            names.push(format!("{prefix}{name}"));
        } else if levels > 1 {
            names_below(&path, &format!("{prefix}{name}/"), levels - 1, names);
        }
    }
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>, AssetError> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if metadata.is_dir() {
        let error = AssetError::new(
            Code::FileUnreadable,
            format!("`{}` is a folder, not a file", path.display()),
        );
        let outline = path.join("slides.yaml");
        return Err(if outline.is_file() {
            error.hint(format!("name the file in it: `{}`", outline.display()))
        } else {
            error
        });
    }
    if metadata.len() > limit {
        return Err(too_large(path, limit));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // A pipe or a device says nothing of its length beforehand, and some never end.
    let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > limit { Err(too_large(path, limit)) } else { Ok(bytes) }
}

fn too_large(path: &Path, limit: u64) -> AssetError {
    AssetError::new(
        Code::FileTooLarge,
        format!("`{}` is larger than {} MB, the most that is read", path.display(), limit >> 20),
    )
    .hint("make it smaller")
}

fn unreadable(path: &Path, error: &std::io::Error) -> AssetError {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => {
            AssetError::new(Code::FileMissing, format!("there is no file `{shown}`"))
        }
        ErrorKind::PermissionDenied => {
            AssetError::new(Code::FileUnreadable, format!("`{shown}` may not be read"))
                .hint("give yourself the right to read it (`chmod u+r`)")
        }
        _ => AssetError::new(Code::FileUnreadable, format!("`{shown}` cannot be read: {error}")),
    }
}

/// The text that `bytes` of the file at `path` spell.
///
/// # Errors
///
/// Where they are not UTF-8, or what they are instead.
pub fn text(bytes: Vec<u8>, path: &Path) -> Result<String, AssetError> {
    if bytes.len() > MOST_TEXT {
        return Err(too_large(path, MOST_TEXT as u64));
    }
    let shown = path.display();
    let save_as = "save it as UTF-8 (every text editor can)";
    // YAML may come in UTF-16, which its first two bytes tell (YAML 1.2.2, 5.2); Windows Notepad
    // calls it "Unicode".
    let unit = match bytes.first_chunk() {
        Some([0xff, 0xfe]) => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        Some([0xfe, 0xff]) => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    if let Some(unit) = unit {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        return match text {
            Ok(text) if bytes.len().is_multiple_of(2) => Ok(text),
            _ => Err(AssetError::new(
                Code::NotUtf8,
                format!("`{shown}` begins as UTF-16 and is damaged"),
            )
            .hint(save_as)),
        };
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(AssetError::new(
            Code::NotUtf8,
            format!("`{shown}` is not text: byte {} is zero", at + 1),
        )
        .hint("give the outline, a text file that ends in `.yaml`"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let start =
            bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let column = String::from_utf8_lossy(&bytes[start..at]).chars().count() + 1;
        AssetError::new(
            Code::NotUtf8,
            format!(
                "`{shown}` is not UTF-8: line {line}, column {column} has the byte 0x{:02X}",
                bytes[at]
            ),
        )
        .hint(save_as)
    })?;
    // Lines of old Macs, and of some spreadsheets, end in a carriage return alone.
    let old_lines = text.contains('\r') && !text.contains('\n');
    Ok(if old_lines { text.replace('\r', "\n") } else { text })
}

fn shortened(name: &str) -> String {
    let mut letters = name.chars();
    let head: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { head + "…" } else { head }
}
