//! Pictures: where they are in the file, and how they come into the folder `images`.

use std::collections::{BTreeMap, BTreeSet};

use super::Importer;
use super::host::{PictureCrop, PictureFile};
use super::relations::{RelationTarget, Relations};
use super::xml::{XmlElement, child, descendant, number, relation_id};
use crate::import::PictureCheck;
use crate::import::report::LossKind;

/// The longest name of a picture, in characters.
const MAX_NAME_CHARS: usize = 40;

/// A picture as a shape names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PictureSource {
    /// The id of the part.
    pub embedded: Option<String>,
    /// The id of the drawing that the part replaces for older programs.
    pub drawing: Option<String>,
    /// The id of a file outside.
    pub linked: Option<String>,
    /// What is cut off.
    pub crop: Option<PictureCrop>,
}

/// Reads the picture of a shape.
pub(super) fn read_picture_source(node: XmlElement) -> PictureSource {
    let Some(fill) = child(node, "blipFill") else { return PictureSource::default() };
    let blip = child(fill, "blip");
    let id = |name: &str| blip.and_then(|blip| relation_id(blip, name)).map(str::to_owned);
    let drawing = blip
        .and_then(|blip| descendant(blip, "svgBlip"))
        .and_then(|drawing| relation_id(drawing, "embed"));
    let crop = child(fill, "srcRect").map(|rect| {
        let side =
            |name: &str| (number(rect, name).unwrap_or(0.0) / 100_000.0).clamp(0.0, 1.0) as f32;
        PictureCrop { left: side("l"), top: side("t"), right: side("r"), bottom: side("b") }
    });
    PictureSource {
        embedded: id("embed"),
        drawing: drawing.map(str::to_owned),
        linked: id("link"),
        crop: crop.filter(PictureCrop::cuts),
    }
}

/// The pictures of the outline.
#[derive(Default)]
pub(super) struct PictureStore {
    /// The paths of the files by the parts and what is cut off.
    names: BTreeMap<String, String>,
    used: BTreeSet<String>,
    /// The paths and bytes in the order of the slides.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Importer<'_> {
    /// Adds a picture to those of the outline and returns its path. Reports one that cannot be
    /// shown, and returns `None`. `hint` says what it shows.
    pub(super) fn import_picture(
        &mut self,
        source: &PictureSource,
        relations: &Relations,
        hint: &str,
    ) -> Option<String> {
        let part = |id: &Option<String>| {
            id.as_deref().and_then(|id| relations.part(id)).map(str::to_owned)
        };
        let candidates: Vec<String> =
            [part(&source.drawing), part(&source.embedded)].into_iter().flatten().collect();
        let mut problem = None;
        for path in &candidates {
            match self.store_picture(path, source.crop, hint) {
                Ok(path) => return Some(path),
                Err(reason) => problem = Some(reason),
            }
        }
        let help = "export it as SVG or PNG from PowerPoint and show it with `figure`";
        let outside = source.linked.as_deref().and_then(|id| relations.target(id));
        let message = match (problem, outside) {
            (Some(reason), _) => format!("the picture {}", describe(&reason, hint)),
            (None, Some(RelationTarget::Outside(address))) => {
                let shown: String = address.chars().take(80).collect();
                format!("the picture `{shown}` is outside of the deck")
            }
            _ => format!("a picture{} is missing in the file", quote_hint(hint)),
        };
        self.lose(LossKind::Missing, message, help);
        None
    }

    fn store_picture(
        &mut self,
        path: &str,
        crop: Option<PictureCrop>,
        hint: &str,
    ) -> Result<String, String> {
        let key = match crop {
            Some(crop) => format!("{path} {crop:?}"),
            None => path.to_owned(),
        };
        if let Some(path) = self.find_stored(&key) {
            return Ok(path);
        }
        let file_name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let bytes = self
            .archive
            .read_media(path)
            .map_err(|error| format!("`{file_name}` cannot be read, because {}", error.reason()))?;
        let Some(format) = detect_format(&bytes) else {
            let by_name = file_name.rsplit('.').next().unwrap_or_default();
            let ending = name_format(&bytes).unwrap_or(by_name);
            let ending = ending.to_uppercase();
            return Err(format!("`{file_name}` has the format {ending}, which cannot be shown"));
        };
        if let PictureCheck::Unusable(reason) = self.host.check_picture(&file_name, &bytes) {
            return Err(format!("cannot be shown: {reason}"));
        }
        let mut file = PictureFile { bytes, extension: format };
        if let Some(crop) = crop {
            match self.host.crop_picture(&file.bytes, crop) {
                Some(cropped) => file = cropped,
                None => self.lose(
                    LossKind::Changed,
                    format!("the picture `{file_name}` is shown whole, not cropped"),
                    "crop it in a graphics program, or write `fit: cover` and `focus`",
                ),
            }
        }
        Ok(self.store_file(key, "images", hint, file.extension, file.bytes))
    }

    /// Adds a file to those of the outline and returns its path. `key` says what it is a copy of.
    pub(super) fn store_file(
        &mut self,
        key: String,
        folder: &str,
        hint: &str,
        extension: &str,
        bytes: Vec<u8>,
    ) -> String {
        let name = self.choose_name(folder, hint, extension, &bytes);
        self.pictures.names.insert(key, name.clone());
        self.pictures.files.push((name.clone(), bytes));
        name
    }

    /// Returns the path of the file that is a copy of `key`.
    pub(super) fn find_stored(&self, key: &str) -> Option<String> {
        self.pictures.names.get(key).cloned()
    }

    /// Chooses a path that says what a file shows and that no other one has.
    fn choose_name(&mut self, folder: &str, hint: &str, extension: &str, bytes: &[u8]) -> String {
        let mut base = slug(hint);
        if base.is_empty() {
            base = slug(&self.slide_title());
        }
        if base.is_empty() {
            base = "picture".to_owned();
        }
        let mut name = format!("{folder}/{base}.{extension}");
        let mut count = 1;
        while self.host.is_name_taken(&name, bytes) || !self.pictures.used.insert(name.clone()) {
            count += 1;
            name = format!("{folder}/{base}-{count}.{extension}");
        }
        name
    }
}

fn describe(reason: &str, hint: &str) -> String {
    if reason.starts_with('`') || hint.is_empty() {
        reason.to_owned()
    } else {
        format!("{} {reason}", quote_hint(hint).trim_start())
    }
}

fn quote_hint(hint: &str) -> String {
    let shown: String = hint.chars().take(60).collect();
    if shown.is_empty() { String::new() } else { format!(" `{shown}`") }
}

/// Returns the words of a text as the name of a file or slide: at most five words in lower case, in
/// Latin, Greek or Cyrillic letters, which every font has.
pub(super) fn slug(text: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() && c < '\u{530}';
    let words = text.split(|c: char| !is_kept(c)).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words.take(5) {
        let word = word.to_lowercase();
        if !name.is_empty() && name.chars().count() + word.chars().count() >= MAX_NAME_CHARS {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(MAX_NAME_CHARS));
    }
    name
}

/// Returns the format of a picture that an outline cannot show.
fn name_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => Some("EMF"),
        [0xd7, 0xcd, 0xc6, 0x9a, ..] | [1, 0, 9, 0, ..] => Some("WMF"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("TIFF"),
        [b'B', b'M', ..] => Some("BMP"),
        [] => Some("empty"),
        _ => None,
    }
}

/// Returns the extension of a picture that an outline can show.
fn detect_format(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(1000)];
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => {
            let text = String::from_utf8_lossy(start);
            let text = text.trim_start_matches('\u{feff}').trim_start();
            (text.starts_with('<') && String::from_utf8_lossy(bytes).contains("<svg"))
                .then_some("svg")
        }
    }
}
