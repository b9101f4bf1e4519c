//! The commands, notes and pictures of Deckset.

use super::{NumberedLines, find_code};
use crate::import::steps::{INCREMENTAL_LINE, NONINCREMENTAL_LINE};
use crate::import::{ImportContext, MarkdownLine};
use crate::yaml::to_snake_case;

/// What only changes the appearance, as a setting of the deck or as a command on a slide.
const APPEARANCE: &[&str] = &[
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
    "footer-style",
    "autoscale",
    "slidecount",
    "slide-transition",
    "presenter-notes",
];

/// Commands that only change the appearance.
const IGNORED_COMMANDS: &[&str] = &[
    "theme",
    "alternating-colors",
    "alternating-text",
    "text-alignment",
    "table-separator",
    "background-filter",
    "slidenumber-style",
    "background-image-filter",
    "hide-header",
    "caption",
];

/// Options of pictures that have no equivalent.
const PICTURE_OPTIONS: &[&str] = &[
    "fit", "fill", "original", "filtered", "filter", "mute", "hide", "inline", "left", "right",
    "autoplay", "loop",
];

/// Reads the settings of a deck: lines `key: value` before the first empty line. Returns those that
/// say something about the deck, and the number of lines.
pub(in crate::import) fn read_settings(
    lines: &[MarkdownLine],
) -> (Vec<(String, Vec<String>, usize)>, usize) {
    let mut keys = Vec::new();
    let mut length = 0;
    for line in lines {
        let Some((key, value)) = line.text.split_once(':') else { break };
        let is_key = |c: char| c.is_ascii_lowercase() || c == '-';
        if key.is_empty() || !key.chars().all(is_key) || !value.starts_with([' ', '\t']) {
            break;
        }
        length += 1;
        if !APPEARANCE.contains(&key) && key != "build-lists-style" {
            keys.push((to_snake_case(key), vec![value.trim().to_owned()], line.number));
        }
    }
    (keys, length)
}

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
                // It holds for all lists of the slide.
                "build-lists" => {
                    let is_on = value.starts_with("true") || value.starts_with("not");
                    let mark = if is_on { INCREMENTAL_LINE } else { NONINCREMENTAL_LINE };
                    let marks = ["", mark, ""].map(|mark| (mark.to_owned(), *number));
                    written.splice(0..0, marks);
                }
                known if APPEARANCE.contains(&known) || IGNORED_COMMANDS.contains(&known) => {}
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
        () if has("filtered") => format!("![bg filtered {alt}](<{path}>)"),
        () => format!("![bg {alt}](<{path}>)"),
    }
}
