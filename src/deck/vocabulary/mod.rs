//! The vocabulary of an outline: its keys and the names that they accept. The types of these tables
//! are in `crate::vocabulary`.

mod blocks;
mod check;
mod choices;
mod code;
mod deck;
mod lists;
mod long_forms;
mod show;
mod slide;
mod values;

pub use blocks::{BLOCK_LIST, BLOCKS};
pub use check::{CHECK, RULE_LEVELS};
pub use choices::{
    CALLOUT_KINDS, CASCADE_DIRECTIONS, CHECK_MARKS, CITE_MODES, COLUMN_ALIGNMENTS, FIT_POLICIES,
    HYPHENATIONS, LAYOUTS, MARKERS, NUMBER_STYLES, OBJECT_FITS, PAGINATIONS, TEXT_DIRECTIONS,
};
pub use code::CODE;
pub(crate) use deck::MAX_DPI_RANGE;
pub use deck::{DECK, PAGE_SIZE, ROOM};
pub use lists::{BULLETS, CHECK_ITEM, CHECKLIST, ITEM, NUMBERED};
pub use long_forms::{
    CALLOUT, CARD, CARDS, CASCADE, COLUMNS, CONTACT, CONTACTS, DIAGRAM, FIGURE, FIGURES, LEVEL,
    MATH, QUOTE, REFERENCES, STAT, TABLE,
};
pub use show::{OPEN_MODES, TRANSITION, TRANSITION_DIRECTIONS, TRANSITION_KINDS};
pub use slide::{BACKGROUND, SECTION, SLIDE};
pub use values::INCLUDE;
