//! Formulas in the editor: completion of commands, and their words on hover.

use std::ops::Range;
use std::sync::OnceLock;

use serde_json::{Value as Json, json};

use super::context::context_at;
use super::document::{Document, lsp_range};
use crate::math::{COMMANDS, ENVIRONMENTS, Formula, MathStyle, THEME_COLOURS};

/// Kinds of completion items, as the protocol numbers them: function, struct, colour.
const FUNCTION_KIND: u32 = 3;
const STRUCT_KIND: u32 = 22;
const COLOUR_KIND: u32 = 16;

/// Returns what can be written at a byte inside a formula; `None` outside formulas and where
/// neither a command nor the name of an environment or colour is being typed.
pub(crate) fn formula_items(document: &Document, offset: usize) -> Option<Vec<Json>> {
    let text = &document.source.text;
    let formula = formula_start(text, offset)?;
    let before = &text[formula..offset];
    for opening in ["\\begin{", "\\end{"] {
        if let Some(start) = argument_start(before, opening) {
            let bytes = formula + start..offset;
            let items = ENVIRONMENTS.iter().map(|name| item(document, &bytes, name, STRUCT_KIND));
            return Some(items.collect());
        }
    }
    for opening in ["\\color{", "\\textcolor{", "\\colorbox{"] {
        if let Some(start) = argument_start(before, opening) {
            let bytes = formula + start..offset;
            let items = THEME_COLOURS.iter().map(|name| item(document, &bytes, name, COLOUR_KIND));
            return Some(items.collect());
        }
    }
    let start = before.rfind('\\')?;
    let is_name = |letter: char| letter.is_ascii_alphabetic();
    if !before[start + 1..].chars().all(is_name) || before[..start].ends_with('\\') {
        return None;
    }
    let bytes = formula + start..offset;
    let items = commands_with_signs().iter().map(|(command, sign)| {
        let mut item = item(document, &bytes, command, FUNCTION_KIND);
        if let Some(sign) = sign {
            item["detail"] = sign.as_str().into();
        }
        item
    });
    Some(items.collect())
}

fn item(document: &Document, bytes: &Range<usize>, label: &str, kind: u32) -> Json {
    json!({
        "label": label,
        "kind": kind,
        "filterText": label,
        "textEdit": { "range": lsp_range(&document.source, bytes.clone()), "newText": label },
    })
}

/// Returns the start of the argument of a command that is being typed at the end of a text.
fn argument_start(before: &str, opening: &str) -> Option<usize> {
    let start = before.rfind(opening)? + opening.len();
    before[start..]
        .chars()
        .all(|sign| sign.is_alphanumeric() || "*_-".contains(sign))
        .then_some(start)
}

/// Returns all commands, each with the sign that it draws.
fn commands_with_signs() -> &'static [(String, Option<String>)] {
    static COMMAND_SIGNS: OnceLock<Vec<(String, Option<String>)>> = OnceLock::new();
    COMMAND_SIGNS.get_or_init(|| {
        let commands = COMMANDS.lines().map(|name| format!("\\{name}"));
        commands
            .map(|command| {
                let sign = sign_of(&command);
                (command, sign)
            })
            .collect()
    })
}

/// Returns the sign that a command draws, if it is one sign or name.
fn sign_of(command: &str) -> Option<String> {
    let formula = Formula::parse(command, MathStyle::Display).ok()?;
    let plain = formula.plain();
    let is_sign = !plain.trim().is_empty() && plain.chars().count() <= 8 && plain != command[1..];
    is_sign.then_some(plain)
}

/// Says the formula at a byte in words.
pub(crate) fn formula_hover(document: &Document, offset: usize, lang: &str) -> Option<Json> {
    let text = &document.source.text;
    let start = formula_start(text, offset)?;
    let end = formula_end(text, start, offset);
    let written = &text[start..end];
    let source = written.trim();
    let formula = Formula::parse(source, MathStyle::Display).ok()?;
    let first = start + (written.len() - written.trim_start().len());
    let words = [formula.spoken(lang), formula.plain()];
    Some(json!({
        "contents": { "kind": "plaintext", "value": words.join("\n\n") },
        "range": lsp_range(&document.source, first..first + source.len()),
    }))
}

/// Returns where the formula around a byte starts; `None` if the byte is not inside one.
fn formula_start(text: &str, offset: usize) -> Option<usize> {
    dollar_start(text, offset).or_else(|| block_start(text, offset))
}

/// Returns where the formula between dollar signs starts. Formulas in a line do not go over the
/// end of their paragraph.
fn dollar_start(text: &str, offset: usize) -> Option<usize> {
    let line = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let display = display_start(text, line);
    let from = display.unwrap_or(line);
    let mut open = display.map(|start| (start, 2));
    let bytes = text.as_bytes();
    let mut at = from;
    while at < offset {
        match bytes[at] {
            b'\\' => at += 1,
            b'$' => {
                let count = if bytes.get(at + 1) == Some(&b'$') { 2 } else { 1 };
                open = match open {
                    Some((_, opened)) if opened == count => None,
                    Some(other) => Some(other),
                    None => Some((at + count, count)),
                };
                at += count - 1;
            }
            _ => {}
        }
        at += 1;
    }
    let (start, count) = open.filter(|(start, _)| *start <= offset)?;
    let opens = count == 2 || text[start..].starts_with(|sign: char| !sign.is_whitespace());
    opens.then_some(start)
}

/// Returns where a formula between `$$` starts that is open at the start of a line. It has no
/// empty line.
fn display_start(text: &str, line: usize) -> Option<usize> {
    let mut end = line;
    let mut fences = Vec::new();
    while end > 0 {
        let start = text[..end - 1].rfind('\n').map_or(0, |end| end + 1);
        let above = &text[start..end];
        if above.trim().is_empty() {
            break;
        }
        fences.extend(above.match_indices("$$").map(|(at, _)| start + at + 2));
        end = start;
    }
    fences.sort_unstable();
    (fences.len() % 2 == 1).then(|| fences[fences.len() - 1])
}

/// Returns where the value of `math` or `tex` around a byte starts.
fn block_start(text: &str, offset: usize) -> Option<usize> {
    let line_start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    if let Some(start) = value_start(&text[line_start..offset]) {
        let key = context_at(text, line_start + start).key?;
        return matches!(key.name, "math" | "tex").then_some(line_start + start);
    }
    // A later line of the value: the key is the first line above that is indented less.
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = text[line_start..].lines().next().map_or(0, indent);
    let mut end = line_start;
    while end > 0 {
        let start = text[..end - 1].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..end].trim_end();
        if !line.trim().is_empty() && indent(line) < own {
            let header = line.trim_start_matches([' ', '-']);
            // A key after `- ` is as far to the right as the keys below it.
            let is_parent = line.len() - header.len() < own;
            let is_formula =
                is_parent && ["math:", "tex:"].into_iter().any(|key| header.starts_with(key));
            return is_formula.then_some(end);
        }
        end = start;
    }
    None
}

/// Returns where the value starts in a line with a key before it.
fn value_start(line: &str) -> Option<usize> {
    ["math: ", "tex: "].into_iter().filter_map(|key| Some(line.rfind(key)? + key.len())).max()
}

/// Returns where the formula that starts at `start` ends, at or after a byte.
fn formula_end(text: &str, start: usize, offset: usize) -> usize {
    let line_of = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[..start].ends_with("$$") {
        return text[offset..].find("$$").map_or(text.len(), |end| offset + end);
    }
    if text[..start].ends_with('$') {
        let line_end = line_of(offset);
        return text[offset..line_end].find('$').map_or(line_end, |end| offset + end);
    }
    if !text[..start].ends_with('\n') {
        let end = line_of(start);
        // In a flow mapping, the value ends at the next key.
        let value = &text[start..end];
        return start + value.find(", ").filter(|_| value.ends_with('}')).unwrap_or(value.len());
    }
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(text[start..].lines().next().unwrap_or_default());
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) < own {
            break;
        }
        end += line.len();
    }
    end
}
