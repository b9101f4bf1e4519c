//! A window that listens, as server-sent events.
//!
//! Strokes of a pen build on each other, so a window must hear all messages, unlike those of [`crate::serve::Events`]. One that is too slow for
//! that is sent away; it comes back and is told everything anew.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::Stage;
use super::stage::{Message, Role};
use crate::serve::Stop;

/// How often a window that is told nothing is sent a sign of life, which also shows that it is gone.
const ALIVE: Duration = Duration::from_secs(10);
/// How long a window waits before it asks again after the connection was lost.
const RETRY: Duration = Duration::from_millis(700);

/// The answer to a window that listens, until `stop` is given. A phone is told no more once `is_welcome` says no.
pub fn answer(stage: &Arc<Stage>, role: Role, stop: Stop, is_welcome: impl Fn() -> bool + Send + Sync + 'static) -> Response {
    let (sender, receiver) = mpsc::channel(64);
    let (first, mut messages, presence) = stage.listen(role);
    tokio::spawn(async move {
        // Leaves with the task.
        let _presence = presence;
        let told = async {
            sender.send(Ok(Event::default().comment("here").retry(RETRY))).await.ok()?;
            for message in first {
                sender.send(Ok(event(&message))).await.ok()?;
            }
            loop {
                tokio::select! {
                    message = messages.recv() => {
                        let message = message.ok()?;
                        if !is_welcome() {
                            return None;
                        }
                        // Phones are told nothing about the door.
                        if message.kind != "remote" || role == Role::Presenter {
                            sender.send(Ok(event(&message))).await.ok()?;
                        }
                    }
                    () = sender.closed() => return Some(()),
                }
            }
        };
        tokio::select! {
            _ = told => {}
            () = stop.given() => {}
        }
    });
    Sse::new(ReceiverStream::<Result<Event, Infallible>>::new(receiver))
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response()
}

fn event(message: &Message) -> Event {
    Event::default().event(message.kind).data(&*message.data)
}
