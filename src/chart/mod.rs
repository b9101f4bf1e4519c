//! Charts: from rows of numbers to bars, lines and labels at their places, and to words. Knows
//! neither slides nor PDF.
//!
//! ```text
//! RawTable ──build_data──▶ ChartData ──▶ Chart ──arrange──▶ ChartDrawing
//!                                          ├──describe──▶ alternative text
//!                                          └──to_table──▶ ChartTable
//! ```
//!
//! A chart is arranged in em of its own text for a room of a certain size; `layout` draws it in the
//! fonts and colours of the deck. `canvas.rs` is the only place where labels are placed: it keeps
//! them apart and inside the room. Every form has a file of its own: `upright.rs` (bars, lines and
//! areas), `sideways.rs` (horizontal bars), `round.rs`, `points.rs`, `histogram.rs`,
//! `multiples.rs`; `names.rs` places the names of series beside their marks.

mod arrange;
mod axis;
mod bars;
mod canvas;
mod date;
mod describe;
mod drawing;
mod format;
mod header;
mod histogram;
mod lines;
mod model;
mod multiples;
mod names;
mod number;
mod overlay;
mod pick;
mod points;
mod round;
mod scale;
mod short_forms;
mod sideways;
mod table;
mod ticks;
mod upright;
mod value_texts;

pub use arrange::{ChartHeights, ChartRoom};
pub use date::DatePrecision;
pub use describe::ChartTable;
pub use drawing::{
    ChartColour, ChartDrawing, ChartLabel, ChartMark, ChartMarkKind, ChartOutline, ChartPanel,
    ChartPart, ChartStroke, Dashes, DrawnScale, DrawnScales, LabelInk,
};
pub use format::{NumberPattern, write_numbers};
pub use model::{
    AxisOptions, CategoryScale, Chart, ChartColourValue, ChartData, ChartKind, ChartNote,
    ChartOptions, LegendPlace, ReferenceLine, Series, SeriesMark, SortOrder, Stacking,
    WaterfallBar,
};
pub(crate) use number::{DecimalSign, parse_number, parse_number_with};
pub use pick::{ColumnNames, DataIssue};
pub use table::{DataOptions, RawTable, build_data};

#[cfg(test)]
mod tests;
