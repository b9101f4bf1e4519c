//! What PDF/UA asks of headings: a name for each, levels that start at one and leave none out.

use std::num::NonZeroU16;
use std::ops::Range;
use std::sync::Arc;

use krilla::tagging::{Tag, kind};

use crate::scene::{ElementId, GlyphRun, ItemKind, RevealState, Role, Scene, StepPage, Structure};

/// A heading as it is tagged.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    level: u16,
    title: String,
}

impl Heading {
    /// The tag of this heading.
    pub fn to_tag(&self) -> Tag<kind::Hn> {
        Tag::Hn(NonZeroU16::new(self.level).unwrap_or(NonZeroU16::MIN), Some(self.title.clone()))
    }
}

/// The headings of a scene by element; those without content are not tagged.
pub fn collect_headings(scene: &Scene, sheets: &[StepPage]) -> Vec<Option<Heading>> {
    let mut headings: Vec<Option<Heading>> = vec![None; scene.structure.elements.len()];
    for (id, level) in assign_levels(scene, sheets) {
        headings[id.0 as usize] = Some(Heading { level, title: String::new() });
    }
    add_titles(scene, &mut headings);
    headings
}

/// The levels that each slide's headings are tagged with, in reading order.
pub fn levels_by_slide(scene: &Scene, sheets: &[StepPage]) -> Vec<Vec<u16>> {
    let mut levels = assign_levels(scene, sheets).into_iter().peekable();
    let of_slide = |elements: Range<usize>| {
        std::iter::from_fn(|| levels.next_if(|(id, _)| elements.contains(&(id.0 as usize))))
            .map(|(_, level)| level)
            .collect()
    };
    scene.structure.slide_ranges().into_iter().map(of_slide).collect()
}

/// The headings that are tagged, in reading order, each with its level.
fn assign_levels(scene: &Scene, sheets: &[StepPage]) -> Vec<(ElementId, u16)> {
    let speaks = find_elements_with_content(scene, sheets);
    // The headings that the present one lies under, as the deck counts and as they are tagged: a
    // deck without a cover has none of the first level, and an author may skip one.
    let mut above: Vec<(u8, u16)> = Vec::new();
    let mut levels = Vec::new();
    for id in reading_order(&scene.structure) {
        let Role::Heading(level) = scene.structure.get(id).role else { continue };
        if !speaks[id.0 as usize] {
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

/// Which elements have content, of their own or in a child.
fn find_elements_with_content(scene: &Scene, sheets: &[StepPage]) -> Vec<bool> {
    let elements = &scene.structure.elements;
    let mut speaking = vec![false; elements.len()];
    for sheet in sheets {
        for item in &scene.pages[sheet.page].items {
            if let (Some(element), RevealState::New) = (item.element, sheet.reveal_state(item)) {
                speaking[element.0 as usize] = true;
            }
        }
    }
    for (index, element) in elements.iter().enumerate().rev() {
        if let (true, Some(parent)) = (speaking[index], element.parent) {
            speaking[parent.0 as usize] = true;
        }
    }
    speaking
}

fn reading_order(structure: &Structure) -> Vec<ElementId> {
    let count = structure.elements.len();
    // The first child of each element, and the next of its siblings.
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

/// Gives each heading the name that its element has, or else the words that it shows.
fn add_titles(scene: &Scene, headings: &mut [Option<Heading>]) {
    let elements = &scene.structure.elements;
    // The heading that each element is or lies in. Parents stand before their children.
    let mut within: Vec<Option<usize>> = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        let own = headings[index].is_some().then_some(index);
        within.push(own.or_else(|| element.parent.and_then(|parent| within[parent.0 as usize])));
    }
    let mut shown: Vec<Vec<TextRange>> = vec![Vec::new(); elements.len()];
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Text(run) = &item.kind else { continue };
        let Some(index) = item.element.and_then(|element| within[element.0 as usize]) else {
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

/// A stretch of a text that some runs show.
#[derive(Clone)]
struct TextRange {
    text: Arc<str>,
    range: Range<usize>,
}

/// Adds what a run shows. Runs of one text share it: what lies between them, the space at the end
/// of a line, belongs to it.
fn add_run_text(words: &mut Vec<TextRange>, run: &GlyphRun) {
    let (text, range) = match &run.actual_text {
        Some(text) => (text, 0..text.len()),
        None => {
            let start = run.glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or_default();
            let end = run.glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or_default();
            (&run.text, start as usize..end as usize)
        }
    };
    match words.last_mut() {
        Some(last) if Arc::ptr_eq(&last.text, text) => {
            last.range = last.range.start.min(range.start)..last.range.end.max(range.end);
        }
        _ => words.push(TextRange { text: text.clone(), range }),
    }
}

fn join_text(words: &[TextRange]) -> String {
    let words: Vec<&str> = words
        .iter()
        .map(|words| words.text.get(words.range.clone()).unwrap_or_default().trim())
        .collect();
    // A hyphen that the text does not have stands between the parts of one word.
    words.join(" ").replace(" \u{ad} ", "").replace('\u{ad}', "")
}
