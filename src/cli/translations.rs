//! `plenary translations`

use std::path::{Path, PathBuf};

use plenary::assets;
use plenary::diagnostic::{Code, Diagnostic, Severity};
use plenary::source::LineColumn;
use plenary::template::is_text_language;
use plenary::translation::{
    Catalogue, CatalogueFormat, DeckTexts, TranslatableOutline, TranslatableText, Translations,
    insert_translations,
};
use serde_json::json;

use super::error::CliError;
use super::messages::MessageArgs;
use super::{FAILURE, SUCCESS, outline_arg, reject_stream, terminal};

/// Arguments of `plenary translations`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary translations slides.yaml                             list the texts that are missing
  plenary translations slides.yaml --langs zh,pt               … in these languages
  plenary translations slides.yaml --to zh -o slides.zh.po     write a file for a translator
  plenary translations slides.yaml --from slides.zh.po         put the translations into the outline

Files are PO of gettext, or XLIFF 2.0 if their name ends in .xlf or .xliff. A file that exists keeps
its translations.
Exit code: 0 nothing is missing, or written; 1 texts are missing, or an error; 2 wrong usage.")]
pub(crate) struct TranslationsArgs {
    /// Outline, or folder with one [default: this folder]
    outline: Option<PathBuf>,

    /// List what is missing in these languages [default: those of the outline]
    #[arg(long, value_name = "CODES", value_delimiter = ',', conflicts_with_all = ["to", "from"])]
    langs: Vec<String>,

    /// Format of the list: text or json
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, hide_possible_values = true)]
    format: ListFormat,

    /// Write a file for a translator into this language
    #[arg(long, value_name = "CODE")]
    to: Option<String>,

    /// Write the translations of this file into the outline
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,

    /// Write to this file [default: slides.CODE.po; with --from, the outline]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    messages: MessageArgs,
}

/// Formats of the list.
#[derive(Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum ListFormat {
    /// A line for each text
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// Lists, exports or imports translations.
pub(crate) fn run(args: &TranslationsArgs) -> Result<u8, CliError> {
    let outline = outline_arg::resolve_outline_arg(
        args.outline.as_deref(),
        "translations",
        args.messages,
        args.format == ListFormat::Json,
    )?;
    reject_stream(&outline, "translated")?;
    for code in args.langs.iter().chain(&args.to) {
        check_language(code)?;
    }
    if args.output.is_some() && args.to.is_none() && args.from.is_none() {
        return Err(CliError::usage("`-o` needs `--to` or `--from`")
            .with_help("to save the list, redirect the output: `> missing.txt`"));
    }
    let deck = DeckTexts::read(&outline);
    let diagnostics: Vec<Diagnostic> = deck.diagnostics.iter().cloned().collect();
    args.messages.print_diagnostics(&diagnostics, &deck.sources);
    if deck.diagnostics.has_errors() {
        return Ok(FAILURE);
    }
    match (&args.from, &args.to) {
        (Some(file), language) => import(args, deck, file, language.as_deref()),
        (None, Some(language)) => export(args, deck, &outline, language),
        (None, None) => list_missing(args, &deck),
    }
}

fn check_language(code: &str) -> Result<(), CliError> {
    if is_text_language(code) {
        return Ok(());
    }
    Err(CliError::usage(format!("texts cannot be written in the language `{code}`"))
        .with_help("write a code of two letters such as `zh`, `pt-BR` or `zh-Hans`"))
}

fn reject_own_language(deck: &DeckTexts, language: &str) -> Result<(), CliError> {
    if !language.eq_ignore_ascii_case(&deck.language) {
        return Ok(());
    }
    Err(CliError::usage(format!("`{language}` is the language of the outline"))
        .with_help("name the language to translate into with `--to`"))
}

/// Lists the texts that are missing in each language.
fn list_missing(args: &TranslationsArgs, deck: &DeckTexts) -> Result<u8, CliError> {
    let languages = if args.langs.is_empty() { deck.list_languages() } else { args.langs.clone() };
    let texts = || {
        deck.outlines
            .iter()
            .flat_map(|outline| outline.texts.iter().map(move |text| (outline, text)))
    };
    let count = texts().count();
    let (mut code, mut report, mut listed) = (SUCCESS, String::new(), Vec::new());
    for language in &languages {
        let missing: Vec<_> =
            texts().filter(|(_, text)| text.find_version(language).is_none()).collect();
        if !missing.is_empty() {
            code = FAILURE;
        }
        report.push_str(&format!(
            "{language}: {} of {} missing\n",
            missing.len(),
            terminal::pluralize(count, "text")
        ));
        for (outline, text) in &missing {
            let LineColumn { line, column } = place(deck, outline, text);
            report.push_str(&format!(
                "  {}:{line}:{column}: {}: {}\n",
                outline.path.display(),
                name_place(text),
                first_line(&text.source().text)
            ));
        }
        let missing: Vec<_> = missing
            .into_iter()
            .map(|(outline, text)| {
                let LineColumn { line, column } = place(deck, outline, text);
                json!({
                    "file": outline.path.display().to_string(),
                    "line": line,
                    "column": column,
                    "slide": text.slide,
                    "place": text.place,
                    "id": text.context,
                    "text": text.source().text,
                })
            })
            .collect();
        listed.push(json!({ "language": language, "texts": count, "missing": missing }));
    }
    if args.format == ListFormat::Json {
        report = format!("{:#}\n", json!({ "language": deck.language, "languages": listed }));
    } else if languages.len() == 1 && args.langs.is_empty() {
        report =
            format!("all {} are in `{}` only\n", terminal::pluralize(count, "text"), deck.language);
        report += "help: list what another language needs with `--langs zh`\n";
    }
    terminal::write_result(report.as_bytes())?;
    Ok(code)
}

fn place(deck: &DeckTexts, outline: &TranslatableOutline, text: &TranslatableText) -> LineColumn {
    deck.sources.get(outline.source).position(text.span().start as usize)
}

fn name_place(text: &TranslatableText) -> String {
    match text.slide {
        Some(number) => format!("slide {number}, {}", text.place),
        None => format!("deck, {}", text.place),
    }
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if text.trim_end().contains('\n') { format!("{line} …") } else { line.to_owned() }
}

fn format_of(path: &Path) -> Result<CatalogueFormat, CliError> {
    CatalogueFormat::of_path(path).ok_or_else(|| {
        CliError::usage(format!("`{}` is no file of translations", path.display()))
            .with_help("name a file that ends in `.po`, `.xlf` or `.xliff`")
    })
}

/// Writes a file for a translator.
fn export(
    args: &TranslationsArgs,
    mut deck: DeckTexts,
    outline: &Path,
    language: &str,
) -> Result<u8, CliError> {
    check_language(&deck.language)?;
    reject_own_language(&deck, language)?;
    let own_name = || {
        let stem = outline.file_stem().unwrap_or_default().to_string_lossy();
        outline.with_file_name(format!("{stem}.{language}.po"))
    };
    let path = args.output.clone().unwrap_or_else(own_name);
    let format = format_of(&path)?;
    let mut catalogue = Catalogue::new(&deck, language);
    let mut diagnostics = plenary::diagnostic::Diagnostics::default();
    if path.exists() {
        let earlier = Translations::read(&path, format, &mut deck.sources, &mut diagnostics);
        match &earlier {
            Some(earlier) if !earlier.language.eq_ignore_ascii_case(language) => {
                let headline =
                    format!("`{}` is in the language `{}`", path.display(), earlier.language);
                return Err(CliError::failure(headline).with_help("name another file with `-o`"));
            }
            Some(earlier) => catalogue.merge(earlier, &mut diagnostics),
            None => {}
        }
    }
    let failed = diagnostics.has_errors();
    args.messages.print_diagnostics(&diagnostics.into_sorted(), &deck.sources);
    if failed {
        return Ok(FAILURE);
    }
    assets::write_file(&path, catalogue.write(format).as_bytes())?;
    let translated =
        catalogue.units.iter().filter(|unit| !unit.target.is_empty() && !unit.is_fuzzy).count();
    let fuzzy = catalogue.units.iter().filter(|unit| unit.is_fuzzy).count();
    if args.messages.is_human_readable() {
        let more = if fuzzy > 0 { format!(", {fuzzy} to check") } else { String::new() };
        terminal::print_message(&format!(
            "{}: {}, {translated} translated{more}",
            path.display(),
            terminal::pluralize(catalogue.units.len(), "text")
        ));
    }
    Ok(SUCCESS)
}

/// Writes the translations of a file into the outlines.
fn import(
    args: &TranslationsArgs,
    mut deck: DeckTexts,
    file: &Path,
    language: Option<&str>,
) -> Result<u8, CliError> {
    check_language(&deck.language)?;
    let format = format_of(file)?;
    let mut diagnostics = plenary::diagnostic::Diagnostics::default();
    let read = Translations::read(file, format, &mut deck.sources, &mut diagnostics);
    let Some(mut translations) = read else {
        args.messages.print_diagnostics(&diagnostics.into_sorted(), &deck.sources);
        return Ok(FAILURE);
    };
    if let Some(language) = language {
        language.clone_into(&mut translations.language);
    }
    check_language(&translations.language)?;
    reject_own_language(&deck, &translations.language)?;
    let inserted = insert_translations(&deck, &translations);
    let untranslated = inserted.untranslated;
    let (written, unchanged) = (inserted.written, inserted.unchanged);
    let diagnostics = limit_untranslated(inserted.diagnostics.into_sorted());
    args.messages.print_diagnostics(&diagnostics, &deck.sources);
    if let Some(output) = &args.output {
        let first = &deck.outlines[0];
        let text = inserted.outlines.iter().find(|(path, _)| *path == first.path);
        let text = text.map_or(&deck.sources.get(first.source).text, |(_, text)| text);
        if let Some((other, _)) = inserted.outlines.iter().find(|(path, _)| *path != first.path) {
            let headline = format!("`-o` would leave out the texts of `{}`", other.display());
            return Err(CliError::usage(headline)
                .with_help("leave out `-o` to write the translations into each outline"));
        }
        assets::write_file(output, text.as_bytes())?;
    } else {
        let files = inserted.outlines.iter();
        assets::write_files(files.map(|(path, text)| (path.as_path(), text.as_bytes())))?;
    }
    if args.messages.is_human_readable() {
        let names: Vec<String> = match &args.output {
            Some(output) => vec![output.display().to_string()],
            None => inserted.outlines.iter().map(|(path, _)| path.display().to_string()).collect(),
        };
        let names =
            if names.is_empty() { String::new() } else { format!("{}: ", names.join(", ")) };
        terminal::print_message(&format!(
            "{names}{} written, {unchanged} unchanged, {untranslated} without a translation",
            terminal::pluralize(written, "translation")
        ));
    }
    let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if has_errors { FAILURE } else { SUCCESS })
}

/// Keeps the first of many reports about texts without a translation.
fn limit_untranslated(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    const MAX_UNTRANSLATED: usize = 5;
    let is_untranslated = |diagnostic: &Diagnostic| diagnostic.code == Code::Untranslated;
    let mut count = 0;
    diagnostics.retain(|diagnostic| {
        count += usize::from(is_untranslated(diagnostic));
        !is_untranslated(diagnostic) || count <= MAX_UNTRANSLATED
    });
    if count > MAX_UNTRANSLATED
        && let Some(last) = diagnostics.iter_mut().rfind(|diagnostic| is_untranslated(diagnostic))
    {
        last.help.push(format!("{} more texts are not translated", count - MAX_UNTRANSLATED));
    }
    diagnostics
}
