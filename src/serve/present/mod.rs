//! Giving a talk: the audience window, the presenter view, and a phone as remote control.
//!
//! [`SharedTalk`] holds the talk that all windows share and notifies them of every change.
//! [`local_router`] and [`remote_router`] serve it to this computer and to the network. [`talk`] is
//! the state itself and knows nothing about windows or the network.

mod background;
mod events;
mod exported;
mod network;
mod pairing;
mod routes;
mod saved_talk;
mod shared_talk;
pub mod talk;
mod wire;

pub use background::BackgroundTask;
pub use exported::export_talk;
pub use network::{find_local_address, render_qr_text};
pub use routes::{local_router, remote_router};
pub use saved_talk::{SavedTalk, TalkStore};
pub use shared_talk::SharedTalk;
