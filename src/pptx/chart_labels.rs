//! Writes what is at the marks of a chart: values, names and notes.

use std::collections::BTreeMap;

use super::chart_part::ChartWriter;
use crate::scene::{
    ChartForm, Colour, PointNameLevel, PointNamePlace, PointNameSide, SeriesForm, SeriesStacking,
};

/// The most lines whose names are at their ends, where the format lets them overlap.
const MAX_NAMED_LINES: usize = 4;

/// How far a name at the corner of a point is above or below it, in em.
const DIAGONAL_EM: f32 = 0.85;

/// How far the words of a line at a value are above it, in em.
const REFERENCE_RISE_EM: f32 = 0.9;

/// What is written at the marks of a series.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct MarkLabels {
    /// The values.
    pub(super) values: bool,
    /// The names of the points.
    pub(super) names: bool,
    /// The name of the series, at its last mark.
    pub(super) series_name: bool,
    /// Its last value, at this mark.
    pub(super) last_value: bool,
    /// The names of the categories, and the shares of the whole.
    pub(super) shares: bool,
    /// Where they are, as the format calls it.
    pub(super) place: Option<&'static str>,
    /// Whether they are on the marks, in an ink that is legible there.
    pub(super) is_inside: bool,
}

/// What is written at one mark.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkWords<'a> {
    /// These words.
    Words(&'a str),
    /// The name of a point, and where it is.
    PointName(&'a str, PointNamePlace),
    /// The name of the series.
    SeriesName,
    /// The value.
    Value,
    /// What is at the other marks, in a look of its own.
    OwnLook,
}

/// Returns words whose lines programs do not break.
fn unbroken(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}

impl ChartWriter<'_> {
    /// Returns what is written at the marks of a series.
    pub(super) fn labels_of(&self, index: usize) -> MarkLabels {
        let chart = self.sheet.chart;
        let series = &chart.series[index];
        let is_stacked = chart.stacking != SeriesStacking::None;
        match series.form {
            _ if series.colour.is_none() || self.is_of_other_panel(index) => MarkLabels::default(),
            _ if matches!(chart.form, ChartForm::Points | ChartForm::Bubbles) => {
                MarkLabels { names: !series.names.is_empty(), ..Default::default() }
            }
            // The labels of a waterfall are above its bars.
            SeriesForm::Bar if !chart.changes.is_empty() => MarkLabels::default(),
            SeriesForm::Bar if !self.sheet.has_points() => MarkLabels {
                values: chart.shows_values,
                place: Some(if is_stacked { "ctr" } else { "outEnd" }),
                is_inside: is_stacked,
                ..Default::default()
            },
            // What is at an area is at the line at its top.
            SeriesForm::Area if !self.sheet.has_points() => MarkLabels::default(),
            SeriesForm::Line | SeriesForm::Area if chart.names_last_value => {
                MarkLabels { last_value: true, place: Some("r"), ..Default::default() }
            }
            SeriesForm::Line | SeriesForm::Area if self.names_lines() => {
                MarkLabels { series_name: true, place: Some("r"), ..Default::default() }
            }
            _ => MarkLabels::default(),
        }
    }

    /// Whether the names of lines are at their ends.
    pub(super) fn names_lines(&self) -> bool {
        let series = &self.sheet.chart.series;
        (2..=MAX_NAMED_LINES).contains(&series.len())
            && self.sheet.chart.panel.is_none()
            && series.iter().all(|series| series.form == SeriesForm::Line)
    }

    /// Writes what is at the marks of a series that is drawn as `form`.
    pub(super) fn write_labels(&mut self, index: usize, form: SeriesForm, labels: MarkLabels) {
        let chart = self.sheet.chart;
        let series = &chart.series[index];
        let is_round = matches!(chart.form, ChartForm::Pie | ChartForm::Ring);
        let last = series.values.iter().rposition(Option::is_some);
        let mut marks: BTreeMap<usize, MarkWords<'_>> = BTreeMap::new();
        if labels.is_inside {
            marks.extend(series.row_colours.iter().map(|(row, _)| (*row, MarkWords::OwnLook)));
        }
        if labels.values {
            marks.extend(series.bold_rows.iter().map(|row| (*row, MarkWords::OwnLook)));
        }
        let at_last = match (labels.series_name, labels.last_value) {
            (true, _) => Some(MarkWords::SeriesName),
            (_, true) => Some(MarkWords::Value),
            _ => None,
        };
        marks.extend(last.zip(at_last));
        if labels.names {
            let name = |row: usize| chart.categories.get(row).map(String::as_str);
            let named = series
                .names
                .iter()
                .filter_map(|(row, place)| Some((*row, MarkWords::PointName(name(*row)?, *place))));
            marks.extend(named);
        }
        // The slices of a circle have no notes on the page, either.
        let notes = chart.notes.iter().filter(|(own, ..)| *own == index && !is_round);
        marks.extend(notes.map(|(_, row, text)| (*row, MarkWords::Words(text))));
        if marks.is_empty() && labels == MarkLabels::default() {
            return;
        }
        self.xml.open("c:dLbls", &[]);
        for (row, words) in marks {
            match words {
                MarkWords::OwnLook => {
                    let ground = series.ground_at(row);
                    self.xml.open("c:dLbl", &[]);
                    self.set("c:idx", row);
                    self.write_label_look(labels, ground, series.bold_rows.contains(&row));
                    self.xml.close();
                }
                MarkWords::Words(_) => {
                    let place = self.place_of_words((index, row), form, labels);
                    self.write_label(row, words, place);
                }
                MarkWords::PointName(name, place) => {
                    self.write_point_name((index, row), (name, place));
                }
                MarkWords::SeriesName | MarkWords::Value => {
                    self.write_label(row, words, labels.place);
                }
            }
        }
        self.write_label_flags(labels, series.colour);
        self.xml.close();
    }

    /// Returns where words are at a mark: the format allows other places for each kind of mark
    /// ([MS-OI29500], 2.1.1456), and none in areas.
    fn place_of_words(
        &self,
        (index, row): (usize, usize),
        form: SeriesForm,
        labels: MarkLabels,
    ) -> Option<&'static str> {
        let chart = self.sheet.chart;
        match form {
            _ if labels.names => labels.place,
            SeriesForm::Bar if !self.sheet.has_points() => {
                let is_stacked = chart.stacking != SeriesStacking::None;
                Some(if is_stacked { "inEnd" } else { "outEnd" })
            }
            SeriesForm::Area if !self.sheet.has_points() => None,
            _ => Some(if self.has_more_above(index, row) { "b" } else { "t" }),
        }
    }

    /// Whether more of the lines around a mark are above it than below it.
    fn has_more_above(&self, index: usize, row: usize) -> bool {
        let series = &self.sheet.chart.series;
        let Some(own) = series[index].value(row) else { return false };
        let rows = [row.checked_sub(1), Some(row + 1)];
        let beside = rows.into_iter().flatten().filter_map(|row| series[index].value(row));
        let others = series.iter().enumerate().filter(|(other, _)| *other != index);
        let others = others.filter_map(|(_, other)| other.value(row));
        let references = self.sheet.references.iter().map(|(value, _)| *value);
        let all: Vec<f64> = beside.chain(others).chain(references).collect();
        let above = all.iter().filter(|other| **other > own).count();
        2 * above > all.len()
    }

    /// Writes the name of a point where it is on the page.
    fn write_point_name(
        &mut self,
        (index, row): (usize, usize),
        (name, place): (&str, PointNamePlace),
    ) {
        let is_bold = self.sheet.chart.series[index].bold_rows.contains(&row);
        let rise = match place.level {
            PointNameLevel::Above => -DIAGONAL_EM,
            PointNameLevel::Middle => 0.0,
            PointNameLevel::Below => DIAGONAL_EM,
        };
        let (side, rise) = match (place.side, place.level) {
            (PointNameSide::Left, _) => ("l", rise),
            (PointNameSide::Right, _) => ("r", rise),
            (PointNameSide::Centre, PointNameLevel::Above) => ("t", 0.0),
            (PointNameSide::Centre, PointNameLevel::Middle) => ("ctr", 0.0),
            (PointNameSide::Centre, PointNameLevel::Below) => ("b", 0.0),
        };
        self.xml.open("c:dLbl", &[]);
        self.set("c:idx", row);
        if rise != 0.0 {
            self.write_label_shift(0.0, rise * self.sheet.chart.look.size / self.size.height);
        }
        self.xml.open("c:tx", &[]);
        match self.sheet.chart.series[index].ground_at(row).filter(|_| side == "ctr") {
            Some(ground) => {
                let ink = Colour::ink_on(&[ground]);
                self.write_words_in(&unbroken(name), (ink, is_bold), "none");
            }
            None => self.write_words(&unbroken(name), is_bold, "none"),
        }
        self.xml.close();
        self.set("c:dLblPos", side);
        self.write_shown(&["c:showVal"]);
        self.xml.close();
    }

    /// Writes how far a label is from its usual place, in shares of the chart.
    fn write_label_shift(&mut self, right: f32, down: f32) {
        self.write_layout(&[], &[("c:x", right), ("c:y", down)]);
    }

    /// Writes the label of one mark.
    pub(super) fn write_label(
        &mut self,
        row: usize,
        words: MarkWords<'_>,
        place: Option<&'static str>,
    ) {
        self.xml.open("c:dLbl", &[]);
        self.set("c:idx", row);
        if let MarkWords::Words(words) = words {
            self.xml.open("c:tx", &[]);
            self.write_rich_text(words);
            self.xml.close();
        }
        if let Some(place) = place {
            self.set("c:dLblPos", place);
        }
        self.write_flags(words);
        self.xml.close();
    }

    fn write_flags(&mut self, words: MarkWords<'_>) {
        let is_name = words == MarkWords::SeriesName;
        self.write_shown(&[if is_name { "c:showSerName" } else { "c:showVal" }]);
    }

    /// Writes which parts of its data a label shows.
    pub(super) fn write_shown(&mut self, shown: &[&str]) {
        for flag in [
            "c:showLegendKey",
            "c:showVal",
            "c:showCatName",
            "c:showSerName",
            "c:showPercent",
            "c:showBubbleSize",
        ] {
            self.set(flag, u8::from(shown.contains(&flag)));
        }
    }

    /// Writes the words of a line at a value above its start, where fewer marks are.
    pub(super) fn write_reference_label(&mut self, words: &str) {
        let chart = self.sheet.chart;
        // Between bars, the line starts in the middle of a category.
        let categories = self.sheet.row_count().max(1) as f32;
        let back = if chart.has_bars() { 0.45 / categories } else { 0.0 };
        let side = if chart.is_rtl { 1.0 } else { -1.0 };
        let up = REFERENCE_RISE_EM * chart.look.size / self.size.height.max(1.0);
        self.xml.open("c:dLbl", &[]);
        self.set("c:idx", "0");
        self.write_label_shift(side * back, -up);
        self.xml.open("c:tx", &[]);
        self.write_words(words, false, "none");
        self.xml.close();
        self.set("c:dLblPos", if chart.is_rtl { "l" } else { "r" });
        self.write_flags(MarkWords::Words(words));
        self.xml.close();
    }

    pub(super) fn write_label_flags(&mut self, labels: MarkLabels, ground: Option<Colour>) {
        self.write_label_look(labels, ground, false);
        if labels.shares && !labels.is_inside {
            self.set("c:showLeaderLines", "1");
        }
    }

    /// Writes what labels say and how they look on marks of the colour `ground`.
    fn write_label_look(&mut self, labels: MarkLabels, ground: Option<Colour>, is_bold: bool) {
        let format = match (labels.values, labels.shares) {
            (true, _) => Some(&self.sheet.chart.number_format),
            (_, true) => self.sheet.share_format.as_ref(),
            _ => None,
        };
        if let Some(format) = format {
            self.xml.empty("c:numFmt", &[("formatCode", format), ("sourceLinked", &"0")]);
        }
        if let Some(ground) = ground.filter(|_| labels.is_inside) {
            self.xml.open("c:spPr", &[]);
            self.xml.empty("a:noFill", &[]);
            self.xml.close();
            self.write_bold_text_format(Colour::ink_on(&[ground]), is_bold);
        } else if is_bold {
            self.write_bold_text_format(self.sheet.chart.look.text, true);
        }
        if let Some(place) = labels.place.filter(|_| labels.values || labels.shares) {
            self.set("c:dLblPos", place);
        }
        let shown = [
            labels.values.then_some("c:showVal"),
            (labels.shares && !labels.is_inside).then_some("c:showCatName"),
            labels.shares.then_some("c:showPercent"),
        ];
        self.write_shown(&shown.into_iter().flatten().collect::<Vec<_>>());
        if labels.shares && !labels.is_inside {
            self.xml.text_element("c:separator", "\u{a0}");
        }
    }
}
