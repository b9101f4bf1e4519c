//! The keys of pictures and of the marks on them.

use super::super::mark::FigureFrame;
use super::choices::{FIGURE_SHAPES, OBJECT_FITS};
use super::people::FOCUS;
use super::values::WHEN;
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice as OneOf, File, Fraction, Keys, List, Text, Word,
};
use crate::vocabulary::{Choice, FileKind, KeyGroup, KeySpec, ValueType, key, number};

/// `frame` of a picture.
pub static FIGURE_FRAMES: &[Choice<FigureFrame>] = &[
    Choice::new("none", FigureFrame::None, &["false"], "None."),
    Choice::new("browser", FigureFrame::Browser, &["window"], "The window of a browser."),
    Choice::new("phone", FigureFrame::Phone, &["mobile", "smartphone"], "A phone."),
];

/// One picture: its path or its long form.
pub(crate) static FIGURE_VALUE: ValueType = AnyOf(&[File(FileKind::Picture), Keys(&FIGURE)]);

const SRC: KeySpec = key(
    "src",
    File(FileKind::Picture),
    "The path of the picture, relative to the outline or to the folder `images/`.",
    "boat.jpg",
)
.required();
/// The version of a picture or logo for dark grounds.
pub(crate) const DARK: KeySpec = key(
    "dark",
    File(FileKind::Picture),
    "The version of the picture for dark grounds, such as a white logo.",
    "logo-white.svg",
);
const ALT: KeySpec = key(
    "alt",
    Text,
    "Alternative text: a description for people who cannot see the picture. \
                Write `alt: \"\"` for decoration.",
    "Two people lower a probe",
);
const CAPTION: KeySpec = key("caption", Text, "The caption below the picture.", "At the weir");
const CREDIT: KeySpec =
    key("credit", Text, "The credit: the photographer or owner of the picture.", "City archive");
const WIDTH: KeySpec =
    key("width", Fraction, "The width as a percentage of the available width.", "80%")
        .with_default_text("as wide as possible");
const FIT: KeySpec = key("fit", OneOf(&OBJECT_FITS), "How the picture fills its frame.", "cover")
    .with_default("contain");
const SHAPE: KeySpec = key("shape", OneOf(&FIGURE_SHAPES), "The shape of the outline.", "circle")
    .with_default("plain");
const FRAME: KeySpec =
    key("frame", OneOf(&FIGURE_FRAMES), "The device around the picture.", "browser")
        .with_default("none");
static MARKS: KeySpec = key(
    "marks",
    AnyOf(&[List(&Keys(&MARK)), Keys(&MARK)]),
    "What is marked in the picture: numbers, boxes, arrows, a spotlight, enlarged parts, \
                and parts to hide.",
    "[{ at: [30%, 60%], text: The probe }]",
);
const STEPS: KeySpec = key(
    "steps",
    Boolean,
    "Whether to reveal the marks one by one, each step on its own page.",
    "true",
)
.with_default_text("the slide's setting");
const HREF: KeySpec = key(
    "href",
    Word,
    "The link of the picture: a web address, or `#id` for the slide with that `id`.",
    "https://example.org",
);

/// The long form of a picture.
pub static FIGURE: KeyGroup = KeyGroup {
    name: "figure",
    about: "A picture with its alternative text, caption and other options.",
    included: &[],
    sample: "src: boat.jpg",
    keys: &[
        SRC, DARK, ALT, CAPTION, CREDIT, WIDTH, FIT, FOCUS, SHAPE, FRAME, HREF, MARKS, STEPS, WHEN,
    ],
};

/// The long form of a picture that is a part of another block, or a logo. It has no marks, but its
/// private parts can be hidden.
pub static PICTURE: KeyGroup = KeyGroup {
    name: "picture",
    about: "A picture with its alternative text and other options.",
    included: &[],
    sample: "src: boat.jpg",
    keys: &[
        SRC,
        DARK,
        ALT,
        CAPTION,
        CREDIT,
        WIDTH,
        FIT,
        FOCUS,
        SHAPE,
        FRAME,
        HREF,
        HIDDEN_PARTS,
        WHEN,
    ],
};

static HIDDEN_PARTS: KeySpec = key(
    "marks",
    AnyOf(&[List(&Keys(&HIDDEN_PART)), Keys(&HIDDEN_PART)]),
    "The private parts of the picture, which nobody may see.",
    "[{ blur: [20%, 30%, 40%, 10%] }]",
);

/// A private part of a picture.
pub static HIDDEN_PART: KeyGroup = KeyGroup {
    name: "hidden_part",
    about: "A private part of a picture. Positions are shares of the width and height of the whole \
        picture, from its top left corner.",
    included: &[],
    sample: "blur: [20%, 30%, 40%, 10%]",
    keys: &[BLUR.required(), WHEN],
};

/// `logos` and backgrounds: one picture or several, without marks.
pub(crate) static PICTURE_LIST: ValueType =
    AnyOf(&[File(FileKind::Picture), Keys(&PICTURE), Keys(&PICTURES), List(&PICTURE_VALUE)]);

/// A picture without marks: its path or its long form.
pub(crate) static PICTURE_VALUE: ValueType = AnyOf(&[File(FileKind::Picture), Keys(&PICTURE)]);

/// The long form of a list of pictures without marks.
pub static PICTURES: KeyGroup = KeyGroup {
    name: "pictures",
    about: "A list of pictures.",
    included: &[],
    sample: "items: [before.jpg]",
    keys: &[
        key("items", List(&PICTURE_VALUE), "The pictures of the list.", "[before.jpg, after.jpg]")
            .required(),
        WHEN,
    ],
};

/// The long form of a list of pictures.
pub static FIGURES: KeyGroup = KeyGroup {
    name: "figures",
    about: "A list of pictures.",
    included: &[],
    sample: "items: [before.jpg]",
    keys: &[
        key("items", List(&FIGURE_VALUE), "The pictures of the list.", "[before.jpg, after.jpg]")
            .required(),
        WHEN,
    ],
};

/// The largest and smallest enlargement.
pub(crate) const ZOOM_RANGE: (f32, f32) = (1.2, 8.0);

const BLUR: KeySpec = key(
    "blur",
    List(&Fraction),
    "The private part that nobody may see: left, top, width and height. It is removed from \
                the picture in every file that is written.",
    "[20%, 30%, 40%, 10%]",
);

/// One mark of `marks`.
pub static MARK: KeyGroup = KeyGroup {
    name: "mark",
    about: "A mark on a picture. Its kind is its first key. Positions are shares of the width and \
        height of the whole picture, from its top left corner.",
    included: &[],
    sample: "arrow: [30%, 60%]",
    keys: &[
        key("at", List(&Fraction), "The point that gets a number.", "[30%, 60%]"),
        key(
            "box",
            List(&Fraction),
            "The part that gets a box: left, top, width and height.",
            "[20%, 30%, 40%, 10%]",
        ),
        key("arrow", List(&Fraction), "The point that an arrow leads to.", "[30%, 60%]"),
        key(
            "spotlight",
            List(&Fraction),
            "The part that stays bright while the rest becomes darker: left, top, width and \
                height.",
            "[20%, 30%, 40%, 10%]",
        ),
        key(
            "zoom",
            List(&Fraction),
            "The part that is also shown larger: left, top, width and height.",
            "[20%, 30%, 20%, 10%]",
        ),
        BLUR,
        key(
            "text",
            Text,
            "What is said about it. It is listed beside or below the picture, after the number of \
                the mark.",
            "The probe",
        ),
        key("from", List(&Fraction), "Where the arrow starts.", "[50%, 80%]")
            .with_default_text("near its end, on the side with more room"),
        key("to", List(&Fraction), "The centre of the enlarged part.", "[75%, 70%]")
            .with_default_text("in the corner that is farthest from it"),
        key(
            "scale",
            number(ZOOM_RANGE.0, ZOOM_RANGE.1),
            "How many times larger the enlarged part is.",
            "3",
        )
        .with_default("2"),
        key(
            "width",
            Fraction,
            "The width of the enlarged part as a share of that of the picture, instead of `scale`.",
            "40%",
        ),
        WHEN,
    ],
};
