//! What the speaker draws on the slides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The most strokes on a page.
const MAX_STROKES_PER_PAGE: usize = 400;
/// The most points of a stroke.
const MAX_POINTS_PER_STROKE: usize = 4000;
/// The most points of all strokes.
const MAX_POINTS: usize = 200_000;
/// How many steps are taken back at most.
const MAX_UNDO_STEPS: usize = 100;

/// The pens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// A wide, transparent yellow.
    Marker,
}

/// A stroke, or a part of one that is being drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PenStroke {
    /// A number that no other stroke has; parts with the same number become one stroke.
    pub id: u32,
    /// The pen.
    pub pen: Pen,
    /// Its points: fractions of the page's width and height.
    pub points: Vec<[f32; 2]>,
}

/// A stroke.
pub type FullStroke = PenStroke;

/// What is drawn on a deck's pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TalkInk {
    pages: BTreeMap<usize, Vec<FullStroke>>,
    undo_history: BTreeMap<usize, Vec<InkAction>>,
}

/// What was done to a page's drawing.
#[derive(Clone, Debug, PartialEq)]
enum InkAction {
    Drawn(u32),
    /// With where they were among the page's strokes.
    Removed(Vec<(usize, FullStroke)>),
}

impl TalkInk {
    /// The strokes of each page, by its index.
    pub fn pages(&self) -> &BTreeMap<usize, Vec<FullStroke>> {
        &self.pages
    }

    /// Ink that was kept; what is too much of it is left out.
    pub fn from_saved(pages: BTreeMap<usize, Vec<FullStroke>>) -> Self {
        let mut ink = Self::default();
        for (page, strokes) in pages {
            for stroke in strokes {
                ink.add_stroke(page, &stroke);
            }
        }
        ink
    }

    /// Adds a stroke, or more points to one. False where nothing is added: too much is there, or a
    /// point is none.
    pub fn add_stroke(&mut self, page: usize, dash: &PenStroke) -> bool {
        let all: usize = self.pages.values().flatten().map(|stroke| stroke.points.len()).sum();
        let is_sound = dash.points.iter().flatten().all(|part| (-0.5..=1.5).contains(part));
        if dash.points.is_empty() || !is_sound || all + dash.points.len() > MAX_POINTS {
            return false;
        }
        // A thousandth of a page is less than a pixel of what it is drawn on.
        let points =
            dash.points.iter().map(|point| point.map(|part| (part * 10_000.0).round() / 10_000.0));
        let strokes = self.pages.entry(page).or_default();
        if let Some(stroke) = strokes.iter_mut().find(|stroke| stroke.id == dash.id) {
            if stroke.points.len() + dash.points.len() > MAX_POINTS_PER_STROKE {
                return false;
            }
            stroke.points.extend(points);
            return true;
        }
        if strokes.len() >= MAX_STROKES_PER_PAGE || dash.points.len() > MAX_POINTS_PER_STROKE {
            return false;
        }
        strokes.push(PenStroke { points: points.collect(), ..*dash });
        self.push_undo(page, InkAction::Drawn(dash.id));
        true
    }

    /// Takes a stroke away.
    pub fn erase_stroke(&mut self, page: usize, id: u32) -> bool {
        let Some(strokes) = self.pages.get_mut(&page) else { return false };
        let Some(index) = strokes.iter().position(|stroke| stroke.id == id) else { return false };
        let stroke = strokes.remove(index);
        self.push_undo(page, InkAction::Removed(vec![(index, stroke)]));
        true
    }

    /// Takes all strokes from a page.
    pub fn clear_page(&mut self, page: usize) -> bool {
        let strokes = self.pages.remove(&page).unwrap_or_default();
        if strokes.is_empty() {
            return false;
        }
        self.push_undo(page, InkAction::Removed(strokes.into_iter().enumerate().collect()));
        true
    }

    /// Takes the last thing back that was done to a page.
    pub fn undo_last(&mut self, page: usize) -> bool {
        let Some(deed) = self.undo_history.get_mut(&page).and_then(Vec::pop) else { return false };
        let strokes = self.pages.entry(page).or_default();
        match deed {
            InkAction::Drawn(id) => strokes.retain(|stroke| stroke.id != id),
            InkAction::Removed(removed) => {
                for (index, stroke) in removed {
                    strokes.insert(index.min(strokes.len()), stroke);
                }
            }
        }
        true
    }

    /// Takes the drawings to where their pages are now.
    pub fn remap_pages(&mut self, to: impl Fn(usize) -> usize) {
        for (page, strokes) in std::mem::take(&mut self.pages) {
            self.pages.entry(to(page)).or_default().extend(strokes);
        }
        for (page, deeds) in std::mem::take(&mut self.undo_history) {
            self.undo_history.entry(to(page)).or_default().extend(deeds);
        }
    }

    fn push_undo(&mut self, page: usize, deed: InkAction) {
        let deeds = self.undo_history.entry(page).or_default();
        deeds.push(deed);
        if deeds.len() > MAX_UNDO_STEPS {
            deeds.remove(0);
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
