//! Bullets, checkboxes and numbers before the items of a list.

use super::paragraph::{Label, LabelKind};
use crate::geometry::Rect;
use crate::scene::{
    ElementId, GlyphRun, ListNumbering, Paint, PathSegment, Role, Shape, Structure,
};

/// Returns the label that a shape is: a bullet or the frame of a checkbox.
pub(super) fn bullet_of_shape(shape: &Shape, list: Option<ElementId>) -> Label {
    let mut characters = shape.actual_text.as_deref().unwrap_or_default().chars();
    let bullet = match (characters.next(), characters.next()) {
        (Some(bullet), None) => bullet,
        // The tick of a section that is done has no frame.
        _ if is_tick(shape) => '✓',
        // A checkbox is read as words; a box that is done is filled.
        _ if shape.fill.is_some() => '☑',
        _ => '☐',
    };
    let colour = match (&shape.fill, &shape.stroke) {
        (Some(Paint::Solid(colour)), _) => Some(*colour),
        (_, Some(stroke)) => Some(stroke.colour),
        _ => None,
    };
    let kind = LabelKind::Bullet(bullet);
    Label { kind, colour, face: None, bounds: shape.bounds(), list }
}

/// Whether a shape is a line with one corner.
fn is_tick(shape: &Shape) -> bool {
    use PathSegment::{Line, Move};
    shape.fill.is_none() && matches!(shape.path.as_slice(), [Move(_), Line(_), Line(_)])
}

/// Returns the label that a run of text is, added to what was read of it before.
pub(super) fn label_of_text(
    structure: &Structure,
    before: Option<Label>,
    run: &GlyphRun,
    list: Option<ElementId>,
) -> Label {
    let left = run.origin.x + run.line.map_or(0.0, |line| line.left.max(-run.origin.x));
    let bounds = Rect::new(left, run.origin.y - run.size, run.width(), run.size);
    let is_first = before.is_none();
    let text = run.shown_text();
    let numbering = list.and_then(|list| match structure.get(list).role {
        Role::List(numbering) => Some(numbering),
        _ => None,
    });
    let kind = match numbering.and_then(|numbering| parse_number(text, numbering)) {
        Some((numbering, number)) if is_first => LabelKind::Number(numbering, number),
        _ => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(bullet), None) if is_first && !bullet.is_alphanumeric() => {
                    LabelKind::Bullet(bullet)
                }
                _ => LabelKind::Text,
            }
        }
    };
    let bounds = before.map_or(bounds, |before| before.bounds.union(bounds));
    Label { kind, colour: Some(run.colour), face: Some(run.face), bounds, list }
}

impl Label {
    /// Returns a checkbox with a mark in it.
    pub(super) fn checked(self) -> Self {
        let kind = match self.kind {
            LabelKind::Bullet('☐') => LabelKind::Bullet('☒'),
            kind => kind,
        };
        Self { kind, ..self }
    }
}

/// Returns the number that a label such as `3.` or `iv.` shows.
fn parse_number(text: &str, numbering: ListNumbering) -> Option<(ListNumbering, u32)> {
    let digits = text.trim().strip_suffix('.')?;
    let number = match numbering {
        ListNumbering::Unordered => return None,
        ListNumbering::Decimal => digits.parse().ok()?,
        ListNumbering::LowerAlpha | ListNumbering::UpperAlpha => parse_letters(digits)?,
        ListNumbering::LowerRoman | ListNumbering::UpperRoman => parse_roman(digits)?,
    };
    (1..=32_767).contains(&number).then_some((numbering, number))
}

fn parse_letters(letters: &str) -> Option<u32> {
    letters.to_ascii_lowercase().bytes().try_fold(0_u32, |value, letter| {
        let digit = letter.is_ascii_lowercase().then(|| u32::from(letter - b'a') + 1)?;
        value.checked_mul(26)?.checked_add(digit)
    })
}

fn parse_roman(numerals: &str) -> Option<u32> {
    let value = |letter: char| match letter.to_ascii_lowercase() {
        'i' => Some(1_u32),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        'd' => Some(500),
        'm' => Some(1000),
        _ => None,
    };
    let values: Vec<u32> = numerals.chars().map(value).collect::<Option<_>>()?;
    let signed = values.iter().enumerate().map(|(index, &own)| {
        let is_before_larger = values.get(index + 1).is_some_and(|&next| next > own);
        if is_before_larger { -i64::from(own) } else { i64::from(own) }
    });
    u32::try_from(signed.sum::<i64>()).ok()
}

/// Returns the name of a numbering.
pub(super) fn numbering_name(numbering: ListNumbering) -> &'static str {
    match numbering {
        ListNumbering::Unordered | ListNumbering::Decimal => "arabicPeriod",
        ListNumbering::LowerAlpha => "alphaLcPeriod",
        ListNumbering::UpperAlpha => "alphaUcPeriod",
        ListNumbering::LowerRoman => "romanLcPeriod",
        ListNumbering::UpperRoman => "romanUcPeriod",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_numbers_of_labels() {
        let read = |text, numbering| parse_number(text, numbering).map(|(_, number)| number);
        assert_eq!(read("12.", ListNumbering::Decimal), Some(12));
        assert_eq!(read("ab.", ListNumbering::LowerAlpha), Some(28));
        assert_eq!(read("XIV.", ListNumbering::UpperRoman), Some(14));
        assert_eq!(read("[3]", ListNumbering::Decimal), None);
        assert_eq!(read("3", ListNumbering::Decimal), None);
    }
}
