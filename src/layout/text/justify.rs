//! Lines of the column's full width, well spaced: the breaks are chosen for the paragraph as a
//! whole.
//!
//! After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines" (1981): every line costs the
//! more the further its spaces are from their own width, and a hyphen costs too; the cheapest way
//! through the paragraph wins.

use super::breaks::is_ideographic;
use super::lines::{TextLine, build_line};
use super::shape::{Cluster, ClusterKind, LineBreak, ShapedParagraph};
use crate::deck::Hyphenation;

/// How much a blank between words may grow, in em, before a line looks torn; a third of it is a
/// usual space.
const MAX_WORD_STRETCH_EM: f32 = 0.12;
/// How much a blank between words may shrink, in em.
const MAX_WORD_SHRINK_EM: f32 = 0.05;
/// How much the distance between ideographs may grow, in em.
const MAX_LETTER_STRETCH_EM: f32 = 0.04;
/// A line that had to be stretched by more than so many times its stretch is left ragged: better
/// short than torn.
const MAX_STRETCH_RATIO: f32 = 4.0;
/// What a hyphen costs, in the same measure as the spaces of a line.
const HYPHEN_COST: f32 = 1200.0;
/// What a second hyphen below another costs on top.
const SECOND_HYPHEN_COST: f32 = 3000.0;
/// What a third hyphen in a row costs: more than any line.
const THIRD_HYPHEN_COST: f32 = 1e9;
/// What a last line costs that holds less than a sixth of the width.
const RUNT_COST: f32 = 2500.0;

/// A place where a line may end, and the cheapest way to it.
struct BreakNode {
    /// The first cluster behind it.
    at: usize,
    /// Whether the line ends with a hyphen that is not in the text.
    hyphen: bool,
    /// Cost of the lines before it.
    cost: f32,
    /// Index of the node where the last of them starts.
    from: usize,
    /// Hyphens in a row that end with it.
    ladder: usize,
}

/// Breaks `shaped` into lines of `width` em; `None` where a word is wider than a line.
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
        justify_part(shaped, start, end, width, hyphenation, &mut lines)?;
        start = end;
    }
    justify_part(shaped, start, shaped.clusters.len(), width, hyphenation, &mut lines)?;
    Some(lines)
}

/// Breaks what stands between two hard breaks.
fn justify_part(
    shaped: &ShapedParagraph,
    start: usize,
    end: usize,
    width: f32,
    hyphenation: Hyphenation,
    lines: &mut Vec<TextLine>,
) -> Option<()> {
    let points = if hyphenation == Hyphenation::Never { &[] } else { shaped.hyphenation_points() };
    let mut nodes = vec![BreakNode { at: start, hyphen: false, cost: 0.0, from: 0, ladder: 0 }];
    for at in start + 1..=end {
        let allowed = at == end || shaped.clusters[at - 1].break_after == LineBreak::Allowed;
        let divided = !allowed && points.binary_search(&at).is_ok();
        if !allowed && !divided {
            continue;
        }
        let mut best: Option<BreakNode> = None;
        for (from, node) in nodes.iter().enumerate().rev() {
            let line = build_line(shaped, node.at..at, divided);
            if line.width > width + 0.001
                && line.width - spacing_capacity(shaped, &line, false) > width
            {
                // Lines only grow when they start earlier.
                break;
            }
            let mut cost = node.cost + line_cost(shaped, &line, width, at == end);
            if line.hyphen {
                cost +=
                    HYPHEN_COST + [0.0, SECOND_HYPHEN_COST, THIRD_HYPHEN_COST][node.ladder.min(2)];
            }
            if best.as_ref().is_none_or(|best| cost < best.cost) {
                let ladder = if line.hyphen { node.ladder + 1 } else { 0 };
                best = Some(BreakNode { at, hyphen: divided, cost, from, ladder });
            }
        }
        nodes.extend(best);
    }
    let mut ends = Vec::new();
    let mut index = nodes.len() - 1;
    if nodes[index].at != end {
        return None;
    }
    while index > 0 {
        ends.push(index);
        index = nodes[index].from;
    }
    if ends.is_empty() {
        lines.push(build_line(shaped, start..end, false));
    }
    for index in ends.into_iter().rev() {
        let node = &nodes[index];
        let line = build_line(shaped, nodes[node.from].at..node.at, node.hyphen);
        lines.push(if node.at == end && line.width <= width {
            line
        } else {
            space_line(shaped, line, width)
        });
    }
    Some(())
}

/// What a line costs: about nothing while its spaces are near their own width, and soon very much.
fn line_cost(shaped: &ShapedParagraph, line: &TextLine, width: f32, is_last: bool) -> f32 {
    let spare = width - line.width;
    if is_last && spare >= 0.0 {
        return if line.width < width / 6.0 { RUNT_COST } else { 0.0 };
    }
    let ratio = spare / spacing_capacity(shaped, line, spare > 0.0).max(0.01);
    let badness = 100.0 * ratio.abs().min(12.0).powi(3);
    (10.0 + badness).powi(2) / 100.0
}

/// By how much a line may be stretched or shrunk, in em.
fn spacing_capacity(shaped: &ShapedParagraph, line: &TextLine, stretch: bool) -> f32 {
    let (words, letters) = count_gaps(shaped, line);
    if stretch {
        words as f32 * MAX_WORD_STRETCH_EM + letters as f32 * MAX_LETTER_STRETCH_EM
    } else {
        words as f32 * MAX_WORD_SHRINK_EM
    }
}

/// The line with its spaces as wide as `width` wants them.
fn space_line(shaped: &ShapedParagraph, mut line: TextLine, width: f32) -> TextLine {
    let spare = width - line.width;
    let (words, letters) = count_gaps(shaped, &line);
    let ratio = spare / spacing_capacity(shaped, &line, spare > 0.0).max(0.01);
    if words + letters == 0 || ratio > MAX_STRETCH_RATIO {
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

/// How many blanks between words and how many places between ideographs a line has.
fn count_gaps(shaped: &ShapedParagraph, line: &TextLine) -> (usize, usize) {
    let inner = line.visible.start..line.visible.end.saturating_sub(1).max(line.visible.start);
    let clusters = &shaped.clusters[inner];
    let words = clusters.iter().filter(|cluster| cluster.kind == ClusterKind::Space).count();
    let letters = clusters.iter().filter(|cluster| is_stretchable(shaped, cluster)).count();
    (words, letters)
}

/// Whether the space behind a cluster may grow: between ideographs, and where a line might end
/// beside one.
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
    use super::super::shape::tests::{shape_english, shape_in};
    use super::*;

    const WORDS: &str = "The river measured at five places every hour since spring shows how much of the rain of a night the new \
        meadows keep back, and how long it takes until the water below the old mill is as clear as it was before the storm came";

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
                    line.letter_space * count_gaps(&shaped, line).1 as f32,
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
