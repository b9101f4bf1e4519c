//! The words of a label: Mermaid's text with line breaks, emphasis and entities.

use std::ops::Range;

use super::markup::remove_icons;

/// The words of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LabelText {
    /// The characters; `\n` is a line break.
    pub content: String,
    /// The parts that are emphasised, in order and without overlaps.
    pub emphasis: Vec<LabelEmphasis>,
}

/// An emphasised part of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LabelEmphasis {
    /// Bytes of the content.
    pub range: Range<usize>,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is italic.
    pub is_italic: bool,
    /// Whether it is underlined.
    pub is_underlined: bool,
}

impl LabelText {
    /// Returns a label of these characters as they are.
    pub fn plain(content: impl Into<String>) -> Self {
        Self { content: content.into(), emphasis: Vec::new() }
    }

    /// Reads a label: quotes around it are removed, `<br>` and `\n` are line breaks, entities such
    /// as `#35;` and `&amp;` are characters, and text between backticks is Markdown.
    pub fn parse(written: &str) -> Self {
        let bare = strip_quotes(written.trim());
        let markdown = bare
            .strip_prefix('`')
            .and_then(|inner| inner.strip_suffix('`'))
            .filter(|_| bare.len() > 1);
        let text = replace_entities(&replace_breaks(markdown.unwrap_or(bare)));
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        let text = lines.join("\n").trim_matches('\n').to_owned();
        match markdown {
            Some(_) => Self::read_emphasis(&text),
            None => Self::plain(remove_tags(&remove_icons(&text))),
        }
    }

    /// Reads `**bold**` and `*italic*`.
    fn read_emphasis(text: &str) -> Self {
        let mut label = Self::default();
        let (mut is_bold, mut is_italic) = (false, false);
        let mut start = 0;
        let mut rest = text;
        while !rest.is_empty() {
            let mark = ["**", "__", "*", "_"].into_iter().find(|mark| rest.starts_with(mark));
            let closes_or_opens = mark.filter(|mark| {
                let is_open = if mark.len() == 2 { is_bold } else { is_italic };
                let inside_word = mark.starts_with('_')
                    && label.content.ends_with(char::is_alphanumeric)
                    && rest[mark.len()..].starts_with(char::is_alphanumeric);
                !inside_word && (is_open || rest[mark.len()..].contains(mark))
            });
            if let Some(mark) = closes_or_opens {
                label.push_emphasis(start, is_bold, is_italic);
                start = label.content.len();
                if mark.len() == 2 {
                    is_bold = !is_bold;
                } else {
                    is_italic = !is_italic;
                }
                rest = &rest[mark.len()..];
                continue;
            }
            let length = rest.chars().next().map_or(1, char::len_utf8);
            label.content.push_str(&rest[..length]);
            rest = &rest[length..];
        }
        label.push_emphasis(start, is_bold, is_italic);
        label
    }

    fn push_emphasis(&mut self, start: usize, is_bold: bool, is_italic: bool) {
        let range = start..self.content.len();
        if (is_bold || is_italic) && !range.is_empty() {
            let emphasis = LabelEmphasis { range, is_bold, is_italic, is_underlined: false };
            self.emphasis.push(emphasis);
        }
    }

    /// Makes the label bold from byte `start` on.
    pub(crate) fn make_bold_from(&mut self, start: usize) {
        let range = start..self.content.len();
        self.emphasis = vec![LabelEmphasis { range, is_bold: true, ..LabelEmphasis::default() }];
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.content.trim().is_empty()
    }

    /// Returns the words on one line.
    pub fn to_single_line(&self) -> String {
        self.content.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Removes the quotes around a label.
pub(crate) fn strip_quotes(text: &str) -> &str {
    text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(text)
}

/// Replaces `<br>`, `<br/>` and `\n` with line breaks.
fn replace_breaks(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '\\']) {
        result.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_break = rest.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"));
        let inside = rest.get(3..).and_then(|after| after.split_once('>'));
        match inside.filter(|(inside, _)| is_break && inside.trim_matches([' ', '/']).is_empty()) {
            Some((_, after)) => {
                result.push('\n');
                rest = after;
            }
            None if rest.starts_with("\\n") => {
                result.push('\n');
                rest = &rest[2..];
            }
            None => {
                result.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    result + rest
}

/// Removes simple HTML tags such as `<b>` and `</i>`, which Mermaid obeys in some settings.
fn remove_tags(text: &str) -> String {
    const TAGS: &[&str] = &["b", "i", "u", "em", "strong", "small", "span", "sub", "sup", "code"];
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        result.push_str(&rest[..at]);
        let tag = rest[at + 1..].split_once('>').filter(|(tag, _)| {
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
            TAGS.contains(&name)
        });
        match tag {
            Some((_, after)) => rest = after,
            None => {
                result.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    result + rest
}

/// The longest name of an entity, in bytes.
const MAX_ENTITY_BYTES: usize = 10;

/// Replaces `#35;`, `#quot;`, `&amp;` and the like with the characters that they name.
fn replace_entities(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['#', '&']) {
        result.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let name = after.find(';').filter(|&end| end <= MAX_ENTITY_BYTES).map(|end| &after[..end]);
        match name.and_then(|name| Some((name, find_entity(name)?))) {
            Some((name, character)) => {
                result.push(character);
                rest = &after[name.len() + 1..];
            }
            None => {
                result.push_str(&rest[at..=at]);
                rest = after;
            }
        }
    }
    result + rest
}

fn find_entity(name: &str) -> Option<char> {
    let name = name.trim_start_matches('#');
    if let Some(digits) = name.strip_prefix(['x', 'X']) {
        return char::from_u32(u32::from_str_radix(digits, 16).ok()?);
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        return char::from_u32(name.parse().ok()?).filter(|found| !found.is_control());
    }
    Some(match name {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "semi" => ';',
        "colon" => ':',
        "hash" | "num" => '#',
        "euro" => '€',
        "copy" => '©',
        "deg" => '°',
        "rarr" => '→',
        "larr" => '←',
        "infin" => '∞',
        "hearts" => '♥',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_mermaid_reads_them() {
        let content = |written: &str| LabelText::parse(written).content;
        assert_eq!(content("\"one (two)\""), "one (two)");
        assert_eq!(content("one<br/>two<BR>three\\nfour"), "one\ntwo\nthree\nfour");
        assert_eq!(content("#35; #quot;x#quot; a &amp; b &c"), "# \"x\" a & b &c");
        assert_eq!(content("<b>one</b> a < b"), "one a < b");
        let label = LabelText::parse("\"`The **cat** in *the* hat a_b_c 2 * 3`\"");
        assert_eq!(label.content, "The cat in the hat a_b_c 2 * 3");
        let parts: Vec<&str> =
            label.emphasis.iter().map(|part| &label.content[part.range.clone()]).collect();
        assert_eq!(parts, ["cat", "the"]);
    }
}
