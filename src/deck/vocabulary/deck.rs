//! The keys of a deck.

use super::agenda::AGENDA_INSERTIONS;
use super::brand::BRAND;
use super::check::CHECK;
use super::choices::{CITE_MODES, FIT_POLICIES, HYPHENATIONS, PAGINATIONS, TEXT_DIRECTIONS, TONES};
use super::figure::PICTURE_LIST;
use super::show::{OPEN_MODES, TIME_VALUE, TRANSITION_VALUE};
use super::slide::{FOOTNOTES, SLIDE};
use super::values::VARS;
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, File, Keys, Language, Length, List, Text, Word,
};
use crate::vocabulary::{FileKind, KeyGroup, NumericRange, ValueType, key};

/// One text, or a list of texts.
static TEXTS_VALUE: ValueType = AnyOf(&[Text, List(&Text)]);

/// One or more people or organisations.
const PEOPLE_VALUE: ValueType = AnyOf(&[Text, List(&Text)]);

/// A page size: a word or keys.
const PAGE_VALUE: ValueType = AnyOf(&[Word, Keys(&PAGE_SIZE)]);

/// Whether a slide has a number, and which.
pub(super) const PAGINATION_VALUE: ValueType = AnyOf(&[Boolean, Choice(&PAGINATIONS)]);

/// The limits of `max_dpi`.
pub(crate) const MAX_DPI_RANGE: NumericRange<u32> = NumericRange { min: 10, max: 10_000 };
const MAX_DPI_VALUE: ValueType = ValueType::Integer(MAX_DPI_RANGE);

/// The keys of a deck.
pub static DECK: KeyGroup = KeyGroup {
    name: "deck",
    about: "The deck: its title and other metadata, the settings for all slides, and the slides.",
    included: &[],
    sample: "slides: [{title: Water}]",
    keys: &[
        key(
            "title",
            Text,
            "The title of the deck, shown on the cover and stored in the PDF.",
            "Our river",
        ),
        key(
            "subtitle",
            Text,
            "The subtitle, shown below the title on the cover.",
            "Five years of measuring",
        ),
        key(
            "event",
            Text,
            "The event where the deck is presented, shown on the cover.",
            "European Week of Regions and Cities",
        ),
        key(
            "date",
            Text,
            "The date of the talk, shown on the cover exactly as you write it.",
            "13 October 2020",
        ),
        key(
            "author",
            PEOPLE_VALUE,
            "The author, or a list of authors, shown on the cover and stored in the PDF.",
            "[Ana Silva, Petros Nikolaou]",
        )
        .with_aliases(&["authors"]),
        key(
            "institute",
            PEOPLE_VALUE,
            "The authors' institute, or a list of institutes, shown on the cover.",
            "City of Porto",
        )
        .with_aliases(&["institutes"]),
        key("subject", Text, "The subject of the deck, stored in the PDF.", "Water quality"),
        key(
            "keywords",
            TEXTS_VALUE,
            "Keywords stored in the PDF: a list, or one text with commas.",
            "[river, oxygen, temperature]",
        ),
        key("rights", Text, "The copyright or licence, stored in the PDF.", "CC BY 4.0"),
        key(
            "lang",
            Language,
            "The code of the deck's language, such as `en`, `pt`, `el`, `pt-BR` or \
                `zh-Hans`. Screen readers need it.",
            "en",
        )
        .with_default("en"),
        key(
            "theme",
            AnyOf(&[File(FileKind::Theme), Keys(&BRAND)]),
            "The theme: a name that `plenary themes` lists, the path of a theme file, or the keys \
            of a brand.",
            "regions",
        )
        .with_default("plain"),
        key(
            "tone",
            Choice(&TONES),
            "Whether pages are light or dark, in the colours of the theme.",
            "dark",
        )
        .with_default_text("as the theme is"),
        key(
            "aspect_ratio",
            PAGE_VALUE,
            "The aspect ratio of the page, such as `\"16:9\"`, `\"4:3\"` or `\"16:10\"`; \
                a paper format such as `A4`; or a size such as `25cm x 14cm`.",
            "\"16:9\"",
        )
        .with_default("\"16:9\""),
        key(
            "page_size",
            PAGE_VALUE,
            "The size of the page. It overrides `aspect_ratio`.",
            "25cm x 14cm",
        )
        .with_default_text("follows from `aspect_ratio`"),
        key(
            "logos",
            PICTURE_LIST,
            "The logos in the strip on every slide: a list of pictures.",
            "[logo.svg, eu.svg]",
        ),
        key(
            "agenda",
            Choice(&AGENDA_INSERTIONS),
            "Where to insert slides with the agenda.",
            "each_section",
        )
        .with_default("none"),
        key("header", Text, "The running header: text at the top of every slide.", "Draft"),
        key(
            "footer",
            Text,
            "The footer: text at the bottom of every slide. Put a text that starts with `#` \
            in quotes.",
            "\"#OurRiver\"",
        ),
        key(
            "paginate",
            PAGINATION_VALUE,
            "Whether to show slide numbers. With `total`, the number of the last slide follows: \
            3 / 10.",
            "true",
        )
        .with_default("false"),
        key(
            "fit",
            Choice(&FIT_POLICIES),
            "How to fit slides that have too little or too much content for their page.",
            "shrink",
        )
        .with_default("grow"),
        key("section", Text, "The section that the deck starts with.", "Measuring")
            .without_effect(),
        key(
            "steps",
            Boolean,
            "Whether to reveal items one by one, each step on its own page.",
            "true",
        )
        .with_default("false"),
        key("transition", TRANSITION_VALUE, "The transition from one slide to the next.", "fade")
            .with_default_text("the PDF viewer's own setting"),
        key(
            "advance",
            TIME_VALUE,
            "How long to show each slide before moving to the next automatically.",
            "20s",
        )
        .with_default_text("slides change when you press a key"),
        key(
            "open",
            Choice(&OPEN_MODES),
            "Whether the PDF opens full screen or in a window.",
            "fullscreen",
        )
        .with_default("window"),
        key(
            "duration",
            TIME_VALUE,
            "The time allowed for the talk. The timer in the presenter view counts it down.",
            "20min",
        ),
        key("direction", Choice(&TEXT_DIRECTIONS), "The writing direction of the pages.", "rtl")
            .with_default_text("the direction of the language in `lang`"),
        key(
            "hyphenate",
            Choice(&HYPHENATIONS),
            "When to hyphenate words at the end of a line.",
            "false",
        )
        .with_default_text("the theme's setting"),
        key(
            "justify",
            Boolean,
            "Whether to justify text, so that all lines are as wide as their column.",
            "true",
        )
        .with_default_text("the theme's setting"),
        key(
            "question_panels",
            Boolean,
            "Whether a slide whose title ends with a question mark, and that has nothing else on \
            it but a short text, shows the question large on a panel of its own. For one slide, \
            write `layout: content` instead.",
            "false",
        )
        .with_default("true"),
        key(
            "max_dpi",
            MAX_DPI_VALUE,
            "The highest resolution of pictures at their size on the page, in pixels per inch. \
            Pictures with more pixels are reduced, so the file is smaller.",
            "150",
        )
        .with_default_text("pictures keep all their pixels"),
        key(
            "footnotes",
            FOOTNOTES,
            "Footnotes that several slides use. `[^name]` in a text shows the number of a \
                footnote.",
            "{weir: Measured 50 m above the weir}",
        ),
        key(
            "bibliography",
            AnyOf(&[File(FileKind::Bibliography), List(&File(FileKind::Bibliography))]),
            "The file with the works that the slides cite, or a list of files: BibTeX, BibLaTeX, \
                CSL JSON, or YAML of hayagriva. Then `[@key, p. 3]` and `@key` in a text are \
                citations.",
            "refs.bib",
        ),
        key(
            "citation_style",
            File(FileKind::CitationStyle),
            "The style of citations and of the list of works: a name such as `ieee`, \
                `author-date`, `apa` or `chicago-notes`, or the path of a CSL file.",
            "ieee",
        )
        .with_default("author-date"),
        key("cite", Choice(&CITE_MODES), "Where citations are shown.", "footnote")
            .with_default_text("`inline`, or `footnote` if that is the citation style"),
        key(
            "room",
            Keys(&ROOM),
            "The width of the projected picture and the distance of the last row. `plenary check` \
            uses them to report text that is too small to read.",
            "{distance: 12m, screen: 3m}",
        )
        .with_default_text("the last row is four times as far away as the picture is high"),
        key(
            "check",
            Keys(&CHECK),
            "Settings for the rules of `plenary check`: the level of each rule (`off`, `warn` or \
            `error`), or its limit.",
            "{too_many_words: 60, long_title: off}",
        )
        .with_default_text("every rule reports warnings"),
        key(
            "slides",
            List(&AnyOf(&[Text, Keys(&SLIDE)])),
            "The slides. Start each with a dash. For a slide with only a title, write just \
                the title.",
            "- title: What we measured\n  bullets: [Oxygen, Temperature]",
        )
        .required(),
        key(
            "vars",
            VARS,
            "Variables with their values, for expressions such as `{{ city }}` in any text. \
                `--set`, `--vars` and `--data` replace these values.",
            "{ city: Jena, partners: 12 }",
        ),
    ],
};

/// The room in which a deck is shown.
pub static ROOM: KeyGroup = KeyGroup {
    name: "room",
    about: "The room in which the deck is shown. A number without a unit is in metres.",
    included: &[],
    sample: "distance: 12m\nscreen: 3m",
    keys: &[
        key("distance", Length, "The distance from the screen to the last row.", "12m").required(),
        key("screen", Length, "The width of the picture on the screen.", "3m").required(),
    ],
};

/// The long form of a page size.
pub static PAGE_SIZE: KeyGroup = KeyGroup {
    name: "page_size",
    about: "The size of the page.",
    included: &[],
    sample: "width: 25cm\nheight: 14cm",
    keys: &[
        key(
            "width",
            Length,
            "The width in points, or a number with the unit `mm`, `cm` or `in`.",
            "25cm",
        )
        .required(),
        key(
            "height",
            Length,
            "The height in points, or a number with the unit `mm`, `cm` or `in`.",
            "14cm",
        )
        .required(),
    ],
};
