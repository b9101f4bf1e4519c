//! `plenary fonts`

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use plenary::assets::{Face, FontOrigin, FontRequest, Fonts, HanForms, grapheme_clusters};
use plenary::{FontList, Options, list_fonts};

use super::error::CliError;
use super::messages::MessageArgs;
use super::terminal::group_thousands;
use super::{FAILURE, SUCCESS, terminal};

/// Arguments of `plenary fonts`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  plenary fonts                          list the bundled fonts and those in the folder `fonts`
  plenary fonts talks/slides.yaml        list the bundled fonts and those next to that outline
  plenary fonts --for \"德\" --lang ja    show which font draws each character

Put fonts of your own (.ttf, .otf, .ttc) into a folder `fonts` next to the outline.
They are used for characters that the bundled fonts lack; a theme selects one with
`fonts: { body: My Font }`.

Exit code: 0 done, 1 a character has no font or a font is damaged, 2 wrong usage.")]
pub(crate) struct FontsArgs {
    /// Outline, or folder of outlines, whose own fonts are listed too [default: this folder]
    pub place: Option<PathBuf>,

    /// Show which font draws each character of a text
    #[arg(long = "for", value_name = "TEXT")]
    pub text: Option<String>,

    /// Set the language, such as ja or zh-Hant [default: the outline's]
    #[arg(long, value_name = "LANGUAGE", requires = "text")]
    pub lang: Option<String>,

    /// Look up bold text
    #[arg(long, requires = "text")]
    pub bold: bool,

    /// Look up italic text
    #[arg(long, requires = "text")]
    pub italic: bool,

    /// Also use this machine's fonts for characters that no other font has
    #[arg(long)]
    pub system_fonts: bool,

    #[command(flatten)]
    pub messages: MessageArgs,
}

/// Lists the fonts, or the font of each character of a text.
pub(crate) fn run(args: &FontsArgs) -> Result<u8, CliError> {
    let options = Options { system_fonts: args.system_fonts, ..Options::default() };
    let list =
        list_fonts(args.place.as_deref(), &options, args.text.as_deref().unwrap_or_default());
    args.messages.print_diagnostics(&list.diagnostics, &list.sources);
    let (text, complete) = match &args.text {
        None => (format_families(&list.fonts), true),
        Some(text) => format_characters(args, &list, text),
    };
    terminal::write_result(text.as_bytes())?;
    Ok(if complete && list.diagnostics.is_empty() { SUCCESS } else { FAILURE })
}

/// Returns one line per family: its faces, their origin, and what they cover.
fn format_families(fonts: &Fonts) -> String {
    let mut rows = vec![["FAMILY", "FACES", "FROM", "CHARACTERS", "COVERS"].map(str::to_owned)];
    let mut listed: BTreeSet<(&str, FontOrigin)> = BTreeSet::new();
    for (_, face) in fonts.text_faces() {
        if !listed.insert((&face.family, face.origin)) {
            continue;
        }
        let family: Vec<&Face> = fonts
            .text_faces()
            .map(|(_, other)| other)
            .filter(|other| other.family == face.family && other.origin == face.origin)
            .collect();
        // The faces of a family cover about the same characters; the largest number is shown.
        let count = family
            .iter()
            .map(|face| face.covered_ranges().map(|(first, last)| last - first + 1).sum::<u32>())
            .max();
        let count = group_thousands(count.unwrap_or(0) as usize);
        rows.push([
            face.family.to_string(),
            format_styles(&family),
            origin_name(face.origin).into(),
            count,
            format_scripts(face),
        ]);
    }
    let widths: [usize; 4] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    });
    let mut text = String::new();
    for [family, faces, from, count, covers] in &rows {
        let _ = writeln!(
            text,
            "{family:0$}  {faces:1$}  {from:2$}  {count:>3$}  {covers}",
            widths[0], widths[1], widths[2], widths[3]
        );
    }
    text
}

/// Returns one line per character of a text, and whether every character has a font.
fn format_characters(args: &FontsArgs, list: &FontList, text: &str) -> (String, bool) {
    let lang = args.lang.as_deref().unwrap_or(&list.lang);
    let named = HanForms::from_language(lang);
    let weight = if args.bold { 700 } else { 400 };
    let order = list.fonts.fallback_order(&FontRequest {
        family: &list.family,
        weight,
        italic: args.italic,
        han: named.unwrap_or_else(|| HanForms::guess_from_text(text)),
        is_han: named.is_some(),
    });
    let mut seen = BTreeSet::new();
    let mut lines = String::new();
    let mut complete = true;
    for range in grapheme_clusters(text) {
        let cluster = &text[range.clone()];
        if cluster.chars().all(char::is_whitespace) || !seen.insert(cluster) {
            continue;
        }
        let codes: Vec<String> =
            cluster.chars().map(|character| format!("U+{:04X}", character as u32)).collect();
        let face = match list.fonts.choose_face(&order, text, range, None) {
            Ok(id) => {
                let face = list.fonts.get(id);
                format!("{} {} ({})", face.family, format_style(face), origin_name(face.origin))
            }
            Err(_) => {
                complete = false;
                "no font".to_owned()
            }
        };
        let _ = writeln!(lines, "{cluster}\t{}\t{face}", codes.join(" "));
    }
    if !complete {
        let alternative = if args.system_fonts { "" } else { ", or pass `--system-fonts`" };
        terminal::print_message(&format!(
            "help: put a font with these characters into a folder `fonts` next to the \
             outline{alternative}"
        ));
    }
    (lines, complete)
}

/// Formats the styles of a family, such as `300–900, 700 italic`: three or more weights in steps of
/// a hundred become a range.
fn format_styles(family: &[&Face]) -> String {
    let mut runs: Vec<(&Face, &Face)> = Vec::new();
    for face in family {
        match runs.last_mut() {
            Some((_, last))
                if (last.italic, last.width) == (face.italic, face.width)
                    && last.weight + 100 == face.weight =>
            {
                *last = face
            }
            _ => runs.push((face, face)),
        }
    }
    let words = runs.iter().map(|(first, last)| match last.weight - first.weight {
        0 => format_style(first),
        100 => format!("{}, {}", format_style(first), format_style(last)),
        _ => format!("{}–{}", first.weight, format_style(last)),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Formats the style of a face, such as `400` or `700 italic`.
fn format_style(face: &Face) -> String {
    let width = match face.width {
        100 => "",
        0..100 => " condensed",
        _ => " expanded",
    };
    format!("{}{width}{}", face.weight, if face.italic { " italic" } else { "" })
}

fn origin_name(origin: FontOrigin) -> &'static str {
    match origin {
        FontOrigin::Deck => "fonts/",
        FontOrigin::Bundled => "bundled",
        FontOrigin::System => "system",
    }
}

/// The largest number of scripts that a line names.
const MAX_SCRIPTS: usize = 4;

fn format_scripts(face: &Face) -> String {
    let scripts = face.count_scripts();
    let named = scripts
        .iter()
        .take(MAX_SCRIPTS)
        .map(|(name, count)| format!("{name} {}", group_thousands(*count as usize)));
    named.collect::<Vec<_>>().join(", ")
}
