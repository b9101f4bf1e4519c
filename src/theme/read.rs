//! Theme files → [`Theme`].
//!
//! A theme that extends another is laid over it key by key, as YAML; what comes out is decoded
//! once. So a key is known if the theme below has it, and a theme says only what differs.

use super::Theme;
use super::decode::decode;
use super::overlay::overlay;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{Source, Sources, Span};
use crate::yaml::{self, Node};

/// A theme that the program brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Builtin {
    /// What decks call it.
    pub name: &'static str,
    /// The theme file.
    pub text: &'static str,
}

impl Builtin {
    /// What it is for, in a sentence: the comment at the file's top.
    pub fn description(self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }
}

/// The built-in themes.
const BUILTIN: [Builtin; 3] = [
    Builtin { name: "plain", text: include_str!("builtin/plain.yaml") },
    Builtin { name: "regions", text: include_str!("builtin/regions.yaml") },
    Builtin { name: "night", text: include_str!("builtin/night.yaml") },
];

/// The theme of a deck that names none.
const DEFAULT: &str = "plain";

/// How many themes may extend each other in a row.
const DEEPEST: usize = 8;

/// Reads the theme file of a name; the span is where it is named.
pub type Open<'a> = dyn FnMut(&str, Option<Span>) -> Result<Source, Diagnostic> + 'a;

/// The themes that the program brings.
pub fn builtins() -> impl Iterator<Item = Builtin> {
    BUILTIN.into_iter()
}

/// Names of the built-in themes.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|theme| theme.name)
}

/// Reads the theme that `name` names: a built-in one, or a file, which `open` reads.
///
/// Adds a finding for everything that is wrong with it; what is wrong is as in the theme that it
/// extends.
pub fn read(
    name: Option<(&str, Option<Span>)>,
    sources: &mut Sources,
    open: &mut Open<'_>,
    diagnostics: &mut Diagnostics,
) -> Theme {
    let (name, span) = name.unwrap_or((DEFAULT, None));
    let node = load(name, span, sources, open, diagnostics, 0)
        .or_else(|| load(DEFAULT, None, sources, open, diagnostics, 0));
    // The built-in theme is sound: the tests read it.
    decode(&node.expect("the built-in theme is read"), diagnostics)
}

/// The theme as YAML, laid over what it extends.
fn load(
    name: &str,
    span: Option<Span>,
    sources: &mut Sources,
    open: &mut Open<'_>,
    diagnostics: &mut Diagnostics,
    depth: usize,
) -> Option<Node> {
    let place =
        |diagnostic: Diagnostic| Diagnostic { span: diagnostic.span.or(span), ..diagnostic };
    if depth > DEEPEST {
        diagnostics.push(place(Diagnostic::error_without_place(
            Code::ThemeCircle,
            "themes extend each other in a circle",
        )));
        return None;
    }
    let source = match builtins().find(|theme| theme.name.eq_ignore_ascii_case(name)) {
        Some(theme) => Source::new(format!("<theme {name}>"), theme.text.to_owned()),
        None if !is_path(name) => {
            diagnostics.push(place(unknown_theme(name)));
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
        node.mapping().and_then(|entries| entries.iter().find(|(key, _)| key.name == "extends"));
    let below = match extends {
        Some((_, base)) => {
            let name = base.scalar().map_or("", |scalar| scalar.value.as_str());
            let below = load(name, Some(base.span), sources, open, diagnostics, depth + 1);
            // The rest of the theme is looked at even where what it extends is not there.
            below.or_else(|| load(DEFAULT, None, sources, open, diagnostics, DEEPEST))
        }
        None if name == DEFAULT => return Some(node),
        None => load(DEFAULT, None, sources, open, diagnostics, depth + 1),
    };
    Some(overlay(&below?, node, diagnostics))
}

fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.ends_with(".yaml") || name.ends_with(".yml")
}

fn unknown_theme(name: &str) -> Diagnostic {
    let names: Vec<String> = builtin_names().map(|name| format!("`{name}`")).collect();
    let diagnostic =
        Diagnostic::error_without_place(Code::UnknownTheme, format!("there is no theme `{name}`"));
    match nearest(name, builtin_names()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
    .hint(format!(
        "built in are {}; a theme of your own is a file: `theme: my-theme.yaml`",
        names.join(", ")
    ))
}
