//! The words of an outline: every key, layout, marker and other name that it may use. How such
//! tables are made is in `crate::vocabulary`.

mod blocks;
mod check;
mod choices;
mod deck;
mod parts;
mod show;
mod slide;

pub use blocks::{BLOCK_LIST, BLOCKS};
pub use check::{CHECK, LEVELS};
pub use choices::{
    ALIGNS, CALLOUTS, CHECKS, DIRECTIONS, FITS, HYPHENATIONS, LAYOUTS, MARKERS, OBJECT_FITS,
    STYLES, WRITINGS,
};
pub use deck::{DECK, PAGE_SIZE, ROOM};
pub use parts::{
    BULLETS, CALLOUT, CARD, CARDS, CASCADE, CHECK_ITEM, CHECKLIST, COLUMNS, CONTACT, CONTACTS,
    FIGURE, FIGURES, ITEM, LEVEL, NUMBERED, QUOTE, STAT, TABLE,
};
pub use show::{KINDS, OPENINGS, TRANSITION, WAYS};
pub use slide::{GROUND, SECTION, SLIDE};
