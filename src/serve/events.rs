//! What is new, told to every open page as server-sent events (HTML, section 9.2).
//!
//! The hub keeps the latest event of each kind and nothing else. A page that comes is told the
//! latest of each; one that is slow is told the latest when it is ready for it, and does not know
//! that there were others. So nothing grows, however many pages there are, however slow they are,
//! and however often something is new.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;

use super::ShutdownSignal;

/// How often a page that is told nothing is sent a sign of life, which also shows that it is gone.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);

/// How long a page waits before it asks again after the connection was lost.
const RETRY_DELAY: Duration = Duration::from_millis(700);

/// The hub; copies are the same.
#[derive(Clone, Debug)]
pub struct EventHub {
    latest: Arc<watch::Sender<LatestEvents>>,
    stop: ShutdownSignal,
}

/// The latest event of each kind: its number, counted over all kinds, and its text.
#[derive(Clone, Debug, Default)]
struct LatestEvents {
    count: u64,
    kinds: BTreeMap<&'static str, (u64, Arc<str>)>,
}

impl EventHub {
    /// A hub with nothing to tell, whose listeners are sent away when `stop` is given.
    pub fn new(stop: ShutdownSignal) -> Self {
        Self { latest: Arc::new(watch::Sender::new(LatestEvents::default())), stop }
    }

    /// Tells every open page, and every later one until it is told otherwise, from any thread.
    /// `what` is sent as JSON.
    pub fn publish(&self, kind: &'static str, what: &impl Serialize) {
        // Our own types hold texts, numbers and lists of them.
        let text: Arc<str> = serde_json::to_string(what).unwrap_or_default().into();
        self.latest.send_modify(|latest| {
            latest.count += 1;
            latest.kinds.insert(kind, (latest.count, text));
        });
    }

    /// The answer to a page that wants to be told.
    pub fn stream_latest(&self) -> Response {
        let mut latest = self.latest.subscribe();
        stream_events(self.stop.clone(), async move |page| {
            let mut told = 0;
            loop {
                let now = latest.borrow_and_update().clone();
                let mut new: Vec<_> =
                    now.kinds.iter().filter(|(_, (number, _))| *number > told).collect();
                new.sort_by_key(|(_, (number, _))| *number);
                for (kind, (number, text)) in new {
                    page.send(kind, text).await?;
                    told = *number;
                }
                latest.changed().await.ok()?;
            }
        })
    }
}

/// A page that listens.
pub struct EventSender(mpsc::Sender<Result<Event, Infallible>>);

impl EventSender {
    /// Tells it something, once it has taken what it was told before; `None` if it is gone.
    pub async fn send(&self, kind: &str, text: &str) -> Option<()> {
        self.0.send(Ok(Event::default().event(kind).data(text))).await.ok()
    }
}

/// The answer to a page that listens: all that `tell` tells it, until that ends, the page goes, or
/// `stop` is given.
pub fn stream_events<F>(stop: ShutdownSignal, tell: impl FnOnce(EventSender) -> F) -> Response
where
    F: Future<Output = Option<()>> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(1);
    let told = tell(EventSender(sender.clone()));
    tokio::spawn(async move {
        // Sent at once, so that the page knows that it is connected.
        let _ = sender.send(Ok(Event::default().comment("here").retry(RETRY_DELAY))).await;
        tokio::select! {
            _ = told => {}
            () = sender.closed() => {}
            () = stop.wait() => {}
        }
    });
    Sse::new(ReceiverStream::new(receiver))
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE_INTERVAL))
        .into_response()
}
