//! A complete theme as YAML → [`Theme`].

use super::vocabulary::{
    BAND, COLUMNS, ORNAMENT, ORNAMENT_SHAPES, RUNNING, SPACE, TYPE, UNREVEALED_STYLES, WEIGHTS,
    number_range,
};
use super::{
    FontFamilies, FontWeights, Length, ListColumns, ListMarks, Ornament, PageKind, PageStyle,
    Palette, ParagraphDefaults, RunningElements, Spacing, Theme, TypeScale,
};
use crate::deck::Marker;
use crate::deck::vocabulary::{CHECK_MARKS, HYPHENATIONS, MARKERS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::scene::Colour;
use crate::vocabulary::{Choice, KeyGroup, NumericRange};
use crate::yaml::{Node, NodeKind, to_snake_case};

/// Decodes a theme that has every key, because it has been laid over one that has.
pub(super) fn decode_theme(node: &Node, diagnostics: &mut Diagnostics) -> Theme {
    let mut read = ThemeDecoder { diagnostics };
    let palette = read.decode_palette(&node.value_at("colours"));
    let inverse = read.decode_palette(&node.value_at("inverse"));
    let fonts = node.value_at("fonts");
    let weights = node.value_at("weights");
    let mut weight = |key| read.decode_number(&weights, &WEIGHTS, key) as u16;
    let weights = FontWeights {
        body: weight("body"),
        bold: weight("bold"),
        title: weight("title"),
        heading: weight("heading"),
    };
    let pages = node.value_at("pages");
    Theme {
        name: read.decode_text(&node.value_at("name")),
        fonts: FontFamilies {
            body: read.decode_text(&fonts.value_at("body")),
            heading: read.decode_text(&fonts.value_at("heading")),
            mono: read.decode_text(&fonts.value_at("mono")),
            spans: ["body", "heading", "mono"].map(|role| fonts.value_at(role).span),
        },
        weights,
        type_scale: read.decode_type_scale(&node.value_at("type")),
        space: read.decode_spacing(&node.value_at("space")),
        columns: read.decode_list_columns(&node.value_at("columns")),
        paragraph: read.decode_paragraph_defaults(&node.value_at("text")),
        marks: read.decode_list_marks(&node.value_at("marks")),
        unrevealed: read.decode_choice(&node.value_at("steps"), UNREVEALED_STYLES),
        running: read.decode_running_elements(&node.value_at("running")),
        page_styles: PageKind::ALL
            .map(|(_, name)| read.decode_page_style(&pages.value_at(name), &palette, &inverse)),
        palette,
        inverse,
    }
}

/// Looks values of a mapping up.
trait Lookup {
    /// The value of a key; nothing where there is none.
    fn value_at(&self, key: &str) -> Node;
    /// Whether there is such a key.
    fn has_key(&self, key: &str) -> bool;
}

impl Lookup for Node {
    fn value_at(&self, key: &str) -> Node {
        let found = self
            .as_mapping()
            .and_then(|entries| entries.iter().find(|(other, _)| other.name == key));
        found.map_or(Node { kind: NodeKind::Null, span: self.span }, |(_, value)| value.clone())
    }

    fn has_key(&self, key: &str) -> bool {
        self.as_mapping().is_some_and(|entries| entries.iter().any(|(other, _)| other.name == key))
    }
}

/// Reads values, and notes what is wrong with them.
struct ThemeDecoder<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl ThemeDecoder<'_> {
    fn report_wrong_value(&mut self, node: &Node, expected: &str, example: &str) {
        let found = node.as_scalar().map_or_else(
            || node.describe_kind().to_owned(),
            |scalar| format!("`{}`", scalar.value),
        );
        self.diagnostics.push(
            Diagnostic::error(
                Code::WrongThemeValue,
                format!("{found} is not {expected}"),
                node.span,
            )
            .with_help(format!("write for example: {example}")),
        );
    }

    fn decode_text(&mut self, node: &Node) -> String {
        match node.as_scalar() {
            Some(scalar) if !scalar.value.trim().is_empty() => scalar.value.clone(),
            _ => {
                self.report_wrong_value(node, "a name", "Source Sans 3");
                String::new()
            }
        }
    }

    /// The number that `owner` has under `name`, which lies where `group` says.
    fn decode_number(&mut self, owner: &Node, group: &KeyGroup, name: &str) -> f32 {
        self.decode_number_in(&owner.value_at(name), number_range(group, name))
    }

    fn decode_number_in(&mut self, node: &Node, range: NumericRange<f32>) -> f32 {
        let NumericRange { min: least, max: most } = range;
        match node.as_scalar().and_then(|scalar| scalar.value.trim().parse::<f32>().ok()) {
            Some(value) if (least..=most).contains(&value) => value,
            _ => {
                self.report_wrong_value(
                    node,
                    &format!("a number from {least} to {most}"),
                    &format!("{}", least.max(most.min(12.0))),
                );
                least.max(most.min(12.0))
            }
        }
    }

    fn decode_bool(&mut self, node: &Node) -> bool {
        match node.as_scalar().map(|scalar| scalar.value.as_str()) {
            Some("true") => true,
            Some("false") => false,
            _ if node.is_null() => false,
            _ => {
                self.report_wrong_value(node, "true or false", "true");
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
        self.report_wrong_value(node, &format!("one of {}", names.join(", ")), near);
        choices[0].value
    }

    /// Sizes in pt, put in order from large to small.
    fn decode_sizes(&mut self, owner: &Node, name: &str) -> Vec<f32> {
        let (node, range) = (owner.value_at(name), number_range(&TYPE, name));
        let mut sizes: Vec<f32> = match node.as_sequence() {
            Some(items) if !items.is_empty() => {
                items.iter().map(|item| self.decode_number_in(item, range)).collect()
            }
            Some(_) => {
                self.report_wrong_value(&node, "a list of type sizes", "[36, 30, 26]");
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
        let found = Colour::parse(text)
            .or_else(|| palette.and_then(|palette| palette.get(&to_snake_case(text))));
        found.unwrap_or_else(|| {
            let expected = if palette.is_some() {
                "a colour, or a name from the theme's colours"
            } else {
                "a colour"
            };
            self.report_wrong_value(node, expected, "\"#003399\" (in quotes)");
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
                &format!("normal: {}", body[body.len() / 2]),
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
        let ground = node.value_at("background");
        let background = match ground.as_sequence() {
            Some([top, bottom]) => (
                self.decode_colour(top, Some(palette)),
                Some(self.decode_colour(bottom, Some(palette))),
            ),
            Some(_) => {
                self.report_wrong_value(&ground, "one colour, or a list of two", "background");
                (palette.background, None)
            }
            None if ground.is_null() => (palette.background, None),
            None => (self.decode_colour(&ground, Some(palette)), None),
        };
        let ornaments = node.value_at("ornaments");
        let ornaments = ornaments
            .as_sequence()
            .unwrap_or_default()
            .iter()
            .map(|item| self.decode_ornament(item, palette))
            .collect();
        let band = node.value_at("band");
        let band = (!band.is_null()).then(|| {
            (
                self.decode_number(&band, &BAND, "height"),
                self.decode_colour(&band.value_at("fill"), Some(palette)),
            )
        });
        let panel = node.value_at("panel");
        let panel =
            if panel.is_null() { 0.38 } else { self.decode_length(&panel).share.clamp(0.2, 0.6) };
        PageStyle {
            inverse: is_inverse,
            background,
            ornaments,
            centred: self.decode_bool(&node.value_at("centred")),
            band,
            panel_share: panel,
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

    /// `40`, `-20`, `50%`, `100% - 330`.
    fn decode_length(&mut self, node: &Node) -> Length {
        let text = node.as_scalar().map_or("", |scalar| scalar.value.as_str());
        parse_length(text).unwrap_or_else(|| {
            self.report_wrong_value(node, "a length", "40, 50%, or 100% - 40");
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
