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

/// A face of a theme in `fonts/packed/`. It has no character that Source Sans 3 lacks.
macro_rules! theme {
    ($family:literal, $weight:literal, $italic:literal, $file:literal) => {
        BundledFace {
            family: $family,
            weight: $weight,
            italic: $italic,
            role: FaceRole::Text,
            file: include_bytes!(concat!("../../../fonts/packed/", $file, ".ttf.z")),
            packed: true,
            ranges: include_bytes!(concat!("../../../fonts/packed/", $file, ".ranges")),
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
pub(super) static BUNDLED_FACES: [BundledFace; 116] = [
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
    theme!("Alegreya", 500, true, "Alegreya-500i"),
    theme!("Alegreya", 700, false, "Alegreya-700"),
    theme!("Alegreya Sans", 400, false, "AlegreyaSans-400"),
    theme!("Alegreya Sans", 400, true, "AlegreyaSans-400i"),
    theme!("Alegreya Sans", 700, false, "AlegreyaSans-700"),
    theme!("Cormorant", 500, false, "Cormorant-500"),
    theme!("Cormorant", 500, true, "Cormorant-500i"),
    theme!("Cormorant", 700, false, "Cormorant-700"),
    theme!("EB Garamond", 500, false, "Garamond-500"),
    theme!("EB Garamond", 500, true, "Garamond-500i"),
    theme!("EB Garamond", 700, false, "Garamond-700"),
    theme!("Fira Mono", 400, false, "FiraMono-400"),
    theme!("Fira Mono", 700, false, "FiraMono-700"),
    theme!("Fira Sans", 400, false, "FiraSans-400"),
    theme!("Fira Sans", 400, true, "FiraSans-400i"),
    theme!("Fira Sans", 500, false, "FiraSans-500"),
    theme!("Fira Sans", 700, false, "FiraSans-700"),
    theme!("Inter", 400, false, "Inter-400"),
    theme!("Inter", 400, true, "Inter-400i"),
    theme!("Inter", 700, false, "Inter-700"),
    theme!("Inter Tight", 400, false, "InterTight-400"),
    theme!("Inter Tight", 400, true, "InterTight-400i"),
    theme!("Inter Tight", 600, false, "InterTight-600"),
    theme!("JetBrains Mono", 400, false, "JetBrainsMono-400"),
    theme!("JetBrains Mono", 700, false, "JetBrainsMono-700"),
    theme!("Jost", 400, false, "Jost-400"),
    theme!("Jost", 400, true, "Jost-400i"),
    theme!("Jost", 600, false, "Jost-600"),
    theme!("Literata", 400, false, "Literata-400"),
    theme!("Literata", 400, true, "Literata-400i"),
    theme!("Literata", 700, false, "Literata-700"),
    theme!("Montserrat", 500, false, "Montserrat-500"),
    theme!("Montserrat", 500, true, "Montserrat-500i"),
    theme!("Montserrat", 700, false, "Montserrat-700"),
    theme!("Montserrat", 800, false, "Montserrat-800"),
    theme!("Open Sans", 400, false, "OpenSans-400"),
    theme!("Open Sans", 400, true, "OpenSans-400i"),
    theme!("Open Sans", 700, false, "OpenSans-700"),
    theme!("Plenary Display", 400, true, "Display-400i"),
    theme!("Plenary Display", 700, false, "Display-700"),
    theme!("Plenary Display", 900, false, "Display-900"),
    theme!("Plenary Serif", 400, true, "Serif-400i"),
    theme!("Plenary Serif", 600, false, "Serif-600"),
    theme!("Roboto Condensed", 400, false, "RobotoCondensed-400"),
    theme!("Roboto Condensed", 400, true, "RobotoCondensed-400i"),
    theme!("Roboto Condensed", 700, false, "RobotoCondensed-700"),
    theme!("Rubik", 400, false, "Rubik-400"),
    theme!("Rubik", 400, true, "Rubik-400i"),
    theme!("Rubik", 700, false, "Rubik-700"),
    theme!("Rubik", 900, false, "Rubik-900"),
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
