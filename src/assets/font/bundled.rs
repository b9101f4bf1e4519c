//! The fonts in the program. Their licences are next to them in `fonts/`; `fonts/cut.py` makes the
//! compressed subsets.

use super::{FaceRole, HanForms};

/// A bundled face.
pub(super) struct BundledFace {
    pub family: &'static str,
    pub weight: u16,
    pub italic: bool,
    pub role: FaceRole,
    /// The font file.
    pub file: &'static [u8],
    /// Whether the file is compressed with zlib.
    pub packed: bool,
    /// Its coverage: first and last code point of each range, little-endian.
    pub ranges: &'static [u8],
}

/// A face in `fonts/` as published by its makers.
macro_rules! plain {
    ($family:literal, $weight:literal, $italic:literal, $file:literal) => {
        BundledFace {
            family: $family,
            weight: $weight,
            italic: $italic,
            role: FaceRole::Text,
            file: include_bytes!(concat!("../../../fonts/", $file, ".ttf")),
            packed: false,
            ranges: include_bytes!(concat!("../../../fonts/packed/", $file, ".ranges")),
        }
    };
}

/// A face in `fonts/packed/`.
macro_rules! packed {
    ($family:literal, $weight:literal, $role:expr, $file:literal) => {
        BundledFace {
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

/// A face of formulas in `fonts/packed/`. Its file does not say whether it is italic.
macro_rules! math {
    ($family:literal, $weight:literal, $style:literal) => {
        BundledFace {
            family: concat!("KaTeX_", $family),
            weight: $weight,
            italic: false,
            role: FaceRole::Math(concat!($family, "-", $style)),
            file: include_bytes!(concat!(
                "../../../fonts/packed/KaTeX_",
                $family,
                "-",
                $style,
                ".ttf.z"
            )),
            packed: true,
            ranges: include_bytes!(concat!(
                "../../../fonts/packed/KaTeX_",
                $family,
                "-",
                $style,
                ".ranges"
            )),
        }
    };
}

/// All bundled faces; families of one role are searched in this order.
pub(super) static BUNDLED_FACES: [BundledFace; 66] = [
    plain!("Source Sans 3", 400, false, "SourceSans3_400Regular"),
    plain!("Source Sans 3", 400, true, "SourceSans3_400Regular_Italic"),
    plain!("Source Sans 3", 600, false, "SourceSans3_600SemiBold"),
    plain!("Source Sans 3", 700, false, "SourceSans3_700Bold"),
    plain!("Source Sans 3", 700, true, "SourceSans3_700Bold_Italic"),
    plain!("Source Code Pro", 400, false, "SourceCodePro_400Regular"),
    plain!("Source Code Pro", 400, true, "SourceCodePro_400Regular_Italic"),
    plain!("Source Code Pro", 700, false, "SourceCodePro_700Bold"),
    packed!("Plenary Sans Arabic", 400, FaceRole::Text, "Arabic"),
    packed!("Plenary Sans Arabic", 700, FaceRole::Text, "Arabic"),
    packed!("Noto Sans Armenian", 400, FaceRole::Text, "Armenian"),
    packed!("Noto Sans Armenian", 700, FaceRole::Text, "Armenian"),
    packed!("Noto Sans Bengali", 400, FaceRole::Text, "Bengali"),
    packed!("Noto Sans Bengali", 700, FaceRole::Text, "Bengali"),
    packed!("Noto Sans Devanagari", 400, FaceRole::Text, "Devanagari"),
    packed!("Noto Sans Devanagari", 700, FaceRole::Text, "Devanagari"),
    packed!("Noto Sans Georgian", 400, FaceRole::Text, "Georgian"),
    packed!("Noto Sans Georgian", 700, FaceRole::Text, "Georgian"),
    packed!("Noto Sans Gujarati", 400, FaceRole::Text, "Gujarati"),
    packed!("Noto Sans Gurmukhi", 400, FaceRole::Text, "Gurmukhi"),
    packed!("Noto Sans Hebrew", 400, FaceRole::Text, "Hebrew"),
    packed!("Noto Sans Hebrew", 700, FaceRole::Text, "Hebrew"),
    packed!("Noto Sans Kannada", 400, FaceRole::Text, "Kannada"),
    packed!("Noto Sans Khmer", 400, FaceRole::Text, "Khmer"),
    packed!("Noto Sans Khmer", 700, FaceRole::Text, "Khmer"),
    packed!("Noto Sans Lao", 400, FaceRole::Text, "Lao"),
    packed!("Noto Sans Malayalam", 400, FaceRole::Text, "Malayalam"),
    packed!("Noto Sans Tamil", 400, FaceRole::Text, "Tamil"),
    packed!("Noto Sans Tamil", 700, FaceRole::Text, "Tamil"),
    packed!("Noto Sans Telugu", 400, FaceRole::Text, "Telugu"),
    packed!("Noto Sans Thai", 400, FaceRole::Text, "Thai"),
    packed!("Noto Sans Thai", 700, FaceRole::Text, "Thai"),
    packed!("Noto Sans", 400, FaceRole::Text, "NotoSans"),
    packed!("Noto Sans", 700, FaceRole::Text, "NotoSans"),
    packed!("Plenary Sans SC", 400, FaceRole::Han(HanForms::Simplified), "HanSC"),
    packed!("Plenary Sans SC", 700, FaceRole::Han(HanForms::Simplified), "HanSC"),
    packed!("Plenary Sans TC", 400, FaceRole::Han(HanForms::Traditional), "HanTC"),
    packed!("Plenary Sans TC", 700, FaceRole::Han(HanForms::Traditional), "HanTC"),
    packed!("Plenary Sans JP", 400, FaceRole::Han(HanForms::Japanese), "HanJP"),
    packed!("Plenary Sans JP", 700, FaceRole::Han(HanForms::Japanese), "HanJP"),
    packed!("Plenary Sans KR", 400, FaceRole::Han(HanForms::Korean), "HanKR"),
    packed!("Plenary Sans KR", 700, FaceRole::Han(HanForms::Korean), "HanKR"),
    packed!("Noto Sans Symbols", 400, FaceRole::Symbols, "Symbols"),
    packed!("Noto Sans Symbols", 700, FaceRole::Symbols, "Symbols"),
    packed!("Plenary Maths", 400, FaceRole::Symbols, "Maths"),
    packed!("Plenary Signs", 400, FaceRole::Symbols, "Signs"),
    packed!("Plenary Emoji", 400, FaceRole::Emoji, "Emoji"),
    math!("AMS", 400, "Regular"),
    math!("Caligraphic", 400, "Regular"),
    math!("Fraktur", 700, "Bold"),
    math!("Fraktur", 400, "Regular"),
    math!("Main", 700, "Bold"),
    math!("Main", 700, "BoldItalic"),
    math!("Main", 400, "Italic"),
    math!("Main", 400, "Regular"),
    math!("Math", 700, "BoldItalic"),
    math!("Math", 400, "Italic"),
    math!("SansSerif", 700, "Bold"),
    math!("SansSerif", 400, "Italic"),
    math!("SansSerif", 400, "Regular"),
    math!("Script", 400, "Regular"),
    math!("Size1", 400, "Regular"),
    math!("Size2", 400, "Regular"),
    math!("Size3", 400, "Regular"),
    math!("Size4", 400, "Regular"),
    math!("Typewriter", 400, "Regular"),
];
