//! The words of a theme file: every key that it may have, and where its numbers end. How such
//! tables are made is in `crate::vocabulary`.
//!
//! A theme says only what differs from the one that it extends, so every key may be left out.

use super::OrnamentShape;
use crate::deck::vocabulary::{CHECK_MARKS, HYPHENATIONS, MARKERS};
use crate::show::UnrevealedStyle;
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, Colour, File, Keys, List, Number, Word,
};
use crate::vocabulary::{self, FileKind, KeyGroup, KeySpec, NumericRange, ValueType, number};

/// Sizes of type in pt: one, or several from which the largest that fits is taken.
static SIZES: ValueType = AnyOf(&[number(4.0, 400.0), List(&number(4.0, 400.0))]);

/// A place on the page.
const LENGTH: ValueType = Word;

/// A key that the theme below has, so that leaving it out means what that says.
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
    about: "A theme: how a deck looks. It says only what differs from the theme that it extends.",
    included: &[],
    sample: "",
    keys: &[
        vocabulary::key(
            "extends",
            File(FileKind::Theme),
            "The theme that this one changes: a built-in one, or a file.",
            "regions",
        )
        .with_default("plain"),
        inherited_key("name", Word, "The theme's name.", "harbour"),
        inherited_key("fonts", Keys(&FONTS), "The families of type.", "{ heading: My Font }"),
        inherited_key("weights", Keys(&WEIGHTS), "How heavy type is.", "{ title: 700 }"),
        inherited_key(
            "colours",
            Keys(&COLOURS),
            "The colours of ordinary pages.",
            "{ primary: \"#7A1F3D\", accent: \"#E0A100\" }",
        )
        .with_aliases(&["colors"]),
        inherited_key(
            "inverse",
            Keys(&COLOURS),
            "The colours of pages and panels with a strong ground.",
            "{ background: \"#7A1F3D\" }",
        ),
        inherited_key(
            "type",
            Keys(&TYPE),
            "The sizes of type.",
            "{ body: [30, 28, 26, 24, 22, 20, 18], normal: 24 }",
        ),
        inherited_key(
            "columns",
            Keys(&COLUMNS),
            "When a long list of short items is set in two columns.",
            "{ below: 18 }",
        ),
        inherited_key("space", Keys(&SPACE), "White space.", "{ margin_x: 72 }"),
        inherited_key("text", Keys(&FILLING), "How lines of text are filled.", "{ justify: true }"),
        inherited_key(
            "marks",
            Keys(&MARKS),
            "Bullets and checkboxes.",
            "{ bullets: [square, dash], check: cross }",
        ),
        inherited_key(
            "steps",
            Choice(&UNREVEALED_STYLES),
            "How what has not appeared yet is shown on a slide with steps.",
            "dim",
        ),
        inherited_key(
            "running",
            Keys(&RUNNING),
            "What stands on every page.",
            "{ logo: 32, rule: true }",
        ),
        inherited_key(
            "pages",
            Keys(&PAGES),
            "The ground of each kind of page. A kind that is named is replaced whole.",
            "{ section: { inverse: true } }",
        ),
    ],
};

static FONTS: KeyGroup = KeyGroup {
    name: "fonts",
    about: "Families of type by what they are for. A family is the name inside a font file in `fonts/`.",
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
    about: "How heavy type is: 400 is regular, 700 is bold.",
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
    about: "Colours by what they are for, each in quotes: `\"#003399\"`.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("background", Colour, "The page.", "\"#FFFFFF\""),
        inherited_key("surface", Colour, "Cards, callouts, table headers.", "\"#F3F4F2\""),
        inherited_key("text", Colour, "Text.", "\"#22262B\""),
        inherited_key("muted", Colour, "Captions, footers, what steps back.", "\"#5D646D\""),
        inherited_key("title", Colour, "Slide titles.", "\"#14171A\""),
        inherited_key("bold", Colour, "`**bold**` text.", "\"#14171A\""),
        inherited_key("link", Colour, "Links.", "\"#0B6A62\""),
        inherited_key(
            "primary",
            Colour,
            "Labels, numbers, the strong ground of panels.",
            "\"#0F5F58\"",
        ),
        inherited_key("on_primary", Colour, "Text on `primary`.", "\"#FFFFFF\""),
        inherited_key("accent", Colour, "Bullets, bars, what catches the eye.", "\"#D9622B\""),
        inherited_key("line", Colour, "Rules and borders.", "\"#D9DCDD\""),
        inherited_key("mark", Colour, "Behind `==marked==` text.", "\"#FFE9A8\""),
        inherited_key("tip", Colour, "Callouts that advise.", "\"#1F7A4D\""),
        inherited_key("warning", Colour, "Callouts that warn.", "\"#B3401E\""),
        inherited_key(
            "plate",
            Colour,
            "Behind logos, where they need a ground of their own.",
            "\"#FFFFFF\"",
        ),
    ],
};

pub(super) static TYPE: KeyGroup = KeyGroup {
    name: "type",
    about: "Sizes of type in points of a page 960 wide, and what is relative to them.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "body",
            SIZES,
            "Sizes of running text: sparse slides grow to the largest, full ones shrink to the smallest.",
            "[30, 28, 26, 24, 22, 20, 18, 16]",
        ),
        inherited_key(
            "normal",
            number(4.0, 400.0),
            "The size of running text on an ordinary slide; one of `body`.",
            "24",
        ),
        inherited_key("title", SIZES, "Sizes of slide titles.", "[36, 33, 30, 27, 24]"),
        inherited_key("cover", SIZES, "Sizes of the title on a cover.", "[56, 50, 44, 39, 34, 30]"),
        inherited_key(
            "display",
            SIZES,
            "Sizes of questions, statements and sections.",
            "[50, 44, 39, 34, 30]",
        ),
        inherited_key(
            "heading",
            number(0.5, 4.0),
            "Headings inside a slide, relative to running text.",
            "1.08",
        ),
        inherited_key(
            "small",
            number(0.3, 1.0),
            "Captions and credits, relative to running text.",
            "0.75",
        ),
        inherited_key("running", number(4.0, 100.0), "Headers, footers and page numbers.", "15"),
        inherited_key("floor", number(4.0, 100.0), "The smallest size of anything.", "15"),
        inherited_key(
            "stat",
            number(1.0, 8.0),
            "The figure of a stat, relative to running text.",
            "2.5",
        ),
        inherited_key("quote", number(0.5, 4.0), "A quote, relative to running text.", "1.25"),
        inherited_key(
            "leading",
            number(0.9, 3.0),
            "The height of a line, relative to its type.",
            "1.3",
        ),
        inherited_key(
            "title_leading",
            number(0.9, 3.0),
            "The height of a title's line, relative to its type.",
            "1.14",
        ),
    ],
};

pub(super) static COLUMNS: KeyGroup = KeyGroup {
    name: "list_columns",
    about: "When a long list of short items is set in two columns.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "below",
            number(0.0, 400.0),
            "Rather than in running text smaller than this, in points; 0 for never.",
            "20",
        ),
        inherited_key(
            "items",
            number(2.0, 100.0),
            "A list of fewer items stays in one column.",
            "6",
        ),
        inherited_key(
            "lines",
            number(1.0, 20.0),
            "An item of more lines in its column is not short.",
            "2",
        ),
        inherited_key("width", number(4.0, 100.0), "The narrowest column, in em.", "11"),
    ],
};

pub(super) static SPACE: KeyGroup = KeyGroup {
    name: "space",
    about: "White space: in points of a page 960 wide, or in em, the size of running text.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "margin_x",
            number(0.0, 300.0),
            "Left and right of everything, in points.",
            "60",
        ),
        inherited_key("margin_top", number(0.0, 200.0), "Above the title, in points.", "46"),
        inherited_key(
            "margin_bottom",
            number(0.0, 200.0),
            "Below the body, in points; the footer stands in it.",
            "70",
        ),
        inherited_key("gutter", number(0.0, 200.0), "Between columns, in points.", "36"),
        inherited_key("title_gap", number(0.0, 200.0), "Between title and body, in points.", "24"),
        inherited_key("block", number(0.0, 4.0), "Between blocks, in em.", "0.85"),
        inherited_key("paragraph", number(0.0, 4.0), "Between paragraphs, in em.", "0.6"),
        inherited_key("item", number(0.0, 4.0), "Between items of a list, in em.", "0.44"),
        inherited_key(
            "nested_item",
            number(0.0, 4.0),
            "Between items of a list inside a list, in em.",
            "0.22",
        ),
        inherited_key(
            "indent",
            number(0.5, 6.0),
            "How far text stands in from its bullet, in em.",
            "1.05",
        ),
        inherited_key("inset", number(0.0, 4.0), "Between a box and what is in it, in em.", "0.75"),
        inherited_key("radius", number(0.0, 100.0), "How round corners are, in points.", "4"),
        inherited_key(
            "tightest",
            number(0.1, 1.0),
            "The share that gaps are tightened to before type shrinks.",
            "0.55",
        ),
        inherited_key(
            "loosest",
            number(1.0, 10.0),
            "How many times gaps grow on sparse slides.",
            "1.7",
        ),
    ],
};

static FILLING: KeyGroup = KeyGroup {
    name: "filling",
    about: "How lines of text are filled.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "hyphenate",
            Choice(&HYPHENATIONS),
            "When a word is divided at a line's end.",
            "false",
        ),
        inherited_key(
            "justify",
            Boolean,
            "Whether lines of text are as wide as their column.",
            "true",
        ),
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
            "Bullets by level: names, or up to three characters. The last one serves all deeper levels.",
            "[disc, dash, circle]",
        ),
        inherited_key("check", Choice(&CHECK_MARKS), "What a ticked box holds.", "tick"),
    ],
};

pub(super) static RUNNING: KeyGroup = KeyGroup {
    name: "running",
    about: "What stands on every page.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "logo",
            number(4.0, 200.0),
            "The height of a square logo in the strip, in points; others get the same optical size.",
            "28",
        ),
        inherited_key(
            "cover_logo",
            number(4.0, 300.0),
            "The height of a square logo on a cover, in points.",
            "46",
        ),
        inherited_key(
            "baseline",
            number(0.0, 200.0),
            "How far the middle of the running line is from the page's foot, in points.",
            "32",
        ),
        inherited_key("rule", Boolean, "Whether a rule stands above the running line.", "false"),
    ],
};

static PAGES: KeyGroup = KeyGroup {
    name: "pages",
    about: "The ground and the ornaments of each kind of page.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("content", Keys(&PAGE), "Title and blocks.", "{ background: background }"),
        inherited_key(
            "cover",
            Keys(&PAGE),
            "The first page.",
            "{ background: surface, band: { height: 96, fill: background } }",
        ),
        inherited_key("section", Keys(&PAGE), "The start of a section.", "{ inverse: true }"),
        inherited_key(
            "statement",
            Keys(&PAGE),
            "One sentence, fact or quote.",
            "{ background: surface }",
        ),
        inherited_key("question", Keys(&PAGE), "A question.", "{ inverse: true, panel: 38% }"),
        inherited_key("end", Keys(&PAGE), "The last page.", "{ inverse: true }"),
        inherited_key("image", Keys(&PAGE), "A picture that fills the page.", "{ inverse: true }"),
    ],
};

/// The style of one kind of page: one design, so that a theme which says anything of it says all of
/// it.
pub(super) static PAGE: KeyGroup = KeyGroup {
    name: "page",
    about: "The ground and the ornaments of one kind of page.",
    included: &[],
    sample: "",
    keys: &[
        vocabulary::key("inverse", Boolean, "Whether the colours of `inverse` hold.", "true").with_default("false"),
        vocabulary::key(
            "background",
            AnyOf(&[Colour, List(&Colour)]),
            "The ground: a colour or the name of one; two make a gradient from top to bottom.",
            "[primary, background]",
        )
        .with_default("background"),
        vocabulary::key(
            "ornaments",
            List(&Keys(&ORNAMENT)),
            "Shapes drawn on the ground, in order.",
            "- { shape: rectangle, x: 0, y: 0, width: 100%, height: 10, fill: primary }",
        ),
        vocabulary::key("centred", Boolean, "Whether its text is centred.", "true").with_default("false"),
        vocabulary::key(
            "band",
            Keys(&BAND),
            "On a cover: the band at the foot that holds the logos.",
            "{ height: 96, fill: surface }",
        ),
        vocabulary::key(
            "panel",
            LENGTH,
            "On a question: the share of the width that the question takes, 20% to 60%, where answers stand beside it.",
            "38%",
        )
        .with_default("38%"),
    ],
};

pub(super) static BAND: KeyGroup = KeyGroup {
    name: "band",
    about: "The band at the foot of a cover.",
    included: &[],
    sample: "height: 96\nfill: surface",
    keys: &[
        vocabulary::key("height", number(0.0, 300.0), "Its height in points.", "96").required(),
        vocabulary::key("fill", Colour, "Its colour, or the name of one.", "surface").required(),
    ],
};

pub(super) static ORNAMENT: KeyGroup = KeyGroup {
    name: "ornament",
    about: "A shape that decorates a page. Places are points, shares of the page, or both: `40`, `50%`, `100% - 330`.",
    included: &[],
    sample: "shape: ellipse\nx: 50%\ny: 0\nwidth: 200\nheight: 200\nfill: primary",
    keys: &[
        vocabulary::key("shape", Choice(&ORNAMENT_SHAPES), "What it is.", "ring").required(),
        vocabulary::key("x", LENGTH, "Its left edge.", "100% - 330").required(),
        vocabulary::key("y", LENGTH, "Its top edge.", "-20").required(),
        vocabulary::key("width", LENGTH, "Its width.", "50%").required(),
        vocabulary::key("height", LENGTH, "Its height.", "10").required(),
        vocabulary::key(
            "fill",
            Colour,
            "Its colour, or the name of one; `\"#00339980\"` lets the ground through.",
            "\"#00339980\"",
        )
        .required(),
        vocabulary::key("line", number(0.1, 100.0), "The width of its line, in points.", "2")
            .with_default_text("it is filled"),
    ],
};

/// `steps`.
pub(super) static UNREVEALED_STYLES: &[vocabulary::Choice<UnrevealedStyle>] = &[
    vocabulary::Choice::new("hide", UnrevealedStyle::Hidden, &[], "It is not there."),
    vocabulary::Choice::new("dim", UnrevealedStyle::Dimmed, &[], "It is there, and faint."),
];

/// `shape` of an ornament.
pub(super) static ORNAMENT_SHAPES: &[vocabulary::Choice<OrnamentShape>] = &[
    vocabulary::Choice::new("rectangle", OrnamentShape::Rectangle, &[], "A rectangle."),
    vocabulary::Choice::new("ellipse", OrnamentShape::Ellipse, &[], "An ellipse."),
    vocabulary::Choice::new("ring", OrnamentShape::Ring, &[], "Twelve points on a circle."),
];

/// Where the number called `name` in `group` ends, or the numbers of its list.
pub(super) fn number_range(group: &KeyGroup, name: &str) -> NumericRange<f32> {
    let number = |value: &ValueType| match value {
        Number(range) => Some(*range),
        _ => None,
    };
    let found = group.find_key(name).and_then(|key| match key.value {
        AnyOf(values) => values.iter().find_map(number),
        value => number(&value),
    });
    // Every theme is decoded with every key, so the tests of the built-in ones meet each name.
    found.expect("the key is a number in the vocabulary")
}
