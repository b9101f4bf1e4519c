//! Server-sent events (HTML, section 9.2).
//!
//! An [`EventHub`] holds the latest event of each kind. A page that connects receives all of them;
//! a page that is slow skips events that a later one of the same kind has replaced. So memory use
//! does not depend on the number of pages, their speed or the number of events.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;

use super::ShutdownSignal;
use super::guard::text_response;
use super::wire::to_json;

/// How often a page without events receives a comment, which also detects closed connections.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);

/// How long a page waits before it reconnects.
const RETRY_DELAY: Duration = Duration::from_millis(700);

/// Maximum number of pages that listen at the same time.
const MAX_LISTENING_PAGES: usize = 64;

/// The latest event of each kind. Clones share them.
#[derive(Clone, Debug)]
pub struct EventHub {
    latest: Arc<watch::Sender<LatestEvents>>,
    stop: ShutdownSignal,
}

#[derive(Clone, Debug, Default)]
struct LatestEvents {
    /// Number of events of all kinds so far.
    count: u64,
    /// The number and the JSON of the latest event of each kind.
    kinds: BTreeMap<&'static str, (u64, Arc<str>)>,
}

impl EventHub {
    /// Creates a hub without events, whose connections are closed on shutdown.
    pub fn new(stop: ShutdownSignal) -> Self {
        Self { latest: Arc::new(watch::Sender::new(LatestEvents::default())), stop }
    }

    /// Sends an event to all pages that are or will be connected, from any thread.
    pub fn publish(&self, kind: &'static str, value: &impl Serialize) {
        let json: Arc<str> = to_json(value).into();
        self.latest.send_modify(|latest| {
            latest.count += 1;
            latest.kinds.insert(kind, (latest.count, json));
        });
    }

    /// Builds the response to a page that listens to the events.
    pub fn stream_latest(&self) -> Response {
        if self.latest.receiver_count() >= MAX_LISTENING_PAGES {
            return refuse_stream();
        }
        let mut latest = self.latest.subscribe();
        stream_events(self.stop.clone(), async move |page| {
            let mut last_sent = 0;
            loop {
                let now = latest.borrow_and_update().clone();
                let mut unsent: Vec<_> =
                    now.kinds.iter().filter(|(_, (number, _))| *number > last_sent).collect();
                unsent.sort_by_key(|(_, (number, _))| *number);
                for (kind, (number, json)) in unsent {
                    page.send(kind, json).await?;
                    last_sent = *number;
                }
                latest.changed().await.ok()?;
            }
        })
    }
}

/// Builds the response to a page that cannot listen, because too many do.
pub(super) fn refuse_stream() -> Response {
    text_response(
        StatusCode::SERVICE_UNAVAILABLE,
        "Too many windows are open. Close some of them; this one then connects by itself.",
    )
}

/// The connection to a page that listens.
pub(super) struct EventSender(mpsc::Sender<Result<Event, Infallible>>);

impl EventSender {
    /// Sends an event as soon as the page has received the previous one; `None` if the page has
    /// disconnected.
    pub(super) async fn send(&self, kind: &str, json: &str) -> Option<()> {
        self.0.send(Ok(Event::default().event(kind).data(json))).await.ok()
    }
}

/// Builds the response to a page that listens. It ends when `send_all` ends, when the page
/// disconnects, or on shutdown.
pub(super) fn stream_events<F>(
    stop: ShutdownSignal,
    send_all: impl FnOnce(EventSender) -> F,
) -> Response
where
    F: Future<Output = Option<()>> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(1);
    let sending = send_all(EventSender(sender.clone()));
    tokio::spawn(async move {
        // The first comment tells the page that it is connected.
        let _ = sender.send(Ok(Event::default().comment("connected").retry(RETRY_DELAY))).await;
        tokio::select! {
            _ = sending => {}
            () = sender.closed() => {}
            () = stop.wait() => {}
        }
    });
    Sse::new(ReceiverStream::new(receiver))
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE_INTERVAL))
        .into_response()
}
