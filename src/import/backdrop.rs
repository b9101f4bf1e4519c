//! Places pictures that Marp and Deckset show under a slide: alone on the page, beside the words,
//! or as its background.

use super::picture_options::PictureSide;
use super::slide::SlideDraft;
use super::slide_keys::is_colour;
use super::write::OutlineValue;

/// A picture under a slide.
#[derive(Debug)]
pub(super) struct Backdrop {
    pub path: String,
    /// The picture as a figure.
    pub figure: OutlineValue,
    /// The half of the slide that it fills.
    pub side: Option<PictureSide>,
    /// Whether it is dimmed, blurred or otherwise made a ground for words.
    pub is_filtered: bool,
}

impl SlideDraft {
    /// Shows a picture as what it is if nothing is above it, as below the heading
    /// `## Boat {background-image=boat.png}`.
    pub(super) fn show_lone_background(&mut self) {
        let is_picture = |value: &OutlineValue| match value {
            OutlineValue::Text(path) => !is_colour(path),
            _ => false,
        };
        let at = self.keys.iter().position(|(key, value)| key == "background" && is_picture(value));
        let Some(at) = at else { return };
        if self.blocks.is_empty() && self.layout.is_none() && self.titles.len() < 2 {
            let (_, picture) = self.keys.remove(at);
            self.blocks.push(("figure", picture));
            self.layout = Some("image".to_owned());
        }
    }

    /// Places the pictures under the slide, which may be the cover of the deck.
    pub(super) fn place_backdrops(&mut self, is_cover: bool) {
        let backdrops = std::mem::take(&mut self.backdrops);
        let Some((place, only)) = backdrops.first() else { return };
        let has_words = self.has_words();
        let side = backdrops.iter().rev().find_map(|(_, backdrop)| backdrop.side);
        let has_background = self.keys.iter().any(|(key, value)| {
            key == "background" && !matches!(value, OutlineValue::Text(text) if is_colour(text))
        });
        if backdrops.len() == 1 && side.is_none() {
            let is_ground = only.is_filtered || has_words || !self.blocks.is_empty() || is_cover;
            if is_ground && !has_background {
                return self.set_key("background", OutlineValue::text(only.path.as_str()));
            }
        }
        let place = (*place).min(self.blocks.len());
        let count = backdrops.len();
        let mut figures: Vec<OutlineValue> =
            backdrops.into_iter().map(|(_, backdrop)| backdrop.figure).collect();
        let block = match count {
            1 => ("figure", figures.remove(0)),
            _ => ("figures", OutlineValue::List(figures)),
        };
        // The words are beside the pictures, which share one half.
        let layout = match side {
            Some(PictureSide::Left) => Some("image_left"),
            Some(PictureSide::Right) => Some("image_right"),
            None if has_words => Some("image_right"),
            None if count == 1 => Some("image"),
            None => None,
        };
        if let Some(layout) = layout {
            self.layout = Some(layout.to_owned());
            self.is_class = false;
        }
        // Beside words, a picture without alternative text is decoration.
        let block = match block {
            ("figure", src @ OutlineValue::Word(_)) if side.is_some() => {
                let entries = [("src", src), ("alt", OutlineValue::text(""))];
                let entries = entries.map(|(key, value)| (key.to_owned(), value));
                ("figure", OutlineValue::Map(entries.into()))
            }
            block => block,
        };
        self.blocks.insert(place, block);
    }
}
