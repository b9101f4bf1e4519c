//! Letters in the alphabets of mathematics (Unicode, Mathematical Alphanumeric Symbols).

use super::expression::Alphabet;

/// Returns the letter or digit in an alphabet; `None` if it has no code point of its own there.
pub(super) fn letter_in(alphabet: Alphabet, letter: char) -> Option<char> {
    let (capitals, digits) = match alphabet {
        Alphabet::Usual | Alphabet::Upright => return None,
        Alphabet::Bold => (0x1d400, Some(0x1d7ce)),
        Alphabet::BoldItalic => (0x1d468, None),
        Alphabet::DoubleStruck => (0x1d538, Some(0x1d7d8)),
        Alphabet::Script => (0x1d49c, None),
        Alphabet::Fraktur => (0x1d504, None),
        Alphabet::SansSerif => (0x1d5a0, Some(0x1d7e2)),
        Alphabet::Monospace => (0x1d670, Some(0x1d7f6)),
    };
    if let Some(older) = older_letter(alphabet, letter) {
        return Some(older);
    }
    let code = match letter {
        'A'..='Z' => capitals + (letter as u32 - 'A' as u32),
        'a'..='z' => capitals + 26 + (letter as u32 - 'a' as u32),
        '0'..='9' => digits? + (letter as u32 - '0' as u32),
        _ => return None,
    };
    char::from_u32(code)
}

/// Letters that Unicode had before the alphabets were added; their places there are empty.
fn older_letter(alphabet: Alphabet, letter: char) -> Option<char> {
    let pairs: &[(char, char)] = match alphabet {
        Alphabet::DoubleStruck => {
            &[('C', 'ℂ'), ('H', 'ℍ'), ('N', 'ℕ'), ('P', 'ℙ'), ('Q', 'ℚ'), ('R', 'ℝ'), ('Z', 'ℤ')]
        }
        Alphabet::Script => &[
            ('B', 'ℬ'),
            ('E', 'ℰ'),
            ('F', 'ℱ'),
            ('H', 'ℋ'),
            ('I', 'ℐ'),
            ('L', 'ℒ'),
            ('M', 'ℳ'),
            ('R', 'ℛ'),
            ('e', 'ℯ'),
            ('g', 'ℊ'),
            ('o', 'ℴ'),
        ],
        Alphabet::Fraktur => &[('C', 'ℭ'), ('H', 'ℌ'), ('I', 'ℑ'), ('R', 'ℜ'), ('Z', 'ℨ')],
        _ => &[],
    };
    pairs.iter().find(|(plain, _)| *plain == letter).map(|(_, special)| *special)
}
