//! What the speaker draws on the slides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The most strokes on a page.
const MOST_STROKES: usize = 400;
/// The most points of a stroke.
const MOST_POINTS: usize = 4000;
/// The most points of all strokes.
const MOST_IN_ALL: usize = 200_000;
/// How many steps are taken back at most.
const MOST_UNDONE: usize = 100;

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
pub struct Dash {
    /// A number that no other stroke has; parts with the same number become one stroke.
    pub id: u32,
    /// The pen.
    pub pen: Pen,
    /// Its points: fractions of the page's width and height.
    pub points: Vec<[f32; 2]>,
}

/// A stroke.
pub type Stroke = Dash;

/// What is drawn on a deck's pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ink {
    pages: BTreeMap<usize, Vec<Stroke>>,
    done: BTreeMap<usize, Vec<Deed>>,
}

/// What was done to a page's drawing.
#[derive(Clone, Debug, PartialEq)]
enum Deed {
    Drawn(u32),
    /// With where they were among the page's strokes.
    Removed(Vec<(usize, Stroke)>),
}

impl Ink {
    /// The strokes of each page, by its index.
    pub fn pages(&self) -> &BTreeMap<usize, Vec<Stroke>> {
        &self.pages
    }

    /// Ink that was kept; what is too much of it is left out.
    pub fn restored(pages: BTreeMap<usize, Vec<Stroke>>) -> Self {
        let mut ink = Self::default();
        for (page, strokes) in pages {
            for stroke in strokes {
                ink.draw(page, &stroke);
            }
        }
        ink
    }

    /// Adds a stroke, or more points to one. False where nothing is added: too much is there, or a
    /// point is none.
    pub fn draw(&mut self, page: usize, dash: &Dash) -> bool {
        let all: usize = self.pages.values().flatten().map(|stroke| stroke.points.len()).sum();
        let is_sound = dash.points.iter().flatten().all(|part| (-0.5..=1.5).contains(part));
        if dash.points.is_empty() || !is_sound || all + dash.points.len() > MOST_IN_ALL {
            return false;
        }
        // A thousandth of a page is less than a pixel of what it is drawn on.
        let points =
            dash.points.iter().map(|point| point.map(|part| (part * 10_000.0).round() / 10_000.0));
        let strokes = self.pages.entry(page).or_default();
        if let Some(stroke) = strokes.iter_mut().find(|stroke| stroke.id == dash.id) {
            if stroke.points.len() + dash.points.len() > MOST_POINTS {
                return false;
            }
            stroke.points.extend(points);
            return true;
        }
        if strokes.len() >= MOST_STROKES || dash.points.len() > MOST_POINTS {
            return false;
        }
        strokes.push(Dash { points: points.collect(), ..*dash });
        self.note(page, Deed::Drawn(dash.id));
        true
    }

    /// Takes a stroke away.
    pub fn erase(&mut self, page: usize, id: u32) -> bool {
        let Some(strokes) = self.pages.get_mut(&page) else { return false };
        let Some(index) = strokes.iter().position(|stroke| stroke.id == id) else { return false };
        let stroke = strokes.remove(index);
        self.note(page, Deed::Removed(vec![(index, stroke)]));
        true
    }

    /// Takes all strokes from a page.
    pub fn clear(&mut self, page: usize) -> bool {
        let strokes = self.pages.remove(&page).unwrap_or_default();
        if strokes.is_empty() {
            return false;
        }
        self.note(page, Deed::Removed(strokes.into_iter().enumerate().collect()));
        true
    }

    /// Takes the last thing back that was done to a page.
    pub fn undo(&mut self, page: usize) -> bool {
        let Some(deed) = self.done.get_mut(&page).and_then(Vec::pop) else { return false };
        let strokes = self.pages.entry(page).or_default();
        match deed {
            Deed::Drawn(id) => strokes.retain(|stroke| stroke.id != id),
            Deed::Removed(removed) => {
                for (index, stroke) in removed {
                    strokes.insert(index.min(strokes.len()), stroke);
                }
            }
        }
        true
    }

    /// Takes the drawings to where their pages are now.
    pub fn follow(&mut self, to: impl Fn(usize) -> usize) {
        for (page, strokes) in std::mem::take(&mut self.pages) {
            self.pages.entry(to(page)).or_default().extend(strokes);
        }
        for (page, deeds) in std::mem::take(&mut self.done) {
            self.done.entry(to(page)).or_default().extend(deeds);
        }
    }

    fn note(&mut self, page: usize, deed: Deed) {
        let deeds = self.done.entry(page).or_default();
        deeds.push(deed);
        if deeds.len() > MOST_UNDONE {
            deeds.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dash(id: u32, points: &[[f32; 2]]) -> Dash {
        Dash { id, pen: Pen::Red, points: points.to_vec() }
    }

    fn ids(ink: &Ink, page: usize) -> Vec<u32> {
        ink.pages().get(&page).into_iter().flatten().map(|stroke| stroke.id).collect()
    }

    #[test]
    fn strokes_grow_and_all_can_be_taken_back() {
        let mut ink = Ink::default();
        assert!(
            ink.draw(0, &dash(1, &[[0.1, 0.1]]))
                && ink.draw(0, &dash(1, &[[0.2, 0.2]]))
                && ink.draw(0, &dash(2, &[[0.5, 0.5]]))
        );
        assert_eq!(ink.pages()[&0][0].points.len(), 2);
        assert!(ink.erase(0, 1) && !ink.erase(0, 1) && !ink.erase(7, 1));
        assert_eq!(ids(&ink, 0), [2]);
        assert!(ink.undo(0));
        assert_eq!(ids(&ink, 0), [1, 2]);
        assert!(ink.clear(0) && !ink.clear(0));
        assert!(ink.undo(0));
        assert_eq!(ids(&ink, 0), [1, 2]);
        assert!(ink.undo(0) && ink.undo(0) && !ink.undo(0));
        assert!(ids(&ink, 0).is_empty());
    }

    #[test]
    fn there_is_an_end_to_drawing() {
        let mut ink = Ink::default();
        assert!(!ink.draw(0, &dash(1, &[])));
        assert!(!ink.draw(0, &dash(1, &[[f32::NAN, 0.0]])));
        assert!(!ink.draw(0, &dash(1, &[[9.0, 0.0]])));
        assert!(!ink.draw(0, &dash(1, &vec![[0.5, 0.5]; MOST_POINTS + 1])));
        for id in 0..MOST_STROKES as u32 {
            assert!(ink.draw(0, &dash(id, &[[0.5, 0.5]])));
        }
        assert!(!ink.draw(0, &dash(9999, &[[0.5, 0.5]])));
        assert!(ink.draw(1, &dash(9999, &[[0.5, 0.5]])));
    }

    #[test]
    fn drawings_go_with_their_pages() {
        let mut ink = Ink::default();
        ink.draw(0, &dash(1, &[[0.1, 0.1]]));
        ink.draw(1, &dash(2, &[[0.1, 0.1]]));
        ink.follow(|page| 1 - page);
        assert_eq!((ids(&ink, 0), ids(&ink, 1)), (vec![2], vec![1]));
        assert!(ink.undo(1));
        assert!(ids(&ink, 1).is_empty());
    }
}
