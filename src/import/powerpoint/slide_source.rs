//! Reads the part of a slide, with its notes and comments.

use std::rc::Rc;

use super::Importer;
use super::background::{OfficeBackground, read_background};
use super::comments::{ReviewComment, read_comments};
use super::layout_part::LayoutPart;
use super::relations::Relations;
use super::shape::{ShapeSource, SlideShape, read_shapes};
use super::shape_content::ShapeContent;
use super::text::OfficeParagraph;
use super::transition::{SlideTransition, read_transition};
use super::xml::{attribute, descendants, find, flag, parse_xml};

/// A slide as it is in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct SlideSource {
    /// The path of the part.
    pub path: String,
    pub relations: Relations,
    pub layout: Rc<LayoutPart>,
    pub master: Rc<LayoutPart>,
    /// The path of the layout. The running texts of a layout are read once.
    pub layout_path: String,
    pub shapes: Vec<SlideShape>,
    pub is_hidden: bool,
    /// Whether it is the cover, although its layout does not say so.
    pub is_cover: bool,
    /// Whether the shapes of the master are shown.
    pub shows_master: bool,
    pub background: Option<OfficeBackground>,
    pub transition: Option<SlideTransition>,
    /// Whether paragraphs appear one by one.
    pub has_steps: bool,
    /// Speaker notes.
    pub notes: Vec<OfficeParagraph>,
    pub comments: Vec<ReviewComment>,
    /// The section that starts with the slide.
    pub section: Option<String>,
    /// Why the part cannot be read, and the words that were found in it.
    pub problem: Option<(String, Vec<String>)>,
}

impl Importer<'_> {
    /// Reads the slide at `path`.
    pub(super) fn read_slide(&mut self, path: &str) -> SlideSource {
        let mut slide = SlideSource {
            path: path.to_owned(),
            relations: Relations::read(&mut self.archive, path),
            shows_master: true,
            ..SlideSource::default()
        };
        let layout_path = slide.relations.first_part("slideLayout").unwrap_or_default().to_owned();
        slide.layout = self.read_layout(&layout_path);
        let master_path = slide.layout.relations.first_part("slideMaster").map(str::to_owned);
        slide.master = self.read_layout(&master_path.unwrap_or_default());
        slide.layout_path = layout_path;
        slide.notes = self.read_slide_notes(&slide.relations.clone());
        slide.comments = self.read_slide_comments(&slide.relations.clone());
        let text = match self.archive.read_xml(path) {
            Ok(text) => text,
            Err(error) => {
                slide.problem = Some((error.reason().to_owned(), Vec::new()));
                return slide;
            }
        };
        let document = match parse_xml(&text) {
            Ok(document) => document,
            Err(reason) => {
                slide.problem = Some((reason, salvage_words(&text)));
                return slide;
            }
        };
        let root = document.root_element();
        let source = ShapeSource {
            relations: &slide.relations,
            layout: Some(&slide.layout),
            master: Some(&slide.master),
        };
        if let Some(tree) = find(root, &["cSld", "spTree"]) {
            slide.shapes = read_shapes(tree, &source);
        }
        slide.is_hidden = flag(root, "show") == Some(false);
        slide.shows_master = flag(root, "showMasterSp").unwrap_or(true);
        slide.background = read_background(root);
        slide.transition = read_transition(root);
        slide.has_steps =
            descendants(root, "bldP").any(|build| attribute(build, "build") == Some("p"));
        slide
    }

    /// Reads a layout or master, once.
    pub(super) fn read_layout(&mut self, path: &str) -> Rc<LayoutPart> {
        if let Some(known) = self.layouts.get(path) {
            return Rc::clone(known);
        }
        let layout = Rc::new(match path {
            "" => LayoutPart::default(),
            path => LayoutPart::read(&mut self.archive, path),
        });
        self.layouts.insert(path.to_owned(), Rc::clone(&layout));
        layout
    }

    fn read_slide_notes(&mut self, relations: &Relations) -> Vec<OfficeParagraph> {
        let Some(path) = relations.first_part("notesSlide").map(str::to_owned) else {
            return Vec::new();
        };
        let Ok(text) = self.archive.read_xml(&path) else { return Vec::new() };
        let Ok(document) = parse_xml(&text) else { return Vec::new() };
        let relations = Relations::read(&mut self.archive, &path);
        let source = ShapeSource { relations: &relations, layout: None, master: None };
        let Some(tree) = find(document.root_element(), &["cSld", "spTree"]) else {
            return Vec::new();
        };
        let is_note = |shape: &SlideShape| {
            let placeholder = shape.placeholder.as_ref();
            placeholder.is_none_or(|place| matches!(place.kind.as_str(), "body" | "obj"))
        };
        let shapes = read_shapes(tree, &source).into_iter().filter(is_note);
        shapes
            .flat_map(|shape| match shape.content {
                ShapeContent::Text(paragraphs) => paragraphs,
                _ => Vec::new(),
            })
            .filter(|paragraph| !paragraph.is_blank())
            .collect()
    }

    fn read_slide_comments(&mut self, relations: &Relations) -> Vec<ReviewComment> {
        let paths: Vec<String> = relations.parts("comments").map(str::to_owned).collect();
        let mut comments = Vec::new();
        for path in paths {
            let Ok(text) = self.archive.read_xml(&path) else { continue };
            let Ok(document) = parse_xml(&text) else { continue };
            comments.extend(read_comments(document.root_element(), &self.authors));
        }
        comments
    }
}

/// Returns the words in XML that cannot be parsed.
fn salvage_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("<a:t>") {
        rest = &rest[at + 5..];
        let end = rest.find('<').unwrap_or(rest.len());
        let found = rest[..end]
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&");
        let found = super::text::clean_text(&found).replace('\n', " ");
        if !found.trim().is_empty() {
            words.push(found.trim().to_owned());
        }
        rest = &rest[end..];
    }
    words
}
