//! Decodes a complete theme from YAML.

use super::vocabulary::{
    BAND, COLUMNS, ORNAMENT, ORNAMENT_SHAPES, RUNNING, SPACE, TYPE, UNREVEALED_STYLES, WEIGHTS,
    number_range,
};
use super::{
    CoverBand, FontFamilies, FontWeights, Length, ListColumns, ListMarks, Ornament, PageBackground,
    PageKind, PageStyle, Palette, ParagraphDefaults, RunningElements, Spacing, Theme, TypeScale,
};
use crate::deck::Marker;
use crate::deck::vocabulary::{CHECK_MARKS, HYPHENATIONS, MARKERS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::scene::Colour;
use crate::vocabulary::{Choice, KeyGroup, NumericRange};
use crate::yaml::{Node, NodeKind, to_snake_case};

/// Decodes a theme that has all keys, because it was merged with a built-in theme.
pub(super) fn decode_theme(node: &Node, diagnostics: &mut Diagnostics) -> Theme {
    let mut decoder = ThemeDecoder { diagnostics };
    let palette = decoder.decode_palette(&node.value_at("colours"));
    let inverse = decoder.decode_palette(&node.value_at("inverse"));
    let fonts = node.value_at("fonts");
    let weights = node.value_at("weights");
    let mut weight = |key| decoder.decode_number(&weights, &WEIGHTS, key) as u16;
    let weights = FontWeights {
        body: weight("body"),
        bold: weight("bold"),
        title: weight("title"),
        heading: weight("heading"),
    };
    let pages = node.value_at("pages");
    Theme {
        name: decoder.decode_text(&node.value_at("name")),
        fonts: FontFamilies {
            body: decoder.decode_text(&fonts.value_at("body")),
            heading: decoder.decode_text(&fonts.value_at("heading")),
            mono: decoder.decode_text(&fonts.value_at("mono")),
            spans: ["body", "heading", "mono"].map(|role| fonts.value_at(role).span),
        },
        weights,
        type_scale: decoder.decode_type_scale(&node.value_at("type")),
        space: decoder.decode_spacing(&node.value_at("space")),
        columns: decoder.decode_list_columns(&node.value_at("columns")),
        paragraph: decoder.decode_paragraph_defaults(&node.value_at("text")),
        marks: decoder.decode_list_marks(&node.value_at("marks")),
        unrevealed: decoder.decode_choice(&node.value_at("steps"), UNREVEALED_STYLES),
        running: decoder.decode_running_elements(&node.value_at("running")),
        page_styles: PageKind::ALL
            .map(|(_, name)| decoder.decode_page_style(&pages.value_at(name), &palette, &inverse)),
        palette,
        inverse,
    }
}

/// Looks up values of mappings.
trait Lookup {
    /// Returns the value of a key, or null if there is none.
    fn value_at(&self, key: &str) -> Node;
    /// Whether the mapping has a key.
    fn has_key(&self, key: &str) -> bool;
}

impl Lookup for Node {
    fn value_at(&self, key: &str) -> Node {
        let value = self
            .as_mapping()
            .and_then(|entries| entries.iter().find(|(other, _)| other.name == key));
        value.map_or(Node { kind: NodeKind::Null, span: self.span }, |(_, value)| value.clone())
    }

    fn has_key(&self, key: &str) -> bool {
        self.as_mapping().is_some_and(|entries| entries.iter().any(|(other, _)| other.name == key))
    }
}

/// Decodes values and reports wrong ones.
struct ThemeDecoder<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl ThemeDecoder<'_> {
    fn report_wrong_value(&mut self, node: &Node, expected: &str, example: &str) {
        let value = node.as_scalar().map_or_else(
            || node.describe_kind().to_owned(),
            |scalar| format!("`{}`", scalar.value),
        );
        self.diagnostics.push(
            Diagnostic::error(
                Code::WrongThemeValue,
                format!("expected {expected}, found {value}"),
                node.span,
            )
            .with_help(format!("write a value such as {example}")),
        );
    }

    fn decode_text(&mut self, node: &Node) -> String {
        match node.as_scalar() {
            Some(scalar) if !scalar.value.trim().is_empty() => scalar.value.clone(),
            _ => {
                self.report_wrong_value(node, "a name", "`Source Sans 3`");
                String::new()
            }
        }
    }

    /// Decodes the number with a key of `owner`. Its range is defined in the vocabulary.
    fn decode_number(&mut self, owner: &Node, group: &KeyGroup, name: &str) -> f32 {
        self.decode_number_in(&owner.value_at(name), number_range(group, name))
    }

    fn decode_number_in(&mut self, node: &Node, range: NumericRange<f32>) -> f32 {
        let NumericRange { min, max } = range;
        match node.as_scalar().and_then(|scalar| scalar.value.trim().parse::<f32>().ok()) {
            Some(value) if (min..=max).contains(&value) => value,
            _ => {
                self.report_wrong_value(
                    node,
                    &format!("a number from {min} to {max}"),
                    &format!("`{}`", min.max(max.min(12.0))),
                );
                min.max(max.min(12.0))
            }
        }
    }

    fn decode_bool(&mut self, node: &Node) -> bool {
        match node.as_scalar().map(|scalar| scalar.value.as_str()) {
            Some("true") => true,
            Some("false") => false,
            _ if node.is_null() => false,
            _ => {
                self.report_wrong_value(node, "`true` or `false`", "`true`");
                false
            }
        }
    }

    fn decode_choice<T: Copy>(&mut self, node: &Node, choices: &[Choice<T>]) -> T {
        let name = node.as_scalar().map_or("", |scalar| scalar.value.as_str());
        if let Some(choice) = choices.iter().find(|choice| choice.has_name(name)) {
            return choice.value;
        }
        let names: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
        let near = find_nearest(name, names.iter().copied()).unwrap_or(names[0]);
        self.report_wrong_value(
            node,
            &format!("one of {}", names.join(", ")),
            &format!("`{near}`"),
        );
        choices[0].value
    }

    /// Decodes type sizes in pt and sorts them in descending order.
    fn decode_sizes(&mut self, owner: &Node, name: &str) -> Vec<f32> {
        let (node, range) = (owner.value_at(name), number_range(&TYPE, name));
        let mut sizes: Vec<f32> = match node.as_sequence() {
            Some(items) if !items.is_empty() => {
                items.iter().map(|item| self.decode_number_in(item, range)).collect()
            }
            Some(_) => {
                self.report_wrong_value(&node, "a list of type sizes", "`[36, 30, 26]`");
                vec![24.0]
            }
            None => vec![self.decode_number_in(&node, range)],
        };
        sizes.sort_by(|a, b| b.total_cmp(a));
        sizes
    }

    fn decode_palette(&mut self, node: &Node) -> Palette {
        let mut colour = |name: &str| self.decode_colour(&node.value_at(name), None);
        Palette {
            background: colour("background"),
            surface: colour("surface"),
            text: colour("text"),
            muted: colour("muted"),
            title: colour("title"),
            bold: colour("bold"),
            link: colour("link"),
            primary: colour("primary"),
            on_primary: colour("on_primary"),
            accent: colour("accent"),
            line: colour("line"),
            mark: colour("mark"),
            tip: colour("tip"),
            warning: colour("warning"),
            plate: node.has_key("plate").then(|| colour("plate")),
        }
    }

    fn decode_colour(&mut self, node: &Node, palette: Option<&Palette>) -> Colour {
        let text = node.as_scalar().map_or("", |scalar| scalar.value.as_str());
        let value = Colour::parse(text)
            .or_else(|| palette.and_then(|palette| palette.get(&to_snake_case(text))));
        value.unwrap_or_else(|| {
            let expected = if palette.is_some() {
                "a colour or the name of a colour in the theme"
            } else {
                "a colour"
            };
            self.report_wrong_value(node, expected, "`\"#003399\"`, in quotes");
            Colour::BLACK
        })
    }

    fn decode_type_scale(&mut self, node: &Node) -> TypeScale {
        let body = self.decode_sizes(node, "body");
        let normal_node = node.value_at("normal");
        let mut normal = self.decode_number(node, &TYPE, "normal");
        if !body.contains(&normal) {
            self.report_wrong_value(
                &normal_node,
                "one of the sizes of `body`",
                &format!("`normal: {}`", body[body.len() / 2]),
            );
            normal = body[body.len() / 2];
        }
        TypeScale {
            title: self.decode_sizes(node, "title"),
            cover: self.decode_sizes(node, "cover"),
            display: self.decode_sizes(node, "display"),
            heading: self.decode_number(node, &TYPE, "heading"),
            small: self.decode_number(node, &TYPE, "small"),
            running: self.decode_number(node, &TYPE, "running"),
            min_size: self.decode_number(node, &TYPE, "floor"),
            stat: self.decode_number(node, &TYPE, "stat"),
            quote: self.decode_number(node, &TYPE, "quote"),
            leading: self.decode_number(node, &TYPE, "leading"),
            title_leading: self.decode_number(node, &TYPE, "title_leading"),
            body,
            normal,
        }
    }

    fn decode_list_columns(&mut self, node: &Node) -> ListColumns {
        ListColumns {
            below_size: self.decode_number(node, &COLUMNS, "below"),
            min_items: self.decode_number(node, &COLUMNS, "items") as usize,
            max_lines: self.decode_number(node, &COLUMNS, "lines") as usize,
            min_width_em: self.decode_number(node, &COLUMNS, "width"),
        }
    }

    fn decode_spacing(&mut self, node: &Node) -> Spacing {
        Spacing {
            margin_x: self.decode_number(node, &SPACE, "margin_x"),
            margin_top: self.decode_number(node, &SPACE, "margin_top"),
            margin_bottom: self.decode_number(node, &SPACE, "margin_bottom"),
            gutter: self.decode_number(node, &SPACE, "gutter"),
            title_gap: self.decode_number(node, &SPACE, "title_gap"),
            block: self.decode_number(node, &SPACE, "block"),
            paragraph: self.decode_number(node, &SPACE, "paragraph"),
            item: self.decode_number(node, &SPACE, "item"),
            nested_item: self.decode_number(node, &SPACE, "nested_item"),
            indent: self.decode_number(node, &SPACE, "indent"),
            inset: self.decode_number(node, &SPACE, "inset"),
            radius: self.decode_number(node, &SPACE, "radius"),
            min_gap_factor: self.decode_number(node, &SPACE, "tightest"),
            max_gap_factor: self.decode_number(node, &SPACE, "loosest"),
        }
    }

    fn decode_paragraph_defaults(&mut self, node: &Node) -> ParagraphDefaults {
        let hyphenate = self.decode_choice(&node.value_at("hyphenate"), HYPHENATIONS);
        ParagraphDefaults { hyphenate, justify: self.decode_bool(&node.value_at("justify")) }
    }

    fn decode_list_marks(&mut self, node: &Node) -> ListMarks {
        let bullets = node.value_at("bullets");
        let items = bullets.as_sequence().unwrap_or(std::slice::from_ref(&bullets));
        let bullets = items.iter().map(|item| self.decode_marker(item)).collect();
        ListMarks { bullets, check: self.decode_choice(&node.value_at("check"), CHECK_MARKS) }
    }

    fn decode_marker(&mut self, node: &Node) -> Marker {
        let word = node.as_scalar().map_or("", |scalar| scalar.value.as_str());
        if let Some(marker) = MARKERS.iter().find(|marker| marker.has_name(word)) {
            return marker.value.clone();
        }
        if !word.is_empty() && word.chars().count() <= 3 {
            return Marker::Text(word.to_owned());
        }
        let names: Vec<&str> = MARKERS.iter().map(|marker| marker.name).collect();
        self.report_wrong_value(node, "a bullet", &format!("{}, or a character", names.join(", ")));
        Marker::Disc
    }

    fn decode_running_elements(&mut self, node: &Node) -> RunningElements {
        RunningElements {
            logo: self.decode_number(node, &RUNNING, "logo"),
            cover_logo: self.decode_number(node, &RUNNING, "cover_logo"),
            baseline: self.decode_number(node, &RUNNING, "baseline"),
            rule: self.decode_bool(&node.value_at("rule")),
        }
    }

    fn decode_page_style(
        &mut self,
        node: &Node,
        palette: &Palette,
        inverse: &Palette,
    ) -> PageStyle {
        let is_inverse = self.decode_bool(&node.value_at("inverse"));
        let palette = if is_inverse { inverse } else { palette };
        let background = self.decode_background(&node.value_at("background"), palette);
        let ornaments = node.value_at("ornaments");
        let ornaments = ornaments
            .as_sequence()
            .unwrap_or_default()
            .iter()
            .map(|item| self.decode_ornament(item, palette))
            .collect();
        let band = node.value_at("band");
        let band = (!band.is_null()).then(|| CoverBand {
            height: self.decode_number(&band, &BAND, "height"),
            colour: self.decode_colour(&band.value_at("fill"), Some(palette)),
        });
        let panel = node.value_at("panel");
        let panel =
            if panel.is_null() { 0.38 } else { self.decode_length(&panel).share.clamp(0.2, 0.6) };
        // The key has no effect, but themes may contain it.
        self.decode_bool(&node.value_at("centred"));
        PageStyle { inverse: is_inverse, background, ornaments, band, panel_share: panel }
    }

    fn decode_background(&mut self, node: &Node, palette: &Palette) -> PageBackground {
        match node.as_sequence() {
            Some([from, to]) => PageBackground::Gradient {
                from: self.decode_colour(from, Some(palette)),
                to: self.decode_colour(to, Some(palette)),
            },
            Some(_) => {
                self.report_wrong_value(node, "one colour or a list of two", "`background`");
                PageBackground::Solid(palette.background)
            }
            None if node.is_null() => PageBackground::Solid(palette.background),
            None => PageBackground::Solid(self.decode_colour(node, Some(palette))),
        }
    }

    fn decode_ornament(&mut self, node: &Node, palette: &Palette) -> Ornament {
        Ornament {
            shape: self.decode_choice(&node.value_at("shape"), ORNAMENT_SHAPES),
            x: self.decode_length(&node.value_at("x")),
            y: self.decode_length(&node.value_at("y")),
            width: self.decode_length(&node.value_at("width")),
            height: self.decode_length(&node.value_at("height")),
            fill: self.decode_colour(&node.value_at("fill"), Some(palette)),
            line_width: node.has_key("line").then(|| self.decode_number(node, &ORNAMENT, "line")),
        }
    }

    /// Decodes a length such as `40`, `-20`, `50%` or `100% - 330`.
    fn decode_length(&mut self, node: &Node) -> Length {
        let text = node.as_scalar().map_or("", |scalar| scalar.value.as_str());
        parse_length(text).unwrap_or_else(|| {
            self.report_wrong_value(node, "a length", "`40`, `50%` or `100% - 40`");
            Length::default()
        })
    }
}

fn parse_length(text: &str) -> Option<Length> {
    let compact: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let number = |text: &str| {
        text.parse::<f32>().ok().filter(|value| value.is_finite() && value.abs() < 1e5)
    };
    match compact.split_once('%') {
        None => Some(Length { share: 0.0, points: number(&compact)? }),
        Some((share, "")) => Some(Length { share: number(share)? / 100.0, points: 0.0 }),
        Some((share, points)) => {
            Some(Length { share: number(share)? / 100.0, points: number(points)? })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_points_shares_or_both() {
        let length = |share, points| Some(Length { share, points });
        assert_eq!(parse_length("40"), length(0.0, 40.0));
        assert_eq!(parse_length("50%"), length(0.5, 0.0));
        assert_eq!(parse_length("100% - 330"), length(1.0, -330.0));
        assert_eq!(parse_length("wide"), None);
    }
}
