//! A deck as its author means it: node tree in, [`Deck`] out.

mod accessible;
mod block;
mod direction;
mod language;
mod level;
mod markdown;
mod numbers;
mod plain;
mod read;
mod slide;
mod spoken;
mod text;
pub mod vocabulary;
mod walk;

pub use block::{
    Align, Block, BlockKind, CalloutKind, Card, Check, Contact, Direction, Figure, Level, List,
    ListItem, ListKind, Marker, NumberStyle, ObjectFit, Stat,
};
pub use direction::Writing;
pub use level::RuleLevel;
pub use plain::plain;
pub use read::{TextFiles, read};
pub use slide::{
    Background, Deck, Filling, FitPolicy, Hyphenation, Layout, Metadata, Room, Section, Slide,
};
pub use text::{Link, Position, Run, Style, Text};
