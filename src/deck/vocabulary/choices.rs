//! The values of keys that accept one of several names.

use super::super::block::{Align, CalloutKind, CascadeDirection, CheckMark, Marker, NumberStyle};
use super::super::citation::CiteMode;
use super::super::figure::{FigureShape, ObjectFit};
use super::super::person::PortraitShape;
use super::super::slide::{Compose, FitPolicy, Hyphenation, Layout, Pagination, Tone};
use super::super::text_direction::TextDirection;
use super::super::timeline::TimelineScale;
use crate::vocabulary::Choice;

/// `compose` of a slide.
pub static COMPOSITIONS: &[Choice<Compose>] = &[
    Choice::new(
        "large",
        Compose::Large,
        &["big"],
        "As large as the page allows: a picture fills the page or half of it, a text is set like \
         a statement.",
    ),
    Choice::new(
        "grid",
        Compose::Grid,
        &[],
        "Inside the margins, in equal cells. No picture reaches the edge of the page.",
    ),
    Choice::new(
        "split",
        Compose::Split,
        &["halves"],
        "In two parts: the picture takes one side of the page from edge to edge, the words take \
         the other.",
    ),
];

/// `layout` of a slide. The aliases are names from Slidev, Marp, pandoc, PowerPoint, Keynote,
/// Google Slides and Beamer, and common words.
pub static LAYOUTS: &[Choice<Layout>] = &[
    Choice::new(
        "cover",
        Layout::Cover,
        &["title", "title_slide", "titlepage", "title_page", "intro", "lead"],
        "The first page: the deck's title, speakers, event, date and logos.",
    ),
    Choice::new(
        "section",
        Layout::Section,
        &["section_header", "section_title", "chapter", "divider"],
        "The start of a section, with its name in large type.",
    ),
    Choice::new(
        "agenda",
        Layout::Agenda,
        &["toc", "outline", "table_of_contents"],
        "The list of the deck's sections.",
    ),
    Choice::new(
        "content",
        Layout::Content,
        &[
            "default",
            "title_and_content",
            "title_and_body",
            "title_and_bullets",
            "title_only",
            "body",
            "full",
            "bullets",
        ],
        "A title with blocks below it.",
    ),
    Choice::new(
        "two_columns",
        Layout::TwoColumns,
        &["two_cols", "two_column", "two_content", "columns", "split"],
        "The blocks in two columns of about the same width.",
    ),
    Choice::new(
        "comparison",
        Layout::Comparison,
        &["versus"],
        "Two columns, each with a heading, to compare two things.",
    ),
    Choice::new(
        "image",
        Layout::Image,
        &["picture", "photo", "full_image"],
        "One picture that fills the page.",
    ),
    Choice::new(
        "image_left",
        Layout::ImageLeft,
        &["picture_left"],
        "A picture on the left, the other blocks on the right.",
    ),
    Choice::new(
        "image_right",
        Layout::ImageRight,
        &["picture_right", "picture_with_caption", "content_with_caption"],
        "A picture on the right, the other blocks on the left.",
    ),
    Choice::new(
        "figures",
        Layout::Figures,
        &["gallery", "images", "pictures"],
        "Several pictures side by side.",
    ),
    Choice::new("quote", Layout::Quote, &[], "A quotation in large type."),
    Choice::new(
        "statement",
        Layout::Statement,
        &["center", "centre", "centered", "big_statement", "main_point", "standout"],
        "One key sentence in large type.",
    ),
    Choice::new(
        "fact",
        Layout::Fact,
        &["big_number", "big_fact", "stat", "stats"],
        "One number in very large type, with its label.",
    ),
    Choice::new("cards", Layout::Cards, &[], "Boxes of equal importance, side by side."),
    Choice::new(
        "cascade",
        Layout::Cascade,
        &[],
        "A sequence of levels, each following from the one before.",
    ),
    Choice::new(
        "question",
        Layout::Question,
        &["q&a", "qa", "questions"],
        "A question to the audience, with any answers beside it. A title that ends with a question \
         mark has this layout if there is nothing else on the slide but a short text, unless the \
         deck has `question_panels: false`.",
    ),
    Choice::new("checklist", Layout::Checklist, &["todo"], "A list of items with checkboxes."),
    Choice::new("contact", Layout::Contact, &["contacts"], "Contact details of the speakers."),
    Choice::new(
        "end",
        Layout::End,
        &["closing", "thanks", "thank_you"],
        "The closing page: thanks, or contact details on the last slide.",
    ),
    Choice::new(
        "blank",
        Layout::Blank,
        &["empty", "none"],
        "Only the blocks: no title, logo strip, header or footer.",
    ),
];

/// `paginate` of a deck or slide, apart from `true` and `false`.
pub static PAGINATIONS: &[Choice<Pagination>] = &[Choice::new(
    "total",
    Pagination::NumberOfTotal,
    &[],
    "The number of the slide and that of the last slide, without backup slides.",
)];

/// `cite` of a deck or slide.
pub static CITE_MODES: &[Choice<CiteMode>] = &[
    Choice::new("inline", CiteMode::Inline, &["text", "in_text"], "In the text."),
    Choice::new(
        "footnote",
        CiteMode::Footnote,
        &["footnotes", "foot", "note", "notes"],
        "At the foot of the slide: the text has a raised number.",
    ),
];

/// `fit` of a deck or slide.
pub static FIT_POLICIES: &[Choice<FitPolicy>] = &[
    Choice::new(
        "grow",
        FitPolicy::Grow,
        &[],
        "Sparse slides get larger type. Full slides get smaller gaps, then smaller type, and \
            then continue on another page.",
    ),
    Choice::new(
        "shrink",
        FitPolicy::Shrink,
        &[],
        "Like `grow`, but sparse slides keep the normal size.",
    ),
    Choice::new(
        "split",
        FitPolicy::Split,
        &[],
        "Type keeps its size. Content that does not fit continues on another page.",
    ),
    Choice::new(
        "error",
        FitPolicy::Error,
        &[],
        "A slide that does not fit is an error, and no PDF is written.",
    ),
    Choice::new(
        "none",
        FitPolicy::None,
        &[],
        "Slides neither grow nor shrink. Content that does not fit continues on another page.",
    ),
];

/// `fit` of a picture.
pub static OBJECT_FITS: &[Choice<ObjectFit>] = &[
    Choice::new("contain", ObjectFit::Contain, &[], "Show the whole picture."),
    Choice::new("cover", ObjectFit::Cover, &[], "Fill the frame and crop what does not fit."),
];

/// `shape` of a picture.
pub static FIGURE_SHAPES: &[Choice<FigureShape>] = &[
    Choice::new("plain", FigureShape::Plain, &["none"], "As the picture is."),
    Choice::new("rounded", FigureShape::Rounded, &[], "With round corners."),
    Choice::new("square", FigureShape::Square, &[], "A square; the rest is cropped."),
    Choice::new("circle", FigureShape::Circle, &["round"], "A circle; the rest is cropped."),
];

/// `focus` of a picture, apart from a point.
pub static FOCUS_EDGES: &[Choice<(f32, f32)>] = &[
    Choice::new("centre", (0.5, 0.5), &["center", "middle"], "The middle."),
    Choice::new("top", (0.5, 0.0), &["head"], "The top."),
    Choice::new("bottom", (0.5, 1.0), &[], "The bottom."),
    Choice::new("left", (0.0, 0.5), &[], "The left."),
    Choice::new("right", (1.0, 0.5), &[], "The right."),
];

/// `shape` of the portraits of people.
pub static PORTRAIT_SHAPES: &[Choice<PortraitShape>] = &[
    Choice::new("circle", PortraitShape::Circle, &["round"], "Round."),
    Choice::new("square", PortraitShape::Square, &[], "Square."),
];

/// `marker` of a list, an item or a theme.
pub static MARKERS: &[Choice<Marker>] = &[
    Choice::new("disc", Marker::Disc, &["•", "●"], "●"),
    Choice::new("circle", Marker::Circle, &["○"], "○"),
    Choice::new("square", Marker::Square, &["■"], "■"),
    Choice::new("diamond", Marker::Diamond, &["◆"], "◆"),
    Choice::new("dash", Marker::Dash, &["–"], "–"),
    Choice::new("arrow", Marker::Arrow, &["→"], "→"),
    Choice::new("check", Marker::Check, &["✓"], "✓"),
];

/// `tone`.
pub static TONES: &[Choice<Tone>] = &[
    Choice::new("light", Tone::Light, &[], "Dark text on a light ground."),
    Choice::new("dark", Tone::Dark, &[], "Light text on a dark ground."),
];

/// `style` of a numbered list.
pub static NUMBER_STYLES: &[Choice<NumberStyle>] = &[
    Choice::new("decimal", NumberStyle::Decimal, &["1"], "1, 2, 3"),
    Choice::new("lower_alpha", NumberStyle::LowerAlpha, &["alpha", "a"], "a, b, c"),
    Choice::new("upper_alpha", NumberStyle::UpperAlpha, &[], "A, B, C"),
    Choice::new("lower_roman", NumberStyle::LowerRoman, &["roman", "i"], "i, ii, iii"),
    Choice::new("upper_roman", NumberStyle::UpperRoman, &[], "I, II, III"),
];

/// `mark` of a checklist.
pub static CHECK_MARKS: &[Choice<CheckMark>] = &[
    Choice::new("tick", CheckMark::Tick, &["check"], "A tick: ☑."),
    Choice::new("cross", CheckMark::Cross, &["x"], "A cross: ☒."),
];

/// `direction` of a cascade.
pub static CASCADE_DIRECTIONS: &[Choice<CascadeDirection>] = &[
    Choice::new("down", CascadeDirection::Down, &[], "From top to bottom."),
    Choice::new(
        "right",
        CascadeDirection::Right,
        &[],
        "In reading direction, from left to right in English.",
    ),
];

/// `better` of a stat: whether a smaller number is the better one.
pub static STAT_BETTER: &[Choice<bool>] = &[
    Choice::new("higher", false, &["up", "more"], "More is better."),
    Choice::new("lower", true, &["down", "less"], "Less is better, as with costs and delays."),
];

/// `scale` of a timeline.
pub static TIMELINE_SCALES: &[Choice<TimelineScale>] = &[
    Choice::new("even", TimelineScale::Even, &[], "With the same space between all events."),
    Choice::new("time", TimelineScale::Time, &["linear"], "To scale."),
];

/// `direction` of a deck or slide.
pub static TEXT_DIRECTIONS: &[Choice<TextDirection>] = &[
    Choice::new("ltr", TextDirection::LeftToRight, &["left_to_right"], "Left to right."),
    Choice::new(
        "rtl",
        TextDirection::RightToLeft,
        &["right_to_left"],
        "Right to left. The whole page is mirrored.",
    ),
];

/// `hyphenate` of a deck, slide or theme.
pub static HYPHENATIONS: &[Choice<Hyphenation>] = &[
    Choice::new(
        "auto",
        Hyphenation::Sparing,
        &[],
        "Only if the line would otherwise be more than three fifths empty.",
    ),
    Choice::new(
        "true",
        Hyphenation::Always,
        &["yes", "on"],
        "Wherever it makes the lines clearly more even.",
    ),
    Choice::new(
        "false",
        Hyphenation::Never,
        &["no", "off"],
        "Only words that are wider than their column.",
    ),
];

/// `kind` of a callout.
pub static CALLOUT_KINDS: &[Choice<CalloutKind>] = &[
    Choice::new("note", CalloutKind::Note, &["info"], "A side note."),
    Choice::new("tip", CalloutKind::Tip, &["hint"], "A piece of advice."),
    Choice::new("warning", CalloutKind::Warning, &["caution"], "Beware."),
];

/// `align` of a table's columns.
pub static COLUMN_ALIGNMENTS: &[Choice<Align>] = &[
    Choice::new(
        "start",
        Align::Start,
        &["left"],
        "At the start of the line: left in English, right in Arabic.",
    ),
    Choice::new("centre", Align::Centre, &["center"], "Centred."),
    Choice::new("end", Align::End, &["right"], "At the end of the line; for numbers."),
];

/// The names of the colours of a theme that a slide may have as its background.
pub const THEME_COLOURS: [&str; 15] = [
    "background",
    "surface",
    "text",
    "muted",
    "title",
    "bold",
    "link",
    "primary",
    "on_primary",
    "accent",
    "line",
    "mark",
    "tip",
    "warning",
    "plate",
];
