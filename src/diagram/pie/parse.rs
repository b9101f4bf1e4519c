//! Reads the text of pie charts.
//!
//! Mermaid's syntax: <https://mermaid.js.org/syntax/pie.html>.

use super::super::issue::DiagramIssue;
use super::super::source::{DiagramSource, SourceLine};
use super::{PieDiagram, PieSlice};

/// The most slices of a pie chart. More cannot be told apart.
const MAX_SLICES: usize = 24;

/// Reads a pie chart.
pub(in crate::diagram) fn parse_pie(source: &mut DiagramSource<'_>) -> Option<PieDiagram> {
    let mut pie = PieDiagram::default();
    let mut rest = source.header_rest()?;
    if let Some(after) = rest.after_keyword("showData") {
        pie.shows_values = true;
        rest = after;
    }
    let mut title = rest.after_key("title");
    if title.is_none() && !rest.is_empty() {
        let message = format!("`{}` is not a setting of a pie chart", rest.excerpt());
        source.issues.push(rest.syntax_error(message, "write `pie showData title Pets`"));
    }
    source.read_body(|line, _| {
        if let Some(words) = line.after_key("title") {
            title = Some(words);
        } else if line.text.eq_ignore_ascii_case("showData") {
            pie.shows_values = true;
        } else {
            let slice = read_slice(line)?;
            if pie.slices.len() >= MAX_SLICES {
                let message = format!("more than {MAX_SLICES} slices in a pie chart");
                let help = "add up the small ones to a slice \"Other\", or use a `table`";
                return Err(line.too_large(message, help));
            }
            pie.slices.push(slice);
        }
        Ok(())
    });
    if let Some(title) = title {
        source.set_title(title);
    }
    if pie.slices.is_empty() && source.issues.iter().all(DiagramIssue::is_warning) {
        let line = source.lines.first()?;
        let help = "add slices: `\"Dogs\" : 38`";
        source.issues.push(line.syntax_error("the pie chart has no slices", help));
    }
    Some(pie)
}

/// Reads `"Dogs" : 38`.
fn read_slice(line: SourceLine<'_>) -> Result<PieSlice, DiagramIssue> {
    let Some(at) = line.text.rfind(':') else {
        let message = format!("`{}` is not a slice", line.excerpt());
        return Err(line.syntax_error(message, "write a name and a number: `\"Dogs\" : 38`"));
    };
    let (name, number) = (line.slice(0..at), line.slice_from(at + 1));
    let value: f64 =
        number.text.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| {
            let help = "write digits and a decimal point: `\"Dogs\" : 38.5`";
            let message = match number.is_empty() {
                true => "the slice has no number".to_owned(),
                false => format!("`{}` is not a number", number.excerpt()),
            };
            if number.is_empty() { line } else { number }.syntax_error(message, help)
        })?;
    if value <= 0.0 {
        let message = format!("a slice cannot be {}", number.excerpt());
        let help = "write a number above 0, or remove the line";
        return Err(number.syntax_error(message, help));
    }
    Ok(PieSlice { label: name.label(), value, written: number.text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (PieDiagram, DiagramSource<'_>) {
        let mut source = DiagramSource::read(text);
        (parse_pie(&mut source).unwrap_or_default(), source)
    }

    fn read_error(text: &str) -> String {
        let (_, source) = read(text);
        assert_eq!(source.issues.len(), 1, "{:?}", source.issues);
        let issue = &source.issues[0];
        format!("{}: {}", issue.message, &text[issue.range.clone()])
    }

    #[test]
    fn slices_have_names_and_values() {
        let (pie, source) =
            read("pie showData title Pets\n  \"Dogs: all\" : 386\n\"Cats\":85.5\nRats : 1e3");
        assert_eq!(source.issues, []);
        assert_eq!(source.title.as_deref(), Some("Pets"));
        assert!(pie.shows_values);
        let slices: Vec<_> =
            pie.slices.iter().map(|slice| (slice.label.content.as_str(), slice.value)).collect();
        assert_eq!(slices, [("Dogs: all", 386.0), ("Cats", 85.5), ("Rats", 1e3)]);
    }

    #[test]
    fn shares_of_very_large_values_are_finite() {
        let (pie, _) = read("pie\na : 1e308\nb : 1e308\nc: 1e-300");
        assert_eq!(pie.shares(), [0.5, 0.5, 0.0]);
    }

    #[test]
    fn errors_say_what_and_where() {
        assert_eq!(read_error("pie\n\"a\" : 0"), "a slice cannot be 0: 0");
        assert_eq!(read_error("pie\n\"a\" : -3"), "a slice cannot be -3: -3");
        assert_eq!(read_error("pie\n\"a\" : 3,5"), "`3,5` is not a number: 3,5");
        assert_eq!(read_error("pie\n\"a\" :"), "the slice has no number: \"a\" :");
        assert_eq!(read_error("pie\na 3"), "`a 3` is not a slice: a 3");
        assert_eq!(read_error("pie\na : inf"), "`inf` is not a number: inf");
        assert_eq!(read_error("pie"), "the pie chart has no slices: pie");
        assert_eq!(read_error("pie Pets\na: 1"), "`Pets` is not a setting of a pie chart: Pets");
        let many = format!("pie\n{}", "a : 1\n".repeat(10_000));
        assert_eq!(read_error(&many), "more than 24 slices in a pie chart: a : 1");
    }
}
