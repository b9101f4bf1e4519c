//! Pictures of pages. A picture's name is what it shows, so a browser keeps it for ever.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;

use super::SharedTalk;
use crate::serve::guard::text_response;
use crate::serve::image_cache::ImageFormat;

/// Widths of small pictures, in pixels.
const THUMBNAIL_WIDTHS_PX: [u16; 2] = [320, 640];

/// The picture `NAME.svg`, or `NAME-320.png`, of a page.
pub async fn respond_with_image(stage: Arc<SharedTalk>, page: usize, file: &str) -> Response {
    let missing = || text_response(StatusCode::NOT_FOUND, "There is no such picture.");
    let Some((name, format)) = parse_file_name(file) else { return missing() };
    let Some((deck, page)) = stage.find_page_by_image(page, name) else { return missing() };
    match stage.images.get_or_render(&deck, page, format).await {
        Some(picture) => format.build_response(picture),
        // A page that the drawing library cannot do, or panics at.
        None => text_response(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be drawn."),
    }
}

/// The name and the format of a picture's file.
fn parse_file_name(file: &str) -> Option<(&str, ImageFormat)> {
    if let Some(name) = file.strip_suffix(".svg") {
        return Some((name, ImageFormat::Svg));
    }
    let (name, width) = file.strip_suffix(".png")?.rsplit_once('-')?;
    let width = width.parse().ok().filter(|width| THUMBNAIL_WIDTHS_PX.contains(width))?;
    Some((name, ImageFormat::Png(width)))
}

#[cfg(test)]
mod tests {
    use super::{ImageFormat, parse_file_name};

    #[test]
    fn parses_image_file_names() {
        assert_eq!(parse_file_name("00ff.svg"), Some(("00ff", ImageFormat::Svg)));
        assert_eq!(parse_file_name("00ff-320.png"), Some(("00ff", ImageFormat::Png(320))));
        for wrong in ["00ff", "00ff.png", "00ff-60000.png", "00ff-0.png", "a/b"] {
            assert_eq!(parse_file_name(wrong), None, "{wrong}");
        }
    }
}
