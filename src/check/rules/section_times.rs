#![doc = include_str!("../../diagnostic/explain/E0621.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::DeckSection;
use crate::diagnostic::{Code, Diagnostic};
use crate::show::Visibility;

pub(super) const RULE: Rule = Rule {
    name: "section_times",
    code: Code::SectionTimes,
    level: Level::Warn,
    limit: None,
    run: Some(check_section_times),
};

fn check_section_times(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = context.deck;
    let counted = deck.slides.iter().filter(|slide| slide.visibility == Visibility::Shown);
    let sections: Vec<&DeckSection> = counted.filter_map(|slide| slide.section.as_ref()).collect();
    let given: f32 = sections.iter().filter_map(|section| section.duration).sum();
    let Some(timed) = sections.iter().find(|section| section.duration.is_some()) else {
        return Vec::new();
    };
    let mut diagnostics = Vec::new();
    // Differences below a second do not count.
    let over = deck.duration.filter(|whole| given > whole + 0.5).map(|whole| given - whole);
    if let (Some(over), Some(whole)) = (over, deck.duration) {
        let mut sum = 0.0;
        let crossing = sections.iter().find(|section| {
            sum += section.duration.unwrap_or_default();
            sum > whole + 0.5
        });
        let message = format!(
            "the sections take {} in total, but the `duration` of the talk is {}",
            format_time(given),
            format_time(whole)
        );
        let hint = format!(
            "shorten them by {}, or write `duration: {}` for the deck",
            format_time(over),
            format_time(given)
        );
        diagnostics.push(
            Diagnostic::warning(Code::SectionTimes, message, crossing.unwrap_or(timed).span)
                .with_help(hint),
        );
    }
    let untimed: Vec<&&DeckSection> =
        sections.iter().filter(|section| section.duration.is_none()).collect();
    if let Some(first) = untimed.first() {
        let name = first.title.content.trim();
        let message = match untimed.len() - 1 {
            0 => format!("the section “{name}” has no `duration`, but others have"),
            1 => format!("“{name}” and one more section have no `duration`, but others have"),
            more => {
                format!("“{name}” and {more} more sections have no `duration`, but others have")
            }
        };
        let left = deck
            .duration
            .map(|whole| (whole - given) / untimed.len() as f32)
            .filter(|left| *left >= 1.0);
        let hint = match left {
            Some(left) => {
                format!(
                    "write `section: {{ title: …, duration: {} }}`: this much of the talk's time \
                     is left",
                    format_time(left)
                )
            }
            None => "write `section: { title: …, duration: 5min }`, or remove `duration` from the \
                 others"
                .to_owned(),
        };
        let diagnostic =
            Diagnostic::warning(Code::SectionTimes, message, first.title.span).with_help(hint);
        diagnostics.push(diagnostic.with_related(timed.span, "this section has a `duration`"));
    }
    diagnostics
}

/// Formats seconds as in an outline: `90s`, `5min`, `12:30`.
fn format_time(seconds: f32) -> String {
    let whole = seconds.round() as u32;
    match (whole / 60, whole % 60) {
        (0, seconds) => format!("{seconds}s"),
        (minutes, 0) => format!("{minutes}min"),
        (minutes, seconds) => format!("{minutes}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::format_time;

    #[test]
    fn formats_times_as_outlines_do() {
        assert_eq!([40.0, 60.0, 90.0, 5400.0].map(format_time), ["40s", "1min", "1:30", "90min"]);
    }
}
