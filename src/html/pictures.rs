//! Pictures, each written once in a file and used by all pages.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::number::number;
use crate::assets::{Image, Orientation};
use crate::geometry::Rect;

/// The pictures that have been used, by the hash of their content.
pub(super) struct WebPictureStore<'a> {
    /// The id of each; `None` if it cannot be written.
    ids: BTreeMap<u64, Option<String>>,
    definitions: String,
    prefix: &'a str,
}

impl<'a> WebPictureStore<'a> {
    /// Creates an empty store. Ids start with `prefix`.
    pub(super) fn new(prefix: &'a str) -> Self {
        Self { ids: BTreeMap::new(), definitions: String::new(), prefix }
    }

    /// Returns the id of a picture, which is as large as it is stored; `None` if it cannot be
    /// written.
    pub(super) fn id_of(&mut self, image: &Image) -> Option<String> {
        if let Some(id) = self.ids.get(&image.digest) {
            return id.clone();
        }
        let id = image.to_web_picture().map(|picture| {
            let id = format!("{}-p{}", self.prefix, self.ids.len());
            let address = match std::str::from_utf8(&picture.bytes) {
                Ok(text) if picture.media_type == "image/svg+xml" => text_address(text),
                _ => data_address(picture.media_type, &picture.bytes),
            };
            let size = image.orientation.orient_size(image.size);
            // The picture is turned by its place, in every browser.
            self.definitions.push_str(&format!(
                "<image id={id} width={} height={} preserveAspectRatio=none \
                 style=\"image-orientation:none\" href=\"{address}\"/>",
                number(size.width),
                number(size.height)
            ));
            id
        });
        self.ids.insert(image.digest, id.clone());
        id
    }

    /// Returns the elements that define all pictures.
    pub(super) fn into_definitions(self) -> String {
        self.definitions
    }
}

/// Returns an address that contains a drawing as text, which is shorter. It is safe in a quoted
/// attribute.
fn text_address(text: &str) -> String {
    let mut address = String::from("data:image/svg+xml,");
    for character in text.chars() {
        match character {
            '#' => address.push_str("%23"),
            '%' => address.push_str("%25"),
            '"' => address.push_str("%22"),
            '&' => address.push_str("%26"),
            '<' => address.push_str("%3c"),
            '>' => address.push_str("%3e"),
            _ if character.is_control() => address.push(' '),
            _ => address.push(character),
        }
    }
    address
}

/// Returns an address that contains its file.
pub(super) fn data_address(media_type: &str, bytes: &[u8]) -> String {
    let mut address = format!("data:{media_type};base64,");
    STANDARD.encode_string(bytes, &mut address);
    address
}

/// Encodes bytes as text (RFC 4648, 4).
pub(super) fn base64_of(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Returns the transform of a picture as it is stored to its place.
pub(super) fn placement(image: &Image, rect: Rect) -> String {
    let stored = image.orientation.orient_size(image.size);
    let Rect { x, y, width, height } = rect;
    let (right, bottom) = (rect.right(), rect.bottom());
    // The directions of the stored columns and rows, and the corner where they start.
    let [a, b, c, d, e, f] = match image.orientation {
        Orientation::Upright => [width, 0.0, 0.0, height, x, y],
        Orientation::FlippedHorizontally => [-width, 0.0, 0.0, height, right, y],
        Orientation::Rotated180 => [-width, 0.0, 0.0, -height, right, bottom],
        Orientation::FlippedVertically => [width, 0.0, 0.0, -height, x, bottom],
        Orientation::Transposed => [0.0, height, width, 0.0, x, y],
        Orientation::Rotated90 => [0.0, height, -width, 0.0, right, y],
        Orientation::Transversed => [0.0, -height, -width, 0.0, right, bottom],
        Orientation::Rotated270 => [0.0, -height, width, 0.0, x, bottom],
    };
    let (w, h) = (stored.width.max(1e-3), stored.height.max(1e-3));
    format!("matrix({} {} {} {} {} {})", a / w, b / w, c / h, d / h, number(e), number(f))
}
