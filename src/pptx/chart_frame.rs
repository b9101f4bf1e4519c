//! Writes charts that PowerPoint draws, each with a workbook of its data.

use super::chart_data::ChartSheet;
use super::chart_part::{CHART_NAMESPACE, ChartWriter};
use super::package::{PptxPackage, Relationships};
use super::shape_geometry::write_transform;
use super::slide::{ObjectName, SlideWriter};
use super::workbook::write_workbook;
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{CategoryPositions, EditableChart, ElementId};

const CHART_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// The format code of days in a workbook that has none.
const USUAL_DAY_FORMAT: &str = "yyyy\\-mm\\-dd";

/// The charts of the file: the XML of each, and its workbook.
#[derive(Default)]
pub(super) struct ChartStore(Vec<(Vec<u8>, Vec<u8>)>);

impl ChartStore {
    /// Adds the charts to the file.
    pub(super) fn add_to(self, package: &mut PptxPackage) {
        for (index, (xml, workbook)) in self.0.into_iter().enumerate() {
            let number = index + 1;
            let path = format!("ppt/charts/chart{number}.xml");
            package.add(path.clone(), CHART_TYPE, xml);
            let mut relationships = Relationships::default();
            relationships.add("package", format!("../embeddings/workbook{number}.xlsx"));
            package.add_relationships(&path, &relationships);
            package.add_media(format!("ppt/embeddings/workbook{number}.xlsx"), workbook);
        }
    }
}

impl SlideWriter<'_, '_> {
    /// Writes a chart. Returns its id; `None` if its workbook cannot be written.
    pub(super) fn write_chart(
        &mut self,
        xml: &mut Xml,
        figure: ElementId,
        (chart, rect): (&EditableChart, Rect),
    ) -> Option<u32> {
        let sheet = ChartSheet::new(chart);
        let day_format = match &chart.positions {
            CategoryPositions::Days(_, format) => format,
            _ => USUAL_DAY_FORMAT,
        };
        let workbook = write_workbook(&sheet.rows(), day_format).ok()?;
        // The workbook is the first relationship of a chart.
        let part = ChartWriter::write(&sheet, &self.package.scheme, "rId1", rect.size());
        let charts = &mut self.package.charts.0;
        charts.push((part, workbook));
        let target = format!("../charts/chart{}.xml", charts.len());
        let id = self.relationships.add("chart", target);
        if sheet.references.len() < chart.references.len() {
            self.package.issues.add_substitute(
                "lines at values in this kind of chart",
                "draw them over the chart",
            );
        }
        let alt = self.alt_text(Some(figure));
        xml.open("p:graphicFrame", &[]);
        xml.open("p:nvGraphicFramePr", &[]);
        let name = ObjectName { kind: "Chart", alt: alt.as_deref(), link: None };
        let shape = self.write_object_name(xml, &name);
        xml.open("p:cNvGraphicFramePr", &[]);
        xml.empty("a:graphicFrameLocks", &[("noGrp", &"1")]);
        xml.close();
        xml.empty("p:nvPr", &[]);
        xml.close();
        write_transform(xml, "p:xfrm", rect);
        xml.open("a:graphic", &[]);
        xml.open("a:graphicData", &[("uri", &CHART_NAMESPACE)]);
        xml.empty("c:chart", &[("xmlns:c", &CHART_NAMESPACE), ("r:id", &id)]);
        xml.close();
        xml.close();
        xml.close();
        Some(shape)
    }
}
