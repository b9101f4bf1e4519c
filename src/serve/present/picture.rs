//! Pictures of pages. A picture's name is what it shows, so a browser keeps it for ever.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;

use super::Stage;
use crate::serve::drawings::Format;
use crate::serve::guard::refusal;

/// Widths of small pictures, in pixels.
const WIDTHS: [u16; 2] = [320, 640];

/// The picture `NAME.svg`, or `NAME-320.png`, of a page.
pub async fn answer(stage: Arc<Stage>, page: usize, file: &str) -> Response {
    let missing = || refusal(StatusCode::NOT_FOUND, "There is no such picture.");
    let Some((name, format)) = read(file) else { return missing() };
    let Some((deck, page)) = stage.picture(page, name) else { return missing() };
    match stage.drawings.of(&deck, page, format).await {
        Some(picture) => format.answer(picture),
        // A page that the drawing library cannot do, or panics at.
        None => refusal(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be drawn."),
    }
}

/// The name and the format of a picture's file.
fn read(file: &str) -> Option<(&str, Format)> {
    if let Some(name) = file.strip_suffix(".svg") {
        return Some((name, Format::Svg));
    }
    let (name, width) = file.strip_suffix(".png")?.rsplit_once('-')?;
    let width = width.parse().ok().filter(|width| WIDTHS.contains(width))?;
    Some((name, Format::Png(width)))
}

#[cfg(test)]
mod tests {
    use super::{Format, read};

    #[test]
    fn pictures_are_named() {
        assert_eq!(read("00ff.svg"), Some(("00ff", Format::Svg)));
        assert_eq!(read("00ff-320.png"), Some(("00ff", Format::Png(320))));
        for wrong in ["00ff", "00ff.png", "00ff-60000.png", "00ff-0.png", "a/b"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
