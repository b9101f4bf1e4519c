//! Checks the syntax of captions (WebVTT, W3C Candidate Recommendation of 4 April 2019).

use std::ops::Range;

/// A line of captions that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CaptionIssue {
    /// The bytes that are meant.
    pub(crate) range: Range<usize>,
    /// The headline.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: &'static str,
}

/// The most issues of one file that are reported.
const MAX_ISSUES: usize = 20;

const TIMING_HELP: &str = "write a start and an end: `00:01.000 --> 00:04.500`";

/// Returns the lines of a file of captions that browsers leave out or show at the wrong time.
pub(crate) fn check_captions(text: &str) -> Vec<CaptionIssue> {
    let mut issues = Vec::new();
    let mut lines = numbered_lines(text);
    let first = lines.next().unwrap_or_default();
    let signature = first.text.trim_start_matches('\u{feff}');
    let rest = signature.strip_prefix("WEBVTT");
    if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
        let is_subrip = signature.trim().bytes().all(|byte| byte.is_ascii_digit());
        let message = "captions must start with a line `WEBVTT`";
        let help = if is_subrip && !signature.trim().is_empty() {
            "write `WEBVTT` and a blank line first, and `.` for `,` in times: this is SubRip"
        } else {
            "write `WEBVTT` as the first line, then a blank line"
        };
        issues.push(CaptionIssue { range: first.range(), message: message.to_owned(), help });
        return issues;
    }
    let mut previous_start = 0;
    let mut cue_count = 0;
    let mut block: Vec<CaptionLine<'_>> = Vec::new();
    // The header ends at the first blank line.
    let mut is_header = true;
    for line in lines.chain([CaptionLine::default()]) {
        if !line.text.trim().is_empty() {
            block.push(line);
            continue;
        }
        if !std::mem::take(&mut is_header) {
            cue_count += usize::from(check_block(&block, &mut previous_start, &mut issues));
        } else if let Some(line) = block.iter().find(|line| line.text.contains("-->")) {
            let help = "write a blank line after `WEBVTT`";
            issues.push(line.issue("the first caption follows `WEBVTT` directly", help));
        }
        block.clear();
        if issues.len() >= MAX_ISSUES {
            break;
        }
    }
    if issues.is_empty() && cue_count == 0 {
        let message = "there are no captions in this file";
        issues.push(first.issue(message, TIMING_HELP));
    }
    issues
}

/// Checks the lines between two blank ones. Returns whether they are a cue.
fn check_block(
    block: &[CaptionLine<'_>],
    previous_start: &mut u64,
    issues: &mut Vec<CaptionIssue>,
) -> bool {
    let Some(first) = block.first() else { return false };
    let keyword = first.text.split_whitespace().next().unwrap_or_default();
    if matches!(keyword, "NOTE" | "STYLE" | "REGION") {
        return false;
    }
    let Some(at) = block.iter().take(2).position(|line| line.text.contains("-->")) else {
        issues.push(first.issue("these lines have no time, so they are not shown", TIMING_HELP));
        return false;
    };
    let timing = block[at];
    match read_timing(timing.text) {
        Err(message) => issues.push(timing.issue(message, TIMING_HELP)),
        Ok((start, end)) => {
            if end <= start {
                let help = "write an end that is later than the start";
                issues.push(timing.issue("a caption ends before it starts", help));
            } else if start < *previous_start {
                let help = "sort the captions by their start";
                issues.push(timing.issue("a caption starts before the one above it", help));
            }
            *previous_start = start.max(*previous_start);
        }
    }
    if block.len() == at + 1 {
        issues.push(timing.issue("a caption has no text", "write its words in the next line"));
    }
    if let Some(line) = block[at + 1..].iter().find(|line| line.text.contains("-->")) {
        issues.push(line.issue("a blank line is missing before a time", "add a blank line"));
    }
    true
}

/// Reads `START --> END SETTINGS`, in milliseconds.
fn read_timing(line: &str) -> Result<(u64, u64), &'static str> {
    let (start, rest) = line.split_once("-->").unwrap_or((line, ""));
    let end = rest.split_whitespace().next().unwrap_or_default();
    let is_comma = |time: &str| time.contains(',');
    match (read_time(start.trim()), read_time(end)) {
        (Some(start), Some(end)) => Ok((start, end)),
        _ if is_comma(start) || is_comma(end) => {
            Err("a time has a comma instead of a point before the milliseconds")
        }
        _ => Err("a time of a caption cannot be read"),
    }
}

/// Reads `HH:MM:SS.mmm` or `MM:SS.mmm`, in milliseconds.
fn read_time(time: &str) -> Option<u64> {
    let (clock, fraction) = time.split_once('.')?;
    let digits = |text: &str, length: usize| -> Option<u64> {
        let is_number = text.len() >= length && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_number)
    };
    let milliseconds = digits(fraction, 3).filter(|_| fraction.len() == 3)?;
    let mut parts = clock.rsplit(':');
    let mut sixtieth = || {
        let part = parts.next()?;
        digits(part, 2).filter(|number| part.len() == 2 && *number < 60)
    };
    let (seconds, minutes) = (sixtieth()?, sixtieth()?);
    let hours = match parts.next() {
        Some(hours) => digits(hours, 2).filter(|hours| *hours < 10_000)?,
        None => 0,
    };
    let is_over = parts.next().is_none();
    is_over.then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds)
}

/// A line and the byte at which it starts.
#[derive(Clone, Copy, Default)]
struct CaptionLine<'t> {
    text: &'t str,
    start: usize,
}

impl CaptionLine<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    fn issue(&self, message: impl Into<String>, help: &'static str) -> CaptionIssue {
        CaptionIssue { range: self.range(), message: message.into(), help }
    }
}

fn numbered_lines(text: &str) -> impl Iterator<Item = CaptionLine<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let place = start;
        start += line.len();
        CaptionLine { text: line.trim_end_matches(['\n', '\r']), start: place }
    })
}

#[cfg(test)]
mod tests {
    use super::check_captions;

    fn messages(text: &str) -> Vec<String> {
        check_captions(text).into_iter().map(|issue| issue.message).collect()
    }

    #[test]
    fn accepts_what_the_specification_allows() {
        let text = "\u{feff}WEBVTT - The river\nKind: captions\n\nNOTE\nof the editor\n\n\
                    STYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.500 align:start\n\
                    - <v Ana>Hello!</v>\n- Hello.\n\r\n100:00:00.000 --> 100:00:01.000\nLate\n";
        assert_eq!(messages(text), Vec::<String>::new());
    }

    #[test]
    fn finds_lines_that_browsers_leave_out() {
        let cue = "00:01.000 --> 00:02.000\nHello\n";
        for (text, message) in [
            ("", "captions must start"),
            ("1\n00:00:01,000 --> 00:00:02,000\nHello\n", "captions must start"),
            ("WEBVTT\n", "there are no captions"),
            ("WEBVTT\n00:01.000 --> 00:02.000\nHello\n", "the first caption follows"),
            ("WEBVTT\n\n00:01,000 --> 00:02.000\nHello\n", "a time has a comma"),
            ("WEBVTT\n\n1.000 --> 00:02.000\nHello\n", "a time of a caption"),
            ("WEBVTT\n\n00:61.000 --> 00:62.000\nHello\n", "a time of a caption"),
            ("WEBVTT\n\n00:03.000 --> 00:02.000\nHello\n", "a caption ends before"),
            ("WEBVTT\n\nHello\n", "these lines have no time"),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "a caption has no text"),
            (&format!("WEBVTT\n\n{cue}{cue}"), "a blank line is missing"),
            (
                &format!("WEBVTT\n\n00:09.000 --> 00:12.000\nBye\n\n{cue}"),
                "a caption starts before",
            ),
        ] {
            let found = messages(text);
            assert!(found.len() == 1 && found[0].starts_with(message), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn reports_few_of_many_issues() {
        let text = format!("WEBVTT\n\n{}", "Hello\n\n".repeat(10_000));
        assert_eq!(messages(&text).len(), super::MAX_ISSUES);
    }
}
