//! The vocabulary of theme files: all keys with their types and ranges. The types of these tables
//! are in `crate::vocabulary`.
//!
//! A theme sets only what differs from the theme that it extends, so every key is optional.

mod pages;

use self::pages::PAGES;
pub(super) use self::pages::{BAND, ORNAMENT, ORNAMENT_SHAPES, PAGE};
use crate::deck::vocabulary::{CHECK_MARKS, HYPHENATIONS, MARKERS};
use crate::show::UnrevealedStyle;
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, Colour, File, Keys, List, Number, Word,
};
use crate::vocabulary::{self, FileKind, KeyGroup, KeySpec, NumericRange, ValueType, number};

/// Type sizes in pt: one, or several, of which the largest that fits is used.
static SIZES: ValueType = AnyOf(&[number(4.0, 400.0), List(&number(4.0, 400.0))]);

/// A position or length on the page, such as `100% - 40`.
const LENGTH: ValueType = Word;

/// A key whose default is the value in the theme that is extended.
const fn inherited_key(
    name: &'static str,
    value: ValueType,
    about: &'static str,
    example: &'static str,
) -> KeySpec {
    vocabulary::key(name, value, about, example)
        .with_default_text("as in the theme that it extends")
}

/// The keys of a theme file.
pub static THEME: KeyGroup = KeyGroup {
    name: "theme",
    about: "A theme: how a deck looks. It sets only what differs from the theme that it extends.",
    included: &[],
    sample: "",
    keys: &[
        vocabulary::key(
            "extends",
            File(FileKind::Theme),
            "The theme that this one is based on: a built-in theme or a file.",
            "regions",
        )
        .with_default("plain"),
        inherited_key("name", Word, "Name of the theme.", "harbour"),
        inherited_key("fonts", Keys(&FONTS), "Font families.", "{ heading: My Font }"),
        inherited_key("weights", Keys(&WEIGHTS), "Font weights.", "{ title: 700 }"),
        inherited_key(
            "colours",
            Keys(&COLOURS),
            "Colours of pages with a normal background.",
            "{ primary: \"#7A1F3D\", accent: \"#E0A100\" }",
        )
        .with_aliases(&["colors"]),
        inherited_key(
            "inverse",
            Keys(&COLOURS),
            "Colours of pages and panels with a strong background.",
            "{ background: \"#7A1F3D\" }",
        ),
        inherited_key(
            "type",
            Keys(&TYPE),
            "Type sizes.",
            "{ body: [30, 28, 26, 24, 22, 20, 18], normal: 24 }",
        ),
        inherited_key(
            "columns",
            Keys(&COLUMNS),
            "When a long list of short items is laid out in two columns.",
            "{ below: 18 }",
        ),
        inherited_key("space", Keys(&SPACE), "Margins and gaps.", "{ margin_x: 72 }"),
        inherited_key(
            "text",
            Keys(&FILLING),
            "Hyphenation and justification of text.",
            "{ justify: true }",
        ),
        inherited_key(
            "marks",
            Keys(&MARKS),
            "Bullets and checkboxes.",
            "{ bullets: [square, dash], check: cross }",
        ),
        inherited_key(
            "steps",
            Choice(&UNREVEALED_STYLES),
            "How items that are not revealed yet are shown on slides with steps.",
            "dim",
        ),
        inherited_key(
            "running",
            Keys(&RUNNING),
            "Elements repeated on every page.",
            "{ logo: 32, rule: true }",
        ),
        inherited_key(
            "pages",
            Keys(&PAGES),
            "Style of each kind of page. A style that a theme sets replaces the whole style of \
            the theme that it extends.",
            "{ section: { inverse: true } }",
        ),
    ],
};

static FONTS: KeyGroup = KeyGroup {
    name: "fonts",
    about: "Font families by purpose. Use the name that a font file in `fonts/` contains.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("body", Word, "Running text.", "Source Sans 3"),
        inherited_key("heading", Word, "Titles and headings.", "Source Sans 3"),
        inherited_key("mono", Word, "Code.", "Source Code Pro"),
    ],
};

pub(super) static WEIGHTS: KeyGroup = KeyGroup {
    name: "weights",
    about: "Font weights: 400 is regular, 700 is bold.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("body", number(100.0, 1000.0), "Running text.", "400"),
        inherited_key("bold", number(100.0, 1000.0), "`**bold**` text.", "700"),
        inherited_key("title", number(100.0, 1000.0), "Slide titles.", "600"),
        inherited_key("heading", number(100.0, 1000.0), "Headings, labels, card titles.", "600"),
    ],
};

static COLOURS: KeyGroup = KeyGroup {
    name: "colours",
    about: "Colours by purpose. Write each in quotes: `\"#003399\"`.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("background", Colour, "Background of pages.", "\"#FFFFFF\""),
        inherited_key("surface", Colour, "Cards, callouts, table headers.", "\"#F3F4F2\""),
        inherited_key("text", Colour, "Text.", "\"#22262B\""),
        inherited_key(
            "muted",
            Colour,
            "Captions, footers and other secondary text.",
            "\"#5D646D\"",
        ),
        inherited_key("title", Colour, "Slide titles.", "\"#14171A\""),
        inherited_key("bold", Colour, "`**bold**` text.", "\"#14171A\""),
        inherited_key("link", Colour, "Links.", "\"#0B6A62\""),
        inherited_key("primary", Colour, "Labels, numbers, strong backgrounds.", "\"#0F5F58\""),
        inherited_key("on_primary", Colour, "Text on `primary`.", "\"#FFFFFF\""),
        inherited_key("accent", Colour, "Bullets, bars and other accents.", "\"#D9622B\""),
        inherited_key("line", Colour, "Rules and borders.", "\"#D9DCDD\""),
        inherited_key("mark", Colour, "Background of `==marked==` text.", "\"#FFE9A8\""),
        inherited_key("tip", Colour, "Tip callouts.", "\"#1F7A4D\""),
        inherited_key("warning", Colour, "Warning callouts.", "\"#B3401E\""),
        inherited_key(
            "plate",
            Colour,
            "Background of logos that would be hard to see on the page.",
            "\"#FFFFFF\"",
        ),
    ],
};

pub(super) static TYPE: KeyGroup = KeyGroup {
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

pub(super) static COLUMNS: KeyGroup = KeyGroup {
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

pub(super) static SPACE: KeyGroup = KeyGroup {
    name: "space",
    about: "Margins and gaps: in points, for a page that is 960 points wide, or in em (1 em is \
        the size of running text).",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("margin_x", number(0.0, 300.0), "Left and right margin, in points.", "60"),
        inherited_key("margin_top", number(0.0, 200.0), "Top margin, in points.", "46"),
        inherited_key(
            "margin_bottom",
            number(0.0, 200.0),
            "Bottom margin, in points; it contains the footer.",
            "70",
        ),
        inherited_key("gutter", number(0.0, 200.0), "Gap between columns, in points.", "36"),
        inherited_key(
            "title_gap",
            number(0.0, 200.0),
            "Gap between title and body, in points.",
            "24",
        ),
        inherited_key("block", number(0.0, 4.0), "Gap between blocks, in em.", "0.85"),
        inherited_key("paragraph", number(0.0, 4.0), "Gap between paragraphs, in em.", "0.6"),
        inherited_key("item", number(0.0, 4.0), "Gap between list items, in em.", "0.44"),
        inherited_key(
            "nested_item",
            number(0.0, 4.0),
            "Gap between items of nested lists, in em.",
            "0.22",
        ),
        inherited_key(
            "indent",
            number(0.5, 6.0),
            "Indent of the text of list items, in em.",
            "1.05",
        ),
        inherited_key(
            "inset",
            number(0.0, 4.0),
            "Distance between the edge of a box and its content, in em.",
            "0.75",
        ),
        inherited_key("radius", number(0.0, 100.0), "Radius of corners, in points.", "4"),
        inherited_key(
            "tightest",
            number(0.1, 1.0),
            "Factor to which gaps are reduced before type shrinks.",
            "0.55",
        ),
        inherited_key(
            "loosest",
            number(1.0, 10.0),
            "Factor by which gaps may grow on sparse slides.",
            "1.7",
        ),
    ],
};

static FILLING: KeyGroup = KeyGroup {
    name: "filling",
    about: "Hyphenation and justification of text.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "hyphenate",
            Choice(&HYPHENATIONS),
            "When words are hyphenated at the end of a line.",
            "false",
        ),
        inherited_key("justify", Boolean, "Whether text is justified.", "true"),
    ],
};

static MARKS: KeyGroup = KeyGroup {
    name: "marks",
    about: "Bullets and checkboxes.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "bullets",
            AnyOf(&[Choice(&MARKERS), Word, List(&AnyOf(&[Choice(&MARKERS), Word]))]),
            "Bullets by level: names, or up to three characters. Deeper levels use the last one.",
            "[disc, dash, circle]",
        ),
        inherited_key("check", Choice(&CHECK_MARKS), "Mark in a ticked checkbox.", "tick"),
    ],
};

pub(super) static RUNNING: KeyGroup = KeyGroup {
    name: "running",
    about: "Elements repeated on every page.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "logo",
            number(4.0, 200.0),
            "Height of a square logo in the logo strip, in points; other logos have the same \
            optical size.",
            "28",
        ),
        inherited_key(
            "cover_logo",
            number(4.0, 300.0),
            "Height of a square logo on a cover, in points.",
            "46",
        ),
        inherited_key(
            "baseline",
            number(0.0, 200.0),
            "Distance between the middle of the footer line and the bottom edge of the page, in \
            points.",
            "32",
        ),
        inherited_key("rule", Boolean, "Whether there is a rule above the footer line.", "false"),
    ],
};

/// `steps`.
pub(super) static UNREVEALED_STYLES: &[vocabulary::Choice<UnrevealedStyle>] = &[
    vocabulary::Choice::new("hide", UnrevealedStyle::Hidden, &[], "Not shown."),
    vocabulary::Choice::new("dim", UnrevealedStyle::Dimmed, &[], "Dimmed."),
];

/// Returns the range of the number, or of the numbers in the list, with the key `name` in `group`.
pub(super) fn number_range(group: &KeyGroup, name: &str) -> NumericRange<f32> {
    let number = |value: &ValueType| match value {
        Number(range) => Some(*range),
        _ => None,
    };
    let range = group.find_key(name).and_then(|key| match key.value {
        AnyOf(values) => values.iter().find_map(number),
        value => number(&value),
    });
    // All themes are decoded with all keys, so the tests of the built-in themes cover every name.
    range.expect("the key is a number in the vocabulary")
}
