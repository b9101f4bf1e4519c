//! Arrows: `-->`, `-.->`, `==>`, `---`, `~~~`, `<-->`, `--o`, `--x`, with words or without.

use crate::diagram::drawing::{EdgeEnd, StrokeStyle};

/// An arrow as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WrittenLink<'t> {
    /// Its name, such as `e1` in `e1@-->`.
    pub name: Option<&'t str>,
    pub ends: [EdgeEnd; 2],
    pub style: StrokeStyle,
    pub label: &'t str,
    /// How many layers of boxes it passes: one for each further dash, `=` or dot.
    pub passed_layers: usize,
    /// What follows the arrow.
    pub rest: &'t str,
}

/// Reads an arrow at the start of a text.
pub(super) fn read_link(text: &str) -> Option<WrittenLink<'_>> {
    // `e1@-->` names an arrow.
    let (name, text) = match text.split_once('@') {
        Some((id, rest))
            if !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || c == '_') =>
        {
            (Some(id), rest)
        }
        _ => (None, text),
    };
    let (start, body) = read_start(text);
    let (length, style, is_open) = measure_body(body)?;
    let (end, after) = read_end(&body[length..]);
    let link = |ends: [EdgeEnd; 2], line: &str, label, rest| {
        let passed_layers = count_passed_layers(line, style, ends[1] != EdgeEnd::None);
        Some(WrittenLink { name, ends, style, label, passed_layers, rest })
    };
    if is_open && end == EdgeEnd::None {
        // `-- words -->`: the words end where the second half of the arrow starts.
        if let Some(half) = find_second_half(&body[length..], style) {
            return link([start, half.end], half.line, half.label, half.rest);
        }
        let is_complete = match style {
            StrokeStyle::Dashed => body[..length].ends_with(['-', '~']) && length > 2,
            StrokeStyle::None => true,
            _ => length > 2,
        };
        if !is_complete {
            return None;
        }
    }
    // `-->|words|`
    let after_blank = after.trim_start();
    if let Some((label, rest)) = after_blank.strip_prefix('|').and_then(|inner| split_pipe(inner)) {
        return link([start, end], &body[..length], label, rest);
    }
    link([start, end], &body[..length], "", after)
}

/// Splits the words of an arrow from what follows the closing `|`, which may also be in quotes.
fn split_pipe(inner: &str) -> Option<(&str, &str)> {
    if let Some(quoted) = inner.trim_start().strip_prefix('"') {
        let end = quoted.find('"')?;
        let (_, rest) = quoted[end + 1..].split_once('|')?;
        return Some((&quoted[..end], rest));
    }
    inner.split_once('|')
}

fn read_start(text: &str) -> (EdgeEnd, &str) {
    let start = match text.as_bytes() {
        [b'<', b'-' | b'=', ..] => EdgeEnd::Arrow,
        [b'o', b'-' | b'=', b'-' | b'=' | b'.', ..] => EdgeEnd::Circle,
        [b'x', b'-' | b'=', b'-' | b'=' | b'.', ..] => EdgeEnd::Cross,
        _ => return (EdgeEnd::None, text),
    };
    (start, &text[1..])
}

/// Returns the length of the line of an arrow, its style, and whether words may follow it.
fn measure_body(text: &str) -> Option<(usize, StrokeStyle, bool)> {
    let count = |text: &str, sign: char| text.len() - text.trim_start_matches(sign).len();
    if text.starts_with("-.") {
        let dots = count(&text[1..], '.');
        let dashes = count(&text[1 + dots..], '-');
        return Some((1 + dots + dashes, StrokeStyle::Dashed, dashes == 0));
    }
    for (sign, style) in [('-', StrokeStyle::Solid), ('=', StrokeStyle::Thick)] {
        let length = count(text, sign);
        if length >= 2 {
            return Some((length, style, true));
        }
    }
    let length = count(text, '~');
    (length >= 3).then_some((length, StrokeStyle::None, false))
}

/// An arrow passes at most this many layers of boxes: more do not fit on a slide.
const MAX_PASSED_LAYERS: usize = 8;

/// Returns how many layers of boxes an arrow with this line passes: none for `-->`, `---`, `-.->`.
fn count_passed_layers(line: &str, style: StrokeStyle, has_head: bool) -> usize {
    let count = match style {
        StrokeStyle::Dashed => line.matches('.').count().saturating_sub(1),
        _ if has_head => line.len().saturating_sub(2),
        _ => line.len().saturating_sub(3),
    };
    count.min(MAX_PASSED_LAYERS)
}

/// Reads the head of an arrow. As in Mermaid, an `o` or `x` after the line is a head, so a blank
/// has to be before a name that starts with one.
fn read_end(text: &str) -> (EdgeEnd, &str) {
    let end = match text.as_bytes() {
        [b'>', ..] => EdgeEnd::Arrow,
        [b'o', ..] => EdgeEnd::Circle,
        [b'x', ..] => EdgeEnd::Cross,
        _ => return (EdgeEnd::None, text),
    };
    (end, &text[1..])
}

/// The second half of an arrow with words in it.
struct SecondHalf<'t> {
    label: &'t str,
    line: &'t str,
    end: EdgeEnd,
    rest: &'t str,
}

/// Finds the second half of an arrow with words in it.
fn find_second_half(text: &str, style: StrokeStyle) -> Option<SecondHalf<'_>> {
    let half = match style {
        StrokeStyle::Solid => "--",
        StrokeStyle::Thick => "==",
        StrokeStyle::Dashed => ".-",
        StrokeStyle::Dotted | StrokeStyle::None => return None,
    };
    let from = match text.trim_start().strip_prefix('"') {
        // Words in quotes may contain dashes.
        Some(quoted) => text.len() - quoted.len() + quoted.find('"')? + 1,
        None => 0,
    };
    let at = from + text[from..].find(half)?;
    let label = text[..at].trim();
    // `a --- b --> c` are two arrows, and an arrow needs words.
    if label.is_empty() || label.starts_with(['-', '=', '>', '|']) {
        return None;
    }
    let sign = if style == StrokeStyle::Thick { '=' } else { '-' };
    let after = text[at..].trim_start_matches('.').trim_start_matches(sign);
    let line = &text[at..text.len() - after.len()];
    let (end, rest) = read_end(after);
    Some(SecondHalf { label, line, end, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (EdgeEnd, EdgeEnd, StrokeStyle, &str, &str) {
        let link = read_link(text).unwrap_or_else(|| panic!("{text}"));
        (link.ends[0], link.ends[1], link.style, link.label, link.rest.trim())
    }

    #[test]
    fn arrows_of_all_kinds_are_read() {
        use EdgeEnd::{Arrow, Circle, Cross, None};
        use StrokeStyle::{Dashed, Solid, Thick};
        assert_eq!(read("--> b"), (None, Arrow, Solid, "", "b"));
        assert_eq!(read("-->b"), (None, Arrow, Solid, "", "b"));
        assert_eq!(read("----> b"), (None, Arrow, Solid, "", "b"));
        assert_eq!(read("--- b"), (None, None, Solid, "", "b"));
        assert_eq!(read("-->|yes| b"), (None, Arrow, Solid, "yes", "b"));
        assert_eq!(read("---|yes|b"), (None, None, Solid, "yes", "b"));
        assert_eq!(read("-- yes, no --> b"), (None, Arrow, Solid, "yes, no", "b"));
        assert_eq!(read("-- yes --- b"), (None, None, Solid, "yes", "b"));
        assert_eq!(read("-.-> b"), (None, Arrow, Dashed, "", "b"));
        assert_eq!(read("-.- b"), (None, None, Dashed, "", "b"));
        assert_eq!(read("-. yes .-> b"), (None, Arrow, Dashed, "yes", "b"));
        assert_eq!(read("==> b"), (None, Arrow, Thick, "", "b"));
        assert_eq!(read("== yes ==> b"), (None, Arrow, Thick, "yes", "b"));
        assert_eq!(read("--o b"), (None, Circle, Solid, "", "b"));
        assert_eq!(read("--x b"), (None, Cross, Solid, "", "b"));
        assert_eq!(read("<--> b"), (Arrow, Arrow, Solid, "", "b"));
        assert_eq!(read("o--o b"), (Circle, Circle, Solid, "", "b"));
        assert_eq!(read("~~~ b"), (None, None, StrokeStyle::None, "", "b"));
        assert_eq!(read("e1@--> b"), (None, Arrow, Solid, "", "b"));
        assert_eq!(read("-- \"a -- b\" --> c"), (None, Arrow, Solid, "\"a -- b\"", "c"));
        assert_eq!(read("---oB2"), (None, Circle, Solid, "", "B2"));
        assert_eq!(read("--xM"), (None, Cross, Solid, "", "M"));
        assert_eq!(read("-- yes --oB"), (None, Circle, Solid, "yes", "B"));
        assert!(read_link("-> b").is_none() && read_link("-- b").is_none());
    }

    #[test]
    fn longer_arrows_pass_layers() {
        let lengths = |arrows: &[&str]| {
            let links =
                arrows.iter().map(|text| read_link(text).unwrap_or_else(|| panic!("{text}")));
            links.map(|link| link.passed_layers).collect::<Vec<_>>()
        };
        let short = ["--> b", "--- b", "==> b", "=== b", "-.-> b", "-.- b", "~~~ b", "-- w --> b"];
        assert_eq!(lengths(&short), [0; 8]);
        let long = ["---> b", "----> b", "---- b", "===> b", "-..-> b", "-- w ---> b", "--o b"];
        assert_eq!(lengths(&long), [1, 2, 1, 1, 1, 1, 0]);
    }
}
