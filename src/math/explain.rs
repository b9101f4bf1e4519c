//! Puts the errors of the library into words for authors.

use std::ops::Range;

use ratex_parser::ParseError;

use super::balance::find_unbalanced;
use super::commands::{COMMANDS, COMMON_COMMANDS, ENVIRONMENTS};
use super::unsupported::{command_advice, environment_advice};
use super::{FormulaError, FormulaErrorKind};
use crate::diagnostic::find_nearest;

/// The depth to which the library nests groups.
const MAX_DEPTH: usize = 32;

/// Returns the command that an error says is unknown.
pub(super) fn find_unknown_command(error: &ParseError, source: &str) -> Option<Range<usize>> {
    let name = error.message.strip_prefix("Undefined control sequence: ")?;
    let at = error.loc.as_ref().map(|place| place.start..place.end);
    at.filter(|range| source.get(range.clone()) == Some(name))
        .or_else(|| find_command(source, name))
}

/// Returns the first place of a command that is not the start of a longer one.
fn find_command(source: &str, name: &str) -> Option<Range<usize>> {
    source.match_indices(name).map(|(at, found)| at..at + found.len()).find(|range| {
        !name.ends_with(|last: char| last.is_ascii_alphabetic())
            || !source[range.end..].starts_with(|next: char| next.is_ascii_alphabetic())
    })
}

pub(super) fn unknown_command_error(source: &str, range: Range<usize>) -> FormulaError {
    let command = &source[range.clone()];
    let name = command.trim_start_matches('\\');
    let kind = FormulaErrorKind::UnknownCommand;
    let message = format!("unknown formula command `{command}`");
    if let Some(advice) = command_advice(name) {
        return FormulaError::new(kind, message, advice, range);
    }
    match find_nearest(name, COMMON_COMMANDS.into_iter().chain(COMMANDS.lines())) {
        Some(nearest) => FormulaError {
            replacement: Some(format!("\\{nearest}")),
            ..FormulaError::new(kind, message, format!("did you mean `\\{nearest}`?"), range)
        },
        None => FormulaError::new(
            kind,
            message,
            "the page on `math` in the manual shows the commands; for a word, write \
                `\\operatorname{word}` or `\\text{word}`",
            range,
        ),
    }
}

/// Puts an error of the library into words for an author.
pub(super) fn explain(error: &ParseError, source: &str) -> FormulaError {
    use FormulaErrorKind::{Invalid, MissingArgument, TooLarge, Unbalanced};
    let message = error.message.as_str();
    let end = source.len();
    let place = error.loc.as_ref().map_or(end..end, |place| place.start..place.end);
    let place = if source.get(place.clone()).is_some() { place } else { 0..0 };
    if message.starts_with("Recursion limit") {
        return FormulaError::new(
            TooLarge,
            format!("the formula is nested more than {MAX_DEPTH} levels deep"),
            "write inner parts as formulas of their own, and name them",
            0..0,
        );
    }
    if message.contains("limit exceeded") || message.contains("Too many expansions") {
        return FormulaError::new(
            TooLarge,
            "the formula is too large",
            "split it into several formulas",
            0..0,
        );
    }
    if let Some(error) = find_unbalanced(source) {
        return error;
    }
    if message.contains("function '$'") {
        let at = source.find('$').map_or(place, |at| at..at + 1);
        let help = "remove it, also after the formula; write `\\$` for the sign itself";
        return FormulaError::new(Invalid, "`$` inside a formula", help, at);
    }
    if let Some(got) = message.strip_prefix("Expected 'EOF', got ") {
        let sign = got.trim_matches('\'');
        let (message, help) = match sign {
            "&" => (
                "`&` outside a table of rows".to_owned(),
                "write `\\&` for the sign itself, or put the rows between `\\begin{aligned}` and \
                    `\\end{aligned}`"
                    .to_owned(),
            ),
            // Indices are read in formulas, so this is between the braces of a text.
            "#" | "%" | "_" => {
                (format!("`{sign}` has no meaning here"), format!("write `\\{sign}`"))
            }
            _ => (format!("`{sign}` has no meaning here"), format!("remove `{sign}`")),
        };
        return FormulaError::new(Invalid, message, help, place);
    }
    if message.starts_with("Double superscript") || message.starts_with("Double subscript") {
        let (name, example) = if message.contains("super") {
            ("exponents", "`{a^b}^c` or `a^{b^c}`")
        } else {
            ("indices", "`{a_b}_c` or `a_{b_c}`")
        };
        let message = format!("two {name} on one base");
        return FormulaError::new(Invalid, message, format!("use braces: {example}"), place);
    }
    if let Some(name) = message.strip_prefix("No such environment: ") {
        return unknown_environment_error(source, name);
    }
    if let Some(size) = message.split('\'').find(|word| is_size_command(word)) {
        let at = find_last_command(source, size).unwrap_or(place);
        return FormulaError::new(
            MissingArgument,
            format!("`{size}` needs a bracket after it"),
            "write a bracket such as `(`, `[`, `\\{`, `|` or `\\langle`, or `.` for none",
            at,
        );
    }
    let command = command_in(message).or_else(|| last_command(&source[..place.start.min(end)]));
    if let Some(command) = command.filter(|_| is_about_arguments(message)) {
        let place = find_last_command(source, &command).unwrap_or(place);
        let message = format!("`{command}` lacks what it applies to");
        let help = match command.as_str() {
            "\\frac" | "\\dfrac" | "\\tfrac" | "\\binom" => {
                format!("write `{command}{{above}}{{below}}`")
            }
            "^" | "_" => format!("write `x{command}{{…}}`"),
            _ => format!("write `{command}{{…}}` with the content between the braces"),
        };
        return FormulaError::new(MissingArgument, message, help, place);
    }
    if message.starts_with("Expected ") {
        let found =
            if place.start >= end { "the formula ends too early" } else { "unexpected sign" };
        return FormulaError::new(
            Unbalanced,
            found,
            "check that every brace, `\\left` and `\\begin` has its partner",
            place,
        );
    }
    FormulaError::new(
        Invalid,
        format!("the formula cannot be read: {}", lower_first(message)),
        "compare it with the examples on the page on `math` in the manual",
        place,
    )
}

fn is_size_command(word: &str) -> bool {
    matches!(word, "\\left" | "\\right" | "\\middle")
        || word
            .to_ascii_lowercase()
            .strip_prefix("\\big")
            .is_some_and(|rest| matches!(rest, "" | "g" | "l" | "r" | "m" | "gl" | "gr" | "gm"))
}

fn lower_first(message: &str) -> String {
    let mut signs = message.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_lowercase().collect::<String>() + signs.as_str().trim_end_matches('.')
    })
}

fn is_about_arguments(message: &str) -> bool {
    message.starts_with("Expected group")
        || message.starts_with("Unexpected end of input in a macro argument")
        || message.contains("argument")
        || message.starts_with("Invalid size")
        || message.starts_with("Invalid color")
        || message.starts_with("Expected delimiter")
}

/// Returns the command that a message names in quotes.
fn command_in(message: &str) -> Option<String> {
    let quoted = message.split('\'').nth(1)?;
    (quoted.starts_with('\\') || quoted == "^" || quoted == "_").then(|| quoted.to_owned())
}

/// Returns the last command of a text.
fn last_command(text: &str) -> Option<String> {
    let at = text.rfind('\\')?;
    let name: String = text[at + 1..].chars().take_while(char::is_ascii_alphabetic).collect();
    (!name.is_empty()).then(|| format!("\\{name}"))
}

fn find_last_command(source: &str, command: &str) -> Option<Range<usize>> {
    source.rfind(command).map(|at| at..at + command.len())
}

fn unknown_environment_error(source: &str, name: &str) -> FormulaError {
    let written = format!("\\begin{{{name}}}");
    let start = source.find(&written).map_or(0, |at| at + "\\begin{".len());
    let range = start..(start + name.len()).min(source.len());
    let kind = FormulaErrorKind::UnknownCommand;
    let message = format!("unknown environment `{name}`");
    if let Some(advice) = environment_advice(name) {
        return FormulaError::new(kind, message, advice, range);
    }
    let help = match find_nearest(name, ENVIRONMENTS) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("write one of {}", list_names(&["aligned", "cases", "pmatrix", "array"])),
    };
    FormulaError::new(kind, message, help, range)
}

fn list_names(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
