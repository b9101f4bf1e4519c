//! Reads a node tree into a [`Deck`].

mod accessibility;
mod address;
mod agenda;
mod block;
mod chart_block;
mod chart_months;
mod citation;
mod code_block;
mod code_fence;
mod code_highlight;
mod column_alignment;
mod equations;
mod fence_info;
mod figure;
mod footnote;
mod icon_block;
mod language_code;
mod language_spans;
mod line_ranges;
mod link_address;
mod mark;
mod markdown;
mod media_block;
mod notes_markdown;
mod period;
mod person;
mod plain_text;
mod qr_block;
mod read;
mod reading_order;
mod rule_level;
mod slide;
mod stat;
mod table_block;
mod text;
mod text_direction;
mod timeline;
mod traversal;
pub mod vocabulary;
mod web_vtt;

pub(crate) use address::{Address, find_address_at_start, mail_uri};
pub use agenda::{Agenda, AgendaEntry, AgendaState, format_duration};
pub use block::{
    Align, Block, BlockKind, CalloutKind, Card, CascadeDirection, CascadeLevel, CheckMark, Contact,
    DiagramBlock, EquationNumber, List, ListItem, ListKind, Marker, MathBlock, NumberStyle,
};
pub use chart_block::{ChartBlock, ChartSteps};
pub use citation::{CitationCall, CiteMode, DeckBibliography, ReferenceList, WorkEntry};
pub use code_block::{CodeBlock, CodeLine, LineChange};
pub(crate) use code_fence::FenceTracker;
pub(crate) use fence_info::FenceInfo;
pub use figure::{Figure, FigureShape, ObjectFit};
pub use footnote::NamedFootnote;
pub(crate) use footnote::{is_footnote_name, reads_as_exponent};
pub use icon_block::IconBlock;
pub(crate) use language_code::is_language_code;
pub(crate) use line_ranges::LineRange;
pub use link_address::is_refused_address;
pub use mark::{FigureFrame, FigureMark, MarkKind, ZoomSize};
pub(crate) use markdown::{MAX_TEXT_CHARS, find_formula_at_start, hide_bars, split_cells};
pub(crate) use media_block::is_web_address;
pub use media_block::{MediaBlock, MediaKind, Playback};
pub use notes_markdown::notes_to_markdown;
pub use period::Period;
pub use person::{People, Person, PortraitShape};
pub use plain_text::to_plain_text;
pub use qr_block::QrBlock;
pub use read::{
    Include, IncludedOutline, TextFiles, find_slides, read_deck, read_include, read_included_deck,
};
pub(crate) use read::{is_diagram_fence, media_kind_of_path};
pub use rule_level::RuleLevel;
pub use slide::{
    Background, Compose, Deck, DeckMetadata, DeckSection, FitPolicy, Hyphenation, Layout,
    Pagination, ParagraphOptions, Room, Slide, Tone,
};
pub use stat::{Stat, StatChange};
pub use table_block::{CellBar, CellOffset, TableBlock, TableCell, TableHighlight};
pub use text::{Link, Position, Run, Style, Text};
pub use text_direction::TextDirection;
pub use timeline::{Timeline, TimelineItem, TimelineScale};
