//! Writes formulas on lines of their own.

use super::body_properties::write_body_properties;
use super::office_math::MATH_NAMESPACE;
use super::run_format::MathFormat;
use super::shape_geometry::{write_preset, write_shape_properties, write_transform};
use super::slide::{ObjectName, SlideWriter};
use super::transition::COMPATIBILITY_NAMESPACE;
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{Colour, ElementId, Item, ItemKind, Paint, Scene, Shape};

/// The namespace of formulas in DrawingML.
const DRAWING_2010: &str = "http://schemas.microsoft.com/office/drawing/2010/main";

/// A namespace that PowerPoint knows since 2016. LibreOffice, which knows the one above, loses
/// formulas in lines of text and distorts others, so it must read the fallback.
const DRAWING_2014: &str = "http://schemas.microsoft.com/office/drawing/2014/main";

/// A formula and how it looks.
struct FormulaBox<'s> {
    mathml: &'s str,
    rect: Rect,
    format: MathFormat,
}

impl<'s> SlideWriter<'_, 's> {
    /// Writes a formula, or a row of it, as Office Math, and as shapes for programs that do not
    /// read it: the outlines of its glyphs.
    pub(super) fn write_formula(
        &mut self,
        xml: &mut Xml,
        (formula, is_whole): (ElementId, bool),
        items: &'s [Item],
    ) -> Option<u32> {
        // The number of a formula is a text after it.
        let is_number =
            |item: &Item| matches!(&item.kind, ItemKind::Text(run) if run.line.is_some());
        let end = items.iter().position(is_number).unwrap_or(items.len());
        let (items, number) = items.split_at(end);
        let shapes = self.package.outline_items(items);
        let rect = shapes.iter().map(|shape| shape.bounds()).reduce(Rect::union)?;
        let alt = self.alt_text(Some(formula));
        let name = ObjectName { kind: "Formula", alt: alt.as_deref(), link: None };
        let math = if is_whole { self.read_formula_box(formula, items, rect) } else { None };
        let id = match math {
            None => self.write_formula_shapes(xml, &name, &shapes, rect),
            Some(math) => self.write_alternatives(
                xml,
                |writer, xml| writer.write_math_box(xml, &name, &math),
                |writer, xml| {
                    writer.write_formula_shapes(xml, &name, &shapes, rect);
                },
            ),
        };
        for object in self.reader.read_items(number, Some(formula)) {
            let step = object.step();
            if let Some(id) = self.write_object(xml, object) {
                self.animation.add_object(id, step);
            }
        }
        Some(id)
    }

    /// Returns what a formula is in Office Math; `None` if only a part of it is on this page, or it
    /// has several colours, which MathML does not tell.
    fn read_formula_box(
        &mut self,
        formula: ElementId,
        items: &[Item],
        rect: Rect,
    ) -> Option<FormulaBox<'s>> {
        let scene: &'s Scene = self.reader.scene;
        let mathml = scene.structure.get(formula).mathml.as_deref()?;
        let is_part = |item: &Item| item.element == Some(formula);
        let slide = self.reader.page.slide;
        let pages = scene.pages.iter().filter(|page| page.slide == slide);
        if pages.filter(|page| page.items.iter().any(is_part)).count() > 1 {
            return None;
        }
        let runs = items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some((run.size, run.colour)),
            _ => None,
        });
        let (size, colour) =
            runs.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((24.0, Colour::BLACK));
        let is_coloured = |item: &Item| match &item.kind {
            ItemKind::Text(run) => run.colour != colour,
            ItemKind::Shape(Shape { fill, stroke, .. }) => {
                let is_other = |paint: &Paint| *paint != Paint::Solid(colour);
                fill.as_ref().is_some_and(is_other)
                    || stroke.as_ref().is_some_and(|stroke| stroke.colour != colour)
            }
            _ => false,
        };
        if items.iter().any(is_coloured) {
            self.package.issues.add_coloured_formula();
            return None;
        }
        let format = MathFormat { size, colour, lang: self.language_of(None, Some(formula)) };
        Some(FormulaBox { mathml, rect, format })
    }

    fn write_math_box(
        &mut self,
        xml: &mut Xml,
        name: &ObjectName<'_>,
        formula: &FormulaBox<'_>,
    ) -> u32 {
        xml.open("p:sp", &[]);
        xml.open("p:nvSpPr", &[]);
        let id = self.write_object_name(xml, name);
        xml.empty("p:cNvSpPr", &[("txBox", &"1")]);
        xml.empty("p:nvPr", &[]);
        xml.close();
        xml.open("p:spPr", &[]);
        write_transform(xml, "a:xfrm", formula.rect);
        write_preset(xml, "rect", &[]);
        xml.empty("a:noFill", &[]);
        xml.close();
        xml.open("p:txBody", &[]);
        write_body_properties(xml, false, "ctr");
        xml.empty("a:lstStyle", &[]);
        xml.open("a:p", &[]);
        xml.empty("a:pPr", &[("algn", &"ctr")]);
        xml.open("a14:m", &[]);
        xml.open("m:oMathPara", &[("xmlns:m", &MATH_NAMESPACE)]);
        xml.open("m:oMathParaPr", &[]);
        xml.empty("m:jc", &[("m:val", &"centerGroup")]);
        xml.close();
        xml.open("m:oMath", &[]);
        self.write_math(xml, formula.mathml, &formula.format);
        for _ in ["m:oMath", "m:oMathPara", "a14:m", "a:p", "p:txBody", "p:sp"] {
            xml.close();
        }
        id
    }

    fn write_formula_shapes(
        &mut self,
        xml: &mut Xml,
        name: &ObjectName<'_>,
        shapes: &[Shape],
        rect: Rect,
    ) -> u32 {
        xml.open("p:grpSp", &[]);
        let id = self.write_group_head(xml, name, rect);
        for shape in shapes {
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
        id
    }

    /// Writes an object with formulas twice: as Office Math, and for programs that do not read it
    /// (ECMA-376, part 3, clause 7). Both have the same id, which is returned.
    pub(super) fn write_alternatives(
        &mut self,
        xml: &mut Xml,
        write_math: impl FnOnce(&mut Self, &mut Xml) -> u32,
        write_fallback: impl FnOnce(&mut Self, &mut Xml),
    ) -> u32 {
        let (first_id, number_field) = (self.next_id, self.number_field);
        xml.open("mc:AlternateContent", &[("xmlns:mc", &COMPATIBILITY_NAMESPACE)]);
        let namespaces: super::xml::Attributes<'_> =
            &[("xmlns:a14", &DRAWING_2010), ("xmlns:a16", &DRAWING_2014), ("Requires", &"a14 a16")];
        xml.open("mc:Choice", namespaces);
        let id = write_math(self, xml);
        xml.close();
        let end = self.next_id;
        (self.next_id, self.number_field) = (first_id, number_field);
        xml.open("mc:Fallback", &[]);
        write_fallback(self, xml);
        xml.close();
        xml.close();
        self.next_id = self.next_id.max(end);
        id
    }
}
