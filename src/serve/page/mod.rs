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
    fn media_type(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("webmanifest") => "application/manifest+json",
            _ => "text/html; charset=utf-8",
        }
    }
}

/// The files of a folder, given from the source file that names them: parts of a page by their
/// names, as they are served under `/page/`, and pages with the path that they are served at.
macro_rules! files {
    ($folder:literal: $($part:literal)* $(; $($page:literal at $path:literal),*)?) => {
        &[
            $($crate::serve::Asset { path: concat!("/page/", $part), text: include_str!(concat!($folder, $part)) },)*
            $($($crate::serve::Asset { path: $path, text: include_str!(concat!($folder, $page)) },)*)?
        ]
    };
}
pub(super) use files;

/// What the pages of every application share.
const SHARED_ASSETS: &[Asset] = files!["": "base.css" "dom.js" "events.js" "fold.js" "pictures.js" "post.js" "scheme.js" "settings.js" "icon.svg"];

/// Serves these files, and those that all pages share.
pub fn route_assets<S: Clone + Send + Sync + 'static>(
    own: impl IntoIterator<Item = &'static Asset>,
) -> Router<S> {
    SHARED_ASSETS.iter().chain(own).fold(Router::new(), |router, asset| {
        router.route(
            asset.path,
            get(move || async move { ([(CONTENT_TYPE, asset.media_type())], asset.text) }),
        )
    })
}
