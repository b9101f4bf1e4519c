//! Decides which requests are answered, and what a browser may do with the response.
//!
//! A page on the internet can make its visitor's browser send requests to this computer. They are
//! recognized by the host that they name (`Host`: with DNS rebinding, a name of the attacker
//! resolves to this computer) and by their origin (`Origin`, `Sec-Fetch-Site`). Our pages cannot be
//! put in a frame, read by another site, or made to load anything from other servers.
//!
//! Programs of other users can send requests to this computer, too. The pages on this computer are
//! only for those that know its [`AccessKey`].

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName,
    HeaderValue, ORIGIN, REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use super::access_key::{AccessKey, Proof};
use super::allowed_host::{AllowedHost, is_host};
use super::connection::Trust;

/// How long the body of a request may take.
const BODY_TIMEOUT: Duration = Duration::from_secs(15);

/// The response to a request without the key.
const KEY_MISSING: &str = "This page needs the key of this run of plenary. Open the whole address \
     that plenary printed in the terminal, with `?key=` and what comes after it.";

/// Maximum size of the body of a request.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Our pages may load our files and send requests to our server, nothing else.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
     form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Decides which requests are answered.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The hosts of this server, each with its port.
    hosts: Arc<BTreeSet<String>>,
    /// Hosts that the user allows besides.
    allowed_hosts: Arc<[AllowedHost]>,
    /// The key without which no request is answered, if there is one.
    key: Option<AccessKey>,
    port: u16,
}

impl Guard {
    /// Answers requests to the names that only this computer itself can use, at the port of
    /// `address`, if they have the key.
    pub fn for_localhost(address: SocketAddr, key: AccessKey) -> Self {
        let names = ["127.0.0.1", "localhost", "[::1]"].map(str::to_owned);
        Self { key: Some(key), ..Self::for_hosts(address.port(), names) }
    }

    /// Answers requests to these names or addresses, at `port`.
    pub fn for_hosts(port: u16, names: impl IntoIterator<Item = String>) -> Self {
        let mut hosts = BTreeSet::new();
        for name in names {
            let name = name.to_ascii_lowercase();
            hosts.insert(format!("{name}:{port}"));
            // Browsers omit the default port.
            if port == 80 {
                hosts.insert(name);
            }
        }
        Self { hosts: Arc::new(hosts), allowed_hosts: Arc::default(), key: None, port }
    }

    /// Also answers requests to these hosts.
    #[must_use]
    pub fn allow_hosts(self, hosts: &[AllowedHost]) -> Self {
        Self { allowed_hosts: hosts.into(), ..self }
    }

    /// Checks every request before `router` receives it.
    pub(super) fn protect(self, router: Router) -> Router {
        router
            .fallback(|| async {
                text_response(StatusCode::NOT_FOUND, "Nothing is served at this address.")
            })
            .method_not_allowed_fallback(|| async {
                text_response(
                    StatusCode::METHOD_NOT_ALLOWED,
                    "This address does not support the method of the request.",
                )
            })
            .layer(middleware::from_fn_with_state(self, guard_request))
    }

    /// Returns the cookie that the response should set, if any.
    ///
    /// # Errors
    ///
    /// Returns the response to a request that is rejected.
    fn admit_request(&self, request: &Request) -> Result<Option<HeaderValue>, Response> {
        if let Some(refusal) = self.check_request(request) {
            return Err(refusal);
        }
        let Some(key) = &self.key else { return Ok(None) };
        let proof = key.check_request(request.uri(), request.headers(), self.port);
        let proof = proof.ok_or_else(|| text_response(StatusCode::FORBIDDEN, KEY_MISSING))?;
        Trust::grant_to(request);
        Ok((proof == Proof::Address).then(|| key.set_cookie(self.port)).flatten())
    }

    /// Returns the response to a request that is rejected.
    fn check_request(&self, request: &Request) -> Option<Response> {
        let headers = request.headers();
        let host = single_header(headers, &HOST).unwrap_or_default().to_ascii_lowercase();
        let is_allowed = self.allowed_hosts.iter().any(|allowed| allowed.matches(&host));
        if !is_allowed && !self.hosts.contains(&host) {
            return Some(refuse_host(&host));
        }
        // A request may name its host once more, before the path.
        if request
            .uri()
            .authority()
            .is_some_and(|authority| !authority.as_str().eq_ignore_ascii_case(&host))
        {
            return Some(text_response(
                StatusCode::FORBIDDEN,
                "The request names two different hosts.",
            ));
        }
        if headers.contains_key(ORIGIN) {
            let origin = single_header(headers, &ORIGIN).unwrap_or_default().to_ascii_lowercase();
            // A forwarded port may be encrypted on its way.
            let has_scheme = |scheme: &str| origin == format!("{scheme}://{host}");
            let is_own = has_scheme("http") || (is_allowed && has_scheme("https"));
            if !is_own {
                return Some(text_response(
                    StatusCode::FORBIDDEN,
                    "Requests from other sites are rejected.",
                ));
            }
        }
        if is_cross_site(request) {
            return Some(text_response(
                StatusCode::FORBIDDEN,
                "Requests from other sites are rejected.",
            ));
        }
        let method = request.method();
        if ![Method::GET, Method::HEAD, Method::POST].contains(method) {
            let mut response = text_response(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET, HEAD and POST are supported.",
            );
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
            return Some(response);
        }
        let body_length = single_header(headers, &CONTENT_LENGTH)
            .and_then(|length| length.parse::<u64>().ok())
            .unwrap_or(0);
        if body_length > MAX_BODY_BYTES as u64 {
            return Some(text_response(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large."));
        }
        // A form on another site can send plain text without permission, but not JSON.
        let is_json = single_header(headers, &CONTENT_TYPE)
            .is_some_and(|kind| kind.starts_with("application/json"));
        if method == Method::POST && !is_json {
            return Some(text_response(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send JSON, as `application/json`.",
            ));
        }
        None
    }
}

/// Builds the response to a request to another host.
fn refuse_host(host: &str) -> Response {
    let mut words = "This address is not served here. Use the address that plenary printed.".into();
    if is_host(host) {
        words = format!(
            "{words} If you forward a port to plenary, start it with `--allow-host {host}`."
        );
    }
    sentence_response(StatusCode::FORBIDDEN, words)
}

/// Returns the value of a header that appears exactly once.
fn single_header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none()).and_then(|value| value.to_str().ok())
}

/// Tells whether the request comes from another site, unless a visitor followed a link to us.
fn is_cross_site(request: &Request) -> bool {
    let has = |name, value| {
        single_header(request.headers(), &HeaderName::from_static(name))
            .is_some_and(|actual| actual == value)
    };
    let is_visit = request.method() == Method::GET
        && has("sec-fetch-mode", "navigate")
        && has("sec-fetch-dest", "document");
    (has("sec-fetch-site", "cross-site") || has("sec-fetch-site", "same-site")) && !is_visit
}

/// Builds a response that is one sentence.
pub(super) fn text_response(status: StatusCode, sentence: &'static str) -> Response {
    sentence_response(status, sentence.to_owned())
}

fn sentence_response(status: StatusCode, mut sentence: String) -> Response {
    sentence.push('\n');
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], sentence).into_response()
}

/// Reads the body of a request, so that handlers never wait for it.
async fn read_body(request: Request) -> Result<Request, Response> {
    let (head, body) = request.into_parts();
    match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, MAX_BODY_BYTES)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(head, Body::from(bytes))),
        Ok(Err(_)) => {
            Err(text_response(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large."))
        }
        Err(_) => {
            Err(text_response(StatusCode::REQUEST_TIMEOUT, "The request did not arrive in time."))
        }
    }
}

async fn guard_request(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match guard.admit_request(&request) {
        Err(refusal) => refusal,
        Ok(cookie) => match read_body(request).await {
            Err(refusal) => refusal,
            Ok(request) => {
                let mut response = next.run(request).await;
                response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
                response
            }
        },
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
        (CACHE_CONTROL, "no-store"),
    ] {
        // A handler may set its own value, for example for an image that never changes.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
