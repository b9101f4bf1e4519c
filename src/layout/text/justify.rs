//! Justified text: lines of the full column width, with breaks chosen for the paragraph as a whole.
//!
//! The algorithm follows D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines" (1981). The
//! cost of a line grows with the distance of its spaces from their natural width, and hyphens add
//! to it; the sequence of lines with the lowest total cost is chosen.

use std::ops::Range;

use super::balance::is_runt;
use super::breaks::is_ideographic;
use super::line::{LineEnd, LinePosition, TextLine, build_line};
use super::shaped::{Cluster, ClusterKind, LineBreak, ShapedParagraph};
use crate::deck::Hyphenation;

/// How far a space between words may grow, in em, before a line looks loose: about half the width
/// of a usual space.
const MAX_WORD_STRETCH_EM: f32 = 0.12;
/// How far a space between words may shrink, in em.
const MAX_WORD_SHRINK_EM: f32 = 0.05;
/// How far the space between ideographs may grow, in em.
const MAX_LETTER_STRETCH_EM: f32 = 0.04;
/// A line that would have to be stretched by more than this multiple of its stretchability is left
/// ragged: a short line looks better than large holes.
const MAX_STRETCH_RATIO: f32 = 4.0;
/// Cost of a hyphen, in the same unit as the cost of a line's spaces.
const HYPHEN_COST: f32 = 1200.0;
/// Additional cost of a second consecutive hyphen.
const SECOND_HYPHEN_COST: f32 = 3000.0;
/// Additional cost of a third consecutive hyphen: more than the cost of any line.
const THIRD_HYPHEN_COST: f32 = 1e9;
/// Cost of a last line that is too short.
const RUNT_COST: f32 = 2500.0;

/// A possible end of a line, with the cheapest sequence of lines that leads to it.
struct BreakNode {
    /// Index of the first cluster after the line.
    at: usize,
    /// How the line ends.
    line_end: LineEnd,
    /// Total cost of all lines up to here.
    cost: f32,
    /// Index of the node at which the line starts.
    previous: usize,
    /// Number of consecutive hyphenated lines up to here.
    hyphens: usize,
}

/// Breaks `shaped` into lines of `width` em; returns `None` if a word is wider than a line.
pub(super) fn justify_lines(
    shaped: &ShapedParagraph,
    width: f32,
    hyphenation: Hyphenation,
) -> Option<Vec<TextLine>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in (1..=shaped.clusters.len())
        .filter(|&end| shaped.clusters[end - 1].break_after == LineBreak::Mandatory)
    {
        justify_part(shaped, start..end, width, hyphenation, &mut lines)?;
        start = end;
    }
    justify_part(shaped, start..shaped.clusters.len(), width, hyphenation, &mut lines)?;
    Some(lines)
}

/// Breaks the clusters between two mandatory breaks.
fn justify_part(
    shaped: &ShapedParagraph,
    part: Range<usize>,
    width: f32,
    hyphenation: Hyphenation,
    lines: &mut Vec<TextLine>,
) -> Option<()> {
    let nodes = find_breaks(shaped, part.clone(), width, hyphenation);
    let mut index = nodes.len() - 1;
    if nodes[index].at != part.end {
        return None;
    }
    let mut ends = Vec::new();
    while index > 0 {
        ends.push(index);
        index = nodes[index].previous;
    }
    if ends.is_empty() {
        lines.push(build_line(shaped, part.clone(), LineEnd::Plain));
    }
    for index in ends.into_iter().rev() {
        let node = &nodes[index];
        let line = build_line(shaped, nodes[node.previous].at..node.at, node.line_end);
        lines.push(if node.at == part.end && line.width <= width {
            line
        } else {
            space_line(shaped, line, width)
        });
    }
    Some(())
}

/// Finds the cheapest way to each possible break. The last node is the end of `part`, unless a word
/// is too wide.
fn find_breaks(
    shaped: &ShapedParagraph,
    part: Range<usize>,
    width: f32,
    hyphenation: Hyphenation,
) -> Vec<BreakNode> {
    let points = if hyphenation == Hyphenation::Never { &[] } else { shaped.hyphenation_points() };
    let mut nodes = vec![BreakNode {
        at: part.start,
        line_end: LineEnd::Plain,
        cost: 0.0,
        previous: 0,
        hyphens: 0,
    }];
    for at in part.start + 1..=part.end {
        let position = if at == part.end { LinePosition::Last } else { LinePosition::Inner };
        let is_allowed = position == LinePosition::Last || shaped.may_break_after(at - 1, width);
        let line_end = if is_allowed {
            LineEnd::Plain
        } else if points.binary_search(&at).is_ok() {
            LineEnd::Hyphenated
        } else {
            continue;
        };
        let mut best: Option<BreakNode> = None;
        for (previous, node) in nodes.iter().enumerate().rev() {
            let line = build_line(shaped, node.at..at, line_end);
            if line.width > width + 0.001
                && line.width - Gaps::of_line(shaped, &line).max_shrink() > width
            {
                // Lines that start earlier are wider still.
                break;
            }
            let mut cost = node.cost + line_cost(shaped, &line, width, position);
            if line.is_hyphenated {
                cost +=
                    HYPHEN_COST + [0.0, SECOND_HYPHEN_COST, THIRD_HYPHEN_COST][node.hyphens.min(2)];
            }
            if best.as_ref().is_none_or(|best| cost < best.cost) {
                let hyphens = if line.is_hyphenated { node.hyphens + 1 } else { 0 };
                best = Some(BreakNode { at, line_end, cost, previous, hyphens });
            }
        }
        nodes.extend(best);
    }
    nodes
}

/// Returns the cost of a line: close to zero while its spaces are near their natural width, then
/// growing fast.
fn line_cost(shaped: &ShapedParagraph, line: &TextLine, width: f32, position: LinePosition) -> f32 {
    let spare = width - line.width;
    if position == LinePosition::Last && spare >= 0.0 {
        return if is_runt(line.width, width) { RUNT_COST } else { 0.0 };
    }
    let ratio = Gaps::of_line(shaped, line).stretch_ratio(spare);
    let badness = 100.0 * ratio.abs().min(12.0).powi(3);
    (10.0 + badness).powi(2) / 100.0
}

/// Returns the line with its spaces adjusted to `width`.
fn space_line(shaped: &ShapedParagraph, mut line: TextLine, width: f32) -> TextLine {
    let spare = width - line.width;
    let gaps = Gaps::of_line(shaped, &line);
    let ratio = gaps.stretch_ratio(spare);
    if gaps.words + gaps.letters == 0 || ratio > MAX_STRETCH_RATIO {
        return line;
    }
    if spare > 0.0 {
        line.word_space = ratio * MAX_WORD_STRETCH_EM;
        line.letter_space = ratio * MAX_LETTER_STRETCH_EM;
    } else {
        line.word_space = ratio * MAX_WORD_SHRINK_EM;
    }
    line.width = width;
    line
}

/// The gaps of a line that may be stretched.
struct Gaps {
    /// Number of spaces between words.
    words: usize,
    /// Number of places between ideographs.
    letters: usize,
}

impl Gaps {
    fn of_line(shaped: &ShapedParagraph, line: &TextLine) -> Self {
        let inner = line.visible.start..line.visible.end.saturating_sub(1).max(line.visible.start);
        let clusters = &shaped.clusters[inner];
        Self {
            words: clusters.iter().filter(|cluster| cluster.kind == ClusterKind::Space).count(),
            letters: clusters.iter().filter(|cluster| is_stretchable(shaped, cluster)).count(),
        }
    }

    /// Returns by how much the line may grow, in em, without looking loose.
    fn max_stretch(&self) -> f32 {
        self.words as f32 * MAX_WORD_STRETCH_EM + self.letters as f32 * MAX_LETTER_STRETCH_EM
    }

    /// Returns by how much the line may shrink, in em.
    fn max_shrink(&self) -> f32 {
        self.words as f32 * MAX_WORD_SHRINK_EM
    }

    /// Returns `spare` em as a multiple of what the line may grow or, if negative, shrink by.
    fn stretch_ratio(&self, spare: f32) -> f32 {
        let limit = if spare > 0.0 { self.max_stretch() } else { self.max_shrink() };
        spare / limit.max(0.01)
    }
}

/// Returns whether the space after a cluster may grow: between ideographs, and next to one where a
/// line may end.
pub(super) fn is_stretchable(shaped: &ShapedParagraph, cluster: &Cluster) -> bool {
    cluster.kind == ClusterKind::Ink && cluster.break_after == LineBreak::Allowed && {
        let text = &shaped.text[cluster.bytes.start as usize..];
        let mut characters = text.chars();
        characters.next().is_some_and(|character| {
            is_ideographic(character)
                || matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}')
        }) || shaped.text[cluster.bytes.end as usize..].starts_with(is_ideographic)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{shape_english, shape_in};
    use super::*;

    const WORDS: &str = "The river measured at five places every hour since spring shows how much \
        of the rain of a night the new meadows keep back, and how long it takes until the water \
        below the old mill is as clear as it was before the storm came";

    #[test]
    fn word_spaces_stay_within_their_limits_and_lines_are_full_or_left_ragged() {
        let shaped = shape_english(WORDS);
        for step in 0..60 {
            let width = 14.0 + step as f32 * 0.3;
            let lines =
                justify_lines(&shaped, width, Hyphenation::Sparing).expect("no word is wider");
            let (last, full) = lines.split_last().expect("lines");
            for line in full {
                assert!(
                    line.word_space >= -MAX_WORD_SHRINK_EM - 0.001,
                    "{width}: {}",
                    line.word_space
                );
                assert!(
                    line.word_space <= MAX_STRETCH_RATIO * MAX_WORD_STRETCH_EM + 0.001,
                    "{width}: {}",
                    line.word_space
                );
                let is_full = (line.width - width).abs() < 0.001;
                assert!(
                    is_full || (line.word_space == 0.0 && line.width < width),
                    "{width}: {}",
                    line.width
                );
                assert_eq!(
                    line.letter_space * Gaps::of_line(&shaped, line).letters as f32,
                    0.0,
                    "letters are not spaced"
                );
            }
            assert!(last.word_space <= 0.0 && last.width <= width + 0.001);
        }
    }

    #[test]
    fn leaves_a_line_ragged_rather_than_stretch_it_too_far() {
        let shaped = shape_english("a Donaudampfschifffahrtsgesellschaft");
        let lines = justify_lines(&shaped, shaped.width() - 0.1, Hyphenation::Never)
            .expect("no word is wider");
        assert_eq!((lines.len(), lines[0].word_space), (2, 0.0));
        assert!(lines[0].width < 1.0);
    }

    #[test]
    fn lines_of_ideographs_are_filled_by_the_space_between_them() {
        let shaped = shape_in(
            "ja",
            "都市のあいだの協力は、市民のためにつづけられ、だれでも見ることができます",
        );
        let lines = justify_lines(&shaped, 10.3, Hyphenation::Sparing).expect("no word is wider");
        let full = &lines[..lines.len() - 1];
        assert!(full.iter().any(|line| line.letter_space > 0.0));
        assert!(
            full.iter()
                .all(|line| line.letter_space <= MAX_STRETCH_RATIO * MAX_LETTER_STRETCH_EM + 0.001)
        );
    }
}
