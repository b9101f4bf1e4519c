//! Videos and recordings.

use super::Importer;
use super::inline::{BreakStyle, escape_address, write_plain};
use super::paragraphs::BodyBlock;
use super::picture::PictureSource;
use super::relations::{RelationTarget, Relations};
use super::shape::SlideShape;
use crate::deck::is_web_address;
use crate::import::PictureCheck;
use crate::import::report::LossKind;
use crate::import::write::OutlineValue;

/// The longest ending of the name of a file.
const MAX_ENDING_CHARS: usize = 5;

impl Importer<'_> {
    /// Converts a video or recording. One that cannot be played becomes its still picture.
    pub(super) fn convert_media(
        &mut self,
        is_audio: bool,
        target: Option<&RelationTarget>,
        poster: &PictureSource,
        shape: &SlideShape,
        relations: &Relations,
    ) -> Vec<BodyBlock> {
        let found = match target {
            Some(RelationTarget::Part(path)) => self.store_media(path, is_audio, shape),
            Some(RelationTarget::Outside(address)) if is_web_address(address) => {
                Ok(escape_address(address))
            }
            Some(RelationTarget::Outside(address)) => {
                let shown: String = address.chars().take(120).collect();
                Err(format!("the file `{shown}` is outside of the deck"))
            }
            None => Err(format!("`{}` is not in the file", shape.name)),
        };
        let src = match found {
            Ok(src) => src,
            Err(reason) => {
                return self.leave_out_media(is_audio, &reason, poster, shape, relations);
            }
        };
        let mut entries = vec![("src".to_owned(), OutlineValue::Text(src))];
        // A picture of a loudspeaker says nothing.
        let still = if is_audio { None } else { self.find_still(poster, shape, relations) };
        entries.extend(still.map(|still| ("poster".to_owned(), OutlineValue::Text(still))));
        if let Some(alt) = shape.alt.as_deref().filter(|alt| !alt.is_empty()) {
            let alt = OutlineValue::Text(write_plain(alt, BreakStyle::Space));
            entries.push(("alt".to_owned(), alt));
        }
        let key = if is_audio { "audio" } else { "video" };
        let value = match entries.len() {
            1 => entries.remove(0).1,
            _ => OutlineValue::Map(entries),
        };
        vec![(key, value)]
    }

    /// Adds a video or recording to the files of the outline and returns its path.
    ///
    /// # Errors
    ///
    /// Returns the reason if it cannot be played.
    fn store_media(
        &mut self,
        path: &str,
        is_audio: bool,
        shape: &SlideShape,
    ) -> Result<String, String> {
        if let Some(known) = self.find_stored(path) {
            return Ok(known);
        }
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let bytes = self
            .archive
            .read_film(path)
            .map_err(|error| format!("`{name}` cannot be read, because {}", error.reason()))?;
        if let PictureCheck::Unusable(reason) = self.host.check_media(&name, &bytes, is_audio) {
            return Err(reason);
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let is_plain = |ending: &String| {
            (2..=MAX_ENDING_CHARS).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let ending = ending.filter(is_plain);
        let ending = ending.as_deref().unwrap_or(if is_audio { "mp3" } else { "mp4" });
        let hint = shape.alt.clone().unwrap_or_default();
        Ok(self.store_file(path.to_owned(), "media", &hint, ending, bytes))
    }

    fn find_still(
        &mut self,
        poster: &PictureSource,
        shape: &SlideShape,
        relations: &Relations,
    ) -> Option<String> {
        poster.embedded.as_ref()?;
        let hint = shape.alt.clone().unwrap_or_default();
        self.import_picture(poster, relations, &hint)
    }

    fn leave_out_media(
        &mut self,
        is_audio: bool,
        reason: &str,
        poster: &PictureSource,
        shape: &SlideShape,
        relations: &Relations,
    ) -> Vec<BodyBlock> {
        let (kind, shown) = match is_audio {
            true => ("sound", ""),
            false => ("video", "; its still picture is shown"),
        };
        self.lose(
            LossKind::Missing,
            format!("a {kind} is not imported: {reason}{shown}"),
            "save it from PowerPoint (right-click, Save Media As), convert it to MP4 or MP3, and \
             show it with `video` or `audio`",
        );
        if is_audio {
            self.keep_alt(shape);
            return Vec::new();
        }
        let shape = SlideShape { link: None, ..shape.clone() };
        self.convert_picture(poster, &shape, relations).into_iter().collect()
    }
}
