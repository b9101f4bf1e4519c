//! Names of which a value is one.

use super::super::block::{
    Align, CalloutKind, CascadeDirection, CheckMark, Marker, NumberStyle, ObjectFit,
};
use super::super::slide::{FitPolicy, Hyphenation, Layout};
use super::super::text_direction::TextDirection;
use crate::vocabulary::{Choice, SupportStatus};

/// `layout` of a slide. The aliases are the names of Slidev, Marp, pandoc, PowerPoint, Keynote,
/// Google Slides and Beamer, and what people say.
pub static LAYOUTS: &[Choice<Layout>] = &[
    Choice::new(
        "cover",
        Layout::Cover,
        &["title", "title_slide", "titlepage", "title_page", "intro", "lead"],
        "The first page: the deck's title, who speaks, where and when, and the partners' logos.",
    ),
    Choice::new(
        "section",
        Layout::Section,
        &["section_header", "section_title", "chapter", "divider"],
        "The start of a section: its name, large.",
    ),
    Choice {
        status: SupportStatus::Refused("list the sections with `bullets` for now"),
        ..Choice::new(
            "agenda",
            Layout::Agenda,
            &["toc", "outline", "table_of_contents"],
            "The sections of the deck.",
        )
    },
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
        "A title, and the blocks under it.",
    ),
    Choice::new(
        "two_columns",
        Layout::TwoColumns,
        &["two_cols", "two_column", "two_content", "columns", "split"],
        "The blocks in two columns, about equally wide.",
    ),
    Choice::new(
        "comparison",
        Layout::Comparison,
        &["versus"],
        "Two things beside each other, each under a heading.",
    ),
    Choice::new(
        "image",
        Layout::Image,
        &["picture", "photo", "full_image"],
        "A picture that fills the page.",
    ),
    Choice::new(
        "image_left",
        Layout::ImageLeft,
        &["picture_left"],
        "A picture on the left, the rest on the right.",
    ),
    Choice::new(
        "image_right",
        Layout::ImageRight,
        &["picture_right", "picture_with_caption", "content_with_caption"],
        "A picture on the right, the rest on the left.",
    ),
    Choice::new(
        "figures",
        Layout::Figures,
        &["gallery", "images", "pictures"],
        "Pictures side by side.",
    ),
    Choice::new("quote", Layout::Quote, &[], "Somebody's words, large."),
    Choice::new(
        "statement",
        Layout::Statement,
        &["center", "centre", "centered", "big_statement", "main_point", "standout"],
        "One sentence that the audience should keep.",
    ),
    Choice::new(
        "fact",
        Layout::Fact,
        &["big_number", "big_fact", "stat", "stats"],
        "One figure, very large, and what it counts.",
    ),
    Choice::new("cards", Layout::Cards, &[], "Boxes of equal rank side by side."),
    Choice::new("cascade", Layout::Cascade, &[], "Levels that follow from each other."),
    Choice::new(
        "question",
        Layout::Question,
        &["q&a", "qa", "questions"],
        "A question to the audience; answers stand beside it if there are any.",
    ),
    Choice::new("checklist", Layout::Checklist, &["todo"], "A list of boxes to tick."),
    Choice::new("contact", Layout::Contact, &["contacts"], "How to reach the speakers."),
    Choice::new("end", Layout::End, &["closing", "thanks", "thank_you"], "The last page."),
    Choice::new(
        "blank",
        Layout::Blank,
        &["empty", "none"],
        "Nothing but the blocks: no title, logos or footer.",
    ),
];

/// `fit` of a deck or slide.
pub static FIT_POLICIES: &[Choice<FitPolicy>] = &[
    Choice::new(
        "grow",
        FitPolicy::Grow,
        &[],
        "Sparse slides grow; full ones are set tighter, then smaller, then continued on a further page.",
    ),
    Choice::new(
        "shrink",
        FitPolicy::Shrink,
        &[],
        "As `grow`, but sparse slides keep the normal size.",
    ),
    Choice::new(
        "split",
        FitPolicy::Split,
        &[],
        "Type keeps its size; what does not fit goes on a further page.",
    ),
    Choice::new(
        "error",
        FitPolicy::Error,
        &[],
        "A slide that does not fit is a mistake, and no PDF is written.",
    ),
    Choice::new(
        "none",
        FitPolicy::None,
        &[],
        "Neither grow nor shrink; continue where it does not fit.",
    ),
];

/// `fit` of a picture.
pub static OBJECT_FITS: &[Choice<ObjectFit>] = &[
    Choice::new("contain", ObjectFit::Contain, &[], "The whole picture is seen."),
    Choice::new(
        "cover",
        ObjectFit::Cover,
        &[],
        "The picture fills its place; what sticks out is cut off.",
    ),
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
    Choice::new("tick", CheckMark::Tick, &["check"], "A tick, as in ☑."),
    Choice::new("cross", CheckMark::Cross, &["x"], "A cross, as in ☒."),
];

/// `direction` of a cascade.
pub static CASCADE_DIRECTIONS: &[Choice<CascadeDirection>] = &[
    Choice::new("down", CascadeDirection::Down, &[], "From top to bottom."),
    Choice::new("right", CascadeDirection::Right, &[], "Along the line of writing."),
];

/// `direction` of a deck or slide.
pub static TEXT_DIRECTIONS: &[Choice<TextDirection>] = &[
    Choice::new("ltr", TextDirection::LeftToRight, &["left_to_right"], "From left to right."),
    Choice::new(
        "rtl",
        TextDirection::RightToLeft,
        &["right_to_left"],
        "From right to left: the whole page is mirrored.",
    ),
];

/// `hyphenate` of a deck, slide or theme.
pub static HYPHENATIONS: &[Choice<Hyphenation>] = &[
    Choice::new("auto", Hyphenation::Sparing, &[], "Only words that are long for their column."),
    Choice::new(
        "true",
        Hyphenation::Always,
        &["yes", "on"],
        "Wherever it makes lines clearly more even.",
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
    Choice::new("note", CalloutKind::Note, &["info"], "By the way."),
    Choice::new("tip", CalloutKind::Tip, &["hint"], "Good advice."),
    Choice::new("warning", CalloutKind::Warning, &["caution"], "Beware."),
];

/// `align` of a table's columns.
pub static COLUMN_ALIGNMENTS: &[Choice<Align>] = &[
    Choice::new("start", Align::Start, &["left"], "Where the line of writing begins."),
    Choice::new("centre", Align::Centre, &["center"], "In the middle."),
    Choice::new("end", Align::End, &["right"], "Where the line of writing ends; for numbers."),
];
