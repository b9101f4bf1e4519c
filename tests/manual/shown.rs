//! Which slide of `slides/` shows what: its lines, and the page that it makes.

use std::fs;
use std::path::Path;

use plenary::diagnostic::Diagnostics;
use plenary::scene::Role;
use plenary::source::{Source, SourceId, Span};
use plenary::yaml::{self, Node};
use plenary::{Input, Options, lay_out};

/// A page to be drawn.
#[derive(Clone)]
pub struct Picture {
    /// The outline, relative to the project.
    pub outline: String,
    /// The page, from 1.
    pub page: usize,
}

/// A slide of an outline in `slides/`.
#[derive(Clone)]
pub struct Shown {
    /// Its lines in the outline, without the indentation.
    pub yaml: String,
    /// The page that it makes; the first one if there are several.
    pub picture: Picture,
    /// Its keys and those of its `content`, and `layout=NAME` where it names one.
    keys: Vec<String>,
}

/// Every slide of every outline in `slides/`, in order of the outlines' names.
pub fn all() -> Vec<Shown> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| name.ends_with(".yaml"));
    names.sort();
    names.iter().flat_map(|name| slides(&format!("slides/{name}"))).collect()
}

/// The first slide that has a block; one in the outline of the block's own name comes first, one
/// that has little else before others.
pub fn with_block<'s>(all: &'s [Shown], block: &str) -> Option<&'s Shown> {
    let own = format!("slides/{}.yaml", block.replace('_', "-"));
    let has = |shown: &&Shown| shown.keys.iter().any(|key| key == block);
    let lines = |shown: &&&Shown| shown.yaml.lines().count();
    all.iter().filter(has).find(|shown| shown.picture.outline == own).or_else(|| {
        let named: Vec<&Shown> = all.iter().filter(has).collect();
        named.iter().min_by_key(lines).copied()
    })
}

/// The slide that shows a layout: the one in `slides/layouts.yaml`, or the first that names it.
pub fn with_layout<'s>(all: &'s [Shown], layout: &str) -> Option<&'s Shown> {
    let key = format!("layout={layout}");
    let has = |shown: &&Shown| shown.keys.contains(&key);
    all.iter()
        .filter(has)
        .find(|shown| shown.picture.outline == "slides/layouts.yaml")
        .or_else(|| all.iter().find(has))
}

fn slides(outline: &str) -> Vec<Shown> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(outline);
    let text = fs::read_to_string(&path).unwrap();
    let source = Source::new(outline, text);
    let root = yaml::parse(&source, SourceId(0), &mut Diagnostics::default()).expect("an outline");
    let slides = value(&root, "slides").and_then(Node::as_sequence).unwrap_or(&[]);
    let composed = lay_out(Input::File(path), &Options::default());
    // Slides stand in the tree in the order of their pages.
    let elements =
        composed.scene.structure.elements.iter().filter(|element| element.role == Role::Slide);
    let spans: Vec<Span> = elements.filter_map(|element| element.span).collect();
    let mut first_pages: Vec<usize> = Vec::new();
    let mut last = None;
    for (page, slide) in composed.scene.pages.iter().map(|page| page.slide).enumerate() {
        if last != Some(slide) {
            first_pages.push(page + 1);
        }
        last = Some(slide);
    }
    let page_of = |node: &Node| {
        spans.iter().position(|span| span.start == node.span.start).map(|at| first_pages[at])
    };
    slides
        .iter()
        .filter_map(|node| {
            let picture = Picture { outline: outline.to_owned(), page: page_of(node)? };
            Some(Shown { yaml: lines(node, &source), picture, keys: keys(node) })
        })
        .collect()
}

fn value<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.as_mapping()?.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
}

/// The keys of a slide and of the entries of its `content`; a layout that is named is a key, too.
fn keys(slide: &Node) -> Vec<String> {
    let own = |node: &Node| {
        node.as_mapping().unwrap_or(&[]).iter().map(|(key, _)| key.name.clone()).collect::<Vec<_>>()
    };
    let mut keys = own(slide);
    // On a slide itself, `logos` are those of the running strip.
    keys.retain(|key| key != "logos");
    keys.extend(
        value(slide, "content").and_then(Node::as_sequence).unwrap_or(&[]).iter().flat_map(own),
    );
    keys.extend(
        value(slide, "layout")
            .and_then(Node::as_scalar)
            .map(|layout| format!("layout={}", layout.value)),
    );
    keys
}

/// The lines of a slide, from its dash on, moved to the left.
fn lines(node: &Node, source: &Source) -> String {
    let first = source.position(node.span.start as usize).line;
    let indent = source.line_text(first).find('-').unwrap_or(0);
    let mut lines = Vec::new();
    for number in first..=source.line_count() {
        let line = source.line_text(number);
        let is_next = number > first
            && !line.trim().is_empty()
            && line.len() - line.trim_start().len() <= indent;
        if is_next {
            break;
        }
        lines.push(line.get(indent..).unwrap_or("").trim_end());
    }
    while lines.last().is_some_and(|line| line.is_empty() || line.starts_with('#')) {
        lines.pop();
    }
    lines.join("\n")
}
