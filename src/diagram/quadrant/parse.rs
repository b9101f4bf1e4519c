//! Reads the text of quadrant charts.
//!
//! Mermaid's syntax: <https://mermaid.js.org/syntax/quadrantChart.html>.

use std::collections::HashMap;

use super::super::issue::DiagramIssue;
use super::super::label::LabelText;
use super::super::source::{DiagramSource, SourceLine};
use super::style::read_style;
use super::{PointStyle, QuadrantAxis, QuadrantDiagram, QuadrantPoint};

/// The most points of a quadrant chart. Many fewer can be labelled on a slide.
const MAX_POINTS: usize = 100;

/// Reads a quadrant chart.
pub(in crate::diagram) fn parse_quadrant(
    source: &mut DiagramSource<'_>,
) -> Option<QuadrantDiagram> {
    let mut reader = QuadrantReader::default();
    source.read_body(|line, _| reader.read_line(line));
    let QuadrantReader { mut chart, classes, named, title } = reader;
    for (position, name) in named {
        match classes.get(name.text) {
            Some(style) => {
                let point = &mut chart.points[position];
                point.style = point.style.or(*style);
            }
            None => source.issues.push(name.syntax_error(
                format!("there is no class `{}`", name.excerpt()),
                format!("add a line `classDef {} color: #ff3300`", name.excerpt()),
            )),
        }
    }
    if let Some(title) = title {
        source.set_title(title);
    }
    let is_empty = chart.points.is_empty() && chart.quadrants.iter().all(LabelText::is_empty);
    if is_empty && source.issues.iter().all(DiagramIssue::is_warning) {
        let line = source.lines.first()?;
        let help = "add points: `Campaign A: [0.3, 0.6]`";
        source.issues.push(line.syntax_error("the quadrant chart has no points", help));
    }
    Some(chart)
}

#[derive(Default)]
struct QuadrantReader<'t> {
    chart: QuadrantDiagram,
    classes: HashMap<&'t str, PointStyle>,
    /// The points with a class, and its name.
    named: Vec<(usize, SourceLine<'t>)>,
    title: Option<SourceLine<'t>>,
}

impl<'t> QuadrantReader<'t> {
    fn read_line(&mut self, line: SourceLine<'t>) -> Result<(), DiagramIssue> {
        if let Some(point) = split_point(line) {
            return self.read_point(line, point);
        }
        if let Some(title) = line.after_key("title") {
            self.title = Some(title);
        } else if let Some(axis) = line.after_key("x-axis") {
            self.chart.x_axis = read_axis(axis);
        } else if let Some(axis) = line.after_key("y-axis") {
            self.chart.y_axis = read_axis(axis);
        } else if let Some(class) = line.after_keyword("classDef") {
            let (name, settings) = class.first_word();
            self.classes.insert(name.text, read_style(settings)?);
        } else if let Some((number, label)) = read_quadrant(line)? {
            self.chart.quadrants[number] = label;
        } else {
            return Err(line.syntax_error(
                format!("`{}` is not a line of a quadrant chart", line.excerpt()),
                "write a point `Campaign A: [0.3, 0.6]`, `x-axis Low --> High`, `y-axis`, or \
                 `quadrant-1` to `quadrant-4`",
            ));
        }
        Ok(())
    }

    fn read_point(
        &mut self,
        line: SourceLine<'t>,
        point: PointParts<'t>,
    ) -> Result<(), DiagramIssue> {
        if self.chart.points.len() >= MAX_POINTS {
            let message = format!("more than {MAX_POINTS} points in a quadrant chart");
            return Err(line.too_large(message, "show fewer points, or divide the chart"));
        }
        let (name, class) = match point.name.split_once(":::") {
            Some((name, class)) => (name, Some(class)),
            None => (point.name, None),
        };
        let numbers: Vec<f32> = point
            .place
            .split(',')
            .filter_map(|number| number.text.parse().ok())
            .filter(|number| (0.0..=1.0).contains(number))
            .collect();
        let [x, y] = numbers[..] else {
            let message = format!("`{}` is not a place in the chart", point.place.excerpt());
            let help = "write two numbers from 0 to 1: `[0.3, 0.6]`";
            return Err(point.place.syntax_error(message, help));
        };
        let style = read_style(point.settings)?;
        if let Some(class) = class {
            self.named.push((self.chart.points.len(), class));
        }
        self.chart.points.push(QuadrantPoint { label: name.label(), x, y, style });
        Ok(())
    }
}

/// The parts of `Name: [0.3, 0.6] radius: 12`.
struct PointParts<'t> {
    name: SourceLine<'t>,
    place: SourceLine<'t>,
    settings: SourceLine<'t>,
}

fn split_point(line: SourceLine<'_>) -> Option<PointParts<'_>> {
    let open = line.text.rfind('[')?;
    let name = line.text[..open].trim_end().strip_suffix(':')?;
    let close = line.text[open..].find(']').map(|at| open + at)?;
    Some(PointParts {
        name: line.slice(0..name.len()),
        place: line.slice(open + 1..close),
        settings: line.slice_from(close + 1),
    })
}

/// Reads `Low --> High`.
fn read_axis(axis: SourceLine<'_>) -> QuadrantAxis {
    match axis.split_once("-->") {
        Some((low, high)) => QuadrantAxis { low: low.label(), high: high.label() },
        None => QuadrantAxis { low: axis.label(), high: LabelText::default() },
    }
}

/// Reads `quadrant-1 We should expand`, and returns the position of the quadrant.
fn read_quadrant(line: SourceLine<'_>) -> Result<Option<(usize, LabelText)>, DiagramIssue> {
    let (word, label) = line.first_word();
    let Some(number) = word.text.strip_prefix("quadrant-") else { return Ok(None) };
    match number.parse::<usize>() {
        Ok(number @ 1..=4) => Ok(Some((number - 1, label.label()))),
        _ => {
            let help = "write `quadrant-1` (top right) to `quadrant-4` (bottom right)";
            Err(word.syntax_error(format!("there is no `{}`", word.excerpt()), help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::drawing::DiagramColour;
    use super::*;

    fn read(text: &str) -> (QuadrantDiagram, DiagramSource<'_>) {
        let mut source = DiagramSource::read(text);
        (parse_quadrant(&mut source).unwrap_or_default(), source)
    }

    fn read_error(text: &str) -> String {
        let (_, source) = read(text);
        assert_eq!(source.issues.len(), 1, "{:?}", source.issues);
        let issue = &source.issues[0];
        format!("{}: {}", issue.message, &text[issue.range.clone()])
    }

    #[test]
    fn points_axes_and_quadrants_are_read() {
        let (chart, source) = read(
            "quadrantChart\n title Reach\n x-axis Low --> High\n y-axis \"Small\"\n\
                 quadrant-1 Expand\n Campaign A: [0.3, 0.6]\n\
                 \"B: [x]\":::big: [0, 1] radius: 12, color: #ff3300\n\
                 classDef big color: #000000, radius : 8, stroke-width: 5px, stroke-color: #10f0f0",
        );
        assert_eq!(source.issues, []);
        assert_eq!(chart.x_axis.high.content, "High");
        assert_eq!(chart.y_axis.low.content, "Small");
        assert_eq!(chart.quadrants[0].content, "Expand");
        assert_eq!(chart.points[0].label.content, "Campaign A");
        let point = &chart.points[1];
        assert_eq!((point.label.content.as_str(), point.x, point.y), ("B: [x]", 0.0, 1.0));
        assert_eq!(point.style.radius, Some(12.0));
        assert_eq!(point.style.fill, Some(DiagramColour(0xff, 0x33, 0)));
        assert!(point.style.has_outline);
    }

    #[test]
    fn errors_say_what_and_where() {
        let error = |line: &str| read_error(&format!("quadrantChart\n{line}"));
        assert_eq!(error("a: [2, 0]"), "`2, 0` is not a place in the chart: 2, 0");
        assert_eq!(error("a: [0.5]"), "`0.5` is not a place in the chart: 0.5");
        assert_eq!(error("quadrant-5 x"), "there is no `quadrant-5`: quadrant-5");
        assert_eq!(error("a:::b: [0, 0]"), "there is no class `b`: b");
        assert_eq!(error("a: [0, 0] size: 3"), "`size: 3` is not a setting of a point: size: 3");
        assert_eq!(error("a: [0, 0] color: xy"), "`xy` is not a colour: xy");
        assert_eq!(error("a: [0, 0] radius: 1e9"), "`1e9` is not a size of a point: 1e9");
        assert_eq!(error("hello"), "`hello` is not a line of a quadrant chart: hello");
        assert_eq!(error(""), "the quadrant chart has no points: quadrantChart");
        let many = "a: [0, 0]\n".repeat(10_000);
        assert_eq!(error(&many), "more than 100 points in a quadrant chart: a: [0, 0]");
    }
}
