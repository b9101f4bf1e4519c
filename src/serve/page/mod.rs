//! The files that pages are made of; they are in the program.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

/// A file of a page.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// The path that it is served at.
    pub path: &'static str,
    /// What stands in it.
    pub text: &'static str,
}

impl Asset {
    fn kind(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("webmanifest") => "application/manifest+json",
            _ => "text/html; charset=utf-8",
        }
    }
}

/// What the pages of every application share.
const SHARED: &[Asset] = &[
    Asset { path: "/page/base.css", text: include_str!("base.css") },
    Asset { path: "/page/dom.js", text: include_str!("dom.js") },
    Asset { path: "/page/events.js", text: include_str!("events.js") },
    Asset { path: "/page/post.js", text: include_str!("post.js") },
    Asset { path: "/page/scheme.js", text: include_str!("scheme.js") },
    Asset { path: "/page/settings.js", text: include_str!("settings.js") },
    Asset { path: "/page/icon.svg", text: include_str!("icon.svg") },
];

/// Serves these files, and those that all pages share.
pub fn assets<S: Clone + Send + Sync + 'static>(own: &'static [Asset]) -> Router<S> {
    SHARED.iter().chain(own).fold(Router::new(), |router, asset| {
        router.route(asset.path, get(move || async move { ([(CONTENT_TYPE, asset.kind())], asset.text) }))
    })
}
