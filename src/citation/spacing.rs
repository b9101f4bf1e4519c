//! Joins an abbreviation and its number by a no-break space: `vol. 1`, `pp. 269`, `12 (3)`.

use super::pieces::{Piece, plain_text};

/// Abbreviations that stay with the number after them. Those of one letter are in small letters:
/// capitals are initials of names.
const ABBREVIATIONS: &[&str] = &[
    "art.", "Art.", "Bd.", "bd.", "cap.", "ch.", "chap.", "fasc.", "Fasc.", "fig.", "Fig.", "iss.",
    "Jg.", "n.", "n°", "no.", "No.", "nos.", "Nos.", "Nr.", "nr.", "nº", "num.", "núm.", "p.",
    "pág.", "págs.", "par.", "pp.", "pt.", "S.", "sec.", "Sec.", "ser.", "t.", "v.", "vol.",
    "Vol.", "vols.", "Vols.", "с.", "т.", "№",
];

/// The longest number of an issue in parentheses, in bytes.
const MAX_ISSUE_BYTES: usize = 12;

/// Replaces the spaces of an entry at which no line may end.
pub(super) fn join_numbers(pieces: &mut [Piece]) {
    let text = plain_text(pieces);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    let mut start = 0;
    for piece in pieces.iter_mut().filter(|piece| !piece.text.is_empty()) {
        let end = start + piece.text.len();
        if !piece.is_math && piece.text.contains(' ') {
            let spaces = text[start..end].char_indices();
            let joined = spaces.map(|(at, c)| match c {
                ' ' if joins(&text[..start + at], &text[start + at + 1..]) => '\u{a0}',
                other => other,
            });
            piece.text = joined.collect();
        }
        start = end;
    }
}

/// Whether the text before a space belongs to the text after it.
fn joins(before: &str, after: &str) -> bool {
    let is_boundary = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',');
    let word = before.rsplit(is_boundary).next().unwrap_or_default();
    let is_number = after.starts_with(|c: char| c.is_ascii_digit());
    if is_number && ABBREVIATIONS.contains(&word) {
        return true;
    }
    if word.eq_ignore_ascii_case("doi:") {
        return true;
    }
    if !word.is_empty() && word.starts_with(|c: char| c.is_ascii_digit()) {
        let issue = after.strip_prefix('(').and_then(|rest| rest.find(')'));
        return issue.is_some_and(|length| length <= MAX_ISSUE_BYTES) && is_volume(word)
            || after.starts_with("ed.");
    }
    false
}

fn is_volume(word: &str) -> bool {
    word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Piece, join_numbers, plain_text};

    #[test]
    fn numbers_stay_with_their_abbreviations() {
        for (text, joined) in [
            ("vol. 1, no. 2, pp. 269–271", "vol.\u{a0}1, no.\u{a0}2, pp.\u{a0}269–271"),
            ("Nature 12 (3): 4", "Nature 12\u{a0}(3): 4"),
            ("2nd ed. doi: 10.1/x", "2nd\u{a0}ed. doi:\u{a0}10.1/x"),
            ("P. 2020. A p. on", "P. 2020. A p. on"),
        ] {
            let mut pieces = vec![Piece::plain(text)];
            join_numbers(&mut pieces);
            assert_eq!(plain_text(&pieces), joined);
        }
        let italic = Piece { is_italic: true, ..Piece::plain("Nature 12") };
        let mut pieces = vec![italic, Piece::plain(" (3)")];
        join_numbers(&mut pieces);
        assert_eq!(pieces[1].text, "\u{a0}(3)");
    }
}
