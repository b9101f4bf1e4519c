//! The faces inside the program. Their licences stand beside them in `fonts/`; `fonts/cut.py` makes
//! what is packed.

use super::{Han, Role};

/// A face inside the program.
pub(super) struct Bundled {
    pub family: &'static str,
    pub weight: u16,
    pub italic: bool,
    pub role: Role,
    /// The font file.
    pub file: &'static [u8],
    /// Whether the file is compressed by zlib.
    pub packed: bool,
    /// What it covers: first and last code point of each range, little-endian.
    pub ranges: &'static [u8],
}

/// A face that `fonts/` holds as its makers published it.
macro_rules! plain {
    ($family:literal, $weight:literal, $italic:literal, $file:literal) => {
        Bundled {
            family: $family,
            weight: $weight,
            italic: $italic,
            role: Role::Text,
            file: include_bytes!(concat!("../../../fonts/", $file, ".ttf")),
            packed: false,
            ranges: include_bytes!(concat!("../../../fonts/packed/", $file, ".ranges")),
        }
    };
}

/// A face that `fonts/packed/` holds.
macro_rules! packed {
    ($family:literal, $weight:literal, $role:expr, $file:literal) => {
        Bundled {
            family: $family,
            weight: $weight,
            italic: false,
            role: $role,
            file: include_bytes!(concat!("../../../fonts/packed/", $file, "-", $weight, ".ttf.z")),
            packed: true,
            ranges: include_bytes!(concat!(
                "../../../fonts/packed/",
                $file,
                "-",
                $weight,
                ".ranges"
            )),
        }
    };
}

/// All of them, in the order in which families of one role are asked for a character.
pub(super) static FACES: [Bundled; 46] = [
    plain!("Source Sans 3", 400, false, "SourceSans3_400Regular"),
    plain!("Source Sans 3", 400, true, "SourceSans3_400Regular_Italic"),
    plain!("Source Sans 3", 600, false, "SourceSans3_600SemiBold"),
    plain!("Source Sans 3", 700, false, "SourceSans3_700Bold"),
    plain!("Source Sans 3", 700, true, "SourceSans3_700Bold_Italic"),
    plain!("Source Code Pro", 400, false, "SourceCodePro_400Regular"),
    plain!("Source Code Pro", 700, false, "SourceCodePro_700Bold"),
    packed!("Plenary Sans Arabic", 400, Role::Text, "Arabic"),
    packed!("Plenary Sans Arabic", 700, Role::Text, "Arabic"),
    packed!("Noto Sans Armenian", 400, Role::Text, "Armenian"),
    packed!("Noto Sans Armenian", 700, Role::Text, "Armenian"),
    packed!("Noto Sans Bengali", 400, Role::Text, "Bengali"),
    packed!("Noto Sans Bengali", 700, Role::Text, "Bengali"),
    packed!("Noto Sans Devanagari", 400, Role::Text, "Devanagari"),
    packed!("Noto Sans Devanagari", 700, Role::Text, "Devanagari"),
    packed!("Noto Sans Georgian", 400, Role::Text, "Georgian"),
    packed!("Noto Sans Georgian", 700, Role::Text, "Georgian"),
    packed!("Noto Sans Gujarati", 400, Role::Text, "Gujarati"),
    packed!("Noto Sans Gurmukhi", 400, Role::Text, "Gurmukhi"),
    packed!("Noto Sans Hebrew", 400, Role::Text, "Hebrew"),
    packed!("Noto Sans Hebrew", 700, Role::Text, "Hebrew"),
    packed!("Noto Sans Kannada", 400, Role::Text, "Kannada"),
    packed!("Noto Sans Khmer", 400, Role::Text, "Khmer"),
    packed!("Noto Sans Khmer", 700, Role::Text, "Khmer"),
    packed!("Noto Sans Lao", 400, Role::Text, "Lao"),
    packed!("Noto Sans Malayalam", 400, Role::Text, "Malayalam"),
    packed!("Noto Sans Tamil", 400, Role::Text, "Tamil"),
    packed!("Noto Sans Tamil", 700, Role::Text, "Tamil"),
    packed!("Noto Sans Telugu", 400, Role::Text, "Telugu"),
    packed!("Noto Sans Thai", 400, Role::Text, "Thai"),
    packed!("Noto Sans Thai", 700, Role::Text, "Thai"),
    packed!("Noto Sans", 400, Role::Text, "NotoSans"),
    packed!("Noto Sans", 700, Role::Text, "NotoSans"),
    packed!("Plenary Sans SC", 400, Role::Han(Han::Simplified), "HanSC"),
    packed!("Plenary Sans SC", 700, Role::Han(Han::Simplified), "HanSC"),
    packed!("Plenary Sans TC", 400, Role::Han(Han::Traditional), "HanTC"),
    packed!("Plenary Sans TC", 700, Role::Han(Han::Traditional), "HanTC"),
    packed!("Plenary Sans JP", 400, Role::Han(Han::Japanese), "HanJP"),
    packed!("Plenary Sans JP", 700, Role::Han(Han::Japanese), "HanJP"),
    packed!("Plenary Sans KR", 400, Role::Han(Han::Korean), "HanKR"),
    packed!("Plenary Sans KR", 700, Role::Han(Han::Korean), "HanKR"),
    packed!("Noto Sans Symbols", 400, Role::Symbols, "Symbols"),
    packed!("Noto Sans Symbols", 700, Role::Symbols, "Symbols"),
    packed!("Plenary Maths", 400, Role::Symbols, "Maths"),
    packed!("Plenary Signs", 400, Role::Symbols, "Signs"),
    packed!("Plenary Emoji", 400, Role::Emoji, "Emoji"),
];
