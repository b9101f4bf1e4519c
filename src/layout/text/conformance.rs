//! Unicode's own tests, run against the functions that lay text out
//! (`tests/fixtures/unicode/README.md` says which versions).

use std::io::Read;

use flate2::read::GzDecoder;
use unicode_script::{Script, UnicodeScript};

use super::bidi::{base_level, embedding_levels, visual_order};
use super::breaks::{LineBreaker, is_ideographic};
use super::lines::is_character_boundary;

/// The lines of a compressed file that hold a test, without comments.
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

/// A case such as `× 0023 ÷ 0020 ÷`: the text, and the bytes inside it at which it is divided.
fn parse_case(case: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut places = Vec::new();
    for word in case.split_whitespace() {
        match word {
            "÷" => places.push(text.len()),
            "×" => {}
            code => text.push(parse_character(code)),
        }
    }
    places.retain(|&at| at > 0 && at < text.len());
    (text, places)
}

/// Whether a break that the program has and Unicode has not, or the other way round, is one of
/// those that are tailored on purpose.
fn is_tailored(text: &str, at: usize, added: bool) -> bool {
    let (before, behind) =
        (text[..at].chars().next_back().unwrap(), text[at..].chars().next().unwrap());
    if added {
        // LB19a of Unicode 16: a quotation mark between ideographs binds on its inner side alone.
        "“”‘’".contains(before) && is_ideographic(behind)
            || "“”‘’".contains(behind) && is_ideographic(before)
    } else {
        // Korean breaks at spaces (`word-break: keep-all`).
        before.script() == Script::Hangul || behind.script() == Script::Hangul
    }
}

#[test]
fn line_breaks_conform_to_unicode_except_for_korean_words_and_ideographic_quotes() {
    let breaker = LineBreaker::new();
    let (mut tailored, mut wrong, mut count) = (0, Vec::new(), 0);
    for case in read_cases(include_bytes!("../../../tests/fixtures/unicode/LineBreakTest.txt.gz")) {
        let (text, expected) = parse_case(&case);
        let found = breaker.break_opportunities(&text);
        count += 1;
        if found == expected {
            continue;
        }
        let added = found
            .iter()
            .filter(|at| !expected.contains(at))
            .all(|&at| is_tailored(&text, at, true));
        let taken = expected
            .iter()
            .filter(|at| !found.contains(at))
            .all(|&at| is_tailored(&text, at, false));
        if added && taken {
            tailored += 1;
        } else {
            wrong.push(format!("{case}: {found:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    // Of so many cases so many are tailored; the numbers stand here so that a change of either is
    // seen.
    assert_eq!((count, tailored), (10_274, 179));
}

#[test]
fn grapheme_boundaries_conform_to_unicode() {
    for case in
        read_cases(include_bytes!("../../../tests/fixtures/unicode/GraphemeBreakTest.txt.gz"))
    {
        let (text, expected) = parse_case(&case);
        let inner = text.char_indices().map(|(at, _)| at).filter(|&at| at > 0);
        let found: Vec<usize> = inner.filter(|&at| is_character_boundary(&text, at)).collect();
        assert_eq!(found, expected, "{case}");
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
        let found = embedding_levels(&text, base).unwrap_or_else(|| vec![base; text.len()]);
        // `x` is a character that rule X9 takes out; what level it has does not matter, and it is
        // not seen.
        let kept: Vec<(usize, usize, u8)> =
            (text.char_indices().zip(fields[3].split_whitespace()).enumerate())
                .filter(|(_, (_, level))| *level != "x")
                .map(|(index, ((at, _), level))| (index, at, level.parse().unwrap()))
                .collect();
        for (_, at, level) in &kept {
            assert_eq!(found[*at], *level, "level at {at} of {case}");
        }
        let order = visual_order(kept.iter().map(|(_, at, _)| found[*at]));
        let seen: Vec<String> = order.iter().map(|&index| kept[index].0.to_string()).collect();
        assert_eq!(seen.join(" "), fields[4].trim(), "order of {case}");
        count += 1;
    }
    assert!(count > 90_000, "{count}");
}
