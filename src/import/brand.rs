//! Converts a brand of Quarto (`_brand.yml`, <https://posit-dev.github.io/brand-yml>) to a theme.

use std::collections::BTreeMap;

use super::write::{Entries, OutlineValue, write_outline};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Span};
use crate::yaml::{self, Node};

/// A theme made from the brand of another tool.
#[derive(Clone, Debug)]
pub struct ImportedBrand {
    /// The theme file.
    pub theme: String,
    /// The paths of its pictures beside the theme, and their bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The paths of its pictures beside the file that was converted.
    pub logos: Vec<String>,
    /// Warnings about what could not be carried over, and errors.
    pub diagnostics: Vec<Diagnostic>,
}

/// The colours that a theme has by other names.
const COLOURS: [(&str, &str); 5] = [
    ("background", "background"),
    ("foreground", "text"),
    ("success", "tip"),
    ("warning", "warning"),
    ("danger", "warning"),
];

/// The parts of a brand of which it has at least one.
const PARTS: [&str; 3] = ["color", "logo", "typography"];

/// The sizes of a logo, the one that is best for slides first.
const LOGO_SIZES: [&str; 3] = ["medium", "small", "large"];

/// How deep names of a palette may lead to others.
const MAX_PALETTE_DEPTH: usize = 8;

/// Converts the brand in `source` to a theme. `has_font` says whether plenary has a font family.
pub fn import_brand(
    source: &Source,
    id: SourceId,
    has_font: &dyn Fn(&str) -> bool,
) -> ImportedBrand {
    let mut diagnostics = Diagnostics::default();
    let root = yaml::parse(source, id, &mut diagnostics);
    let mut reader =
        BrandReader { palette: BTreeMap::new(), has_font, logos: Vec::new(), diagnostics };
    let entries = root.map(|root| reader.read(&root)).unwrap_or_default();
    ImportedBrand {
        theme: write_outline(entries),
        files: Vec::new(),
        logos: reader.logos,
        diagnostics: reader.diagnostics.into_sorted(),
    }
}

struct BrandReader<'b> {
    /// The colours of `palette` by their names.
    palette: BTreeMap<String, String>,
    has_font: &'b dyn Fn(&str) -> bool,
    logos: Vec<String>,
    diagnostics: Diagnostics,
}

impl BrandReader<'_> {
    fn read(&mut self, root: &Node) -> Entries {
        let mut theme: Entries = vec![("extends".to_owned(), OutlineValue::word("plain"))];
        let entries = root.as_mapping().unwrap_or_default();
        if !PARTS.iter().any(|part| root.child(part).is_some()) {
            let message =
                "this file is no brand: it has neither `color` nor `logo` nor `typography`";
            let help = "name the `_brand.yml` of a Quarto project, or a PowerPoint template";
            let diagnostic = Diagnostic::error(Code::NotImported, message, root.span);
            self.diagnostics.push(diagnostic.with_help(help));
            return theme;
        }
        for (key, value) in entries {
            match key.name.as_str() {
                "meta" => {
                    let name = value.child("name").or(Some(value)).and_then(first_text);
                    theme.extend(name.map(|name| ("name".to_owned(), OutlineValue::text(name))));
                }
                "color" => self.read_colours(value, &mut theme),
                "logo" => {
                    let logo = self.read_logo(value);
                    theme.extend(logo.map(|logo| ("logo".to_owned(), logo)));
                }
                "typography" => self.read_typography(value, &mut theme),
                name => self.lose(
                    key.span,
                    &format!("`{name}` of the brand has no equivalent"),
                    "`plenary themes plain` shows all that a theme can set",
                ),
            }
        }
        theme
    }

    fn read_colours(&mut self, colours: &Node, theme: &mut Entries) {
        let palette = colours.child("palette").and_then(Node::as_mapping).unwrap_or_default();
        self.palette = palette
            .iter()
            .filter_map(|(key, value)| Some((key.name.clone(), first_text(value)?)))
            .collect();
        let mut own: Entries = Vec::new();
        for (key, value) in colours.as_mapping().unwrap_or_default() {
            let to = COLOURS.iter().find(|(from, _)| *from == key.name).map(|(_, to)| *to);
            match (key.name.as_str(), to) {
                ("palette", _) => {}
                ("primary", _) => theme.extend(self.colour("primary", value)),
                ("secondary", _) => theme.extend(self.colour("accent", value)),
                (_, Some(to)) => {
                    if let Some(colour) = self.colour(to, value)
                        && !own.iter().any(|(known, _)| known == to)
                    {
                        own.push(colour);
                    }
                }
                (name, None) => self.lose(
                    key.span,
                    &format!("the colour `{name}` of the brand has no equivalent"),
                    "set the colours of charts with `colours: { series: […] }`",
                ),
            }
        }
        if !own.is_empty() {
            theme.push(("colours".to_owned(), OutlineValue::Map(own)));
        }
    }

    /// Returns the entry of a theme with a colour of the brand: a hexadecimal number, or the name
    /// of one in the palette.
    fn colour(&mut self, key: &str, value: &Node) -> Option<(String, OutlineValue)> {
        let light = self.take_light(value, "colour");
        let mut name = first_text(light)?;
        for _ in 0..MAX_PALETTE_DEPTH {
            match self.palette.get(&name) {
                Some(colour) => name.clone_from(colour),
                None => break,
            }
        }
        let hex = name.strip_prefix('#').filter(|digits| {
            [3, 6, 8].contains(&digits.len())
                && digits.chars().all(|digit| digit.is_ascii_hexdigit())
        });
        match (hex, name.as_str()) {
            (Some(_), _) => {}
            (None, "black") => name = "#000000".to_owned(),
            (None, "white") => name = "#FFFFFF".to_owned(),
            (None, _) => {
                let help = "write it as a number such as \"#0B4F8A\"";
                self.lose(light.span, &format!("`{name}` is no colour of a theme"), help);
                return None;
            }
        }
        Some((key.to_owned(), OutlineValue::text(name)))
    }

    /// Returns the value for light pages of `{light, dark}`.
    fn take_light<'n>(&mut self, value: &'n Node, what: &str) -> &'n Node {
        let Some(light) = value.child("light") else { return value };
        if let Some(dark) = value.child("dark") {
            self.lose(
                dark.span,
                &format!("the {what} for dark pages is not imported"),
                "set the colours of dark pages below `inverse`",
            );
        }
        light
    }

    fn read_logo(&mut self, logo: &Node) -> Option<OutlineValue> {
        let sized = LOGO_SIZES.iter().find_map(|size| logo.child(size));
        let (images, chosen) = (logo.child("images"), sized.unwrap_or(logo));
        let path = |value: &Node| -> Option<String> {
            let name = first_text(value.child("path").unwrap_or(value))?;
            match images.and_then(|images| images.child(&name)) {
                Some(image) => first_text(image.child("path").unwrap_or(image)),
                None => Some(name),
            }
        };
        let light = path(chosen.child("light").unwrap_or(chosen))?;
        if light.contains("://") {
            let help = "save the file beside the theme, and write its path";
            self.lose(chosen.span, &format!("the logo `{light}` is on the web"), help);
            return None;
        }
        let dark = chosen.child("dark").and_then(path).filter(|dark| !dark.contains("://"));
        self.logos.push(light.clone());
        self.logos.extend(dark.clone());
        Some(match dark {
            Some(dark) => OutlineValue::Map(vec![
                ("src".to_owned(), OutlineValue::text(light)),
                ("dark".to_owned(), OutlineValue::text(dark)),
            ]),
            None => OutlineValue::text(light),
        })
    }

    fn read_typography(&mut self, typography: &Node, theme: &mut Entries) {
        let mut fonts: Entries = Vec::new();
        for (key, value) in typography.as_mapping().unwrap_or_default() {
            let role = match key.name.as_str() {
                "base" => "body",
                "headings" => "heading",
                "monospace" => "mono",
                // What a font is loaded from does not matter to a theme.
                "fonts" => continue,
                name => {
                    let message = format!("`{name}` of the typography has no equivalent");
                    self.lose(key.span, &message, "the theme sets what goes with its fonts");
                    continue;
                }
            };
            let Some(family) = first_text(value.child("family").unwrap_or(value)) else {
                continue;
            };
            if (self.has_font)(&family) {
                fonts.push((role.to_owned(), OutlineValue::text(family)));
            } else {
                let message = format!("plenary has no font `{family}`");
                let help = format!(
                    "put its files into `fonts/`, and write `fonts: {{ {role}: {family} }}` in the \
                     theme"
                );
                self.lose(value.span, &message, &help);
            }
        }
        if !fonts.is_empty() {
            theme.push(("fonts".to_owned(), OutlineValue::Map(fonts)));
        }
    }

    fn lose(&mut self, span: Span, message: &str, help: &str) {
        let diagnostic = Diagnostic::warning(Code::NotImported, message, span);
        self.diagnostics.push(diagnostic.with_help(help));
    }
}

/// Returns a text, or the first of a group, such as the `full` name of a company.
fn first_text(node: &Node) -> Option<String> {
    match node.as_mapping() {
        Some(entries) => entries.first().and_then(|(_, value)| first_text(value)),
        None => node.as_scalar().map(|scalar| scalar.value.trim().to_owned()),
    }
}
