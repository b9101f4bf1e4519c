//! Adjusts the space around ideographs and full-width punctuation. Only advances change, never the
//! text.

use unicode_script::{Script, UnicodeScript};

use super::breaks::is_ideographic;
use super::shaped::{ClusterKind, ShapedParagraph};
use crate::assets::Fonts;
use crate::scene::has_spaced_letters;

/// Space between an ideograph and a letter or digit of another script, in em (`text-autospace:
/// normal` in CSS Text 4, 1/8 ic).
const AUTOSPACE_EM: f32 = 0.125;

/// Minimum width of a full-width glyph, in em.
const MIN_SQUARE_WIDTH_EM: f32 = 0.95;

/// Adjusts the space between clusters if the paragraph contains East Asian characters.
fn space_east_asian_text(shaped: &mut ShapedParagraph, fonts: &Fonts) {
    // The UTF-8 encoding of ideographs, kana and full-width forms never starts with a smaller byte.
    if shaped.text.bytes().all(|byte| byte < 0xE3) {
        return;
    }
    let classes: Vec<ClusterClass> =
        (0..shaped.clusters.len()).map(|index| classify_cluster(shaped, fonts, index)).collect();
    for index in 0..classes.len() {
        let before = if index > 0 { classes[index - 1] } else { ClusterClass::Other };
        let after = classes.get(index + 1).copied().unwrap_or(ClusterClass::Other);
        match classes[index] {
            // Two adjacent punctuation marks need the white of only one of them between them.
            ClusterClass::Opening(white) if before.is_punctuation() => {
                remove_white(shaped, index, white, Side::Left)
            }
            ClusterClass::Opening(white) => shaped.clusters[index].start_white = white,
            ClusterClass::Closing(white)
                if matches!(
                    after,
                    ClusterClass::Closing(_) | ClusterClass::Middle | ClusterClass::Blank
                ) =>
            {
                remove_white(shaped, index, white, Side::Right);
            }
            ClusterClass::Closing(white) => shaped.clusters[index].end_white = white,
            ClusterClass::Ideograph if after == ClusterClass::Letter => {
                add_autospace(shaped, index)
            }
            ClusterClass::Letter if after == ClusterClass::Ideograph => {
                add_autospace(shaped, index)
            }
            _ => {}
        }
    }
}

/// Adjusts the space between letters and characters for the language and the style.
pub(super) fn adjust_spacing(shaped: &mut ShapedParagraph, fonts: &Fonts, tracking: i16) {
    space_east_asian_text(shaped, fonts);
    add_tracking(shaped, tracking);
}

/// Adds space after every letter, in thousandths of an em. Scripts whose letters join or stack stay
/// as they are.
fn add_tracking(shaped: &mut ShapedParagraph, thousandths: i16) {
    if thousandths == 0 {
        return;
    }
    let added = f32::from(thousandths) / 1000.0;
    for index in 0..shaped.clusters.len() {
        let cluster = &shaped.clusters[index];
        let is_spaced = cluster.kind == ClusterKind::Ink
            && shaped.cluster_text(cluster).chars().all(has_spaced_letters);
        if is_spaced {
            let (size, glyphs) = (shaped.run_of(cluster).size, cluster.glyphs.clone());
            shaped.clusters[index].advance += added;
            let glyphs = glyphs.start as usize..glyphs.end as usize;
            if let Some(glyph) = shaped.glyphs[glyphs].last_mut() {
                glyph.advance += added / size;
            }
        }
    }
}

/// How a cluster affects the space next to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ClusterClass {
    /// A Han character or kana.
    Ideograph,
    /// A letter or digit of another script.
    Letter,
    /// An opening full-width bracket with this much white at its left, in em.
    Opening(f32),
    /// A closing full-width bracket or stop with this much white at its right, in em.
    Closing(f32),
    /// A full-width mark in the centre of its square.
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
    let Some(character) = shaped.cluster_text(cluster).chars().next() else {
        return ClusterClass::Other;
    };
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
        // The number of a footnote belongs to the word before it.
        _ if shaped.run_of(cluster).rise > 0.0 => ClusterClass::Other,
        _ if is_ideographic(character) => ClusterClass::Ideograph,
        // Full-width forms and Hangul already include space.
        '\u{ff00}'..='\u{ffef}' => ClusterClass::Other,
        _ if character.is_alphanumeric() && character.script() != Script::Hangul => {
            ClusterClass::Letter
        }
        _ => ClusterClass::Other,
    }
}

/// Returns a class with half an em of removable white if the glyph has that much. It does not if
/// stops are centred, as in Taiwan and Hong Kong.
fn classify_by_white(white: f32, class: fn(f32) -> ClusterClass) -> ClusterClass {
    if white >= 0.5 { class(0.5) } else { ClusterClass::Middle }
}

/// Returns the white at the left and right of a full-width glyph, in em; `None` for other glyphs.
fn white_around_ink(shaped: &ShapedParagraph, fonts: &Fonts, index: usize) -> Option<(f32, f32)> {
    let cluster = &shaped.clusters[index];
    let [glyph] = shaped.cluster_glyphs(cluster) else { return None };
    if glyph.advance < MIN_SQUARE_WIDTH_EM {
        return None;
    }
    let font = &fonts.get(shaped.run_of(cluster).face).font();
    let extents = font.glyph_metrics().extents(u32::from(glyph.id).into())?;
    let em = f32::from(font.units_per_em());
    let left = extents.x_bearing / em;
    // The ink may extend slightly beyond the middle.
    Some((left + 0.02, glyph.advance - left - extents.width / em + 0.02))
}

/// The side of a glyph.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// Removes `white` em at one side of the only glyph of a cluster.
fn remove_white(shaped: &mut ShapedParagraph, index: usize, white: f32, side: Side) {
    let size = shaped.run_of(&shaped.clusters[index]).size;
    let cluster = &mut shaped.clusters[index];
    cluster.advance -= white * size;
    let glyph = &mut shaped.glyphs[cluster.glyphs.start as usize];
    glyph.advance -= white;
    if side == Side::Left {
        glyph.dx -= white;
    }
}

/// Adds the space after a cluster; it is dropped at the end of a line.
fn add_autospace(shaped: &mut ShapedParagraph, index: usize) {
    let size = shaped.run_of(&shaped.clusters[index]).size;
    let cluster = &mut shaped.clusters[index];
    cluster.advance += AUTOSPACE_EM;
    cluster.end_white = AUTOSPACE_EM;
    if let Some(glyph) =
        shaped.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize].last_mut()
    {
        glyph.advance += AUTOSPACE_EM / size;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::shape_in;
    use super::*;

    /// Returns the advance of each cluster, in em, rounded to hundredths.
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
        assert_eq!(shaped.clusters[0].end_white, AUTOSPACE_EM);
        assert_eq!(shaped.clusters[2].end_white, 0.0);
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
        assert_eq!(shape_in("zh-Hant", "綠。").clusters[1].end_white, 0.0);
        assert_eq!(shape_in("ja", "緑。").clusters[1].end_white, 0.5);
        assert_eq!(shape_in("ja", "「緑").clusters[0].start_white, 0.5);
    }
}
