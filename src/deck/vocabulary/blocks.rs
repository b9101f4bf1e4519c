//! The keys of blocks. A value has a short form and often a long form with keys of its own.

use super::agenda::AGENDA;
use super::chart::CHART;
use super::code::CODE;
use super::figure::{FIGURE, FIGURE_VALUE, FIGURES, PICTURE_LIST};
use super::icon::ICON_VALUE;
use super::lists::{BULLETS_VALUE, CHECKLIST_VALUE, NUMBERED_VALUE};
use super::long_forms::{
    CALLOUT, CARD_VALUE, CARDS, CASCADE, COLUMNS, CONTACT, CONTACTS, DIAGRAM, GROUP, LEVEL_VALUE,
    MATH, QUOTE, REFERENCES, STAT_VALUE,
};
use super::media::MEDIA;
use super::people::{PEOPLE, PERSON_VALUE};
use super::qr::QR;
use super::table::{ROW_VALUE, TABLE};
use super::timeline::{TIMELINE, TIMELINE_ITEM_VALUE};
use super::values::WHEN;
use crate::vocabulary::ValueType::{AnyOf, Boolean, Code, File, Keys, List, Prose, Text, Word};
use crate::vocabulary::{FileKind, KeyGroup, ValueType, key};

/// One picture, or a list of pictures.
pub(crate) static FIGURE_LIST: ValueType =
    AnyOf(&[File(FileKind::Picture), Keys(&FIGURE), Keys(&FIGURES), List(&FIGURE_VALUE)]);

/// An entry of a list of blocks: a text, one or more blocks, or a list of blocks that stay
/// together.
static BLOCK_ENTRY: ValueType = AnyOf(&[Prose, Keys(&BLOCKS), List(&BLOCK_ENTRY)]);

/// A list of blocks, or a single entry without a list.
pub static BLOCK_LIST: ValueType = AnyOf(&[Prose, Keys(&BLOCKS), List(&BLOCK_ENTRY)]);

/// The keys of blocks.
pub static BLOCKS: KeyGroup = KeyGroup {
    name: "blocks",
    about: "The content blocks of a slide, in the order in which they appear.",
    included: &[],
    sample: "text: Water",
    keys: &[
        key(
            "text",
            Prose,
            "A paragraph of text. After `|`, the text is Markdown.",
            "The river is **clean** again.",
        ),
        key("heading", Text, "A heading within the slide.", "What we found"),
        key(
            "bullets",
            BULLETS_VALUE,
            "A bulleted list. Lists can be nested to any depth.",
            "- Oxygen, **twice a day**\n- Temperature:\n    - at the surface\n    - at the ground",
        ),
        key(
            "numbered",
            NUMBERED_VALUE,
            "A numbered list.",
            "- Take the sample\n- Write the time down",
        ),
        key(
            "checklist",
            CHECKLIST_VALUE,
            "A checklist. Items under `done` are ticked; items under `todo` are not.",
            "- done: Noise study\n- todo: Names of the stops",
        ),
        key(
            "figure",
            FIGURE_LIST,
            "A picture: its path, or keys such as `src`, `alt` and `caption`.",
            "{ src: boat.jpg, alt: Two people lower a probe, caption: At the weir }",
        )
        .with_aliases(&["image"]),
        key(
            "figures",
            FIGURE_LIST,
            "Several pictures side by side.",
            "- before.jpg\n- { src: after.jpg, caption: A year later }",
        )
        .with_aliases(&["images"]),
        key(
            "logos",
            PICTURE_LIST,
            "A grid of logos. On a slide, `logos` replaces the deck's logo strip, so \
                write the grid inside `content`.",
            "[one.svg, two.svg]",
        ),
        key(
            "columns",
            AnyOf(&[List(&BLOCK_LIST), Keys(&COLUMNS)]),
            "Columns side by side, each a list of blocks.",
            "- - text: left\n- - text: right",
        ),
        key(
            "cards",
            AnyOf(&[List(&CARD_VALUE), Keys(&CARDS)]),
            "Boxes of equal importance, side by side.",
            "- { title: Track, text: 118 million € }\n- { title: Depot, text: 22 million € }",
        ),
        key(
            "cascade",
            AnyOf(&[List(&LEVEL_VALUE), Keys(&CASCADE)]),
            "A sequence of levels, each following from the one before: province, city, district.",
            "- { label: Province, text: Action plan }\n- { label: City, text: Measures }",
        ),
        key(
            "timeline",
            AnyOf(&[List(&TIMELINE_ITEM_VALUE), Keys(&TIMELINE)]),
            "Events along a line, or a roadmap: events with `until` or `lane` are bars along an \
                axis of time.",
            "- { when: 2020, title: Founded }\n- { when: 2024, title: First prize, done: true }",
        ),
        key(
            "stats",
            AnyOf(&[Text, STAT_VALUE, List(&STAT_VALUE)]),
            "Large numbers, each with a label.",
            "- { value: \"192\", label: companies }\n- { value: 44 %, label: less waste }",
        ),
        key(
            "quote",
            AnyOf(&[Prose, Keys(&QUOTE)]),
            "A quotation and its source.",
            "{ text: Now I just go., by: \"A passenger, age 81\" }",
        ),
        key(
            "callout",
            AnyOf(&[Prose, Keys(&CALLOUT)]),
            "A highlighted box: a note, a tip or a warning.",
            "{ kind: warning, title: Mind the step, text: It is high. }",
        ),
        key(
            "table",
            AnyOf(&[Prose, List(&ROW_VALUE), Keys(&TABLE)]),
            "A table: a list of rows, the first of which is the header, or a CSV file.",
            "- [Step, Before, After]\n- [Write, 890 µs, 610 µs]",
        ),
        key(
            "code",
            AnyOf(&[Code, Keys(&CODE)]),
            "Program code: the code after `|`, or keys such as `lang`, `text` and `file`.",
            "{ lang: python, text: \"print(6 * 7)\", title: answer.py }",
        ),
        key(
            "math",
            AnyOf(&[Code, Keys(&MATH)]),
            "A formula in LaTeX, on lines of its own. Inside a text, write it between `$` and `$`.",
            "E = m c^2",
        ),
        key(
            "diagram",
            AnyOf(&[Code, Keys(&DIAGRAM)]),
            "A diagram in the language of Mermaid: its text after `|`, or keys such as `mermaid`, \
                `file` and `alt`.",
            "|\n  flowchart LR\n    Sample --> Test --> River",
        ),
        key(
            "chart",
            Keys(&CHART),
            "A chart drawn from numbers: bars, lines, areas, points, shares of a whole.",
            "{ data: { Q1: 8.1, Q2: 8.9, Q3: 11.2 }, highlight: Q3, unit: million € }",
        ),
        key(
            "references",
            AnyOf(&[Boolean, Keys(&REFERENCES)]),
            "The list of the works that the slides cite, from the deck's `bibliography`.",
            "true",
        ),
        key(
            "agenda",
            AnyOf(&[Boolean, Keys(&AGENDA)]),
            "The sections of the deck, each a link, with the present one marked.",
            "true",
        ),
        key(
            "contact",
            AnyOf(&[Text, List(&AnyOf(&[Text, Keys(&CONTACT)])), Keys(&CONTACT), Keys(&CONTACTS)]),
            "Contact details of one person or office, or a list of them.",
            "- { name: Ana Silva, role: Biologist, email: ana@example.org }",
        ),
        key(
            "people",
            AnyOf(&[List(&PERSON_VALUE), Keys(&PEOPLE)]),
            "People with their portraits, names and roles.",
            "- { name: Ana Silva, role: Biologist, photo: ana.jpg }\n- { name: Petros Nikolaou }",
        ),
        key(
            "qr",
            AnyOf(&[Word, Keys(&QR)]),
            "A QR code that the audience can scan: the address or text that it holds.",
            "{ data: https://example.org/river, caption: Join the survey }",
        ),
        key(
            "group",
            AnyOf(&[Prose, Keys(&BLOCKS), Keys(&GROUP), List(&BLOCK_ENTRY)]),
            "Blocks that stay together on one page.",
            "- text: These two\n- text: stay together",
        ),
        key(
            "content",
            BLOCK_LIST,
            "A list of blocks. Use it to place two blocks of the same kind on one slide.",
            "- text: Before\n- bullets: [one, two]\n- text: After",
        ),
        key(
            "body",
            Prose,
            "The whole slide as Markdown, after `|`.",
            "|\n  Words, and a list:\n\n  - one\n  - two",
        ),
        key(
            "video",
            AnyOf(&[File(FileKind::Media), Keys(&MEDIA)]),
            "A video: a poster with a link in the PDF, played by `preview` and `present`.",
            "{ src: boat.mp4, poster: boat.jpg, captions: boat.vtt, alt: A boat passes the lock }",
        ),
        key(
            "audio",
            AnyOf(&[File(FileKind::Media), Keys(&MEDIA)]),
            "A recording of sound, played by `preview` and `present`.",
            "{ src: bird.mp3, caption: A kingfisher calls }",
        ),
        key("icon", ICON_VALUE, "A built-in icon in a colour of the theme.", "rocket"),
        WHEN,
    ],
};
