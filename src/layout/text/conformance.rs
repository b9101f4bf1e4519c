//! Conformance tests from Unicode, for the functions that lay out text
//! (`tests/fixtures/unicode/README.md` lists the versions).

use std::io::Read;

use flate2::read::GzDecoder;
use unicode_script::{Script, UnicodeScript};

use super::bidi::{base_level, embedding_levels, visual_order};
use super::breaks::{LineBreaker, is_at_unit, is_ideographic};
use super::lines::is_character_boundary;

/// Returns the test lines of a compressed file, without comments.
fn read_cases(packed: &[u8]) -> Vec<String> {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    text.lines()
        .map(|line| line.split('#').next().unwrap().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn parse_character(code: &str) -> char {
    char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()
}

/// Parses a case such as `× 0023 ÷ 0020 ÷` into the text and the byte offsets of its breaks.
fn parse_case(case: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut breaks = Vec::new();
    for word in case.split_whitespace() {
        match word {
            "÷" => breaks.push(text.len()),
            "×" => {}
            code => text.push(parse_character(code)),
        }
    }
    breaks.retain(|&at| at > 0 && at < text.len());
    (text, breaks)
}

/// How a break differs from the expected ones.
#[derive(Clone, Copy, PartialEq)]
enum Difference {
    Added,
    Removed,
}

/// Returns whether a break that differs from Unicode's is tailored on purpose.
fn is_tailored(text: &str, at: usize, difference: Difference) -> bool {
    let (before, after) =
        (text[..at].chars().next_back().unwrap(), text[at..].chars().next().unwrap());
    if difference == Difference::Added {
        // LB19a of Unicode 16: a quotation mark between ideographs forbids a break on its inner
        // side only.
        "“”‘’".contains(before) && is_ideographic(after)
            || "“”‘’".contains(after) && is_ideographic(before)
    } else {
        // Korean breaks at spaces (`word-break: keep-all`).
        before.script() == Script::Hangul
            || after.script() == Script::Hangul
            // Numbers keep their units.
            || is_at_unit(text, at)
    }
}

#[test]
fn line_breaks_conform_to_unicode_except_for_korean_words_and_ideographic_quotes() {
    let breaker = LineBreaker::new();
    let (mut tailored, mut wrong, mut count) = (0, Vec::new(), 0);
    for case in read_cases(include_bytes!("../../../tests/fixtures/unicode/LineBreakTest.txt.gz")) {
        let (text, expected) = parse_case(&case);
        let breaks = breaker.break_opportunities(&text);
        count += 1;
        if breaks == expected {
            continue;
        }
        let mut added = breaks.iter().filter(|at| !expected.contains(at));
        let mut removed = expected.iter().filter(|at| !breaks.contains(at));
        if added.all(|&at| is_tailored(&text, at, Difference::Added))
            && removed.all(|&at| is_tailored(&text, at, Difference::Removed))
        {
            tailored += 1;
        } else {
            wrong.push(format!("{case}: {breaks:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    // The exact numbers make a change of either visible.
    assert_eq!((count, tailored), (10_274, 181));
}

#[test]
fn grapheme_boundaries_conform_to_unicode() {
    for case in
        read_cases(include_bytes!("../../../tests/fixtures/unicode/GraphemeBreakTest.txt.gz"))
    {
        let (text, expected) = parse_case(&case);
        let inner = text.char_indices().map(|(at, _)| at).filter(|&at| at > 0);
        let boundaries: Vec<usize> = inner.filter(|&at| is_character_boundary(&text, at)).collect();
        assert_eq!(boundaries, expected, "{case}");
    }
}

#[test]
fn directions_conform_to_unicode() {
    let mut count = 0;
    for case in
        read_cases(include_bytes!("../../../tests/fixtures/unicode/BidiCharacterTest.txt.gz"))
    {
        let fields: Vec<&str> = case.split(';').collect();
        let text: String = fields[0].split_whitespace().map(parse_character).collect();
        let base = match fields[1] {
            "0" => 0,
            "1" => 1,
            _ => base_level(&text, false),
        };
        assert_eq!(base.to_string(), fields[2], "{case}");
        let levels = embedding_levels(&text, base).unwrap_or_else(|| vec![base; text.len()]);
        // `x` marks a character that rule X9 removes: it is invisible and its level is irrelevant.
        let visible: Vec<(usize, usize, u8)> =
            (text.char_indices().zip(fields[3].split_whitespace()).enumerate())
                .filter(|(_, (_, level))| *level != "x")
                .map(|(index, ((at, _), level))| (index, at, level.parse().unwrap()))
                .collect();
        for (_, at, level) in &visible {
            assert_eq!(levels[*at], *level, "level at {at} of {case}");
        }
        let order = visual_order(visible.iter().map(|(_, at, _)| levels[*at]));
        let indices: Vec<String> =
            order.iter().map(|&index| visible[index].0.to_string()).collect();
        assert_eq!(indices.join(" "), fields[4].trim(), "order of {case}");
        count += 1;
    }
    assert!(count > 90_000, "{count}");
}
