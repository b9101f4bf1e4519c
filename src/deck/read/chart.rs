//! Reads `chart`: its data (see `chart_data`) and its options.

use std::sync::Arc;

use super::super::block::BlockKind;
use super::super::chart_block::{ChartBlock, ChartSteps};
use super::super::vocabulary::{
    CHART, CHART_KINDS, CHART_STEPS, LEGEND_PLACES, SORT_ORDERS, STACKINGS,
};
use super::ReadContext;
use super::chart_data::{TableSource, read_csv_data, read_inline_data};
use super::chart_parts::{
    SeriesEntry, read_axis, read_colour, read_notes, read_pattern, read_plain, read_references,
    read_series,
};
use crate::chart::{
    AxisOptions, Chart, ChartColourValue, ChartData, ChartKind, ChartNote, ChartOptions,
    ColumnNames, DataIssue, DataOptions, SeriesMark, Stacking, build_data,
};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::{Fields, Node};

/// Reads the value of `chart`.
pub(crate) fn read_chart(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let mut fields = context.reader.read_fields(node, "`chart`", &CHART)?;
    let kind = fields
        .take_value("kind")
        .or_else(|| fields.take_value("type"))
        .map(|node| context.reader.read_choice(node, "`kind`", CHART_KINDS))
        .unwrap_or(Some(ChartKind::Bar));
    let entries = fields.take_value("series").map(|node| read_series(node, context));
    let entries = entries.unwrap_or_default();
    let columns = read_columns(&mut fields, &entries, context);
    let bins = read_count(&mut fields, "bins", 60, context);
    let sort = fields
        .take_value("sort")
        .and_then(|node| context.reader.read_choice(node, "`sort`", SORT_ORDERS));
    let limit = read_count(&mut fields, "limit", 5000, context).map(|limit| limit as usize);
    let source = read_source(&mut fields, node, context);
    let mut take_text = |name: &str| {
        let node = fields.take_value(name)?;
        context.read_text(node, &format!("`{name}`"))
    };
    let (title, source_line) = (take_text("title"), take_text("source"));
    let caption = take_text("caption");
    let alt = fields.take_value("alt").and_then(|node| context.reader.read_text(node, "`alt`"));
    let steps = fields.take_value("steps").map(|node| read_steps(node, context));
    let highlight = fields.take("highlight");
    let notes = fields.take_value("notes").map(|node| read_notes(node, context));
    let mut options = read_options(&mut fields, context);
    options.bins = bins;
    fields.report_unknown_keys(&mut context.reader);

    let (kind, mut source) = (kind?, source?);
    if source.table.header.is_empty() && !entries.is_empty() {
        let names = entries.iter().map(|entry| entry.column.clone());
        source.table.header = std::iter::once(String::new()).chain(names).collect();
    }
    let wanted = DataOptions { columns, sort, limit, bins };
    let (mut data, issues) = build_data(&source.table, kind, &wanted);
    if !report_issues(&issues, &source, context) {
        return None;
    }
    set_series(kind, &entries, &mut data);
    let names = Names { data: &data };
    options.highlight =
        highlight.map(|field| read_highlight(field.value, &names, context)).unwrap_or_default();
    options.notes = notes
        .unwrap_or_default()
        .into_iter()
        .filter_map(|note| {
            let row = names.find_row(&note.at.0, note.at.1, context)?;
            let series =
                note.series.and_then(|(name, span)| names.find_series(&name, span, context));
            Some(ChartNote { row, series, text: note.text })
        })
        .collect();
    report_ignored(kind, &data, &options, node.span, context);
    let many = data.series.len() > 1;
    let steps = match steps.flatten() {
        Some(Some(steps)) => steps,
        Some(None) if many => ChartSteps::Series,
        Some(None) => ChartSteps::Categories,
        None => ChartSteps::None,
    };
    let chart = Arc::new(Chart { kind, data, options });
    let alt = alt.filter(|alt| !alt.trim().is_empty());
    let block = ChartBlock { chart, title, source: source_line, caption, alt, steps };
    Some(BlockKind::Chart(block))
}

/// Reads `data` or `csv`.
fn read_source(
    fields: &mut Fields<'_>,
    node: &Node,
    context: &mut ReadContext,
) -> Option<TableSource> {
    match (fields.take_value("data"), fields.take_value("csv")) {
        (Some(_), Some(file)) => {
            context.reader.report_error(
                Code::CodeAndFile,
                "`chart` has both `data` and `csv`",
                file.span,
                "remove one of them",
            );
            None
        }
        (Some(data), None) => read_inline_data(data, context),
        (None, Some(file)) => read_csv_data(file, context),
        (None, None) => {
            context.reader.report_error(
                Code::MissingKey,
                "`chart` has no `data`",
                node.span.start_point(),
                "write `data: { Q1: 8.1, Q2: 8.9 }`, or `csv:` and the path of a file",
            );
            None
        }
    }
}

/// Reads the names of columns.
fn read_columns(
    fields: &mut Fields<'_>,
    entries: &[SeriesEntry],
    context: &mut ReadContext,
) -> ColumnNames {
    let mut word = |name: &str, context: &mut ReadContext| {
        let node = fields.take_value(name)?;
        context.reader.read_word(node, &format!("`{name}`"))
    };
    let x = word("x", context);
    let (size, group) = (word("size", context), word("group", context));
    let name = word("name", context);
    let y = fields.take_value("y").map(|node| {
        let nodes = context.reader.read_one_or_many(node, "`y`");
        nodes.iter().filter_map(|node| context.reader.read_word(node, "`y`")).collect()
    });
    let of_series = || entries.iter().map(|entry| entry.column.clone()).collect();
    ColumnNames { x, y: y.unwrap_or_else(of_series), size, group, name }
}

fn read_count(
    fields: &mut Fields<'_>,
    name: &str,
    most: u32,
    context: &mut ReadContext,
) -> Option<u32> {
    let node = fields.take_value(name)?;
    context.reader.read_integer(node, &format!("`{name}`"), 1..=most)
}

/// Reads `steps`: `None` for `false`, no kind for `true`.
fn read_steps(node: &Node, context: &mut ReadContext) -> Option<Option<ChartSteps>> {
    let is_choice = |text: &str| CHART_STEPS.iter().any(|choice| choice.has_name(text));
    if node.as_scalar().is_some_and(|scalar| is_choice(&scalar.value)) {
        return context.reader.read_choice(node, "`steps`", CHART_STEPS).map(Some);
    }
    let wanted = "`true`, `false`, `series` or `categories`";
    context.reader.read_boolean_or(node, "`steps`", wanted)?.then_some(None)
}

fn read_options(fields: &mut Fields<'_>, context: &mut ReadContext) -> ChartOptions {
    let mut boolean = |name: &str, context: &mut ReadContext| {
        let node = fields.take_value(name)?;
        context.reader.read_boolean(node, &format!("`{name}`"))
    };
    let horizontal = boolean("horizontal", context);
    let labels = boolean("labels", context);
    let multiples = boolean("multiples", context);
    let mut axis = |name: &str, context: &mut ReadContext| -> AxisOptions {
        let node = fields.take_value(name);
        node.map(|node| read_axis(node, name, context)).unwrap_or_default()
    };
    let x_axis = axis("x_axis", context);
    let y_axis = axis("y_axis", context);
    let right_axis = axis("right_axis", context);
    let stacking = fields.take_value("stacked").and_then(|node| read_stacking(node, context));
    let legend = fields
        .take_value("legend")
        .and_then(|node| context.reader.read_choice(node, "`legend`", LEGEND_PLACES));
    let references = fields.take_value("reference").map(|node| read_references(node, context));
    let unit = fields.take_value("unit").and_then(|node| read_plain(node, "`unit`", context));
    let format = fields.take_value("format").and_then(|node| read_pattern(node, context));
    let colours: Option<Vec<ChartColourValue>> = take_colours(fields).map(|node| {
        let nodes = context.reader.read_one_or_many(node, "`colours`");
        nodes.iter().filter_map(|node| read_colour(node, context)).collect()
    });
    ChartOptions {
        horizontal,
        stacking,
        labels,
        legend: legend.unwrap_or_default(),
        x_axis,
        y_axis,
        right_axis,
        references: references.unwrap_or_default(),
        unit,
        format,
        colours: colours.unwrap_or_default(),
        multiples,
        ..ChartOptions::default()
    }
}

/// Takes `colours`, or `colors`.
fn take_colours<'n>(fields: &mut Fields<'n>) -> Option<&'n Node> {
    fields.take_value("colours").or_else(|| fields.take_value("colors"))
}

fn read_stacking(node: &Node, context: &mut ReadContext) -> Option<Stacking> {
    let is_choice = |text: &str| STACKINGS.iter().any(|choice| choice.has_name(text));
    if node.as_scalar().is_some_and(|scalar| is_choice(&scalar.value)) {
        return context.reader.read_choice(node, "`stacked`", STACKINGS);
    }
    let wanted = "`true`, `false` or `percent`";
    let is_stacked = context.reader.read_boolean_or(node, "`stacked`", wanted)?;
    Some(if is_stacked { Stacking::Stacked } else { Stacking::None })
}

/// Reports what is wrong with the data; returns whether the chart can be drawn.
fn report_issues(issues: &[DataIssue], source: &TableSource, context: &mut ReadContext) -> bool {
    /// More of them would hide other errors.
    const MAX_REPORTED: usize = 10;
    for issue in issues.iter().take(MAX_REPORTED) {
        let (message, help) = issue.describe();
        let span = match issue {
            DataIssue::TextInNumbers { row, text, .. } => source.find_cell(*row, text),
            _ => source.span,
        };
        let code = match issue {
            DataIssue::UnknownColumn { .. } => Code::UnknownChartColumn,
            DataIssue::TooManyRows(_) | DataIssue::TooManySeries(_) => Code::ChartTooLarge,
            DataIssue::IgnoredColumn(_) => Code::IgnoredChartColumn,
            _ => Code::InvalidChartData,
        };
        let diagnostic = if issue.is_warning() {
            Diagnostic::warning(code, message, span)
        } else {
            Diagnostic::error(code, message, span)
        };
        context.reader.diagnostics.push(diagnostic.with_help(help));
    }
    issues.iter().all(DataIssue::is_warning)
}

/// Sets how each series is drawn.
fn set_series(kind: ChartKind, entries: &[SeriesEntry], data: &mut ChartData) {
    let count = data.series.len();
    for (index, series) in data.series.iter_mut().enumerate() {
        series.mark = match kind {
            ChartKind::Line => SeriesMark::Line,
            ChartKind::Area => SeriesMark::Area,
            ChartKind::Combined if index + 1 == count && count > 1 => SeriesMark::Line,
            _ => SeriesMark::Bar,
        };
        let entry = entries.iter().find(|entry| entry.column.eq_ignore_ascii_case(&series.name));
        let Some(entry) = entry.or(entries.get(index).filter(|_| series.name.is_empty())) else {
            continue;
        };
        if let Some(name) = &entry.name {
            series.name.clone_from(name);
        }
        series.mark = entry.mark.unwrap_or(series.mark);
        series.is_on_right = entry.is_on_right;
        series.colour.clone_from(&entry.colour);
    }
    // One series at the right alone is the same as at the left.
    if data.series.iter().all(|series| series.is_on_right) {
        data.series.iter_mut().for_each(|series| series.is_on_right = false);
    }
}

/// The names in the data of a chart.
struct Names<'d> {
    data: &'d ChartData,
}

impl Names<'_> {
    fn find_row(&self, name: &str, span: Span, context: &mut ReadContext) -> Option<usize> {
        let row = self.data.categories.iter().position(|category| category == name);
        if row.is_none() {
            report_unknown_name(name, "category", span, &self.data.categories, context);
        }
        row
    }

    fn find_series(&self, name: &str, span: Span, context: &mut ReadContext) -> Option<usize> {
        let series = self.data.series.iter().position(|series| series.name == name);
        if series.is_none() {
            report_unknown_name(name, "series", span, &self.series_names(), context);
        }
        series
    }

    fn series_names(&self) -> Vec<String> {
        self.data.series.iter().map(|series| series.name.clone()).collect()
    }
}

fn read_highlight(node: &Node, names: &Names<'_>, context: &mut ReadContext) -> Vec<String> {
    let nodes = context.reader.read_one_or_many(node, "`highlight`");
    let mut found = Vec::new();
    for node in nodes {
        let Some(name) = read_plain(node, "`highlight`", context) else { continue };
        let known: Vec<String> =
            names.series_names().into_iter().chain(names.data.categories.clone()).collect();
        if known.contains(&name) {
            found.push(name);
        } else {
            report_unknown_name(&name, "category or series", node.span, &known, context);
        }
    }
    found
}

fn report_unknown_name(
    name: &str,
    what: &str,
    span: Span,
    known: &[String],
    context: &mut ReadContext,
) {
    let message = format!("the chart has no {what} `{name}`");
    let diagnostic = Diagnostic::error(Code::UnknownChartName, message, span);
    let near = find_nearest(name, known.iter().map(String::as_str));
    context.reader.diagnostics.push(match near {
        Some(near) => {
            diagnostic.with_help(format!("did you mean `{near}`?")).with_suggested_edit(span, near)
        }
        None => {
            let listed: Vec<String> = known
                .iter()
                .filter(|name| !name.is_empty())
                .take(8)
                .map(|name| format!("`{name}`"))
                .collect();
            diagnostic.with_help(format!("use one of {}", listed.join(", ")))
        }
    });
}

/// Warns about settings without an effect.
fn report_ignored(
    kind: ChartKind,
    data: &ChartData,
    options: &ChartOptions,
    span: Span,
    context: &mut ReadContext,
) {
    let mut warn = |message: &str, help: &str| {
        let code = Code::IgnoredChartSetting;
        context.reader.report_warning(code, message, span.start_point(), help);
    };
    let chart = Chart { kind, data: data.clone(), options: ChartOptions::default() };
    if chart.has_bars() && options.y_axis.is_log {
        warn(
            "`log` has no effect on bars: they start at zero, which a logarithmic axis does not \
             have",
            "use `kind: line` or `kind: scatter`, or remove `log`",
        );
    }
    let is_below = |value: &f64| *value <= 0.0;
    let has_none = |is_on_right: bool| {
        let own = data.series.iter().filter(|series| series.is_on_right == is_on_right);
        own.flat_map(|series| series.values.iter().flatten()).any(is_below)
    };
    let has_lost = (options.y_axis.is_log && has_none(false) && !chart.has_bars())
        || (options.right_axis.is_log && has_none(true))
        || (options.x_axis.is_log && kind.is_points() && data.positions.iter().any(is_below));
    if has_lost {
        warn(
            "a value of zero or less has no place on a logarithmic axis: it is drawn at its end",
            "leave the value out, or remove `log`",
        );
    }
    let is_round = kind.is_round();
    let is_stackable = matches!(kind, ChartKind::Bar | ChartKind::Area | ChartKind::Combined);
    let has_rows = !is_round && !kind.is_points() && kind != ChartKind::Histogram;
    let has_right_axis = data.series.iter().any(|series| series.is_on_right);
    let ignored = [
        (options.horizontal == Some(true) && kind != ChartKind::Bar, "horizontal", "kind: bar"),
        (options.stacking.is_some() && !is_stackable, "stacked", "kind: bar` or `kind: area"),
        (!options.references.is_empty() && is_round, "reference", "kind: bar"),
        (!options.notes.is_empty() && !has_rows, "notes", "kind: bar` or `kind: line"),
        (options.bins.is_some() && kind != ChartKind::Histogram, "bins", "kind: histogram"),
        (
            options.right_axis != AxisOptions::default() && !has_right_axis,
            "right_axis",
            "series: [{ y: name, axis: right }]",
        ),
    ];
    for (_, name, wanted) in ignored.into_iter().filter(|(is_ignored, ..)| *is_ignored) {
        let what =
            if name == "right_axis" { "without a series at the right" } else { "of this kind" };
        let message = format!("`{name}` has no effect in a chart {what}");
        warn(&message, &format!("write `{wanted}`, or remove `{name}`"));
    }
}
