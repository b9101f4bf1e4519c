//! The text of a drawing as runs of glyphs, for drawings whose text the SVG writer cannot write
//! itself.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use usvg::layout::PositionedGlyph;
use usvg::tiny_skia_path::{Point, Transform};
use usvg::{Group, Node, Tree, fontdb};

use crate::assets::FontData;
use crate::assets::font::read_units_per_em;

/// Glyphs of one font on one baseline.
#[derive(Clone)]
pub struct DrawingText {
    /// The font file.
    pub data: FontData,
    /// The index of the face in the file.
    pub index: u32,
    /// The map from em, with the y-axis down, to units of the drawing: `a b c d e f`.
    pub transform: [f32; 6],
    /// What the glyphs represent.
    pub text: String,
    /// The glyphs from left to right.
    pub glyphs: Vec<DrawingGlyph>,
}

/// A glyph of a [`DrawingText`].
#[derive(Clone, Debug)]
pub struct DrawingGlyph {
    /// The glyph in the font.
    pub id: u16,
    /// The position in em, with the y-axis down.
    pub x: f32,
    /// See `x`.
    pub y: f32,
    /// What it represents, in bytes of the text. Glyphs of one cluster have the same range.
    pub range: Range<usize>,
}

/// Whether the SVG writer cannot write the text of a drawing: it writes each glyph with its own
/// characters, so those of a cluster would stand for none, the text in a filter as pixels, and byte
/// order marks, which PDF/UA forbids, as they are.
pub(crate) fn needs_text_layer(tree: &Tree) -> bool {
    fn is_affected(group: &Group, is_filtered: bool) -> bool {
        let is_filtered = is_filtered || !group.filters().is_empty();
        group.children().iter().any(|node| match node {
            Node::Group(inner) => is_affected(inner, is_filtered),
            Node::Text(text) => {
                let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                is_filtered
                    || glyphs.any(|glyph| glyph.text.is_empty() || glyph.text.contains('\u{feff}'))
            }
            Node::Path(_) | Node::Image(_) => false,
        })
    }
    is_affected(tree.root(), false)
}

/// Returns all visible text of a drawing.
pub(crate) fn collect_text(tree: &Tree) -> Vec<DrawingText> {
    let mut collector =
        TextCollector { fonts: tree.fontdb(), ems: HashMap::new(), runs: Vec::new() };
    collector.collect_from(tree.root());
    collector.runs
}

/// Returns the type size of the smallest text of a drawing, and the text.
pub(crate) fn smallest_label(tree: &Tree) -> Option<(f32, String)> {
    let sizes = collect_text(tree).into_iter().filter_map(|run| {
        // The height of an em, however the text is turned.
        let [_, _, kx, sy, _, _] = run.transform;
        let has_letters = run.text.chars().any(char::is_alphanumeric);
        has_letters.then(|| (kx.hypot(sy), run.text))
    });
    sizes.min_by(|(one, _), (other, _)| one.total_cmp(other))
}

struct TextCollector<'a> {
    fonts: &'a fontdb::Database,
    /// The units per em of the faces.
    ems: HashMap<fontdb::ID, Option<f32>>,
    runs: Vec<DrawingText>,
}

impl TextCollector<'_> {
    fn collect_from(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(inner) => self.collect_from(inner),
                Node::Text(text) => {
                    for span in text.layouted().iter().filter(|span| span.visible) {
                        let glyphs = &span.positioned_glyphs;
                        let mut start = 0;
                        for cluster in split_clusters(glyphs.iter().map(|glyph| &*glyph.text)) {
                            let glyphs = &glyphs[start..start + cluster];
                            start += cluster;
                            self.push_cluster(text.abs_transform(), glyphs);
                        }
                    }
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }

    /// Appends a cluster to the last run if that has the same font and direction, or to a new one.
    fn push_cluster(&mut self, parent: Transform, cluster: &[PositionedGlyph]) -> Option<()> {
        let text: String = cluster.iter().map(|glyph| &*glyph.text).collect();
        let first = cluster.first().filter(|_| !text.is_empty())?;
        let (fontdb::Source::Binary(data), index) = self.fonts.face_source(first.font)? else {
            return None;
        };
        let em = (*self
            .ems
            .entry(first.font)
            .or_insert_with(|| read_units_per_em(&data, index).map(f32::from)))?;
        let from_em =
            |glyph: &PositionedGlyph| parent.pre_concat(glyph.transform()).pre_scale(em, em);
        let start = from_em(first);
        let is_near = |one: f32, other: f32| (one - other).abs() <= 1e-3 * one.abs().max(1e-3);
        let is_continued = self.runs.last().is_some_and(|run| {
            let directions = [start.sx, start.ky, start.kx, start.sy].into_iter();
            Arc::ptr_eq(&run.data, &data)
                && run.index == index
                && directions.zip(run.transform).all(|(one, other)| is_near(one, other))
        });
        if !is_continued {
            self.runs.push(DrawingText {
                data,
                index,
                transform: [start.sx, start.ky, start.kx, start.sy, start.tx, start.ty],
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        let run = self.runs.last_mut()?;
        let [sx, ky, kx, sy, tx, ty] = run.transform;
        let to_em = Transform::from_row(sx, ky, kx, sy, tx, ty).invert()?;
        let range = run.text.len()..run.text.len() + text.len();
        run.text.push_str(&text);
        for glyph in cluster {
            let place = from_em(glyph);
            let mut point = Point::from_xy(place.tx, place.ty);
            to_em.map_point(&mut point);
            let range = range.clone();
            run.glyphs.push(DrawingGlyph { id: glyph.id.0, x: point.x, y: point.y, range });
        }
        Some(())
    }
}

/// Returns the numbers of glyphs of the clusters. The characters of a cluster belong to its last
/// glyph from left to right, and to the first one in text from right to left.
pub(super) fn split_clusters<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut clusters: Vec<usize> = Vec::new();
    let (mut waiting, mut is_from_right) = (0, false);
    for text in texts {
        if text.is_empty() {
            match clusters.last_mut().filter(|_| is_from_right) {
                Some(last) => *last += 1,
                None => waiting += 1,
            }
            continue;
        }
        is_from_right = text.chars().any(is_right_to_left);
        clusters.push(waiting + 1);
        waiting = 0;
    }
    match clusters.last_mut() {
        Some(last) => *last += waiting,
        None if waiting > 0 => clusters.push(waiting),
        None => {}
    }
    clusters
}

pub(super) fn is_right_to_left(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::split_clusters;

    #[test]
    fn the_characters_of_a_cluster_belong_to_one_of_its_glyphs() {
        assert_eq!(split_clusters(["a", "", "x\u{302}", "b"].into_iter()), [1, 2, 1]);
        assert_eq!(split_clusters(["\u{628}\u{64e}", "", "\u{627}"].into_iter()), [2, 1]);
        assert_eq!(split_clusters(["", ""].into_iter()), [2]);
        assert!(split_clusters([].into_iter()).is_empty());
    }
}
