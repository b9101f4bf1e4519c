//! Decodes a complete theme from YAML.

mod pages;

use super::vocabulary::{
    BOX_STYLES, COLUMNS, DISC_COLOURS, KICKERS, MOTION, NUMBER_PLACES, RUNNING, SPACE, TITLES,
    TYPE, UNREVEALED_STYLES, WEIGHTS, number_range,
};
use super::{
    CODE_COLOURS, FontFamilies, FontWeights, ListColumns, ListMarks, MAX_SERIES, PageKind, Palette,
    ParagraphDefaults, QuoteDetails, RunningElements, Spacing, Theme, ThemeLogo, TitleDetails,
    TypeScale,
};
use crate::deck::Marker;
use crate::deck::vocabulary::{CHECK_MARKS, HYPHENATIONS, MARKERS, TRANSITION_KINDS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::scene::Colour;
use crate::show::{Motion, Transition, TransitionKind};
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
    // A brand has changed the theme already; here its values are only checked.
    for key in ["primary", "accent"] {
        if node.has_key(key) {
            decoder.decode_colour(&node.value_at(key), None);
        }
    }
    if node.has_key("font") {
        decoder.decode_text(&node.value_at("font"));
    }
    Theme {
        logo: decoder.decode_logo(&node.value_at("logo")),
        name: decoder.decode_text(&node.value_at("name")),
        fonts: decoder.decode_font_families(&fonts),
        weights,
        type_scale: decoder.decode_type_scale(&node.value_at("type")),
        space: decoder.decode_spacing(&node.value_at("space")),
        columns: decoder.decode_list_columns(&node.value_at("columns")),
        paragraph: decoder.decode_paragraph_defaults(&node.value_at("text")),
        marks: decoder.decode_list_marks(&node.value_at("marks")),
        titles: decoder.decode_title_details(&node.value_at("titles")),
        quotes: decoder.decode_quote_details(&node.value_at("quotes")),
        boxes: decoder
            .decode_optional(&node.value_at("boxes"), BOX_STYLES)
            .unwrap_or(BOX_STYLES[0].value),
        discs: decoder
            .decode_optional(&node.value_at("discs"), DISC_COLOURS)
            .unwrap_or(DISC_COLOURS[0].value),
        unrevealed: decoder.decode_choice(&node.value_at("steps"), UNREVEALED_STYLES),
        motion: decoder.decode_motion(&node.value_at("motion")),
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
        let null = || Node { kind: NodeKind::Null, span: self.span };
        self.child(key).cloned().unwrap_or_else(null)
    }

    fn has_key(&self, key: &str) -> bool {
        self.child(key).is_some()
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

    /// Decodes the path of a logo, or `{src, alt, dark}`.
    fn decode_logo(&mut self, node: &Node) -> Option<ThemeLogo> {
        let path = |decoder: &mut Self, node: &Node| (decoder.decode_text(node), node.span);
        if node.as_mapping().is_none() {
            let logo = |src| ThemeLogo { src, dark: None, alt: None };
            return (!node.is_null()).then(|| logo(path(self, node)));
        }
        let dark = node.value_at("dark");
        let dark = (!dark.is_null()).then(|| path(self, &dark));
        let alt = node.value_at("alt");
        let alt = alt.as_scalar().filter(|_| !alt.is_null()).map(|scalar| scalar.value.clone());
        Some(ThemeLogo { src: path(self, &node.value_at("src")), dark, alt })
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

    /// Decodes a choice that a theme need not make.
    fn decode_optional<T: Copy>(&mut self, node: &Node, choices: &[Choice<T>]) -> Option<T> {
        (!node.is_null()).then(|| self.decode_choice(node, choices))
    }

    fn decode_optional_choice<T: Copy + Default>(
        &mut self,
        node: &Node,
        choices: &[Choice<T>],
    ) -> T {
        self.decode_optional(node, choices).unwrap_or_default()
    }

    fn decode_font_families(&mut self, node: &Node) -> FontFamilies {
        let family = |decoder: &mut Self, role: &str, default: &str| {
            if node.has_key(role) {
                decoder.decode_text(&node.value_at(role))
            } else {
                default.to_owned()
            }
        };
        let body = self.decode_text(&node.value_at("body"));
        let heading = self.decode_text(&node.value_at("heading"));
        FontFamilies {
            mono: self.decode_text(&node.value_at("mono")),
            quote: family(self, "quote", &body),
            label: family(self, "label", ""),
            spans: ["body", "heading", "mono", "quote", "label"]
                .map(|role| node.value_at(role).span),
            body,
            heading,
        }
    }

    fn decode_title_details(&mut self, node: &Node) -> TitleDetails {
        let mut tracking = |key| {
            let is_set = node.has_key(key);
            let ems = if is_set { self.decode_number(node, &TITLES, key) } else { 0.0 };
            (ems * 1000.0).round() as i16
        };
        TitleDetails {
            tracking: tracking("tracking"),
            kicker_tracking: tracking("kicker_tracking"),
            has_capital_kicker: self.decode_optional_choice(&node.value_at("kicker"), KICKERS),
        }
    }

    fn decode_quote_details(&mut self, node: &Node) -> QuoteDetails {
        let mark = node.value_at("mark");
        QuoteDetails {
            italic: self.decode_bool(&node.value_at("italic")),
            has_mark: mark.is_null() || self.decode_bool(&mark),
        }
    }

    /// Decodes up to `N` colours; the others are `None`.
    fn decode_colours<const N: usize>(&mut self, node: &Node) -> [Option<Colour>; N] {
        let mut colours = [None; N];
        match node.as_sequence() {
            Some(items) if items.len() <= N => {
                for (colour, item) in colours.iter_mut().zip(items) {
                    *colour = Some(self.decode_colour(item, None));
                }
            }
            None if node.is_null() => {}
            _ => {
                let expected = format!("a list of at most {N} colours");
                self.report_wrong_value(node, &expected, "`[\"#003399\", \"#E5A800\"]`");
            }
        }
        colours
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
        let series = self.decode_colours::<MAX_SERIES>(&node.value_at("series"));
        let code = node.value_at("code");
        let code = CODE_COLOURS
            .map(|name| code.has_key(name).then(|| self.decode_colour(&code.value_at(name), None)));
        let mut colour = |name: &str| self.decode_colour(&node.value_at(name), None);
        Palette {
            series,
            code,
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

    fn decode_motion(&mut self, node: &Node) -> Motion {
        let kind = self.decode_choice(&node.value_at("transition"), TRANSITION_KINDS);
        let seconds = self.decode_number(node, &MOTION, "duration");
        let direction = kind.allowed_directions().first().copied();
        Motion {
            transition: (kind != TransitionKind::None && seconds > 0.0).then_some(Transition {
                kind,
                seconds,
                direction,
            }),
            reveal_seconds: self.decode_number(node, &MOTION, "reveal"),
        }
    }

    fn decode_running_elements(&mut self, node: &Node) -> RunningElements {
        RunningElements {
            logo: self.decode_number(node, &RUNNING, "logo"),
            cover_logo: self.decode_number(node, &RUNNING, "cover_logo"),
            baseline: self.decode_number(node, &RUNNING, "baseline"),
            rule: self.decode_bool(&node.value_at("rule")),
            number_at_end: self.decode_optional_choice(&node.value_at("number"), NUMBER_PLACES),
        }
    }
}
