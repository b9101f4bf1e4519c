#![doc = include_str!("../../diagnostic/explain/E0619.md")]

use std::collections::BTreeSet;

use crate::assets::deck_font_families;
use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::ItemKind;

pub(super) const RULE: Rule = Rule {
    name: "unused_file",
    code: Code::UnusedFile,
    level: Level::Warn,
    limit: None,
    run: Some(check_unused_file),
};

fn check_unused_file(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    find_unused_pictures(subject)
        .into_iter()
        .chain(find_unused_fonts(subject))
        .map(|file| unused_file_warning(&file))
        .collect()
}

fn unused_file_warning(file: &str) -> Diagnostic {
    Diagnostic::warning_without_span(Code::UnusedFile, format!("`{file}` is not used"))
        .with_help("delete it, or name it in a comment of the outline if it is kept for later")
}

/// Pictures whose name no text of the project has.
fn find_unused_pictures(subject: &LintContext<'_>) -> Vec<String> {
    let files = subject.files;
    let mut pictures = files.list_pictures();
    if pictures.is_empty() {
        return pictures;
    }
    let mut texts: Vec<String> = subject.sources.iter().map(|source| source.text.clone()).collect();
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let is_unnamed =
        |path: &String, texts: &[String]| !texts.iter().any(|text| text.contains(&name(path)));
    pictures.retain(|path| is_unnamed(path, &texts));
    // The other texts are read only where there is something to look for.
    if !pictures.is_empty() {
        texts = files.read_other_texts();
        pictures.retain(|path| is_unnamed(path, &texts));
    }
    pictures
}

/// Fonts of which no family is drawn anywhere, nor named by the theme.
fn find_unused_fonts(subject: &LintContext<'_>) -> Vec<String> {
    let own = deck_font_families(subject.files);
    if own.is_empty() {
        return Vec::new();
    }
    let theme = &subject.theme.fonts;
    let mut used: BTreeSet<String> = theme.family_names().map(str::to_lowercase).into();
    for item in subject.scene.pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Text(run) = &item.kind {
            used.insert(subject.fonts.get(run.face).family.to_lowercase());
        }
    }
    own.into_iter()
        .filter(|(_, families)| {
            !families.iter().any(|family| used.contains(&family.to_lowercase()))
        })
        .map(|(path, _)| path)
        .collect()
}
