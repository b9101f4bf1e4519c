//! Stretches in another language: `[こんにちは]{lang=ja}`.

use super::text::{Run, Text};

/// Takes the brackets of every `[words]{lang=…}` out of `text` and says so on its runs. Bytes in `literal` are never markup.
pub fn mark_languages(mut text: Text, literal: &[usize]) -> Text {
    let mut literal = literal.to_vec();
    while let Some(found) = find(&text.content, &literal) {
        let mut result = Text { content: String::new(), runs: Vec::new(), span: text.span };
        let mut shifted = Vec::new();
        for run in &text.runs {
            let parts = [(0..found.open, false), (found.open + 1..found.close, true), (found.end..text.content.len(), false)];
            for (part, spoken) in parts {
                let (start, end) = (run.range.start.max(part.start), run.range.end.min(part.end));
                if start >= end {
                    continue;
                }
                let at = result.content.len();
                shifted.extend(literal.iter().filter(|&&byte| byte >= start && byte < end).map(|byte| at + byte - start));
                result.content.push_str(&text.content[start..end]);
                let lang = if spoken { Some(found.lang.clone()) } else { run.lang.clone() };
                result.runs.push(Run { range: at..result.content.len(), lang, ..run.clone() });
            }
        }
        literal = shifted;
        text = result;
    }
    text
}

struct Found {
    /// Byte of the `[`.
    open: usize,
    /// Byte of the `]`.
    close: usize,
    /// Byte after the `}`.
    end: usize,
    lang: String,
}

fn find(content: &str, literal: &[usize]) -> Option<Found> {
    let mut from = 0;
    while let Some(at) = content[from..].find("]{lang=") {
        let close = from + at;
        from = close + 1;
        let behind = &content[close + "]{lang=".len()..];
        let Some(length) = behind.find('}') else { continue };
        let lang = behind[..length].trim_matches(['"', '\'']);
        let named = !lang.is_empty() && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let Some(open) = content[..close].rfind('[') else { continue };
        if named && open + 1 < close && !literal.contains(&open) && !literal.contains(&close) {
            return Some(Found { open, close, end: close + "]{lang=".len() + length + 1, lang: lang.to_owned() });
        }
    }
    None
}
