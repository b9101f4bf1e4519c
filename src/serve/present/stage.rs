//! The talk that all windows share: the truth, and who is told of what changes.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::broadcast;

use super::clock::Clock;
use super::pairing::{Pairing, Refused, Status};
use super::saved::Saved;
use super::talk::{Change, Command, Now, Pace, Route, Stop, Talk, follow};
use super::wire::{self, json};
use crate::live::{Presentation, View};
use crate::serve::drawings::Drawings;

/// How many messages a window may be behind before it is told to begin anew.
const BACKLOG: usize = 256;

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
pub enum Role {
    /// The window that the audience sees.
    Audience,
    /// The presenter's.
    Presenter,
    /// A phone.
    Phone,
}

/// The talk that all windows share.
pub struct Stage {
    inner: Mutex<Inner>,
    messages: broadcast::Sender<Message>,
    clock: Clock,
    /// What was drawn of its decks.
    pub(super) drawings: Drawings,
    /// Wakes the upkeep: something changed that is to be written down, or that moves when the next
    /// page comes by itself.
    upkeep: Condvar,
}

struct Inner {
    talk: Talk,
    deck: Arc<Presentation>,
    route: Route,
    pace: Pace,
    /// What was said on the command line instead of the deck's duration.
    seconds: Option<f32>,
    version: u64,
    revision: u64,
    note: Option<String>,
    resumed: bool,
    audience: usize,
    presenters: usize,
    phones: usize,
    /// Since when the page has been shown, by the steady clock; `None` while pages that go on by
    /// themselves wait.
    shown_since: Option<Duration>,
    pairing: Pairing,
    /// Where phones find the remote control.
    remote: Option<String>,
    /// Whether the talk is another than the one that was written down.
    is_unsaved: bool,
    is_over: bool,
}

impl Stage {
    /// A stage for a deck. `seconds` is how long the talk may take if the deck's own duration does
    /// not count.
    pub fn new(deck: Arc<Presentation>, seconds: Option<f32>) -> Self {
        let (messages, _) = broadcast::channel(BACKLOG);
        let route = route(&deck, seconds);
        let pace = Pace::of(&route);
        let inner = Inner {
            talk: Talk::default(),
            deck,
            route,
            pace,
            seconds,
            version: 1,
            revision: 1,
            note: None,
            resumed: false,
            audience: 0,
            presenters: 0,
            phones: 0,
            shown_since: None,
            pairing: Pairing::default(),
            remote: None,
            is_unsaved: false,
            is_over: false,
        };
        Self {
            inner: Mutex::new(inner),
            messages,
            clock: Clock::start(),
            drawings: Drawings::new(),
            upkeep: Condvar::new(),
        }
    }

    /// The time now.
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// Takes up a talk that was written down. What it says of it: the number or title of the slide,
    /// and how much time is gone.
    pub fn resume(&self, saved: Saved) -> (String, Duration) {
        let now = self.now();
        let mut inner = self.lock();
        inner.talk = saved.restore(&inner.route, now);
        inner.resumed = true;
        let stop = &inner.route.stops.get(inner.talk.page()).cloned().unwrap_or_default();
        let name = if stop.label.is_empty() {
            inner.talk.page() + 1
        } else {
            stop.label.parse().unwrap_or(inner.talk.page() + 1)
        };
        (name.to_string(), inner.talk.timer.elapsed(now))
    }

    /// The talk as it is written down.
    pub fn saved(&self, deck: &std::path::Path, port: u16) -> Saved {
        let now = self.now();
        let inner = self.lock();
        Saved::of(&inner.talk, &inner.route, deck, port, now)
    }

    /// Does what a window asks for and tells all windows. `from` names the window, so that it can
    /// leave out what it knows. The state after it.
    pub fn apply(&self, command: &Command, from: &str) -> String {
        let now = self.now();
        let mut inner = self.lock();
        let before = inner.talk.shown();
        let Inner { talk, route, .. } = &mut *inner;
        let change = talk.apply(command, route, now);
        // Whoever goes on needs no word about it any more.
        inner.resumed &= change != Change::State;
        if inner.talk.shown() != before {
            inner.shown_since = None;
        }
        if change != Change::Nothing {
            inner.revision += 1;
        }
        match change {
            Change::Nothing => {}
            Change::State => {
                self.tell_state(&mut inner, now);
                if *command == Command::StartOver {
                    self.tell("ink", &wire::AllInk { all: inner.talk.ink.pages() });
                }
            }
            Change::Pointer => {
                self.tell("pointer", &wire::Pointed { from, at: inner.talk.pointer() })
            }
            Change::Ink => self.tell_ink(&inner, command, from),
        }
        if matches!(change, Change::State | Change::Ink) {
            self.wake(&mut inner);
        }
        self.state(&mut inner, now)
    }

    /// Takes the next page when its time has come.
    pub fn advance(&self) {
        let now = self.now();
        let mut inner = self.lock();
        if inner.left(now).is_none_or(|left| !left.is_zero()) {
            return;
        }
        let Inner { talk, route, .. } = &mut *inner;
        talk.apply(&Command::Next, route, now);
        inner.shown_since = None;
        inner.revision += 1;
        inner.is_unsaved = true;
        self.tell_state(&mut inner, now);
    }

    /// Waits until something is to be done: at most `longest`, and until the next page comes by
    /// itself. Whether the talk is to be written down; `None` at the end.
    pub fn wait(&self, longest: Duration) -> Option<bool> {
        let now = self.now();
        let mut inner = self.lock();
        let wait = inner.left(now).map_or(longest, |left| left.min(longest));
        if !inner.is_unsaved && !inner.is_over {
            inner = self.upkeep.wait_timeout(inner, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
        let is_unsaved = std::mem::take(&mut inner.is_unsaved);
        (!inner.is_over).then_some(is_unsaved)
    }

    /// Ends the upkeep.
    pub fn end(&self) {
        self.lock().is_over = true;
        self.upkeep.notify_all();
    }

    /// Shows another version of the deck from the same place.
    pub fn take(&self, deck: Arc<Presentation>) {
        let now = self.now();
        let mut inner = self.lock();
        let route = route(&deck, inner.seconds);
        let to = follow(&inner.route, &route);
        inner.talk.follow(&to, &route);
        inner.pace = Pace::of(&route);
        (inner.deck, inner.route) = (deck, route);
        inner.version += 1;
        inner.revision += 1;
        inner.note = None;
        self.tell_state(&mut inner, now);
        self.tell("ink", &wire::AllInk { all: inner.talk.ink.pages() });
        self.wake(&mut inner);
    }

    /// Tells the presenter something in passing, or that it is over.
    pub fn note(&self, note: Option<String>) {
        let now = self.now();
        let mut inner = self.lock();
        if inner.note != note {
            inner.note = note;
            inner.revision += 1;
            self.tell_state(&mut inner, now);
        }
    }

    /// Tells the presenter of something that went wrong beside, unless there is worse to tell.
    pub fn warn(&self, note: String) {
        let mut inner = self.lock();
        if inner.note.is_none() {
            inner.note = Some(note);
        }
    }

    /// Tells all windows the time again: their own clocks may have slept.
    pub fn tick(&self) {
        let now = self.now();
        let mut inner = self.lock();
        inner.talk.timer.tick(now);
        self.tell_state(&mut inner, now);
    }

    /// The deck as windows are told of it.
    pub fn deck(&self) -> String {
        let inner = self.lock();
        json(&wire::Deck::of(&inner.deck, &inner.route, &inner.pace, inner.version))
    }

    /// The page whose picture has this name, and the deck that it is in.
    pub fn picture(&self, page: usize, name: &str) -> Option<(Arc<Presentation>, usize)> {
        let inner = self.lock();
        let is_it = |view: &View| wire::name(view.drawing) == name;
        let pages = &inner.deck.pages;
        let page = pages
            .get(page)
            .filter(|view| is_it(view))
            .map(|_| page)
            .or_else(|| pages.iter().position(is_it))?;
        Some((inner.deck.clone(), page))
    }

    /// What is said on the presenter's page of the door for phones.
    pub fn remote(&self) -> String {
        let now = self.now();
        json(&self.lock().remote(now))
    }

    /// Opens the door for phones, which find it at `address`, with a first code.
    pub fn open_door(&self, address: String) -> bool {
        self.lock().remote = Some(address);
        self.renew_code()
    }

    /// Where a phone that scans its code is sent: the code is no part of what is asked for, so that
    /// it stands in no record.
    pub fn door(&self) -> Option<String> {
        let inner = self.lock();
        match (&inner.remote, inner.pairing.status(self.now().steady)) {
            (Some(address), Status::Waits(code)) => Some(format!("{address}#{code}")),
            _ => None,
        }
    }

    /// Makes a new code for a phone.
    pub fn renew_code(&self) -> bool {
        let now = self.now();
        let mut inner = self.lock();
        let is_made = inner.pairing.renew(now.steady, &mut |bytes| getrandom::fill(bytes).ok());
        self.tell("remote", &inner.remote(now));
        is_made
    }

    /// Lets a phone in that knows the code.
    ///
    /// # Errors
    ///
    /// Why it may not come in.
    pub fn enter(&self, code: &str) -> Result<String, Refused> {
        let now = self.now();
        let mut inner = self.lock();
        let word = inner.pairing.enter(code, now.steady, &mut |bytes| getrandom::fill(bytes).ok());
        self.tell("remote", &inner.remote(now));
        word
    }

    /// Whether a word is that of a phone that came in.
    pub fn knows(&self, word: &str) -> bool {
        self.lock().pairing.knows(word)
    }

    /// Sends all phones away.
    pub fn forget_phones(&self) {
        let now = self.now();
        let mut inner = self.lock();
        inner.pairing.forget();
        self.tell("remote", &inner.remote(now));
    }

    /// Lets a window listen: what it has to know now, and what comes after that.
    pub fn listen(
        self: &Arc<Self>,
        role: Role,
    ) -> (Vec<Message>, broadcast::Receiver<Message>, Presence) {
        let now = self.now();
        let mut inner = self.lock();
        *inner.count(role) += 1;
        inner.revision += 1;
        self.tell_state(&mut inner, now);
        let receiver = self.messages.subscribe();
        let mut first = vec![
            Message { kind: "state", data: self.state(&mut inner, now).into() },
            Message {
                kind: "ink",
                data: json(&wire::AllInk { all: inner.talk.ink.pages() }).into(),
            },
            Message {
                kind: "pointer",
                data: json(&wire::Pointed { from: "", at: inner.talk.pointer() }).into(),
            },
        ];
        if role == Role::Presenter {
            first.push(Message { kind: "remote", data: json(&inner.remote(now)).into() });
        }
        if role == Role::Phone {
            self.tell("remote", &inner.remote(now));
        }
        self.wake(&mut inner);
        (first, receiver, Presence { stage: self.clone(), role })
    }

    fn leave(&self, role: Role) {
        let now = self.now();
        let mut inner = self.lock();
        let count = inner.count(role);
        *count = count.saturating_sub(1);
        inner.revision += 1;
        self.tell_state(&mut inner, now);
        if role == Role::Phone {
            self.tell("remote", &inner.remote(now));
        }
        self.wake(&mut inner);
    }

    fn wake(&self, inner: &mut Inner) {
        inner.is_unsaved = true;
        self.upkeep.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // What one window broke must not keep the others from going on.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self, inner: &mut Inner, now: Now) -> String {
        let advance = inner.left(now).map(|left| left.as_millis() as u64);
        let mut state = wire::State::of(&inner.talk, now);
        (state.revision, state.deck, state.advance) = (inner.revision, inner.version, advance);
        (state.audience, state.presenters) = (inner.audience, inner.presenters);
        (state.note, state.resumed) = (inner.note.as_deref(), inner.resumed);
        json(&state)
    }

    fn tell_state(&self, inner: &mut Inner, now: Now) {
        let state = self.state(inner, now);
        let _ = self.messages.send(Message { kind: "state", data: state.into() });
    }

    /// Tells what was drawn: a stroke that grows by what is new of it, anything else by all that is
    /// on the page.
    fn tell_ink(&self, inner: &Inner, command: &Command, from: &str) {
        match command {
            Command::Draw { page, stroke } => {
                self.tell("ink", &wire::NewInk { from, page: inner.route.drawn_on(*page), stroke });
            }
            Command::Erase { page, .. } | Command::Undo { page } | Command::Clear { page } => {
                let page = inner.route.drawn_on(*page);
                let strokes =
                    inner.talk.ink.pages().get(&page).map(Vec::as_slice).unwrap_or_default();
                self.tell("ink", &wire::PageInk { page, strokes });
            }
            _ => {}
        }
    }

    fn tell(&self, kind: &'static str, what: &impl Serialize) {
        // Nobody listening is no mistake.
        let _ = self.messages.send(Message { kind, data: json(what).into() });
    }
}

/// A window that listens; when it is dropped, the window has gone.
pub struct Presence {
    stage: Arc<Stage>,
    role: Role,
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.stage.leave(self.role);
    }
}

impl Inner {
    fn count(&mut self, role: Role) -> &mut usize {
        match role {
            Role::Audience => &mut self.audience,
            Role::Presenter => &mut self.presenters,
            Role::Phone => &mut self.phones,
        }
    }

    /// How long until the next page comes by itself; `None` where none does. Somebody has to see it
    /// go.
    fn left(&mut self, now: Now) -> Option<Duration> {
        let page = self.talk.page();
        let advance = self
            .route
            .stops
            .get(page)
            .and_then(|stop| stop.advance)
            .filter(|advance| *advance > 0.0);
        let goes = advance.filter(|_| {
            self.audience > 0 && !self.talk.is_held(now) && self.route.next(page) != page
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

    fn remote(&self, now: Now) -> wire::Remote<'_> {
        let (code, guessed) = match self.pairing.status(now.steady) {
            Status::Waits(code) => (Some(code), false),
            Status::None => (None, false),
            Status::Guessed => (None, true),
        };
        wire::Remote {
            address: self.remote.as_deref(),
            code,
            guessed,
            known: self.pairing.phones(),
            connected: self.phones,
        }
    }
}

/// The order of a deck's pages.
fn route(deck: &Presentation, seconds: Option<f32>) -> Route {
    let stop = |view: &View| Stop {
        label: view.label.clone(),
        title: view.title.clone(),
        slide: view.slide,
        step: view.step,
        part: view.standing,
        section: view.section.clone(),
        section_seconds: view.section_seconds,
        advance: view.advance,
        drawing: view.drawing,
    };
    Route { stops: deck.pages.iter().map(stop).collect(), seconds: seconds.or(deck.seconds) }
}
