//! The windows that are connected to a talk.

use std::sync::Arc;

use tokio::sync::broadcast;

use super::super::wire::{AllInkEvent, PointerEvent};
use super::{Message, SharedState, SharedTalk};

/// Maximum number of connected windows of each role.
const MAX_WINDOWS: usize = 32;

/// What a window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowRole {
    /// The audience window.
    Audience,
    /// The presenter view.
    Presenter,
    /// The remote control on a phone.
    Phone,
}

/// A connected window; dropping it means that the window has disconnected.
pub(crate) struct ConnectedWindow {
    talk: Arc<SharedTalk>,
    role: WindowRole,
}

impl Drop for ConnectedWindow {
    fn drop(&mut self) {
        self.talk.remove_window(self.role);
    }
}

/// The messages to a window.
pub(crate) struct Subscription {
    /// The messages that describe the current state.
    pub(crate) initial: Vec<Message>,
    /// The messages after that.
    pub(crate) messages: broadcast::Receiver<Message>,
    pub(crate) window: ConnectedWindow,
}

impl SharedTalk {
    /// Connects a window; `None` if too many are connected.
    pub(crate) fn subscribe(self: &Arc<Self>, role: WindowRole) -> Option<Subscription> {
        let now = self.now();
        let mut state = self.lock();
        if *state.window_count(role) >= MAX_WINDOWS {
            return None;
        }
        *state.window_count(role) += 1;
        if role == WindowRole::Audience && state.audience_count == 1 {
            let SharedState { talk, sequence, .. } = &mut *state;
            talk.restart_media(sequence, now);
        }
        state.revision += 1;
        self.send_state(&mut state, now);
        let messages = self.messages.subscribe();
        let json = self.state_json(&mut state, now).into();
        let ink = AllInkEvent { pages: state.talk.ink.pages() };
        let pointer = PointerEvent { from: "", pointer: state.talk.pointer() };
        let mut initial = vec![
            Message { kind: "state", json },
            Message::new("ink", &ink),
            Message::new("pointer", &pointer),
        ];
        if role == WindowRole::Presenter {
            initial.push(Message::new("pairing", &state.pairing_state(now)));
        }
        if role == WindowRole::Phone {
            self.send_pairing(&state, now);
        }
        self.request_save(&mut state);
        let window = ConnectedWindow { talk: self.clone(), role };
        Some(Subscription { initial, messages, window })
    }

    fn remove_window(&self, role: WindowRole) {
        let now = self.now();
        let mut state = self.lock();
        let count = state.window_count(role);
        *count = count.saturating_sub(1);
        state.revision += 1;
        self.send_state(&mut state, now);
        if role == WindowRole::Phone {
            self.send_pairing(&state, now);
        }
        self.request_save(&mut state);
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
}
