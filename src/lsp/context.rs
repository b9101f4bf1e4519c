//! Finds what can be written at a place, by lines and indentation alone: while somebody types, the
//! text is rarely valid YAML.

use crate::theme::detect_root_group;
use crate::vocabulary::{KeyGroup, KeySpec, ValueType};
use crate::yaml::to_snake_case;

/// A step from a value to a value inside it.
#[derive(Clone, Debug, PartialEq)]
enum PathStep {
    Key(String),
    Item,
}

/// What can be written at a place.
#[derive(Debug)]
pub(crate) struct CompletionContext {
    /// The types that the enclosing mapping or list, or the value of the key, may have.
    pub values: Vec<ValueType>,
    /// The key whose value is written here; `None` where a key can be written.
    pub key: Option<&'static KeySpec>,
    /// The part of the key or value that has been typed.
    pub prefix: String,
    /// Whether the place is inside `{ }` or `[ ]`.
    pub is_flow: bool,
}

impl CompletionContext {
    /// Returns every key group that the mapping here may have.
    pub(crate) fn key_groups(&self) -> Vec<&'static KeyGroup> {
        self.values.iter().flat_map(ValueType::key_groups).collect()
    }

    /// Returns the key with this name, if it can be written here.
    pub(crate) fn find_key(&self, name: &str) -> Option<&'static KeySpec> {
        let name = to_snake_case(name);
        self.key_groups().iter().find_map(|group| group.find_key(&name))
    }
}

/// Returns what can be written at the byte `at`.
pub(crate) fn context_at(text: &str, at: usize) -> CompletionContext {
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &text[line_start..at];
    let mut elements = split_line(before);
    let mut typed = match elements.pop() {
        Some((_, LineElement::Rest(rest))) => parse_open_brackets(&rest),
        other => {
            elements.extend(other);
            TypedRest::default()
        }
    };
    let is_after_key = matches!(elements.last(), Some((_, LineElement::Key(_))));
    typed.is_value |= is_after_key && typed.steps.is_empty();
    // The column of the text itself: lines above with a smaller column are its parents.
    let mut column = elements
        .first()
        .map_or(before.chars().take_while(|c| *c == ' ').count(), |(column, _)| *column);
    let mut first_is_item = matches!(elements.first(), Some((_, LineElement::Item)));
    let mut path: Vec<PathStep> =
        elements.into_iter().filter_map(|(_, element)| element.into_step()).collect();
    path.append(&mut typed.steps);
    for line in text[..line_start].lines().rev() {
        if column == 0 && !first_is_item {
            break;
        }
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        for (place, element) in split_line(line).into_iter().rev() {
            let is_parent = match element {
                // A list may be at the same column as its key.
                LineElement::Key(_) => place < column || (place == column && first_is_item),
                LineElement::Item => place < column,
                LineElement::Rest(_) => false,
            };
            if let Some(step) = element.into_step().filter(|_| is_parent) {
                first_is_item = step == PathStep::Item;
                column = place;
                path.insert(0, step);
            }
        }
    }
    resolve_path(detect_root_group(text), &path, typed)
}

fn resolve_path(root: &'static KeyGroup, path: &[PathStep], typed: TypedRest) -> CompletionContext {
    let mut values = vec![ValueType::Keys(root)];
    let mut key = None;
    for step in path {
        let flat: Vec<ValueType> = values.iter().flat_map(ValueType::alternatives).collect();
        match step {
            PathStep::Item => {
                values = flat.iter().filter_map(ValueType::item_value).copied().collect();
            }
            PathStep::Key(name) => {
                let name = to_snake_case(name);
                let found = flat
                    .iter()
                    .flat_map(ValueType::key_groups)
                    .find_map(|group| group.find_key(&name));
                key = found;
                values = match found {
                    Some(key) => vec![key.value],
                    // The author's own text with something under it.
                    None => flat.iter().filter_map(ValueType::pair_value).copied().collect(),
                };
            }
        }
    }
    let values = values.iter().flat_map(ValueType::alternatives).collect();
    let TypedRest { prefix, is_value, is_flow, .. } = typed;
    CompletionContext { values, key: key.filter(|_| is_value), prefix, is_flow }
}

/// A part of a line. Each is stored with its column.
#[derive(Debug, PartialEq)]
enum LineElement {
    /// `- `
    Item,
    /// `key:`
    Key(String),
    /// The rest of the line.
    Rest(String),
}

impl LineElement {
    fn into_step(self) -> Option<PathStep> {
        match self {
            LineElement::Item => Some(PathStep::Item),
            LineElement::Key(name) => Some(PathStep::Key(name)),
            LineElement::Rest(_) => None,
        }
    }
}

fn split_line(line: &str) -> Vec<(usize, LineElement)> {
    let mut elements = Vec::new();
    let mut rest = line.trim_start_matches(' ');
    let mut column = line.len() - rest.len();
    while let Some(tail) =
        rest.strip_prefix('-').filter(|tail| tail.is_empty() || tail.starts_with(' '))
    {
        elements.push((column, LineElement::Item));
        let trimmed = tail.trim_start_matches(' ');
        column += rest.len() - trimmed.len();
        rest = trimmed;
    }
    let key = rest.find(':').filter(|&colon| {
        let name = &rest[..colon];
        let ends = rest[colon + 1..].is_empty() || rest[colon + 1..].starts_with(' ');
        ends && !name.is_empty() && !name.starts_with(['{', '[', '"', '\'', '#'])
    });
    if let Some(colon) = key {
        elements.push((column, LineElement::Key(rest[..colon].trim().to_owned())));
        column += colon + 1;
        rest = &rest[colon + 1..];
    }
    let words = rest.trim_start();
    if !words.is_empty() {
        elements.push((column + rest.len() - words.len(), LineElement::Rest(words.to_owned())));
    }
    elements
}

/// What has been typed on a line after its dashes and key.
#[derive(Default)]
struct TypedRest {
    /// The steps through its open brackets.
    steps: Vec<PathStep>,
    /// The word that is being typed.
    prefix: String,
    /// Whether that word is a value.
    is_value: bool,
    /// Whether it is inside brackets.
    is_flow: bool,
}

fn parse_open_brackets(rest: &str) -> TypedRest {
    if !rest.starts_with(['{', '[']) {
        return TypedRest { prefix: rest.to_owned(), ..TypedRest::default() };
    }
    // Each open bracket, with the key whose value is being written.
    let mut open: Vec<(char, Option<String>)> = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for c in rest.chars() {
        match c {
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => word.push(c),
            '"' | '\'' if word.trim().is_empty() => quote = Some(c),
            '{' | '[' => {
                open.push((c, None));
                word.clear();
            }
            '}' | ']' => {
                open.pop();
                word.clear();
            }
            ',' => {
                word.clear();
                if let Some(last) = open.last_mut() {
                    last.1 = None;
                }
            }
            ':' if matches!(open.last(), Some(('{', None))) => {
                let key = std::mem::take(&mut word).trim().to_owned();
                if let Some(last) = open.last_mut() {
                    last.1 = Some(key);
                }
            }
            c => word.push(c),
        }
    }
    let is_value = open.last().is_some_and(|(bracket, key)| *bracket == '[' || key.is_some());
    let steps = open.into_iter().filter_map(|(bracket, key)| {
        if bracket == '[' { Some(PathStep::Item) } else { key.map(PathStep::Key) }
    });
    TypedRest {
        steps: steps.collect(),
        prefix: word.trim_start().to_owned(),
        is_value,
        is_flow: true,
    }
}

#[cfg(test)]
mod tests {
    use super::context_at;

    fn group_names_at_end(text: &str) -> Vec<&'static str> {
        context_at(text, text.len()).key_groups().iter().map(|group| group.name).collect()
    }

    #[test]
    fn finds_the_group_by_indentation() {
        assert_eq!(group_names_at_end("tit"), ["deck"]);
        assert_eq!(group_names_at_end("title: A\nslides:\n  - "), ["slide"]);
        assert_eq!(group_names_at_end("slides:\n- title: A\n  bul"), ["slide"]);
        assert_eq!(
            group_names_at_end("slides:\n  - title: A\n    figure:\n      s"),
            ["figure", "figures"]
        );
        assert_eq!(
            group_names_at_end("slides:\n  - figure: { src: a.svg, al"),
            ["figure", "figures"]
        );
        assert_eq!(
            group_names_at_end("slides:\n  - title: A\n    cards:\n      - title: B\n        te"),
            ["card"]
        );
        assert_eq!(
            group_names_at_end("slides:\n  - title: \"open\n    cards:\n      - { title: B, "),
            ["card"]
        );
        assert_eq!(group_names_at_end("extends: plain\ncolours:\n  pri"), ["colours"]);
    }

    #[test]
    fn finds_the_key_of_a_value() {
        for text in [
            "slides:\n  - layout: co",
            "slides:\n  - { title: A, layout: ",
            "slides:\n- title: A\n  layout: ",
        ] {
            let context = context_at(text, text.len());
            assert_eq!(context.key.map(|key| key.name), Some("layout"), "{text}");
        }
    }
}
