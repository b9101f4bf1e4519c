#![doc = include_str!("../../diagnostic/explain/E0619.md")]

use std::collections::BTreeSet;

use crate::assets::{deck_font_families, mentions_file};
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

fn check_unused_file(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    find_unused_pictures(context)
        .into_iter()
        .chain(find_unused_fonts(context))
        .map(|file| unused_file_warning(&file))
        .collect()
}

fn unused_file_warning(file: &str) -> Diagnostic {
    Diagnostic::warning_without_span(Code::UnusedFile, format!("`{file}` is not used"))
        .with_help("delete it, or name it in a comment of the outline to keep it")
}

/// Returns the pictures that no text of the project names.
fn find_unused_pictures(context: &LintContext<'_>) -> Vec<String> {
    let files = context.files;
    let mut pictures = files.list_pictures();
    if pictures.is_empty() {
        return pictures;
    }
    let mut texts: Vec<String> = context.sources.iter().map(|source| source.text.clone()).collect();
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let is_unnamed = |path: &String, texts: &[String]| {
        !texts.iter().any(|text| mentions_file(text, &name(path)))
    };
    pictures.retain(|path| is_unnamed(path, &texts));
    // The other texts are read only if there is something to look for.
    if !pictures.is_empty() {
        texts = files.read_other_texts();
        pictures.retain(|path| is_unnamed(path, &texts));
    }
    pictures
}

/// Returns the fonts whose families are neither used nor named by the theme.
fn find_unused_fonts(context: &LintContext<'_>) -> Vec<String> {
    let own = deck_font_families(context.files);
    if own.is_empty() {
        return Vec::new();
    }
    let theme = &context.theme.fonts;
    let mut used: BTreeSet<String> = theme.family_names().map(str::to_lowercase).into();
    for item in context.scene.pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Text(run) = &item.kind {
            used.insert(context.fonts.get(run.face).family.to_lowercase());
        }
    }
    own.into_iter()
        .filter(|(_, families)| {
            !families.iter().any(|family| used.contains(&family.to_lowercase()))
        })
        .map(|(path, _)| path)
        .collect()
}
