//! Deck and theme → [`Scene`](crate::scene::Scene).
mod text;
