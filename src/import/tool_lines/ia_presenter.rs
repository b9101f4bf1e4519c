//! iA Presenter: what is not marked to be seen is spoken.

use super::{NumberedLines, find_code};
use crate::import::ImportContext;

pub(super) fn rewrite_lines(lines: NumberedLines, context: &mut ImportContext) -> NumberedLines {
    let unindent = |text: &str| text.strip_prefix('\t').unwrap_or(text).to_owned();
    let unindented: NumberedLines =
        lines.iter().map(|(text, number)| (unindent(text), *number)).collect();
    let is_code = find_code(&unindented);
    let mut written = NumberedLines::new();
    let mut spoken = NumberedLines::new();
    let mut at = 0;
    while at < lines.len() {
        let (text, number) = &lines[at];
        let line = text.trim();
        at += 1;
        if is_code[at - 1] {
            written.push((unindented[at - 1].0.clone(), *number));
        } else if line.is_empty() {
            written.push((String::new(), *number));
            spoken.push((String::new(), *number));
        } else if let Some(words) = line.strip_prefix("//") {
            context.keep_words(*number, words);
        } else if let Some(path) = picture_path(line) {
            let settings = read_settings(&lines[at..]);
            at += settings.len();
            written.push((String::new(), *number));
            written.push((write_picture(path, &settings), *number));
            written.push((String::new(), *number));
        } else if let Some(words) = text.strip_prefix('\t').or_else(|| text.strip_prefix("    ")) {
            written.push((words.to_owned(), *number));
        } else if is_seen(line) {
            written.push((text.clone(), *number));
        } else {
            spoken.push((text.clone(), *number));
        }
    }
    let first = spoken.iter().find(|(text, _)| !text.is_empty()).map(|(_, number)| *number);
    if let Some(number) = first {
        written.push(("::: {.notes}".to_owned(), number));
        written.append(&mut spoken);
        written.push((":::".to_owned(), number));
    }
    written
}

/// Whether a line is seen without a tab before it: a heading, a picture, a table, a division.
fn is_seen(line: &str) -> bool {
    ["#", "![", "|", ":::", "<!--", "$$", "[^"].iter().any(|start| line.starts_with(start))
        || line.bytes().all(|byte| byte == b'=')
}

/// Returns the path on a line of its own: `/assets/boat.png`.
fn picture_path(line: &str) -> Option<&str> {
    let (_, ending) = line.rsplit_once('.')?;
    let is_file =
        (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    (line.starts_with('/') && is_file && !line.starts_with("//")).then_some(line)
}

/// Returns the settings below a picture.
fn read_settings(lines: &[(String, usize)]) -> Vec<(String, String)> {
    let pair = |(text, _): &(String, usize)| {
        let (key, value) = text.trim().split_once(':')?;
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        is_key.then(|| (key.to_owned(), value.trim().trim_matches(['"', '\'']).to_owned()))
    };
    lines.iter().map_while(pair).collect()
}

fn write_picture(path: &str, settings: &[(String, String)]) -> String {
    let value =
        |name: &str| settings.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let title = value("title").or_else(|| value("alt")).unwrap_or_default();
    let is_background = value("background") == Some("true");
    let path = path.trim_start_matches('/');
    let alt = title.replace('[', "(").replace(']', ")");
    match (is_background, value("x")) {
        (true, _) => format!("![bg {alt}](<{path}>)"),
        (_, Some(side @ ("left" | "right"))) => format!("![bg {side} {alt}](<{path}>)"),
        _ => format!("![{alt}](<{path}>)"),
    }
}
