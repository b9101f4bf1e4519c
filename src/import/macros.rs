//! Commands that a deck defines for its formulas: `\newcommand{\vect}[1]{\mathbf{#1}}`.

use std::collections::BTreeMap;

use super::brackets::find_closing_brace;

/// How often commands in the text of commands are replaced.
const MAX_DEPTH: usize = 5;

/// The most bytes of a formula with its commands replaced.
const MAX_BYTES: usize = 20_000;

/// The most arguments of a command.
const MAX_ARGUMENTS: usize = 9;

/// The commands that a deck defines.
#[derive(Clone, Debug, Default)]
pub(super) struct FormulaMacros {
    by_name: BTreeMap<String, FormulaMacro>,
}

#[derive(Clone, Debug)]
struct FormulaMacro {
    arguments: usize,
    /// The text, with `#1` for the first argument.
    text: String,
}

/// The commands that define others, and what is around their texts.
const DEFINITIONS: [(&str, &str, &str); 6] = [
    ("\\newcommand", "", ""),
    ("\\renewcommand", "", ""),
    ("\\providecommand", "", ""),
    ("\\DeclareMathOperator*", "\\operatorname*{", "}"),
    ("\\DeclareMathOperator", "\\operatorname{", "}"),
    ("\\def", "", ""),
];

impl FormulaMacros {
    /// Collects the definitions in a deck.
    pub(super) fn collect(deck: &str) -> Self {
        let mut found = Self::default();
        for (at, _) in deck.match_indices('\\') {
            let rest = &deck[at..];
            let definition = DEFINITIONS.iter().find_map(|(command, open, close)| {
                let after = rest.strip_prefix(command)?;
                let (name, arguments, text, _) = read_definition(after)?;
                let text = format!("{open}{text}{close}");
                Some((name.to_owned(), FormulaMacro { arguments, text }))
            });
            found.by_name.extend(definition);
        }
        found
    }

    /// Whether a line only defines commands.
    pub(super) fn is_definition(line: &str) -> bool {
        let command = DEFINITIONS.iter().find_map(|(command, ..)| line.strip_prefix(command));
        let end = command.and_then(read_definition).map(|(_, _, _, rest)| rest.trim());
        end.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('%') || Self::is_definition(rest)
        })
    }

    /// Returns the text of a command without arguments.
    pub(super) fn words_of(&self, name: &str) -> Option<&str> {
        let found = self.by_name.get(name).filter(|found| found.arguments == 0)?;
        Some(&found.text)
    }

    /// Returns a formula with the texts of the commands in their places.
    pub(super) fn expand(&self, formula: &str) -> String {
        let mut expanded = formula.to_owned();
        for _ in 0..MAX_DEPTH {
            let Some(next) = self.expand_once(&expanded) else { break };
            if next.len() > MAX_BYTES {
                break;
            }
            expanded = next;
        }
        expanded
    }

    /// Returns the formula with each command replaced once; `None` if it has none.
    fn expand_once(&self, formula: &str) -> Option<String> {
        if self.by_name.is_empty() {
            return None;
        }
        let mut written = String::new();
        let mut is_changed = false;
        let mut rest = formula;
        while let Some(at) = rest.find('\\') {
            let (before, command) = rest.split_at(at);
            written += before;
            let name = command[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
            let call = self.by_name.get(&command[1..=name]).and_then(|found| {
                let (arguments, after) = read_arguments(&command[1 + name..], found.arguments)?;
                Some((found.fill(&arguments), after))
            });
            match call {
                Some((text, after)) => {
                    is_changed = true;
                    // A letter after a command would be part of its name.
                    let is_joined = after.starts_with(|c: char| c.is_ascii_alphabetic());
                    written += &text;
                    written += if is_joined { " " } else { "" };
                    rest = after;
                }
                None => {
                    // `\\\\` is a command of one sign.
                    let length = command[1..].chars().next().map_or(1, |c| 1 + c.len_utf8());
                    let length = length.max(1 + name);
                    written += &command[..length];
                    rest = &command[length..];
                }
            }
        }
        is_changed.then(|| written + rest)
    }
}

impl FormulaMacro {
    fn fill(&self, arguments: &[&str]) -> String {
        let mut text = self.text.clone();
        for (index, argument) in arguments.iter().enumerate() {
            text = text.replace(&format!("#{}", index + 1), argument);
        }
        text
    }
}

/// Reads `{\\name}[2]{text}` or `\\name{text}`. Returns what follows, too.
fn read_definition(after: &str) -> Option<(&str, usize, &str, &str)> {
    let after = after.trim_start_matches('*');
    let (name, after) = match after.strip_prefix('{') {
        Some(inside) => inside.split_once('}')?,
        None => {
            let length = after.strip_prefix('\\')?.bytes().take_while(u8::is_ascii_alphabetic);
            after.split_at(1 + length.count())
        }
    };
    let name = name.trim().strip_prefix('\\')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (arguments, after) = match after.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((count, after)) => (count.trim().parse().ok()?, after),
        None => (0, after),
    };
    let inside = after.strip_prefix('{').filter(|_| is_name && arguments <= MAX_ARGUMENTS)?;
    let window = &inside[..inside.floor_char_boundary(MAX_BYTES / 10)];
    let end = find_closing_brace(window)?;
    Some((name, arguments, &inside[..end], &inside[end + 1..]))
}

/// Reads this many arguments in braces, or of one letter. Returns what follows, too.
fn read_arguments(text: &str, count: usize) -> Option<(Vec<&str>, &str)> {
    let mut arguments = Vec::new();
    let mut rest = text;
    for _ in 0..count {
        rest = rest.trim_start();
        let length = match rest.strip_prefix('{') {
            Some(inside) => find_closing_brace(inside)? + 2,
            None => rest.chars().next().filter(|c| c.is_alphanumeric())?.len_utf8(),
        };
        let (argument, after) = rest.split_at(length);
        let inside = argument.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        arguments.push(inside.unwrap_or(argument));
        rest = after;
    }
    Some((arguments, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_replaced() {
        let deck = "\\newcommand{\\R}{\\mathbb{R}}\n\\newcommand{\\vect}[1]{\\mathbf{#1}}\n\
                    \\DeclareMathOperator*{\\amax}{arg\\,max}\n\\def\\loop{\\loop\\loop}\n";
        let macros = FormulaMacros::collect(deck);
        assert_eq!(macros.expand("x \\in \\R^2"), "x \\in \\mathbb{R}^2");
        assert_eq!(macros.expand("\\vect{a} \\vect b"), "\\mathbf{a} \\mathbf{b}");
        assert_eq!(macros.expand("\\amax_x \\\\R"), "\\operatorname*{arg\\,max}_x \\\\R");
        assert!(macros.expand("\\loop").len() <= MAX_BYTES);
        assert_eq!(macros.expand("\\Re \\vect"), "\\Re \\vect");
        assert!(FormulaMacros::is_definition("\\newcommand{\\R}{\\mathbb{R}} % set"));
        assert!(!FormulaMacros::is_definition("\\newcommand{\\R}"));
    }
}
