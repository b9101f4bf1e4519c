//! The colours of code, derived from the palette of the theme.
//!
//! Every colour of a token has a contrast of at least 4.5 to 1 on every ground that it may be on
//! (WCAG 2.2, 1.4.3). Hues are turned in OKLCH, where equal steps look equally far apart.

use super::legible_colour::tint_ground;
use crate::code::TokenClass;
use crate::scene::{Colour, Lch, MIN_TEXT_CONTRAST, hue_distance};
use crate::theme::Palette;

/// How far lines that are not highlighted move towards their ground, where the contrast allows it.
const DIMMED_SHARE: f32 = 0.45;

/// How far the bar in the place of a hidden line differs from its ground.
const HIDDEN_LINE_SHARE: f32 = 0.12;

/// The colours of a block of code.
#[derive(Clone, Debug)]
pub(super) struct CodeColours {
    /// The ground of the block.
    pub ground: Colour,
    /// The ground of highlighted lines.
    pub highlight_ground: Colour,
    /// The mark at the edge of highlighted lines.
    pub highlight_mark: Colour,
    /// The ground of added lines.
    pub added_ground: Colour,
    /// The ground of removed lines.
    pub removed_ground: Colour,
    /// The sign of added lines.
    pub added_sign: Colour,
    /// The sign of removed lines.
    pub removed_sign: Colour,
    /// The title and the marks of continued lines.
    pub muted: Colour,
    /// Line numbers: as faint as they may be on the ground of the block.
    pub number: Colour,
    /// The bar in the place of a line that is not revealed yet.
    pub hidden_line: Colour,
    /// The line below the title.
    pub rule: Colour,
    tokens: [Colour; TokenClass::ALL.len()],
    dimmed_tokens: [Colour; TokenClass::ALL.len()],
}

/// The look of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TokenLook {
    pub bold: bool,
    pub italic: bool,
}

impl CodeColours {
    /// Derives the colours on `ground` from those of the page.
    pub(super) fn new(palette: &Palette, ground: Colour) -> Self {
        let highlight_ground = tint_ground(ground, palette.mark, 0.6);
        let added_ground = tint_ground(ground, palette.tip, 0.15);
        let removed_ground = tint_ground(ground, palette.warning, 0.15);
        let grounds = [ground, highlight_ground, added_ground, removed_ground];
        let legible = |colour: Colour| colour.moved_until_legible(&grounds);
        let is_dark = ground.luminance() < 0.18;
        let primary = Lch::from_colour(palette.primary);
        let accent = Lch::from_colour(palette.accent);
        let base_hue = if primary.chroma < 0.03 { 262.0 } else { primary.hue };
        let is_far = hue_distance(accent.hue, base_hue) >= 50.0 && accent.chroma >= 0.03;
        let string_hue = if is_far { accent.hue } else { base_hue + 150.0 };
        let hued = |hue: f32| {
            let (lightness, chroma) = if is_dark { (0.8, 0.11) } else { (0.46, 0.13) };
            legible(Lch { lightness, chroma, hue }.to_colour())
        };
        let [keyword, string, constant, function, type_name] = palette.code;
        let own = |class: TokenClass| match class {
            TokenClass::Keyword | TokenClass::Heading => keyword,
            TokenClass::String => string,
            TokenClass::Constant => constant,
            TokenClass::Function => function,
            TokenClass::Type => type_name,
            _ => None,
        };
        let tokens = TokenClass::ALL.map(|class| match class {
            class if own(class).is_some() => own(class).map_or(ground, legible),
            TokenClass::Plain | TokenClass::Strong | TokenClass::Emphasis => legible(palette.text),
            TokenClass::Comment => legible(palette.muted),
            TokenClass::Keyword | TokenClass::Heading => legible(palette.primary),
            TokenClass::String => hued(string_hue),
            TokenClass::Constant => hued(string_hue - 60.0),
            TokenClass::Function => hued(base_hue + 70.0),
            TokenClass::Type => hued(base_hue - 60.0),
            TokenClass::Attribute | TokenClass::Meta => hued(base_hue + 36.0),
            TokenClass::Punctuation => legible(palette.text.mixed_with(ground, 0.2)),
        });
        Self {
            ground,
            highlight_ground,
            highlight_mark: palette.accent,
            added_ground,
            removed_ground,
            added_sign: legible(palette.tip),
            removed_sign: legible(palette.warning),
            muted: legible(palette.muted),
            number: fade_colour(legible(palette.muted), ground),
            hidden_line: ground.mixed_with(palette.text, HIDDEN_LINE_SHARE),
            rule: palette.line,
            tokens,
            dimmed_tokens: tokens.map(|colour| {
                colour.mixed_with(ground, DIMMED_SHARE).moved_until_legible(&[ground])
            }),
        }
    }

    /// Returns the colour of a class of tokens.
    pub(super) fn token(&self, class: TokenClass) -> Colour {
        self.tokens[class as usize]
    }

    /// Returns the colour of a class of tokens in a line that is not highlighted, while others are.
    pub(super) fn dimmed_token(&self, class: TokenClass) -> Colour {
        self.dimmed_tokens[class as usize]
    }
}

impl TokenLook {
    /// Returns the look of a class of tokens, which does not depend on colours.
    pub(super) fn of_class(class: TokenClass) -> Self {
        let bold = matches!(
            class,
            TokenClass::Keyword | TokenClass::Heading | TokenClass::Strong | TokenClass::Meta
        );
        let italic = matches!(class, TokenClass::Comment | TokenClass::Emphasis);
        Self { bold, italic }
    }
}

/// Moves a legible colour towards its ground as far as it stays legible.
fn fade_colour(colour: Colour, ground: Colour) -> Colour {
    (0..=40)
        .rev()
        .map(|step| colour.mixed_with(ground, step as f32 / 40.0))
        .find(|candidate| candidate.contrast_ratio(ground) >= MIN_TEXT_CONTRAST)
        .unwrap_or(colour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::scene::MIN_TEXT_CONTRAST;
    use crate::source::Sources;
    use crate::theme::{self, Theme, ThemeChoice};

    /// Returns the built-in themes.
    fn themes() -> Vec<Theme> {
        let read = |name| {
            let mut diagnostics = Diagnostics::default();
            let mut open: Box<theme::OpenTheme<'_>> =
                Box::new(|_, _| unreachable!("built-in themes need no file"));
            theme::read(
                ThemeChoice::named(name),
                &mut Sources::default(),
                &mut open,
                &mut diagnostics,
            )
        };
        theme::builtin_names().map(read).collect()
    }

    #[test]
    fn every_token_is_legible_in_every_theme_on_every_ground() {
        for theme in themes() {
            let palettes = [&theme.palette, &theme.inverse];
            for (palette, ground) in palettes
                .into_iter()
                .flat_map(|palette| [(palette, palette.surface), (palette, palette.background)])
            {
                let colours = CodeColours::new(palette, ground);
                let grounds = [
                    colours.ground,
                    colours.highlight_ground,
                    colours.added_ground,
                    colours.removed_ground,
                ];
                for class in TokenClass::ALL {
                    let colour = colours.token(class);
                    for ground in grounds {
                        let contrast = colour.contrast_ratio(ground);
                        let name = &theme.name;
                        assert!(contrast >= MIN_TEXT_CONTRAST, "{name} {class:?}: {contrast}");
                    }
                    let dimmed = colours.dimmed_token(class).contrast_ratio(colours.ground);
                    assert!(dimmed >= MIN_TEXT_CONTRAST, "{class:?} dimmed: {dimmed}");
                    let number = colours.number.contrast_ratio(colours.ground);
                    assert!(number >= MIN_TEXT_CONTRAST, "number: {number}");
                    assert!(number <= dimmed + 0.3, "number {number}, {class:?} {dimmed}");
                }
            }
        }
    }

    #[test]
    fn any_ground_has_legible_tokens() {
        let themes = themes();
        let palette = &themes[0].palette;
        for level in (0..=255).step_by(15) {
            for surface in [
                Colour::rgb(level, level, level),
                Colour::rgb(level, 0, 128),
                Colour::rgb(255, level, 0),
            ] {
                let palette = Palette { surface, ..*palette };
                let colours = CodeColours::new(&palette, surface);
                let contrast = colours.token(TokenClass::Keyword).contrast_ratio(surface);
                assert!(contrast >= 4.4, "{surface:?}: {contrast}");
            }
        }
    }

    #[test]
    fn classes_differ_in_hue_and_keywords_in_weight() {
        for theme in themes() {
            let colours = CodeColours::new(&theme.palette, theme.palette.surface);
            let classes = [TokenClass::String, TokenClass::Function, TokenClass::Type];
            for (index, class) in classes.iter().enumerate() {
                for other in &classes[index + 1..] {
                    let hue = |class| Lch::from_colour(colours.token(class)).hue;
                    let distance = hue_distance(hue(*class), hue(*other));
                    assert!(distance > 30.0, "{}: {class:?} {other:?}", theme.name);
                }
            }
        }
        assert!(TokenLook::of_class(TokenClass::Keyword).bold);
        assert!(TokenLook::of_class(TokenClass::Comment).italic);
    }
}
