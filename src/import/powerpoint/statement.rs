//! Slides with a quotation, or with one large number.

use super::item::BodyItem;
use super::paragraphs::BodyBlock;
use super::title::is_amount;
use crate::import::write::OutlineValue;

/// The most words of a quotation, of the line below it, and of the label of a number.
const MAX_QUOTE_WORDS: usize = 60;
const MAX_LINE_WORDS: usize = 14;
const MAX_LABEL_WORDS: usize = 20;

/// Signs of quotations.
const MARKS: [char; 8] = ['“', '”', '„', '«', '»', '"', '❝', '❞'];

/// A paragraph of a slide that has only texts.
struct StatementLine {
    /// The paragraph as Markdown, on one line.
    text: String,
    /// The words.
    words: String,
    /// The type size in pt.
    size: Option<f64>,
}

impl StatementLine {
    fn count(&self) -> usize {
        self.words.split_whitespace().count()
    }
}

/// Returns the paragraphs of texts from the top; `None` if there is anything else.
fn read_lines(items: &[BodyItem]) -> Option<Vec<StatementLine>> {
    let mut sorted: Vec<&BodyItem> = items.iter().collect();
    sorted.sort_by(|a, b| a.rect.y.total_cmp(&b.rect.y).then(a.rect.x.total_cmp(&b.rect.x)));
    let mut lines = Vec::new();
    for item in sorted {
        let mut texts = Vec::new();
        for (key, value) in &item.blocks {
            match value {
                OutlineValue::Text(text) if matches!(*key, "text" | "heading") => {
                    texts.extend(text.split("\n\n").map(|text| text.replace("\\\n", " ")));
                }
                _ => return None,
            }
        }
        if texts.len() != item.paragraphs.len() {
            return None;
        }
        lines.extend(texts.into_iter().zip(&item.paragraphs).map(|(text, paragraph)| {
            StatementLine { text, words: paragraph.words(), size: paragraph.size() }
        }));
    }
    Some(lines)
}

/// Returns a slide's quotation: words in quotation marks, or below a large one, and who said them.
pub(super) fn as_quote(items: &[BodyItem]) -> Option<BodyBlock> {
    let mut lines = read_lines(items)?;
    let count = lines.len();
    lines.retain(|line| !line.words.trim().chars().all(|c| MARKS.contains(&c)));
    let has_mark = lines.len() < count;
    let first = lines.first()?;
    let first_size = first.size;
    let by = lines.pop_if(|line| {
        let is_smaller = match (first_size, line.size) {
            (Some(first), Some(last)) => last < first * 0.85,
            _ => false,
        };
        count > 1
            && line.count() <= MAX_LINE_WORDS
            && (is_smaller || line.words.trim_start().starts_with(['—', '–']))
    });
    let words: usize = lines.iter().map(StatementLine::count).sum();
    if lines.is_empty() || lines.len() > 3 || words > MAX_QUOTE_WORDS {
        return None;
    }
    let texts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
    let text = texts.join(" ");
    let inside = text.strip_prefix(['“', '„', '«', '"']);
    let inside = inside.and_then(|text| text.strip_suffix(['”', '“', '»', '"']));
    if inside.is_none() && !has_mark || lines.len() > 1 && by.is_none() {
        return None;
    }
    let inside = inside.filter(|inside| !inside.contains(MARKS));
    let text = inside.map_or(text.clone(), |inside| inside.trim().to_owned());
    let value = match by {
        Some(by) => {
            let by = by.text.trim().trim_start_matches(['—', '–']).trim_start().to_owned();
            OutlineValue::Map(vec![
                ("text".to_owned(), OutlineValue::Text(text)),
                ("by".to_owned(), OutlineValue::Text(by)),
            ])
        }
        None => OutlineValue::Text(text),
    };
    Some(("quote", value))
}

/// Returns the only number of a slide and its label.
pub(super) fn as_large_number(items: &[BodyItem]) -> Option<BodyBlock> {
    let lines = read_lines(items)?;
    let [number, label] = lines.as_slice() else { return None };
    let is_large = match (number.size, label.size) {
        (Some(number), Some(label)) => number >= label * 1.6,
        _ => false,
    };
    if !is_large || !is_amount(number.words.trim()) || label.count() > MAX_LABEL_WORDS {
        return None;
    }
    let entries = [("value", number), ("label", label)].map(|(key, line)| {
        let text = super::compose::strip_bold(line.text.trim());
        (key.to_owned(), OutlineValue::Text(text))
    });
    Some(("stats", OutlineValue::List(vec![OutlineValue::Map(entries.into())])))
}
