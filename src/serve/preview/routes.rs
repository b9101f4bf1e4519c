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
use super::told::{self, Edit};
use crate::live::Presentation;
use crate::serve::drawings::Format;
use crate::serve::guard::refusal;
use crate::serve::page::{Asset, assets, files};

const JSON: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "application/json")];

/// Width in pixels of the pictures in lists.
const THUMB: u16 = 400;

/// The page and its parts.
const PAGE: &[Asset] = files![
    "../page/preview/":
    "preview.css" "app.js" "editor.js" "findings.js" "inspect.js" "keys.js" "list.js" "main.js"
    "notes.js" "overview.js" "place.js" "search.js" "stage.js" "thumbs.js" "zoom.js";
    "index.html" at "/"
];

pub fn router(preview: Preview) -> Router {
    Router::new()
        .route(
            "/events",
            get(|State(preview): State<Preview>| async move { preview.0.events.answer() }),
        )
        .route(
            "/deck.json",
            get(|State(preview): State<Preview>| async move { (JSON, told::deck(&preview)) }),
        )
        .route(
            "/words.json",
            get(|State(preview): State<Preview>| async move { (JSON, told::words(&preview)) }),
        )
        .route("/details/{page}", get(details))
        .route("/drawing/{run}/{name}", get(drawing))
        .route("/edit", post(edit))
        .merge(assets(PAGE))
        .with_state(preview)
}

async fn details(State(preview): State<Preview>, Path(page): Path<String>) -> Response {
    let page = page.parse().ok();
    match page.and_then(|page| told::details(&preview, page)) {
        Some(json) => (JSON, json).into_response(),
        None => refusal(StatusCode::NOT_FOUND, "There is no such page."),
    }
}

/// A page's picture, by the number of its drawing: `NUMBER.svg`, or `NUMBER.png` for lists.
async fn drawing(
    State(preview): State<Preview>,
    Path((run, name)): Path<(String, String)>,
) -> Response {
    let gone = || refusal(StatusCode::NOT_FOUND, "No page of the deck looks like that now.");
    let (number, format) = match name.split_once('.') {
        Some((number, "svg")) => (number, Format::Svg),
        Some((number, "png")) => (number, Format::Png(THUMB)),
        _ => return gone(),
    };
    let Some(number) = u64::from_str_radix(number, 16).ok().filter(|_| run == preview.0.run) else {
        return gone();
    };
    let found = match preview.0.drawings.kept(number, format) {
        Some(picture) => Some(picture),
        None => {
            let state = preview.state();
            let page = |deck: &Arc<Presentation>| {
                deck.pages.iter().position(|view| view.drawing == number)
            };
            let mut decks = state.deck.map(|(deck, _)| deck).into_iter().chain(state.before);
            match decks.find_map(|deck| page(&deck).map(|page| (deck, page))) {
                Some((deck, page)) => preview.0.drawings.of(&deck, page, format).await,
                None => None,
            }
        }
    };
    match found {
        Some(picture) => format.answer(picture),
        None => gone(),
    }
}

/// Opens a line in the user's editor: only of the deck's own files, only if the user allowed it.
async fn edit(
    State(preview): State<Preview>,
    wanted: Result<Json<Edit>, JsonRejection>,
) -> Response {
    let Some(editor) = &preview.0.editor else {
        return refusal(
            StatusCode::FORBIDDEN,
            "Opening the editor is not allowed. Start the preview with `--edit`.",
        );
    };
    let Ok(Json(Edit { file, line, column })) = wanted else {
        return refusal(StatusCode::BAD_REQUEST, "Send the file, the line and the column.");
    };
    let file = PathBuf::from(file);
    if !preview.state().files.contains(&file) {
        return refusal(StatusCode::FORBIDDEN, "Only the deck's own files are opened.");
    }
    match editor.open(&file, line, column) {
        Ok(()) => (JSON, "{}").into_response(),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            [(CONTENT_TYPE, "text/plain; charset=utf-8")],
            error.0,
        )
            .into_response(),
    }
}
