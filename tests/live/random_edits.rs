//! Random edits: the incremental render equals the full render.

use std::fs;

use plenary::Options;
use plenary::layout::MissingGlyphPolicy;
use plenary::live::{Live, Presentation};

use crate::{copy_project, format_diagnostics, list_outlines};

/// A generator of pseudo-random numbers that are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next_below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Makes a random edit of the kind that authors make, valid or not.
pub(crate) fn random_edit(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = random.next_below(lines.len());
    let words = |line: &str| -> Vec<(usize, usize)> {
        let mut ranges = Vec::new();
        let mut start = None;
        for (at, character) in line.char_indices().chain([(line.len(), ' ')]) {
            match (character.is_alphabetic(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    ranges.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        ranges
    };
    let is_bullet = |line: &str| line.trim_start().starts_with("- ") && !line.starts_with("  - ");
    match random.next_below(12) {
        0 => lines.insert(at, String::new()),
        1 => lines.insert(at, "# a comment".to_owned()),
        2 => {
            let line = lines[at].clone();
            lines.insert(at, line);
        }
        3 => {
            lines.remove(at);
        }
        4 => {
            let other = random.next_below(lines.len());
            lines.swap(at, other);
        }
        // Edits that cause a warning (text after a `#`, a slide that continues on a second page),
        // and one that suppresses a warning.
        9 if is_bullet(&lines[at]) => lines[at] += " #later",
        10 if is_bullet(&lines[at]) => {
            let line = lines[at].clone();
            lines.splice(at..at, std::iter::repeat_n(line, 30));
        }
        11 => lines.insert(at, "  # plenary: allow(continued_page)".to_owned()),
        // Most edits change words.
        kind => {
            let bullets: Vec<usize> = (0..lines.len())
                .filter(|&line| lines[line].trim_start().starts_with("- ") || kind == 5)
                .collect();
            let Some(&line) = bullets.get(random.next_below(bullets.len())) else {
                return text.to_owned();
            };
            let words = words(&lines[line]);
            let Some(&(start, end)) =
                words.get(words.len().saturating_sub(1 + random.next_below(2)))
            else {
                return text.to_owned();
            };
            let new = [
                "river",
                "a longer stretch of words",
                "Ä",
                "*weir*",
                "Σ",
                "boat and lock",
                "x: y",
                "[link](#end)",
                "\u{e123}",
            ];
            lines[line].replace_range(start..end, new[random.next_below(new.len())]);
        }
    }
    lines.join("\n") + "\n"
}

/// Describes where two presentations differ.
fn describe_difference(one: &Presentation, other: &Presentation) -> String {
    let page = one.pages.iter().zip(&other.pages).position(|(one, other)| one != other);
    match page {
        Some(page) => format!("page {page}: {:?}\n{:?}", one.pages[page], other.pages[page]),
        None => format!(
            "{} and {} pages, PDFs equal: {}",
            one.pages.len(),
            other.pages.len(),
            one.pdf == other.pdf
        ),
    }
}

#[test]
fn incremental_renders_equal_full_renders() {
    let folder = copy_project();
    let edits: usize =
        std::env::var("PLENARY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2);
    let mut random = Random(
        std::env::var("PLENARY_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(7),
    );
    let (mut incremental, mut warned, mut full) = (0, 0, 0);
    for path in list_outlines(folder.path()) {
        let original = fs::read_to_string(&path).unwrap();
        let missing_glyphs = if random.next_below(2) == 0 {
            MissingGlyphPolicy::Warn
        } else {
            MissingGlyphPolicy::Error
        };
        let options = Options {
            include_hidden: random.next_below(2) == 0,
            missing_glyphs,
            ..Options::default()
        };
        let mut live = Live::new(path.clone(), options.clone());
        let mut good = original.clone();
        live.refresh();
        for _ in 0..edits {
            let text = random_edit(&good, &mut random);
            fs::write(&path, &text).unwrap();
            let report = live.refresh();
            let fresh = Live::new(path.clone(), options.clone()).refresh();
            assert_eq!(
                format_diagnostics(&report),
                format_diagnostics(&fresh),
                "{}:\n{text}",
                path.display()
            );
            match &fresh.presentation {
                Some(fresh) => {
                    let shown = report.presentation.as_ref().unwrap();
                    assert!(
                        shown == fresh,
                        "{}: {}\n{text}",
                        path.display(),
                        describe_difference(shown, fresh)
                    );
                    // Authors ignore some warnings and fix every error.
                    if report.diagnostics.is_empty() || random.next_below(3) > 0 {
                        good = text;
                    }
                }
                None => assert!(!report.is_new && report.is_broken()),
            }
            *(if report.laid_out.is_some() { &mut incremental } else { &mut full }) += 1;
            warned += usize::from(report.laid_out.is_some() && !report.diagnostics.is_empty());
        }
        fs::write(&path, original).unwrap();
    }
    let counted = format!(
        "{incremental} incremental renders, {warned} of them with warnings, {full} full renders"
    );
    assert!(incremental > full / 2 && warned > incremental / 8, "{counted}");
}
