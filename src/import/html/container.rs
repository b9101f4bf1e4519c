//! Writes elements that hold blocks: columns and cards side by side, notes, slots and boxes.

use super::dom::{HtmlElement, HtmlNode, collect_text, decode_entities};
use super::names::is_inline;
use super::rewrite::MarkdownWriter;
use crate::import::dialect::Dialect;
use crate::import::words::join_words;

/// Classes of boxes whose content is side by side.
const ACROSS: &[&str] = &[
    "columns",
    "cols",
    "grid",
    "row",
    "flex",
    "split",
    "multicolumn",
    "two-columns",
    "two-cols",
    "twocolumns",
    "twocols",
    "three-columns",
    "container-columns",
    "r-hstack",
    "r-stack",
    "hstack",
];

/// Parts of the classes of boxes with a frame or ground of their own.
const CARD_WORDS: &[&str] = &["card", "tile", "border", "rounded", "shadow", "bg-", "panel"];

pub(super) fn write_container(writer: &mut MarkdownWriter, element: &HtmlElement) {
    let has_class = |name: &str| element.classes().any(|class| class == name);
    let name = element.name.as_str();
    let is_hidden = element.attribute("data-visibility") == Some("hidden")
        || element.attribute("hidden").is_some()
        || element.style("display").as_deref() == Some("none");
    if is_hidden {
        return leave_out(writer, element);
    }
    if name == "figure" && writer.write_figure(element) {
        return;
    }
    // The words for dark pages.
    if find_slot(element).as_deref() == Some("dark") {
        return leave_out(writer, element);
    }
    let is_other = |slot: &String| slot == "light" || slot.bytes().all(|b| b.is_ascii_digit());
    if let Some(slot) = find_slot(element).filter(|slot| !is_other(slot)) {
        writer.end_paragraph();
        writer.push_line(format!("::{slot}::"), element.line);
        return writer.write_flow(element);
    }
    if has_class("mermaid") {
        let text = decode_entities(&element.text());
        return writer.push_fence("mermaid", text.trim(), element.line);
    }
    let tells_notes = name == "aside"
        && matches!(writer.context.dialect, Dialect::Reveal | Dialect::Plain | Dialect::Pandoc);
    if has_class("notes") || tells_notes {
        return write_division(writer, element, ".notes");
    }
    if let Some(kind) = element.classes().find(|class| class.starts_with("callout")) {
        return write_division(writer, element, &format!(".{kind}"));
    }
    // In Slidev, each block of Markdown in a grid is a cell.
    let is_text = |node: &HtmlNode| !is_element(node);
    let tracks = element.classes().find_map(|class| class.strip_prefix("grid-cols-"));
    if let Some(count) = tracks.filter(|count| matches!(*count, "2" | "3" | "4"))
        && writer.column_depth == 0
        && element.children.iter().all(is_text)
    {
        return write_division(writer, element, &format!("layout-ncol={count}"));
    }
    if writer.column_depth == 0 && (has_class("columns") || is_across(element)) {
        return write_across(writer, element);
    }
    writer.write_flow(element);
}

/// Leaves out an element that nobody sees. Its words become a comment.
fn leave_out(writer: &mut MarkdownWriter, element: &HtmlElement) {
    let number = writer.number_at(element.line);
    writer.context.report_changed(
        number,
        format!("a hidden `<{}>` is left out", element.name),
        "copy its words from the comment if the audience should see them",
    );
    let words = join_words(&decode_entities(&element.text()));
    writer.context.keep_words(number, &words);
    writer.end_paragraph();
}

/// Writes a fenced division of pandoc.
fn write_division(writer: &mut MarkdownWriter, element: &HtmlElement, attributes: &str) {
    writer.end_paragraph();
    writer.push_line(format!("::: {{{attributes}}}"), element.line);
    writer.write_flow(element);
    writer.push_line(":::", element.line);
}

/// Returns the name of the slot of Slidev that a `<template>` fills.
fn find_slot(element: &HtmlElement) -> Option<String> {
    let mut slots = element.attributes.iter().filter_map(|(key, value)| {
        let slot = key.strip_prefix("v-slot:").or_else(|| key.strip_prefix('#'));
        slot.map(str::to_owned).or_else(|| (key == "slot").then(|| value.clone()))
    });
    slots.next().filter(|slot| element.name == "template" && !slot.is_empty())
}

fn is_across(element: &HtmlElement) -> bool {
    let display = element.style("display").unwrap_or_default();
    let direction = element.style("flex-direction").unwrap_or_default();
    let is_column = direction.starts_with("column")
        || element.classes().any(|class| matches!(class, "flex-col" | "grid-cols-1"));
    let by_style = matches!(display.as_str(), "flex" | "grid" | "inline-flex" | "inline-grid")
        || element.style("column-count").is_some()
        || element.style("columns").is_some();
    // UnoCSS reads attributes as classes: `grid="~ cols-2 gap-4"`.
    let by_attribute = element.attribute("grid").is_some_and(|value| value.contains("cols-"))
        || element.attribute("flex").is_some_and(|value| !value.contains("col"));
    let by_class = by_attribute
        || element.classes().any(|class| {
            ACROSS.contains(&class)
                || class.starts_with("grid-cols-")
                || class.ends_with("-columns")
        });
    let has_columns = || {
        let is_column = |node: &&HtmlNode| match node {
            HtmlNode::Element(child) => child.classes().any(|class| {
                matches!(class, "col" | "column" | "left" | "right") || class.starts_with("col-")
            }),
            _ => false,
        };
        element.children.iter().filter(is_column).count() > 1
    };
    !is_column && (by_style || by_class || has_columns()) && divide(element).len() > 1
}

/// Returns the parts of a box: every block, and what is between them. Comments, breaks and blanks
/// belong to the next part, or to the last one.
fn divide(element: &HtmlElement) -> Vec<&[HtmlNode]> {
    let nodes = element.children.as_slice();
    let is_block = |node: &HtmlNode| {
        matches!(node, HtmlNode::Element(child)
            if !is_inline(&child.name) && !matches!(child.name.as_str(), "br" | "hr"))
    };
    let shows_something = |nodes: &[HtmlNode]| {
        let mut words = String::new();
        collect_text(nodes, &mut words);
        !words.trim().is_empty() || nodes.iter().any(is_element)
    };
    let mut ends = Vec::new();
    let mut start = 0;
    for (at, node) in nodes.iter().enumerate() {
        if is_block(node) {
            if shows_something(&nodes[start..at]) {
                ends.push(at);
            }
            ends.push(at + 1);
            start = at + 1;
        }
    }
    if shows_something(&nodes[start..]) {
        ends.push(nodes.len());
    }
    // What follows the last part shows nothing.
    if let Some(last) = ends.last_mut() {
        *last = nodes.len();
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(start, end)| &nodes[start..*end]).collect()
}

fn is_element(node: &HtmlNode) -> bool {
    matches!(node, HtmlNode::Element(child) if !matches!(child.name.as_str(), "br" | "hr"))
}

/// Writes a box as columns, or as cards if its parts look like cards.
fn write_across(writer: &mut MarkdownWriter, element: &HtmlElement) {
    let parts = divide(element);
    let boxes: Vec<Option<&HtmlElement>> = parts.iter().map(|part| find_box(part)).collect();
    let are_cards = boxes.len() > 1 && boxes.iter().all(|child| child.is_some_and(is_card));
    let (outer, inner) = match are_cards {
        true => (".html-cards", ".html-card"),
        false => (".columns", ".column"),
    };
    let shares = read_shares(element, &boxes);
    writer.end_paragraph();
    writer.push_line(format!("::: {{{outer}}}"), element.line);
    writer.column_depth += 1;
    for (index, (part, child)) in parts.iter().zip(&boxes).enumerate() {
        let line = child.map_or(element.line, |child| child.line);
        let width = shares.as_ref().and_then(|shares| shares.get(index));
        let width = width.map(|share| format!(" width=\"{share}%\"")).unwrap_or_default();
        writer.push_line(format!("::: {{{inner}{width}}}"), line);
        writer.is_in_html = true;
        writer.write_nodes(part);
        writer.end_paragraph();
        writer.push_line(":::", line);
    }
    writer.column_depth -= 1;
    writer.push_line(":::", element.line);
    writer.end_paragraph();
}

/// Returns the first element of a part.
fn find_box(part: &[HtmlNode]) -> Option<&HtmlElement> {
    part.iter().find_map(|node| match node {
        HtmlNode::Element(child) => Some(child),
        _ => None,
    })
}

fn is_card(element: &HtmlElement) -> bool {
    let by_class =
        element.classes().any(|class| CARD_WORDS.iter().any(|word| class.contains(word)));
    let has_style = |name: &str| element.style(name).is_some();
    by_class
        || ["border", "background", "background-color", "box-shadow"].into_iter().any(has_style)
}

/// Returns the widths of columns in percent, if they differ.
fn read_shares(element: &HtmlElement, boxes: &[Option<&HtmlElement>]) -> Option<Vec<u32>> {
    let tracks = element.style("grid-template-columns").or_else(|| {
        let class = element.classes().find_map(|class| class.strip_prefix("grid-cols-["));
        class.map(|tracks| tracks.trim_end_matches(']').replace('_', " "))
    });
    let weights: Option<Vec<f32>> = match tracks {
        Some(tracks) => tracks
            .split_whitespace()
            .map(|track| track.trim_end_matches("fr").trim_end_matches('%').parse().ok())
            .collect(),
        None => boxes.iter().map(|child| child.and_then(weight_of)).collect(),
    };
    let weights = weights.filter(|weights| weights.len() == boxes.len())?;
    let sum: f32 = weights.iter().sum();
    let is_valid = sum > 0.0 && weights.iter().all(|weight| *weight > 0.0 && weight.is_finite());
    let shares = weights.iter().map(|weight| (weight / sum * 100.0).round() as u32);
    is_valid.then(|| shares.map(|share| share.max(1)).collect())
}

/// Returns the weight of a column: its width in percent or its share of the space.
fn weight_of(element: &HtmlElement) -> Option<f32> {
    let width = element.attribute("width").map(str::to_owned).or_else(|| element.style("width"));
    if let Some(percent) = width.as_deref().and_then(percent_of) {
        return Some(percent);
    }
    if let Some(basis) = element.style("flex-basis").as_deref().and_then(percent_of) {
        return Some(basis);
    }
    if let Some(flex) = element.style("flex").or_else(|| element.style("flex-grow")) {
        return flex.split_whitespace().next()?.parse().ok();
    }
    element.classes().find_map(|class| {
        if let Some((above, below)) = class.strip_prefix("w-").and_then(|rest| rest.split_once('/'))
        {
            return Some(above.parse::<f32>().ok()? / below.parse::<f32>().ok()? * 100.0);
        }
        class.strip_prefix("col-span-").or_else(|| class.strip_prefix("flex-"))?.parse().ok()
    })
}

/// Returns a width in percent.
pub(super) fn percent_of(width: &str) -> Option<f32> {
    let percent: f32 = width.trim().strip_suffix('%')?.trim().parse().ok()?;
    (percent > 0.0 && percent <= 100.0).then_some(percent)
}
