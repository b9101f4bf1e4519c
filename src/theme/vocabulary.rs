//! The vocabulary of theme files: all keys with their types and ranges. The types of these tables
//! are in `crate::vocabulary`.
//!
//! A theme sets only what differs from the theme that it extends, so every key is optional.

mod details;
mod pages;
mod type_scale;

pub(super) use self::details::{
    BOX_STYLES, DISC_COLOURS, KICKERS, MOTION, NUMBER_PLACES, RUNNING, TITLES, UNREVEALED_STYLES,
};
use self::details::{COLOURS, QUOTES};
use self::pages::PAGES;
pub(super) use self::pages::{
    BAND, NUMERAL, NUMERAL_STYLES, ORNAMENT, ORNAMENT_SHAPES, PAGE, POINT_LAYOUTS, TEXT_ALIGNS,
    TEXT_PLACES, TITLE_PLACES,
};
pub(super) use self::type_scale::{COLUMNS, TYPE};
use crate::deck::vocabulary::{BRAND, CHECK_MARKS, HYPHENATIONS, MARKERS};
use crate::vocabulary::ValueType::{AnyOf, Boolean, Choice, Keys, List, Number, Word};
use crate::vocabulary::{self, KeyGroup, KeySpec, NumericRange, ValueType, number};

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
    included: &[&BRAND],
    sample: "",
    keys: &[
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
            "titles",
            Keys(&TITLES),
            "Details of titles and of the lines above them.",
            "{ tracking: -0.02, kicker: capitals }",
        ),
        inherited_key("quotes", Keys(&QUOTES), "Details of quotes.", "{ italic: true }"),
        inherited_key("boxes", Choice(&BOX_STYLES), "How cards are drawn.", "outlined"),
        inherited_key(
            "discs",
            Choice(&DISC_COLOURS),
            "The colours of the discs below the icons of cards.",
            "series",
        ),
        inherited_key(
            "steps",
            Choice(&UNREVEALED_STYLES),
            "How items that are not revealed yet are shown on slides with steps.",
            "dim",
        ),
        inherited_key(
            "motion",
            Keys(&MOTION),
            "How pages move in `present` and in an HTML file.",
            "{ transition: push, duration: 0.4, reveal: 0.2 }",
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
        inherited_key(
            "dark",
            Keys(&TONE),
            "What changes in a deck with `tone: dark`.",
            "{ colours: { background: \"#10141C\" } }",
        ),
        inherited_key(
            "light",
            Keys(&TONE),
            "What changes in a deck with `tone: light`.",
            "{ colours: { background: \"#FFFFFF\" } }",
        ),
    ],
};

static TONE: KeyGroup = KeyGroup {
    name: "tone",
    about: "What changes in a light or dark deck.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "colours",
            Keys(&COLOURS),
            "Colours of pages with a normal background.",
            "{ background: \"#10141C\" }",
        )
        .with_aliases(&["colors"]),
        inherited_key(
            "inverse",
            Keys(&COLOURS),
            "Colours of pages and panels with a strong background.",
            "{ background: \"#0A0D13\" }",
        ),
        inherited_key(
            "pages",
            Keys(&PAGES),
            "Style of each kind of page.",
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
        vocabulary::key("quote", Word, "Quotes.", "Source Sans 3")
            .with_default_text("the family of running text"),
        vocabulary::key(
            "label",
            Word,
            "Lines above titles, headers, footers and page numbers.",
            "Source Code Pro",
        )
        .with_default_text("as titles, and as running text in headers and footers"),
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
