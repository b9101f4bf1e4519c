//! The works of all bibliography files of a deck.

use std::collections::BTreeMap;
use std::ops::Range;

use hayagriva::Entry;
use hayagriva::citationberg::json::Item;

use super::bib_entry::BibFile;
use super::issue::Issue;
use super::json_file::read_json;
use super::yaml_file::read_yaml;
use crate::diagnostic::Severity;

/// The works of all bibliography files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Library {
    files: Vec<LibraryFile>,
    /// Issues that concern single entries, by key, until the entry is cited.
    entry_issues: Vec<(Option<String>, Issue)>,
    /// Whether works may be missing, because a file has an error.
    is_incomplete: bool,
}

/// The works of a file with the places of their keys.
pub(super) type PlacedWorks<T> = BTreeMap<String, (T, Range<usize>)>;

#[derive(Clone, Debug)]
enum LibraryFile {
    Bib(BibFile),
    Yaml(PlacedWorks<Entry>),
    Json(PlacedWorks<Item>),
}

/// A work in the format of its file.
#[derive(Clone, Debug)]
pub(super) enum Work {
    /// From BibTeX, BibLaTeX or YAML.
    Entry(Box<Entry>),
    /// From CSL JSON.
    Item(Item),
}

impl Library {
    /// Adds a file. The format follows from the name, or else from the text.
    pub(crate) fn add_file(&mut self, name: &str, text: &str) {
        let file = self.files.len();
        match FileFormat::detect(name, text) {
            FileFormat::Bib => {
                let (bib, issues) = BibFile::new(file, text);
                self.files.push(LibraryFile::Bib(bib));
                self.entry_issues.extend(issues);
            }
            FileFormat::Json => {
                let (items, issues) = read_json(file, text);
                self.files.push(LibraryFile::Json(items));
                self.push_file_issues(issues);
            }
            FileFormat::Yaml => {
                let (entries, issues) = read_yaml(file, text);
                self.files.push(LibraryFile::Yaml(entries));
                self.push_file_issues(issues);
            }
            FileFormat::Unknown(what) => {
                self.files.push(LibraryFile::Yaml(BTreeMap::new()));
                let message = format!("this bibliography is {what}, which is not supported");
                let help = "export it as BibLaTeX (`.bib`) or CSL JSON (`.json`)";
                let end = text.find('\n').unwrap_or(text.len());
                self.push_file_issues(vec![Issue::error(file, 0..end, message, help)]);
            }
        }
        self.report_shared_keys(file);
    }

    fn push_file_issues(&mut self, issues: Vec<Issue>) {
        self.is_incomplete |= issues.iter().any(|issue| issue.severity == Severity::Error);
        self.entry_issues.extend(issues.into_iter().map(|issue| (None, issue)));
    }

    /// Reports the keys of a file that an earlier file has, too.
    fn report_shared_keys(&mut self, file: usize) {
        let keys: Vec<String> = self.files[file].keys().into_iter().map(str::to_owned).collect();
        for key in keys {
            if self.files[..file].iter().any(|earlier| earlier.has_key(&key)) {
                let place = self.files[file].key_range(&key).unwrap_or(0..0);
                let message = format!("an earlier file has an entry with the key `{key}`");
                let help = "give this one another key, or remove it: the first one is used";
                let issue = Issue::error(file, place, message, help).into_warning();
                self.entry_issues.push((Some(key), Issue { is_duplicate: true, ..issue }));
            }
        }
    }

    /// Returns whether there are both CSL JSON and other files.
    pub(crate) fn mixes_formats(&self) -> bool {
        let is_json = |file: &LibraryFile| matches!(file, LibraryFile::Json(_));
        self.files.iter().any(is_json) && !self.files.iter().all(is_json)
    }

    /// Returns whether works may be missing, because a file has an error.
    pub(crate) fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// Returns whether a file has an entry with this key.
    pub(crate) fn has_key(&self, key: &str) -> bool {
        self.files.iter().any(|file| file.has_key(key))
    }

    /// Returns all keys, in the order of the files.
    pub(crate) fn keys(&self) -> Vec<&str> {
        self.files.iter().flat_map(LibraryFile::keys).collect()
    }

    /// Returns the keys in the order in which their entries are in the files.
    pub(crate) fn keys_in_file_order(&self) -> Vec<&str> {
        let mut keys: Vec<(usize, usize, &str)> = Vec::new();
        for (number, file) in self.files.iter().enumerate() {
            for key in file.keys() {
                let start = file.key_range(key).map_or(0, |range| range.start);
                if !self.files[..number].iter().any(|earlier| earlier.has_key(key)) {
                    keys.push((number, start, key));
                }
            }
        }
        keys.sort_unstable();
        keys.into_iter().map(|(_, _, key)| key).collect()
    }

    /// Returns what is wrong with the files. An error in an entry that is not cited is a warning:
    /// it does not change what the deck shows.
    pub(crate) fn issues(&self, is_cited: impl Fn(&str) -> bool) -> Vec<Issue> {
        let issues = self.entry_issues.iter().map(|(key, issue)| match key {
            Some(key) if !is_cited(key) => issue.clone().into_warning(),
            _ => issue.clone(),
        });
        issues.collect()
    }

    /// Reads the work with this key; `None` if no file has it. Adds what is wrong to `issues`.
    pub(super) fn read_work(&self, key: &str, issues: &mut Vec<Issue>) -> Option<Work> {
        let (number, file) = self.files.iter().enumerate().find(|(_, file)| file.has_key(key))?;
        match file {
            LibraryFile::Bib(bib) => match bib.read_entry(number, key) {
                Ok((entry, found)) => {
                    issues.extend(found);
                    Some(Work::Entry(Box::new(entry)))
                }
                Err(issue) => {
                    issues.push(issue);
                    None
                }
            },
            LibraryFile::Yaml(entries) => {
                entries.get(key).map(|(entry, _)| Work::Entry(Box::new(entry.clone())))
            }
            LibraryFile::Json(items) => items.get(key).map(|(item, _)| Work::Item(item.clone())),
        }
    }

    /// Returns fields of an entry in a `.bib` file as they are written: for each list of names, the
    /// first that it has.
    pub(super) fn raw_fields<const N: usize>(
        &self,
        key: &str,
        names: [&[&str]; N],
    ) -> Option<[Option<String>; N]> {
        self.files.iter().find(|file| file.has_key(key)).and_then(|file| match file {
            LibraryFile::Bib(bib) => bib.raw_fields(key, names),
            LibraryFile::Yaml(_) | LibraryFile::Json(_) => None,
        })
    }
}

impl LibraryFile {
    fn keys(&self) -> Vec<&str> {
        match self {
            Self::Bib(bib) => bib.keys().collect(),
            Self::Yaml(entries) => entries.keys().map(String::as_str).collect(),
            Self::Json(items) => items.keys().map(String::as_str).collect(),
        }
    }

    fn has_key(&self, key: &str) -> bool {
        match self {
            Self::Bib(bib) => bib.has_key(key),
            Self::Yaml(entries) => entries.contains_key(key),
            Self::Json(items) => items.contains_key(key),
        }
    }

    fn key_range(&self, key: &str) -> Option<Range<usize>> {
        match self {
            Self::Bib(bib) => bib.key_range(key),
            Self::Yaml(entries) => entries.get(key).map(|(_, range)| range.clone()),
            Self::Json(items) => items.get(key).map(|(_, range)| range.clone()),
        }
    }
}

/// The format of a bibliography file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileFormat {
    Bib,
    Json,
    Yaml,
    /// Another one, described.
    Unknown(&'static str),
}

impl FileFormat {
    fn detect(name: &str, text: &str) -> Self {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if start.starts_with("TY  -") {
            return Self::Unknown("RIS");
        }
        if start.starts_with('<') {
            return Self::Unknown("XML");
        }
        if start.starts_with("%0 ") {
            return Self::Unknown("EndNote");
        }
        match extension.to_ascii_lowercase().as_str() {
            "bib" | "bibtex" | "biblatex" => Self::Bib,
            "json" => Self::Json,
            "yaml" | "yml" if text.lines().any(|line| line.trim_end() == "references:") => {
                Self::Unknown("CSL YAML")
            }
            "yaml" | "yml" => Self::Yaml,
            _ if start.starts_with(['[', '{']) => Self::Json,
            _ if start.contains('@') => Self::Bib,
            _ => Self::Yaml,
        }
    }
}
