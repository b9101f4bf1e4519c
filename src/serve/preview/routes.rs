//! The URLs of the preview.

use std::path::PathBuf;

use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Json, Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::Preview;
use super::wire::{self, EditRequest};
use crate::serve::guard::text_response;
use crate::serve::media;
use crate::serve::page::{PageSet, route_pages};
use crate::serve::wire::json_response;

/// Builds the router of the preview.
pub(super) fn build_router(preview: Preview) -> Router {
    route_pages(PageSet::Preview)
        .route("/events", get(get_events))
        .route("/deck", get(get_deck))
        .route("/texts", get(get_texts))
        .route("/details/{page}", get(get_details))
        .route("/images/{run}/{file}", get(get_image))
        .route("/media/{run}/{file}", get(get_media))
        .route("/edit", post(post_edit))
        .with_state(preview)
}

async fn get_events(State(preview): State<Preview>) -> Response {
    preview.0.events.stream_latest()
}

async fn get_deck(State(preview): State<Preview>) -> Response {
    json_response(wire::deck_json(&preview))
}

async fn get_texts(State(preview): State<Preview>) -> Response {
    json_response(wire::texts_json(&preview.snapshot()))
}

async fn get_details(State(preview): State<Preview>, Path(page): Path<String>) -> Response {
    let page = page.parse().ok();
    match page.and_then(|page| wire::details_json(&preview, page)) {
        Some(json) => json_response(json),
        None => text_response(StatusCode::NOT_FOUND, "This page does not exist."),
    }
}

async fn get_image(
    State(preview): State<Preview>,
    Path((run, file)): Path<(String, String)>,
) -> Response {
    let find_page = |content_hash| preview.find_page(content_hash);
    preview.0.images.respond(&run, &file, find_page).await
}

async fn get_media(
    State(preview): State<Preview>,
    Path((run, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let find_file = || preview.find_media(&file);
    media::respond(&preview.0.images, &run, find_file, &headers).await
}

/// Opens a line in the user's editor: only if the user allowed it, and only in files of the deck.
async fn post_edit(
    State(preview): State<Preview>,
    request: Result<Json<EditRequest>, JsonRejection>,
) -> Response {
    let Some(editor) = &preview.0.editor else {
        return text_response(
            StatusCode::FORBIDDEN,
            "Opening the editor is not allowed. Start the preview with `--edit`.",
        );
    };
    let Ok(Json(EditRequest { file, line, column })) = request else {
        return text_response(StatusCode::BAD_REQUEST, "Send the file, the line and the column.");
    };
    let file = PathBuf::from(file);
    if !preview.snapshot().editable_files.contains(&file) {
        return text_response(StatusCode::FORBIDDEN, "Only files of the deck can be opened.");
    }
    match editor.open_line(&file, line, column) {
        Ok(()) => json_response("{}".to_owned()),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            [(CONTENT_TYPE, "text/plain; charset=utf-8")],
            error.0,
        )
            .into_response(),
    }
}
