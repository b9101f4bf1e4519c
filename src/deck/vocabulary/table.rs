//! The keys of tables.

use super::choices::COLUMN_ALIGNMENTS;
use super::values::WHEN;
use crate::vocabulary::ValueType::{AnyOf, Boolean, Choice, File, Keys, Label, List, Text};
use crate::vocabulary::{FileKind, KeyGroup, ValueType, integer, key};

/// A cell of a table.
static CELL_VALUE: ValueType = AnyOf(&[Text, Keys(&TABLE_CELL)]);
/// A row of a table: a list of cells, or a text with `|` between cells.
pub(crate) static ROW_VALUE: ValueType = AnyOf(&[Text, List(&CELL_VALUE)]);

/// The long form of a cell of `table`.
pub static TABLE_CELL: KeyGroup = KeyGroup {
    name: "cell",
    about: "A cell of a table that fills several columns or rows, or has an alignment of its own.",
    included: &[],
    sample: "text: North",
    keys: &[
        key("text", Text, "The text of the cell.", "North"),
        key(
            "across",
            integer(1, 200),
            "The number of columns that the cell fills. Leave out the cells that it covers.",
            "2",
        )
        .with_default("1"),
        key(
            "down",
            integer(1, 20_000),
            "The number of rows that the cell fills. Leave out the cells that it covers in the \
                rows below.",
            "2",
        )
        .with_default("1"),
        key("align", Choice(&COLUMN_ALIGNMENTS), "The alignment of the text.", "centre")
            .with_default_text("that of the column"),
    ],
};

/// The long form of `table`.
pub static TABLE: KeyGroup = KeyGroup {
    name: "table",
    about: "A table with options, or from a CSV file.",
    included: &[],
    sample: "rows: [[Write, 890 µs], [Read, 420 µs]]",
    keys: &[
        key(
            "header",
            AnyOf(&[Text, List(&CELL_VALUE), List(&List(&CELL_VALUE))]),
            "The cells of the header row, or a list of several header rows.",
            "[Step, Time]",
        )
        .with_default_text("the first row of the CSV file; without a file, no header"),
        key(
            "rows",
            List(&ROW_VALUE),
            "The rows, each a list of cells.",
            "- [Write, 890 µs]\n- [Read, 420 µs]",
        ),
        key(
            "csv",
            File(FileKind::Csv),
            "The path of a CSV file to read the rows from. Values are separated by \
                commas, semicolons or tabs.",
            "data.csv",
        ),
        key(
            "align",
            AnyOf(&[Choice(&COLUMN_ALIGNMENTS), List(&Choice(&COLUMN_ALIGNMENTS))]),
            "The alignment of the columns: one value for each column.",
            "[start, end]",
        )
        .with_default("start"),
        key("caption", Text, "The caption of the table.", "Times of one run"),
        key(
            "columns",
            List(&Label),
            "The columns to show, by their headers or numbers, in this order.",
            "[2, 1]",
        )
        .with_default_text("all"),
        key("limit", integer(1, 20_000), "The number of rows to show, from the first.", "10")
            .with_default_text("all"),
        key(
            "highlight",
            AnyOf(&[Label, List(&Label)]),
            "The rows and columns to highlight: headers of columns, first cells of rows, or \
                numbers of rows.",
            "[1]",
        ),
        key(
            "bars",
            AnyOf(&[Boolean, Label, List(&Label)]),
            "The columns that show bars beside their numbers; `true` for all columns of numbers. \
                All bars start at zero. Columns with the same unit have the same scale. Rows in \
                bold type, such as sums, have no bars.",
            "true",
        ),
        key(
            "heat",
            AnyOf(&[Boolean, Label, List(&Label)]),
            "The columns whose cells have a ground the darker the greater their numbers are; \
                `true` for all columns of numbers. Negative numbers have another colour.",
            "[2]",
        ),
        key("steps", Boolean, "Whether to reveal the rows one by one.", "true")
            .with_default("false"),
        key(
            "row_headers",
            Boolean,
            "Whether the first cell of each row is a header, on the page and for screen readers.",
            "true",
        )
        .with_default_text("true if the first header cell is empty and no other first cell is"),
        WHEN,
    ],
};
