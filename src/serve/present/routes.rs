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

use super::stage::Role;
use super::talk::Command;
use super::{Refused, Stage, events, network, page, picture};
use crate::serve::guard::refusal;
use crate::serve::{Stop, assets};

/// What a phone that came in shows.
const COOKIE_NAME: &str = "plenary";

/// What handlers know.
#[derive(Clone)]
struct Known {
    stage: Arc<Stage>,
    stop: Stop,
}

/// What is answered to this machine: the windows of the presenter and the audience.
pub fn local(stage: &Arc<Stage>, stop: &Stop) -> Router {
    assets(page::COMMON.iter().chain(page::LOCAL))
        .route("/deck", get(deck))
        .route("/events", get(listen))
        .route("/do", post(act))
        .route("/pages/{page}/{file}", get(drawing))
        .route("/door.svg", get(door))
        .route("/door/renew", post(renew))
        .route("/door/forget", post(forget))
        .with_state(Known { stage: stage.clone(), stop: stop.clone() })
}

/// What is answered to the network: the door, and behind it the remote control.
pub fn remote(stage: &Arc<Stage>, stop: &Stop) -> Router {
    let known = Known { stage: stage.clone(), stop: stop.clone() };
    let inside = Router::new()
        .route("/deck", get(deck))
        .route("/events", get(listen_from_phone))
        .route("/do", post(act_from_phone))
        .route("/pages/{page}/{file}", get(drawing))
        .layer(middleware::from_fn_with_state(known.clone(), knock));
    assets(page::COMMON.iter().chain(page::REMOTE))
        .route("/enter", post(enter))
        .merge(inside)
        .with_state(known)
}

fn json(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

async fn deck(State(known): State<Known>) -> Response {
    json(known.stage.deck())
}

#[derive(Deserialize)]
struct Listener {
    window: Option<String>,
}

async fn listen(State(known): State<Known>, Query(listener): Query<Listener>) -> Response {
    let role = if listener.window.as_deref() == Some("audience") {
        Role::Audience
    } else {
        Role::Presenter
    };
    events::answer(&known.stage, role, known.stop, || true)
}

async fn listen_from_phone(State(known): State<Known>, headers: HeaderMap) -> Response {
    let (stage, word) = (known.stage.clone(), cookie(&headers).unwrap_or_default().to_owned());
    events::answer(&known.stage, Role::Phone, known.stop, move || stage.knows(&word))
}

#[derive(Deserialize)]
struct Asker {
    #[serde(default)]
    from: String,
}

async fn act(
    State(known): State<Known>,
    Query(asker): Query<Asker>,
    Json(command): Json<Command>,
) -> Response {
    json(known.stage.apply(&command, &asker.from.chars().take(40).collect::<String>()))
}

async fn act_from_phone(
    State(known): State<Known>,
    Query(asker): Query<Asker>,
    Json(command): Json<Command>,
) -> Response {
    if !command.is_for_phones() {
        return refusal(StatusCode::FORBIDDEN, "A phone cannot do that.");
    }
    json(known.stage.apply(&command, &asker.from.chars().take(40).collect::<String>()))
}

async fn drawing(
    State(known): State<Known>,
    Path((page, file)): Path<(usize, String)>,
) -> Response {
    picture::answer(known.stage, page, &file).await
}

async fn door(State(known): State<Known>) -> Response {
    match known.stage.door().and_then(|address| network::code_as_drawing(&address)) {
        Some(drawing) => ([(CONTENT_TYPE, "image/svg+xml")], drawing).into_response(),
        None => refusal(StatusCode::NOT_FOUND, "There is no code."),
    }
}

async fn renew(State(known): State<Known>) -> Response {
    known.stage.renew_code();
    json(known.stage.remote())
}

async fn forget(State(known): State<Known>) -> Response {
    known.stage.forget_phones();
    json(known.stage.remote())
}

#[derive(Deserialize)]
struct Entering {
    code: String,
}

/// Lets a phone in that knows the code. The cookie goes with requests of our own page alone, and no
/// script can read it.
async fn enter(State(known): State<Known>, Json(entering): Json<Entering>) -> Response {
    match known.stage.enter(&entering.code) {
        Ok(word) => {
            let cookie =
                format!("{COOKIE_NAME}={word}; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200");
            ([(SET_COOKIE, cookie)], StatusCode::NO_CONTENT).into_response()
        }
        Err(Refused::Wrong) => refusal(StatusCode::FORBIDDEN, "This is not the code."),
        Err(Refused::NoCode) => refusal(
            StatusCode::GONE,
            "No code is valid now. Make a new one on the presenter's page.",
        ),
        Err(Refused::NoChance) => {
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "The computer gives no random numbers.")
        }
    }
}

/// Stops whoever did not come in.
async fn knock(State(known): State<Known>, request: Request, next: Next) -> Response {
    if cookie(request.headers()).is_some_and(|word| known.stage.knows(word)) {
        next.run(request).await
    } else {
        refusal(StatusCode::UNAUTHORIZED, "Enter the code first.")
    }
}

/// The word that a phone shows.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(';'))
        .find_map(|part| part.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}
