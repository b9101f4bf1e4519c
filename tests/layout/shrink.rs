//! Makes an outline that fails smaller while it still fails, so that a person can read it.

/// The smallest outline that can be reached by leaving out lines with what hangs under them, and
/// halves of long texts.
pub fn smallest(outline: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut lines: Vec<String> = outline.lines().map(str::to_owned).collect();
    let text = |lines: &[String]| lines.join("\n") + "\n";
    loop {
        let before = lines.clone();
        let mut at = 0;
        while at < lines.len() {
            let fewer = [&lines[..at], &lines[end_of(&lines, at)..]].concat();
            if fails(&text(&fewer)) {
                lines = fewer;
            } else {
                at += 1;
            }
        }
        for at in 0..lines.len() {
            while let Some(shorter) = halves(&lines[at]).into_iter().find(|shorter| {
                let mut changed = lines.clone();
                changed[at].clone_from(shorter);
                fails(&text(&changed))
            }) {
                lines[at] = shorter;
            }
        }
        if lines == before {
            return text(&lines);
        }
    }
}

/// The line behind the one at `at` and all that is indented below it.
fn end_of(lines: &[String], at: usize) -> usize {
    let indent = |line: &String| line.len() - line.trim_start().len();
    let own = indent(&lines[at]);
    (at + 1..lines.len()).find(|&next| indent(&lines[next]) <= own).unwrap_or(lines.len())
}

/// The line with the first or second half of its last quoted text.
fn halves(line: &str) -> Vec<String> {
    let Some((before, rest)) = line.split_once('"') else { return Vec::new() };
    let Some((quoted, after)) = rest.split_once('"') else { return Vec::new() };
    let words: Vec<&str> = quoted.split(' ').collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let (first, second) = words.split_at(words.len() / 2);
    [first, second].iter().map(|half| format!("{before}\"{}\"{after}", half.join(" "))).collect()
}

#[test]
fn the_smallest_failing_outline_keeps_only_what_fails() {
    let outline = "title: A\nslides:\n  - title: \"one two\"\n    bullets:\n      - \"three four five\"\n      - \"six\"\n  - title: \"seven\"\n";
    let small = smallest(outline, |text| {
        text.contains("slides:") && text.contains("bullets:") && text.contains("four")
    });
    assert_eq!(small, "slides:\n  - title: \"one\"\n    bullets:\n      - \"four\"\n");
}
