//! Reads theme files.
//!
//! A theme is merged with the theme that it extends key by key, as YAML. The result, which has all
//! keys, is decoded.

use super::Theme;
use super::decode::decode_theme;
use super::merge::merge_themes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::source::{Source, Sources, Span};
use crate::yaml::{self, Node};

/// A built-in theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltinTheme {
    /// Name in outlines.
    pub name: &'static str,
    /// Content of the theme file.
    pub text: &'static str,
}

impl BuiltinTheme {
    /// Returns a one-sentence description: the comment at the top of the file.
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

/// The theme of decks that set no theme.
const DEFAULT_THEME: &str = "plain";

/// Maximum length of a chain of themes that extend each other.
const MAX_EXTENDS_DEPTH: usize = 8;

/// Reads a theme file by its name. The span is the position of the name.
pub type OpenTheme<'a> = dyn FnMut(&str, Option<Span>) -> Result<Source, Diagnostic> + 'a;

/// Returns the built-in themes.
pub fn builtin_themes() -> impl Iterator<Item = BuiltinTheme> {
    BUILTIN_THEMES.into_iter()
}

/// Returns the names of the built-in themes.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN_THEMES.iter().map(|theme| theme.name)
}

/// Reads a built-in theme, or a theme file with the help of `open`. Without a name, reads the
/// default theme.
///
/// Reports every error in the theme. Values with errors are replaced by those of the theme that it
/// extends.
pub fn read(
    name: Option<(&str, Option<Span>)>,
    sources: &mut Sources,
    open: &mut OpenTheme<'_>,
    diagnostics: &mut Diagnostics,
) -> Theme {
    let (name, span) = name.unwrap_or((DEFAULT_THEME, None));
    let mut loader = ThemeLoader { sources, open, diagnostics };
    let node = loader.load(name, span, 0).or_else(|| loader.load(DEFAULT_THEME, None, 0));
    // Tests check that the built-in themes have no errors.
    decode_theme(&node.expect("the built-in theme can be read"), diagnostics)
}

/// Loads themes with the themes that they extend.
struct ThemeLoader<'a, 'o> {
    sources: &'a mut Sources,
    open: &'a mut OpenTheme<'o>,
    diagnostics: &'a mut Diagnostics,
}

impl ThemeLoader<'_, '_> {
    /// Loads a theme as YAML, merged with the theme that it extends. `depth` is the number of
    /// themes that lead to it.
    fn load(&mut self, name: &str, span: Option<Span>, depth: usize) -> Option<Node> {
        let source = match self.open_source(name, span, depth) {
            Ok(source) => source,
            Err(diagnostic) => {
                self.diagnostics.push(Diagnostic { span: diagnostic.span.or(span), ..diagnostic });
                return None;
            }
        };
        let id = self.sources.add(source.clone());
        let node = yaml::parse(&source, id, self.diagnostics)?;
        let extends = node
            .as_mapping()
            .and_then(|entries| entries.iter().find(|(key, _)| key.name == "extends"));
        let base = match extends {
            Some((_, base)) => {
                let name = base.as_scalar().map_or("", |scalar| scalar.value.as_str());
                // Errors in the rest of the theme are reported even if the base theme is missing.
                self.load(name, Some(base.span), depth + 1)
                    .or_else(|| self.load(DEFAULT_THEME, None, MAX_EXTENDS_DEPTH))
            }
            None if name == DEFAULT_THEME => return Some(node),
            None => self.load(DEFAULT_THEME, None, depth + 1),
        };
        Some(merge_themes(&base?, node, self.diagnostics))
    }

    fn open_source(
        &mut self,
        name: &str,
        span: Option<Span>,
        depth: usize,
    ) -> Result<Source, Diagnostic> {
        if depth > MAX_EXTENDS_DEPTH {
            return Err(Diagnostic::error_without_span(
                Code::ThemeCycle,
                "themes extend each other in a circle",
            ));
        }
        match builtin_themes().find(|theme| theme.name.eq_ignore_ascii_case(name)) {
            Some(theme) => Ok(Source::new(format!("<theme {name}>"), theme.text.to_owned())),
            None if is_path(name) => (self.open)(name, span),
            None => Err(unknown_theme_error(name)),
        }
    }
}

fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.ends_with(".yaml") || name.ends_with(".yml")
}

fn unknown_theme_error(name: &str) -> Diagnostic {
    let names: Vec<String> = builtin_names().map(|name| format!("`{name}`")).collect();
    let diagnostic =
        Diagnostic::error_without_span(Code::UnknownTheme, format!("unknown theme `{name}`"));
    match find_nearest(name, builtin_names()) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
    .with_help(format!(
        "use a built-in theme ({}), or the path of a theme file, such as `my-theme.yaml`",
        names.join(", ")
    ))
}
