//! Fonts, pictures, and access to the file system.

mod error;
mod files;
mod font;
mod image;
mod images;
mod inputs;
mod media;
mod names;
mod output;
mod process;
mod read_file;
mod shell;
mod spelling;
mod stamp;
mod text;
mod unfinished;

pub use error::AssetError;
pub use files::Files;
pub use font::{
    ColourLayer, Face, FaceId, FaceMetrics, FaceRole, FallbackOrder, FontData, FontOrigin,
    FontRequest, Fonts, HanForms, LayerColour, LayerFill, OutlineSegment, StyleName, Variation,
    add_deck_fonts, add_system_fonts, deck_font_families, grapheme_clusters, is_invisible,
};
pub use image::{
    CropAxis, CropShares, DrawingGlyph, DrawingText, Image, ImageData, KeptPart, OfficePicture,
    Orientation, PictureTones, RasterPixels, WebPicture, crop_picture, rasterize_svg,
};
pub use images::{HiddenParts, Images};
pub use inputs::{find_overwritten_input, has_content, is_same_file};
pub use media::{MediaFile, MediaFiles, MediaUse, check_media};
pub use names::mentions_file;
pub use output::{
    copy_file, make_folder, remove_files, write_file, write_files, write_files_in_folder,
    write_private_file,
};
pub use process::{is_hangup_ignored, is_stdout_closed};
pub use read_file::open_stream;
pub use shell::quote_path;
pub use stamp::Stamp;
pub use text::{MAX_TEXT_BYTES, decode_foreign_text, decode_text};
pub use unfinished::{OutputLock, abandon_output};
