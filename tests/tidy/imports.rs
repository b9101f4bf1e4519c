//! Which module may import which, and which module knows which library.

use crate::sources::{assert_none, read_rust_sources, strip_comments_and_tests};

/// Which of the crate's modules each module may import.
const ALLOWED_IMPORTS: &[(&str, &[&str])] = &[
    ("bytes", &[]),
    ("calendar", &[]),
    ("citation", &["diagnostic", "library_panic", "numerals"]),
    ("code", &[]),
    ("geometry", &[]),
    ("icon", &["geometry"]),
    ("library_panic", &[]),
    ("numerals", &[]),
    ("ordered_numbers", &[]),
    ("percent", &[]),
    ("qr", &[]),
    ("show", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("vocabulary", &[]),
    ("yaml", &["source", "diagnostic", "vocabulary"]),
    ("assets", &["bytes", "geometry", "library_panic", "percent", "source", "diagnostic", "yaml"]),
    ("math", &["library_panic", "diagnostic"]),
    ("diagram", &["calendar", "diagnostic", "geometry"]),
    ("chart", &["calendar", "diagnostic", "diagram", "geometry"]),
    (
        "deck",
        &[
            "calendar",
            "chart",
            "citation",
            "code",
            "diagram",
            "geometry",
            "icon",
            "math",
            "percent",
            "qr",
            "show",
            "source",
            "diagnostic",
            "vocabulary",
            "yaml",
        ],
    ),
    ("template", &["assets", "numerals", "deck", "diagnostic", "library_panic", "source", "yaml"]),
    ("translation", &["assets", "deck", "diagnostic", "source", "template", "vocabulary", "yaml"]),
    ("export", &["bytes", "library_panic", "scene"]),
    (
        "import",
        &[
            "calendar",
            "diagram",
            "math",
            "numerals",
            "percent",
            "source",
            "diagnostic",
            "yaml",
            "deck",
        ],
    ),
    ("scene", &["calendar", "geometry", "show", "source", "assets"]),
    (
        "theme",
        &[
            "geometry",
            "show",
            "source",
            "diagnostic",
            "vocabulary",
            "yaml",
            "deck",
            "scene",
            "assets",
        ],
    ),
    (
        "schema",
        &["citation", "code", "source", "diagnostic", "vocabulary", "yaml", "deck", "theme"],
    ),
    (
        "lsp",
        &[
            "assets",
            "citation",
            "code",
            "icon",
            "math",
            "pipeline",
            "source",
            "diagnostic",
            "vocabulary",
            "yaml",
            "deck",
            "template",
            "theme",
        ],
    ),
    (
        "layout",
        &[
            "calendar",
            "chart",
            "code",
            "diagram",
            "geometry",
            "icon",
            "math",
            "numerals",
            "ordered_numbers",
            "qr",
            "show",
            "source",
            "diagnostic",
            "deck",
            "theme",
            "scene",
            "assets",
        ],
    ),
    ("serve", &["geometry", "show", "source", "diagnostic", "assets", "export", "live"]),
    (
        "pdf",
        &["bytes", "geometry", "library_panic", "show", "source", "diagnostic", "scene", "assets"],
    ),
    ("pptx", &["numerals", "ordered_numbers", "geometry", "show", "diagnostic", "scene", "assets"]),
    (
        "html",
        &[
            "pipeline",
            "geometry",
            "show",
            "source",
            "diagnostic",
            "scene",
            "assets",
            "live",
            "serve",
        ],
    ),
    (
        "check",
        &[
            "geometry",
            "show",
            "source",
            "diagnostic",
            "yaml",
            "assets",
            "deck",
            "scene",
            "theme",
            "export",
            "pdf",
        ],
    ),
    (
        "live",
        &[
            "numerals",
            "pipeline",
            "assets",
            "deck",
            "diagnostic",
            "export",
            "geometry",
            "layout",
            "pdf",
            "scene",
            "show",
            "source",
            "theme",
            "yaml",
        ],
    ),
    (
        "pipeline",
        &[
            "check",
            "export",
            "assets",
            "deck",
            "diagnostic",
            "geometry",
            "layout",
            "pdf",
            "pptx",
            "scene",
            "show",
            "source",
            "template",
            "theme",
            "yaml",
        ],
    ),
];

/// Which modules may name each library.
const LIBRARY_USERS: &[(&str, &[&str])] = &[
    ("base64", &["html/pictures.rs"]),
    ("granit_parser", &["yaml"]),
    (
        "biblatex",
        &["citation/bib_entry.rs", "citation/bib_fields.rs", "citation/bib_publication.rs"],
    ),
    ("hayagriva", &["citation"]),
    ("color", &["assets/image/svg", "diagram/colour.rs"]),
    ("cssparser", &["assets/image/svg"]),
    ("comrak", &["deck", "import"]),
    ("calamine", &["template/spreadsheet.rs"]),
    ("csv", &["deck"]),
    ("encoding_rs", &["assets/text.rs"]),
    ("html5ever", &["import/html/dom.rs"]),
    ("harfrust", &["layout/text", "assets/font"]),
    ("icu_decimal", &["chart/format.rs"]),
    ("icu_locale", &["pptx/language.rs"]),
    ("icu_locale_core", &["chart/format.rs"]),
    ("icu_segmenter", &["layout/text"]),
    ("unicode_bidi", &["layout/text", "ordered_numbers.rs"]),
    ("unicode_normalization", &["assets/names.rs", "math/convert.rs", "template/slug.rs"]),
    ("krilla", &["pdf"]),
    ("krilla_svg", &["pdf"]),
    ("image", &["assets/image", "export/page_image.rs", "export/screen_picture.rs"]),
    ("hayro", &["export/page_cost.rs", "export/page_image.rs"]),
    ("hayro_svg", &["export/page_image.rs"]),
    ("resvg", &["assets/image/office.rs"]),
    ("skrifa", &["assets/font/colour_outline.rs", "assets/font/outline.rs"]),
    ("quick_xml", &["pptx/xml.rs"]),
    (
        "roxmltree",
        &[
            "import/powerpoint/xml.rs",
            "pptx/office_math.rs",
            "pptx/read_mathml.rs",
            "translation/read_xliff.rs",
        ],
    ),
    (
        "zip",
        &[
            "import/powerpoint/archive.rs",
            "pptx/package.rs",
            "pptx/workbook.rs",
            "template/spreadsheet.rs",
        ],
    ),
    ("lopdf", &["export/part_sizes.rs", "live/external_pdf/details.rs", "pdf/update"]),
    ("svgtypes", &["assets/image/svg/broken_data.rs"]),
    ("usvg", &["assets/image"]),
    ("minijinja", &["template"]),
    ("notify", &["live/watcher.rs"]),
    ("annotate_snippets", &["cli"]),
    ("clap", &["cli", "main.rs"]),
    (
        "serde_json",
        &[
            "citation/json_file.rs",
            "cli",
            "lsp",
            "schema",
            "serve",
            "live/external_pdf/notes.rs",
            "pdf/pdfpc.rs",
            "template/text_table.rs",
        ],
    ),
    ("similar", &["cli/check.rs", "lsp/format.rs"]),
    ("sha2", &["html/document.rs"]),
    ("shlex", &["assets/shell.rs"]),
    ("open", &["cli/browser.rs"]),
    ("strsim", &["diagnostic/nearest.rs"]),
    ("syntaxmate", &["code/highlight.rs"]),
    ("axum", &["serve"]),
    ("hyper", &["serve/connection"]),
    ("hyper_util", &["serve/connection"]),
    ("tokio", &["serve", "cli/interrupt.rs"]),
    ("signal_hook", &["cli/interrupt.rs"]),
    ("tempfile", &["assets/unfinished.rs"]),
    ("tokio_stream", &["serve/events.rs", "serve/media.rs"]),
    ("http_range_header", &["serve/media.rs"]),
    ("qrcode", &["qr.rs", "serve/present/network.rs"]),
    ("getrandom", &["serve/access_key.rs", "serve/present/shared_talk"]),
    ("ratex_font", &["math"]),
    ("ratex_layout", &["math"]),
    ("ratex_parser", &["math"]),
    ("ratex_types", &["math"]),
];

#[test]
fn modules_import_only_what_they_may() {
    let mut violations = Vec::new();
    for file in read_rust_sources() {
        let path = file.path_in_src();
        let code = strip_comments_and_tests(&file.text);
        let module = top_module(path);
        if matches!(module, "main" | "cli") {
            if code.contains("crate::deck") || code.contains("crate::layout") {
                violations.push(format!(
                    "{path}: the command line knows only the public items of the library"
                ));
            }
            continue;
        }
        // `lib.rs` declares every module.
        if module == "lib" {
            continue;
        }
        let Some((_, allowed)) = ALLOWED_IMPORTS.iter().find(|(name, _)| *name == module) else {
            violations.push(format!("{path}: `{module}` has no line in ALLOWED_IMPORTS"));
            continue;
        };
        for (position, prefix) in code.match_indices("crate::") {
            let imported: String = code[position + prefix.len()..]
                .chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect();
            let is_module = ALLOWED_IMPORTS.iter().any(|(name, _)| *name == imported);
            if is_module && imported != module && !allowed.contains(&imported.as_str()) {
                violations.push(format!("{path}: `{module}` may not import `{imported}`"));
            }
        }
    }
    assert_none(violations);
}

#[test]
fn each_library_is_known_to_the_modules_that_need_it() {
    let mut violations = Vec::new();
    for file in read_rust_sources() {
        let path = file.path_in_src();
        let code = strip_comments_and_tests(&file.text);
        for (library, modules) in LIBRARY_USERS {
            if uses_library(&code, library)
                && !modules.iter().any(|module| path.starts_with(module))
            {
                violations.push(format!("{path}: only {modules:?} may use `{library}`"));
            }
        }
    }
    assert_none(violations);
}

/// Returns whether code names a library. A module of the same name does not count.
fn uses_library(code: &str, library: &str) -> bool {
    if code.contains(&format!("mod {library};")) {
        return false;
    }
    let is_own_module =
        |at: usize| code[..at].ends_with("super::") || code[..at].ends_with("self::");
    ["use ", " ", "(", "<"].iter().any(|before| {
        code.match_indices(&format!("{before}{library}::")).any(|(at, _)| !is_own_module(at))
    })
}

/// Returns the module directly below the crate that a path belongs to.
fn top_module(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap()
}
