//! Pages for the user's own browser: a small HTTP server on this machine.
//!
//! [`run`] serves until a [`Stop`] is given. A [`Guard`] stands before everything that is served,
//! an [`Events`] hub tells the open pages what is new, and `page` holds the files that pages are
//! made of. The applications, one a folder, are routers for [`run`].

mod connection;
mod drawings;
mod events;
mod guard;
mod page;
mod port;
pub mod present;
pub mod preview;
mod stop;

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use axum::Router;

pub use events::Events;
pub use guard::Guard;
pub use page::{Asset, assets};
pub use port::{PortError, listen};
pub use stop::Stop;

/// How long answers that are under way may take once the end is asked for.
const GRACE: Duration = Duration::from_secs(2);

/// How many threads draw at the most.
const DRAWERS: usize = 3;

/// What is served at one address.
pub struct Site {
    /// Where it is listened.
    pub listener: TcpListener,
    /// Who may ask.
    pub guard: Guard,
    /// What answers.
    pub router: Router,
}

/// Serves until `stop` is given; then open connections are told and ended.
///
/// # Errors
///
/// Why the system does not let us serve.
pub fn run(sites: Vec<Site>, stop: &Stop) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(DRAWERS)
        .build()?;
    runtime.block_on(async {
        let mut served = tokio::task::JoinSet::new();
        for site in sites {
            site.listener.set_nonblocking(true)?;
            let listener =
                connection::Limited::new(tokio::net::TcpListener::from_std(site.listener)?);
            let router = site.guard.before(site.router);
            let end = stop.clone();
            served.spawn(async move {
                axum::serve(listener, router)
                    .with_graceful_shutdown(async move { end.given().await })
                    .await
            });
        }
        let late = async {
            stop.given().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            result = async {
                while let Some(one) = served.join_next().await {
                    one.map_err(io::Error::other)??;
                }
                io::Result::Ok(())
            } => result,
            () = late => Ok(()),
        }
    })?;
    // A page that is being drawn is nobody's any more.
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

    use super::{Events, Guard, Site, Stop, assets, listen, run};

    /// A server with a hub, files and a path to post to, for as long as `test` runs.
    fn served(test: impl FnOnce(SocketAddr, &Events)) {
        let listener = listen(Some(0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stop = Stop::new();
        let events = Events::new(stop.clone());
        let hub = events.clone();
        let router = Router::new()
            .route("/events", get(move || async move { hub.answer() }))
            .route("/told", post(|body: String| async move { body.len().to_string() }))
            .merge(assets(&[]));
        let site = Site { listener, guard: Guard::local(address), router };
        std::thread::scope(|scope| {
            let end = stop.clone();
            let server = scope.spawn(move || run(vec![site], &end));
            test(address, &events);
            stop.give();
            server.join().unwrap().unwrap();
        });
    }

    fn ask(address: SocketAddr, request: &str) -> String {
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
    fn only_this_machine_by_its_own_names_is_answered() {
        served(|address, _| {
            for (status, request) in [
                ("200", "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
                (
                    "200",
                    "GET /page/base.css HTTP/1.1\nHost: LOCALHOST:PORT\nOrigin: http://localhost:PORT\n",
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
                    "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: http://other.example\n",
                ),
                ("403", "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: null\n"),
                (
                    "403",
                    "GET /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n",
                ),
                ("405", "DELETE /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
                (
                    "405",
                    "POST /page/base.css HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Type: application/json\nContent-Length: 0\n",
                ),
                (
                    "415",
                    "POST /told HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Type: text/plain\nContent-Length: 0\n",
                ),
                (
                    "413",
                    "POST /told HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Type: application/json\nContent-Length: 9999999\n",
                ),
                ("404", "GET /page/../../Cargo.toml HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
                ("404", "GET /page/%2e%2e/Cargo.toml HTTP/1.1\nHost: 127.0.0.1:PORT\n"),
            ] {
                let answer = ask(address, &format!("{request}Connection: close\n\n"));
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
    fn a_page_is_told_the_latest_of_each_kind_and_sent_away_at_the_end() {
        let mut heard = String::new();
        let mut stream = None;
        served(|address, events| {
            for count in 0..1000 {
                events.tell("deck", &count);
            }
            events.tell("place", &"here");
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
