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
    let shown = context.deck.slides.iter().filter(|slide| slide.visibility == Visibility::Shown);
    let sections: Vec<&DeckSection> = shown.filter_map(|slide| slide.section.as_ref()).collect();
    let Some(timed) = sections.iter().find(|section| section.duration.is_some()) else {
        return Vec::new();
    };
    let planned: f32 = sections.iter().filter_map(|section| section.duration).sum();
    let available = context.deck.duration;
    check_total(&sections, planned, available)
        .into_iter()
        .chain(check_untimed(&sections, timed, available.map(|available| available - planned)))
        .collect()
}

/// Reports sections that take longer in total than the talk.
fn check_total(
    sections: &[&DeckSection],
    planned: f32,
    available: Option<f32>,
) -> Option<Diagnostic> {
    // Differences below a second do not count.
    let available = available.filter(|available| planned > available + 0.5)?;
    let mut sum = 0.0;
    let crossing = sections.iter().find(|section| {
        sum += section.duration.unwrap_or_default();
        sum > available + 0.5
    })?;
    let (planned_text, available_text) = (format_time(planned), format_time(available));
    let message = format!(
        "the sections take {planned_text} in total, but the `duration` of the talk is \
         {available_text}"
    );
    let excess = format_time(planned - available);
    Some(Diagnostic::warning(Code::SectionTimes, message, crossing.span).with_help(format!(
        "shorten them by {excess}, or write `duration: {planned_text}` for the deck"
    )))
}

/// Reports sections without a time if another one, `timed`, has one.
fn check_untimed(
    sections: &[&DeckSection],
    timed: &DeckSection,
    remaining: Option<f32>,
) -> Option<Diagnostic> {
    let untimed: Vec<&&DeckSection> =
        sections.iter().filter(|section| section.duration.is_none()).collect();
    let first = untimed.first()?;
    let name = first.title.content.trim();
    let message = match untimed.len() - 1 {
        0 => format!("the section “{name}” has no `duration`, but others have"),
        1 => format!("“{name}” and one more section have no `duration`, but others have"),
        more => {
            format!("“{name}” and {more} more sections have no `duration`, but others have")
        }
    };
    let share = remaining.map(|time| time / untimed.len() as f32).filter(|share| *share >= 1.0);
    let help = match share {
        Some(share) => format!(
            "write `section: {{ title: …, duration: {} }}`: this much of the talk's time is left",
            format_time(share)
        ),
        None => "write `section: { title: …, duration: 5min }`, or remove `duration` from the \
                 others"
            .to_owned(),
    };
    Some(
        Diagnostic::warning(Code::SectionTimes, message, first.title.span)
            .with_help(help)
            .with_related(timed.span, "this section has a `duration`"),
    )
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
