//! A window that listens, as server-sent events.
//!
//! Strokes of a pen build on each other, so a window must hear all messages, unlike those of
//! [`crate::serve::EventHub`]. One that is too slow for that is sent away; it comes back and is told
//! everything anew.

use std::sync::Arc;

use axum::response::Response;

use super::SharedTalk;
use super::shared_talk::WindowRole;
use crate::serve::ShutdownSignal;
use crate::serve::events::stream_events;

/// The answer to a window that listens, until `stop` is given. A phone is told no more once
/// `is_welcome` says no.
pub fn stream_talk(
    stage: &Arc<SharedTalk>,
    role: WindowRole,
    stop: ShutdownSignal,
    is_welcome: impl Fn() -> bool + Send + 'static,
) -> Response {
    let (first, mut messages, presence) = stage.subscribe(role);
    stream_events(stop, async move |page| {
        // Leaves with the page.
        let _presence = presence;
        for message in first {
            page.send(message.kind, &message.data).await?;
        }
        loop {
            let message = messages.recv().await.ok()?;
            if !is_welcome() {
                return None;
            }
            // Phones are told nothing about the door.
            if message.kind != "remote" || role == WindowRole::Presenter {
                page.send(message.kind, &message.data).await?;
            }
        }
    })
}
