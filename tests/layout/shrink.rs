//! Shrinks a failing outline, so that a person can read it.

/// Removes lines with their nested lines, and halves of texts, as long as the outline still fails.
pub fn shrink_outline(outline: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut lines: Vec<String> = outline.lines().map(str::to_owned).collect();
    let text = |lines: &[String]| lines.join("\n") + "\n";
    loop {
        let before = lines.clone();
        let mut at = 0;
        while at < lines.len() {
            let fewer = [&lines[..at], &lines[end_of_nested(&lines, at)..]].concat();
            if fails(&text(&fewer)) {
                lines = fewer;
            } else {
                at += 1;
            }
        }
        for at in 0..lines.len() {
            while let Some(shorter) = halve_text(&lines[at]).into_iter().find(|shorter| {
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

/// Returns the index of the line after the one at `at` and its nested lines.
fn end_of_nested(lines: &[String], at: usize) -> usize {
    let indent = |line: &String| line.len() - line.trim_start().len();
    let own = indent(&lines[at]);
    (at + 1..lines.len()).find(|&next| indent(&lines[next]) <= own).unwrap_or(lines.len())
}

/// Returns the line with the first and with the second half of its first quoted text.
fn halve_text(line: &str) -> Vec<String> {
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
fn shrinks_an_outline_to_what_fails() {
    let outline = "title: A\nslides:\n  - title: \"one two\"\n    bullets:\n      - \"three four \
        five\"\n      - \"six\"\n  - title: \"seven\"\n";
    let small = shrink_outline(outline, |text| {
        text.contains("slides:") && text.contains("bullets:") && text.contains("four")
    });
    assert_eq!(small, "slides:\n  - title: \"one\"\n    bullets:\n      - \"four\"\n");
}
