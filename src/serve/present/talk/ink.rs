//! The strokes that the speaker draws on the slides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Maximum number of strokes on a page.
const MAX_STROKES_PER_PAGE: usize = 400;
/// Maximum number of points of a stroke.
const MAX_POINTS_PER_STROKE: usize = 4000;
/// Maximum number of points of all strokes.
const MAX_POINTS: usize = 200_000;
/// Maximum number of actions that can be undone on a page.
const MAX_UNDO_STEPS: usize = 100;

/// A pen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pen {
    /// Red.
    #[default]
    Red,
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Yellow.
    Yellow,
    /// Black.
    Black,
    /// White.
    White,
    /// A wide, transparent yellow marker.
    Marker,
}

/// A stroke, or new points of a stroke that is being drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PenStroke {
    /// Identifies the stroke; parts with the same id become one stroke.
    pub id: u32,
    /// The pen.
    pub pen: Pen,
    /// Points in fractions of the page's width and height.
    pub points: Vec<[f32; 2]>,
}

/// The strokes on all pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TalkInk {
    pages: BTreeMap<usize, Vec<PenStroke>>,
    undo_history: BTreeMap<usize, Vec<InkAction>>,
}

/// An action that can be undone.
#[derive(Clone, Debug, PartialEq)]
enum InkAction {
    Drawn(u32),
    /// With the indexes that the strokes had.
    Removed(Vec<(usize, PenStroke)>),
}

impl TalkInk {
    /// Returns the strokes of each page, by its index.
    pub fn pages(&self) -> &BTreeMap<usize, Vec<PenStroke>> {
        &self.pages
    }

    /// Restores saved strokes, up to the limits.
    pub fn from_saved(pages: BTreeMap<usize, Vec<PenStroke>>) -> Self {
        let mut ink = Self::default();
        for (page, strokes) in pages {
            for stroke in strokes {
                ink.add_stroke(page, &stroke);
            }
        }
        ink
    }

    /// Adds a stroke, or points to a stroke. Returns false if nothing is added, because of a limit
    /// or an invalid point.
    pub fn add_stroke(&mut self, page: usize, stroke: &PenStroke) -> bool {
        let total: usize = self.pages.values().flatten().map(|stroke| stroke.points.len()).sum();
        let is_valid = stroke.points.iter().flatten().all(|part| (-0.5..=1.5).contains(part));
        if stroke.points.is_empty() || !is_valid || total + stroke.points.len() > MAX_POINTS {
            return false;
        }
        // A ten-thousandth of a page is less than a pixel on the screen.
        let points = stroke
            .points
            .iter()
            .map(|point| point.map(|part| (part * 10_000.0).round() / 10_000.0));
        let strokes = self.pages.entry(page).or_default();
        if let Some(known) = strokes.iter_mut().find(|known| known.id == stroke.id) {
            if known.points.len() + stroke.points.len() > MAX_POINTS_PER_STROKE {
                return false;
            }
            known.points.extend(points);
            return true;
        }
        if strokes.len() >= MAX_STROKES_PER_PAGE || stroke.points.len() > MAX_POINTS_PER_STROKE {
            return false;
        }
        strokes.push(PenStroke { points: points.collect(), ..*stroke });
        self.push_undo(page, InkAction::Drawn(stroke.id));
        true
    }

    /// Erases a stroke; returns whether it was there.
    pub fn erase_stroke(&mut self, page: usize, id: u32) -> bool {
        let Some(strokes) = self.pages.get_mut(&page) else { return false };
        let Some(index) = strokes.iter().position(|stroke| stroke.id == id) else { return false };
        let stroke = strokes.remove(index);
        self.push_undo(page, InkAction::Removed(vec![(index, stroke)]));
        true
    }

    /// Erases all strokes on a page; returns whether there were any.
    pub fn clear_page(&mut self, page: usize) -> bool {
        let strokes = self.pages.remove(&page).unwrap_or_default();
        if strokes.is_empty() {
            return false;
        }
        self.push_undo(page, InkAction::Removed(strokes.into_iter().enumerate().collect()));
        true
    }

    /// Undoes the last action on a page; returns whether there was one.
    pub fn undo_last(&mut self, page: usize) -> bool {
        let Some(action) = self.undo_history.get_mut(&page).and_then(Vec::pop) else {
            return false;
        };
        let strokes = self.pages.entry(page).or_default();
        match action {
            InkAction::Drawn(id) => strokes.retain(|stroke| stroke.id != id),
            InkAction::Removed(removed) => {
                for (index, stroke) in removed {
                    strokes.insert(index.min(strokes.len()), stroke);
                }
            }
        }
        true
    }

    /// Moves the strokes to the new indexes of their pages.
    pub fn remap_pages(&mut self, to: impl Fn(usize) -> usize) {
        for (page, strokes) in std::mem::take(&mut self.pages) {
            self.pages.entry(to(page)).or_default().extend(strokes);
        }
        for (page, actions) in std::mem::take(&mut self.undo_history) {
            self.undo_history.entry(to(page)).or_default().extend(actions);
        }
    }

    fn push_undo(&mut self, page: usize, action: InkAction) {
        let actions = self.undo_history.entry(page).or_default();
        actions.push(action);
        if actions.len() > MAX_UNDO_STEPS {
            actions.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build_stroke(id: u32, points: &[[f32; 2]]) -> PenStroke {
        PenStroke { id, pen: Pen::Red, points: points.to_vec() }
    }

    fn stroke_ids(ink: &TalkInk, page: usize) -> Vec<u32> {
        ink.pages().get(&page).into_iter().flatten().map(|stroke| stroke.id).collect()
    }

    #[test]
    fn extends_strokes_and_undoes_every_action() {
        let mut ink = TalkInk::default();
        assert!(
            ink.add_stroke(0, &build_stroke(1, &[[0.1, 0.1]]))
                && ink.add_stroke(0, &build_stroke(1, &[[0.2, 0.2]]))
                && ink.add_stroke(0, &build_stroke(2, &[[0.5, 0.5]]))
        );
        assert_eq!(ink.pages()[&0][0].points.len(), 2);
        assert!(ink.erase_stroke(0, 1) && !ink.erase_stroke(0, 1) && !ink.erase_stroke(7, 1));
        assert_eq!(stroke_ids(&ink, 0), [2]);
        assert!(ink.undo_last(0));
        assert_eq!(stroke_ids(&ink, 0), [1, 2]);
        assert!(ink.clear_page(0) && !ink.clear_page(0));
        assert!(ink.undo_last(0));
        assert_eq!(stroke_ids(&ink, 0), [1, 2]);
        assert!(ink.undo_last(0) && ink.undo_last(0) && !ink.undo_last(0));
        assert!(stroke_ids(&ink, 0).is_empty());
    }

    #[test]
    fn limits_strokes_and_points() {
        let mut ink = TalkInk::default();
        assert!(!ink.add_stroke(0, &build_stroke(1, &[])));
        assert!(!ink.add_stroke(0, &build_stroke(1, &[[f32::NAN, 0.0]])));
        assert!(!ink.add_stroke(0, &build_stroke(1, &[[9.0, 0.0]])));
        assert!(!ink.add_stroke(0, &build_stroke(1, &vec![[0.5, 0.5]; MAX_POINTS_PER_STROKE + 1])));
        for id in 0..MAX_STROKES_PER_PAGE as u32 {
            assert!(ink.add_stroke(0, &build_stroke(id, &[[0.5, 0.5]])));
        }
        assert!(!ink.add_stroke(0, &build_stroke(9999, &[[0.5, 0.5]])));
        assert!(ink.add_stroke(1, &build_stroke(9999, &[[0.5, 0.5]])));
    }

    #[test]
    fn moves_strokes_with_their_pages() {
        let mut ink = TalkInk::default();
        ink.add_stroke(0, &build_stroke(1, &[[0.1, 0.1]]));
        ink.add_stroke(1, &build_stroke(2, &[[0.1, 0.1]]));
        ink.remap_pages(|page| 1 - page);
        assert_eq!((stroke_ids(&ink, 0), stroke_ids(&ink, 1)), (vec![2], vec![1]));
        assert!(ink.undo_last(1));
        assert!(stroke_ids(&ink, 1).is_empty());
    }
}
