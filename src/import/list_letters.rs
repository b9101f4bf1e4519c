//! Items of lists that are numbered with letters or Roman numerals: `a)`, `B.`, `(iv)`.

use super::MarkdownLine;
use crate::numerals::write_roman;

/// The style of a list and the number of an item in it.
pub(super) type LetteredNumber = (&'static str, u32);

/// How many lines after an item are searched for the next one.
const MAX_ITEM_LINES: usize = 12;

/// An item that starts with letters.
pub(super) struct LetteredItem<'l> {
    /// What the letters can mean.
    numbers: Vec<LetteredNumber>,
    /// The sign after them.
    pub mark: char,
    /// The text of the item.
    pub text: &'l str,
}

impl<'l> LetteredItem<'l> {
    /// Parses an item at the start of a line.
    pub(super) fn parse(line: &'l str) -> Option<Self> {
        let is_enclosed = line.starts_with('(');
        let rest = line.strip_prefix('(').unwrap_or(line);
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, after) = rest.split_at(length);
        let mark = after.chars().next().filter(|mark| matches!(mark, ')' | '.'))?;
        let text = &after[1..];
        let is_upper = letters.bytes().all(|b| b.is_ascii_uppercase());
        let is_lower = letters.bytes().all(|b| b.is_ascii_lowercase());
        if !(1..=6).contains(&length)
            || !(is_upper || is_lower)
            || !text.starts_with(' ')
            || is_enclosed && mark != ')'
        {
            return None;
        }
        let lower = letters.to_ascii_lowercase();
        let mut numbers = Vec::new();
        if let [letter] = lower.as_bytes() {
            let style = if is_upper { "upper_alpha" } else { "lower_alpha" };
            numbers.push((style, u32::from(letter - b'a') + 1));
        }
        let style = if is_upper { "upper_roman" } else { "lower_roman" };
        numbers.extend(parse_roman(&lower).map(|number| (style, number)));
        (!numbers.is_empty()).then(|| Self { numbers, mark, text: text.trim_start() })
    }

    /// Returns the wanted number if the letters can mean it.
    pub(super) fn find(&self, wanted: Option<LetteredNumber>) -> Option<LetteredNumber> {
        wanted.filter(|wanted| self.numbers.contains(wanted))
    }
}

/// Returns the number of an item that starts a list of at least two; `lines` follow it, and
/// `indent` spaces are before it. Unless `starts_anywhere`, the list starts with the first letter
/// or numeral.
pub(super) fn starts_sequence(
    item: &LetteredItem,
    lines: &[MarkdownLine],
    starts_anywhere: bool,
    indent: usize,
) -> Option<LetteredNumber> {
    let indent_of = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let next = lines
        .iter()
        .take(MAX_ITEM_LINES)
        .find(|line| !line.text.trim().is_empty() && indent_of(line.text) <= indent)
        .filter(|line| indent_of(line.text) == indent);
    let next = next.and_then(|line| LetteredItem::parse(&line.text[indent..]));
    let Some(next) = next.filter(|next| next.mark == item.mark) else {
        // Below an item, a list may have only one.
        let is_lower = |number: &&LetteredNumber| number.0.starts_with("lower") && number.1 == 1;
        return item.numbers.iter().find(is_lower).copied().filter(|_| indent > 0);
    };
    let mut candidates = item.numbers.iter().copied();
    candidates.find(|&(style, number)| {
        (starts_anywhere || number == 1) && next.find(Some((style, number + 1))).is_some()
    })
}

/// Parses a Roman numeral in lower case.
fn parse_roman(text: &str) -> Option<u32> {
    let digit = |letter: u8| match letter {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let digits: Vec<u32> = text.bytes().map(digit).collect::<Option<_>>()?;
    let mut sum = 0;
    for (index, &value) in digits.iter().enumerate() {
        let is_subtracted = digits.get(index + 1).is_some_and(|next| *next > value);
        sum += if is_subtracted { -(value as i32) } else { value as i32 };
    }
    u32::try_from(sum).ok().filter(|sum| write_roman(*sum) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_number(text: &str) -> Option<LetteredNumber> {
        let lines: Vec<MarkdownLine> =
            text.lines().map(|text| MarkdownLine { number: 1, text }).collect();
        starts_sequence(&LetteredItem::parse(lines[0].text)?, &lines[1..], true, 0)
    }

    #[test]
    fn lists_need_two_items_in_sequence() {
        assert_eq!(first_number("i. a\nii. b"), Some(("lower_roman", 1)));
        assert_eq!(first_number("i) a\n   more\nj) b"), Some(("lower_alpha", 9)));
        assert_eq!(first_number("(IX) a\n\n(X) b"), Some(("upper_roman", 9)));
        assert_eq!(first_number("A. Smith\nWrote it"), None);
        assert_eq!(first_number("iiii. a\niiiii. b"), None);
    }
}
