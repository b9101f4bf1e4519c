//! Reads theme files.
//!
//! A theme is merged with the theme that it extends key by key, as YAML. The result, which has all
//! keys, is decoded.

use super::Theme;
use super::brand::apply_brand;
use super::decode::decode_theme;
use super::merge::merge_themes;
use crate::deck::Tone;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::source::{Source, Sources, Span};
use crate::yaml::{self, Node, parse_valid};

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
const BUILTIN_THEMES: [BuiltinTheme; 14] = [
    BuiltinTheme { name: "plain", text: include_str!("builtin/plain.yaml") },
    BuiltinTheme { name: "regions", text: include_str!("builtin/regions.yaml") },
    BuiltinTheme { name: "night", text: include_str!("builtin/night.yaml") },
    BuiltinTheme { name: "newspaper", text: include_str!("builtin/newspaper.yaml") },
    BuiltinTheme { name: "swiss", text: include_str!("builtin/swiss.yaml") },
    BuiltinTheme { name: "science", text: include_str!("builtin/science.yaml") },
    BuiltinTheme { name: "university", text: include_str!("builtin/university.yaml") },
    BuiltinTheme { name: "pitch", text: include_str!("builtin/pitch.yaml") },
    BuiltinTheme { name: "ministry", text: include_str!("builtin/ministry.yaml") },
    BuiltinTheme { name: "museum", text: include_str!("builtin/museum.yaml") },
    BuiltinTheme { name: "workshop", text: include_str!("builtin/workshop.yaml") },
    BuiltinTheme { name: "keynote", text: include_str!("builtin/keynote.yaml") },
    BuiltinTheme { name: "report", text: include_str!("builtin/report.yaml") },
    BuiltinTheme { name: "blueprint", text: include_str!("builtin/blueprint.yaml") },
];

/// The theme of decks that set no theme.
const DEFAULT_THEME: &str = "plain";

/// Maximum length of a chain of themes that extend each other.
const MAX_EXTENDS_DEPTH: usize = 8;

/// The theme of a deck.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThemeChoice<'a> {
    /// Its name and the position of the name; `None` for the default theme.
    pub name: Option<(&'a str, Option<Span>)>,
    /// The theme itself, if it is part of the outline; then there is no name.
    pub own: Option<&'a Node>,
    /// Whether pages are light or dark, if that differs from the theme.
    pub tone: Option<Tone>,
}

impl<'a> ThemeChoice<'a> {
    /// Chooses a theme by its name, in its own tone.
    pub fn named(name: &'a str) -> Self {
        Self { name: Some((name, None)), ..Self::default() }
    }
}

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
    choice: ThemeChoice<'_>,
    sources: &mut Sources,
    open: &mut OpenTheme<'_>,
    diagnostics: &mut Diagnostics,
) -> Theme {
    let (name, span) = choice.name.unwrap_or((DEFAULT_THEME, None));
    let mut loader = ThemeLoader { sources, open, diagnostics };
    let node = match choice.own {
        Some(own) => loader.extend(own.clone(), 0),
        None => loader.load(name, span, 0),
    };
    let node = node.or_else(|| loader.load(DEFAULT_THEME, None, 0));
    // Tests check that the built-in themes have no errors.
    let node = node.expect("the built-in theme can be read");
    decode_theme(&apply_tone(node, choice.tone), diagnostics)
}

/// Merges a theme with its own changes for a tone.
fn apply_tone(theme: Node, tone: Option<Tone>) -> Node {
    let name = match tone {
        None => return theme,
        Some(Tone::Light) => "light",
        Some(Tone::Dark) => "dark",
    };
    match theme.child(name).cloned() {
        // Wrong keys were reported when the theme was loaded.
        Some(changes) => merge_themes(&theme, changes, &mut Diagnostics::default()),
        None => theme,
    }
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
        let valid = if find_builtin(name).is_some() { parse_valid(&source, id) } else { None };
        let node = valid.or_else(|| yaml::parse(&source, id, self.diagnostics))?;
        if name == DEFAULT_THEME {
            return Some(node);
        }
        self.extend(node, depth)
    }

    /// Merges a theme with the theme that it extends.
    fn extend(&mut self, node: Node, depth: usize) -> Option<Node> {
        let base = match node.child("extends") {
            Some(base) => {
                let name = base.as_scalar().map_or("", |scalar| scalar.value.as_str());
                // Errors in the rest of the theme are reported even if the base theme is missing.
                self.load(name, Some(base.span), depth + 1)
                    .or_else(|| self.load(DEFAULT_THEME, None, MAX_EXTENDS_DEPTH))
            }
            None => self.load(DEFAULT_THEME, None, depth + 1),
        };
        let base = apply_brand(base?, &node);
        Some(merge_themes(&base, node, self.diagnostics))
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
        match find_builtin(name) {
            Some(theme) => Ok(Source::new(format!("<theme {name}>"), theme.text.to_owned())),
            None if is_path(name) => (self.open)(name, span),
            None => Err(unknown_theme_error(name)),
        }
    }
}

fn find_builtin(name: &str) -> Option<BuiltinTheme> {
    builtin_themes().find(|theme| theme.name.eq_ignore_ascii_case(name))
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
