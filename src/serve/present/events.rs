//! A window that listens, as server-sent events.
//!
//! Strokes of a pen build on each other, so a window must hear all messages, unlike those of
//! [`crate::serve::Events`]. One that is too slow for that is sent away; it comes back and is told
//! everything anew.

use std::sync::Arc;

use axum::response::Response;

use super::Stage;
use super::stage::Role;
use crate::serve::Stop;
use crate::serve::events::listened;

/// The answer to a window that listens, until `stop` is given. A phone is told no more once
/// `is_welcome` says no.
pub fn answer(
    stage: &Arc<Stage>,
    role: Role,
    stop: Stop,
    is_welcome: impl Fn() -> bool + Send + 'static,
) -> Response {
    let (first, mut messages, presence) = stage.listen(role);
    listened(stop, async move |page| {
        // Leaves with the page.
        let _presence = presence;
        for message in first {
            page.tell(message.kind, &message.data).await?;
        }
        loop {
            let message = messages.recv().await.ok()?;
            if !is_welcome() {
                return None;
            }
            // Phones are told nothing about the door.
            if message.kind != "remote" || role == Role::Presenter {
                page.tell(message.kind, &message.data).await?;
            }
        }
    })
}
