//! The formatting of paragraphs, as slides, layouts and the master write it.

use super::colours::ColourScheme;
use super::paragraph::{LabelKind, Paragraph};
use super::read_label::numbering_name;
use super::text_box::label_start;
use super::units::{emu, hundredths};
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{Colour, ColumnAlignment};

/// The most space above a paragraph that the format allows, in hundredths of a pt.
const MAX_SPACE: i64 = 158_400;

/// How a paragraph is placed in its box.
pub(super) struct ParagraphPlace {
    /// The box.
    pub(super) rect: Rect,
    /// Space above it in pt.
    pub(super) space_before: f32,
    /// The number of the first item of its list in the box.
    pub(super) list_start: Option<u32>,
}

/// The formatting of a paragraph, in the units of the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParagraphFormat {
    /// Where the text starts, from the edge of its box.
    pub(super) margin: i64,
    /// Where the label or the first line starts, from there.
    pub(super) indent: i64,
    pub(super) alignment: ColumnAlignment,
    pub(super) is_rtl: bool,
    /// Height of a line; 0 if it is that of the font.
    pub(super) leading: i64,
    pub(super) space_before: i64,
    pub(super) bullet: ParagraphBullet,
}

/// What a program writes before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ParagraphBullet {
    Nothing,
    Character {
        character: char,
        colour: Option<Colour>,
    },
    /// A number, in the typeface if it is not that of titles.
    Number {
        kind: &'static str,
        start: u32,
        colour: Option<Colour>,
        typeface: Option<String>,
    },
}

impl ParagraphFormat {
    /// Returns the formatting of a paragraph whose text has this colour.
    pub(super) fn of(
        paragraph: &Paragraph<'_>,
        place: &ParagraphPlace,
        text_colour: Option<Colour>,
    ) -> Self {
        let column = &paragraph.column;
        let (start, side) = if column.is_rtl {
            (place.rect.right() - column.right(), -1.0)
        } else {
            (column.left - place.rect.x, 1.0)
        };
        let text_start = if column.is_rtl { column.right() } else { column.left };
        let label = label_start(paragraph).map(|label| (label - text_start) * side);
        let indent = label.map_or(-column.hang, |label| label.min(0.0));
        let margin = emu(start + column.hang).max(0);
        Self {
            margin,
            indent: emu(indent).max(-margin),
            alignment: column.alignment,
            is_rtl: column.is_rtl,
            leading: hundredths(column.leading),
            space_before: hundredths(place.space_before).clamp(0, MAX_SPACE),
            bullet: ParagraphBullet::of(paragraph, place.list_start, text_colour),
        }
    }

    /// Opens the element `name` with the formatting, of which it leaves out what is `inherited`.
    pub(super) fn open(
        &self,
        xml: &mut Xml,
        scheme: &ColourScheme,
        (name, level): (&'static str, usize),
        inherited: Option<&Self>,
    ) {
        let differs = |is_equal: fn(&Self, &Self) -> bool| {
            inherited.is_none_or(|inherited| !is_equal(self, inherited))
        };
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        if differs(|own, other| own.margin == other.margin) {
            attributes.push(("marL", &self.margin));
        }
        if level > 0 {
            attributes.push(("lvl", &level));
        }
        if differs(|own, other| own.indent == other.indent) {
            attributes.push(("indent", &self.indent));
        }
        let alignment = alignment_name(self.alignment);
        if differs(|own, other| own.alignment == other.alignment) {
            attributes.push(("algn", &alignment));
        }
        if differs(|own, other| own.is_rtl == other.is_rtl) {
            attributes.push(("rtl", if self.is_rtl { &"1" } else { &"0" }));
        }
        xml.open(name, &attributes);
        if self.leading > 0 && differs(|own, other| own.leading == other.leading) {
            write_points(xml, "a:lnSpc", self.leading);
        }
        if differs(|own, other| own.space_before == other.space_before) {
            write_points(xml, "a:spcBef", self.space_before);
        }
        if inherited.is_none() {
            write_points(xml, "a:spcAft", 0);
        }
        if differs(|own, other| own.bullet == other.bullet) {
            self.bullet.write(xml, scheme);
        }
    }
}

fn write_points(xml: &mut Xml, name: &'static str, hundredths: i64) {
    xml.open(name, &[]);
    xml.empty("a:spcPts", &[("val", &hundredths)]);
    xml.close();
}

impl ParagraphBullet {
    fn of(paragraph: &Paragraph<'_>, start: Option<u32>, text_colour: Option<Colour>) -> Self {
        let Some(label) = paragraph.label.as_ref() else { return Self::Nothing };
        let colour = label.colour.or(text_colour);
        match &label.kind {
            LabelKind::Bullet(character) => Self::Character { character: *character, colour },
            LabelKind::Number(numbering, number) => {
                let (kind, start) = (numbering_name(*numbering), start.unwrap_or(*number));
                Self::Number { kind, start, colour, typeface: None }
            }
            LabelKind::Text => Self::Nothing,
        }
    }

    fn write(&self, xml: &mut Xml, scheme: &ColourScheme) {
        if let Self::Character { colour: Some(colour), .. }
        | Self::Number { colour: Some(colour), .. } = self
        {
            xml.open("a:buClr", &[]);
            scheme.write(xml, *colour);
            xml.close();
        }
        match self {
            Self::Nothing => xml.empty("a:buNone", &[]),
            Self::Character { character, .. } => {
                // Arial has the characters of WGL4, which are on every computer.
                let is_symbol = is_checkbox(*character) || *character == '◆';
                let font = if is_symbol { "Segoe UI Symbol" } else { "Arial" };
                xml.empty("a:buFont", &[("typeface", &font)]);
                xml.empty("a:buChar", &[("char", character)]);
            }
            Self::Number { kind, start, typeface, .. } => {
                let typeface = typeface.as_deref().unwrap_or("+mj-lt");
                xml.empty("a:buFont", &[("typeface", &typeface)]);
                if *start == 1 {
                    xml.empty("a:buAutoNum", &[("type", kind)]);
                } else {
                    xml.empty("a:buAutoNum", &[("type", kind), ("startAt", start)]);
                }
            }
        }
    }
}

/// Whether a character is before an item of a checklist.
pub(super) fn is_checkbox(character: char) -> bool {
    matches!(character, '☐' | '☑' | '☒' | '✓')
}

fn alignment_name(alignment: ColumnAlignment) -> &'static str {
    match alignment {
        ColumnAlignment::Left => "l",
        ColumnAlignment::Centre => "ctr",
        ColumnAlignment::Right => "r",
        ColumnAlignment::Justified => "just",
    }
}
