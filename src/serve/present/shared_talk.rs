//! The talk that all windows share: the truth, and who is told of what changes.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::broadcast;

use super::clock::Clock;
use super::pairing::{CodeStatus, Pairing, PairingError};
use super::saved_talk::SavedTalk;
use super::talk::{
    PageSequence, Schedule, Talk, TalkChange, TalkCommand, TalkPage, Timestamp, map_pages,
};
use super::wire::{self, to_json};
use crate::live::{PageView, Presentation};
use crate::serve::image_cache::ImageCache;

/// How many messages a window may be behind before it is told to begin anew.
const MAX_QUEUED_MESSAGES: usize = 256;

/// Something that windows are told.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its kind: `state`, `pointer`, `ink`, `remote`.
    pub kind: &'static str,
    /// JSON.
    pub data: Arc<str>,
}

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowRole {
    /// The window that the audience sees.
    Audience,
    /// The presenter's.
    Presenter,
    /// A phone.
    Phone,
}

/// The talk that all windows share.
pub struct SharedTalk {
    inner: Mutex<SharedState>,
    messages: broadcast::Sender<Message>,
    clock: Clock,
    /// What was drawn of its decks.
    pub(super) images: ImageCache,
    /// Wakes the upkeep: something changed that is to be written down, or that moves when the next
    /// page comes by itself.
    background_wake: Condvar,
}

struct SharedState {
    talk: Talk,
    deck: Arc<Presentation>,
    route: PageSequence,
    schedule: Schedule,
    /// What was said on the command line instead of the deck's duration.
    seconds_override: Option<f32>,
    version: u64,
    revision: u64,
    notice: Option<String>,
    resumed: bool,
    audience_count: usize,
    presenter_count: usize,
    phone_count: usize,
    /// Since when the page has been shown, by the steady clock; `None` while pages that go on by
    /// themselves wait.
    shown_since: Option<Duration>,
    pairing: Pairing,
    /// Where phones find the remote control.
    remote_address: Option<String>,
    /// Whether the talk is another than the one that was written down.
    is_unsaved: bool,
    is_over: bool,
}

impl SharedTalk {
    /// A stage for a deck. `seconds` is how long the talk may take if the deck's own duration does
    /// not count.
    pub fn new(deck: Arc<Presentation>, seconds: Option<f32>) -> Self {
        let (messages, _) = broadcast::channel(MAX_QUEUED_MESSAGES);
        let route = build_sequence(&deck, seconds);
        let pace = Schedule::from_sequence(&route);
        let inner = SharedState {
            talk: Talk::default(),
            deck,
            route,
            schedule: pace,
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
            is_over: false,
        };
        Self {
            inner: Mutex::new(inner),
            messages,
            clock: Clock::start(),
            images: ImageCache::new(),
            background_wake: Condvar::new(),
        }
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Takes up a talk that was written down. What it says of it: the number or title of the slide,
    /// and how much time is gone.
    pub fn restore_saved(&self, saved: SavedTalk) -> (String, Duration) {
        let now = self.now();
        let mut inner = self.lock();
        inner.talk = saved.restore_talk(&inner.route, now);
        inner.resumed = true;
        let stop = &inner.route.pages.get(inner.talk.page()).cloned().unwrap_or_default();
        let name = if stop.label.is_empty() {
            inner.talk.page() + 1
        } else {
            stop.label.parse().unwrap_or(inner.talk.page() + 1)
        };
        (name.to_string(), inner.talk.timer.elapsed(now))
    }

    /// The talk as it is written down.
    pub fn to_saved(&self, deck: &std::path::Path, port: u16) -> SavedTalk {
        let now = self.now();
        let inner = self.lock();
        SavedTalk::capture(&inner.talk, &inner.route, deck, port, now)
    }

    /// Does what a window asks for and tells all windows. `from` names the window, so that it can
    /// leave out what it knows. The state after it.
    pub fn apply_command(&self, command: &TalkCommand, from: &str) -> String {
        let now = self.now();
        let mut inner = self.lock();
        let before = inner.talk.audience_page();
        let SharedState { talk, route, .. } = &mut *inner;
        let change = talk.apply_command(command, route, now);
        // Whoever goes on needs no word about it any more.
        inner.resumed &= change != TalkChange::State;
        if inner.talk.audience_page() != before {
            inner.shown_since = None;
        }
        if change != TalkChange::Nothing {
            inner.revision += 1;
        }
        match change {
            TalkChange::Nothing => {}
            TalkChange::State => {
                self.send_state(&mut inner, now);
                if *command == TalkCommand::StartOver {
                    self.send_message("ink", &wire::AllInkEvent { all: inner.talk.ink.pages() });
                }
            }
            TalkChange::Pointer => {
                self.send_message("pointer", &wire::PointerEvent { from, at: inner.talk.pointer() })
            }
            TalkChange::Ink => self.send_ink(&inner, command, from),
        }
        if matches!(change, TalkChange::State | TalkChange::Ink) {
            self.request_save(&mut inner);
        }
        self.state_json(&mut inner, now)
    }

    /// Takes the next page when its time has come.
    pub fn advance_if_due(&self) {
        let now = self.now();
        let mut inner = self.lock();
        if inner.time_to_advance(now).is_none_or(|left| !left.is_zero()) {
            return;
        }
        let SharedState { talk, route, .. } = &mut *inner;
        talk.apply_command(&TalkCommand::Next, route, now);
        inner.shown_since = None;
        inner.revision += 1;
        inner.is_unsaved = true;
        self.send_state(&mut inner, now);
    }

    /// Waits until something is to be done: at most `longest`, and until the next page comes by
    /// itself. Whether the talk is to be written down; `None` at the end.
    pub fn wait_for_work(&self, longest: Duration) -> Option<bool> {
        let now = self.now();
        let mut inner = self.lock();
        let wait = inner.time_to_advance(now).map_or(longest, |left| left.min(longest));
        if !inner.is_unsaved && !inner.is_over {
            inner = self
                .background_wake
                .wait_timeout(inner, wait)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        let is_unsaved = std::mem::take(&mut inner.is_unsaved);
        (!inner.is_over).then_some(is_unsaved)
    }

    /// Ends the upkeep.
    pub fn stop_background(&self) {
        self.lock().is_over = true;
        self.background_wake.notify_all();
    }

    /// Shows another version of the deck from the same place.
    pub fn replace_deck(&self, deck: Arc<Presentation>) {
        let now = self.now();
        let mut inner = self.lock();
        let route = build_sequence(&deck, inner.seconds_override);
        let to = map_pages(&inner.route, &route);
        inner.talk.remap_pages(&to, &route);
        inner.schedule = Schedule::from_sequence(&route);
        (inner.deck, inner.route) = (deck, route);
        inner.version += 1;
        inner.revision += 1;
        inner.notice = None;
        self.send_state(&mut inner, now);
        self.send_message("ink", &wire::AllInkEvent { all: inner.talk.ink.pages() });
        self.request_save(&mut inner);
    }

    /// Tells the presenter something in passing, or that it is over.
    pub fn set_notice(&self, note: Option<String>) {
        let now = self.now();
        let mut inner = self.lock();
        if inner.notice != note {
            inner.notice = note;
            inner.revision += 1;
            self.send_state(&mut inner, now);
        }
    }

    /// Tells the presenter of something that went wrong beside, unless there is worse to tell.
    pub fn add_notice(&self, note: String) {
        let mut inner = self.lock();
        if inner.notice.is_none() {
            inner.notice = Some(note);
        }
    }

    /// Tells all windows the time again: their own clocks may have slept.
    pub fn sync_time(&self) {
        let now = self.now();
        let mut inner = self.lock();
        inner.talk.timer.sync(now);
        self.send_state(&mut inner, now);
    }

    /// The deck as windows are told of it.
    pub fn deck_json(&self) -> String {
        let inner = self.lock();
        to_json(&wire::PresentDeck::new(&inner.deck, &inner.route, &inner.schedule, inner.version))
    }

    /// The page whose picture has this name, and the deck that it is in.
    pub fn find_page_by_image(
        &self,
        page: usize,
        name: &str,
    ) -> Option<(Arc<Presentation>, usize)> {
        let inner = self.lock();
        let is_it = |view: &PageView| wire::format_image_id(view.content_hash) == name;
        let pages = &inner.deck.pages;
        let page = pages
            .get(page)
            .filter(|view| is_it(view))
            .map(|_| page)
            .or_else(|| pages.iter().position(is_it))?;
        Some((inner.deck.clone(), page))
    }

    /// What is said on the presenter's page of the door for phones.
    pub fn pairing_json(&self) -> String {
        let now = self.now();
        to_json(&self.lock().pairing_state(now))
    }

    /// Opens the door for phones, which find it at `address`, with a first code.
    pub fn enable_remote(&self, address: String) -> bool {
        self.lock().remote_address = Some(address);
        self.renew_code()
    }

    /// Where a phone that scans its code is sent: the code is no part of what is asked for, so that
    /// it stands in no record.
    pub fn pairing_url(&self) -> Option<String> {
        let inner = self.lock();
        match (&inner.remote_address, inner.pairing.code_status(self.now().steady)) {
            (Some(address), CodeStatus::Valid(code)) => Some(format!("{address}#{code}")),
            _ => None,
        }
    }

    /// Makes a new code for a phone.
    pub fn renew_code(&self) -> bool {
        let now = self.now();
        let mut inner = self.lock();
        let is_made =
            inner.pairing.renew_code(now.steady, &mut |bytes| getrandom::fill(bytes).ok());
        self.send_message("remote", &inner.pairing_state(now));
        is_made
    }

    /// Lets a phone in that knows the code.
    ///
    /// # Errors
    ///
    /// Why it may not come in.
    pub fn pair_phone(&self, code: &str) -> Result<String, PairingError> {
        let now = self.now();
        let mut inner = self.lock();
        let word =
            inner.pairing.pair_phone(code, now.steady, &mut |bytes| getrandom::fill(bytes).ok());
        self.send_message("remote", &inner.pairing_state(now));
        word
    }

    /// Whether a word is that of a phone that came in.
    pub fn is_paired(&self, word: &str) -> bool {
        self.lock().pairing.is_paired(word)
    }

    /// Sends all phones away.
    pub fn unpair_phones(&self) {
        let now = self.now();
        let mut inner = self.lock();
        inner.pairing.unpair_all();
        self.send_message("remote", &inner.pairing_state(now));
    }

    /// Lets a window listen: what it has to know now, and what comes after that.
    pub fn subscribe(
        self: &Arc<Self>,
        role: WindowRole,
    ) -> (Vec<Message>, broadcast::Receiver<Message>, ConnectedWindow) {
        let now = self.now();
        let mut inner = self.lock();
        *inner.window_count(role) += 1;
        inner.revision += 1;
        self.send_state(&mut inner, now);
        let receiver = self.messages.subscribe();
        let mut first = vec![
            Message { kind: "state", data: self.state_json(&mut inner, now).into() },
            Message {
                kind: "ink",
                data: to_json(&wire::AllInkEvent { all: inner.talk.ink.pages() }).into(),
            },
            Message {
                kind: "pointer",
                data: to_json(&wire::PointerEvent { from: "", at: inner.talk.pointer() }).into(),
            },
        ];
        if role == WindowRole::Presenter {
            first.push(Message { kind: "remote", data: to_json(&inner.pairing_state(now)).into() });
        }
        if role == WindowRole::Phone {
            self.send_message("remote", &inner.pairing_state(now));
        }
        self.request_save(&mut inner);
        (first, receiver, ConnectedWindow { stage: self.clone(), role })
    }

    fn remove_window(&self, role: WindowRole) {
        let now = self.now();
        let mut inner = self.lock();
        let count = inner.window_count(role);
        *count = count.saturating_sub(1);
        inner.revision += 1;
        self.send_state(&mut inner, now);
        if role == WindowRole::Phone {
            self.send_message("remote", &inner.pairing_state(now));
        }
        self.request_save(&mut inner);
    }

    fn request_save(&self, inner: &mut SharedState) {
        inner.is_unsaved = true;
        self.background_wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, SharedState> {
        // What one window broke must not keep the others from going on.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_json(&self, inner: &mut SharedState, now: Timestamp) -> String {
        let advance = inner.time_to_advance(now).map(|left| left.as_millis() as u64);
        let mut state = wire::TalkState::from_talk(&inner.talk, now);
        (state.revision, state.deck, state.advance) = (inner.revision, inner.version, advance);
        (state.audience, state.presenters) = (inner.audience_count, inner.presenter_count);
        (state.note, state.resumed) = (inner.notice.as_deref(), inner.resumed);
        to_json(&state)
    }

    fn send_state(&self, inner: &mut SharedState, now: Timestamp) {
        let state = self.state_json(inner, now);
        let _ = self.messages.send(Message { kind: "state", data: state.into() });
    }

    /// Tells what was drawn: a stroke that grows by what is new of it, anything else by all that is
    /// on the page.
    fn send_ink(&self, inner: &SharedState, command: &TalkCommand, from: &str) {
        match command {
            TalkCommand::Draw { page, stroke } => {
                self.send_message(
                    "ink",
                    &wire::StrokeEvent { from, page: inner.route.ink_page(*page), stroke },
                );
            }
            TalkCommand::Erase { page, .. }
            | TalkCommand::Undo { page }
            | TalkCommand::Clear { page } => {
                let page = inner.route.ink_page(*page);
                let strokes =
                    inner.talk.ink.pages().get(&page).map(Vec::as_slice).unwrap_or_default();
                self.send_message("ink", &wire::PageInkEvent { page, strokes });
            }
            _ => {}
        }
    }

    fn send_message(&self, kind: &'static str, what: &impl Serialize) {
        // Nobody listening is no mistake.
        let _ = self.messages.send(Message { kind, data: to_json(what).into() });
    }
}

/// A window that listens; when it is dropped, the window has gone.
pub struct ConnectedWindow {
    stage: Arc<SharedTalk>,
    role: WindowRole,
}

impl Drop for ConnectedWindow {
    fn drop(&mut self) {
        self.stage.remove_window(self.role);
    }
}

impl SharedState {
    fn window_count(&mut self, role: WindowRole) -> &mut usize {
        match role {
            WindowRole::Audience => &mut self.audience_count,
            WindowRole::Presenter => &mut self.presenter_count,
            WindowRole::Phone => &mut self.phone_count,
        }
    }

    /// How long until the next page comes by itself; `None` where none does. Somebody has to see it
    /// go.
    fn time_to_advance(&mut self, now: Timestamp) -> Option<Duration> {
        let page = self.talk.page();
        let advance = self
            .route
            .pages
            .get(page)
            .and_then(|stop| stop.advance)
            .filter(|advance| *advance > 0.0);
        let goes = advance.filter(|_| {
            self.audience_count > 0
                && !self.talk.is_advance_held(now)
                && self.route.next_page(page) != page
        });
        let Some(advance) = goes else {
            self.shown_since = None;
            return None;
        };
        let since = *self.shown_since.get_or_insert(now.steady);
        Some(
            Duration::from_secs_f32(advance.min(86_400.0))
                .saturating_sub(now.steady.saturating_sub(since)),
        )
    }

    fn pairing_state(&self, now: Timestamp) -> wire::PairingState<'_> {
        let (code, guessed) = match self.pairing.code_status(now.steady) {
            CodeStatus::Valid(code) => (Some(code), false),
            CodeStatus::None => (None, false),
            CodeStatus::TooManyGuesses => (None, true),
        };
        wire::PairingState {
            address: self.remote_address.as_deref(),
            code,
            guessed,
            known: self.pairing.phone_count(),
            connected: self.phone_count,
        }
    }
}

/// The order of a deck's pages.
fn build_sequence(deck: &Presentation, seconds: Option<f32>) -> PageSequence {
    let stop = |view: &PageView| TalkPage {
        label: view.label.clone(),
        title: view.title.clone(),
        slide: view.slide,
        step: view.step,
        part: view.standing,
        section: view.section.clone(),
        section_seconds: view.section_seconds,
        advance: view.advance,
        drawing: view.content_hash,
    };
    PageSequence { pages: deck.pages.iter().map(stop).collect(), seconds: seconds.or(deck.seconds) }
}
