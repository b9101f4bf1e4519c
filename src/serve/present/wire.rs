//! The JSON of a talk; `page/wire.d.ts` describes it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shared_talk::advance_time;
use super::talk::{
    MediaPlayback, MediaState, PageSequence, PenStroke, Pointer, Schedule, Screen, SectionSchedule,
    TimeRange, Timestamp,
};
use crate::assets::MediaFile;
use crate::live::{PageView, Presentation};
use crate::serve::wire::{WireDeck, WireLink, WireMedia, WirePage, WireText, to_ms};
use crate::show::{Transition, TransitionDirection, TransitionKind};

/// The deck of a talk.
#[derive(Serialize)]
pub(super) struct PresentDeck<'d> {
    #[serde(flatten)]
    deck: WireDeck<'d, PresentPage<'d>>,
    last_page: usize,
    duration_ms: Option<u64>,
    sections: Vec<WireSection<'d>>,
    page_times: Vec<WireTimeRange>,
}

#[derive(Serialize)]
struct PresentPage<'d> {
    #[serde(flatten)]
    page: WirePage,
    #[serde(flatten)]
    text: WireText<'d>,
    links: Vec<WireLink<'d>>,
    media: Vec<WireMedia<'d>>,
    transition: Option<PageTransition>,
    advance_ms: Option<u64>,
    // Where commands lead, so that a window can show it before the server answers.
    next: usize,
    back: usize,
    next_slide: usize,
    previous_slide: usize,
}

#[derive(Serialize)]
struct PageTransition {
    kind: TransitionKind,
    duration_ms: u64,
    direction: Option<TransitionDirection>,
}

#[derive(Serialize)]
struct WireSection<'d> {
    title: &'d str,
    first_page: usize,
    page_count: usize,
    slide_count: usize,
    time: Option<WireTimeRange>,
}

#[derive(Serialize)]
struct WireTimeRange {
    start_ms: u64,
    end_ms: u64,
}

/// Where the images and media of a deck are.
pub(super) struct DeckAddresses<'a> {
    /// Returns the address of the image of the page with this index, without an extension.
    pub(super) image_of: &'a dyn Fn(usize, &PageView) -> String,
    /// Returns the address of a video, recording or animated picture, or its captions.
    pub(super) media_of: &'a dyn Fn(&MediaFile) -> String,
}

impl<'d> PresentDeck<'d> {
    pub(super) fn new(
        deck: &'d Presentation,
        version: String,
        addresses: &DeckAddresses<'_>,
        sequence: &PageSequence,
        schedule: &'d Schedule,
    ) -> Self {
        let mut index = 0;
        let describe_page = |page, view| {
            let page = PresentPage::new((page, view), addresses, sequence, index);
            index += 1;
            page
        };
        Self {
            deck: WireDeck::new(deck, version, addresses.image_of, describe_page),
            last_page: sequence.last_page(),
            duration_ms: schedule.seconds.map(to_ms),
            sections: schedule.sections.iter().map(WireSection::new).collect(),
            page_times: schedule.page_times.iter().map(WireTimeRange::new).collect(),
        }
    }
}

impl<'d> PresentPage<'d> {
    fn new(
        (page, view): (WirePage, &'d PageView),
        addresses: &DeckAddresses<'_>,
        sequence: &PageSequence,
        index: usize,
    ) -> Self {
        Self {
            page,
            text: WireText::new(view),
            links: WireLink::all(view),
            media: WireMedia::all(view, addresses.media_of),
            transition: view.transition.map(PageTransition::new),
            advance_ms: advance_time(view).map(to_ms),
            next: sequence.next_page(index),
            back: sequence.previous_page(index),
            next_slide: sequence.next_slide(index),
            previous_slide: sequence.previous_slide(index),
        }
    }
}

impl PageTransition {
    fn new(transition: Transition) -> Self {
        Self {
            kind: transition.kind,
            duration_ms: to_ms(transition.seconds),
            direction: transition.direction,
        }
    }
}

impl<'d> WireSection<'d> {
    fn new(section: &'d SectionSchedule) -> Self {
        Self {
            title: &section.title,
            first_page: section.first_page,
            page_count: section.page_count,
            slide_count: section.slide_count,
            time: section.time.as_ref().map(WireTimeRange::new),
        }
    }
}

impl WireTimeRange {
    fn new(range: &TimeRange) -> Self {
        Self { start_ms: to_ms(range.start), end_ms: to_ms(range.end) }
    }
}

/// The state of a talk, which is sent after every change.
#[derive(Serialize)]
pub(super) struct TalkState<'s> {
    /// Grows with every change.
    pub(super) revision: u64,
    /// The version of the deck to which the page numbers refer.
    pub(super) deck_version: String,
    pub(super) page: usize,
    pub(super) audience_page: usize,
    pub(super) frozen: bool,
    pub(super) screen: Screen,
    pub(super) can_jump_back: bool,
    pub(super) elapsed_ms: u64,
    pub(super) running: bool,
    /// Time until the next page is shown automatically.
    pub(super) advance_ms: Option<u64>,
    pub(super) audience_windows: usize,
    pub(super) presenter_views: usize,
    /// A notice to the presenter.
    pub(super) notice: Option<&'s str>,
    /// Whether the talk continues one of an earlier run.
    pub(super) resumed: bool,
    /// What is or was played on the current pages.
    pub(super) media: Vec<WireMediaState<'s>>,
}

/// How far a video or recording has been played.
#[derive(Serialize)]
pub(super) struct WireMediaState<'s> {
    key: &'s str,
    playing: bool,
    position_ms: u64,
    /// Differs between all changes of the state.
    change: u64,
}

impl<'s> WireMediaState<'s> {
    pub(super) fn all(playback: &'s MediaPlayback, now: Timestamp) -> Vec<Self> {
        let state = |(key, state): (&'s str, &MediaState)| Self {
            key,
            playing: state.is_playing,
            position_ms: state.position(now).as_millis() as u64,
            change: state.change,
        };
        playback.states().map(state).collect()
    }
}

/// The state of the remote control, for the presenter view.
#[derive(Serialize)]
pub(super) struct PairingState<'r> {
    /// The address of the remote control; `None` if it is not enabled.
    pub(super) address: Option<&'r str>,
    /// The code that is valid now.
    pub(super) code: Option<String>,
    pub(super) too_many_guesses: bool,
    /// Number of paired phones.
    pub(super) paired: usize,
    /// Number of phones that are connected now.
    pub(super) connected: usize,
}

/// The pointer was moved or removed.
#[derive(Serialize)]
pub(super) struct PointerEvent<'p> {
    /// The window that moved it, which ignores the event.
    pub(super) from: &'p str,
    pub(super) pointer: Option<Pointer>,
}

/// Points were added to a stroke.
#[derive(Serialize)]
pub(super) struct StrokeEvent<'i> {
    /// The window that draws, which ignores the event.
    pub(super) from: &'i str,
    pub(super) page: usize,
    pub(super) stroke: &'i PenStroke,
}

/// All strokes of a page.
#[derive(Serialize)]
pub(super) struct PageInkEvent<'i> {
    pub(super) page: usize,
    pub(super) strokes: &'i [PenStroke],
}

/// All strokes of all pages.
#[derive(Serialize)]
pub(super) struct AllInkEvent<'i> {
    pub(super) pages: &'i BTreeMap<usize, Vec<PenStroke>>,
}
