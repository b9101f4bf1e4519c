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
    let unused: Vec<String> =
        find_unused_named_files(context).into_iter().chain(find_unused_fonts(context)).collect();
    unused_files_warning(&unused).into_iter().collect()
}

/// The most files that the message lists.
const MAX_LISTED_FILES: usize = 5;

/// Returns one warning for all files; `None` if there are none.
fn unused_files_warning(files: &[String]) -> Option<Diagnostic> {
    let listed: Vec<String> =
        files.iter().take(MAX_LISTED_FILES).map(|file| format!("`{file}`")).collect();
    let more = files.len() - listed.len();
    let (message, help) = match (files.len(), more) {
        (0, _) => return None,
        (1, _) => (
            format!("{} is not used", listed[0]),
            "delete it, or name it in a comment of the outline to keep it",
        ),
        (count, more) => {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            (
                format!("{count} files are not used: {}{more}", listed.join(", ")),
                "delete them, or name them in a comment of the outline to keep them",
            )
        }
    };
    Some(Diagnostic::warning_without_span(Code::UnusedFile, message).with_help(help))
}

/// Returns the pictures, bibliographies and citation styles that no text of the project names.
fn find_unused_named_files(context: &LintContext<'_>) -> Vec<String> {
    let files = context.files;
    let mut pictures = files.list_pictures();
    pictures.extend(files.list_bibliographies());
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

/// Returns the fonts whose families are neither used nor named by a theme or outline of the folder.
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
    let mut unused: Vec<_> = own
        .into_iter()
        .filter(|(_, families)| {
            !families.iter().any(|family| used.contains(&family.to_lowercase()))
        })
        .collect();
    // The other texts are read only if there is something to look for.
    if !unused.is_empty() {
        let texts: Vec<String> =
            context.files.read_other_texts().iter().map(|text| text.to_lowercase()).collect();
        unused.retain(|(_, families)| {
            let mut names = families.iter().map(|family| family.to_lowercase());
            !names.any(|name| texts.iter().any(|text| text.contains(&name)))
        });
    }
    unused.into_iter().map(|(path, _)| path).collect()
}
