//! Headings as PDF/UA requires them: each has a title, and levels start at one without gaps.

use std::num::NonZeroU16;
use std::ops::Range;
use std::sync::Arc;

use krilla::tagging::{Tag, kind};

use crate::scene::{GlyphRun, ItemKind, Scene, StepPage};

/// A heading with its tagged level.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heading {
    level: u16,
    title: String,
}

impl Heading {
    /// Returns the tag of this heading.
    pub(crate) fn to_tag(&self) -> Tag<kind::Hn> {
        Tag::Hn(NonZeroU16::new(self.level).unwrap_or(NonZeroU16::MIN), Some(self.title.clone()))
    }
}

/// Returns the heading of each element. Headings without content are not tagged.
pub(crate) fn collect_headings(scene: &Scene, step_pages: &[StepPage]) -> Vec<Option<Heading>> {
    let mut headings: Vec<Option<Heading>> = vec![None; scene.structure.elements.len()];
    for (id, level) in scene.heading_levels(step_pages) {
        headings[id.0 as usize] = Some(Heading { level, title: String::new() });
    }
    add_titles(scene, &mut headings);
    headings
}

/// Sets the title of each heading to the title of its element, or else to its text.
fn add_titles(scene: &Scene, headings: &mut [Option<Heading>]) {
    let elements = &scene.structure.elements;
    // The innermost heading that contains each element. Parents precede their children.
    let mut enclosing: Vec<Option<usize>> = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        let own = headings[index].is_some().then_some(index);
        enclosing
            .push(own.or_else(|| element.parent.and_then(|parent| enclosing[parent.0 as usize])));
    }
    let mut shown: Vec<Vec<TextRange>> = vec![Vec::new(); elements.len()];
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Text(run) = &item.kind else { continue };
        let Some(index) = item.element.and_then(|element| enclosing[element.0 as usize]) else {
            continue;
        };
        if elements[index].title.is_none() {
            add_run_text(&mut shown[index], run);
        }
    }
    for (index, heading) in headings.iter_mut().enumerate() {
        let Some(heading) = heading else { continue };
        heading.title = elements[index].title.clone().unwrap_or_else(|| join_text(&shown[index]));
    }
}

/// A range of a text that is shown by some runs.
#[derive(Clone)]
struct TextRange {
    text: Arc<str>,
    range: Range<usize>,
}

/// Adds the text of a run. Runs of the same text are merged into one range, which includes the
/// spaces at line ends between them.
fn add_run_text(ranges: &mut Vec<TextRange>, run: &GlyphRun) {
    let (text, range) = match &run.actual_text {
        Some(text) => (text, 0..text.len()),
        None => {
            let start = run.glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or_default();
            let end = run.glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or_default();
            (&run.text, start as usize..end as usize)
        }
    };
    match ranges.last_mut() {
        Some(last) if Arc::ptr_eq(&last.text, text) => {
            last.range = last.range.start.min(range.start)..last.range.end.max(range.end);
        }
        _ => ranges.push(TextRange { text: text.clone(), range }),
    }
}

fn join_text(ranges: &[TextRange]) -> String {
    let parts: Vec<&str> = ranges
        .iter()
        .map(|range| range.text.get(range.range.clone()).unwrap_or_default().trim())
        .collect();
    // Join the two parts of a word that is hyphenated at a line end.
    parts.join(" ").replace(" \u{ad} ", "").replace('\u{ad}', "")
}
