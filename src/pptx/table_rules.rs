//! The rules of tables as borders of their cells.

use super::slide::SlideWriter;
use super::units::emu;
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::Colour;

impl SlideWriter<'_, '_> {
    /// Writes a border of a cell with this width and colour.
    pub(super) fn write_border(
        &mut self,
        xml: &mut Xml,
        name: &'static str,
        rule: Option<(f32, Colour)>,
    ) {
        match rule {
            None => {
                xml.open(name, &[("w", &"0")]);
                xml.empty("a:noFill", &[]);
            }
            Some((width, colour)) => {
                xml.open(name, &[("w", &emu(width)), ("cap", &"flat"), ("cmpd", &"sng")]);
                self.package.scheme.write_fill(xml, colour);
                xml.empty("a:prstDash", &[("val", &"solid")]);
            }
        }
        xml.close();
    }
}

/// Returns the width and the colour of the rule of a cell at a height. A rule may be below some of
/// the columns only.
pub(super) fn find_rule(rules: &[(Rect, Colour)], cell: Rect, y: f32) -> Option<(f32, Colour)> {
    let is_own = |rule: &Rect| {
        let shared = rule.right().min(cell.right()) - rule.x.max(cell.x);
        (rule.y + rule.height / 2.0 - y).abs() < 0.5 && shared > cell.width / 2.0
    };
    let rule = rules.iter().find(|(rule, _)| is_own(rule));
    rule.map(|(rule, colour)| (rule.height, *colour))
}
