//! A chart in words, and its data as a table.

use super::arrange::Arranger;
use super::canvas::Canvas;
use super::format::{NumberLanguage, NumberUse, NumberWriter};
use super::model::{CategoryScale, Chart, ChartKind, Series, Stacking};
use super::value_texts::{UnitUse, ValueTexts};
use crate::diagram::{LabelLook, LabelText, MeasureLabel, is_english, join_words};
use crate::geometry::Size;

/// With at most this many values, all are named.
const MAX_NAMED: usize = 8;
/// The most series that are described one by one.
const MAX_SERIES: usize = 6;
/// The most rows of the table of the data.
const MAX_TABLE_ROWS: usize = 500;

/// The data of a chart as a table: a header, and rows that start with their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartTable {
    /// The headings.
    pub header: Vec<String>,
    /// The rows; missing values are empty.
    pub rows: Vec<Vec<String>>,
}

/// Measures nothing: for words that are not drawn.
struct NoMeasure;

impl MeasureLabel for NoMeasure {
    fn measure_label(&mut self, _: &LabelText, _: f32, _: LabelLook) -> Size {
        Size::default()
    }
}

impl Chart {
    /// Returns the data as a table in the language of the slide.
    pub fn to_table(&self, lang: &str) -> ChartTable {
        let language = NumberLanguage::new(lang);
        self.with_arranger(&language, |arranger| arranger.data_table())
    }

    /// Returns what the chart shows in words, for those who cannot see it.
    pub fn describe(&self, title: &str, lang: &str) -> String {
        let language = NumberLanguage::new(lang);
        self.with_arranger(&language, |arranger| match is_english(lang) {
            true => arranger.describe_in_english(title),
            false => arranger.list_values(title),
        })
    }

    fn with_arranger<T>(
        &self,
        language: &NumberLanguage,
        build: impl FnOnce(&Arranger<'_, '_>) -> T,
    ) -> T {
        let mut measurer = NoMeasure;
        let canvas = Canvas::new(&mut measurer, Size::default());
        build(&Arranger { chart: self, language, canvas, obstacles: Vec::new() })
    }

    fn kind_name(&self) -> &'static str {
        match (self.kind, self.stacking()) {
            (ChartKind::Bar, Stacking::None) => "Bar chart",
            (ChartKind::Bar, _) => "Stacked bar chart",
            (ChartKind::Line, _) => "Line chart",
            (ChartKind::Area, _) => "Area chart",
            (ChartKind::Scatter, _) => "Scatter chart",
            (ChartKind::Bubble, _) => "Bubble chart",
            (ChartKind::Pie, _) => "Pie chart",
            (ChartKind::Donut, _) => "Donut chart",
            (ChartKind::Waterfall, _) => "Waterfall chart",
            (ChartKind::Histogram, _) => "Histogram",
            (ChartKind::Combined, _) => "Chart of bars and lines",
        }
    }
}

impl Arranger<'_, '_> {
    fn data_table(&self) -> ChartTable {
        let data = &self.chart.data;
        let unit = |name: &str| match self.chart.options.unit.as_deref() {
            Some(unit) if name.is_empty() => unit.to_owned(),
            _ => name.to_owned(),
        };
        let mut header = Vec::new();
        let is_points = self.chart.kind.is_points();
        let has_names = !is_points || !data.point_names.is_empty();
        if has_names && !is_points {
            header.push(data.category_name.clone());
        } else if has_names {
            header.push(String::new());
        }
        if is_points {
            header.push(data.category_name.clone());
        }
        header.extend(data.series.iter().map(|series| unit(&series.name)));
        if !data.sizes.is_empty() {
            header.push(data.size_name.clone());
        }
        let names = self.row_names();
        let xs = self.plain_style(data.positions.iter().copied());
        let sizes = self.plain_style(data.sizes.iter().flatten().copied());
        let texts = self.value_texts(UnitUse::Without);
        let count = names.len().min(MAX_TABLE_ROWS);
        let row = |row: usize| {
            let mut cells = Vec::with_capacity(header.len());
            if has_names {
                cells.push(names[row].clone());
            }
            if is_points {
                cells.push(xs.write(data.positions[row]));
            }
            for (index, series) in data.series.iter().enumerate() {
                let text = texts.text(series.values[row], (index, row), series.is_on_right);
                cells.push(text.unwrap_or_default());
            }
            if !data.sizes.is_empty() {
                let size = data.sizes.get(row).copied().flatten();
                cells.push(size.map_or_else(String::new, |size| sizes.write(size)));
            }
            cells
        };
        let rows = (0..count).map(row).collect();
        let is_named = header.iter().any(|name| !name.is_empty());
        ChartTable { header: if is_named { header } else { Vec::new() }, rows }
    }

    fn plain_style(&self, values: impl Iterator<Item = f64> + Clone) -> NumberWriter<'_> {
        NumberWriter::of_values(self.language, values, &NumberUse { pattern: None, unit: None })
    }

    fn describe_in_english(&self, title: &str) -> String {
        let chart = self.chart;
        let names = self.row_names();
        let mut words = chart.kind_name().to_owned();
        if !title.is_empty() {
            words += &format!(": {}", title.trim_end_matches('.'));
        }
        words.push('.');
        if chart.kind.is_points() {
            return words + &self.describe_points();
        }
        let is_range = chart.data.scale != CategoryScale::Names && names.len() > 2;
        if let (true, Some(first), Some(last)) = (is_range, names.first(), names.last()) {
            words += &format!(" From {first} to {last}.");
        }
        let series = &chart.data.series;
        let texts = self.value_texts(UnitUse::With);
        for (index, one) in series.iter().take(MAX_SERIES).enumerate() {
            words.push(' ');
            words += &self.describe_series((index, one), &names, &texts);
        }
        if series.len() > MAX_SERIES {
            let others = series[MAX_SERIES..].iter().map(|series| series.name.clone());
            words += &format!(" Also: {}.", join_words(&others.collect::<Vec<_>>()));
        }
        for reference in &chart.options.references {
            words += &format!(" Line: {}.", self.reference_text(reference));
        }
        words
    }

    /// Names all values of a series, or its ends and extremes.
    fn describe_series(
        &self,
        (index, series): (usize, &Series),
        names: &[String],
        texts: &ValueTexts<'_>,
    ) -> String {
        let write = |(row, value): &(usize, f64)| {
            texts.text(Some(*value), (index, *row), series.is_on_right).unwrap_or_default()
        };
        let values: Vec<(usize, f64)> = series
            .values
            .iter()
            .enumerate()
            .filter_map(|(row, value)| Some((row, value.or_else(|| self.running_total(row))?)))
            .collect();
        let name = match series.name.as_str() {
            "" => String::new(),
            name => format!("{name}: "),
        };
        let (Some(first), Some(last)) = (values.first(), values.last()) else {
            return format!("{name}no values.");
        };
        if values.len() <= MAX_NAMED {
            let all = values.iter().map(|value| format!("{} {}", names[value.0], write(value)));
            return format!("{name}{}.", all.collect::<Vec<_>>().join(", "));
        }
        let lowest = values.iter().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or(first);
        let highest = values.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or(first);
        let at = |value: &(usize, f64)| format!("{} in {}", write(value), names[value.0]);
        let is_histogram = self.chart.kind == ChartKind::Histogram;
        if self.chart.data.scale == CategoryScale::Names || is_histogram {
            let at = |value: &(usize, f64)| format!("{} {}", names[value.0], write(value));
            return format!(
                "{name}{} values, highest {}, lowest {}.",
                values.len(),
                at(highest),
                at(lowest)
            );
        }
        let trend = match (last.1 - first.1) / (highest.1 - lowest.1).max(f64::MIN_POSITIVE) {
            share if share > 0.15 => ("rises", "Rises"),
            share if share < -0.15 => ("falls", "Falls"),
            _ => ("goes", "Goes"),
        };
        let trend = if name.is_empty() { trend.1 } else { trend.0 };
        format!(
            "{name}{trend} from {} to {}; highest {}, lowest {}.",
            write(first),
            write(last),
            at(highest),
            at(lowest)
        )
    }

    fn describe_points(&self) -> String {
        let data = &self.chart.data;
        let xs = self.plain_style(data.positions.iter().copied());
        let ys = self.value_style(false);
        let range = |values: Vec<f64>, style: &NumberWriter<'_>| {
            let min = values.iter().copied().fold(f64::INFINITY, f64::min);
            let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("from {} to {}", style.write(min), style.write(max))
        };
        let name = |name: &str, other: &str| {
            if name.is_empty() { other.to_owned() } else { name.to_owned() }
        };
        let values: Vec<f64> =
            data.series.iter().flat_map(|series| series.values.iter().flatten().copied()).collect();
        let count = values.len();
        let y_title = self.chart.options.y_axis.title.clone().unwrap_or_default();
        let y_name = if data.series.len() == 1 { &data.series[0].name } else { &y_title };
        let mut words = format!(
            " {count} points: {} {}, {} {}.",
            name(&data.category_name, "horizontal"),
            range(data.positions.clone(), &xs),
            name(y_name, "vertical"),
            range(values, &ys)
        );
        if data.series.len() > 1 {
            let groups: Vec<String> =
                data.series.iter().map(|series| series.name.clone()).collect();
            words += &format!(" Groups: {}.", join_words(&groups));
        }
        words
    }

    /// Lists values without sentences, for languages other than English.
    fn list_values(&self, title: &str) -> String {
        let names = self.row_names();
        let data = &self.chart.data;
        let mut parts: Vec<String> = Vec::new();
        if !title.is_empty() {
            parts.push(title.trim_end_matches('.').to_owned());
        }
        parts.extend(self.chart.options.unit.clone());
        let texts = self.value_texts(UnitUse::Without);
        for (index, series) in data.series.iter().take(MAX_SERIES).enumerate() {
            let values = series.values.iter().enumerate();
            let values: Vec<String> = values
                .filter_map(|(row, value)| {
                    let text = texts.text(*value, (index, row), series.is_on_right)?;
                    Some(format!("{} {text}", names[row]))
                })
                .collect();
            let shown = match values.as_slice() {
                [first, .., last] if values.len() > 2 * MAX_NAMED => format!("{first} … {last}"),
                _ => values.join("; "),
            };
            parts.push(if series.name.is_empty() {
                shown
            } else {
                format!("{}: {shown}", series.name)
            });
        }
        parts.extend(self.chart.options.references.iter().map(|line| self.reference_text(line)));
        parts.join(". ") + "."
    }
}
