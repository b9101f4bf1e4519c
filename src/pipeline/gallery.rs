//! The gallery: the same slides in several themes.

use super::{Input, LaidOutDeck, Options, lay_out};

/// The outline of the gallery; its footer names the theme.
const GALLERY_OUTLINE: &str = include_str!("../../slides/gallery.yaml");
/// Its picture.
const GALLERY_FILES: &[(&str, &[u8])] =
    &[("images/harbour.jpg", include_bytes!("../../images/harbour.jpg"))];

/// Lays out the slides of the gallery in each of these themes: names of built-in themes, or theme
/// files. They come one after another, in one document.
pub fn lay_out_gallery(themes: &[String], options: &Options) -> LaidOutDeck {
    let lay_out_one = |theme: &String| {
        let footer = format!("footer: {}", crate::yaml::quote_text(theme));
        let text = GALLERY_OUTLINE.replacen("footer: Theme gallery", &footer, 1);
        let options =
            Options { theme: Some(theme.clone()), provided: GALLERY_FILES, ..options.clone() };
        lay_out(Input::Text { path: "gallery.yaml".into(), text }, &options)
    };
    let mut decks = themes.iter().map(lay_out_one);
    // Without a theme there is nothing to show but the default one.
    let mut gallery = decks.next().unwrap_or_else(|| lay_out_one(&"plain".to_owned()));
    for deck in decks {
        gallery.scene.append(deck.scene);
        gallery.diagnostics.extend(deck.diagnostics);
        gallery.dependencies.extend(deck.dependencies);
    }
    gallery
}
