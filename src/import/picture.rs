//! Reads pictures in inline Markdown.

use super::ImportContext;
use super::brackets::{parse_brackets, parse_reference, parse_target};
use super::directive::find_attribute;
use super::media::MediaTag;
use super::picture_options::{PictureOptions, read_length};

/// A picture in inline Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InlinePicture {
    /// The path as written.
    pub path: String,
    /// The text in brackets: the alternative text, after any options of Marp.
    pub alt: String,
    /// The title in quotes after the path.
    pub title: Option<String>,
    /// Whether the alternative text is an attribute, and not the text in brackets.
    pub has_own_alt: bool,
    /// How it is played, if it is a video or recording in HTML.
    pub media: Option<MediaTag>,
    /// Where a click on it leads.
    pub link: Option<String>,
    /// The line number, from 1.
    pub line: usize,
}

impl ImportContext<'_> {
    /// Returns the words of a header or footer, which can have no pictures.
    pub(super) fn leave_out_pictures(&mut self, text: &str, line: usize) -> String {
        let mut words = text.to_owned();
        while let Some(at) = words.find("![")
            && let Some((_, length)) = parse_picture(&words[at..], line, self)
        {
            words.replace_range(at..at + length, "");
            if self.is_first_report("picture in a footer") {
                self.report_missing(
                    line,
                    "a picture in a header or footer is not imported",
                    "show it on every slide with `logos`",
                );
            }
        }
        words.trim().to_owned()
    }
}

/// Parses the picture at the start of `rest`. Returns its length, too.
pub(super) fn parse_picture(
    rest: &str,
    number: usize,
    context: &mut ImportContext,
) -> Option<(InlinePicture, usize)> {
    let (alt, length) = parse_brackets(&rest[1..])?;
    let after = &rest[1 + length..];
    let (path, title, consumed) = match parse_target(after) {
        Some(target) => target,
        None => {
            let (name, consumed) = parse_reference(after, alt);
            (context.links.get(&name.to_lowercase())?.clone(), None, consumed)
        }
    };
    let mut total = 1 + length + consumed;
    // `{width=50%}`
    let attributes = &rest[total..];
    let mut alt = alt.to_owned();
    let mut title = title;
    let mut has_own_alt = false;
    let mut media = None;
    if attributes.starts_with('{')
        && let Some(end) = attributes.find('}')
    {
        media = MediaTag::parse(&attributes[..=end]);
        if attributes[..=end].contains(".absolute") {
            context.report_changed(
                number,
                "the place of an absolute picture is not imported",
                "the picture is where its line is; arrange it with `columns` or `image_right`",
            );
        }
        if let Some(own) = find_attribute(&attributes[..=end], "fig-alt") {
            // The text in brackets is the caption then.
            title = title.or(Some(alt).filter(|caption| !caption.trim().is_empty()));
            (alt, has_own_alt) = (own, true);
        }
        if let Some(width) =
            find_attribute(&attributes[..=end], "width").filter(|w| read_length(w).is_some())
        {
            alt = format!("w:{width} {alt}");
        }
        // Quarto shows the number of a figure before its caption.
        if let Some(number) = context.references.words_of(&attributes[..=end]) {
            let caption = title.unwrap_or_else(|| PictureOptions::parse(&alt).alt);
            let mark = if number.starts_with('(') { "" } else { ":" };
            let numbered = format!("{number}{mark} {caption}");
            title = Some(numbered.trim_end_matches([':', ' ']).to_owned());
        }
        total += end + 1;
    }
    Some((InlinePicture { path, alt, title, has_own_alt, media, link: None, line: number }, total))
}
