//! Space for clusters of several glyphs side by side, such as `हि` and `น้ำ`. The SVG library gives
//! a cluster the width of its widest glyph, so the letters after it would overlap it; `dx`
//! attributes move them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use usvg::layout::PositionedGlyph;
use usvg::roxmltree::{Document, Node as XmlNode};
use usvg::tiny_skia_path::Point;
use usvg::{Group, Node, Text, TextAnchor, TextFlow, Tree, WritingMode, fontdb};

use super::text::{is_right_to_left, split_clusters};
use crate::assets::font::read_advances;

/// The smallest missing space that is added, in em.
const MIN_SPACE_EM: f32 = 0.02;

/// A drawing whose clusters have space.
pub(crate) struct SpacedDrawing {
    /// The drawing, if it was parsed again.
    pub tree: Option<Tree>,
    /// A cluster that still overlaps what is after it.
    pub narrow_cluster: Option<String>,
}

/// Adds the space that clusters need to a drawing, the result of `parse` for `xml`.
pub(crate) fn space_clusters(
    xml: &str,
    tree: &Tree,
    parse: impl Fn(&str) -> Option<Tree>,
) -> SpacedDrawing {
    let narrow = collect_shifts(tree).into_iter().next().map(|(_, shifts)| shifts.cluster);
    if narrow.is_none() {
        return SpacedDrawing { tree: None, narrow_cluster: None };
    }
    let named = name_texts(xml);
    let spaced = parse(&named).and_then(|tree| {
        let shifts = collect_shifts(&tree);
        let tree = parse(&move_letters(&named, &shifts))?;
        let stuck = shifts.into_values().find(|shifts| shifts.dx.is_empty());
        Some((tree, stuck.map(|shifts| shifts.cluster)))
    });
    match spaced {
        Some((tree, narrow_cluster)) => SpacedDrawing { tree: Some(tree), narrow_cluster },
        None => SpacedDrawing { tree: None, narrow_cluster: narrow },
    }
}

/// What a text with narrow clusters needs.
struct TextShifts {
    /// The first narrow cluster.
    cluster: String,
    /// How far each character moves; empty if that is not known.
    dx: Vec<f32>,
}

/// Returns the shifts of all texts with narrow clusters, by the ids of their elements.
fn collect_shifts(tree: &Tree) -> BTreeMap<String, TextShifts> {
    fn visit(group: &Group, fonts: &fontdb::Database, found: &mut BTreeMap<String, TextShifts>) {
        for node in group.children() {
            match node {
                Node::Group(inner) => visit(inner, fonts, found),
                Node::Text(text) => {
                    let shifts = find_shifts(text, fonts);
                    found.extend(shifts.map(|shifts| (text.id().to_owned(), shifts)));
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }
    let mut found = BTreeMap::new();
    visit(tree.root(), tree.fontdb(), &mut found);
    found
}

/// Glyphs that belong together, in the units of their text.
pub(super) struct PlacedCluster {
    /// What they represent.
    pub letters: String,
    /// Where they start.
    pub x: f32,
    /// The space that the library gives them.
    pub width: f32,
    /// The space that they lack.
    pub missing: f32,
}

/// Returns the clusters of a text, from left to right.
pub(super) fn read_clusters(text: &Text, fonts: &fontdb::Database) -> Vec<PlacedCluster> {
    let glyphs: Vec<&PositionedGlyph> =
        text.layouted().iter().flat_map(|span| &span.positioned_glyphs).collect();
    let mut start = 0;
    let read = |count: usize| {
        let cluster = &glyphs[start..start + count];
        start += count;
        let (width, missing) = read_width(cluster, fonts).unwrap_or_default();
        let letters = cluster.iter().map(|glyph| &*glyph.text).collect();
        PlacedCluster { letters, x: cluster[0].transform().tx, width, missing }
    };
    split_clusters(glyphs.iter().map(|glyph| &*glyph.text)).into_iter().map(read).collect()
}

/// Returns the shifts of a text; `None` if it has no narrow clusters.
fn find_shifts(text: &Text, fonts: &fontdb::Database) -> Option<TextShifts> {
    let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
    if glyphs.all(|glyph| !glyph.text.is_empty()) {
        return None;
    }
    let clusters = read_clusters(text, fonts);
    let cluster = clusters.iter().find(|cluster| cluster.missing > 0.0)?.letters.clone();
    let dx = place_shifts(text, &clusters).unwrap_or_default();
    Some(TextShifts { cluster, dx })
}

/// Returns the space that the library gives a cluster, and the space that it lacks.
fn read_width(cluster: &[&PositionedGlyph], fonts: &fontdb::Database) -> Option<(f32, f32)> {
    let (first, rest) = cluster.split_first()?;
    let (fontdb::Source::Binary(data), index) = fonts.face_source(first.font)? else { return None };
    let ids: Vec<u16> = cluster.iter().map(|glyph| glyph.id.0).collect();
    let advances = read_advances(&data, index, &ids)?;
    let size = first.font_size();
    let widest = advances.iter().copied().fold(0.0, f32::max);
    if rest.is_empty() {
        return Some((widest * size, 0.0));
    }
    let to_first = first.transform().invert()?;
    let units = size / first.transform().sx.hypot(first.transform().ky);
    let end_of = |(glyph, advance): (&&PositionedGlyph, &f32)| {
        let place = glyph.transform();
        let mut point = Point::from_xy(place.tx, place.ty);
        to_first.map_point(&mut point);
        point.x / units + advance
    };
    let end = cluster.iter().zip(&advances).map(end_of).fold(0.0, f32::max);
    let missing = Some(end - widest).filter(|&missing| missing > MIN_SPACE_EM);
    Some((widest * size, missing.unwrap_or_default() * size))
}

/// Returns how far each character of a text moves; `None` if its layout is not known well enough.
fn place_shifts(text: &Text, clusters: &[PlacedCluster]) -> Option<Vec<f32>> {
    let characters: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
    let laid_out: String = clusters.iter().map(|cluster| &*cluster.letters).collect();
    let is_simple = text.writing_mode() == WritingMode::LeftToRight
        && text.dx().iter().all(|&dx| dx == 0.0)
        && laid_out == characters
        && !characters.contains(is_right_to_left);
    if !is_simple {
        return None;
    }
    let mut shifts = vec![0.0; characters.chars().count()];
    let mut clusters = clusters.iter();
    let mut at = 0;
    for chunk in text.chunks() {
        let is_stretched = chunk.spans().iter().any(|span| span.text_length().is_some());
        if is_stretched || !matches!(chunk.text_flow(), TextFlow::Linear) {
            return None;
        }
        let (start, end) = (at, at + chunk.text().chars().count());
        let mut total = 0.0;
        while at < end {
            let PlacedCluster { letters, missing, .. } = clusters.next()?;
            at += letters.chars().count();
            total += missing;
            if at < end {
                shifts[at] += missing;
            }
        }
        if let Some(first) = shifts.get_mut(start) {
            *first -= match chunk.anchor() {
                TextAnchor::Start => 0.0,
                TextAnchor::Middle => total / 2.0,
                TextAnchor::End => total,
            };
        }
    }
    Some(shifts)
}

/// Gives each text without an id one of its own.
pub(super) fn name_texts(xml: &str) -> String {
    let mut count = 0;
    add_to_texts(xml, |text| {
        count += 1;
        text.attribute("id").is_none().then(|| format!(" id=\"plenary text {count}\""))
    })
}

/// Adds the shifts of the texts to a drawing.
fn move_letters(xml: &str, shifts: &BTreeMap<String, TextShifts>) -> String {
    // An id that two texts have does not tell which of them is meant.
    let mut ids = BTreeSet::new();
    add_to_texts(xml, |text| {
        let id = text.attribute("id").filter(|id| ids.insert((*id).to_owned()))?;
        let TextShifts { dx, .. } = shifts.get(id).filter(|shifts| !shifts.dx.is_empty())?;
        let mut attribute = " dx=\"".to_owned();
        for shift in dx {
            let _ = write!(attribute, "{shift} ");
        }
        attribute.push('"');
        text.descendants().all(|node| !node.has_attribute("dx")).then_some(attribute)
    })
}

/// Adds attributes to the `<text>` elements of a drawing that plenary has written.
fn add_to_texts(xml: &str, mut add: impl FnMut(XmlNode) -> Option<String>) -> String {
    const TAG: &str = "<text";
    let Ok(document) = Document::parse(xml) else { return xml.to_owned() };
    let mut out = String::with_capacity(xml.len());
    let mut at = 0;
    for text in document.descendants().filter(|node| node.tag_name().name() == "text") {
        let end = text.range().start + TAG.len();
        if let Some(attribute) = add(text).filter(|_| end >= at) {
            out.push_str(&xml[at..end]);
            out.push_str(&attribute);
            at = end;
        }
    }
    out.push_str(&xml[at..]);
    out
}
