//! Says what a timeline shows.

use super::super::label::LabelText;
use super::TimelineDiagram;

/// Returns a timeline in words: the periods with their events.
pub(in crate::diagram) fn describe_timeline(timeline: &TimelineDiagram, lang: &str) -> String {
    let mut sentences = Vec::new();
    if super::super::describe::is_english(lang) {
        sentences.push("Timeline.".to_owned());
    }
    let mut section = None;
    for period in &timeline.periods {
        if period.section != section {
            section = period.section;
            let name = section.map(|section| timeline.sections[section].to_single_line());
            sentences.extend(name.filter(|name| !name.is_empty()).map(|name| format!("{name}:")));
        }
        let events: Vec<String> = period.events.iter().map(LabelText::to_single_line).collect();
        let label = period.label.to_single_line();
        sentences.push(match events.is_empty() {
            true => format!("{label}."),
            false => format!("{label}: {}.", events.join("; ")),
        });
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::super::source::DiagramSource;
    use super::super::parse_timeline;
    use super::*;

    #[test]
    fn periods_are_sentences() {
        let text =
            "timeline\n section Start\n 2002 : Idea : Garage\n 2003\n section Growth\n 2004 : Shop";
        let timeline = parse_timeline(&mut DiagramSource::read(text)).unwrap();
        assert_eq!(
            describe_timeline(&timeline, "en-GB"),
            "Timeline. Start: 2002: Idea; Garage. 2003. Growth: 2004: Shop."
        );
    }
}
