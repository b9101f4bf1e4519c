//! Breaks titles and other short texts into lines of about equal length that end at good places.

use super::line::{LineEnd, TextLine, build_line};
use super::lines::{WIDTH_TOLERANCE_EM, fill_lines};
use super::shaped::{LineBreak, ShapedParagraph};
use crate::deck::Hyphenation;

/// The most lines and places to break for which all ways are rated.
const MAX_RATED_LINES: usize = 3;
const MAX_RATED_BREAKS: usize = 24;

/// Added to the rating of lines, which is the sum of the squared shares by which lines are shorter
/// than the longest: after the end of a sentence, after a comma, after an article, after a number,
/// after another short word, before such a word, before and after a word that joins what follows,
/// inside a word, and before an emoji.
const SENTENCE: f32 = -0.25;
const COMMA: f32 = -0.16;
const ARTICLE: f32 = 0.2;
const NUMBER: f32 = 0.15;
const SHORT_WORD: f32 = 0.07;
const BEFORE_SHORT_WORD: f32 = -0.03;
const BEFORE_LINK: f32 = -0.12;
const AFTER_LINK: f32 = 0.16;
const INSIDE_WORD: f32 = 0.1;
const PICTOGRAM: f32 = 0.25;
/// Lines end by sense if no break is rated worse.
const MAX_SENSE: f32 = -0.1;
/// Added if the last line is shorter than this share of the longest.
const SHORT_LAST_LINE: f32 = 0.3;
const MIN_LAST_LINE: f32 = 0.5;

/// Articles of European languages.
const ARTICLES: &str = "the a an der die das den dem des ein eine einen einem einer le la les un \
    une des el los las lo il gli o os as de het een en ett az";

/// Numbers in words, which are read with the noun after them.
const NUMBER_WORDS: &str = "two three four five six seven eight nine ten eleven twelve hundred \
    thousand zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend deux trois \
    quatre cinq sept huit neuf dix onze douze cent mille";

/// The longest noun that keeps to the number before it.
const MAX_NOUN_CHARACTERS: usize = 10;

/// Conjunctions and prepositions of European languages. A line ends before them rather than after
/// them.
const LINKS: &str = "and or but nor for with without from in on at to into of by about after \
    before between than that which who when where while because until though und oder aber für mit \
    ohne von vom im am an auf aus zu zum zur bei nach vor weil dass wenn als et ou mais pour avec \
    sans dans sur par chez qui que quand y o pero para con sin por desde cuando e ma per senza da \
    nel della del mas com sem voor met zonder van naar en of maar och men för med utan från till \
    og til fra uden";

/// The most letters of a short word, such as “not”, “und” or “de”.
const MAX_SHORT_WORD: usize = 3;

/// Breaks the text into as many lines as `best` has, so that they are about equally long and end at
/// good places.
pub(super) fn balance_lines(
    shaped: &ShapedParagraph,
    width: f32,
    best: Vec<TextLine>,
) -> Vec<TextLine> {
    match rate_all_breaks(shaped, width, best.len()) {
        Some(lines) => lines,
        None => narrow_lines(shaped, width, best),
    }
}

/// Returns the best of all ways to break a text into `count` lines; `None` if there are too many,
/// or if a word is wider than the line.
fn rate_all_breaks(shaped: &ShapedParagraph, width: f32, count: usize) -> Option<Vec<TextLine>> {
    let is_plain =
        |kind: LineBreak| !matches!(kind, LineBreak::Mandatory | LineBreak::InWideFormula);
    if !(2..=MAX_RATED_LINES).contains(&count)
        || !shaped.clusters.iter().all(|cluster| is_plain(cluster.break_after))
    {
        return None;
    }
    let end = shaped.clusters.len();
    let breaks: Vec<usize> = (1..end)
        .filter(|&index| shaped.clusters[index - 1].break_after == LineBreak::Allowed)
        .collect();
    if breaks.len() > MAX_RATED_BREAKS {
        return None;
    }
    let limit = width + WIDTH_TOLERANCE_EM;
    let line = |start: usize, end: usize| {
        let line = build_line(shaped, start..end, LineEnd::Plain);
        (line.width <= limit).then_some(line)
    };
    let costs: Vec<f32> = breaks.iter().map(|&index| rate_break(shaped, index)).collect();
    let firsts: Vec<Option<TextLine>> = breaks.iter().map(|&index| line(0, index)).collect();
    let lasts: Vec<Option<TextLine>> = breaks.iter().map(|&index| line(index, end)).collect();
    let mut best: Option<(f32, Vec<TextLine>)> = None;
    let mut offer = |cost: f32, lines: Vec<TextLine>| {
        let rating = cost + rate_lines(&lines);
        if best.as_ref().is_none_or(|(least, _)| rating < *least) {
            best = Some((rating, lines));
        }
    };
    for (index, first) in firsts.iter().enumerate() {
        let Some(first) = first else { continue };
        if count == 2 {
            if let Some(last) = &lasts[index] {
                offer(costs[index], vec![first.clone(), last.clone()]);
            }
            continue;
        }
        for later in index + 1..breaks.len() {
            let Some(last) = &lasts[later] else { continue };
            if let Some(middle) = line(breaks[index], breaks[later]) {
                offer(costs[index] + costs[later], vec![first.clone(), middle, last.clone()]);
            }
        }
    }
    best.map(|(_, lines)| lines)
}

/// Rates how equally long lines are: 0 if they are.
fn rate_lines(lines: &[TextLine]) -> f32 {
    let longest = lines.iter().map(|line| line.width).fold(f32::EPSILON, f32::max);
    let ragged: f32 = lines.iter().map(|line| (1.0 - line.width / longest).powi(2)).sum();
    let is_short = lines.last().is_some_and(|last| last.width < longest * MIN_LAST_LINE);
    ragged + if is_short { SHORT_LAST_LINE } else { 0.0 }
}

/// Rates a break before the cluster at `index`; the smaller the better.
fn rate_break(shaped: &ShapedParagraph, index: usize) -> f32 {
    let (before, after) = shaped.text.split_at(shaped.clusters[index].bytes.start as usize);
    let words = before.trim_end();
    if words.len() == before.len() {
        // Scripts without spaces between words have no such places.
        let is_inside = words.ends_with('-') && after.starts_with(char::is_alphanumeric);
        return if is_inside { INSIDE_WORD } else { 0.0 };
    }
    if after.starts_with(is_pictogram) {
        return PICTOGRAM;
    }
    if words.ends_with(['.', '!', '?', ':', ';', '—', '–', '…']) {
        return SENTENCE;
    }
    if words.ends_with([',', '،']) {
        return COMMA;
    }
    let is_short = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.chars().count() <= MAX_SHORT_WORD && word.chars().all(char::is_alphabetic)
        })
    };
    let last = words.split_whitespace().next_back();
    let next = after.split_whitespace().next();
    let before_short = if is_short(next) { BEFORE_SHORT_WORD } else { 0.0 };
    let is_in = |words: &str, word: Option<&str>| word.is_some_and(|word| is_listed(words, word));
    let after_short = match () {
        () if is_in(ARTICLES, last) => ARTICLE,
        () if last.is_some_and(is_number) && next.is_some_and(is_short_noun) => NUMBER,
        () if is_in(LINKS, last) => AFTER_LINK,
        () if is_in(LINKS, next) => return BEFORE_LINK,
        () if is_short(last) => SHORT_WORD,
        () => 0.0,
    };
    before_short + after_short
}

/// Whether a character is an emoji or a symbol, which belongs to the word before it.
fn is_pictogram(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn is_number(word: &str) -> bool {
    let has_digits = word.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    has_digits || is_listed(NUMBER_WORDS, word)
}

/// The longest word of the lists, in bytes.
const MAX_LISTED_BYTES: usize = "thousand".len();

/// Whether a word is in a list of words, in upper or lower case.
fn is_listed(words: &str, word: &str) -> bool {
    word.len() <= MAX_LISTED_BYTES && words.split(' ').any(|known| known.eq_ignore_ascii_case(word))
}

fn is_short_noun(word: &str) -> bool {
    word.chars().count() <= MAX_NOUN_CHARACTERS && word.starts_with(char::is_alphabetic)
}

/// Returns whether every line ends where a speaker might pause: after a sentence or a comma, or
/// before a word that joins what follows. Where the author ends lines is as good.
pub(crate) fn ends_by_sense(shaped: &ShapedParagraph, lines: &[TextLine]) -> bool {
    let ends = lines.iter().rev().skip(1).map(|line| line.clusters.end);
    ends.into_iter().all(|end| {
        end == 0
            || shaped.clusters[end - 1].break_after == LineBreak::Mandatory
            || rate_break(shaped, end) <= MAX_SENSE
    })
}

/// Breaks the text at the narrowest width that needs no more lines than `best`, found by bisection.
fn narrow_lines(shaped: &ShapedParagraph, width: f32, mut best: Vec<TextLine>) -> Vec<TextLine> {
    let count = best.len();
    let (mut low, mut high) = (width / 2.0, width);
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        let lines = fill_lines(shaped, middle, Hyphenation::Never);
        if lines.len() <= count
            && !lines.iter().any(|line| line.width > middle + WIDTH_TOLERANCE_EM)
            && !breaks_a_word(shaped, &lines)
        {
            high = middle;
            best = lines;
        } else {
            low = middle;
        }
    }
    best
}

/// Narrows the lines a little if the last one is too short.
pub(super) fn avoid_runt(
    shaped: &ShapedParagraph,
    width: f32,
    lines: Vec<TextLine>,
) -> Vec<TextLine> {
    let has_runt = |lines: &[TextLine]| lines.last().is_some_and(|line| is_runt(line.width, width));
    if !has_runt(&lines) {
        return lines;
    }
    for share in [0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7] {
        let narrower = fill_lines(shaped, width * share, Hyphenation::Never);
        if narrower.len() == lines.len()
            && !has_runt(&narrower)
            && !breaks_a_word(shaped, &narrower)
        {
            return narrower;
        }
    }
    match rate_all_breaks(shaped, width, lines.len()) {
        Some(even) if !has_runt(&even) => even,
        _ => lines,
    }
}

/// The shortest last line in a narrow column.
const MIN_LAST_LINE_EM: f32 = 2.2;

/// Returns whether a last line of this width looks too short in a column of `column_width`.
pub(super) fn is_runt(width: f32, column_width: f32) -> bool {
    let least = MIN_LAST_LINE_EM.min(column_width / 3.0);
    width < least.max(column_width / 6.0)
}

/// Returns whether a line ends where the text allows no break.
fn breaks_a_word(shaped: &ShapedParagraph, lines: &[TextLine]) -> bool {
    lines[..lines.len() - 1].iter().any(|line| {
        line.clusters.end > line.clusters.start
            && matches!(
                shaped.clusters[line.clusters.end - 1].break_after,
                LineBreak::No | LineBreak::Emergency
            )
    })
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Wrap, break_lines};
    use super::super::testing::shape_english;
    use super::*;

    #[test]
    fn titles_break_before_words_that_join_what_follows() {
        let shaped = shape_english("Software is written once and read for twenty years.");
        let lines = |width| break_lines(&shaped, width, Wrap::Balanced, Hyphenation::Never);
        let [first, last] = &lines(14.0)[..] else { panic!("two lines") };
        let second = shaped.clusters[last.clusters.start].bytes.start as usize;
        assert_eq!(first.clusters.end, last.clusters.start);
        assert!(shaped.text[second..].starts_with("and read"));
        assert!(ends_by_sense(&shaped, &lines(14.0)) && ends_by_sense(&shaped, &lines(40.0)));
        assert!(!ends_by_sense(&shaped, &lines(8.5)));
    }
}
