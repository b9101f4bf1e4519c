//! The commands, notes and pictures of Deckset.

use super::{NumberedLines, find_code};
use crate::import::ImportContext;

/// Commands that only change the appearance.
const IGNORED: &[&str] = &[
    "autoscale",
    "theme",
    "text",
    "header",
    "list",
    "code",
    "quote",
    "table",
    "link",
    "footnote",
    "text-strong",
    "text-emphasis",
    "header-strong",
    "header-emphasis",
    "quote-author",
    "formula",
    "alternating-colors",
    "alternating-text",
    "slidecount",
    "slide-transition",
    "footer-style",
    "text-alignment",
    "table-separator",
    "background-filter",
    "presenter-notes",
    "slidenumber-style",
    "background-image-filter",
    "hide-header",
    "caption",
];

/// Options of pictures that have no equivalent.
const PICTURE_OPTIONS: &[&str] = &[
    "fit", "fill", "original", "filtered", "mute", "hide", "inline", "left", "right", "autoplay",
    "loop",
];

pub(super) fn rewrite_lines(lines: NumberedLines, context: &mut ImportContext) -> NumberedLines {
    let is_code = find_code(&lines);
    let mut written = NumberedLines::new();
    let mut highlights: Vec<String> = Vec::new();
    let mut columns = ColumnMarks::default();
    let mut notes: Vec<(String, usize)> = Vec::new();
    // A note is a whole paragraph.
    let mut is_in_note = false;
    for ((text, number), is_code) in lines.iter().zip(is_code) {
        let line = text.trim();
        if is_code {
            let is_fence = line.starts_with("```") && line.trim_matches('`').len() < line.len();
            if is_fence && !highlights.is_empty() {
                written.push((format!("{line} {{{}}}", highlights.join("|")), *number));
                highlights.clear();
            } else {
                written.push((text.clone(), *number));
            }
        } else if let Some(note) = line.strip_prefix("^ ").or((line == "^").then_some("")) {
            if !is_in_note && !notes.is_empty() {
                notes.push((String::new(), *number));
            }
            notes.push((note.trim().to_owned(), *number));
            is_in_note = true;
        } else if is_in_note && !line.is_empty() {
            notes.push((line.to_owned(), *number));
        } else if let Some(command) =
            line.strip_prefix("[.").and_then(|rest| rest.strip_suffix(']'))
        {
            let (name, value) = command.split_once(':').unwrap_or((command, ""));
            let value = value.trim();
            match name.trim() {
                "column" => columns.open(&mut written, *number),
                "code-highlight" => highlights.push(value.to_owned()),
                "footer" => written.push((format!("<!-- footer: {value} -->"), *number)),
                "hide-footer" => written.push(("<!-- footer: \"\" -->".to_owned(), *number)),
                "slidenumbers" => written.push((format!("<!-- paginate: {value} -->"), *number)),
                "background-color" => {
                    written.push((format!("<!-- backgroundColor: {value} -->"), *number))
                }
                "background-image" => {
                    written.push((format!("<!-- backgroundImage: {value} -->"), *number))
                }
                "build-lists" if value.starts_with("true") || value.starts_with("not") => {
                    let marks = ["::: {.incremental}", ":::"];
                    written.extend(marks.map(|mark| (mark.to_owned(), *number)));
                }
                "build-lists" => {}
                known if IGNORED.contains(&known) => {}
                _ => context.report_changed(
                    *number,
                    format!("`{line}` is not imported"),
                    "change the appearance of slides with `theme`",
                ),
            }
        } else {
            is_in_note = false;
            let text = rewrite_heading(text);
            written.push((rewrite_pictures(&text), *number));
        }
    }
    columns.close(&mut written);
    if let Some((_, number)) = notes.first().cloned() {
        written.push(("::: {.notes}".to_owned(), number));
        written.append(&mut notes);
        written.push((":::".to_owned(), number));
    }
    written
}

/// The columns of a slide, from `[.column]` to its end.
#[derive(Default)]
struct ColumnMarks {
    is_open: bool,
}

impl ColumnMarks {
    fn open(&mut self, written: &mut NumberedLines, number: usize) {
        let first = if self.is_open { ":::" } else { "::: {.columns}" };
        self.is_open = true;
        written.push((first.to_owned(), number));
        written.push(("::: {.column}".to_owned(), number));
    }

    fn close(&mut self, written: &mut NumberedLines) {
        if self.is_open {
            let number = written.last().map_or(1, |(_, number)| *number);
            written.extend([":::", ":::"].map(|mark| (mark.to_owned(), number)));
        }
    }
}

/// Leaves out the sign of headings that fill the slide: `#[fit] Words`.
fn rewrite_heading(line: &str) -> String {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    match line[level..].trim_start().strip_prefix("[fit]") {
        Some(words) if level > 0 => format!("{} {}", &line[..level], words.trim_start()),
        _ => line.to_owned(),
    }
}

/// Rewrites the options in the brackets of pictures.
fn rewrite_pictures(line: &str) -> String {
    let mut written = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("![") {
        let (before, picture) = rest.split_at(at);
        let parts = picture.find("](").and_then(|end| {
            let close = picture[end..].find(')')?;
            Some((&picture[2..end], &picture[end + 2..end + close], &picture[end + close + 1..]))
        });
        let Some((options, path, after)) = parts else { break };
        written.push_str(before);
        written.push_str(&rewrite_picture(options, path));
        rest = after;
    }
    written + rest
}

fn rewrite_picture(options: &str, path: &str) -> String {
    let words: Vec<&str> = options.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let has = |name: &str| words.contains(&name);
    let is_option = |word: &str| {
        PICTURE_OPTIONS.contains(&word)
            || word.ends_with('%')
            || word.starts_with("corner-radius")
            || word.starts_with("alt:")
    };
    let alt: Vec<&str> = words.iter().filter(|word| !is_option(word)).copied().collect();
    let alt = alt.join(" ");
    let is_media = crate::deck::media_kind_of_path(path).is_some()
        || path.contains("youtube.com")
        || path.contains("youtu.be");
    if is_media {
        let flags: String = ["autoplay", "loop"]
            .into_iter()
            .filter(|flag| has(flag))
            .map(|flag| format!(" {flag}=true"))
            .collect();
        return format!("![](<{path}>){{.video fig-alt=\"{alt}\"{flags}}}");
    }
    let width = words.iter().find(|word| word.ends_with('%'));
    let width = width.map(|width| format!("w:{width} ")).unwrap_or_default();
    match () {
        () if has("inline") => format!("![{width}{alt}](<{path}>)"),
        () if has("left") => format!("![bg left {alt}](<{path}>)"),
        () if has("right") => format!("![bg right {alt}](<{path}>)"),
        () => format!("![bg {alt}](<{path}>)"),
    }
}
