//! Turns the glyphs of the shaping library into clusters.

use std::ops::Range;
use std::sync::Arc;

use harfrust::{Buffer, Font};

use super::itemize::ShapingItem;
use super::shape::MISSING_BOX_WIDTH_EM;
use super::shaped::{Cluster, ClusterKind, HyphenGlyph, LineBreak, ShapedParagraph};
use crate::scene::Glyph;

/// Returns the glyph of a hyphen in type of `size` em.
pub(super) fn hyphen_glyph(face: &Font, size: f32) -> HyphenGlyph {
    let charmap = face.charmap();
    ['\u{2010}', '-'].into_iter().find_map(|hyphen| charmap.map_unicode(hyphen)).map_or_else(
        HyphenGlyph::default,
        |glyph| HyphenGlyph {
            id: glyph.to_u32() as u16,
            advance: face.glyph_metrics().h_advance(glyph) / f32::from(face.units_per_em()) * size,
        },
    )
}

/// Appends, to the last run, a cluster without glyphs for each character of an item.
pub(super) fn push_missing_boxes(item: &ShapingItem, shaped: &mut ShapedParagraph) {
    let text = Arc::clone(&shaped.text);
    let (run, size) = last_run(shaped);
    for (offset, character) in text[item.range.clone()].char_indices() {
        let start = (item.range.start + offset) as u32;
        shaped.clusters.push(Cluster {
            bytes: start..start + character.len_utf8() as u32,
            glyphs: 0..0,
            advance: MISSING_BOX_WIDTH_EM * size,
            start_white: 0.0,
            end_white: 0.0,
            run,
            kind: ClusterKind::Ink,
            break_after: LineBreak::No,
        });
    }
}

/// Appends the shaped glyphs to the last run, as clusters in logical order.
pub(super) fn push_clusters(
    item: &ShapingItem,
    buffer: &Buffer,
    units_per_em: f32,
    shaped: &mut ShapedParagraph,
) {
    let text = Arc::clone(&shaped.text);
    let (run, size) = last_run(shaped);
    let infos = buffer.glyph_infos();
    let positions = buffer.glyph_positions();
    // Groups of glyphs that share a cluster, in visual order.
    let mut groups: Vec<Range<usize>> = Vec::with_capacity(infos.len());
    for (index, info) in infos.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if infos[group.start].cluster == info.cluster => group.end = index + 1,
            _ => groups.push(index..index + 1),
        }
    }
    if item.level % 2 == 1 {
        groups.reverse();
    }
    for (index, group) in groups.iter().enumerate() {
        let start = infos[group.start].cluster;
        let end =
            groups.get(index + 1).map_or(item.range.end as u32, |next| infos[next.start].cluster);
        let kind = cluster_kind(&text[start as usize..end as usize]);
        let first_glyph = shaped.glyphs.len() as u32;
        let mut advance = 0.0;
        if matches!(kind, ClusterKind::Ink | ClusterKind::Space) {
            for (info, position) in infos[group.clone()].iter().zip(&positions[group.clone()]) {
                let glyph = Glyph {
                    id: info.glyph_id as u16,
                    advance: position.x_advance as f32 / units_per_em,
                    dx: position.x_offset as f32 / units_per_em,
                    dy: position.y_offset as f32 / units_per_em,
                    range: start..end,
                };
                advance += glyph.advance * size;
                shaped.glyphs.push(glyph);
            }
        }
        shaped.clusters.push(Cluster {
            bytes: start..end,
            glyphs: first_glyph..shaped.glyphs.len() as u32,
            advance,
            start_white: 0.0,
            end_white: 0.0,
            run,
            kind,
            break_after: LineBreak::No,
        });
    }
}

/// Returns the index and type size of the last run.
fn last_run(shaped: &ShapedParagraph) -> (u16, f32) {
    let index = shaped.runs.len() - 1;
    (index as u16, shaped.runs[index].size)
}

fn cluster_kind(text: &str) -> ClusterKind {
    let is_space =
        |character| matches!(character, '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200b}');
    match text {
        "\n" => ClusterKind::Newline,
        "\u{ad}" => ClusterKind::SoftHyphen,
        " " | "\t" | "\u{3000}" => ClusterKind::Space,
        _ if text.chars().all(is_space) => ClusterKind::Space,
        _ => ClusterKind::Ink,
    }
}
