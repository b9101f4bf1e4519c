//! Resolves the CSS of a drawing: style sheets, variables and colours become attributes, which the
//! SVG library reads. What cannot be resolved falls back to the value that a browser would use
//! without it, and is reported.

mod rewrite;
mod selector;
mod sheet;
mod value;

pub(crate) use rewrite::push_escaped;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use cssparser::Parser;
use usvg::roxmltree::{Document, Node, NodeId};

use crate::assets::AssetError;
use crate::diagnostic::Code;

use super::lines::LineStarts;
use selector::SelectorMatcher;
use sheet::{Declaration, StyleRule, parse_declarations, parse_sheet};
use value::{Variables, convert_transform, convert_value, expand_shorthand, replace_variables};

/// Maximum number of warnings about one drawing.
const MAX_WARNINGS: usize = 8;

/// Maximum number of custom properties that elements add, counting the inherited ones.
const MAX_VARIABLES: usize = 1_000_000;

/// A drawing whose style is in its attributes.
pub(crate) struct StyledDrawing {
    /// The drawing as XML, without style sheets.
    pub text: String,
    /// The lines of its elements in the file.
    pub rows: Vec<u32>,
    /// What is not drawn as written.
    pub warnings: Vec<AssetError>,
}

/// Warnings about the style of a drawing, each once.
#[derive(Default)]
pub(crate) struct StyleWarnings {
    found: Vec<AssetError>,
    /// The families that `@font-face` rules define, with their lines.
    pub(crate) font_faces: Vec<(u32, String)>,
}

impl StyleWarnings {
    fn add(&mut self, row: u32, message: String, hint: &str) {
        let warning =
            AssetError::new(Code::UnsupportedSvg, format!("{message} (line {row})")).hint(hint);
        if self.found.len() < MAX_WARNINGS && !self.found.contains(&warning) {
            self.found.push(warning);
        }
    }

    fn add_font_face(&mut self, row: u32, family: String) {
        if self.font_faces.len() < MAX_WARNINGS {
            self.font_faces.push((row, family));
        }
    }
}

/// Properties that the SVG library reads, and those of which `validation` must know.
const DRAWN_PROPERTIES: [&str; 64] = [
    "alignment-baseline",
    "baseline-shift",
    "clip-path",
    "clip-rule",
    "color",
    "color-interpolation",
    "color-interpolation-filters",
    "direction",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "filter",
    "flood-color",
    "flood-opacity",
    "font-family",
    "font-kerning",
    "font-optical-sizing",
    "font-size",
    "font-size-adjust",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-variation-settings",
    "font-weight",
    "image-rendering",
    "isolation",
    "letter-spacing",
    "lighting-color",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "mask-type",
    "mix-blend-mode",
    "opacity",
    "overflow",
    "paint-order",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-decoration-style",
    "text-rendering",
    "transform",
    "transform-box",
    "transform-origin",
    "unicode-bidi",
    "vector-effect",
    "visibility",
    "word-spacing",
    "writing-mode",
];

/// Properties that are attributes of basic shapes.
const GEOMETRY_PROPERTIES: [&str; 8] = ["cx", "cy", "height", "r", "rx", "ry", "width", "x"];

/// The values of an element's attributes that its style sets; `None` removes an attribute.
pub(crate) type ResolvedAttributes = BTreeMap<String, Option<String>>;

/// Resolves the style of every element.
///
/// # Errors
///
/// If that takes too long.
pub(crate) fn resolve_styles(document: &Document) -> Result<StyledDrawing, AssetError> {
    let mut warnings = StyleWarnings::default();
    let lines = LineStarts::new(document);
    let rules = collect_rules(document, &lines, &mut warnings);
    let matcher = SelectorMatcher::new(document);
    let mut variables: HashMap<NodeId, Variables> = HashMap::new();
    let mut resolved: HashMap<NodeId, ResolvedAttributes> = HashMap::new();
    let mut variable_count = 0;
    for element in document.descendants().filter(Node::is_element) {
        let declarations = cascade(element, &rules, &matcher, &lines);
        let inherited = element.parent().and_then(|parent| variables.get(&parent.id()));
        let own = define_variables(&declarations, inherited.cloned().unwrap_or_default());
        variable_count +=
            if inherited.is_some_and(|known| Rc::ptr_eq(known, &own)) { 0 } else { own.len() };
        if matcher.is_exhausted() || variable_count > MAX_VARIABLES {
            return Err(AssetError::new(
                Code::ImageTooLarge,
                "is an SVG whose style sheet is too large for its number of elements",
            )
            .hint("save it again in the drawing program, without CSS, or as PNG"));
        }
        let attributes = resolve_declarations(element, &declarations, &own, &mut warnings);
        if !attributes.is_empty() {
            resolved.insert(element.id(), attributes);
        }
        variables.insert(element.id(), own);
    }
    for (row, family) in std::mem::take(&mut warnings.font_faces) {
        warnings.add(
            row,
            format!("contains the font `{family}` in `@font-face`, which is not used"),
            "put the font into the `fonts` folder next to the outline",
        );
    }
    let (text, rows) = rewrite::write_drawing(document, &lines, &resolved);
    Ok(StyledDrawing { text, rows, warnings: warnings.found })
}

fn collect_rules(
    document: &Document,
    lines: &LineStarts,
    warnings: &mut StyleWarnings,
) -> Vec<StyleRule> {
    let is_sheet = |node: &Node| {
        node.tag_name().name() == "style"
            && node.attribute("type").is_none_or(|kind| matches!(kind, "" | "text/css"))
    };
    let mut rules = Vec::new();
    for text in document.descendants().filter(is_sheet).flat_map(|sheet| sheet.children()) {
        let row = lines.row(text);
        rules.extend(parse_sheet(text.text().unwrap_or_default(), row, warnings));
    }
    rules
}

/// Returns the declarations for an element, those with the lowest precedence first (CSS Cascading
/// Level 4, 6).
fn cascade(
    element: Node,
    rules: &[StyleRule],
    matcher: &SelectorMatcher,
    lines: &LineStarts,
) -> Vec<Declaration> {
    // Attributes come before all style sheets, a `style` attribute after them.
    const ATTRIBUTE: [u32; 3] = [0; 3];
    const STYLE: [u32; 3] = [u32::MAX; 3];
    let row = lines.row(element);
    // `fill` of an animation is what is shown after it.
    let is_animation = matches!(element.tag_name().name(), "set" | "discard")
        || element.tag_name().name().starts_with("animate");
    if is_animation {
        return Vec::new();
    }
    let mut found: Vec<(bool, [u32; 3], Declaration)> = Vec::new();
    for attribute in element.attributes().filter(|attribute| attribute.namespace().is_none()) {
        if is_drawn_property(attribute.name()) {
            let name = attribute.name().to_owned();
            let value = attribute.value().to_owned();
            let declaration = Declaration { name, value, is_important: false, row };
            found.push((false, ATTRIBUTE, declaration));
        }
    }
    for rule in rules {
        let specificity = rule
            .selectors
            .iter()
            .filter(|selector| matcher.matches(selector, element))
            .map(|selector| selector.specificity)
            .max();
        if let Some(specificity) = specificity {
            found.extend(
                rule.declarations.iter().map(|declaration| {
                    (declaration.is_important, specificity, declaration.clone())
                }),
            );
        }
    }
    if let Some(style) = element.attribute("style") {
        let declarations = parse_declarations(&mut Parser::new(style), row);
        found.extend(
            declarations
                .into_iter()
                .map(|declaration| (declaration.is_important, STYLE, declaration)),
        );
    }
    found.sort_by_key(|(is_important, specificity, _)| (*is_important, *specificity));
    found.into_iter().map(|(_, _, declaration)| declaration).collect()
}

/// Returns the custom properties of an element, given those of its parent.
fn define_variables(declarations: &[Declaration], inherited: Variables) -> Variables {
    let own = declarations.iter().filter(|declaration| declaration.name.starts_with("--"));
    let mut own: BTreeMap<String, String> =
        own.map(|declaration| (declaration.name.clone(), declaration.value.clone())).collect();
    if own.is_empty() {
        return inherited;
    }
    let mut all = (*inherited).clone();
    all.append(&mut own);
    Rc::new(all)
}

fn is_drawn_property(name: &str) -> bool {
    DRAWN_PROPERTIES.binary_search(&name).is_ok()
}

fn is_basic_shape(element: Node) -> bool {
    matches!(element.tag_name().name(), "rect" | "circle" | "ellipse")
}

/// Returns the attributes that replace the declarations of an element.
fn resolve_declarations(
    element: Node,
    declarations: &[Declaration],
    variables: &Variables,
    warnings: &mut StyleWarnings,
) -> ResolvedAttributes {
    let mut attributes = ResolvedAttributes::new();
    for declaration in declarations {
        let Declaration { name, value, row, .. } = declaration;
        let is_geometry = is_basic_shape(element)
            && (name == "y" || GEOMETRY_PROPERTIES.contains(&&**name))
            && value.trim_end_matches("px").parse::<f32>().is_ok();
        let is_shorthand = matches!(&**name, "font" | "marker");
        if !is_geometry && !is_shorthand && !is_drawn_property(name) {
            continue;
        }
        let is_css = element.attribute(&**name) != Some(value);
        let converted = replace_variables(value, variables).and_then(|value| {
            if is_shorthand {
                return expand_shorthand(name, &value);
            }
            let value = match name == "transform" && is_css {
                true => convert_transform(&value)?,
                false => convert_value(name, &value)?,
            };
            Some(vec![(&**name, value)])
        });
        match converted {
            Some(parts) => {
                for (name, value) in parts {
                    let value = (value != "initial").then_some(value);
                    attributes.insert(name.to_owned(), value);
                }
            }
            None => {
                let known = attributes.get(name).cloned().flatten();
                if known.is_none() {
                    // An attribute that cannot be read would make the element black.
                    attributes.insert(name.clone(), None);
                    let message =
                        format!("has {} as `{name}`, which is ignored", quote_start(value));
                    warnings.add(*row, message, VALUE_HELP);
                }
            }
        }
    }
    // Attributes that stay as they are need not be written again.
    attributes.retain(|name, value| element.attribute(&**name) != value.as_deref());
    attributes
}

const VALUE_HELP: &str = "write a plain value, such as `#0a6e4f` for a colour or `2` for a length";

/// Quotes the start of what is written in the drawing.
fn quote_start(text: &str) -> String {
    const MAX_QUOTED: usize = 50;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("`{}…`", &words[..end]),
        None => format!("`{words}`"),
    }
}
