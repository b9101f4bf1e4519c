//! Converts the bibliography of pandoc and Quarto decks.

use super::ImportContext;
use super::write::{COMMENT_KEY, OutlineValue};

/// Titles of slides that hold the list of works, in lower case.
const TITLES: &[&str] = &[
    "references",
    "bibliography",
    "works cited",
    "literature",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "bibliographie",
    "références",
    "referencias",
    "referências",
    "bibliografía",
    "bibliografia",
];

/// Converts `bibliography` or `csl` of the front matter: the files are copied.
pub(super) fn convert_files(
    key: &str,
    paths: &[String],
    line: usize,
    context: &mut ImportContext,
) -> Option<OutlineValue> {
    let mut names = Vec::new();
    for path in paths.iter().filter(|path| !path.trim().is_empty()) {
        let path = path.trim();
        let is_address = path.starts_with("http://") || path.starts_with("https://");
        if is_address || !context.folder.has_file(path) {
            let shown: String = path.chars().take(60).collect();
            context.report_missing(
                line,
                format!("the file `{shown}` does not exist and is not imported"),
                "copy it next to the outline, and name it with `bibliography` or `citation_style`",
            );
            continue;
        }
        names.push(OutlineValue::text(context.saved.save(path, "bibliography", context.folder)));
    }
    if key == "bibliography" && !names.is_empty() {
        context.has_bibliography = true;
    }
    match names.len() {
        0 => None,
        1 => names.pop(),
        _ => Some(OutlineValue::List(names)),
    }
}

/// Adds the list of works where pandoc does: on the slide with its title, or after the last one.
pub(super) fn add_reference_list(slides: &mut Vec<OutlineValue>) {
    if slides.iter().any(has_list) {
        return;
    }
    let list = ("references".to_owned(), OutlineValue::word("true"));
    if let Some(OutlineValue::Map(keys)) = slides.last_mut() {
        let is_title = |(key, value): &(String, OutlineValue)| {
            matches!(key.as_str(), "title" | "section")
                && matches!(value, OutlineValue::Text(title)
                    if TITLES.contains(&title.trim().to_lowercase().as_str()))
        };
        let is_bare = |key: &str| {
            matches!(key, "title" | "section" | "layout" | "id" | "notes" | COMMENT_KEY)
        };
        if keys.iter().any(is_title) && keys.iter().all(|(key, _)| is_bare(key)) {
            keys.retain(|(key, _)| key != "layout");
            keys.push(list);
            return;
        }
    }
    let title = ("title".to_owned(), OutlineValue::text("References"));
    slides.push(OutlineValue::Map(vec![title, list]));
}

/// Whether a slide, or a block on it, is the list of works.
fn has_list(value: &OutlineValue) -> bool {
    match value {
        OutlineValue::Map(keys) => {
            keys.iter().any(|(key, value)| key == "references" || has_list(value))
        }
        OutlineValue::List(items) => items.iter().any(has_list),
        _ => false,
    }
}
