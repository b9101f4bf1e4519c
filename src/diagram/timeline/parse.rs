//! Reads the text of timelines.
//!
//! Mermaid's syntax: <https://mermaid.js.org/syntax/timeline.html>.

use super::super::issue::DiagramIssue;
use super::super::label::LabelText;
use super::super::source::{DiagramSource, SourceLine};
use super::{TimelineDiagram, TimelinePeriod};

/// The most periods and events of a timeline. Many fewer fit on a slide.
const MAX_EVENTS: usize = 300;

/// Reads a timeline.
pub(in crate::diagram) fn parse_timeline(
    source: &mut DiagramSource<'_>,
) -> Option<TimelineDiagram> {
    let mut timeline = TimelineDiagram::default();
    let header = source.header_rest()?;
    match header.text {
        "" | "LR" => {}
        "TD" | "TB" => timeline.is_vertical = true,
        _ => {
            let message = format!("`{}` is not a direction", header.excerpt());
            let help = "write `timeline`, `timeline LR` or `timeline TD`";
            source.issues.push(header.syntax_error(message, help));
        }
    }
    let mut count = 0;
    let mut title = None;
    source.read_body(|line, _| {
        if let Some(words) = line.after_key("title") {
            title = Some(words);
            return Ok(());
        }
        if let Some(section) = line.after_key("section") {
            timeline.sections.push(section.label());
            return Ok(());
        }
        count += read_period(line, &mut timeline)?;
        if count > MAX_EVENTS {
            let message = format!("more than {MAX_EVENTS} periods and events in a timeline");
            return Err(line.too_large(message, "divide the timeline into several"));
        }
        Ok(())
    });
    if let Some(title) = title {
        source.set_title(title);
    }
    if timeline.periods.is_empty() && source.issues.iter().all(DiagramIssue::is_warning) {
        let line = source.lines.first()?;
        let help = "add periods and events: `2024 : First customer`";
        source.issues.push(line.syntax_error("the timeline has no periods", help));
    }
    Some(timeline)
}

/// Reads `2024 : one event : another one`, or further events of the last period, and returns how
/// many periods and events it has read.
fn read_period(
    line: SourceLine<'_>,
    timeline: &mut TimelineDiagram,
) -> Result<usize, DiagramIssue> {
    // A colon inside a word, as in a time or an address, separates nothing.
    let mut parts = split_at_colons(line);
    let first = parts.remove(0);
    let events: Vec<LabelText> =
        parts.into_iter().filter(|part| !part.is_empty()).map(SourceLine::label).collect();
    let count = events.len() + 1;
    if first.is_empty() {
        let period = timeline.periods.last_mut().ok_or_else(|| {
            let help = "write the period before the colon: `2024 : First customer`";
            line.syntax_error("the event has no period", help)
        })?;
        period.events.extend(events);
    } else {
        let section = timeline.sections.len().checked_sub(1);
        timeline.periods.push(TimelinePeriod { label: first.label(), events, section });
    }
    Ok(count)
}

/// Divides a line at its colons, except at those without white space beside them, such as in a
/// time or an address.
fn split_at_colons(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.text.match_indices(':') {
        let is_blank = |found: Option<char>| found.is_none_or(char::is_whitespace);
        if is_blank(line.text[..at].chars().next_back())
            || is_blank(line.text[at + 1..].chars().next())
        {
            parts.push(line.slice(start..at));
            start = at + 1;
        }
    }
    parts.push(line.slice_from(start));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (TimelineDiagram, DiagramSource<'_>) {
        let mut source = DiagramSource::read(text);
        (parse_timeline(&mut source).unwrap_or_default(), source)
    }

    fn read_error(text: &str) -> String {
        let (_, source) = read(text);
        assert_eq!(source.issues.len(), 1, "{:?}", source.issues);
        let issue = &source.issues[0];
        format!("{}: {}", issue.message, &text[issue.range.clone()])
    }

    #[test]
    fn periods_have_events_and_sections() {
        let (timeline, source) = read(
            "timeline TD\n  title Ways\n  2002 : LinkedIn\n section Later\n\
                 2004 : Facebook : Google\n      : Gmail<br/>beta\n 2005",
        );
        assert_eq!(source.issues, []);
        assert_eq!(source.title.as_deref(), Some("Ways"));
        assert!(timeline.is_vertical);
        let events = |at: usize| -> Vec<&str> {
            timeline.periods[at].events.iter().map(|event| event.content.as_str()).collect()
        };
        assert_eq!(events(0), ["LinkedIn"]);
        assert_eq!(events(1), ["Facebook", "Google", "Gmail\nbeta"]);
        assert!(events(2).is_empty());
        assert_eq!(timeline.periods[0].section, None);
        assert_eq!(timeline.periods[1].section, Some(0));
    }

    #[test]
    fn times_and_addresses_are_not_divided() {
        let (timeline, _) = read("timeline\n 10:30 : see https://x.org: now");
        assert_eq!(timeline.periods[0].label.content, "10:30");
        assert_eq!(timeline.periods[0].events.len(), 2);
        assert_eq!(timeline.periods[0].events[0].content, "see https://x.org");
    }

    #[test]
    fn errors_say_what_and_where() {
        assert_eq!(read_error("timeline\n : x"), "the event has no period: : x");
        assert_eq!(read_error("timeline\n title x"), "the timeline has no periods: timeline");
        assert_eq!(read_error("timeline up\n a : b"), "`up` is not a direction: up");
        let many = format!("timeline\n{}", "a : b\n".repeat(10_000));
        assert!(read_error(&many).starts_with("more than 300 periods and events"));
    }
}
