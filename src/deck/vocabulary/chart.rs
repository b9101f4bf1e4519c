//! The keys of charts.

use super::super::chart_block::ChartSteps;
use crate::chart::{ChartKind, LegendPlace, SeriesMark, SortOrder, Stacking};
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice as OneOf, Code, Colour, File, Keys, Label, Labels, List, Number, Prose,
    Text, Word,
};
use crate::vocabulary::{Choice, FileKind, KeyGroup, NumericRange, ValueType, integer, key};

/// Any number.
const ANY_NUMBER: ValueType = Number(NumericRange { min: f32::MIN, max: f32::MAX });

/// `kind` of a chart.
pub static CHART_KINDS: &[Choice<ChartKind>] = &[
    Choice::new(
        "bar",
        ChartKind::Bar,
        &["bars", "column", "columns"],
        "Bars, one for each category; side by side or stacked if there are several series.",
    ),
    Choice::new("line", ChartKind::Line, &["lines"], "Lines, for values over time."),
    Choice::new("area", ChartKind::Area, &["areas"], "Areas, for parts of a whole over time."),
    Choice::new(
        "scatter",
        ChartKind::Scatter,
        &["points", "xy"],
        "Points between two scales, to show how two values depend on each other.",
    ),
    Choice::new(
        "bubble",
        ChartKind::Bubble,
        &["bubbles"],
        "Points whose areas show a third value.",
    ),
    Choice::new("pie", ChartKind::Pie, &[], "A circle divided into shares of a whole."),
    Choice::new(
        "donut",
        ChartKind::Donut,
        &["doughnut", "ring"],
        "A ring divided into shares of a whole, with the sum in the middle.",
    ),
    Choice::new(
        "waterfall",
        ChartKind::Waterfall,
        &["bridge"],
        "Changes that lead from one total to another. The value `total` is the sum so far.",
    ),
    Choice::new("histogram", ChartKind::Histogram, &[], "How often values occur."),
    Choice::new(
        "combined",
        ChartKind::Combined,
        &["combo", "mixed"],
        "Bars and lines together; the last series is the line unless `series` says otherwise.",
    ),
];

/// `stacked` of a chart.
pub static STACKINGS: &[Choice<Stacking>] = &[Choice::new(
    "percent",
    Stacking::Percent,
    &["100%", "share", "shares"],
    "On top of each other, each as a share of the whole.",
)];

/// `legend` of a chart.
pub static LEGEND_PLACES: &[Choice<LegendPlace>] = &[
    Choice::new(
        "auto",
        LegendPlace::Auto,
        &[],
        "Beside the lines and areas if the names fit there, otherwise above the chart.",
    ),
    Choice::new("top", LegendPlace::Top, &["above"], "Above the chart."),
    Choice::new("right", LegendPlace::Right, &[], "At the right of the chart, if they fit there."),
    Choice::new("none", LegendPlace::None, &["off", "false"], "Nowhere."),
];

/// `sort` of a chart.
pub static SORT_ORDERS: &[Choice<SortOrder>] = &[
    Choice::new("descending", SortOrder::Descending, &["desc", "down"], "The largest value first."),
    Choice::new("ascending", SortOrder::Ascending, &["asc", "up"], "The smallest value first."),
];

/// `steps` of a chart.
pub static CHART_STEPS: &[Choice<ChartSteps>] = &[
    Choice::new("series", ChartSteps::Series, &[], "One series after the other."),
    Choice::new("categories", ChartSteps::Categories, &[], "One category after the other."),
];

/// `kind` of a series.
pub static SERIES_MARKS: &[Choice<SeriesMark>] = &[
    Choice::new("bar", SeriesMark::Bar, &["bars", "column"], "Bars."),
    Choice::new("line", SeriesMark::Line, &["lines"], "A line."),
    Choice::new("area", SeriesMark::Area, &["areas"], "An area."),
];

/// `axis` of a series.
pub static AXIS_SIDES: &[Choice<bool>] = &[
    Choice::new("left", false, &[], "The scale at the left."),
    Choice::new("right", true, &[], "A scale of its own at the right."),
];

/// One or several names.
static NAMES: ValueType = AnyOf(&[Label, List(&Label)]);

/// A row of data, or a value.
static ROW: ValueType = AnyOf(&[Text, List(&Text), Labels(&Text)]);

/// The values of a category: numbers, nothing, or the word `total`.
static VALUES: ValueType = AnyOf(&[Code, List(&Code), Labels(&Code)]);

/// The long form of `chart`.
pub static CHART: KeyGroup = KeyGroup {
    name: "chart",
    about: "A chart: its kind, its data and options.",
    included: &[],
    sample: "data: [[Step, Before, After, Size], [Write, 890, 610, 3], [Read, 420, 300, 5]]",
    keys: &[
        key("kind", OneOf(&CHART_KINDS), "How the data is drawn.", "line")
            .with_aliases(&["type"])
            .with_default("bar"),
        key(
            "data",
            AnyOf(&[Labels(&VALUES), List(&ROW), Prose]),
            "The data: names with values, or rows with a header row. Missing values are empty or \
                `–`.",
            "{ Q1: 8.1, Q2: 8.9, Q3: 11.2 }",
        ),
        key(
            "csv",
            File(FileKind::Csv),
            "The path of a CSV file to read the data from. Its first row names the columns.",
            "data.csv",
        ),
        key("x", Label, "The column of the categories, or of the first value of points.", "Step")
            .with_default_text("the first column"),
        key("y", NAMES, "The columns to draw, one or a list.", "[Before, After]")
            .with_default_text("all other columns with numbers"),
        key("size", Label, "The column that the areas of bubbles show.", "Size")
            .with_default_text("the third column with numbers"),
        key("group", Label, "The column whose names divide the values into series.", "Step"),
        key("name", Label, "The column with the names of points.", "Step")
            .with_default_text("the first column with text"),
        key("title", Text, "What the chart shows, in bold above it.", "Revenue grew again"),
        key("unit", Text, "The unit of the values.", "million €"),
        key("source", Text, "Where the data comes from, below the chart.", "Annual report"),
        key(
            "highlight",
            NAMES,
            "The category or series to highlight, or a list. The others are grey.",
            "Write",
        ),
        key("horizontal", Boolean, "Whether bars are horizontal.", "true")
            .with_default_text("`true` if the names are too long to be side by side"),
        key(
            "stacked",
            AnyOf(&[Boolean, OneOf(&STACKINGS)]),
            "Whether the series are on top of each other, or `percent` for shares of the whole.",
            "percent",
        )
        .with_default_text("`false`; `true` for areas"),
        key("labels", Boolean, "Whether the values are written at the marks.", "true")
            .with_default_text("where they fit"),
        key("legend", OneOf(&LEGEND_PLACES), "Where the names of the series are.", "top")
            .with_default("auto"),
        key(
            "x_axis",
            AnyOf(&[Text, Keys(&CHART_AXIS)]),
            "The title of the axis of the categories, or its options.",
            "Time, ms",
        ),
        key(
            "y_axis",
            AnyOf(&[Text, Keys(&CHART_AXIS)]),
            "The title of the axis of the values, or its options.",
            "{ title: Time, max: 1000 }",
        ),
        key(
            "right_axis",
            AnyOf(&[Text, Keys(&CHART_AXIS)]),
            "The title of the axis at the right, or its options.",
            "Share, %",
        ),
        key("sort", OneOf(&SORT_ORDERS), "The order of the categories.", "descending")
            .with_default_text("as written; dates and numbers in their own order"),
        key("limit", integer(1, 5000), "How many categories are shown.", "10"),
        key(
            "reference",
            AnyOf(&[ANY_NUMBER, Keys(&CHART_REFERENCE), List(&REFERENCE_VALUE)]),
            "A line at a value, such as a target: the value, or `value` and `label`; or a list.",
            "{ value: 500, label: Target }",
        ),
        key(
            "notes",
            List(&Keys(&CHART_NOTE)),
            "Notes at categories.",
            "[{ at: Write, text: A new disk }]",
        ),
        key(
            "series",
            List(&SERIES_VALUE),
            "The series: names of columns, or keys such as `y`, `kind`, `axis` and `colour`.",
            "[Before, { y: After, kind: line }]",
        ),
        key("format", Word, "How values are written, as in a spreadsheet.", "\"0.0\"")
            .with_default_text("with as many decimals as the data needs"),
        key(
            "colours",
            List(&Colour),
            "The colours of the series: names of colours of the theme, or `#rrggbb`.",
            "[accent, \"#204080\"]",
        )
        .with_aliases(&["colors"])
        .with_default_text("made from the colours of the theme"),
        key("multiples", Boolean, "Whether every series has a small chart of its own.", "true")
            .with_default_text("`true` for more than eight lines or six series of bars"),
        key("bins", integer(1, 60), "The number of bars of a histogram, about.", "12")
            .with_default_text("chosen from the data"),
        key(
            "alt",
            Text,
            "Alternative text: a description for people who cannot see the chart.",
            "Writing became faster",
        )
        .with_default_text("words made from the data"),
        key("caption", Text, "The caption below the chart.", "Measured on one machine"),
        key(
            "steps",
            AnyOf(&[Boolean, OneOf(&CHART_STEPS)]),
            "Whether to reveal the series, or the categories of a single one, one by one.",
            "series",
        )
        .with_default("false"),
    ],
};

static REFERENCE_VALUE: ValueType = AnyOf(&[ANY_NUMBER, Keys(&CHART_REFERENCE)]);
static SERIES_VALUE: ValueType = AnyOf(&[Label, Keys(&CHART_SERIES)]);

/// An axis of a chart.
pub static CHART_AXIS: KeyGroup = KeyGroup {
    name: "chart_axis",
    about: "An axis of a chart.",
    included: &[],
    sample: "title: Time",
    keys: &[
        key("title", Text, "Its title.", "Time"),
        key("min", ANY_NUMBER, "Its smallest value. Bars always start at zero.", "0")
            .with_default_text("a round number"),
        key("max", ANY_NUMBER, "Its largest value.", "1000").with_default_text("a round number"),
        key("format", Word, "How its numbers are written, as in a spreadsheet.", "\"0.0\""),
        key("log", Boolean, "Whether equal distances are equal factors. Not for bars.", "true")
            .with_default("false"),
    ],
};

/// A line at a value.
pub static CHART_REFERENCE: KeyGroup = KeyGroup {
    name: "chart_reference",
    about: "A line at a value of a chart.",
    included: &[],
    sample: "value: 500",
    keys: &[
        key("value", ANY_NUMBER, "The value.", "500").required(),
        key("label", Text, "Words at the line.", "Target"),
    ],
};

/// A note at a category.
pub static CHART_NOTE: KeyGroup = KeyGroup {
    name: "chart_note",
    about: "A note at a category of a chart.",
    included: &[],
    sample: "at: Write\ntext: A new disk",
    keys: &[
        key("at", Label, "The category.", "Write").required(),
        key("series", Label, "The series, if there are several.", "Before"),
        key("text", Text, "The words.", "A new disk").required(),
    ],
};

/// A series of a chart.
pub static CHART_SERIES: KeyGroup = KeyGroup {
    name: "chart_series",
    about: "A series of a chart.",
    included: &[],
    sample: "y: Before",
    keys: &[
        key("y", Label, "The column, or the name of a series of `data`.", "Before").required(),
        key("name", Text, "The name that is shown.", "Before the change")
            .with_default_text("the heading of the column"),
        key("kind", OneOf(&SERIES_MARKS), "How it is drawn.", "line")
            .with_default_text("the kind of the chart"),
        key("axis", OneOf(&AXIS_SIDES), "The side of its scale.", "right").with_default("left"),
        key("colour", Colour, "Its colour.", "accent")
            .with_aliases(&["color"])
            .with_default_text("made from the colours of the theme"),
    ],
};
