//! Reads bibliographies in the YAML format of hayagriva.

use std::collections::BTreeMap;
use std::ops::Range;

use hayagriva::Entry;

use super::issue::Issue;
use super::library::PlacedWorks;
use crate::library_panic::catch_panic;

/// Reads a file. If it has errors, every entry is read on its own, so that all are reported.
pub(super) fn read_yaml(file: usize, text: &str) -> (PlacedWorks<Entry>, Vec<Issue>) {
    let parts = split_entries(text);
    let mut places: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for YamlPart { key, range } in &parts {
        places.entry(key).or_insert(range.start..range.start + key.len());
    }
    let place = |key: &str| places.get(key).cloned().unwrap_or(0..0);
    let parse = |text: &str| {
        catch_panic(|| {
            hayagriva::io::from_yaml_str(text).map_err(|error| {
                let at = error.location().map(|location| location.index());
                (clean_message(&error.to_string()), at)
            })
        })
    };
    let whole = match parse(text) {
        Some(Ok(library)) => {
            let entries = library
                .into_iter()
                .map(|entry| (entry.key().to_owned(), (entry.clone(), place(entry.key()))));
            return (entries.collect(), Vec::new());
        }
        Some(Err((message, at))) => yaml_error(file, text, &message, at.unwrap_or(0)),
        None => yaml_error(file, text, "it cannot be read", 0),
    };
    let (mut entries, mut issues) = (BTreeMap::new(), Vec::new());
    for part in &parts {
        match parse(&text[part.range.clone()]) {
            Some(Ok(library)) => {
                for entry in library {
                    let key = entry.key().to_owned();
                    entries.insert(key.clone(), (entry, place(&key)));
                }
            }
            Some(Err((message, at))) => {
                let at = part.range.start + at.unwrap_or(0);
                issues.push(yaml_error(file, text, &message, at));
            }
            None => issues.push(yaml_error(file, text, "it cannot be read", part.range.start)),
        }
    }
    if issues.is_empty() {
        issues.push(whole);
    }
    (entries, issues)
}

fn yaml_error(file: usize, text: &str, message: &str, at: usize) -> Issue {
    let start = text.floor_char_boundary(at.min(text.len()));
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let message = format!("this is not an entry of a YAML bibliography: {message}");
    let help = "write a key, and `type`, `title`, `author` and `date` below it";
    Issue::error(file, start..end.max(start), message, help)
}

/// Removes the position from a message, which the diagnostic shows itself.
fn clean_message(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
}

/// An entry of the file: a key at the start of a line, and the lines below it.
struct YamlPart<'t> {
    key: &'t str,
    range: Range<usize>,
}

fn split_entries(text: &str) -> Vec<YamlPart<'_>> {
    let mut parts: Vec<YamlPart> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_key = line.starts_with(|c: char| !c.is_whitespace() && !"#-}]".contains(c));
        if is_key && let Some((key, _)) = line.split_once(':') {
            if let Some(last) = parts.last_mut() {
                last.range.end = start;
            }
            parts.push(YamlPart { key: key.trim_matches(['"', '\'']), range: start..text.len() });
        }
        start += line.len();
    }
    parts
}
