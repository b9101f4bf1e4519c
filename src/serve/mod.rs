//! Pages for the user's own browser: a small HTTP server on this computer.
//!
//! [`serve_sites`] serves until a [`ShutdownSignal`] is triggered. A [`Guard`] checks every
//! request, an [`EventHub`] notifies the open pages of changes, `wire` is the JSON format, and
//! `page` holds the files of the pages. Each application has a folder and is a router for
//! [`serve_sites`].

mod access_key;
mod allowed_host;
mod clock;
mod connection;
mod events;
mod guard;
mod image_cache;
mod media;
mod page;
mod port;
pub mod present;
pub mod preview;
mod shutdown;
mod state_folder;
mod wire;

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use axum::Router;

pub use access_key::{AccessKey, NoRandomness};
pub use allowed_host::AllowedHost;
pub use connection::Reach;
pub use events::EventHub;
pub use guard::Guard;
pub use page::{TalkBundle, bundle_talk};
pub use port::{PortError, bind_port};
pub use shutdown::ShutdownSignal;
pub use wire::is_safe_uri;

/// How long responses may take to complete after shutdown is triggered.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(2);

/// Maximum number of threads that render images.
const MAX_RENDER_THREADS: usize = 3;

/// A server at one address.
pub struct Site {
    /// The socket that accepts connections.
    pub listener: TcpListener,
    /// Who can reach the socket.
    pub reach: Reach,
    /// Decides which requests are answered.
    pub guard: Guard,
    /// Answers the requests.
    pub router: Router,
}

/// Serves until `stop` is triggered, then closes open connections.
///
/// # Errors
///
/// Returns the error of the operating system if serving is impossible.
pub fn serve_sites(sites: Vec<Site>, stop: &ShutdownSignal) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MAX_RENDER_THREADS)
        .build()?;
    runtime.block_on(async {
        let mut servers = tokio::task::JoinSet::new();
        for site in sites {
            let router = site.guard.protect(site.router);
            let (listener, reach, end) = (site.listener, site.reach, stop.clone());
            servers.spawn(connection::serve_connections(listener, reach, router, end));
        }
        let timeout = async {
            stop.wait().await;
            tokio::time::sleep(SHUTDOWN_GRACE).await;
        };
        tokio::select! {
            result = async {
                while let Some(result) = servers.join_next().await {
                    result.map_err(io::Error::other)??;
                }
                io::Result::Ok(())
            } => result,
            () = timeout => Ok(()),
        }
    })?;
    // Nobody needs the images that are still being rendered.
    runtime.shutdown_background();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::time::Duration;

    use axum::Router;
    use axum::routing::{get, post};

    use super::page::{PageSet, route_pages};
    use super::{EventHub, Guard, Reach, ShutdownSignal, Site, bind_port, serve_sites};

    const HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

    /// Runs `test` with a server that has an event hub, pages and a path that accepts `POST`.
    fn with_server(test: impl FnOnce(SocketAddr, &EventHub)) {
        let listener = bind_port(Some(0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stop = ShutdownSignal::new();
        let events = EventHub::new(stop.clone());
        let hub = events.clone();
        let router = Router::new()
            .route("/events", get(move || async move { hub.stream_latest() }))
            .route("/length", post(|body: String| async move { body.len().to_string() }))
            .merge(route_pages(PageSet::Preview));
        let guard = Guard::for_hosts(address.port(), HOSTS.map(str::to_owned));
        let site = Site { listener, reach: Reach::ThisComputer, guard, router };
        std::thread::scope(|scope| {
            let end = stop.clone();
            let server = scope.spawn(move || serve_sites(vec![site], &end));
            test(address, &events);
            stop.trigger();
            server.join().unwrap().unwrap();
        });
    }

    fn send_request(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
            .write_all(
                request
                    .replace('\n', "\r\n")
                    .replace("PORT", &address.port().to_string())
                    .as_bytes(),
            )
            .unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn answers_only_requests_for_localhost_names() {
        with_server(|address, _| {
            for (status, request) in [
                ("200", "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
                (
                    "200",
                    "GET /page/base.css HTTP/1.1\n\
                     Host: LOCALHOST:PORT\nOrigin: http://localhost:PORT\n",
                ),
                ("200", "GET /page/base.css HTTP/1.1\nHost: [::1]:PORT\n"),
                ("403", "GET /page/base.css HTTP/1.1\nHost: rebound.example:PORT\n"),
                ("403", "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1\n"),
                (
                    "403",
                    "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\nHost: localhost:PORT\n",
                ),
                ("403", "GET http://other.example/page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
                (
                    "403",
                    "GET /page/base.css HTTP/1.1\n\
                     Host: 127.0.0.1:PORT\nOrigin: http://other.example\n",
                ),
                ("403", "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: null\n"),
                (
                    "403",
                    "GET /page/base.css HTTP/1.1\n\
                     Host: 127.0.0.1:PORT\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n",
                ),
                ("405", "DELETE /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
                (
                    "405",
                    "POST /page/base.css HTTP/1.1\n\
                     Host: 127.0.0.1:PORT\nContent-Type: application/json\nContent-Length: 0\n",
                ),
                (
                    "415",
                    "POST /length HTTP/1.1\n\
                     Host: 127.0.0.1:PORT\nContent-Type: text/plain\nContent-Length: 0\n",
                ),
                (
                    "413",
                    "POST /length HTTP/1.1\n\
                     Host: 127.0.0.1:PORT\nContent-Type: application/json\n\
                     Content-Length: 9999999\n",
                ),
                ("404", "GET /page/../../Cargo.toml HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
                ("404", "GET /page/%2e%2e/Cargo.toml HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
            ] {
                let answer = send_request(address, &format!("{request}Connection: close\n\n"));
                assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}\n{answer}");
                let answer = answer.to_ascii_lowercase();
                for header in [
                    "content-security-policy: default-src 'none'",
                    "nosniff",
                    "no-referrer",
                    "frame-ancestors 'none'",
                    "no-store",
                ] {
                    assert!(answer.contains(header), "{header}: {answer}");
                }
            }
        });
    }

    #[test]
    fn sends_the_latest_event_of_each_kind_and_closes_on_shutdown() {
        let mut heard = String::new();
        let mut stream = None;
        with_server(|address, events| {
            for count in 0..1000 {
                events.publish("deck", &count);
            }
            events.publish("place", &"here");
            let mut page = TcpStream::connect(address).unwrap();
            let request = format!("GET /events HTTP/1.1\r\nHost: {address}\r\n\r\n");
            page.write_all(request.as_bytes()).unwrap();
            let mut bytes = [0; 1000];
            while !heard.contains("here\"") {
                let count = page.read(&mut bytes).unwrap();
                heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
            stream = Some(page);
        });
        assert!(heard.contains("event: deck\ndata: 999\n") && !heard.contains("998"), "{heard}");
        assert!(heard.contains("event: place\ndata: \"here\"\n"), "{heard}");
        let mut rest = String::new();
        stream.unwrap().read_to_string(&mut rest).unwrap();
    }
}
