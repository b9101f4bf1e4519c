//! The files of the pages, embedded in the program.

mod bundle;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

pub use bundle::{TalkBundle, bundle_talk};

/// A file of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    /// The path of its URL.
    pub(crate) path: &'static str,
    /// Its content.
    pub(crate) text: &'static str,
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

/// Lists files of the folder `page`: modules and styles by their path, which is also their URL
/// under `/page/`, then HTML pages with their URLs.
macro_rules! files {
    ($($part:literal)* $(; $($page:literal at $path:literal),*)?) => {
        &[
            $($crate::serve::page::Asset {
                path: concat!("/page/", $part),
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/serve/page/", $part)),
            },)*
            $($($crate::serve::page::Asset {
                path: $path,
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/serve/page/", $page)),
            },)*)?
        ]
    };
}

/// Files that all pages use.
const SHARED_ASSETS: &[Asset] = files![
    "base.css" "deck.js" "dom.js" "events.js" "http.js" "icon.svg" "image-address.js" "images.js"
    "notes-markdown.js" "settings.js"
    "slide-list.js" "text.js"
];

/// Files that the pages on this computer use, unlike the remote control on a phone.
const LOCAL_ASSETS: &[Asset] = files![
    "address.js" "color-scheme.js" "keys.js" "media.js" "overview.js" "slide-view.css"
    "slide-view.js"
];

/// The preview.
const PREVIEW_ASSETS: &[Asset] = files![
    "preview/preview.css" "preview/deck-changes.js" "preview/diagnostics.js"
    "preview/inspector.js" "preview/main.js" "preview/notes-panel.js" "preview/preview-stage.js"
    "preview/preview-state.js" "preview/search.js" "preview/slide-panel.js"
    "preview/source-link.js" "preview/zoom.js";
    "preview/index.html" at "/"
];

/// Files that the windows of a talk and the remote control use.
const TALK_ASSETS: &[Asset] = files!["present/connection.js" "present/talk.js" "present/timing.js"];

/// The presenter view and the audience window.
const PRESENT_ASSETS: &[Asset] = files![
    "present/audience.css" "present/audience.js" "present/audience-window.js" "present/ink.js"
    "present/pairing.js" "present/presenter.css" "present/presenter.js" "present/progress.js"
    "present/talk-keys.js" "present/talk-slide.js" "present/tools.js" "present/transitions.js"
    "present/windows.js";
    "present/presenter.html" at "/", "present/audience.html" at "/audience"
];

/// The remote control.
const REMOTE_ASSETS: &[Asset] =
    files!["present/remote.css" "present/remote.js"; "present/remote.html" at "/"];

/// Files that only a talk in a file uses. It has no server.
const FILE_ASSETS: &[Asset] = files![
    "file/connection.js" "file/document.css" "file/image-address.js"
    "file/pairing.js" "file/parts.js" "file/start.js"
    "file/talk-ink.js" "file/talk-state.js" "file/text-layer.js"
    "file/windows.js"
];

/// The applications whose pages are served.
#[derive(Clone, Copy, Debug)]
pub(super) enum PageSet {
    /// The preview.
    Preview,
    /// The windows of a talk on this computer.
    Present,
    /// The remote control of a talk, for phones.
    Remote,
}

/// Serves the files of an application.
pub(super) fn route_pages<S: Clone + Send + Sync + 'static>(pages: PageSet) -> Router<S> {
    let lists = match pages {
        PageSet::Preview => &[SHARED_ASSETS, LOCAL_ASSETS, PREVIEW_ASSETS][..],
        PageSet::Present => &[SHARED_ASSETS, LOCAL_ASSETS, TALK_ASSETS, PRESENT_ASSETS],
        PageSet::Remote => &[SHARED_ASSETS, TALK_ASSETS, REMOTE_ASSETS],
    };
    lists.iter().copied().flatten().fold(Router::new(), |router, asset| {
        router.route(
            asset.path,
            get(move || async move { ([(CONTENT_TYPE, asset.media_type())], asset.text) }),
        )
    })
}
