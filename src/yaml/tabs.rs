//! Detects the width of tabs in the indentation. YAML does not allow tabs, and programs show them
//! with different widths; often the lines around them leave only one possibility.

use super::format::has_same_meaning;
use super::node::Node;
use super::parse::parse_with_tabs;
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Source, SourceId};

/// The tab width of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TabWidth {
    /// A tab advances to the next multiple of this column.
    pub width: usize,
    /// Whether every other width means the same, or causes errors.
    pub is_certain: bool,
}

/// The tab widths that programs use.
const WIDTHS: [usize; 3] = [2, 4, 8];

/// The result of parsing a file with one of the widths.
struct TrialParse {
    width: usize,
    tree: Option<Node>,
    /// The problems of this width, and where they are.
    problems: Vec<(Code, usize)>,
}

impl TabWidth {
    /// Detects the tab width of `source`: tries every width and excludes those that cause errors of
    /// their own.
    pub(crate) fn detect(source: &Source, id: SourceId) -> Self {
        let is_tabbed = |line: &str| {
            let content = line.trim_start_matches([' ', '\t']);
            !content.is_empty() && line[..line.len() - content.len()].contains('\t')
        };
        if !source.text.contains('\t') || !source.text.lines().any(is_tabbed) {
            return Self { width: WIDTHS[0], is_certain: true };
        }
        let readings = WIDTHS.map(|width| TrialParse::parse_with_width(source, id, width));
        let is_everywhere = |problem: &(Code, usize)| {
            readings.iter().all(|reading| reading.problems.contains(problem))
        };
        let mut sound =
            readings.iter().filter(|reading| reading.problems.iter().all(is_everywhere));
        let Some(first) = sound.next() else { return Self { width: WIDTHS[0], is_certain: false } };
        Self { width: first.width, is_certain: sound.all(|other| other.has_same_tree(first)) }
    }
}

impl TrialParse {
    fn parse_with_width(source: &Source, id: SourceId, width: usize) -> Self {
        let mut diagnostics = Diagnostics::default();
        let tree =
            parse_with_tabs(source, id, TabWidth { width, is_certain: true }, &mut diagnostics);
        let offset = |span: crate::source::Span| span.start as usize;
        let remaining =
            diagnostics.into_iter().filter(|diagnostic| diagnostic.code != Code::TabIndent);
        let mut wrong: Vec<(Code, usize)> = remaining
            .map(|diagnostic| (diagnostic.code, diagnostic.span.map_or(0, offset)))
            .collect();
        // A slide is a mapping: text between its keys belongs to a nested list.
        let entries = tree.as_ref().and_then(Node::as_mapping).unwrap_or_default();
        let slides = entries
            .iter()
            .filter(|(key, _)| key.name == "slides")
            .filter_map(|(_, slides)| slides.as_sequence());
        wrong.extend(
            slides
                .flatten()
                .filter(|slide| slide.as_mapping().is_none())
                .map(|slide| (Code::WrongType, offset(slide.span))),
        );
        Self { width, tree, problems: wrong }
    }

    fn has_same_tree(&self, other: &Self) -> bool {
        match (&self.tree, &other.tree) {
            (Some(tree), Some(other)) => has_same_meaning(tree, other),
            (tree, other) => tree.is_none() && other.is_none(),
        }
    }
}
