//! Giving a talk: the audience's window, the presenter's, and a phone as remote control.
//!
//! [`SharedTalk`] holds the one talk that all windows share, and tells them of every change; [`local_router`]
//! and [`remote_router`] are what it looks like from this machine and from the network. [`talk::Talk`] is the
//! state itself and knows nothing of any of them.

mod asset_list;
mod background;
mod clock;
mod events;
mod network;
mod page_image;
mod pairing;
mod routes;
mod saved_talk;
mod shared_talk;
pub mod talk;
mod wire;

pub use background::BackgroundTask;
pub use network::{find_local_address, render_qr_text};
pub use pairing::PairingError;
pub use routes::{local_router, remote_router};
pub use saved_talk::{SavedTalk, TalkStore};
pub use shared_talk::SharedTalk;
