//! The levels of headings: they start at one without gaps, as readers expect.

use std::ops::Range;

use super::{ElementId, RevealState, Role, Scene, StepPage, Structure};

impl Scene {
    /// Returns the tagged heading levels of each slide, in reading order.
    pub fn heading_levels_by_slide(&self, step_pages: &[StepPage]) -> Vec<Vec<u16>> {
        let mut levels = self.heading_levels(step_pages).into_iter().peekable();
        let of_slide = |elements: Range<usize>| {
            std::iter::from_fn(|| levels.next_if(|(id, _)| elements.contains(&(id.0 as usize))))
                .map(|(_, level)| level)
                .collect()
        };
        self.structure.slide_ranges().into_iter().map(of_slide).collect()
    }

    /// Returns the tagged headings in reading order, each with its level.
    pub fn heading_levels(&self, step_pages: &[StepPage]) -> Vec<(ElementId, u16)> {
        let has_content = find_elements_with_content(self, step_pages);
        // The ancestors of the current heading, each with its level in the deck and its tagged
        // level. They differ because a deck without a cover has no heading of level one, and
        // authors may skip levels.
        let mut above: Vec<(u8, u16)> = Vec::new();
        let mut levels = Vec::new();
        for id in reading_order(&self.structure) {
            let Role::Heading(level) = self.structure.get(id).role else { continue };
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
