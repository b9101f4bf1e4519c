//! Writes what is at the marks of a chart: values, names and notes.

use super::chart_part::ChartWriter;
use crate::scene::{ChartForm, Colour, SeriesForm, SeriesStacking};

/// The most lines whose names are at their ends, where the format lets them overlap.
const MAX_NAMED_LINES: usize = 4;

/// The most points that are named.
const MAX_NAMED_POINTS: usize = 24;

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
    /// The name of the series.
    SeriesName,
    /// The value.
    Value,
}

impl ChartWriter<'_> {
    /// Returns what is written at the marks of a series.
    pub(super) fn labels_of(&self, index: usize) -> MarkLabels {
        let chart = self.sheet.chart;
        let series = &chart.series[index];
        let is_stacked = chart.stacking != SeriesStacking::None;
        // The labels of areas have no position (MS-OI29500, 2.1.1456).
        let side = (series.form != SeriesForm::Area).then_some("r");
        match series.form {
            _ if series.colour.is_none() => MarkLabels::default(),
            _ if matches!(chart.form, ChartForm::Points | ChartForm::Bubbles) => MarkLabels {
                names: chart.categories.len() <= MAX_NAMED_POINTS && chart.series.len() == 1,
                place: Some("r"),
                ..Default::default()
            },
            SeriesForm::Bar if !self.sheet.has_points() => MarkLabels {
                values: chart.shows_values,
                place: Some(if is_stacked { "ctr" } else { "outEnd" }),
                is_inside: is_stacked,
                ..Default::default()
            },
            SeriesForm::Line | SeriesForm::Area if chart.names_last_value => {
                MarkLabels { last_value: true, place: side, ..Default::default() }
            }
            SeriesForm::Line | SeriesForm::Area if self.names_lines() => {
                MarkLabels { series_name: true, place: side, ..Default::default() }
            }
            _ => MarkLabels::default(),
        }
    }

    /// Whether the names of lines are at their ends.
    pub(super) fn names_lines(&self) -> bool {
        let series = &self.sheet.chart.series;
        (2..=MAX_NAMED_LINES).contains(&series.len())
            && series.iter().all(|series| series.form == SeriesForm::Line)
    }

    pub(super) fn write_labels(&mut self, index: usize, labels: MarkLabels) {
        let chart = self.sheet.chart;
        let is_round = matches!(chart.form, ChartForm::Pie | ChartForm::Ring);
        let notes: Vec<(usize, &str)> = chart
            .notes
            .iter()
            .filter(|(series, ..)| *series == index && !is_round)
            .map(|(_, row, text)| (*row, text.as_str()))
            .collect();
        let is_stacked = chart.stacking != SeriesStacking::None;
        let is_bar = chart.series[index].form == SeriesForm::Bar && !self.sheet.has_points();
        let note_place = match (is_bar, is_stacked) {
            _ if labels.names => Some("r"),
            (true, true) => Some("inEnd"),
            (true, false) => Some("outEnd"),
            (false, _) if chart.series[index].form == SeriesForm::Area => None,
            (false, _) => Some("t"),
        };
        if notes.is_empty() && labels == MarkLabels::default() {
            return;
        }
        self.xml.open("c:dLbls", &[]);
        let last = chart.series[index].values.iter().rposition(Option::is_some);
        let has_note = |row: usize| notes.iter().any(|(other, _)| *other == row);
        let mut rows: Vec<(usize, MarkWords<'_>)> =
            notes.iter().map(|(row, text)| (*row, MarkWords::Words(text))).collect();
        if labels.names {
            let names = chart.categories.iter().enumerate();
            let named = names.filter(|(row, name)| !has_note(*row) && !name.is_empty());
            rows.extend(named.map(|(row, name)| (row, MarkWords::Words(name))));
        }
        let at_last = match (labels.series_name, labels.last_value) {
            (true, _) => Some(MarkWords::SeriesName),
            (_, true) => Some(MarkWords::Value),
            _ => None,
        };
        rows.extend(last.filter(|row| !has_note(*row)).zip(at_last));
        rows.sort_by_key(|(row, _)| *row);
        rows.dedup_by_key(|(row, _)| *row);
        for (row, words) in rows {
            let is_note = matches!(words, MarkWords::Words(_));
            let place = if is_note { note_place } else { labels.place };
            self.write_label(row, words, place);
        }
        let series = &chart.series[index];
        let row_colours = &series.row_colours;
        for row in (0..series.values.len()).filter(|row| labels.is_inside && !has_note(*row)) {
            let own = row_colours.iter().find(|(other, _)| *other == row).map(|(_, it)| *it);
            let sign = series.signs.iter().find(|(other, _)| *other == row).map(|(_, it)| *it);
            if own.is_some() || sign.is_some() {
                self.xml.open("c:dLbl", &[]);
                self.set("c:idx", row);
                self.write_label_look(labels, own.or(series.colour), sign);
                self.xml.close();
            }
        }
        self.write_label_flags(labels, series.colour);
        self.xml.close();
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
        for (flag, is_set) in [
            ("c:showLegendKey", false),
            ("c:showVal", words != MarkWords::SeriesName),
            ("c:showCatName", false),
            ("c:showSerName", words == MarkWords::SeriesName),
            ("c:showPercent", false),
            ("c:showBubbleSize", false),
        ] {
            self.set(flag, u8::from(is_set));
        }
        self.xml.close();
    }

    pub(super) fn write_label_flags(&mut self, labels: MarkLabels, ground: Option<Colour>) {
        self.write_label_look(labels, ground, None);
        if labels.shares && !labels.is_inside {
            self.set("c:showLeaderLines", "1");
        }
    }

    /// Writes what labels say and how they look on marks of the colour `ground`.
    fn write_label_look(&mut self, labels: MarkLabels, ground: Option<Colour>, sign: Option<char>) {
        if labels.values {
            let format = &self.sheet.chart.number_format;
            let format = sign.map_or_else(|| format.clone(), |sign| format!("\"{sign}\"{format}"));
            self.xml.empty("c:numFmt", &[("formatCode", &format), ("sourceLinked", &"0")]);
        }
        if let Some(ground) = ground.filter(|_| labels.is_inside) {
            self.xml.open("c:spPr", &[]);
            self.xml.empty("a:noFill", &[]);
            self.xml.close();
            self.write_text_format(Colour::ink_on(&[ground]));
        }
        if let Some(place) = labels.place.filter(|_| labels.values || labels.shares) {
            self.set("c:dLblPos", place);
        }
        for (flag, is_set) in [
            ("c:showLegendKey", false),
            ("c:showVal", labels.values),
            ("c:showCatName", labels.shares && !labels.is_inside),
            ("c:showSerName", false),
            ("c:showPercent", labels.shares),
            ("c:showBubbleSize", false),
        ] {
            self.set(flag, u8::from(is_set));
        }
        if labels.shares && !labels.is_inside {
            self.xml.text_element("c:separator", "\u{a0}");
        }
    }
}
