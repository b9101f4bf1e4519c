//! File names as outlines write them, with `/` or `\` between their parts.

use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::find_nearest;

/// Whether a path leaves the folder that it is relative to.
pub(super) fn leaves_folder(path: &Path) -> bool {
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

/// Whether a file name ends in one of these extensions, in any letter case.
pub(super) fn has_extension(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|wanted| wanted.eq_ignore_ascii_case(ending))
}

/// Whether two names have the same characters. macOS and some archives write `ü` as `u` and a mark.
pub(super) fn is_same_name(name: &str, other: &str) -> bool {
    name == other || (!name.is_ascii() && name.nfc().eq(other.nfc()))
}

/// Whether a text contains the name of a file, also with `%20` for spaces and with `ü` written as
/// `u` and a mark, or the other way round.
pub fn mentions_file(text: &str, name: &str) -> bool {
    let mentions = |name: &str| {
        text.contains(name) || (name.contains(' ') && text.contains(&name.replace(' ', "%20")))
    };
    mentions(name)
        || (!name.is_ascii()
            && (mentions(&name.nfc().collect::<String>())
                || mentions(&name.nfd().collect::<String>())))
}

/// Whether a path works on one machine only: `C:/…`, `~/…`.
pub(super) fn is_machine_path(name: &str) -> bool {
    let mut letters = name.chars();
    let drive =
        letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':');
    (drive && letters.next().is_some_and(|c| matches!(c, '/' | '\\'))) || name.starts_with("~/")
}

/// Returns the last part of a path.
pub(super) fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn file_stem(name: &str) -> &str {
    let name = file_name(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Returns the file that was probably meant: one with a similar name, in another folder, or with
/// another extension.
pub(super) fn find_similar_name<'n>(name: &str, names: &'n [String]) -> Option<&'n str> {
    let names = || names.iter().map(String::as_str);
    // A short name is not similar just because its extension is the same.
    let near = find_nearest(name, names())
        .filter(|near| find_nearest(file_stem(name), [file_stem(near)]).is_some());
    let elsewhere = || names().find(|other| file_name(other).eq_ignore_ascii_case(file_name(name)));
    let other_ending =
        || names().find(|other| file_stem(other).eq_ignore_ascii_case(file_stem(name)));
    near.or_else(elsewhere).or_else(other_ending)
}

/// Shortens a name for messages.
pub(super) fn shorten_name(name: &str) -> String {
    let mut letters = name.chars();
    let head: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { head + "…" } else { head }
}
