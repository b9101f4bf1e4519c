//! Arranges mind maps: the root in the middle, its branches to the right and to the left.

use super::{Idea, Mindmap};
use crate::diagram::drawing::{
    ArrangeOptions, ColourRole, DiagramLine, DiagramLook, DiagramMark, Drawing, EdgeEnd, LabelLook,
    LineCourse, MeasureLabel, ShapeKind, StrokeStyle,
};
use crate::diagram::graph_marks::{draw_box, size_around};
use crate::geometry::{Point, Rect, Size};

/// Distances between an idea and those that follow from it, and between two of them.
const LEVEL_GAP: f32 = 1.9;
const IDEA_GAP: f32 = 0.55;
const BRANCH_GAP: f32 = 1.0;

/// Mind maps with fewer branches have all of them on one side.
const MIN_BRANCHES_ON_TWO_SIDES: usize = 4;

/// Arranges a mind map.
pub(crate) fn arrange_mindmap(
    map: &Mindmap,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let mut words = Vec::new();
    let mut sizes = Vec::new();
    for (index, idea) in map.ideas.iter().enumerate() {
        let size =
            measurer.measure_label(&idea.label, options.max_label_width, LabelLook::default());
        words.push(size);
        sizes.push(size_around(&shape_of(idea, index == 0), size));
    }
    let mut tree = TreePlacer {
        map,
        sizes: &sizes,
        gaps: options.gaps,
        heights: vec![0.0; map.ideas.len()],
        places: vec![Rect::default(); map.ideas.len()],
        branches: vec![0; map.ideas.len()],
    };
    tree.measure_subtrees();
    tree.place_all();
    let (places, branches) = (tree.places, tree.branches);
    let all = places.iter().copied().reduce(Rect::union).unwrap_or_default();
    let places: Vec<Rect> = places.iter().map(|rect| rect.moved_by(-all.x, -all.y)).collect();

    let mut drawing = Drawing { size: all.size(), marks: Vec::new() };
    for (index, idea) in map.ideas.iter().enumerate() {
        for &child in &idea.children {
            drawing.marks.push(draw_branch(
                places[index],
                places[child],
                index == 0,
                branches[child],
            ));
        }
    }
    for (index, idea) in map.ideas.iter().enumerate() {
        let is_branch = map.ideas[0].children.contains(&index);
        let look = DiagramLook::of_role(match index {
            0 => ColourRole::Primary,
            _ if is_branch => ColourRole::Category(branches[index]),
            _ => ColourRole::Node,
        });
        let shape = shape_of(idea, index == 0);
        drawing.marks.extend(draw_box(&shape, places[index], &look, (&idea.label, words[index])));
    }
    drawing
}

fn shape_of(idea: &Idea, is_root: bool) -> ShapeKind {
    let own = if is_root { ShapeKind::Stadium } else { ShapeKind::Rounded };
    idea.shape.clone().unwrap_or(own)
}

fn draw_branch(from: Rect, to: Rect, is_first: bool, branch: u8) -> DiagramMark {
    let is_right = to.x > from.x;
    let (start, end) = if is_right { (from.right(), to.x) } else { (from.x, to.right()) };
    let middle = |rect: Rect| rect.y + rect.height / 2.0;
    let look = DiagramLook {
        stroke_style: if is_first { StrokeStyle::Thick } else { StrokeStyle::Solid },
        ..DiagramLook::of_role(ColourRole::Category(branch))
    };
    // Branches start inside the root, so that they also meet one that is round.
    let inset = if is_first { (from.width * 0.2).min(from.height * 0.3) } else { 0.0 };
    let start = if is_right { start - inset } else { start + inset };
    DiagramMark::Line(DiagramLine {
        points: vec![Point::new(start, middle(from)), Point::new(end, middle(to))],
        course: LineCourse::CurvedAside,
        start: EdgeEnd::None,
        end: EdgeEnd::None,
        look,
    })
}

struct TreePlacer<'m> {
    map: &'m Mindmap,
    sizes: &'m [Size],
    gaps: f32,
    /// The heights of subtrees.
    heights: Vec<f32>,
    places: Vec<Rect>,
    /// The number of the branch that each idea belongs to.
    branches: Vec<u8>,
}

impl TreePlacer<'_> {
    /// Measures subtrees; children come after their parents.
    fn measure_subtrees(&mut self) {
        for index in (0..self.map.ideas.len()).rev() {
            let children = self.column_height(&self.map.ideas[index].children, index == 0);
            self.heights[index] = self.sizes[index].height.max(children);
        }
    }

    fn column_height(&self, ideas: &[usize], are_branches: bool) -> f32 {
        let gap = self.gap(are_branches);
        let heights: f32 = ideas.iter().map(|&idea| self.heights[idea]).sum();
        heights + gap * (ideas.len() as f32 - 1.0).max(0.0)
    }

    fn gap(&self, are_branches: bool) -> f32 {
        self.gaps * if are_branches { BRANCH_GAP } else { IDEA_GAP }
    }

    fn place_all(&mut self) {
        let size = self.sizes[0];
        self.places[0] = Rect::new(-size.width / 2.0, -size.height / 2.0, size.width, size.height);
        let branches = &self.map.ideas[0].children;
        for (number, &branch) in branches.iter().enumerate() {
            // The first colour is that of the root.
            self.branches[branch] = (number % 7) as u8 + 1;
        }
        let (right, left) = branches.split_at(self.count_right(branches));
        self.place_column(right, 0, 1.0);
        self.place_column(left, 0, -1.0);
        // Parents come before their children.
        for index in 1..self.map.ideas.len() {
            let side = if self.places[index].x >= 0.0 { 1.0 } else { -1.0 };
            for &child in &self.map.ideas[index].children {
                self.branches[child] = self.branches[index];
            }
            self.place_column(&self.map.ideas[index].children, index, side);
        }
    }

    /// Returns how many branches are on the right: about half of the height.
    fn count_right(&self, branches: &[usize]) -> usize {
        if branches.len() < MIN_BRANCHES_ON_TWO_SIDES {
            return branches.len();
        }
        let half = self.column_height(branches, true) / 2.0;
        let mut height = 0.0;
        for (count, &branch) in branches.iter().enumerate() {
            height += self.heights[branch] + self.gap(true);
            if height - self.heights[branch] / 2.0 > half {
                return count.max(1);
            }
        }
        branches.len()
    }

    /// Places ideas below each other beside their parent.
    fn place_column(&mut self, ideas: &[usize], parent: usize, side: f32) {
        let from = self.places[parent];
        let height = self.column_height(ideas, parent == 0);
        let mut y = from.y + from.height / 2.0 - height / 2.0;
        for &idea in ideas {
            let size = self.sizes[idea];
            let gap = LEVEL_GAP * self.gaps.max(0.8);
            let x = if side > 0.0 { from.right() + gap } else { from.x - gap - size.width };
            let middle = y + self.heights[idea] / 2.0;
            self.places[idea] = Rect::new(x, middle - size.height / 2.0, size.width, size.height);
            y += self.heights[idea] + self.gap(parent == 0);
        }
    }
}
