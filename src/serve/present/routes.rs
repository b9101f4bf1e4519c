//! The URLs of a talk, for this computer and for the network.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::events::stream_talk;
use super::pairing::PairingError;
use super::shared_talk::WindowRole;
use super::talk::TalkCommand;
use super::{SharedTalk, network};
use crate::serve::ShutdownSignal;
use crate::serve::access_key::read_cookies;
use crate::serve::connection::Trust;
use crate::serve::guard::text_response;
use crate::serve::media;
use crate::serve::page::{PageSet, route_pages};
use crate::serve::wire::json_response;

/// The cookie of a paired phone.
const COOKIE_NAME: &str = "plenary";

/// Maximum length of the name by which a window identifies itself.
const MAX_WINDOW_NAME_CHARS: usize = 40;

#[derive(Clone)]
struct RouteState {
    talk: Arc<SharedTalk>,
    stop: ShutdownSignal,
}

/// Builds the router for this computer: the presenter view and the audience window.
pub fn local_router(talk: &Arc<SharedTalk>, stop: &ShutdownSignal) -> Router {
    route_pages(PageSet::Present)
        .route("/deck", get(get_deck))
        .route("/events", get(get_events))
        .route("/command", post(post_command))
        .route("/images/{run}/{file}", get(get_image))
        .route("/media/{run}/{file}", get(get_media))
        .route("/pairing/qr.svg", get(get_qr_code))
        .route("/pairing/renew", post(post_renew_code))
        .route("/pairing/unpair", post(post_unpair_phones))
        .with_state(RouteState { talk: talk.clone(), stop: stop.clone() })
}

/// Builds the router for the network: the remote control, most of it for paired phones only.
pub fn remote_router(talk: &Arc<SharedTalk>, stop: &ShutdownSignal) -> Router {
    let state = RouteState { talk: talk.clone(), stop: stop.clone() };
    let paired = Router::new()
        .route("/deck", get(get_deck))
        .route("/events", get(get_events_for_phone))
        .route("/command", post(post_command_from_phone))
        .route("/images/{run}/{file}", get(get_image))
        .layer(middleware::from_fn_with_state(state.clone(), require_pairing));
    route_pages(PageSet::Remote).route("/pair", post(post_pair)).merge(paired).with_state(state)
}

async fn get_deck(State(state): State<RouteState>) -> Response {
    json_response(state.talk.deck_json())
}

#[derive(Deserialize)]
struct EventsQuery {
    window: Option<String>,
}

async fn get_events(State(state): State<RouteState>, Query(query): Query<EventsQuery>) -> Response {
    let role = if query.window.as_deref() == Some("audience") {
        WindowRole::Audience
    } else {
        WindowRole::Presenter
    };
    stream_talk(&state.talk, role, state.stop, || true)
}

async fn get_events_for_phone(State(state): State<RouteState>, headers: HeaderMap) -> Response {
    let talk = state.talk.clone();
    let token = read_cookie(&headers).unwrap_or_default().to_owned();
    stream_talk(&state.talk, WindowRole::Phone, state.stop, move || talk.is_paired(&token))
}

#[derive(Deserialize)]
struct CommandQuery {
    /// The window that sends the command.
    #[serde(default)]
    from: String,
}

async fn post_command(
    State(state): State<RouteState>,
    Query(query): Query<CommandQuery>,
    Json(command): Json<TalkCommand>,
) -> Response {
    let from: String = query.from.chars().take(MAX_WINDOW_NAME_CHARS).collect();
    json_response(state.talk.apply_command(&command, &from))
}

async fn post_command_from_phone(
    state: State<RouteState>,
    query: Query<CommandQuery>,
    command: Json<TalkCommand>,
) -> Response {
    if !command.is_allowed_for_phones() {
        return text_response(StatusCode::FORBIDDEN, "A phone may not send this command.");
    }
    post_command(state, query, command).await
}

async fn get_image(
    State(state): State<RouteState>,
    Path((run, file)): Path<(String, String)>,
) -> Response {
    let find_page = |content_hash| state.talk.find_page(content_hash);
    state.talk.images.respond(&run, &file, find_page).await
}

async fn get_media(
    State(state): State<RouteState>,
    Path((run, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let find_file = || state.talk.find_media(&file);
    media::respond(&state.talk.images, &run, find_file, &headers).await
}

async fn get_qr_code(State(state): State<RouteState>) -> Response {
    match state.talk.pairing_url().and_then(|url| network::render_qr_svg(&url)) {
        Some(svg) => ([(CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        None => text_response(StatusCode::NOT_FOUND, "No code is valid now."),
    }
}

async fn post_renew_code(State(state): State<RouteState>) -> Response {
    state.talk.renew_code();
    json_response(state.talk.pairing_json())
}

async fn post_unpair_phones(State(state): State<RouteState>) -> Response {
    state.talk.unpair_phones();
    json_response(state.talk.pairing_json())
}

#[derive(Deserialize)]
struct PairRequest {
    code: String,
}

/// Pairs a phone that sends the code. Browsers send the cookie only with requests of our own pages,
/// and no script can read it.
async fn post_pair(State(state): State<RouteState>, Json(request): Json<PairRequest>) -> Response {
    match state.talk.pair_phone(&request.code) {
        Ok(token) => {
            let cookie =
                format!("{COOKIE_NAME}={token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200");
            ([(SET_COOKIE, cookie)], StatusCode::NO_CONTENT).into_response()
        }
        Err(PairingError::WrongCode) => text_response(StatusCode::FORBIDDEN, "Wrong code."),
        Err(PairingError::NoValidCode) => text_response(
            StatusCode::GONE,
            "No code is valid now. Create a new one in the presenter view.",
        ),
        Err(PairingError::NoRandomness) => text_response(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The computer does not provide random numbers.",
        ),
    }
}

/// Rejects requests from phones that are not paired.
async fn require_pairing(
    State(state): State<RouteState>,
    request: Request,
    next: Next,
) -> Response {
    if read_cookie(request.headers()).is_some_and(|token| state.talk.is_paired(token)) {
        Trust::grant_to(&request);
        next.run(request).await
    } else {
        text_response(StatusCode::UNAUTHORIZED, "Enter the code first.")
    }
}

/// Returns the token in the cookie of a phone.
fn read_cookie(headers: &HeaderMap) -> Option<&str> {
    read_cookies(headers, COOKIE_NAME).next()
}
