//! The vocabulary of an outline: its keys and the names that they accept. The types of these tables
//! are in `crate::vocabulary`.

mod agenda;
mod blocks;
mod brand;
mod chart;
mod check;
mod choices;
mod code;
mod deck;
mod figure;
mod icon;
mod lists;
mod long_forms;
mod media;
mod people;
mod qr;
mod show;
mod slide;
mod table;
mod timeline;
mod values;

pub use agenda::{AGENDA, AGENDA_INSERTIONS, AgendaInsertion};
pub use blocks::{BLOCK_LIST, BLOCKS};
pub use brand::{BRAND, BRAND_LOGO};
pub use chart::{
    AXIS_SIDES, CHART, CHART_AXIS, CHART_KINDS, CHART_NOTE, CHART_REFERENCE, CHART_SERIES,
    CHART_STEPS, LEGEND_PLACES, SERIES_MARKS, SORT_ORDERS, STACKINGS,
};
pub use check::{CHECK, RULE_LEVELS};
pub use choices::{
    CALLOUT_KINDS, CASCADE_DIRECTIONS, CHECK_MARKS, CITE_MODES, COLUMN_ALIGNMENTS, COMPOSITIONS,
    FIGURE_SHAPES, FIT_POLICIES, FOCUS_EDGES, HYPHENATIONS, LAYOUTS, MARKERS, NUMBER_STYLES,
    OBJECT_FITS, PAGINATIONS, PORTRAIT_SHAPES, STAT_BETTER, TEXT_DIRECTIONS, THEME_COLOURS,
    TIMELINE_SCALES, TONES,
};
pub use code::CODE;
pub(crate) use deck::MAX_DPI_RANGE;
pub use deck::{DECK, PAGE_SIZE, ROOM};
pub(crate) use figure::ZOOM_RANGE;
pub use figure::{FIGURE, FIGURE_FRAMES, FIGURES, HIDDEN_PART, MARK, PICTURE, PICTURES};
pub use icon::ICON;
pub use lists::{BULLETS, CHECK_ITEM, CHECKLIST, ITEM, NUMBERED};
pub use long_forms::{
    CALLOUT, CARD, CARDS, CASCADE, COLUMNS, CONTACT, CONTACTS, DIAGRAM, GROUP, LEVEL, MATH, QUOTE,
    REFERENCES, STAT,
};
pub use media::MEDIA;
pub use people::{PEOPLE, PERSON};
pub use qr::{QR, QR_LEVELS};
pub use show::{OPEN_MODES, TRANSITION, TRANSITION_DIRECTIONS, TRANSITION_KINDS};
pub use slide::{BACKGROUND, SECTION, SLIDE};
pub use table::{TABLE, TABLE_CELL};
pub use timeline::{TIMELINE, TIMELINE_ITEM};
pub use values::INCLUDE;
