//! What is answered, to this machine and to the network.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::shared_talk::WindowRole;
use super::talk::TalkCommand;
use super::{PairingError, SharedTalk, asset_list, events, network, page_image};
use crate::serve::guard::text_response;
use crate::serve::{ShutdownSignal, route_assets};

/// What a phone that came in shows.
const COOKIE_NAME: &str = "plenary";

/// What handlers know.
#[derive(Clone)]
struct RouteState {
    stage: Arc<SharedTalk>,
    stop: ShutdownSignal,
}

/// What is answered to this machine: the windows of the presenter and the audience.
pub fn local_router(stage: &Arc<SharedTalk>, stop: &ShutdownSignal) -> Router {
    route_assets(asset_list::COMMON_ASSETS.iter().chain(asset_list::LOCAL_ASSETS))
        .route("/deck", get(get_deck))
        .route("/events", get(get_events))
        .route("/do", post(post_command))
        .route("/pages/{page}/{file}", get(get_image))
        .route("/door.svg", get(get_qr_code))
        .route("/door/renew", post(post_renew_code))
        .route("/door/forget", post(post_unpair_phones))
        .with_state(RouteState { stage: stage.clone(), stop: stop.clone() })
}

/// What is answered to the network: the door, and behind it the remote control.
pub fn remote_router(stage: &Arc<SharedTalk>, stop: &ShutdownSignal) -> Router {
    let known = RouteState { stage: stage.clone(), stop: stop.clone() };
    let inside = Router::new()
        .route("/deck", get(get_deck))
        .route("/events", get(get_events_for_phone))
        .route("/do", post(post_command_from_phone))
        .route("/pages/{page}/{file}", get(get_image))
        .layer(middleware::from_fn_with_state(known.clone(), require_pairing));
    route_assets(asset_list::COMMON_ASSETS.iter().chain(asset_list::REMOTE_ASSETS))
        .route("/enter", post(post_pair))
        .merge(inside)
        .with_state(known)
}

fn json_response(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

async fn get_deck(State(known): State<RouteState>) -> Response {
    json_response(known.stage.deck_json())
}

#[derive(Deserialize)]
struct EventsQuery {
    window: Option<String>,
}

async fn get_events(
    State(known): State<RouteState>,
    Query(listener): Query<EventsQuery>,
) -> Response {
    let role = if listener.window.as_deref() == Some("audience") {
        WindowRole::Audience
    } else {
        WindowRole::Presenter
    };
    events::stream_talk(&known.stage, role, known.stop, || true)
}

async fn get_events_for_phone(State(known): State<RouteState>, headers: HeaderMap) -> Response {
    let (stage, word) = (known.stage.clone(), read_cookie(&headers).unwrap_or_default().to_owned());
    events::stream_talk(&known.stage, WindowRole::Phone, known.stop, move || stage.is_paired(&word))
}

#[derive(Deserialize)]
struct CommandQuery {
    #[serde(default)]
    from: String,
}

async fn post_command(
    State(known): State<RouteState>,
    Query(asker): Query<CommandQuery>,
    Json(command): Json<TalkCommand>,
) -> Response {
    json_response(
        known.stage.apply_command(&command, &asker.from.chars().take(40).collect::<String>()),
    )
}

async fn post_command_from_phone(
    State(known): State<RouteState>,
    Query(asker): Query<CommandQuery>,
    Json(command): Json<TalkCommand>,
) -> Response {
    if !command.is_allowed_for_phones() {
        return text_response(StatusCode::FORBIDDEN, "A phone cannot do that.");
    }
    json_response(
        known.stage.apply_command(&command, &asker.from.chars().take(40).collect::<String>()),
    )
}

async fn get_image(
    State(known): State<RouteState>,
    Path((page, file)): Path<(usize, String)>,
) -> Response {
    page_image::respond_with_image(known.stage, page, &file).await
}

async fn get_qr_code(State(known): State<RouteState>) -> Response {
    match known.stage.pairing_url().and_then(|address| network::render_qr_svg(&address)) {
        Some(drawing) => ([(CONTENT_TYPE, "image/svg+xml")], drawing).into_response(),
        None => text_response(StatusCode::NOT_FOUND, "There is no code."),
    }
}

async fn post_renew_code(State(known): State<RouteState>) -> Response {
    known.stage.renew_code();
    json_response(known.stage.pairing_json())
}

async fn post_unpair_phones(State(known): State<RouteState>) -> Response {
    known.stage.unpair_phones();
    json_response(known.stage.pairing_json())
}

#[derive(Deserialize)]
struct PairRequest {
    code: String,
}

/// Lets a phone in that knows the code. The cookie goes with requests of our own page alone, and no
/// script can read it.
async fn post_pair(State(known): State<RouteState>, Json(entering): Json<PairRequest>) -> Response {
    match known.stage.pair_phone(&entering.code) {
        Ok(word) => {
            let cookie =
                format!("{COOKIE_NAME}={word}; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200");
            ([(SET_COOKIE, cookie)], StatusCode::NO_CONTENT).into_response()
        }
        Err(PairingError::WrongCode) => {
            text_response(StatusCode::FORBIDDEN, "This is not the code.")
        }
        Err(PairingError::NoValidCode) => text_response(
            StatusCode::GONE,
            "No code is valid now. Make a new one on the presenter's page.",
        ),
        Err(PairingError::NoRandomness) => text_response(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The computer gives no random numbers.",
        ),
    }
}

/// Stops whoever did not come in.
async fn require_pairing(
    State(known): State<RouteState>,
    request: Request,
    next: Next,
) -> Response {
    if read_cookie(request.headers()).is_some_and(|word| known.stage.is_paired(word)) {
        next.run(request).await
    } else {
        text_response(StatusCode::UNAUTHORIZED, "Enter the code first.")
    }
}

/// The word that a phone shows.
fn read_cookie(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(';'))
        .find_map(|part| part.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}
