//! A brand in a few keys: `primary`, `accent` and `font` change the theme that is extended.
//!
//! The hue of the theme becomes that of the brand, and its tints and inks follow, so that the
//! design stays. Then every text is made legible on its grounds.

use crate::scene::{Colour, Lch, MIN_TEXT_CONTRAST, hue_distance};
use crate::yaml::{Key, Node, NodeKind, Scalar, ScalarStyle};

/// Colours within this distance of the hue of the theme get the hue of the brand, in degrees.
const HUE_REACH: f32 = 42.0;
/// Greys have less chroma than this.
const MIN_CHROMA: f32 = 0.004;
/// A tint has less chroma than this; it belongs to the theme whatever its hue is.
const TINT_CHROMA: f32 = 0.02;
/// How much more vivid a brand may make a theme.
const MAX_CHROMA_GAIN: f32 = 1.5;

/// Colours that mean something, and are never changed.
const KEPT_KEYS: [&str; 4] = ["tip", "warning", "mark", "plate"];
/// Colours of text on `background` and `surface`.
const TEXT_KEYS: [&str; 8] =
    ["text", "muted", "title", "bold", "link", "primary", "tip", "warning"];

/// Changes the theme `base` as the keys of the brand in `own` say. Values that are wrong have no
/// effect here; they are reported when the theme is decoded.
pub(super) fn apply_brand(mut base: Node, own: &Node) -> Node {
    if let Some(primary) = colour_at(own, "primary").map(|colour| Colour { a: 255, ..colour }) {
        recolour_theme(&mut base, primary);
    }
    if let Some(accent) = colour_at(own, "accent") {
        for group in ["colours", "inverse"] {
            if let Some(palette) = child_mut(&mut base, group) {
                set_colour(palette, "accent", accent);
            }
        }
    }
    if let Some(font) = own.child("font").and_then(Node::as_scalar) {
        let font = Node { kind: NodeKind::Scalar(font.clone()), span: own.span };
        let span = own.child("font").map_or(own.span, |node| node.span);
        if let Some(fonts) = child_mut(&mut base, "fonts") {
            for role in ["body", "heading", "quote", "label"] {
                if matches!(role, "body" | "heading") || fonts.child(role).is_some() {
                    set(fonts, role, Node { span, ..font.clone() });
                }
            }
        }
    }
    base
}

/// Gives a theme the hue of a brand, and makes its texts legible again.
fn recolour_theme(base: &mut Node, primary: Colour) {
    let before = base.child("colours").and_then(|palette| colour_at(palette, "primary"));
    let Some(before) = before.map(Lch::from_colour) else { return };
    let shift = HueShift::between(before, Lch::from_colour(primary));
    for part in ["colours", "inverse", "pages", "dark", "light"] {
        if let Some(part) = child_mut(base, part) {
            shift.apply(part);
        }
    }
    let [usual_grounds, strong_grounds] = [false, true].map(|it| page_grounds(base, it));
    if let Some(palette) = child_mut(base, "colours") {
        set_brand_colours(palette, primary);
        make_legible(palette, &usual_grounds);
    }
    if let Some(palette) = child_mut(base, "inverse") {
        make_legible(palette, &strong_grounds);
    }
    for tone in ["dark", "light"] {
        let Some(changes) = child_mut(base, tone) else { continue };
        let grounds = page_grounds(changes, false);
        if let Some(palette) = child_mut(changes, "colours") {
            set_brand_colours(palette, primary);
            make_legible(palette, &grounds);
        }
    }
}

/// Sets the colours that are the brand itself, as far as they are legible.
fn set_brand_colours(palette: &mut Node, primary: Colour) {
    let grounds = grounds_of(palette);
    let legible = primary.moved_until_legible(&grounds);
    set_colour(palette, "primary", legible);
    set_colour(palette, "link", legible);
    let accent = colour_at(palette, "accent").map(Lch::from_colour);
    let brand = Lch::from_colour(primary);
    if accent.is_some_and(|accent| hue_distance(accent.hue, brand.hue) < HUE_REACH) {
        set_colour(palette, "accent", primary);
    }
}

fn grounds_of(palette: &Node) -> Vec<Colour> {
    ["background", "surface"].iter().filter_map(|key| colour_at(palette, key)).collect()
}

/// Makes every text of a palette legible on its grounds, and on these.
fn make_legible(palette: &mut Node, others: &[Colour]) {
    let mut grounds = grounds_of(palette);
    grounds.extend(others);
    for key in TEXT_KEYS {
        if let Some(colour) = colour_at(palette, key) {
            set_colour(palette, key, colour.moved_until_legible(&grounds));
        }
    }
    let Some(primary) = colour_at(palette, "primary") else { return };
    if let Some(ink) = colour_at(palette, "on_primary") {
        set_colour(palette, "on_primary", ink.moved_until_legible(&[primary]));
    }
    let text = colour_at(palette, "text").zip(colour_at(palette, "mark"));
    if let Some((text, mark)) = text
        && text.contrast_ratio(mark) < MIN_TEXT_CONTRAST
    {
        set_colour(palette, "mark", mark.moved_until_legible(&[text]));
    }
}

/// Returns the backgrounds of pages that are colours and not names of them.
fn page_grounds(base: &Node, inverse: bool) -> Vec<Colour> {
    let pages = base.child("pages").and_then(Node::as_mapping).unwrap_or_default();
    let is_inverse = |page: &Node| {
        page.child("inverse").and_then(Node::as_scalar).is_some_and(|it| it.value == "true")
    };
    pages
        .iter()
        .filter(|(_, page)| is_inverse(page) == inverse)
        .filter_map(|(_, page)| page.child("background"))
        .flat_map(|ground| match ground.as_sequence() {
            Some(ends) => ends.iter().filter_map(colour_of).collect(),
            None => colour_of(ground).into_iter().collect::<Vec<_>>(),
        })
        .collect()
}

/// How the colours of a theme become those of a brand.
struct HueShift {
    from: f32,
    turn: f32,
    chroma_gain: f32,
}

impl HueShift {
    fn between(before: Lch, after: Lch) -> Self {
        let chroma_gain = (after.chroma / before.chroma.max(0.01)).min(MAX_CHROMA_GAIN);
        Self { from: before.hue, turn: after.hue - before.hue, chroma_gain }
    }

    /// Changes the colours in a part of a theme.
    fn apply(&self, node: &mut Node) {
        match &mut node.kind {
            NodeKind::Scalar(scalar) => {
                if let Some(colour) = Colour::parse(&scalar.value) {
                    scalar.value = self.shift(colour, self.belongs(colour)).to_hex();
                }
            }
            NodeKind::Sequence(items) => items.iter_mut().for_each(|item| match item.kind {
                // Colours in a list, such as a gradient, keep their distance from each other.
                NodeKind::Scalar(_) => self.apply_to_listed(item),
                _ => self.apply(item),
            }),
            NodeKind::Mapping(entries) => entries
                .iter_mut()
                .filter(|(key, _)| !KEPT_KEYS.contains(&key.name.as_str()) && key.name != "code")
                .for_each(|(_, value)| self.apply(value)),
            NodeKind::Null | NodeKind::Unreadable => {}
        }
    }

    fn apply_to_listed(&self, node: &mut Node) {
        if let NodeKind::Scalar(scalar) = &mut node.kind
            && let Some(colour) = Colour::parse(&scalar.value)
        {
            scalar.value = self.shift(colour, true).to_hex();
        }
    }

    /// Whether a colour has the hue of the theme.
    fn belongs(&self, colour: Colour) -> bool {
        let Lch { chroma, hue, .. } = Lch::from_colour(colour);
        chroma < TINT_CHROMA || hue_distance(hue, self.from) <= HUE_REACH
    }

    fn shift(&self, colour: Colour, belongs: bool) -> Colour {
        let Lch { lightness, chroma, hue } = Lch::from_colour(colour);
        if chroma < MIN_CHROMA || !belongs {
            return colour;
        }
        let chroma = chroma * self.chroma_gain;
        let shifted = Lch { lightness, chroma, hue: (hue + self.turn).rem_euclid(360.0) };
        Colour { a: colour.a, ..shifted.to_colour() }
    }
}

fn child_mut<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let NodeKind::Mapping(entries) = &mut node.kind else { return None };
    entries.iter_mut().find(|(key, _)| key.name == name).map(|(_, value)| value)
}

fn colour_of(node: &Node) -> Option<Colour> {
    node.as_scalar().and_then(|scalar| Colour::parse(&scalar.value))
}

fn colour_at(node: &Node, name: &str) -> Option<Colour> {
    node.child(name).and_then(colour_of)
}

fn set_colour(palette: &mut Node, name: &str, colour: Colour) {
    let scalar = Scalar { value: colour.to_hex(), style: ScalarStyle::Quoted, insertion: None };
    let node = Node { kind: NodeKind::Scalar(scalar), span: palette.span };
    set(palette, name, node);
}

/// Sets the value of a key in a mapping.
fn set(node: &mut Node, name: &str, value: Node) {
    let NodeKind::Mapping(entries) = &mut node.kind else { return };
    match entries.iter_mut().find(|(key, _)| key.name == name) {
        Some((_, old)) => *old = value,
        None => entries.push((Key { name: name.to_owned(), span: value.span }, value)),
    }
}

#[cfg(test)]
mod tests {
    use crate::deck::Tone;
    use crate::diagnostic::Diagnostics;
    use crate::scene::Colour;
    use crate::source::{Source, Sources};
    use crate::theme::{self, ThemeChoice};

    #[test]
    fn any_brand_is_legible_in_any_theme() {
        let brands = [
            "#C8102E", "#003399", "#FFCC00", "#00A86B", "#111111", "#FF00FF", "#7FFFD4", "#808080",
            "#FFFFFF", "#5B2C06",
        ];
        for name in theme::builtin_names() {
            for brand in brands {
                for tone in [None, Some(Tone::Light), Some(Tone::Dark)] {
                    let mut diagnostics = Diagnostics::default();
                    let text = format!("extends: {name}\nprimary: \"{brand}\"\n");
                    let mut open: Box<theme::OpenTheme<'_>> =
                        Box::new(move |name, _| Ok(Source::new(name, text.clone())));
                    let choice = ThemeChoice { tone, ..ThemeChoice::named("brand.yaml") };
                    let theme =
                        theme::read(choice, &mut Sources::default(), &mut open, &mut diagnostics);
                    assert!(diagnostics.is_empty(), "{name} {brand}: {diagnostics:?}");
                    for pair in theme.contrast_pairs() {
                        let ratio = pair.ratio();
                        assert!(ratio >= 4.45, "{name} {brand} {tone:?}: {pair:?} {ratio}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_legible_brand_stays_as_it_is() {
        let mut diagnostics = Diagnostics::default();
        let text = "extends: swiss\nprimary: \"#0B3D91\"\nfont: Rubik\n";
        let mut open: Box<theme::OpenTheme<'_>> =
            Box::new(move |name, _| Ok(Source::new(name, text.to_owned())));
        let choice = ThemeChoice::named("brand.yaml");
        let theme = theme::read(choice, &mut Sources::default(), &mut open, &mut diagnostics);
        assert_eq!(theme.palette.primary, Colour::rgb(0x0b, 0x3d, 0x91));
        assert_eq!((theme.fonts.body.as_str(), theme.fonts.heading.as_str()), ("Rubik", "Rubik"));
    }
}
