//! Finds lists with letters or numbers that a paragraph runs together: `a. one`, `b. two`.

use super::super::read::ReadContext;
use crate::diagnostic::Code;
use crate::source::Span;

/// Which labels a list can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListLabels {
    /// `a.`, `ii)`, `(b)`. Lists with numbers are Markdown.
    Letters,
    /// Also `1.`.
    LettersAndNumbers,
}

/// Returns the index of the first of two lines with successive labels.
pub(crate) fn find_lettered_line(lines: &[&str], labels: ListLabels) -> Option<usize> {
    let numbers: Vec<Vec<(LabelStyle, u32)>> = lines
        .iter()
        .map(|line| parse_label(line.trim_start_matches(['>', ' ', '\t']), labels))
        .collect();
    (1..lines.len()).find_map(|index| {
        // After a hard line break, a line stays a line.
        let is_apart = lines[index - 1].ends_with(['\\']) || lines[index - 1].ends_with("  ");
        let follows = |(style, number): &(LabelStyle, u32)| {
            numbers[index - 1].contains(&(*style, number.wrapping_sub(1)))
        };
        (!is_apart && numbers[index].iter().any(follows)).then(|| index - 1)
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LabelStyle {
    Letter,
    Roman,
    Number,
}

/// Returns what the label of a line can mean: `i.` is a letter or a Roman number.
fn parse_label(line: &str, labels: ListLabels) -> Vec<(LabelStyle, u32)> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let Some((label, _)) = line.split_once(' ') else { return Vec::new() };
    let label = match label.strip_suffix('.').or_else(|| label.strip_suffix(')')) {
        Some(label) => label.trim_start_matches('(').to_lowercase(),
        None => return Vec::new(),
    };
    let mut meanings = Vec::new();
    let mut letters = label.chars();
    if let (Some(letter @ 'a'..='z'), None) = (letters.next(), letters.next()) {
        meanings.push((LabelStyle::Letter, u32::from(letter)));
    }
    if let Some(number) = ROMAN.iter().position(|roman| *roman == label) {
        meanings.push((LabelStyle::Roman, number as u32));
    }
    if labels == ListLabels::LettersAndNumbers
        && label.len() <= 3
        && let Ok(number) = label.parse()
    {
        meanings.push((LabelStyle::Number, number));
    }
    meanings
}

/// Warns that the line at `span` and the next ones are one paragraph.
pub(crate) fn report_lettered_line(line: &str, span: Span, context: &mut ReadContext) {
    let line: String = line.trim().chars().take(MAX_LINE_CHARS).collect();
    context.reader.report_warning(
        Code::UnsupportedMarkdown,
        format!("`{line}` and the lines after it run together into one paragraph"),
        span,
        "write each item on a line of its own after `- `; for letters, use `numbered` with `style`",
    );
}

/// The most characters of a line that a message repeats.
const MAX_LINE_CHARS: usize = 40;

#[cfg(test)]
mod tests {
    use super::{ListLabels, find_lettered_line};

    #[test]
    fn only_successive_labels_are_a_list() {
        let find = |text: &str| {
            find_lettered_line(&text.lines().collect::<Vec<_>>(), ListLabels::LettersAndNumbers)
        };
        assert_eq!(find("one\na. sub\nb. sub"), Some(1));
        assert_eq!(find("(i) sub\n  (ii) sub"), Some(0));
        assert_eq!(find("x:\n1) sub\n2) sub"), Some(1));
        assert_eq!(find("a. sub\\\nb. sub"), None);
        for text in ["a. sub", "in vitamin\nc. elegans\nand", "a.\nb.", "see p.\n3. May\n1. June"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
