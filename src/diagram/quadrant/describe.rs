//! Says what a quadrant chart shows.

use super::super::describe::is_english;
use super::{QuadrantAxis, QuadrantDiagram, QuadrantPoint};

/// The quadrants in English, in the order of their numbers.
const PLACES: [&str; 4] = ["top right", "top left", "bottom left", "bottom right"];

/// Returns a quadrant chart in words: its axes, and the points of each quadrant.
pub(in crate::diagram) fn describe_quadrant(chart: &QuadrantDiagram, lang: &str) -> String {
    let is_english = is_english(lang);
    let mut sentences = Vec::new();
    for (name, axis) in [("Across", &chart.x_axis), ("Upwards", &chart.y_axis)] {
        let words = axis.words(is_english);
        if !words.is_empty() {
            sentences.push(match is_english {
                true => format!("{name}: {words}."),
                false => format!("{words}."),
            });
        }
    }
    for (number, place) in PLACES.into_iter().enumerate() {
        let name = chart.quadrants[number].to_single_line();
        let points: Vec<String> = chart
            .points
            .iter()
            .filter(|point| point.quadrant() == number)
            .map(|point| format!("{} ({}, {})", point.label.to_single_line(), point.x, point.y))
            .collect();
        let start = match (is_english, name.is_empty()) {
            (true, true) => format!("Quadrant at the {place}"),
            (true, false) => format!("{name} ({place})"),
            (false, _) => name,
        };
        match (points.is_empty(), start.is_empty()) {
            (true, true) => {}
            (true, false) => sentences.push(format!("{start}.")),
            (false, true) => sentences.push(format!("{}.", points.join(", "))),
            (false, false) => sentences.push(format!("{start}: {}.", points.join(", "))),
        }
    }
    sentences.join(" ")
}

impl QuadrantAxis {
    fn words(&self, is_english: bool) -> String {
        let (low, high) = (self.low.to_single_line(), self.high.to_single_line());
        match (low.is_empty(), high.is_empty(), is_english) {
            (false, false, true) => format!("from {low} to {high}"),
            (false, false, false) => format!("{low} → {high}"),
            _ => low + &high,
        }
    }
}

impl QuadrantPoint {
    /// Returns the position of the quadrant that the point is in.
    fn quadrant(&self) -> usize {
        match (self.x >= 0.5, self.y >= 0.5) {
            (true, true) => 0,
            (false, true) => 1,
            (false, false) => 2,
            (true, false) => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::source::DiagramSource;
    use super::super::parse_quadrant;
    use super::*;

    #[test]
    fn points_are_named_by_quadrant() {
        let text = "quadrantChart\n x-axis Low --> High\n quadrant-1 Expand\n\
             A: [0.6, 0.7]\n B: [0.1, 0.2]";
        let chart = parse_quadrant(&mut DiagramSource::read(text)).unwrap();
        assert_eq!(
            describe_quadrant(&chart, "en"),
            "Across: from Low to High. Expand (top right): A (0.6, 0.7). Quadrant at the top left. \
             Quadrant at the bottom left: B (0.1, 0.2). Quadrant at the bottom right."
        );
        assert_eq!(
            describe_quadrant(&chart, "fr"),
            "Low → High. Expand: A (0.6, 0.7). B (0.1, 0.2)."
        );
    }
}
