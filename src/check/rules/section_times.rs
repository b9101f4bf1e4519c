#![doc = include_str!("../../diagnostic/explain/E0621.md")]

use crate::check::{Level, Rule, Subject};
use crate::deck::Section;
use crate::diagnostic::{Code, Diagnostic};
use crate::show::Standing;

pub(super) const RULE: Rule = Rule {
    name: "section_times",
    code: Code::SectionTimes,
    level: Level::Warn,
    limit: None,
    look: Some(look),
};

fn look(subject: &Subject<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = subject.deck;
    let counted = deck.slides.iter().filter(|slide| slide.standing == Standing::Counted);
    let sections: Vec<&Section> = counted.filter_map(|slide| slide.section.as_ref()).collect();
    let given: f32 = sections.iter().filter_map(|section| section.duration).sum();
    let Some(timed) = sections.iter().find(|section| section.duration.is_some()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    // Milliseconds are no difference.
    let over = deck.duration.filter(|whole| given > whole + 0.5).map(|whole| given - whole);
    if let (Some(over), Some(whole)) = (over, deck.duration) {
        let mut sum = 0.0;
        let crossing = sections.iter().find(|section| {
            sum += section.duration.unwrap_or_default();
            sum > whole + 0.5
        });
        let message = format!(
            "the sections take {} together, and the talk may take {}",
            time(given),
            time(whole)
        );
        let hint = format!(
            "shorten them by {}, or write `duration: {}` for the deck",
            time(over),
            time(given)
        );
        found.push(
            Diagnostic::warning(Code::SectionTimes, message, crossing.unwrap_or(timed).span)
                .hint(hint),
        );
    }
    let untimed: Vec<&&Section> =
        sections.iter().filter(|section| section.duration.is_none()).collect();
    if let Some(first) = untimed.first() {
        let name = first.title.content.trim();
        let message = match untimed.len() - 1 {
            0 => format!("the section “{name}” has no time, and others have"),
            1 => format!("“{name}” and one more section have no time, and others have"),
            more => format!("“{name}” and {more} more sections have no time, and others have"),
        };
        let left = deck
            .duration
            .map(|whole| (whole - given) / untimed.len() as f32)
            .filter(|left| *left >= 1.0);
        let hint = match left {
            Some(left) => {
                format!(
                    "write `section: {{ title: …, duration: {} }}`; so much of the talk's time is left",
                    time(left)
                )
            }
            None => {
                "write `section: { title: …, duration: 5min }`, or take the times of the others out"
                    .to_owned()
            }
        };
        let finding = Diagnostic::warning(Code::SectionTimes, message, first.title.span).hint(hint);
        found.push(finding.related(timed.span, "this one has a time"));
    }
    found
}

/// Seconds as an outline says them: `90s`, `5min`, `12:30`.
fn time(seconds: f32) -> String {
    let whole = seconds.round() as u32;
    match (whole / 60, whole % 60) {
        (0, seconds) => format!("{seconds}s"),
        (minutes, 0) => format!("{minutes}min"),
        (minutes, seconds) => format!("{minutes}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_are_said_as_an_outline_says_them() {
        assert_eq!([40.0, 60.0, 90.0, 5400.0].map(time), ["40s", "1min", "1:30", "90min"]);
    }
}
