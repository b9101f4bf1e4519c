//! Headings as PDF/UA requires them: each has a title, and levels start at one without gaps.

use std::num::NonZeroU16;
use std::ops::Range;
use std::sync::Arc;

use krilla::tagging::{Tag, kind};

use crate::scene::{ElementId, GlyphRun, ItemKind, RevealState, Role, Scene, StepPage, Structure};

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
    for (id, level) in assign_levels(scene, step_pages) {
        headings[id.0 as usize] = Some(Heading { level, title: String::new() });
    }
    add_titles(scene, &mut headings);
    headings
}

/// Returns the tagged heading levels of each slide, in reading order.
pub(crate) fn levels_by_slide(scene: &Scene, step_pages: &[StepPage]) -> Vec<Vec<u16>> {
    let mut levels = assign_levels(scene, step_pages).into_iter().peekable();
    let of_slide = |elements: Range<usize>| {
        std::iter::from_fn(|| levels.next_if(|(id, _)| elements.contains(&(id.0 as usize))))
            .map(|(_, level)| level)
            .collect()
    };
    scene.structure.slide_ranges().into_iter().map(of_slide).collect()
}

/// Returns the tagged headings in reading order, each with its level.
fn assign_levels(scene: &Scene, step_pages: &[StepPage]) -> Vec<(ElementId, u16)> {
    let has_content = find_elements_with_content(scene, step_pages);
    // The ancestors of the current heading, each with its level in the deck and its tagged level.
    // They differ because a deck without a cover has no heading of level one, and authors may skip
    // levels.
    let mut above: Vec<(u8, u16)> = Vec::new();
    let mut levels = Vec::new();
    for id in reading_order(&scene.structure) {
        let Role::Heading(level) = scene.structure.get(id).role else { continue };
        if !has_content[id.0 as usize] {
            continue;
        }
        while above.last().is_some_and(|&(other, _)| other >= level) {
            above.pop();
        }
        let tagged = above.last().map_or(1, |&(_, tagged)| tagged + 1);
        above.push((level, tagged));
        levels.push((id, tagged));
    }
    levels
}

/// Returns which elements have content, directly or in a descendant.
fn find_elements_with_content(scene: &Scene, step_pages: &[StepPage]) -> Vec<bool> {
    let elements = &scene.structure.elements;
    let mut has_content = vec![false; elements.len()];
    for step_page in step_pages {
        for item in &scene.pages[step_page.page].items {
            if let (Some(element), RevealState::New) = (item.element, step_page.reveal_state(item))
            {
                has_content[element.0 as usize] = true;
            }
        }
    }
    for (index, element) in elements.iter().enumerate().rev() {
        if let (true, Some(parent)) = (has_content[index], element.parent) {
            has_content[parent.0 as usize] = true;
        }
    }
    has_content
}

fn reading_order(structure: &Structure) -> Vec<ElementId> {
    let count = structure.elements.len();
    // The first child of each element, and its next sibling.
    let (mut first, mut next) = (vec![None; count], vec![None; count]);
    for (index, element) in structure.elements.iter().enumerate().rev() {
        if let Some(ElementId(parent)) = element.parent {
            next[index] = first[parent as usize].replace(index);
        }
    }
    let mut order = Vec::with_capacity(count);
    let mut open = vec![Structure::ROOT.0 as usize];
    while let Some(index) = open.pop() {
        order.push(ElementId(index as u32));
        open.extend([next[index], first[index]].into_iter().flatten());
    }
    order
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
