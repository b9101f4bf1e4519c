//! The words that texts and code do not use, and the terms to use instead.

use crate::sources::{SourceFile, assert_none, read_files};

/// A word or phrase, and what to write instead of it.
struct BannedTerm {
    /// In lower case; several words are separated by single spaces.
    term: &'static str,
    /// What to write.
    instead: &'static str,
    /// Paths that begin with one of these may use it.
    except_in: &'static [&'static str],
}

const fn ban(term: &'static str, instead: &'static str) -> BannedTerm {
    BannedTerm { term, instead, except_in: &[] }
}

/// The manual of `check` calls what a rule reports a finding, as other linters do.
const CHECK_MANUAL: &[&str] = &["docs/guide/check.md", "docs/manual/commands/check.md"];

const BANNED_TERMS: &[BannedTerm] = &[
    ban("mistake", "error"),
    ban("mistakes", "errors"),
    ban("mistaken", "wrong"),
    ban("fault", "error"),
    ban("faults", "errors"),
    BannedTerm { term: "finding", instead: "diagnostic", except_in: CHECK_MANUAL },
    BannedTerm { term: "findings", instead: "diagnostics", except_in: CHECK_MANUAL },
    ban("mend", "fix"),
    ban("mends", "fixes"),
    ban("mended", "fixed"),
    ban("mending", "fixing"),
    ban("unsay", "undo, remove"),
    ban("stands", "is, appears, is placed"),
    ban("lies", "is, is placed"),
    ban("behind", "after (order), under (painting)"),
    ban("in front of", "before"),
    ban("dear", "expensive"),
    ban("sight", "reveal, view"),
    ban("whereof", "of which"),
    ban("whilst", "while"),
    ban("hence", "so"),
    ban("thus", "so"),
    ban("remark", "comment"),
    ban("remarks", "comments"),
    ban("the whole way", "a full render"),
    ban("taken over", "reused"),
    ban("takes over", "reuses"),
    ban("at a distance", "from the network"),
    ban("what it takes", "its value"),
    ban("is gone", "is removed, falls back to"),
    ban("critical colleague", "lint"),
    ban("follows every save", "re-renders on every save"),
    ban("hangs together", "depends on"),
    ban("hangs on", "depends on"),
    ban("gives back", "returns"),
    ban("give back", "return"),
    ban("is told", "receives"),
    ban("are told", "receive"),
];

#[test]
fn texts_use_the_terms_of_the_glossary() {
    let mut files = read_files(&["src"], &["rs", "js", "css", "html", "md", "yaml"]);
    files.extend(read_files(
        &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs"],
        &["md"],
    ));
    let mut violations: Vec<String> = files.iter().flat_map(find_banned_terms).collect();
    // Outlines in tests may use any word; what a test says of itself may not.
    for file in read_files(&["tests", "benches"], &["rs", "mjs"]) {
        let is_list = file.path == "tests/tidy/words.rs";
        if !is_list {
            let comments = SourceFile { text: keep_comments(&file.text), ..file };
            violations.extend(find_banned_terms(&comments));
        }
    }
    assert_none(violations);
}

fn find_banned_terms(file: &SourceFile) -> Vec<String> {
    let is_markdown = file.path.ends_with(".md");
    let mut is_example = false;
    let mut violations = Vec::new();
    for (number, line) in file.numbered_lines() {
        // Outlines in examples may use any word.
        is_example ^= is_markdown && line.trim_start().starts_with("```");
        if is_example {
            continue;
        }
        let words = format!(" {} ", split_words(line).join(" "));
        for banned in BANNED_TERMS {
            let is_allowed = banned.except_in.iter().any(|path| file.path.starts_with(path));
            if !is_allowed && words.contains(&format!(" {} ", banned.term)) {
                violations.push(format!(
                    "{}:{number}: write \"{}\" instead of \"{}\": {}",
                    file.path,
                    banned.instead,
                    banned.term,
                    line.trim()
                ));
            }
        }
    }
    violations
}

/// Returns the words of a line in lower case. Names are split as they are read: `find_page` and
/// `findPage` are both `find` and `page`.
fn split_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower_case = false;
    for character in line.chars().chain([' ']) {
        let starts_hump = character.is_uppercase() && was_lower_case;
        if (!character.is_alphabetic() || starts_hump) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_alphabetic() {
            word.extend(character.to_lowercase());
        }
        was_lower_case = character.is_lowercase();
    }
    words
}

/// Returns the text with all lines emptied that are no comment.
fn keep_comments(text: &str) -> String {
    let keep = |line: &str| {
        if line.trim_start().starts_with("//") { line.to_owned() } else { String::new() }
    };
    text.lines().map(keep).collect::<Vec<_>>().join("\n")
}
