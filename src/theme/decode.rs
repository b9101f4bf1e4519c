//! A complete theme as YAML → [`Theme`].

use super::overlay::PAGE_KEYS;
use super::{
    Filling, FontFamilies, Length, ListColumns, Marks, Ornament, OrnamentShape, PageKind, PageStyle, Palette, Running, Space,
    Theme, TypeScale, Weights,
};
use crate::deck::{Check, Hyphenation, Marker};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::scene::Colour;
use crate::show::Ahead;
use crate::yaml::{Node, NodeKind, snake_case};

/// Decodes a theme that has every key, because it has been laid over one that has.
pub(super) fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Theme {
    let mut read = Reader { diagnostics };
    let palette = read.palette(&node.at("colours"));
    let inverse = read.palette(&node.at("inverse"));
    let fonts = node.at("fonts");
    let weights = node.at("weights");
    let mut weight = |key| read.number(&weights.at(key), 100.0, 1000.0) as u16;
    let weights = Weights { body: weight("body"), bold: weight("bold"), title: weight("title"), heading: weight("heading") };
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
        steps: read.one_of(&node.at("steps"), &[("hide", Ahead::Hidden), ("dim", Ahead::Dimmed)]),
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
        let found = self.mapping().and_then(|entries| entries.iter().find(|(other, _)| other.name == key));
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
        let found = node.scalar().map_or_else(|| node.describe().to_owned(), |scalar| format!("`{}`", scalar.value));
        self.diagnostics.push(
            Diagnostic::error(Code::WrongThemeValue, format!("{found} is not {expected}"), node.span)
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

    fn number(&mut self, node: &Node, least: f32, most: f32) -> f32 {
        match node.scalar().and_then(|scalar| scalar.value.trim().parse::<f32>().ok()) {
            Some(value) if (least..=most).contains(&value) => value,
            _ => {
                self.wrong(node, &format!("a number from {least} to {most}"), &format!("{}", least.max(most.min(12.0))));
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

    fn one_of<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> T {
        let name = node.scalar().map_or("", |scalar| scalar.value.as_str());
        if let Some((_, choice)) = choices.iter().find(|(choice, _)| *choice == name) {
            return *choice;
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let near = nearest(name, names.iter().copied()).unwrap_or(names[0]);
        self.wrong(node, &format!("one of {}", names.join(", ")), near);
        choices[0].1
    }

    /// Sizes in pt, put in order from large to small.
    fn sizes(&mut self, node: &Node) -> Vec<f32> {
        let mut sizes: Vec<f32> = match node.sequence() {
            Some(items) if !items.is_empty() => items.iter().map(|item| self.number(item, 4.0, 400.0)).collect(),
            Some(_) => {
                self.wrong(node, "a list of type sizes", "[36, 30, 26]");
                vec![24.0]
            }
            None => vec![self.number(node, 4.0, 400.0)],
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
        let found = Colour::parse(text).or_else(|| palette.and_then(|palette| palette.get(&snake_case(text))));
        found.unwrap_or_else(|| {
            let expected = if palette.is_some() { "a colour, or a name from the theme's colours" } else { "a colour" };
            self.wrong(node, expected, "\"#003399\" (in quotes)");
            Colour::BLACK
        })
    }

    fn type_scale(&mut self, node: &Node) -> TypeScale {
        let body = self.sizes(&node.at("body"));
        let normal_node = node.at("normal");
        let mut normal = self.number(&normal_node, 4.0, 400.0);
        if !body.contains(&normal) {
            self.wrong(&normal_node, "one of the sizes of `body`", &format!("normal: {}", body[body.len() / 2]));
            normal = body[body.len() / 2];
        }
        TypeScale {
            title: self.sizes(&node.at("title")),
            cover: self.sizes(&node.at("cover")),
            display: self.sizes(&node.at("display")),
            heading: self.number(&node.at("heading"), 0.5, 4.0),
            small: self.number(&node.at("small"), 0.3, 1.0),
            running: self.number(&node.at("running"), 4.0, 100.0),
            floor: self.number(&node.at("floor"), 4.0, 100.0),
            stat: self.number(&node.at("stat"), 1.0, 8.0),
            quote: self.number(&node.at("quote"), 0.5, 4.0),
            leading: self.number(&node.at("leading"), 0.9, 3.0),
            title_leading: self.number(&node.at("title_leading"), 0.9, 3.0),
            body,
            normal,
        }
    }

    fn list_columns(&mut self, node: &Node) -> ListColumns {
        ListColumns {
            below: self.number(&node.at("below"), 0.0, 400.0),
            items: self.number(&node.at("items"), 2.0, 100.0) as usize,
            lines: self.number(&node.at("lines"), 1.0, 20.0) as usize,
            width: self.number(&node.at("width"), 4.0, 100.0),
        }
    }

    fn space(&mut self, node: &Node) -> Space {
        Space {
            margin_x: self.number(&node.at("margin_x"), 0.0, 300.0),
            margin_top: self.number(&node.at("margin_top"), 0.0, 200.0),
            margin_bottom: self.number(&node.at("margin_bottom"), 0.0, 200.0),
            gutter: self.number(&node.at("gutter"), 0.0, 200.0),
            title_gap: self.number(&node.at("title_gap"), 0.0, 200.0),
            block: self.number(&node.at("block"), 0.0, 4.0),
            paragraph: self.number(&node.at("paragraph"), 0.0, 4.0),
            item: self.number(&node.at("item"), 0.0, 4.0),
            nested_item: self.number(&node.at("nested_item"), 0.0, 4.0),
            indent: self.number(&node.at("indent"), 0.5, 6.0),
            inset: self.number(&node.at("inset"), 0.0, 4.0),
            radius: self.number(&node.at("radius"), 0.0, 100.0),
            tightest: self.number(&node.at("tightest"), 0.1, 1.0),
            loosest: self.number(&node.at("loosest"), 1.0, 10.0),
        }
    }

    fn filling(&mut self, node: &Node) -> Filling {
        let hyphenate = self.one_of(
            &node.at("hyphenate"),
            &[("auto", Hyphenation::Sparing), ("true", Hyphenation::Always), ("false", Hyphenation::Never)],
        );
        Filling { hyphenate, justify: self.truth(&node.at("justify")) }
    }

    fn marks(&mut self, node: &Node) -> Marks {
        let bullets = node.at("bullets");
        let items = bullets.sequence().unwrap_or(std::slice::from_ref(&bullets));
        let bullets = items.iter().map(|item| self.marker(item)).collect();
        Marks { bullets, check: self.one_of(&node.at("check"), &[("tick", Check::Tick), ("cross", Check::Cross)]) }
    }

    fn marker(&mut self, node: &Node) -> Marker {
        match node.scalar().map_or("", |scalar| scalar.value.as_str()) {
            "disc" => Marker::Disc,
            "circle" => Marker::Circle,
            "square" => Marker::Square,
            "diamond" => Marker::Diamond,
            "dash" => Marker::Dash,
            "arrow" => Marker::Arrow,
            "check" => Marker::Check,
            other if !other.is_empty() && other.chars().count() <= 3 => Marker::Text(other.to_owned()),
            _ => {
                self.wrong(node, "a bullet", "disc, circle, square, diamond, dash, arrow, check, or a character");
                Marker::Disc
            }
        }
    }

    fn running(&mut self, node: &Node) -> Running {
        Running {
            logo: self.number(&node.at("logo"), 4.0, 200.0),
            cover_logo: self.number(&node.at("cover_logo"), 4.0, 300.0),
            baseline: self.number(&node.at("baseline"), 0.0, 200.0),
            rule: self.truth(&node.at("rule")),
        }
    }

    fn page(&mut self, node: &Node, palette: &Palette, inverse: &Palette) -> PageStyle {
        for (key, _) in node.mapping().unwrap_or_default() {
            if !PAGE_KEYS.contains(&key.name.as_str()) {
                let near = nearest(&key.name, PAGE_KEYS).map_or_else(|| PAGE_KEYS.join(", "), str::to_owned);
                self.diagnostics.push(
                    Diagnostic::error(Code::UnknownThemeKey, format!("`{}` is not a key of a page's style", key.name), key.span)
                        .hint(format!("write: {near}")),
                );
            }
        }
        let is_inverse = self.truth(&node.at("inverse"));
        let palette = if is_inverse { inverse } else { palette };
        let ground = node.at("background");
        let background = match ground.sequence() {
            Some([top, bottom]) => (self.colour(top, Some(palette)), Some(self.colour(bottom, Some(palette)))),
            Some(_) => {
                self.wrong(&ground, "one colour, or a list of two", "background");
                (palette.background, None)
            }
            None if ground.is_null() => (palette.background, None),
            None => (self.colour(&ground, Some(palette)), None),
        };
        let ornaments = node.at("ornaments");
        let ornaments = ornaments.sequence().unwrap_or_default().iter().map(|item| self.ornament(item, palette)).collect();
        let band = node.at("band");
        let band = (!band.is_null())
            .then(|| (self.number(&band.at("height"), 0.0, 300.0), self.colour(&band.at("fill"), Some(palette))));
        let panel = node.at("panel");
        let panel = if panel.is_null() { 0.38 } else { self.length(&panel).share.clamp(0.2, 0.6) };
        PageStyle { inverse: is_inverse, background, ornaments, centred: self.truth(&node.at("centred")), band, panel }
    }

    fn ornament(&mut self, node: &Node, palette: &Palette) -> Ornament {
        const SHAPES: [(&str, OrnamentShape); 3] =
            [("rectangle", OrnamentShape::Rectangle), ("ellipse", OrnamentShape::Ellipse), ("ring", OrnamentShape::Ring)];
        Ornament {
            shape: self.one_of(&node.at("shape"), &SHAPES),
            x: self.length(&node.at("x")),
            y: self.length(&node.at("y")),
            width: self.length(&node.at("width")),
            height: self.length(&node.at("height")),
            fill: self.colour(&node.at("fill"), Some(palette)),
            line: node.has("line").then(|| self.number(&node.at("line"), 0.1, 100.0)),
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
    let number = |text: &str| text.parse::<f32>().ok().filter(|value| value.is_finite() && value.abs() < 1e5);
    match compact.split_once('%') {
        None => Some(Length { share: 0.0, points: number(&compact)? }),
        Some((share, "")) => Some(Length { share: number(share)? / 100.0, points: 0.0 }),
        Some((share, points)) => Some(Length { share: number(share)? / 100.0, points: number(points)? }),
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
