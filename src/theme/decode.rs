//! A complete theme as YAML → [`Theme`].

use super::vocabulary::{
    AHEAD, BAND, COLUMNS, ORNAMENT, RUNNING, SHAPES, SPACE, TYPE, WEIGHTS, range,
};
use super::{
    Filling, FontFamilies, Length, ListColumns, Marks, Ornament, PageKind, PageStyle, Palette,
    Running, Space, Theme, TypeScale, Weights,
};
use crate::deck::Marker;
use crate::deck::vocabulary::{CHECKS, HYPHENATIONS, MARKERS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::scene::Colour;
use crate::vocabulary::{Choice, Group, RangeOf};
use crate::yaml::{Node, NodeKind, snake_case};

/// Decodes a theme that has every key, because it has been laid over one that has.
pub(super) fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Theme {
    let mut read = Reader { diagnostics };
    let palette = read.palette(&node.at("colours"));
    let inverse = read.palette(&node.at("inverse"));
    let fonts = node.at("fonts");
    let weights = node.at("weights");
    let mut weight = |key| read.number(&weights, &WEIGHTS, key) as u16;
    let weights = Weights {
        body: weight("body"),
        bold: weight("bold"),
        title: weight("title"),
        heading: weight("heading"),
    };
    let pages = node.at("pages");
    Theme {
        name: read.text(&node.at("name")),
        fonts: FontFamilies {
            body: read.text(&fonts.at("body")),
            heading: read.text(&fonts.at("heading")),
            mono: read.text(&fonts.at("mono")),
            places: ["body", "heading", "mono"].map(|role| fonts.at(role).span),
        },
        weights,
        type_scale: read.type_scale(&node.at("type")),
        space: read.space(&node.at("space")),
        columns: read.list_columns(&node.at("columns")),
        filling: read.filling(&node.at("text")),
        marks: read.marks(&node.at("marks")),
        steps: read.one_of(&node.at("steps"), AHEAD),
        running: read.running(&node.at("running")),
        pages: PageKind::ALL.map(|(_, name)| read.page(&pages.at(name), &palette, &inverse)),
        palette,
        inverse,
    }
}

/// Looks values of a mapping up.
trait Lookup {
    /// The value of a key; nothing where there is none.
    fn at(&self, key: &str) -> Node;
    /// Whether there is such a key.
    fn has(&self, key: &str) -> bool;
}

impl Lookup for Node {
    fn at(&self, key: &str) -> Node {
        let found =
            self.mapping().and_then(|entries| entries.iter().find(|(other, _)| other.name == key));
        found.map_or(Node { kind: NodeKind::Null, span: self.span }, |(_, value)| value.clone())
    }

    fn has(&self, key: &str) -> bool {
        self.mapping().is_some_and(|entries| entries.iter().any(|(other, _)| other.name == key))
    }
}

/// Reads values, and notes what is wrong with them.
struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn wrong(&mut self, node: &Node, expected: &str, example: &str) {
        let found = node
            .scalar()
            .map_or_else(|| node.describe().to_owned(), |scalar| format!("`{}`", scalar.value));
        self.diagnostics.push(
            Diagnostic::error(
                Code::WrongThemeValue,
                format!("{found} is not {expected}"),
                node.span,
            )
            .hint(format!("write for example: {example}")),
        );
    }

    fn text(&mut self, node: &Node) -> String {
        match node.scalar() {
            Some(scalar) if !scalar.value.trim().is_empty() => scalar.value.clone(),
            _ => {
                self.wrong(node, "a name", "Source Sans 3");
                String::new()
            }
        }
    }

    /// The number that `owner` has under `name`, which lies where `group` says.
    fn number(&mut self, owner: &Node, group: &Group, name: &str) -> f32 {
        self.number_in(&owner.at(name), range(group, name))
    }

    fn number_in(&mut self, node: &Node, range: RangeOf<f32>) -> f32 {
        let RangeOf { least, most } = range;
        match node.scalar().and_then(|scalar| scalar.value.trim().parse::<f32>().ok()) {
            Some(value) if (least..=most).contains(&value) => value,
            _ => {
                self.wrong(
                    node,
                    &format!("a number from {least} to {most}"),
                    &format!("{}", least.max(most.min(12.0))),
                );
                least.max(most.min(12.0))
            }
        }
    }

    fn truth(&mut self, node: &Node) -> bool {
        match node.scalar().map(|scalar| scalar.value.as_str()) {
            Some("true") => true,
            Some("false") => false,
            _ if node.is_null() => false,
            _ => {
                self.wrong(node, "true or false", "true");
                false
            }
        }
    }

    fn one_of<T: Copy>(&mut self, node: &Node, choices: &[Choice<T>]) -> T {
        let name = node.scalar().map_or("", |scalar| scalar.value.as_str());
        if let Some(choice) = choices.iter().find(|choice| choice.is_called(name)) {
            return choice.value;
        }
        let names: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
        let near = nearest(name, names.iter().copied()).unwrap_or(names[0]);
        self.wrong(node, &format!("one of {}", names.join(", ")), near);
        choices[0].value
    }

    /// Sizes in pt, put in order from large to small.
    fn sizes(&mut self, owner: &Node, name: &str) -> Vec<f32> {
        let (node, range) = (owner.at(name), range(&TYPE, name));
        let mut sizes: Vec<f32> = match node.sequence() {
            Some(items) if !items.is_empty() => {
                items.iter().map(|item| self.number_in(item, range)).collect()
            }
            Some(_) => {
                self.wrong(&node, "a list of type sizes", "[36, 30, 26]");
                vec![24.0]
            }
            None => vec![self.number_in(&node, range)],
        };
        sizes.sort_by(|a, b| b.total_cmp(a));
        sizes
    }

    fn palette(&mut self, node: &Node) -> Palette {
        let mut colour = |name: &str| self.colour(&node.at(name), None);
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
            plate: node.has("plate").then(|| colour("plate")),
        }
    }

    fn colour(&mut self, node: &Node, palette: Option<&Palette>) -> Colour {
        let text = node.scalar().map_or("", |scalar| scalar.value.as_str());
        let found = Colour::parse(text)
            .or_else(|| palette.and_then(|palette| palette.get(&snake_case(text))));
        found.unwrap_or_else(|| {
            let expected = if palette.is_some() {
                "a colour, or a name from the theme's colours"
            } else {
                "a colour"
            };
            self.wrong(node, expected, "\"#003399\" (in quotes)");
            Colour::BLACK
        })
    }

    fn type_scale(&mut self, node: &Node) -> TypeScale {
        let body = self.sizes(node, "body");
        let normal_node = node.at("normal");
        let mut normal = self.number(node, &TYPE, "normal");
        if !body.contains(&normal) {
            self.wrong(
                &normal_node,
                "one of the sizes of `body`",
                &format!("normal: {}", body[body.len() / 2]),
            );
            normal = body[body.len() / 2];
        }
        TypeScale {
            title: self.sizes(node, "title"),
            cover: self.sizes(node, "cover"),
            display: self.sizes(node, "display"),
            heading: self.number(node, &TYPE, "heading"),
            small: self.number(node, &TYPE, "small"),
            running: self.number(node, &TYPE, "running"),
            floor: self.number(node, &TYPE, "floor"),
            stat: self.number(node, &TYPE, "stat"),
            quote: self.number(node, &TYPE, "quote"),
            leading: self.number(node, &TYPE, "leading"),
            title_leading: self.number(node, &TYPE, "title_leading"),
            body,
            normal,
        }
    }

    fn list_columns(&mut self, node: &Node) -> ListColumns {
        ListColumns {
            below: self.number(node, &COLUMNS, "below"),
            items: self.number(node, &COLUMNS, "items") as usize,
            lines: self.number(node, &COLUMNS, "lines") as usize,
            width: self.number(node, &COLUMNS, "width"),
        }
    }

    fn space(&mut self, node: &Node) -> Space {
        Space {
            margin_x: self.number(node, &SPACE, "margin_x"),
            margin_top: self.number(node, &SPACE, "margin_top"),
            margin_bottom: self.number(node, &SPACE, "margin_bottom"),
            gutter: self.number(node, &SPACE, "gutter"),
            title_gap: self.number(node, &SPACE, "title_gap"),
            block: self.number(node, &SPACE, "block"),
            paragraph: self.number(node, &SPACE, "paragraph"),
            item: self.number(node, &SPACE, "item"),
            nested_item: self.number(node, &SPACE, "nested_item"),
            indent: self.number(node, &SPACE, "indent"),
            inset: self.number(node, &SPACE, "inset"),
            radius: self.number(node, &SPACE, "radius"),
            tightest: self.number(node, &SPACE, "tightest"),
            loosest: self.number(node, &SPACE, "loosest"),
        }
    }

    fn filling(&mut self, node: &Node) -> Filling {
        let hyphenate = self.one_of(&node.at("hyphenate"), HYPHENATIONS);
        Filling { hyphenate, justify: self.truth(&node.at("justify")) }
    }

    fn marks(&mut self, node: &Node) -> Marks {
        let bullets = node.at("bullets");
        let items = bullets.sequence().unwrap_or(std::slice::from_ref(&bullets));
        let bullets = items.iter().map(|item| self.marker(item)).collect();
        Marks { bullets, check: self.one_of(&node.at("check"), CHECKS) }
    }

    fn marker(&mut self, node: &Node) -> Marker {
        let word = node.scalar().map_or("", |scalar| scalar.value.as_str());
        if let Some(marker) = MARKERS.iter().find(|marker| marker.is_called(word)) {
            return marker.value.clone();
        }
        if !word.is_empty() && word.chars().count() <= 3 {
            return Marker::Text(word.to_owned());
        }
        let names: Vec<&str> = MARKERS.iter().map(|marker| marker.name).collect();
        self.wrong(node, "a bullet", &format!("{}, or a character", names.join(", ")));
        Marker::Disc
    }

    fn running(&mut self, node: &Node) -> Running {
        Running {
            logo: self.number(node, &RUNNING, "logo"),
            cover_logo: self.number(node, &RUNNING, "cover_logo"),
            baseline: self.number(node, &RUNNING, "baseline"),
            rule: self.truth(&node.at("rule")),
        }
    }

    fn page(&mut self, node: &Node, palette: &Palette, inverse: &Palette) -> PageStyle {
        let is_inverse = self.truth(&node.at("inverse"));
        let palette = if is_inverse { inverse } else { palette };
        let ground = node.at("background");
        let background = match ground.sequence() {
            Some([top, bottom]) => {
                (self.colour(top, Some(palette)), Some(self.colour(bottom, Some(palette))))
            }
            Some(_) => {
                self.wrong(&ground, "one colour, or a list of two", "background");
                (palette.background, None)
            }
            None if ground.is_null() => (palette.background, None),
            None => (self.colour(&ground, Some(palette)), None),
        };
        let ornaments = node.at("ornaments");
        let ornaments = ornaments
            .sequence()
            .unwrap_or_default()
            .iter()
            .map(|item| self.ornament(item, palette))
            .collect();
        let band = node.at("band");
        let band = (!band.is_null()).then(|| {
            (self.number(&band, &BAND, "height"), self.colour(&band.at("fill"), Some(palette)))
        });
        let panel = node.at("panel");
        let panel = if panel.is_null() { 0.38 } else { self.length(&panel).share.clamp(0.2, 0.6) };
        PageStyle {
            inverse: is_inverse,
            background,
            ornaments,
            centred: self.truth(&node.at("centred")),
            band,
            panel,
        }
    }

    fn ornament(&mut self, node: &Node, palette: &Palette) -> Ornament {
        Ornament {
            shape: self.one_of(&node.at("shape"), SHAPES),
            x: self.length(&node.at("x")),
            y: self.length(&node.at("y")),
            width: self.length(&node.at("width")),
            height: self.length(&node.at("height")),
            fill: self.colour(&node.at("fill"), Some(palette)),
            line: node.has("line").then(|| self.number(node, &ORNAMENT, "line")),
        }
    }

    /// `40`, `-20`, `50%`, `100% - 330`.
    fn length(&mut self, node: &Node) -> Length {
        let text = node.scalar().map_or("", |scalar| scalar.value.as_str());
        parse_length(text).unwrap_or_else(|| {
            self.wrong(node, "a length", "40, 50%, or 100% - 40");
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
