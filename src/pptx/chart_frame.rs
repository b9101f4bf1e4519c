//! Writes charts that PowerPoint draws, each with a workbook of its data.

use super::animation::ChartBuild;
use super::chart_data::ChartSheet;
use super::chart_layout::CHARACTER_EM;
use super::chart_part::{CHART_NAMESPACE, ChartWriter};
use super::content::PageObject;
use super::package::{PptxPackage, Relationships};
use super::panel_context::written_chart;
use super::shape_geometry::write_transform;
use super::slide::{ObjectName, SlideWriter};
use super::text_box::TextBox;
use super::workbook::{CellFormats, write_workbook};
use super::xml::Xml;
use crate::geometry::Rect;
use crate::scene::{
    CategoryPositions, ChartFigure, ChartForm, ChartStepList, EditableChart, EditableSeries,
    ElementId, Item, ItemKind,
};

const CHART_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// The format code of days in a workbook that has none.
const USUAL_DAY_FORMAT: &str = "yyyy\\-mm\\-dd";

/// The width of what is beside the names in a legend, in em.
const LEGEND_KEY_EM: f32 = 3.0;

/// A chart on a page.
#[derive(Debug)]
pub(super) struct ChartObject<'s> {
    pub(super) figure: ElementId,
    data: &'s ChartFigure,
    /// The rectangles of its charts.
    frames: Vec<Rect>,
    /// The place of its ring.
    ring: Option<PlacedRing>,
    /// Words around its panels, or in its ring.
    words: Vec<TextBox<'s>>,
    /// How shares of the whole are written, as a format code of spreadsheets.
    share_format: Option<String>,
    /// The step at which its first part appears.
    pub(super) step: u16,
}

/// The ring of a chart. Its legend is at its right, which may move it.
#[derive(Clone, Copy, Debug)]
struct PlacedRing {
    /// Its place on the slide.
    rect: Rect,
    /// How far it is from its place on the page.
    moved: f32,
}

impl PlacedRing {
    /// Returns the ring of a chart in a frame that consists of these parts.
    fn new(chart: &EditableChart, frame: Rect, parts: &[PageObject<'_>]) -> Option<Self> {
        let slices = parts.iter().filter_map(|part| match part {
            PageObject::Shape { shape, .. } if shape.fill.is_some() => Some(shape.bounds()),
            _ => None,
        });
        let rect = slices.reduce(Rect::union).filter(|_| chart.form == ChartForm::Ring)?;
        let longest = chart.categories.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        let legend = (longest as f32 * CHARACTER_EM + LEGEND_KEY_EM) * chart.look.size;
        let x = rect.x.min(frame.right() - legend - rect.width).max(frame.x);
        Some(Self { rect: Rect { x, ..rect }, moved: x - rect.x })
    }

    /// Whether a text on the page is in the hole of the ring.
    fn holds(&self, text: Rect) -> bool {
        let centre = self.rect.centre();
        let hole = 0.3 * self.rect.width;
        let text = text.centre();
        (text.x + self.moved - centre.x).abs() < hole && (text.y - centre.y).abs() < hole
    }

    /// Returns its place in shares of its frame.
    fn share_of(&self, frame: Rect) -> Rect {
        let (x, y) = (self.rect.x - frame.x, self.rect.y - frame.y);
        let (width, height) = (frame.width.max(1.0), frame.height.max(1.0));
        Rect::new(x / width, y / height, self.rect.width / width, self.rect.height / height)
    }
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
        let is_outside =
            |rect: Rect| !frames.iter().any(|frame| frame.contains(rect, rect.height * 0.6));
        let ring = match data.charts.as_slice() {
            [chart] => PlacedRing::new(chart, all, parts),
            _ => None,
        };
        let size_name = match data.charts.as_slice() {
            [EditableChart { sizes: Some((name, _)), .. }] if !name.is_empty() => Some(name),
            _ => None,
        };
        let is_word = |text: &TextBox<'_>| match (&ring, size_name) {
            (Some(ring), _) => ring.holds(text.rect),
            (_, Some(name)) => *text.paragraphs[0].text == **name,
            _ => frames.len() > 1 && is_outside(text.rect),
        };
        let texts = parts.iter().filter_map(|part| match part {
            PageObject::Paragraph(paragraph) => Some(TextBox::new(vec![paragraph.clone()])),
            _ => None,
        });
        let mut words: Vec<TextBox<'s>> = texts.filter(is_word).collect();
        let moved = ring.map_or(0.0, |ring| ring.moved);
        for text in &mut words {
            text.rect = text.rect.moved_by(moved, 0.0);
            text.paragraphs.iter_mut().for_each(|it| it.column.left += moved);
        }
        let share_format = share_format(parts);
        Some(Self { figure, data, frames, ring, words, share_format, step })
    }
}

/// Returns the sheet of a chart in a frame.
fn sheet_of<'c>(
    chart: &'c EditableChart,
    (frame, ring, share_format): (Rect, Option<PlacedRing>, Option<&str>),
) -> ChartSheet<'c> {
    let mut sheet = ChartSheet::new(chart);
    sheet.ring = ring.map(|ring| ring.share_of(frame));
    sheet.share_format = share_format.map(str::to_owned);
    sheet
}

/// Returns how the shares in a drawing are written, as a format code: with as many decimals, and
/// the space before the sign.
fn share_format(parts: &[PageObject<'_>]) -> Option<String> {
    let texts = parts.iter().filter_map(|part| match part {
        PageObject::Paragraph(paragraph) => Some(&*paragraph.text),
        _ => None,
    });
    let formats = texts.filter_map(|text| {
        let (before, _) = text.split_once('%')?;
        let number = before.trim_end();
        let space = &before[number.len()..];
        let digits = number.chars().rev().take_while(char::is_ascii_digit).count();
        let rest = &number[..number.len() - digits];
        let has_decimals = digits > 0 && rest.ends_with(['.', ',']);
        let is_decimal =
            has_decimals && rest[..rest.len() - 1].ends_with(|c: char| c.is_ascii_digit());
        let decimals = if is_decimal { digits } else { 0 };
        let point = if decimals > 0 { "." } else { "" };
        let space = if space.is_empty() { String::new() } else { format!("\"{space}\"") };
        (digits > 0).then(|| format!("0{point}{}{space}%", "0".repeat(decimals)))
    });
    formats.max_by_key(String::len)
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
        let ChartObject { figure, data, frames, ring, words, share_format, step } = chart;
        let share_format = share_format.as_deref();
        let alt = self.alt_text(Some(figure));
        if data.steps.is_some() {
            self.write_words(xml, words, step);
            for (index, frame) in frames.into_iter().enumerate() {
                let chart = &*written_chart(&data.charts, index);
                let name = chart.panel.as_ref().map(|panel| panel.name.clone());
                let alt = if index == 0 { alt.clone() } else { name };
                let sheet = sheet_of(chart, (frame, ring, share_format));
                if let Some(id) = self.write_chart_frame(xml, &sheet, frame, alt.as_deref()) {
                    self.animate_chart(id, data, (index, &sheet));
                }
            }
            return None;
        }
        if let ([_], [frame], true) = (data.charts.as_slice(), frames.as_slice(), words.is_empty())
        {
            let chart = &*written_chart(&data.charts, 0);
            let sheet = sheet_of(chart, (*frame, ring, share_format));
            return self.write_chart_frame(xml, &sheet, *frame, alt.as_deref());
        }
        let bounds = frames.iter().copied().reduce(Rect::union)?;
        let bounds = words.iter().map(|text| text.rect).fold(bounds, Rect::union);
        xml.open("p:grpSp", &[]);
        let name = ObjectName { kind: "Charts", alt: alt.as_deref(), link: None };
        let id = self.write_group_head(xml, &name, bounds);
        for (index, frame) in frames.into_iter().enumerate() {
            let chart = &*written_chart(&data.charts, index);
            let name = chart.panel.as_ref().map(|panel| panel.name.as_str());
            let sheet = sheet_of(chart, (frame, ring, share_format));
            self.write_chart_frame(xml, &sheet, frame, name);
        }
        for text in words {
            self.write_text_box(xml, &text, None);
        }
        xml.close();
        Some(id)
    }

    fn write_words(&mut self, xml: &mut Xml, words: Vec<TextBox<'_>>, step: u16) {
        for text in words {
            let id = self.write_text_box(xml, &text, None);
            self.animation.add_object(id, step);
        }
    }

    /// Notes at which steps a frame, that of the chart with this index, or its parts appear.
    fn animate_chart(
        &mut self,
        frame: u32,
        data: &ChartFigure,
        (index, sheet): (usize, &ChartSheet<'_>),
    ) {
        let is_waterfall = !sheet.chart.changes.is_empty();
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
                let edge = sheet.edge.map(|_| (sheet.line_index(), last));
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

    /// Writes a frame with the chart of a sheet. Returns its id.
    fn write_chart_frame(
        &mut self,
        xml: &mut Xml,
        sheet: &ChartSheet<'_>,
        rect: Rect,
        alt: Option<&str>,
    ) -> Option<u32> {
        let chart = sheet.chart;
        let days = match &chart.positions {
            CategoryPositions::Days(_, format) => format,
            _ => USUAL_DAY_FORMAT,
        };
        let formats = CellFormats { days, values: &chart.number_format };
        let workbook = write_workbook(&sheet.rows(), &formats).ok()?;
        // The workbook is the first relationship of a chart.
        let part = ChartWriter::write(sheet, &self.package.scheme, "rId1", rect.size());
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
        if chart.sizes.is_some() {
            self.package.issues.add_substitute(
                "legend for the areas of bubbles",
                "only what they show is written above the chart",
            );
        }
        let has_bold = |series: &EditableSeries| !series.bold_rows.is_empty();
        if chart.series.iter().any(has_bold) && !sheet.has_points() {
            self.package.issues.add_substitute(
                "bold names of single bars",
                "only the values of highlighted bars are bold",
            );
        }
        xml.open("p:graphicFrame", &[]);
        xml.open("p:nvGraphicFramePr", &[]);
        let shape = self.write_object_name(xml, &ObjectName { kind: "Chart", alt, link: None });
        xml.open("p:cNvGraphicFramePr", &[]);
        if chart.panel.is_none() && sheet.ring.is_none() && chart.sizes.is_none() {
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
