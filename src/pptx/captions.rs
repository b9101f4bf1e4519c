//! Writes the captions of videos into the notes of their slides: the format has no captions that
//! all versions of PowerPoint show.

use std::io::Read;

use crate::assets::MediaFiles;
use crate::scene::{ItemKind, NoteParagraph, NoteRun, Page};

/// The most captions that are read, in bytes.
const MAX_CAPTIONS: u64 = 1 << 20;

/// Returns the captions of the videos of a page, each after the name of the video.
pub(super) fn caption_paragraphs(page: &Page, files: Option<&MediaFiles>) -> Vec<NoteParagraph> {
    let mut paragraphs = Vec::new();
    let media = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Media(area) => Some(&area.media),
        _ => None,
    });
    for media in media {
        let Some(text) = media.captions.as_ref().and_then(|name| read_captions(files?, name))
        else {
            continue;
        };
        let paragraph = |text: String, is_bold: bool| NoteParagraph {
            runs: vec![NoteRun { text, is_bold, ..NoteRun::default() }],
            ..NoteParagraph::default()
        };
        paragraphs.push(paragraph(media.src.clone(), true));
        paragraphs.extend(cue_texts(&text).into_iter().map(|text| paragraph(text, false)));
    }
    paragraphs
}

fn read_captions(files: &MediaFiles, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    files.get(name)?.open().ok()?.take(MAX_CAPTIONS).read_to_end(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}

/// Returns the words of each caption of a WebVTT file, without times and signs.
fn cue_texts(text: &str) -> Vec<String> {
    let mut cues = Vec::new();
    let mut words: Option<Vec<String>> = None;
    for line in text.lines().map(str::trim).chain([""]) {
        match &mut words {
            _ if line.contains("-->") => words = Some(Vec::new()),
            Some(lines) if !line.is_empty() => lines.push(plain_words(line)),
            Some(_) => cues.extend(words.take().map(|lines| lines.join(" "))),
            None => {}
        }
    }
    cues.retain(|cue| !cue.is_empty());
    cues
}

/// Returns a line of a caption without its tags.
fn plain_words(line: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for character in line.chars() {
        match character {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if !is_tag => words.push(character),
            _ => {}
        }
    }
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::cue_texts;

    #[test]
    fn captions_are_words_without_times() {
        let text = "WEBVTT\n\nNOTE of the editor\n\n1\n00:01.000 --> 00:02.000\n<v Ana>The water \
                    &amp; the gate\nrise.\n\n00:03.000 --> 00:04.000\nDone.";
        assert_eq!(cue_texts(text), ["The water & the gate rise.", "Done."]);
    }
}
