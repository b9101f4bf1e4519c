//! Says what a pie chart shows.

use super::super::describe::is_english;
use super::{PieDiagram, write_shares};

/// Returns a pie chart in words: the slices with their shares.
pub(in crate::diagram) fn describe_pie(pie: &PieDiagram, lang: &str) -> String {
    let shares = write_shares(&pie.shares(), lang);
    let slices = pie.slices.iter().zip(shares).map(|(slice, share)| {
        let value = if pie.shows_values { format!(" ({})", slice.written) } else { String::new() };
        format!("{} {share}{value}", slice.label.to_single_line())
    });
    let list = slices.collect::<Vec<_>>().join(", ");
    if is_english(lang) { format!("Pie chart: {list}.") } else { format!("{list}.") }
}

#[cfg(test)]
mod tests {
    use super::super::super::source::DiagramSource;
    use super::super::parse_pie;
    use super::*;

    #[test]
    fn slices_have_shares() {
        let text = "pie showData\n Dogs : 3\n Cats : 1\n Fish : 0.01";
        let pie = parse_pie(&mut DiagramSource::read(text)).unwrap();
        assert_eq!(
            describe_pie(&pie, "en"),
            "Pie chart: Dogs 75% (3), Cats 25% (1), Fish <1% (0.01)."
        );
        assert!(describe_pie(&pie, "de").starts_with("Dogs 75\u{202f}% (3), "));
    }
}
