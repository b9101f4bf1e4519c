//! How long lines, files and parameter lists may be.

use crate::sources::{SourceFile, assert_none, read_files, read_rust_sources};

/// The longest line of code or prose, in characters.
const MAX_LINE_LENGTH: usize = 100;
/// The longest file, in lines, its tests included. A longer one holds two ideas.
const MAX_FILE_LINES: usize = 450;
/// The most parameters of a function, `self` included. More of them travel together: name a struct.
const MAX_PARAMETERS: usize = 6;

#[test]
fn lines_fit_into_100_columns() {
    let mut files = read_files(&["src", "tests", "benches"], &["rs", "js", "css", "html", "mjs"]);
    files.extend(read_files(
        &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/guide"],
        &["md"],
    ));
    files.extend(read_files(&["src/diagnostic/explain"], &["md"]));
    assert_none(files.iter().flat_map(find_long_lines).collect());
}

fn find_long_lines(file: &SourceFile) -> Vec<String> {
    let is_markdown = file.path.ends_with(".md");
    let is_test = file.path.starts_with("tests/");
    let mut is_example = false;
    let mut violations = Vec::new();
    for (number, line) in file.numbered_lines() {
        is_example ^= is_markdown && line.trim_start().starts_with("```");
        // Examples show what the program prints. A table row and a link cannot be wrapped. The
        // inputs of tests stay as a person would type them.
        let is_exempt = match is_markdown {
            true => is_example || line.starts_with('|') || line.contains("]("),
            false => is_test && line.contains(['"', '\'', '`', '/']),
        };
        if line.chars().count() > MAX_LINE_LENGTH && !is_exempt {
            violations.push(format!("{}:{number}: over {MAX_LINE_LENGTH} columns", file.path));
        }
    }
    violations
}

#[test]
fn files_hold_one_idea() {
    assert_none(
        read_rust_sources()
            .iter()
            .map(|file| (&file.path, file.text.lines().count()))
            .filter(|(_, lines)| *lines > MAX_FILE_LINES)
            .map(|(path, lines)| format!("{path}: {lines} lines; divide it"))
            .collect(),
    );
}

#[test]
fn functions_have_few_parameters() {
    let mut violations = Vec::new();
    for file in read_rust_sources() {
        for (start, _) in file.text.match_indices("fn ") {
            let rest = &file.text[start + 3..];
            let Some(name_length) = rest.find(|character: char| !is_name_character(character))
            else {
                continue;
            };
            let count = count_parameters(&rest[name_length..]);
            // The pens of font libraries have this signature.
            let is_pen = &rest[..name_length] == "curve_to";
            if name_length > 0 && count > MAX_PARAMETERS && !is_pen {
                let line = file.text[..start].matches('\n').count() + 1;
                let name = &rest[..name_length];
                violations.push(format!(
                    "{}:{line}: `{name}` has {count} parameters; name a struct for those that \
                     travel together",
                    file.path
                ));
            }
        }
    }
    assert_none(violations);
}

fn is_name_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Counts the parameters of a signature that starts after the function's name.
fn count_parameters(signature: &str) -> usize {
    let mut depth = 0;
    let mut count = 0;
    let mut has_text = false;
    let mut previous = ' ';
    // Generics come before the list: `<F: Fn(u8)>(…)`.
    let mut in_list = false;
    for character in signature.chars() {
        match character {
            '(' | '[' | '{' | '<' => {
                if depth == 0 && character == '(' {
                    in_list = true;
                } else if depth == 0 && character == '{' {
                    return count;
                }
                depth += 1;
            }
            '>' if previous == '-' || previous == '=' => {}
            ')' | ']' | '}' | '>' => {
                depth -= 1;
                if depth == 0 && in_list {
                    return count + usize::from(has_text);
                }
            }
            ',' if depth == 1 && in_list => {
                count += usize::from(has_text);
                has_text = false;
            }
            character if in_list && !character.is_whitespace() => has_text = true,
            _ => {}
        }
        previous = character;
    }
    count
}
