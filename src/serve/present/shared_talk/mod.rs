//! The talk that all windows share. Windows send commands to it, and it sends them every change.

mod remote;
mod windows;

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::broadcast;

use super::pairing::Pairing;
use super::saved_talk::SavedTalk;
use super::talk::{
    PageSequence, Schedule, Talk, TalkChange, TalkCommand, TalkMedia, TalkPage, Timestamp,
    map_pages,
};
use super::wire::{
    AllInkEvent, DeckAddresses, PageInkEvent, PointerEvent, PresentDeck, StrokeEvent, TalkState,
    WireMediaState,
};
use crate::assets::MediaFile;
use crate::live::{PageMedia, PageView, PlayedKind, Presentation};
use crate::serve::clock::Clock;
use crate::serve::image_cache::ImageCache;
use crate::serve::media::{find_media, media_address};
use crate::serve::wire::to_json;

pub(super) use windows::{Subscription, WindowRole};

/// How many messages a window may miss before it has to reconnect.
const MAX_QUEUED_MESSAGES: usize = 256;

/// The longest time that a page is shown before the next one is shown automatically.
const MAX_ADVANCE_SECONDS: f32 = 86_400.0;

/// A message to the windows.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// `state`, `pointer`, `ink` or `pairing`.
    pub(crate) kind: &'static str,
    pub(crate) json: Arc<str>,
}

impl Message {
    fn new(kind: &'static str, value: &impl Serialize) -> Self {
        Self { kind, json: to_json(value).into() }
    }
}

/// The talk that all windows share.
pub struct SharedTalk {
    state: Mutex<SharedState>,
    messages: broadcast::Sender<Message>,
    clock: Clock,
    pub(super) images: ImageCache,
    /// Wakes the background thread after a change that should be saved, or that changes when the
    /// next page is due.
    background_wake: Condvar,
}

struct SharedState {
    talk: Talk,
    deck: Arc<Presentation>,
    sequence: PageSequence,
    schedule: Schedule,
    /// The duration from the command line, which replaces that of the deck.
    seconds_override: Option<f32>,
    /// Number of the deck's version.
    version: u64,
    /// Number of changes to the state.
    revision: u64,
    /// A notice to the presenter.
    notice: Option<String>,
    /// Whether the talk continues one of an earlier run.
    resumed: bool,
    audience_count: usize,
    presenter_count: usize,
    phone_count: usize,
    /// When the page was shown first, by the steady clock; `None` while pages do not advance.
    shown_since: Option<Duration>,
    pairing: Pairing,
    /// The address of the remote control, if it is enabled.
    remote_address: Option<String>,
    /// Whether the talk has changed since it was saved.
    is_unsaved: bool,
    /// Whether the speaker has ended the talk.
    is_ended: bool,
    /// Whether the background thread should stop.
    is_over: bool,
}

impl SharedTalk {
    /// Creates a talk about a deck. `seconds` is its duration if that of the deck does not apply.
    pub fn new(deck: Arc<Presentation>, seconds: Option<f32>) -> Self {
        let (messages, _) = broadcast::channel(MAX_QUEUED_MESSAGES);
        let sequence = build_sequence(&deck, seconds);
        let schedule = Schedule::from_sequence(&sequence);
        let state = SharedState {
            talk: Talk::default(),
            deck,
            sequence,
            schedule,
            seconds_override: seconds,
            version: 1,
            revision: 1,
            notice: None,
            resumed: false,
            audience_count: 0,
            presenter_count: 0,
            phone_count: 0,
            shown_since: None,
            pairing: Pairing::default(),
            remote_address: None,
            is_unsaved: false,
            is_ended: false,
            is_over: false,
        };
        Self {
            state: Mutex::new(state),
            messages,
            clock: Clock::start(),
            images: ImageCache::new(),
            background_wake: Condvar::new(),
        }
    }

    /// Returns the current time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Continues a saved talk. Returns the number of the slide, and the time since the talk began.
    pub fn restore_saved(&self, saved: SavedTalk) -> (String, Duration) {
        let now = self.now();
        let mut state = self.lock();
        state.talk = saved.restore_talk(&state.sequence, now);
        state.resumed = true;
        let page = state.talk.page();
        let label = state.sequence.pages.get(page).map_or("", |page| page.label.as_str());
        let number: usize = label.parse().unwrap_or(page + 1);
        (number.to_string(), state.talk.timer.elapsed(now))
    }

    /// Returns the talk in the form in which it is saved.
    pub(super) fn to_saved(&self, deck: &Path, port: u16) -> SavedTalk {
        let now = self.now();
        let state = self.lock();
        let over = Talk::default();
        let talk = if state.is_ended { &over } else { &state.talk };
        SavedTalk::capture(talk, &state.sequence, deck, port, now)
    }

    /// Ends the talk: the next run starts with the first slide, and only the port stays the same.
    pub fn end_talk(&self) {
        self.lock().is_ended = true;
    }

    /// Executes a command, and sends the change to all windows. `from` names the window that sent
    /// it. Returns the new state.
    pub(super) fn apply_command(&self, command: &TalkCommand, from: &str) -> String {
        let now = self.now();
        let mut state = self.lock();
        let shown = state.talk.audience_page();
        let SharedState { talk, sequence, .. } = &mut *state;
        let change = talk.apply_command(command, sequence, now);
        // The notice about the resumed talk is no longer needed.
        state.resumed &= change != TalkChange::State;
        if state.talk.audience_page() != shown {
            state.shown_since = None;
        }
        if change != TalkChange::Nothing {
            state.revision += 1;
        }
        match change {
            TalkChange::Nothing => {}
            TalkChange::State => {
                self.send_state(&mut state, now);
                if *command == TalkCommand::StartOver {
                    self.send_all_ink(&state);
                }
            }
            TalkChange::Pointer => {
                self.send_message("pointer", &PointerEvent { from, pointer: state.talk.pointer() });
            }
            TalkChange::Ink => self.send_ink(&state, command, from),
        }
        if matches!(change, TalkChange::State | TalkChange::Ink) {
            self.request_save(&mut state);
        }
        self.state_json(&mut state, now)
    }

    /// Shows the next page if it is due.
    pub(super) fn advance_if_due(&self) {
        let now = self.now();
        let mut state = self.lock();
        if state.time_to_advance(now).is_none_or(|left| !left.is_zero()) {
            return;
        }
        let SharedState { talk, sequence, .. } = &mut *state;
        talk.apply_command(&TalkCommand::Next, sequence, now);
        state.shown_since = None;
        state.revision += 1;
        state.is_unsaved = true;
        self.send_state(&mut state, now);
    }

    /// Waits until the talk has changed or the next page is due, but not longer than `timeout`.
    /// Returns whether the talk should be saved; `None` at the end.
    pub(super) fn wait_for_work(&self, timeout: Duration) -> Option<bool> {
        let now = self.now();
        let mut state = self.lock();
        let wait = state.time_to_advance(now).map_or(timeout, |left| left.min(timeout));
        if !state.is_unsaved && !state.is_over {
            let woken = self.background_wake.wait_timeout(state, wait);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        let is_unsaved = std::mem::take(&mut state.is_unsaved);
        (!state.is_over).then_some(is_unsaved)
    }

    /// Stops the background thread.
    pub(super) fn stop_background(&self) {
        self.lock().is_over = true;
        self.background_wake.notify_all();
    }

    /// Shows another version of the deck at the same position.
    pub fn replace_deck(&self, deck: Arc<Presentation>) {
        let now = self.now();
        let mut state = self.lock();
        let sequence = build_sequence(&deck, state.seconds_override);
        let page_map = map_pages(&state.sequence, &sequence);
        state.talk.remap_pages(&page_map, &sequence);
        state.schedule = Schedule::from_sequence(&sequence);
        (state.deck, state.sequence) = (deck, sequence);
        state.version += 1;
        state.revision += 1;
        state.notice = None;
        self.send_state(&mut state, now);
        self.send_all_ink(&state);
        self.request_save(&mut state);
    }

    /// Shows a notice to the presenter, or removes it.
    pub fn set_notice(&self, notice: Option<String>) {
        let now = self.now();
        let mut state = self.lock();
        if state.notice != notice {
            state.notice = notice;
            state.revision += 1;
            self.send_state(&mut state, now);
        }
    }

    /// Shows a notice to the presenter, unless there is one.
    pub(super) fn add_notice(&self, notice: String) {
        self.lock().notice.get_or_insert(notice);
    }

    /// Sends the time to all windows, whose own clocks may have stopped.
    pub(super) fn sync_time(&self) {
        let now = self.now();
        let mut state = self.lock();
        state.talk.timer.sync(now);
        self.send_state(&mut state, now);
    }

    /// Returns the deck as JSON.
    pub(super) fn deck_json(&self) -> String {
        let state = self.lock();
        let SharedState { deck, sequence, schedule, version, .. } = &*state;
        let version = self.images.version(*version);
        let run = self.images.run();
        let addresses = DeckAddresses {
            image_of: &|_, view| self.images.address(view.content_hash),
            media_of: &|file| media_address(run, file),
        };
        to_json(&PresentDeck::new(deck, version, &addresses, sequence, schedule))
    }

    /// Finds a page with this content.
    pub(super) fn find_page(&self, content_hash: u64) -> Option<(Arc<Presentation>, usize)> {
        let deck = self.lock().deck.clone();
        let page = deck.pages.iter().position(|view| view.content_hash == content_hash)?;
        Some((deck, page))
    }

    /// Finds the file of a video, recording or animated picture by its name in the address.
    pub(super) fn find_media(&self, name: &str) -> Option<Arc<MediaFile>> {
        find_media(&self.lock().deck, name)
    }

    /// Wakes the background thread to save the talk.
    fn request_save(&self, state: &mut SharedState) {
        state.is_unsaved = true;
        self.background_wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, SharedState> {
        // A panic in one request must not stop the talk for all others.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_json(&self, state: &mut SharedState, now: Timestamp) -> String {
        let advance_ms = state.time_to_advance(now).map(|left| left.as_millis() as u64);
        let talk = &state.talk;
        to_json(&TalkState {
            revision: state.revision,
            deck_version: self.images.version(state.version),
            page: talk.page(),
            audience_page: talk.audience_page(),
            frozen: talk.is_frozen(),
            screen: talk.screen(),
            can_jump_back: talk.can_jump_back(),
            elapsed_ms: talk.timer.elapsed(now).as_millis() as u64,
            running: talk.timer.is_running(),
            advance_ms,
            audience_windows: state.audience_count,
            presenter_views: state.presenter_count,
            notice: state.notice.as_deref(),
            resumed: state.resumed,
            media: WireMediaState::all(&talk.media, now),
        })
    }

    fn send_state(&self, state: &mut SharedState, now: Timestamp) {
        let json = self.state_json(state, now).into();
        let _ = self.messages.send(Message { kind: "state", json });
    }

    fn send_all_ink(&self, state: &SharedState) {
        self.send_message("ink", &AllInkEvent { pages: state.talk.ink.pages() });
    }

    /// Sends what a command changed in the ink: the new points of a stroke, or else all strokes of
    /// the page.
    fn send_ink(&self, state: &SharedState, command: &TalkCommand, from: &str) {
        match command {
            TalkCommand::Draw { page, stroke } => {
                let page = state.sequence.ink_page(*page);
                self.send_message("ink", &StrokeEvent { from, page, stroke });
            }
            TalkCommand::Erase { page, .. }
            | TalkCommand::Undo { page }
            | TalkCommand::Clear { page } => {
                let page = state.sequence.ink_page(*page);
                let strokes = state.talk.ink.pages().get(&page);
                let strokes = strokes.map(Vec::as_slice).unwrap_or_default();
                self.send_message("ink", &PageInkEvent { page, strokes });
            }
            _ => {}
        }
    }

    fn send_message(&self, kind: &'static str, value: &impl Serialize) {
        // Sending fails if no window is connected, which is fine.
        let _ = self.messages.send(Message::new(kind, value));
    }
}

impl SharedState {
    /// Returns the time until the next page is shown automatically; `None` if it is not. Pages only
    /// advance while an audience window is open.
    fn time_to_advance(&mut self, now: Timestamp) -> Option<Duration> {
        let page = self.talk.page();
        let advance = self
            .sequence
            .pages
            .get(page)
            .and_then(|page| page.advance)
            .filter(|seconds| *seconds > 0.0);
        let has_next = self.sequence.next_page(page) != page;
        let is_held = self.audience_count == 0 || self.talk.is_advance_held(now);
        let Some(seconds) = advance.filter(|_| has_next && !is_held) else {
            self.shown_since = None;
            return None;
        };
        let since = *self.shown_since.get_or_insert(now.steady);
        let advance = Duration::from_secs_f32(seconds.min(MAX_ADVANCE_SECONDS));
        Some(advance.saturating_sub(now.steady.saturating_sub(since)))
    }
}

/// Returns the seconds after which the next page is shown automatically, if it is.
pub(super) fn advance_time(view: &PageView) -> Option<f32> {
    view.advance.filter(|seconds| *seconds > 0.0).map(|seconds| seconds.min(MAX_ADVANCE_SECONDS))
}

/// Returns the pages of a deck in the order in which the talk shows them.
pub(super) fn build_sequence(deck: &Presentation, seconds: Option<f32>) -> PageSequence {
    let build_page = |view: &PageView| TalkPage {
        label: view.label.clone(),
        title: view.title.clone(),
        slide: view.slide,
        step: view.step,
        part: view.standing,
        section: view.section.clone(),
        section_seconds: view.section_seconds,
        advance: view.advance,
        content_hash: view.content_hash,
        media: view.media.iter().filter_map(describe_media).collect(),
    };
    PageSequence {
        pages: deck.pages.iter().map(build_page).collect(),
        seconds: seconds.or(deck.seconds),
    }
}

/// Returns what the windows play together; animated pictures move by themselves.
fn describe_media(media: &PageMedia) -> Option<TalkMedia> {
    let is_played = media.kind != PlayedKind::Picture;
    is_played.then(|| TalkMedia { key: media.key.clone(), autoplay: media.autoplay })
}
