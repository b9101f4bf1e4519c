//! Space between ideographs and what stands beside them: added and taken while text is laid out,
//! never in the text.

use unicode_script::{Script, UnicodeScript};

use super::breaks::is_ideographic;
use super::shape::{ClusterKind, ShapedParagraph};
use crate::assets::Fonts;

/// Space between an ideograph and a letter or digit of another script, in em (`text-autospace:
/// normal` of CSS Text 4, 1/8 ic).
const AUTOSPACE_EM: f32 = 0.125;

/// A glyph that is at least this wide, in em, stands in a square.
const MIN_SQUARE_WIDTH_EM: f32 = 0.95;

/// Spaces the clusters of a paragraph that has characters of East Asia; any other is left as it is.
pub(super) fn space_east_asian_text(shaped: &mut ShapedParagraph, fonts: &Fonts) {
    // In UTF-8 no ideograph, kana or full-width sign begins with a smaller byte.
    if shaped.text.bytes().all(|byte| byte < 0xE3) {
        return;
    }
    let classes: Vec<ClusterClass> =
        (0..shaped.clusters.len()).map(|index| classify_cluster(shaped, fonts, index)).collect();
    for index in 0..classes.len() {
        let before = if index > 0 { classes[index - 1] } else { ClusterClass::Other };
        let behind = classes.get(index + 1).copied().unwrap_or(ClusterClass::Other);
        match classes[index] {
            // Of two signs that have half a square of white between them, the white of one is
            // enough.
            ClusterClass::Opening(white) if before.is_punctuation() => {
                remove_white(shaped, index, white, true)
            }
            ClusterClass::Opening(white) => shaped.clusters[index].lead = white,
            ClusterClass::Closing(white)
                if matches!(
                    behind,
                    ClusterClass::Closing(_) | ClusterClass::Middle | ClusterClass::Blank
                ) =>
            {
                remove_white(shaped, index, white, false);
            }
            ClusterClass::Closing(white) => shaped.clusters[index].trail = white,
            ClusterClass::Ideograph if behind == ClusterClass::Letter => {
                add_autospace(shaped, index)
            }
            ClusterClass::Letter if behind == ClusterClass::Ideograph => {
                add_autospace(shaped, index)
            }
            _ => {}
        }
    }
}

/// What a cluster is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ClusterClass {
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

impl ClusterClass {
    fn is_punctuation(self) -> bool {
        matches!(self, Self::Opening(_) | Self::Closing(_) | Self::Middle | Self::Blank)
    }
}

fn classify_cluster(shaped: &ShapedParagraph, fonts: &Fonts, index: usize) -> ClusterClass {
    let cluster = &shaped.clusters[index];
    let characters = &shaped.text[cluster.bytes.start as usize..cluster.bytes.end as usize];
    let Some(character) = characters.chars().next() else { return ClusterClass::Other };
    match character {
        '（' | '「' | '『' | '［' | '｛' | '〈' | '《' | '【' | '〔' | '〖' | '〘' | '〝' | '“'
        | '‘' => white_around_ink(shaped, fonts, index)
            .map_or(ClusterClass::Other, |(left, _)| {
                classify_by_white(left, ClusterClass::Opening)
            }),
        '）' | '」' | '』' | '］' | '｝' | '〉' | '》' | '】' | '〕' | '〗' | '〙' | '〟'
        | '、' | '。' | '，' | '．' | '”' | '’' => white_around_ink(shaped, fonts, index)
            .map_or(ClusterClass::Other, |(_, right)| {
                classify_by_white(right, ClusterClass::Closing)
            }),
        '・' | '：' | '；' => ClusterClass::Middle,
        '\u{3000}' => ClusterClass::Blank,
        _ if cluster.kind != ClusterKind::Ink || shaped.run_of(cluster).level % 2 == 1 => {
            ClusterClass::Other
        }
        _ if is_ideographic(character) => ClusterClass::Ideograph,
        // Full-width forms and Hangul have room of their own around them.
        '\u{ff00}'..='\u{ffef}' => ClusterClass::Other,
        _ if character.is_alphanumeric() && character.script() != Script::Hangul => {
            ClusterClass::Letter
        }
        _ => ClusterClass::Other,
    }
}

/// Half of a square is taken where it is white: not of a stop in the middle of its square, as it
/// stands in Taiwan and Hong Kong.
fn classify_by_white(white: f32, class: fn(f32) -> ClusterClass) -> ClusterClass {
    if white >= 0.5 { class(0.5) } else { ClusterClass::Middle }
}

/// The white left and right of the ink of a glyph that stands in a square, in em; `None` for any
/// other.
fn white_around_ink(shaped: &ShapedParagraph, fonts: &Fonts, index: usize) -> Option<(f32, f32)> {
    let cluster = &shaped.clusters[index];
    let [glyph] = &shaped.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize] else {
        return None;
    };
    if glyph.advance < MIN_SQUARE_WIDTH_EM {
        return None;
    }
    let font = &fonts.get(shaped.run_of(cluster).face).font();
    let extents = font.glyph_metrics().extents(u32::from(glyph.id).into())?;
    let em = f32::from(font.units_per_em());
    let left = extents.x_bearing / em;
    // A hair of the ink may reach over the middle.
    Some((left + 0.02, glyph.advance - left - extents.width / em + 0.02))
}

/// Takes `white` from one side of a cluster's only glyph.
fn remove_white(shaped: &mut ShapedParagraph, index: usize, white: f32, at_left: bool) {
    let size = shaped.run_of(&shaped.clusters[index]).size;
    let cluster = &mut shaped.clusters[index];
    cluster.advance -= white * size;
    let glyph = &mut shaped.glyphs[cluster.glyphs.start as usize];
    glyph.advance -= white;
    if at_left {
        glyph.dx -= white;
    }
}

/// Adds the space behind a cluster that vanishes at a line's end.
fn add_autospace(shaped: &mut ShapedParagraph, index: usize) {
    let size = shaped.run_of(&shaped.clusters[index]).size;
    let cluster = &mut shaped.clusters[index];
    cluster.advance += AUTOSPACE_EM;
    cluster.trail = AUTOSPACE_EM;
    if let Some(glyph) =
        shaped.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize].last_mut()
    {
        glyph.advance += AUTOSPACE_EM / size;
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::shape_in;
    use super::*;

    /// The advance of each character, in em, rounded to hundredths.
    fn rounded_advances(lang: &str, text: &str) -> Vec<f32> {
        shape_in(lang, text)
            .clusters
            .iter()
            .map(|cluster| (cluster.advance * 100.0).round() / 100.0)
            .collect()
    }

    #[test]
    fn adds_an_eighth_em_between_ideographs_and_letters_except_at_line_ends() {
        let alone = rounded_advances("ja", "a");
        let shaped = shape_in("ja", "緑a緑");
        let widths: Vec<f32> = shaped.clusters.iter().map(|cluster| cluster.advance).collect();
        assert!((widths[0] - 1.0 - AUTOSPACE_EM).abs() < 0.01, "{widths:?}");
        assert!((widths[1] - alone[0] - AUTOSPACE_EM).abs() < 0.01, "{widths:?}");
        assert!((widths[2] - 1.0).abs() < 0.01, "{widths:?}");
        assert_eq!(shaped.clusters[0].trail, AUTOSPACE_EM);
        assert_eq!(shaped.clusters[2].trail, 0.0);
    }

    #[test]
    fn nothing_is_added_beside_a_space_or_punctuation_or_in_korean() {
        let sum = |text: &str| rounded_advances("ja", text).iter().sum::<f32>();
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
    fn adjacent_full_width_punctuation_loses_the_white_of_one() {
        assert_eq!(rounded_advances("ja", "緑「緑」緑"), [1.0; 5]);
        assert_eq!(rounded_advances("ja", "緑」「緑"), [1.0, 1.0, 0.5, 1.0]);
        assert_eq!(rounded_advances("ja", "緑」。緑"), [1.0, 0.5, 1.0, 1.0]);
        assert_eq!(rounded_advances("zh-Hans", "绿）。“绿"), [1.0, 0.5, 1.0, 0.5, 1.0]);
    }

    #[test]
    fn centred_full_stops_keep_their_white() {
        assert_eq!(rounded_advances("zh-Hant", "綠。」綠")[1], 1.0);
        assert_eq!(shape_in("zh-Hant", "綠。").clusters[1].trail, 0.0);
        assert_eq!(shape_in("ja", "緑。").clusters[1].trail, 0.5);
        assert_eq!(shape_in("ja", "「緑").clusters[0].lead, 0.5);
    }
}
