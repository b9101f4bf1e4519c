//! Shapes that lines connect become a flowchart.

use std::collections::BTreeMap;

use super::Importer;
use super::item::BodyItem;
use super::shape::SlideShape;
use super::shape_content::ShapeContent;
use super::slide::shape_words;
use super::slide_source::SlideSource;
use crate::import::verify::is_valid_slide;
use crate::import::write::OutlineValue;

/// The most shapes of a flowchart.
const MAX_NODES: usize = 40;

/// The longest label, in characters.
const MAX_LABEL_CHARS: usize = 120;

/// The longest label of an arrow, in characters.
const MAX_ARROW_LABEL_CHARS: usize = 24;

/// How far the middle of a label is from its arrow, as a share of the width of the page.
const MAX_LABEL_DISTANCE: f64 = 0.12;

impl Importer<'_> {
    /// Replaces connected shapes by a flowchart. Returns the number of lines that are left out.
    pub(super) fn convert_flowchart(
        &mut self,
        slide: &SlideSource,
        items: &mut Vec<BodyItem>,
    ) -> usize {
        let lines: Vec<(&str, &str)> = slide
            .shapes
            .iter()
            .filter_map(|shape| match &shape.content {
                ShapeContent::Line { from: Some(from), to: Some(to) } => {
                    Some((from.as_str(), to.as_str()))
                }
                _ => None,
            })
            .collect();
        if lines.is_empty() {
            return 0;
        }
        let labels = find_labels(slide, &lines, self.page.width * MAX_LABEL_DISTANCE);
        let Some((text, mut nodes)) = write_flowchart(slide, &lines, &labels) else {
            return lines.len();
        };
        nodes.extend(labels.values());
        let value = OutlineValue::Code(text);
        if !is_valid_slide(vec![("diagram".to_owned(), value.clone())]) {
            return lines.len();
        }
        let rect = nodes.iter().filter_map(|node| node.rect).reduce(|a, b| a.union(&b));
        let is_node = |item: &BodyItem| {
            item.is_free_text() && nodes.iter().any(|node| node.rect == Some(item.rect))
        };
        items.retain(|item| !is_node(item));
        items.push(BodyItem {
            blocks: vec![("diagram", value)],
            rect: rect.unwrap_or_default(),
            is_placeholder: false,
            is_framed: false,
            group: None,
            outline: String::new(),
            paragraphs: Vec::new(),
        });
        0
    }
}

/// Finds the short texts beside lines, by the indexes of the lines.
fn find_labels<'s>(
    slide: &'s SlideSource,
    lines: &[(&str, &str)],
    distance: f64,
) -> BTreeMap<usize, &'s SlideShape> {
    let rect_of = |id: &str| slide.shapes.iter().find(|shape| shape.id == id)?.rect;
    let is_node = |shape: &SlideShape| lines.iter().any(|(a, b)| shape.id == *a || shape.id == *b);
    let mut labels = BTreeMap::new();
    for shape in &slide.shapes {
        let words = shape_words(shape);
        let is_label = !words.is_empty()
            && words.chars().count() <= MAX_ARROW_LABEL_CHARS
            && words.chars().all(|c| c.is_alphanumeric() || " .,%?!'’–-".contains(c))
            && shape.placeholder.is_none()
            && shape.link.is_none()
            && !shape.is_hidden
            && !shape.is_framed
            && !is_node(shape);
        let Some(rect) = shape.rect.filter(|_| is_label) else { continue };
        let (x, y) = rect.middle();
        let distances = lines.iter().enumerate().filter_map(|(index, (from, to))| {
            let (from, to) = (rect_of(from)?.middle(), rect_of(to)?.middle());
            Some((index, distance_to_line((x, y), from, to)))
        });
        let nearest = distances.min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((index, _)) = nearest.filter(|(_, found)| *found <= distance) {
            labels.entry(index).or_insert(shape);
        }
    }
    labels
}

/// Returns the distance of a point from the line between two others.
fn distance_to_line(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let length = across * across + down * down;
    let along = (point.0 - from.0) * across + (point.1 - from.1) * down;
    let share = if length > 0.0 { (along / length).clamp(0.0, 1.0) } else { 0.0 };
    (from.0 + share * across - point.0).hypot(from.1 + share * down - point.1)
}

/// Writes a flowchart in the language of Mermaid; `None` if a line leads to a shape that is no
/// short text.
fn write_flowchart<'s>(
    slide: &'s SlideSource,
    lines: &[(&str, &str)],
    labels: &BTreeMap<usize, &SlideShape>,
) -> Option<(String, Vec<&'s SlideShape>)> {
    let mut nodes: BTreeMap<&str, (usize, &SlideShape)> = BTreeMap::new();
    for (from, to) in lines {
        for id in [from, to] {
            if nodes.contains_key(id) {
                continue;
            }
            let shape = slide.shapes.iter().find(|shape| shape.id == *id)?;
            let words = shape_words(shape);
            let is_label = !words.is_empty()
                && words.chars().count() <= MAX_LABEL_CHARS
                && !words.contains(['"', '{', '}', '<', '`'])
                && shape.placeholder.is_none()
                && shape.link.is_none();
            if !is_label || nodes.len() >= MAX_NODES {
                return None;
            }
            nodes.insert(&shape.id, (nodes.len() + 1, shape));
        }
    }
    if nodes.len() < 2 {
        return None;
    }
    let mut sorted: Vec<&(usize, &SlideShape)> = nodes.values().collect();
    sorted.sort_by_key(|(number, _)| *number);
    let mut text = format!("flowchart {}\n", direction(lines, &nodes));
    for (number, shape) in &sorted {
        let words = shape_words(shape);
        let outline = shape.outline.to_lowercase();
        let (open, close) = match outline.as_str() {
            "diamond" | "flowchartdecision" => ("{", "}"),
            "ellipse" | "flowchartterminator" | "flowchartconnector" => ("([", "])"),
            "can" | "flowchartmagneticdisk" => ("[(", ")]"),
            outline if outline.starts_with("round") => ("(", ")"),
            _ => ("[", "]"),
        };
        text += &format!("  n{number}{open}\"{words}\"{close}\n");
    }
    for (index, (from, to)) in lines.iter().enumerate() {
        let label = labels.get(&index).map(|shape| format!("|{}|", shape_words(shape)));
        let label = label.unwrap_or_default();
        text += &format!("  n{} -->{label} n{}\n", nodes[from].0, nodes[to].0);
    }
    Some((text, sorted.into_iter().map(|(_, shape)| *shape).collect()))
}

/// Returns the direction in which most lines lead.
fn direction(lines: &[(&str, &str)], nodes: &BTreeMap<&str, (usize, &SlideShape)>) -> &'static str {
    let (mut across, mut down) = (0.0, 0.0);
    for (from, to) in lines {
        let rects = (nodes[from].1.rect, nodes[to].1.rect);
        if let (Some(from), Some(to)) = rects {
            let (from, to) = (from.middle(), to.middle());
            across += (to.0 - from.0).abs();
            down += (to.1 - from.1).abs();
        }
    }
    if across > down { "LR" } else { "TD" }
}
