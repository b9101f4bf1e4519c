//! Pictures of pages. A picture's name is what it shows, so a browser keeps it for ever.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Stage;
use crate::live::Presentation;
use crate::serve::guard::refusal;

/// Widths of small pictures, in pixels.
const WIDTHS: [u16; 2] = [320, 640];

/// The picture `NAME.svg`, or `NAME-320.png`, of a page.
pub async fn answer(stage: Arc<Stage>, page: usize, file: &str) -> Response {
    let missing = || refusal(StatusCode::NOT_FOUND, "There is no such picture.");
    let Some((name, width)) = read(file) else { return missing() };
    let Some((deck, page)) = stage.picture(page, name) else { return missing() };
    let drawn = tokio::task::spawn_blocking(move || draw(&deck, page, width)).await;
    match drawn {
        Ok(Some((kind, bytes))) => {
            ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "private, max-age=31536000, immutable")], bytes).into_response()
        }
        // A page that the drawing library cannot do, or panics at.
        _ => refusal(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be drawn."),
    }
}

/// The name and the width of a picture's file.
fn read(file: &str) -> Option<(&str, Option<u16>)> {
    if let Some(name) = file.strip_suffix(".svg") {
        return Some((name, None));
    }
    let (name, width) = file.strip_suffix(".png")?.rsplit_once('-')?;
    let width = width.parse().ok().filter(|width| WIDTHS.contains(width))?;
    Some((name, Some(width)))
}

fn draw(deck: &Presentation, page: usize, width: Option<u16>) -> Option<(&'static str, Vec<u8>)> {
    match width {
        None => Some(("image/svg+xml", deck.svg(page).ok()?.into_bytes())),
        Some(width) => Some(("image/png", deck.png(page, width).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn pictures_are_named() {
        assert_eq!(read("00ff.svg"), Some(("00ff", None)));
        assert_eq!(read("00ff-320.png"), Some(("00ff", Some(320))));
        for wrong in ["00ff", "00ff.png", "00ff-60000.png", "00ff-0.png", "a/b"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
