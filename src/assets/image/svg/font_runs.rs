//! Texts that need several fonts, such as `Raja क्षत्रिय 👩‍👩‍👧`. The SVG library shapes a whole
//! text with one font after the other, by the rules of its first script, and letters of the second
//! are wrong or missing. So each run of one font becomes a `<tspan>` with a place of its own.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;
use usvg::roxmltree::{Document, Node as XmlNode};
use usvg::{Group, Node, Text, TextAnchor, TextFlow, Tree, WritingMode, fontdb};

use super::spacing::{PlacedCluster, name_texts, read_clusters};
use super::style::push_escaped;
use super::text::is_right_to_left;

/// Gives each run of one font a place of its own, in the texts of `tree`, the result of `parse` for
/// `xml`, that need it. `face_of` names the font of a grapheme cluster and tells whether it is one
/// of pictures, whose blanks are wide. `None` if no text needs it.
pub(crate) fn place_font_runs<Face: PartialEq>(
    xml: &str,
    tree: &Tree,
    parse: impl Fn(&str) -> Option<Tree>,
    face_of: impl Fn(&str) -> Option<(Face, bool)>,
) -> Option<(String, Tree)> {
    let needs_runs = |text: &Text| {
        is_simple(text)
            && (lacks_glyphs(text) || text.chunks()[0].text().contains(is_of_complex_script))
            && split_by_face(text.chunks()[0].text(), &face_of).len() > 1
    };
    let mut is_needed = false;
    visit_texts(tree.root(), &mut |text| is_needed |= needs_runs(text));
    if !is_needed {
        return None;
    }
    let named = name_texts(xml);
    let mut places = BTreeMap::new();
    visit_texts(parse(&named)?.root(), &mut |text| {
        if needs_runs(text) {
            places.insert(text.id().to_owned(), vec![text.chunks()[0].x().unwrap_or(0.0)]);
        }
    });
    // Parts at the same place are measured, and then put side by side.
    let measured = parse(&write_runs(&named, &places, &face_of))?;
    visit_texts(measured.root(), &mut |text| {
        if let Some(places) = places.get_mut(text.id()) {
            let anchor = text.chunks().first().map_or(TextAnchor::Start, usvg::TextChunk::anchor);
            *places = place_side_by_side(places[0], anchor, &read_widths(text, measured.fontdb()));
        }
    });
    let placed = write_runs(&named, &places, &face_of);
    let tree = parse(&placed)?;
    Some((placed, tree))
}

fn visit_texts(group: &Group, visit: &mut impl FnMut(&Text)) {
    for node in group.children() {
        match node {
            Node::Group(inner) => visit_texts(inner, visit),
            Node::Text(text) => visit(text),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Whether the letters of a character's script change their shapes and order beside each other.
fn is_of_complex_script(character: char) -> bool {
    matches!(
        character,
        '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1a20}'..='\u{1cff}'
            | '\u{a800}'..='\u{abff}' | '\u{11000}'..='\u{11fff}'
    )
}

fn lacks_glyphs(text: &Text) -> bool {
    text.layouted().iter().flat_map(|span| &span.positioned_glyphs).any(|glyph| glyph.id.0 == 0)
}

/// Whether the letters of a text follow each other in one line, as its font places them.
fn is_simple(text: &Text) -> bool {
    text.writing_mode() == WritingMode::LeftToRight
        && text.chunks().len() == 1
        && text.dx().iter().chain(text.dy()).chain(text.rotate()).all(|&shift| shift == 0.0)
        && text.chunks().iter().all(|chunk| {
            matches!(chunk.text_flow(), TextFlow::Linear)
                && !chunk.text().contains(is_right_to_left)
                && chunk.spans().iter().all(|span| span.text_length().is_none())
        })
}

/// Returns the widths of the parts of a text.
fn read_widths(text: &Text, fonts: &fontdb::Database) -> Vec<f32> {
    let mut clusters = read_clusters(text, fonts).into_iter();
    let widths = text.chunks().iter().map(|chunk| {
        let mut left = chunk.text().len();
        let (mut start, mut end, mut missing) = (None, 0.0, 0.0);
        while left > 0 {
            let Some(PlacedCluster { letters, x, width, missing: space }) = clusters.next() else {
                break;
            };
            left = left.saturating_sub(letters.len().max(1));
            start.get_or_insert(x);
            end = x + width;
            missing += space;
        }
        end - start.unwrap_or(end) + missing
    });
    widths.collect()
}

/// Returns where parts of these widths start so that they follow each other.
fn place_side_by_side(start: f32, anchor: TextAnchor, widths: &[f32]) -> Vec<f32> {
    let total: f32 = widths.iter().sum();
    let mut x = start
        - match anchor {
            TextAnchor::Start => 0.0,
            TextAnchor::Middle => total / 2.0,
            TextAnchor::End => total,
        };
    let place = |width: &f32| {
        x += width;
        x - width
    };
    widths.iter().map(place).collect()
}

/// Writes the parts of the texts that have places. A part without a place of its own gets the first
/// one.
fn write_runs<Face: PartialEq>(
    xml: &str,
    places: &BTreeMap<String, Vec<f32>>,
    face_of: &impl Fn(&str) -> Option<(Face, bool)>,
) -> String {
    let Ok(document) = Document::parse(xml) else { return xml.to_owned() };
    let mut out = String::with_capacity(xml.len());
    let mut at = 0;
    for element in document.descendants().filter(|node| node.tag_name().name() == "text") {
        let Some(places) = element.attribute("id").and_then(|id| places.get(id)) else { continue };
        // While the parts are measured, all have one place, and the text its anchor.
        let is_placed = places.len() > 1;
        let mut places = places.iter();
        let mut place = places.next().copied().unwrap_or_default();
        for node in element.descendants().filter(XmlNode::is_text) {
            out.push_str(&xml[at..node.range().start]);
            at = node.range().end;
            for run in split_by_face(node.text().unwrap_or_default(), face_of) {
                if run.trim().is_empty() {
                    push_escaped(&mut out, run);
                    continue;
                }
                out.push_str(&format!("<tspan x=\"{place}\""));
                if is_placed {
                    out.push_str(" text-anchor=\"start\"");
                }
                out.push('>');
                push_escaped(&mut out, run);
                out.push_str("</tspan>");
                place = places.next().copied().unwrap_or(place);
            }
        }
    }
    out.push_str(&xml[at..]);
    out
}

/// Splits a text where the font changes. Blanks belong to the letters before them; those after
/// pictures, and at the start, belong to what follows.
fn split_by_face<'t, Face: PartialEq>(
    text: &'t str,
    face_of: &impl Fn(&str) -> Option<(Face, bool)>,
) -> Vec<&'t str> {
    let mut runs = Vec::new();
    let (mut start, mut last, mut last_end) = (0, None, 0);
    let letters = text.grapheme_indices(true).filter(|(_, cluster)| !cluster.trim().is_empty());
    for (at, cluster) in letters {
        let face = face_of(cluster);
        if last.as_ref().is_some_and(|last| *last != face) {
            let is_after_pictures = last.flatten().is_some_and(|(_, has_pictures)| has_pictures);
            let end = if is_after_pictures { last_end } else { at };
            runs.push(&text[start..end]);
            start = end;
        }
        last = Some(face);
        last_end = at + cluster.len();
    }
    runs.push(&text[start..]);
    runs
}

#[cfg(test)]
mod tests {
    use super::split_by_face;

    #[test]
    fn blanks_stay_with_the_letters_before_them() {
        let is_ascii = |cluster: &str| Some((cluster.is_ascii(), cluster == "*"));
        assert_eq!(split_by_face(" a b é\u{301} è c ", &is_ascii), [" a b ", "é\u{301} è ", "c "]);
        assert_eq!(split_by_face("è * è", &is_ascii), ["è ", "*", " è"]);
        assert_eq!(split_by_face("  ", &is_ascii), ["  "]);
    }
}
