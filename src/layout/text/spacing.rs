//! Space between ideographs and what stands beside them: added and taken while text is laid out,
//! never in the text.

use unicode_script::{Script, UnicodeScript};

use super::breaks::is_ideographic;
use super::shape::{ClusterKind, Shaped};
use crate::assets::Fonts;

/// Space between an ideograph and a letter or digit of another script, in em (`text-autospace:
/// normal` of CSS Text 4, 1/8 ic).
const BESIDE_LETTERS: f32 = 0.125;

/// A glyph that is at least this wide, in em, stands in a square.
const SQUARE: f32 = 0.95;

/// Spaces the clusters of a paragraph that has characters of East Asia; any other is left as it is.
pub(super) fn space(shaped: &mut Shaped, fonts: &Fonts) {
    // In UTF-8 no ideograph, kana or full-width sign begins with a smaller byte.
    if shaped.text.bytes().all(|byte| byte < 0xE3) {
        return;
    }
    let classes: Vec<Class> =
        (0..shaped.clusters.len()).map(|index| class_of(shaped, fonts, index)).collect();
    for index in 0..classes.len() {
        let before = if index > 0 { classes[index - 1] } else { Class::Other };
        let behind = classes.get(index + 1).copied().unwrap_or(Class::Other);
        match classes[index] {
            // Of two signs that have half a square of white between them, the white of one is
            // enough.
            Class::Opening(white) if before.is_punctuation() => narrow(shaped, index, white, true),
            Class::Opening(white) => shaped.clusters[index].lead = white,
            Class::Closing(white)
                if matches!(behind, Class::Closing(_) | Class::Middle | Class::Blank) =>
            {
                narrow(shaped, index, white, false);
            }
            Class::Closing(white) => shaped.clusters[index].trail = white,
            Class::Ideograph if behind == Class::Letter => widen(shaped, index),
            Class::Letter if behind == Class::Ideograph => widen(shaped, index),
            _ => {}
        }
    }
}

/// What a cluster is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    /// A Han character or kana.
    Ideograph,
    /// A letter or digit of another script.
    Letter,
    /// A full-width bracket whose left part, so wide in em, is white.
    Opening(f32),
    /// A full-width bracket or stop whose right part, so wide in em, is white.
    Closing(f32),
    /// A full-width sign in the middle of its square.
    Middle,
    /// An ideographic space.
    Blank,
    /// Anything else.
    Other,
}

impl Class {
    fn is_punctuation(self) -> bool {
        matches!(self, Self::Opening(_) | Self::Closing(_) | Self::Middle | Self::Blank)
    }
}

fn class_of(shaped: &Shaped, fonts: &Fonts, index: usize) -> Class {
    let cluster = &shaped.clusters[index];
    let characters = &shaped.text[cluster.bytes.start as usize..cluster.bytes.end as usize];
    let Some(character) = characters.chars().next() else { return Class::Other };
    match character {
        '（' | '「' | '『' | '［' | '｛' | '〈' | '《' | '【' | '〔' | '〖' | '〘' | '〝' | '“'
        | '‘' => {
            white(shaped, fonts, index).map_or(Class::Other, |(left, _)| half(left, Class::Opening))
        }
        '）' | '」' | '』' | '］' | '｝' | '〉' | '》' | '】' | '〕' | '〗' | '〙' | '〟'
        | '、' | '。' | '，' | '．' | '”' | '’' => white(shaped, fonts, index)
            .map_or(Class::Other, |(_, right)| half(right, Class::Closing)),
        '・' | '：' | '；' => Class::Middle,
        '\u{3000}' => Class::Blank,
        _ if cluster.kind != ClusterKind::Ink || shaped.stretch(cluster).level % 2 == 1 => {
            Class::Other
        }
        _ if is_ideographic(character) => Class::Ideograph,
        // Full-width forms and Hangul have room of their own around them.
        '\u{ff00}'..='\u{ffef}' => Class::Other,
        _ if character.is_alphanumeric() && character.script() != Script::Hangul => Class::Letter,
        _ => Class::Other,
    }
}

/// Half of a square is taken where it is white: not of a stop in the middle of its square, as it
/// stands in Taiwan and Hong Kong.
fn half(white: f32, class: fn(f32) -> Class) -> Class {
    if white >= 0.5 { class(0.5) } else { Class::Middle }
}

/// The white left and right of the ink of a glyph that stands in a square, in em; `None` for any
/// other.
fn white(shaped: &Shaped, fonts: &Fonts, index: usize) -> Option<(f32, f32)> {
    let cluster = &shaped.clusters[index];
    let [glyph] = &shaped.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize] else {
        return None;
    };
    if glyph.advance < SQUARE {
        return None;
    }
    let font = &fonts.get(shaped.stretch(cluster).face).font();
    let extents = font.glyph_metrics().extents(u32::from(glyph.id).into())?;
    let em = f32::from(font.units_per_em());
    let left = extents.x_bearing / em;
    // A hair of the ink may reach over the middle.
    Some((left + 0.02, glyph.advance - left - extents.width / em + 0.02))
}

/// Takes `white` from one side of a cluster's only glyph.
fn narrow(shaped: &mut Shaped, index: usize, white: f32, at_left: bool) {
    let size = shaped.stretch(&shaped.clusters[index]).size;
    let cluster = &mut shaped.clusters[index];
    cluster.advance -= white * size;
    let glyph = &mut shaped.glyphs[cluster.glyphs.start as usize];
    glyph.advance -= white;
    if at_left {
        glyph.dx -= white;
    }
}

/// Adds the space behind a cluster that vanishes at a line's end.
fn widen(shaped: &mut Shaped, index: usize) {
    let size = shaped.stretch(&shaped.clusters[index]).size;
    let cluster = &mut shaped.clusters[index];
    cluster.advance += BESIDE_LETTERS;
    cluster.trail = BESIDE_LETTERS;
    if let Some(glyph) =
        shaped.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize].last_mut()
    {
        glyph.advance += BESIDE_LETTERS / size;
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::shape_in;
    use super::*;

    /// The advance of each character, in em, rounded to hundredths.
    fn advances(lang: &str, text: &str) -> Vec<f32> {
        shape_in(lang, text)
            .clusters
            .iter()
            .map(|cluster| (cluster.advance * 100.0).round() / 100.0)
            .collect()
    }

    #[test]
    fn an_eighth_of_an_em_stands_between_ideographs_and_letters_and_vanishes_at_a_line_end() {
        let alone = advances("ja", "a");
        let shaped = shape_in("ja", "緑a緑");
        let widths: Vec<f32> = shaped.clusters.iter().map(|cluster| cluster.advance).collect();
        assert!((widths[0] - 1.0 - BESIDE_LETTERS).abs() < 0.01, "{widths:?}");
        assert!((widths[1] - alone[0] - BESIDE_LETTERS).abs() < 0.01, "{widths:?}");
        assert!((widths[2] - 1.0).abs() < 0.01, "{widths:?}");
        assert_eq!(shaped.clusters[0].trail, BESIDE_LETTERS);
        assert_eq!(shaped.clusters[2].trail, 0.0);
    }

    #[test]
    fn nothing_is_added_beside_a_space_or_punctuation_or_in_korean() {
        let sum = |text: &str| advances("ja", text).iter().sum::<f32>();
        let parts = |parts: &[&str]| parts.iter().map(|part| sum(part)).sum::<f32>();
        for text in [
            &["緑", " ", "a"],
            &["緑", "-", "a"],
            &["緑", "、", "a"],
            &["緑", "か", "緑"],
            &["부", "a", "부"],
        ] {
            assert!((sum(&text.concat()) - parts(text)).abs() < 0.02, "{text:?}");
        }
    }

    #[test]
    fn of_two_full_width_signs_one_gives_its_white_away() {
        assert_eq!(advances("ja", "緑「緑」緑"), [1.0; 5]);
        assert_eq!(advances("ja", "緑」「緑"), [1.0, 1.0, 0.5, 1.0]);
        assert_eq!(advances("ja", "緑」。緑"), [1.0, 0.5, 1.0, 1.0]);
        assert_eq!(advances("zh-Hans", "绿）。“绿"), [1.0, 0.5, 1.0, 0.5, 1.0]);
    }

    #[test]
    fn a_stop_in_the_middle_of_its_square_keeps_its_white() {
        assert_eq!(advances("zh-Hant", "綠。」綠")[1], 1.0);
        assert_eq!(shape_in("zh-Hant", "綠。").clusters[1].trail, 0.0);
        assert_eq!(shape_in("ja", "緑。").clusters[1].trail, 0.5);
        assert_eq!(shape_in("ja", "「緑").clusters[0].lead, 0.5);
    }
}
