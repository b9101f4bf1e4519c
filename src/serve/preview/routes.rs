//! What the preview answers.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Json, Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::Preview;
use super::wire::{self, EditRequest};
use crate::live::Presentation;
use crate::serve::guard::text_response;
use crate::serve::image_cache::ImageFormat;
use crate::serve::page::{Asset, files, route_assets};

const JSON_CONTENT_TYPE: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "application/json")];

/// Width in pixels of the pictures in lists.
const THUMBNAIL_WIDTH_PX: u16 = 400;

/// The page and its parts.
const PREVIEW_ASSETS: &[Asset] = files![
    "../page/preview/":
    "preview.css" "app.js" "editor.js" "findings.js" "inspect.js" "keys.js" "list.js" "main.js"
    "notes.js" "overview.js" "place.js" "search.js" "stage.js" "thumbs.js" "zoom.js";
    "index.html" at "/"
];

pub fn build_router(preview: Preview) -> Router {
    Router::new()
        .route(
            "/events",
            get(|State(preview): State<Preview>| async move { preview.0.events.stream_latest() }),
        )
        .route(
            "/deck.json",
            get(|State(preview): State<Preview>| async move {
                (JSON_CONTENT_TYPE, wire::deck_json(&preview))
            }),
        )
        .route(
            "/words.json",
            get(|State(preview): State<Preview>| async move {
                (JSON_CONTENT_TYPE, wire::texts_json(&preview))
            }),
        )
        .route("/details/{page}", get(get_details))
        .route("/drawing/{run}/{name}", get(get_image))
        .route("/edit", post(post_edit))
        .merge(route_assets(PREVIEW_ASSETS))
        .with_state(preview)
}

async fn get_details(State(preview): State<Preview>, Path(page): Path<String>) -> Response {
    let page = page.parse().ok();
    match page.and_then(|page| wire::details_json(&preview, page)) {
        Some(json) => (JSON_CONTENT_TYPE, json).into_response(),
        None => text_response(StatusCode::NOT_FOUND, "There is no such page."),
    }
}

/// A page's picture, by the number of its drawing: `NUMBER.svg`, or `NUMBER.png` for lists.
async fn get_image(
    State(preview): State<Preview>,
    Path((run, name)): Path<(String, String)>,
) -> Response {
    let gone = || text_response(StatusCode::NOT_FOUND, "No page of the deck looks like that now.");
    let (number, format) = match name.split_once('.') {
        Some((number, "svg")) => (number, ImageFormat::Svg),
        Some((number, "png")) => (number, ImageFormat::Png(THUMBNAIL_WIDTH_PX)),
        _ => return gone(),
    };
    let Some(number) = u64::from_str_radix(number, 16).ok().filter(|_| run == preview.0.run) else {
        return gone();
    };
    let found = match preview.0.images.get_cached(number, format) {
        Some(picture) => Some(picture),
        None => {
            let state = preview.snapshot();
            let page = |deck: &Arc<Presentation>| {
                deck.pages.iter().position(|view| view.content_hash == number)
            };
            let mut decks = state.deck.map(|(deck, _)| deck).into_iter().chain(state.previous_deck);
            match decks.find_map(|deck| page(&deck).map(|page| (deck, page))) {
                Some((deck, page)) => preview.0.images.get_or_render(&deck, page, format).await,
                None => None,
            }
        }
    };
    match found {
        Some(picture) => format.build_response(picture),
        None => gone(),
    }
}

/// Opens a line in the user's editor: only of the deck's own files, only if the user allowed it.
async fn post_edit(
    State(preview): State<Preview>,
    wanted: Result<Json<EditRequest>, JsonRejection>,
) -> Response {
    let Some(editor) = &preview.0.editor else {
        return text_response(
            StatusCode::FORBIDDEN,
            "Opening the editor is not allowed. Start the preview with `--edit`.",
        );
    };
    let Ok(Json(EditRequest { file, line, column })) = wanted else {
        return text_response(StatusCode::BAD_REQUEST, "Send the file, the line and the column.");
    };
    let file = PathBuf::from(file);
    if !preview.snapshot().editable_files.contains(&file) {
        return text_response(StatusCode::FORBIDDEN, "Only the deck's own files are opened.");
    }
    match editor.open_line(&file, line, column) {
        Ok(()) => (JSON_CONTENT_TYPE, "{}").into_response(),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            [(CONTENT_TYPE, "text/plain; charset=utf-8")],
            error.0,
        )
            .into_response(),
    }
}
