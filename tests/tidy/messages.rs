//! The style of messages: the titles of codes, their pages, the headlines and help texts of
//! diagnostics.

use std::fs;
use std::path::{Path, PathBuf};

use plenary::diagnostic::Code;

use crate::sources::{assert_none, read_rust_sources, strip_comments_and_tests};

/// Words that no imperative starts with.
const NOT_IMPERATIVE: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "you", "your", "they",
    "their", "there", "we", "one", "some", "all", "each", "every", "no", "not", "here", "what",
    "which", "who", "because", "as", "in", "on", "at", "with", "without", "of", "is", "are", "was",
    "must", "should", "can", "may", "only", "YAML", "Markdown", "plenary",
];

/// A message and where it is.
struct Message {
    place: String,
    text: String,
}

/// The messages of the program.
#[derive(Default)]
struct Catalogue {
    headlines: Vec<Message>,
    help: Vec<Message>,
}

#[test]
fn headlines_are_lower_case_without_a_full_stop() {
    let mut violations = Vec::new();
    for Message { place, text } in read_catalogue().headlines {
        if starts_with_capital(&text) {
            violations.push(format!("{place}: starts with a capital: {text}"));
        }
        if ends_with_stop(&text) {
            violations.push(format!("{place}: ends with a full stop: {text}"));
        }
    }
    assert_none(violations);
}

#[test]
fn help_is_an_imperative() {
    let mut violations = Vec::new();
    for Message { place, text } in read_catalogue().help {
        if ends_with_stop(&text) {
            violations.push(format!("{place}: ends with a full stop: {text}"));
        }
        if starts_with_capital(&text) {
            violations.push(format!("{place}: starts with a capital: {text}"));
        }
        let first = text.split([' ', ',', ':']).next().unwrap_or_default();
        if NOT_IMPERATIVE.contains(&first) {
            violations.push(format!("{place}: is not an imperative: {text}"));
        }
    }
    assert_none(violations);
}

#[test]
fn titles_of_codes_are_phrases() {
    for &code in Code::ALL {
        let title = code.title();
        assert!(starts_with_capital(title), "{code}: title in lower case: {title}");
        assert!(!ends_with_stop(title), "{code}: title with a full stop: {title}");
    }
}

/// Returns whether a message starts with a capital letter and not with a name or an abbreviation.
fn starts_with_capital(text: &str) -> bool {
    const NAMES: &[&str] = &["Markdown", "PowerPoint", "Keynote"];
    let word = text.split([' ', ',', ':', '’']).next().unwrap_or_default();
    let is_abbreviation = word.chars().count() > 1 && word.to_uppercase() == word;
    word.starts_with(char::is_uppercase)
        && !NAMES.contains(&word)
        && !is_abbreviation
        && !word.starts_with("U+")
}

fn ends_with_stop(text: &str) -> bool {
    text.ends_with('.') && !text.ends_with("...")
}

fn read_catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    for file in read_rust_sources() {
        let code = strip_comments_and_tests(&file.text);
        collect_literals(file.path_in_src(), &code, &mut catalogue);
    }
    collect_expectations(Path::new("tests/suite"), &mut catalogue);
    assert!(catalogue.headlines.len() > 200, "{} headlines", catalogue.headlines.len());
    assert!(catalogue.help.len() > 200, "{} help texts", catalogue.help.len());
    catalogue
}

/// Collects the expected messages of the suite.
fn collect_expectations(folder: &Path, catalogue: &mut Catalogue) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect_expectations(&path, catalogue);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        for line in text.lines() {
            let place = path.display().to_string();
            if let Some(help) = line.strip_prefix("# hint: ") {
                catalogue.help.push(Message { place, text: help.to_owned() });
            } else if let Some(message) =
                line.strip_prefix("# error: ").or_else(|| line.strip_prefix("# warning: "))
                && let Some((_, headline)) = message.split_once(' ')
            {
                catalogue.headlines.push(Message { place, text: headline.to_owned() });
            }
        }
    }
}

/// Collects the string literals that the constructors of diagnostics get as headline or help.
fn collect_literals(place: &str, code: &str, catalogue: &mut Catalogue) {
    for (constructor, headline, help) in CONSTRUCTORS {
        for (at, _) in code.match_indices(constructor) {
            let arguments = split_arguments(&code[at + constructor.len()..]);
            let literal = |index: &Option<usize>| {
                arguments.get((*index)?).and_then(|argument| first_literal(argument))
            };
            let message = |text| Message { place: place.to_owned(), text };
            catalogue.headlines.extend(literal(headline).map(message));
            catalogue.help.extend(literal(help).map(message));
        }
    }
}

/// The constructors of diagnostics, and which of their arguments are the headline and the help.
const CONSTRUCTORS: &[(&str, Option<usize>, Option<usize>)] = &[
    ("Diagnostic::error(", Some(1), None),
    ("Diagnostic::warning(", Some(1), None),
    ("Diagnostic::error_without_span(", Some(1), None),
    ("Diagnostic::warning_without_span(", Some(1), None),
    (".report_error(", Some(1), Some(3)),
    (".report_warning(", Some(1), Some(3)),
    (".error_at(", Some(2), Some(3)),
    (".warn_at(", Some(2), Some(3)),
    (".with_help(", None, Some(0)),
    ("let message =", Some(0), None),
    ("let help =", None, Some(0)),
];

/// Returns the arguments of a call, whose text starts after the opening bracket; of a `let`, the
/// expression.
fn split_arguments(code: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let (mut depth, mut start, mut is_literal) = (0, 0, false);
    let mut characters = code.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if is_literal => {
                characters.next();
            }
            '"' => is_literal = !is_literal,
            // A character literal may be a quote or a bracket.
            '\'' if !is_literal && code[at..].chars().nth(2) == Some('\'') => {
                characters.by_ref().take(2).for_each(drop);
            }
            _ if is_literal => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ')' | ']' | '}' | ';' if depth == 0 => {
                arguments.push(&code[start..at]);
                return arguments;
            }
            ',' if depth == 0 => {
                arguments.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments
}

/// Returns the literal that an argument is or formats; `None` for another expression.
fn first_literal(argument: &str) -> Option<String> {
    let argument = argument.trim();
    let literal = argument.strip_prefix("format!(").unwrap_or(argument).trim_start();
    let literal = literal.strip_prefix('"')?;
    let mut text = String::new();
    let mut characters = literal.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => return Some(text),
            '\\' => match characters.next()? {
                '\n' => while characters.next_if(|c| c.is_whitespace()).is_some() {},
                'n' => text.push('\n'),
                escaped => text.push(escaped),
            },
            c => text.push(c),
        }
    }
    None
}
