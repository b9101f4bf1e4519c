//! The style of tables, which new tables have: rules between rows, and a header in the colour of
//! titles. The cells of a deck have formats of their own.

use super::deck_state::DeckState;
use super::package::PptxPackage;
use super::units::emu;
use super::xml::Xml;
use crate::scene::{Colour, DesignTheme};

/// The id of the style.
pub(super) const TABLE_STYLE_ID: &str = "{7C6E0A11-52B4-4D3E-9F1A-9D1B5C0A7E01}";

/// The widths of rules in pt: between rows, and below the header.
const RULE: f32 = 0.75;
const HEADER_RULE: f32 = 1.5;

/// The parts of a table that have a style, in the order of the format.
const PARTS: [(&str, TableStylePart); 5] = [
    ("a:wholeTbl", TableStylePart::Whole),
    ("a:lastCol", TableStylePart::Column),
    ("a:firstCol", TableStylePart::Column),
    ("a:lastRow", TableStylePart::LastRow),
    ("a:firstRow", TableStylePart::Header),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum TableStylePart {
    Whole,
    Column,
    LastRow,
    Header,
}

/// Adds the styles of tables to the file.
pub(super) fn add_table_styles(
    package: &mut PptxPackage,
    state: &DeckState<'_>,
    design: &DesignTheme,
) {
    let name = if design.name.is_empty() { "plenary" } else { &design.name };
    let colours = design.colours;
    let text = colours.map_or(Colour::BLACK, |colours| colours.text);
    let title = colours.map_or(Colour::BLACK, |colours| colours.title);
    let line = colours.map_or(Colour::BLACK, |colours| colours.line);
    let mut xml = Xml::document();
    let namespace = "http://schemas.openxmlformats.org/drawingml/2006/main";
    xml.open("a:tblStyleLst", &[("xmlns:a", &namespace), ("def", &TABLE_STYLE_ID)]);
    xml.open("a:tblStyle", &[("styleId", &TABLE_STYLE_ID), ("styleName", &name)]);
    for (element, part) in PARTS {
        xml.open(element, &[]);
        let weight: super::xml::Attributes<'_> =
            if part == TableStylePart::Whole { &[] } else { &[("b", &"on")] };
        xml.open("a:tcTxStyle", weight);
        xml.open("a:fontRef", &[("idx", &"minor")]);
        xml.close();
        state.scheme.write(&mut xml, if part == TableStylePart::Header { title } else { text });
        xml.close();
        xml.open("a:tcStyle", &[]);
        xml.open("a:tcBdr", &[]);
        let rules: &[(&'static str, f32, Colour)] = match part {
            TableStylePart::Whole => &[("a:bottom", RULE, line), ("a:insideH", RULE, line)],
            TableStylePart::Column => &[],
            TableStylePart::LastRow => &[("a:top", HEADER_RULE, title)],
            TableStylePart::Header => &[("a:bottom", HEADER_RULE, title)],
        };
        for (side, width, colour) in rules {
            xml.open(side, &[]);
            xml.open("a:ln", &[("w", &emu(*width)), ("cmpd", &"sng")]);
            state.scheme.write_fill(&mut xml, *colour);
            xml.close();
            xml.close();
        }
        xml.close();
        xml.open("a:fill", &[]);
        xml.empty("a:noFill", &[]);
        xml.close();
        xml.close();
        xml.close();
    }
    xml.close();
    xml.close();
    let content_type =
        "application/vnd.openxmlformats-officedocument.presentationml.tableStyles+xml";
    package.add("ppt/tableStyles.xml".into(), content_type, xml.into_bytes());
}
