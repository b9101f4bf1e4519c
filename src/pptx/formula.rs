//! Writes formulas on lines of their own.

use super::slide::{ObjectName, SlideWriter};
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{ElementId, Item, ItemKind};

use super::shape_geometry::write_shape_properties;

impl SlideWriter<'_, '_> {
    /// Writes a formula as shapes with an alternative text: the outlines of its glyphs.
    pub(super) fn write_formula(
        &mut self,
        xml: &mut Xml,
        formula: ElementId,
        items: &[Item],
    ) -> Option<u32> {
        let shapes: Vec<_> = items
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Text(run) => self.package.outline_run(run),
                ItemKind::Shape(shape) => Some(shape.clone()),
                _ => None,
            })
            .collect();
        let bounds = shapes.iter().map(|shape| shape.bounds()).reduce(Rect::union)?;
        let alt = self.alt_text(Some(formula));
        xml.open("p:grpSp", &[]);
        let name = ObjectName { kind: "Formula", alt: alt.as_deref(), link: None };
        let id = self.write_group_head(xml, &name, bounds);
        for shape in &shapes {
            xml.open("p:sp", &[]);
            xml.open("p:nvSpPr", &[]);
            let part = ObjectName { kind: "Formula part", alt: None, link: None };
            self.write_object_name(xml, &part);
            xml.empty("p:cNvSpPr", &[]);
            xml.empty("p:nvPr", &[]);
            xml.close();
            write_shape_properties(xml, &self.package.scheme, shape);
            xml.close();
        }
        xml.close();
        Some(id)
    }
}
