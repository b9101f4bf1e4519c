//! The event stream of a talk.
//!
//! Unlike with [`crate::serve::EventHub`], a window must receive every event, because the strokes
//! of a pen build on each other. A window that is too slow for that is disconnected; it reconnects
//! and receives the whole state.

use std::sync::Arc;

use axum::response::Response;

use super::SharedTalk;
use super::shared_talk::{Subscription, WindowRole};
use crate::serve::ShutdownSignal;
use crate::serve::events::{refuse_stream, stream_events};

/// Builds the response to a window that listens. It ends on shutdown, or when `is_allowed` returns
/// false, as for a phone that was unpaired.
pub(super) fn stream_talk(
    talk: &Arc<SharedTalk>,
    role: WindowRole,
    stop: ShutdownSignal,
    is_allowed: impl Fn() -> bool + Send + 'static,
) -> Response {
    let Some(Subscription { initial, mut messages, window }) = talk.subscribe(role) else {
        return refuse_stream();
    };
    stream_events(stop, async move |page| {
        // Counts as connected until the stream ends.
        let _window = window;
        for message in initial {
            page.send(message.kind, &message.json).await?;
        }
        loop {
            let message = messages.recv().await.ok()?;
            if !is_allowed() {
                return None;
            }
            // Only the presenter view may know the pairing code.
            if message.kind != "pairing" || role == WindowRole::Presenter {
                page.send(message.kind, &message.json).await?;
            }
        }
    })
}
