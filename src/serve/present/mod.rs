//! Giving a talk: the audience's window, the presenter's, and a phone as remote control.
//!
//! [`Stage`] holds the one talk that all windows share, and tells them of every change; [`local`]
//! and [`remote`] are what it looks like from this machine and from the network. [`talk`] is the
//! state itself and knows nothing of any of them.

mod clock;
mod events;
mod network;
mod page;
mod pairing;
mod picture;
mod routes;
mod saved;
mod stage;
pub mod talk;
mod upkeep;
mod wire;

pub use network::{address, code_in_letters};
pub use pairing::Refused;
pub use routes::{local, remote};
pub use saved::{Saved, Store};
pub use stage::Stage;
pub use upkeep::Upkeep;
