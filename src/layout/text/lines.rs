//! Breaks a shaped paragraph into lines.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::balance::{avoid_runt, balance_lines};
use super::justify;
use super::line::{LineEnd, TextLine, build_line, white_at_start};
use super::shaped::{ClusterKind, LineBreak, ShapedParagraph};
use crate::deck::Hyphenation;

/// How lines are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrap {
    /// As full as possible, but avoiding a single short word on the last line where that costs no
    /// additional line.
    Pretty,
    /// About equally long: for titles and centred text.
    Balanced,
    /// Stretched to the full width of the column, except the last line.
    Justified,
}

/// Tolerance for a line that is exactly as wide as the column: the same advances summed in another
/// order may give a slightly larger width.
pub(super) const WIDTH_TOLERANCE_EM: f32 = 1e-3;

/// At most this many consecutive lines end with a hyphen.
const MAX_CONSECUTIVE_HYPHENS: usize = 2;

/// Breaks `shaped` into lines no wider than `width` em.
///
/// A word wider than the line is hyphenated or, if it has no hyphenation points, broken between any
/// two characters: an ugly break is better than a word outside the page.
pub(crate) fn break_lines(
    shaped: &ShapedParagraph,
    width: f32,
    wrap: Wrap,
    hyphenation: Hyphenation,
) -> Vec<TextLine> {
    if wrap == Wrap::Justified
        && let Some(lines) = justify::justify_lines(shaped, width, hyphenation)
    {
        return lines;
    }
    let lines = fill_lines(shaped, width, hyphenation);
    if lines.len() < 2 {
        return lines;
    }
    match wrap {
        Wrap::Balanced => balance_lines(shaped, width, lines),
        Wrap::Pretty | Wrap::Justified => avoid_runt(shaped, width, lines),
    }
}

/// Returns into how many lines [`break_lines`] breaks a text that is not hyphenated: no wrap needs
/// more or fewer.
pub(crate) fn count_lines(shaped: &ShapedParagraph, width: f32) -> usize {
    fill_lines(shaped, width, Hyphenation::Never).len()
}

/// A line that is filled less than this does not keep a short word with the word after it.
const MIN_KEPT_FILL: f32 = 0.62;

/// A line to which the next cluster can no longer be added.
struct FullLine {
    clusters: Range<usize>,
    /// The last cluster boundary at which the line may end.
    last_break: Option<usize>,
    /// The last one between words that are kept together, and whether it may make a line longer.
    last_kept: Option<(usize, LineBreak)>,
    /// Number of consecutive hyphenated lines directly above.
    hyphens_above: usize,
}

/// Breaks `shaped` into lines no wider than `width` em, of which those after the first have an
/// indent of `hang` em.
pub(crate) fn break_hanging_lines(
    shaped: &ShapedParagraph,
    width: f32,
    hang: f32,
    hyphenation: Hyphenation,
) -> Vec<TextLine> {
    fill_hanging_lines(shaped, (width - hang).max(hang), hang, hyphenation)
}

/// Fills each line with as many clusters as fit (first fit).
pub(super) fn fill_lines(
    shaped: &ShapedParagraph,
    width: f32,
    hyphenation: Hyphenation,
) -> Vec<TextLine> {
    fill_hanging_lines(shaped, width, 0.0, hyphenation)
}

/// Fills lines as [`fill_lines`] does; the first is wider by `hang`.
fn fill_hanging_lines(
    shaped: &ShapedParagraph,
    width: f32,
    hang: f32,
    hyphenation: Hyphenation,
) -> Vec<TextLine> {
    let later_width = width;
    let mut width = width + hang;
    let mut lines: Vec<TextLine> = Vec::new();
    let mut start = 0;
    let mut last_break: Option<usize> = None;
    let mut last_kept: Option<(usize, LineBreak)> = None;
    let mut advance = -white_at_start(shaped, 0);
    let mut index = 0;
    while let Some(cluster) = shaped.clusters.get(index) {
        let fits = cluster.kind != ClusterKind::Ink
            || advance + cluster.advance - cluster.end_white <= width + WIDTH_TOLERANCE_EM;
        let before = advance;
        if !fits && index > start {
            let hyphens_above = lines.iter().rev().take_while(|line| line.is_hyphenated).count();
            let full = FullLine { clusters: start..index, last_break, last_kept, hyphens_above };
            let (end, line_end) = choose_line_end(shaped, &full, width, hyphenation);
            lines.push(build_line(shaped, start..end, line_end));
            width = later_width;
            start = end;
            index = end;
            advance = -white_at_start(shaped, start);
            (last_break, last_kept) = (None, None);
            continue;
        }
        advance += cluster.advance;
        index += 1;
        match cluster.break_after {
            LineBreak::Mandatory => {
                lines.push(build_line(shaped, start..index, LineEnd::Plain));
                width = later_width;
                start = index;
                advance = -white_at_start(shaped, start);
                (last_break, last_kept) = (None, None);
            }
            LineBreak::No => {}
            kept @ (LineBreak::InShortLine | LineBreak::Emergency) => {
                last_kept = Some((index, kept));
            }
            LineBreak::Allowed | LineBreak::InWideFormula => {
                let hyphen_fits = cluster.kind != ClusterKind::SoftHyphen
                    || before + shaped.run_of(cluster).hyphen.advance <= width + WIDTH_TOLERANCE_EM;
                if hyphen_fits && shaped.may_break_after(index - 1, width) {
                    last_break = Some(index);
                }
            }
        }
    }
    let ends_with_break =
        shaped.clusters.last().is_some_and(|cluster| cluster.break_after == LineBreak::Mandatory);
    if start < shaped.clusters.len() || lines.is_empty() || ends_with_break {
        lines.push(build_line(shaped, start..shaped.clusters.len(), LineEnd::Plain));
    }
    lines
}

/// Returns the share of a line above which the next word is not hyphenated.
fn min_fill_without_hyphen(hyphenation: Hyphenation) -> f32 {
    match hyphenation {
        Hyphenation::Never => 0.0,
        // In ragged text only a very short line looks like a hole.
        Hyphenation::Sparing => 0.4,
        Hyphenation::Always => 0.88,
    }
}

/// Chooses the cluster boundary at which a full line ends.
fn choose_line_end(
    shaped: &ShapedParagraph,
    full: &FullLine,
    width: f32,
    hyphenation: Hyphenation,
) -> (usize, LineEnd) {
    let clusters = &full.clusters;
    let Some(end) = full.last_break else {
        if let Some((end, _)) = full.last_kept {
            return (end, LineEnd::Plain);
        }
        if let Some(end) = last_address_break(shaped, clusters) {
            return (end, LineEnd::Plain);
        }
        return match last_hyphenation_point(shaped, clusters, clusters.start, width) {
            Some(end) => (end, LineEnd::Hyphenated),
            None => (last_character_boundary(shaped, clusters), LineEnd::Plain),
        };
    };
    let filled = build_line(shaped, clusters.start..end, LineEnd::Plain).width;
    if let Some((kept, LineBreak::InShortLine)) = full.last_kept
        && kept > end
        && filled < width * MIN_KEPT_FILL
    {
        return (kept, LineEnd::Plain);
    }
    if full.hyphens_above >= MAX_CONSECUTIVE_HYPHENS
        || filled >= width * min_fill_without_hyphen(hyphenation)
    {
        return (end, LineEnd::Plain);
    }
    last_hyphenation_point(shaped, clusters, end, width)
        .map_or((end, LineEnd::Plain), |end| (end, LineEnd::Hyphenated))
}

/// Returns the last hyphenation point after `after` at which the hyphen still fits.
fn last_hyphenation_point(
    shaped: &ShapedParagraph,
    full: &Range<usize>,
    after: usize,
    width: f32,
) -> Option<usize> {
    let points = shaped.hyphenation_points();
    let count = points.partition_point(|&point| point <= full.end);
    let fits = |point: usize| {
        let line = build_line(shaped, full.start..point, LineEnd::Hyphenated);
        line.width <= width + WIDTH_TOLERANCE_EM
    };
    points[..count]
        .iter()
        .rev()
        .copied()
        .take_while(|&point| point > after)
        .find(|&point| fits(point))
}

/// Returns the last place in `full` at which an address that is wider than its line is broken:
/// after a slash, a dot or an at sign. `None` if the word is no address.
fn last_address_break(shaped: &ShapedParagraph, full: &Range<usize>) -> Option<usize> {
    let bytes = |index: usize| shaped.clusters[index].bytes.start as usize;
    let word = &shaped.text[bytes(full.start)..];
    let word = word.split(char::is_whitespace).next().unwrap_or_default();
    if !(word.contains('@') || word.contains('.') && word.contains('/')) {
        return None;
    }
    (full.start + 1..=full.end).rev().find(|&index| {
        let Some(next) = shaped.clusters.get(index) else { return false };
        let (before, after) = shaped.text.split_at(next.bytes.start as usize);
        before.ends_with(['/', '.', '@'])
            && !before.ends_with("//")
            && after.starts_with(char::is_alphanumeric)
    })
}

/// Returns the last cluster boundary in `full` that is a grapheme cluster boundary (UAX #29), or
/// the first one after it, so that a line holds at least one grapheme cluster.
fn last_character_boundary(shaped: &ShapedParagraph, full: &Range<usize>) -> usize {
    let last = (full.start + 1..=full.end).rev().find(|&index| is_cluster_boundary(shaped, index));
    last.unwrap_or_else(|| {
        (full.end + 1..=shaped.clusters.len())
            .find(|&index| is_cluster_boundary(shaped, index))
            .unwrap_or(shaped.clusters.len())
    })
}

/// Returns whether a grapheme cluster (UAX #29) starts at the cluster `index`.
pub(super) fn is_cluster_boundary(shaped: &ShapedParagraph, index: usize) -> bool {
    shaped
        .clusters
        .get(index)
        .is_none_or(|next| is_character_boundary(&shaped.text, next.bytes.start as usize))
}

/// Returns whether an extended grapheme cluster (UAX #29) starts at byte `at`.
pub(super) fn is_character_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

impl ShapedParagraph {
    /// Returns whether a line of this width may end after a cluster if the next word does not fit.
    pub(super) fn may_break_after(&self, cluster: usize, width: f32) -> bool {
        match self.clusters[cluster].break_after {
            LineBreak::Allowed => true,
            LineBreak::InWideFormula => self.formula_width_at(cluster) > width + WIDTH_TOLERANCE_EM,
            LineBreak::Mandatory
            | LineBreak::No
            | LineBreak::InShortLine
            | LineBreak::Emergency => false,
        }
    }

    /// Returns the width in em of the text without line breaks except mandatory ones.
    pub(crate) fn width(&self) -> f32 {
        fill_lines(self, f32::INFINITY, Hyphenation::Never)
            .iter()
            .map(|line| line.width)
            .fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{shape_english, shape_in};
    use super::*;

    fn visible_text(shaped: &ShapedParagraph, line: &TextLine) -> String {
        let clusters = &shaped.clusters[line.visible.clone()];
        let (first, last) = (clusters.first(), clusters.last());
        let bytes = first.map_or(0, |cluster| cluster.bytes.start)
            ..last.map_or(0, |cluster| cluster.bytes.end);
        let hyphen = if line.is_hyphenated { "-" } else { "" };
        shaped.text[bytes.start as usize..bytes.end as usize].replace('\u{ad}', "") + hyphen
    }

    fn break_text_in(
        lang: &str,
        text: &str,
        width: f32,
        wrap: Wrap,
        hyphenation: Hyphenation,
    ) -> Vec<String> {
        let shaped = shape_in(lang, text);
        let lines = break_lines(&shaped, width, wrap, hyphenation);
        for line in &lines {
            assert!(
                line.width <= width + 0.01,
                "{text:?} is {} wide, the column {width}",
                line.width
            );
        }
        lines.iter().map(|line| visible_text(&shaped, line)).collect()
    }

    fn break_text(text: &str, width: f32, wrap: Wrap) -> Vec<String> {
        break_text_in("en", text, width, wrap, Hyphenation::default())
    }

    #[test]
    fn titles_have_lines_of_about_equal_length() {
        let title = "International cooperation for innovation in urban policy";
        assert_eq!(
            break_text(title, 20.0, Wrap::Balanced),
            ["International cooperation", "for innovation in urban policy"]
        );
    }

    #[test]
    fn titles_break_after_sentences_and_never_after_an_article() {
        let lines = |title: &str| break_text(title, 10.0, Wrap::Balanced);
        assert_eq!(lines("Thank you. The tea is ready."), ["Thank you.", "The tea is ready."]);
        assert_eq!(
            lines("The roof is shut, the pools are not"),
            ["The roof is shut,", "the pools are not"]
        );
    }

    #[test]
    fn addresses_break_after_signs_only() {
        let text = "https://longhaul.example/marisol";
        assert_eq!(break_text(text, 9.0, Wrap::Pretty), ["https://longhaul.", "example/marisol"]);
        assert_eq!(
            break_text("imani@larder.example", 8.0, Wrap::Balanced),
            ["imani@larder.", "example"]
        );
    }

    #[test]
    fn avoids_a_lone_short_word_on_the_last_line() {
        let text = "Located on top of the GBA and the capital city of it";
        let lines = break_text(text, 23.2, Wrap::Pretty);
        assert!(lines.last().unwrap().split(' ').count() > 1, "{lines:?}");
    }

    #[test]
    fn hard_breaks_hold_and_leave_empty_lines() {
        assert_eq!(break_text("a\n\nb", 10.0, Wrap::Pretty), ["a", "", "b"]);
        assert_eq!(break_text("a\n\nb", 10.0, Wrap::Justified), ["a", "", "b"]);
        assert_eq!(break_text("", 10.0, Wrap::Pretty), [""]);
        assert_eq!(break_text("", 10.0, Wrap::Justified), [""]);
    }

    #[test]
    fn breaks_a_word_that_is_wider_than_the_line() {
        let word = "Donaudampfschifffahrt";
        assert_eq!(break_text_in("xx", word, 5.0, Wrap::Pretty, Hyphenation::Never).concat(), word);
        let divided = ["Donau-", "dampf-", "schiff-", "fahrt"];
        for wrap in [Wrap::Pretty, Wrap::Balanced, Wrap::Justified] {
            assert_eq!(break_text_in("de", word, 3.2, wrap, Hyphenation::Never), divided);
        }
    }

    #[test]
    fn never_divides_grapheme_clusters() {
        let shaped = shape_english("e\u{301}\u{323}x\u{302}\u{323}o\u{304}\u{323}");
        let lines = break_lines(&shaped, 0.01, Wrap::Pretty, Hyphenation::Never);
        assert_eq!(lines.len(), 3);
        assert!(
            lines.iter().all(|line| visible_text(&shaped, line).chars().count() == 3),
            "{lines:?}"
        );
    }

    #[test]
    fn divides_long_compounds_that_would_leave_a_short_line() {
        let text = "Die neue Grundstücksverkehrsgenehmigung gilt";
        let at = |hyphenation| break_text_in("de", text, 15.0, Wrap::Pretty, hyphenation);
        assert_eq!(at(Hyphenation::Never), ["Die neue", "Grundstücksverkehrsgenehmigung", "gilt"]);
        assert_eq!(at(Hyphenation::Sparing), ["Die neue Grundstücksverkehrsge-", "nehmigung gilt"]);
        // A line that is full enough is not hyphenated.
        let short =
            break_text_in("en", "along two kilometres", 8.6, Wrap::Pretty, Hyphenation::Sparing);
        assert_eq!(short, ["along two", "kilometres"]);
        assert!(
            !break_text_in(
                "de",
                "Wir haben das alles sehr gern gemacht",
                13.0,
                Wrap::Pretty,
                Hyphenation::Sparing
            )[0]
            .ends_with('-')
        );
    }

    #[test]
    fn at_most_two_consecutive_lines_end_with_a_hyphen() {
        let text = "international cooperation for communities administration international \
            cooperation responsibilities administration";
        for width in 5..16 {
            let lines =
                break_text_in("en", text, width as f32, Wrap::Justified, Hyphenation::Always);
            let longest = lines.split(|line| !line.ends_with('-')).map(<[String]>::len).max();
            assert!(width < 8 || longest <= Some(2), "{lines:?} at {width}");
        }
    }

    #[test]
    fn a_soft_hyphen_shows_only_at_the_line_end() {
        let shaped = shape_english("co\u{ad}operation");
        let at = |width| break_lines(&shaped, width, Wrap::Pretty, Hyphenation::default());
        assert!(!at(20.0)[0].is_hyphenated);
        assert!(at(4.5)[0].is_hyphenated);
        assert!(at(4.5)[0].width > 1.0);
    }

    #[test]
    fn french_punctuation_and_closing_brackets_never_start_a_line() {
        for width in 2..20 {
            for line in break_text(
                "Est-ce prêt\u{a0}? (oui), « non » ; 42\u{a0}%.",
                width as f32 / 1.0 + 2.0,
                Wrap::Pretty,
            ) {
                assert!(!line.starts_with(['?', ')', ',', ';', '»']), "{line:?} at {width}");
            }
        }
    }
}
