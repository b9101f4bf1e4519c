//! A waterfall as series of their own: what is below the bars, and those that go up, go down and
//! are totals, so that a bar whose change is edited has the right colour. A line that is not drawn
//! has the labels, for which bars on top of each other have no place above them.

use std::borrow::Cow;

use super::chart_part::ChartWriter;
use super::waterfall_sheet::WaterfallSheet;
use super::workbook::SHEET_NAME;
use crate::scene::{Colour, EditableChart, EditableSeries, SeriesForm, WaterfallRow};

/// The extensions for labels from cells ([MS-ODRAWXML], 2.24.3).
const NAMESPACE: &str = "http://schemas.microsoft.com/office/drawing/2012/chart";
const LABEL_EXTENSION: &str = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}";
const RANGE_EXTENSION: &str = "{02D57815-91ED-43cb-92C2-25804820EDAC}";
const FIELD_ID: &str = "{6E0D0C52-6C1B-4F0E-9B0E-2A51B3A3F5C1}";

/// The names of the bars that go up and down, in every language.
const NAMES: [&str; 2] = ["+", "\u{2212}"];

/// The index of the line that has the labels, after what is below the bars and three kinds of bars.
pub(super) const LABEL_LINE: usize = 4;

/// Returns a chart as its series are written.
pub(super) fn split_waterfall(chart: &EditableChart) -> Cow<'_, EditableChart> {
    let [below, bars] = chart.series.as_slice() else { return Cow::Borrowed(chart) };
    if chart.changes.is_empty() {
        return Cow::Borrowed(chart);
    }
    let rows = || chart.changes.iter().enumerate();
    // Whether a row has a bar in the series, or none of its kind.
    let series = |name: &str, has_bar: fn(&WaterfallRow) -> Option<bool>| {
        let values = rows().map(|(row, change)| match has_bar(change) {
            Some(true) => bars.value(row),
            Some(false) => Some(0.0),
            None => None,
        });
        let own = rows().filter(|(_, change)| has_bar(change) == Some(true)).map(|(row, _)| row);
        let colours: Vec<(usize, Colour)> =
            own.filter_map(|row| Some((row, bars.ground_at(row)?))).collect();
        let usual = colours.first().map(|(_, colour)| *colour).or(bars.colour);
        EditableSeries {
            name: name.to_owned(),
            values: values.collect(),
            colour: usual,
            row_colours: colours.into_iter().filter(|(_, own)| Some(*own) != usual).collect(),
            labels: Vec::new(),
            ..bars.clone()
        }
    };
    let tops = rows().map(|(row, change)| {
        let (low, height) = (below.value(row).unwrap_or_default(), bars.value(row)?);
        (*change != WaterfallRow::Blank).then_some(low.max(low + height))
    });
    let line = EditableSeries {
        values: tops.collect(),
        form: SeriesForm::Line,
        labels: bars.labels.clone(),
        ..below.clone()
    };
    let all = vec![
        below.clone(),
        series(NAMES[0], |row| row.change().map(|change| change > 0.0)),
        series(NAMES[1], |row| row.change().map(|change| change < 0.0)),
        series(&bars.name, |row| row.is_total().then_some(true)),
        line,
    ];
    let notes = chart.notes.iter().map(|(_, row, text)| (LABEL_LINE, *row, text.clone()));
    Cow::Owned(EditableChart { series: all, notes: notes.collect(), ..chart.clone() })
}

impl ChartWriter<'_> {
    /// Writes the labels of a waterfall: the changes as they are written in their cells.
    pub(super) fn write_waterfall_labels(&mut self) {
        let chart = self.sheet.chart;
        let labels = &chart.series[LABEL_LINE].labels;
        if labels.is_empty() && chart.notes.is_empty() {
            return;
        }
        self.xml.open("c:dLbls", &[]);
        for row in 0..self.sheet.row_count() {
            let label = labels.iter().find(|(own, _)| *own == row).map(|(_, text)| text.as_str());
            let note = chart.notes.iter().find(|(_, own, _)| *own == row);
            if label.is_none() && note.is_none() {
                continue;
            }
            self.xml.open("c:dLbl", &[]);
            self.set("c:idx", row);
            self.xml.open("c:tx", &[]);
            self.xml.open("c:rich", &[]);
            self.xml.empty("a:bodyPr", &[]);
            self.xml.empty("a:lstStyle", &[]);
            if let Some((.., note)) = note {
                self.xml.open("a:p", &[]);
                self.xml.open("a:r", &[]);
                self.write_run_format("a:rPr", chart.look.text, false);
                self.xml.text_element("a:t", note);
                self.xml.close();
                self.xml.close();
            }
            if let Some(label) = label {
                self.xml.open("a:p", &[]);
                self.xml.open("a:fld", &[("id", &FIELD_ID), ("type", &"CELLRANGE")]);
                self.write_run_format("a:rPr", chart.look.text, false);
                self.xml.text_element("a:t", label);
                self.xml.close();
                self.xml.close();
            }
            self.xml.close();
            self.xml.close();
            self.set("c:dLblPos", "t");
            self.write_label_range_flags();
            self.xml.close();
        }
        self.write_text_format(chart.look.text);
        self.set("c:dLblPos", "t");
        self.write_label_range_flags();
        self.xml.close();
    }

    fn write_label_range_flags(&mut self) {
        self.write_shown(&[]);
        self.xml.open("c:extLst", &[]);
        self.xml.open("c:ext", &[("uri", &LABEL_EXTENSION), ("xmlns:c15", &NAMESPACE)]);
        self.set("c15:showDataLabelsRange", "1");
        self.xml.close();
        self.xml.close();
    }

    /// Writes which cells the labels of a waterfall are in.
    pub(super) fn write_label_range(&mut self) {
        let sheet = self.sheet;
        let labels = &sheet.chart.series[LABEL_LINE].labels;
        let Some(waterfall) = WaterfallSheet::new(sheet.chart, sheet.references.len()) else {
            return;
        };
        if labels.is_empty() {
            return;
        }
        let column = waterfall.change_column();
        let last = sheet.row_count() + 1;
        self.xml.open("c:extLst", &[]);
        self.xml.open("c:ext", &[("uri", &RANGE_EXTENSION), ("xmlns:c15", &NAMESPACE)]);
        self.xml.open("c15:datalabelsRange", &[]);
        self.xml.text_element("c15:f", &format!("{SHEET_NAME}!${column}$2:${column}${last}"));
        self.xml.open("c15:dlblRangeCache", &[]);
        self.set("c:ptCount", sheet.row_count());
        for (row, label) in labels {
            self.xml.open("c:pt", &[("idx", row)]);
            self.xml.text_element("c:v", label);
            self.xml.close();
        }
        for _ in 0..4 {
            self.xml.close();
        }
    }
}
