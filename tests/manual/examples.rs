//! Finds example slides in `slides/`: their source, and the pages that they produce.

use std::fs;
use std::path::Path;

use plenary::diagnostic::Diagnostics;
use plenary::scene::Role;
use plenary::source::{Source, SourceId, Span};
use plenary::yaml::{self, Node};
use plenary::{Input, Options, lay_out};

/// A page to render.
#[derive(Clone)]
pub struct Picture {
    /// The path of the outline, relative to the project.
    pub outline: String,
    /// The theme, if it is not that of the outline.
    pub theme: Option<String>,
    /// The page number, from 1.
    pub page: usize,
}

/// A slide of an outline in `slides/`.
#[derive(Clone)]
pub struct ExampleSlide {
    /// The source of the slide without its indentation.
    pub yaml: String,
    /// The first page of the slide.
    pub picture: Picture,
    /// The keys of the slide and of its `content`, and `layout=NAME` if it sets a layout.
    keys: Vec<String>,
}

/// Returns all slides of all outlines in `slides/`, sorted by file name.
pub fn load_slides() -> Vec<ExampleSlide> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| name.ends_with(".yaml"));
    names.sort();
    names.iter().flat_map(|name| read_slides(&format!("slides/{name}"))).collect()
}

/// Returns the best example slide of a block: one from the outline of the same name, or else the
/// shortest.
pub fn with_block<'s>(all: &'s [ExampleSlide], block: &str) -> Option<&'s ExampleSlide> {
    let own = format!("slides/{}.yaml", block.replace('_', "-"));
    let has = |slide: &&ExampleSlide| slide.keys.iter().any(|key| key == block);
    let lines = |slide: &&&ExampleSlide| slide.yaml.lines().count();
    all.iter().filter(has).find(|slide| slide.picture.outline == own).or_else(|| {
        let named: Vec<&ExampleSlide> = all.iter().filter(has).collect();
        named.iter().min_by_key(lines).copied()
    })
}

/// Returns the example slide of a layout: the one in `slides/layouts.yaml`, or else the first that
/// sets it.
pub fn with_layout<'s>(all: &'s [ExampleSlide], layout: &str) -> Option<&'s ExampleSlide> {
    let key = format!("layout={layout}");
    let has = |slide: &&ExampleSlide| slide.keys.contains(&key);
    all.iter()
        .filter(has)
        .find(|slide| slide.picture.outline == "slides/layouts.yaml")
        .or_else(|| all.iter().find(has))
}

fn read_slides(outline: &str) -> Vec<ExampleSlide> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(outline);
    let text = fs::read_to_string(&path).unwrap();
    let source = Source::new(outline, text);
    let root = yaml::parse(&source, SourceId(0), &mut Diagnostics::default()).expect("an outline");
    let slides = find_value(&root, "slides").and_then(Node::as_sequence).unwrap_or(&[]);
    let composed = lay_out(Input::File(path), &Options::default());
    // The structure tree holds the slides in page order.
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
            let picture =
                Picture { outline: outline.to_owned(), theme: None, page: page_of(node)? };
            Some(ExampleSlide {
                yaml: slide_source(node, &source),
                picture,
                keys: slide_keys(node),
            })
        })
        .collect()
}

fn find_value<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.as_mapping()?.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
}

/// Returns the keys of a slide and of the entries of its `content`, and `layout=NAME`.
fn slide_keys(slide: &Node) -> Vec<String> {
    let own = |node: &Node| {
        node.as_mapping().unwrap_or(&[]).iter().map(|(key, _)| key.name.clone()).collect::<Vec<_>>()
    };
    let mut keys = own(slide);
    // On a slide, `logos` sets the logo strip.
    keys.retain(|key| key != "logos");
    keys.extend(
        find_value(slide, "content")
            .and_then(Node::as_sequence)
            .unwrap_or(&[])
            .iter()
            .flat_map(own),
    );
    keys.extend(
        find_value(slide, "layout")
            .and_then(Node::as_scalar)
            .map(|layout| format!("layout={}", layout.value)),
    );
    keys
}

/// Returns the source of a slide without its indentation.
fn slide_source(node: &Node, source: &Source) -> String {
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
