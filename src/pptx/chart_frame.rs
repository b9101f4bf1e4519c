//! Writes charts that PowerPoint draws, each with a workbook of its data.

use super::animation::ChartBuild;
use super::chart_data::ChartSheet;
use super::chart_part::{CHART_NAMESPACE, ChartWriter};
use super::content::PageObject;
use super::package::{PptxPackage, Relationships};
use super::paragraph::Paragraph;
use super::shape_geometry::write_transform;
use super::slide::{ObjectName, SlideWriter};
use super::text_box::TextBox;
use super::waterfall_chart::split_waterfall;
use super::workbook::{CellFormats, write_workbook};
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{
    CategoryPositions, ChartFigure, ChartStepList, EditableChart, ElementId, Item, ItemKind,
};

const CHART_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// The format code of days in a workbook that has none.
const USUAL_DAY_FORMAT: &str = "yyyy\\-mm\\-dd";

/// A chart on a page.
#[derive(Debug)]
pub(super) struct ChartObject<'s> {
    pub(super) figure: ElementId,
    data: &'s ChartFigure,
    /// The rectangles of its charts.
    frames: Vec<Rect>,
    /// Words around its panels.
    words: Vec<Paragraph<'s>>,
    /// The step at which its first part appears.
    pub(super) step: u16,
}

/// The charts of the file: the XML of each, and its workbook.
#[derive(Default)]
pub(super) struct ChartStore(Vec<(Vec<u8>, Vec<u8>)>);

impl<'s> ChartObject<'s> {
    /// Returns the chart of a figure that is drawn by these items, which are these parts; `None` if
    /// it has none.
    pub(super) fn new<'i>(
        (figure, data): (ElementId, &'s ChartFigure),
        items: impl Iterator<Item = &'i Item>,
        parts: &[PageObject<'s>],
        step: u16,
    ) -> Option<Self> {
        let all = parts.iter().filter_map(PageObject::bounds).reduce(Rect::union)?;
        let shapes = items.filter_map(|item| match &item.kind {
            ItemKind::Shape(shape) => Some(shape.bounds()),
            _ => None,
        });
        let shapes = shapes.reduce(Rect::union).unwrap_or(all);
        let place = |chart: &EditableChart| {
            let share = chart.panel.as_ref()?.frame;
            let (x, y) = (share.x * shapes.width, share.y * shapes.height);
            let (width, height) = (share.width * shapes.width, share.height * shapes.height);
            Some(Rect::new(shapes.x + x, shapes.y + y, width, height))
        };
        let frames: Vec<Rect> =
            data.charts.iter().map(|chart| place(chart).unwrap_or(all)).collect();
        let is_outside = |paragraph: &Paragraph<'_>| {
            let rect = TextBox::new(vec![paragraph.clone()]).rect;
            !frames.iter().any(|frame| frame.contains(rect, rect.height * 0.6))
        };
        let words = parts.iter().filter_map(|part| match part {
            PageObject::Paragraph(paragraph) if is_outside(paragraph) => Some(paragraph.clone()),
            _ => None,
        });
        let words = if frames.len() > 1 { words.collect() } else { Vec::new() };
        Some(Self { figure, data, frames, words, step })
    }
}

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

impl<'s> SlideWriter<'_, 's> {
    /// Writes a chart: a frame, or a group of panels. Returns its id; `None` if its parts appear
    /// one by one, which is noted here, or if its workbook cannot be written.
    pub(super) fn write_chart(&mut self, xml: &mut Xml, chart: ChartObject<'s>) -> Option<u32> {
        let ChartObject { figure, data, frames, words, step } = chart;
        let alt = self.alt_text(Some(figure));
        if data.steps.is_some() {
            self.write_words(xml, words, step);
            for (index, (chart, frame)) in data.charts.iter().zip(frames).enumerate() {
                let name = chart.panel.as_ref().map(|panel| panel.name.clone());
                let alt = if index == 0 { alt.clone() } else { name };
                if let Some(id) = self.write_chart_frame(xml, chart, (frame, alt.as_deref())) {
                    self.animate_chart(id, data, index);
                }
            }
            return None;
        }
        if let ([chart], [frame]) = (data.charts.as_slice(), frames.as_slice()) {
            return self.write_chart_frame(xml, chart, (*frame, alt.as_deref()));
        }
        let bounds = frames.iter().copied().reduce(Rect::union)?;
        let words: Vec<TextBox<'_>> =
            words.into_iter().map(|paragraph| TextBox::new(vec![paragraph])).collect();
        let bounds = words.iter().map(|text| text.rect).fold(bounds, Rect::union);
        xml.open("p:grpSp", &[]);
        let name = ObjectName { kind: "Charts", alt: alt.as_deref(), link: None };
        let id = self.write_group_head(xml, &name, bounds);
        for text in words {
            self.write_text_box(xml, &text, None);
        }
        for (chart, frame) in data.charts.iter().zip(frames) {
            let name = chart.panel.as_ref().map(|panel| panel.name.as_str());
            self.write_chart_frame(xml, chart, (frame, name));
        }
        xml.close();
        Some(id)
    }

    fn write_words(&mut self, xml: &mut Xml, words: Vec<Paragraph<'s>>, step: u16) {
        for paragraph in words {
            let id = self.write_text_box(xml, &TextBox::new(vec![paragraph]), None);
            self.animation.add_object(id, step);
        }
    }

    /// Notes at which steps a frame, that of the chart with this index, or its parts appear.
    fn animate_chart(&mut self, frame: u32, data: &ChartFigure, index: usize) {
        let chart = split_waterfall(&data.charts[index]);
        let is_waterfall = !chart.changes.is_empty();
        let sheet = ChartSheet::new(&chart);
        let series = &sheet.chart.series;
        // What only keeps the bars of a waterfall above zero is not drawn.
        let is_drawn = |index: &usize| *index > 0 || series[*index].colour.is_some();
        let drawn = (0..series.len()).filter(is_drawn);
        match &data.steps {
            Some(ChartStepList::Series(steps)) if data.charts.len() > 1 => {
                let last = steps.last().copied().unwrap_or_default();
                self.animation.add_object(frame, steps.get(index).copied().unwrap_or(last));
            }
            Some(ChartStepList::Series(steps)) => {
                let last = steps.last().copied().unwrap_or_default();
                let edge = sheet.edge.map(|_| (sheet.edge_index(), last));
                // The bars and the labels of a waterfall are series that appear together.
                let rest = if is_waterfall { series.len() } else { 0 };
                let steps = steps.iter().copied().chain(std::iter::repeat_n(last, rest));
                let parts = drawn.zip(steps).chain(edge);
                self.animation.add_chart(frame, ChartBuild::Series, parts);
            }
            Some(ChartStepList::Categories(steps)) => {
                let parts = steps.iter().copied().enumerate();
                self.animation.add_chart(frame, ChartBuild::Categories, parts);
            }
            None => {}
        }
    }

    /// Writes a frame with a chart. Returns its id.
    fn write_chart_frame(
        &mut self,
        xml: &mut Xml,
        chart: &EditableChart,
        (rect, alt): (Rect, Option<&str>),
    ) -> Option<u32> {
        let chart = &*split_waterfall(chart);
        let sheet = ChartSheet::new(chart);
        let days = match &chart.positions {
            CategoryPositions::Days(_, format) => format,
            _ => USUAL_DAY_FORMAT,
        };
        let formats = CellFormats { days, values: &chart.number_format };
        let workbook = write_workbook(&sheet.rows(), &formats).ok()?;
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
        xml.open("p:graphicFrame", &[]);
        xml.open("p:nvGraphicFramePr", &[]);
        let shape = self.write_object_name(xml, &ObjectName { kind: "Chart", alt, link: None });
        xml.open("p:cNvGraphicFramePr", &[]);
        if chart.panel.is_none() {
            xml.empty("a:graphicFrameLocks", &[("noGrp", &"1")]);
        }
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
