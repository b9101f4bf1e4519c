//! The shapes of boxes: brackets such as `{…}`, and names such as `@{ shape: diam }`.

use crate::diagram::drawing::ShapeKind;

/// The brackets around the words of a box, longest first, and the shapes that they mean.
const BRACKETS: &[(&str, &str, ShapeKind)] = &[
    ("(((", ")))", ShapeKind::DoubleEllipse),
    ("((", "))", ShapeKind::Ellipse),
    ("([", "])", ShapeKind::Stadium),
    ("[[", "]]", ShapeKind::Subroutine),
    ("[(", ")]", ShapeKind::Cylinder),
    ("[/", "/]", ShapeKind::Parallelogram),
    ("[/", "\\]", ShapeKind::Trapezoid),
    ("[\\", "\\]", ShapeKind::ParallelogramLeft),
    ("[\\", "/]", ShapeKind::TrapezoidDown),
    ("{{", "}}", ShapeKind::Hexagon),
    ("[", "]", ShapeKind::Box),
    ("(", ")", ShapeKind::Rounded),
    ("{", "}", ShapeKind::Diamond),
    (">", "]", ShapeKind::Flag),
];

/// The names of shapes.
const NAMES: &[(&[&str], ShapeKind)] = &[
    (&["rect", "proc", "process", "rectangle"], ShapeKind::Box),
    (&["rounded", "event"], ShapeKind::Rounded),
    (&["stadium", "pill", "terminal"], ShapeKind::Stadium),
    (
        &["fr-rect", "framed-rectangle", "subproc", "subprocess", "subroutine"],
        ShapeKind::Subroutine,
    ),
    (&["cyl", "cylinder", "database", "db", "lin-cyl", "disk"], ShapeKind::Cylinder),
    (&["circle", "circ", "sm-circ", "start"], ShapeKind::Ellipse),
    (&["dbl-circ", "double-circle", "fr-circ", "stop"], ShapeKind::DoubleEllipse),
    (&["diam", "decision", "diamond", "question"], ShapeKind::Diamond),
    (&["hex", "hexagon", "prepare"], ShapeKind::Hexagon),
    (&["lean-r", "lean-right", "in-out"], ShapeKind::Parallelogram),
    (&["lean-l", "lean-left", "out-in"], ShapeKind::ParallelogramLeft),
    (&["trap-b", "trapezoid", "trapezoid-bottom", "priority"], ShapeKind::Trapezoid),
    (&["trap-t", "inv-trapezoid", "trapezoid-top", "manual"], ShapeKind::TrapezoidDown),
    (&["odd"], ShapeKind::Flag),
    (&["doc", "document", "notch-rect", "card", "note"], ShapeKind::Note),
    (&["cloud"], ShapeKind::Cloud),
    (&["bang"], ShapeKind::Burst),
];

/// The words of a box in brackets, and what follows the closing bracket.
pub(in crate::diagram) struct BracketedLabel<'t> {
    pub shape: ShapeKind,
    pub label: &'t str,
    pub rest: &'t str,
}

/// Reads the words of a box in brackets; an error is the closing bracket that is missing.
pub(in crate::diagram) fn read_brackets(
    text: &str,
) -> Option<Result<BracketedLabel<'_>, &'static str>> {
    let mut missing = None;
    for (open, close, _) in BRACKETS {
        let Some(inner) = text.strip_prefix(open) else { continue };
        // `[/a\]` and `[/a/]` start alike: the first closing bracket counts.
        let closings = BRACKETS.iter().filter(|(other, ..)| other == open);
        let found = closings.filter_map(|(_, close, shape)| {
            find_close(inner, close).map(|end| (end, close.len(), shape))
        });
        if let Some((end, length, shape)) = found.min_by_key(|(end, ..)| *end) {
            return Some(Ok(BracketedLabel {
                shape: shape.clone(),
                label: &inner[..end],
                rest: &inner[end + length..],
            }));
        }
        missing = missing.or(Some(*close));
    }
    missing.map(Err)
}

/// Returns where the closing bracket is, which may also be a character in quotes.
fn find_close(inner: &str, close: &str) -> Option<usize> {
    let trimmed = inner.trim_start();
    let blank = inner.len() - trimmed.len();
    if let Some(quoted) = trimmed.strip_prefix('"') {
        let end = blank + 1 + quoted.find('"')? + 1;
        let after = inner[end..].len() - inner[end..].trim_start().len();
        return inner[end + after..].starts_with(close).then_some(end + after);
    }
    let end = inner.find(close)?;
    // `[/a/]` is no box of the form `[…]`, and the next line is no part of the label.
    let has_bracket = inner[..end].contains(['[', ']', '{', '}']) && close.len() == 1;
    (!has_bracket).then_some(end)
}

/// Returns the shape with this name.
pub(in crate::diagram) fn find_shape(name: &str) -> Option<ShapeKind> {
    NAMES.iter().find(|(names, _)| names.contains(&name)).map(|(_, shape)| shape.clone())
}
