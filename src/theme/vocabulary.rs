//! The words of a theme file: every key that it may have, and where its numbers end. How such
//! tables are made is in `crate::vocabulary`.
//!
//! A theme says only what differs from the one that it extends, so every key may be left out.

use super::OrnamentShape;
use crate::deck::vocabulary::{CHECKS, HYPHENATIONS, MARKERS};
use crate::show::Ahead;
use crate::vocabulary::Value::{AnyOf, Choice, Colour, File, Flag, Keys, List, Number, Word};
use crate::vocabulary::{self, FileKind, Group, Key, RangeOf, Value, number};

/// Sizes of type in pt: one, or several from which the largest that fits is taken.
static SIZES: Value = AnyOf(&[number(4.0, 400.0), List(&number(4.0, 400.0))]);

/// A place on the page.
const PLACE: Value = Word;

/// A key that the theme below has, so that leaving it out means what that says.
const fn key(name: &'static str, value: Value, about: &'static str, example: &'static str) -> Key {
    vocabulary::key(name, value, about, example).otherwise("as in the theme that it extends")
}

/// The keys of a theme file.
pub static THEME: Group = Group {
    name: "theme",
    about: "A theme: how a deck looks. It says only what differs from the theme that it extends.",
    with: &[],
    sample: "",
    keys: &[
        vocabulary::key(
            "extends",
            File(FileKind::Theme),
            "The theme that this one changes: a built-in one, or a file.",
            "regions",
        )
        .default("plain"),
        key("name", Word, "The theme's name.", "harbour"),
        key("fonts", Keys(&FONTS), "The families of type.", "{ heading: My Font }"),
        key("weights", Keys(&WEIGHTS), "How heavy type is.", "{ title: 700 }"),
        key(
            "colours",
            Keys(&COLOURS),
            "The colours of ordinary pages.",
            "{ primary: \"#7A1F3D\", accent: \"#E0A100\" }",
        )
        .aliases(&["colors"]),
        key(
            "inverse",
            Keys(&COLOURS),
            "The colours of pages and panels with a strong ground.",
            "{ background: \"#7A1F3D\" }",
        ),
        key(
            "type",
            Keys(&TYPE),
            "The sizes of type.",
            "{ body: [30, 28, 26, 24, 22, 20, 18], normal: 24 }",
        ),
        key(
            "columns",
            Keys(&COLUMNS),
            "When a long list of short items is set in two columns.",
            "{ below: 18 }",
        ),
        key("space", Keys(&SPACE), "White space.", "{ margin_x: 72 }"),
        key("text", Keys(&FILLING), "How lines of text are filled.", "{ justify: true }"),
        key(
            "marks",
            Keys(&MARKS),
            "Bullets and checkboxes.",
            "{ bullets: [square, dash], check: cross }",
        ),
        key(
            "steps",
            Choice(&AHEAD),
            "How what has not appeared yet is shown on a slide with steps.",
            "dim",
        ),
        key("running", Keys(&RUNNING), "What stands on every page.", "{ logo: 32, rule: true }"),
        key(
            "pages",
            Keys(&PAGES),
            "The ground of each kind of page. A kind that is named is replaced whole.",
            "{ section: { inverse: true } }",
        ),
    ],
};

static FONTS: Group = Group {
    name: "fonts",
    about: "Families of type by what they are for. A family is the name inside a font file in `fonts/`.",
    with: &[],
    sample: "",
    keys: &[
        key("body", Word, "Running text.", "Source Sans 3"),
        key("heading", Word, "Titles and headings.", "Source Sans 3"),
        key("mono", Word, "Code.", "Source Code Pro"),
    ],
};

pub(super) static WEIGHTS: Group = Group {
    name: "weights",
    about: "How heavy type is: 400 is regular, 700 is bold.",
    with: &[],
    sample: "",
    keys: &[
        key("body", number(100.0, 1000.0), "Running text.", "400"),
        key("bold", number(100.0, 1000.0), "`**bold**` text.", "700"),
        key("title", number(100.0, 1000.0), "Slide titles.", "600"),
        key("heading", number(100.0, 1000.0), "Headings, labels, card titles.", "600"),
    ],
};

static COLOURS: Group = Group {
    name: "colours",
    about: "Colours by what they are for, each in quotes: `\"#003399\"`.",
    with: &[],
    sample: "",
    keys: &[
        key("background", Colour, "The page.", "\"#FFFFFF\""),
        key("surface", Colour, "Cards, callouts, table headers.", "\"#F3F4F2\""),
        key("text", Colour, "Text.", "\"#22262B\""),
        key("muted", Colour, "Captions, footers, what steps back.", "\"#5D646D\""),
        key("title", Colour, "Slide titles.", "\"#14171A\""),
        key("bold", Colour, "`**bold**` text.", "\"#14171A\""),
        key("link", Colour, "Links.", "\"#0B6A62\""),
        key("primary", Colour, "Labels, numbers, the strong ground of panels.", "\"#0F5F58\""),
        key("on_primary", Colour, "Text on `primary`.", "\"#FFFFFF\""),
        key("accent", Colour, "Bullets, bars, what catches the eye.", "\"#D9622B\""),
        key("line", Colour, "Rules and borders.", "\"#D9DCDD\""),
        key("mark", Colour, "Behind `==marked==` text.", "\"#FFE9A8\""),
        key("tip", Colour, "Callouts that advise.", "\"#1F7A4D\""),
        key("warning", Colour, "Callouts that warn.", "\"#B3401E\""),
        key("plate", Colour, "Behind logos, where they need a ground of their own.", "\"#FFFFFF\""),
    ],
};

pub(super) static TYPE: Group = Group {
    name: "type",
    about: "Sizes of type in points of a page 960 wide, and what is relative to them.",
    with: &[],
    sample: "",
    keys: &[
        key(
            "body",
            SIZES,
            "Sizes of running text: sparse slides grow to the largest, full ones shrink to the smallest.",
            "[30, 28, 26, 24, 22, 20, 18, 16]",
        ),
        key(
            "normal",
            number(4.0, 400.0),
            "The size of running text on an ordinary slide; one of `body`.",
            "24",
        ),
        key("title", SIZES, "Sizes of slide titles.", "[36, 33, 30, 27, 24]"),
        key("cover", SIZES, "Sizes of the title on a cover.", "[56, 50, 44, 39, 34, 30]"),
        key(
            "display",
            SIZES,
            "Sizes of questions, statements and sections.",
            "[50, 44, 39, 34, 30]",
        ),
        key(
            "heading",
            number(0.5, 4.0),
            "Headings inside a slide, relative to running text.",
            "1.08",
        ),
        key("small", number(0.3, 1.0), "Captions and credits, relative to running text.", "0.75"),
        key("running", number(4.0, 100.0), "Headers, footers and page numbers.", "15"),
        key("floor", number(4.0, 100.0), "The smallest size of anything.", "15"),
        key("stat", number(1.0, 8.0), "The figure of a stat, relative to running text.", "2.5"),
        key("quote", number(0.5, 4.0), "A quote, relative to running text.", "1.25"),
        key("leading", number(0.9, 3.0), "The height of a line, relative to its type.", "1.3"),
        key(
            "title_leading",
            number(0.9, 3.0),
            "The height of a title's line, relative to its type.",
            "1.14",
        ),
    ],
};

pub(super) static COLUMNS: Group = Group {
    name: "list_columns",
    about: "When a long list of short items is set in two columns.",
    with: &[],
    sample: "",
    keys: &[
        key(
            "below",
            number(0.0, 400.0),
            "Rather than in running text smaller than this, in points; 0 for never.",
            "20",
        ),
        key("items", number(2.0, 100.0), "A list of fewer items stays in one column.", "6"),
        key("lines", number(1.0, 20.0), "An item of more lines in its column is not short.", "2"),
        key("width", number(4.0, 100.0), "The narrowest column, in em.", "11"),
    ],
};

pub(super) static SPACE: Group = Group {
    name: "space",
    about: "White space: in points of a page 960 wide, or in em, the size of running text.",
    with: &[],
    sample: "",
    keys: &[
        key("margin_x", number(0.0, 300.0), "Left and right of everything, in points.", "60"),
        key("margin_top", number(0.0, 200.0), "Above the title, in points.", "46"),
        key(
            "margin_bottom",
            number(0.0, 200.0),
            "Below the body, in points; the footer stands in it.",
            "70",
        ),
        key("gutter", number(0.0, 200.0), "Between columns, in points.", "36"),
        key("title_gap", number(0.0, 200.0), "Between title and body, in points.", "24"),
        key("block", number(0.0, 4.0), "Between blocks, in em.", "0.85"),
        key("paragraph", number(0.0, 4.0), "Between paragraphs, in em.", "0.6"),
        key("item", number(0.0, 4.0), "Between items of a list, in em.", "0.44"),
        key(
            "nested_item",
            number(0.0, 4.0),
            "Between items of a list inside a list, in em.",
            "0.22",
        ),
        key("indent", number(0.5, 6.0), "How far text stands in from its bullet, in em.", "1.05"),
        key("inset", number(0.0, 4.0), "Between a box and what is in it, in em.", "0.75"),
        key("radius", number(0.0, 100.0), "How round corners are, in points.", "4"),
        key(
            "tightest",
            number(0.1, 1.0),
            "The share that gaps are tightened to before type shrinks.",
            "0.55",
        ),
        key("loosest", number(1.0, 10.0), "How many times gaps grow on sparse slides.", "1.7"),
    ],
};

static FILLING: Group = Group {
    name: "filling",
    about: "How lines of text are filled.",
    with: &[],
    sample: "",
    keys: &[
        key("hyphenate", Choice(&HYPHENATIONS), "When a word is divided at a line's end.", "false"),
        key("justify", Flag, "Whether lines of text are as wide as their column.", "true"),
    ],
};

static MARKS: Group = Group {
    name: "marks",
    about: "Bullets and checkboxes.",
    with: &[],
    sample: "",
    keys: &[
        key(
            "bullets",
            AnyOf(&[Choice(&MARKERS), Word, List(&AnyOf(&[Choice(&MARKERS), Word]))]),
            "Bullets by level: names, or up to three characters. The last one serves all deeper levels.",
            "[disc, dash, circle]",
        ),
        key("check", Choice(&CHECKS), "What a ticked box holds.", "tick"),
    ],
};

pub(super) static RUNNING: Group = Group {
    name: "running",
    about: "What stands on every page.",
    with: &[],
    sample: "",
    keys: &[
        key(
            "logo",
            number(4.0, 200.0),
            "The height of a square logo in the strip, in points; others get the same optical size.",
            "28",
        ),
        key(
            "cover_logo",
            number(4.0, 300.0),
            "The height of a square logo on a cover, in points.",
            "46",
        ),
        key(
            "baseline",
            number(0.0, 200.0),
            "How far the middle of the running line is from the page's foot, in points.",
            "32",
        ),
        key("rule", Flag, "Whether a rule stands above the running line.", "false"),
    ],
};

static PAGES: Group = Group {
    name: "pages",
    about: "The ground and the ornaments of each kind of page.",
    with: &[],
    sample: "",
    keys: &[
        key("content", Keys(&PAGE), "Title and blocks.", "{ background: background }"),
        key(
            "cover",
            Keys(&PAGE),
            "The first page.",
            "{ background: surface, band: { height: 96, fill: background } }",
        ),
        key("section", Keys(&PAGE), "The start of a section.", "{ inverse: true }"),
        key("statement", Keys(&PAGE), "One sentence, fact or quote.", "{ background: surface }"),
        key("question", Keys(&PAGE), "A question.", "{ inverse: true, panel: 38% }"),
        key("end", Keys(&PAGE), "The last page.", "{ inverse: true }"),
        key("image", Keys(&PAGE), "A picture that fills the page.", "{ inverse: true }"),
    ],
};

/// The style of one kind of page: one design, so that a theme which says anything of it says all of
/// it.
pub(super) static PAGE: Group = Group {
    name: "page",
    about: "The ground and the ornaments of one kind of page.",
    with: &[],
    sample: "",
    keys: &[
        vocabulary::key("inverse", Flag, "Whether the colours of `inverse` hold.", "true").default("false"),
        vocabulary::key(
            "background",
            AnyOf(&[Colour, List(&Colour)]),
            "The ground: a colour or the name of one; two make a gradient from top to bottom.",
            "[primary, background]",
        )
        .default("background"),
        vocabulary::key(
            "ornaments",
            List(&Keys(&ORNAMENT)),
            "Shapes drawn on the ground, in order.",
            "- { shape: rectangle, x: 0, y: 0, width: 100%, height: 10, fill: primary }",
        ),
        vocabulary::key("centred", Flag, "Whether its text is centred.", "true").default("false"),
        vocabulary::key(
            "band",
            Keys(&BAND),
            "On a cover: the band at the foot that holds the logos.",
            "{ height: 96, fill: surface }",
        ),
        vocabulary::key(
            "panel",
            PLACE,
            "On a question: the share of the width that the question takes, 20% to 60%, where answers stand beside it.",
            "38%",
        )
        .default("38%"),
    ],
};

pub(super) static BAND: Group = Group {
    name: "band",
    about: "The band at the foot of a cover.",
    with: &[],
    sample: "height: 96\nfill: surface",
    keys: &[
        vocabulary::key("height", number(0.0, 300.0), "Its height in points.", "96").required(),
        vocabulary::key("fill", Colour, "Its colour, or the name of one.", "surface").required(),
    ],
};

pub(super) static ORNAMENT: Group = Group {
    name: "ornament",
    about: "A shape that decorates a page. Places are points, shares of the page, or both: `40`, `50%`, `100% - 330`.",
    with: &[],
    sample: "shape: ellipse\nx: 50%\ny: 0\nwidth: 200\nheight: 200\nfill: primary",
    keys: &[
        vocabulary::key("shape", Choice(&SHAPES), "What it is.", "ring").required(),
        vocabulary::key("x", PLACE, "Its left edge.", "100% - 330").required(),
        vocabulary::key("y", PLACE, "Its top edge.", "-20").required(),
        vocabulary::key("width", PLACE, "Its width.", "50%").required(),
        vocabulary::key("height", PLACE, "Its height.", "10").required(),
        vocabulary::key(
            "fill",
            Colour,
            "Its colour, or the name of one; `\"#00339980\"` lets the ground through.",
            "\"#00339980\"",
        )
        .required(),
        vocabulary::key("line", number(0.1, 100.0), "The width of its line, in points.", "2")
            .otherwise("it is filled"),
    ],
};

/// `steps`.
pub(super) static AHEAD: &[vocabulary::Choice<Ahead>] = &[
    vocabulary::Choice::new("hide", Ahead::Hidden, &[], "It is not there."),
    vocabulary::Choice::new("dim", Ahead::Dimmed, &[], "It is there, and faint."),
];

/// `shape` of an ornament.
pub(super) static SHAPES: &[vocabulary::Choice<OrnamentShape>] = &[
    vocabulary::Choice::new("rectangle", OrnamentShape::Rectangle, &[], "A rectangle."),
    vocabulary::Choice::new("ellipse", OrnamentShape::Ellipse, &[], "An ellipse."),
    vocabulary::Choice::new("ring", OrnamentShape::Ring, &[], "Twelve points on a circle."),
];

/// Where the number called `name` in `group` ends, or the numbers of its list.
pub(super) fn range(group: &Group, name: &str) -> RangeOf<f32> {
    let number = |value: &Value| match value {
        Number(range) => Some(*range),
        _ => None,
    };
    let found = group.find(name).and_then(|key| match key.value {
        AnyOf(values) => values.iter().find_map(number),
        value => number(&value),
    });
    // Every theme is decoded with every key, so the tests of the built-in ones meet each name.
    found.expect("the key is a number in the vocabulary")
}
