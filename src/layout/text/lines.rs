//! Breaks a shaped paragraph into lines.

use std::ops::Range;

use super::shape::{Break, ClusterKind, Shaped};

/// How lines are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrap {
    /// As full as they go, but without a lone short word on the last line where that costs no further line.
    Pretty,
    /// Of about equal length: for titles and what stands in the middle.
    Balanced,
}

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// Its clusters, blanks at its end included.
    pub clusters: Range<usize>,
    /// The clusters that are seen: without blanks at its end.
    pub visible: Range<usize>,
    /// Width of what is seen, in em.
    pub width: f32,
    /// Whether it ends with a hyphen that the text does not have.
    pub hyphen: bool,
}

/// Slack that keeps a line together whose width is the column's own: the same sum in another order may be a bit larger.
const TOLERANCE: f32 = 1e-3;

/// Breaks `shaped` into lines no wider than `width` em.
///
/// A word wider than the line is broken between clusters: better an ugly break than a word outside the page.
pub(crate) fn break_lines(shaped: &Shaped, width: f32, wrap: Wrap) -> Vec<Line> {
    let lines = fill(shaped, width);
    if lines.len() < 2 {
        return lines;
    }
    match wrap {
        Wrap::Balanced => narrowest(shaped, width, lines),
        Wrap::Pretty => without_runt(shaped, width, lines),
    }
}

/// First fit: every line takes what it can hold.
fn fill(shaped: &Shaped, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    // Where the line may end, and its width up to there.
    let mut last_break: Option<usize> = None;
    let mut advance = 0.0;
    let mut index = 0;
    while index < shaped.clusters.len() {
        let cluster = &shaped.clusters[index];
        let fits = cluster.kind != ClusterKind::Ink || advance + cluster.advance <= width + TOLERANCE;
        let hyphen_fits =
            cluster.kind != ClusterKind::SoftHyphen || advance + shaped.stretch(cluster).hyphen.1 <= width + TOLERANCE;
        if !fits && index > start {
            let end = last_break.unwrap_or(index);
            lines.push(line(shaped, start..end));
            start = end;
            index = end;
            advance = 0.0;
            last_break = None;
            continue;
        }
        advance += cluster.advance;
        index += 1;
        match cluster.break_after {
            Break::Mandatory => {
                lines.push(line(shaped, start..index));
                start = index;
                advance = 0.0;
                last_break = None;
            }
            Break::Allowed if hyphen_fits => last_break = Some(index),
            _ => {}
        }
    }
    let ends_with_break = shaped.clusters.last().is_some_and(|cluster| cluster.break_after == Break::Mandatory);
    if start < shaped.clusters.len() || lines.is_empty() || ends_with_break {
        lines.push(line(shaped, start..shaped.clusters.len()));
    }
    lines
}

fn line(shaped: &Shaped, clusters: Range<usize>) -> Line {
    let mut end = clusters.end;
    while end > clusters.start && matches!(shaped.clusters[end - 1].kind, ClusterKind::Space | ClusterKind::Newline) {
        end -= 1;
    }
    let visible = clusters.start..end;
    let hyphen =
        clusters.end < shaped.clusters.len() && end > clusters.start && shaped.clusters[end - 1].kind == ClusterKind::SoftHyphen;
    let mut width: f32 = shaped.clusters[visible.clone()].iter().map(|cluster| cluster.advance).sum();
    if hyphen {
        width += shaped.stretch(&shaped.clusters[end - 1]).hyphen.1;
    }
    Line { clusters, visible, width, hyphen }
}

/// The lines of the narrowest width that needs no more of them: bisecting the width at a constant number of lines.
fn narrowest(shaped: &Shaped, width: f32, mut best: Vec<Line>) -> Vec<Line> {
    let count = best.len();
    let (mut low, mut high) = (width / 2.0, width);
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        let lines = fill(shaped, middle);
        if lines.len() <= count && !lines.iter().any(|line| line.width > middle + TOLERANCE) && !breaks_a_word(shaped, &lines) {
            high = middle;
            best = lines;
        } else {
            low = middle;
        }
    }
    best
}

/// Narrows the lines a little while the last one holds less than a sixth of the width.
fn without_runt(shaped: &Shaped, width: f32, lines: Vec<Line>) -> Vec<Line> {
    let is_runt = |lines: &[Line]| lines.last().is_some_and(|line| line.width < width / 6.0);
    if !is_runt(&lines) {
        return lines;
    }
    for share in [0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7] {
        let narrower = fill(shaped, width * share);
        if narrower.len() == lines.len() && !is_runt(&narrower) && !breaks_a_word(shaped, &narrower) {
            return narrower;
        }
    }
    lines
}

/// Whether a line ends where no line may end.
fn breaks_a_word(shaped: &Shaped, lines: &[Line]) -> bool {
    lines[..lines.len() - 1]
        .iter()
        .any(|line| line.clusters.end > line.clusters.start && shaped.clusters[line.clusters.end - 1].break_after == Break::No)
}

impl Shaped {
    /// Width in em of the text on one line; hard breaks end it.
    pub(crate) fn width(&self) -> f32 {
        fill(self, f32::INFINITY).iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// Width in em of the longest word: narrower than this, words are broken.
    pub(crate) fn longest_word(&self) -> f32 {
        let mut longest: f32 = 0.0;
        let mut word = 0.0;
        for cluster in &self.clusters {
            if cluster.kind == ClusterKind::Ink {
                word += cluster.advance;
            }
            longest = longest.max(word);
            if cluster.break_after != Break::No {
                word = 0.0;
            }
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::shape;
    use super::*;

    fn broken(text: &str, width: f32, wrap: Wrap) -> Vec<String> {
        let shaped = shape(text);
        let lines = break_lines(&shaped, width, wrap);
        lines
            .iter()
            .map(|line| {
                let clusters = &shaped.clusters[line.visible.clone()];
                let (first, last) = (clusters.first(), clusters.last());
                let bytes = first.map_or(0, |cluster| cluster.bytes.start)..last.map_or(0, |cluster| cluster.bytes.end);
                assert!(line.width <= width + 0.01, "{text:?} is {} wide, {width} is there", line.width);
                shaped.text[bytes.start as usize..bytes.end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn titles_have_lines_of_about_equal_length() {
        let title = "International cooperation for innovation in urban policy";
        assert_eq!(broken(title, 20.0, Wrap::Balanced), ["International cooperation for", "innovation in urban policy"]);
    }

    #[test]
    fn a_lone_short_word_gets_company() {
        let text = "Located on top of the GBA and the capital city of it";
        let lines = broken(text, 23.2, Wrap::Pretty);
        assert!(lines.last().unwrap().split(' ').count() > 1, "{lines:?}");
    }

    #[test]
    fn hard_breaks_hold_and_leave_empty_lines() {
        assert_eq!(broken("a\n\nb", 10.0, Wrap::Pretty), ["a", "", "b"]);
        assert_eq!(broken("", 10.0, Wrap::Pretty), [""]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_rather_than_cut() {
        assert_eq!(broken("Donaudampfschifffahrt", 5.0, Wrap::Pretty).concat(), "Donaudampfschifffahrt");
    }

    #[test]
    fn a_soft_hyphen_shows_only_at_the_line_end() {
        let shaped = shape("co\u{ad}operation");
        assert!(!break_lines(&shaped, 20.0, Wrap::Pretty)[0].hyphen);
        let lines = break_lines(&shaped, 4.5, Wrap::Pretty);
        assert!(lines[0].hyphen);
        assert!(lines[0].width > 1.0);
    }

    #[test]
    fn french_punctuation_and_closing_brackets_never_start_a_line() {
        for width in 2..20 {
            for line in broken("Est-ce prêt\u{a0}? (oui), « non » ; 42\u{a0}%.", width as f32 / 1.0 + 2.0, Wrap::Pretty) {
                assert!(!line.starts_with(['?', ')', ',', ';', '»']), "{line:?} at {width}");
            }
        }
    }
}
