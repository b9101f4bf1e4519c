//! The text that a glyph of the formula fonts represents: what is copied and searched for.

use super::alphabet::letter_in;
use super::expression::Alphabet;

/// Returns the text of a glyph. The fonts keep letters of special alphabets in the places of the
/// plain ones, and signs without a code point of their own in the private-use area.
pub(super) fn glyph_text(face: &str, character: char) -> String {
    let alphabet = match face.split('-').next().unwrap_or(face) {
        "AMS" if character.is_ascii_uppercase() || character == 'k' => Alphabet::DoubleStruck,
        "Caligraphic" | "Script" => Alphabet::Script,
        "Fraktur" => Alphabet::Fraktur,
        _ => Alphabet::Usual,
    };
    if let Some(text) = private_use_text(character) {
        return text.to_owned();
    }
    letter_in(alphabet, character).unwrap_or(character).to_string()
}

/// Whether a glyph is the stroke through the sign after it.
pub(super) fn is_stroke(character: char) -> bool {
    character == '\u{e020}'
}

/// Returns the text of a sign with a stroke through it.
pub(super) fn struck_text(sign: &str) -> String {
    match sign {
        "=" => "≠".into(),
        "∈" => "∉".into(),
        "∋" => "∌".into(),
        "<" => "≮".into(),
        ">" => "≯".into(),
        "≤" => "≰".into(),
        "≥" => "≱".into(),
        "⊂" => "⊄".into(),
        "⊃" => "⊅".into(),
        "⊆" => "⊈".into(),
        "⊇" => "⊉".into(),
        "≡" => "≢".into(),
        "∼" => "≁".into(),
        "≈" => "≉".into(),
        "∃" => "∄".into(),
        "∣" => "∤".into(),
        "∥" => "∦".into(),
        _ => format!("{sign}\u{338}"),
    }
}

fn private_use_text(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{e006}' => "∤",
        '\u{e007}' => "∦",
        '\u{e008}' => "ϰ",
        '\u{e009}' => "ℷ",
        '\u{e00c}' => "≨\u{fe00}",
        '\u{e00d}' => "≩\u{fe00}",
        '\u{e00e}' => "≧\u{338}",
        '\u{e00f}' => "⩾\u{338}",
        '\u{e010}' => "⩽\u{338}",
        '\u{e011}' => "≦\u{338}",
        '\u{e016}' => "⫅\u{338}",
        '\u{e017}' => "⫋\u{fe00}",
        '\u{e018}' => "⫆\u{338}",
        '\u{e019}' => "⫌\u{fe00}",
        '\u{e01a}' => "⊊\u{fe00}",
        '\u{e01b}' => "⊋\u{fe00}",
        '\u{e020}' => "\u{338}",
        '\u{e131}' => "ı",
        '\u{e237}' => "ȷ",
        '\u{e000}'..='\u{f8ff}' => "\u{fffd}",
        _ => return None,
    })
}
