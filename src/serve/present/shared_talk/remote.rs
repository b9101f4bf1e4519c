//! The remote control of a talk: pairing phones.

use super::super::pairing::{CodeStatus, PairingError};
use super::super::talk::Timestamp;
use super::super::wire::PairingState;
use super::{SharedState, SharedTalk};
use crate::serve::wire::to_json;

impl SharedTalk {
    /// Enables the remote control at `address`, with a first code. Returns whether the code could
    /// be created.
    pub fn enable_remote(&self, address: String) -> bool {
        self.lock().remote_address = Some(address);
        self.renew_code()
    }

    /// Returns the state of the remote control as JSON.
    pub(crate) fn pairing_json(&self) -> String {
        let now = self.now();
        to_json(&self.lock().pairing_state(now))
    }

    /// Returns the address for the QR code, if a code is valid. The code comes after the `#`, so it
    /// is never part of a request and appears in no log.
    pub fn pairing_url(&self) -> Option<String> {
        let state = self.lock();
        match (&state.remote_address, state.pairing.code_status(self.now().steady)) {
            (Some(address), CodeStatus::Valid(code)) => Some(format!("{address}#{code}")),
            _ => None,
        }
    }

    /// Creates a new code; returns whether that is possible.
    pub(crate) fn renew_code(&self) -> bool {
        let now = self.now();
        let mut state = self.lock();
        let is_created =
            state.pairing.renew_code(now.steady, &mut |bytes| getrandom::fill(bytes).ok());
        self.send_pairing(&state, now);
        is_created
    }

    /// Pairs a phone that sends the code; returns its token.
    pub(crate) fn pair_phone(&self, code: &str) -> Result<String, PairingError> {
        let now = self.now();
        let mut state = self.lock();
        let token =
            state.pairing.pair_phone(code, now.steady, &mut |bytes| getrandom::fill(bytes).ok());
        self.send_pairing(&state, now);
        token
    }

    /// Tells whether a token belongs to a paired phone.
    pub(crate) fn is_paired(&self, token: &str) -> bool {
        self.lock().pairing.is_paired(token)
    }

    /// Unpairs all phones.
    pub(crate) fn unpair_phones(&self) {
        let now = self.now();
        let mut state = self.lock();
        state.pairing.unpair_all();
        self.send_pairing(&state, now);
    }

    pub(super) fn send_pairing(&self, state: &SharedState, now: Timestamp) {
        self.send_message("pairing", &state.pairing_state(now));
    }
}

impl SharedState {
    pub(super) fn pairing_state(&self, now: Timestamp) -> PairingState<'_> {
        let (code, too_many_guesses) = match self.pairing.code_status(now.steady) {
            CodeStatus::Valid(code) => (Some(code), false),
            CodeStatus::None => (None, false),
            CodeStatus::TooManyGuesses => (None, true),
        };
        PairingState {
            address: self.remote_address.as_deref(),
            code,
            too_many_guesses,
            paired: self.pairing.phone_count(),
            connected: self.phone_count,
        }
    }
}
