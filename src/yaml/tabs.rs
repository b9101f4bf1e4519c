//! How far a tab goes that stands before a line's words. YAML allows none, and programs show it
//! with different widths; often the lines around it leave only one.

use super::format::is_same;
use super::node::Node;
use super::parse::parse_with_tabs;
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Source, SourceId};

/// The tabs of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TabWidth {
    /// A tab goes to the next column that this divides.
    pub width: usize,
    /// Whether any other width would say the same, or would be wrong.
    pub is_certain: bool,
}

/// The widths that programs show tabs with.
const WIDTHS: [usize; 3] = [2, 4, 8];

/// What a file says when its tabs have one of the widths.
struct TrialParse {
    width: usize,
    tree: Option<Node>,
    /// What is wrong then, and where.
    problems: Vec<(Code, usize)>,
}

impl TabWidth {
    /// The tabs of `source`: every width is tried, and those left out that bring mistakes of their
    /// own.
    pub fn detect(source: &Source, id: SourceId) -> Self {
        let is_tabbed = |line: &str| {
            let content = line.trim_start_matches([' ', '\t']);
            !content.is_empty() && line[..line.len() - content.len()].contains('\t')
        };
        if !source.text.contains('\t') || !source.text.lines().any(is_tabbed) {
            return Self { width: WIDTHS[0], is_certain: true };
        }
        let readings = WIDTHS.map(|width| TrialParse::parse_with_width(source, id, width));
        let is_everywhere =
            |fault: &(Code, usize)| readings.iter().all(|reading| reading.problems.contains(fault));
        let mut sound =
            readings.iter().filter(|reading| reading.problems.iter().all(is_everywhere));
        let Some(first) = sound.next() else { return Self { width: WIDTHS[0], is_certain: false } };
        Self { width: first.width, is_certain: sound.all(|other| other.has_same_tree(first)) }
    }
}

impl TrialParse {
    fn parse_with_width(source: &Source, id: SourceId, width: usize) -> Self {
        let mut findings = Diagnostics::default();
        let tree = parse_with_tabs(source, id, TabWidth { width, is_certain: true }, &mut findings);
        let place = |span: crate::source::Span| span.start as usize;
        let found =
            findings.into_sorted().into_iter().filter(|finding| finding.code != Code::TabIndent);
        let mut wrong: Vec<(Code, usize)> =
            found.map(|finding| (finding.code, finding.span.map_or(0, place))).collect();
        // A slide is made of keys: words among them belong to a list further in.
        let entries = tree.as_ref().and_then(Node::as_mapping).unwrap_or_default();
        let slides = entries
            .iter()
            .filter(|(key, _)| key.name == "slides")
            .filter_map(|(_, slides)| slides.as_sequence());
        wrong.extend(
            slides
                .flatten()
                .filter(|slide| slide.as_mapping().is_none())
                .map(|slide| (Code::WrongType, place(slide.span))),
        );
        Self { width, tree, problems: wrong }
    }

    fn has_same_tree(&self, other: &Self) -> bool {
        match (&self.tree, &other.tree) {
            (Some(tree), Some(other)) => is_same(tree, other),
            (tree, other) => tree.is_none() && other.is_none(),
        }
    }
}
