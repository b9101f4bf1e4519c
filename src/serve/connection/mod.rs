//! Serves the connections of a site: a request that arrives too slowly and a connection that is
//! idle are closed, and their number is limited.

mod idle;
mod limits;

use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::ShutdownSignal;
use idle::IdleTimeout;
use limits::{ConnectionLimits, OpenConnection};

pub use limits::Reach;
pub(super) use limits::Trust;

/// How long the headers of a request may take. Also how long a connection may wait for its next
/// request; browsers then open a new one.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);

/// Maximum size of the headers of a request.
const MAX_HEADER_BYTES: usize = 16 * 1024;

/// How long to wait after the operating system refuses a connection, for example because too many
/// files are open.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);

/// Serves the requests that arrive at `listener` until shutdown is triggered and all open requests
/// are answered.
pub(super) async fn serve_connections(
    listener: TcpListener,
    reach: Reach,
    router: Router,
    stop: ShutdownSignal,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let limits = ConnectionLimits::new(reach);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
            () = stop.wait() => break,
        };
        let Ok((stream, from)) = accepted else {
            tokio::time::sleep(ACCEPT_RETRY_DELAY).await;
            continue;
        };
        // Without a place, the connection is closed at once: a queue would be open to strangers.
        if let Some(place) = limits.admit(from.ip()) {
            connections.spawn(serve_connection(stream, place, router.clone(), stop.clone()));
        }
    }
    while connections.join_next().await.is_some() {}
    Ok(())
}

/// Serves the requests of a connection, until it is closed by either side or loses its place.
async fn serve_connection(
    stream: TcpStream,
    place: OpenConnection,
    router: Router,
    stop: ShutdownSignal,
) {
    // Events are small and should arrive at once. If this fails, they only arrive later.
    let _ = stream.set_nodelay(true);
    let trust = place.trust();
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(trust.clone());
        router.call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(MAX_HEADER_BYTES)
        .serve_connection(TokioIo::new(IdleTimeout::new(stream)), service);
    let mut served = pin!(served);
    let mut is_stopping = false;
    loop {
        tokio::select! {
            // A broken connection concerns nobody but its client.
            _ = served.as_mut() => return,
            () = place.wait_for_loss() => return,
            () = stop.wait(), if !is_stopping => {
                served.as_mut().graceful_shutdown();
                is_stopping = true;
            }
        }
    }
}
