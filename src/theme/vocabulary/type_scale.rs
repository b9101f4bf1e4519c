//! The keys of type sizes and of lists in columns.

use super::{SIZES, inherited_key};
use crate::vocabulary::{KeyGroup, number};

pub(in crate::theme) static TYPE: KeyGroup = KeyGroup {
    name: "type",
    about: "Type sizes in points, for a page that is 960 points wide, and sizes relative to them.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "body",
            SIZES,
            "Sizes of running text: sparse slides grow to the largest, full ones shrink to the \
            smallest.",
            "[30, 28, 26, 24, 22, 20, 18, 16]",
        ),
        inherited_key(
            "normal",
            number(4.0, 400.0),
            "Normal size of running text; one of `body`.",
            "24",
        ),
        inherited_key("title", SIZES, "Sizes of slide titles.", "[36, 33, 30, 27, 24]"),
        inherited_key("cover", SIZES, "Sizes of the title of a cover.", "[56, 50, 44, 39, 34, 30]"),
        inherited_key(
            "display",
            SIZES,
            "Sizes of questions, statements and sections.",
            "[50, 44, 39, 34, 30]",
        ),
        inherited_key(
            "heading",
            number(0.5, 4.0),
            "Headings in the body of a slide, relative to running text.",
            "1.08",
        ),
        inherited_key(
            "small",
            number(0.3, 1.0),
            "Captions and credits, relative to running text.",
            "0.75",
        ),
        inherited_key("running", number(4.0, 100.0), "Headers, footers and page numbers.", "15"),
        inherited_key("floor", number(4.0, 100.0), "Minimum size of any text.", "15"),
        inherited_key(
            "stat",
            number(1.0, 8.0),
            "Values of stats, relative to running text.",
            "2.5",
        ),
        inherited_key("quote", number(0.5, 4.0), "Quotes, relative to running text.", "1.25"),
        inherited_key(
            "leading",
            number(0.9, 3.0),
            "Line height, relative to the type size.",
            "1.3",
        ),
        inherited_key(
            "title_leading",
            number(0.9, 3.0),
            "Line height of titles, relative to the type size.",
            "1.14",
        ),
    ],
};

pub(in crate::theme) static COLUMNS: KeyGroup = KeyGroup {
    name: "list_columns",
    about: "When a long list of short items is laid out in two columns.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "below",
            number(0.0, 400.0),
            "Two columns are used before running text becomes smaller than this, in points; 0 \
            for never.",
            "20",
        ),
        inherited_key("items", number(2.0, 100.0), "Minimum number of items.", "6"),
        inherited_key("lines", number(1.0, 20.0), "Maximum number of lines of each item.", "2"),
        inherited_key("width", number(4.0, 100.0), "Minimum width of a column, in em.", "11"),
    ],
};
