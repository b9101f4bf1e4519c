//! Reads the entries of a `.bib` file one by one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use biblatex::{
    Bibliography, Pair, ParseErrorKind, RawBibliography, RawChunk, Spanned, Token, TypeErrorKind,
};

use super::bib_fields::{complete_fields, replace_quotation_marks, separate_pages};
use super::bib_file::{BibChunk, ChunkKind, split_entries};
use super::bib_publication::keep_first_year;
use super::issue::Issue;
use super::latex::{FieldKind, rewrite_latex};
use crate::library_panic::catch_panic;

/// The longest entry, in bytes.
const MAX_ENTRY_BYTES: usize = 256 << 10;

/// The deepest nesting of braces that is read.
const MAX_BRACE_DEPTH: usize = 60;

/// The most entries from which an entry may take its missing fields, directly or not.
const MAX_PARENTS: usize = 20;

/// A `.bib` file whose entries have been found but not read.
#[derive(Clone, Debug)]
pub(super) struct BibFile {
    text: String,
    chunks: Vec<BibChunk>,
    /// The index of the first entry with each key.
    by_key: BTreeMap<String, usize>,
}

impl BibFile {
    /// Finds the entries of a file. Reports what cannot be read, with the keys of the entries.
    pub(super) fn new(file: usize, text: &str) -> (Self, Vec<(Option<String>, Issue)>) {
        let text = &replace_quotation_marks(text);
        let chunks = split_entries(text);
        let mut found = Self { text: text.clone(), chunks, by_key: BTreeMap::new() };
        let mut issues = Vec::new();
        for (index, chunk) in found.chunks.iter().enumerate() {
            if chunk.kind == ChunkKind::Ignored {
                continue;
            }
            let key = text[chunk.key.clone()].to_owned();
            let issue = check_chunk(file, text, chunk);
            if chunk.kind == ChunkKind::Abbreviation {
                issues.extend(issue.map(|issue| (None, issue)));
                continue;
            }
            issues.extend(issue.map(|issue| (Some(key.clone()), issue)));
            if key.is_empty() {
                continue;
            }
            match found.by_key.get(&key) {
                Some(&first) => {
                    let first = &found.chunks[first];
                    if text[first.range.clone()] != text[chunk.range.clone()] {
                        let help = "give each entry its own key, or remove one of the two";
                        let message = format!("two entries have the key `{key}`");
                        let issue = Issue::error(file, chunk.key.clone(), message, help);
                        let related = Some((first.key.clone(), "this one is used"));
                        let issue = Issue { is_duplicate: true, related, ..issue };
                        issues.push((Some(key), issue.into_warning()));
                    }
                }
                None => {
                    found.by_key.insert(key, index);
                }
            }
        }
        (found, issues)
    }

    /// Returns the keys of the entries.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }

    /// Returns whether there is an entry with this key.
    pub(super) fn has_key(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// Returns the place of an entry's key.
    pub(super) fn key_range(&self, key: &str) -> Option<Range<usize>> {
        self.by_key.get(key).map(|&index| self.chunks[index].key.clone())
    }

    /// Reads an entry. Fields with a value of the wrong type are left out and reported.
    pub(super) fn read_entry(
        &self,
        file: usize,
        key: &str,
    ) -> Result<(hayagriva::Entry, Vec<Issue>), Issue> {
        let Some(&index) = self.by_key.get(key) else {
            return Err(Issue::error(file, 0..0, format!("there is no entry `{key}`"), ""));
        };
        let chunk = &self.chunks[index];
        if let Some(issue) = check_chunk(file, &self.text, chunk) {
            return Err(issue);
        }
        let family = self.find_family(file, index)?;
        // Each member on its own first, so that an error is reported at its lines.
        for &parent in family[1..].iter().rev() {
            self.parse(file, &[parent])?;
        }
        let mut bibliography = self.parse(file, &[index])?;
        if family.len() > 1 {
            bibliography = self.parse(file, &family)?;
        }
        let mut entry =
            bibliography.get(key).cloned().ok_or_else(|| unreadable(file, chunk, key))?;
        let is_alone = family.len() == 1;
        let place = |range: Range<usize>| {
            let (start, end) = (chunk.range.start + range.start, chunk.range.start + range.end);
            let is_own = is_alone && start < end && end <= chunk.range.end;
            if is_own { start..end } else { chunk.key.clone() }
        };
        let mut issues = self.unknown_commands(file, index);
        for issue in complete_fields(&mut entry) {
            let message = format!("`{}` of the entry `{key}` {}", issue.field, issue.message);
            let help = issue.help.unwrap_or(TYPE_HELP);
            let issue = Issue::error(file, place(issue.range), message, help);
            issues.push(issue.into_warning());
        }
        loop {
            let converted = catch_panic(|| hayagriva::Entry::try_from(&entry));
            let error = match converted {
                Some(Ok(mut converted)) => {
                    separate_pages(&mut converted);
                    keep_first_year(&entry, &mut converted);
                    return Ok((converted, issues));
                }
                Some(Err(error)) => error,
                None => return Err(unreadable(file, chunk, key)),
            };
            let contains = |chunks: &biblatex::Chunks| {
                chunks.iter().any(|part| {
                    part.span.start <= error.span.start && error.span.end <= part.span.end
                })
            };
            let field = entry.fields.iter().find(|(_, chunks)| contains(chunks));
            let Some((field, chunks)) = field else {
                let message = format!("the entry `{key}` {}", describe_type_error(&error.kind));
                return Err(Issue::error(file, chunk.key.clone(), message, TYPE_HELP));
            };
            let field = field.clone();
            let start = chunks.first().map_or(0, |part| part.span.start);
            let end = chunks.last().map_or(0, |part| part.span.end);
            let place = place(start..end);
            let what = describe_type_error(&error.kind);
            let message = format!("`{field}` of the entry `{key}` {what}, so it is left out");
            issues.push(Issue::error(file, place, message, TYPE_HELP).into_warning());
            entry.fields.remove(&field);
        }
    }

    /// Returns the entry with this index and those from which it takes missing fields.
    fn find_family(&self, file: usize, index: usize) -> Result<Vec<usize>, Issue> {
        let mut family = vec![index];
        let mut path = vec![index];
        self.add_parents(file, &mut path, &mut family)?;
        Ok(family)
    }

    fn add_parents(
        &self,
        file: usize,
        path: &mut Vec<usize>,
        family: &mut Vec<usize>,
    ) -> Result<(), Issue> {
        let Some(&child) = path.last() else { return Ok(()) };
        for (parent, range) in self.parents(child) {
            if let Some(at) = path.iter().position(|&index| index == parent) {
                let mut names: Vec<&str> =
                    path[at..].iter().map(|&index| self.key_of(index)).collect();
                names.push(self.key_of(parent));
                let message =
                    format!("the entry `{}` refers to itself: {}", names[0], names.join(" → "));
                let help = "remove `crossref` or `xdata` from one of these entries";
                return Err(Issue::error(file, range, message, help));
            }
            if !family.contains(&parent) {
                family.push(parent);
            }
            if family.len() > MAX_PARENTS {
                let message = format!(
                    "the entry `{}` takes its fields from more than {MAX_PARENTS} others",
                    self.key_of(path[0]),
                );
                return Err(Issue::error(file, range, message, "write the fields in the entry"));
            }
            path.push(parent);
            self.add_parents(file, path, family)?;
            path.pop();
        }
        Ok(())
    }

    fn key_of(&self, index: usize) -> &str {
        &self.text[self.chunks[index].key.clone()]
    }

    /// Returns the entries to which `crossref` and `xdata` of an entry refer, and where.
    fn parents(&self, index: usize) -> Vec<(usize, Range<usize>)> {
        let chunk = &self.chunks[index];
        let Ok(raw) = RawBibliography::parse(&self.text[chunk.range.clone()]) else {
            return Vec::new();
        };
        let fields = raw.entries.iter().flat_map(|entry| &entry.v.fields);
        let mut parents = Vec::new();
        for field in fields {
            let name = field.key.v.to_ascii_lowercase();
            if name != "crossref" && name != "xdata" {
                continue;
            }
            for part in &field.value.v {
                let (RawChunk::Normal(keys) | RawChunk::Abbreviation(keys)) = part.v;
                let range = chunk.range.start + part.span.start..chunk.range.start + part.span.end;
                let found = keys.split(',').filter_map(|key| self.by_key.get(key.trim()));
                parents.extend(found.map(|&parent| (parent, range.clone())));
            }
        }
        parents
    }

    /// Parses the entries with these indices, the first of which names errors.
    fn parse(&self, file: usize, indices: &[usize]) -> Result<Bibliography, Issue> {
        let mut raw_entries = Vec::new();
        for &index in indices {
            let chunk = &self.chunks[index];
            let raw = RawBibliography::parse(&self.text[chunk.range.clone()]);
            let raw = raw.map_err(|error| parse_error(file, &self.text, chunk, &error))?;
            // A field that is written twice counts once, as in BibTeX.
            for entry in raw.entries {
                let mut known = BTreeSet::new();
                let mut entry = entry.v;
                entry.fields.retain(|field| known.insert(field.key.v.to_ascii_lowercase()));
                raw_entries.push((entry, chunk.range.len()));
            }
        }
        let rewritten: Vec<_> = raw_entries
            .iter()
            .flat_map(|(entry, _)| &entry.fields)
            .map(|field| rewrite_field(field, &mut Vec::new()))
            .collect();
        let mut values = rewritten.iter();
        let mut entries = Vec::new();
        for (mut entry, length) in raw_entries {
            for (field, parts) in entry.fields.iter_mut().zip(&mut values) {
                for (part, text) in field.value.v.iter_mut().zip(parts) {
                    if let (RawChunk::Normal(value), Cow::Owned(text)) = (&mut part.v, text) {
                        *value = text;
                    }
                }
            }
            entries.push(Spanned::new(entry, 0..length));
        }
        let abbreviations = self
            .chunks
            .iter()
            .filter(|chunk| chunk.kind == ChunkKind::Abbreviation)
            .filter_map(|chunk| RawBibliography::parse(&self.text[chunk.range.clone()]).ok())
            .flat_map(|raw| raw.abbreviations)
            .collect();
        let raw = RawBibliography { preamble: String::new(), entries, abbreviations };
        let chunk = &self.chunks[indices[0]];
        match catch_panic(|| Bibliography::from_raw(raw)) {
            Some(Ok(bibliography)) => Ok(bibliography),
            Some(Err(error)) => Err(parse_error(file, &self.text, chunk, &error)),
            None => Err(unreadable(file, chunk, self.key_of(indices[0]))),
        }
    }

    /// Reports the LaTeX commands in an entry that nothing knows.
    fn unknown_commands(&self, file: usize, index: usize) -> Vec<Issue> {
        let chunk = &self.chunks[index];
        let Ok(raw) = RawBibliography::parse(&self.text[chunk.range.clone()]) else {
            return Vec::new();
        };
        let key = self.key_of(index);
        let mut issues = Vec::new();
        for field in raw.entries.iter().flat_map(|entry| &entry.v.fields) {
            let mut unknown = Vec::new();
            rewrite_field(field, &mut unknown);
            let Some(command) = unknown.first() else { continue };
            let name = field.key.v;
            let start = chunk.range.start + field.value.span.start;
            let end = chunk.range.start + field.value.span.end;
            let place = match self.text[start..end].find(&format!("\\{command}")) {
                Some(at) => start + at..start + at + command.len() + 1,
                None => start..end,
            };
            let message = format!(
                "`\\{command}` in `{name}` of the entry `{key}` is not known, so it is left out"
            );
            let help = "write the character itself, or remove the command";
            issues.push(Issue::error(file, place, message, help).into_warning());
        }
        issues
    }

    /// Returns the first of `names` that an entry has, for each list of names, as it is written
    /// without braces.
    pub(super) fn raw_fields<const N: usize>(
        &self,
        key: &str,
        names: [&[&str]; N],
    ) -> Option<[Option<String>; N]> {
        let chunk = &self.chunks[*self.by_key.get(key)?];
        let raw = RawBibliography::parse(&self.text[chunk.range.clone()]).ok()?;
        let fields = &raw.entries.first()?.v.fields;
        let find = |name: &&str| fields.iter().find(|field| field.key.v.eq_ignore_ascii_case(name));
        Some(names.map(|names| {
            let words = names.iter().find_map(find)?.value.v.iter().map(|part| match part.v {
                RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words,
            });
            let words: String = words.collect::<String>().replace(['{', '}'], "");
            Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
        }))
    }
}

/// Rewrites the LaTeX in the parts of a field, and adds the commands that are not known.
fn rewrite_field<'t>(field: &Pair<'t>, unknown: &mut Vec<String>) -> Vec<Cow<'t, str>> {
    let kind = FieldKind::of(field.key.v);
    let parts = field.value.v.iter().map(|part| match part.v {
        RawChunk::Normal(text) => rewrite_latex(text, kind, unknown),
        RawChunk::Abbreviation(name) => Cow::Borrowed(name),
    });
    parts.collect()
}

/// Reports what makes a part of the file unreadable before its fields are read.
fn check_chunk(file: usize, text: &str, chunk: &BibChunk) -> Option<Issue> {
    let key = &text[chunk.key.clone()];
    let name = if chunk.kind == ChunkKind::Abbreviation { "abbreviation" } else { "entry" };
    let start = chunk.range.start..chunk.key.end.max(chunk.range.start + 1);
    if chunk.is_unclosed {
        return Some(Issue::error(
            file,
            start,
            format!("the {name} `{key}` is not closed"),
            "write the missing `}`: every `{` needs one",
        ));
    }
    if chunk.kind == ChunkKind::Entry && key.is_empty() {
        let help = "write a key after the brace, such as `@book{smith2020,`";
        return Some(Issue::error(file, start, "an entry has no key", help));
    }
    if chunk.range.len() > MAX_ENTRY_BYTES || chunk.depth > MAX_BRACE_DEPTH {
        let (what, limit) = if chunk.depth > MAX_BRACE_DEPTH {
            ("nests braces too deeply", format!("at most {MAX_BRACE_DEPTH} levels are read"))
        } else {
            ("is too long", format!("at most {} kB are read", MAX_ENTRY_BYTES >> 10))
        };
        return Some(Issue::error(file, start, format!("the {name} `{key}` {what}"), limit));
    }
    let raw = RawBibliography::parse(&text[chunk.range.clone()]);
    raw.err().map(|error| parse_error(file, text, chunk, &error))
}

fn unreadable(file: usize, chunk: &BibChunk, key: &str) -> Issue {
    let message = format!("the entry `{key}` cannot be read");
    Issue::error(file, chunk.key.clone(), message, "check its fields, or write it anew")
}

fn parse_error(file: usize, text: &str, chunk: &BibChunk, error: &biblatex::ParseError) -> Issue {
    let key = &text[chunk.key.clone()];
    let start = (chunk.range.start + error.span.start).min(chunk.range.end.saturating_sub(1));
    let start = text.floor_char_boundary(start);
    let end = (chunk.range.start + error.span.end).clamp(start, chunk.range.end);
    let place = start..text.ceil_char_boundary(end.max(start + 1)).min(text.len());
    let (what, help) = match &error.kind {
        ParseErrorKind::UnexpectedEof => {
            ("it ends too early".to_owned(), "write a value after each `=`, in braces".to_owned())
        }
        ParseErrorKind::Unexpected(token) => {
            (format!("there is an unexpected {}", describe(*token)), "remove it".to_owned())
        }
        ParseErrorKind::Expected(Token::Comma) => (
            "a comma is missing".to_owned(),
            "write a comma after each field, such as `year = {2020},`".to_owned(),
        ),
        ParseErrorKind::Expected(token) => (
            format!("there should be {} here", describe(*token)),
            "write fields as `name = {value},`".to_owned(),
        ),
        ParseErrorKind::UnknownAbbreviation(name) => (
            format!("`{name}` is not an abbreviation"),
            format!("write `{{{name}}}` in braces, or define it: `@string{{{name} = {{…}}}}`"),
        ),
        ParseErrorKind::MalformedCommand => (
            "a LaTeX command is incomplete".to_owned(),
            "write the character itself instead, such as `é`".to_owned(),
        ),
        ParseErrorKind::ResolutionError(kind) => {
            (format!("it {}", describe_type_error(kind)), TYPE_HELP.to_owned())
        }
        _ => ("it has an error".to_owned(), "write fields as `name = {value},`".to_owned()),
    };
    Issue::error(file, place, format!("the entry `{key}` cannot be read: {what}"), help)
}

fn describe(token: Token) -> &'static str {
    match token {
        Token::Identifier => "a name",
        Token::OpeningBrace => "a `{`",
        Token::ClosingBrace => "a `}`",
        Token::Comma => "a comma",
        Token::QuotationMark => "a `\"`",
        Token::Equals => "a `=`",
        Token::DecimalPoint => "a decimal point",
    }
}

const TYPE_HELP: &str = "correct the value of this field";

fn describe_type_error(kind: &TypeErrorKind) -> String {
    let what = match kind {
        TypeErrorKind::MissingNumber => "lacks a number",
        TypeErrorKind::InvalidNumber => "is not a number",
        TypeErrorKind::WrongNumberOfDigits => "has a year without four digits",
        TypeErrorKind::InvalidIntegerRange => "is not a range of numbers",
        TypeErrorKind::UndefinedRange => "is a range without start and end",
        TypeErrorKind::DayOutOfRange => "has a day that does not exist",
        TypeErrorKind::MonthOutOfRange => "has a month that does not exist",
        TypeErrorKind::InvalidFormat => "has a format that is not known",
        _ => return format!("has a wrong value ({kind})"),
    };
    what.to_owned()
}
