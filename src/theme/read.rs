//! Theme files → [`Theme`].
//!
//! A theme that extends another is laid over it key by key, as YAML; what comes out is decoded
//! once. So a key is known if the theme below has it, and a theme says only what differs.

use super::Theme;
use super::decode::decode_theme;
use super::merge::merge_themes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::source::{Source, Sources, Span};
use crate::yaml::{self, Node};

/// A theme that the program brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltinTheme {
    /// What decks call it.
    pub name: &'static str,
    /// The theme file.
    pub text: &'static str,
}

impl BuiltinTheme {
    /// What it is for, in a sentence: the comment at the file's top.
    pub fn description(self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }
}

/// The built-in themes.
const BUILTIN_THEMES: [BuiltinTheme; 3] = [
    BuiltinTheme { name: "plain", text: include_str!("builtin/plain.yaml") },
    BuiltinTheme { name: "regions", text: include_str!("builtin/regions.yaml") },
    BuiltinTheme { name: "night", text: include_str!("builtin/night.yaml") },
];

/// The theme of a deck that names none.
const DEFAULT_THEME: &str = "plain";

/// How many themes may extend each other in a row.
const MAX_EXTENDS_DEPTH: usize = 8;

/// Reads the theme file of a name; the span is where it is named.
pub type OpenTheme<'a> = dyn FnMut(&str, Option<Span>) -> Result<Source, Diagnostic> + 'a;

/// The themes that the program brings.
pub fn builtin_themes() -> impl Iterator<Item = BuiltinTheme> {
    BUILTIN_THEMES.into_iter()
}

/// Names of the built-in themes.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN_THEMES.iter().map(|theme| theme.name)
}

/// Reads the theme that `name` names: a built-in one, or a file, which `open` reads.
///
/// Adds a finding for everything that is wrong with it; what is wrong is as in the theme that it
/// extends.
pub fn read(
    name: Option<(&str, Option<Span>)>,
    sources: &mut Sources,
    open: &mut OpenTheme<'_>,
    diagnostics: &mut Diagnostics,
) -> Theme {
    let (name, span) = name.unwrap_or((DEFAULT_THEME, None));
    let node = load_theme(name, span, sources, open, diagnostics, 0)
        .or_else(|| load_theme(DEFAULT_THEME, None, sources, open, diagnostics, 0));
    // The built-in theme is sound: the tests read it.
    decode_theme(&node.expect("the built-in theme is read"), diagnostics)
}

/// The theme as YAML, laid over what it extends.
fn load_theme(
    name: &str,
    span: Option<Span>,
    sources: &mut Sources,
    open: &mut OpenTheme<'_>,
    diagnostics: &mut Diagnostics,
    depth: usize,
) -> Option<Node> {
    let place =
        |diagnostic: Diagnostic| Diagnostic { span: diagnostic.span.or(span), ..diagnostic };
    if depth > MAX_EXTENDS_DEPTH {
        diagnostics.push(place(Diagnostic::error_without_span(
            Code::ThemeCircle,
            "themes extend each other in a circle",
        )));
        return None;
    }
    let source = match builtin_themes().find(|theme| theme.name.eq_ignore_ascii_case(name)) {
        Some(theme) => Source::new(format!("<theme {name}>"), theme.text.to_owned()),
        None if !is_path(name) => {
            diagnostics.push(place(unknown_theme_error(name)));
            return None;
        }
        None => match open(name, span) {
            Ok(source) => source,
            Err(diagnostic) => {
                diagnostics.push(place(diagnostic));
                return None;
            }
        },
    };
    let id = sources.add(source.clone());
    let node = yaml::parse(&source, id, diagnostics)?;
    let extends =
        node.as_mapping().and_then(|entries| entries.iter().find(|(key, _)| key.name == "extends"));
    let below = match extends {
        Some((_, base)) => {
            let name = base.as_scalar().map_or("", |scalar| scalar.value.as_str());
            let below = load_theme(name, Some(base.span), sources, open, diagnostics, depth + 1);
            // The rest of the theme is looked at even where what it extends is not there.
            below.or_else(|| {
                load_theme(DEFAULT_THEME, None, sources, open, diagnostics, MAX_EXTENDS_DEPTH)
            })
        }
        None if name == DEFAULT_THEME => return Some(node),
        None => load_theme(DEFAULT_THEME, None, sources, open, diagnostics, depth + 1),
    };
    Some(merge_themes(&below?, node, diagnostics))
}

fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.ends_with(".yaml") || name.ends_with(".yml")
}

fn unknown_theme_error(name: &str) -> Diagnostic {
    let names: Vec<String> = builtin_names().map(|name| format!("`{name}`")).collect();
    let diagnostic =
        Diagnostic::error_without_span(Code::UnknownTheme, format!("there is no theme `{name}`"));
    match find_nearest(name, builtin_names()) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
    .with_help(format!(
        "built in are {}; a theme of your own is a file: `theme: my-theme.yaml`",
        names.join(", ")
    ))
}
